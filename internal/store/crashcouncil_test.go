// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"testing"

	"planraum/internal/store/storetest"
)

// A child issues papers that answer motions and has the council decide on them, with an
// action each; it is killed in the middle. Nothing is half there: no issued paper whose
// motion still waits, no decision without its sitting and action.
func TestKilledWhileDeciding(t *testing.T) {
	untilKilled(t, func(url string) func(int) error {
		d := storetest.Council(t, openAt(t, url))
		return func(i int) error { return storetest.Decide(t.Context(), d, i) }
	})
	databases(t, func(t *testing.T, d database) {
		said := writeAndKill(t, t.Name(), d.url, 12)
		s := openAt(t, d.url)
		n, err := storetest.Decided(t.Context(), s)
		if err != nil || n < said || n > said+1 {
			t.Errorf("%d decided, %d were said to be (%v)", n, said, err)
		}
		if err := storetest.Decide(t.Context(), storetest.Council(t, s), 1000); err != nil {
			t.Error("cannot go on: ", err)
		}
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"fmt"
	"os"
	"testing"

	"planraum/internal/store/storetest"
)

// A child issues papers that answer motions and has the council decide on them, with an
// action each; it is killed in the middle. Nothing is half there: no issued paper whose
// motion still waits, no decision without its sitting and action.
func TestKilledWhileDeciding(t *testing.T) {
	if url := os.Getenv("PLANRAUM_CRASH"); url != "" {
		d := storetest.Council(t, openAt(t, url))
		for i := 1; ; i++ {
			if err := storetest.Decide(t.Context(), d, i); err != nil {
				t.Fatal(err)
			}
			fmt.Println("\nstored", i)
		}
	}
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

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"testing"

	"planraum/internal/store/storetest"
)

// A child begins papers with their texts and issues both; it is killed in the middle.
// Nothing is half there: no paper without its text and no text without its paper, no
// issued paper whose text is not frozen with it.
func TestKilledWhilePublishing(t *testing.T) {
	untilKilled(t, func(url string) func(int) error {
		p := storetest.NewPress(t, openAt(t, url))
		return func(i int) error { return p.Publish(t.Context(), i) }
	})
	databases(t, func(t *testing.T, d database) {
		said := writeAndKill(t, t.Name(), d.url, 12)
		p := storetest.NewPress(t, openAt(t, d.url))
		begun, issued, err := p.Published(t.Context())
		if err != nil || issued < said || begun > said+1 {
			t.Errorf("%d begun, %d issued, %d were said to be (%v)", begun, issued, said, err)
		}
		if err := p.Publish(t.Context(), 1000); err != nil {
			t.Error("cannot go on: ", err)
		}
	})
}

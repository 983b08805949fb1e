// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"testing"

	"planraum/internal/store"
)

// testContacts: an address is replaced and dropped, not versioned.
func testContacts(t *testing.T, s *store.Store) {
	have := func(want string) {
		t.Helper()
		address, err := s.Contact(t.Context(), "haus")
		if err != nil || address != want {
			t.Errorf("%q, %v; want %q", address, err, want)
		}
	}
	have("")
	for _, address := range []string{"haus@beispiel.de", "büro@beispiel.de", ""} {
		if err := s.SetContact(t.Context(), "haus", address); err != nil {
			t.Fatal(err)
		}
		have(address)
	}
}

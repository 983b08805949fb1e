// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/store"
)

// A data set that the command writes has left the house like a download.
func TestExportedDatasetIsLogged(t *testing.T) {
	name := demo(t)
	if got := call(t, "export", "dataset", "accommodation-persons", "--database", name); got.code != 0 || got.out == "" {
		t.Fatalf("%+v", got)
	}
	if got := call(t, "export", "sites", "--database", name); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	s, err := store.Open(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	list, err := s.Departures(t.Context(), 10)
	if err != nil || len(list) != 1 || list[0].Audience != audience.Public || list[0].Content != "export dataset accommodation-persons" || list[0].Format != "csv" {
		t.Errorf("%+v, %v; want the data set alone: the owner's own files do not leave", list, err)
	}
}

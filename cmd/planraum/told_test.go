// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"planraum/internal/city/audit"
	"planraum/internal/cli"
)

// TestRefusalsAreRecorded: who was refused what stands in the record, by the
// pattern of the route; whoever tries very often does not fill it.
func TestRefusalsAreRecorded(t *testing.T) {
	quiet(t)
	house := exampleHouse(t)
	h := faces(house, cli.Service{Demo: true}, nil)
	ask := func(times int, path string) {
		for range times {
			r := request("GET", path, nil)
			r.AddCookie(&http.Cookie{Name: "planraum_rolle", Value: "public"})
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code != http.StatusForbidden {
				t.Fatalf("%s answers the public %d", path, w.Code)
			}
		}
	}
	ask(1, "/daten/freigabe")
	ask(1, "/plaene/qgeheimq/form")
	page, err := house.Journal.Search(t.Context(), audit.Query{Kind: audit.Refused})
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for _, e := range page.Entries {
		keys[e.Object.Key] = true
		if e.Outcome != audit.Denied || e.Request.Origin != "127.0.0.1" || e.Role != "public" {
			t.Errorf("the entry is %+v", e)
		}
	}
	if !keys["GET /daten/freigabe"] || !keys["GET /plaene/{plan}/form"] || len(keys) != 2 {
		t.Errorf("recorded are refusals of %v", keys)
	}
	ask(2*refusalBurst, "/daten/freigabe")
	after, err := house.Journal.Search(t.Context(), audit.Query{Kind: audit.Refused, Limit: 1000})
	if err != nil || len(after.Entries) > refusalBurst+5 {
		t.Errorf("%d entries, %v", len(after.Entries), err)
	}
}

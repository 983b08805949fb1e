// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// A form that does not name one of its steps stores nothing: no file comes into
// the ledger and no link is handed out by a slip of whoever sends it.
func TestNoStepStoresNothing(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const file = "indicator;area;period;value;basis;known_from;source\naccommodation.persons;08111000/12;2015-06;80;counted;2015-07-14;Prüfung\n"
	page := kept(v, bring(v, "datei", "juni.csv", file))
	for _, form := range []url.Values{
		{"schritt": {"quatsch"}},
		{"schritt": {"verwerfen1"}},
		{"schritt": {"Einlesen"}},
		{"schritt": {""}},
		{"schritt": {"einlesen", "verwerfen"}},
		{"schritt": {"ergaenzen"}},
		{"nix": {"1"}},
		{},
	} {
		for _, path := range []string{page, "/en" + page, "/daten/meldungen?monat=2015-11"} {
			if w := post(v, path, form); w.Code != http.StatusBadRequest || len(parsed(t, w).All("main form")) > 0 {
				t.Errorf("%s with %v: status %d, want 400: %s", path, form, w.Code, w.Body)
			}
		}
	}
	if all, err := desks.Work.Overview(t.Context()); err != nil || len(all.Jobs) > 0 {
		t.Errorf("%d jobs, %v", len(all.Jobs), err)
	}
	if w := v.Get(page); w.Code != http.StatusOK {
		t.Errorf("the file is gone: status %d", w.Code)
	}
}

// One file makes one job: what has been ordered is not ordered again.
func TestUploadOrderedOnce(t *testing.T) {
	desks := webtest.Desks(t, false) // whose jobs wait
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const file = "indicator;area;period;value;basis;known_from;source\naccommodation.persons;08111000/12;2015-06;80;counted;2015-07-14;Prüfung\n"
	page := kept(v, bring(v, "datei", "juni.csv", file))
	for i, want := range []int{http.StatusSeeOther, http.StatusConflict, http.StatusConflict} {
		if w := post(v, page, url.Values{"schritt": {"einlesen"}}); w.Code != want {
			t.Errorf("order %d: status %d, want %d", i+1, w.Code, want)
		}
	}
	if all, err := desks.Work.Overview(t.Context()); err != nil || len(all.Jobs) != 1 {
		t.Errorf("%d jobs, %v", len(all.Jobs), err)
	}
	other := kept(v, bring(v, "datei", "juli.csv", file+"\n"))
	if w := post(v, other, url.Values{"schritt": {"einlesen"}}); w.Code != http.StatusSeeOther {
		t.Errorf("another file: status %d", w.Code)
	}
}

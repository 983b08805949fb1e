// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/web/webtest"
)

// TestCoSigning walks co-signing by role: the page says who has and who is missing, each
// office signs for itself, and whoever tries for another one is refused with the rule.
func TestCoSigning(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const at = "/rat/vorlagen/grdrs-2000-2015"
	form := councilForm()
	form["signers"] = []string{"Stadtkämmerei\nUnterbringungskoordination\nTiefbauamt"}
	preview := parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", form))
	mark, _ := preview.First(`input[name=gesehen]`)
	form.Set("gesehen", mark.Attr("value"))
	form.Set("schritt", "speichern")
	if rec := as(t, h, "", "POST", "/rat/vorlagen/neu/form", form); rec.Code != http.StatusSeeOther {
		t.Fatal(rec.Code, parsed(t, rec).Text())
	}
	sign := func(role, office string) int {
		t.Helper()
		p, err := desks.Council.Paper(identity.With(t.Context(), identity.Demonstration(identity.Planner)), "grdrs-2000-2015", period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		version := strconv.FormatInt(p.Version, 10)
		return as(t, h, role, "POST", at+"/mitzeichnung", url.Values{"amt": {office}, "version": {version}, "schritt": {"ausfuehren"}}).Code
	}
	for _, role := range []string{"", "steward", "taskforce", "council", "provider", "administrator", "public", "coordinator"} {
		if code := sign(role, "Stadtkämmerei"); code != http.StatusForbidden && code != http.StatusNotFound {
			t.Errorf("%q signs for another office: %d", role, code)
		}
	}
	if code := sign("cosigner", "Tiefbauamt"); code != http.StatusForbidden {
		t.Errorf("an office signs for another one: %d", code)
	}
	page := parsed(t, as(t, h, "", "GET", at, nil))
	if text := page.Text(); !strings.Contains(text, "Mitgezeichnet: 0 von 3. Es fehlt noch: Stadtkämmerei, Unterbringungskoordination, Tiefbauamt.") || !strings.Contains(text, "Was bis zur Ausgabe noch fehlt") {
		t.Error(text)
	}
	if _, ok := page.First("#mitzeichnen"); ok {
		t.Error("social planning is offered to sign for others")
	}
	for role, office := range map[string]string{"cosigner": "Stadtkämmerei", "coordinator": "Unterbringungskoordination"} {
		offered, ok := parsed(t, as(t, h, role, "GET", at, nil)).First("#mitzeichnen option")
		if !ok || offered.Text() != office {
			t.Errorf("%s is offered %q", role, offered.Text())
		}
		if code := sign(role, office); code != http.StatusSeeOther {
			t.Errorf("%s: %d", role, code)
		}
	}
	rows := parsed(t, as(t, h, "", "GET", at, nil)).Table("mitzeichnung")
	if got := strings.Join(rows[0], "|"); !strings.HasPrefix(got, "Stadtkämmerei|27.11.2015|Fachamt") || !strings.Contains(strings.Join(rows[2], "|"), "fehlt noch") {
		t.Errorf("%v", rows)
	}
}

// relevance are ten questions that somebody in the office may ask, with the motion that
// must be among the first three. They were chosen by reading the published motions, not
// by what the search gives.
var relevance = []struct{ asked, motion string }{
	{"Konzept langfristige Planung", "864/2015"},
	{"Mittel und Schwerpunkte bis zur zweiten Lesung", "908/2015"},
	{"bessere Betreuungsschlüssel", "492/2015"},
	{"Modellrechnungen aktualisieren GRDrs 617/2015", "492/2015"},
	{"Sonderzuschuss Flüchtlingshilfe 2016 und 2017", "1046/2015"},
	{"Anschlussunterbringung Betreuung Zuschuss 200.000", "287/2016"},
	{"Obdachlose", "44/2016"},
	{"Infrastruktur und Zuwanderung", "254/2023"},
	{"Quadratmeter je Person 7 m²", "ohne Nummer, 2017"},
	{"eine Stelle Sozialplanung", "908/2015"},
}

func TestSearchRelevance(t *testing.T) {
	d := webtest.Desks(t, false).Council
	ctx := identity.With(t.Context(), identity.Demonstration(identity.Planner))
	for _, c := range relevance {
		m, err := d.Motions(ctx, period.Day(2024, 1, 1), desk.Filter{Words: c.asked})
		if err != nil {
			t.Fatal(err)
		}
		var found []string
		for _, one := range m.List[:min(3, len(m.List))] {
			found = append(found, one.Reference)
		}
		if !slices.Contains(found, c.motion) {
			t.Errorf("%q: %v, want %s among the first three", c.asked, found, c.motion)
		}
	}
}

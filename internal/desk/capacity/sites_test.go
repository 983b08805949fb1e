// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity_test

import (
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func TestPlacesOnDay(t *testing.T) {
	desk, _ := town(t)
	for _, c := range []struct {
		asOf, on string
		usable   unit.Headcount
	}{
		{"2015-11-27", "2015-11-27", 90},  // 100 - 8 - 2; the proposal does not count though its day has come
		{"2015-11-27", "2016-01-01", 290}, // opens on this day, as known then
		{"2016-03-10", "2016-01-01", 90},  // known later: opens in March with 240
		{"2016-03-10", "2016-06-30", 330},
		{"2016-03-10", "2016-07-01", 240}, // the end is the first day without
		{"2014-12-31", "2016-01-01", 90},  // not known yet
	} {
		s, err := desk.Supply(t.Context(), day(c.asOf))
		if err != nil {
			t.Fatal(err)
		}
		if got := s.On(day(c.on)).Usable; got != c.usable {
			t.Errorf("as of %s, %s has %d usable places, want %d", c.asOf, c.on, got, c.usable)
		}
	}
}

// TestNewVersionIsSeen: the desk keeps what it read, but not beyond an import.
func TestNewVersionIsSeen(t *testing.T) {
	desk, m := town(t)
	asOf := day("2016-04-01")
	before, err := desk.Supply(t.Context(), asOf)
	if err != nil {
		t.Fatal(err)
	}
	m.site(t, accommodation.Site{ID: "mehr", Area: "1/08", Nominal: 7, Opening: dated("2016-01-01"), KnownFrom: day("2016-01-01")})
	after, err := desk.Supply(t.Context(), asOf)
	if err != nil {
		t.Fatal(err)
	}
	if got := after.On(asOf).Usable - before.On(asOf).Usable; got != 7 {
		t.Errorf("the new site adds %d places, want 7", got)
	}
}

// TestCliffAccountsForAllPlaces: what was there, plus what opens, less what
// ends is what is there after the last half year.
func TestCliffAccountsForAllPlaces(t *testing.T) {
	desk, _ := town(t)
	s, err := desk.Supply(t.Context(), day("2016-03-10"))
	if err != nil {
		t.Fatal(err)
	}
	halves := s.Cliff(day("2015-11-27"))
	if got := halves[0].Span.String(); got != "2015-07-01..2015-12-31" {
		t.Errorf("the first half year is %s", got)
	}
	places := s.On(day("2015-06-30")).Usable
	for _, h := range halves {
		places += h.Opens - h.Ends
		if want := s.On(h.Span.To).Usable; places != want {
			t.Errorf("at the end of %s: %d places by the cliff, %d by the sites", h.Span, places, want)
		}
	}
	if last := halves[len(halves)-1]; last.Ends != 240 || last.Span.To != day("2021-06-30") {
		t.Errorf("the last half year is %+v", last)
	}
	if ending, sites := s.Ending(period.Period{From: day("2016-07-01"), To: day("2016-07-01")}); ending != 90 || sites != 1 {
		t.Errorf("on 2016-07-01 end %d places at %d sites, want 90 at 1", ending, sites)
	}
}

func TestDossier(t *testing.T) {
	desk, _ := town(t)
	d, err := desk.Dossier(t.Context(), "neu", day("2015-06-01"))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Versions) != 1 || d.Later != 1 || d.Nominal != 200 || d.District.Name != "Bad Cannstatt" || d.Package.Name != "Tranche 1" {
		t.Errorf("as of 2015-06-01: %+v", d)
	}
	if len(d.Neighbours) != 1 || d.Neighbours[0].ID != "alt" {
		t.Errorf("neighbours in the district of a subdistrict: %+v", d.Neighbours)
	}
	if d, err = desk.Dossier(t.Context(), "neu", day("2014-06-01")); err != nil || d.Known() || d.FirstKnown != day("2015-01-01") {
		t.Errorf("before it was known: %+v, %v", d, err)
	}
	if _, err = desk.Dossier(t.Context(), "nirgends", day("2016-01-01")); fault.KindOf(err) != fault.NotFound {
		t.Errorf("an unknown site answers %v", err)
	}
}

func TestWithdrawnSiteLeavesTheSupply(t *testing.T) {
	desk, m := town(t)
	m.site(t, accommodation.Site{ID: "neu", Area: "1/061", Nominal: 240, Opening: dated("2016-03-01"), KnownFrom: day("2016-05-01"), Withdrawn: true})
	s, err := desk.Supply(t.Context(), day("2016-05-01"))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.On(day("2016-06-01")).Usable; got != 90 {
		t.Errorf("%d places are left, want 90", got)
	}
	d, err := desk.Dossier(t.Context(), "neu", day("2016-05-01"))
	if err != nil || !d.Withdrawn {
		t.Errorf("the dossier says %+v, %v", d.Site, err)
	}
}

func TestChanges(t *testing.T) {
	before := accommodation.Site{Name: "A", Certainty: accommodation.Decided, Nominal: 1200, Opening: dated("2016-01-01")}
	after := before
	if got := capacity.Changes(before, after).De; got != "nur Quelle oder Anmerkung" {
		t.Errorf("nothing changed: %q", got)
	}
	after.Nominal, after.End, after.Certainty = 900, dated("2021-03-01"), accommodation.InOperation
	if got := capacity.Changes(before, after).De; got != "Sicherheit beschlossen → in Betrieb; Ende offen → 01.03.2021; Plätze 1.200 → 900" {
		t.Errorf("three changes: %q", got)
	}
	after.Withdrawn = true
	if got := capacity.Changes(before, after).En; got != "taken out of the plan" {
		t.Errorf("withdrawn: %q", got)
	}
}

// TestDerivationsAddUp: the parts of a derived sum are all of it.
func TestDerivationsAddUp(t *testing.T) {
	desk, m := town(t)
	m.persons("2015-09-30", 81, 6, "2015-10-14")
	asOf := day("2016-03-10")
	for _, c := range []struct {
		item, span, value string
		from              int
	}{
		{"usable", "2016-06-30", "330 Plätze", 2},
		{"nominal", "2016-06-30", "340 Plätze", 2},
		{"blocked", "2016-06-30", "8 Plätze", 1},
		{"reserve", "2016-06-30", "2 Plätze", 1},
		{"ending", "2016", "90 Plätze", 1},
		{"opening", "2016-01-01..2016-06-30", "240 Plätze", 1},
		{"needed", "2015-09-30", "90 Plätze", 2}, // 81 / 0.9
	} {
		d, err := desk.DeriveCity(t.Context(), c.item, c.span, asOf)
		if err != nil {
			t.Fatalf("%s: %v", c.item, err)
		}
		if d.Value.De != c.value || len(d.From) != c.from {
			t.Errorf("%s of %s is %s of %d parts, want %s of %d", c.item, c.span, d.Value.De, len(d.From), c.value, c.from)
		}
	}
	for _, bad := range [][2]string{{"usable", "2016"}, {"usable", "gestern"}, {"needed", "2015-08-31"}, {"beds", "2016-06-30"}} {
		if _, err := desk.DeriveCity(t.Context(), bad[0], bad[1], asOf); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v answers %v", bad, err)
		}
	}
	d, err := desk.DerivePackage(t.Context(), "t1", asOf)
	if err != nil || d.Value.De != "240 Plätze" || !strings.Contains(d.Rule.In(text.De), "nennt 300 Plätze") {
		t.Errorf("the package reads %q, %q, %v", d.Value.De, d.Rule.De, err)
	}
}

func TestTranchesAreKnownFromTheirPaper(t *testing.T) {
	desk, m := town(t)
	m.add(t, register.Package, "t0", day("2013-06-01"), map[string]any{"id": "t0", "name": "Tranche 0", "date": "2013-06-01"})
	list, err := desk.Tranches(t.Context(), day("2013-12-31"))
	if err != nil || len(list) != 1 || list[0].Name != "Tranche 0" || len(list[0].Known) != 0 {
		t.Errorf("as of 2013: %+v, %v", list, err)
	}
}

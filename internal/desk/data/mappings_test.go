// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/exchange/mapping"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
	"planraum/tools/refdata"
)

// monthly is the mapping of an office's monthly list of persons.
func monthly() mapping.Spec {
	return mapping.Spec{
		Form: mapping.Form, Name: "monatsliste", Title: text.T("Monatsliste", "monthly list"), Kind: mapping.Figures, Header: 1,
		Columns: []mapping.Column{
			{Name: "Monat", Role: mapping.Month},
			{Name: "Personen", Role: mapping.Value, Indicator: data.Persons},
		},
		Fixed: map[string]string{"area": "city"}, Basis: figure.Counted, Source: "Amt", KnownFrom: mapping.KnownRule{DaysAfter: 14},
	}
}

// TestMappingIsStored: a mapping is stored, read by, and changed by one of two
// planners who saw the same version; a ready one gives way to a stored one.
func TestMappingIsStored(t *testing.T) {
	city := town(t)
	ready, err := city.Data.Mappings(t.Context())
	if err != nil || len(ready) == 0 || len(ready) != len(mapping.Ready()) {
		t.Fatalf("%d mappings, %v", len(ready), err)
	}
	save := func(s mapping.Spec, base int64) error {
		return city.Data.SaveMapping(t.Context(), s, base, "Sozialplanung", citytest.Now)
	}
	if err := save(monthly(), 0); err != nil {
		t.Fatal(err)
	}
	first, err := city.Data.Mapping(t.Context(), "monatsliste")
	if err != nil || first.Record == 0 || first.Ready || first.Since != citytest.Today() || first.Source != "Amt" {
		t.Fatalf("%+v, %v", first, err)
	}
	before := city.Position(t)
	if err := save(first.Spec, first.Record); err != nil || city.Position(t) != before {
		t.Errorf("the same once more: %v", err)
	}
	changed := monthly()
	changed.Source = "Sozialamt"
	if err := save(changed, first.Record); err != nil {
		t.Fatal(err)
	}
	for _, base := range []int64{0, first.Record} {
		if err := save(monthly(), base); fault.KindOf(err) != fault.Conflict {
			t.Errorf("over version %d: %v", base, err)
		}
	}
	if err := save(mapping.Spec{Form: mapping.Form, Name: "Ohne Alles"}, 0); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a mapping that says nothing: %v", err)
	}
	own := ready[0].Spec
	own.Note = "eigene Fassung"
	if err := save(own, ready[0].Record); err != nil {
		t.Fatal(err)
	}
	if m, err := city.Data.Mapping(t.Context(), own.Name); err != nil || !m.Ready || m.Record == 0 || m.Note != "eigene Fassung" {
		t.Errorf("%+v, %v", m, err)
	}
	if list, err := city.Data.Mappings(t.Context()); err != nil || len(list) != len(ready)+1 {
		t.Errorf("%d mappings, %v", len(list), err)
	}
	if _, err := city.Data.Mapping(t.Context(), "none"); fault.KindOf(err) != fault.NotFound || !strings.Contains(fault.SayOf(err).De, "monatsliste") {
		t.Error(err)
	}
}

// TestImportByMapping: the next month's file is compared with what the same
// list said before, and a faulty one is refused in its own columns.
func TestImportByMapping(t *testing.T) {
	city := town(t)
	if err := city.Data.SaveMapping(t.Context(), monthly(), 0, "Sozialplanung", citytest.Now); err != nil {
		t.Fatal(err)
	}
	take := func(kind, content string) (data.Outcome, error) {
		return city.Data.Import(t.Context(), data.Incoming{Name: "liste.csv", Kind: kind, Mapping: "monatsliste", Content: strings.NewReader(content), By: "Test", Now: citytest.Now})
	}
	out, err := take("", "Monat;Personen\nNovember 2015;80\nDezember 2015;100\n")
	if err != nil || counts(out) != [4]int{2, 0, 0, 0} || out.Kind != "figures" || out.Mapping != "monatsliste" || out.Applied.Figures != 2 {
		t.Fatalf("%+v, %v", out, err)
	}
	out, err = take("figures", "Monat;Personen\nNovember 2015;81\nDezember 2015;100\nJanuar 2016;120\n")
	if err != nil || counts(out) != [4]int{1, 1, 1, 0} || out.Changes[data.Changed][0].Line != 2 || out.Changes[data.Changed][0].Was.De != "80 Personen" {
		t.Errorf("%+v, %v", out, err)
	}
	if out, err = take("", "Monat;Personen\nJanuar 2016;120\n"); err != nil || !out.Nothing {
		t.Errorf("%+v, %v", out, err)
	}
	before := fingerprint(t, city)
	out, err = take("", "Monat;Personen\nFebruar 2016;viele\nMärz 2016;-1\n")
	if rows := fault.RowsOf(err); len(rows) != 2 || rows[0].Column != "Personen" || out.Faulty != 2 || out.Mapping == "" {
		t.Errorf("%+v, %v", out, err)
	}
	for _, bad := range []func() (data.Outcome, error){
		func() (data.Outcome, error) { return take("sites", "Monat;Personen\nMai 2016;1\n") },
		func() (data.Outcome, error) { return take("", "Monat;Leute\nMai 2016;1\n") },
	} {
		if _, err := bad(); fault.KindOf(err) != fault.Invalid {
			t.Error(err)
		}
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
	if _, err := city.Data.Import(t.Context(), data.Incoming{Name: "a.csv", Mapping: "none", Content: strings.NewReader("a\n1\n"), Now: citytest.Now}); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
}

// TestCorrectionIsKnownFromItsImport: where the day of knowledge is assumed, what
// the source says another time was not known before it said so, and says nothing
// new when it comes a third time.
func TestCorrectionIsKnownFromItsImport(t *testing.T) {
	city := town(t)
	if err := city.Data.SaveMapping(t.Context(), monthly(), 0, "Sozialplanung", citytest.Now); err != nil {
		t.Fatal(err)
	}
	later := citytest.Now.AddDate(0, 2, 0)
	take := func(content string, at time.Time) data.Outcome {
		out, err := city.Data.Import(t.Context(), data.Incoming{Name: "liste.csv", Mapping: "monatsliste", Content: strings.NewReader(content), By: "Test", Now: at})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	take("Monat;Personen\nNovember 2015;80\n", citytest.Now)
	if out := take("Monat;Personen\nNovember 2015;81\nDezember 2015;90\n", later); counts(out) != [4]int{1, 1, 0, 0} {
		t.Fatalf("%+v", out)
	}
	if out := take("Monat;Personen\nDezember 2015;90\nNovember 2015;81\n", later); !out.Nothing {
		t.Errorf("the same once more: %+v", out)
	}
	day := period.OfTime(later)
	for asOf, want := range map[period.Date][]string{day.AddDays(-1): {"80", "90"}, day: {"80", "81", "90"}} {
		figures, err := city.Data.Figures(t.Context(), figure.Query{Indicators: []string{"accommodation.persons"}, From: period.Day(2015, 11, 30), To: period.Day(2015, 12, 31), AsOf: asOf})
		var got []string
		for _, f := range figures {
			got = append(got, f.Value.String())
		}
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("as of %v: %v, want %v (%v)", asOf, got, want, err)
		}
	}
}

// TestOfficialStatistics: the origin table comes in by its ready mapping with
// the names that it brings along, and once only.
func TestOfficialStatistics(t *testing.T) {
	city := citytest.Example(t)
	content, err := io.ReadAll(refdata.Open(t, "bamf/bamf_monthly_germany_2015_2021.csv"))
	if err != nil {
		t.Fatal(err)
	}
	take := func(end string) (data.Outcome, error) {
		return city.Data.Import(t.Context(), data.Incoming{Name: "bamf.csv", Mapping: "asylstatistik-deutschland", Content: strings.NewReader(string(content) + end), Now: citytest.Now})
	}
	out, err := take("")
	if err != nil || out.New == 0 || out.New != out.Rows {
		t.Fatalf("%+v, %v", counts(out), err)
	}
	found, err := city.Data.Figures(t.Context(), figure.Query{Indicators: []string{"asylum.applications"}, From: period.Day(2015, 1, 31), To: period.Day(2015, 1, 31)})
	if err != nil || len(found) != 1 || found[0].Value.Amount != 25042 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := take(""); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same file: %v", err)
	}
	if again, err := take("\n"); err != nil || !again.Nothing {
		t.Errorf("the same in other bytes: %+v, %v", counts(again), err)
	}
	// Its issues name the file of each month; all are of one source, which publishes.
	book, err := city.Data.Sourcebook(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, issue := range []string{"sum over origins of muc-fluechtlingsrat/bamf-asylgeschaeftsstatistik@7fc82b2 raw/2015/201501.csv", "muc-fluechtlingsrat/bamf-asylgeschaeftsstatistik@7fc82b2 raw/2021/202111.csv"} {
		if p := book.Of(issue); p.Key != "bundesamt-asyl" {
			t.Errorf("%s is of the source %q", issue, p.Key)
		}
	}
}

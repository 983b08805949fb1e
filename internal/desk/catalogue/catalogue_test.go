// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// watched refuses every read that does not look through the lens of the public.
type watched struct {
	catalogue.Ledger
	catalogue.Names
	catalogue.Registers
	reads int
}

var errLens = errors.New("read past the lens")

func (w *watched) see(ctx context.Context) error {
	w.reads++
	if audience.Of(ctx) != (audience.Lens{Audience: audience.Public, Released: true}) {
		return errLens
	}
	return nil
}

func (w *watched) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	if err := w.see(ctx); err != nil {
		return nil, err
	}
	list, err := w.Ledger.Figures(ctx, q)
	return slices.DeleteFunc(list, func(f figure.Figure) bool { return f.Area != "08111000" }), err
}

func (w *watched) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	if err := w.see(ctx); err != nil {
		return nil, err
	}
	return w.Ledger.Choices(ctx, q)
}

func (w *watched) Records(ctx context.Context, k register.Kind, asOf period.Date) ([]register.Record, error) {
	if err := w.see(ctx); k != register.Setting && err != nil {
		return nil, err
	}
	return w.Registers.Records(ctx, k, asOf)
}

// TestEveryReadLooksThroughTheLens: whoever asks, with whatever lens, the desk
// reads as the public; and what the lens hides is in no file and no count.
func TestEveryReadLooksThroughTheLens(t *testing.T) {
	city := citytest.Example(t)
	w := &watched{Ledger: city.Store, Names: city.Store, Registers: city.Store}
	desk := catalogue.New(w, w, w)
	ctx := audience.With(t.Context(), audience.Unfiltered)
	l, err := desk.Listing(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range l.Entries {
		for _, f := range e.FormsOf() {
			var b bytes.Buffer
			if _, err := desk.Write(ctx, &b, catalogue.File{Key: e.Key, Format: f.Name, AsOf: day}); err != nil {
				t.Errorf("%s.%s: %v", e.Key, f.Name, err)
			}
			if len(e.Indicators) > 0 && f.Name != "xlsx" && strings.Contains(b.String(), "08111000/01") {
				t.Errorf("%s.%s holds what the lens hides", e.Key, f.Name)
			}
		}
		if len(e.Indicators) > 0 && len(e.Areas) > 1 {
			t.Errorf("%s counts areas that the lens hides", e.Key)
		}
	}
	if _, err := desk.Collections(ctx, day); err != nil || w.reads < 100 {
		t.Errorf("%d reads, %v", w.reads, err)
	}
}

// TestOfficeDescribes: a described data set takes the place of the indicator's
// own, narrows levels, and can be withheld; settings fill in the rest.
func TestOfficeDescribes(t *testing.T) {
	city := citytest.Example(t)
	before := len(listing(t, city, day).Entries)
	const head = "key,title_de,title_en,description_de,description_en,indicators,licence,known_from,source,levels,withheld,office\n"
	city.Import(t, "datasets.csv", head+"bezirke,Einwohner der Bezirke,residents of districts,d,d,population.residents,cc-by/4.0,2016-01-01,Amt,district,no,Statistisches Amt\n"+
		"geheim,x,x,x,x,intake.arrivals accommodation.persons,cc-zero,2016-01-01,Amt,,yes,\n")
	city.Import(t, "settings.csv", "key,value,source\nbase_url,https://daten.stuttgart.example/planraum,Amt\ncatalogue_attribution,Landeshauptstadt Stuttgart,Amt\n")
	l := listing(t, city, day)
	keys := make([]string, len(l.Entries))
	for i, e := range l.Entries {
		keys[i] = e.Key
	}
	if len(keys) != before-2 || slices.Contains(keys, "intake-arrivals") || slices.Contains(keys, "geheim") || slices.Contains(keys, "population-residents") {
		t.Errorf("%d of %d before: %v", len(keys), before, keys)
	}
	_, e, err := city.Catalogue.Entry(t.Context(), "bezirke", day)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Areas) != 23 || slices.ContainsFunc(e.Areas, func(h catalogue.Held) bool { return h.Level != area.District }) {
		t.Errorf("%d areas", len(e.Areas))
	}
	if e.Office != "Statistisches Amt" || e.Attribution != "Landeshauptstadt Stuttgart" || e.Licence != "cc-by/4.0" || l.Base != "https://daten.stuttgart.example/planraum" {
		t.Errorf("%+v", e.Dataset)
	}
	turtle, _ := spellings(t, l.Described(l.Base, "/katalog.ttl", 1))
	if !strings.Contains(turtle, "<https://daten.stuttgart.example/planraum/katalog/bezirke.csv>") {
		t.Error("addresses do not begin with the base")
	}
	if _, _, err := city.Catalogue.Entry(t.Context(), "bezirke", period.Day(2015, 12, 31)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("before it was described: %v", err)
	}
}

// TestFilesHoldWhatIsListed: every file of every data set has as many rows as
// the catalogue says, with the same head.
func TestFilesHoldWhatIsListed(t *testing.T) {
	city := citytest.Example(t)
	l := listing(t, city, day)
	for _, e := range l.Entries {
		write := func(format string) []byte {
			var b bytes.Buffer
			if _, err := city.Catalogue.Write(t.Context(), &b, catalogue.File{Key: e.Key, Format: format, AsOf: day, Lang: text.En}); err != nil {
				t.Fatalf("%s.%s: %v", e.Key, format, err)
			}
			return b.Bytes()
		}
		in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(write("csv"), []byte("\ufeff"))))
		in.Comment, in.FieldsPerRecord = '#', -1
		rows, err := in.ReadAll()
		if err != nil || len(rows)-1 != e.Values {
			t.Errorf("%s.csv has %d rows, the catalogue says %d (%v)", e.Key, len(rows)-1, e.Values, err)
		}
		var shapes struct {
			Features []struct{ Geometry json.RawMessage }
			Notes    []struct{ Key string }
		}
		if err := json.Unmarshal(write("geojson"), &shapes); err != nil || len(shapes.Features) != e.Values || len(shapes.Notes) != 5 {
			t.Errorf("%s.geojson has %d features, %d notes (%v)", e.Key, len(shapes.Features), len(shapes.Notes), err)
		}
		var plain struct{ Rows []json.RawMessage }
		if err := json.Unmarshal(write("json"), &plain); err != nil || len(plain.Rows) != e.Values {
			t.Errorf("%s.json has %d rows (%v)", e.Key, len(plain.Rows), err)
		}
	}
	_, err := city.Catalogue.Write(t.Context(), &bytes.Buffer{}, catalogue.File{Key: "areas", Format: "pdf", AsOf: day})
	if fault.KindOf(err) != fault.Invalid {
		t.Errorf("a format that there is not: %v", err)
	}
}

// TestPages: a large catalogue is divided, and walking the pages meets every
// data set once.
func TestPages(t *testing.T) {
	l := catalogue.Listing{}
	for i := range 2*catalogue.PageSize + 1 {
		e := catalogue.Entry{Values: 1}
		e.Key, e.Indicators = fmt.Sprintf("d%d", i), []string{"x"}
		l.Entries = append(l.Entries, e)
	}
	seen := map[string]bool{}
	for page := 1; page <= l.Pages(); page++ {
		c := l.Described(base, "/katalog.ttl", page)
		for _, d := range c.Datasets {
			seen[d.Key] = true
		}
		if (c.Page.Next == "") != (page == l.Pages()) || (c.Page.Previous == "") != (page == 1) || c.Page.Total != len(l.Entries) {
			t.Errorf("page %d: %+v", page, c.Page)
		}
	}
	if l.Pages() != 3 || len(seen) != len(l.Entries) || len(l.Described(base, "", 0).Datasets) != len(l.Entries) {
		t.Errorf("%d pages, %d data sets", l.Pages(), len(seen))
	}
}

// TestFeaturesWithoutPlaceOrTime meet every box and every time.
func TestFeaturesWithoutPlaceOrTime(t *testing.T) {
	c := catalogue.Collection{Features: []catalogue.Feature{{ID: "a"}}}
	s := catalogue.Selection{Box: &area.Box{West: 1, South: 1, East: 2, North: 2}, Timed: true, From: citytest.Now, To: citytest.Now}
	if len(c.Select(s)) != 1 {
		t.Error("not selected")
	}
}

// hiding keeps the value of every other figure from the reader.
type hiding struct{ catalogue.Ledger }

func (h hiding) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	list, err := h.Ledger.Figures(ctx, q)
	for i := range list {
		if i%2 == 0 {
			list[i].Value.Amount, list[i].Protected = 0, figure.Secret
		}
	}
	return list, err
}

// TestHiddenValuesInFiles: CSV has the sign and a head that explains it; JSON and
// GeoJSON have null and a mark, and no text among numbers.
func TestHiddenValuesInFiles(t *testing.T) {
	city := citytest.Example(t)
	desk := catalogue.New(hiding{city.Store}, city.Store, city.Store)
	write := func(format string) string {
		var b bytes.Buffer
		if _, err := desk.Write(t.Context(), &b, catalogue.File{Key: "population-residents", Format: format, AsOf: day, Lang: text.De}); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	sheet := write("csv")
	if !strings.Contains(sheet, ". = geheim gehalten") || !strings.Contains(sheet, ";.;geheim gehalten;") || strings.Contains(sheet, ";0;geheim gehalten;") || strings.Contains(sheet, "sind leer") {
		t.Errorf("%.1500s", sheet)
	}
	var plain struct{ Rows [][]any }
	if err := json.Unmarshal([]byte(write("json")), &plain); err != nil {
		t.Fatal(err)
	}
	var shapes struct {
		Features []struct{ Properties map[string]any }
	}
	geo := write("geojson")
	if err := json.Unmarshal([]byte(geo), &shapes); err != nil || !strings.Contains(geo, "null mit dem Hinweis") {
		t.Fatal(err)
	}
	hidden := 0
	check := func(format string, value, mark any) {
		_, number := value.(float64)
		if (mark == "geheim gehalten") != (value == nil) || number == (value == nil) {
			t.Errorf("%s: value %v, mark %v", format, value, mark)
		}
		if value == nil {
			hidden++
		}
	}
	for _, r := range plain.Rows {
		check("json", r[6], r[7])
	}
	for _, f := range shapes.Features {
		check("geojson", f.Properties["value"], f.Properties["mark"])
	}
	if hidden < 10 {
		t.Errorf("%d values are hidden", hidden)
	}
}

// TestFeaturesCountNoPersons: what the features tell is fixed. Their answers are
// not logged as disclosures for that; a property that counts persons must be.
func TestFeaturesCountNoPersons(t *testing.T) {
	list, err := citytest.Example(t).Catalogue.Collections(t.Context(), day)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		for _, f := range c.Fields {
			if f.Type != "string" && f.Type != "boolean" && f.Name != "places" {
				t.Errorf("%s.%s is a number: if it counts persons, internal/ogc must log its answers", c.Key, f.Name)
			}
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/example"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

var allFigures figure.Query

func export(t *testing.T, c *citytest.City, kind, id, format string, asOf period.Date) string {
	t.Helper()
	var out bytes.Buffer
	if err := c.Data.Export(t.Context(), data.Outgoing{Kind: kind, ID: id, Format: format, AsOf: asOf, Lang: text.De, To: &out}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// said are the figures of a city without what only says where they were kept.
func said(t *testing.T, c *citytest.City, asOf period.Date) []figure.Figure {
	t.Helper()
	list, err := c.Data.Figures(t.Context(), figure.Query{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i].ID, list[i].File, list[i].Line, list[i].RecordedAt = 0, "", 0, time.Time{}
		list[i].Release = approval.Standing{} // of the profiles, which are not exported with them
	}
	slices.SortStableFunc(list, func(a, b figure.Figure) int {
		return cmp.Or(a.Key.Compare(b.Key), a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Value.Amount, b.Value.Amount))
	})
	return list
}

func sites(t *testing.T, c *citytest.City, asOf period.Date) []accommodation.Site {
	t.Helper()
	records, err := c.Data.Records(t.Context(), register.Site, asOf)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]accommodation.Site, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			t.Fatal(err)
		}
		list[i].File, list[i].Line = "", 0
	}
	return list
}

// TestExportReadsBack: what is written as CSV of a day and taken into an empty
// database gives the same figures, sites and areas.
func TestExportReadsBack(t *testing.T) {
	from := citytest.Example(t)
	for _, asOf := range []period.Date{period.Day(2015, 11, 27), citytest.Today()} {
		to := citytest.Empty(t)
		to.Import(t, "areas.csv", export(t, from, "areas", "", "csv", asOf))
		for _, f := range example.Files() {
			if f.Name == "indicators.csv" || f.Name == "groups.csv" {
				to.Import(t, f.Name, string(f.Content))
			}
		}
		to.Import(t, "figures.csv", export(t, from, "figures", "", "csv", asOf))
		to.Import(t, "packages.csv", export(t, from, "packages", "", "csv", asOf))
		to.Import(t, "sites.csv", export(t, from, "sites", "", "csv", asOf))
		dates := gocmp.Comparer(func(a, b period.Date) bool { return a == b })
		if want := said(t, from, asOf); len(want) < 100 {
			t.Errorf("only %d figures as of %s", len(want), asOf)
		} else if diff := gocmp.Diff(want, said(t, to, period.Date{}), dates); diff != "" {
			t.Errorf("figures as of %s:\n%s", asOf, diff)
		}
		if diff := gocmp.Diff(sites(t, from, asOf), sites(t, to, period.Date{}), dates); diff != "" {
			t.Errorf("sites as of %s:\n%s", asOf, diff)
		}
		want, errA := from.Data.Areas(t.Context(), "")
		got, errB := to.Data.Areas(t.Context(), "")
		if errA != nil || errB != nil || len(want) != 176 {
			t.Fatal(len(want), errA, errB)
		}
		if diff := gocmp.Diff(want, got, dates); diff != "" {
			t.Errorf("areas:\n%s", diff)
		}
	}
}

// TestExportForms: every kind in every format that it has, none of them empty;
// any other is refused.
func TestExportForms(t *testing.T) {
	city := citytest.Example(t)
	day := citytest.Today()
	for kind, formats := range map[string]string{"figures": "csv xlsx json", "sites": "csv xlsx json geojson", "areas": "csv xlsx json geojson"} {
		for format := range strings.FieldsSeq(formats) {
			content := export(t, city, kind, "", format, day)
			if len(content) < 1000 {
				t.Errorf("%s as %s: %q", kind, format, content)
			}
			if (format == "json" || format == "geojson") && !json.Valid([]byte(content)) {
				t.Errorf("%s as %s is no JSON", kind, format)
			}
		}
	}
	one := export(t, city, "figures", "accommodation.persons", "csv", day)
	if !strings.Contains(one, "accommodation.persons") || strings.Contains(one, "population.residents") {
		t.Error("an export of one indicator holds another")
	}
	if early := export(t, city, "figures", "accommodation.persons", "csv", period.Day(1990, 1, 1)); strings.Contains(early, "accommodation.persons,") {
		t.Errorf("figures known in 1990:\n%s", early)
	}
	for _, c := range []struct {
		out  data.Outgoing
		kind fault.Kind
	}{
		{data.Outgoing{Kind: "beds", Format: "csv"}, fault.Invalid},
		{data.Outgoing{Kind: "figures", Format: "pdf"}, fault.Invalid},
		{data.Outgoing{Kind: "figures", Format: "geojson"}, fault.Invalid},
		{data.Outgoing{Kind: "figures", ID: "beds", Format: "csv"}, fault.NotFound},
		{data.Outgoing{Kind: "plan", ID: "none", Format: "yaml"}, fault.NotFound},
	} {
		var out bytes.Buffer
		c.out.AsOf, c.out.To = day, &out
		if err := city.Data.Export(t.Context(), c.out); fault.KindOf(err) != c.kind || out.Len() > 0 {
			t.Errorf("%s %s as %s: %v, %d bytes", c.out.Kind, c.out.ID, c.out.Format, err, out.Len())
		}
	}
}

// TestPlanReadsBack: a plan written out and taken in again is the same plan.
func TestPlanReadsBack(t *testing.T) {
	from, to := citytest.Example(t), citytest.Empty(t)
	const id = "neue-planung-2015-11-27"
	to.Import(t, "plan.yaml", export(t, from, "plan", id, "yaml", citytest.Today()))
	a, errA := from.Planning.Plan(t.Context(), id, citytest.Today())
	b, errB := to.Planning.Plan(t.Context(), id, citytest.Today())
	if errA != nil || errB != nil {
		t.Fatal(a.Version, b.Version, errA, errB)
	}
	if out, err := from.Try(t, "plan.yaml", export(t, from, "plan", id, "yaml", citytest.Today())); err != nil || !out.Nothing {
		t.Errorf("the plan in other words than before: %+v, %v", out, err)
	}
	x, _ := json.Marshal(a.Plan)
	y, _ := json.Marshal(b.Plan)
	if !bytes.Equal(x, y) {
		t.Errorf("the plan became another:\n%s\n%s", x, y)
	}
}

// TestBoundariesReadBack: the shapes of an export are those that were taken in.
func TestBoundariesReadBack(t *testing.T) {
	from, to := citytest.Example(t), citytest.Example(t)
	from.Import(t, "stadtteile.geojson", boundaries(t))
	to.Import(t, "again.geojson", subdistrictsOnly(t, export(t, from, "areas", "", "geojson", citytest.Today())))
	want, _ := from.Data.Areas(t.Context(), "")
	got, _ := to.Data.Areas(t.Context(), "")
	for i, a := range want {
		if a.Level == area.Subdistrict && !gocmp.Equal(a.Boundary, got[i].Boundary) {
			t.Fatalf("%s has another boundary", a.ID)
		}
	}
}

// subdistrictsOnly leaves out the features that have no boundary of their own.
func subdistrictsOnly(t *testing.T, content string) string {
	t.Helper()
	var file map[string]any
	if err := json.Unmarshal([]byte(content), &file); err != nil {
		t.Fatal(err)
	}
	features, _ := file["features"].([]any)
	file["features"] = slices.DeleteFunc(features, func(f any) bool {
		feature, _ := f.(map[string]any)
		properties, _ := feature["properties"].(map[string]any)
		return feature["geometry"] == nil || properties["level"] != "subdistrict"
	})
	out, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

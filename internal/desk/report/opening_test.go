// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// keepPaper stores a council paper, known on the first of the days.
func keepPaper(t *testing.T, c city, p council.Paper) {
	t.Helper()
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	list, err := c.Store.Versions(t.Context(), register.Paper, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	var base int64
	for _, r := range list {
		base = max(base, r.ID)
	}
	record := register.Record{Kind: register.Paper, Key: p.ID, KnownFrom: days[0], Body: body}
	if err := c.Store.AppendAfter(t.Context(), figure.Batch{Kind: "paper", File: p.ID, By: "Test", Rows: 1, RecordedAt: days[0].Time()}, record, base); err != nil {
		t.Fatal(err)
	}
}

// tableOf is the table of a text at an address; the zero one where there is none.
func tableOf(doc document.Document, ref string) (found document.Table) {
	doc.Fields(func(_ string, f *document.Field) {
		if strings.HasPrefix(f.Ref, ref) && f.Value != nil && f.Value.Table != nil {
			found = *f.Value.Table
		}
	})
	return found
}

// TestSitesOpenBeforeDecision: where sites of the tranche open before the last station of
// its paper, the order of committees says how many, with their places, as the table of
// sites in the same text has them; where none does it says nothing.
func TestSitesOpenBeforeDecision(t *testing.T) {
	c := over(citytest.Example(t))
	const name = "beschluss-tranche"
	key := strings.TrimPrefix(orderRef(c.made(t, name, days[0])), "table/order/")
	for _, x := range []struct {
		id string
		on period.Date
	}{{"spaet", period.Day(2016, 3, 10)}, {"frueh", days[0]}} {
		c := over(citytest.Example(t))
		p := council.Paper{ID: key, Type: council.Resolution, Title: "Tranche", State: council.Draft, Order: []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true, On: x.on}}}
		keepPaper(t, c, p)
		doc := c.made(t, name, days[0])
		var early, places int
		for _, r := range tableOf(doc, "table/tranche/").Rows {
			day, err := period.ParseDate(isoOf(r.Cells[4]))
			if err == nil && !r.Total && day.Before(x.on) {
				early++
				n, err := strconv.Atoi(r.Cells[3])
				if err != nil {
					t.Fatal(err)
				}
				places += n
			}
		}
		said := ""
		for _, n := range tableOf(doc, "table/order/").Notes {
			if strings.Contains(n, "vor dieser Entscheidung") {
				said = n
			}
		}
		begins := fmt.Sprintf("%d Standort", early)
		if (early > 0) != (said != "") || early > 0 && (!strings.HasPrefix(said, begins) || !strings.Contains(said, fmt.Sprintf("zusammen %d Plätzen", places)) || !strings.Contains(said, "erst am "+x.on.In(text.De))) {
			t.Errorf("%s: %d sites open before, the order says %q", x.id, early, said)
		}
		if x.id == "spaet" && early == 0 {
			t.Error("the example has no site that opens before the decision")
		}
	}
}

func orderRef(doc document.Document) (ref string) {
	doc.Fields(func(_ string, f *document.Field) {
		if strings.HasPrefix(f.Ref, "table/order/") {
			ref = f.Ref
		}
	})
	return ref
}

// isoOf writes 30.12.2015* as 2015-12-30.
func isoOf(s string) string {
	p := strings.Split(strings.TrimSuffix(s, "*"), ".")
	if len(p) != 3 {
		return s
	}
	return p[2] + "-" + p[1] + "-" + p[0]
}

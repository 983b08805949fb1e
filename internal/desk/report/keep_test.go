// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// written is a text of one sentence and a table.
func written(refs ...string) document.Document {
	d := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Heading: &document.Heading{Level: 1, Text: "Lage"}}}}
	for _, ref := range refs {
		if strings.HasPrefix(ref, "table/") {
			d.Blocks = append(d.Blocks, document.Block{Field: &document.Field{Kind: document.Rows, Ref: ref}})
			continue
		}
		d.Blocks = append(d.Blocks, document.Block{Paragraph: &document.Paragraph{Runs: []document.Run{
			{Text: "Das steht davor. Es leben "}, {Field: &document.Field{Kind: document.Number, Ref: ref}}, {Text: " in Unterkünften. Das steht danach."},
		}}})
	}
	return d
}

var later = time.Date(2020, 1, 1, 8, 0, 0, 0, time.UTC)

func by(seen int64) report.Change { return report.Change{By: "Sozialplanung", At: later, Seen: seen} }

// TestUnreleased: a text with a number that is not released cannot be issued; the answer
// names it with its sentence, and nothing is stored.
func TestUnreleased(t *testing.T) {
	c := over(citytest.Example(t))
	c.Import(t, "neu.csv", "indicator,area,group,period,value,basis,known_from,known_basis,note,source\naccommodation.persons,08111000,all,2017-03-31,7777,counted,2017-04-10,,,Fachamt\n")
	day := period.Day(2017, 5, 1)
	doc, err := c.Resolve(t.Context(), written("newest/accommodation.persons", "table/persons", "newest/gibt.es.nicht"), day)
	if err != nil {
		t.Fatal(err)
	}
	rows := report.Open(doc)
	if len(rows) != 3 {
		t.Fatalf("%d places, want 3: %v", len(rows), rows)
	}
	for i, want := range []string{"Es leben 7.777 Personen in Unterkünften.", "Personen, Unterkünfte und Stadtbezirke nach Stichtagen", "Es leben [?] in Unterkünften."} {
		if !strings.Contains(rows[i].Value, "„"+want+"“") {
			t.Errorf("place %d: %s", i, rows[i].Value)
		}
	}
	if !strings.Contains(rows[0].Expected.De, "Freigabe von „Personen in städtischen Unterkünften, 31.03.2017“") {
		t.Errorf("%v", rows[0].Expected)
	}
	_, err = c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: day, Document: doc}, by(0))
	if fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 3 || fault.RowsOf(err)[0].Field.De != "probe, Abschnitt „Lage“, Absatz 1" {
		t.Errorf("%v", err)
	}
	if list, err := c.Versions(t.Context(), "probe"); err != nil || len(list) > 0 {
		t.Errorf("%v %v", list, err)
	}
}

// TestStale: a number of a run whose inputs have changed since cannot be issued; the same
// number of the plan is reckoned anew.
func TestStale(t *testing.T) {
	c := over(citytest.Example(t))
	doc, err := c.Resolve(t.Context(), written("plan/needed/2016-12"), days[0])
	if err != nil {
		t.Fatal(err)
	}
	var ref string
	doc.Fields(func(_ string, f *document.Field) { ref = f.Value.Derivation.Ref })
	if !strings.HasPrefix(ref, "run/") {
		t.Fatal(ref)
	}
	fixed, err := c.Resolve(t.Context(), written(ref), days[0])
	if err != nil || report.Open(fixed) != nil {
		t.Fatalf("%v %v", err, report.Open(fixed))
	}
	c.Import(t, "utilisation.csv", "percent,valid_from,known_from,status,source\n80,2016-01-01,2015-11-20,practice,Probe\n")
	if fixed, err = c.Resolve(t.Context(), written(ref), days[0]); err != nil {
		t.Fatal(err)
	}
	rows := report.Open(fixed)
	if len(rows) != 1 || !strings.HasPrefix(rows[0].Value, "„") || !strings.Contains(rows[0].Expected.De, "ein neuer Lauf") || !strings.Contains(rows[0].Value, "13.549 Plätze") {
		t.Errorf("%v", rows)
	}
	live, err := c.Resolve(t.Context(), written("plan/needed/2016-12"), days[0])
	if err != nil || report.Open(live) != nil {
		t.Errorf("%v %v", err, report.Open(live))
	}
	live.Fields(func(_ string, f *document.Field) {
		if f.Value.Written != "15.243 Plätze" { // 12.194 / 0,80
			t.Errorf("%s", f.Value.Written)
		}
	})
}

// TestIssue: what is issued stays as it is, whatever the ledger learns; a later issue is
// a version of its own, and what differs can be told.
func TestIssue(t *testing.T) {
	c := over(citytest.Example(t))
	draft := written("newest/accommodation.persons", "table/year-ends")
	if err := c.Save(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: draft}, by(0)); err != nil {
		t.Fatal(err)
	}
	list, err := c.Versions(t.Context(), "probe")
	if err != nil || len(list) != 1 || list[0].Issued() || list[0].By != "Sozialplanung" {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: draft}, by(0)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("issued over a version that was not seen: %v", err)
	}
	first, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: draft}, by(list[0].Record))
	if err != nil || !first.Whole() {
		t.Fatalf("%v", err)
	}
	list, _ = c.Versions(t.Context(), "probe")
	second, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[1], Document: draft}, by(list[1].Record))
	if err != nil || second.Replaces != list[1].Record {
		t.Fatalf("%+v %v", second.Replaces, err)
	}
	kept, err := c.Text(t.Context(), "probe", days[1], list[1].Record)
	if err != nil || !kept.Whole() || !reflect.DeepEqual(fieldsOf(kept.Document), fieldsOf(first.Document)) {
		t.Errorf("the first issue has changed: %v", err)
	}
	if _, err := c.Text(t.Context(), "probe", days[0], 999_999); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
	changed := report.Compare(kept.Document, second.Document)
	got := map[string]string{}
	for _, d := range changed {
		got[d.Sentence+d.Row] = d.Old + " > " + d.New
	}
	for at, want := range map[string]string{
		"Es leben 7.874 Personen in Unterkünften.":                            "5.435 Personen > 7.874 Personen",
		"Personen in Unterkünften: letzte Angabe jedes Jahres2016 · Personen": " > 7.874",
		"Personen in Unterkünften: letzte Angabe jedes Jahres2015 · Personen": "5.435 > 6.700",
		"Personen in Unterkünften: letzte Angabe jedes Jahres2014 · Personen": "",
	} {
		if got[at] != want {
			t.Errorf("%s: %q, want %q", at, got[at], want)
		}
	}
	if same := report.Compare(kept.Document, kept.Document); same != nil {
		t.Errorf("a text differs from itself: %v", same)
	}
	if records, err := c.Store.Records(t.Context(), register.Document, period.Day(2015, 12, 31)); err != nil || len(records) != 1 {
		t.Errorf("%d records, %v", len(records), err)
	}
}

// fieldsOf are the values of a text as they are written.
func fieldsOf(d document.Document) (list []string) {
	d.Fields(func(_ string, f *document.Field) {
		list = append(list, f.Ref+" "+f.Value.Written)
		if f.Value.Table != nil {
			for _, r := range f.Value.Table.Rows {
				list = append(list, strings.Join(r.Cells, "|"))
			}
		}
	})
	return list
}

// TestFaults: a text with faults is not stored, and all of them are said.
func TestFaults(t *testing.T) {
	c := over(citytest.Empty(t))
	bad := document.Document{Blocks: []document.Block{{Heading: &document.Heading{Level: 3, Text: "x"}}}}
	if err := c.Save(t.Context(), report.Stored{Name: "probe", Document: bad}, by(0)); len(fault.RowsOf(err)) != 3 {
		t.Errorf("%v", fault.RowsOf(err))
	}
	if _, err := report.Find("gibt-es-nicht"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
	if _, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: period.Day(2030, 1, 1), Document: written()}, by(0)); fault.KindOf(err) != fault.Invalid {
		t.Errorf("as of a day that has not been: %v", err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

func blocksOf(names string) (d document.Document) {
	for _, r := range names {
		d.Blocks = append(d.Blocks, document.Block{Heading: &document.Heading{Level: 1, Text: string(r)}})
	}
	return d
}

func namesOf(d document.Document) (names string) {
	for _, b := range d.Blocks {
		names += b.Heading.Text
	}
	return names
}

// TestPut: moving loses no part, up undoes down, and the text that was given stays.
func TestPut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.StringMatching("[a-f]{1,8}").Draw(t, "names")
		doc := blocksOf(names)
		n := rapid.IntRange(1, len(names)).Draw(t, "n")
		at := rapid.IntRange(0, len(names)-n).Draw(t, "at")
		moved, to := report.Move(doc, at, n, 1)
		back, from := report.Move(moved, to, n, -1)
		if to != at && (from != at || namesOf(back) != names) {
			t.Fatalf("%s moved to %s and back to %s", names, namesOf(moved), namesOf(back))
		}
		out := report.Put(moved, to, n)
		if got := namesOf(report.Put(out, at, 0, doc.Blocks[at:at+n]...)); got != names || namesOf(doc) != names {
			t.Fatalf("%s, without the moved %s, with them again %s", names, namesOf(out), got)
		}
	})
	if at, same := report.Again(blocksOf("abca"), report.Mark(blocksOf("a").Blocks[0]), 2); !same || at != 3 {
		t.Errorf("the nearest is %d", at)
	}
	if _, same := report.Again(blocksOf("abc"), report.Mark(blocksOf("x").Blocks[0]), 1); same {
		t.Error("a part that is not there was found")
	}
}

// TestBegin: a text begun empty stays what it is, is issued, and can be edited on; earlier
// versions can be had back.
func TestBegin(t *testing.T) {
	c := over(citytest.Example(t))
	for said, want := range map[report.Beginning]string{
		{Title: "Ämter & Größe: Übersicht"}:                                        "aemter-groesse-uebersicht",
		{Title: "x", Reference: " GRDrs 12/2017 "}:                                 "grdrs-12-2017",
		{Title: "../../etc/passwd"}:                                                "etc-passwd",
		{Title: "اللاجئون"}:                                                        "",
		{Title: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b c"}: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	} {
		if got := said.Name(); got != want {
			t.Errorf("%q is called %q, want %q", said.Title, got, want)
		}
	}
	name, err := c.Begin(t.Context(), report.Beginning{Title: "Probe"}, days[0], by(0))
	if err != nil || name != "probe" {
		t.Fatalf("%q %v", name, err)
	}
	for _, bad := range []report.Beginning{{}, {Title: "!"}, {Title: "Probe"}, {Title: "Presse"}, {Title: "x", Template: "gibt-es-nicht"}} {
		if _, err := c.Begin(t.Context(), bad, days[0], by(0)); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	s, err := c.Editable(t.Context(), "probe", days[0])
	if err != nil || s.Record == 0 || len(s.Document.Blocks) != 0 {
		t.Fatalf("%+v %v", s, err)
	}
	empty := s.Record
	s.Document.Head = []document.Pair{{Name: "Stand der Zahlen", Value: "27.11.2015"}, {Name: "Sitzung", Value: "03.12.2015"}}
	s.Document = report.Put(s.Document, 0, 0, written("newest/accommodation.persons").Blocks...)
	if err := c.Save(t.Context(), s, by(s.Record)); err != nil {
		t.Fatal(err)
	}
	if s, err = c.Editable(t.Context(), "probe", days[0]); err != nil {
		t.Fatal(err)
	}
	if _, err = c.Issue(t.Context(), s, by(s.Record)); err != nil {
		t.Fatal(err)
	}
	if s, err = c.Editable(t.Context(), "probe", days[1]); err != nil || s.Issued() || len(s.Document.Blocks) != 2 || s.Document.Blocks[1].Paragraph.Runs[1].Field.Value.Written != "7.874 Personen" {
		t.Errorf("after its issue: %+v %v", s.Document, err)
	}
	if h := s.Document.Head; h[0].Value != "31.12.2016" || h[1].Value != "03.12.2015" {
		t.Errorf("the head names %v", h)
	}
	if err := c.Restore(t.Context(), "probe", empty, days[1], by(s.Record)); err != nil {
		t.Fatal(err)
	}
	if s, err = c.Editable(t.Context(), "probe", days[1]); err != nil || len(s.Document.Blocks) != 0 {
		t.Errorf("restored: %+v %v", s.Document, err)
	}
	if _, err = c.Editable(t.Context(), "probe", days[0]); fault.KindOf(err) != fault.Invalid {
		t.Errorf("edited before its newest version: %v", err)
	}
	for _, record := range []int64{0, 999_999} {
		if err := c.Restore(t.Context(), "probe", record, days[1], by(s.Record)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("version %d: %v", record, err)
		}
	}
	if _, err = c.Editable(t.Context(), "gibt-es-nicht", period.Day(2016, 1, 1)); fault.KindOf(err) != fault.NotFound {
		t.Errorf("%v", err)
	}
}

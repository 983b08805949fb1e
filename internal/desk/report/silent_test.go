// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestEmptyTextStays: a text that was begun empty is stored and can be written on; as long as
// it says nothing it is not issued, and neither is the council paper whose text it is signed
// or issued.
func TestEmptyTextStays(t *testing.T) {
	c := over(citytest.Example(t))
	name, err := c.Begin(t.Context(), report.Beginning{Title: "Leere Antwort"}, days[0], by(0))
	if err != nil {
		t.Fatal(err)
	}
	s, err := c.Text(t.Context(), name, days[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Issue(t.Context(), s, by(s.Record)); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 {
		t.Errorf("issued: %v", err)
	}
	paper := council.Paper{Title: "Vorlage", Document: name}
	if rows, err := c.Obstacles(t.Context(), paper); err != nil || len(rows) != 1 || rows[0].Field.De != "Text" {
		t.Errorf("to go out: %+v %v", rows, err)
	}
	if rows, err := c.Unfilled(t.Context(), paper); err != nil || len(rows) != 1 {
		t.Errorf("to be signed: %+v %v", rows, err)
	}
	s.Document = written("newest/accommodation.persons")
	if err := c.Save(t.Context(), s, by(s.Record)); err != nil {
		t.Fatal(err)
	}
	if rows, err := c.Obstacles(t.Context(), paper); err != nil || len(rows) != 0 {
		t.Errorf("with a sentence: %+v %v", rows, err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestTextOfItsPaper: a text that offices have co-signed, and one whose paper is out, does
// not change, and it goes out with its paper only.
func TestTextOfItsPaper(t *testing.T) {
	c := over(citytest.Example(t))
	change := report.Change{By: "Sozialplanung", At: days[0].Time()}
	name, err := c.Begin(t.Context(), report.Beginning{Title: "Eine Antwort"}, days[0], change)
	if err != nil {
		t.Fatal(err)
	}
	base := int64(0)
	keep := func(state council.PaperState, signed period.Date) {
		t.Helper()
		p := council.Paper{ID: "antwort", Type: council.Answer, Title: "Antwort", State: state, Lead: "Sozialplanung", Document: name, Signers: []council.Signer{{Office: "Stadtkämmerei", On: signed}, {Office: "Tiefbauamt"}}}
		body, _ := json.Marshal(p)
		if err := c.Store.AppendAfter(t.Context(), figure.Batch{Kind: "paper", File: p.ID, By: "Test", Rows: 1, RecordedAt: days[0].Time()}, register.Record{Kind: register.Paper, Key: p.ID, KnownFrom: days[0], Body: body}, base); err != nil {
			t.Fatal(err)
		}
		list, err := c.Store.Versions(t.Context(), register.Paper, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		base = list[len(list)-1].ID
	}
	tried := func() (saved, issued error) {
		t.Helper()
		list, err := c.Versions(t.Context(), name)
		if err != nil {
			t.Fatal(err)
		}
		last := list[len(list)-1]
		change.Seen = last.Record
		_, issued = c.Issue(t.Context(), last, change)
		return c.Save(t.Context(), last, change), issued
	}
	for _, one := range []struct {
		state  council.PaperState
		signed period.Date
		says   string // why the text may not be changed; empty: it may
	}{
		{council.Draft, period.Date{}, ""},
		{council.Draft, days[0], "mitgezeichnet"},
		{council.CoSigned, days[0], "mitgezeichnet"},
		{council.Issued, days[0], "ausgegeben"},
		{council.Decided, days[0], "ausgegeben"},
	} {
		keep(one.state, one.signed)
		saved, issued := tried()
		if one.says == "" && saved != nil || one.says != "" && (fault.KindOf(saved) != fault.Conflict || !strings.Contains(fault.SayOf(saved).De, one.says)) {
			t.Errorf("%s, signed %s: saved: %v", one.state, one.signed, saved)
		}
		if fault.KindOf(issued) != fault.Conflict || !strings.Contains(fault.SayOf(issued).De, "geht mit ihr aus") {
			t.Errorf("%s, signed %s: issued: %v", one.state, one.signed, issued)
		}
	}
}

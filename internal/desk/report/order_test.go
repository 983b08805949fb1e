// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// reckoned says of every second station a day.
type reckoned struct{}

func (reckoned) Days(_ context.Context, p council.Paper, _ period.Date) ([]period.Date, error) {
	days := make([]period.Date, len(p.Order))
	for i := range days {
		if i%2 == 0 {
			days[i] = period.Day(2016, 2, 1+i)
		}
	}
	return days, nil
}

// TestOrderOfItsPaper: the order of committees and the co-signatures in a text are those
// of the council paper that answers the motion. Without a paper, or without its order,
// a proposal stands in the way of issuing the text, with the way to mend it.
func TestOrderOfItsPaper(t *testing.T) {
	c := over(citytest.Example(t))
	sources := c.quotes.Sources()
	sources.Courses = reckoned{}
	c.Desk = report.New(sources, c.Store)
	const name = "antrag-864-2015"
	keep := func(p council.Paper, base int64) int64 {
		t.Helper()
		body, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		record := register.Record{Kind: register.Paper, Key: p.ID, KnownFrom: days[0], Body: body}
		if err := c.Store.AppendAfter(t.Context(), figure.Batch{Kind: "paper", File: p.ID, By: "Test", Rows: 1, RecordedAt: days[0].Time()}, record, base); err != nil {
			t.Fatal(err)
		}
		list, err := c.Store.Versions(t.Context(), register.Paper, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return list[len(list)-1].ID
	}
	open := func() []fault.Row {
		t.Helper()
		return report.Open(c.made(t, name, days[0]))
	}
	if rows := open(); len(rows) != 1 || rows[0].Field.De != "Abschnitt „Beratungsfolge“, Absatz 1" || !strings.Contains(rows[0].Expected.De, "Tragen Sie die Gremien bei der Vorlage ein") {
		t.Errorf("without a paper: %+v", rows)
	}
	p := council.Paper{ID: "antwort", Type: council.Answer, Title: "Antwort", State: council.Draft, Lead: "Sozialplanung", Answers: []string{"haushaltsantrag-864-2015"}, Signers: []council.Signer{{Office: "Stadtkämmerei"}, {Office: "Tiefbauamt"}}}
	base := keep(p, 0)
	if rows := open(); len(rows) != 1 {
		t.Errorf("without an order: %+v", rows)
	}
	p.Order = []council.Consultation{{Committee: "SGA", Step: council.Preliminary, Public: true}, {Committee: "VA", Step: council.Preliminary}, {Committee: "GR", Step: council.Decision, Public: true, On: period.Day(2016, 2, 11)}}
	p.Signers[0].On = period.Day(2015, 11, 26)
	keep(p, base)
	if rows := open(); len(rows) != 0 {
		t.Errorf("with its order: %+v", rows)
	}
	doc := c.made(t, name, days[0])
	text := plain(doc)
	doc.Fields(func(_ string, f *document.Field) {
		if f.Value != nil && f.Value.Table != nil {
			for _, r := range f.Value.Table.Rows {
				text += strings.Join(r.Cells, " | ") + "\n"
			}
			text += strings.Join(f.Value.Table.Notes, "\n") + "\n"
		}
	})
	for _, want := range []string{
		"Sozial- und Gesundheitsausschuss | Vorberatung | 01.02.2016 (gerechnet) | ja", "Verwaltungsausschuss | Vorberatung | Tag offen | nein", "Gemeinderat | Beschlussfassung | 11.02.2016 | ja",
		"Mitgezeichnet haben: Stadtkämmerei (26.11.2015).", "Es fehlt noch: Tiefbauamt.",
		"Beantragt ist die Stelle ab dem 01.01.2016, entschieden wird nach dieser Folge erst am 11.02.2016.",
		"Schwerpunkte und Mittel bis zur zweiten Lesung (908/2015): offen.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if strings.Contains(text, "noch nicht festgelegt") {
		t.Error("what is known is called not fixed")
	}
}

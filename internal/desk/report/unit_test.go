// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestUnitOnce: a unit that is typed behind a live number stands in the text once; in
// another place the number keeps it, and who writes is told.
func TestUnitOnce(t *testing.T) {
	c := over(citytest.Example(t))
	live := document.Run{Field: &document.Field{Kind: document.Number, Ref: "newest/accommodation.persons"}}
	line := func(after string) document.Block {
		again := *live.Field
		return document.Block{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "Es sind "}, {Field: &again}, {Text: after}}}}
	}
	doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{line(" Personen in Häusern."), line("."), line("\u00a0Personen."), line(" Personenkreise."), {List: &document.List{Items: []document.Paragraph{*line(" Personen").Paragraph}}}}}
	got, err := c.Resolve(t.Context(), doc, days[0])
	if err != nil {
		t.Fatal(err)
	}
	said := strings.ReplaceAll(texts(got), "\u00a0", " ")
	for _, want := range []string{"Es sind 5.435 Personen in Häusern.", "Es sind 5.435 Personen.\nEs sind 5.435 Personen.", "5.435 Personen Personenkreise"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
	if strings.Contains(said, "Personen Personen ") || strings.Contains(said, "Personen Personen\n") {
		t.Errorf("twice: %q", said)
	}
	e, err := c.EffectOf(t.Context(), report.Stored{}, nil, got)
	if err != nil || len(e.Twice) != 1 || !strings.Contains(e.Twice[0], "5.435") {
		t.Errorf("%v %v", e.Twice, err)
	}
}

// TestChoicesSayWhatTheyAre: who puts a number into a text sees its unit, whether it was
// counted, assumed or reckoned ahead, and whether it is released.
func TestChoicesSayWhatTheyAre(t *testing.T) {
	c := over(citytest.Example(t))
	list, _, err := c.Choices(t.Context(), report.Wanted{}, days[0])
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]report.Choice{}
	barred := 0
	for _, n := range list {
		found[n.Ref] = n
		if strings.Contains(n.Bar.De, "nicht freigegeben") {
			barred++
		}
	}
	if n := found["newest/accommodation.persons"]; n.Value.De != "5.435 Personen" || n.How.De != "gezählt" {
		t.Errorf("%+v", n)
	}
	if n := found["plan/needed/2016-12"]; n.Value.De != "13.549 Plätze" || n.How.De != "vorausberechnet nach dem Plan" {
		t.Errorf("%+v", n)
	}
	if barred == 0 {
		t.Error("the share of minors of 2014 waits for its release, and no number says so")
	}
}

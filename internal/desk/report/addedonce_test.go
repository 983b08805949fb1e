// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// TestAddedOnce: a number that comes in twice is named once, also where it is written
// without its unit at one of the places.
func TestAddedOnce(t *testing.T) {
	c := over(citytest.Example(t))
	doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "Probe"}}}}}}
	number := document.Run{Field: &document.Field{Kind: document.Number, Ref: "newest/accommodation.persons"}}
	again := document.Run{Field: &document.Field{Kind: document.Number, Ref: "newest/accommodation.persons"}}
	next := doc
	next.Blocks = []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "Es sind "}, number, {Text: ", also "}, again, {Text: " Personen."}}}}}
	next, err := c.Resolve(t.Context(), next, days[0])
	if err != nil {
		t.Fatal(err)
	}
	effect, err := c.EffectOf(t.Context(), report.Stored{AsOf: days[0], Document: doc}, nil, next)
	if err != nil || len(effect.Added) != 1 {
		t.Errorf("%q %v", effect.Added, err)
	}
}

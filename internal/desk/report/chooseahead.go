// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// costChoices are what tranches and a post of the motions' grade cost.
func (c *city) costChoices() (list []Choice) {
	day := period.Period{From: c.asOf, To: c.asOf}
	offer := func(ref string, name text.Text) {
		v, err := c.value(document.Field{Kind: document.Number, Ref: ref})
		if err != nil || v == nil || v.Derivation == nil {
			return
		}
		list = append(list, Choice{Ref: ref, Name: name, Value: text.Same(v.Written), When: day, How: howOf(v.Derivation.Basis, day, c.asOf), Bar: v.Draft})
	}
	tranches, err := c.tranches()
	if err != nil {
		return nil
	}
	for _, e := range tranches {
		offer("cost/"+e.noun.ID, text.T("Kosten "+e.noun.Name, "cost "+e.noun.Name))
	}
	steps, err := c.steps(gradeOf(postGrade))
	if err != nil {
		return list
	}
	for _, step := range steps {
		for _, year := range budgetYears {
			offer(fmt.Sprintf("post/%s/%d/%d", postGrade, step, year), text.T(
				fmt.Sprintf("Tabellenentgelt einer Stelle in EG 13, Stufe %d, %d", step, year), fmt.Sprintf("table pay of a post in EG 13, step %d, %d", step, year)))
		}
	}
	return list
}

// warnedChoices are the outlook's missing places in the middle and the probability that
// places are missing, by month.
func (c *city) warnedChoices() (list []Choice) {
	f, err := c.foresee()
	if err != nil || f == nil {
		return nil
	}
	ahead := text.T("vorausberechnet nach der Vorausschau", "reckoned ahead by the outlook")
	for _, m := range f.Months {
		for item, name := range map[string]text.Text{
			"missing": text.T("Vorausschau: fehlende Plätze", "outlook: missing places"), "probability": text.T("Vorausschau: Wahrscheinlichkeit, dass Plätze fehlen", "outlook: probability that places are missing"),
		} {
			d := c.derived(warningRef(item, m.Month))
			if d.Value == (text.Text{}) {
				continue
			}
			list = append(list, Choice{Ref: warningRef(item, m.Month), Name: name, Value: d.Value, When: period.Period{From: m.Month.First(), To: m.Month.Last()}, How: ahead})
		}
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/text"
)

// mostTotals is how many totals of years a sentence names with their values.
const mostTotals = 3

// unused names the totals of years that the ledger holds and a forecast from months or
// quarters does not use, because not all parts of the year are known; empty where there
// are none. A total says how much came in a year, not when: to share it out over the
// months that are missing would be a guess.
func (c course) unused() text.Text {
	if c.indicator.Kind != figure.Flow || c.subject.Frequency == 1 {
		return text.Text{}
	}
	given, each := c.given(), period.Month(12/c.subject.Frequency)
	var totals []figure.Picked
	for _, p := range c.picked {
		year := p.Period.From.Year()
		if p.Period != period.InYear(year) {
			continue
		}
		begin := prediction.Begin(period.MonthOf(year, 1), c.subject.Frequency)
		for i := range c.subject.Frequency {
			if _, known := given[begin+period.Month(i)*each]; !known {
				totals = append(totals, p)
				break
			}
		}
	}
	if len(totals) == 0 {
		return text.Text{}
	}
	slices.SortFunc(totals, func(a, b figure.Picked) int { return b.Period.From.Compare(a.Period.From) })
	return say(func(l text.Lang) string { return c.unusedWords(totals, l) })
}

func (c course) unusedWords(totals []figure.Picked, l text.Lang) string {
	var years []string
	for _, p := range totals[:min(len(totals), mostTotals)] {
		years = append(years, fmt.Sprintf("%s: %s", p.Period.In(l), Write(l, value(p.Figure), c.indicator.Places)))
	}
	if more := len(totals) - len(years); more > 0 {
		years = append(years, fmt.Sprintf(text.T("und %d frühere Jahre", "and %d years before").In(l), more))
	}
	parts := text.T("Monate", "months")
	if c.subject.Frequency == 4 {
		parts = text.T("Quartale", "quarters")
	}
	return fmt.Sprintf(text.T("Nicht eingerechnet sind Jahressummen, von denen nicht alle %s bekannt sind (%s): Sie sagen, wie viele kamen, aber nicht, wann.",
		"Left out are totals of years of which not all %s are known (%s): they tell how many came, but not when.").In(l), parts.In(l), strings.Join(years, ", "))
}

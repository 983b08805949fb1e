// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Deciding is the month that the numbers of a kept kind are about: that of its cost, which
// is the first month the kind could still avert, else that in which it opens. Entries of
// before may have reckoned the cost of the month in which it opens; then that month is
// answered. False where nothing was kept of it.
func (e Entry) Deciding(c noun.Class) (noun.Month, bool) {
	opens, known := e.month(c.Opens)
	if c.Avert == nil {
		return opens, known && !c.Beyond
	}
	m, ok := e.month(*c.Avert)
	if known && ok && c.Option.Cost != nil && c.Option.PerPlace != nil {
		of := func(m noun.Month) bool {
			return c.Option.Cost.Median == c.Option.PerPlace.Cents*unit.Cents(m.Missing.Median) && c.Option.Cost.High == c.Option.PerPlace.Cents*unit.Cents(m.Missing.High)
		}
		if !of(m) && of(opens) {
			return opens, true
		}
	}
	return m, ok
}

// month is what was kept of a month.
func (e Entry) month(m period.Month) (noun.Month, bool) {
	for _, one := range e.Months {
		if one.Month == m {
			return one, true
		}
	}
	return noun.Month{}, false
}

// Says is the headline of what was kept, as it was said on the day.
func (e Entry) Says() text.Text {
	o := Outlook{Demand: Demand{AsOf: e.AsOf}, Supply: Supply{Threshold: e.Threshold}, Answer: warning.Answer{Never: e.Never}}
	if e.OldCount != 0 {
		o.Demand.Past.Counted = map[period.Month]bool{e.OldCount: true}
	}
	if len(e.Months) > 0 {
		o.From = e.Months[0].Month
	}
	o.told = map[period.Month]AssumedDays{}
	for _, m := range e.Months {
		if a := m.Assumed; a != nil {
			o.told[m.Month] = AssumedDays{Month: m.Month, Counted: a.Counted, Left: a.Left, Sites: a.Sites, Probability: a.Probability}
		}
		if o.Warned == nil && m.Probability >= o.threshold() {
			month := m.Month
			o.Warned = &month
		}
		o.Months = append(o.Months, warning.Outlook{Month: m.Month, Probability: m.Probability, Missing: warning.Spread(m.Missing), Usable: m.Usable})
	}
	for _, c := range e.Classes {
		o.Classes = append(o.Classes, warning.Class{LeadTime: c.LeadTime, Opens: c.Opens, Latest: c.Latest, Past: c.Past, Avert: c.Avert, Until: c.Until})
	}
	return o.Headline()
}

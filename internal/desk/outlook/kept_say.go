// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"planraum/internal/city/period"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Says is the headline of what was kept, as it was said on the day.
func (e Entry) Says() text.Text {
	o := Outlook{Demand: Demand{AsOf: e.AsOf}, Supply: Supply{Threshold: e.Threshold}, Answer: warning.Answer{Never: e.Never}}
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

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// AssumedDays is how far the outlook of a month rests on days of opening and closing
// that nobody has set: they are assumed.
type AssumedDays struct {
	Month period.Month
	// Counted are usable places that open after the as-of date on an assumed day and are
	// counted as there; Left are those that are not, because they open later or end
	// before on an assumed day.
	Counted, Left int
	Sites         int // of both
	// Probability is that of missing places if those left out were there as well.
	Probability float64
}

// AssumedDays looks at a month; false where the month does not hang on assumed days.
func (o Outlook) AssumedDays(m period.Month) (AssumedDays, bool) {
	if o.told != nil {
		a, ok := o.told[m]
		return a, ok
	}
	a := AssumedDays{Month: m}
	at := int(m - o.From)
	if at < 0 || at >= len(o.Usable) {
		return a, false
	}
	for _, s := range o.Supply.Sites {
		switch counted, left := o.hangs(s, m); {
		case counted:
			a.Counted += int(s.Usable())
			a.Sites++
		case left:
			a.Left += int(s.Usable())
			a.Sites++
		}
	}
	skip := int(o.From - o.Demand.First)
	short := 0
	for p, path := range o.Needed {
		usable := o.Usable[at] + a.Left
		if o.Demand.Lost != nil {
			usable = max(usable-o.Demand.Lost[p][skip+at], 0)
		}
		if path[at] > usable {
			short++
		}
	}
	a.Probability = float64(short) / max(float64(len(o.Needed)), 1)
	return a, a.Counted+a.Left > 0
}

// hangs reports whether a site counts in a month, or does not, because of an assumed
// day after the as-of date.
func (o Outlook) hangs(s accommodation.Site, m period.Month) (counted, left bool) {
	opens := s.Opening.Basis == figure.Assumed && s.Opening.Date.After(o.Demand.AsOf)
	ends := s.End.Basis == figure.Assumed && s.End.Date.After(o.Demand.AsOf)
	switch {
	case s.OpenOn(m.Last()):
		return opens, false
	case s.Opening.Date.After(m.Last()):
		return false, opens
	}
	return false, ends
}

// likely writes the probability of a month.
func likely(m warning.Outlook, l text.Lang) string {
	return text.T("Wahrscheinlichkeit ", "probability ").In(l) + Chance(l, m.Probability)
}

// hanging says in sentences of their own what the probability of a month hangs on: what
// it would be if places that are left out on an assumed day were there, and how many are
// counted on one; in a headline without the numbers of places. It begins with a space,
// and is empty where the month hangs on no assumed day.
func (o Outlook) hanging(m warning.Outlook, l text.Lang, headline bool) string {
	a, _ := o.AssumedDays(m.Month)
	said := ""
	switch {
	case a.Left > 0 && headline:
		said = fmt.Sprintf(text.T(" Wären dann auch die Standorte offen, deren Tage nur angenommen sind, läge diese Wahrscheinlichkeit bei %s.",
			" If the sites were open then too whose days are only assumed, this probability would be %s.").In(l), Chance(l, a.Probability))
	case a.Left > 0:
		said = fmt.Sprintf(text.T(" Nach angenommenen Tagen sind %s Plätze dann noch nicht oder nicht mehr offen; wären sie da, läge diese Wahrscheinlichkeit bei %s.",
			" By assumed days %s places are not open yet or not any more then; were they there, this probability would be %s.").In(l), count(l, a.Left), Chance(l, a.Probability))
	}
	if a.Counted > 0 && !headline {
		said += fmt.Sprintf(text.T(" Mitgezählt sind %s Plätze, deren Öffnungstag nur angenommen ist.", " Counted are %s places whose day of opening is only assumed.").In(l), count(l, a.Counted))
	}
	return said
}

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

// chance writes the probability of a month with what it hangs on: what it would be if
// places that are left out on an assumed day were there, and how many are counted on
// one; in a headline without the numbers of places.
func (o Outlook) chance(m warning.Outlook, l text.Lang, headline bool) string {
	said := text.T("Wahrscheinlichkeit ", "probability ").In(l) + Chance(l, m.Probability)
	a, _ := o.AssumedDays(m.Month)
	if headline {
		if a.Left > 0 {
			said += fmt.Sprintf(text.T("; %s, wenn Standorte mit angenommenen Tagen dann offen wären", "; %s if sites with assumed days were open then").In(l), Chance(l, a.Probability))
		}
		return said
	}
	if a.Left > 0 {
		said += fmt.Sprintf(text.T("; %s, wenn %s Plätze, die nur nach angenommenen Tagen noch nicht oder nicht mehr offen sind, da wären", "; %s if %s places were there that are not open yet or any more by assumed days only").In(l), Chance(l, a.Probability), count(l, a.Left))
	}
	if a.Counted > 0 {
		said += fmt.Sprintf(text.T("; %s Plätze sind nach angenommenem Öffnungstag mitgezählt", "; %s places are counted by an assumed day of opening").In(l), count(l, a.Counted))
	}
	return said
}

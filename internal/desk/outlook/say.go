// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Chance writes a probability in whole percent. Paths are samples: what happens in
// none or all of them is neither impossible nor certain.
func Chance(l text.Lang, p float64) string {
	switch n := int64(math.Round(100 * p)); {
	case n <= 0:
		return text.T("unter ", "below ").In(l) + l.Percent(1, 0)
	case n >= 100:
		return text.T("über ", "above ").In(l) + l.Percent(99, 0)
	default:
		return l.Percent(n, 0)
	}
}

func kindLabel(k accommodation.Kind, l text.Lang) string {
	return accommodation.Label(accommodation.Kinds, k).In(l)
}

// Headline is the most urgent thing that an outlook says, with a day to act by
// where there is one.
func (o Outlook) Headline() text.Text {
	return both(func(l text.Lang) string {
		if len(o.Months) == 0 {
			return fmt.Sprintf(text.T("Für die Zeit nach dem %s lässt sich nichts vorausrechnen.", "Nothing can be reckoned ahead for the time after %s.").In(l), o.Demand.AsOf.In(l))
		}
		if last, old := o.Demand.Stale(); old {
			return fmt.Sprintf(text.T("Seit %s hat niemand die untergebrachten Personen gezählt. Für eine Warnung reicht das nicht: Bitte zuerst neue Zahlen einlesen.",
				"Nobody has counted the accommodated persons since %s. That is too little for a warning: please import new figures first.").In(l), last.In(l))
		}
		if o.Warned == nil {
			return o.enough(l)
		}
		urgent := byDay(together(o.Urgent()))
		switch {
		case len(o.Classes) == 0:
			m, _ := o.At(*o.Warned)
			return fmt.Sprintf(text.T("%s fehlen Plätze (%s); bis wann zu entscheiden ist, sagt keine Vorlaufzeit.",
				"Places are missing %s (%s); no lead time says by when to decide.").In(l), o.when(l, *o.Warned, true), likely(m, l)) + o.hanging(m, l, true)
		case slices.ContainsFunc(urgent, func(group []warning.Class) bool { return *group[0].Avert == *o.Warned }):
			return o.act(l, urgent[0], true)
		case len(urgent) > 0:
			return o.late(l) + " " + o.act(l, urgent[0], true)
		}
		return o.late(l) + " " + fmt.Sprintf(text.T("Danach erreicht bis %s kein Monat die Schwelle von %s, für den eine Entscheidung noch wirkt.",
			"After it no month until %s for which a decision still works reaches the threshold of %s.").In(l), o.last().In(l), l.Percent(int64(o.Supply.Threshold.Percent), 0))
	})
}

// Lead is the headline of a page, one sentence: Next, and where nothing is to be decided
// Headline.
func (o Outlook) Lead() text.Text {
	if next := o.Next(); next != (text.Text{}) {
		return next
	}
	return o.Headline()
}

// longestGap is after how many months without a count no warning is spoken: longer
// than any gap of the example city until 2020.
const longestGap = 18

// Stale reports whether the last count is too old to say something from, and when it was.
func (d Demand) Stale() (last period.Month, old bool) {
	counted := d.Past.Counted
	if len(counted) == 0 {
		return 0, false
	}
	for m := range counted {
		last = max(last, m)
	}
	return last, d.AsOf.Month() > last+longestGap
}

// Next is in one sentence what is to be decided next and the latest day for it, without
// its bands and without what can no longer be averted; empty where nothing is to be
// decided or nothing can be said.
func (o Outlook) Next() text.Text {
	groups := byDay(together(o.Urgent()))
	if _, old := o.Demand.Stale(); old || o.Warned == nil || len(groups) == 0 {
		return text.Text{}
	}
	return both(func(l text.Lang) string {
		c := groups[0][0]
		m, _ := o.At(*c.Avert)
		places, they := "", text.T("Plätze", "places are").In(l)
		if n := m.Missing.Median; n > 0 {
			they = text.T("sie", "they are").In(l)
			places = fmt.Sprintf(text.T(" für %s Plätze", " for %s places").In(l), l.Int(int64(n)))
		}
		return fmt.Sprintf(text.T("Bis %s entscheiden: %s%s, sonst fehlen %s %s (Wahrscheinlichkeit %s).", "Decide by %s: %s%s, otherwise %s missing %s (probability %s).").In(l),
			c.Until.In(l), either(l, groups[0]), places, they, o.when(l, *c.Avert, false), Chance(l, m.Probability))
	})
}

// Sentences are what there is to decide, by urgency, and in one sentence what can
// no longer avert the first shortage.
func (o Outlook) Sentences() []text.Text {
	if _, old := o.Demand.Stale(); old || o.Warned == nil {
		return nil
	}
	var list []text.Text
	for _, group := range byDay(together(o.Urgent())) {
		list = append(list, both(func(l text.Lang) string { return o.act(l, group, false) }))
	}
	var late []warning.Class
	for _, c := range o.Classes {
		if c.Past {
			late = append(late, c)
		}
	}
	if len(late) == 0 {
		return list
	}
	return append(list, both(func(l text.Lang) string {
		names := make([]string, len(late))
		for i, c := range late {
			names[i] = fmt.Sprintf(text.T("%s (%s)", "%s (%s)").In(l), kindLabel(c.Kind, l), c.Opens.In(l))
		}
		m, _ := o.At(*o.Warned)
		return fmt.Sprintf(text.T("Für den Mangel %s (%s) kommen zu spät: %s. In Klammern steht, wann sie öffnen, wenn am %s entschieden wird.",
			"Too late for the shortage %s (%s) are: %s. In brackets stands when they open if it is decided on %s.").In(l),
			o.when(l, *o.Warned, false), likely(m, l), strings.Join(names, ", "), o.Demand.AsOf.In(l)) + o.hanging(m, l, false)
	}))
}

// Short says in one line how probable it is that places are missing at all.
func (o Outlook) Short() text.Text {
	return both(func(l text.Lang) string {
		if _, old := o.Demand.Stale(); old || len(o.Months) == 0 {
			return o.Headline().In(l)
		}
		return fmt.Sprintf(text.T("Nach den bisherigen Zahlen fehlen bis %s mit einer Wahrscheinlichkeit von %s Plätze.",
			"By the figures so far places are missing until %s with a probability of %s.").In(l), o.last().In(l), Chance(l, 1-o.Never))
	})
}

// last is the last month looked at.
func (o Outlook) last() period.Month { return o.Months[len(o.Months)-1].Month }

// enough says how sure it is that places suffice, rounded down; where they are rather
// missing, that the threshold alone keeps the warning back.
func (o Outlook) enough(l text.Lang) string {
	if o.Never < 0.5 {
		return fmt.Sprintf(text.T("Keine Warnung bei der Schwelle von %s: Bis %s fehlen mit einer Wahrscheinlichkeit von %s Plätze.", "No warning at the threshold of %s: until %s places are missing with a probability of %s.").In(l),
			l.Percent(int64(o.Supply.Threshold.Percent), 0), o.last().In(l), Chance(l, 1-o.Never))
	}
	sure := min(int64(math.Floor(100*o.Never+1e-9)), 99)
	return fmt.Sprintf(text.T("Bis %s reichen die Plätze mit einer Wahrscheinlichkeit von mindestens %s.", "Until %s places suffice with a probability of at least %s.").In(l),
		o.last().In(l), l.Percent(sure, 0))
}

// byDay puts first what is to be decided first.
func byDay(groups [][]warning.Class) [][]warning.Class {
	slices.SortStableFunc(groups, func(a, b []warning.Class) int { return a[0].Until.Compare(b[0].Until) })
	return groups
}

// late says that the first shortage can no longer be averted; where it hangs on places
// that are left out on an assumed day, how probable it is with and without them.
func (o Outlook) late(l text.Lang) string {
	if a, _ := o.AssumedDays(*o.Warned); a.Left > 0 {
		m, _ := o.At(*o.Warned)
		return fmt.Sprintf(text.T("Falls %s Plätze fehlen (%s), ist es zu spät, das abzuwenden.", "If places are missing %s (%s), it is too late to avert it.").In(l), o.when(l, *o.Warned, false), likely(m, l)) + o.hanging(m, l, true)
	}
	return fmt.Sprintf(text.T("Um den Mangel %s abzuwenden, ist es zu spät.", "It is too late to avert the shortage %s.").In(l), o.when(l, *o.Warned, false))
}

// together groups the kinds that avert the same shortage by the same day.
func together(list []warning.Class) [][]warning.Class {
	var groups [][]warning.Class
	for _, c := range list {
		if n := len(groups); n > 0 && *groups[n-1][0].Avert == *c.Avert && groups[n-1][0].Until == c.Until {
			groups[n-1] = append(groups[n-1], c)
			continue
		}
		groups = append(groups, []warning.Class{c})
	}
	return groups
}

// either names several kinds, of which one is to be chosen.
func either(l text.Lang, group []warning.Class) string {
	names := make([]string, len(group))
	for i, c := range group {
		names[i] = kindLabel(c.Kind, l)
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + text.T(" oder ", " or ").In(l) + names[n-1]
	}
	return names[0]
}

// act says by when which kinds are to be decided, how large, and what happens
// otherwise.
func (o Outlook) act(l text.Lang, group []warning.Class, headline bool) string {
	c := group[0]
	m, _ := o.At(*c.Avert)
	kind, when, hangs := either(l, group), o.when(l, *c.Avert, false), o.hanging(m, l, headline)
	switch until := c.Until.In(l); {
	case m.Missing.Median > 0:
		return fmt.Sprintf(text.T("Bis %s entscheiden: %s für %s Plätze (80 %%: %s bis %s), sonst fehlen sie %s (%s).",
			"Decide by %s: %s for %s places (80%%: %s to %s), otherwise they are missing %s (%s).").In(l), until, kind,
			l.Int(int64(m.Missing.Median)), l.Int(int64(m.Missing.Low)), l.Int(int64(m.Missing.High)), when, likely(m, l)) + hangs
	case m.Missing.High > 0:
		return fmt.Sprintf(text.T("Bis %s entscheiden: %s für bis zu %s Plätze (80 %%: 0 bis %[3]s), sonst fehlen Plätze %[4]s (%[5]s).",
			"Decide by %s: %s for up to %s places (80%%: 0 to %[3]s), otherwise places are missing %[4]s (%[5]s).").In(l), until, kind, l.Int(int64(m.Missing.High)), when, likely(m, l)) + hangs
	default:
		return fmt.Sprintf(text.T("Bis %s entscheiden: %s, sonst fehlen Plätze %s (%s).",
			"Decide by %s: %s, otherwise places are missing %s (%s).").In(l), until, kind, when, likely(m, l)) + hangs
	}
}

// when says in which months from first on the threshold is reached.
func (o Outlook) when(l text.Lang, first period.Month, begins bool) string {
	last, _ := o.Spell(first, o.threshold())
	pattern := text.T("von %s bis %s", "from %s to %s")
	switch {
	case last == o.last():
		pattern = text.T("ab %s", "from %s on")
	case last == first:
		pattern = text.T("im %s", "in %s")
	}
	s := pattern.In(l)
	if begins && l == text.De {
		s = strings.ToUpper(s[:1]) + s[1:]
	}
	if strings.Count(s, "%s") == 2 {
		return fmt.Sprintf(s, first.In(l), last.In(l))
	}
	return fmt.Sprintf(s, first.In(l))
}

// threshold is the council's, as a share.
func (o Outlook) threshold() float64 { return float64(o.Supply.Threshold.Percent) / 100 }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/warning"
)

// firstWarned is the first month that reaches the council's threshold; false where none
// does.
func (f *Foreseen) firstWarned() (period.Month, bool) {
	for _, m := range f.Months {
		if m.Probability >= float64(f.Threshold.Percent)/100 {
			return m.Month, true
		}
	}
	return 0, false
}

// decisionsTable lists by kind the latest day to decide for a shortage that it can still
// avert, as the sentences of the outlook name it, and beside it the day by which it would
// have averted the first one.
func decisionsTable(c *city, _ string) (exhibit, error) {
	f, err := c.foresee()
	if err != nil || f == nil {
		return exhibit{}, err
	}
	first, warned := f.firstWarned()
	if !warned {
		return c.unwarned(f), nil
	}
	g := newGrid("Bis wann zu entscheiden ist, je Art der Unterkunft", word("Art"), num("typischer Vorlauf", "Monate"), word("am Stand entschieden, öffnet"),
		word("entscheiden bis"), word("gegen den Mangel ab"), num("Wahrscheinlichkeit dieses Mangels", ""), word("gegen den ersten Mangel bis"))
	list := slices.Clone(f.Classes)
	slices.SortStableFunc(list, func(a, b warning.Class) int {
		return cmp.Or(untilOf(a).Compare(untilOf(b)), cmp.Compare(b.Typical, a.Typical))
	})
	for _, k := range list {
		cells := []cell{
			say(accommodation.Label(accommodation.Kinds, k.Kind).In(c.lang)), {c.lang.Decimal(int64(k.Typical), 1), "warning/lead/" + string(k.Kind)}, say(k.Opens.In(c.lang)),
		}
		g.row(append(append(cells, c.averted(f, k)...), c.hadToBe(k))...)
		g.source(k.Source)
	}
	g.note(fmt.Sprintf("„Entscheiden bis“: der letzte Tag, an dem diese Art einen Mangel noch abwendet, der in mindestens %d %% der Verläufe eintritt. Der erste beginnt im %s; „vorbei“ heißt: Ihn wendet die Art nicht mehr ab.", f.Threshold.Percent, first.In(c.lang)))
	return g.done(), nil
}

// unwarned lists the kinds where no month reaches the threshold: nothing has to be decided.
func (c *city) unwarned(f *Foreseen) exhibit {
	g := newGrid("Vorlauf je Art der Unterkunft; zu entscheiden ist zurzeit nichts", word("Art"), num("typischer Vorlauf", "Monate"), word("am Stand entschieden, öffnet"), num("Wahrscheinlichkeit, dass dann Plätze fehlen", ""))
	for _, k := range f.Classes {
		chance := say(unknown)
		if !k.Beyond {
			chance = cell{c.lang.Percent(int64(math.Round(k.Probability*1000)), 1), warningRef("probability", k.Opens)}
		}
		g.row(say(accommodation.Label(accommodation.Kinds, k.Kind).In(c.lang)), cell{c.lang.Decimal(int64(k.Typical), 1), "warning/lead/" + string(k.Kind)}, say(k.Opens.In(c.lang)), chance)
		g.source(k.Source)
	}
	g.note(fmt.Sprintf("In keinem Monat fehlen Plätze in mindestens %d %% der Verläufe.", f.Threshold.Percent))
	return g.done()
}

// untilOf orders kinds by the day to decide; those that avert nothing any more stand last.
func untilOf(k warning.Class) period.Date {
	if k.Avert == nil {
		return period.Day(9999, 12, 31)
	}
	return k.Until
}

// averted are the day to decide, the month of the shortage that a kind still averts, and
// how probable that is.
func (c *city) averted(f *Foreseen, k warning.Class) []cell {
	if k.Avert == nil {
		return []cell{say("–"), say("keiner mehr abzuwenden"), say("–")}
	}
	chance := say(unknown)
	for _, m := range f.Months {
		if m.Month == *k.Avert {
			chance = cell{c.lang.Percent(int64(math.Round(m.Probability*1000)), 1), warningRef("probability", m.Month)}
		}
	}
	return []cell{{k.Until.In(c.lang), "warning/until/" + string(k.Kind)}, say(k.Avert.In(c.lang)), chance}
}

// hadToBe is the day by which a kind had to be decided to avert the first shortage.
func (c *city) hadToBe(k warning.Class) cell {
	if k.Latest.IsZero() {
		return say(unknown)
	}
	latest := cell{k.Latest.In(c.lang), "warning/latest/" + string(k.Kind)}
	if k.Past {
		latest.text += " (vorbei)"
	}
	return latest
}

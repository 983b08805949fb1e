// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// Contradictions returns where sources state different values of one thing:
// figures of one key, and a stock of a month beside one of its last day. What
// a source says later is a correction of itself and contradicts nothing; a
// number that is the other one rounded agrees with it.
func Contradictions(s Series) []Finding {
	var found []Finding
	for i := 0; i < len(s.Picked); i++ {
		same := []figure.Picked{s.Picked[i]}
		for s.Indicator.Kind == figure.Stock && i+1 < len(s.Picked) && oneDay(s.Picked[i], s.Picked[i+1]) {
			i++
			same = append(same, s.Picked[i])
		}
		if f, ok := s.contradiction(same); ok {
			found = append(found, f)
		}
	}
	return found
}

// oneDay reports whether two stocks end on the same day, the one counted on
// that day and the other for its month.
func oneDay(a, b figure.Picked) bool {
	kind := func(p figure.Picked) bool { return p.Period.IsDay() || p.Period.IsMonth() }
	return a.Period.To == b.Period.To && kind(a) && kind(b)
}

func (s Series) contradiction(same []figure.Picked) (Finding, bool) {
	if len(same) == 1 && len(same[0].Others) == 0 {
		return Finding{}, false
	}
	counts := same[0]
	for _, p := range same[1:] {
		if later(p, counts) {
			counts = p
		}
	}
	said := statements(same, counts)
	low, high, differ := said[0], said[0], false
	for _, f := range said[1:] {
		if f.Value.Amount < low.Value.Amount {
			low = f
		}
		if f.Value.Amount > high.Value.Amount {
			high = f
		}
		differ = differ || !agree(said[0], f)
	}
	if !differ {
		return Finding{}, false
	}
	f := s.finding(Contradiction, counts.Period)
	f.Severity = severity(float64(high.Value.Amount-low.Value.Amount), float64(max(abs(high.Value.Amount), abs(low.Value.Amount))))
	for _, o := range said {
		f.Figures = append(f.Figures, o.ID)
	}
	if counts.Why == figure.ByChoice && counts.Choice != nil {
		f.Settled = counts.Choice.Reason
	}
	f.Says = both(func(l text.Lang) string {
		words := make([]string, len(said))
		for i, o := range said {
			words[i] = fmt.Sprintf("%s (%s)", valued(l, o), o.Basis.Label().In(l))
			if o.Period != counts.Period {
				words[i] = fmt.Sprintf("%s (%s, %s)", valued(l, o), o.Period.In(l), o.Basis.Label().In(l))
			}
		}
		why := counts.Why.Label()
		if len(same) > 1 && counts.Why == figure.OnlyOne {
			why = figure.ByRecording.Label()
		}
		return fmt.Sprintf(text.T("%s: Die Quellen nennen %s. Es gilt %s (%s).", "%s: the sources say %s. What counts is %s (%s).").In(l),
			counts.Period.In(l), enumerated(l, words), valued(l, counts.Figure), why.In(l))
	})
	f.Todo = text.T("Die Quellen vergleichen und auf der Seite der Kennzahl ausdrücklich einen Wert wählen; die anderen bleiben stehen.",
		"Compare the sources and choose a figure explicitly on the indicator's page; the others stay.")
	return f.keyed(), true
}

// enumerated joins words: a, b und c.
func enumerated(l text.Lang, words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + text.T(" und ", " and ").In(l) + words[last]
}

// statements returns the last word of each source, what counts first.
func statements(same []figure.Picked, counts figure.Picked) []figure.Figure {
	var all []figure.Figure
	for _, p := range same {
		all = append(append(all, p.Figure), p.Others...)
	}
	newest := map[string]figure.Figure{}
	for _, f := range all {
		name := SourceName(f.Source)
		before, seen := newest[name]
		if chosen := f.ID == counts.ID; chosen || !seen || before.ID != counts.ID && f.KnownFrom.After(before.KnownFrom) {
			newest[name] = f
		} else if before.ID != counts.ID && f.KnownFrom == before.KnownFrom && f.Value != before.Value {
			newest[name+"|"+f.Value.String()] = f // one source, one day, two values
		}
	}
	list := []figure.Figure{counts.Figure}
	for _, f := range newest {
		if f.ID != counts.ID {
			list = append(list, f)
		}
	}
	slices.SortFunc(list[1:], func(a, b figure.Figure) int { return int(a.ID - b.ID) })
	return list
}

// agree reports whether two figures can both be true: they are equal, or one
// that was reported ends in zeros to which the other can be rounded.
func agree(a, b figure.Figure) bool {
	return a.Value.Amount == b.Value.Amount || rounded(a, b) || rounded(b, a)
}

func rounded(round, exact figure.Figure) bool {
	if round.Basis != figure.Reported || round.Value.Amount == 0 {
		return false
	}
	unit := int64(1)
	for n := round.Value.Amount; n%10 == 0; n /= 10 {
		unit *= 10
	}
	return unit > 1 && 2*abs(round.Value.Amount-exact.Value.Amount) <= unit
}

// SourceName is the name of a source without what changes from one issue to
// the next: numbers, months and signs. "Monatsbericht 2015-11" and
// "Monatsbericht Dezember 2015" are both "monatsbericht".
func SourceName(source string) string {
	words := strings.FieldsFunc(strings.ToLower(source), func(r rune) bool { return !unicode.IsLetter(r) })
	kept := words[:0]
	for _, w := range words {
		if !isMonth(w) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

func isMonth(word string) bool {
	for m := 1; m <= 12; m++ {
		for _, l := range []text.Lang{text.De, text.En} {
			name, _, _ := strings.Cut(strings.ToLower(l.Month(2000, m)), " ")
			if word == name || len(word) >= 3 && word == string([]rune(name)[:min(3, len([]rune(name)))]) {
				return true
			}
		}
	}
	return false
}

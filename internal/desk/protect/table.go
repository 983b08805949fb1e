// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"strings"
	"unicode"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/method/disclosure"
)

// Table is what one audience sees of every figure at one position of the
// ledger. It never changes.
type Table struct {
	Audience audience.Audience
	Policy   disclosure.Policy
	Position int64
	Lines    []Line // what protection costs
	// Exposed counts cells that cannot be protected any more, because what would
	// have to be hidden was shown before.
	Exposed int
	// Sums over groups that were linked: the declared ones, then those found in
	// the counts, by indicator.
	Sums []disclosure.GroupSum

	counts  map[string]bool // indicators whose figures may be protected
	states  map[int64]disclosure.State
	touched map[figure.Key][]figure.Figure // figures of dates of which one is secret
	kinds   map[string]figure.Indicator    // by code
	parts   map[string]*part               // by what they hang on
	of      map[string]*part               // by indicator
	kept    Kept                           // what is remembered of it
}

// Line is the cost of protection for one indicator and level.
type Line struct {
	Indicator figure.Indicator
	Level     area.Level
	Cells     int // figures that count persons
	Small     int // hidden because they are below the threshold
	Others    int // hidden to protect others
}

// Cells counts all figures that the table protects or shows.
func (t *Table) Cells() (cells, small, others int) {
	for _, l := range t.Lines {
		cells, small, others = cells+l.Cells, small+l.Small, others+l.Others
	}
	return cells, small, others
}

// bound narrows a question to the figures that the table knows.
func (t *Table) bound(q figure.Query) figure.Query {
	if t != &open && (q.Before == 0 || q.Before > t.Position+1) {
		q.Before = t.Position + 1
	}
	return q
}

// later reports whether a figure was recorded after the table was made.
func (t *Table) later(id int64) bool { return t != &open && id > t.Position }

// shown returns the figures as the audience sees them, without those that were
// recorded after the table was made.
func (t *Table) shown(figures []figure.Figure) []figure.Figure {
	if t == &open {
		return figures
	}
	kept := figures[:0]
	for _, f := range figures {
		if !t.later(f.ID) {
			kept = append(kept, t.Show(f))
		}
	}
	return kept
}

// Show returns the figure as the audience sees it. Nothing of a figure that is
// newer than the table is shown.
func (t *Table) Show(f figure.Figure) figure.Figure {
	state := t.states[f.ID]
	switch {
	case t == &open:
	case state.IsHidden(), f.ID > t.Position:
		number := f.Value.String()
		f.Value, f.Protected = unit.Decimal{Places: f.Value.Places}, figure.Secret
		f.Note, f.KnownBasis = "", ""
		f.Source = without(f.Source, number)
		f.Line = 0
	case state == disclosure.Rounded:
		number := f.Value.String()
		f.Value.Amount, f.Protected = disclosure.Round5(f.Value.Amount), figure.Rounded
		if mentions(f.Note, number) {
			f.Note = ""
		}
		f.Source = without(f.Source, number)
	}
	return f
}

// dated is the key by which figures speak of the same date.
func (t *Table) dated(k figure.Key) figure.Key { return t.kinds[k.Indicator].Dated(k) }

// contradicted counts the dates of an indicator of which figures known by a day
// differ and one is secret.
func (t *Table) contradicted(indicator string, asOf period.Date) int {
	n := 0
	for k, figures := range t.touched {
		if k.Indicator != indicator {
			continue
		}
		stated := map[unit.Decimal]bool{}
		for _, f := range figures {
			if f.Basis != figure.Forecast && (asOf.IsZero() || !f.KnownFrom.After(asOf)) {
				stated[f.Value] = true
			}
		}
		if len(stated) > 1 {
			n++
		}
	}
	return n
}

// mentions reports whether a text names a number, as digits by themselves.
func mentions(s, number string) bool {
	plain := strings.NewReplacer(".", "", "\u00a0", "", "'", "").Replace(s)
	for _, word := range strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsDigit(r) }) {
		if word == number {
			return true
		}
	}
	return false
}

// without keeps a source back that names the number itself.
func without(source, number string) string {
	if mentions(source, number) {
		return figure.Secret.Label().De
	}
	return source
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecast

import (
	"context"
	"fmt"
	"math"
	"slices"

	"planraum/internal/text"
)

// broken reports whether the series fell to nothing in one step, more than three
// times as far as it ever moved, and has stayed there since: it ended, or reports
// are missing. What was learnt before says nothing of such a series, until a
// value comes or it has rested for so long that nothing is expected. A jump to
// another height is left to the models: on the training series it went back as
// often as it stayed.
func (l *look) broken() bool {
	n := len(l.z)
	for n > 0 && l.z[n-1] == 0 {
		n--
	}
	if zeros := len(l.z) - n; zeros == 0 || zeros >= sleeps || n < leastHistory {
		return false
	}
	most := 0.0
	for i := 1; i < n; i++ {
		most = max(most, math.Abs(l.z[i]-l.z[i-1]))
	}
	return l.z[n-1] > math.Log(3) && l.z[n-1] > 3*most
}

// unreported forecasts a broken series as if its zeros at the end were missing. Which
// of both is true no series tells, and a band that holds both is right in neither case:
// so there are two forecasts, and a question.
func (r *Result) unreported(ctx context.Context, s Series, o Options) error {
	y, start := trimmed(s)
	s.Values = slices.Clone(s.Values)
	for i := start + len(y) - 1; s.Values[i] == 0; i-- {
		s.Values[i] = math.NaN()
	}
	o.Nowcast, o.Paths, o.Levels = nil, 0, append(slices.Clone(o.Levels), 80)
	if check(s, &o) != nil {
		return nil // too many missing at the end
	}
	other, err := Do(ctx, s, o)
	if err != nil {
		return err
	}
	n := len(other.Bands) - 1
	r.Unreported = &Unreported{Median: other.Median, Bands: other.Bands[:n]}
	r.Why = text.T(r.Why.De+other.between(text.De, n), r.Why.En+other.between(text.En, n))
	return nil
}

// fallSaid asks about a fall to 0 and says what the bands make of it.
func fallSaid() text.Text {
	return text.T("Die Reihe fällt zuletzt auf 0, weiter als je zuvor in einem Schritt. Bitte prüfen, ob das stimmt oder eine Meldung fehlt. Median und Bänder nehmen die 0, wie sie dasteht, und gelten nicht, wenn eine Meldung fehlt.",
		"At its end the series falls to 0, further than ever in one step. Please check whether that is right or a report is missing. Median and bands take the 0 as it stands and do not hold if a report is missing.")
}

// between says what the first and the last step would be without the zeros.
func (r *Result) between(in text.Lang, band int) string {
	b, last := r.Bands[band], len(r.Median)-1
	places := 0
	if size := math.Log10(max(math.Abs(b.Upper[0]), 1e-6)); !r.Counts {
		places = min(max(3-int(math.Floor(size)), 0), 9) // four digits
	}
	number := func(v float64) string {
		return in.Decimal(int64(math.Round(min(v*math.Pow10(places), 1e18))), places)
	}
	step := func(i int) []any { return []any{number(r.Median[i]), number(b.Lower[i]), number(b.Upper[i])} }
	said := fmt.Sprintf(text.T(" Dann wären es im ersten Schritt %s (mit 80 %% zwischen %s und %s)", " Then the first step would be %s (80%% between %s and %s)").In(in), step(0)...)
	if last > 0 {
		said += fmt.Sprintf(text.T(", im letzten %s (%s bis %s)", ", the last one %s (%s to %s)").In(in), step(last)...)
	}
	return said + "."
}

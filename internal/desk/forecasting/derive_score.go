// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/text"
)

// scored is how the interval score of a range comes about: the formula, then the same
// with its numbers.
func (s StepScore) scored(median float64, bounds []prediction.Bounds) text.Text {
	return say(func(l text.Lang) string {
		n := func(v float64) string { return Write(l, v, 2) }
		came, sum := s.Mark.Came, math.Abs(s.Mark.Came-median)/2
		shown := fmt.Sprintf("|%s − %s| / 2", n(came), n(median))
		for _, b := range bounds {
			alpha := 1 - b.Level/100
			off := max(b.Low-came, 0) + max(came-b.High, 0)
			sum += alpha / 2 * (b.High - b.Low + 2/alpha*off)
			shown += fmt.Sprintf(" + %s × (%s + %s × %s)", short(l, alpha/2), n(b.High-b.Low), short(l, 2/alpha), n(off))
		}
		over := float64(len(bounds)) + 0.5
		return fmt.Sprintf(text.T("%s Hier: (%s) / %s = %s.", "%s Here: (%s) / %s = %s.").In(l), scoreRule.In(l), shown, short(l, over), n(sum/over))
	})
}

// short writes a factor with at most three decimals and none that says nothing.
func short(l text.Lang, v float64) string {
	places := 3
	thousandths := int64(math.Round(v * 1000))
	for places > 0 && thousandths%10 == 0 {
		thousandths, places = thousandths/10, places-1
	}
	return l.Decimal(thousandths, places)
}

// scoreValue writes a score with one decimal more than the figures that it judges.
func scoreValue(i figure.Indicator, item string, v float64) text.Text {
	if !strings.HasSuffix(item, "wis") {
		return written(i, v, false)
	}
	return say(func(l text.Lang) string { return Write(l, v, i.Places+1) + " " + i.Unit.In(l) })
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/prediction"
	"planraum/internal/method/nowcast"
)

// lastMonths are the months of a series that are still corrected: what is kept
// of them, and their courses, from which a forecast goes on. Both are nil where
// all months are taken as they stood.
type lastMonths struct {
	said  *prediction.Nowcast
	paths [][]float64
}

// mostDelay is how many months after a month its corrections are looked at:
// later ones are new accounts rather than late reports.
const mostDelay = 12

// leastCorrected is how many months must have been corrected at an age or later
// before months of that age count as open: one or two say nothing of the next.
const leastCorrected = 3

// lastMonths estimates what the last months of a monthly series will come to,
// from how earlier ones were corrected, as known on the as-of date.
func (c course) lastMonths(ctx context.Context, o Order) (lastMonths, error) {
	if c.subject.Frequency != 12 || c.indicator.Kind == figure.Rate {
		return lastMonths{}, nil
	}
	list := c.vintages()
	t := nowcast.Arrange(list, o.AsOf, mostDelay+1)
	delays := 0
	if possible(t) {
		delays = moving(t)
	}
	if delays == 0 {
		return lastMonths{}, nil
	}
	t = nowcast.Arrange(list, o.AsOf, delays+1)
	r, err := nowcast.Do(ctx, t, nowcast.Options{Seed: o.Seed, Counts: c.indicator.Places == 0, Levels: prediction.Levels})
	if err != nil || len(r.Months) == 0 {
		return lastMonths{}, err
	}
	said := &prediction.Nowcast{Version: nowcast.Version, Vintages: len(list), Corrected: corrected(t, 0), Digest: digest(t)}
	for _, m := range r.Months {
		one := prediction.OpenMonth{Month: m.Month, Delay: m.Delay, Known: m.Known, Share: m.Share, Mean: m.Mean, Range: prediction.Range{Median: m.Median}}
		for _, b := range m.Bands {
			one.Bounds = append(one.Bounds, prediction.Bounds{Level: b.Level, Low: min(b.Lower, m.Median), High: max(b.Upper, m.Median)})
		}
		said.Months = append(said.Months, one)
	}
	return lastMonths{said, r.Paths}, nil
}

// vintages are the values that counted of each month of the series, one after
// the other: all reports by the ledger's rule, a planner's choice among them. Of
// a month of which a value was kept from the reader, only what counted after it
// is known.
func (c course) vintages() []nowcast.Vintage {
	reports, choices := map[figure.Key][]figure.Figure{}, map[figure.Key][]figure.Choice{}
	for _, f := range c.observed {
		k := c.indicator.Dated(f.Key)
		reports[k] = append(reports[k], f)
	}
	for _, one := range c.choices {
		k := c.indicator.Dated(one.Key)
		choices[k] = append(choices[k], one)
	}
	given := c.given()
	var list []nowcast.Vintage
	for _, p := range c.picked {
		month := p.Period.To.Month()
		if g, known := given[month]; !known || g.From[0].ID != p.ID {
			continue // another day of the month stands for it
		}
		k, from := c.indicator.Dated(p.Key), len(list)
		for _, v := range figure.Vintages(reports[k], choices[k]) {
			if v.IsSecret() {
				list = list[:from]
				continue
			}
			list = append(list, nowcast.Vintage{Month: month, KnownFrom: v.Since, Value: value(v.Figure)})
		}
	}
	return list
}

// possible reports whether values can grow from delay to delay: none is below 0,
// and there are no more months than can be looked at.
func possible(t nowcast.Triangle) bool {
	for _, row := range t.Values {
		for _, v := range row {
			if v < 0 || v > 1e15 {
				return false
			}
		}
	}
	return len(t.Values) <= nowcast.MaxMonths
}

// moving is the number of delays in which months are corrected; 0: too few were.
func moving(t nowcast.Triangle) int {
	for d := mostDelay - 1; d >= 0; d-- {
		if corrected(t, d) >= leastCorrected {
			return d + 1
		}
	}
	return 0
}

// corrected counts the months whose value changed after a delay.
func corrected(t nowcast.Triangle, delay int) int {
	n := 0
	for _, row := range t.Values {
		for d := delay; d+1 < len(row); d++ {
			if math.Abs(row[d+1]-row[d]) > 0 { // not where one of both is unknown
				n++
				break
			}
		}
	}
	return n
}

// digest is the SHA-256 of a triangle in text: its first month, then a line for
// each month with the shortest decimal of each value, - where none is known.
func digest(t nowcast.Triangle) string {
	var b strings.Builder
	b.WriteString(t.Start.String())
	for _, row := range t.Values {
		b.WriteByte('\n')
		for d, v := range row {
			if d > 0 {
				b.WriteByte(' ')
			}
			if math.IsNaN(v) {
				b.WriteByte('-')
			} else {
				b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

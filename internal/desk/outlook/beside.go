// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"math"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Other is what a forecast of the ledger says of the persons in housing at the end of a
// month.
type Other struct {
	AsOf              period.Date // of its data
	Month             period.Month
	Median, Low, High int // Low and High bound 80 %
	Values            int // stocks that it rests on
	Afterwards        bool
}

// Beside sets a forecast of the series of stocks beside the outlook's own paths, for a
// month that both speak of, and says why they differ; false where they have none in
// common.
func (o Outlook) Beside(f Other) (text.Text, bool) {
	at := int(f.Month - o.From)
	if at < 0 || at >= len(o.Months) {
		return text.Text{}, false
	}
	own := o.persons(at)
	return both(func(l text.Lang) string {
		same := text.T("Die Bereiche überschneiden sich", "The ranges overlap")
		switch {
		case own.Low > f.High || own.High < f.Low:
			same = text.T("Die Bereiche überschneiden sich nicht", "The ranges do not overlap")
		case own.Median > f.High || own.Median < f.Low || f.Median > own.High || f.Median < own.Low:
			same = text.T("Die Mitten liegen weit auseinander", "The middles lie far apart")
		}
		later := ""
		if f.Afterwards {
			later = text.T(", nachträglich gerechnet,", ", reckoned afterwards,").In(l)
		}
		return fmt.Sprintf(text.T("Zwei Rechnungen für Ende %s: Die Prognose der Personen im Hauptbuch (Daten vom %s) sagt%s %s Personen (80 %%: %s bis %s), die Warnungen rechnen (mit Daten vom %s) mit %s (80 %%: %s bis %s). %s. ",
			"Two reckonings for the end of %s: the forecast of persons in the ledger (data of %s) says%s %s persons (80%%: %s to %s), the warnings reckon (with data of %s) with %s (80%%: %s to %s). %s. ").In(l),
			f.Month.In(l), f.AsOf.In(l), later, count(l, f.Median), count(l, f.Low), count(l, f.High), o.Demand.AsOf.In(l), count(l, own.Median), count(l, own.Low), count(l, own.High), same.In(l)) +
			fmt.Sprintf(text.T("Sie unterscheiden sich, weil die Prognose nur die Reihe der Bestände fortsetzt (%s Werte), die Warnungen aber Zugänge vorausrechnen und Auszüge davon abziehen: In einem Anstieg liegen sie höher, nach ihm zu lange zu hoch. Keine der beiden sieht eine Welle voraus.",
				"They differ because the forecast only carries on the series of stocks (%s values), while the warnings forecast arrivals and take off departures: in a rise they lie higher, after it too high for too long. Neither foresees a surge.").In(l), count(l, f.Values))
	}), true
}

// Last is the last month of which something is said.
func (o Outlook) Last() (period.Month, bool) {
	if len(o.Months) == 0 {
		return 0, false
	}
	return o.last(), true
}

// Misses are how far published forecasts and the median were off, over those of a replay
// that can be compared.
type Misses struct {
	Number    int // forecasts
	City, Own int // mean distance from what came, persons
	Inside    int // forecasts for which what came lay within the own 80 % band
}

// Misses compares the misses of what the city had published with those of the median,
// over the forecasts for which both are known.
func (r Report) Misses() Misses {
	var m Misses
	city, own := 0, 0
	for _, p := range r.Pairs() {
		if p.Own == nil || p.Came == nil {
			continue
		}
		m.Number++
		city += abs(p.Persons - p.Came.Persons)
		own += abs(p.Own.Median - p.Came.Persons)
		if p.Came.Persons >= p.Own.Low && p.Came.Persons <= p.Own.High {
			m.Inside++
		}
	}
	if m.Number > 0 {
		mean := func(sum int) int { return int(math.Round(float64(sum) / float64(m.Number))) }
		m.City, m.Own = mean(city), mean(own)
	}
	return m
}

// SayMisses says how wrong earlier forecasts were, of the city and of the method; false
// where a replay holds none that can be compared.
func (r Report) SayMisses() (text.Text, bool) {
	m := r.Misses()
	return tell(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s veröffentlichte Prognosen lassen sich vergleichen: Sie lagen im Mittel um %s Personen daneben, der Median mit gleichem Wissen um %s; in seinem 80-%%-Band lag, was kam, in %s davon.",
			"%s published forecasts can be compared: they were off by %s persons on average, the median with the same knowledge by %s; what came lay within its 80%% band in %s of them.").In(l),
			count(l, m.Number), count(l, m.City), count(l, m.Own), count(l, m.Inside))
	}), m.Number > 0
}

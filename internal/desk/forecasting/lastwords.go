// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"fmt"
	"math"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/text"
)

// OpenWords tells in a sentence which last months were taken as they will stand
// and by how much such months were corrected; nothing where none were.
func OpenWords(f prediction.Issued) text.Text {
	if f.Nowcast == nil || len(f.Nowcast.Months) == 0 {
		return text.Text{}
	}
	n := len(f.Nowcast.Months)
	by := correctionWords(*f.Nowcast)
	return say(func(l text.Lang) string {
		last := f.Nowcast.Months[n-1].Month.In(l)
		if n == 1 {
			return fmt.Sprintf(text.T("Der letzte Monat (%s) ist noch nicht endgültig: So junge Monate wurden bisher %s; die Prognose rechnet das ein.",
				"The last month (%s) is not final yet: months as young were so far corrected %s; the forecast takes that in.").In(l), last, by.In(l))
		}
		return fmt.Sprintf(text.T("Die letzten %s Monate (bis %s) sind noch nicht endgültig: So junge Monate wurden bisher %s; die Prognose rechnet das ein.",
			"The last %s months (up to %s) are not final yet: months as young were so far corrected %s; the forecast takes that in.").In(l), l.Int(int64(n)), last, by.In(l))
	})
}

// correctionWords tell by how much months as old as the open ones were corrected.
func correctionWords(n prediction.Nowcast) text.Text {
	share, known := n.Correction()
	tenths := int64(math.Round(1000 * math.Abs(share)))
	if !known || tenths == 0 {
		return text.T("teils berichtigt, im Mittel kaum", "at times, on average hardly")
	}
	return say(func(l text.Lang) string {
		by := l.Percent(tenths, 1)
		if tenths >= 10 {
			by = l.Percent(int64(math.Round(100*math.Abs(share))), 0)
		}
		if share < 0 {
			return fmt.Sprintf(text.T("im Mittel um %s nach unten berichtigt", "downwards by %s on average").In(l), by)
		}
		return fmt.Sprintf(text.T("im Mittel um %s nach oben berichtigt", "upwards by %s on average").In(l), by)
	})
}

// OriginWords tell from what the last months were taken as they will stand.
func OriginWords(n prediction.Nowcast) text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s, aus %s Meldeständen; %s Monate wurden berichtigt", "%s, from %s vintages; %s months were corrected").In(l),
			n.Version, l.Int(int64(n.Vintages)), l.Int(int64(n.Corrected)))
	})
}

// openNodes are the open months of a forecast, as they stood and as they were
// taken.
func openNodes(f prediction.Issued, i figure.Indicator) []figure.Derivation {
	if f.Nowcast == nil {
		return nil
	}
	var list []figure.Derivation
	for _, m := range f.Nowcast.Months {
		when := period.InMonth(m.Month)
		list = append(list, figure.Derivation{
			Name:  text.T("noch nicht endgültig, "+when.In(text.De), "not final yet, "+when.In(text.En)),
			Value: written(i, math.Round(m.Median*math.Pow10(i.Places))/math.Pow10(i.Places), false), Basis: figure.Computed, Date: when, When: when.String(), KnownFrom: f.AsOf,
			Source: ownSource + ", " + f.Nowcast.Version,
			Rule: say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("Gemeldet waren %s, nach %d Monaten üblicherweise %s des endgültigen Werts; hochgerechnet im Median %s.",
					"%s were reported, after %d months usually %s of the final value; expected in the median %s.").In(l),
					Write(l, m.Known, i.Places), m.Delay, percent(l, m.Share), Write(l, m.Median, i.Places))
			}),
		})
	}
	return list
}

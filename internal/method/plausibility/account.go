// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Balance is a stock account between two reported stocks, in persons: its gap
// is what the flows do not explain. Only complete accounts are judged, because
// the gap of others holds the unknown flows.
type Balance struct {
	Indicator        string
	Area             area.ID
	Group            population.ID
	From, To         period.Date
	Opening, Closing int64
	Start, End       int64 // numbers of the two stocks
	Flows            Flows
}

// Flows are the movements between two stocks, in persons.
type Flows struct {
	Arrivals, Departures, Corrections int64
	Contained                         int64 // corrections that arrivals and departures are assumed to hold
	Complete                          bool  // arrivals and departures are known for every day
	Figures                           []int64
}

// OfAccount returns the account between two reported stocks of one area and
// group.
func OfAccount(start, end figure.Figure, flows Flows) Balance {
	return Balance{
		Indicator: end.Indicator, Area: end.Area, Group: end.Group, From: start.Period.To, To: end.Period.To,
		Opening: start.Value.Amount, Closing: end.Value.Amount, Start: start.ID, End: end.ID, Flows: flows,
	}
}

// expected is the closing stock that the flows lead to.
func (b Balance) expected() int64 {
	return b.Opening + b.Flows.Arrivals - b.Flows.Departures + b.Flows.Corrections
}

// gap is what no report explains.
func (b Balance) gap() int64 { return b.Closing - b.expected() }

// Balances returns the complete accounts that have a gap. A stock that lies
// apart from the accounts on both of its sides by the same number is one
// finding, and so is a gap that a month and its year share.
func Balances(list []Balance) []Finding {
	type book struct {
		in    area.ID
		group population.ID
	}
	books := map[book][]Balance{}
	var order []book
	for _, b := range list {
		k := book{b.Area, b.Group}
		if books[k] == nil {
			order = append(order, k)
		}
		books[k] = append(books[k], b)
	}
	var found []Finding
	for _, k := range order {
		found = append(found, balances(books[k])...)
	}
	return found
}

func balances(list []Balance) []Finding {
	var open []Balance
	for _, b := range list {
		if b.Flows.Complete && b.gap() != 0 && !b.within(list) {
			open = append(open, b)
		}
	}
	var found []Finding
	told := map[int]bool{}
	for i, b := range open {
		if told[i] {
			continue
		}
		f := b.finding()
		for j, next := range open {
			if next.Start != b.End || next.gap() != -b.gap() {
				continue
			}
			told[j] = true
			f.Period, f.Figures = period.On(b.To), append([]int64{b.End}, slices.Concat(f.Figures[:1], next.numbers()[1:])...)
			f.Says = both(func(l text.Lang) string {
				return b.sentence(l) + fmt.Sprintf(text.T(" Im Konto danach fehlt genau das Gegenstück: Wahrscheinlich ist der Bestand vom %s falsch, %s statt %s.",
					" The account after it is off by the same the other way: the stock of %s is probably wrong, %s instead of %s.").In(l), b.To.In(l), l.Int(b.Closing), l.Int(b.expected()))
			})
			break
		}
		found = append(found, f.keyed())
	}
	return found
}

// within reports whether shorter accounts tell the gap already: they follow
// each other from its first to its last day, and their gaps add up to its own.
func (b Balance) within(list []Balance) bool {
	at, gap, parts := b.From, int64(0), 0
	for at.Before(b.To) {
		i := slices.IndexFunc(list, func(c Balance) bool {
			return c.From == at && c.Flows.Complete && !c.To.After(b.To) && (c.From != b.From || c.To != b.To)
		})
		if i < 0 {
			return false
		}
		at, gap, parts = list[i].To, gap+list[i].gap(), parts+1
	}
	return parts > 1 && gap == b.gap()
}

func (b Balance) numbers() []int64 { return append([]int64{b.Start, b.End}, b.Flows.Figures...) }

func (b Balance) finding() Finding {
	return Finding{
		Kind: Account, Indicator: b.Indicator, Area: b.Area, Group: b.Group, Period: period.Period{From: b.From.AddDays(1), To: b.To},
		// persons are counted one by one, so that no gap is only a hint
		Severity: max(severity(float64(b.gap()), float64(b.Closing)), Notable), Figures: b.numbers(), off: abs(b.gap()),
		Says: both(b.sentence),
		Todo: text.T("Prüfen, ob Zugänge, Abgänge oder eine Bereinigung fehlen, und sie nachtragen. Die Lücke wird nie als Abgang gebucht.",
			"Find out whether arrivals, departures or a correction are missing and import them. The gap is never booked as a departure."),
	}
}

func (b Balance) sentence(l text.Lang) string {
	var said strings.Builder
	fmt.Fprintf(&said, text.T("%s bis %s: %s + %s − %s", "%s to %s: %s + %s − %s").In(l), b.From.In(l), b.To.In(l), l.Int(b.Opening), l.Int(b.Flows.Arrivals), l.Int(b.Flows.Departures))
	if b.Flows.Corrections != 0 {
		said.WriteString(" + (" + l.Int(b.Flows.Corrections) + ")")
	}
	said.WriteString(" = " + l.Int(b.expected()))
	if gap := b.gap(); gap < 0 {
		fmt.Fprintf(&said, text.T(", berichtet sind %s, es fehlen %s.", ", reported are %s, %s are missing.").In(l), l.Int(b.Closing), l.Int(-gap))
	} else {
		fmt.Fprintf(&said, text.T(", berichtet sind %s, es sind %s zu viel.", ", reported are %s, %s too many.").In(l), l.Int(b.Closing), l.Int(gap))
	}
	if b.Flows.Contained != 0 {
		fmt.Fprintf(&said, text.T(" Angenommen ist, dass die Jahreszahlen die Bereinigung von %s enthalten; sonst ist die Lücke %s.",
			" It is assumed that the yearly figures hold the correction of %s; if not, the gap is %s.").In(l), l.Int(b.Flows.Contained), l.Signed(b.gap()-b.Flows.Contained))
	}
	return said.String()
}

// withAccounts adds the accounts to what else was found. Where a flow leaves a
// gap in an account and spoils the total of its year by the same number, the
// account tells it, because it knows the month.
func withAccounts(found, accounts []Finding) []Finding {
	kept := slices.Clone(found)
	for i, a := range accounts {
		kept = slices.DeleteFunc(kept, func(t Finding) bool {
			same := t.Kind == Total && t.months && t.off == a.off && t.Area == a.Area && t.Group == a.Group &&
				slices.ContainsFunc(t.Figures, func(id int64) bool { return slices.Contains(a.Figures, id) })
			if same {
				says := accounts[i].Says
				accounts[i].Says = both(func(l text.Lang) string { return says.In(l) + " " + t.Says.In(l) })
			}
			return same
		})
	}
	return append(kept, accounts...)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"math"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/fill"
	"planraum/internal/method/scoring"
)

// Past is the complete account of the months that were over and known on asOf.
func (d *Desk) Past(ctx context.Context, asOf period.Date) (Past, error) {
	const op = "outlook.Past"
	k, err := d.Known(ctx, asOf)
	if err != nil {
		return Past{}, fault.Wrap(op, err)
	}
	a, ok := k.account()
	if !ok {
		return Past{}, nil
	}
	filled, err := fill.Complete(a.Account)
	if err != nil {
		return Past{}, fault.Wrap(op, err)
	}
	return a.past(filled), nil
}

// At is the stock at the end of a month, and whether it was counted; false where the
// month lies outside. A count of that very day is taken as it is. One of a day near
// it counts too, as the account has it, unless it contradicts others.
func (p Past) At(m period.Month) (stock fill.Estimate, counted, ok bool) {
	if exact, ok := p.Exact[m]; ok {
		return exact, true, true
	}
	i := int(m-p.First) + 1
	if i < 0 || i >= len(p.Stock) {
		return fill.Estimate{}, false, false
	}
	return p.Stock[i], p.Counted[m] && !p.contradicted(m), true
}

// contradicted reports whether the stock counted near the end of a month contradicts
// other counts.
func (p Past) contradicted(m period.Month) bool {
	return slices.ContainsFunc(p.Contradicting, func(c Contradiction) bool { return c.Of == Persons && c.First == m })
}

// Judged is what was said on a day about what opens after one lead time, beside what
// came. Kinds of accommodation of the same lead time open in the same month and say the
// same: they are one case.
type Judged struct {
	ID   string             `json:"id,omitempty"` // of what was kept; empty where nothing was
	AsOf period.Date        `json:"as_of"`
	Kind accommodation.Kind `json:"kind"`
	// Others are the other kinds of the same lead time.
	Others      []accommodation.Kind `json:"other_kinds,omitempty"`
	Lead        int                  `json:"lead_months_tenths"` // typical
	Opens       period.Month         `json:"opens"`
	Probability float64              `json:"probability"` // that demand exceeds the places planned then
	Warned      bool                 `json:"warned"`
	Usable      int                  `json:"usable"` // places planned then
	Persons     noun.Spread          `json:"persons"`
	Came        int                  `json:"came"`       // persons
	CameError   float64              `json:"came_error"` // standard error; 0 for a count
	Counted     bool                 `json:"counted"`    // false: filled between counts
	Needed      int                  `json:"needed"`     // places for those who came
	Short       bool                 `json:"short"`      // they needed more than was planned then
	Inside      bool                 `json:"inside"`     // they lie within the 80 % band of persons
	// Stays is the naive warning: whether places would have been missing had persons
	// stayed as they were; nil where that was not kept.
	Stays *bool `json:"short_if_persons_stay,omitempty"`
	// Afterwards says that it was kept too late for anybody to read it in time.
	Afterwards bool `json:"afterwards,omitempty"`
}

// Kinds are all kinds of the case.
func (j Judged) Kinds() []accommodation.Kind {
	return append([]accommodation.Kind{j.Kind}, j.Others...)
}

// Judge sets what was kept beside what came. Months of which nothing is known yet
// are left out. Each pair of a day and a lead time counts once. A warning is judged by the places that were planned when it was
// raised: if places were built because of it, it was not wrong.
func Judge(list []noun.Kept, past Past, norms []need.Utilisation) ([]Judged, error) {
	var judged []Judged
	for _, k := range list {
		leads := map[int]int{} // where the case of a lead time stands
		for _, c := range k.Classes {
			stock, counted, ok := past.At(c.Opens)
			at := int(c.Opens - firstOf(k))
			if c.Beyond || !ok || at < 0 || at >= len(k.Months) {
				continue
			}
			if i, ok := leads[int(c.Typical)]; ok {
				judged[i].Others = append(judged[i].Others, c.Kind)
				continue
			}
			norm, err := balance.UtilisationAt(norms, c.Opens.Last())
			if err != nil {
				return nil, err
			}
			m := k.Months[at]
			came := int(math.Round(stock.Persons))
			j := Judged{
				ID: k.ID, AsOf: k.AsOf, Kind: c.Kind, Lead: int(c.Typical), Opens: c.Opens, Probability: c.Probability, Warned: c.Warned, Usable: m.Usable, Persons: m.Persons,
				Came: came, CameError: stock.Error, Counted: counted, Needed: int(balance.Needed(unit.Headcount(came), norm.Share)),
				Stays: c.Stays, Afterwards: k.Afterwards(),
			}
			j.Short, j.Inside = j.Needed > j.Usable, came >= m.Persons.Low && came <= m.Persons.High
			leads[j.Lead] = len(judged)
			judged = append(judged, j)
		}
	}
	return judged, nil
}

func firstOf(k noun.Kept) period.Month {
	if len(k.Months) == 0 {
		return 0
	}
	return k.Months[0].Month
}

// Reliability says how far warnings could be relied on.
type Reliability struct {
	Number int `json:"number"`
	// Brier is the mean squared distance of the probability from what came (1 or 0),
	// and Always that of always saying how often it came: below it a warning knows
	// something.
	Brier  float64 `json:"brier"`
	Always float64 `json:"brier_always_mean"`
	// Naive is that of the naive warning (Judged.Stays); nil where not all cases have one.
	Naive *float64 `json:"brier_naive,omitempty"`
	Bins  []Bin    `json:"bins"`
	// Warned and short, not warned but short, warned but not short, neither.
	Hits        int     `json:"hits"`
	Missed      int     `json:"missed"`
	FalseAlarms int     `json:"false_alarms"`
	Quiet       int     `json:"quiet"`
	Inside      float64 `json:"inside"` // share of values within their 80 % band
}

// Bin is a range of probabilities, what was said in it and how often it came.
type Bin struct {
	From   float64 `json:"from"`
	To     float64 `json:"to"`
	Number int     `json:"number"`
	Said   float64 `json:"said"`
	Came   float64 `json:"came"`
}

// bins is the number of ranges of the reliability table.
const bins = 5

// Reliable sums up judged warnings.
func Reliable(list []Judged) Reliability {
	r := Reliability{Number: len(list), Bins: make([]Bin, bins)}
	if len(list) == 0 {
		return r
	}
	said, came := make([]float64, len(list)), make([]bool, len(list))
	short, inside := 0, 0
	for i, j := range list {
		said[i], came[i] = j.Probability, j.Short
		b := &r.Bins[j.bin()]
		b.Number++
		b.Said += j.Probability
		if j.Short {
			short++
			b.Came++
		}
		if j.Inside {
			inside++
		}
		r.count(j)
	}
	n := float64(len(list))
	base := float64(short) / n
	r.Brier, r.Always, r.Inside = scoring.Brier(said, came), base*(1-base), float64(inside)/n
	r.Naive = naive(list, came)
	for i := range r.Bins {
		b := &r.Bins[i]
		b.From, b.To = float64(i)/bins, float64(i+1)/bins
		if b.Number > 0 {
			b.Said, b.Came = b.Said/float64(b.Number), b.Came/float64(b.Number)
		}
	}
	return r
}

// naive is the Brier score of the naive warning, which says 0 or 1; nil where a case
// has none.
func naive(list []Judged, came []bool) *float64 {
	said := make([]float64, len(list))
	for i, j := range list {
		if j.Stays == nil {
			return nil
		}
		if *j.Stays {
			said[i] = 1
		}
	}
	score := scoring.Brier(said, came)
	return &score
}

func (r *Reliability) count(j Judged) {
	switch {
	case j.Warned && j.Short:
		r.Hits++
	case j.Short:
		r.Missed++
	case j.Warned:
		r.FalseAlarms++
	default:
		r.Quiet++
	}
}

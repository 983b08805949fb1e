// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"slices"

	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/staffing"
	"planraum/internal/method/stockflow"
	"planraum/internal/text"
)

// Evaluate reckons what the inputs come to: persons by stockflow, places by
// balance, posts and cost by staffing. It is pure: the same inputs give the
// same result on any machine.
func Evaluate(in plan.Inputs) (plan.Result, error) {
	const op = "planning.Evaluate"
	p := in.Plan
	if rows := Problems(p); len(rows) > 0 {
		return plan.Result{}, fault.Refuse(op, rows)
	}
	if rows := lacking(in); len(rows) > 0 {
		return plan.Result{}, fault.Refuse(op, rows)
	}
	projected, err := stockflow.Project(*p.Start.Persons, p.From, p.To, p.Arrivals, p.Departures, p.Credits, p.Corrections)
	if err != nil {
		return plan.Result{}, fault.Wrap(op, err)
	}
	res := plan.Result{
		Methods: []plan.Method{{Name: "stockflow", Version: stockflow.Version}, {Name: "balance", Version: balance.Version}, {Name: "staffing", Version: staffing.Version}},
		Months:  make([]plan.Month, len(projected)),
	}
	line := balance.Line(in.Sites, p.From, p.To)
	posts := newPostReckoner(in)
	for i, row := range projected {
		if res.Months[i], err = month(in.Utilisation, row, line[i]); err != nil {
			return plan.Result{}, fault.Wrap(op, err)
		}
		if err := posts.reckon(&res.Months[i]); err != nil {
			return plan.Result{}, fault.Wrap(op, err)
		}
	}
	res.Shortage = balance.Shortage(res.Months)
	res.Decisions = balance.Decisions(balance.LeadTimesAt(in.LeadTimes, p.AsOf), res.Months, p.AsOf)
	res.Endings = balance.Endings(in.Sites, p.From, p.To)
	res.Years = staffing.Years(posts.entries)
	res.Missing = staffing.Sentences(posts.missing)
	res.Notes = notes(in, res)
	return res, nil
}

// lacking names what a plan without a database must state itself.
func lacking(in plan.Inputs) []fault.Row {
	var rows []fault.Row
	need := func(column string, de, en string) {
		rows = append(rows, fault.Row{File: in.Plan.Name, Column: column, Expected: text.T(de, en)})
	}
	if in.Plan.Start.Persons == nil {
		need("start.persons", "eine Personenzahl, denn ohne Datenbank gibt es kein Hauptbuch", "a number of persons, because without a database there is no ledger")
	}
	if len(in.Utilisation) == 0 {
		need("places.utilisation", "eine Auslastung in Prozent, denn es ist kein Richtwert bekannt", "a utilisation in percent, because no norm is known")
	}
	return rows
}

func month(norms []need.Utilisation, row stockflow.Row, c balance.Capacity) (plan.Month, error) {
	norm, err := balance.UtilisationAt(norms, row.Month.Last())
	if err != nil {
		return plan.Month{}, err
	}
	m := plan.Month{
		Month: row.Month, Opening: row.Opening, Arrivals: row.Arrivals, Departures: row.Departures,
		Credits: row.Credits, Corrections: row.Corrections, Persons: row.Persons,
		Needed:  balance.Needed(row.Persons, norm.Share),
		Nominal: c.Nominal, Blocked: c.Blocked, Reserve: c.Reserve, Usable: c.Usable,
	}
	m.Gap = balance.Gap(m.Usable, m.Needed)
	return m, nil
}

// postReckoner reckons the posts and cost of one month after the other.
type postReckoner struct {
	in      plan.Inputs
	rates   staffing.Rates
	entries []staffing.Entry
	missing []staffing.Missing
}

func newPostReckoner(in plan.Inputs) *postReckoner {
	return &postReckoner{in: in, rates: staffing.NewRates(in.Plan.Cost, in.Pay)}
}

func (r *postReckoner) reckon(m *plan.Month) error {
	keys, err := staffing.Select(r.in.Keys, m.Month.Last())
	if err != nil {
		return err
	}
	r.total(m, keys)
	return nil
}

// total reckons the posts and cost of a month by the keys that hold in it.
func (r *postReckoner) total(m *plan.Month, keys []city.Key) {
	use := r.in.Plan.Staffing.Use
	m.PostsComplete, m.CostComplete = true, true
	for _, k := range keys {
		if len(use) > 0 && !slices.Contains(use, k.ID) {
			continue
		}
		p := plan.Posts{Key: k.ID, Per: k.Per, Quantity: r.quantity(k, *m)}
		if p.Quantity == nil {
			r.missing = append(r.missing, staffing.Missing{What: staffing.Quantity, Key: k.ID, Detail: string(k.Base), Month: m.Month})
			r.entries = append(r.entries, staffing.Entry{Key: k.ID, Month: m.Month})
		} else {
			r.price(&p, m)
		}
		m.PostsComplete = m.PostsComplete && p.FTE != nil
		m.CostComplete = m.CostComplete && p.Cost != nil
		m.Posts = append(m.Posts, p)
	}
}

func (r *postReckoner) price(p *plan.Posts, m *plan.Month) {
	posts := staffing.Posts(*p.Quantity, p.Per, staffing.ComponentDecimals)
	p.FTE = &posts
	m.PostsTotal += posts
	cost := r.rates.Month(p.Key, posts, m.Month)
	p.Cost = cost.Cents
	if cost.Cents != nil {
		m.Cost += *cost.Cents
	}
	r.missing = append(r.missing, cost.Missing...)
	r.entries = append(r.entries, staffing.Entry{Key: p.Key, Month: m.Month, FTE: p.FTE, Cost: cost.Cents, Derived: cost.Derived})
}

// quantity is what a key counts in the month: what the plan states, else the
// persons or needed places of the projection for keys of all accommodation.
func (r *postReckoner) quantity(k city.Key, m plan.Month) *unit.Headcount {
	for _, q := range r.in.Plan.Staffing.Quantities {
		if q.Base == k.Base && q.Accommodation == k.Accommodation && m.Month >= q.From && m.Month <= q.To {
			return &q.Value
		}
	}
	if k.Accommodation != "all" {
		return nil
	}
	switch k.Base {
	case city.Persons:
		return &m.Persons
	case city.Places:
		return &m.Needed
	}
	return nil
}

// Evaluated evaluates the inputs and seals the run: its ID is the beginning of
// the digest of inputs and result, so that the same run has the same address
// everywhere.
func Evaluated(in plan.Inputs, on period.Date) (plan.Run, error) {
	res, err := Evaluate(in)
	if err != nil {
		return plan.Run{}, err
	}
	digest, err := Digest(in, res)
	if err != nil {
		return plan.Run{}, err
	}
	return plan.Run{ID: digest[:16], PlanID: in.Plan.ID, Inputs: in, Result: res, Digest: digest, RanOn: on}, nil
}

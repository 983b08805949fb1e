// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// PersonsIndicator is the ledger's indicator of accommodated persons.
const PersonsIndicator = "accommodation.persons"

// Gather collects what the plan needs from the ledger as of the plan's date.
func (d *Desk) Gather(ctx context.Context, p plan.Plan) (plan.Inputs, error) {
	in, err := Written(p)
	if err != nil {
		return in, err
	}
	// First what may refuse the plan, then what takes longer to read.
	if p.Start.Persons == nil {
		if err := d.gatherStart(ctx, p, &in); err != nil {
			return in, err
		}
	}
	if p.Supply.FromLedger {
		sites, err := known[accommodation.Site](ctx, d.registers, register.Site, p.AsOf)
		if err != nil {
			return in, err
		}
		in.Sites = replaceSites(counted(sites, p.Supply.Certainties), in.Sites)
	}
	if p.Supply.Utilisation == nil {
		if in.Utilisation, err = known[need.Utilisation](ctx, d.registers, register.Utilisation, p.AsOf); err != nil {
			return in, err
		}
	}
	if len(p.LeadTimes) == 0 {
		if in.LeadTimes, err = known[need.LeadTime](ctx, d.registers, register.LeadTime, p.AsOf); err != nil {
			return in, err
		}
	}
	if p.Staffing.FromLedger {
		keys, err := known[staffing.Key](ctx, d.registers, register.StaffingKey, p.AsOf)
		if err != nil {
			return in, err
		}
		in.Keys = withOptions(method.Replace(keys, p.Staffing.Keys), p.Options)
	}
	if err := d.gatherPay(ctx, p, &in); err != nil {
		return in, err
	}
	return ordered(in), nil
}

// Written collects what the plan itself says, for plans without a database.
// It refuses nothing: what is missing shows when the plan is evaluated.
func Written(p plan.Plan) (plan.Inputs, error) {
	in := plan.Inputs{Plan: p, Sites: slices.Clone(p.Supply.Sites), LeadTimes: p.LeadTimes, Keys: p.Staffing.Keys}
	if p.Supply.Utilisation != nil {
		in.Utilisation = []need.Utilisation{*p.Supply.Utilisation}
	}
	for _, o := range p.Options {
		if o.On {
			in.Sites = replaceSites(in.Sites, o.Sites)
		}
	}
	for i := range in.Sites {
		if in.Sites[i].KnownFrom.IsZero() {
			in.Sites[i].KnownFrom = p.AsOf
		}
	}
	in.Keys = withOptions(in.Keys, p.Options)
	if p.Start.Persons != nil {
		in.Start = startNode(p, *p.Start.Persons, p.Start.Basis)
		in.Start.Source, in.Start.Figure = p.Start.Source, p.Start.Figure
		in.Start.Rule = text.T("Angabe des Plans.", "stated by the plan.")
	}
	return ordered(in), nil
}

func startNode(p plan.Plan, persons unit.Headcount, basis figure.Basis) figure.Derivation {
	day := (p.From - 1).Last()
	return figure.Derivation{
		Name:  both(func(l text.Lang) string { return text.T("Bestand am ", "stock on ").In(l) + day.In(l) }),
		Value: heads(persons, personsUnit), Basis: basis, Date: period.On(day), When: day.String(),
	}
}

func ordered(in plan.Inputs) plan.Inputs {
	slices.SortStableFunc(in.Sites, func(a, b accommodation.Site) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(in.Keys, func(a, b staffing.Key) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), a.ValidFrom.Compare(b.ValidFrom))
	})
	return in
}

// replaceSites puts the sites of by in the place of those with the same ID, so
// that a plan can change or withdraw a site of the ledger.
func replaceSites(sites, by []accommodation.Site) []accommodation.Site {
	kept := slices.DeleteFunc(slices.Clone(sites), func(s accommodation.Site) bool {
		return slices.ContainsFunc(by, func(b accommodation.Site) bool { return b.ID == s.ID })
	})
	return append(kept, by...)
}

// withOptions puts the keys of the options that are on in their place.
func withOptions(keys []staffing.Key, options []plan.Option) []staffing.Key {
	for _, o := range options {
		if o.On {
			keys = method.Replace(keys, o.Keys)
		}
	}
	return keys
}

// known decodes the newest version of every entry of a register on asOf.
func known[T any](ctx context.Context, registers Registers, kind register.Kind, asOf period.Date) ([]T, error) {
	records, err := registers.Records(ctx, kind, asOf)
	if err != nil {
		return nil, fault.Wrap("planning.known("+string(kind)+")", err)
	}
	list := make([]T, 0, len(records))
	for _, r := range records {
		var entry T
		if err := json.Unmarshal(r.Body, &entry); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("planning.known(%s %s)", kind, r.Key), err)
		}
		if site, ok := any(&entry).(*accommodation.Site); ok {
			site.Record, site.File, site.Line = r.ID, r.File, r.Line
		}
		list = append(list, entry)
	}
	return list, nil
}

// counted leaves out withdrawn sites and those less certain than the plan wants.
func counted(sites []accommodation.Site, certainties []accommodation.Certainty) []accommodation.Site {
	return slices.DeleteFunc(sites, func(s accommodation.Site) bool {
		return s.Withdrawn || !slices.Contains(certainties, s.Certainty)
	})
}

// gatherPay takes the rows of the pay table that the plan's prices name.
func (d *Desk) gatherPay(ctx context.Context, p plan.Plan, in *plan.Inputs) error {
	wanted := func(pay staffing.Pay) bool {
		return slices.ContainsFunc(p.Cost.Prices, func(price plan.Price) bool {
			return price.Grade == pay.Grade && price.Step == pay.Step
		})
	}
	if !slices.ContainsFunc(p.Cost.Prices, func(price plan.Price) bool { return price.Grade != "" }) {
		return nil
	}
	rows, err := known[staffing.Pay](ctx, d.registers, register.Pay, p.AsOf)
	if err != nil {
		return err
	}
	for _, pay := range rows {
		if wanted(pay) {
			in.Pay = append(in.Pay, pay)
		}
	}
	return nil
}

// gatherStart takes the city's stock at the end of the month before the plan.
func (d *Desk) gatherStart(ctx context.Context, p plan.Plan, in *plan.Inputs) error {
	before := p.From - 1
	q := figure.Query{
		Indicators: []string{PersonsIndicator}, Level: area.City, Group: population.All,
		From: before.Last(), To: before.Last(), AsOf: p.AsOf,
	}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return fault.Wrap("planning.gatherStart", err)
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return fault.Wrap("planning.gatherStart", err)
	}
	picked := figure.Seen(figure.PickAll(figures, choices))
	if len(picked) == 0 {
		return d.noStart(ctx, p)
	}
	best := picked[len(picked)-1]
	persons := unit.Headcount(best.Value.Amount)
	in.Plan.Start.Persons, in.Plan.Start.Basis = &persons, best.Basis
	in.Plan.Start.Source, in.Plan.Start.Figure = best.Source, best.ID
	in.Start = startNode(in.Plan, persons, best.Basis)
	in.Start.Source, in.Start.Figure, in.Start.KnownFrom = best.Source, best.ID, best.KnownFrom
	in.Start.Rule = best.Why.Label()
	in.Start.Ref = fmt.Sprintf("figure/%d", best.ID)
	return nil
}

// noStart refuses a plan whose opening stock nobody knows, and names the last
// stock that is known.
func (d *Desk) noStart(ctx context.Context, p plan.Plan) error {
	const op = "planning.noStart"
	before := (p.From - 1).Last()
	figures, err := d.ledger.Figures(ctx, figure.Query{
		Indicators: []string{PersonsIndicator}, Level: area.City, Group: population.All, To: before, AsOf: p.AsOf,
	})
	if err != nil {
		return fault.Wrap(op, err)
	}
	hint := text.Text{}
	if picked := figure.Seen(figure.PickAll(figures, nil)); len(picked) > 0 {
		last := picked[len(picked)-1]
		hint = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("; zuletzt bekannt sind %s (%s)", "; last known are %s (%s)").In(l), l.Int(last.Value.Amount), last.Period.In(l))
		})
	}
	why := text.T("eine Personenzahl, denn für den %s war am %s kein Bestand bekannt", "a number of persons, because no stock for %s was known on %s")
	if audience.Of(ctx).Released {
		why = text.T("eine Personenzahl, denn für den %s ist kein Bestand freigegeben, der am %s bekannt war",
			"a number of persons, because no stock for %s is released that was known on %s")
	}
	return fault.Refuse(op, []fault.Row{{
		File: p.Name, Column: startColumn,
		Expected: both(func(l text.Lang) string { return fmt.Sprintf(why.In(l), before.In(l), p.AsOf.In(l)) + hint.In(l) }),
	}})
}

// startColumn is what a plan without an opening stock lacks.
const startColumn = "start.persons"

// LacksStart reports whether a plan was refused because nobody knows its opening
// stock, or because it is not released.
func LacksStart(err error) bool {
	rows := fault.RowsOf(err)
	return len(rows) == 1 && rows[0].Column == startColumn
}

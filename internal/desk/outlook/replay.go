// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
)

// Step is a month of a replay: what would have been said on its last day, knowing
// only what was known then.
type Step struct {
	noun.Kept
	Last period.Month // last month of which anything was known
	// City are the forecasts of accommodated persons that the city had published by
	// then and that lie ahead, the newest for each day, by day.
	City []figure.Figure
	// Unknown says why nothing could be said; nil otherwise.
	Unknown error
}

// Replay is a time gone through again.
type Replay struct {
	From, To period.Month
	Steps    []Step
	Past     Past     // what came, by what is known on Known
	Judged   []Judged // by the same
	Known    period.Date
	Position int64 // of the ledger when it was gone through
}

// CheckReplay refuses (fault.Invalid) times that cannot be gone through, in one sentence each.
func CheckReplay(from, to period.Month, asOf period.Date) error {
	const op = "outlook.Replay"
	switch {
	case to < from:
		return fault.New(fault.Invalid, op,
			fmt.Sprintf("Der erste Monat der Rückschau (%s) liegt nach dem letzten (%s).", from, to),
			fmt.Sprintf("The first month of the replay (%s) lies after the last (%s).", from, to))
	case to-from >= longest:
		return fault.New(fault.Invalid, op,
			fmt.Sprintf("Eine Rückschau umfasst höchstens %d Monate; von %s bis %s sind es %d.", longest, from, to, to-from+1),
			fmt.Sprintf("A replay covers at most %d months; from %s to %s there are %d.", longest, from, to, to-from+1))
	case to.Last().After(asOf):
		return fault.New(fault.Invalid, op,
			fmt.Sprintf("Der letzte Monat der Rückschau (%s) endet nach dem Stand (%s); was danach kam, ist nicht bekannt.", to, asOf.In("de")),
			fmt.Sprintf("The last month of the replay (%s) ends after the as-of date (%s); what came later is not known.", to, asOf.In("en")))
	}
	return nil
}

// Replay steps month by month through from..to, both included, and asks on the last
// day of each what would have been said. No step reads what became known after its
// day. What came is judged by what is known on asOf. progress may be nil.
func (d *Desk) Replay(ctx context.Context, from, to period.Month, asOf period.Date, progress func(done, total int)) (Replay, error) {
	const op = "outlook.Replay"
	if err := CheckReplay(from, to, asOf); err != nil {
		return Replay{}, err
	}
	r := Replay{From: from, To: to, Known: asOf}
	var err error
	if r.Position, err = d.ledger.Position(ctx); err != nil {
		return r, fault.Wrap(op, err)
	}
	for m := from; m <= to; m++ {
		step, err := d.step(ctx, m.Last())
		if err != nil {
			return r, fault.Wrap(op, err)
		}
		r.Steps = append(r.Steps, step)
		if progress != nil {
			progress(int(m-from)+1, int(to-from)+1)
		}
	}
	if r.Past, err = d.Past(ctx, asOf); err != nil {
		return r, fault.Wrap(op, err)
	}
	norms, err := known[need.Utilisation](ctx, d.registers, register.Utilisation, asOf)
	if err != nil {
		return r, fault.Wrap(op, err)
	}
	kept := make([]noun.Kept, len(r.Steps))
	for i, s := range r.Steps {
		kept[i] = s.Kept
	}
	r.Judged, err = Judge(kept, r.Past, norms)
	return r, fault.Wrap(op, err)
}

// step says what would have been said on a day. It keeps nothing: what pages have
// asked stays kept.
func (d *Desk) step(ctx context.Context, day period.Date) (Step, error) {
	if err := ctx.Err(); err != nil {
		return Step{}, err
	}
	city, err := d.published(ctx, day)
	if err != nil {
		return Step{}, err
	}
	s := Step{City: city, Kept: noun.Kept{AsOf: day}}
	o, err := d.lookBack(ctx, day)
	kept := s.Kept
	if err == nil {
		kept, err = o.Kept()
	}
	switch {
	case fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.NotFound:
		s.Unknown = err
		return s, nil
	case err != nil:
		return s, err
	}
	s.Kept, s.Last = kept, o.Demand.Past.Last()
	return s, nil
}

// lookBack is Look with the defaults.
func (d *Desk) lookBack(ctx context.Context, day period.Date) (Outlook, error) {
	s, err := d.Supply(ctx, day)
	if err != nil {
		return Outlook{}, err
	}
	k, err := d.Known(ctx, day)
	if err != nil {
		return Outlook{}, err
	}
	demand, err := Reckon(ctx, k, Wish{To: s.Reach(day), Seed: DefaultSeed})
	if err != nil {
		return Outlook{}, err
	}
	return demand.Against(s)
}

// published are the forecasts of accommodated persons known on a day for days after
// it, the newest for each.
func (d *Desk) published(ctx context.Context, day period.Date) ([]figure.Figure, error) {
	figures, err := d.ledger.Figures(ctx, figure.Query{Indicators: []string{Persons}, Level: area.City, Group: population.All, AsOf: day, From: day})
	if err != nil {
		return nil, err
	}
	newest := map[period.Date]figure.Figure{}
	for _, f := range figures {
		if f.Basis == figure.Forecast && f.Period.To.After(day) && !f.KnownFrom.Before(newest[f.Period.To].KnownFrom) {
			newest[f.Period.To] = f
		}
	}
	var list []figure.Figure
	for _, f := range newest {
		if !f.IsSecret() {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b figure.Figure) int { return a.Period.To.Compare(b.Period.To) })
	return list, nil
}

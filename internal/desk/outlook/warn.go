// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/audience"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/forecast"
	"planraum/internal/method/warning"
)

// Supply is what the city has, will have and will lose, and the norms by which it is
// measured.
type Supply struct {
	Name        string // "ledger", or the ID of a run
	Sites       []accommodation.Site
	Utilisation []need.Utilisation
	LeadTimes   []need.LeadTime
	Keys        []staffing.Key
	Packages    []cityfile.Package // prices of what was built
	Threshold   need.Threshold
}

// LedgerSupply is the name of the supply that the ledger knows.
const LedgerSupply = "ledger"

// Supply gathers what was known on asOf: sites that exist or are decided, norms,
// lead times, keys, prices and the council's threshold.
func (d *Desk) Supply(ctx context.Context, asOf period.Date) (Supply, error) {
	s := Supply{Name: LedgerSupply}
	var err error
	read := func(into func() error) {
		if err == nil {
			err = into()
		}
	}
	read(func() (e error) {
		s.Sites, e = known[accommodation.Site](ctx, d.registers, register.Site, asOf)
		return
	})
	read(func() (e error) {
		s.Utilisation, e = known[need.Utilisation](ctx, d.registers, register.Utilisation, asOf)
		return
	})
	read(func() (e error) {
		s.LeadTimes, e = known[need.LeadTime](ctx, d.registers, register.LeadTime, asOf)
		return
	})
	read(func() (e error) {
		s.Keys, e = known[staffing.Key](ctx, d.registers, register.StaffingKey, asOf)
		return
	})
	read(func() (e error) {
		s.Packages, e = known[cityfile.Package](ctx, d.registers, register.Package, asOf)
		return
	})
	read(func() (e error) { s.Threshold, e = d.Threshold(ctx, asOf); return })
	if err != nil {
		return Supply{}, fault.Wrap("outlook.Supply", err)
	}
	s.Sites = slices.DeleteFunc(s.Sites, func(site accommodation.Site) bool {
		return site.Withdrawn || site.Certainty == accommodation.Proposed
	})
	return s, nil
}

// Of is the supply with the places, norms and keys that a run reckons with.
func (s Supply) Of(run plan.Run) Supply {
	s.Name = run.ID
	s.Sites, s.Utilisation, s.LeadTimes, s.Keys = run.Inputs.Sites, run.Inputs.Utilisation, run.Inputs.LeadTimes, run.Inputs.Keys
	return s
}

// Threshold is the threshold that held on a day, DefaultThreshold without a source
// where no council has set one.
func (d *Desk) Threshold(ctx context.Context, asOf period.Date) (need.Threshold, error) {
	list, err := known[need.Threshold](ctx, d.registers, register.Threshold, asOf)
	if err != nil {
		return need.Threshold{}, err
	}
	held := need.Threshold{Percent: need.DefaultThreshold}
	for _, t := range list {
		if !t.ValidFrom.After(asOf) && !t.ValidFrom.Before(held.ValidFrom) {
			held = t
		}
	}
	return held, nil
}

// Outlook is a demand against the supply.
type Outlook struct {
	Demand Demand
	Supply Supply
	From   period.Month // first month looked at: that of the as-of date or the first of the paths, whichever is later
	Usable []int        // places at the end of each month from From on
	Needed [][]int      // places, by path and month from From on
	warning.Answer
	// told are the assumed days as they were kept; nil: they are looked up in the supply.
	told map[period.Month]AssumedDays
}

// Against sets a demand against a supply. It is pure. It answers NotFound where no
// norm of utilisation holds.
func (d Demand) Against(s Supply) (Outlook, error) {
	const op = "outlook.Against"
	o := Outlook{Demand: d, Supply: s, From: max(d.First, d.AsOf.Month())}
	skip := int(o.From - d.First)
	if len(d.Persons) == 0 || skip >= len(d.Persons[0]) {
		return o, nil
	}
	months := len(d.Persons[0]) - skip
	norms := make([]unit.Share, months)
	for t := range norms {
		norm, err := balance.UtilisationAt(s.Utilisation, (o.From + period.Month(t)).Last())
		if err != nil {
			return o, fault.Wrap(op, err)
		}
		norms[t] = norm.Share
	}
	for _, c := range balance.Line(s.Sites, o.From, o.From+period.Month(months)-1) {
		o.Usable = append(o.Usable, int(c.Usable))
	}
	for _, path := range d.Persons {
		list := make([]int, months)
		for t := range list {
			list[t] = int(balance.Needed(unit.Headcount(path[skip+t]), norms[t]))
		}
		o.Needed = append(o.Needed, list)
	}
	q := warning.Question{AsOf: d.AsOf, From: o.From, Needed: o.Needed, Usable: o.Usable, Threshold: float64(s.Threshold.Percent) / 100}
	for _, path := range d.Lost {
		q.Lost = append(q.Lost, path[skip:])
	}
	for _, lead := range balance.LeadTimesAt(s.LeadTimes, d.AsOf) {
		q.Leads = append(q.Leads, warning.Lead{
			LeadTime: lead, Opens: balance.OpensOn(d.AsOf, lead.Typical).Month(),
			Latest: func(m period.Month) period.Date { return balance.LatestDecision(m, lead.Typical) },
		})
	}
	o.Answer = warning.Ask(q)
	return o, nil
}

// Demand reckons what may come, as known on asOf. The same question over the same
// ledger is reckoned once.
func (d *Desk) Demand(ctx context.Context, asOf period.Date, w Wish) (Demand, error) {
	const op = "outlook.Demand"
	key, err := d.key(ctx, asOf, w)
	if err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	d.mu.Lock()
	demand, ok := d.kept[key]
	d.mu.Unlock()
	if ok {
		return demand, nil
	}
	k, err := d.Known(ctx, asOf)
	if err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	if demand, err = Reckon(ctx, k, w); err != nil {
		return Demand{}, fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept[key] = demand
	d.order = append(d.order, key)
	if len(d.order) > keptDemands {
		delete(d.kept, d.order[0])
		d.order = d.order[1:]
	}
	return demand, nil
}

// asked is a question: what is wanted as of a day, and through whose eyes.
func asked(ctx context.Context, asOf period.Date, w Wish) (string, error) {
	wish, err := json.Marshal(w)
	lens := audience.Through(ctx)
	return fmt.Sprintf("%s/%s/%t/%s/%s", asOf, lens.Audience, lens.Released, lens.Scope, wish), err
}

// key is a question over the ledger as it is, as far as whoever asks sees it.
func (d *Desk) key(ctx context.Context, asOf period.Date, w Wish) (string, error) {
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return "", err
	}
	lens := audience.Through(ctx)
	is, err := asked(ctx, asOf, w)
	return fmt.Sprintf("%d/%d/%d/%s", position, lens.UpTo, lens.AlsoUpTo, is), err
}

// keptDemands is how many demands are kept: each is about 300 kB.
const keptDemands = 24

// Look answers what may come against what the ledger knows of places, until the
// month in which the slowest kind of accommodation would open. The same question
// over the same ledger is reckoned once; what it answers must not be changed.
func (d *Desk) Look(ctx context.Context, asOf period.Date, w Wish) (Outlook, error) {
	q, err := d.ask(ctx, asOf, w)
	if err != nil {
		return Outlook{}, fault.Wrap("outlook.Look", err)
	}
	d.mu.Lock()
	l, ok := d.looked.done[q.key()]
	d.mu.Unlock()
	if ok {
		return l.outlook, l.err
	}
	o, err := d.look(ctx, asOf, w)
	d.remember(q, look{outlook: o, err: err})
	return o, err
}

func (d *Desk) look(ctx context.Context, asOf period.Date, w Wish) (Outlook, error) {
	const op = "outlook.Look"
	s, err := d.Supply(ctx, asOf)
	if err != nil {
		return Outlook{}, fault.Wrap(op, err)
	}
	if w.To == 0 {
		w.To = s.Reach(asOf)
	}
	demand, err := d.Demand(ctx, asOf, w)
	if err != nil {
		return Outlook{}, fault.Wrap(op, err)
	}
	o, err := demand.Against(s)
	return o, fault.Wrap(op, err)
}

// Reach is the last month that a warning has to look at: that in which the slowest
// kind opens if it is decided on asOf, and a year at least.
func (s Supply) Reach(asOf period.Date) period.Month {
	to := asOf.Month() + 12
	for _, lead := range balance.LeadTimesAt(s.LeadTimes, asOf) {
		to = max(to, balance.OpensOn(asOf, lead.Typical).Month())
	}
	return to
}

// spread takes the smallest values that at least a tenth, half and nine tenths of
// the list do not exceed.
func spread(list []float64) Leaving {
	if len(list) == 0 {
		return Leaving{}
	}
	sorted := slices.Sorted(slices.Values(list))
	at := func(tenths int) float64 { return sorted[max((len(sorted)*tenths+9)/10-1, 0)] }
	return Leaving{at(1), at(5), at(9)}
}

// Reaches is the last month for which something can be reckoned ahead from what was
// known on asOf. It refuses (fault.Invalid) a city without a counted stock.
func (d *Desk) Reaches(ctx context.Context, asOf period.Date) (period.Month, error) {
	const op = "outlook.Reaches"
	k, err := d.Known(ctx, asOf)
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	a, ok := k.account()
	if !ok {
		return 0, nothingKnown(op)
	}
	return a.first + period.Month(a.Months) - 1 + forecast.MaxHorizon, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/method/warning"
)

// Kept writes an outlook down as it is said on a day, to be judged later.
func (o Outlook) Kept() (noun.Kept, error) {
	k := noun.Kept{
		ID: o.Demand.AsOf.String() + "/" + o.Supply.Name, AsOf: o.Demand.AsOf, Supply: o.Supply.Name, Threshold: o.Supply.Threshold,
		Seed: o.Demand.Seed, Paths: len(o.Demand.Persons), Methods: o.Demand.Methods,
	}
	k.Methods = append(slices.Clone(k.Methods), method("warning", warning.Version))
	var names []string
	for _, s := range o.Demand.Scenarios {
		names = append(names, s.ID)
		k.Scenario += " + " + s.Name
	}
	if len(names) > 0 {
		k.ID += "/" + strings.Join(names, "+")
		k.Scenario = strings.TrimPrefix(k.Scenario, " + ")
	}
	for t, m := range o.Months {
		k.Months = append(k.Months, noun.Month{Month: m.Month, Probability: m.Probability, Usable: m.Usable, Missing: noun.Spread(m.Missing), Persons: o.persons(t)})
	}
	for _, c := range o.Classes {
		option, err := o.Option(c)
		if err != nil {
			return k, err
		}
		k.Classes = append(k.Classes, noun.Class{
			LeadTime: c.LeadTime, Opens: c.Opens, Beyond: c.Beyond, Probability: c.Probability, Missing: noun.Spread(c.Missing),
			Warned: c.Warned, Latest: c.Latest, Past: c.Past, Option: option,
		})
	}
	return k, nil
}

// persons is the spread of those in housing at the end of month t from From on.
func (o Outlook) persons(t int) noun.Spread {
	list := make([]float64, len(o.Demand.Persons))
	for p, path := range o.Demand.Persons {
		list[p] = float64(path[int(o.From-o.Demand.First)+t])
	}
	s := spread(list)
	return noun.Spread{Low: int(s.Low), Median: int(s.Middle), High: int(s.High)}
}

// Raise keeps what an outlook says. What was said about a day is kept once: a second
// time it answers Conflict, because a warning is judged by what was said first.
func (d *Desk) Raise(ctx context.Context, o Outlook, by string, now time.Time) (noun.Kept, error) {
	const op = "outlook.Raise"
	k, err := o.Kept()
	if err != nil {
		return k, fault.Wrap(op, err)
	}
	if k.Position, err = d.ledger.Position(ctx); err != nil {
		return k, fault.Wrap(op, err)
	}
	k.By, k.RaisedOn = by, period.OfTime(now)
	body, err := json.Marshal(k)
	if err != nil {
		return k, fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.Warning), File: k.ID, By: by, Rows: 1, RecordedAt: now}
	record := register.Record{Kind: register.Warning, Key: k.ID, KnownFrom: k.AsOf, Body: body}
	if err := d.registers.AppendAfter(ctx, batch, record, 0); err != nil {
		if fault.KindOf(err) == fault.Conflict {
			return k, fault.New(fault.Conflict, op,
				"Für den "+k.AsOf.In("de")+" ist schon festgehalten, was zu erwarten war. Das bleibt stehen, damit es später beurteilt werden kann.",
				"What was to be expected on "+k.AsOf.In("en")+" is kept already. It stays, so that it can be judged later.")
		}
		return k, fault.Wrap(op, err)
	}
	return k, nil
}

// Raised lists what was kept until asOf, oldest first.
func (d *Desk) Raised(ctx context.Context, asOf period.Date) ([]noun.Kept, error) {
	list, err := known[noun.Kept](ctx, d.registers, register.Warning, asOf)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(list, func(a, b noun.Kept) int {
		if c := a.AsOf.Compare(b.AsOf); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return list, nil
}

// SetThreshold records the threshold that a council has set. It refuses one out of
// 1 to 99 percent, without a source, or known before it could be.
func (d *Desk) SetThreshold(ctx context.Context, t need.Threshold, by string, now time.Time) error {
	const op = "outlook.SetThreshold"
	if rows := thresholdFaults(t); len(rows) > 0 {
		return fault.Refuse(op, rows)
	}
	t.By = by
	body, err := json.Marshal(t)
	if err != nil {
		return fault.Wrap(op, err)
	}
	key := t.ValidFrom.String()
	versions, err := d.registers.Versions(ctx, register.Threshold, key)
	if err != nil {
		return fault.Wrap(op, err)
	}
	var base int64
	if len(versions) > 0 {
		base = versions[len(versions)-1].ID
	}
	batch := figure.Batch{Kind: string(register.Threshold), File: key, By: by, Rows: 1, RecordedAt: now}
	return fault.Wrap(op, d.registers.AppendAfter(ctx, batch, register.Record{Kind: register.Threshold, Key: key, KnownFrom: t.KnownFrom, Body: body}, base))
}

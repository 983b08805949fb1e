// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/method/warning"
)

// Kept writes an outlook down as it is said on a day, to be judged later.
func (o Outlook) Kept() (noun.Kept, error) {
	k := noun.Kept{
		ID: o.Demand.AsOf.String() + "/" + o.Supply.Name, AsOf: o.Demand.AsOf, Supply: o.Supply.Name, Threshold: o.Supply.Threshold,
		Seed: o.Demand.Seed, Paths: len(o.Demand.Persons), Methods: o.Demand.Methods,
		Never: o.Never,
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
		k.Months = append(k.Months, noun.Month{Assumed: o.assumed(m.Month), Month: m.Month, Probability: m.Probability, Usable: m.Usable, Missing: noun.Spread(m.Missing), Persons: o.persons(t)})
	}
	for _, c := range o.Classes {
		option, err := o.Option(o.deciding(c))
		if err != nil {
			return k, err
		}
		k.Classes = append(k.Classes, noun.Class{
			Stays: o.stays(c), LeadTime: c.LeadTime, Opens: c.Opens, Beyond: c.Beyond, Probability: c.Probability, Missing: noun.Spread(c.Missing),
			Warned: c.Warned, Latest: c.Latest, Past: c.Past, Avert: c.Avert, Until: c.Until, Option: option,
		})
	}
	return k, nil
}

// assumed writes down how far a month rests on assumed days; nil where it does not.
func (o Outlook) assumed(m period.Month) *noun.Assumed {
	a, ok := o.AssumedDays(m)
	if !ok {
		return nil
	}
	return &noun.Assumed{Counted: a.Counted, Left: a.Left, Sites: a.Sites, Probability: a.Probability}
}

// deciding is a class with the outlook of the month that a decision is about: the first
// that it can still avert, else that in which it opens. Sentences, tables, cost and
// posts speak of this month.
func (o Outlook) deciding(c warning.Class) warning.Class {
	if c.Avert == nil {
		return c
	}
	if m, ok := o.At(*c.Avert); ok {
		c.Outlook, c.Beyond = m, false
	}
	return c
}

// Deciding is the month that the decision for a kind is about, with what is expected of
// it; false where nothing is known of it.
func (o Outlook) Deciding(c warning.Class) (warning.Outlook, bool) {
	c = o.deciding(c)
	return c.Outlook, !c.Beyond
}

// stays is the naive warning for a class: whether places are missing in the month in
// which it opens if nobody comes or leaves any more; nil where that is not known.
func (o Outlook) stays(c warning.Class) *bool {
	past := o.Demand.Past
	at := int(c.Opens - o.From)
	if c.Beyond || at < 0 || at >= len(o.Usable) || len(past.Stock) == 0 {
		return nil
	}
	norm, err := balance.UtilisationAt(o.Supply.Utilisation, c.Opens.Last())
	if err != nil {
		return nil
	}
	now := unit.Headcount(math.Round(max(past.Stock[len(past.Stock)-1].Persons, 0)))
	short := int(balance.Needed(now, norm.Share)) > o.Usable[at]
	return &short
}

// KeptID is the ID under which what was expected on a day over the ledger is kept.
func KeptID(day period.Date) string { return day.String() + "/" + LedgerSupply }

// EditionID is KeptID of the edition that is made for an audience.
func EditionID(day period.Date, a audience.Audience) string { return KeptID(day) + editionOf(a) }

// KeptRef is the address of what was kept under an ID.
func KeptRef(id string) string { return "raised/" + id }

// editionOf ends the ID of an edition: that of the offices has no name.
func editionOf(a audience.Audience) string {
	if a == audience.Public {
		return editionMark + string(a)
	}
	return ""
}

// editionMark stands in no name of a day, supply or scenario.
const editionMark = "@"

// PersonsAt is the spread of persons in housing at the end of month t of Months.
func (o Outlook) PersonsAt(t int) noun.Spread { return o.persons(t) }

// persons is the spread of those in housing at the end of month t from From on.
func (o Outlook) persons(t int) noun.Spread {
	list := make([]float64, len(o.Demand.Persons))
	for p, path := range o.Demand.Persons {
		list[p] = float64(path[int(o.From-o.Demand.First)+t])
	}
	s := spread(list)
	return noun.Spread{Low: int(s.Low), Median: int(s.Middle), High: int(s.High)}
}

// Raise keeps what an outlook says. What was said about a day is kept once in each edition: a second
// time it answers Conflict, because a warning is judged by what was said first. Of a
// day that has not been yet nothing is kept (fault.Invalid), nor from a count that is too
// old to warn from, unless its month is confirmed; the kept warning says so. What is kept
// is known from the day of keeping on, not from the day that it speaks for: nobody could
// read it before.
func (d *Desk) Raise(ctx context.Context, o Outlook, by Keeping, now time.Time) (noun.Kept, error) {
	const op = "outlook.Raise"
	k, err := o.Kept()
	if err != nil {
		return k, fault.Wrap(op, err)
	}
	if k.OldCount, err = o.Demand.confirmed(by.Confirmed); err != nil {
		return k, fault.Wrap(op, err)
	}
	if k.RaisedOn = by.today(now); k.AsOf.After(k.RaisedOn) {
		return k, fault.New(fault.Invalid, op, "Festgehalten wird, was an einem Tag bekannt war, der schon war.", "Kept is what was known on a day that has been.")
	}
	if k.Position, err = d.ledger.Position(ctx); err != nil {
		return k, fault.Wrap(op, err)
	}
	k.By, k.Released = by.By, audience.Of(ctx).Released
	if edition := editionOf(audience.Of(ctx).Most()); edition != "" {
		k.ID, k.Audience = k.ID+edition, audience.Public
	}
	body, err := json.Marshal(k)
	if err != nil {
		return k, fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.Warning), File: k.ID, By: by.By, Rows: 1, RecordedAt: now}
	record := register.Record{Kind: register.Warning, Key: k.ID, KnownFrom: k.RaisedOn, Body: body}
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

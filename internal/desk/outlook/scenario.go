// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/scenario"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Stored is a version of a scenario as the register keeps it.
type Stored struct {
	scenario.Scenario
	Version   int64 // number of the record
	KnownFrom period.Date
}

// Names that no scenario of a planner may have.
const (
	Baseline = "baseline" // the figures go on as they did
	Mixture  = "mixture"  // all scenarios with a weight, and the baseline
	Unmade   = "neu"      // pages begin a new scenario under this name
)

func storedOf(r register.Record) (Stored, error) {
	s := Stored{Version: r.ID, KnownFrom: r.KnownFrom}
	if err := json.Unmarshal(r.Body, &s.Scenario); err != nil {
		return s, fault.Wrap("outlook.storedOf("+r.Key+")", err)
	}
	return s, nil
}

// Scenarios lists the scenarios that were known on asOf and not withdrawn then, in
// the order of their day, then of their names.
func (d *Desk) Scenarios(ctx context.Context, asOf period.Date) ([]Stored, error) {
	const op = "outlook.Scenarios"
	records, err := d.registers.Records(ctx, register.Scenario, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []Stored
	for _, r := range records {
		s, err := storedOf(r)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if !s.Withdrawn {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b Stored) int { return cmp.Or(a.On.Compare(b.On), strings.Compare(a.ID, b.ID)) })
	return list, nil
}

// Scenario is the version of a scenario known on asOf; NotFound where there is none
// or it was withdrawn.
func (d *Desk) Scenario(ctx context.Context, id string, asOf period.Date) (Stored, error) {
	list, err := d.Scenarios(ctx, asOf)
	if err != nil {
		return Stored{}, err
	}
	for _, s := range list {
		if s.ID == id {
			return s, nil
		}
	}
	return Stored{}, fault.New(fault.NotFound, "outlook.Scenario("+id+")",
		fmt.Sprintf("Das Szenario „%s“ gibt es am %s nicht.", id, asOf.In("de")), fmt.Sprintf("There is no scenario %q as of %s.", id, asOf.In("en")))
}

// ScenarioHistory lists all versions of a scenario that were known on asOf, oldest first.
func (d *Desk) ScenarioHistory(ctx context.Context, id string, asOf period.Date) ([]Stored, error) {
	records, err := d.registers.Versions(ctx, register.Scenario, id)
	if err != nil {
		return nil, fault.Wrap("outlook.ScenarioHistory("+id+")", err)
	}
	var list []Stored
	for _, r := range records {
		s, err := storedOf(r)
		if err != nil {
			return nil, err
		}
		if !s.KnownFrom.After(asOf) {
			list = append(list, s)
		}
	}
	return list, nil
}

// Change says which version is changed, by whom and on which day.
type Change struct {
	Base int64       // the version that was seen; 0: a new scenario
	Day  period.Date // the as-of date under which it is changed; a threshold is known from it on
	By   string      // role or office
	Now  time.Time
	// Today is the calendar day on which it is done; zero: that of Now. A scenario is known
	// from it on, however old the as-of date: nobody knew it before.
	Today period.Date
}

// today is the day on which a change is made.
func (c Change) today() period.Date {
	if c.Today.IsZero() {
		return period.OfTime(c.Now)
	}
	return c.Today
}

// SaveScenario keeps a new version of a scenario. It refuses one that contradicts,
// or whose weight is more than the others leave, with all faults; and answers
// Conflict where somebody else has changed it since. It is known from the day on which
// it is saved; its own day stays what its author says. What was known before stays as it
// was.
func (d *Desk) SaveScenario(ctx context.Context, s scenario.Scenario, c Change) (Stored, error) {
	const op = "outlook.SaveScenario"
	rows, err := d.ScenarioFaults(ctx, s, c)
	if err != nil {
		return Stored{}, fault.Wrap(op, err)
	}
	if len(rows) > 0 {
		return Stored{}, fault.Refuse(op, rows)
	}
	s.Withdrawn = false
	stored, err := d.append(ctx, s, c)
	return stored, fault.Wrap(op, err)
}

// WithdrawScenario takes a scenario out from the day on which it is done; its versions stay.
func (d *Desk) WithdrawScenario(ctx context.Context, id string, c Change) error {
	const op = "outlook.WithdrawScenario"
	s, err := d.Scenario(ctx, id, c.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	s.Withdrawn = true
	_, err = d.append(ctx, s.Scenario, c)
	return fault.Wrap(op, err)
}

// append records a version after the one that was seen, and returns it.
func (d *Desk) append(ctx context.Context, s scenario.Scenario, c Change) (Stored, error) {
	newest, err := d.newest(ctx, s.ID)
	if err != nil {
		return newest, err
	}
	base := c.Base
	switch {
	case base == 0 && newest.Withdrawn:
		base = newest.Version // its name is free again
	case base == 0 && newest.Version != 0:
		return Stored{}, fault.New(fault.Conflict, "outlook.append("+s.ID+")",
			"Ein Szenario mit dem Namen „"+s.Name+"“ gibt es schon. Bitte einen anderen Namen wählen.",
			"There is a scenario with the name “"+s.Name+"” already. Please choose another name.")
	case base != newest.Version:
		return Stored{}, fault.New(fault.Conflict, "outlook.append("+s.ID+")",
			"Das Szenario „"+s.Name+"“ hat inzwischen jemand anderes geändert. Öffnen Sie es in einem zweiten Fenster, um die Änderung zu sehen; Ihre Eingaben stehen noch hier.",
			"Somebody else has changed the scenario “"+s.Name+"” meanwhile. Open it in a second window to see the change; your entries are still here.")
	}
	body, err := json.Marshal(s)
	if err != nil {
		return Stored{}, err
	}
	record := register.Record{Kind: register.Scenario, Key: s.ID, KnownFrom: latest(c.today(), newest.KnownFrom), Body: body}
	batch := figure.Batch{Kind: string(register.Scenario), File: s.ID, By: c.By, Rows: 1, RecordedAt: c.Now}
	if err := d.registers.AppendAfter(ctx, batch, record, base); err != nil {
		return Stored{}, err
	}
	return d.after(ctx, s.ID, base)
}

// newest is the version of a scenario recorded last; that of number 0 where there is none.
func (d *Desk) newest(ctx context.Context, id string) (Stored, error) {
	versions, err := d.registers.Versions(ctx, register.Scenario, id)
	if err != nil || len(versions) == 0 {
		return Stored{}, err
	}
	return storedOf(versions[len(versions)-1])
}

// after is the version recorded next after base. It is not the newest where somebody
// else was quick.
func (d *Desk) after(ctx context.Context, id string, base int64) (Stored, error) {
	versions, err := d.registers.Versions(ctx, register.Scenario, id)
	if err != nil {
		return Stored{}, err
	}
	i := slices.IndexFunc(versions, func(r register.Record) bool { return r.ID > base })
	if i < 0 {
		return Stored{}, fault.New(fault.Unavailable, "outlook.after("+id+")", "Das Szenario ist gespeichert, lässt sich aber gerade nicht lesen.", "The scenario is stored but cannot be read just now.")
	}
	return storedOf(versions[i])
}

func latest(days ...period.Date) period.Date {
	return slices.MaxFunc(days, period.Date.Compare)
}

// ScenarioFaults lists what contradicts in a scenario, and in its weight beside those of
// the others known on the day of the change. Nobody assumes anything on a day to come.
func (d *Desk) ScenarioFaults(ctx context.Context, s scenario.Scenario, c Change) ([]fault.Row, error) {
	var rows []fault.Row
	refuse := func(column, value, de, en string) {
		rows = append(rows, fault.Row{File: s.Name, Column: column, Value: value, Expected: text.T(de, en)})
	}
	for _, p := range s.Check() {
		refuse(p.Path, p.Value, p.Expected.De, p.Expected.En)
	}
	if s.ID == Baseline || s.ID == Mixture || s.ID == Unmade {
		refuse("id", s.ID, "ein anderer Name; dieser ist vergeben", "another name; this one is taken")
	}
	if len(s.Parts) == 0 {
		refuse("parts", "", "mindestens eine Annahme", "at least one assumption")
	}
	if s.On.After(c.today()) {
		refuse("on", s.On.String(), "ein Tag, der schon war", "a day that has been")
	}
	lost, err := d.lossFaults(ctx, s, c)
	if err != nil {
		return nil, err
	}
	rows = append(rows, lost...)
	others, err := d.Scenarios(ctx, c.today())
	if err != nil {
		return nil, err
	}
	left, names := scenario.MostWeight, []string{}
	for _, o := range others {
		if o.ID != s.ID && strings.EqualFold(strings.TrimSpace(o.Name), strings.TrimSpace(s.Name)) {
			refuse("name", s.Name, "ein Name, den noch kein Szenario hat", "a name that no scenario has yet")
		}
		if o.ID != s.ID && o.Weight > 0 {
			left -= o.Weight
			names = append(names, fmt.Sprintf("%s: %d %%", o.Name, o.Weight))
		}
	}
	if s.Weight > max(left, 0) && s.Weight <= scenario.MostWeight {
		list := strings.Join(names, ", ")
		refuse("weight", fmt.Sprint(s.Weight), fmt.Sprintf("höchstens %d Prozent; vergeben sind schon %s", max(left, 0), list),
			fmt.Sprintf("at most %d percent; given already are %s", max(left, 0), list))
	}
	return rows, nil
}

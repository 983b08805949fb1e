// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package quoting answers what papers and reports quote. It asks the desks for the
// derivation of a number by the address that pages use, for the leading plan and for
// the outlook, so that the desk of reports need not know the other desks.
package quoting

import (
	"context"
	"strconv"
	"strings"

	papers "planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/council"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Desks are the desks that are asked. Forecasting may be nil: nothing of issued
// forecasts can be quoted then.
type Desks struct {
	Data        *data.Desk
	Capacity    *capacity.Desk
	Planning    *planning.Desk
	Outlook     *outlook.Desk
	Forecasting *forecasting.Desk
	Council     *council.Desk  // nil: no day of a sitting is reckoned
	Measures    *measures.Desk // nil: nothing is held against what is to move
}

// Sources are the desks as the desk of reports asks them.
func (d Desks) Sources() report.Sources {
	s := report.Sources{Ledger: d.Data, Places: d.Capacity, Plans: plans{d.Planning, d.Capacity}, Foresight: foresight{d.Outlook}, Quotes: d}
	if d.Council != nil {
		s.Courses = courses{d.Council}
	}
	if d.Measures != nil {
		s.Effects = d.Measures
	}
	return s
}

type courses struct{ desk *council.Desk }

// Days implements report.Courses.
func (c courses) Days(ctx context.Context, p papers.Paper, asOf period.Date) ([]period.Date, error) {
	course, err := c.desk.Course(ctx, p, asOf)
	days := make([]period.Date, len(course.Stages))
	for i, s := range course.Stages {
		days[i] = s.Sitting
	}
	return days, err
}

// Derive is the derivation of a number by its address.
func (d Desks) Derive(ctx context.Context, ref string, asOf period.Date) (figure.Derivation, error) {
	parts := strings.Split(ref, "/")
	switch {
	case len(parts) == 2:
		return d.numbered(ctx, parts[0], parts[1], asOf)
	case len(parts) == 3 && parts[0] == "said" && parts[2] != "" && d.Forecasting != nil:
		if id, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			return d.Forecasting.DeriveSaid(ctx, id, parts[2], asOf)
		}
	case len(parts) == 3 && parts[0] == "district":
		return d.Capacity.DeriveDistrict(ctx, parts[1], parts[2], asOf)
	case len(parts) == 3 && parts[0] == "city":
		return d.Capacity.DeriveCity(ctx, parts[1], parts[2], asOf)
	case len(parts) == 3 && parts[0] == "warning":
		o, err := d.Outlook.Look(ctx, asOf, asked)
		if err != nil {
			return figure.Derivation{}, err
		}
		return o.Explain(parts[1], parts[2])
	case len(parts) == 4:
		return d.ofMonth(ctx, parts, asOf)
	}
	return figure.Derivation{}, none(ref)
}

// numbered is what has a running number or key: figures, records, packages, scores.
func (d Desks) numbered(ctx context.Context, word, key string, asOf period.Date) (figure.Derivation, error) {
	if word == "package" {
		return d.Capacity.DerivePackage(ctx, key, asOf)
	}
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		return figure.Derivation{}, none(word + "/" + key)
	}
	switch {
	case word == "figure":
		return d.Data.Derive(ctx, id, asOf)
	case word == "score":
		return d.Capacity.DeriveScore(ctx, id, asOf)
	case word == "said" && d.Forecasting != nil:
		return d.Forecasting.DeriveSaid(ctx, id, "", asOf)
	case word == "record":
		r, err := d.Data.Record(ctx, id)
		if err != nil {
			return figure.Derivation{}, err
		}
		if r.Kind == register.Site {
			return d.Capacity.DeriveSite(ctx, id)
		}
		return data.DeriveRecord(r)
	}
	return figure.Derivation{}, none(word + "/" + key)
}

// ofMonth is what speaks of a month, a step or a day.
func (d Desks) ofMonth(ctx context.Context, parts []string, asOf period.Date) (figure.Derivation, error) {
	ref := strings.Join(parts, "/")
	switch parts[0] {
	case "run":
		month, err := period.ParseMonth(parts[3])
		if err != nil {
			return figure.Derivation{}, none(ref)
		}
		run, err := d.Planning.Kept(ctx, parts[1])
		if err != nil {
			return figure.Derivation{}, err
		}
		return planning.Explain(run, parts[2], month)
	case "decision":
		day, err := period.ParseDate(parts[3])
		if err != nil {
			return figure.Derivation{}, none(ref)
		}
		run, err := d.Planning.Kept(ctx, parts[1])
		if err != nil {
			return figure.Derivation{}, err
		}
		return planning.ExplainDecision(run, parts[2], day)
	case "structure":
		month, err := period.ParseMonth(parts[2])
		if err != nil {
			return figure.Derivation{}, none(ref)
		}
		return d.Outlook.DeriveStructure(ctx, parts[1], parts[3], month, asOf)
	case "effect":
		day, err := period.ParseDate(parts[3])
		if err != nil || d.Measures == nil {
			return figure.Derivation{}, none(ref)
		}
		return d.Measures.Derive(ctx, parts[1], parts[2], day, asOf)
	case "prediction":
		if step, err := strconv.Atoi(parts[2]); err == nil && d.Forecasting != nil {
			return d.Forecasting.DerivePrediction(ctx, parts[1], step, parts[3], asOf)
		}
	}
	return figure.Derivation{}, none(ref)
}

func none(ref string) error {
	return fault.New(fault.NotFound, "quoting.Derive("+ref+")", "Diese Zahl gibt es nicht.", "There is no such number.")
}

// asked is the question of the outlook that the pages ask too.
var asked = outlook.Wish{Seed: outlook.DefaultSeed}

type plans struct {
	desk     *planning.Desk
	capacity *capacity.Desk
}

// Leading implements report.Plans.
func (p plans) Leading(ctx context.Context, asOf period.Date) (plan.Run, bool, error) {
	stored, ok, err := p.desk.Leading(ctx, asOf)
	if err != nil || !ok {
		return plan.Run{}, false, err
	}
	run, err := p.desk.Run(ctx, stored)
	if planning.LacksStart(err) {
		return plan.Run{}, false, nil
	}
	return run, err == nil, err
}

// Refuted implements report.Plans, by the rule by which the pages ask for a new plan.
func (p plans) Refuted(ctx context.Context, run plan.Run, asOf period.Date) (text.Text, error) {
	counts, err := p.capacity.Counts(ctx, asOf, run.Inputs.Plan.From)
	if err != nil {
		return text.Text{}, err
	}
	picked := make([]figure.Picked, len(counts))
	for i, c := range counts {
		picked[i] = c.Persons
	}
	if d, ok := planning.Compared(run, picked); ok && d.Large() {
		return d.Say(), nil
	}
	return text.Text{}, nil
}

// Stale implements report.Plans: the plan's newest version is reckoned over the ledger
// as it is, and compared with the run.
func (p plans) Stale(ctx context.Context, id string) (bool, error) {
	kept, err := p.desk.Kept(ctx, id)
	if fault.KindOf(err) == fault.NotFound {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	stored, err := p.desk.Plan(ctx, kept.PlanID, period.Date{})
	if fault.KindOf(err) == fault.NotFound {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	now, err := p.desk.Run(ctx, stored)
	if err != nil {
		return true, nil // what cannot be reckoned any more is not to be relied on
	}
	return now.ID != id, nil
}

type foresight struct{ desk *outlook.Desk }

// Foresee implements report.Foresight.
func (f foresight) Foresee(ctx context.Context, asOf period.Date) (report.Foreseen, bool, error) {
	o, err := f.desk.Look(ctx, asOf, asked)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.NotFound) {
		return report.Foreseen{}, false, nil
	}
	if err != nil {
		return report.Foreseen{}, false, err
	}
	seen := report.Foreseen{Headline: o.Headline(), Sentences: o.Sentences()}
	if seen.Kept, err = o.Kept(); err != nil {
		return seen, false, err
	}
	demand, err := f.desk.Composition(ctx, asOf)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.NotFound) {
		return seen, true, nil
	}
	if err != nil || demand.Structure == nil {
		return seen, err == nil, err
	}
	seen.First = demand.First
	for _, g := range demand.Structure.Ages {
		seen.Ages = append(seen.Ages, report.Age{Key: g.Key, Name: g.Name, Months: g.Months})
	}
	return seen, true, nil
}

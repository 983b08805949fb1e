// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// derivation is the page of one number. The first word of its address names
// the desk that is asked: figure, record, district, city, package, score, run
// or decision.
func (s *server) derivation(ctx context.Context, r request) (answer, error) {
	d, err := s.derive(ctx, r)
	if err != nil {
		return answer{}, err
	}
	facts, err := s.runFacts(ctx, r)
	if err != nil {
		return answer{}, err
	}
	return answer{
		name: text.T("Herleitung", "Derivation"), facts: facts,
		answer: say(func(l text.Lang) string { return d.Name.In(l) + ": " + d.Value.In(l) }),
		body:   func(p view.Page) templ.Component { return view.Derivation(p, d) },
	}, nil
}

func (s *server) derive(ctx context.Context, r request) (figure.Derivation, error) {
	parts := strings.Split(r.PathValue("ref"), "/")
	switch {
	case parts[0] == "figure" && len(parts) == 2:
		if id, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			return s.Data.Derive(ctx, id, r.AsOf)
		}
	case parts[0] == "record" && len(parts) == 2:
		if id, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			return s.deriveRecord(ctx, id)
		}
	case parts[0] == "district" && len(parts) == 3:
		return s.Capacity.DeriveDistrict(ctx, parts[1], parts[2], r.AsOf)
	case parts[0] == "city" && len(parts) == 3:
		return s.Capacity.DeriveCity(ctx, parts[1], parts[2], r.AsOf)
	case parts[0] == "post" && len(parts) == 4 && s.Report != nil:
		return s.Report.DerivePost(ctx, r.PathValue("ref"), r.AsOf)
	case parts[0] == "package" && len(parts) == 2:
		return s.Capacity.DerivePackage(ctx, parts[1], r.AsOf)
	case parts[0] == "score" && len(parts) == 2:
		if id, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			return s.Capacity.DeriveScore(ctx, id, r.AsOf)
		}
	case parts[0] == "said" && len(parts) == 2:
		if id, err := strconv.ParseInt(parts[1], 10, 64); err == nil {
			return s.Forecasting.DeriveSaid(ctx, id, r.AsOf)
		}
	case parts[0] == "prediction" && len(parts) == 4:
		if step, err := strconv.Atoi(parts[2]); err == nil {
			return s.Forecasting.DerivePrediction(ctx, parts[1], step, parts[3], r.AsOf)
		}
	case parts[0] == "tally" && len(parts) == 5:
		return s.Forecasting.DeriveTally(ctx, forecasting.Asked{Indicator: parts[1], Source: parts[2], Span: parts[3], Split: parts[4]}, r.AsOf)
	case parts[0] == "run" && len(parts) == 4:
		month, err := period.ParseMonth(parts[3])
		if err != nil {
			break
		}
		run, err := s.Planning.Kept(ctx, parts[1])
		if err != nil {
			return figure.Derivation{}, err
		}
		return planning.Explain(run, parts[2], month)
	case parts[0] == "band" && len(parts) == 5:
		return s.deriveBand(ctx, r, parts[1:])
	case parts[0] == "whatif" && len(parts) == 4:
		return s.deriveCase(ctx, parts[1:], r.AsOf)
	case parts[0] == "structure" && len(parts) >= 4:
		return s.deriveStructure(ctx, parts[1:], r.AsOf)
	case parts[0] == "scenario" && len(parts) == 6:
		return s.deriveScenario(ctx, parts[1:])
	case parts[0] == "account" && len(parts) >= 5:
		return s.deriveAccount(ctx, parts[1:], r.AsOf)
	case parts[0] == "carried" && len(parts) >= 6:
		return s.deriveCarried(ctx, parts[1:], r.AsOf)
	case parts[0] == "warning" && len(parts) == 3:
		return s.deriveWarning(ctx, r, parts[1], parts[2])
	case parts[0] == "raised":
		return s.deriveRaised(ctx, strings.Join(parts[1:], "/"))
	case parts[0] == "judged":
		return s.Outlook.DeriveJudged(ctx, parts[1:], r.AsOf)
	case parts[0] == "judgedcase":
		return s.Outlook.DeriveJudgedCase(ctx, parts[1:], r.AsOf)
	case parts[0] == "replay":
		return s.Outlook.DeriveReplay(ctx, parts[1:], r.AsOf)
	case parts[0] == "postplan" && len(parts) == 4:
		return s.Staffing.DerivePlan(ctx, parts[1], parts[2], parts[3], r.AsOf)
	case (parts[0] == "biennium" && len(parts) == 5) || (parts[0] == "cover" && len(parts) == 4):
		return s.deriveBudget(ctx, r, parts)
	case parts[0] == "effect" && len(parts) == 4:
		if day, err := period.ParseDate(parts[3]); err == nil {
			return s.Measures.Derive(ctx, parts[1], parts[2], day, r.AsOf)
		}
	case parts[0] == "difference" && len(parts) == 4:
		a, err := s.Planning.Kept(ctx, parts[1])
		if err != nil {
			return figure.Derivation{}, err
		}
		b, err := s.Planning.Kept(ctx, parts[2])
		if err != nil {
			return figure.Derivation{}, err
		}
		return planning.ExplainDifference(a, b, parts[3])
	case parts[0] == "decision" && len(parts) == 4:
		day, err := period.ParseDate(parts[3])
		if err != nil {
			break
		}
		run, err := s.Planning.Kept(ctx, parts[1])
		if err != nil {
			return figure.Derivation{}, err
		}
		return planning.ExplainDecision(run, parts[2], day)
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "web.derive("+r.PathValue("ref")+")",
		"Diese Zahl gibt es nicht.", "There is no such number.")
}

// runFacts names the plan and the run that a number was reckoned by.
func (s *server) runFacts(ctx context.Context, r request) ([]text.Text, error) {
	parts := strings.Split(r.PathValue("ref"), "/")
	if len(parts) < 2 || (parts[0] != "run" && parts[0] != "decision" && parts[0] != "band") {
		return nil, nil
	}
	run, err := s.Planning.Kept(ctx, parts[1])
	if err != nil {
		return nil, err
	}
	p := run.Inputs.Plan
	return []text.Text{
		text.T("Plan: "+p.Name+", Stand "+p.AsOf.In(text.De), "Plan: "+p.Name+", as of "+p.AsOf.In(text.En)),
		text.T("Lauf "+run.ID, "Run "+run.ID),
	}, nil
}

func refusalBody(err error) func(p view.Page) templ.Component {
	return func(p view.Page) templ.Component { return refusalTempl(p, err) }
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"maps"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/planning"
	"planraum/internal/method/rights"
)

// askedNumber is a number that a page shows, as its address names it.
type askedNumber struct {
	request
	ref   string   // the whole address, "run/abc/needed/2016-12"
	parts []string // what follows the first word
}

// explained is a family of numbers: how many words follow its first one, the right
// to read it and who explains it.
type explained struct {
	least, most int
	need        rights.Resource
	how         func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error)
}

// anyLength is for families whose addresses have no greatest length.
const anyLength = 1 << 10

// derivations are the numbers that can be asked, by the first word of their address.
// They are filled at the start: some explain a number by asking for another.
var derivations = map[string]explained{}

func init() {
	for _, family := range []map[string]explained{
		ledgerNumbers(), forecastNumbers(), planNumbers(), warningNumbers(), postNumbers(),
	} {
		maps.Copy(derivations, family)
	}
}

// ledgerNumbers are counts as typed and sums over them.
func ledgerNumbers() map[string]explained {
	// Of what the reader may see: the ledger answers within the reader's lens.
	seen := rights.Resource{Kind: rights.Calculation, Somewhere: true}

	return map[string]explained{
		"figure": {1, 1, rights.Resource{Kind: rights.Figure, Somewhere: true}, byNumber(func(ctx context.Context, s *server, n askedNumber, id int64) (figure.Derivation, error) {
			return s.Data.Derive(ctx, id, n.AsOf)
		})},
		"record": {1, 1, seen, byNumber(func(ctx context.Context, s *server, _ askedNumber, id int64) (figure.Derivation, error) {
			return s.deriveRecord(ctx, id)
		})},
		"district": {2, 2, seen, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Capacity.DeriveDistrict(ctx, n.parts[0], n.parts[1], n.AsOf)
		}},
		"city": {2, 2, seen, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Capacity.DeriveCity(ctx, n.parts[0], n.parts[1], n.AsOf)
		}},
		"package": {1, 1, rights.Resource{Kind: rights.Calculation}, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Capacity.DerivePackage(ctx, n.parts[0], n.AsOf)
		}},
		"score": {1, 1, seen, byNumber(func(ctx context.Context, s *server, n askedNumber, id int64) (figure.Derivation, error) {
			return s.Capacity.DeriveScore(ctx, id, n.AsOf)
		})},
		"account": {4, anyLength, seen, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveAccount(ctx, n.parts, n.AsOf)
		}},
		"carried": {5, anyLength, seen, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveCarried(ctx, n.parts, n.AsOf)
		}},
	}
}

// forecastNumbers are what forecasts say and what they are made of.
func forecastNumbers() map[string]explained {
	ofForecast := rights.Resource{Kind: rights.Forecast}

	return map[string]explained{
		"said": {1, 2, ofForecast, byNumber(func(ctx context.Context, s *server, n askedNumber, id int64) (figure.Derivation, error) {
			return s.Forecasting.DeriveSaid(ctx, id, strings.Join(n.parts[1:], ""), n.AsOf)
		})},
		"prediction": {3, 3, ofForecast, derivePrediction},
		"tally": {4, 4, ofForecast, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			asked := forecasting.Asked{Indicator: n.parts[0], Source: n.parts[1], Span: n.parts[2], Split: n.parts[3]}
			return s.Forecasting.DeriveTally(ctx, asked, n.AsOf)
		}},
		"structure": {3, anyLength, ofForecast, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveStructure(ctx, n.parts, n.AsOf)
		}},
	}
}

// planNumbers are what plans come to, and what a measure changed.
func planNumbers() map[string]explained {
	ofPlan := rights.Resource{Kind: rights.PlanKind}

	return map[string]explained{
		"run":        {3, 3, ofPlan, deriveRun},
		"decision":   {3, 3, ofPlan, deriveDecision},
		"difference": {3, 3, ofPlan, deriveDifference},
		"band": {4, 4, ofPlan, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveBand(ctx, n.request, n.parts)
		}},
		"whatif": {3, 3, ofPlan, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveCase(ctx, n.parts, n.AsOf)
		}},
		"effect": {3, 3, rights.Resource{Kind: rights.Steering}, deriveEffect},
	}
}

// warningNumbers are what was warned of, and how good warnings have been.
func warningNumbers() map[string]explained {
	ofWarning := rights.Resource{Kind: rights.Warning}

	return map[string]explained{
		"warning": {2, 2, ofWarning, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveWarning(ctx, n.request, n.parts[0], n.parts[1])
		}},
		"raised": {0, anyLength, ofWarning, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveRaised(ctx, strings.Join(n.parts, "/"))
		}},
		"judged": {0, anyLength, ofWarning, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Outlook.DeriveJudged(ctx, n.parts, n.AsOf)
		}},
		"judgedcase": {0, anyLength, ofWarning, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Outlook.DeriveJudgedCase(ctx, n.parts, n.AsOf)
		}},
		"replay": {0, anyLength, ofWarning, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Outlook.DeriveReplay(ctx, n.parts, n.AsOf)
		}},
	}
}

// postNumbers are posts: needed by a key, in the plan, and what they cost.
func postNumbers() map[string]explained {
	ofPosts := rights.Resource{Kind: rights.Posts}

	return map[string]explained{
		"scenario": {5, 5, ofPosts, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.deriveScenario(ctx, n.parts)
		}},
		"post": {3, 3, ofPosts, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			if s.Report == nil {
				return figure.Derivation{}, noNumber(n.ref)
			}
			return s.Report.DerivePost(ctx, n.ref, n.AsOf)
		}},
		"postplan": {3, 3, ofPosts, func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
			return s.Staffing.DerivePlan(ctx, n.parts[0], n.parts[1], n.parts[2], n.AsOf)
		}},
		"biennium": {4, 4, ofPosts, deriveBiennium},
		"cover":    {3, 3, ofPosts, deriveCover},
	}
}

// byNumber is for families whose numbers are called by the number of a record.
func byNumber(how func(ctx context.Context, s *server, n askedNumber, id int64) (figure.Derivation, error)) func(context.Context, *server, askedNumber) (figure.Derivation, error) {
	return func(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
		id, err := strconv.ParseInt(n.parts[0], 10, 64)
		if err != nil {
			return figure.Derivation{}, noNumber(n.ref)
		}
		return how(ctx, s, n, id)
	}
}

func derivePrediction(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	step, err := strconv.Atoi(n.parts[1])
	if err != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	return s.Forecasting.DerivePrediction(ctx, n.parts[0], step, n.parts[2], n.AsOf)
}

func deriveRun(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	month, err := period.ParseMonth(n.parts[2])
	if err != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	run, err := s.Planning.Kept(ctx, n.parts[0])
	if err != nil {
		return figure.Derivation{}, err
	}
	return planning.Explain(run, n.parts[1], month)
}

func deriveDecision(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	day, err := period.ParseDate(n.parts[2])
	if err != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	run, err := s.Planning.Kept(ctx, n.parts[0])
	if err != nil {
		return figure.Derivation{}, err
	}
	return planning.ExplainDecision(run, n.parts[1], day)
}

func deriveDifference(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	a, err := s.Planning.Kept(ctx, n.parts[0])
	if err != nil {
		return figure.Derivation{}, err
	}
	b, err := s.Planning.Kept(ctx, n.parts[1])
	if err != nil {
		return figure.Derivation{}, err
	}
	return planning.ExplainDifference(a, b, n.parts[2])
}

func deriveEffect(ctx context.Context, s *server, n askedNumber) (figure.Derivation, error) {
	day, err := period.ParseDate(n.parts[2])
	if err != nil {
		return figure.Derivation{}, noNumber(n.ref)
	}
	return s.Measures.Derive(ctx, n.parts[0], n.parts[1], day, n.AsOf)
}

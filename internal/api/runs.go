// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// RunAnswer is what a plan comes to, with all that it was reckoned from.
type RunAnswer struct {
	Stand
	Kept bool     `json:"kept" doc:"true: GET /runs/{run} gives it again"`
	Run  plan.Run `json:"run"`
}

// RunDerivation shows how one number of a run came about.
type RunDerivation struct {
	Stand
	Run        string            `json:"run"`
	Key        string            `json:"key"`
	Month      period.Month      `json:"month"`
	Derivation figure.Derivation `json:"derivation"`
}

// Comparison sets two runs side by side.
type Comparison struct {
	Stand
	A           string       `json:"a"`
	B           string       `json:"b"`
	Differences []Difference `json:"differences" nullable:"false" doc:"at the end of each run, written for people"`
	Months      []BothMonths `json:"months" nullable:"false" doc:"month by month, exact numbers"`
}

// Difference is one quantity of two runs.
type Difference struct {
	Key        string    `json:"key"`
	Name       text.Text `json:"name"`
	Unit       text.Text `json:"unit"`
	A          text.Text `json:"a"`
	B          text.Text `json:"b"`
	Difference text.Text `json:"difference" doc:"b - a; empty where it has no meaning"`
	RefA       string    `json:"ref_a" doc:"address of the number's derivation"`
	RefB       string    `json:"ref_b"`
}

// BothMonths is a month of two runs; a run that does not reckon it has none.
type BothMonths struct {
	Month period.Month `json:"month"`
	A     *plan.Month  `json:"a,omitempty"`
	B     *plan.Month  `json:"b,omitempty"`
}

type runInput struct {
	ID string `path:"run" maxLength:"200"`
}

type derivationInput struct {
	ID    string `path:"run" maxLength:"200"`
	Key   string `path:"key" maxLength:"200" example:"needed"`
	Month string `path:"month" pattern:"^[0-9]{4}-(0[1-9]|1[0-2])$" example:"2016-12"`
}

type compareInput struct {
	A string `query:"a" maxLength:"200" required:"true"`
	B string `query:"b" maxLength:"200" required:"true"`
}

type evaluateInput struct{ Upload }

func (f *face) runOperations() {
	missing := []int{http.StatusNotFound}
	add(f, operation{
		id: "evaluate-plan", method: http.MethodPost, path: "/plans/evaluate", tag: "runs",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("einen Plan rechnen, ohne etwas zu behalten", "Evaluate a plan without keeping anything"),
		errors:  []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, f.evaluate)
	f.body("evaluate-plan", planContent(), "A plan file in YAML (docs/plan-file.md), or a plan as JSON.")
	add(f, operation{
		id: "run-plan", method: http.MethodGet, path: "/plans/{plan}/run", tag: "runs",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("einen Plan rechnen und den Lauf behalten", "Evaluate a plan and keep the run"),
		about: text.T("Derselbe Plan über demselben Hauptbuch ist derselbe Lauf; es wird nichts doppelt behalten.",
			"The same plan over the same ledger is the same run; nothing is kept twice."),
		errors: missing, example: "/plans/{plan}/run",
	}, f.runPlan)
	add(f, operation{
		id: "get-run", method: http.MethodGet, path: "/runs/{run}", tag: "runs",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("ein Lauf mit Eingaben, Verfahren, Ergebnis und Prüfsumme", "A run with inputs, methods, result and digest"),
		errors:  missing, example: "/runs/{run}",
	}, f.oneRun)
	add(f, operation{
		id: "derive-number", method: http.MethodGet, path: "/runs/{run}/derivation/{key}/{month}", tag: "runs",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("Herleitung einer Zahl eines Laufs", "Derivation of a number of a run"),
		errors:  missing, example: "/runs/{run}/derivation/needed/{month}",
	}, f.derive)
	add(f, operation{
		id: "compare-runs", method: http.MethodGet, path: "/runs/compare", tag: "runs",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("zwei Läufe nebeneinander", "Two runs side by side"),
		errors:  missing, example: "/runs/compare?a={run}&b={other run}",
	}, f.compare)
}

func (f *face) evaluate(ctx context.Context, in *evaluateInput) (RunAnswer, error) {
	out := RunAnswer{Stand: standOf(ctx)}
	p, err := in.plan(f.api.OpenAPI().Components.Schemas, "plan")
	if err != nil {
		return out, fault.Wrap("api.evaluate", err)
	}
	out.Run, err = f.Planning.Try(ctx, p)
	out.Run.Position = out.Position
	return out, fault.Wrap("api.evaluate", err)
}

func (f *face) runPlan(ctx context.Context, in *planInput) (RunAnswer, error) {
	out := RunAnswer{Stand: standOf(ctx), Kept: true}
	p, err := f.Planning.Plan(ctx, in.ID, out.AsOf)
	if err != nil {
		return out, fault.Wrap("api.runPlan", err)
	}
	out.Run, err = f.Planning.Run(ctx, p)
	return out, fault.Wrap("api.runPlan", err)
}

func (f *face) oneRun(ctx context.Context, in *runInput) (RunAnswer, error) {
	run, err := f.Planning.Kept(ctx, in.ID)
	return RunAnswer{standOf(ctx), true, run}, fault.Wrap("api.oneRun", err)
}

func (f *face) derive(ctx context.Context, in *derivationInput) (RunDerivation, error) {
	out := RunDerivation{Stand: standOf(ctx), Run: in.ID, Key: in.Key}
	run, err := f.Planning.Kept(ctx, in.ID)
	if err != nil {
		return out, fault.Wrap("api.derive", err)
	}
	if out.Month, err = period.ParseMonth(in.Month); err != nil {
		return out, fault.Wrap("api.derive", err)
	}
	out.Derivation, err = planning.Explain(run, in.Key, out.Month)
	return out, fault.Wrap("api.derive", err)
}

func (f *face) compare(ctx context.Context, in *compareInput) (Comparison, error) {
	out := Comparison{Stand: standOf(ctx), A: in.A, B: in.B, Differences: []Difference{}}
	a, err := f.Planning.Kept(ctx, in.A)
	if err != nil {
		return out, fault.Wrap("api.compare", err)
	}
	b, err := f.Planning.Kept(ctx, in.B)
	if err != nil {
		return out, fault.Wrap("api.compare", err)
	}
	for _, d := range planning.Compare(a, b) {
		out.Differences = append(out.Differences, Difference(d))
	}
	out.Months = sideBySide(a.Result.Months, b.Result.Months)
	return out, nil
}

func sideBySide(a, b []plan.Month) []BothMonths {
	rows := make([]BothMonths, 0, max(len(a), len(b)))
	at := map[period.Month]int{}
	row := func(m period.Month) *BothMonths {
		i, ok := at[m]
		if !ok {
			i, at[m] = len(rows), len(rows)
			rows = append(rows, BothMonths{Month: m})
		}
		return &rows[i]
	}
	for i := range a {
		row(a[i].Month).A = &a[i]
	}
	for i := range b {
		row(b[i].Month).B = &b[i]
	}
	slices.SortFunc(rows, func(x, y BothMonths) int { return int(x.Month - y.Month) })
	return rows
}

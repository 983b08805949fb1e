// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// planTag begins the ETag of a plan; the number of its version follows.
const planTag = "plan-"

// PlanEntry is a plan in the list.
type PlanEntry struct {
	ID      string       `json:"id"`
	Name    string       `json:"name"`
	Version int64        `json:"version" doc:"number of the newest version known as of the date"`
	AsOf    period.Date  `json:"plan_as_of" doc:"what was known on this day is what the plan rests on"`
	From    period.Month `json:"from"`
	To      period.Month `json:"to"`
	Note    string       `json:"note"`
	Source  string       `json:"source"`
}

// Plans are the plans known as of a date, oldest first.
type Plans struct {
	Stand
	Plans []PlanEntry `json:"plans" nullable:"false"`
}

// VersionedPlan is a version of a plan.
type VersionedPlan struct {
	Stand
	Version int64     `json:"version" doc:"give it in If-Match to change the plan"`
	Plan    plan.Plan `json:"plan"`
}

func (p VersionedPlan) tag() string { return planTag + strconv.FormatInt(p.Version, 10) }

// SavedPlan says which version a plan has now.
type SavedPlan struct {
	Stand
	ID      string `json:"id"`
	Version int64  `json:"version"`

	isNew bool
}

func (p SavedPlan) location() string {
	if !p.isNew {
		return ""
	}
	return prefix + "/plans/" + url.PathEscape(p.ID)
}

type plansInput struct{ AsOfInput }

type planInput struct {
	ID string `path:"plan" maxLength:"200" example:"neue-planung-2015-11-27"`
	AsOfInput
}

type putPlanInput struct {
	Upload
	Seen
	ID string `path:"plan" maxLength:"200" example:"neue-planung-2015-11-27"`
}

func (f *face) planOperations() {
	add(f, operation{
		id: "list-plans", method: http.MethodGet, path: "/plans", tag: "plans",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("Pläne, die am Stand bekannt waren", "Plans known on the as-of date"), example: "/plans",
	}, f.listPlans)
	add(f, operation{
		id: "get-plan", method: http.MethodGet, path: "/plans/{plan}", tag: "plans",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("ein Plan mit der Nummer seiner Fassung", "A plan with the number of its version"),
		errors:  []int{http.StatusNotFound}, example: "/plans/{plan}",
	}, f.onePlan)
	add(f, operation{
		id: "put-plan", method: http.MethodPut, path: "/plans/{plan}", tag: "plans", writes: true,
		need:    need{rights.Plan, rights.PlanKind, whole},
		summary: text.T("einen Plan ändern oder neu anlegen", "Change a plan or make a new one"),
		about: text.T("Ändern verlangt If-Match mit der Nummer der Fassung, die man gelesen hat; neu anlegen If-None-Match: *. Hat inzwischen jemand anderes geändert, ist die Antwort 412. Ein Plan, der sich widerspricht, wird mit allen Fehlern abgelehnt.",
			"A change needs If-Match with the number of the version that was read; a new plan needs If-None-Match: *. Where somebody else has changed it meanwhile, the answer is 412. A plan that contradicts itself is refused with all faults."),
		errors: []int{http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, f.putPlan)
	f.body("put-plan", planContent(), "A plan as JSON, as GET /plans/{plan} gives it, or as a plan file in YAML (docs/plan-file.md).")
	f.published(operation{method: http.MethodPut, path: "/plans/{plan}"}).Responses["201"] = &huma.Response{
		Description: http.StatusText(http.StatusCreated),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Ref: schemas + "SavedPlan"}}},
	}
}

// planContent are the media types in which a plan may come.
func planContent() map[string]*huma.MediaType {
	content := map[string]*huma.MediaType{jsonMedia[0]: {Schema: &huma.Schema{Ref: schemas + "Plan"}}}
	for _, media := range yamlMedia[:2] {
		content[media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
	return content
}

func (f *face) listPlans(ctx context.Context, _ *plansInput) (Plans, error) {
	out := Plans{Stand: standOf(ctx), Plans: []PlanEntry{}}
	plans, err := f.Planning.Plans(ctx, out.AsOf)
	for _, p := range plans {
		out.Plans = append(out.Plans, PlanEntry{
			ID: p.ID, Name: p.Name, Version: p.Version, AsOf: p.AsOf, From: p.From, To: p.To, Note: p.Note, Source: p.Source,
		})
	}
	return out, fault.Wrap("api.listPlans", err)
}

func (f *face) onePlan(ctx context.Context, in *planInput) (VersionedPlan, error) {
	out := VersionedPlan{Stand: standOf(ctx)}
	p, err := f.Planning.Plan(ctx, in.ID, out.AsOf)
	out.Version, out.Plan = p.Version, p.Plan
	return out, fault.Wrap("api.onePlan", err)
}

func (f *face) putPlan(ctx context.Context, in *putPlanInput) (SavedPlan, error) {
	const op = "api.putPlan"
	out := SavedPlan{Stand: standOf(ctx), ID: in.ID}
	var err error
	out.isNew, out.Position, err = f.put(ctx, &in.Seen, putting{op, planTag, in.ID, [2]string{
		"Der Plan „%s“ hat nicht die Fassung, die die Anfrage nennt: Jemand anderes hat ihn geändert, angelegt, oder es gibt ihn nicht. Bitte neu lesen.",
		"The plan “%s” does not have the version that the request names: somebody else has changed or made it, or it does not exist. Please read it again.",
	}}, func(base int64) error {
		p, err := in.plan(f.api.OpenAPI().Components.Schemas, in.ID)
		if err != nil {
			return err
		}
		if p.ID != in.ID {
			return refusal(op, "id", p.ID, "dieselbe Kennung wie in der Adresse: "+in.ID, "the same key as in the address: "+in.ID)
		}
		if err := f.Planning.Save(ctx, p, base, by(ctx), f.Now().UTC()); err != nil {
			return err
		}
		saved, err := f.Planning.Plan(ctx, in.ID, p.AsOf)
		out.Version = saved.Version
		return err
	})
	return out, err
}

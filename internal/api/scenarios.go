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
	"planraum/internal/city/scenario"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// scenarioTag begins the ETag of a scenario; the number of its version follows.
const scenarioTag = "scenario-"

// ScenarioEntry is a scenario in the list.
type ScenarioEntry struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	Version   int64       `json:"version" doc:"number of the newest version known as of the date"`
	KnownFrom period.Date `json:"known_from" doc:"from this day on the version is known"`
	Author    string      `json:"author" doc:"office or role that assumes it"`
	On        period.Date `json:"on" doc:"the day on which it was assumed"`
	Weight    int         `json:"weight" doc:"percent in the mixture of all; 0: it has none"`
	Says      text.Text   `json:"says" doc:"what it assumes, in a sentence"`
}

// Scenarios are the scenarios known as of a date and not withdrawn then.
type Scenarios struct {
	Stand
	Scenarios []ScenarioEntry `json:"scenarios" nullable:"false"`
}

// VersionedScenario is a version of a scenario.
type VersionedScenario struct {
	Stand
	Version   int64             `json:"version" doc:"give it in If-Match to change the scenario"`
	KnownFrom period.Date       `json:"known_from" doc:"from this day on the version is known"`
	Scenario  scenario.Scenario `json:"scenario"`
}

func (s VersionedScenario) tag() string { return scenarioTag + strconv.FormatInt(s.Version, 10) }

// SavedScenario says which version a scenario has now.
type SavedScenario struct {
	Stand
	ID        string      `json:"id"`
	Version   int64       `json:"version"`
	KnownFrom period.Date `json:"known_from" doc:"from this day on the version is known; before it the one before holds"`

	isNew bool
}

func (s SavedScenario) location() string {
	if !s.isNew {
		return ""
	}
	return prefix + "/scenarios/" + url.PathEscape(s.ID)
}

type scenariosInput struct{ AsOfInput }

type scenarioInput struct {
	ID string `path:"scenario" maxLength:"200" example:"anstieg-haelt-an"`
	AsOfInput
}

type putScenarioInput struct {
	Upload
	Seen
	ID string `path:"scenario" maxLength:"200" example:"anstieg-haelt-an"`
	AsOfInput
}

func (f *face) scenarioOperations() {
	add(f, operation{
		id: "list-scenarios", method: http.MethodGet, path: "/scenarios", tag: "scenarios",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("Szenarien, die am Stand bekannt und nicht zurückgezogen waren", "Scenarios known on the as-of date and not withdrawn then"), example: "/scenarios",
	}, f.listScenarios)
	add(f, operation{
		id: "get-scenario", method: http.MethodGet, path: "/scenarios/{scenario}", tag: "scenarios",
		need:    need{rights.Read, rights.PlanKind, whole},
		summary: text.T("ein Szenario mit der Nummer seiner Fassung", "A scenario with the number of its version"),
		errors:  []int{http.StatusNotFound}, example: "/scenarios/{scenario}",
	}, f.oneScenario)
	add(f, operation{
		id: "put-scenario", method: http.MethodPut, path: "/scenarios/{scenario}", tag: "scenarios", writes: true,
		need:    need{rights.Plan, rights.PlanKind, whole},
		summary: text.T("ein Szenario ändern oder neu anlegen", "Change a scenario or make a new one"),
		about: text.T("Ändern verlangt If-Match mit der Nummer der Fassung, die man gelesen hat; neu anlegen If-None-Match: *. Hat inzwischen jemand anderes geändert, ist die Antwort 412. Die neue Fassung ist vom Stand der Anfrage an bekannt; was vorher bekannt war, bleibt. Ein Szenario, das sich widerspricht oder mehr Gewicht will, als die anderen übrig lassen, wird mit allen Fehlern abgelehnt.",
			"A change needs If-Match with the number of the version that was read; a new scenario needs If-None-Match: *. Where somebody else has changed it meanwhile, the answer is 412. The new version is known from the as-of date of the request on; what was known before stays. A scenario that contradicts itself, or wants more weight than the others leave, is refused with all faults."),
		errors: []int{http.StatusPreconditionFailed, http.StatusPreconditionRequired, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, f.putScenario)
	f.body("put-scenario", map[string]*huma.MediaType{jsonMedia[0]: {Schema: &huma.Schema{Ref: schemas + "Scenario"}}},
		"A scenario as JSON, as GET /scenarios/{scenario} gives it.")
	f.published(operation{method: http.MethodPut, path: "/scenarios/{scenario}"}).Responses["201"] = &huma.Response{
		Description: http.StatusText(http.StatusCreated),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{Ref: schemas + "SavedScenario"}}},
	}
}

func (f *face) listScenarios(ctx context.Context, _ *scenariosInput) (Scenarios, error) {
	out := Scenarios{Stand: standOf(ctx), Scenarios: []ScenarioEntry{}}
	list, err := f.Outlook.Scenarios(ctx, out.AsOf)
	for _, s := range list {
		out.Scenarios = append(out.Scenarios, ScenarioEntry{
			ID: s.ID, Name: s.Name, Version: s.Version, KnownFrom: s.KnownFrom, Author: s.Author, On: s.On, Weight: s.Weight,
			Says: text.T(s.Sentence(text.De), s.Sentence(text.En)),
		})
	}
	return out, fault.Wrap("api.listScenarios", err)
}

func (f *face) oneScenario(ctx context.Context, in *scenarioInput) (VersionedScenario, error) {
	out := VersionedScenario{Stand: standOf(ctx)}
	s, err := f.Outlook.Scenario(ctx, in.ID, out.AsOf)
	out.Version, out.KnownFrom, out.Scenario = s.Version, s.KnownFrom, s.Scenario
	return out, fault.Wrap("api.oneScenario", err)
}

func (f *face) putScenario(ctx context.Context, in *putScenarioInput) (SavedScenario, error) {
	const op = "api.putScenario"
	out := SavedScenario{Stand: standOf(ctx), ID: in.ID}
	var err error
	out.isNew, out.Position, err = f.put(ctx, &in.Seen, putting{op, scenarioTag, in.ID, [2]string{
		"Das Szenario „%s“ hat nicht die Fassung, die die Anfrage nennt: Jemand anderes hat es geändert, angelegt, oder es gibt es nicht. Bitte neu lesen.",
		"The scenario “%s” does not have the version that the request names: somebody else has changed or made it, or it does not exist. Please read it again.",
	}}, func(base int64) error {
		s, err := in.scenario(f.api.OpenAPI().Components.Schemas, in.ID)
		if err != nil {
			return err
		}
		change := outlook.Change{Base: base, Day: out.AsOf, By: by(ctx), Now: f.Now().UTC(), Today: f.Today()}
		rows, err := f.scenarioFaults(ctx, in.ID, s, change)
		if err != nil {
			return err
		}
		if len(rows) > 0 {
			return fault.Refuse(op, rows)
		}
		saved, err := f.Outlook.SaveScenario(ctx, s, change)
		out.Version, out.KnownFrom = saved.Version, saved.KnownFrom
		return err
	})
	return out, err
}

// scenarioFaults are those of the scenario and those of the request that brings it.
func (f *face) scenarioFaults(ctx context.Context, id string, s scenario.Scenario, c outlook.Change) ([]fault.Row, error) {
	rows, err := f.Outlook.ScenarioFaults(ctx, s, c)
	for i := range rows {
		rows[i].File = id
	}
	if s.ID != id {
		rows = append(rows, fault.Row{File: id, Column: "id", Value: s.ID, Expected: text.T("dieselbe Kennung wie in der Adresse: "+id, "the same key as in the address: "+id)})
	}
	if s.Withdrawn {
		rows = append(rows, fault.Row{File: id, Column: "withdrawn", Value: "true", Expected: text.T("false: Zurückgezogen wird ein Szenario auf seiner Seite", "false: a scenario is withdrawn on its page")})
	}
	return rows, err
}

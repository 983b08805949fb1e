// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/scenario"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// newWhatif is the address of a scenario that is not there yet.
const newWhatif = outlook.Unmade

// assumptionParam says which kind of assumption a new scenario begins with.
const assumptionParam = "art"

// scenarioForm shows a scenario as a form. A new one asks first what may happen, then
// for its numbers.
func (s *server) scenarioForm(ctx context.Context, r request) (answer, error) {
	if r.PathValue("scenario") != newWhatif {
		stored, err := s.Outlook.Scenario(ctx, r.PathValue("scenario"), r.AsOf)
		if err != nil {
			return answer{}, err
		}
		return s.scenarioFormAnswer(scenarioEntryOf(stored), nil)
	}
	kind := scenario.Kind(r.URL.Query().Get(assumptionParam))
	f := scenarioEntry{values: url.Values{}}
	if scenario.Numbers(kind) == nil {
		return answer{name: scenariosName, answer: text.T("Neues Szenario: Was könnte geschehen?", "New scenario: what might happen?"), body: kindsBody}, nil
	}
	f.values.Set("on", dayOrNothing(r.AsOf))
	f.values.Set("parts", "1")
	f.values.Set("parts[0].kind", string(kind))
	f.values.Set("parts[0].from", (r.AsOf.Month() + 1).String())
	return s.scenarioFormAnswer(f, nil)
}

// saveScenario previews, saves or withdraws what was typed. Nothing is kept before
// its effect was seen.
func (s *server) saveScenario(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<18)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.saveScenario: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	f := scenarioEntry{values: r.PostForm}
	if id := r.PathValue("scenario"); id != newWhatif {
		stored, err := s.Outlook.Scenario(ctx, id, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		f.base = stored.Scenario
	}
	switch step := f.get("schritt"); step {
	case "annahme", "weglassen":
		f.change(step)
		return s.scenarioFormAnswer(f, nil)
	case "zurueckziehen":
		f.withdrawing = true
		return s.scenarioFormAnswer(f, nil)
	case "zurueckgezogen":
		return s.withdrawScenario(ctx, r, f)
	}
	return s.keepScenario(ctx, r, f)
}

// keepScenario shows the effect, or saves what was seen.
func (s *server) keepScenario(ctx context.Context, r request, f scenarioEntry) (answer, error) {
	one := f.read()
	change := outlook.Change{Base: f.version(), Day: r.AsOf, Today: r.Today, By: r.By(), Now: time.Now().UTC()}
	rows, err := s.Outlook.ScenarioFaults(ctx, one, change)
	if err != nil {
		return answer{}, err
	}
	f.add(rows)
	if len(f.faults) > 0 {
		return s.scenarioFormAnswer(f, fault.Refuse("web.saveScenario", f.faults))
	}
	if f.get("schritt") != "speichern" || f.get("gesehen") != f.fingerprint() {
		// What was typed after the preview is shown again before it is saved.
		if f.effect, err = s.scenarioEffect(ctx, r, one); err != nil {
			return answer{}, err
		}
		f.values.Set("gesehen", f.fingerprint())
		return s.scenarioFormAnswer(f, nil)
	}
	if _, err = s.Outlook.SaveScenario(ctx, one, change); err != nil {
		f.add(fault.RowsOf(err))
		return s.scenarioFormAnswer(f, err)
	}
	return answer{redirect: hrefToday(r, scenariosPath+"/"+one.ID)}, nil
}

func (s *server) withdrawScenario(ctx context.Context, r request, f scenarioEntry) (answer, error) {
	err := s.Outlook.WithdrawScenario(ctx, f.base.ID, outlook.Change{Base: f.version(), Day: r.AsOf, Today: r.Today, By: r.By(), Now: time.Now().UTC()})
	if err != nil {
		return s.scenarioFormAnswer(f, err)
	}
	return answer{redirect: hrefToday(r, scenariosPath)}, nil
}

// hrefToday is an address under today's date at least: what is typed today is not known
// under an earlier one.
func hrefToday(r request, path string) string {
	to := r.Page
	if r.Today.After(to.AsOf) {
		to.AsOf = r.Today
	}
	return to.Href(path)
}

// scenarioEffect is what the typed scenario does.
type scenarioEffect struct {
	Sentence text.Text
	Picture  string
	Table    *view.Table // nil: nothing can be reckoned
	Why      error
	Notes    []text.Text
}

func (s *server) scenarioEffect(ctx context.Context, r request, one scenario.Scenario) (*scenarioEffect, error) {
	all, err := s.Outlook.TryScenario(ctx, one, r.AsOf)
	if cannotReckon(err) {
		return &scenarioEffect{Why: err, Sentence: text.T("Es ist zu wenig bekannt, um die Wirkung zu rechnen.", "Too little is known to reckon the effect.")}, nil
	}
	if err != nil {
		return nil, err
	}
	c := all.List[0]
	if c.Over {
		last := all.Baseline.Demand.Past.Last()
		return &scenarioEffect{Sentence: text.T("Keine Wirkung: Die Werte reichen schon bis "+last.In(text.De)+", alle Annahmen beginnen früher.", "No effect: the figures reach until "+last.In(text.En)+", all assumptions begin before.")}, nil
	}
	e := &scenarioEffect{Sentence: caseSentence(c, all), Notes: beyondNote(c)}
	t := effectTable(all, c, false)
	e.Table = &t
	e.Picture, err = casesPicture(c, []outlook.Case{all.Baseline}, r, r.In(e.Sentence))
	return e, err
}

func (s *server) scenarioFormAnswer(f scenarioEntry, refused error) (answer, error) {
	a := answer{name: scenariosName, answer: text.T("Neues Szenario", "New scenario")}
	if f.base.Name != "" {
		a.answer = text.T("Szenario „"+f.base.Name+"“ ändern", "Change scenario “"+f.base.Name+"”")
	}
	if refused != nil {
		if kind := fault.KindOf(refused); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, refused
		}
		a.status = fault.KindOf(refused).Status()
		a.answer = text.T("Das Szenario ist noch nicht gespeichert", "The scenario has not been saved yet")
	}
	a.body = func(p view.Page) templ.Component { return scenarioFormBody(p, f, refused) }
	return a, nil
}

func kindsBody(p view.Page) templ.Component { return scenarioKindsBody(p) }

// kindQuestions ask for each kind in words what might happen.
var kindQuestions = map[scenario.Kind]text.Text{
	scenario.Surge:   text.T("Immer mehr kommen, bis zu einem Höhepunkt; danach geht es zurück.", "More and more come, up to a peak; then it goes back."),
	scenario.Jump:    text.T("Viele kommen auf einmal; ein Teil wohnt zuerst privat und braucht später doch einen Platz.", "Many come at once; some live privately at first and need a place later."),
	scenario.Law:     text.T("Von einem Monat an kommen weniger, mehr oder niemand mehr.", "From a month on fewer, more or nobody come."),
	scenario.Reunion: text.T("Angehörige ziehen nach.", "Relatives follow."),
	scenario.Loss:    text.T("Plätze fallen weg.", "Places are lost."),
}

func itoa(n int) string { return strconv.Itoa(n) }

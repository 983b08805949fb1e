// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/city/measure"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	desk "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// actionForm shows an action as a form.
func (s *server) actionForm(ctx context.Context, r request) (answer, error) {
	id := r.PathValue("action")
	f := &workForm{values: url.Values{}, isNew: id == newEntry}
	if f.isNew {
		f.values.Set("opened", r.AsOf.String())
		f.values.Set("expect_said", r.AsOf.String())
		f.values.Set("follows_up", r.Query.Get("folgt"))
		f.values.Set("measure", r.Query.Get("massnahme"))
		return s.actionFormAnswer(ctx, r, f, "")
	}
	k, err := s.Measures.Action(ctx, id, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.values = actionValues(k)
	return s.actionFormAnswer(ctx, r, f, id)
}

// actionValues are the fields of an action's form.
func actionValues(k measures.Kept[steering.Action]) url.Values {
	a := k.It
	return withExpectation(a.Expect, map[string]string{
		byField: a.By, whyBefore: a.Why,
		"version": strconv.FormatInt(k.Version, 10), "title": a.Title, "owner": a.Owner, "due": typedDay(a.Due), "state": string(a.State), "body": a.Body,
		"origin_kind": string(a.Origin.Kind), "origin_ref": a.Origin.Ref, "origin_by": a.Origin.By, "opened": typedDay(a.Opened), "closed": typedDay(a.Closed),
		"outcome": a.Outcome, "follows_up": a.FollowsUp, "procedure": a.Procedure, "measure": a.Measure, "note": a.Note, "source": a.Source,
	})
}

func formValues(fields map[string]string) url.Values {
	values := url.Values{}
	for name, value := range fields {
		values.Set(name, value)
	}
	return values
}

// readAction turns the form into an action.
func (f *workForm) readAction() steering.Action {
	return steering.Action{
		Title: f.get("title"), Owner: f.get("owner"), Due: f.day("due"), State: steering.ActionState(f.get("state")), Body: f.get("body"),
		Origin: steering.Origin{Kind: steering.OriginKind(f.get("origin_kind")), Ref: f.get("origin_ref"), By: f.get("origin_by")},
		Opened: f.day("opened"), Closed: f.day("closed"), Outcome: f.get("outcome"), FollowsUp: f.get("follows_up"), Procedure: f.get("procedure"),
		Measure: f.get("measure"), Expect: f.readExpectation(), Note: f.get("note"), Source: f.get("source"),
	}
}

// saveAction shows what a change would do, and saves it once that was seen.
func (s *server) saveAction(ctx context.Context, r request) (answer, error) {
	f, err := typedForm(r)
	if err != nil {
		return answer{}, err
	}
	id := r.PathValue("action")
	f.isNew = id == newEntry
	a := f.readAction()
	if !f.isNew {
		k, err := s.Measures.Action(ctx, id, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		a.ID, a.Example = id, k.It.Example
	}
	overtaken := func() (bool, error) {
		last, seen, err := s.Measures.LastAction(ctx, id, f.version())
		return err == nil && overtaken(f, r, last, seen, actionValues), err
	}
	if late, err := overtaken(); late || err != nil {
		return s.workAnswer(err, func() (answer, error) { return s.actionFormAnswer(ctx, r, f, a.ID) })
	}
	change := f.change(r)
	rows, err := s.Measures.ActionFaults(ctx, a, change)
	if err != nil {
		return answer{}, err
	}
	f.add(rows)
	if len(f.faults) > 0 {
		return s.actionFormAnswer(ctx, r, f, a.ID)
	}
	if !f.seen() {
		return s.workAnswer(s.previewAction(ctx, r, f, a, change), func() (answer, error) { return s.actionFormAnswer(ctx, r, f, a.ID) })
	}
	kept, err := s.Measures.SaveAction(ctx, a, change)
	if err == nil {
		return answer{redirect: r.actionHref(kept.ID)}, nil
	}
	if late, lost := overtaken(); late || lost != nil {
		return s.workAnswer(lost, func() (answer, error) { return s.actionFormAnswer(ctx, r, f, a.ID) })
	}
	if err := f.failed(err); err != nil {
		return answer{}, err
	}
	return s.actionFormAnswer(ctx, r, f, a.ID)
}

// previewAction says what saving an action does, with what is to be expected of it.
func (s *server) previewAction(ctx context.Context, r request, f *workForm, a steering.Action, change measures.Change) error {
	var err error
	if f.effect, err = s.Measures.ActionEffect(ctx, a, change); err != nil && fault.KindOf(err) != fault.Conflict {
		return err
	}
	f.refused = err
	versions, err := s.Measures.ActionHistory(ctx, a.ID, r.AsOf)
	if err != nil {
		return err
	}
	if err := s.expectEffect(ctx, r, f, a.Mover(), enteredWith(versions, a, r.AsOf)); err != nil {
		return err
	}
	f.values.Set("gesehen", f.fingerprint())
	return nil
}

// workAnswer is the form, unless what it needs could not be read.
func (s *server) workAnswer(err error, form func() (answer, error)) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	return form()
}

func (s *server) actionFormAnswer(ctx context.Context, r request, f *workForm, id string) (answer, error) {
	title := text.T("Neuer Auftrag", "New action")
	if id != "" {
		title = text.T("Auftrag "+id+" ändern", "Change action "+id)
	}
	offices, err := s.Measures.Offices(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	bodies, err := s.Steering.Bodies(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	all, err := s.Measures.Measures(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	others, err := s.Measures.Actions(ctx, r.AsOf, measures.Filter{})
	if err != nil {
		return answer{}, err
	}
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	f.fields = append(actionFields(f, actionChoices{
		owners: ownerOptions(f, "owner", offices, r.Lang), bodies: watchOptions(f, bodies, r.Lang), measures: measureOptions(f, all, r.Lang), actions: actionList(others, id),
	}, r.Lang), expectFields(f, n, r.Lang)...)
	f.fields = append(f.fields, whyField(f.isNew))
	a := f.answer(actionsName, title)
	a.body = func(p view.Page) templ.Component { return workFormBody(p, f) }
	return a, nil
}

// ownerOptions are the offices to choose from. One that stands there and is none of them
// stays to be seen; whether it may stay the desk says.
func ownerOptions(f *workForm, field string, offices steering.Offices, l text.Lang) []view.Option {
	list := []view.Option{option(f, field, "", text.T("bitte wählen", "please choose").In(l))}
	for _, name := range offices.Names() {
		list = append(list, option(f, field, name, name))
	}
	if now := f.get(field); !slices.Contains(offices.Names(), now) && now != "" {
		name := now
		if !f.isNew {
			name += text.T(" (wie bisher)", " (as before)").In(l)
		}
		list = append(list, option(f, field, now, name))
	}
	return list
}

// watchOptions are the bodies at work, and one that stands there already.
func watchOptions(f *workForm, bodies []desk.Line, l text.Lang) []view.Option {
	list := []view.Option{option(f, "body", "", text.T("keines", "none").In(l))}
	for _, b := range bodies {
		if b.Running || b.Key == f.get("body") {
			list = append(list, option(f, "body", b.Key, b.Name))
		}
	}
	if now := f.get("body"); now != "" && !slices.ContainsFunc(bodies, func(b desk.Line) bool { return b.Key == now }) {
		list = append(list, option(f, "body", now, now))
	}
	return list
}

// measureOptions are the measures by their titles.
func measureOptions(f *workForm, list []measures.Kept[measure.Measure], l text.Lang) []view.Option {
	options := []view.Option{option(f, "measure", "", text.T("keine", "none").In(l))}
	for _, k := range list {
		options = append(options, option(f, "measure", k.It.ID, k.It.Title+" ("+k.It.ID+")"))
	}
	return keeping(f, "measure", options)
}

// keeping adds what was typed where it is none of the choices, so that it stays.
func keeping(f *workForm, field string, list []view.Option) []view.Option {
	now := f.get(field)
	if now == "" || slices.ContainsFunc(list, func(o view.Option) bool { return o.Value == now }) {
		return list
	}
	return append(list, option(f, field, now, now))
}

// actionList offers the other actions: their numbers with their titles.
func actionList(list []measures.Kept[steering.Action], id string) []view.Option {
	var options []view.Option
	for _, k := range list {
		if k.It.ID != id {
			options = append(options, view.Option{Name: k.It.Title, Value: k.It.ID})
		}
	}
	return options
}

// actionChoices are the lists that an action's form offers.
type actionChoices struct{ owners, bodies, measures, actions []view.Option }

func actionFields(f *workForm, c actionChoices, l text.Lang) []workField {
	var states, origins []view.Option
	for _, one := range steering.ActionStates() {
		states = append(states, option(f, "state", string(one), one.Label().In(l)))
	}
	for _, one := range steering.OriginKinds() {
		origins = append(origins, option(f, "origin_kind", string(one), one.Label().In(l)))
	}
	return []workField{
		{name: "title", label: text.T("Was ist zu tun?", "What is to be done?"), lines: 2, legend: text.T("Der Auftrag", "The action")},
		{name: "owner", label: text.T("Wer ist zuständig?", "Who is the owner?"), hint: officeHint, options: c.owners},
		{name: "due", label: text.T("Bis wann? (freiwillig)", "By when? (optional)"), kind: "date"},
		{name: "state", label: text.T("Stand", "State"), options: states},
		{name: "note", label: text.T("Bemerkung (freiwillig)", "Note (optional)"), hint: text.T("Wenn der Auftrag wartet: auf wen?", "If the action waits: for whom?"), lines: 2},
		{name: "origin_kind", label: text.T("Art der Herkunft", "Kind of origin"), options: origins, legend: text.T("Woher kommt er?", "Where does it come from?")},
		{name: "origin_by", label: text.T("Wer gibt ihn?", "Who gives it?"), hint: text.T("Ein Amt, eine Fraktion oder ein Gremium.", "An office, group or body.")},
		{name: "origin_ref", label: text.T("Sitzung oder Drucksache (freiwillig)", "Meeting or paper (optional)")},
		{name: "opened", label: text.T("Entstanden am", "Came up on"), kind: "date"},
		{name: "body", label: text.T("Gremium, das darüber wacht (freiwillig)", "Body that watches over it (optional)"), options: c.bodies},
		{name: "source", label: text.T("Quelle (freiwillig)", "Source (optional)")},
		{name: "procedure", label: text.T("Gebündelt in Auftrag (freiwillig)", "Bundled in action (optional)"), hint: text.T("Die Nummer des Auftrags, mit dem er zusammen beantwortet wird, etwa 2015-004.", "The number of the action with which it is answered together, such as 2015-004."), list: c.actions, legend: text.T("Zusammenhang", "Context")},
		{name: "follows_up", label: text.T("Führt Auftrag fort (freiwillig)", "Follows up action (optional)"), hint: text.T("Die Nummer des früheren Auftrags.", "The number of the former action."), list: c.actions},
		{name: "measure", label: text.T("Maßnahme (freiwillig)", "Measure (optional)"), options: c.measures},
		{name: "closed", label: text.T("Geschlossen am", "Closed on"), kind: "date", hint: text.T("Nur wenn der Auftrag erledigt oder entfallen ist.", "Only if the action is done or dropped."), legend: text.T("Ergebnis", "Outcome")},
		{name: "outcome", label: text.T("Was wurde daraus?", "What came of it?"), hint: text.T("Ohne Ergebnis wird kein Auftrag geschlossen.", "No action is closed without an outcome."), lines: 3},
	}
}

// officeHint says how an office becomes one of the list.
var officeHint = text.T("Fehlt ein Amt? Es wird durch die Einstellung „offices“, den Stellenplan oder einen Sitz in einem Gremium bekannt.",
	"Is an office missing? It becomes known by the setting “offices”, the staffing plan or a seat in a body.")

func option(f *workForm, field, value, name string) view.Option {
	return view.Option{Name: name, Value: value, Chosen: f.get(field) == value}
}

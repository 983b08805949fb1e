// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// newPlan is the address of a plan that is not there yet.
const newPlan = "neu"

// planForm shows a plan as a form: a new one, a copy, or one to be changed.
func (s *server) planForm(ctx context.Context, r request) (answer, error) {
	base, version, err := s.basePlan(ctx, r)
	if err != nil {
		return answer{}, err
	}
	f := formOf(base, version)
	return s.formAnswer(ctx, r, f, nil)
}

// basePlan is the plan that a form starts from.
func (s *server) basePlan(ctx context.Context, r request) (plan.Plan, int64, error) {
	id := r.PathValue("plan")
	from := r.URL.Query().Get("von")
	switch {
	case id != newPlan:
		stored, err := s.Planning.Plan(ctx, id, r.AsOf)
		return stored.Plan, stored.Version, err
	case from != "":
		stored, err := s.Planning.Plan(ctx, from, r.AsOf)
		p := stored.Plan
		p.ID, p.Name, p.AsOf = "", "", r.AsOf
		return p, 0, err
	}
	next := r.AsOf.Month() + 1
	p := plan.Plan{
		AsOf: r.AsOf, From: next, To: next + 23,
		Supply:   plan.Supply{FromLedger: true, Certainties: []accommodation.Certainty{accommodation.InOperation, accommodation.Decided}},
		Staffing: plan.Staffing{FromLedger: true},
	}
	// A new plan reckons the same tasks at the same prices as the leading one;
	// the form says so.
	leading, ok, err := s.Planning.Leading(ctx, r.AsOf)
	if ok {
		p.Staffing, p.Cost = leading.Staffing, leading.Cost
		p.Staffing.Quantities = nil // they belong to the other plan's months
	}
	return p, 0, err
}

// savePlan previews or saves what was typed. Nothing is kept before the
// planner has seen the effect and saved it.
func (s *server) savePlan(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.savePlan: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	base, _, err := s.basePlan(ctx, r)
	if err != nil {
		return answer{}, err
	}
	f := planEntry{values: r.PostForm, base: base}
	p, faults := f.read()
	if len(faults) > 0 {
		return s.formAnswer(ctx, r, f, fault.Refuse("web.savePlan", faults))
	}
	run, err := s.Planning.Try(ctx, p)
	if err != nil {
		f.faults = fault.RowsOf(err)
		return s.formAnswer(ctx, r, f, err)
	}
	if f.get("schritt") != "speichern" || f.get("gesehen") != f.fingerprint() {
		// What was typed after the preview is shown again before it is saved.
		f.effect = s.effect(ctx, r, p, run)
		f.values.Set("gesehen", f.fingerprint())
		return s.formAnswer(ctx, r, f, nil)
	}
	if err := s.Planning.Save(ctx, p, f.version(), r.By(), time.Now().UTC()); err != nil {
		return s.formAnswer(ctx, r, f, err)
	}
	to := r.Page
	if p.AsOf.After(r.AsOf) {
		to.AsOf = p.AsOf
	}
	return answer{redirect: to.Href("/plaene/" + p.ID)}, nil
}

// effect sets the run that the typed plan gives beside the one that is kept.
func (s *server) effect(ctx context.Context, r request, p plan.Plan, run plan.Run) *view.Table {
	before, kept := run, false
	name := text.T("bisher", "so far")
	if stored, err := s.Planning.Plan(ctx, p.ID, r.AsOf); err == nil {
		if old, err := s.Planning.Run(ctx, stored); err == nil {
			before, kept = old, true
		}
	} else if from := r.URL.Query().Get("von"); from != "" {
		if e, err := s.evaluatedPlan(ctx, r, from); err == nil {
			before, kept, name = e.run, true, text.Same(e.Name)
		}
	}
	t := sumTable(evaluated{planning.Stored{Plan: before.Inputs.Plan}, before}, evaluated{planning.Stored{Plan: p}, run})
	t.ID, t.Caption = "wirkung", text.T("Das ändert sich am Ende des Plans", "What changes at the end of the plan")
	t.Columns[2].Name, t.Columns[3].Name = name, text.T("nach dem Speichern", "after saving")
	if before.ID == run.ID && before.Inputs.Plan.ID == p.ID && !kept { // a new plan has nothing to be compared with
		t.Columns = slices.Concat(t.Columns[:2], t.Columns[3:4])
		t.Caption = text.T("Das ergibt der Plan an seinem Ende", "What the plan comes to at its end")
		for i := range t.Rows {
			c := t.Rows[i].Cells
			c[3].Ref = ""
			t.Rows[i].Cells = slices.Concat(c[:2], c[3:4])
		}
		return &t
	}
	for i := range t.Rows { // the run is not kept yet, so its numbers have no address
		t.Rows[i].Cells[2].Ref, t.Rows[i].Cells[3].Ref, t.Rows[i].Cells[4].Ref = "", "", ""
	}
	return &t
}

func (s *server) formAnswer(ctx context.Context, r request, f planEntry, refused error) (answer, error) {
	a := answer{name: text.T("Pläne", "Plans"), answer: text.T("Neuer Plan", "New plan")}
	if f.base.Name != "" {
		a.answer = text.T("„"+f.base.Name+"“ ändern", "Change “"+f.base.Name+"”")
	}
	if refused != nil {
		if kind := fault.KindOf(refused); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, refused
		}
		a.status = fault.KindOf(refused).Status()
		a.answer = text.T("Der Plan ist noch nicht gespeichert", "The plan has not been saved yet")
	}
	_, areas, err := s.Capacity.Areas(ctx)
	if err != nil {
		return answer{}, err
	}
	a.body = func(p view.Page) templ.Component { return planFormBody(p, f, districtsOf(areas), refused) }
	return a, nil
}

func districtsOf(areas []area.Area) []area.Area {
	var list []area.Area
	for _, a := range areas {
		if a.Level == area.District {
			list = append(list, a)
		}
	}
	return list
}

// formOf fills the form with a plan.
func formOf(p plan.Plan, version int64) planEntry {
	f := planEntry{values: url.Values{}, base: p}
	f.fill(p, version)
	return f
}

// keysToSet are the staffing keys whose number the form offers.
var keysToSet = []struct {
	id   string
	base staffing.Base
	name text.Text
}{
	{"social-support", staffing.Persons, text.T("soziale Betreuung, eine Stelle für … Personen", "social support, one post for … persons")},
	{"house-management", staffing.Places, text.T("Hausleitung, eine Stelle für … Plätze", "house management, one post for … places")},
}

// slug makes a key of a plan's name: lower case, words joined by hyphens.
func slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case r == 'ä':
			b.WriteString("ae")
		case r == 'ö':
			b.WriteString("oe")
		case r == 'ü':
			b.WriteString("ue")
		case r == 'ß':
			b.WriteString("ss")
		default:
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > 60 {
		s = strings.Trim(s[:60], "-")
	}
	return s
}

// basisChoices are the bases that a planner may give an assumption.
var basisChoices = []figure.Basis{figure.Assumed, figure.Announced, figure.Reported, figure.Counted, figure.Computed}

// monthField writes a month as the browser's month field wants it.
func monthField(m period.Month) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

func contains(list []string, word string) bool { return slices.Contains(list, word) }

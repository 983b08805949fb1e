// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/desk/measures"
	"planraum/internal/store/citytest"
	"planraum/internal/web/webtest"
)

// movingAction is the form of an action that is to move a figure.
func movingAction() url.Values {
	return url.Values{
		"title": {"Freie Wohnungen melden"}, "owner": {"Sozialamt"}, "state": {"open"}, "origin_kind": {"office"}, "origin_by": {"Bezirksamt"}, "opened": {"2015-11-27"}, "due": {"2016-01-31"}, "version": {""},
		"expect_indicator": {"accommodation.persons"}, "expect_area": {"08111000"}, "expect_change": {"-250"}, "expect_said": {"2015-11-27"}, "expect_check": {"2016-06-30"},
	}
}

// TestActionMovesAFigure: an action is tied to a figure in its form, which shows before it
// is saved what is to come with nothing done; its page then answers with what came beside
// that, before and at the check date, with picture, tables and derivations.
func TestActionMovesAFigure(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := movingAction()
	form.Set("expect_check", "2015-01-01")
	form.Set("expect_change", "viel")
	rec := as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form)
	page := parsed(t, rec)
	if n := len(page.All("#fehler li")); rec.Code != http.StatusUnprocessableEntity || n != 2 {
		t.Fatalf("%d with %d faults", rec.Code, n)
	}
	if v, _ := page.First("#expect_change"); v.Attr("value") != "viel" {
		t.Error("what was typed is gone")
	}
	form = movingAction()
	to := saved(t, h, "/steuerung/auftraege/neu/form", form, "Ohne Auftrag sind für Juni 2016 zu erwarten")
	page = parsed(t, as(t, h, "", "GET", to, nil))
	head, _ := page.First("h1")
	facts, _ := page.First("ul.facts")
	if head.Text() != "Noch ist kein Wert bekannt, der nach der Erwartung liegt." || !strings.Contains(facts.Text(), "fällig am 31.01.2016; zuständig: Sozialamt") {
		t.Errorf("before any value: %q, %q", head.Text(), facts.Text())
	}
	if rows := page.Table("erwartet-und-gekommen"); len(rows) != 1 || rows[0][5] != "unbekannt" || len(page.All("#bild svg")) == 0 || len(page.Table("verlauf")) == 0 {
		t.Errorf("before the check date: %v", rows)
	}
	page = parsed(t, as(t, h, "", "GET", to+"?stand=2016-12-31", nil))
	if head, _ := page.First("h1"); !strings.HasPrefix(head.Text(), "Der Wert am Prüftag (") || strings.Contains(page.Text(), "ohne Maßnahme") {
		t.Errorf("after the check date: %q", head.Text())
	}
	links := page.All("#erwartet-und-gekommen td a.number")
	if len(links) != 6 {
		t.Errorf("%d numbers can be asked for, want 6", len(links))
	}
	for _, a := range links {
		derived := as(t, h, "", "GET", a.Attr("href"), nil)
		if head, _ := parsed(t, derived).First("h1"); derived.Code != http.StatusOK || !strings.Contains(head.Text(), strings.TrimLeft(a.Text(), "+−-")) {
			t.Errorf("%s is %s; its derivation says %q", a.Attr("href"), a.Text(), head.Text())
		}
	}
	if rows := parsed(t, as(t, h, "", "GET", "/steuerung?stand=2016-06-15", nil)).Table("pruefen"); len(rows) != 1 || rows[0][0] != "30.06.2016" || rows[0][1] != "Freie Wohnungen melden" {
		t.Errorf("the board checks soon %v", rows)
	}
	if text := parsed(t, as(t, h, "", "GET", "/steuerung?stand=2016-12-31", nil)).Text(); !strings.Contains(text, "einem Auftrag mit Prüftag") {
		t.Error("the board does not count the action")
	}
}

// TestWorkFilesComeBack: the files beside the tables of actions, goals and measures hold
// everything that was known, whatever the page is narrowed to, and a fresh city reads them
// in again as they are, with what is to move.
func TestWorkFilesComeBack(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	saved(t, h, "/steuerung/auftraege/neu/form", movingAction(), "Ohne Auftrag sind für Juni 2016 zu erwarten")
	page := parsed(t, as(t, h, "", "GET", "/steuerung/auftraege?faellig=ueberfaellig", nil))
	offered := ""
	for _, a := range page.All("p.note a") {
		if strings.Contains(a.Text(), "zum Weiterarbeiten") {
			offered = a.Attr("href")
		}
	}
	if !strings.HasPrefix(offered, "/steuerung/auftraege.csv") || strings.Contains(offered, "ueberfaellig") {
		t.Errorf("the page offers the file at %q", offered)
	}
	again := citytest.Example(t)
	for _, one := range []struct{ address, name string }{{"/steuerung/ziele.csv", "goals.csv"}, {"/steuerung/massnahmen.csv", "measures.csv"}, {"/steuerung/auftraege.csv", "actions.csv"}} {
		rec := as(t, h, "", "GET", one.address, nil)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Header().Get("Content-Disposition"), one.name) {
			t.Fatalf("%s answers %d, %s", one.address, rec.Code, rec.Header().Get("Content-Disposition"))
		}
		if _, err := again.Data.Import(t.Context(), data.Incoming{Name: one.name, Content: strings.NewReader(rec.Body.String()), By: "Test", Now: time.Now()}); err != nil {
			t.Fatalf("%s cannot be read in again: %v", one.name, err)
		}
	}
	ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
	ledger := again.Approval.Ledger()
	task, err := measures.New(again.Store, ledger, again.Store, nil).Action(ctx, "2015-009", webtest.Today)
	want := measure.Expectation{Indicator: "accommodation.persons", Area: "08111000", Group: "all", Change: -250, Said: period.Day(2015, 11, 27), Check: period.Day(2016, 6, 30)}
	if err != nil || task.It.Expect == nil {
		t.Fatalf("%+v, %v", task, err)
	}
	got := *task.It.Expect
	if got.Group == "" {
		got.Group = "all"
	}
	if got != want {
		t.Errorf("%+v came back, want %+v", got, want)
	}
}

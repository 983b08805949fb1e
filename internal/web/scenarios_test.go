// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/desk/outlook"
	"planraum/internal/text"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestScenarios: the list answers with what a scenario changes; each number leads to
// its derivation; what has begun is not reckoned again; before anything is known the
// page says so.
func TestScenarios(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, want := range map[string]string{
		"/szenarien":                             "Plätze fehlen ab November 2015, mit und ohne Szenario; am meisten ändert „Ab April 2016 kommen weniger (erfunden)“",
		"/szenarien?stand=2017-02-28&werte=alle": "Im Szenario „Anstieg wie 2015“ fehlen ab",
		"/szenarien?stand=2010-01-01":            "Am 01.01.2010 ist zu wenig bekannt, um vorauszurechnen.",
		"/szenarien/weniger-ab-april":            "Im Szenario „Ab April 2016 kommen weniger (erfunden)“",
		"/szenarien/neu/form":                    "Neues Szenario: Was könnte geschehen?",
	} {
		rec := as(t, h, "", "GET", address, nil)
		if got := headline(t, rec); rec.Code != http.StatusOK || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %d, %q", address, rec.Code, got)
		}
	}
	page := parsed(t, as(t, h, "", "GET", "/szenarien", nil))
	if rows := len(page.Table("szenarien")); rows != 6 {
		t.Errorf("%d rows, want the baseline, 4 scenarios and the mixture", rows)
	}
	mixture, _ := page.First("#fall-mixture")
	if !strings.Contains(mixture.Text(), "Mischung: 50 % wie bisher, 30 % Anstieg hält an (erfunden), 20 % Ab April 2016 kommen weniger (erfunden)") {
		t.Errorf("the mixture is called %q", mixture.Text())
	}
	asked := 0
	for _, a := range page.All("#szenarien a") {
		if href := a.Attr("href"); strings.Contains(href, "/whatif/") {
			asked++
			if rec := as(t, h, "", "GET", href, nil); rec.Code != http.StatusOK || asked < 3 && !strings.Contains(rec.Body.String(), "Pfade") {
				t.Errorf("%s answers %d", href, rec.Code)
			}
		}
	}
	if asked != 6*10 {
		t.Errorf("%d numbers can be asked, want 60", asked)
	}
	over := as(t, h, "", "GET", "/szenarien?stand=2017-02-28&werte=alle", nil).Body.String()
	if strings.Count(over, "hat schon begonnen") != 4 || !strings.Contains(over, "Ihr erster Monat liegt nicht mehr vor uns") {
		t.Error("scenarios that have begun are not told")
	}
}

// TestScenariosFromAnOldCount: where the last count is years ago the page refuses as that
// of the warnings does, and names no month of shortage.
func TestScenariosFromAnOldCount(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const address = "/szenarien?stand=2026-11-22&werte=alle"
	if got := headline(t, as(t, h, "", "GET", address, nil)); !strings.HasPrefix(got, "Seit ") || !strings.Contains(got, "hat niemand die untergebrachten Personen gezählt") {
		t.Errorf("%q", got)
	}
	for _, row := range parsed(t, as(t, h, "", "GET", address, nil)).Table("szenarien") {
		if !strings.Contains(row[4], "letzte Zählung zu alt") && !strings.Contains(row[4], "hat schon begonnen") {
			t.Errorf("a month of shortage is named: %v", row)
		}
	}
}

// TestScenariosAllBegun: where every scenario has begun the sentence says so, and not
// that there is none.
func TestScenariosAllBegun(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	rec := as(t, h, "", "GET", "/szenarien?stand=2017-06-30&werte=alle", nil)
	if got := headline(t, rec); !strings.Contains(got, "haben alle") || !strings.Contains(got, "schon begonnen") || strings.Contains(got, "kein Szenario") {
		t.Errorf("%q", got)
	}
}

// TestScenariosBelowTheThreshold: under a high threshold nobody is warned, but the
// sentence must not say that no places are missing where they probably are.
func TestScenariosBelowTheThreshold(t *testing.T) {
	desks := webtest.Desks(t, false)
	all := audience.With(t.Context(), audience.Unfiltered)
	day := period.Day(2018, 6, 30)
	err := desks.Outlook.SetThreshold(all, need.Threshold{Percent: 99, ValidFrom: period.Day(2015, 1, 1), DecidedOn: period.Day(2015, 1, 1), Source: "Niederschrift"}, outlook.Change{Day: day, By: "Test", Now: webtest.Today.Time()})
	if err != nil {
		t.Fatal(err)
	}
	_, err = desks.Outlook.SaveScenario(all, scenario.Scenario{
		ID: "mehr", Name: "Mehr (Probe)", Author: "Test", On: day,
		Parts: []scenario.Part{{Kind: scenario.Loss, From: period.MonthOf(2018, 10), Persons: new(scenario.Certain(10))}},
	}, outlook.Change{Day: day, Today: day, By: "Test", Now: webtest.Today.Time()})
	if err != nil {
		t.Fatal(err)
	}
	got := headline(t, as(t, webtest.Handler(desks), "", "GET", "/szenarien?stand="+day.String()+"&werte=alle", nil))
	cases, err := desks.Outlook.Cases(all, day)
	if err != nil {
		t.Fatal(err)
	}
	least := cases.Baseline.Never
	for _, c := range cases.List {
		if !c.Over {
			least = min(least, c.Never)
		}
	}
	if cases.Baseline.Warned != nil || least > 0.9 {
		t.Fatalf("the example does not show it: warned %v, never %v", cases.Baseline.Warned, least)
	}
	if !strings.HasPrefix(got, "Keine Warnung bei der Schwelle von 99 %") || !strings.Contains(got, strings.ReplaceAll(outlook.Chance(text.De, 1-least), "\u00a0", " ")) {
		t.Errorf("%q, want the threshold and the probability %v", got, 1-least)
	}
}

// TestScenarioForm walks the way of a planner: choose what may happen, give numbers,
// see the effect, save. Nothing is saved unseen; of two who changed the same the
// second is told; an earlier date still shows what was known then.
func TestScenarioForm(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, "/szenarien/neu/form?art=jump&stand=2015-12-01")
	fill := map[string]string{
		"name": "Probe", "author": "Sozialplanung", "weight": "40", "parts[0].from": "2016-01",
		"parts[0].persons.likely": "3.000", "parts[0].months.likely": "2", "parts[0].private.low": "10", "parts[0].private.likely": "20", "parts[0].private.high": "40", "parts[0].return.likely": "12",
	}
	for name, value := range fill {
		f.values.Set(name, value)
	}
	answer := f.send("speichern")
	if page := answer.Body.String(); answer.Code != http.StatusOK || !strings.Contains(page, "Noch ist nichts gespeichert") || !strings.Contains(page, "Im Szenario „Probe“") || !strings.Contains(page, "<svg") {
		t.Fatalf("unseen entries: %d, want the effect", answer.Code)
	}
	f.values.Set("parts[0].persons.likely", "4000")
	if answer = f.send("speichern"); answer.Code != http.StatusOK {
		t.Fatalf("entries changed after the preview: %d, want a new preview", answer.Code)
	}
	if answer = f.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("seen entries: %d, want to be led to the scenario", answer.Code)
	}
	shown := as(t, h, "", "GET", answer.Header().Get("Location"), nil)
	if page := shown.Body.String(); shown.Code != http.StatusOK || !strings.Contains(page, "4.000") || !strings.Contains(page, "10 bis 40, wahrscheinlich 20") {
		t.Errorf("the saved scenario: %d", shown.Code)
	}
	if rec := as(t, h, "", "GET", "/szenarien/probe?stand=2026-11-21", nil); rec.Code != http.StatusNotFound {
		t.Errorf("the day before it was typed it is known already: %d", rec.Code)
	}
	first, second := open(t, h, "/szenarien/probe/form?stand=2026-11-22"), open(t, h, "/szenarien/probe/form?stand=2026-11-22")
	for i, f := range []*form{first, second} {
		f.values.Set("note", "Änderung "+string(rune('1'+i)))
		f.send("vorschau")
	}
	if answer := first.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("the first: %d", answer.Code)
	}
	if answer := second.send("speichern"); answer.Code != http.StatusConflict || second.values.Get("note") != "Änderung 2" {
		t.Errorf("the second: %d with note %q, want 409 and what was typed", answer.Code, second.values.Get("note"))
	}
	gone := open(t, h, "/szenarien/probe/form?stand=2026-11-22")
	if answer := gone.send("zurueckziehen"); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "Ja, zurückziehen") {
		t.Errorf("withdrawing asks once more: %d", answer.Code)
	}
	if answer := gone.send("zurueckgezogen"); answer.Code != http.StatusSeeOther {
		t.Errorf("withdrawing: %d", answer.Code)
	}
	if rec := as(t, h, "", "GET", "/szenarien/probe?stand=2026-11-22", nil); rec.Code != http.StatusNotFound {
		t.Errorf("the withdrawn scenario answers %d", rec.Code)
	}
}

// TestScenarioOfNoTime: one assumed on a day to come could not be opened and is refused;
// one that begins after what is reckoned says before it is saved that it changes nothing.
func TestScenarioOfNoTime(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, "/szenarien/neu/form?art=loss&stand=2015-12-01")
	for name, value := range map[string]string{"name": "Später", "author": "Sozialplanung", "parts[0].from": "2040-01", "parts[0].persons.likely": "70", "on": "2099-01-01"} {
		f.values.Set(name, value)
	}
	answer := f.send("vorschau")
	if said, _ := parsed(t, answer).First("#fehler"); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(said.Text(), "ein Tag, der schon war") {
		t.Errorf("assumed in 2099: %d, %q", answer.Code, said.Text())
	}
	f.values.Set("on", "2015-12-01")
	answer = f.send("vorschau")
	effect, _ := parsed(t, answer).First("#wirkung-abschnitt")
	for _, want := range []string{"ändert nichts an dem, was hier steht: Gerechnet wird bis Dezember 2017", "1 von 1 Annahmen beginnen nach Dezember 2017"} {
		if answer.Code != http.StatusOK || !strings.Contains(effect.Text(), want) {
			t.Errorf("from 2040 on: %d, %q", answer.Code, effect.Text())
		}
	}
	if answer = f.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("saving: %d", answer.Code)
	}
	if page := as(t, h, "", "GET", answer.Header().Get("Location"), nil); page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "2040") {
		t.Errorf("the saved one: %d", page.Code)
	}
}

// TestScenarioFormRefuses: everything that is wrong is said at once and beside its
// field; what was typed stays; weights of more than 100 % are refused.
func TestScenarioFormRefuses(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, "/szenarien/neu/form?art=surge")
	f.values.Set("name", "Zu viel")
	f.values.Set("weight", "51") // 60 % are given to others by today
	f.values.Set("on", "irgendwann")
	f.values.Set("parts[0].from", "bald")
	for end, value := range map[string]string{"low": "5", "likely": "viele", "high": "3"} {
		f.values.Set("parts[0].factor."+end, value)
	}
	answer := f.send("vorschau")
	page := parsed(t, answer)
	if answer.Code != http.StatusUnprocessableEntity {
		t.Fatalf("status %d, want 422", answer.Code)
	}
	top, _ := page.First("#fehler")
	for _, want := range []string{"Tag der Annahme", "Wer nimmt es an?", "Annahme 1, erster Monat", "Annahme 1, Zugänge auf dem Höhepunkt", "Annahme 1, Monate bis zum Höhepunkt", "höchstens 40 Prozent"} {
		if !strings.Contains(top.Text(), want) {
			t.Errorf("the refusal does not name %q: %s", want, top.Text())
		}
	}
	for _, a := range page.All("#fehler a") {
		id := strings.TrimPrefix(a.Attr("href"), "#")
		if !slices.ContainsFunc(page.All("input"), func(n htmltest.Node) bool { return n.Attr("id") == id && n.Attr("aria-invalid") == "true" }) {
			t.Errorf("%q leads to no field that is marked", id)
		}
	}
	if got := f.values.Get("parts[0].factor.likely"); got != "viele" {
		t.Errorf("what was typed is gone: %q", got)
	}
	f.values.Set("name", "")
	if said, _ := parsed(t, f.send("vorschau")).First("#fehler"); strings.Contains(said.Text(), "Kennung") || !strings.Contains(said.Text(), "ein Name") {
		t.Errorf("without a name: %s", said.Text())
	}
	f = open(t, h, "/szenarien/neu/form?art=loss")
	f.values.Set("parts[0].persons.likely", "70")
	f.values.Set("neue_art", "law")
	f.send("annahme")
	if f.values.Get("parts") != "2" || f.values.Get("parts[1].kind") != "law" || f.values.Get("parts[0].persons.likely") != "70" {
		t.Errorf("after adding an assumption: %v", f.values)
	}
	f.send("weglassen")
	if f.values.Get("parts") != "1" {
		t.Errorf("after leaving one out: %v", f.values)
	}
	for _, role := range []string{"steward", "coordinator"} {
		if rec := as(t, h, role, "POST", "/szenarien/neu/form", url.Values{"name": {"x"}}); rec.Code != http.StatusForbidden {
			t.Errorf("%s may write a scenario: %d", role, rec.Code)
		}
		if rec := as(t, h, role, "GET", "/szenarien", nil); rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "Neues Szenario</a>") {
			t.Errorf("%s reads the list: %d, or is offered to write", role, rec.Code)
		}
	}
}

// TestPlacesLost: the answer to a scenario that takes places away names them and what is
// missing then, and more places than there are cannot be lost.
func TestPlacesLost(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, "/szenarien/neu/form?art=loss&stand=2015-12-01")
	for name, value := range map[string]string{"name": "Halle zu", "author": "Sozialplanung", "parts[0].from": "2016-03", "parts[0].persons.likely": "500", "on": "2015-12-01"} {
		f.values.Set(name, value)
	}
	answer := f.send("vorschau")
	effect, _ := parsed(t, answer).First("#wirkung-abschnitt")
	if answer.Code != http.StatusOK || !strings.Contains(effect.Text(), "500 Plätze fallen weg") && !strings.Contains(effect.Text(), "fallen 500 Plätze weg") || strings.Contains(effect.Text(), "Personen in den Unterkünften;") {
		t.Errorf("%d %q", answer.Code, effect.Text())
	}
	f.values.Set("parts[0].persons.likely", "1000000")
	answer = f.send("vorschau")
	said, _ := parsed(t, answer).First("#fehler")
	if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(said.Text(), "„1000000 | 1000000 | 1000000“, erwartet: höchstens 6.747 Plätze: Ende März 2016 sind 6.747 nutzbar") || !strings.Contains(said.Text(), "Annahme 1") {
		t.Errorf("a million places: %d %q", answer.Code, said.Text())
	}
}

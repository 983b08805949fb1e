// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/web/webtest"
)

// TestBoardKeepsItsAnswer: what is to be decided next stays on the dashboard whatever is
// written; where its figures have changed it stands there with its time until the new
// one is reckoned, and the page brings itself up to date without a script.
func TestBoardKeepsItsAnswer(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const board = "/steuerung?stand=2015-11-27&werte=alle" // also figures that nobody has released
	headline(t, as(t, h, "", "GET", board, nil))
	desks.Outlook.Wait()
	before := headline(t, as(t, h, "", "GET", board, nil))
	if !strings.HasPrefix(before, "Bis ") {
		t.Fatalf("the dashboard begins with %q", before)
	}
	load := func(name, content string) {
		t.Helper()
		if _, err := desks.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader(content), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatal(err)
		}
		if err := desks.Protect.Prepare(t.Context(), nil); err != nil { // else nobody sees it yet
			t.Fatal(err)
		}
	}
	const head = "indicator,area,group,period,value,basis,known_from,source\n"
	load("other.csv", head+"population.residents,08111000,all,2015-11-20,610000,counted,2015-11-26,Probe\n")
	page := as(t, h, "", "GET", board, nil)
	body := page.Body.String()
	if got := headline(t, page); got != before || strings.Contains(body, "wird neu gerechnet") {
		t.Errorf("after what changes no input: %q", got)
	}
	load("figures.csv", head+"accommodation.persons,08111000,all,2015-11-10,9000,counted,2015-11-12,Probe\n")
	page = as(t, h, "", "GET", board, nil)
	body = page.Body.String()
	waiting := parsed(t, page)
	if head, _ := waiting.First("h1"); head.Text() != before {
		got := head.Text()
		t.Errorf("meanwhile it says %q, before %q", got, before)
	}
	for _, want := range []string{"Gerechnet mit dem Stand von ", "wird neu gerechnet", `<noscript><meta http-equiv="refresh"`, `data-refresh="3"`, "<progress"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page that waits lacks %s", want)
		}
	}
	if len(waiting.Table("entscheidungen")) == 0 {
		t.Error("the last decisions are not there")
	}
	desks.Outlook.Wait()
	page = as(t, h, "", "GET", board, nil)
	body = page.Body.String()
	if got := headline(t, page); got == before || strings.Contains(body, "wird neu gerechnet") {
		t.Errorf("the new answer: %q", got)
	}
}

// TestTwoQuestions: the Lagebild asks the plan, the dashboard the outlook; each says so,
// has the other's answer beside its own, and both name the same kinds of accommodation.
func TestTwoQuestions(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const situation, board = "/?stand=2015-11-27", "/steuerung?stand=2015-11-27"
	headline(t, as(t, h, "", "GET", board, nil))
	desks.Outlook.Wait()
	plans, steers := parsed(t, as(t, h, "", "GET", situation, nil)), parsed(t, as(t, h, "", "GET", board, nil))
	lead, _ := steers.First("h1")
	first, _, _ := strings.Cut(lead.Text(), "). ")
	for _, want := range []string{"Gefragt ist hier: Bis wann ist zu entscheiden, damit der erste Mangel des Plans „", "Die Steuerung fragt anders: ", first} {
		if !strings.Contains(plans.Text(), want) {
			t.Errorf("the Lagebild does not say %q", want)
		}
	}
	items := plans.All(".warnings li")
	if len(items) == 0 {
		t.Fatal("the Lagebild has nothing to decide")
	}
	for _, want := range []string{"Gefragt ist hier: Bis wann ist was zu entscheiden, um nach der Hochrechnung", "Das Lagebild fragt anders: ", items[0].Text()} {
		if !strings.Contains(steers.Text(), want) {
			t.Errorf("the dashboard does not say %q", want)
		}
	}
	kinds := func(rows [][]string, column int) []string {
		var list []string
		for _, row := range rows {
			list = append(list, row[column])
		}
		slices.Sort(list)
		return list
	}
	one, two := kinds(plans.Table("entscheidungen"), 0), kinds(steers.Table("entscheidungen"), 1)
	if len(one) == 0 || !slices.Equal(one, two) {
		t.Errorf("the Lagebild names %v, the dashboard %v", one, two)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/job"
	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

const replayed = "/prognosen/rueckschau"

// replayOf has a replay reckoned, and returns a visitor of the pages.
func replayOf(t *testing.T, months url.Values) htmltest.Visitor {
	t.Helper()
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	to := post(v, replayed+"?stand=2026-11-22", months).Header().Get("Location")
	id, _, _ := strings.Cut(strings.TrimPrefix(to, "/daten/vorgaenge/"), "?")
	if len(id) != 36 {
		t.Fatalf("the order leads to %q", to)
	}
	state(t, desks, id, job.Done)
	if !leads(v.Page(to)) {
		t.Error("the job does not lead to the replay")
	}
	return v
}

// leads reports whether a page leads to the replay.
func leads(page htmltest.Node) bool {
	for _, a := range page.All("a.button") {
		if strings.HasPrefix(a.Attr("href"), replayed) {
			return true
		}
	}
	return false
}

func TestReplayPage(t *testing.T) {
	v := replayOf(t, url.Values{"from": {"2015-06"}, "to": {"2015-12"}})
	page := v.Page(replayed + "?stand=2026-11-22")
	heading := v.Heading(replayed + "?stand=2026-11-22")
	if !strings.Contains(heading, "Fällen mit fehlenden Plätzen wären") || !strings.Contains(heading, "zu Recht still") {
		t.Errorf("the heading is %q", heading)
	}
	months := page.Table("monate")
	if len(months) != 7 || months[0][0] != "30.06.2015" || months[6][0] != "31.12.2015" {
		t.Fatalf("%d months: %v", len(months), months)
	}
	// On 30.06.2015 the city's own 35th report was not known yet.
	if last := months[0][2]; last > "Juni 2015" && last != "Juni 2015" && last != "Mai 2015" {
		t.Errorf("on 30.06.2015 %s was known", last)
	}
	if months[0][1] == "" {
		t.Error("the threshold is not named")
	}
	for _, id := range []string{"verlaesslichkeit", "jahre", "faelle", "stadt", "gefuellt", "widersprueche"} {
		if _, ok := page.First("#" + id); !ok {
			t.Errorf("the table %s is not there", id)
		}
		if file := v.Get(replayed + "?stand=2026-11-22&tabelle=" + id + "&format=csv"); file.Code != http.StatusOK || !strings.Contains(file.Body.String(), "# Stand: 22.11.2026") {
			t.Errorf("%s as a file: %d", id, file.Code)
		}
	}
	everyNumberLeadsOn(t, v.Handler, replayed+"?stand=2026-11-22", "planner")
	if _, ok := page.First("#verlauf .chart-wide svg"); !ok {
		t.Error("there is no picture")
	}
	facts, _ := page.First("ul.facts")
	if !strings.Contains(facts.Text(), "Hauptbuch bis Eintrag") || !strings.Contains(facts.Text(), "Seitdem kam nichts hinzu") {
		t.Errorf("it does not say what it rests on: %q", facts.Text())
	}
	// As of a day before what it knows there is none.
	if h := v.Heading(replayed + "?stand=2020-01-01"); h != "Es ist noch keine Rückschau gerechnet." {
		t.Errorf("as of an earlier day: %q", h)
	}
	if h := v.Heading("/en" + replayed + "?stand=2026-11-22"); !strings.Contains(h, "would have been announced, each for the month in which opens what is decided") {
		t.Errorf("in English: %q", h)
	}
	if !leads(v.Page("/prognosen?stand=2026-11-22")) {
		t.Error("the forecasts do not lead to it")
	}
}

// TestReplayRefused: each wrong month is named beside its field and keeps what was
// typed; a time that cannot be gone through is refused in one sentence.
func TestReplayRefused(t *testing.T) {
	v := reader(t)
	for name, c := range map[string]struct{ from, to, say string }{
		"no months":     {"2014-6x", "", "ein Monat wie 2016-12"},
		"reversed":      {"2016-02", "2016-01", "liegt nach dem letzten"},
		"too many":      {"2000-01", "2016-01", "höchstens 120 Monate"},
		"not over yet":  {"2026-01", "2026-11", "endet nach dem Stand"},
		"something bad": {"<script>", "2016-01", "ein Monat wie 2016-12"},
	} {
		rec := post(v, replayed+"?stand=2026-11-22", url.Values{"from": {c.from}, "to": {c.to}})
		body := rec.Body.String()
		page := parsed(t, rec)
		from, _ := page.First("#from")
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(body, c.say) || from.Attr("value") != c.from {
			t.Errorf("%s: %d, %q", name, rec.Code, from.Attr("value"))
		}
	}
	page := v.Page(replayed + "?stand=2026-11-22")
	if from, _ := page.First("#from"); from.Attr("value") != "2014-02" && from.Attr("value") != "2014-06" {
		t.Errorf("the form begins with %q", from.Attr("value"))
	}
}

// TestReplayRights: who may not read plans sees neither page nor way to it; who may
// not make them sees no form.
func TestReplayRights(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for role, want := range map[string]int{"public": 403, "provider": 403, "council": 200, "administrator": 403, "coordinator": 200, "steward": 200, "planner": 200} {
		rec := as(t, h, role, http.MethodGet, replayed, nil)
		if rec.Code != want {
			t.Errorf("%s: %d, want %d", role, rec.Code, want)
		}
		if form := strings.Contains(rec.Body.String(), `name="from"`); form != (role == "planner") {
			t.Errorf("%s: a form %v", role, form)
		}
	}
	if rec := as(t, h, "coordinator", http.MethodPost, replayed, url.Values{"from": {"2015-06"}, "to": {"2015-07"}}); rec.Code != http.StatusForbidden {
		t.Errorf("a coordinator orders: %d", rec.Code)
	}
}

// TestReplayInABrowser: the filled page at the width of a phone and of a desk.
func TestReplayInABrowser(t *testing.T) {
	v := replayOf(t, url.Values{"from": {"2015-06"}, "to": {"2016-03"}})
	server := httptest.NewServer(v.Handler)
	t.Cleanup(server.Close)
	browser := browsertest.New(t)
	for _, prefix := range []string{"", "/en"} {
		page := browser.Page(server.URL+prefix+replayed+"?stand=2026-11-22", 320, 900)
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s: wider than its screen of %d px", prefix, width)
			}
		}
		for _, c := range page.Complaints() {
			t.Errorf("%s: the browser complains: %s", prefix, c)
		}
	}
}

// TestForecastOfAnEmptyCity: without areas the form cannot be filled in; the page says
// what to import first.
func TestForecastOfAnEmptyCity(t *testing.T) {
	page := parsed(t, as(t, webtest.Handler(webtest.Desks(t, true)), "planner", "GET", "/prognosen/neu", nil))
	if notice, _ := page.First(".notice"); !strings.Contains(notice.Text(), "eingelesen") || len(page.All("input[name=indicator]")) != 0 {
		t.Errorf("%q", notice.Text())
	}
}

// TestNothingToLookBackAt: an empty city is told that there is nothing to look back at
// and what it takes, instead of a form with empty months.
func TestNothingToLookBackAt(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, true))}
	page := v.Page(replayed)
	if h := v.Heading(replayed); !strings.HasPrefix(h, "Es gibt nichts, worauf zurückzuschauen wäre") {
		t.Error(h)
	}
	if _, ok := page.First("#from"); ok {
		t.Error("the form is there")
	}
	if !strings.Contains(page.Text(), "Nötig sind Zahlen der untergebrachten Personen") {
		t.Error("what it takes is not said")
	}
}

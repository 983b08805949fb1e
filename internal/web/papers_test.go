// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	papers "planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/web"
	"planraum/internal/web/webtest"
)

const answerPage = "/berichte/antrag-864-2015"

// answering keeps the draft of a council paper that answers the motion, with an order of
// committees: without it the text of the answer cannot be issued.
func answering(t *testing.T, desks web.Desks) {
	t.Helper()
	day := period.Day(2015, 11, 27)
	ctx := identity.With(t.Context(), identity.Demonstration(identity.Planner))
	if _, err := desks.Council.Save(ctx, papers.Paper{
		Type: papers.Answer, Title: "Planungsstelle", Lead: "Sozialplanung", On: day, Answers: []string{"haushaltsantrag-864-2015"},
		Order: []papers.Consultation{{Committee: "VA", Step: papers.Preliminary, Public: true}, {Committee: "GR", Step: papers.Decision, Public: true}},
	}, council.Doing{Day: day, By: "Sozialplanung", Now: day.Time()}); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
}

// TestPaperPage: every number of a text is a way to its derivation, every table can be
// had as a file, and a way leads to each file of the text.
func TestPaperPage(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	before := parsed(t, as(t, h, "planner", http.MethodGet, answerPage+"?stand=2015-11-27", nil))
	if h1, _ := before.First("h1"); !strings.Contains(h1.Text(), "eine Stelle steht der Ausgabe entgegen") || !strings.Contains(before.Text(), "Tragen Sie die Gremien bei der Vorlage ein") {
		t.Errorf("without an order of committees: %s", h1.Text())
	}
	answering(t, desks)
	rec := as(t, h, "planner", http.MethodGet, answerPage+"?stand=2015-11-27", nil)
	page := parsed(t, rec)
	h1, _ := page.First("h1")
	if rec.Code != http.StatusOK || !strings.Contains(h1.Text(), "alle Zahlen können ausgegeben werden") {
		t.Fatalf("%d %s", rec.Code, h1.Text())
	}
	asked := 0
	for _, a := range page.All("article a.number") {
		if asked++; asked > 25 {
			break
		}
		if got := as(t, h, "planner", http.MethodGet, a.Attr("href"), nil); got.Code != http.StatusOK {
			t.Errorf("%s answers %d", a.Attr("href"), got.Code)
		}
	}
	if asked < 25 {
		t.Errorf("%d numbers can be asked", asked)
	}
	for _, n := range page.All("article sup a") {
		if _, there := page.First(n.Attr("href")); !there {
			t.Errorf("no note %s", n.Attr("href"))
		}
	}
	for format, media := range map[string]string{"docx": "wordprocessingml", "odt": "opendocument", "html": "text/html"} {
		got := as(t, h, "planner", http.MethodGet, answerPage+"/datei/"+format+"?stand=2015-11-27", nil)
		if got.Code != http.StatusOK || !strings.Contains(got.Header().Get("Content-Type"), media) || !strings.Contains(got.Header().Get("Content-Disposition"), "antrag-864-2015-2015-11-27."+format) {
			t.Errorf("%s: %d %v", format, got.Code, got.Header())
		}
	}
	if got := as(t, h, "planner", http.MethodGet, answerPage+"/datei/exe?stand=2015-11-27", nil); got.Code != http.StatusNotFound {
		t.Errorf("a format that there is not: %d", got.Code)
	}
	if got := as(t, h, "planner", http.MethodGet, "/berichte/gibt-es-nicht", nil); got.Code != http.StatusNotFound {
		t.Errorf("a report that there is not: %d", got.Code)
	}
}

// TestIssuePaper: what the planner issues everybody reads, as it was issued; drafts are
// for offices alone. What is issued is what the page showed.
func TestIssuePaper(t *testing.T) {
	desks := webtest.Desks(t, false)
	answering(t, desks)
	h := webtest.Handler(desks)
	const at = "?stand=2015-11-27"
	for _, role := range []string{"council", "public", "provider"} {
		if got := as(t, h, role, http.MethodGet, answerPage+at, nil); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
			t.Errorf("the %s sees a draft: %d", role, got.Code)
		}
		if got := as(t, h, role, http.MethodGet, "/berichte"+at, nil); got.Code != http.StatusOK || strings.Contains(got.Body.String(), "864/2015") {
			t.Errorf("the %s sees templates: %d", role, got.Code)
		}
	}
	page := parsed(t, as(t, h, "planner", http.MethodGet, answerPage+at, nil))
	seen, _ := page.First("input[name=gesehen]")
	after, _ := page.First("input[name=nach]")
	form := url.Values{"gesehen": {seen.Attr("value")}, "nach": {after.Attr("value")}}
	if got := as(t, h, "planner", http.MethodPost, answerPage+"/ausgabe"+at, url.Values{"gesehen": {"anders"}, "nach": form["nach"]}); got.Code != http.StatusConflict {
		t.Errorf("another text than was seen: %d", got.Code)
	}
	for _, role := range []string{"steward", "coordinator", "taskforce", "council", "public"} {
		if got := as(t, h, role, http.MethodPost, answerPage+"/ausgabe"+at, form); got.Code != http.StatusForbidden && got.Code != http.StatusNotFound {
			t.Errorf("the %s issues: %d", role, got.Code)
		}
	}
	if got := as(t, h, "planner", http.MethodPost, answerPage+"/ausgabe"+at, form); got.Code != http.StatusSeeOther {
		t.Fatalf("%d", got.Code)
	}
	if got := as(t, h, "planner", http.MethodPost, answerPage+"/ausgabe"+at, form); got.Code != http.StatusConflict {
		t.Errorf("issued twice: %d", got.Code)
	}
	for _, role := range []string{"council", "public", "provider"} {
		got := as(t, h, role, http.MethodGet, answerPage+"?stand=2016-12-31", nil)
		body := got.Body.String()
		if got.Code != http.StatusOK || !strings.Contains(body, "ausgegeben mit dem Stand 27.11.2015") || !strings.Contains(body, "13.549") {
			t.Errorf("the %s reads %d", role, got.Code)
		}
		if strings.Contains(body, "/ausgabe") {
			t.Errorf("the %s is offered to issue", role)
		}
		if got := as(t, h, role, http.MethodGet, answerPage+"/datei/odt?stand=2016-12-31", nil); got.Code != http.StatusOK {
			t.Errorf("the %s has no file: %d", role, got.Code)
		}
		if got := as(t, h, role, http.MethodGet, answerPage+"?stand=2015-11-26", nil); got.Code == http.StatusOK {
			t.Errorf("the %s reads it before it was known", role)
		}
	}
	same := parsed(t, as(t, h, "planner", http.MethodGet, answerPage+at, nil))
	if heading, _ := same.First("h1"); !strings.Contains(heading.Text(), "ausgegeben mit dem Stand 27.11.2015") || strings.Contains(heading.Text(), "Entwurf") {
		t.Errorf("on the day of its issue the page says %q", heading.Text())
	}
	notice, _ := same.First("#ist-ausgegeben")
	if kept, ok := same.First("#ist-ausgegeben a"); !ok || !strings.Contains(kept.Attr("href"), "ausgabe=") || !strings.Contains(notice.Text(), "Stand 27.11.2015, als Ausgabe 1.") {
		t.Errorf("%q", notice.Text())
	}
	later := parsed(t, as(t, h, "planner", http.MethodGet, answerPage+"?stand=2016-12-31", nil))
	if notice, ok := later.First("#ist-ausgegeben"); !ok || !strings.Contains(notice.Text(), "das ist ein Entwurf") {
		t.Errorf("a year later: %q", notice.Text())
	}
	rows := later.Table("geaendert")
	found := false
	for _, r := range rows {
		found = found || (len(r) == 4 && strings.Contains(r[2], "5.435") && strings.Contains(r[3], "7.874"))
	}
	if len(rows) < 10 || !found {
		t.Errorf("%d changes: %v", len(rows), rows[:min(len(rows), 3)])
	}
}

// TestPaperPDF: a PDF is a job whose file is handed out.
func TestPaperPDF(t *testing.T) {
	h := webtest.Handler(webtest.Working(t))
	got := as(t, h, "planner", http.MethodPost, "/berichte/presse/pdf?stand=2016-12-31", nil)
	if got.Code != http.StatusSeeOther {
		t.Fatalf("%d", got.Code)
	}
	at := got.Header().Get("Location")
	path, _, _ := strings.Cut(at, "?")
	for range 200 {
		file := as(t, h, "planner", http.MethodGet, path+"/datei", nil)
		if file.Code == http.StatusOK {
			if !strings.HasPrefix(file.Body.String(), "%PDF") || !strings.Contains(file.Header().Get("Content-Disposition"), "presse-2016-12-31.pdf") {
				t.Errorf("%v", file.Header())
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("no PDF at %s", at)
}

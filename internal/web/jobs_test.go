// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web"
	"planraum/internal/web/browsertest"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// trials are jobs of which tests decide how they go: one that runs until it is
// let go, and one whose input has 150 faults.
func trials(let <-chan struct{}) []job.Kind {
	return []job.Kind{
		{Name: "trial", Label: text.Same("trial"), Run: func(ctx context.Context, t job.Task) (any, error) {
			t.Report(3, 12)
			select {
			case <-let:
				return nil, nil
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}},
		{Name: "faulty", Label: text.Same("faulty"), Run: func(context.Context, job.Task) (any, error) {
			var rows []fault.Row
			for i := range 150 {
				rows = append(rows, fault.Row{File: "werte.csv", Line: i + 2, Column: "value", Value: "<i>zwölf</i>", Expected: text.T("eine Zahl", "a number")})
			}
			return nil, fault.Refuse("test", rows)
		}},
	}
}

func begin(t *testing.T, desks web.Desks, kind string) string {
	t.Helper()
	id, err := desks.Work.Start(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), job.Order{Kind: kind, Title: text.T("Probe „"+kind+"“", "Trial “"+kind+"”"), Unit: text.T("Schritte", "steps"), By: "Amt"})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// state waits for a job to reach a state.
func state(t *testing.T, desks web.Desks, id string, want job.State) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if j, err := desks.Work.Job(audience.With(t.Context(), audience.Lens{Audience: audience.Office}), id); err != nil || j.State == want && (want != job.Running || j.Total > 0) {
			return
		}
	}
	t.Fatalf("the job does not become %s", want)
}

func TestExportAsAJob(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	if _, ok := v.Page("/daten").First("form select[name=format]"); !ok {
		t.Error("the page of data does not offer the export")
	}
	answer := post(v, "/daten?stand=2016-06-30", url.Values{"format": {"csv"}})
	to := answer.Header().Get("Location")
	id := strings.TrimSuffix(strings.TrimPrefix(to, "/daten/vorgaenge/"), "?stand=2016-06-30")
	if answer.Code != http.StatusSeeOther || len(id) != 36 {
		t.Fatalf("the order answers %d, %q", answer.Code, to)
	}
	state(t, desks, id, job.Done)
	if h := v.Heading(to); h != "„Werte ausgeben (CSV), Stand 30.06.2016“ ist fertig." {
		t.Errorf("the heading is %q", h)
	}
	link, ok := v.Page(to).First("a[download]")
	if !ok {
		t.Fatal("the page offers no file")
	}
	file := v.Get(link.Attr("href"))
	if name := file.Header().Get("Content-Disposition"); file.Code != http.StatusOK || name != "attachment; filename=planraum-figures-2016-06-30.csv" || !strings.Contains(file.Body.String(), "intake.arrivals") {
		t.Errorf("the file is %q: %.200s", name, file.Body)
	}
	if refused := post(v, "/daten", url.Values{"format": {"exe"}}); refused.Code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown format answers %d", refused.Code)
	}
	if h := v.Heading("/daten/vorgaenge"); h != "Kein Vorgang läuft, einer ist fertig." {
		t.Errorf("the list says %q", h)
	}
}

func TestRecomputeAsAJob(t *testing.T) {
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	to := post(v, "/plaene", nil).Header().Get("Location")
	state(t, desks, strings.TrimPrefix(to, "/daten/vorgaenge/"), job.Done)
	rows := v.Page(to).Table("laeufe")
	if len(rows) != 2 || rows[0][1] == "" || rows[1][1] == "" {
		t.Errorf("the result is %v", rows)
	}
}

func TestJobPages(t *testing.T) {
	let := make(chan struct{})
	desks := webtest.Working(t, trials(let)...)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	if h := v.Heading("/daten/vorgaenge"); h != "Es gibt keinen Vorgang." {
		t.Errorf("without jobs the list says %q", h)
	}
	faulty := begin(t, desks, "faulty")
	state(t, desks, faulty, job.Refused)
	running := begin(t, desks, "trial")
	state(t, desks, running, job.Running)
	waiting := begin(t, desks, "trial")

	if h := v.Heading("/daten/vorgaenge"); h != "Ein Vorgang läuft, einer wartet, einer ist gescheitert." {
		t.Errorf("the list says %q", h)
	}
	if h := v.Heading("/en/daten/vorgaenge"); h != "One job is running, one is waiting, one has failed." {
		t.Errorf("in English the list says %q", h)
	}
	rows := v.Page("/daten/vorgaenge").Table("vorgaenge")
	if len(rows) != 3 || rows[0][1] != "läuft" || rows[0][2] != "3 von 12 (Schritte)" || rows[1][1] != "wartet" || rows[2][1] != "zurückgewiesen" {
		t.Errorf("the list is %v", rows)
	}

	path := "/daten/vorgaenge/" + running
	page := v.Page(path)
	bar, _ := page.First("progress")
	words, _ := page.First("p.progress")
	if bar.Attr("value") != "3" || bar.Attr("max") != "12" || !strings.Contains(words.Text(), "3 von 12 (Schritte)") {
		t.Errorf("the progress is %s of %s, %q", bar.Attr("value"), bar.Attr("max"), words.Text())
	}
	if body := v.Get(path).Body.String(); !strings.Contains(body, `http-equiv="refresh" content="3"`) || !strings.Contains(body, "data-refresh") {
		t.Error("the page of a running job does not reload itself")
	}
	if body := v.Get(path + "?ruhig=1").Body.String(); strings.Contains(body, `http-equiv="refresh"`) || strings.Contains(body, "data-refresh") {
		t.Error("the page reloads itself although its reader wants none of it")
	}

	if a := post(v, path, url.Values{"schritt": {"abbrechen"}}); a.Code != http.StatusSeeOther {
		t.Errorf("cancel answers %d", a.Code)
	}
	state(t, desks, running, job.Cancelled)
	if h := v.Heading(path); h != "„Probe „trial““ wurde abgebrochen; es wurde nichts gespeichert." {
		t.Errorf("the heading is %q", h)
	}
	state(t, desks, waiting, job.Running)
	close(let)
	state(t, desks, waiting, job.Done)
	if a := post(v, path, url.Values{"schritt": {"wiederholen"}}); a.Code != http.StatusSeeOther {
		t.Errorf("retry answers %d", a.Code)
	}
	state(t, desks, running, job.Done)
	for form, want := range map[string]int{"wiederholen": http.StatusConflict, "abbrechen": http.StatusConflict, "quatsch": http.StatusUnprocessableEntity} {
		if a := post(v, path, url.Values{"schritt": {form}}); a.Code != want {
			t.Errorf("%s of a job that is done answers %d, want %d", form, a.Code, want)
		}
	}

	page = v.Page("/daten/vorgaenge/" + faulty)
	if rows := page.Table("fehlerliste"); len(rows) != 100 || rows[0][1] != "2" || rows[0][3] != "<i>zwölf</i>" || rows[0][4] != "eine Zahl" {
		t.Errorf("the faults are %d rows", len(rows))
	}
	if file := string(v.File("/daten/vorgaenge/" + faulty + "?tabelle=fehlerliste&format=csv")); strings.Count(file, "werte.csv") != 150 {
		t.Errorf("the file holds %d faults", strings.Count(file, "werte.csv"))
	}
	for _, p := range []string{"/daten/vorgaenge/nein", "/daten/vorgaenge/" + faulty + "/datei"} {
		if a := v.Get(p); a.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", p, a.Code)
		}
	}
}

// TestJobsInABrowser: pages of jobs in each state break no rule of axe-core,
// and one that runs follows it by itself to its end.
func TestJobsInABrowser(t *testing.T) {
	let := make(chan struct{})
	desks := webtest.Working(t, trials(let)...)
	server := httptest.NewServer(webtest.Handler(desks))
	t.Cleanup(server.Close)
	faulty := begin(t, desks, "faulty")
	state(t, desks, faulty, job.Refused)
	running := begin(t, desks, "trial")
	state(t, desks, running, job.Running)
	begin(t, desks, "trial")
	browser := browsertest.New(t)
	for _, path := range []string{"/daten/vorgaenge", "/en/daten/vorgaenge", "/daten/vorgaenge/" + faulty, "/daten/vorgaenge/" + running, "/en/daten/vorgaenge/" + running} {
		page := browser.Page(server.URL+path, 320, 900)
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", path, width)
			}
		}
		if c := page.Complaints(); len(c) > 0 {
			t.Errorf("%s: the browser complains: %v", path, c)
		}
	}
	page := browser.Page(server.URL+"/daten/vorgaenge/"+running, 1280, 900)
	close(let)
	page.WaitFor("document.querySelector('h1').textContent.includes('ist fertig')")
}

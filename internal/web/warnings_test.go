// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/desk/data"
	"planraum/internal/desk/outlook"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

const warnings = "/prognosen/warnungen"

// TestWarningsPage: heading, picture, sentences and tables say the same, and every
// number can be asked.
func TestWarningsPage(t *testing.T) {
	v := reader(t)
	page := v.Page(warnings + "?stand=2019-06-30")
	heading, _ := page.First("h1")
	sentences := page.All(".warnings li")
	beginning := func(s string) string { before, _, _ := strings.Cut(s, " Plätze"); return before } // the sentence goes on with its band and what it hangs on
	if len(sentences) < 2 || beginning(sentences[0].Text()) != beginning(heading.Text()) || !strings.HasPrefix(heading.Text(), "Bis 01.07.2019 entscheiden: Erweiterung, Modulbau oder Systembau für ") {
		t.Fatalf("the heading is %q, the first sentence %q", heading.Text(), sentences[0].Text())
	}
	kinds, months, leads := page.Table("arten"), page.Table("monate"), page.Table("vorlaufzeiten")
	for _, row := range kinds {
		// What the sentences say of a kind stands in its row, of the same month.
		if row[1] == "" {
			continue
		}
		said := slices.ContainsFunc(sentences, func(n htmltest.Node) bool {
			return strings.HasPrefix(n.Text(), "Bis "+row[1]+" entscheiden: ") && strings.Contains(n.Text(), row[0]) && strings.Contains(n.Text(), " für "+row[4]+" Plätze (80 %: "+row[5]+" bis "+row[6]+")") && strings.Contains(n.Text(), row[2])
		})
		if !said {
			t.Errorf("no sentence says what the table says: %v", row)
		}
	}
	if len(kinds) != 8 || kinds[0][0] != "Hotel" || kinds[0][1] != "01.09.2019" || len(months) != 25 {
		t.Errorf("%d kinds, first %v, %d months", len(kinds), kinds[0], len(months))
	}
	if last := leads[len(leads)-1]; kinds[len(kinds)-1][1] != "" || !strings.Contains(last[2], "vorbei") {
		t.Errorf("what comes too late stands last and says so: %v", last)
	}
	for _, row := range leads {
		if row[0] == "Systembau" && (!strings.Contains(strings.Join(row, "|"), "GRDrs 848/2015") || !strings.Contains(strings.Join(row, "|"), "23.160,00")) {
			t.Errorf("the price has no paper: %v", row)
		}
		if row[0] == "Hotel" && !strings.Contains(strings.Join(row, "|"), "unbekannt") {
			t.Errorf("a price that nobody knows: %v", row)
		}
	}
	facts, _ := page.First(".facts")
	for _, want := range []string{"Warnschwelle: 50", "vom Programm vorgegeben", "1.000 Verläufe", "Startwert des Zufalls 1", "Plätze, die es gibt oder die beschlossen sind", "letzter bekannter Bestand"} {
		if !strings.Contains(facts.Text(), want) {
			t.Errorf("%q is missing in %q", want, facts.Text())
		}
	}
	notes, _ := page.First(".notice")
	for _, want := range []string{"weder einen plötzlichen Anstieg", "hat niemand gezählt", "Zugänge: Verfahren", "Auszüge: im Monat", "Annahme ohne Beleg"} {
		if !strings.Contains(notes.Text(), want) {
			t.Errorf("%q is missing in the notes", want)
		}
	}
	pictures := page.All("#vorausschau-bild svg desc")
	if len(pictures) != 3 || !strings.Contains(pictures[0].Text(), "80 % zwischen") {
		t.Errorf("%d pictures, the first says %q", len(pictures), pictures[0].Text())
	}
	if n := v.Numbers(page); n < 200 {
		t.Errorf("only %d numbers can be asked", n)
	}
	if n := v.Files(page); n != 5 {
		t.Errorf("%d tables as files", n)
	}
}

// TestWarningsOfAnEmptyCity says what is missing and what to do.
func TestWarningsOfAnEmptyCity(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, true))}
	page := v.Page(warnings)
	body, _ := page.First("main")
	for _, want := range []string{"lässt sich nicht sagen, ob die Plätze reichen", "noch kein Bestand", "planraum import utilisation.csv", "planraum import lead_times.csv"} {
		if !strings.Contains(body.Text(), want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, address := range []string{warnings + "/verlauf", warnings + "/schwelle", "/"} {
		if rec := v.Get(address); rec.Code != http.StatusOK || strings.Contains(rec.Body.String(), "class=\"glance\"") {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
	if rec := as(t, v.Handler, "", "POST", warnings, url.Values{}); rec.Code != http.StatusUnprocessableEntity {
		t.Errorf("keeping nothing answers %d", rec.Code)
	}
}

// TestKeepAWarning: the button keeps once; the second time nobody overwrites; the
// kept one has its page with its vintage, and the record judges it later.
func TestKeepAWarning(t *testing.T) {
	v := reader(t)
	const day = "?stand=2016-12-10"
	rec := as(t, v.Handler, "", "POST", warnings+day, url.Values{})
	to := rec.Header().Get("Location")
	if rec.Code != http.StatusSeeOther || !strings.HasPrefix(to, warnings+"/verlauf/2016-12-10/ledger") {
		t.Fatalf("%d to %q", rec.Code, to)
	}
	if rec := as(t, v.Handler, "", "POST", warnings+day, url.Values{}); rec.Code != http.StatusConflict || !strings.Contains(rec.Body.String(), "ist schon festgehalten") {
		t.Errorf("kept twice: %d", rec.Code)
	}
	if rec := as(t, v.Handler, "taskforce", "POST", warnings+"?stand=2016-12-11", url.Values{}); rec.Code != http.StatusForbidden {
		t.Errorf("the task force keeps: %d", rec.Code)
	}
	keep, _ := v.Page(warnings + day).First("#festhalten a")
	if !strings.HasPrefix(keep.Attr("href"), warnings+"/verlauf/2016-12-10/ledger") {
		t.Errorf("the page leads to %q", keep.Attr("href"))
	}
	page := v.Page(to)
	text, _ := page.First("main")
	for _, want := range []string{"Gesagt am 10.12.2016: ", "festgehalten am", "Sozialplanung", "Hauptbuch bis Nummer", "nur freigegebene Werte", outlook.Version, "warning/2"} {
		if !strings.Contains(text.Text(), want) {
			t.Errorf("%q is missing on the page of the kept warning", want)
		}
	}
	if n := v.Numbers(page); n != 6 { // the record that was kept, and the five months that came since
		t.Errorf("the numbers lead to %d derivations", n)
	}
	if n := v.Numbers(v.Page(warnings + "/verlauf?stand=2026-11-22")); n < 5 {
		t.Errorf("only %d numbers of the record can be asked", n)
	}
	// Nobody knew it before the day on which it was kept.
	for _, stand := range []string{"2016-12-11", "2020-06-30", "2026-11-21"} {
		if rows := v.Page(warnings + "/verlauf?stand=" + stand).Table("festgehalten"); len(rows) != 1 || !strings.HasPrefix(rows[0][0], "Noch ist nichts") {
			t.Errorf("on %s it is shown as kept already: %v", stand, rows)
		}
		if rec := v.Get(warnings + "/verlauf/2016-12-10/ledger?stand=" + stand); rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "22.11.2026") {
			t.Errorf("on %s its page answers %d", stand, rec.Code)
		}
	}
	if why, _ := v.Page("/herleitung/raised/2016-12-10/ledger?stand=2026-11-22").First("main"); !strings.Contains(why.Text(), "bekannt seit 22.11.2026") {
		t.Errorf("derived as %q", why.Text())
	}
	later := v.Page(warnings + "/verlauf?stand=2026-11-22")
	if rows := later.Table("festgehalten"); len(rows) != 1 || rows[0][0] != "10.12.2016" {
		t.Errorf("kept: %v", rows)
	}
	// It was kept years after its day: it is marked, and judged apart.
	judged := later.Table("eingetroffen")
	if bins := later.All("#verlaesslichkeit"); len(judged) != 5 || len(bins) != 0 {
		t.Fatalf("%d judged, %d tables of reliability", len(judged), len(bins))
	}
	if apart, _ := later.First("#nachtraeglich"); !strings.Contains(apart.Text(), "Für sich beurteilt: 5 Aussagen") {
		t.Errorf("what was kept afterwards: %q", apart.Text())
	}
	for _, row := range judged {
		if row[1] != "nachträglich" {
			t.Errorf("not marked: %v", row)
		}
	}
	filled := 0
	for _, row := range judged {
		if strings.Contains(row[9], "gerechnet, ±") {
			filled++
		}
	}
	if filled == 0 || filled == len(judged) {
		t.Errorf("%d of %d values are filled", filled, len(judged))
	}
	if heading, _ := later.First("h1"); !strings.HasPrefix(heading.Text(), "Festgehalten: 1, davon 1 erst nachträglich") {
		t.Errorf("the answer is %q", heading.Text())
	}
	for address, want := range map[string]int{warnings + "/verlauf/2016-12-10/ledger?stand=2016-12-09": 404, warnings + "/verlauf/1999-01-31/ledger": 404, warnings + "/verlauf/x": 404} {
		if rec := v.Get(address); rec.Code != want {
			t.Errorf("%s answers %d, want %d", address, rec.Code, want)
		}
	}
}

// setting sends the form of the threshold as the page does.
func setting(t *testing.T, h http.Handler, role, step string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	form.Set("schritt", step)
	return as(t, h, role, "POST", warnings+"/schwelle?stand=2019-06-30", form)
}

// TestSetAThreshold: all faults at once and beside their fields, the effect before
// saving, saved once, in the history; who had not seen another's is told.
func TestSetAThreshold(t *testing.T) {
	v := reader(t)
	bad := setting(t, v.Handler, "", "vorschau", url.Values{"percent": {"viel"}, "valid_from": {"bald"}, "decided_on": {"2030-01-01"}, "source": {" "}, "decision": {"GRDrs 1/2019"}})
	page := parsed(t, bad)
	if bad.Code != http.StatusUnprocessableEntity || len(page.All(".field-error")) != 4 || len(page.All("#fehler li")) != 4 {
		t.Errorf("%d, %d fields, %d at the top", bad.Code, len(page.All(".field-error")), len(page.All("#fehler li")))
	}
	if typed, _ := page.First("#percent"); typed.Attr("value") != "viel" || typed.Attr("aria-invalid") != "true" {
		t.Errorf("what was typed is lost: %q", typed.Attr("value"))
	}
	good := url.Values{"percent": {"30"}, "valid_from": {"2019-06-01"}, "decided_on": {"2019-05-23"}, "source": {"Niederschrift vom 23.05.2019"}, "decision": {"GRDrs 1/2019"}}
	shown := parsed(t, setting(t, v.Handler, "", "speichern", good)) // not seen yet: shown first
	effect, _ := shown.First("#wirkung-abschnitt")
	if !strings.Contains(effect.Text(), "Mit 30 % statt 50 % würde ") || !strings.Contains(effect.Text(), "Noch ist nichts gespeichert") {
		t.Fatalf("the effect is %q", effect.Text())
	}
	for _, hidden := range []string{"gesehen", "version"} {
		field, _ := shown.First("input[name=" + hidden + "]")
		good.Set(hidden, field.Attr("value"))
	}
	if rec := setting(t, v.Handler, "", "speichern", good); rec.Code != http.StatusSeeOther {
		t.Fatalf("saving answers %d", rec.Code)
	}
	if rec := setting(t, v.Handler, "", "speichern", good); rec.Code != http.StatusConflict {
		t.Errorf("saving again without having seen it answers %d", rec.Code)
	}
	history := v.Page(warnings + "/schwelle?stand=2026-11-22")
	if rows := history.Table("schwellen"); len(rows) != 1 || rows[0][0] != "01.06.2019" || rows[0][2] != "gilt" || rows[0][3] != "23.05.2019" || rows[0][4] != "22.11.2026" || rows[0][7] != "Sozialplanung" {
		t.Errorf("%v", rows)
	}
	if heading, _ := history.First("h1"); heading.Text() != "Gewarnt wird ab 30 % Wahrscheinlichkeit, seit dem 01.06.2019." {
		t.Errorf("%q", heading.Text())
	}
	if n := v.Numbers(history); n != 1 {
		t.Errorf("%d numbers can be asked", n)
	}
	facts, _ := v.Page(warnings + "?stand=2026-11-22").First(".facts")
	if !strings.Contains(facts.Text(), "Warnschwelle: 30 %, gilt ab 01.06.2019 (GRDrs 1/2019)") {
		t.Errorf("%q", facts.Text())
	}
	// Recorded today, it was not known before today: past dates stay as they were.
	for _, day := range []string{"2019-05-01", "2019-06-30", "2026-11-21"} {
		if before := v.Heading(warnings + "/schwelle?stand=" + day); !strings.Contains(before, "noch keine Schwelle") {
			t.Errorf("known on %s: %q", day, before)
		}
	}
}

// TestAdministratorSetsAThreshold without seeing what it means for warnings.
func TestAdministratorSetsAThreshold(t *testing.T) {
	v := reader(t)
	form := url.Values{"percent": {"40"}, "valid_from": {"2019-06-01"}, "decided_on": {"2019-05-23"}, "source": {"Niederschrift"}}
	effect, _ := parsed(t, setting(t, v.Handler, "administrator", "vorschau", form)).First("#wirkung-abschnitt")
	if !strings.Contains(effect.Text(), "sehen nur, die Warnungen lesen dürfen") || strings.Contains(effect.Text(), "gewarnt") {
		t.Errorf("the administrator is shown %q", effect.Text())
	}
	for _, role := range []string{"coordinator", "steward", "taskforce", "council", "provider", "public"} {
		if rec := setting(t, v.Handler, role, "vorschau", form); rec.Code != http.StatusForbidden {
			t.Errorf("%s sets the threshold: %d", role, rec.Code)
		}
	}
}

// TestGlanceOnTheSituation: the line is there once it is reckoned, and never for
// those who may not read plans.
func TestGlanceOnTheSituation(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	line := func(role string) string {
		page := parsed(t, as(t, h, role, "GET", "/?stand=2016-06-30", nil))
		for _, p := range page.All(".glance") {
			return p.Text()
		}
		return ""
	}
	if got := line(""); !strings.Contains(got, "wird gerade gerechnet") {
		t.Errorf("before: %q", got)
	}
	desks.Outlook.Wait()
	if got := line(""); !strings.Contains(got, "Nach den bisherigen Zahlen fehlen bis Juni 2018 mit einer Wahrscheinlichkeit von ") {
		t.Errorf("after: %q", got)
	}
	started := time.Now()
	line("")
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("the page takes %s", took)
	}
	for _, role := range []string{"public", "provider", "administrator"} {
		if got := line(role); got != "" {
			t.Errorf("%s is told %q", role, got)
		}
	}
}

// TestCouncilReadsWarnings: it sets the threshold, so it reads it, the warnings and what
// was kept from released figures; what rests on others is not there for it, and it keeps
// and sets nothing here.
func TestCouncilReadsWarnings(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	released := period.Day(2015, 10, 31)
	for day, lens := range map[period.Date]audience.Lens{released: {Audience: audience.Office, Released: true}, period.Day(2015, 9, 30): audience.Unfiltered} {
		ctx := audience.With(t.Context(), lens)
		o, err := desks.Outlook.Look(ctx, day, outlook.Wish{Seed: 1, Paths: 20})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := desks.Outlook.Raise(ctx, o, outlook.Keeping{By: "Test"}, webtest.Today.Time()); err != nil {
			t.Fatal(err)
		}
	}
	for address, want := range map[string]int{
		warnings: 200, warnings + "/schwelle": 200, warnings + "/verlauf": 200, "/prognosen/rueckschau": 200, "/herleitung/warning/probability/2016-01": 200,
		warnings + "/verlauf/2015-10-31/ledger?stand=2026-11-22": 200, warnings + "/verlauf/2015-10-31/ledger?stand=2026-11-21": 404, warnings + "/verlauf/2015-09-30/ledger?stand=2026-11-22": 404, "/prognosen": 403, "/plaene": 403,
	} {
		if rec := as(t, h, "council", "GET", address, nil); rec.Code != want {
			t.Errorf("%s answers %d, want %d", address, rec.Code, want)
		}
	}
	page := parsed(t, as(t, h, "council", "GET", warnings+"/verlauf?stand=2026-11-22", nil))
	if rows := page.Table("festgehalten"); len(rows) != 1 || rows[0][0] != "31.10.2015" {
		t.Errorf("%v", rows)
	}
	if rec := as(t, h, "council", "POST", warnings, url.Values{}); rec.Code != http.StatusForbidden {
		t.Errorf("the council keeps a warning: %d", rec.Code)
	}
}

// TestCouncilReadsTheSchedule: of what the schedule keeps the council sees the edition of
// released figures, with no number of the other one, also not by guessing its address;
// offices see both, named by what they rest on.
func TestCouncilReadsTheSchedule(t *testing.T) {
	desks := webtest.Desks(t, false)
	day, now := period.Day(2015, 10, 31), func() time.Time { return period.Day(2015, 11, 1).Time() }
	const unreleased = "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons,08111000,all,2015-10-30,9876,counted,2015-10-31,Probe\n"
	if _, err := desks.Data.Import(t.Context(), data.Incoming{Name: "figures.csv", Content: strings.NewReader(unreleased), By: "Test", Now: webtest.Today.Time()}); err != nil {
		t.Fatal(err)
	}
	work := desks.Outlook.KeepWork(now)
	for _, a := range outlook.Editions() {
		order, err := outlook.KeepOrder(day, a, outlook.By)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := work.Run(audience.With(t.Context(), order.Lens), job.Task{Args: order.Args, By: order.By, Report: func(int64, int64) {}}); err != nil {
			t.Fatal(err)
		}
	}
	all, err := desks.Outlook.Entry(t.Context(), outlook.KeptID(day))
	if err != nil {
		t.Fatal(err)
	}
	released, err := desks.Outlook.Entry(t.Context(), outlook.EditionID(day, audience.Public))
	if err != nil || reflect.DeepEqual(all.Months, released.Months) {
		t.Fatalf("the figure that is not released changes nothing: %v", err)
	}
	h := webtest.Handler(desks)
	kept := warnings + "/verlauf/"
	for role, want := range map[string][]int{"council": {200, 200, 404, 200, 404, 403}, "planner": {200, 200, 200, 200, 200, 200}, "public": {403, 403, 403, 403, 403, 403}} {
		for i, address := range []string{warnings + "/verlauf", kept + released.ID, kept + all.ID, "/herleitung/" + outlook.KeptRef(released.ID), "/herleitung/" + outlook.KeptRef(all.ID), fmt.Sprintf("/herleitung/record/%d", all.Record)} {
			if rec := as(t, h, role, "GET", address+"?stand=2026-11-22", nil); rec.Code != want[i] {
				t.Errorf("%s answers %s with %d, want %d", address, role, rec.Code, want[i])
			}
		}
	}
	rows := parsed(t, as(t, h, "council", "GET", warnings+"/verlauf?stand=2026-11-22", nil)).Table("festgehalten")
	if len(rows) != 1 || !strings.Contains(strings.Join(rows[0], " "), "auch für den Gemeinderat") {
		t.Errorf("the council sees %v", rows)
	}
	rows = parsed(t, as(t, h, "planner", "GET", warnings+"/verlauf?stand=2026-11-22", nil)).Table("festgehalten")
	if len(rows) != 2 || !strings.Contains(fmt.Sprint(rows), "nur für die Ämter") {
		t.Errorf("the planner sees %v", rows)
	}
	for _, address := range []string{warnings + "/verlauf?stand=2026-11-22", kept + released.ID + "?stand=2026-11-22", warnings + "/verlauf?stand=2026-11-22&tabelle=eingetroffen&format=csv"} {
		if body := as(t, h, "council", "GET", address, nil).Body.String(); strings.Contains(body, "9.876") || strings.Contains(body, "9876") {
			t.Errorf("%s tells the council what is not released", address)
		}
	}
	everyNumberLeadsOn(t, h, warnings+"/verlauf?stand=2026-11-22", "council")
	everyNumberLeadsOn(t, h, warnings+"/verlauf?stand=2026-11-22", "planner")
}

// everyNumberLeadsOn opens the derivations of the numbers in the tables of a page, one for
// each column, and wants every number to have one.
func everyNumberLeadsOn(t *testing.T, h http.Handler, address, role string) {
	t.Helper()
	page := parsed(t, as(t, h, role, "GET", address, nil))
	numbers, opened := 0, map[string]bool{}
	for _, table := range page.All("table") {
		for _, row := range table.All("tbody tr") {
			for i, cell := range row.All("td.number") {
				if strings.TrimSpace(cell.Text()) == "" || cell.Text() == "unbekannt" {
					continue
				}
				numbers++
				a, ok := cell.First("a.number")
				if !ok {
					t.Errorf("%s: %q in %q has no derivation", address, cell.Text(), row.Text())
					continue
				}
				column := fmt.Sprint(table.Attr("id"), i)
				if opened[column] {
					continue
				}
				opened[column] = true
				rec := as(t, h, role, "GET", a.Attr("href"), nil)
				if rec.Code != http.StatusOK {
					t.Errorf("%s answers %s with %d", a.Attr("href"), role, rec.Code)
				}
			}
		}
	}
	if numbers < 20 {
		t.Errorf("%s: only %d numbers", address, numbers)
	}
}

// TestPublicSeesNoWarning: neither on the Lagebild nor in a file or derivation.
func TestPublicSeesNoWarning(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	all := audience.With(t.Context(), audience.Unfiltered)
	o, err := desks.Outlook.Look(all, period.Day(2015, 10, 31), outlook.Wish{Seed: 1, Paths: 20})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desks.Outlook.Raise(all, o, outlook.Keeping{By: "Test"}, webtest.Today.Time()); err != nil {
		t.Fatal(err)
	}
	if err := desks.Outlook.SetThreshold(all, need.Threshold{Percent: 30, ValidFrom: period.Day(2015, 1, 1), DecidedOn: period.Day(2015, 1, 1), Source: "Niederschrift"}, outlook.Change{Day: webtest.Today, By: "Test", Now: webtest.Today.Time()}); err != nil {
		t.Fatal(err)
	}
	for _, role := range []string{"public", "provider"} {
		for _, address := range []string{warnings, warnings + "?tabelle=arten&format=csv", warnings + "/verlauf", warnings + "/verlauf/2015-10-31/ledger", warnings + "/schwelle", "/herleitung/warning/probability/2016-01"} {
			if rec := as(t, h, role, "GET", address, nil); rec.Code != http.StatusForbidden {
				t.Errorf("%s: %s answers %d", role, address, rec.Code)
			}
		}
		if body := as(t, h, role, "GET", "/", nil).Body.String(); strings.Contains(body, "warnungen") || strings.Contains(body, "Wahrscheinlichkeit") {
			t.Errorf("%s finds warnings on the Lagebild", role)
		}
	}
}

// TestKeepFromAnOldCount: where the last count is years ago the page says so beside the
// picture and before keeping, keeps nothing without a tick, and names the count in what
// is kept.
func TestKeepFromAnOldCount(t *testing.T) {
	v := reader(t)
	const day = "?stand=2025-10-31"
	page := v.Page(warnings + day)
	tick, ok := page.First("#festhalten input[name=zuletzt]")
	if !ok || tick.Attr("type") != "checkbox" || len(page.All("#festhalten [required]")) != 1 {
		t.Fatal("nothing is to be confirmed")
	}
	const said = "Zuletzt wurden die untergebrachten Personen im "
	if form, _ := page.First("#festhalten"); !strings.Contains(form.Text(), said) {
		t.Errorf("before keeping: %q", form.Text())
	}
	if notice, _ := page.First(".notice"); !strings.Contains(notice.Text(), said) || !strings.Contains(notice.Text(), "keine Warnung") {
		t.Errorf("beside the picture: %q", notice.Text())
	}
	for _, form := range []url.Values{{}, {"zuletzt": {"2025-09"}}, {"zuletzt": {"ja"}}} {
		rec := as(t, v.Handler, "", "POST", warnings+day, form)
		if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "nur, wenn bestätigt ist") {
			t.Errorf("%v answers %d", form, rec.Code)
		}
	}
	rec := as(t, v.Handler, "", "POST", warnings+day, url.Values{"zuletzt": {tick.Attr("value")}})
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("confirmed: %d", rec.Code)
	}
	if one, _ := v.Page(rec.Header().Get("Location")).First("main"); !strings.Contains(one.Text(), "so bestätigt") {
		t.Error("the kept one does not say from which count it is")
	}
	if rows := v.Page(warnings + "/verlauf?stand=2026-11-22").Table("festgehalten"); len(rows) != 1 || !strings.Contains(strings.Join(rows[0], " "), "so bestätigt") {
		t.Errorf("%v", rows)
	}
	if fresh := v.Page(warnings + "?stand=2016-12-10"); len(fresh.All("#festhalten input")) != 0 {
		t.Error("a new count is to be confirmed")
	}
}

// TestNoLinkThatIsRefused: whoever reads plans but changes none is shown no button to.
func TestNoLinkThatIsRefused(t *testing.T) {
	v := reader(t)
	for role, want := range map[string]bool{"taskforce": false, "": true} {
		for _, address := range []string{"/plaene", "/plaene/neue-planung-2015-11-27"} {
			page := parsed(t, as(t, v.Handler, role, "GET", address, nil))
			got := slices.ContainsFunc(page.All(".buttons a"), func(a htmltest.Node) bool { return strings.Contains(a.Attr("href"), "/form") })
			if got != want {
				t.Errorf("%q on %s: %v", role, address, got)
			}
		}
	}
}

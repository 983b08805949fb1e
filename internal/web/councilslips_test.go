// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	ical "github.com/arran4/golang-ical"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// refusal is what a page refuses, and the fields to which it leads.
func refusal(page htmltest.Node) (said string, fields []string) {
	box, _ := page.First("section#fehler")
	for _, a := range page.All("section#fehler li a") {
		fields = append(fields, strings.TrimPrefix(a.Attr("href"), "#"))
	}
	return box.Text(), fields
}

// TestMotionOfALaterDay: what the council asks is not in the register before it came in.
// The form says so and goes on, with all that was typed, as of the day that it bears; a
// day that has not come yet is refused without a way on.
func TestMotionOfALaterDay(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := url.Values{
		"type": {"inquiry"}, "reference": {"1/2016"}, "title": {"Frage"}, "on": {"05.12.2015"}, "by": {"Gruppe"}, "asks": {"Wann?"}, "version": {"0"}, "schritt": {"vorschau"},
	}
	rec := as(t, h, "", "POST", "/rat/vorlagen/neu/form?art=inquiry", form)
	page := parsed(t, rec)
	said, fields := refusal(page)
	if rec.Code != http.StatusUnprocessableEntity || strings.Join(fields, " ") != "on" || !strings.Contains(said, "„05.12.2015“, erwartet: ein Tag bis zum Stand (27.11.2015)") {
		t.Fatalf("%d %v %s", rec.Code, fields, said)
	}
	way := ""
	for _, b := range page.All("section#fehler button") {
		way = b.Attr("formaction")
	}
	if !strings.Contains(way, "stand=2015-12-05") {
		t.Fatalf("it goes on at %q", way)
	}
	seen := parsed(t, as(t, h, "", "POST", way, formOf(page, "vorschau")))
	if rec := as(t, h, "", "POST", way, formOf(seen, "speichern")); rec.Code != http.StatusSeeOther {
		t.Errorf("as of its day: %d %s", rec.Code, seen.Text())
	}
	form.Set("reference", "2/2016")
	form.Set("on", "05.12.2099")
	page = parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form?art=inquiry", form))
	if _, fields := refusal(page); strings.Join(fields, " ") != "on" || len(page.All("section#fehler button")) > 0 {
		t.Errorf("a day that has not come: %v", fields)
	}
}

// TestRowsWithoutTheirName: a row of the order without a body, and an item without a
// title, that say anything else are told, each at its row; blank ones are none.
func TestRowsWithoutTheirName(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	page := parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", orderForm(url.Values{
		"order[0].committee": {""}, "order[0].on": {"bald"}, "order[2].closed": {"ja"}, "order[2].step": {"decision"}, "order[4].step": {"decision"}, "deadline": {""},
	})))
	said, fields := refusal(page)
	if strings.Join(fields, " ") != "order[0].committee order[2].committee" || !strings.Contains(said, "Gremium 1, Name") || !strings.Contains(said, "Gremium 3, Name") {
		t.Errorf("%v %s", fields, said)
	}
	if typed := formOf(page, "vorschau"); typed.Get("order[0].on") != "bald" || typed.Get("order[2].closed") != "ja" {
		t.Errorf("what was typed is gone: %v", typed)
	}
	page = parsed(t, as(t, h, "", "POST", "/rat/sitzungen/neu/form", url.Values{
		"version": {"0"}, "committee": {"VA"}, "on": {"09.12.2015"}, "state": {"planned"}, "schritt": {"vorschau"},
		"agenda[0].number": {"1"}, "agenda[1].task": {"Räume suchen"}, "agenda[2].votes": {"3:1"}, "agenda[2].title": {"Lage"},
	}))
	if said, fields := refusal(page); !strings.HasPrefix(strings.Join(fields, " "), "agenda[1].title") || !strings.Contains(said, "ein Titel oder eine Drucksache") {
		t.Errorf("%v %s", fields, said)
	}
}

// TestPaperEntries: each slip in a paper's form is one fault with what was typed and what
// is expected; what may be kept without is told before.
func TestPaperEntries(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	said, fields := refusal(parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", orderForm(url.Values{
		"reference": {"xyz"}, "order[0].on": {"1.1.15x"}, "title": {strings.Repeat("ä", 600)},
		"posts": {"Sozialplanung | EG 13 | 1,0 | 01.01.2018 | 01.01.2016"}, "attachments": {"Plan | nirgends"},
	}))))
	for _, want := range []string{
		"Nummer : „xyz“, erwartet: eine Nummer mit Ziffern wie GRDrs 1330/2015", "Tag der Sitzung : „1.1.15x“, erwartet: ein Datum wie 27.11.2015", "höchstens 500 Zeichen; es sind 600",
		"„Sozialplanung | EG 13 | 1,0 | 01.01.2018 | 01.01.2016“, erwartet: kw-Vermerk: ein Tag nach dem Beginn", "„Plan | nirgends“, erwartet: Adresse: eine Adresse wie https://www.stuttgart.de/",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("the refusal lacks %q: %s", want, said)
		}
	}
	if len(fields) != 5 {
		t.Errorf("%v", fields)
	}
	effect, ok := previewed(t, h, "", url.Values{"on": {""}, "posts": {"Sozialplanung | EG 99 | 1,0\nSozialplanung | EG 13 | 1,0"}, "attachments": {"Lageplan"}}).First("#wirkung-abschnitt")
	for _, want := range []string{"Ein Datum fehlt noch.", "Für die Bewertung „EG 99“ ist keine Entgelttabelle bekannt", "Die Anlage „Lageplan“ hat keine Adresse"} {
		if !ok || !strings.Contains(effect.Text(), want) {
			t.Errorf("the preview lacks %q: %s", want, effect.Text())
		}
	}
	if strings.Contains(effect.Text(), "„EG 13“ ist keine Entgelttabelle") {
		t.Error("a known grade is asked for")
	}
}

// TestDaysAsTheyAreTyped: forms write days into fields of text as people type them, and
// refuse them so; in English too they can be sent as they stand.
func TestDaysAsTheyAreTyped(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, field := range map[string]string{
		"/rat/vorlagen/neu/form": "on", "/rat/vorlagen/haushaltsantrag-864-2015/form": "on", "/steuerung/gremien/neu/form": "since", "/en/steuerung/gremien/neu/form": "since",
	} {
		if got := openedForm(t, h, address).Get(field); len(got) != len("27.11.2015") || got[2] != '.' || got[5] != '.' {
			t.Errorf("%s: %s stands as %q", address, field, got)
		}
	}
	form := openedForm(t, h, "/rat/vorlagen/neu/form?art=inquiry")
	form.Set("reference", "1/2015")
	form.Set("title", "Frage")
	form.Set("by", "Gruppe")
	form.Set("asks", "Wann?")
	form.Set("deadline", "01.11.2015")
	if said, _ := refusal(parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form?art=inquiry", form))); !strings.Contains(said, "„01.11.2015“, erwartet: ein Tag nach dem") {
		t.Errorf("a deadline: %s", said)
	}
	action := url.Values{
		"title": {"Liste"}, "owner": {"Sozialamt"}, "state": {"open"}, "origin_kind": {"office"}, "origin_by": {"Bezirksamt"}, "opened": {"2015-11-20"}, "due": {"2015-11-01"}, "version": {""}, "schritt": {"vorschau"},
	}
	if said, _ := refusal(parsed(t, as(t, h, "", "POST", "/steuerung/auftraege/neu/form", action))); !strings.Contains(said, "„01.11.2015“, erwartet: ein Tag ab dem") {
		t.Errorf("a date field: %s", said)
	}
}

// TestDueBeforeItsMeeting: an action is not due before the sitting or meeting that it
// comes from; the refusal names that day, at the field.
func TestDueBeforeItsMeeting(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	said, fields := refusal(parsed(t, as(t, h, "", "POST", "/rat/sitzungen/neu/form", url.Values{
		"version": {"0"}, "committee": {"VA"}, "on": {"09.12.2015"}, "state": {"planned"}, "schritt": {"vorschau"},
		"agenda[0].title": {"Lage"}, "agenda[0].task": {"Räume suchen"}, "agenda[0].owner": {"Sozialamt"}, "agenda[0].due": {"08.12.2015"},
	})))
	if strings.Join(fields, " ") != "agenda[0].due" || !strings.Contains(said, "„08.12.2015“, erwartet: ein Tag ab der Sitzung am 09.12.2015") {
		t.Errorf("%v %s", fields, said)
	}
	for kind, ref := range map[string]string{"meeting": "task-force-integration/2015-12-03#1", "paper": "GR-2015-12-17#2"} {
		form := url.Values{
			"title": {"Liste"}, "owner": {"Sozialamt"}, "state": {"open"}, "origin_kind": {kind}, "origin_ref": {ref}, "opened": {"2015-11-20"}, "due": {"2015-12-02"}, "version": {""}, "schritt": {"vorschau"},
		}
		said, fields := refusal(parsed(t, as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form)))
		day := map[string]string{"meeting": "03.12.2015", "paper": "17.12.2015"}[kind]
		if strings.Join(fields, " ") != "due" || !strings.Contains(said, "ein Tag ab der Sitzung am "+day) {
			t.Errorf("%s: %v %s", kind, fields, said)
		}
		form.Set("due", "2015-12-17")
		if rec := as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form); rec.Code != http.StatusOK {
			t.Errorf("%s: on a good day %d", kind, rec.Code)
		}
	}
}

// TestWhoKeptASitting: offices see who has kept a sitting and who has changed it; others
// do not. Whoever comes second is told whose text stands there.
func TestWhoKeptASitting(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := openedForm(t, h, "/rat/sitzungen/neu/form")
	form.Set("committee", "VA")
	form.Set("on", "09.12.2015")
	savedTwice(t, h, "/rat/sitzungen/neu/form", form)
	const at = "/rat/sitzungen/VA-2015-12-09"
	first, second := openedForm(t, h, at+"/form"), openedForm(t, h, at+"/form")
	first.Set("place", "Rathaus")
	savedTwice(t, h, at+"/form", first)
	rows := parsed(t, as(t, h, "", "GET", at, nil)).Table("festgehalten")
	if len(rows) != 2 || strings.Join(rows[0], "|") != "27.11.2015|erfasst|Sozialplanung" || strings.Join(rows[1], "|") != "27.11.2015|geändert|Sozialplanung" {
		t.Errorf("%q", rows)
	}
	if body := as(t, h, "public", "GET", at, nil).Body.String(); strings.Contains(body, "festgehalten") {
		t.Error("the public is told who kept it")
	}
	second.Set("place", "Schule")
	if page := parsed(t, as(t, h, "", "POST", at+"/form", second)); !strings.Contains(page.Text(), "Inzwischen hat jemand anderes gespeichert (Sozialplanung)") {
		t.Error("it does not say who saved meanwhile")
	}
}

// TestInvitationTooLate: whoever enters an invitation that went out too late is told at its
// field; to a meeting that is over nobody is invited.
func TestInvitationTooLate(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := openedForm(t, h, "/rat/sitzungen/neu/form?stand=2015-12-08")
	for name, value := range map[string]string{"committee": "VA", "on": "09.12.2015", "state": "invited", "invited_on": "08.12.2015"} {
		form.Set(name, value)
	}
	page := parsed(t, as(t, h, "", "POST", "/rat/sitzungen/neu/form?stand=2015-12-08", form))
	if hint, _ := page.First("#invited_on-hinweis"); !strings.Contains(hint.Text(), "Die Einladung vom 08.12.2015 ist zu spät: Für die Sitzung am 09.12.2015") {
		t.Errorf("beside the field: %q", hint.Text())
	}
	form.Set("invited_on", "10.12.2015")
	if said, fields := refusal(parsed(t, as(t, h, "", "POST", "/rat/sitzungen/neu/form?stand=2015-12-10", form))); strings.Join(fields, " ") != "invited_on" || !strings.Contains(said, "„10.12.2015“, erwartet: ein Tag bis zur Sitzung am 09.12.2015") {
		t.Errorf("%v %s", fields, said)
	}
	at := groupWithMeeting(t, h, "ag-spaet", "Sozialamt")
	after := parsed(t, as(t, h, "", "GET", at+"?stand=2015-12-08", nil))
	if !strings.Contains(after.Text(), "Die Sitzung war am 07.12.2015. Eine Einladung geht dazu nicht mehr hinaus.") || len(after.All("button[value=einladen]")) > 0 {
		t.Error("the page invites to a meeting that is over")
	}
	version, _ := after.First("input[name=version]")
	if rec := as(t, h, "", "POST", at+"?stand=2015-12-08", url.Values{"version": {version.Attr("value")}, "schritt": {"einladen"}}); rec.Code != http.StatusConflict {
		t.Errorf("inviting to a meeting that is over: %d", rec.Code)
	}
}

// groupWithMeeting sets up a body with a member and plans its meeting on 7 December 2015.
func groupWithMeeting(t *testing.T, h http.Handler, key, office string) string {
	t.Helper()
	f := open(t, h, "/steuerung/gremien/neu/form")
	for name, value := range map[string]string{"key": key, "name": "Gruppe " + key, "short": strings.ToUpper(key[3:]), "notice": "0", "since": "27.11.2015", "kind": "working_group", "members[0].office": office, "members[0].role": "chair"} {
		f.values.Set(name, value)
	}
	f.send("vorschau")
	if answer := f.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", key, answer.Code, parsed(t, answer).Text())
	}
	f = open(t, h, "/steuerung/gremien/"+key+"/sitzung")
	f.values.Set("day", "2015-12-07")
	f.values.Set("agenda[0].title", "Anfang")
	f.send("vorschau")
	answer := f.send("speichern")
	if answer.Code != http.StatusSeeOther {
		t.Fatalf("%s: %d %s", key, answer.Code, parsed(t, answer).Text())
	}
	return answer.Header().Get("Location")
}

// TestCancellationToMembers: a meeting to which members were invited is cancelled as RFC
// 5546, 3.2.5 has it: under its identity, with a higher number, with those invited. Another
// library reads it.
func TestCancellationToMembers(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	at := groupWithMeeting(t, h, "ag-absage", "Sozialamt")
	read := func(method ical.Method) *ical.VEvent {
		t.Helper()
		rec := as(t, h, "", "GET", at+"/einladung.ics", nil)
		c, err := ical.ParseCalendar(strings.NewReader(rec.Body.String()))
		if err != nil || len(c.Events()) != 1 {
			t.Fatal(err, rec.Body)
		}
		if !strings.HasSuffix(rec.Header().Get("Content-Type"), "method="+string(method)) || !strings.Contains(rec.Body.String(), "METHOD:"+string(method)+"\r\n") {
			t.Errorf("%s, want %s", rec.Header().Get("Content-Type"), method)
		}
		return c.Events()[0]
	}
	asked := read(ical.MethodRequest)
	page := parsed(t, as(t, h, "", "GET", at, nil))
	version, _ := page.First("input[name=version]")
	form := url.Values{"version": {version.Attr("value")}, "schritt": {"abgesagt"}}
	if said, fields := refusal(parsed(t, as(t, h, "", "POST", at, form))); strings.Join(fields, " ") != "reason" || !strings.Contains(said, "warum die Sitzung ausfällt") {
		t.Errorf("without a reason: %v %s", fields, said)
	}
	form.Set("reason", "Saal gesperrt")
	if rec := as(t, h, "", "POST", at, form); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d %s", rec.Code, parsed(t, rec).Text())
	}
	off := read(ical.MethodCancel)
	get := func(e *ical.VEvent, p ical.ComponentProperty) string {
		if got := e.GetProperty(p); got != nil {
			return got.Value
		}
		return ""
	}
	if off.Id() != asked.Id() || get(off, ical.ComponentPropertyStatus) != "CANCELLED" || get(off, ical.ComponentPropertySequence) <= get(asked, ical.ComponentPropertySequence) {
		t.Errorf("%s", off.Serialize(&ical.SerializationConfiguration{MaxLength: 75, NewLine: "\n"}))
	}
	if len(off.Attendees()) != 1 || len(asked.Attendees()) != 1 || off.Attendees()[0].Email() != asked.Attendees()[0].Email() {
		t.Errorf("those invited: %v, those told: %v", asked.Attendees(), off.Attendees())
	}
	if cancelled := parsed(t, as(t, h, "", "GET", at, nil)); !strings.Contains(cancelled.Text(), "abgesagt. Saal gesperrt") || !strings.Contains(cancelled.Text(), "Absage als Kalenderdatei") {
		t.Error(cancelled.Text())
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	ical "github.com/arran4/golang-ical"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

const (
	tfPath    = "/steuerung/gremien/task-force-integration"
	tfMinutes = tfPath + "/2015-12-03/niederschrift?stand=2015-12-03"
)

// TestBodies: pages answer in their first line, as of any day; what is invented says so.
func TestBodies(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, want := range map[string]string{
		"/steuerung/gremien":                                      "5 Gremien arbeiten; als nächstes tagt am 03.12.2015: Task Force Integration; 1 Auftrag ist überfällig.",
		"/steuerung/gremien?stand=2014-02-16":                     "Zu diesem Stand arbeitet kein Gremium der Steuerung.",
		"/steuerung/gremien?stand=2024-01-01":                     "4 Gremien arbeiten; 3 Aufträge sind überfällig.",
		tfPath:                                                    "Task Force Integration: tagt am 03.12.2015 um 14:00 Uhr; 1 Auftrag ist überfällig",
		tfPath + "?stand=2018-01-01":                              "Task Force Integration: beendet, November 2017",
		tfPath + "/2015-11-19":                                    "Task Force Integration am 19.11.2015: 2 Beschlüsse, 3 Aufträge; 1 Punkt blieb offen.",
		tfPath + "/2015-12-03":                                    "Task Force Integration am 03.12.2015: 14:00 bis 16:00 Uhr; eingeladen am 24.11.2015, die Ladungsfrist ist eingehalten.",
		tfPath + "/sitzung?stand=2015-12-18":                      "Wer am 18.12.2015 einlädt, kann Task Force Integration frühestens am 29.12.2015 tagen lassen",
		"/steuerung/beschluesse":                                  "2 Beschlüsse, der letzte vom 19.11.2015.",
		"/steuerung/beschluesse?worte=turnhallen":                 "1 von 2 Beschlüssen passen zur Suche.",
		"/en/steuerung/gremien/task-force-integration/2015-11-19": "Task Force Integration on 19 November 2015: 2 decisions, 3 actions; 1 item was left open.",
	} {
		rec := as(t, h, "", "GET", address, nil)
		if got := headline(t, rec); rec.Code != http.StatusOK || !strings.HasPrefix(got, want) {
			t.Errorf("%s: %d, %q", address, rec.Code, got)
		}
	}
	page := parsed(t, as(t, h, "", "GET", tfPath, nil))
	if row := page.Table("auftraege")[0]; !strings.Contains(row[3], "überfällig") || row[2] != "Unterbringungskoordination" || !strings.Contains(row[1], "erfunden") {
		t.Errorf("%v", row)
	}
	for role, want := range map[string]int{"planner": 200, "taskforce": 200, "steward": 200, "provider": 403, "council": 403, "public": 403} {
		if rec := as(t, h, role, "GET", tfPath, nil); rec.Code != want {
			t.Errorf("to the %s the task force answers %d, want %d", role, rec.Code, want)
		}
	}
	if body := as(t, h, "steward", "GET", tfPath, nil).Body.String(); strings.Contains(body, "Sitzung planen") {
		t.Error("who may not plan is offered to plan")
	}
}

// TestMinutes walks a meeting: a line is typed and saved at one go, the next empty line
// waits; closing shows numbers and actions first; then nothing changes but by correction.
func TestMinutes(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, tfMinutes)
	for _, line := range []struct{ item, text string }{
		{"2", "b: Die Tranche beginnt mit den Standorten im Norden =5:1:1"},
		{"2", "m: Der Süden hat mehr Bedarf @Jugendamt"},
		{"3", "a: Dienstplan für die Feiertage vorlegen @Unterbringungskoordination !15.12.2015"},
		{"1", "Die Reserve liegt bei 80 Plätzen"},
	} {
		f.values.Set(emptyLine(t, f, line.item)+"text", line.text)
		answer := f.send("speichern")
		if answer.Code != http.StatusSeeOther {
			t.Fatalf("%q: %d %s", line.text, answer.Code, answer.Body)
		}
		there := answer.Header().Get("Location")
		if !strings.HasSuffix(there, "#neu-"+line.item) {
			t.Fatalf("after %q one is led to %s", line.text, there)
		}
		there, _, _ = strings.Cut(there, "#") // which browsers keep to themselves
		page := parsed(t, as(t, h, "", "GET", there, nil))
		focused := slices.DeleteFunc(page.All("input"), func(n htmltest.Node) bool { return !strings.Contains(n.Attr("name"), "text") || !n.Has("autofocus") })
		if len(focused) != 1 || focused[0].Attr("name") != emptyLine(t, open(t, h, there), line.item)+"text" {
			t.Fatalf("after %q %d fields ask for the keyboard", line.text, len(focused))
		}
		f = open(t, h, there)
		f.path = there
	}
	if got := f.values["entries[1].office"]; len(got) != 1 || got[0] != "Jugendamt" {
		t.Fatalf("the dissent is by %v", got)
	}
	f.send("abschliessen")
	answer := f.send("pruefen")
	page := parsed(t, answer)
	effect, _ := page.First("#wirkung-abschnitt")
	for _, want := range []string{"TF 2015-3", "5 dafür, 1 dagegen, 1 enthalten", "abweichend: Jugendamt", "Unterbringungskoordination, bis 15.12.2015"} {
		if !strings.Contains(effect.Text(), want) {
			t.Errorf("the effect of closing lacks %q: %s", want, effect.Text())
		}
	}
	f.values.Set("entries[0].text", "Die Tranche beginnt im Norden")
	if answer = f.send("abschliessen"); answer.Code != http.StatusOK {
		t.Fatalf("changed after the preview: %d, want a new preview", answer.Code)
	}
	if answer = f.send("abschliessen"); answer.Code != http.StatusSeeOther {
		t.Fatalf("closing: %d %s", answer.Code, answer.Body)
	}
	rec := as(t, h, "", "GET", tfPath+"?stand=2015-12-16", nil)
	if got := headline(t, rec); got != "Task Force Integration: keine Sitzung geplant; 4 Aufträge sind überfällig" {
		t.Errorf("after closing: %q", got)
	}
	if rec := as(t, h, "", "GET", tfMinutes, nil); rec.Code != http.StatusSeeOther {
		t.Errorf("minutes that are closed can be written: %d", rec.Code)
	}
	correct := open(t, h, tfPath+"/2015-12-03?stand=2015-12-04&eintrag=1")
	correct.values.Set("text", "Die Tranche beginnt im Nordosten")
	correct.values.Set("reason", "Hörfehler")
	correct.send("berichtigen")
	if answer := correct.send("berichtigt"); answer.Code != http.StatusSeeOther {
		t.Fatalf("correcting: %d", answer.Code)
	}
	read := parsed(t, as(t, h, "", "GET", tfPath+"/2015-12-03?stand=2015-12-04", nil))
	entry, _ := read.First("#eintrag-1")
	if !strings.Contains(entry.Text(), "Die Tranche beginnt im Norden ") || !strings.Contains(entry.Text(), "Berichtigt am 04.12.2015") || !strings.Contains(entry.Text(), "Hörfehler") {
		t.Errorf("the entry reads %q", entry.Text())
	}
}

// TestMinutesRemarks: what closing will refuse is told under its line once the draft is
// saved; the draft keeps it all the same. A dissent is put to another decision and moved
// by buttons alone.
func TestMinutesRemarks(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	type line struct{ item, text string }
	for _, l := range []line{
		{"2", "m: Der Süden hat mehr Bedarf @Jugendamt"}, // no decision yet
		{"3", "a: Dienstplan vorlegen !01.12.2015"},      // without an owner, before the meeting of 3 December
		{"2", "b: Die Tranche beginnt im Norden =5:1:1"},
		{"3", "b: Der Dienstplan gilt =5:0"},
	} {
		f := open(t, h, tfMinutes)
		f.values.Set(emptyLine(t, f, l.item)+"text", l.text)
		if answer := f.send("speichern"); answer.Code != http.StatusSeeOther {
			t.Fatalf("%q is not kept: %d %s", l.text, answer.Code, answer.Body)
		}
	}
	lines := func() map[string]string {
		said := map[string]string{}
		page := parsed(t, as(t, h, "", "GET", tfMinutes, nil))
		for _, id := range []string{"1", "2", "3", "4"} {
			n, _ := page.First("#zeile-" + id)
			said[id] = n.Text()
		}
		return said
	}
	said := lines()
	for id, want := range map[string][]string{
		"1": {"Vor dem Abschließen:", "der Beschluss, von dem abgewichen wird"}, "2": {"wer den Auftrag erledigt", "01.12.2015", "ein Tag ab der Sitzung"},
	} {
		for _, w := range want {
			if !strings.Contains(said[id], w) {
				t.Errorf("line %s does not say %q: %s", id, w, said[id])
			}
		}
	}
	if strings.Contains(said["3"], "Vor dem Abschließen") || strings.Contains(said["4"], "Vor dem Abschließen") {
		t.Errorf("%q %q", said["3"], said["4"])
	}
	at := func(f *form, id string) string { // the fields of an entry, which move with it
		for name, values := range f.values {
			if before, ok := strings.CutSuffix(name, ".id"); ok && values[0] == id {
				return before + "."
			}
		}
		t.Fatalf("entry %s is gone", id)
		return ""
	}
	f := open(t, h, tfMinutes)
	if answer := f.send("pruefen"); answer.Code != http.StatusUnprocessableEntity {
		t.Errorf("closing takes it: %d", answer.Code)
	}
	f = open(t, h, tfMinutes)
	if answer := f.send("runter-1"); answer.Code != http.StatusSeeOther || !strings.HasSuffix(answer.Header().Get("Location"), "#zeile-1") {
		t.Fatalf("moving: %d %s", answer.Code, answer.Header().Get("Location"))
	}
	f = open(t, h, tfMinutes)
	if down, other := at(f, "1"), at(f, "3"); down < other || f.values.Get(down+"to") != "3" {
		t.Errorf("the dissent is at %s, its decision at %s, to %q", down, other, f.values.Get(down+"to"))
	}
	f.values.Set(at(f, "1")+"to", "4")
	f.send("speichern")
	f = open(t, h, tfMinutes)
	if mine := at(f, "1"); f.values.Get(mine+"to") != "4" || f.values.Get(mine+"item") != "3" {
		t.Errorf("the dissent is to %q, at item %q", f.values.Get(mine+"to"), f.values.Get(mine+"item"))
	}
	f.values.Set(at(f, "2")+"office", "Sozialplanung")
	f.values.Set(at(f, "2")+"due", "2015-12-03")
	f.send("speichern")
	for id, text := range lines() {
		if strings.Contains(text, "Vor dem Abschließen") {
			t.Errorf("line %s still asks: %s", id, text)
		}
	}
}

// emptyLine is the beginning of the fields' names of an item's empty line.
func emptyLine(t *testing.T, f *form, item string) string {
	t.Helper()
	for name, values := range f.values {
		if at, ok := strings.CutSuffix(name, "item"); ok && strings.HasPrefix(at, "entries[") && values[0] == item && f.values.Get(at+"id") == "" {
			return at
		}
	}
	t.Fatalf("item %s has no empty line", item)
	return ""
}

// TestMinutesOfTwoPages: of two who write, the second sees both versions, and nothing
// that either has typed is lost.
func TestMinutesOfTwoPages(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	first := open(t, h, tfMinutes)
	first.values.Set(emptyLine(t, first, "1")+"text", "Gemeinsamer Anfang")
	first.send("speichern")
	first, second := open(t, h, tfMinutes), open(t, h, tfMinutes)
	first.values.Set("entries[0].text", "Anfang, wie ihn die Erste schreibt")
	first.values.Set(emptyLine(t, first, "2")+"text", "b: Nur bei der Ersten")
	if answer := first.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("the first: %d", answer.Code)
	}
	second.values.Set("entries[0].text", "Anfang, wie ihn der Zweite schreibt")
	second.values.Set(emptyLine(t, second, "3")+"text", "a: Nur beim Zweiten @Sozialamt")
	answer := second.send("speichern")
	page := answer.Body.String()
	if answer.Code != http.StatusConflict || strings.Contains(page, "neu laden") { // which would lose what stands below
		t.Fatalf("the second: %d", answer.Code)
	}
	for _, want := range []string{"Anfang, wie ihn die Erste schreibt", "Anfang, wie ihn der Zweite schreibt", "Nur bei der Ersten", "Nur beim Zweiten", "Inzwischen gespeichert"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if answer := second.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("saving both: %d %s", answer.Code, answer.Body)
	}
	both := as(t, h, "", "GET", tfMinutes, nil).Body.String()
	for _, want := range []string{"Anfang, wie ihn der Zweite schreibt", "Nur bei der Ersten", "Nur beim Zweiten"} {
		if !strings.Contains(both, want) {
			t.Errorf("%q is lost", want)
		}
	}
}

// TestMinutesRefuse: what cannot be kept or closed is said beside its field, and what was
// typed stays.
func TestMinutesRefuse(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, tfMinutes)
	f.values.Set(emptyLine(t, f, "2")+"text", "b: Abgestimmt =5:1")
	f.send("speichern")
	f = open(t, h, tfMinutes)
	f.values.Set("entries[0].votes", "viele")
	f.values.Set(emptyLine(t, f, "3")+"text", "a: Ohne Amt !irgendwann")
	answer := f.send("pruefen")
	if page := answer.Body.String(); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "viele") || !strings.Contains(page, "Ohne Amt") || !strings.Contains(page, "irgendwann") {
		t.Errorf("%d", answer.Code)
	}
	marked := parsed(t, answer).All("[aria-invalid=true]")
	if len(marked) == 0 {
		t.Error("no field is marked")
	}
	f.values.Set("entries[0].votes", "5:5:0")
	f.values.Set("entries[1].due", "")
	answer = f.send("pruefen")
	top, _ := parsed(t, answer).First("#fehler")
	for _, want := range []string{"Zeile 2.1 „Abgestimmt“, Stimmen", "mehr Stimmen dafür als dagegen", "wer den Auftrag erledigt"} {
		if !strings.Contains(top.Text(), want) {
			t.Errorf("closing does not say %q: %s", want, top.Text())
		}
	}
}

// TestPlanRound: a meeting that cannot keep its notice names the earliest day that can;
// undecided items are taken up again.
func TestPlanRound(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, tfPath+"/sitzung")
	f.values.Set("day", "2015-12-01")
	f.values.Set("agenda[0].title", "Notquartier")
	answer := f.send("vorschau")
	if page := answer.Body.String(); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "frühestens am 07.12.2015") {
		t.Fatalf("%d: the earliest day is not named", answer.Code)
	}
	f.values.Set("day", "2015-12-07")
	topics := parsed(t, as(t, h, "", "GET", tfPath+"/sitzung", nil)).All("input[name=topic]")
	if len(topics) != 3 {
		t.Fatalf("%d topics to take up", len(topics))
	}
	f.values.Set("topic", topics[1].Attr("value"))
	if answer = f.send("vorschau"); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "Nimmt wieder auf: „Reihenfolge der Standorte der nächsten Tranche“") {
		t.Fatalf("%d %s", answer.Code, answer.Body)
	}
	if answer = f.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("%d", answer.Code)
	}
	there := answer.Header().Get("Location")
	page := as(t, h, "", "GET", there, nil).Body.String()
	if !strings.Contains(page, "Notquartier") || !strings.Contains(page, "nimmt einen Punkt wieder auf") || !strings.Contains(page, "Einladungen sind heute hinausgegangen") {
		t.Error("the meeting lacks its agenda")
	}
	move := open(t, h, there)
	move.values.Set("schritt", "einladen")
	if answer := as(t, h, "", "POST", there, move.values); answer.Code != http.StatusSeeOther {
		t.Fatalf("inviting: %d", answer.Code)
	}
	if answer := as(t, h, "", "POST", there, move.values); answer.Code != http.StatusConflict {
		t.Errorf("inviting over what was not seen: %d", answer.Code)
	}
}

// TestPlanRoundTogether: of two who plan a meeting, the second is told that somebody else
// has changed it and what, keeps what was typed, and saves on the newest version. That
// the body ended years later is no reason, because saving afresh works.
func TestPlanRoundTogether(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const meeting = tfPath + "/2015-12-03"
	first, second := open(t, h, meeting+"/form"), open(t, h, meeting+"/form")
	n := len(parsed(t, as(t, h, "", "GET", meeting+"/form", nil)).All("#agenda [role=group]")) - 3
	first.values.Set("place", "Rathaus, Zimmer 12")
	first.values.Set("begins", "15:00")
	first.values.Set("agenda["+strconv.Itoa(n)+"].title", "Punkt der Ersten")
	first.send("vorschau")
	if answer := first.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("the first: %d", answer.Code)
	}
	second.values.Set("place", "Rathaus, Zimmer 34")
	second.values.Set("agenda["+strconv.Itoa(n)+"].title", "Punkt des Zweiten")
	answer := second.send("vorschau")
	page := answer.Body.String()
	if answer.Code != http.StatusConflict || strings.Contains(page, "wurde schon geändert") || strings.Contains(page, "Frühestens") {
		t.Fatalf("the second: %d", answer.Code)
	}
	for _, want := range []string{"Inzwischen hat jemand anderes diese Sitzung geändert", "Rathaus, Zimmer 12", `value="Rathaus, Zimmer 34"`, `value="15:00"`, `value="Punkt der Ersten"`, `value="Punkt des Zweiten"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	second.send("vorschau")
	if answer := second.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("saving both: %d", answer.Code)
	}
	both := as(t, h, "", "GET", meeting, nil).Body.String()
	for _, want := range []string{"Zimmer 34", "15:00", "Punkt der Ersten", "Punkt des Zweiten"} {
		if !strings.Contains(both, want) {
			t.Errorf("%q is lost", want)
		}
	}
}

// TestDecisionUnderInformation: before the minutes are closed one is told that a decision
// stands under an item that is on the agenda for information only.
func TestDecisionUnderInformation(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for item, told := range map[string]bool{"1": true, "2": false} {
		f := open(t, h, tfMinutes)
		f.values.Set(emptyLine(t, f, item)+"text", "b: Die Reserve bleibt =5:0:0")
		effect, _ := parsed(t, f.send("pruefen")).First("#wirkung-abschnitt")
		if !strings.Contains(effect.Text(), "TF 2015-") || strings.Contains(effect.Text(), "Der Punkt steht nur „zur Kenntnis“ auf der Tagesordnung") != told {
			t.Errorf("item %s: %s", item, effect.Text())
		}
	}
}

// selectOf is the text of a list to choose from.
func selectOf(page htmltest.Node, name string) string {
	list, _ := page.First("select[name=" + name + "]")
	return list.Text()
}

// TestEndBody: a body ends once every open point has a new one, which then holds it.
func TestEndBody(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, tfPath+"/ende")
	for name := range f.values {
		if name == "alle" || strings.HasPrefix(name, "point:") {
			f.values.Set(name, "") // as a browser has it: please choose
		}
	}
	answer := f.send("vorschau")
	// Who was changed on a later day cannot take what is undecided, and is not offered for it.
	page := parsed(t, answer)
	if !strings.Contains(page.Text(), "Arbeitsgruppe Sprache steht für Unentschiedenes nicht zur Wahl: Das Gremium wurde am ") || strings.Contains(selectOf(page, "alle"), "Arbeitsgruppe Sprache") || !strings.Contains(selectOf(page, "alle"), "Verwaltungsstab") {
		t.Errorf("offered are %s", selectOf(page, "alle"))
	}
	if top, _ := page.First("#fehler"); answer.Code != http.StatusUnprocessableEntity || strings.Count(top.Text(), "ein Gremium, das diesen Punkt übernimmt") != 7 {
		t.Fatalf("%d: %s", answer.Code, top.Text())
	}
	// The city knows of this body on a later day: nobody can end it before.
	f.values.Set("reason", "geht in den Stab über")
	f.values.Set("alle", "verwaltungsstab")
	for _, step := range []string{"vorschau", "beenden"} { // which record, which day, and from when on it can be
		answer = f.send(step)
		for _, want := range []string{"das Gremium „Task Force Integration“ (dort schon beendet: November 2017) am 30.11.2017", "das Gremium „Arbeitsgruppe Sprache“", "ab dem 30.11.2017 ist es beendet"} {
			if answer.Code != http.StatusConflict || !strings.Contains(answer.Body.String(), want) {
				t.Errorf("%s: %d lacks %q", step, answer.Code, want)
			}
		}
	}
	for address, want := range map[string]string{
		tfPath + "/sitzung?stand=2018-01-01": "„Task Force Integration“ ist beendet (November 2017)", tfPath + "/sitzung?stand=2014-03-01": "",
		tfPath + "/2015-12-03/form?stand=2018-01-01": "ist beendet", tfPath + "/2015-12-03/niederschrift?stand=2018-01-01": "ist beendet",
	} {
		rec := as(t, h, "", "GET", address, nil)
		if body := rec.Body.String(); rec.Code != http.StatusConflict && rec.Code != http.StatusNotFound || !strings.Contains(body, want) || strings.Contains(body, `name="agenda"`) {
			t.Errorf("%s: %d", address, rec.Code)
		}
	}
	for _, address := range []string{tfPath + "?stand=2018-01-01", tfPath + "/2015-12-03?stand=2018-01-01"} {
		if body := as(t, h, "", "GET", address, nil).Body.String(); strings.Contains(body, "Sitzung planen") || strings.Contains(body, "Niederschrift schreiben") {
			t.Errorf("%s: a body that has ended is offered a meeting", address)
		}
	}
	// One that was set up here can.
	fresh := open(t, h, "/steuerung/gremien/neu/form")
	for name, value := range map[string]string{
		"key": "stab-2015", "short": "ST", "name": "Stab", "kind": "staff", "since": "27.11.2015", "notice": "0", "parent": "verwaltungsstab",
		"members[0].office": "Sozialamt", "members[0].role": "chair", "members[1].office": "Jugendamt", "members[1].role": "deputy", "members[1].for": "Sozialamt",
	} {
		fresh.values.Set(name, value)
	}
	fresh.send("vorschau")
	if answer := fresh.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("setting up: %d %s", answer.Code, answer.Body)
	}
	page = parsed(t, as(t, h, "", "GET", "/steuerung/gremien/stab-2015", nil))
	if row := page.Table("mitglieder")[0]; strings.Join(row, "|") != "Leitung|Sozialamt|Jugendamt" {
		t.Errorf("%v", row)
	}
	end := open(t, h, "/steuerung/gremien/stab-2015/ende?stand=2015-11-28")
	end.values.Set("reason", "erledigt")
	if effect, _ := parsed(t, end.send("vorschau")).First("#wirkung-abschnitt"); !strings.Contains(effect.Text(), "Das Gremium endet am 28.11.2015") || strings.Contains(effect.Text(), "abgesagt") {
		t.Errorf("without a meeting to come the effect is %s", effect.Text())
	}
	plan := open(t, h, "/steuerung/gremien/stab-2015/sitzung?stand=2015-11-28")
	plan.values.Set("day", "2015-12-07")
	plan.values.Set("agenda[0].title", "Notquartier")
	plan.send("vorschau")
	planned := plan.send("speichern")
	if planned.Code != http.StatusSeeOther {
		t.Fatalf("planning: %d %s", planned.Code, planned.Body)
	}
	const draft = "Eingeladen ist noch nicht: Die Kalenderdatei ist ein Entwurf der Einladung"
	if page := parsed(t, as(t, h, "", "GET", planned.Header().Get("Location"), nil)); !strings.Contains(page.Text(), draft) {
		t.Errorf("the page of a meeting does not say that its file is a draft: %s", page.Text())
	}
	if page := parsed(t, as(t, h, "", "GET", tfPath+"/2015-12-03", nil)); strings.Contains(page.Text(), draft) {
		t.Error("a draft after the invitation")
	}
	end.values.Set("alle", "verwaltungsstab")
	shown := end.send("vorschau")
	if shown.Code != http.StatusOK {
		t.Fatalf("with a meeting to come: %d %s", shown.Code, shown.Body)
	}
	if effect, _ := parsed(t, shown).First("#wirkung-abschnitt"); !strings.Contains(effect.Text(), "1 Sitzung, die noch bevorsteht, ist abgesagt.") {
		t.Errorf("with a meeting to come the effect is %s", effect.Text())
	}
	if answer := end.send("beenden"); answer.Code != http.StatusSeeOther {
		t.Fatalf("ending: %d", answer.Code)
	}
	if got := headline(t, as(t, h, "", "GET", "/steuerung/gremien/stab-2015?stand=2015-11-28", nil)); got != "Stab: beendet, 28.11.2015" {
		t.Errorf("%q", got)
	}
	over := as(t, h, "", "GET", "/steuerung/gremien/stab-2015/ende?stand=2015-11-28", nil)
	if got := headline(t, over); got != "Stab ist schon beendet, 28.11.2015." || strings.Contains(over.Body.String(), `name="reason"`) {
		t.Errorf("of a body that has ended the form says %q", got)
	}
}

// TestCalendarOfChanges: another library reads one meeting under one identity while it is
// changed and cancelled: its number grows, its last change is told, and neither its
// organizer nor its address names the day as of which the file was fetched.
func TestCalendarOfChanges(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const meeting = tfPath + "/2015-12-03"
	last, stamp := -1, ""
	read := func(day, method, status string) {
		t.Helper()
		for _, lang := range []string{"", "/en"} {
			rec := as(t, h, "", "GET", lang+meeting+"/einladung.ics?stand="+day, nil)
			c, err := ical.ParseCalendar(strings.NewReader(rec.Body.String()))
			if err != nil || len(c.Events()) != 1 {
				t.Fatalf("%s: %v", day, err)
			}
			if got := rec.Header().Get("Content-Type"); !strings.HasSuffix(got, "method="+method) {
				t.Errorf("%s: %s, want %s", day, got, method)
			}
			e := c.Events()[0]
			get := func(p ical.ComponentProperty) string {
				if got := e.GetProperty(p); got != nil {
					return got.Value
				}
				return ""
			}
			n, err := strconv.Atoi(get(ical.ComponentPropertySequence))
			if err != nil || lang == "" && n <= last || lang != "" && n != last {
				t.Errorf("%s: sequence %d after %d, %v", day, n, last, err)
			}
			last = n
			if e.Id() != "task-force-integration-2015-12-03@planraum" || get(ical.ComponentPropertyStatus) != status {
				t.Errorf("%s: %s is %s, want %s", day, e.Id(), get(ical.ComponentPropertyStatus), status)
			}
			changed, made := get(ical.ComponentPropertyLastModified), get(ical.ComponentPropertyDtstamp)
			if changed == "" || made < changed || changed < stamp {
				t.Errorf("%s: changed %s after %s, made %s", day, changed, stamp, made)
			}
			stamp = changed
			organizer, link := get(ical.ComponentPropertyOrganizer), get(ical.ComponentPropertyUrl)
			if !strings.HasSuffix(organizer, tfPath) || !strings.HasSuffix(link, meeting) || strings.Contains(organizer+link, "/en/") {
				t.Errorf("%s: organizer %s, address %s", day, organizer, link)
			}
		}
	}
	read("2015-11-27", "PUBLISH", "CONFIRMED")
	move := open(t, h, meeting+"/form?stand=2015-11-28")
	move.values.Set("begins", "15:00")
	move.values.Set("place", "Rathaus, Sitzungszimmer 5")
	move.send("vorschau")
	if answer := move.send("speichern"); answer.Code != http.StatusSeeOther {
		t.Fatalf("moving: %d", answer.Code)
	}
	read("2015-11-28", "PUBLISH", "CONFIRMED")
	day := open(t, h, meeting+"/form?stand=2015-11-28")
	day.values.Set("day", "2015-12-10")
	if shown := day.send("vorschau"); !strings.Contains(shown.Body.String(), "vom 03.12.2015 auf den 10.12.2015 verlegt") {
		t.Errorf("the effect of moving: %d", shown.Code)
	}
	if answer := day.send("speichern"); answer.Code != http.StatusSeeOther || !strings.Contains(answer.Header().Get("Location"), meeting) {
		t.Fatalf("moving the day: %d %s", answer.Code, answer.Header().Get("Location"))
	}
	read("2015-11-28", "PUBLISH", "CONFIRMED") // the same identity, a higher number (RFC 5545, 3.8.7.4)
	moved, err := ical.ParseCalendar(strings.NewReader(as(t, h, "", "GET", meeting+"/einladung.ics?stand=2015-11-28", nil).Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	if starts, err := moved.Events()[0].GetStartAt(); err != nil || starts.UTC().Format("2006-01-02 15:04") != "2015-12-10 14:00" {
		t.Errorf("it starts %s, %v", starts, err)
	}
	cancel := open(t, h, meeting+"?stand=2015-11-29")
	cancel.values.Set("reason", "Saal gesperrt")
	cancel.values.Set("schritt", "abgesagt")
	if answer := as(t, h, "", "POST", meeting+"?stand=2015-11-29", cancel.values); answer.Code != http.StatusSeeOther {
		t.Fatalf("cancelling: %d", answer.Code)
	}
	read("2015-11-29", "PUBLISH", "CANCELLED")
	feed := as(t, h, "", "GET", tfPath+"/kalender.ics?stand=2015-11-29", nil).Body.String()
	if !strings.Contains(feed, "STATUS:CANCELLED") || strings.Contains(strings.ReplaceAll(feed, "\r\n ", ""), "stand=") {
		t.Error("the feed does not tell the cancellation, or names a day")
	}
}

// TestCalendars: another library reads the feed, the feed of a body and an invitation.
func TestCalendars(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, n := range map[string]int{ // the members of the task force are unknown, so that nobody is invited
		"/steuerung/kalender.ics": 2, tfPath + "/kalender.ics": 2, "/en" + tfPath + "/2015-12-03/einladung.ics": 1,
	} {
		rec := as(t, h, "", "GET", address, url.Values{})
		if rec.Code != http.StatusOK || !strings.HasPrefix(rec.Header().Get("Content-Type"), "text/calendar; charset=utf-8; method=PUBLISH") {
			t.Errorf("%s: %d, %s", address, rec.Code, rec.Header().Get("Content-Type"))
			continue
		}
		c, err := ical.ParseCalendar(strings.NewReader(rec.Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		events := c.Events()
		if len(events) != n {
			t.Errorf("%s: %d events, want %d", address, len(events), n)
			continue
		}
		for _, e := range events { // RFC 5546, 3.2.1: every one names who organises it
			if o := e.GetProperty(ical.ComponentPropertyOrganizer); o == nil || !strings.HasSuffix(o.Value, "/steuerung/gremien/"+strings.TrimSuffix(e.Id(), e.Id()[len(e.Id())-len("-2015-12-03@planraum"):])) {
				t.Errorf("%s: %s is organised by %+v", address, e.Id(), o)
			}
		}
		last := events[n-1]
		start, err := last.GetStartAt()
		if err != nil || start.UTC().Format("2006-01-02 15:04") != "2015-12-03 13:00" || last.Id() != "task-force-integration-2015-12-03@planraum" {
			t.Errorf("%s: %s at %s, %v", address, last.Id(), start, err)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// TestFaultyVotes: a line with votes that are none is refused with its line, what was
// typed and what is expected; nothing is stored, and everything typed stays.
func TestFaultyVotes(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for typed, said := range map[string][]string{
		"b: Nach Norden =7:x":             {"Zeile 2.1", "„=7:x“", "wie 7:2:1"},
		"b: Nach Norden =viele:0":         {"„=viele:0“", "wie 7:2:1"},
		"b: Nach Norden =0:0:0":           {"Zeile 2.1", "„0:0:0“", "mindestens eine Stimme"},
		"b: Nach Norden =2:5":             {"„2:5“", "mehr Stimmen dafür als dagegen"},
		"b: Nach Norden =70:2:1":          {"„70:2:1“", "höchstens 3 Stimmen"}, // three offices are noted as present
		"b: Nach Norden =2:0 =1:1":        {"„=2:0“", "einmal und ganz am Ende"},
		"Nach Norden =2:1:0":              {"„=2:1:0“", "nur zu einem Beschluss"},
		"a: Räume suchen @Max Muster":     {"Zeile 2.1", "„Max Muster“", "keine Person"},
		"m: Zu weit im Norden @Müller, A": {"„Müller, A“", "bekanntes Amt"},
	} {
		f := open(t, h, tfMinutes)
		f.values.Set("present", "Sozialamt; Jugendamt; Sozialplanung")
		f.values.Set(emptyLine(t, f, "2")+"text", typed)
		f.values.Set(emptyLine(t, f, "3")+"text", "Auch das bleibt stehen")
		for _, step := range []string{"speichern", "pruefen"} {
			answer := f.send(step)
			page := parsed(t, answer)
			top, _ := page.First("#fehler")
			for _, want := range said {
				if answer.Code != http.StatusUnprocessableEntity || !strings.Contains(top.Text(), want) {
					t.Errorf("%q, %s: %d, %q lacks %q", typed, step, answer.Code, top.Text(), want)
				}
			}
			if len(page.All("[aria-invalid=true]")) == 0 {
				t.Errorf("%q: no field is marked", typed)
			}
			left := ""
			for _, values := range f.values { // as the answer's form has them
				left += strings.Join(values, " ") + " "
			}
			for _, word := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" =@", r) }) {
				if word != "b:" && word != "a:" && word != "m:" && !strings.Contains(left, word) {
					t.Errorf("%q: %q is gone from %q", typed, word, left)
				}
			}
			if !strings.Contains(left, "Auch das bleibt stehen") || !strings.Contains(left, "Sozialamt; Jugendamt") {
				t.Errorf("%q: other lines are gone", typed)
			}
		}
		if n := open(t, h, tfMinutes).values.Get("entries"); n != "3" { // the empty lines of three items
			t.Fatalf("%q: something was stored: %s lines", typed, n)
		}
	}
}

// TestVotesAgain: votes of a draft are changed in one place only; those of a closed
// decision are corrected with a reason, and the register shows them.
func TestVotesAgain(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	f := open(t, h, tfMinutes)
	f.values.Set(emptyLine(t, f, "2")+"kind", "decision") // chosen beside the line, without a letter
	f.values.Set(emptyLine(t, f, "2")+"text", "Nach Norden =5:1:1")
	f.send("speichern")
	f = open(t, h, tfMinutes)
	if got := f.values.Get("entries[0].votes"); got != "5:1:1" || f.values.Get("entries[0].text") != "Nach Norden" {
		t.Fatalf("votes %q, text %q", got, f.values.Get("entries[0].text"))
	}
	f.values.Set("entries[0].text", "Nach Norden =6:1")
	if answer := f.send("speichern"); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), "Im Feld daneben steht schon „5:1:1“") {
		t.Fatalf("two results of one decision: %d", answer.Code)
	}
	f.values.Set("entries[0].text", "Nach Norden")
	f.values.Set("entries[0].kind", "note")
	if answer := f.send("speichern"); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), "Stimmen hat nur ein Beschluss") {
		t.Fatalf("votes of a note: %d", answer.Code)
	}
	f.values.Set("entries[0].kind", "decision")
	f.values.Set("entries[0].votes", "6:1")
	f.send("pruefen")
	if answer := f.send("abschliessen"); answer.Code != http.StatusSeeOther {
		t.Fatalf("closing: %d", answer.Code)
	}
	const entry = tfPath + "/2015-12-03?stand=2015-12-04&eintrag=1"
	for _, c := range []struct{ text, votes, reason, want string }{
		{"", "5:2", "", "warum es berichtigt wird"}, {"", "x", "Zählfehler", "wie 7:2:1"}, {"", "1:5", "Zählfehler", "mehr Stimmen dafür"}, {"Nach Norden =5:x", "", "Zählfehler", "wie 7:2:1"}, {"", "", "Zählfehler", "wie es richtig heißt"},
	} {
		k := open(t, h, entry)
		k.values.Set("text", c.text)
		k.values.Set("votes", c.votes)
		k.values.Set("reason", c.reason)
		for _, step := range []string{"berichtigen", "berichtigt"} {
			if answer := k.send(step); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(answer.Body.String(), c.want) {
				t.Errorf("%+v: %d", c, answer.Code)
			}
		}
	}
	k := open(t, h, entry)
	k.values.Set("votes", "5:2:0")
	k.values.Set("reason", "Zählfehler")
	if answer := k.send("berichtigen"); answer.Code != http.StatusOK || !strings.Contains(answer.Body.String(), "5 dafür, 2 dagegen, 0 enthalten, statt: 6 dafür, 1 dagegen, 0 enthalten") {
		t.Fatalf("the effect of the correction: %d %s", answer.Code, answer.Body)
	}
	if answer := k.send("berichtigt"); answer.Code != http.StatusSeeOther {
		t.Fatalf("correcting: %d", answer.Code)
	}
	row := parsed(t, as(t, h, "", "GET", "/steuerung/beschluesse?stand=2015-12-04", nil)).Table("beschluesse")[0]
	if !strings.Contains(row[4], "5 dafür, 2 dagegen") || !strings.Contains(row[4], "berichtigt") {
		t.Errorf("the register says %v", row)
	}
	before := parsed(t, as(t, h, "", "GET", "/steuerung/beschluesse?stand=2015-12-03", nil)).Table("beschluesse")[0]
	if !strings.Contains(before[4], "6 dafür, 1 dagegen") {
		t.Errorf("as of the day before it says %v", before)
	}
}

// TestOwners: an action belongs to an office that the city knows, chosen from a list;
// what stands under another name stays readable. "meine" are those of the reader's office.
func TestOwners(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := url.Values{
		"title": {"Liste"}, "owner": {"Max Muster"}, "state": {"open"}, "origin_kind": {"office"}, "origin_by": {"Bezirksamt"}, "opened": {"2015-11-20"}, "version": {""}, "schritt": {"vorschau"},
	}
	rec := as(t, h, "", "POST", "/steuerung/auftraege/neu/form", form)
	page := parsed(t, rec)
	top, _ := page.First("#fehler")
	if rec.Code != http.StatusUnprocessableEntity || !strings.Contains(top.Text(), "„Max Muster“") || !strings.Contains(top.Text(), "keine Person") {
		t.Errorf("a free name: %d %s", rec.Code, top.Text())
	}
	chosen := ""
	for _, o := range page.All("select[name=owner] option") {
		if o.Has("selected") {
			chosen = o.Attr("value")
		}
	}
	if chosen != "Max Muster" || len(page.All("select[name=owner] option")) < 10 {
		t.Errorf("%q is chosen of %d", chosen, len(page.All("select[name=owner] option")))
	}
	form.Set("owner", "hochbau") // no other office begins so
	to := saved(t, h, "/steuerung/auftraege/neu/form", form, "Ein neuer Auftrag für „")
	if got := headline(t, as(t, h, "", "GET", to, nil)); !strings.Contains(got, "zuständig: Hochbauamt") {
		t.Errorf("%q", got)
	}
	for role, want := range map[string]string{"planner": "In dieser Auswahl (2 von 11)", "coordinator": "In dieser Auswahl (2 von 11)", "taskforce": "In dieser Auswahl (0 von 11)"} {
		if got := headline(t, as(t, h, role, "GET", "/steuerung/auftraege?zustaendig=meine", nil)); !strings.HasPrefix(got, want) {
			t.Errorf("those of the %s: %q", role, got)
		}
	}
	if body := as(t, h, "planner", "GET", "/steuerung/auftraege", nil).Body.String(); !strings.Contains(body, "meine: Sozialplanung") {
		t.Error("one's own actions are not offered")
	}
}

// TestOriginOfAction: an action of minutes names the meeting, the item and the decision,
// leads there, and says who closed the minutes.
func TestOriginOfAction(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	page := parsed(t, as(t, h, "", "GET", "/steuerung/auftraege/task-force-integration-2015-11-19-a5", nil))
	said, to := "", ""
	for _, a := range page.All("dl.facts a") {
		if strings.Contains(a.Text(), "Sitzung vom") {
			said, to = a.Text(), a.Attr("href")
		}
	}
	if said != "Task Force Integration, Sitzung vom 19.11.2015, Punkt 2 „Turnhallen als letzte Reserve“, Beschluss TF 2015-1" || !strings.HasSuffix(to, tfPath+"/2015-11-19#eintrag-5") {
		t.Errorf("%q leads to %s", said, to)
	}
	if rows := page.Table("fassungen"); len(rows) != 1 || strings.Contains(strings.Join(rows[0], " "), "eingelesen") || !strings.Contains(strings.Join(rows[0], " "), "Niederschrift vom 19.11.2015") {
		t.Errorf("its versions: %v", rows)
	}
	if list := as(t, h, "", "GET", "/steuerung/auftraege?herkunft=meeting", nil).Body.String(); !strings.Contains(list, "Beschluss TF 2015-2") || strings.Contains(list, "task-force-integration/2015-11-19#7") {
		t.Error("the list does not name the meeting")
	}
}

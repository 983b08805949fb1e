// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// agendaRows is how many items a form takes.
const agendaRows = 60

// sittingEntry is what stands in a sitting's form.
type sittingEntry struct {
	paperEntry // its values, faults and effect
	meeting    desk.Meeting
	fresh      bool // a new one
	invited    text.Text
	offered    []desk.Stored
}

// heldFields are the fields of an item that are lost where nobody says what it is about.
var heldFields = []string{"result", "votes", "resolution", "task", "owner", "due"}

func agendaField(i int) string { return fmt.Sprintf("agenda[%d].", i) }

// items is how many rows of the agenda the form shows: those that are filled and one
// more.
func (e *sittingEntry) items() int {
	n := 0
	for i := range agendaRows {
		if at := agendaField(i); e.says(at, "title", "paper") || e.says(at, heldFields...) {
			n = i + 1
		}
	}
	return min(n+1, agendaRows)
}

// fingerprint tells whether the entries are still those that a preview showed. A row
// with neither title nor paper is not kept, and does not count.
func (e *sittingEntry) fingerprint() string {
	return entriesPrint(e.values, func(row string) bool {
		return strings.HasPrefix(row, "agenda[") && e.get(row+"title") == "" && e.get(row+"paper") == ""
	})
}

// sittingForm shows a sitting as a form.
func (s *server) sittingForm(ctx context.Context, r request) (answer, error) {
	e, err := s.sittingEntry(ctx, r)
	if err != nil {
		return answer{}, err
	}
	e.fill()
	return s.sittingFormAnswer(e, s.offer(ctx, r, &e))
}

func (s *server) sittingEntry(ctx context.Context, r request) (e sittingEntry, err error) {
	e.values = url.Values{}
	if e.bodies, err = s.Council.Committees(ctx, r.AsOf); err != nil {
		return e, err
	}
	if e.numbers, err = s.Council.Numbers(ctx); err != nil {
		return e, err
	}
	if id := r.PathValue("sitting"); id != newPaper {
		e.meeting, err = s.Council.Meeting(ctx, id, r.AsOf)
	} else {
		e.meeting.State = council.Planned
	}
	return e, err
}

// fill puts the sitting into the form.
func (e *sittingEntry) fill() {
	m, set := e.meeting, e.values.Set
	set("version", strconv.FormatInt(m.Version, 10))
	set("committee", m.Committee)
	set("state", string(m.State))
	set("at", m.At)
	set("place", m.Place)
	set("source", m.Source)
	set("on", dayOrNothing(m.On))
	set("invited_on", dayOrNothing(m.InvitedOn))
	for i, item := range m.Agenda {
		at := agendaField(i)
		for name, value := range map[string]string{
			"number": item.Number, "title": item.Title, "paper": cmpOr(e.numbers[item.Paper], item.Paper), "role": string(item.Role), "result": string(item.Result), "votes": item.Votes, "resolution": item.Resolution,
			"closed": map[bool]string{true: "", false: "ja"}[item.Public],
		} {
			set(at+name, value)
		}
	}
}

// read turns the form into a sitting and tasks, and notes what cannot be read.
func (e *sittingEntry) read() (council.Sitting, []desk.Task) {
	s := e.meeting.Sitting
	s.Committee, s.State, s.At, s.Place, s.Source = e.get("committee"), council.SittingState(e.get("state")), e.get("at"), e.get("place"), e.get("source")
	s.On, s.InvitedOn = e.day("on"), e.day("invited_on")
	if s.ID == "" {
		s.ID = sittingKey(s.Committee, s.On)
	}
	s.Agenda, e.places = nil, nil
	var tasks []desk.Task
	for i := range agendaRows {
		at := agendaField(i)
		item := council.Item{
			Number: e.get(at + "number"), Title: e.get(at + "title"), Paper: e.get(at + "paper"), Public: e.get(at+"closed") == "", Role: council.Step(e.get(at + "role")),
			Result: council.Result(e.get(at + "result")), Votes: e.get(at + "votes"), Resolution: e.get(at + "resolution"),
		}
		if item.Title == "" && item.Paper == "" {
			if e.says(at, heldFields...) {
				e.refuse(at+"title", text.T("ein Titel oder eine Drucksache. Fällt der Punkt weg: auch Ergebnis, Abstimmung, Beschluss und Auftrag leer", "a title or a paper. If the item is to go: its result, vote, resolution and action empty too"))
			}
			continue
		}
		if item.Number == "" {
			item.Number = strconv.Itoa(len(s.Agenda) + 1)
		}
		s.Agenda = append(s.Agenda, item)
		e.places = append(e.places, i)
		if title := e.get(at + "task"); title != "" || e.get(at+"owner") != "" {
			tasks = append(tasks, desk.Task{Item: len(s.Agenda) - 1, Title: title, Owner: e.get(at + "owner"), Due: e.day(at + "due")})
		}
	}
	return s, tasks
}

// saveSitting shows what keeping a sitting does, or keeps what was seen.
func (s *server) saveSitting(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<20)
	if err := r.ParseForm(); err != nil {
		return answer{}, tooLarge("web.saveSitting", err)
	}
	e, err := s.sittingEntry(ctx, r)
	if err != nil {
		return answer{}, err
	}
	e.values = r.PostForm
	if late, err := s.overtakenSitting(ctx, r, &e); late != nil || err != nil {
		if err == nil {
			err = s.offer(ctx, r, &e)
		}
		return s.sittingFormAnswer(e, cmp.Or(err, late))
	}
	if err := s.offer(ctx, r, &e); err != nil {
		return answer{}, err
	}
	switch e.get("schritt") {
	case offeredField:
		e.takeOffered()
		return s.sittingFormAnswer(e, nil)
	case "zeile":
		return s.sittingFormAnswer(e, nil)
	}
	one, tasks := e.read()
	do := desk.Doing{Base: e.version(), Day: r.AsOf, By: r.By(), Now: time.Now().UTC()}
	kept, err := s.Council.TryMeeting(ctx, one, tasks, do)
	if len(e.faults) == 0 && err == nil && e.get("schritt") == "speichern" && e.get("gesehen") == e.fingerprint() {
		if err = s.Council.KeepMeeting(ctx, one, tasks, do); err == nil {
			return answer{redirect: r.Href(sittingsPath + "/" + one.ID)}, nil
		}
	}
	if err != nil || len(e.faults) > 0 {
		if late, lost := s.overtakenSitting(ctx, r, &e); late != nil || lost != nil {
			return s.sittingFormAnswer(e, cmp.Or(lost, late))
		}
		e.add(e.placed(ownRows(taskRows(fault.RowsOf(err), tasks)), agendaField))
		return s.sittingFormAnswer(e, cmp.Or[error](err, fault.Refuse("web.saveSitting", e.faults)))
	}
	e.effect, e.invited = kept.Says, kept.Invited
	e.values.Set("gesehen", e.fingerprint())
	return s.sittingFormAnswer(e, nil)
}

// taskRows puts the faults of tasks at the items from which they come.
func taskRows(rows []fault.Row, tasks []desk.Task) []fault.Row {
	names := map[string]string{"title": "task", "owner": "owner", "due": "due", "item": "task"}
	for i, row := range rows {
		for k, t := range tasks {
			if rest, ok := strings.CutPrefix(row.Column, fmt.Sprintf("tasks[%d].", k)); ok {
				rows[i].Column = agendaField(t.Item) + names[rest]
			}
		}
	}
	return rows
}

// ownRows are the faults of what the form asks for: the key of a new sitting is made of its
// body and its day, which have their own.
func ownRows(rows []fault.Row) []fault.Row {
	return slices.DeleteFunc(slices.Clone(rows), func(row fault.Row) bool { return row.Column == "id" })
}

func (s *server) sittingFormAnswer(e sittingEntry, refused error) (answer, error) {
	a := answer{name: councilName, answer: text.T("Neue Sitzung", "New sitting")}
	if e.meeting.ID != "" {
		a.answer = text.T(e.meeting.Body.Name+" am "+e.meeting.On.In(text.De)+": Tagesordnung und Ergebnisse festhalten", e.meeting.Body.Name+" on "+e.meeting.On.In(text.En)+": keep agenda and results")
	}
	if refused != nil {
		if kind := fault.KindOf(refused); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, refused
		}
		a.status = fault.KindOf(refused).Status()
		a.answer = text.T("Es ist noch nichts gespeichert", "Nothing has been saved yet")
	}
	e.refused = refused
	a.body = func(p view.Page) templ.Component { return sittingFormBody(p, e) }
	return a, nil
}

// label names the field of a fault.
func (e *sittingEntry) label(path string, l text.Lang) string {
	for i := range agendaRows {
		if rest, ok := strings.CutPrefix(path, agendaField(i)); ok {
			return fmt.Sprintf("%s %d, %s", text.T("Punkt", "item").In(l), i+1, itemNames[rest].In(l))
		}
	}
	if t, ok := itemNames[path]; ok {
		return t.In(l)
	}
	return path
}

// itemNames name the fields of a sitting and of an item of its agenda.
var itemNames = map[string]text.Text{
	"committee": text.T("Gremium", "Committee"), "on": text.T("Tag", "Day"), "at": text.T("Uhrzeit (freiwillig)", "Time (optional)"), "place": text.T("Ort (freiwillig)", "Place (optional)"),
	"state": text.T("Stand", "State"), "invited_on": text.T("Eingeladen am (freiwillig)", "Invited on (optional)"), "source": text.T("Quelle (freiwillig)", "Source (optional)"),
	"number": text.T("Nummer", "Number"), "title": text.T("Titel", "Title"), "paper": text.T("Drucksache (freiwillig)", "Paper (optional)"), "role": text.T("Schritt", "Step"), "result": text.T("Ergebnis", "Result"),
	"votes": text.T("Abstimmung (freiwillig)", "Vote (optional)"), "resolution": text.T("Beschluss im Wortlaut (freiwillig)", "Resolution in full (optional)"),
	"task": text.T("Auftrag (freiwillig)", "Action (optional)"), "owner": text.T("Wer ihn erledigt", "Who does it"), "due": text.T("Bis wann (freiwillig)", "By when (optional)"),
}

func (e *sittingEntry) item(p view.Page, i int, name string, hint text.Text, lines int) view.Field {
	at := agendaField(i) + name
	return view.Field{Name: at, Label: p.In(itemNames[name]), Hint: p.In(hint), Value: e.get(at), Error: e.wrong(at, p.Lang), Lines: lines, Meanwhile: e.saved(at, p.Lang)}
}

func (e *sittingEntry) own(p view.Page, name string, hint text.Text) view.Field {
	return view.Field{Name: name, Label: p.In(itemNames[name]), Hint: p.In(hint), Value: e.get(name), Error: e.wrong(name, p.Lang), Meanwhile: e.saved(name, p.Lang)}
}

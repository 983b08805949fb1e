// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// bodyEntry is the form of a body.
type bodyEntry struct {
	entryForm
	New    bool
	Name   string
	Others []steering.Body // that it may work for
}

// emptyRows are how many empty rows a list of a form offers.
const emptyRows = 3

func (s *server) bodyForm(ctx context.Context, r request) (answer, error) {
	f := bodyEntry{entryForm: entryForm{values: url.Values{"members": {strconv.Itoa(emptyRows)}, "since": {dayOrNothing(r.AsOf)}}}, New: true}
	if key := r.PathValue("body"); key != newBody {
		sheet, err := s.Steering.Body(ctx, key, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		f = bodyEntry{entryForm: entryForm{values: valuesOfBody(sheet)}, Name: sheet.Name}
	}
	return s.bodyFormAnswer(ctx, r, f)
}

func valuesOfBody(s desk.Sheet) url.Values {
	b := s.Body
	v := url.Values{}
	for name, value := range map[string]string{
		"key": b.Key, "short": b.Short, "name": b.Name, "kind": string(b.Kind), "parent": b.Parent, "lead": b.Lead, "purpose": b.Purpose,
		"since": typedPeriod(b.Since), "notice": strconv.Itoa(b.Notice), "note": b.Note, "source": b.Source, "version": strconv.FormatInt(s.Record, 10),
		"members": strconv.Itoa(len(b.Members) + emptyRows),
	} {
		v.Set(name, value)
	}
	for i, m := range b.Members {
		at := memberField(i)
		v.Set(at+"office", m.Office)
		v.Set(at+"role", string(m.Role))
		v.Set(at+"for", m.For)
	}
	return v
}

// typedPeriod is a period as people type it: a day with dots, anything longer as it is read.
func typedPeriod(p period.Period) string {
	if p.IsDay() {
		return dayOrNothing(p.From)
	}
	return p.String()
}

func memberField(i int) string { return fmt.Sprintf("members[%d].", i) }

func (s *server) bodyFormAnswer(ctx context.Context, r request, f bodyEntry) (answer, error) {
	list, err := s.Steering.Bodies(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	for _, l := range list {
		if l.Key != r.PathValue("body") {
			f.Others = append(f.Others, l.Body)
		}
	}
	a := answer{
		name: text.T("Gremium ändern", "Change body"), answer: text.T(f.Name+": Was ändert sich?", f.Name+": what changes?"), status: f.status(),
		body: func(p view.Page) templ.Component { return bodyFormBody(p, f) },
	}
	if f.New {
		a.name, a.answer = text.T("Neues Gremium", "New body"), text.T("Neues Gremium: Wer steuert was?", "New body: who steers what?")
	}
	return a, nil
}

// read makes a body of what was typed. Rows of members without an office are none.
func (f *bodyEntry) read() steering.Body {
	b := steering.Body{
		Key: f.get("key"), Short: f.get("short"), Name: f.get("name"), Kind: steering.BodyKind(f.get("kind")), Parent: f.get("parent"),
		Lead: f.get("lead"), Purpose: f.get("purpose"), Notice: f.number("notice"), Note: f.get("note"), Source: f.get("source"),
	}
	since, err := period.Parse(f.get("since"))
	if err != nil && f.get("since") != "" {
		f.fault("since", text.T("ein Tag, Monat oder Jahr wie 17.02.2014, 2014-02 oder 2014", "a day, month or year such as 2014-02-17, 2014-02 or 2014"))
	}
	b.Since = since
	kept := url.Values{}
	for i := range f.count("members", steering.MostMembers+emptyRows) {
		at := memberField(i)
		office := f.get(at + "office")
		if office == "" && f.get(at+"for") == "" {
			continue
		}
		to := memberField(len(b.Members))
		kept[to+"office"], kept[to+"role"], kept[to+"for"] = []string{office}, f.values[at+"role"], f.values[at+"for"]
		b.Members = append(b.Members, steering.Membership{Office: office, Role: steering.Role(f.get(at + "role")), For: f.get(at + "for")})
	}
	f.keep("members", kept, len(b.Members)+emptyRows)
	return b
}

// keep replaces the rows of a list by those that hold something.
func (f *entryForm) keep(list string, kept url.Values, count int) {
	for name := range f.values {
		if strings.HasPrefix(name, list+"[") {
			delete(f.values, name)
		}
	}
	for name, values := range kept {
		f.values[name] = values
	}
	f.values.Set(list, strconv.Itoa(count))
}

func (s *server) saveBody(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	f := bodyEntry{entryForm: form, New: r.PathValue("body") == newBody}
	if !f.New {
		f.values.Set("key", r.PathValue("body"))
		sheet, err := s.Steering.Body(ctx, r.PathValue("body"), r.AsOf)
		if err != nil {
			return answer{}, err
		}
		f.Name = sheet.Name
	}
	b := f.read()
	if err := s.Steering.CheckBody(ctx, b, f.version(), r.AsOf); err != nil && !f.refuse(err) {
		return answer{}, err
	}
	if f.faulty("web.saveBody") {
		return s.bodyFormAnswer(ctx, r, f)
	}
	if !f.confirmed("speichern") {
		f.effect = bodyEffect(b, r.AsOf, f.New)
		return s.bodyFormAnswer(ctx, r, f)
	}
	if err := s.Steering.SetUp(ctx, b, f.version(), r.act()); err != nil {
		if !f.refuse(err) {
			return answer{}, err
		}
		return s.bodyFormAnswer(ctx, r, f)
	}
	return answer{redirect: r.Href(bodiesPath + "/" + b.Key)}, nil
}

// bodyEffect says what saving a body does.
func bodyEffect(b steering.Body, day period.Date, fresh bool) []text.Text {
	list := []text.Text{say(func(l text.Lang) string {
		what := text.T("Das Gremium „%s“ ist ab dem Stand %s so bekannt; frühere Stände bleiben, wie sie waren.", "The body “%s” is known like this from %s on; earlier dates stay as they were.")
		if fresh {
			what = text.T("Das Gremium „%s“ ist neu, bekannt ab dem Stand %s.", "The body “%s” is new, known from %s on.")
		}
		return fmt.Sprintf(what.In(l), b.Name, day.In(l))
	})}
	list = append(list, text.T("Seine Beschlüsse heißen „"+b.Short+" "+strconv.Itoa(day.Year())+"-1“ und so weiter.", "Its decisions are called “"+b.Short+" "+strconv.Itoa(day.Year())+"-1” and so on."))
	chair := false
	for _, m := range b.Members {
		chair = chair || m.Role == steering.Chair
	}
	if !chair {
		list = append(list, text.T("Niemand leitet es: Eine Leitung ist nicht eingetragen.", "Nobody chairs it: no chair is entered."))
	}
	return list
}

// endEntry is the form in which a body ends.
type endEntry struct {
	entryForm
	Key, Name  string
	Points     []desk.Point
	Successors []desk.Successor
	Over       bool // it does not run: nothing can end
}

// pointField is the field of the body that takes a point over.
func pointField(id string) string { return "point:" + id }

func (s *server) ending(ctx context.Context, r request) (answer, error) {
	return s.endAnswer(ctx, r, endEntry{entryForm: entryForm{values: url.Values{}}})
}

func (s *server) endAnswer(ctx context.Context, r request, f endEntry) (answer, error) {
	key := r.PathValue("body")
	sheet, err := s.Steering.Body(ctx, key, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.Key, f.Name, f.Over = key, sheet.Name, !sheet.Running
	if f.values.Get("version") == "" {
		f.values.Set("version", strconv.FormatInt(sheet.Record, 10))
	}
	if f.Points, err = s.Steering.Open(ctx, key, r.AsOf); err != nil {
		return answer{}, err
	}
	f.labels = map[string]string{}
	for _, p := range f.Points {
		f.labels[p.ID] = p.Title
	}
	if f.Successors, err = s.Steering.Successors(ctx, key, r.AsOf); err != nil {
		return answer{}, err
	}
	return answer{
		name: text.T("Gremium beenden", "End a body"), status: f.status(),
		answer: say(func(l text.Lang) string {
			if !sheet.Running {
				return endedWords(sheet.Body).In(l)
			}
			if len(f.Points) == 0 {
				return fmt.Sprintf(text.T("%s hat nichts Offenes und kann enden.", "%s has nothing open and can end.").In(l), f.Name)
			}
			return fmt.Sprintf(text.T("%s endet, sobald %s ein neues Gremium haben.", "%s ends once %s have a new body.").In(l), f.Name,
				many(len(f.Points), text.T("%s offener Punkt", "%s open point"), text.T("%s offene Punkte", "%s open points")).In(l))
		}),
		body: func(p view.Page) templ.Component { return endBody(p, f) },
	}, nil
}

// closeBody ends a body once every open point has a new one.
func (s *server) closeBody(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	f := endEntry{entryForm: form}
	e := desk.Ending{Body: r.PathValue("body"), Reason: f.get("reason"), Source: f.get("source"), To: map[string]string{}}
	points, err := s.Steering.Open(ctx, e.Body, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	for _, p := range points {
		if e.To[p.ID] = f.get(pointField(p.ID)); e.To[p.ID] == "" && f.get("alle") != "" {
			e.To[p.ID] = f.get("alle")
			f.values.Set(pointField(p.ID), f.get("alle"))
		}
	}
	if err := s.Steering.CheckEnd(ctx, e, r.AsOf); err != nil && !f.refuse(err) {
		return answer{}, err
	}
	if f.faulty("web.endBody") {
		return s.endAnswer(ctx, r, f)
	}
	if !f.confirmed("beenden") {
		sheet, err := s.Steering.Body(ctx, e.Body, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		f.effect = endEffect(points, aheadOf(sheet), r.AsOf)
		return s.endAnswer(ctx, r, f)
	}
	if err := s.Steering.End(ctx, e, f.version(), r.act()); err != nil {
		if !f.refuse(err) {
			return answer{}, err
		}
		return s.endAnswer(ctx, r, f)
	}
	return answer{redirect: r.Href(bodiesPath + "/" + e.Body)}, nil
}

// endedWords say of a body that does not run when it ended, or that it begins later.
func endedWords(b steering.Body) text.Text {
	if (b.Ended == period.Period{}) {
		return text.T(b.Name+" arbeitet am Stand noch nicht.", b.Name+" is not at work yet as of this date.")
	}
	return text.T(b.Name+" ist schon beendet, "+b.Ended.In(text.De)+".", b.Name+" has ended already, "+b.Ended.In(text.En)+".")
}

// aheadOf counts the meetings of a body that are still to come.
func aheadOf(s desk.Sheet) int {
	n := 0
	for _, m := range s.Meetings {
		if m.State.Ahead() {
			n++
		}
	}
	return n
}

// endEffect says what ending does, with the meetings that were still to come.
func endEffect(points []desk.Point, ahead int, day period.Date) []text.Text {
	n := map[desk.PointKind]int{}
	for _, p := range points {
		n[p.Kind]++
	}
	list := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Das Gremium endet am %s. Seine Niederschriften und Beschlüsse bleiben.", "The body ends on %s. Its minutes and decisions stay.").In(l), day.In(l))
	})}
	for _, w := range []struct {
		kind      desk.PointKind
		one, more text.Text
	}{
		{desk.ActionPoint, text.T("%s offener Auftrag wechselt das Gremium.", "%s open action changes its body."), text.T("%s offene Aufträge wechseln das Gremium.", "%s open actions change their body.")},
		{desk.TopicPoint, text.T("%s unentschiedener Punkt geht in den Themenspeicher des neuen Gremiums.", "%s undecided item goes to the new body's list of topics."), text.T("%s unentschiedene Punkte gehen in den Themenspeicher des neuen Gremiums.", "%s undecided items go to the new body's list of topics.")},
		{desk.GroupPoint, text.T("%s Arbeitsgruppe arbeitet danach für ein anderes Gremium.", "%s working group works for another body then."), text.T("%s Arbeitsgruppen arbeiten danach für ein anderes Gremium.", "%s working groups work for another body then.")},
	} {
		if n[w.kind] > 0 {
			list = append(list, many(n[w.kind], w.one, w.more))
		}
	}
	if ahead > 0 {
		list = append(list, many(ahead, text.T("%s Sitzung, die noch bevorsteht, ist abgesagt.", "%s meeting still to come is cancelled."), text.T("%s Sitzungen, die noch bevorstehen, sind abgesagt.", "%s meetings still to come are cancelled.")))
	}
	return list
}

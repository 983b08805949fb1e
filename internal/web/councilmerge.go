// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// meanwhile is what somebody else has saved in the fields of a form of the council.
type meanwhile struct {
	theirs map[string]string
	taken  map[string]bool
	// lost are replies that were typed to what is not asked any more.
	lost []string
}

// rowList is a list of a form whose rows are fields with a place.
type rowList struct {
	at     func(i int) string
	most   int
	fields []string
	about  string // the field that says what a row is about
}

var (
	orderList  = rowList{orderField, orderRows, []string{"committee", "step", "on", "closed"}, "committee"}
	agendaList = rowList{agendaField, agendaRows, []string{"number", "title", "paper", "role", "result", "votes", "resolution", "closed", "task", "owner", "due"}, aboutItem}
)

// aboutItem is what an item is about: its paper, else its title. No field has this name.
const aboutItem = "about"

// rows reads the rows of a list up to the last one that is about something.
func (l rowList) rows(values url.Values) []formRow {
	var list []formRow
	n := 0
	for i := range l.most {
		row := formRow{}
		for _, name := range l.fields {
			row[name] = keptText(values.Get(l.at(i) + name))
		}
		if l.about == aboutItem {
			row[aboutItem] = cmpOr(row["paper"], row["title"])
		}
		list = append(list, row)
		if row[l.about] != "" {
			n = i + 1
		}
	}
	return list[:n]
}

// join puts the joined rows of a list into the form.
func (l rowList) join(values, theirs, seen url.Values, m *meanwhile) {
	list := mergeRows(l.rows(seen), l.rows(values), l.rows(theirs), l.about)
	for i := range l.most {
		for _, name := range l.fields {
			values.Del(l.at(i) + name)
		}
	}
	for i, row := range list {
		for _, name := range l.fields {
			at := l.at(i) + name
			values.Set(at, row.values[name])
			if their, changed := row.beside[name]; changed {
				m.theirs[at] = their
			}
			if row.taken[name] {
				m.taken[at] = true
			}
		}
		if l.about != aboutItem {
			continue
		}
		what := l.at(i) + "title"
		if row.values["paper"] != "" {
			what = l.at(i) + "paper"
		}
		if their, changed := row.beside[aboutItem]; changed && their == "" {
			m.theirs[what] = ""
		}
		if row.taken[aboutItem] {
			m.taken[what] = true
		}
	}
}

// overtake joins what was typed with what somebody else has saved meanwhile, field by
// field and row by row.
func (e *paperEntry) overtake(theirs, seen url.Values, version int64, lists ...rowList) {
	e.meanwhile.fields(e.values, theirs, seen)
	for _, l := range lists {
		l.join(e.values, theirs, seen, &e.meanwhile)
	}
	e.values.Set(versionField, strconv.FormatInt(version, 10))
	e.values.Del("gesehen")
}

// fields joins the fields of a form that are no rows of a list.
func (m *meanwhile) fields(values, theirs, seen url.Values) {
	m.theirs, m.taken = map[string]string{}, map[string]bool{}
	for name := range theirs {
		if name == versionField || strings.Contains(name, "[") || !values.Has(name) {
			continue
		}
		value, taken, beside := mergeText(keptText(seen.Get(name)), keptText(values.Get(name)), keptText(theirs.Get(name)))
		values.Set(name, value)
		if taken {
			m.taken[name] = true
		}
		if beside {
			m.theirs[name] = keptText(theirs.Get(name))
		}
	}
}

// joinReplies joins the answers to what a motion asks, which are found by its words.
func (e *paperEntry) joinReplies(seen, last council.Paper) {
	rows := func(asks []council.Ask, typed bool) []formRow {
		var list []formRow
		for i, a := range asks {
			row := formRow{"ask": a.Text, "reply": a.Reply, "done": map[bool]string{true: "ja"}[a.Done]}
			if at := askField(i); typed && e.values.Has(at+"reply") {
				row["reply"], row["done"] = e.get(at+"reply"), e.get(at+"done")
			}
			list = append(list, row)
		}
		return list
	}
	list := mergeRows(rows(seen.Asks, false), rows(seen.Asks, true), rows(last.Asks, false), "ask")
	for i := range seen.Asks {
		e.values.Del(askField(i) + "reply")
		e.values.Del(askField(i) + "done")
	}
	for _, row := range list {
		if row.theirs < 0 {
			if row.values["reply"] != "" {
				e.lost = append(e.lost, "„"+row.values["ask"]+"“: „"+row.values["reply"]+"“")
			}
			continue
		}
		for _, name := range []string{"reply", "done"} {
			at := askField(row.theirs) + name
			e.values.Set(at, row.values[name])
			if their, changed := row.beside[name]; changed {
				e.theirs[at] = their
			}
			if row.taken[name] {
				e.taken[at] = true
			}
		}
	}
}

// overtaken joins what was typed with what was saved since the paper was seen. It
// reports false where nothing was.
func (s *server) overtaken(ctx context.Context, r request, e *paperEntry) (error, error) {
	id := r.PathValue("paper")
	if id == newPaper {
		return nil, nil
	}
	last, seen, err := s.Council.Last(ctx, id, e.version())
	if err != nil || last.Version == e.version() {
		e.base = last
		return nil, err
	}
	e.base = last
	by := saver{version: last.Version, from: last.KnownFrom}
	if n := len(last.History); n > 0 {
		by.by, by.why = last.History[n-1].By, last.History[n-1].Kind.Label().In(r.Lang)
	}
	if !last.May(council.Change) {
		return goneOn(last.Paper, by), nil
	}
	form := func(st desk.Stored) url.Values {
		f := paperEntry{values: url.Values{}, base: st, numbers: e.numbers}
		f.fill(st.Paper)
		return f.values
	}
	e.overtake(form(last), form(seen), last.Version, orderList)
	e.joinReplies(seen.Paper, last.Paper)
	refused := overtakenBy(r, by, text.T("Inzwischen hat jemand anderes gespeichert", "Somebody else has saved meanwhile"))
	if len(e.lost) > 0 {
		say, gone := fault.SayOf(refused), strings.Join(e.lost, "; ")
		refused = fault.New(fault.Conflict, "web.overtaken", say.De+" Antworten, zu denen es die Frage nicht mehr gibt: "+gone, say.En+" Answers whose question is not there any more: "+gone)
	}
	return refused, nil
}

// goneOn says that a paper has gone on so far that its content cannot be changed any more.
func goneOn(p council.Paper, by saver) error {
	who := by.by
	if who != "" {
		who = " (" + who + ")"
	}
	return fault.New(fault.Conflict, "web.goneOn",
		"Inzwischen ist diese Drucksache weiter: Sie ist im Zustand „"+p.State.Label().De+"“"+who+" und ändert sich nicht mehr. Was Sie geschrieben haben, steht noch im Formular: Übernehmen Sie es in eine Ergänzung oder Neufassung, die auf der Seite der Drucksache beginnt.",
		"This paper has gone on meanwhile: it is in the state “"+p.State.Label().En+"”"+who+" and does not change any more. What you wrote still stands in the form: take it over into a supplement or a new version, which begins on the paper's page.")
}

// overtakenSitting is overtaken for sittings. A new sitting that somebody else has made
// meanwhile is joined with theirs.
func (s *server) overtakenSitting(ctx context.Context, r request, e *sittingEntry) (error, error) {
	id := r.PathValue("sitting")
	begins := text.T("Inzwischen hat jemand anderes gespeichert", "Somebody else has saved meanwhile")
	if id == newPaper {
		e.fresh = true
		day, err := period.ParseDate(e.get("on"))
		if err != nil {
			return nil, nil // which its field will say
		}
		id = sittingKey(e.get("committee"), day)
		begins = text.T("Diese Sitzung gibt es schon", "There is this sitting already")
	}
	last, seen, err := s.Council.LastMeeting(ctx, id, e.version())
	switch {
	case err != nil:
		return nil, err
	case last.Version == 0:
		if e.fresh { // another day or body was typed since
			e.meeting = desk.Meeting{Sitting: council.Sitting{State: council.Planned}}
			e.values.Set(versionField, "0")
		}
		return nil, nil
	case last.KnownFrom.After(r.AsOf):
		return nil, nil // which keeping it refuses, with the day as of which it goes on
	}
	if i := slices.IndexFunc(e.bodies, func(b council.Committee) bool { return b.Key == last.Committee }); i >= 0 {
		last.Body = e.bodies[i]
	}
	if e.meeting = last; last.Version == e.version() {
		return nil, nil
	}
	form := func(m desk.Meeting) url.Values {
		f := sittingEntry{meeting: m}
		if f.values = (url.Values{}); m.Version != 0 {
			f.numbers = e.numbers
			f.fill()
		}
		return f.values
	}
	e.overtake(form(last), form(seen), last.Version, agendaList)
	return overtakenBy(r, saver{version: last.Version, from: last.KnownFrom, by: lastOf(last.History).By}, begins), nil
}

// lastOf is the last step of a history; none where it has none.
func lastOf(history []council.Act) council.Act {
	if len(history) == 0 {
		return council.Act{}
	}
	return history[len(history)-1]
}

// sittingKey is the key of a committee's sitting on a day.
func sittingKey(committee string, on period.Date) string { return committee + "-" + on.String() }

// saved is what somebody else has saved in a field, as people read it.
func (e *paperEntry) saved(name string, l text.Lang) view.Saved {
	their, changed := e.theirs[name]
	if !changed {
		return view.Saved{Taken: e.taken[name]}
	}
	_, last, _ := strings.Cut(name, "].")
	last = cmpOr(last, name)
	switch {
	case last == "closed":
		their = map[string]text.Text{"": text.T("öffentlich", "public"), "ja": text.T("nichtöffentlich", "in private")}[their].In(l)
	case last == "done":
		their = map[string]text.Text{"": text.T("nicht erledigt", "not settled"), "ja": text.T("erledigt", "settled")}[their].In(l)
	case their == "":
		their = text.T("(leer)", "(empty)").In(l)
	case last == "committee":
		if i := slices.IndexFunc(e.bodies, func(b council.Committee) bool { return b.Key == their }); i >= 0 {
			their = e.bodies[i].Name
		}
	case codeFields[last] != nil:
		their = asRead(last, their, l)
	default:
		if d, err := period.ParseDate(their); err == nil {
			their = d.In(l)
		}
	}
	return view.Saved{Theirs: their}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// minutesContent is the page on which minutes are taken during a meeting.
type minutesContent struct {
	entryForm
	Round desk.Round
	Items []minutesItem
	// Focus is the ID of the agenda item whose empty row waits for the next entry.
	Focus  int
	Effect *desk.Effect
	// Offices are those that may own an action, for browsers to offer.
	Offices []string
	// Remarks are what closing asks for in lines that are saved already, by the beginning
	// of the line's fields' names.
	Remarks map[string][]fault.Row
	// Overtaken: somebody else has saved; what they wrote stands beside.
	Overtaken bool
}

// minutesItem is an agenda item with its rows.
type minutesItem struct {
	steering.Item
	Rows []minutesRow
}

// minutesRow is one line of the form; the last of each item is empty.
type minutesRow struct {
	At     string // beginning of its fields' names
	Kind   steering.EntryKind
	New    bool
	Theirs string // what somebody else has saved instead
	Added  bool   // only somebody else has it
}

func rowField(i int) string { return fmt.Sprintf("entries[%d].", i) }

// unfold spreads a line that was typed at one go over the fields of its row, and returns
// what is wrong with it; then the line stays as it was typed.
func (f *entryForm) unfold(at string) *fault.Row {
	l := steering.ReadLine(f.get(at+"text"), steering.EntryKind(f.get(at+"kind")))
	f.values.Set(at+"kind", string(l.Kind))
	if l.Typed != "" {
		return &fault.Row{Value: l.Typed, Expected: l.Expected}
	}
	for part, typed := range map[string]string{"office": l.Office, "due": l.Due, "votes": l.Votes} {
		beside := f.get(at + part)
		if typed != "" && beside != "" && beside != typed {
			return &fault.Row{Value: typed, Expected: text.T("eines von beiden: Im Feld daneben steht schon „"+beside+"“", "one of the two: the field beside says “"+beside+"” already")}
		}
	}
	f.values.Set(at+"text", l.Text)
	for part, typed := range map[string]string{"office": l.Office, "due": l.Due, "votes": l.Votes} {
		if typed != "" {
			f.values.Set(at+part, typed)
		}
	}
	return nil
}

// votes reads "7:2:1", for, against, abstained; an empty field is by consent.
func (f *entryForm) votes(name string) *steering.Votes {
	if f.get(name) == "" {
		return nil
	}
	v, ok := steering.ReadVotes(f.get(name))
	if !ok {
		f.fault(name, steering.VotesExpected)
		return nil
	}
	return &v
}

// minutes is the page on which minutes are taken.
func (s *server) minutes(ctx context.Context, r request) (answer, error) {
	m, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if m.State == steering.Closed || m.State == steering.Cancelled {
		return answer{redirect: r.Href(bodiesPath + "/" + m.Key())}, nil
	}
	if !m.Of.Running(r.AsOf) {
		return answer{}, idle(m.Of)
	}
	c := minutesContent{Round: m, entryForm: entryForm{values: valuesOfMinutes(m)}}
	c.Focus, _ = strconv.Atoi(r.Query.Get("zeile"))
	remarks, err := s.Steering.Remarks(ctx, m.Key(), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c.Remarks = map[string][]fault.Row{}
	for _, row := range remarks {
		if at, part, ok := strings.Cut(row.Column, "]."); ok && strings.HasPrefix(at, "entries[") {
			row.Column = part
			c.Remarks[at+"]."] = append(c.Remarks[at+"]."], row)
		}
	}
	return s.minutesAnswer(ctx, r, c)
}

func valuesOfMinutes(m desk.Round) url.Values {
	v := url.Values{"present": {strings.Join(m.Minutes.Present, "; ")}, "version": {strconv.FormatInt(m.Record, 10)}, "entries": {strconv.Itoa(len(m.Minutes.Entries))}}
	for i, e := range m.Minutes.Entries {
		setEntry(v, rowField(i), e)
	}
	return v
}

func setEntry(v url.Values, at string, e steering.Entry) {
	v.Set(at+"id", strconv.Itoa(e.ID))
	v.Set(at+"item", strconv.Itoa(e.Item))
	v.Set(at+"kind", string(e.Kind))
	v.Set(at+"text", e.Text)
	v.Set(at+"office", e.Office)
	if !e.Due.IsZero() {
		v.Set(at+"due", e.Due.String())
	}
	if e.Votes != nil {
		v.Set(at+"votes", fmt.Sprintf("%d:%d:%d", e.Votes.For, e.Votes.Against, e.Votes.Abstain))
	}
	if e.To != 0 {
		v.Set(at+"to", strconv.Itoa(e.To))
	}
}

// read makes minutes of what was typed; rows without a text are none. fresh is the item
// of the last entry that is new.
func (c *minutesContent) read() (m steering.Minutes, fresh int) {
	for _, o := range strings.Split(c.get("present"), ";") {
		if o = strings.TrimSpace(o); o != "" {
			m.Present = append(m.Present, o)
		}
	}
	most, kept := steering.MostEntries+steering.MostItems, url.Values{}
	for i := range c.count("entries", most) {
		at, to := rowField(i), rowField(len(m.Entries))
		typed := c.get(at+"text") != ""
		wrong := c.unfold(at)
		if !typed && (c.get(at+"id") != "" || c.get(at+"office")+c.get(at+"due")+c.get(at+"votes") == "") {
			continue // emptied: the entry goes, or empty
		}
		for _, part := range []string{"id", "item", "kind", "text", "office", "due", "votes", "to"} {
			kept[to+part] = c.values[at+part]
		}
		if wrong != nil {
			wrong.Line, wrong.Column = len(m.Entries)+1, to+"text"
			c.rows = append(c.rows, *wrong)
		}
		e := steering.Entry{Kind: steering.EntryKind(c.get(at + "kind")), Text: c.get(at + "text"), Office: c.get(at + "office")}
		e.ID, _ = strconv.Atoi(c.get(at + "id"))
		e.Item, _ = strconv.Atoi(c.get(at + "item"))
		e.To, _ = strconv.Atoi(c.get(at + "to"))
		if e.ID == 0 {
			fresh = e.Item
		}
		m.Entries = append(m.Entries, e)
	}
	c.keep("entries", kept, len(m.Entries))
	for i := range m.Entries { // under the names that the rows have from now on
		e, at := &m.Entries[i], rowField(i)
		if e.Kind != steering.Decided && c.get(at+"votes") != "" {
			c.fault(at+"votes", text.T("leer: Stimmen hat nur ein Beschluss", "empty: only a decision has votes"))
		}
		switch e.Kind {
		case steering.Commission:
			if e.Due = c.day(at + "due"); !e.Due.IsZero() {
				c.values.Set(at+"due", e.Due.String()) // as the field takes it
			}
		case steering.Decided:
			e.Votes, e.Office = c.votes(at+"votes"), ""
		case steering.Note:
			e.Office = ""
		}
	}
	return m, fresh
}

// takeMinutes saves what was typed, shows what closing does, or closes.
func (s *server) takeMinutes(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	m, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := minutesContent{entryForm: form, Round: m}
	minutes, fresh := c.read()
	c.Focus = fresh
	if c.faulty("web.takeMinutes") {
		return s.minutesAnswer(ctx, r, c)
	}
	switch c.step() {
	case "pruefen", "abschliessen":
		return s.closeMinutes(ctx, r, c, minutes)
	}
	moved, up := movedEntry(c.step())
	if err := s.Steering.SaveMinutes(ctx, m.Key(), minutes.Moved(moved, up), c.version(), r.act()); err != nil {
		return s.minutesRefused(ctx, r, c, err)
	}
	if moved != 0 {
		return answer{redirect: r.Href(bodiesPath+"/"+m.Key()+"/niederschrift") + "#zeile-" + strconv.Itoa(moved)}, nil
	}
	back := r.Href(bodiesPath+"/"+m.Key()+"/niederschrift", "zeile", strconv.Itoa(fresh))
	return answer{redirect: back + "#neu-" + strconv.Itoa(fresh)}, nil
}

// Steps that save and move an entry up or down; its number follows.
const (
	moveUp   = "hoch-"
	moveDown = "runter-"
)

// movedEntry is the entry that a step moves; 0: none.
func movedEntry(step string) (id int, up bool) {
	n, up := strings.CutPrefix(step, moveUp)
	if !up {
		n, _ = strings.CutPrefix(step, moveDown)
	}
	id, _ = strconv.Atoi(n)
	return id, up
}

// minutesRefused keeps what was typed beside what was refused. Where somebody else has
// saved meanwhile, what they wrote stands beside it, and what only they have is added:
// nobody's text is lost.
func (s *server) minutesRefused(ctx context.Context, r request, c minutesContent, err error) (answer, error) {
	if !c.refuse(err) {
		return answer{}, err
	}
	if fault.KindOf(err) == fault.Conflict && c.Round.State != steering.Closed && c.Round.State != steering.Cancelled {
		c.Overtaken = c.Round.Record != c.version()
	}
	if c.Overtaken { // loading anew would lose what was typed
		c.refused = fault.New(fault.Conflict, "web.minutesRefused",
			"Jemand anderes hat diese Niederschrift inzwischen gespeichert. Ihre Fassung ist noch nicht gespeichert.", "Somebody else has saved these minutes meanwhile. Yours are not saved yet.")
	}
	return s.minutesAnswer(ctx, r, c)
}

// closeMinutes shows which numbers decisions get and which actions are made, and closes
// in a second step.
func (s *server) closeMinutes(ctx context.Context, r request, c minutesContent, minutes steering.Minutes) (answer, error) {
	key := c.Round.Key()
	effect, err := s.Steering.Foresee(ctx, key, minutes, r.AsOf)
	if err != nil {
		return s.minutesRefused(ctx, r, c, err)
	}
	if !c.confirmed("abschliessen") {
		c.Effect = &effect
		return s.minutesAnswer(ctx, r, c)
	}
	if err := s.Steering.Close(ctx, key, minutes, c.version(), r.act()); err != nil {
		return s.minutesRefused(ctx, r, c, err)
	}
	return answer{redirect: r.Href(bodiesPath + "/" + key)}, nil
}

// minutesAnswer arranges the rows by agenda item, with an empty one at the end of each.
func (s *server) minutesAnswer(ctx context.Context, r request, c minutesContent) (answer, error) {
	offices, err := s.Steering.Offices(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c.Offices = offices.Names()
	n := c.count("entries", steering.MostEntries+steering.MostItems)
	c.lines = map[string]string{}
	theirs := map[int]steering.Entry{}
	if c.Overtaken {
		n = c.join(n, theirs)
	}
	for number, t := range c.Round.Agenda {
		item := minutesItem{Item: t}
		for i := range n {
			if at := rowField(i); c.get(at+"item") == strconv.Itoa(t.ID) {
				item.Rows = append(item.Rows, c.row(at, theirs))
				c.lines[at] = fmt.Sprintf("%d.%d", number+1, len(item.Rows))
			}
		}
		at := rowField(n + len(c.Items))
		c.values.Set(at+"item", strconv.Itoa(t.ID))
		item.Rows = append(item.Rows, minutesRow{At: at, Kind: steering.Note, New: true})
		c.lines[at] = fmt.Sprintf("%d.%d", number+1, len(item.Rows))
		c.Items = append(c.Items, item)
	}
	c.values.Set("entries", strconv.Itoa(n+len(c.Items)))
	m := c.Round
	return answer{
		name: text.T("Niederschrift", "Minutes"), status: c.status(),
		answer: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Niederschrift: %s am %s", "Minutes: %s on %s").In(l), m.Of.Name, m.Day.In(l))
		}),
		facts: roundFacts(m), body: func(p view.Page) templ.Component { return minutesBody(p, c) },
	}, nil
}

// row is a row of the form, with what somebody else has saved instead.
func (c minutesContent) row(at string, theirs map[int]steering.Entry) minutesRow {
	row := minutesRow{At: at, Kind: steering.EntryKind(c.get(at + "kind")), Added: c.get(at+"added") != ""}
	id, _ := strconv.Atoi(c.get(at + "id"))
	if e, ok := theirs[id]; ok && e.Text != c.get(at+"text") {
		row.Theirs = e.Text
	}
	return row
}

// join adds to the form what only the saved minutes have, and from then on goes by them.
func (c *minutesContent) join(n int, theirs map[int]steering.Entry) int {
	var mine []int
	for i := range n {
		id, _ := strconv.Atoi(c.get(rowField(i) + "id"))
		mine = append(mine, id)
	}
	for _, e := range c.Round.Minutes.Entries {
		theirs[e.ID] = e
		if !slices.Contains(mine, e.ID) {
			setEntry(c.values, rowField(n), e)
			c.values.Set(rowField(n)+"added", "1")
			n++
		}
	}
	c.values.Set("version", strconv.FormatInt(c.Round.Record, 10))
	return n
}

// decisions are those among the saved lines that a dissent may be to, whatever their
// item; where it is to none yet that stands first.
func (c minutesContent) decisions(to string, p view.Page) []view.Option {
	var list []view.Option
	for _, item := range c.Items {
		for _, row := range item.Rows {
			if id := c.get(row.At + "id"); row.Kind == steering.Decided && !row.New && id != "" {
				list = append(list, view.Option{Name: c.lines[row.At] + " " + c.get(row.At+"text"), Value: id, Chosen: id == to})
			}
		}
	}
	if len(list) > 0 && !slices.ContainsFunc(list, func(o view.Option) bool { return o.Chosen }) {
		list = append([]view.Option{{Name: p.T("noch zu keinem", "to none yet"), Value: "0", Chosen: true}}, list...)
	}
	return list
}

// unclosed is how many saved lines closing still asks for something.
func (c minutesContent) unclosed() int { return len(c.Remarks) }

// unclosedWords say how many lines must be completed before the minutes can be closed.
func unclosedWords(n int) text.Text {
	if n == 1 {
		return text.T("Gespeichert. Eine Zeile ist vor dem Abschließen noch zu ergänzen; was fehlt, steht unter ihr.", "Saved. One line is to be completed before closing; what is missing stands below it.")
	}
	return text.T(fmt.Sprintf("Gespeichert. %d Zeilen sind vor dem Abschließen noch zu ergänzen; was fehlt, steht unter ihnen.", n),
		fmt.Sprintf("Saved. %d lines are to be completed before closing; what is missing stands below them.", n))
}

// remarkWords say of a line what closing asks for: the field, what stands there, what is
// expected.
func remarkWords(row fault.Row, p view.Page) string {
	said := p.In(entryFields[row.Column])
	if d, err := period.ParseDate(row.Value); err == nil {
		said += " " + d.In(p.Lang)
	} else if row.Value != "" && row.Value != "0" {
		said += " " + quoted(row.Value, p)
	}
	return said + "; " + p.T("erwartet: ", "expected: ") + p.In(row.Expected)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Task is something that somebody has to do because of an item of a sitting.
type Task struct {
	Item  int // place on the agenda, from 0
	Title string
	Owner string
	Due   period.Date
}

// Minutes is what came of a sitting.
type Minutes struct {
	Agenda []council.Item
	Tasks  []Task
}

// Kept is what keeping a sitting does.
type Kept struct {
	Sitting council.Sitting
	Says    []text.Text
	Invited text.Text // that its invitation went out too late; empty: it did not
	papers  []paperAfter
	further []register.Next
}

// TryMeeting says what keeping a sitting would do, or refuses it with all that stands
// against it. A result on its agenda goes into the paper: once the deciding body has
// decided, the paper is decided. Tasks become actions. Nothing is kept.
func (d *Desk) TryMeeting(ctx context.Context, s council.Sitting, tasks []Task, do Doing) (Kept, error) {
	const op = "council.TryMeeting"
	old, err := d.meetingAt(ctx, s.ID, do)
	if err != nil {
		return Kept{}, err
	}
	all, err := d.papers(ctx, do.Day)
	if err != nil {
		return Kept{}, fault.Wrap(op, err)
	}
	s = onAgenda(s, all)
	rows, err := d.MeetingFaults(ctx, s, do.Day)
	if err != nil {
		return Kept{}, fault.Wrap(op, err)
	}
	rows = append(rows, changeFaults(s, old, do)...)
	s.History = append(slices.Clone(old.History), council.Act{Kind: kindOf(do), On: do.Day, By: do.By})
	k := Kept{Sitting: s}
	bodies, err := d.Committees(ctx, do.Day)
	if err != nil {
		return Kept{}, fault.Wrap(op, err)
	}
	tasks, unknown, err := d.owners(ctx, s, tasks, do.Day)
	if err != nil {
		return Kept{}, fault.Wrap(op, err)
	}
	rows = append(rows, voteFaults(s, old, bodyOf(bodies, s.Committee))...)
	rows = append(rows, d.results(ctx, &k, old, do)...)
	rows = append(rows, append(k.tasks(tasks, do), unknown...)...)
	if len(rows) > 0 {
		return Kept{}, fault.Refuse(op, rows)
	}
	body, err := json.Marshal(s)
	if err != nil {
		return Kept{}, fault.Wrap(op, err)
	}
	record := register.Record{Kind: register.Sitting, Key: s.ID, KnownFrom: do.Day, Body: body}
	k.further = append([]register.Next{{Record: record, After: do.Base}}, k.further...)
	if len(k.Says) == 0 {
		k.Says = []text.Text{text.T("Die Sitzung wird so festgehalten; keine Drucksache ändert sich.", "The sitting is kept like this; no paper changes.")}
	}
	free, err := d.recesses(ctx, do.Day)
	m := Meeting{Sitting: s, Body: bodyOf(bodies, s.Committee)}
	if m.invitation(do.Day, free); m.Late {
		k.Says = append([]text.Text{m.TooLate()}, k.Says...)
	}
	if k.Invited = m.InvitedLate(); k.Invited != (text.Text{}) {
		k.Says = append([]text.Text{k.Invited}, k.Says...)
	}
	return k, fault.Wrap(op, err)
}

// changeFaults are those of a sitting beside what it was before and the day of the change.
func changeFaults(s, old council.Sitting, do Doing) []fault.Row {
	var rows []fault.Row
	if do.Base != 0 && old.Committee != s.Committee {
		rows = append(rows, fault.Row{File: s.ID, Column: "committee", Value: s.Committee, Expected: text.T("dasselbe Gremium", "the same body")})
	}
	if s.State == council.Held && s.On.After(do.Day) {
		rows = append(rows, fault.Row{File: s.ID, Column: "state", Value: s.On.String(), Expected: text.T("„stattgefunden“ erst am Tag der Sitzung", "“held” on the day of the sitting at the earliest")})
	}
	if s.InvitedOn.After(do.Day) && s.InvitedOn != old.InvitedOn {
		rows = append(rows, fault.Row{File: s.ID, Column: "invited_on", Value: s.InvitedOn.String(), Expected: text.T(
			"ein Tag bis zum Stand ("+do.Day.In(text.De)+")", "a day up to the as-of date ("+do.Day.In(text.En)+")")})
	}
	return rows
}

// kindOf is what keeping does: something new, or a change of what was seen.
func kindOf(do Doing) council.ActKind {
	if do.Base == 0 {
		return council.Record
	}
	return council.Change
}

// KeepMeeting keeps a sitting, the papers that its results change and the actions that
// follow: all of it or nothing.
func (d *Desk) KeepMeeting(ctx context.Context, s council.Sitting, tasks []Task, do Doing) error {
	k, err := d.TryMeeting(ctx, s, tasks, do)
	if err != nil {
		return err
	}
	return d.write(ctx, do, k.papers, k.further...)
}

// meetingAt is the version of a sitting that was seen, which must be its newest.
func (d *Desk) meetingAt(ctx context.Context, id string, do Doing) (council.Sitting, error) {
	versions, err := d.registers.Versions(ctx, register.Sitting, id)
	if err != nil {
		return council.Sitting{}, fault.Wrap("council.meetingAt("+id+")", err)
	}
	var newest register.Record
	if n := len(versions); n > 0 {
		newest = versions[n-1]
	}
	if newest.ID != do.Base || newest.KnownFrom.After(do.Day) {
		return council.Sitting{}, changedSince("council.meetingAt("+id+")", newest.KnownFrom, do.Day, text.T("Diese Sitzung", "This sitting"))
	}
	var s council.Sitting
	if newest.ID != 0 {
		err = json.Unmarshal(newest.Body, &s)
	}
	return s, fault.Wrap("council.meetingAt("+id+")", err)
}

// results takes what is new on the agenda into the papers.
func (d *Desk) results(ctx context.Context, k *Kept, old council.Sitting, do Doing) []fault.Row {
	var rows []fault.Row
	for i, item := range k.Sitting.Agenda {
		was := slices.IndexFunc(old.Agenda, func(o council.Item) bool { return o.Paper == item.Paper && o.Number == item.Number })
		if item.Paper == "" || item.Result == "" || was >= 0 && old.Agenda[was].Result == item.Result {
			continue
		}
		if err := d.result(ctx, k, item, do); err != nil {
			rows = append(rows, fault.Row{File: k.Sitting.ID, Column: fmt.Sprintf("agenda[%d].result", i), Value: string(item.Result), Expected: fault.SayOf(err)})
		}
	}
	return rows
}

// result takes one result into its paper.
func (d *Desk) result(ctx context.Context, k *Kept, item council.Item, do Doing) error {
	versions, err := d.registers.Versions(ctx, register.Paper, item.Paper)
	if err != nil || len(versions) == 0 {
		return fault.Wrap("council.result", err)
	}
	p, err := stored(versions[len(versions)-1])
	if err != nil {
		return err
	}
	last, decides := p.Deciding()
	act := council.Act{Kind: council.Treat, On: k.Sitting.On, By: do.By, Note: k.note(item)}
	switch {
	case !item.Result.Final():
	case decides && last.Committee == k.Sitting.Committee, !decides && item.Role == council.Decision:
		act.Kind = council.Vote // where no order names who decides, the agenda does
	}
	if item.Result == council.Withdrawn && p.May(council.Settle) {
		act.Kind = council.Settle
	}
	now, err := p.Do(act)
	if err != nil {
		return err
	}
	now.Order = treated(now.Order, k.Sitting, item, p.Type.Asked() && !decides)
	k.papers = append(k.papers, paperAfter{now, p.Version})
	k.Says = append(k.Says, text.T(fmt.Sprintf("%s: %s; Zustand danach „%s“.", nameOf(now), item.Result.Label().De, now.State.Label().De),
		fmt.Sprintf("%s: %s; state afterwards “%s”.", nameOf(now), item.Result.Label().En, now.State.Label().En)))
	if act.Kind == council.Vote {
		return d.skipped(ctx, k, now)
	}
	return nil
}

// skipped warns of bodies before the deciding one that have come to no result yet.
func (d *Desk) skipped(ctx context.Context, k *Kept, p council.Paper) error {
	bodies, err := d.Committees(ctx, k.Sitting.On)
	if err != nil {
		return err
	}
	var names []string
	for _, o := range p.Order[:max(0, len(p.Order)-1)] {
		if !o.Result.Final() {
			names = append(names, bodyOf(bodies, o.Committee).Name)
		}
	}
	if list := strings.Join(names, ", "); list != "" {
		k.Says = append(k.Says, text.T("Achtung: Noch ohne Ergebnis davor: "+list+". Mit der Entscheidung ist die Beratungsfolge zu Ende.",
			"Attention: still without a result before it: "+list+". The decision ends the order of committees."))
	}
	return nil
}

// note says in the paper's history which body did what.
func (k *Kept) note(item council.Item) string {
	words := []string{k.Sitting.Committee + " " + k.Sitting.On.In(text.De), item.Result.Label().De}
	if item.Votes != "" {
		words = append(words, item.Votes)
	}
	return strings.Join(words, ", ")
}

// treated is the order of committees with the result at the body's place: where it was
// asked for this day, else at its first place without a final result. An open order, as
// that of a motion is before anybody has decided on it, takes the body at its end.
func treated(order []council.Consultation, s council.Sitting, item council.Item, open bool) []council.Consultation {
	order = slices.Clone(order)
	at := slices.IndexFunc(order, func(o council.Consultation) bool { return o.Committee == s.Committee && o.On == s.On })
	if at < 0 {
		at = slices.IndexFunc(order, func(o council.Consultation) bool { return o.Committee == s.Committee && !o.Result.Final() })
	}
	switch {
	case at < 0 && open:
		at, order = len(order), append(order, council.Consultation{Committee: s.Committee, Step: item.Role, Public: item.Public})
	case at < 0:
		return order
	case open && item.Role == council.Decision && at == len(order)-1:
		order[at].Step = item.Role
	}
	order[at].On, order[at].Sitting, order[at].Result = s.On, s.ID, item.Result
	return order
}

// tasks turns tasks into actions.
func (k *Kept) tasks(tasks []Task, do Doing) []fault.Row {
	var rows []fault.Row
	for i, t := range tasks {
		at := fmt.Sprintf("tasks[%d].", i)
		refuse := func(path, value, de, en string) {
			rows = append(rows, fault.Row{File: k.Sitting.ID, Column: at + path, Value: value, Expected: text.T(de, en)})
		}
		if strings.TrimSpace(t.Title) == "" {
			refuse("title", t.Title, "was zu tun ist", "what is to be done")
		}
		for path, s := range map[string]string{"title": t.Title, "owner": t.Owner} {
			if row, long := fault.TooLong(at+path, strings.TrimSpace(s), fault.LongestTitle); long {
				row.File = k.Sitting.ID
				rows = append(rows, row)
			}
		}
		if strings.TrimSpace(t.Owner) == "" {
			refuse("owner", t.Owner, "ein Amt oder eine Rolle", "an office or role")
		}
		if on := k.Sitting.On; !t.Due.IsZero() && t.Due.Before(on) {
			refuse("due", t.Due.String(), "ein Tag ab der Sitzung am "+on.In(text.De), "a day from the sitting on "+on.In(text.En)+" on")
		}
		if t.Item < 0 || t.Item >= len(k.Sitting.Agenda) {
			refuse("item", "", "ein Punkt der Tagesordnung", "an item of the agenda")
			continue
		}
		item := k.Sitting.Agenda[t.Item]
		ref := item.Paper
		if ref == "" {
			ref = k.Sitting.ID + "#" + item.Number
		}
		a := steering.Action{
			ID: council.KeyOf(fmt.Sprintf("%s top %s %d v%d", k.Sitting.ID, item.Number, i+1, do.Base)), Title: strings.TrimSpace(t.Title), Owner: strings.TrimSpace(t.Owner), Due: t.Due, State: steering.Open,
			Origin: steering.Origin{Kind: steering.FromPaper, Ref: ref, By: k.Sitting.Committee}, Opened: k.Sitting.On, Source: k.Sitting.ID + ", TOP " + item.Number,
		}
		body, err := json.Marshal(a)
		if err != nil {
			refuse("title", t.Title, "ein Text", "a text")
			continue
		}
		k.further = append(k.further, register.Next{Record: register.Record{Kind: register.Action, Key: a.ID, KnownFrom: do.Day, Body: body}})
		k.Says = append(k.Says, text.T("Auftrag an "+a.Owner+": "+a.Title, "Action for "+a.Owner+": "+a.Title))
	}
	return rows
}

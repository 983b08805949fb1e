// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// saving is an action on its way into the register, with what goes with it.
type saving struct {
	now     steering.Action
	was     *steering.Action // nil: a new one
	bundled []Kept[steering.Action]
}

// ActionFaults lists everything that speaks against saving an action: what is wrong
// with it by itself, and with the others that it names.
func (d *Desk) ActionFaults(ctx context.Context, a steering.Action, c Change) ([]fault.Row, error) {
	a.Why = c.Why
	rows := append(append(a.Check(), a.CheckDays(c.Day)...), c.faults()...)
	was, err := before[steering.Action](ctx, d, register.Action, a.ID, c.Base)
	if err != nil {
		return nil, err
	}
	if !steering.NamesPerson(a.Owner) { // a person is refused with the action itself
		more, err := d.officeFaults(ctx, "owner", a.Owner, was.Owner, c.Day)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	if a.Expect != nil {
		more, err := d.expectFaults(ctx, *a.Expect, was.Expect)
		if err != nil {
			return nil, err
		}
		rows = append(append(rows, a.Expect.CheckAgain(was.Expect, c.Day)...), more...)
	}
	if a.Origin != was.Origin || a.Due != was.Due {
		more, err := d.dueFaults(ctx, a)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}
	more, err := d.linkFaults(ctx, a)
	return append(rows, more...), err
}

// Offices are the offices, units and seats known on a day: who may own an action.
func (d *Desk) Offices(ctx context.Context, day period.Date) (steering.Offices, error) {
	return steering.ReadOffices(day, func(k register.Kind, asOf period.Date) ([]register.Record, error) {
		return d.registers.Records(ctx, k, asOf)
	})
}

// dueFaults says that an action is due before the meeting or sitting that it comes from.
func (d *Desk) dueFaults(ctx context.Context, a steering.Action) ([]fault.Row, error) {
	kind := register.Round
	switch a.Origin.Kind {
	case steering.FromMeeting:
	case steering.FromPaper:
		kind = register.Sitting
	default:
		return nil, nil
	}
	key, _, _ := steering.SplitRef(a.Origin.Ref)
	versions, err := d.registers.Versions(ctx, kind, key)
	if err != nil || len(versions) == 0 || a.Due.IsZero() {
		return nil, err
	}
	var held struct {
		Day period.Date `json:"day,omitzero"` // of a meeting
		On  period.Date `json:"on,omitzero"`  // of a sitting
	}
	if err := json.Unmarshal(versions[len(versions)-1].Body, &held); err != nil {
		return nil, err
	}
	on := cmp.Or(held.Day, held.On)
	if !a.Due.Before(on) {
		return nil, nil
	}
	return []fault.Row{{Column: "due", Value: a.Due.String(), Expected: text.T("ein Tag ab der Sitzung am "+on.In(text.De)+", aus der der Auftrag kommt", "a day from the meeting on "+on.In(text.En)+" on, which the action comes from")}}, nil
}

// linkFaults are those of the other entries that an action names.
func (d *Desk) linkFaults(ctx context.Context, a steering.Action) ([]fault.Row, error) {
	var rows []fault.Row
	bad := func(column, value, de, en string) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en)})
	}
	all, err := d.everyAction(ctx)
	if err != nil {
		return nil, err
	}
	if p := a.Procedure; p != "" && p != a.ID {
		into, there := all[p]
		switch {
		case !there:
			bad("procedure", p, "die Nummer eines Auftrags, den es gibt", "the number of an action that there is")
		case into.Procedure != "":
			bad("procedure", p, "ein Auftrag, der nicht selbst gebündelt ist (gebündelt in "+into.Procedure+")", "an action that is not bundled itself (it is in "+into.Procedure+")")
		case into.State.Ended() && !a.State.Ended():
			bad("procedure", p, "ein Auftrag, der noch nicht geschlossen ist", "an action that has not been closed")
		}
		for _, other := range all {
			if a.ID != "" && other.Procedure == a.ID {
				bad("procedure", p, "nichts: In diesem Auftrag sind selbst andere gebündelt, etwa "+other.ID, "nothing: others are bundled in this action, such as "+other.ID)
				break
			}
		}
	}
	if a.Body != "" && all[a.ID].Body != a.Body {
		versions, err := d.registers.Versions(ctx, register.Body, a.Body)
		if err != nil {
			return nil, err
		}
		if len(versions) == 0 {
			bad("body", a.Body, "ein Gremium, das es gibt", "a body that there is")
		}
	}
	if f := a.FollowsUp; f != "" && f != a.ID {
		if _, there := all[f]; !there {
			bad("follows_up", f, "die Nummer eines Auftrags, den es gibt", "the number of an action that there is")
		}
	}
	if a.Measure != "" {
		versions, err := d.registers.Versions(ctx, register.Measure, a.Measure)
		if err != nil {
			return nil, err
		}
		if len(versions) == 0 {
			bad("measure", a.Measure, "das Kürzel einer Maßnahme, die es gibt", "the key of a measure that there is")
		}
	}
	return rows, nil
}

// everyAction are the newest versions of all actions, whenever they became known.
func (d *Desk) everyAction(ctx context.Context) (map[string]steering.Action, error) {
	list, err := known[steering.Action](ctx, d, register.Action, period.Date{})
	all := make(map[string]steering.Action, len(list))
	for _, k := range list {
		all[k.It.ID] = k.It
	}
	return all, err
}

// SaveAction keeps a new version of an action, or a new one under the next free number
// of its year. It refuses what is wrong with all faults, and answers Conflict where
// somebody else has changed it since. With a procedure that ends, the requests bundled
// in it end with its outcome, in one piece.
func (d *Desk) SaveAction(ctx context.Context, a steering.Action, c Change) (steering.Action, error) {
	const op = "measures.SaveAction"
	rows, err := d.ActionFaults(ctx, a, c)
	if err != nil {
		return a, fault.Wrap(op, err)
	}
	if len(rows) > 0 {
		return a, fault.Refuse(op, rows)
	}
	if a.Owner, err = d.officeName(ctx, a.Owner, c.Day); err != nil {
		return a, fault.Wrap(op, err)
	}
	if a.ID != "" {
		a, err = d.keepAction(ctx, a, c)
		return a, fault.Wrap(op, err)
	}
	for range numberTries {
		if a.ID, err = d.nextAction(ctx, a.Opened.Year()); err != nil {
			break
		}
		kept, failed := d.keepAction(ctx, a, c)
		if err = failed; fault.KindOf(err) != fault.Conflict {
			return kept, fault.Wrap(op, err)
		}
	}
	return a, fault.Wrap(op, err)
}

// numberTries is how often a new action looks for a free number while others take them.
const numberTries = 5

// keepAction records an action and what ends with it.
func (d *Desk) keepAction(ctx context.Context, a steering.Action, c Change) (steering.Action, error) {
	s, err := d.saving(ctx, a, c)
	if err != nil {
		return a, err
	}
	a.Why, a.By = strings.TrimSpace(c.Why), c.By
	entries := []entry{{register.Action, a.ID, a, c.Base}}
	for _, k := range s.ended() {
		b := k.It
		b.State, b.Closed, b.By = a.State, a.Closed, c.By
		b.Outcome, b.Why = "Mit "+a.ID+" beantwortet: "+a.Outcome, "geschlossen mit dem Vorgang "+a.ID
		if b.Opened.After(b.Closed) {
			b.Closed = b.Opened
		}
		entries = append(entries, entry{register.Action, b.ID, b, k.Version})
	}
	return a, d.record(ctx, entries, c)
}

// saving gathers what a saving changes.
func (d *Desk) saving(ctx context.Context, a steering.Action, c Change) (saving, error) {
	s := saving{now: a}
	versions, err := d.registers.Versions(ctx, register.Action, a.ID)
	if err != nil {
		return s, err
	}
	if newest(versions) != c.Base {
		return s, fault.New(fault.Conflict, "measures.saving("+a.ID+")",
			"Diesen Auftrag hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed this action meanwhile. Please reload.")
	}
	for _, v := range versions {
		if v.ID == c.Base {
			k, err := keptOf[steering.Action](v)
			if err != nil {
				return s, err
			}
			s.was = &k.It
		}
	}
	all, err := known[steering.Action](ctx, d, register.Action, period.Date{})
	for _, k := range all {
		if k.It.Procedure == a.ID {
			s.bundled = append(s.bundled, k)
		}
	}
	return s, err
}

// ended are the bundled requests that end with the action.
func (s saving) ended() []Kept[steering.Action] {
	if !s.now.State.Ended() || s.was != nil && s.was.State.Ended() {
		return nil
	}
	var list []Kept[steering.Action]
	for _, k := range s.bundled {
		if !k.It.State.Ended() {
			list = append(list, k)
		}
	}
	return list
}

// nextAction is the next free number of a year.
func (d *Desk) nextAction(ctx context.Context, year int) (string, error) {
	all, err := d.everyAction(ctx)
	if err != nil {
		return "", err
	}
	last := 0
	for id := range all {
		if rest, ok := strings.CutPrefix(id, strconv.Itoa(year)+"-"); ok {
			if n, err := strconv.Atoi(rest); err == nil {
				last = max(last, n)
			}
		}
	}
	return fmt.Sprintf("%d-%03d", year, last+1), nil
}

// ActionEffect says what saving an action would change.
func (d *Desk) ActionEffect(ctx context.Context, a steering.Action, c Change) ([]text.Text, error) {
	s, err := d.saving(ctx, a, c)
	if err != nil {
		return nil, fault.Wrap("measures.ActionEffect", err)
	}
	return append(s.changes(), s.consequences(c.Day)...), nil
}

// changes says field by field what is changed.
func (s saving) changes() []text.Text {
	if s.was == nil {
		return []text.Text{text.T("Ein neuer Auftrag für „"+s.now.Owner+"“ entsteht.", "A new action for “"+s.now.Owner+"” comes up.")}
	}
	var list []text.Text
	field := func(de, en, was, is string) {
		if was != is {
			list = append(list, text.T(fmt.Sprintf("%s: „%s“ wird zu „%s“.", de, was, is), fmt.Sprintf("%s: “%s” becomes “%s”.", en, was, is)))
		}
	}
	date := func(de, en string, was, is period.Date) {
		if was != is {
			list = append(list, text.T(fmt.Sprintf("%s: %s wird zu %s.", de, none(was, text.De), none(is, text.De)), fmt.Sprintf("%s: %s becomes %s.", en, none(was, text.En), none(is, text.En))))
		}
	}
	was, is := *s.was, s.now
	field("Auftrag", "Action", was.Title, is.Title)
	field("Zuständig", "Owner", was.Owner, is.Owner)
	date("Frist", "Due", was.Due, is.Due)
	if was.State != is.State {
		list = append(list, text.T(fmt.Sprintf("Stand: „%s“ wird zu „%s“.", was.State.Label().De, is.State.Label().De), fmt.Sprintf("State: “%s” becomes “%s”.", was.State.Label().En, is.State.Label().En)))
	}
	field("Gremium", "Body", was.Body, is.Body)
	field("Vorgang", "Procedure", was.Procedure, is.Procedure)
	field("Führt fort", "Follows up", was.FollowsUp, is.FollowsUp)
	field("Maßnahme", "Measure", was.Measure, is.Measure)
	list = append(list, expectChanges(was.Expect, is.Expect)...)
	field("Ergebnis", "Outcome", was.Outcome, is.Outcome)
	field("Bemerkung", "Note", was.Note, is.Note)
	field("Quelle", "Source", was.Source, is.Source)
	field("Herkunft", "Origin", was.Origin.Kind.Label().De+" "+was.Origin.Ref+" "+was.Origin.By, is.Origin.Kind.Label().De+" "+is.Origin.Ref+" "+is.Origin.By)
	if len(list) == 0 {
		list = append(list, text.T("An den Angaben ändert sich nichts; nur die Begründung kommt hinzu.", "No entry changes; only the reason is added."))
	}
	return list
}

// expectChanges says that what is expected has changed: once it was said, a reader must
// know.
func expectChanges(was, is *measure.Expectation) []text.Text {
	switch {
	case was == nil && is == nil, was != nil && is != nil && *was == *is:
		return nil
	case was == nil:
		return []text.Text{text.T("Es kommt hinzu, was sich bewegen soll.", "What is to move is added.")}
	case is == nil:
		return []text.Text{text.T("Was sich bewegen soll, entfällt. In den Fassungen bleibt es stehen.", "What is to move is taken out. It stays in the versions.")}
	}
	return []text.Text{text.T("Was sich bewegen soll, wird geändert, nachdem es schon gesagt war. Die Seite sagt das dazu.", "What is to move is changed after it had been said. The page says so.")}
}

func none(d period.Date, l text.Lang) string {
	if d.IsZero() {
		return text.T("kein Tag", "no day").In(l)
	}
	return d.In(l)
}

// consequences says what follows from it.
func (s saving) consequences(today period.Date) []text.Text {
	var list []text.Text
	if ended := s.ended(); len(ended) > 0 {
		names := make([]string, len(ended))
		for i, k := range ended {
			names[i] = k.It.ID
		}
		all := strings.Join(names, ", ")
		list = append(list, text.T("Damit enden auch die gebündelten Anfragen mit demselben Ergebnis: "+all+".", "With it the bundled requests end with the same outcome: "+all+"."))
	}
	if s.was != nil && s.was.State.Ended() && !s.now.State.Ended() {
		list = append(list, text.T("Der Auftrag wird wieder geöffnet. Das frühere Ergebnis bleibt in den Fassungen stehen.", "The action is opened again. The former outcome stays in the versions."))
	}
	if s.now.Overdue(today) {
		list = append(list, text.T("Die Frist ist schon vorbei: Der Auftrag steht sofort unter „überfällig“.", "The due date has passed: the action stands under “overdue” at once."))
	}
	if s.now.Due.IsZero() && !s.now.State.Ended() {
		list = append(list, text.T("Ohne Frist wird der Auftrag nie überfällig.", "Without a due date the action never becomes overdue."))
	}
	return list
}

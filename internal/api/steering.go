// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	noun "planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// SteeringMeeting is a meeting of a body of steering, with what its minutes decided.
type SteeringMeeting struct {
	Key    string            `json:"key" doc:"its address: the body and its day"`
	Body   string            `json:"body" doc:"key of the body"`
	Name   string            `json:"name" doc:"name of the body"`
	Day    period.Date       `json:"day"`
	Begins string            `json:"begins" doc:"time of day in the city"`
	Ends   string            `json:"ends"`
	Place  string            `json:"place,omitempty"`
	State  noun.MeetingState `json:"state" enum:"planned,invited,running,closed,cancelled"`
	// InviteBy is the last working day for the invitation.
	InviteBy *period.Date `json:"invite_by,omitempty" doc:"last working day for the invitation; absent: the body asks for no notice"`
	Agenda   []string     `json:"agenda" nullable:"false" doc:"titles of its items, in their order"`
	Example  bool         `json:"example" doc:"invented for the example city"`
}

// SteeringMeetings are the meetings known as of a date.
type SteeringMeetings struct {
	Stand
	Meetings []SteeringMeeting `json:"meetings" nullable:"false"`
}

// SteeringDecision is a decision of a body of steering.
type SteeringDecision struct {
	Number  string      `json:"number"`
	Body    string      `json:"body"`
	Meeting string      `json:"meeting" doc:"key of the meeting"`
	Day     period.Date `json:"day"`
	Item    string      `json:"item" doc:"title of the item of the agenda"`
	Text    string      `json:"text"`
	Votes   *noun.Votes `json:"votes,omitempty" doc:"as they are right; absent: by consent"`
	// Dissents are who did not agree, and why.
	Dissents    []Dissent `json:"dissents" nullable:"false"`
	Corrections int       `json:"corrections" doc:"how often it was corrected after the minutes were closed"`
	Example     bool      `json:"example" doc:"invented for the example city"`
}

// Dissent is an office that did not agree, with its reasons.
type Dissent struct {
	Office  string `json:"office"`
	Reasons string `json:"reasons"`
}

// SteeringDecisions are the decisions of closed minutes known as of a date.
type SteeringDecisions struct {
	Stand
	Decisions []SteeringDecision `json:"decisions" nullable:"false"`
}

// ListedAction is an action with the number of its version.
type ListedAction struct {
	ID      string           `json:"id"`
	Title   string           `json:"title"`
	Owner   string           `json:"owner" doc:"office or role, never a person"`
	State   noun.ActionState `json:"state" enum:"open,started,waiting,done,dropped"`
	Due     *period.Date     `json:"due,omitempty" doc:"absent: no day was set"`
	Overdue bool             `json:"overdue" doc:"not ended, and due before the as-of date"`
	Opened  period.Date      `json:"opened"`
	Outcome string           `json:"outcome,omitempty"`
	Origin  string           `json:"origin" enum:"meeting,paper,office,warning,outside"`
	From    string           `json:"from,omitempty" doc:"the meeting or paper that it comes from, or who gives it"`
	Body    string           `json:"body,omitempty" doc:"key of the body that watches over it"`
	Measure string           `json:"measure,omitempty"`
	// Expect is what is to move because of the action itself.
	Expect  *ListedExpectation `json:"expect,omitempty" doc:"the figure that must move because of it; absent: none was named"`
	Says    *text.Text         `json:"says,omitempty" doc:"what came beside what would have come with nothing done; absent: nothing is expected yet"`
	Off     []text.Text        `json:"off_track" nullable:"false" doc:"why it is off its track; none: it is not"`
	Version int64              `json:"version"`
	Source  string             `json:"source,omitempty"`
	Example bool               `json:"example" doc:"invented for the example city"`
}

// ListedExpectation is by how much a figure must move until a day.
type ListedExpectation struct {
	Indicator string      `json:"indicator"`
	Area      string      `json:"area"`
	Group     string      `json:"group,omitempty" doc:"absent: all"`
	Change    float64     `json:"change" doc:"against nothing done, in the indicator's unit; below 0: less"`
	Check     period.Date `json:"check" doc:"the day on which it is looked at"`
	Said      period.Date `json:"said" doc:"the day on which it was expected"`
	Assumed   string      `json:"assumed,omitempty" doc:"what of it nobody published"`
}

// expectedOf lists what a measure or action is to move, and what is to be seen of it.
func expectedOf(e measures.Effect) (expect *ListedExpectation, says *text.Text, off []text.Text) {
	if x := e.Expect; x != nil {
		listed := ListedExpectation(*x)
		expect = &listed
	}
	if e.Track != nil {
		said := e.Track.Sentence()
		says = &said
	}
	return expect, says, append([]text.Text{}, e.Off...)
}

// Actions are the actions known as of a date.
type Actions struct {
	Stand
	Actions []ListedAction `json:"actions" nullable:"false"`
}

type steeringInput struct{ AsOfInput }

func (f *face) steeringOperations() {
	read := need{rights.Read, rights.Steering, whole}
	add(f, operation{
		id: "list-meetings", method: http.MethodGet, path: "/steering/meetings", tag: "steering", need: read,
		summary: text.T("Sitzungen der Gremien der Steuerung mit ihrer Tagesordnung", "Meetings of the bodies of steering with their agenda"), example: "/steering/meetings",
	}, f.listMeetings)
	add(f, operation{
		id: "list-decisions", method: http.MethodGet, path: "/steering/decisions", tag: "steering", need: read,
		summary: text.T("Beschlüsse der Steuerung mit Stimmen und abweichenden Meinungen", "Decisions of steering with votes and dissents"), example: "/steering/decisions",
	}, f.listDecisions)
	add(f, operation{
		id: "list-actions", method: http.MethodGet, path: "/steering/actions", tag: "steering", need: read,
		summary: text.T("Aufträge: wer was bis wann zu tun hat", "Actions: who has to do what by when"), example: "/steering/actions",
	}, f.listActions)
	add(f, operation{
		id: "list-goals", method: http.MethodGet, path: "/steering/goals", tag: "steering", need: read,
		summary: text.T("Ziele mit Zielwert und Tag", "Goals with target value and day"), example: "/steering/goals",
	}, f.listGoals)
	add(f, operation{
		id: "list-measures", method: http.MethodGet, path: "/steering/measures", tag: "steering", need: read,
		summary: text.T("Maßnahmen mit dem, was sich bewegen soll, und was sich zeigt", "Measures with what is to move and what is to be seen"), example: "/steering/measures",
	}, f.listMeasures)
	f.oneOfSteering()
}

func (f *face) listMeetings(ctx context.Context, _ *steeringInput) (SteeringMeetings, error) {
	out := SteeringMeetings{Stand: standOf(ctx), Meetings: []SteeringMeeting{}}
	list, err := f.Steering.Meetings(ctx, out.AsOf)
	for _, m := range list {
		told := SteeringMeeting{Key: m.Key(), Body: m.Body, Name: m.Of.Name, Day: m.Day, Begins: m.Begins, Ends: m.Ends, Place: m.Place, State: m.State, Agenda: []string{}, Example: m.Example}
		told.InviteBy = dayOrNone(steering.Advise(m.Of, out.AsOf, m.Day).By)
		for _, t := range m.Agenda {
			told.Agenda = append(told.Agenda, t.Title)
		}
		out.Meetings = append(out.Meetings, told)
	}
	return out, fault.Wrap("api.listMeetings", err)
}

func (f *face) listDecisions(ctx context.Context, _ *steeringInput) (SteeringDecisions, error) {
	out := SteeringDecisions{Stand: standOf(ctx), Decisions: []SteeringDecision{}}
	list, err := f.Steering.Decisions(ctx, steering.Search{}, out.AsOf)
	for _, d := range list {
		told := SteeringDecision{Number: d.Number, Body: d.Body, Meeting: d.Meeting, Day: d.Day, Item: d.Item.Title, Text: d.Text, Votes: d.Result(), Dissents: []Dissent{}, Corrections: len(d.Corrections), Example: d.Example}
		for _, o := range d.Dissents {
			told.Dissents = append(told.Dissents, Dissent(o))
		}
		out.Decisions = append(out.Decisions, told)
	}
	return out, fault.Wrap("api.listDecisions", err)
}

func (f *face) listActions(ctx context.Context, _ *steeringInput) (Actions, error) {
	out := Actions{Stand: standOf(ctx), Actions: []ListedAction{}}
	list, err := f.Measures.Actions(ctx, out.AsOf, measures.Filter{})
	if err != nil {
		return out, fault.Wrap("api.listActions", err)
	}
	tasks, err := f.Measures.Tasks(ctx, out.AsOf)
	effects := map[string]measures.Effect{}
	for _, t := range tasks {
		effects[t.It.ID] = t.Effect
	}
	for _, k := range list {
		a := k.It
		expect, says, off := expectedOf(effects[a.ID])
		from := a.Origin.Ref
		if from == "" {
			from = a.Origin.By
		}
		out.Actions = append(out.Actions, ListedAction{
			ID: a.ID, Title: a.Title, Owner: a.Owner, State: a.State, Due: dayOrNone(a.Due), Overdue: a.Overdue(out.AsOf), Opened: a.Opened, Outcome: a.Outcome,
			Origin: string(a.Origin.Kind), From: from, Body: a.Body, Measure: a.Measure, Expect: expect, Says: says, Off: off, Version: k.Version, Source: a.Source, Example: a.Example,
		})
	}
	return out, fault.Wrap("api.listActions", err)
}

// dayOrNone is a day that may be absent.
func dayOrNone(d period.Date) *period.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// ListedGoal is a goal of steering.
type ListedGoal struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Unit      string       `json:"unit" doc:"the office responsible"`
	Indicator string       `json:"indicator"`
	Area      string       `json:"area"`
	Group     string       `json:"group,omitempty" doc:"absent: all"`
	Value     float64      `json:"value" doc:"target, in the indicator's unit"`
	AtMost    bool         `json:"at_most" doc:"the target is not to be exceeded; else it is to be reached"`
	On        *period.Date `json:"on,omitempty" doc:"absent: no day was named"`
	Source    string       `json:"source"`
	Example   bool         `json:"example" doc:"invented for the example city"`
}

// Goals are the goals known as of a date.
type Goals struct {
	Stand
	Goals []ListedGoal `json:"goals" nullable:"false"`
}

// ListedMeasure is a measure with what it is to move.
type ListedMeasure struct {
	ID    string        `json:"id"`
	Goal  string        `json:"goal"`
	Title string        `json:"title"`
	Unit  string        `json:"unit" doc:"the office responsible"`
	State measure.State `json:"state"`
	From  period.Date   `json:"from"`
	Until *period.Date  `json:"until,omitempty" doc:"absent: no end was named"`
	Cost  *int64        `json:"cost_cents,omitempty" doc:"in euro cents; absent: unknown"`
	Paper string        `json:"paper,omitempty"`
	// Expect is the figure that must move, and Says what can be seen of it.
	Expect  *ListedExpectation `json:"expect,omitempty" doc:"the figure that must move; absent: none was named"`
	Says    *text.Text         `json:"says,omitempty" doc:"what came beside what would have come with nothing done; absent: nothing is expected yet"`
	Off     []text.Text        `json:"off_track" nullable:"false" doc:"why it is off its track; none: it is not"`
	Source  string             `json:"source"`
	Example bool               `json:"example" doc:"invented for the example city"`
}

// Measures are the measures known as of a date.
type Measures struct {
	Stand
	Measures []ListedMeasure `json:"measures" nullable:"false"`
}

func (f *face) listGoals(ctx context.Context, _ *steeringInput) (Goals, error) {
	out := Goals{Stand: standOf(ctx), Goals: []ListedGoal{}}
	list, err := f.Measures.Goals(ctx, out.AsOf)
	for _, g := range list {
		t := g.It.Target
		out.Goals = append(out.Goals, ListedGoal{
			ID: g.It.ID, Title: g.It.Title, Unit: g.It.Unit, Indicator: t.Indicator, Area: t.Area, Group: t.Group, Value: t.Value, AtMost: t.AtMost, On: dayOrNone(t.On), Source: g.It.Source, Example: g.It.Example,
		})
	}
	return out, fault.Wrap("api.listGoals", err)
}

func (f *face) listMeasures(ctx context.Context, _ *steeringInput) (Measures, error) {
	out := Measures{Stand: standOf(ctx), Measures: []ListedMeasure{}}
	list, err := f.Measures.Courses(ctx, out.AsOf)
	for _, c := range list {
		m := c.It
		expect, says, off := expectedOf(c.Effect)
		told := ListedMeasure{
			ID: m.ID, Goal: m.Goal, Title: m.Title, Unit: m.Unit, State: m.State, From: m.From, Until: dayOrNone(m.Until), Paper: m.Paper, Expect: expect, Says: says, Off: off, Source: m.Source, Example: m.Example,
		}
		if m.Cost > 0 {
			cents := int64(m.Cost)
			told.Cost = &cents
		}
		out.Measures = append(out.Measures, told)
	}
	return out, fault.Wrap("api.listMeasures", err)
}

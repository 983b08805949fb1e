// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// OneMeeting is one meeting of a body of steering.
type OneMeeting struct {
	Stand
	Meeting SteeringMeeting `json:"meeting"`
}

// OneAction is one action.
type OneAction struct {
	Stand
	Action ListedAction `json:"action"`
}

// OneGoal is one goal.
type OneGoal struct {
	Stand
	Goal ListedGoal `json:"goal"`
}

// OneMeasure is one measure.
type OneMeasure struct {
	Stand
	Measure ListedMeasure `json:"measure"`
}

type meetingInput struct {
	AsOfInput
	Of      string `path:"body" maxLength:"200" example:"task-force-integration"`
	Meeting string `path:"meeting" maxLength:"40" example:"2015-11-19"`
}

type actionInput struct {
	AsOfInput
	ID string `path:"action" maxLength:"200"`
}

type goalInput struct {
	AsOfInput
	ID string `path:"goal" maxLength:"200"`
}

type measureInput struct {
	AsOfInput
	ID string `path:"measure" maxLength:"200"`
}

// oneOfSteering reads one object of each list, by its key.
func (f *face) oneOfSteering() {
	for _, one := range []struct {
		id, path string
		summary  text.Text
		register func(operation)
	}{
		{"get-meeting", "/steering/meetings/{body}/{meeting}", text.T("eine Sitzung eines Gremiums der Steuerung", "A meeting of a body of steering"), func(o operation) { add(f, o, f.oneMeeting) }},
		{"get-action", "/steering/actions/{action}", text.T("ein Auftrag", "An action"), func(o operation) { add(f, o, f.oneAction) }},
		{"get-goal", "/steering/goals/{goal}", text.T("ein Ziel", "A goal"), func(o operation) { add(f, o, f.oneGoal) }},
		{"get-measure", "/steering/measures/{measure}", text.T("eine Maßnahme", "A measure"), func(o operation) { add(f, o, f.oneMeasure) }},
	} {
		one.register(operation{
			id: one.id, method: http.MethodGet, path: one.path, tag: "steering", need: need{rights.Read, rights.Steering, whole},
			summary: one.summary, errors: []int{http.StatusNotFound}, example: one.path,
		})
	}
}

func (f *face) oneMeeting(ctx context.Context, in *meetingInput) (OneMeeting, error) {
	list, err := f.listMeetings(ctx, &steeringInput{})
	out := OneMeeting{Stand: list.Stand}
	if err == nil {
		out.Meeting, err = oneOf(list.Meetings, in.Of+"/"+in.Meeting, func(m SteeringMeeting) string { return m.Key })
	}
	return out, fault.Wrap("api.oneMeeting", err)
}

func (f *face) oneAction(ctx context.Context, in *actionInput) (OneAction, error) {
	list, err := f.listActions(ctx, &steeringInput{})
	out := OneAction{Stand: list.Stand}
	if err == nil {
		out.Action, err = oneOf(list.Actions, in.ID, func(a ListedAction) string { return a.ID })
	}
	return out, fault.Wrap("api.oneAction", err)
}

func (f *face) oneGoal(ctx context.Context, in *goalInput) (OneGoal, error) {
	list, err := f.listGoals(ctx, &steeringInput{})
	out := OneGoal{Stand: list.Stand}
	if err == nil {
		out.Goal, err = oneOf(list.Goals, in.ID, func(g ListedGoal) string { return g.ID })
	}
	return out, fault.Wrap("api.oneGoal", err)
}

func (f *face) oneMeasure(ctx context.Context, in *measureInput) (OneMeasure, error) {
	list, err := f.listMeasures(ctx, &steeringInput{})
	out := OneMeasure{Stand: list.Stand}
	if err == nil {
		out.Measure, err = oneOf(list.Measures, in.ID, func(m ListedMeasure) string { return m.ID })
	}
	return out, fault.Wrap("api.oneMeasure", err)
}

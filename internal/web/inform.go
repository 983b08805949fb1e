// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"regexp"

	"planraum/internal/city/council"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// inForm is a refusal that names fields as their form does, in both languages: a form has
// no file and no columns, and nobody who fills it in knows the program's own words.
func inForm(refused error, label func(column string, l text.Lang) string) error {
	rows := fault.RowsOf(refused)
	if len(rows) == 0 {
		return refused
	}
	named := make([]fault.Row, len(rows))
	for i, row := range rows {
		row.File, row.Field = "", text.T(label(row.Column, text.De), label(row.Column, text.En))
		named[i] = row
	}
	return &fault.Error{Kind: fault.KindOf(refused), Op: "web.inForm", Say: fault.SayOf(refused), Rows: named, Cause: refused}
}

// codeFields are the fields whose values are words of the program: the last part of a
// field's name, and the values with what people call them.
var codeFields = map[string]map[string]text.Text{
	"result": labels(council.Results()),
	"step":   labels(council.Steps()),
	"type":   labels(council.PaperTypes()),
	"state": merged(labels([]council.SittingState{council.Planned, council.Invited, council.Held, council.Cancelled}),
		labels(steering.MeetingStates()), labels([]steering.ActionState{steering.Open, steering.Waiting, steering.Done, steering.Dropped})),
	"role": merged(labels(council.Steps()), labels(steering.Roles())),
	"kind": merged(labels(steering.BodyKinds()), labels(steering.EntryKinds())),
	"wish": labels(steering.Wishes()),
}

func labels[T interface {
	~string
	Label() text.Text
}](list []T) map[string]text.Text {
	m := map[string]text.Text{}
	for _, one := range list {
		m[string(one)] = one.Label()
	}
	return m
}

// merged joins words; the words of steering and of the council do not contradict each
// other.
func merged(all ...map[string]text.Text) map[string]text.Text {
	m := map[string]text.Text{}
	for _, words := range all {
		for value, name := range words {
			m[value] = name
		}
	}
	return m
}

// lastPart is the name of a field without the place of its row.
var lastPart = regexp.MustCompile(`[a-z_]*$`)

// asRead is the value of a field as people read it: what they chose by its name stands
// under that name, what they typed as they typed it.
func asRead(column, value string, l text.Lang) string {
	if name, ok := codeFields[lastPart.FindString(column)][value]; ok {
		return name.In(l)
	}
	return value
}

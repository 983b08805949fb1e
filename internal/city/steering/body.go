// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"fmt"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// BodyKind says what a body is.
type BodyKind string

// The kinds of bodies.
const (
	SteeringRound BodyKind = "steering_round" // Lenkungsgruppe
	Staff         BodyKind = "staff"          // Verwaltungsstab
	TaskForce     BodyKind = "task_force"
	WorkingGroup  BodyKind = "working_group"
)

// BodyKinds lists the kinds, those that steer first.
func BodyKinds() []BodyKind { return []BodyKind{SteeringRound, Staff, TaskForce, WorkingGroup} }

var bodyLabels = map[BodyKind]text.Text{
	SteeringRound: text.T("Lenkungsgruppe", "steering round"),
	Staff:         text.T("Verwaltungsstab", "administrative staff"),
	TaskForce:     text.T("Task Force", "task force"),
	WorkingGroup:  text.T("Arbeitsgruppe", "working group"),
}

// Label names the kind.
func (k BodyKind) Label() text.Text { return orWord(bodyLabels, k) }

func orWord[K ~string](labels map[K]text.Text, k K) text.Text {
	if l, ok := labels[k]; ok {
		return l
	}
	return text.Same(string(k))
}

// Body is a group of offices that steers for some time: a task force, its working
// groups, a steering round (Gremium der Steuerung).
type Body struct {
	Key string `json:"key"`
	// Short stands in the numbers of its decisions: "TF" in "TF 2015-12".
	Short string   `json:"short"`
	Name  string   `json:"name"`
	Kind  BodyKind `json:"kind"`
	// Parent is the key of the body that it works for.
	Parent string `json:"parent,omitempty"`
	// Lead is the office in charge; empty: unknown.
	Lead    string `json:"lead,omitempty"`
	Purpose string `json:"purpose,omitempty"`
	// Since is the day it began, or the month or year where no day is known.
	Since period.Period `json:"since"`
	Ended period.Period `json:"ended,omitzero"`
	// EndReason is why it ended.
	EndReason string `json:"end_reason,omitempty"`
	// Notice is how many working days lie at least between invitation and meeting,
	// neither day counted; 0: none are asked for.
	Notice  int          `json:"notice,omitempty"`
	Members []Membership `json:"members,omitempty"`
	// Backlog holds what other bodies have left to it and no meeting has taken up.
	Backlog []Topic `json:"backlog,omitempty"`
	Note    string  `json:"note,omitempty"`
	Source  string  `json:"source,omitempty"`
	Example bool    `json:"example,omitempty"`

	KnownFrom period.Date `json:"known_from,omitzero"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Running reports whether the body works on a day. On the day of its end it has ended.
func (b Body) Running(day period.Date) bool {
	return !b.Since.From.After(day) && (b.Ended == period.Period{} || b.Ended.To.After(day))
}

// Counter is the last number that a body gave to a decision of a year. It stands apart
// from the body, so that no change of the body can bring a number back.
type Counter struct {
	Body string `json:"body"`
	Year int    `json:"year"`
	Last int    `json:"last"`
}

// Number gives the next decision its number, such as "TF 2015-12", where the body's
// short name is TF.
func (c *Counter) Number(short string) string {
	c.Last++
	return fmt.Sprintf("%s %d-%d", short, c.Year, c.Last)
}

// Key is the counter's key among the meetings of its body.
func (c Counter) Key() string { return fmt.Sprintf("%s/#%d", c.Body, c.Year) }

// Role says what a member does in a body.
type Role string

// The roles.
const (
	Chair       Role = "chair"
	DeputyChair Role = "deputy_chair"
	Member      Role = "member"
	Deputy      Role = "deputy" // of a seat
	MinuteTaker Role = "minutes"
)

// Roles lists the roles, the chair first.
func Roles() []Role { return []Role{Chair, DeputyChair, Member, Deputy, MinuteTaker} }

var roleLabels = map[Role]text.Text{
	Chair:       text.T("Leitung", "chair"),
	DeputyChair: text.T("stellvertretende Leitung", "deputy chair"),
	Member:      text.T("Mitglied", "member"),
	Deputy:      text.T("Vertretung", "deputy"),
	MinuteTaker: text.T("Niederschrift", "minutes"),
}

// Label names the role.
func (r Role) Label() text.Text { return orWord(roleLabels, r) }

// Membership is the seat of an office or function in a body (Mitgliedschaft); it is
// never a person's.
type Membership struct {
	Office string `json:"office"`
	Role   Role   `json:"role"`
	// For is the office whose seat a deputy takes.
	For string `json:"for,omitempty"`
}

// Topic is an undecided agenda item that another body left (Thema).
type Topic struct {
	// Ref is the item's address: "BODY/2016-03-02#4".
	Ref    string      `json:"ref"`
	Title  string      `json:"title"`
	Office string      `json:"office,omitempty"` // that brought it in
	Since  period.Date `json:"since"`            // the day of the meeting that left it
}

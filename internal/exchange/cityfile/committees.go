// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"strconv"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadCommittees reads a file of committees in file order. Its error is fault.Invalid
// with all faults, or that of the reader.
func ReadCommittees(in *table.Reader, known Catalogue) ([]Dated[council.Committee], error) {
	var list []Dated[council.Committee]
	seen := newTwice()
	err := each(in, Committees, func(c cells) error {
		m := council.Committee{
			Key: c.text("key"), Name: c.text("name"), Kind: council.CommitteeKind(c.oneOf("kind", "council", "committee", "advisory", "district", "group")),
			Submission: int(c.atLeast("submission", 0)), Invitation: int(c.atLeast("invitation", 0)),
			Public: c.oneOf("public", "yes", "no") == "yes", Source: c.text("source"), Example: c.yes("example"),
			From: c.optDate("valid_from"), Seats: int(c.optCount("seats")),
		}
		m.Until = c.span(m.From)
		if c.OptText("area") != "" {
			m.Area = string(known.area(c))
		}
		day := c.date("known_from")
		c.problems(m.Check(), map[string]string{"until": "valid_to"})
		seen.check(c, "key, known_from", m.Key, day.String())
		list = append(list, Dated[council.Committee]{m, day, c.file, c.Line})
		return nil
	}, nil)
	return list, err
}

// SittingID is the key of a body's sitting on a day.
func SittingID(committee string, on period.Date) string { return committee + "-" + on.String() }

// ReadSittings reads a file of sittings in file order. A cell holds the agenda: items
// divided by semicolons, each a paper's key or a title, then step, result. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadSittings(in *table.Reader) ([]Dated[council.Sitting], error) {
	var list []Dated[council.Sitting]
	seen := newTwice()
	err := each(in, Sittings, func(c cells) error {
		s := council.Sitting{
			Committee: c.text("committee"), On: c.date("date"), At: c.OptText("at"), Place: c.OptText("place"),
			State:  council.SittingState(c.oneOf("state", "planned", "invited", "held", "cancelled")),
			Source: c.text("source"), Example: c.yes("example"), InvitedOn: c.optDate("invited_on"),
		}
		s.ID = SittingID(s.Committee, s.On)
		s.Agenda = c.agenda()
		day := c.date("known_from")
		c.problems(s.Check(), map[string]string{"on": "date"})
		seen.check(c, "committee, date, known_from", s.Committee, s.On.String(), day.String())
		list = append(list, Dated[council.Sitting]{s, day, c.file, c.Line})
		return nil
	}, nil)
	return list, err
}

var wantAgenda = text.T("Punkte wie „grdrs-423-2015||decision|accepted; |Bericht|notice“: Drucksache oder leer und Titel, Schritt, Ergebnis",
	"items such as “grdrs-423-2015||decision|accepted; |report|notice”: paper, or empty and a title, step, result")

// agenda reads the items: paper, title, step, result, votes.
func (c cells) agenda() []council.Item {
	var list []council.Item
	for _, e := range c.entries("agenda", 2, 5, wantAgenda) {
		list = append(list, council.Item{
			Number: strconv.Itoa(len(list) + 1), Paper: e[0], Title: e[1], Public: true,
			Role: council.Step(e[2]), Result: council.Result(e[3]), Votes: e[4],
		})
	}
	return list
}

// ReadRecess reads a file of times without sittings in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadRecess(in *table.Reader) ([]Dated[council.Recess], error) {
	var list []Dated[council.Recess]
	seen := newTwice()
	err := each(in, Recess, func(c cells) error {
		r := council.Recess{Name: c.text("recess"), From: c.date("first_day"), Until: c.date("last_day"), Source: c.text("source"), Example: c.yes("example")}
		r.Key = council.KeyOf(r.Name + " " + r.From.String())
		if !r.Until.IsZero() && r.Until.Before(r.From) {
			c.Refuse("last_day", text.T("ein Tag nach dem ersten", "a day after the first"))
		}
		day := c.date("known_from")
		seen.check(c, "recess, first_day, known_from", r.Name, r.From.String(), day.String())
		list = append(list, Dated[council.Recess]{r, day, c.file, c.Line})
		return nil
	}, nil)
	return list, err
}

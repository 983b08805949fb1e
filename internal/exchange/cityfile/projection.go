// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"math"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/projection"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ReadProjection reads a file of what a projection goes by, a row for each number;
// rows of the same set and known_from belong together. Its error is fault.Invalid
// with all faults, or that of the reader.
func ReadProjection(in *table.Reader, known Catalogue) ([]projection.Set, error) {
	var list []projection.Set
	var lines [][]int // of the entries of each
	places := map[version]int{}
	items := make([]string, 0, 9)
	for _, i := range projection.Items() {
		items = append(items, string(i))
	}
	err := each(in, Projection, func(c cells) error {
		e := projection.Entry{
			Item: projection.Item(c.oneOf("item", items...)), State: c.OptText("state"), To: c.OptText("to"), From: int(c.optWhole("from")),
			Value: c.number("value"), Name: text.T(c.OptText("name_de"), c.OptText("name_en")), Basis: c.basis("basis"),
			Source: c.text("source"), Note: c.OptText("note"),
		}
		if strings.TrimSpace(c.Raw("area")) != "" {
			e.Area = known.area(c)
		}
		if e.Item == projection.Arrivals && e.Name.De == "" {
			c.Refuse("name_de", text.T("wie der Status heißt", "what the state is called"))
		}
		v := version{c.code("set"), c.date("known_from")}
		at, there := places[v]
		if !there {
			at = len(list)
			places[v] = at
			lines = append(lines, nil)
			list = append(list, projection.Set{ID: v.id, KnownFrom: v.known, Source: e.Source, File: c.file, Line: c.Line})
		}
		list[at].Entries, lines[at] = append(list[at].Entries, e), append(lines[at], c.Line)
		return nil
	}, func() {
		if in.Faults().Len() > 0 {
			return // what contradicts in faulty rows would only repeat their faults
		}
		for i, s := range list {
			for _, p := range s.Check() {
				in.Faults().Add(fault.Row{Line: lines[i][p.Entry], Column: p.Column, Value: p.Value, Expected: p.Expected})
			}
		}
	})
	return list, err
}

// version tells the versions of an entry of several rows.
type version struct {
	id    string
	known period.Date
}

// number reads a number as it is reckoned with.
func (c cells) number(column string) float64 {
	d := c.decimal(column)
	return float64(d.Amount) / math.Pow10(d.Places)
}

// Bounds of what counts of stays may say.
const (
	longestStay = 600 // months
	mostStaying = 1_000_000
)

// ReadStays reads a file of how long people were observed, a row for each count;
// rows of the same observation and known_from belong together. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadStays(in *table.Reader) ([]projection.Stays, error) {
	var list []projection.Stays
	places := map[version]int{}
	seen := newTwice()
	err := each(in, Stays, func(c cells) error {
		s := projection.Stay{State: c.OptText("state"), Entered: int(c.optWhole("entered")), Months: int(c.atLeast("months", 0)), Persons: int(c.atLeast("persons", 1))}
		s.Left = required(c, "left", c.yes)
		if !c.missing["left"] && strings.TrimSpace(c.Raw("left")) == "" {
			c.Refuse("left", text.T("yes: danach ausgezogen, oder no: noch da", "yes: left after that, or no: still there"))
		}
		if s.Entered > s.Months {
			c.Refuse("entered", text.T("höchstens so viele Monate wie in months", "at most as many months as in months"))
		}
		if s.Months > longestStay {
			c.Refuse("months", text.T("höchstens 600 Monate", "at most 600 months"))
		}
		if s.Persons > mostStaying {
			c.Refuse("persons", text.T("höchstens 1.000.000 Personen", "at most 1,000,000 persons"))
		}
		source := c.text("source")
		v := version{c.code("observation"), c.date("known_from")}
		seen.check(c, "observation, known_from, state, entered, months, left", v.id, v.known.String(), s.State, c.Raw("entered"), c.Raw("months"), c.Raw("left"))
		at, there := places[v]
		if !there {
			at = len(list)
			places[v] = at
			list = append(list, projection.Stays{ID: v.id, KnownFrom: v.known, Source: source, File: c.file, Line: c.Line})
		}
		list[at].List = append(list[at].List, s)
		return nil
	}, nil)
	return list, err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Scenario is a scenario as a file brings it.
type Scenario struct {
	scenario.Scenario
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// scenarioNumbers are the columns of a scenario's numbers.
var scenarioNumbers = []string{"factor", "months", "persons", "private", "return"}

// ReadScenarios reads a file of scenarios, a row for each assumption; rows of the
// same id and known_from are one scenario. They come in the order of their first
// rows. Its error is fault.Invalid with all faults, or that of the reader.
func ReadScenarios(in *table.Reader) ([]Scenario, error) {
	r := scenarioReader{in: in, said: map[place]bool{}}
	err := each(in, Scenarios, r.row, func() {
		for _, row := range fault.RowsOf(in.Faults().Err("cityfile.ReadScenarios")) {
			r.said[place{row.Line, row.Column}] = true
		}
		for i, s := range r.list {
			r.check(s.Scenario, r.lines[i], s.Line)
		}
	})
	return r.list, err
}

type scenarioReader struct {
	in      *table.Reader
	list    []Scenario
	lines   [][]int // of the parts of each
	missing map[string]bool
	said    map[place]bool // cells with a fault of their own
}

// place is a cell of a file.
type place struct {
	line   int
	column string
}

func (r *scenarioReader) row(c cells) error {
	s := Scenario{
		Scenario: scenario.Scenario{
			ID: c.text("id"), Name: c.text("name"), Author: c.text("author"), On: c.date("on"), Source: c.text("source"),
			Note: c.OptText("note"), Weight: int(c.optWhole("weight")),
		},
		KnownFrom: c.date("known_from"), File: c.file, Line: c.Line,
	}
	kinds := make([]string, 0, 5)
	for _, k := range scenario.Kinds() {
		kinds = append(kinds, string(k))
	}
	p := scenario.Part{Kind: scenario.Kind(c.oneOf("kind", kinds...)), From: required(c, "from", c.Month), Down: int(c.optWhole("down"))}
	c.numbers(&p)
	r.missing = c.missing
	at := slices.IndexFunc(r.list, func(o Scenario) bool { return o.ID == s.ID && o.KnownFrom == s.KnownFrom })
	if at < 0 {
		s.Parts = []scenario.Part{p}
		r.list, r.lines = append(r.list, s), append(r.lines, []int{c.Line})
		return nil
	}
	r.list[at].Parts, r.lines[at] = append(r.list[at].Parts, p), append(r.lines[at], c.Line)
	if first := r.list[at]; first.Name != s.Name || first.Author != s.Author || first.On != s.On || first.Source != s.Source || first.Note != s.Note || first.Weight != s.Weight {
		c.faults.Add(fault.Row{Line: c.Line, Column: "name, author, on, weight, note, source", Value: s.Name, Expected: text.T(
			fmt.Sprintf("dieselben Angaben wie in Zeile %d: Es ist dasselbe Szenario", first.Line), fmt.Sprintf("the same entries as in row %d: it is the same scenario", first.Line))})
	}
	return nil
}

// check names what contradicts in a scenario, at the rows and columns of the file.
func (r *scenarioReader) check(s scenario.Scenario, lines []int, first int) {
	for _, p := range s.Check() {
		line, column := first, p.Path
		for i, l := range lines {
			if rest, ok := strings.CutPrefix(p.Path, fmt.Sprintf("parts[%d].", i)); ok {
				line, column = l, rest
			}
		}
		if !r.said[place{line, column}] && !r.missing[column] {
			r.in.Faults().Add(fault.Row{Line: line, Column: column, Value: p.Value, Expected: p.Expected})
		}
	}
}

// numbers reads what the kind takes and refuses what it does not.
func (c cells) numbers(p *scenario.Part) {
	for _, name := range scenarioNumbers {
		i := slices.IndexFunc(scenario.Numbers(p.Kind), func(n scenario.Number) bool { return n.Name == name })
		switch given := strings.TrimSpace(c.Raw(name)); {
		case i >= 0:
			scenario.Numbers(p.Kind)[i].Set(p, c.span3(name))
		case given != "" && p.Kind != "":
			c.Refuse(name, text.T("nichts: „"+string(p.Kind)+"“ nimmt diese Zahl nicht", "nothing: “"+string(p.Kind)+"” does not take this number"))
		}
	}
	if p.Down != 0 && p.Kind != scenario.Surge {
		c.Refuse("down", text.T("nichts: nur „surge“ nimmt diese Zahl", "nothing: only “surge” takes this number"))
	}
}

// span3 reads low, likely and high, divided by |, or one number that is certain.
func (c cells) span3(column string) *scenario.Range {
	list := c.OptDecimals(column)
	values := make([]float64, len(list))
	for i, d := range list {
		values[i] = float64(d.Amount) / math.Pow10(d.Places)
	}
	switch len(values) {
	case 0:
		return nil
	case 1:
		return &scenario.Range{Low: values[0], Likely: values[0], High: values[0]}
	case 3:
		return &scenario.Range{Low: values[0], Likely: values[1], High: values[2]}
	}
	c.Refuse(column, text.T("eine Zahl oder drei, mit | getrennt: niedrig | wahrscheinlich | hoch", "one number or three, divided by |: low | likely | high"))
	return nil
}

// optWhole reads a number from 0 on that may be left out.
func (c cells) optWhole(column string) int64 {
	if strings.TrimSpace(c.Raw(column)) == "" {
		return 0
	}
	return min(c.IntAtLeast(column, 0), math.MaxInt32)
}

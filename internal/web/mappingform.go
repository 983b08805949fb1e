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
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// mappingEntry is a mapping as it is being filled in: what was typed, over what
// was proposed.
type mappingEntry struct {
	values url.Values // nil: nothing was typed yet
}

// leaveRow is the choice for a name that is no area: its rows are not read.
const leaveRow = "-"

// get is what was typed in a field, else what is proposed.
func (e mappingEntry) get(name, proposed string) string {
	if e.values == nil {
		return proposed
	}
	return e.values.Get(name)
}

// names are the names of areas that a planner must decide on.
func undecided(p mapping.Proposal) []mapping.Match {
	return slices.Concat(p.Areas.Likely, p.Areas.Unmatched)
}

// spec is the mapping that the form describes: the proposal, changed where
// something was typed. What is no number or date is a fault.
func (e mappingEntry) spec(p mapping.Proposal) (mapping.Spec, []fault.Row) {
	s := p.Spec
	var faults []fault.Row
	s.Name = strings.TrimSpace(e.get("name", s.Name))
	s.Title = text.Same(strings.TrimSpace(e.get("title", s.Title.De)))
	s.Source = strings.TrimSpace(e.get("source", s.Source))
	s.Decimal = table.Mark(e.get("decimal", string(s.Decimal)))
	if basis, ok := figure.ParseBasis(e.get("basis", s.Basis.String())); ok {
		s.Basis = basis
	}
	s.Columns = slices.Clone(s.Columns)
	for i := range s.Columns {
		c, at := &s.Columns[i], strconv.Itoa(i)
		c.Role = mapping.Role(e.get("role-"+at, string(c.Role)))
		c.Indicator, c.Group = e.get("indicator-"+at, c.Indicator), population.ID(e.get("group-"+at, string(c.Group)))
		if c.Role != mapping.Value {
			c.Indicator, c.Group, c.Area, c.Period = "", "", "", ""
		}
	}
	s.Fixed = map[string]string{}
	for _, name := range []string{"indicator", "group", "area"} {
		if v := strings.TrimSpace(e.get("fixed-"+name, p.Spec.Fixed[name])); v != "" {
			s.Fixed[name] = v
		}
	}
	if len(s.Fixed) == 0 {
		s.Fixed = nil
	}
	s.Period = e.period(p.Spec.Period)
	s.KnownFrom, faults = e.known(p.Spec.KnownFrom)
	e.join(p, &s)
	return s, faults
}

func (e mappingEntry) period(proposed mapping.PeriodRule) mapping.PeriodRule {
	if e.values == nil {
		return proposed
	}
	if typed := strings.TrimSpace(e.values.Get("period")); typed != "" {
		return mapping.PeriodRule{Fixed: typed}
	}
	return mapping.PeriodRule{From: e.values.Get("period-from")}
}

// known reads from which day the office could know the figures.
func (e mappingEntry) known(proposed mapping.KnownRule) (mapping.KnownRule, []fault.Row) {
	if e.values == nil {
		return proposed, nil
	}
	switch e.values.Get("known") {
	case "column":
		return mapping.KnownRule{Column: true}, nil
	case "day":
		day, err := period.ParseDate(strings.TrimSpace(e.values.Get("known-day")))
		if err != nil {
			return proposed, []fault.Row{{Column: "known_from", Value: e.values.Get("known-day"), Expected: text.T("ein Tag wie 15.12.2015", "a day such as 2015-12-15")}}
		}
		return mapping.KnownRule{Day: day}, nil
	}
	days, err := strconv.Atoi(strings.TrimSpace(e.values.Get("known-days")))
	if err != nil || days < 0 || days > 3650 {
		return proposed, []fault.Row{{Column: "known_from", Value: e.values.Get("known-days"), Expected: text.T("eine Zahl von Tagen, 0 bis 3.650", "a number of days, 0 to 3,650")}}
	}
	return mapping.KnownRule{DaysAfter: days, Basis: fmt.Sprintf("angenommen: %d Tage nach dem Zeitraum", days)}, nil
}

// join takes over what was decided on names of areas.
func (e mappingEntry) join(p mapping.Proposal, s *mapping.Spec) {
	s.Areas.Aliases = map[string]area.ID{}
	for name, id := range p.Spec.Areas.Aliases {
		s.Areas.Aliases[name] = id
	}
	var left []string
	for i, m := range undecided(p) {
		switch id := e.get("area-"+strconv.Itoa(i), ""); id {
		case "":
		case leaveRow:
			left = append(left, m.Name)
		default:
			s.Areas.Aliases[m.Name] = area.ID(id)
		}
	}
	if len(s.Areas.Aliases) == 0 {
		s.Areas.Aliases = nil
	}
	if left != nil {
		s.LeftOut = append(slices.Clone(s.LeftOut), mapping.Leave{Words: left, Why: "kein Gebiet der Stadt"})
	}
}

// saveMapping keeps the mapping that was typed and goes on to the preview.
func (s *server) saveMapping(ctx context.Context, r request, c fileContent) (answer, error) {
	e := mappingEntry{values: r.PostForm}
	spec, faults := e.spec(c.Proposal)
	if r.PostForm.Get("schritt") != "zuordnen" {
		return s.mappingAnswer(ctx, r, c, e, nil)
	}
	var err error
	if len(faults) > 0 {
		err = fault.Refuse("web.saveMapping", faults)
	} else {
		var base int64
		if known, found := s.Data.Mapping(ctx, spec.Name); found == nil {
			base = known.Record
		}
		err = s.Data.SaveMapping(ctx, spec, base, r.By(), time.Now().UTC())
	}
	switch kind := fault.KindOf(err); {
	case err == nil:
		return answer{redirect: r.Href(uploadPath+"/"+c.ID, mappingParam, spec.Name, sheetParam, r.Query.Get(sheetParam))}, nil
	case kind == fault.Invalid || kind == fault.Conflict:
		return s.mappingAnswer(ctx, r, c, e, err)
	}
	return answer{}, err
}

// mappingContent is what the assistant shows.
type mappingContent struct {
	fileContent
	Entry      mappingEntry
	Refused    error
	Areas      []area.Area
	Indicators []figure.Indicator
	Groups     []population.Group
	First      *view.Table
}

// mappingAnswer asks what the columns of a file mean, with what they seem to.
func (s *server) mappingAnswer(ctx context.Context, r request, c fileContent, e mappingEntry, refused error) (answer, error) {
	m := mappingContent{fileContent: c, Entry: e, Refused: refused, First: sampleTable(c.Proposal, c.Sample)}
	var err error
	if m.Areas, err = s.Data.AreasAndPlaces(ctx); err != nil {
		return answer{}, err
	}
	if m.Indicators, err = s.Data.Indicators(ctx); err != nil {
		return answer{}, err
	}
	if m.Groups, err = s.Data.Groups(ctx); err != nil {
		return answer{}, err
	}
	slices.SortFunc(m.Indicators, func(a, b figure.Indicator) int { return r.Lang.Compare(a.Name.In(r.Lang), b.Name.In(r.Lang)) })
	a := answer{
		name: text.T("Einlesen", "Import"), answer: text.T("Was bedeuten die Spalten von „"+c.Name+"“?", "What do the columns of “"+c.Name+"” mean?"),
		body: func(p view.Page) templ.Component { return mappingBody(p, m) },
	}
	if refused != nil {
		a.status = fault.KindOf(refused).Status()
	}
	return a, nil
}

// shownRows is how many of the first rows are shown.
const shownRows = 8

// sampleTable shows the first rows as they stand in the file.
func sampleTable(p mapping.Proposal, sample mapping.Sample) *view.Table {
	t := &view.Table{ID: "anfang", Caption: text.T("Die ersten Zeilen der Datei", "The first rows of the file"), Fixed: true, Columns: []view.Column{{Key: "row", Name: text.T("Zeile", "row"), Kind: view.Whole}}}
	for i, h := range p.Layout.Columns {
		t.Columns = append(t.Columns, view.Column{Key: "c" + strconv.Itoa(i), Name: text.Same(h.Name)})
	}
	for _, row := range sample.Rows {
		if row.Line < p.Layout.Line+p.Layout.Header {
			continue
		}
		if len(t.Rows) == shownRows {
			break
		}
		cells := []view.Cell{view.Num(row.Line, "")}
		for _, h := range p.Layout.Columns {
			cell := view.Cell{Known: true, Blank: true}
			if h.At < len(row.Cells) && row.Cells[h.At] != "" {
				cell = view.Say(text.Same(row.Cells[h.At]))
			}
			cells = append(cells, cell)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// guessOf is the guess behind a column of the proposed mapping.
func guessOf(p mapping.Proposal, name string) mapping.ColumnGuess {
	for _, g := range p.Columns {
		if g.Column.Name == name {
			return g
		}
	}
	return mapping.ColumnGuess{}
}

// sure says a confidence in words, so that nobody reads a false precision.
func sure(confidence float64) text.Text {
	switch {
	case confidence >= mapping.Sure:
		return text.T("sicher", "sure")
	case confidence >= 0.6:
		return text.T("wahrscheinlich", "likely")
	}
	return text.T("unsicher, bitte prüfen", "unsure, please check")
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// fixedPrefix begins the names of the fields in which a planner states what a
// mapping leaves to be said for the whole file.
const fixedPrefix = "angabe-"

// columnNames are the names by which planners know columns that lists leave out.
var columnNames = map[string]text.Text{
	"opening":    text.T("Öffnung (erster Tag mit den Plätzen)", "opening (first day with the places)"),
	"known_from": text.T("bekannt ab (Tag, von dem die Liste ist)", "known from (day of the list)"),
	"certainty":  text.T("Stand der Entscheidung", "certainty"),
	"basis":      text.T("Grundlage", "basis"),
	"source":     text.T("Quelle", "source"),
	"valid_from": text.T("gültig ab", "valid from"),
}

// unsaid are the columns for which the mapping of a file demands one statement
// and has none.
func (s *server) unsaid(ctx context.Context, name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	m, err := s.Data.Mapping(ctx, name)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, column := range slices.Sorted(maps.Keys(m.Fixed)) {
		if m.Fixed[column] == "" {
			list = append(list, column)
		}
	}
	return list, nil
}

// fixedFields ask for them; what was typed stays.
func fixedFields(p view.Page, c fileContent) []view.Field {
	var list []view.Field
	for _, column := range c.Unsaid {
		label, ok := columnNames[column]
		if !ok {
			label = text.Same(column)
		}
		f := view.Field{Name: fixedPrefix + column, Label: p.In(label), Value: c.Typed.Get(fixedPrefix + column)}
		if column == "opening" || column == "known_from" || strings.HasPrefix(column, "valid_") {
			f.Hint = p.T("ein Tag wie 15.12.2015; er gilt für alle Zeilen", "a day such as 2015-12-15; it holds for all rows")
		}
		list = append(list, f)
	}
	return list
}

// completeMapping stores what was said for the whole file as the next version of
// its mapping and goes on to the preview.
func (s *server) completeMapping(ctx context.Context, r request, c fileContent) (answer, error) {
	m, err := s.Data.Mapping(ctx, c.Mapping)
	if err != nil {
		return answer{}, err
	}
	spec := m.Spec
	spec.Fixed = maps.Clone(m.Fixed)
	for column, value := range m.Fixed {
		if value == "" {
			spec.Fixed[column] = strings.TrimSpace(r.PostForm.Get(fixedPrefix + column))
		}
	}
	err = s.Data.SaveMapping(ctx, spec, m.Record, r.By(), time.Now().UTC())
	switch kind := fault.KindOf(err); {
	case err == nil:
		return answer{redirect: r.Href(uploadPath+"/"+c.ID, mappingParam, spec.Name, sheetParam, r.Query.Get(sheetParam))}, nil
	case kind == fault.Invalid || kind == fault.Conflict:
		c.Typed = r.PostForm
		return s.preview(ctx, r, c)
	}
	return answer{}, err
}

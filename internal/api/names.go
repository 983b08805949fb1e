// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"reflect"
	"sync"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

var problemType = reflect.TypeFor[Problem]()

// names are the words that requests may use and answers are labelled with.
type names struct {
	indicators map[string]figure.Indicator
	groups     map[population.ID]population.Group
	areas      map[area.ID]area.Area
}

// cachedNames keeps the names of one position of the ledger, since areas with
// boundaries are large.
type cachedNames struct {
	mu       sync.Mutex // guards all that follows
	position int64
	names    *names
}

func (f *face) names(ctx context.Context) (*names, error) {
	const op = "api.names"
	position := standOf(ctx).Position
	f.known.mu.Lock()
	defer f.known.mu.Unlock()
	if f.known.names != nil && f.known.position == position {
		return f.known.names, nil
	}
	indicators, err := f.Data.Indicators(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	groups, err := f.Data.Groups(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	areas, err := f.Data.Areas(ctx, "")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	n := &names{map[string]figure.Indicator{}, map[population.ID]population.Group{}, map[area.ID]area.Area{}}
	for _, i := range indicators {
		n.indicators[i.Code] = i
	}
	for _, g := range groups {
		n.groups[g.ID] = g
	}
	for _, a := range areas {
		n.areas[a.ID] = a
	}
	f.known.position, f.known.names = position, n
	return n, nil
}

// unknown returns a fault for each name that is not known; empty names are not
// asked for.
func (n *names) unknown(indicator, in, group string) []fault.Row {
	var rows []fault.Row
	if _, ok := n.indicators[indicator]; indicator != "" && !ok {
		rows = append(rows, row("indicator", indicator, text.T("eine Kennzahl, die GET /indicators nennt", "an indicator that GET /indicators names")))
	}
	if _, ok := n.areas[area.ID(in)]; in != "" && !ok {
		rows = append(rows, row("area", in, text.T("ein Gebiet, das GET /areas nennt", "an area that GET /areas names")))
	}
	if _, ok := n.groups[population.ID(group)]; group != "" && !ok {
		rows = append(rows, row("group", group, text.T("eine Zielgruppe, die GET /groups nennt", "a group that GET /groups names")))
	}
	return rows
}

// inside reports whether the area id is the area around or lies in it.
func (n *names) inside(id, around area.ID) bool {
	for range 8 { // more levels than any division has; ends a circle of parents
		if id == around {
			return true
		}
		a, ok := n.areas[id]
		if !ok || a.Parent == "" {
			return false
		}
		id = a.Parent
	}
	return false
}

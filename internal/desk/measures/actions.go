// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"context"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
)

// Filter narrows a list of actions; empty fields do not.
type Filter struct {
	Owner   string
	Any     []string // one of these owners; nil: any
	Body    string
	Origin  steering.OriginKind
	State   string // one of the states, "open" for all that have not ended; empty: all
	Overdue bool
	Search  string // all words must be found
}

// Narrows reports whether the filter leaves anything out by what it asks for.
func (f Filter) Narrows() bool {
	return f.Owner != "" || f.Any != nil || f.Body != "" || f.Origin != "" || f.State != "" || f.Overdue || f.Search != ""
}

// NotEnded is the state of Filter for all actions that have not ended.
const NotEnded = "ended-not"

// Actions lists the actions known on asOf that pass a filter: those not ended first,
// by their due date, those without one behind them, then the ended ones, last first.
func (d *Desk) Actions(ctx context.Context, asOf period.Date, f Filter) ([]Kept[steering.Action], error) {
	list, err := known[steering.Action](ctx, d, register.Action, asOf)
	if err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(k Kept[steering.Action]) bool { return !f.passes(k.It, asOf) })
	slices.SortStableFunc(list, func(a, b Kept[steering.Action]) int { return order(a.It, b.It) })
	return list, nil
}

func order(a, b steering.Action) int {
	switch {
	case a.State.Ended() != b.State.Ended():
		if b.State.Ended() {
			return -1
		}
		return 1
	case a.State.Ended():
		return b.Closed.Compare(a.Closed)
	case a.Due.IsZero() != b.Due.IsZero():
		if b.Due.IsZero() {
			return -1
		}
		return 1
	case a.Due != b.Due:
		return a.Due.Compare(b.Due)
	}
	return a.Opened.Compare(b.Opened)
}

func (f Filter) passes(a steering.Action, asOf period.Date) bool {
	switch {
	case f.Owner != "" && a.Owner != f.Owner, f.Any != nil && !slices.Contains(f.Any, a.Owner), f.Body != "" && a.Body != f.Body, f.Origin != "" && a.Origin.Kind != f.Origin,
		f.Overdue && !a.Overdue(asOf), f.State == NotEnded && a.State.Ended():
		return false
	case f.State != "" && f.State != NotEnded && string(a.State) != f.State:
		return false
	}
	return f.Search == "" || found(a, f.Search)
}

// found reports whether an action holds all words of a search, in any letters.
func found(a steering.Action, search string) bool {
	all := folded(strings.Join([]string{a.ID, a.Title, a.Owner, a.Body, a.Origin.Ref, a.Origin.By, a.Outcome, a.Note, a.Source, a.Measure, a.Procedure, a.FollowsUp}, " "))
	for _, word := range strings.Fields(folded(search)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

var folding = strings.NewReplacer("ß", "ss", "ä", "ae", "ö", "oe", "ü", "ue")

func folded(s string) string { return folding.Replace(strings.ToLower(s)) }

// Action is the version of an action known on asOf; NotFound where there is none.
func (d *Desk) Action(ctx context.Context, id string, asOf period.Date) (Kept[steering.Action], error) {
	versions, err := d.ActionHistory(ctx, id, asOf)
	if err != nil {
		return Kept[steering.Action]{}, err
	}
	if len(versions) == 0 {
		return Kept[steering.Action]{}, missing("action", "Einen Auftrag", "action", id, asOf)
	}
	return versions[len(versions)-1], nil
}

// ActionHistory lists all versions of an action that were known on asOf, oldest first.
func (d *Desk) ActionHistory(ctx context.Context, id string, asOf period.Date) ([]Kept[steering.Action], error) {
	return history[steering.Action](ctx, d, register.Action, id, asOf)
}

// Beside are the actions that belong to another one: those bundled into it and those
// that follow it up.
func (d *Desk) Beside(ctx context.Context, id string, asOf period.Date) (bundled, followUps []Kept[steering.Action], err error) {
	all, err := d.Actions(ctx, asOf, Filter{})
	for _, k := range all {
		if k.It.Procedure == id {
			bundled = append(bundled, k)
		}
		if k.It.FollowsUp == id {
			followUps = append(followUps, k)
		}
	}
	return bundled, followUps, err
}

// Holders are the owners and bodies of the actions known on asOf, each with what it
// has to do, in order of name.
func (d *Desk) Holders(ctx context.Context, asOf period.Date) (owners, bodies []Holder, err error) {
	all, err := d.Actions(ctx, asOf, Filter{})
	if err != nil {
		return nil, nil, err
	}
	of := func(name func(steering.Action) string) []Holder {
		at := map[string]int{}
		var list []Holder
		for _, k := range all {
			n := name(k.It)
			if n == "" {
				continue
			}
			i, ok := at[n]
			if !ok {
				i = len(list)
				at[n], list = i, append(list, Holder{Name: n})
			}
			list[i].count(k.It, asOf)
		}
		slices.SortFunc(list, func(a, b Holder) int { return strings.Compare(a.Name, b.Name) })
		return list
	}
	return of(func(a steering.Action) string { return a.Owner }), of(func(a steering.Action) string { return a.Body }), nil
}

// Holder is an office, role or body with the number of its actions.
type Holder struct {
	Name                 string
	Label                string // how a body of this key is called; empty: as Name
	Open, Overdue, Ended int
}

func (h *Holder) count(a steering.Action, asOf period.Date) {
	switch {
	case a.State.Ended():
		h.Ended++
	case a.Overdue(asOf):
		h.Overdue++
		h.Open++
	default:
		h.Open++
	}
}

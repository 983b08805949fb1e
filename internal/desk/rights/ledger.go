// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// Below is the ledger under this one: it answers for one audience at a time.
type Below interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Figure(ctx context.Context, id int64) (figure.Figure, error)
	Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
	Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error)
	SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error)
}

// Ledger answers each question once for what anybody may see and once for each
// part of which the reader sees more, and puts the answers together by series:
// a series belongs to the part in which it lies, of several to the one that
// shows most. Questions about a part name its areas and indicators, so that the
// database reads no more than it.
type Ledger struct {
	desk  *Desk
	below Below
	rest  bool // what lies in no part is answered too
}

// Ledger returns the ledger through the lens of each question's context.
func (d *Desk) Ledger(b Below) *Ledger { return &Ledger{d, b, true} }

// piece is one of the questions that a question falls into.
type piece struct {
	ctx  context.Context
	part audience.Part
	// areas and indicators narrow the question; nil: not at all.
	areas      map[area.ID]bool
	indicators map[string]bool
	rest       bool // what lies in no part
}

// covers reports whether a series lies in the part.
func (p piece) covers(k figure.Key) bool {
	return (p.areas == nil || p.areas[k.Area]) && (p.indicators == nil || p.indicators[k.Indicator])
}

// pieces returns into which questions one falls; whole is true where the lens
// is the same for everything.
func (l *Ledger) pieces(ctx context.Context) (list []piece, whole bool, err error) {
	lens := audience.Of(ctx)
	if lens.Scope == "" {
		return nil, true, nil
	}
	c, err := l.desk.now(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, part := range lens.Scope.Parts() {
		list = append(list, piece{
			ctx: audience.With(ctx, audience.Lens{Audience: part.Audience, Released: part.Released}), part: part,
			areas: c.areasOf(part), indicators: c.indicatorsOf(part),
		})
	}
	lens.Scope = ""
	return append(list, piece{ctx: audience.With(ctx, lens), rest: true}), false, nil
}

// owner is the piece that a series is answered by.
func owner(list []piece, k figure.Key) int {
	return slices.IndexFunc(list, func(p piece) bool { return p.rest || p.covers(k) })
}

// narrow returns the question about a piece; false where it asks for nothing.
func (p piece) narrow(q figure.Query) (figure.Query, bool) {
	if p.rest || len(q.IDs) > 0 {
		return q, true
	}
	if p.areas != nil {
		q.Areas = within(q.Areas, p.areas)
	}
	if p.indicators != nil {
		q.Indicators = within(q.Indicators, p.indicators)
	}
	return q, (p.areas == nil || len(q.Areas) > 0) && (p.indicators == nil || len(q.Indicators) > 0)
}

// within are the asked ones that are allowed, all allowed ones where none are
// asked for, in order.
func within[T cmp.Ordered](asked []T, allowed map[T]bool) []T {
	list := make([]T, 0, len(allowed))
	if len(asked) > 0 {
		for _, a := range asked {
			if allowed[a] {
				list = append(list, a)
			}
		}
		return list
	}
	for a := range allowed {
		list = append(list, a)
	}
	slices.Sort(list)
	return list
}

// Position returns the last running number of the ledger.
func (l *Ledger) Position(ctx context.Context) (int64, error) { return l.below.Position(ctx) }

// needed are the pieces that may own an answer to the question: behind one in
// which all of it lies nothing is left for the others.
func needed(list []piece, q figure.Query) []piece {
	for i, p := range list {
		if p.encloses(q) {
			return list[:i+1]
		}
	}
	return list
}

// encloses reports whether every series that the question can be answered with
// lies in the piece. Running numbers name none.
func (p piece) encloses(q figure.Query) bool {
	return !p.rest && len(q.IDs) == 0 && named(q.Areas, p.areas) && named(q.Indicators, p.indicators)
}

// named reports whether all that can be asked for is allowed.
func named[T comparable](asked []T, allowed map[T]bool) bool {
	return allowed == nil || len(asked) > 0 && !slices.ContainsFunc(asked, func(a T) bool { return !allowed[a] })
}

// collect asks the pieces, the rest first, and keeps of each answer what it owns.
// Of a page the answers count up to the number that every piece has answered up
// to, so that no piece is asked for more than that.
func (l *Ledger) collect(ctx context.Context, q figure.Query, ask func(context.Context, figure.Query) ([]figure.Figure, error)) ([]figure.Figure, error) {
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return nil, err
	}
	if whole {
		return ask(ctx, q)
	}
	paged := q.Limit > 0 && len(q.IDs) == 0
	var answers [][]figure.Figure
	for i, p := range slices.Backward(needed(list, q)) {
		narrowed, some := p.narrow(q)
		if !some || p.rest && !l.rest {
			continue
		}
		found, err := ask(p.ctx, narrowed)
		if err != nil {
			return nil, err
		}
		if paged && len(found) >= q.Limit { // what lies behind may be another piece's
			q.Before = found[len(found)-1].ID + 1
		}
		answers = append(answers, owned(list, found, i))
	}
	return ordered(answers, q), nil
}

// owned keeps the figures that the piece with a number answers for.
func owned(list []piece, found []figure.Figure, number int) []figure.Figure {
	return slices.DeleteFunc(found, func(f figure.Figure) bool { return owner(list, f.Key) != number })
}

// ordered puts figures of several answers into the order that the question
// wants: by their numbers as asked for, page by page below q.Before, or by their
// keys. An answer by itself is in order.
func ordered(answers [][]figure.Figure, q figure.Query) []figure.Figure {
	answers = slices.DeleteFunc(answers, func(a []figure.Figure) bool { return len(a) == 0 })
	var all []figure.Figure
	if len(answers) == 1 {
		all = answers[0]
	} else {
		all = slices.Concat(answers...)
	}
	switch {
	case len(q.IDs) > 0:
		at := make(map[int64]int, len(q.IDs))
		for n, id := range q.IDs {
			at[id] = n
		}
		slices.SortFunc(all, func(a, b figure.Figure) int { return at[a.ID] - at[b.ID] })
	case q.Limit > 0 || q.After > 0:
		if len(answers) > 1 {
			slices.SortFunc(all, func(a, b figure.Figure) int { return cmp.Compare(a.ID, b.ID) })
		}
		if q.Limit > 0 && q.Before > 0 {
			all = all[:sortedBelow(all, q.Before)]
		}
		if q.Limit > 0 && len(all) > q.Limit {
			all = all[:q.Limit]
		}
	case len(answers) > 1:
		slices.SortFunc(all, byKey)
	}
	return all
}

func sortedBelow(all []figure.Figure, before int64) int {
	n, _ := slices.BinarySearchFunc(all, before, func(f figure.Figure, id int64) int { return cmp.Compare(f.ID, id) })
	return n
}

// byKey is the order of a ledger's answers.
func byKey(a, b figure.Figure) int {
	return cmp.Or(a.Key.Compare(b.Key), a.KnownFrom.Compare(b.KnownFrom), cmp.Compare(a.ID, b.ID))
}

// Figures returns what q asks for, each series as its part of the city shows it.
func (l *Ledger) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	found, err := l.collect(ctx, q, l.below.Figures)
	return found, fault.Wrap("rights.Figures", err)
}

// Latest returns of each series the figures of its newest period that may be
// shown.
func (l *Ledger) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	q.Limit, q.After, q.IDs = 0, 0, nil
	found, err := l.collect(ctx, q, l.below.Latest)
	return found, fault.Wrap("rights.Latest", err)
}

// Figure returns the figure with a running number; one that may not be seen is
// not there.
func (l *Ledger) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	op := fmt.Sprintf("rights.Figure(%d)", id)
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return figure.Figure{}, err
	}
	if whole {
		return l.below.Figure(ctx, id)
	}
	absent := fault.New(fault.NotFound, op,
		fmt.Sprintf("Unter den Werten, die Sie sehen dürfen, gibt es keinen mit der Nummer %d.", id),
		fmt.Sprintf("Among the figures that you may see there is none with the number %d.", id))
	for i, p := range list {
		if p.rest && !l.rest {
			continue
		}
		f, err := l.below.Figure(p.ctx, id)
		if fault.KindOf(err) == fault.NotFound && err != nil {
			continue
		}
		if err != nil {
			return figure.Figure{}, fault.Wrap(op, err)
		}
		if owner(list, f.Key) == i {
			return f, nil
		}
	}
	return figure.Figure{}, absent
}

// Choices returns the planners' choices of series as each part shows them.
func (l *Ledger) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	const op = "rights.Choices"
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return nil, err
	}
	if whole {
		return l.below.Choices(ctx, q)
	}
	var all []figure.Choice
	for i, p := range needed(list, q) {
		narrowed, some := p.narrow(q)
		if !some || p.rest && !l.rest {
			continue
		}
		found, err := l.below.Choices(p.ctx, narrowed)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		for _, c := range found {
			if owner(list, c.Key) == i {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b figure.Choice) int { return a.Key.Compare(b.Key) })
	return all, nil
}

// SeriesOf returns the areas and groups of which an indicator has figures that
// may be shown.
func (l *Ledger) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	list, whole, err := l.pieces(ctx)
	if err != nil {
		return nil, err
	}
	if whole {
		return l.below.SeriesOf(ctx, indicator)
	}
	var all []figure.Key
	for i, p := range list {
		if p.rest && !l.rest || p.indicators != nil && !p.indicators[indicator] {
			continue
		}
		found, err := l.below.SeriesOf(p.ctx, indicator)
		if err != nil {
			return nil, fault.Wrap("rights.SeriesOf", err)
		}
		for _, k := range found {
			if owner(list, k) == i {
				all = append(all, k)
			}
		}
	}
	slices.SortFunc(all, figure.Key.Compare)
	return all, nil
}

// wider reports whether the piece shows unreleased figures.
func (p piece) wider() bool { return !audience.Of(p.ctx).Released }

// areasOf are the areas of a part; nil where it has all.
func (c *city) areasOf(p audience.Part) map[area.ID]bool {
	var inside map[area.ID]bool
	if p.Area != "" {
		inside = map[area.ID]bool{}
		for _, id := range c.below(p.Area) {
			inside[id] = true
		}
	}
	if p.Holder == "" {
		return inside
	}
	own := map[area.ID]bool{}
	for id := range c.holders[p.Holder].places {
		if inside == nil || inside[id] {
			own[id] = true
		}
	}
	return own
}

// indicatorsOf are the indicators of a part; nil where it has all.
func (c *city) indicatorsOf(p audience.Part) map[string]bool {
	if p.Topic == "" {
		return nil
	}
	inside := map[string]bool{}
	for _, code := range c.indicators {
		if identity.TopicOf(code).Within(identity.Topic(p.Topic)) {
			inside[code] = true
		}
	}
	return inside
}

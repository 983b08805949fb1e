// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"slices"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/fault"
)

// seriesChunk is how many series are read with one statement. It bounds the
// memory of a stream and the number of statements of a small question.
const seriesChunk = 256

// pageSize is how many figures a stream in order of number reads at once.
const pageSize = 5_000

// Figures returns the figures that q asks for, see EachFigure for the order.
func (s *Store) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	var all []figure.Figure
	err := s.eachFigure(ctx, q, func(n int) { all = slices.Grow(all, n) }, func(f figure.Figure) error {
		all = append(all, f)
		return nil
	})
	return all, err
}

// EachFigure calls fn for each figure that q asks for, on one state of the
// ledger, ordered by indicator, area, group, period end, period start, known
// from, number (texts by their bytes). With Limit or After they come in order
// of number instead: ask for Limit figures, then for Limit figures After the
// last number seen, until fewer come. fn must not call the store, and what is
// not known to it (an indicator that does not exist) has no figures.
func (s *Store) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	return s.eachFigure(ctx, q, nil, fn)
}

// eachFigure is EachFigure that says before each n figures that they come.
func (s *Store) eachFigure(ctx context.Context, q figure.Query, coming func(n int), fn func(figure.Figure) error) error {
	err := s.engine.read(ctx, func(c conn) error {
		r := reader{conn: c, sources: &s.sources, coming: coming}
		if len(q.IDs) > 0 {
			return r.numbered(ctx, q, fn)
		}
		if q.Limit > 0 || q.After > 0 {
			return r.byNumber(ctx, q, fn)
		}
		return r.bySeries(ctx, q, figureRows, fn)
	})
	return fault.Wrap("store.EachFigure", err)
}

// Latest returns, for each indicator, area and group, all figures of the newest
// period that q's dates admit: the candidates among which the rule picks. The
// order is EachFigure's; Limit and After are not read.
func (s *Store) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	var all []figure.Figure
	err := s.engine.read(ctx, func(c conn) error {
		r := reader{conn: c, sources: &s.sources}
		return r.bySeries(ctx, q, latestRows, func(f figure.Figure) error {
			all = append(all, f)
			return nil
		})
	})
	return all, fault.Wrap("store.Latest", err)
}

// Figure returns the figure with a running number; fault.NotFound without one.
func (s *Store) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	op := "store.Figure " + strconv.FormatInt(id, 10)
	var f figure.Figure
	found := false
	err := s.engine.read(ctx, func(c conn) error {
		r := reader{conn: c, sources: &s.sources}
		return r.page(ctx, figureColumns+" FROM figure f WHERE f.id = $1", []any{id}, func(hit figure.Figure) error {
			f, found = hit, true
			return nil
		})
	})
	if err == nil && !found {
		number := strconv.FormatInt(id, 10)
		err = fault.New(fault.NotFound, op, "Eine Angabe mit der Nummer "+number+" gibt es nicht.", "There is no figure with the number "+number+".")
	}
	return f, fault.Wrap(op, err)
}

const figureColumns = "SELECT f.id, f.series, f.period_from, f.period_to, f.known_from, f.amount, f.basis, f.figure_source, f.line"

// known adds q's as-of date for the column known_from of table t.
func known(c *clause, t string, q figure.Query) {
	if !q.AsOf.IsZero() {
		c.and(t + ".known_from <= " + c.arg(q.AsOf.String()))
	}
}

// below leaves out running numbers from one on; 0: none.
func below(c *clause, column string, before int64) {
	if before > 0 {
		c.and(column + " < " + c.arg(before))
	}
}

// dated adds q's dates for the columns of table t.
func dated(c *clause, t string, q figure.Query) {
	if !q.From.IsZero() {
		c.and(t + ".period_to >= " + c.arg(q.From.String()))
	}
	if !q.To.IsZero() {
		c.and(t + ".period_to <= " + c.arg(q.To.String()))
	}
	known(c, t, q)
}

// selected adds what q says of indicator, area and group, for the joins of
// seriesJoins.
func selected(c *clause, q figure.Query) {
	if len(q.Indicators) > 0 {
		c.and(among(c, "i.code", q.Indicators))
	}
	if len(q.Areas) > 0 {
		codes := make([]string, len(q.Areas))
		for i, id := range q.Areas {
			codes[i] = string(id)
		}
		c.and(among(c, "a.code", codes))
	}
	if q.Level != 0 {
		c.and("s.area IN (SELECT l.area FROM area l WHERE l.level = " + c.arg(int64(q.Level)) + ")")
	}
	if q.Group != "" {
		c.and("g.code = " + c.arg(string(q.Group)))
	}
}

// figureRows asks for the figures of some series.
func figureRows(q figure.Query, ids []int64) (string, []any) {
	var c clause
	c.and(among(&c, "f.series", ids))
	dated(&c, "f", q)
	below(&c, "f.id", q.Before)
	return figureColumns + " FROM figure f" + c.where() + seriesOrder, c.args
}

const seriesOrder = " ORDER BY f.series, f.period_to, f.period_from, f.known_from, f.id"

// latestRows asks for the figures of the newest period of some series. It finds
// one figure of that period first, so that both databases then go by the index.
func latestRows(q figure.Query, ids []int64) (string, []any) {
	var inner clause
	inner.and("n.series = s.id")
	dated(&inner, "n", q)
	below(&inner, "n.id", q.Before)
	middle := clause{args: inner.args}
	middle.and(among(&middle, "s.id", ids))
	outer := clause{args: middle.args}
	known(&outer, "f", q)
	below(&outer, "f.id", q.Before)
	return "WITH newest AS (SELECT s.id AS series, (SELECT n.id FROM figure n" + inner.where() +
		" ORDER BY n.period_to DESC, n.period_from DESC LIMIT 1) AS figure FROM series s" + middle.where() + ") " +
		figureColumns + " FROM newest JOIN figure p ON p.id = newest.figure JOIN figure f ON f.series = newest.series AND f.period_to = p.period_to AND f.period_from = p.period_from" +
		outer.where() + seriesOrder, outer.args
}

// Choices returns the last choice of each key that was known by q's as-of date,
// ordered by key; with Before, the last one of a figure below that number. Limit
// and After are not read.
func (s *Store) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	var last []figure.Choice
	err := s.engine.read(ctx, func(c conn) (err error) {
		last, err = choices(ctx, c, q)
		return err
	})
	return last, fault.Wrap("store.Choices", err)
}

func choices(ctx context.Context, cn conn, q figure.Query) ([]figure.Choice, error) {
	var last []figure.Choice
	var c clause
	selected(&c, q)
	dated(&c, "c", q)
	below(&c, "c.figure", q.Before)
	// Older choices come first, so that the last one of a key stays.
	at := map[figure.Key]int{}
	err := cn.query(ctx, choiceColumns+c.where()+" ORDER BY c.known_from, c.id", c.args, func(r row) error {
		ch, err := scanChoice(r)
		if err != nil {
			return err
		}
		if i, ok := at[ch.Key]; ok {
			last[i] = ch
			return nil
		}
		at[ch.Key] = len(last)
		last = append(last, ch)
		return nil
	})
	sortChoices(last)
	return last, err
}

const choiceColumns = "SELECT i.code, a.code, g.code, c.period_from, c.period_to, c.figure, c.reason, c.chosen_by, c.known_from FROM figure_choice c JOIN series s ON s.id = c.series" + seriesJoins

func scanChoice(r row) (figure.Choice, error) {
	var ch figure.Choice
	err := r.Scan(&ch.Indicator, &ch.Area, &ch.Group, dateScanner{&ch.Period.From}, dateScanner{&ch.Period.To},
		&ch.Figure, &ch.Reason, &ch.By, dateScanner{&ch.KnownFrom})
	return ch, err
}

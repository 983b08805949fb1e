// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
)

// reader turns rows into figures within one snapshot.
type reader struct {
	conn    conn
	sources *sourceCache
	room    int         // rows that are likely to come
	coming  func(n int) // told how many figures come next; nil: nobody wants to know
}

// series is what figures over time have in common.
type series struct {
	id        int64
	indicator string
	places    int
	area      area.ID
	group     population.ID
}

const seriesJoins = " JOIN indicator i ON i.id = s.indicator JOIN area_key a ON a.id = s.area JOIN population_group g ON g.id = s.population_group"

// findSeries returns the series that the conditions of c select, in the order
// of their keys.
func (r *reader) findSeries(ctx context.Context, c clause) ([]series, error) {
	var all []series
	err := r.conn.query(ctx, "SELECT s.id, i.code, i.places, a.code, g.code FROM series s"+seriesJoins+c.where(), c.args, func(at row) error {
		var s series
		err := at.Scan(&s.id, &s.indicator, &s.places, &s.area, &s.group)
		all = append(all, s)
		return err
	})
	slices.SortFunc(all, func(a, b series) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.area, b.area), cmp.Compare(a.group, b.group))
	})
	return all, err
}

// bySeries streams figures in the order of their keys.
func (r *reader) bySeries(ctx context.Context, q figure.Query, rows func(figure.Query, []int64) (string, []any), fn func(figure.Figure) error) error {
	var c clause
	selected(&c, q)
	all, err := r.findSeries(ctx, c)
	if err != nil {
		return err
	}
	for chunk := range slices.Chunk(all, seriesChunk) {
		r.room = roomAtFirst / 4
		if err := r.chunk(ctx, q, rows, chunk, fn); err != nil {
			return err
		}
	}
	return nil
}

// chunk reads the figures of some series, which come in order of the series'
// numbers, and hands them on in order of the series' keys.
func (r *reader) chunk(ctx context.Context, q figure.Query, rows func(figure.Query, []int64) (string, []any), chunk []series, fn func(figure.Figure) error) error {
	ids := make([]int64, len(chunk))
	for i, s := range chunk {
		ids[i] = s.id
	}
	sql, args := rows(q, ids)
	found, err := r.raw(ctx, sql, args)
	if err != nil {
		return err
	}
	type span struct{ from, to int }
	spans := make(map[int64]span, len(chunk))
	for i := 0; i < len(found); {
		from := i
		for i < len(found) && found[i].series == found[from].series {
			i++
		}
		spans[found[from].series] = span{from, i}
	}
	for i := range chunk {
		at := spans[chunk[i].id]
		for j := at.from; j < at.to; j++ {
			if err := fn(found[j].figure(&chunk[i])); err != nil {
				return err
			}
		}
	}
	return nil
}

// byNumber streams figures in order of their running numbers.
func (r *reader) byNumber(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	var narrow clause
	selected(&narrow, q)
	after, left := q.After, q.Limit
	for {
		c := clause{args: slices.Clone(narrow.args)}
		if len(narrow.text) > 0 {
			c.and("f.series IN (SELECT s.id FROM series s" + seriesJoins + narrow.where() + ")")
		}
		dated(&c, "f", q)
		c.and("f.id > " + c.arg(after))
		if q.Before > 0 {
			c.and("f.id < " + c.arg(q.Before))
		}
		size := pageSize
		if q.Limit > 0 {
			size = min(size, left)
		}
		r.room = min(size, roomAtFirst)
		n := 0
		err := r.page(ctx, figureColumns+" FROM figure f"+c.where()+" ORDER BY f.id LIMIT "+c.arg(int64(size)), c.args, func(f figure.Figure) error {
			n, after = n+1, f.ID
			return fn(f)
		})
		left -= n
		if err != nil || n < size || (q.Limit > 0 && left == 0) {
			return err
		}
	}
}

// numbered streams the figures with the numbers of q, in their order.
func (r *reader) numbered(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	ids := slices.Clone(q.IDs)
	slices.Sort(ids)
	for chunk := range slices.Chunk(slices.Compact(ids), numbersAtOnce) {
		var c clause
		c.and(among(&c, "f.id", chunk))
		known(&c, "f", q)
		if err := r.page(ctx, figureColumns+" FROM figure f"+c.where()+" ORDER BY f.id", c.args, fn); err != nil {
			return err
		}
	}
	return nil
}

// numbersAtOnce is how many figures one statement names.
const numbersAtOnce = 4096

// page reads figures of any series, in the order of the statement.
func (r *reader) page(ctx context.Context, sql string, args []any, fn func(figure.Figure) error) error {
	found, err := r.raw(ctx, sql, args)
	if err != nil {
		return err
	}
	ids := map[int64]bool{}
	for i := range found {
		ids[found[i].series] = true
	}
	of := make(map[int64]*series, len(ids))
	for chunk := range slices.Chunk(keys(ids), seriesChunk) {
		var c clause
		c.and(among(&c, "s.id", chunk))
		some, err := r.findSeries(ctx, c)
		if err != nil {
			return err
		}
		for i := range some {
			of[some[i].id] = &some[i]
		}
	}
	for i := range found {
		if err := fn(found[i].figure(of[found[i].series])); err != nil {
			return err
		}
	}
	return nil
}

func keys(set map[int64]bool) []int64 {
	list := make([]int64, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// figureRow is a row of the table figure.
type figureRow struct {
	id, series, amount, basis, line int64
	period                          period.Period
	knownFrom                       period.Date
	sourceID                        int64
	source                          *source
}

func (f *figureRow) figure(s *series) figure.Figure {
	return figure.Figure{
		ID:    f.id,
		Key:   figure.Key{Indicator: s.indicator, Area: s.area, Group: s.group, Period: f.period},
		Value: unit.Decimal{Amount: f.amount, Places: s.places},
		Basis: figure.Basis(f.basis), Source: f.source.source, File: f.source.file, Line: int(f.line), Note: f.source.note,
		KnownFrom: f.knownFrom, KnownBasis: f.source.knownBasis, RecordedAt: f.source.recordedAt,
	}
}

// raw reads rows of the table figure with their sources.
func (r *reader) raw(ctx context.Context, sql string, args []any) ([]figureRow, error) {
	found := make([]figureRow, 0, r.room)
	var from, to, known string
	var f figureRow
	dest := []any{&f.id, &f.series, &from, &to, &known, &f.amount, &f.basis, &f.sourceID, &f.line}
	err := r.conn.query(ctx, sql, args, func(at row) error {
		if err := at.Scan(dest...); err != nil {
			return err
		}
		f.period, f.knownFrom = period.Period{From: day(from), To: day(to)}, day(known)
		found = append(found, f)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if r.coming != nil {
		r.coming(len(found))
	}
	return found, r.sources.fill(ctx, r.conn, found)
}

// roomAtFirst bounds for how many rows room is made before any is read.
const roomAtFirst = 1024

// day reads YYYY-MM-DD as the store writes it; a fifth of the time that
// period.ParseDate takes, which counts for a hundred thousand rows.
func day(s string) period.Date {
	if len(s) != len("2006-01-02") {
		return period.Date{}
	}
	digit := func(i int) int { return int(s[i] - '0') }
	return period.Day(digit(0)*1000+digit(1)*100+digit(2)*10+digit(3), digit(5)*10+digit(6), digit(8)*10+digit(9))
}

// source is what figures of one batch have in common.
type source struct {
	file, source, note, knownBasis string
	recordedAt                     time.Time
}

// cachedSources bounds the cache; when it is reached it starts anew.
const cachedSources = 20_000

// sourceCache keeps sources, which never change, between questions.
type sourceCache struct {
	mu   sync.Mutex // guards the map that follows
	byID map[int64]*source
}

// fill gives each row its source.
func (s *sourceCache) fill(ctx context.Context, c conn, rows []figureRow) error {
	missing, found := map[int64]bool{}, map[int64]*source{}
	s.mu.Lock()
	for i := range rows {
		if rows[i].source = s.byID[rows[i].sourceID]; rows[i].source == nil {
			missing[rows[i].sourceID] = true
		}
	}
	s.mu.Unlock()
	if len(missing) == 0 {
		return nil
	}
	for chunk := range slices.Chunk(keys(missing), seriesChunk) {
		if err := readSources(ctx, c, chunk, found); err != nil {
			return err
		}
	}
	for i := range rows {
		if rows[i].source == nil {
			rows[i].source = found[rows[i].sourceID]
		}
	}
	s.keep(found)
	return nil
}

func (s *sourceCache) keep(found map[int64]*source) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byID == nil || len(s.byID)+len(found) > cachedSources {
		s.byID = map[int64]*source{}
	}
	if len(found) <= cachedSources {
		for id, one := range found {
			s.byID[id] = one
		}
	}
}

func readSources(ctx context.Context, c conn, ids []int64, into map[int64]*source) error {
	var in clause
	in.and(among(&in, "f.id", ids))
	return c.query(ctx, "SELECT f.id, f.file, f.source, f.note, f.known_basis, b.recorded_at FROM figure_source f JOIN batch b ON b.number = f.batch"+in.where(), in.args, func(at row) error {
		var id, recorded int64
		var s source
		err := at.Scan(&id, &s.file, &s.source, &s.note, &s.knownBasis, &recorded)
		s.recordedAt = time.UnixMicro(recorded).UTC()
		into[id] = &s
		return err
	})
}

func sortChoices(choices []figure.Choice) {
	slices.SortFunc(choices, func(a, b figure.Choice) int { return compareKeys(a.Key, b.Key) })
}

// compareKeys orders keys as EachFigure does.
func compareKeys(a, b figure.Key) int {
	return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Area, b.Area), cmp.Compare(a.Group, b.Group), a.Period.Compare(b.Period))
}

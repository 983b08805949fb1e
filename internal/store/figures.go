// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// seriesKey names a series by the numbers of its dictionaries.
type seriesKey struct{ indicator, area, group int64 }

// sourceKey is what figures of one batch have in common.
type sourceKey struct{ file, source, note, knownBasis string }

// maxSources bounds the memory of an import in which every row has a source of
// its own; when it is reached the import forgets them and stores some twice.
const maxSources = 50_000

// AddFigures appends figures; call it with some thousand at a time. Indicator,
// area and group must be stored, values must fit the indicator's decimals: else
// fault.Invalid with a row for each fault. ID and RecordedAt are given by the
// ledger.
func (tx *Tx) AddFigures(ctx context.Context, figures []figure.Figure) error {
	return tx.guarded("store.AddFigures", func() error {
		keys, amounts, err := tx.check(ctx, figures)
		if err != nil {
			return err
		}
		old, err := tx.needSeries(ctx, keys, figures)
		if err != nil {
			return err
		}
		sources, err := tx.needSources(ctx, figures)
		if err != nil {
			return err
		}
		id := tx.next(len(figures))
		tx.trail.figures += len(figures)
		for i := range figures {
			f := &figures[i]
			tx.count(tallyKey{sources[i], keys[i].indicator, f.Period.To.Month(), f.KnownFrom}, f.Period, id+int64(i))
			tx.waiting.add(waitingRow{
				id: id + int64(i), series: tx.series[keys[i]].id, period: f.Period, knownFrom: f.KnownFrom,
				amount: amounts[i], basis: int32(f.Basis), source: sources[i], line: int64(f.Line), old: old[i],
			})
		}
		if len(tx.waiting.rows) < waitingFigures {
			return nil
		}
		return tx.flush(ctx)
	})
}

// check looks up the keys of figures and scales their values.
func (tx *Tx) check(ctx context.Context, figures []figure.Figure) ([]seriesKey, []int64, error) {
	if err := tx.loadDictionaries(ctx); err != nil {
		return nil, nil, err
	}
	keys := make([]seriesKey, len(figures))
	amounts := make([]int64, len(figures))
	var faults []fault.Row
	for i := range figures {
		f := &figures[i]
		refuse := func(column, value, de, en string) {
			faults = append(faults, fault.Row{File: f.File, Line: f.Line, Column: column, Value: value, Expected: text.T(de, en)})
		}
		keys[i] = tx.key(f.Key, refuse)
		if !storablePeriod(f.Period) || f.KnownFrom.Year() > 9999 {
			refuse("period", f.Period.String(), "ein Zeitraum, dessen Ende nicht vor dem Anfang liegt", "a period whose end is not before its start")
		}
		places := tx.indicators[f.Indicator].places
		value, err := f.Value.Rescale(places)
		if err != nil {
			refuse("value", f.Value.String(), "eine Zahl mit höchstens "+strconv.Itoa(places)+" Nachkommastellen", "a number with at most "+strconv.Itoa(places)+" decimals")
		}
		amounts[i] = value.Amount
	}
	if len(faults) > 0 {
		return nil, nil, fault.Refuse("store.AddFigures", faults)
	}
	return keys, amounts, nil
}

// key looks up the dictionaries' numbers of a key and refuses what is not there.
func (tx *Tx) key(k figure.Key, refuse func(column, value, de, en string)) seriesKey {
	indicator, ok := tx.indicators[k.Indicator]
	if !ok {
		refuse("indicator", k.Indicator, "eine Kennzahl, die angelegt ist", "an indicator that is set up")
	}
	in, ok := tx.areas[k.Area]
	if !ok {
		refuse("area", string(k.Area), "ein Gebiet, das angelegt ist", "an area that is set up")
	}
	group, ok := tx.groups[k.Group]
	if !ok {
		refuse("group", string(k.Group), "eine Zielgruppe, die angelegt ist", "a group that is set up")
	}
	return seriesKey{indicator.id, in, group}
}

// storablePeriod reports whether the days of p sort as text.
func storablePeriod(p period.Period) bool {
	return !p.From.IsZero() && !p.To.Before(p.From) && p.To.Year() <= 9999
}

// seriesRow is a series with the last day of which it has a figure.
type seriesRow struct {
	id     int64
	newest period.Date
}

// loadSeries reads the series that there are. They are read for a whole
// indicator at once, since an import mostly goes on with it.
func (tx *Tx) loadSeries(ctx context.Context, keys []seriesKey) error {
	if tx.series == nil {
		tx.series, tx.loaded = map[seriesKey]*seriesRow{}, map[int64]bool{}
	}
	for _, k := range keys {
		if tx.loaded[k.indicator] {
			continue
		}
		tx.loaded[k.indicator] = true
		err := tx.conn.query(ctx, `SELECT s.id, s.area, s.population_group, coalesce((SELECT max(f.period_to) FROM figure f WHERE f.series = s.id), '')
			FROM series s WHERE s.indicator = $1`, []any{k.indicator}, func(r row) error {
			var s seriesRow
			var newest string
			known := seriesKey{indicator: k.indicator}
			if err := r.Scan(&s.id, &known.area, &known.group, &newest); err != nil {
				return err
			}
			s.newest = day(newest)
			tx.series[known] = &s
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// needSeries makes sure that tx.series holds the keys of figures that are to
// be recorded, and stores new ones. It reports for each figure whether its
// series may have had figures of that day or a later one before.
func (tx *Tx) needSeries(ctx context.Context, keys []seriesKey, figures []figure.Figure) (old []bool, err error) {
	if err := tx.loadSeries(ctx, keys); err != nil {
		return nil, err
	}
	old = make([]bool, len(keys))
	rows := inserter{c: tx.conn, into: "series (id, indicator, area, population_group)", width: 4}
	id := int64(0)
	for i, k := range keys {
		s, ok := tx.series[k]
		if !ok {
			if id == 0 {
				if err := tx.lastID(ctx, "series", &id); err != nil {
					return nil, err
				}
			}
			id++
			s = &seriesRow{id: id}
			tx.series[k] = s
			if err := rows.add(ctx, id, k.indicator, k.area, k.group); err != nil {
				return nil, err
			}
		}
		if old[i] = !figures[i].Period.To.After(s.newest); !old[i] {
			s.newest = figures[i].Period.To
		}
	}
	return old, rows.flush(ctx)
}

// needSources returns the numbers of the figures' sources and stores new ones.
func (tx *Tx) needSources(ctx context.Context, figures []figure.Figure) ([]int64, error) {
	if len(tx.sources) > maxSources || tx.sources == nil {
		tx.sources = map[sourceKey]int64{}
	}
	rows := inserter{c: tx.conn, into: "figure_source (id, batch, file, source, note, known_basis)", width: 6}
	ids := make([]int64, len(figures))
	last := int64(0)
	for i, f := range figures {
		k := sourceKey{f.File, f.Source, f.Note, f.KnownBasis}
		if id, ok := tx.sources[k]; ok {
			ids[i] = id
			continue
		}
		if err := allStorable(f.File, f.Line, "source", f.File, f.Source, f.Note, f.KnownBasis); err != nil {
			return nil, err
		}
		if last == 0 {
			if err := tx.lastID(ctx, "figure_source", &last); err != nil {
				return nil, err
			}
		}
		last++
		ids[i], tx.sources[k] = last, last
		if err := rows.add(ctx, last, tx.batch, k.file, k.source, k.note, k.knownBasis); err != nil {
			return nil, err
		}
	}
	return ids, rows.flush(ctx)
}

// lastID reads the highest number of a dictionary; writers are alone, so the
// next ones are free.
func (tx *Tx) lastID(ctx context.Context, table string, id *int64) error {
	_, err := one(ctx, tx.conn, "SELECT coalesce(max(id), 0) FROM "+table, nil, id)
	return err
}

// AddChoice records a planner's choice. Its figure must be one of its key.
func (tx *Tx) AddChoice(ctx context.Context, choice figure.Choice) error {
	return tx.guarded("store.AddChoice", func() error {
		if err := allStorable("", 0, "reason", choice.Reason, choice.By); err != nil {
			return err
		}
		if err := tx.flush(ctx); err != nil {
			return err
		}
		var series int64
		found, err := one(ctx, tx.conn, `SELECT s.id FROM figure f JOIN series s ON s.id = f.series
			JOIN indicator i ON i.id = s.indicator JOIN area_key a ON a.id = s.area JOIN population_group g ON g.id = s.population_group
			WHERE f.id = $1 AND i.code = $2 AND a.code = $3 AND g.code = $4 AND f.period_from = $5 AND f.period_to = $6`,
			[]any{choice.Figure, choice.Indicator, string(choice.Area), string(choice.Group), choice.Period.From.String(), choice.Period.To.String()}, &series)
		if err != nil {
			return err
		}
		if !found {
			return fault.New(fault.Invalid, "store.AddChoice", "Gewählt werden kann nur eine Angabe zu dieser Kennzahl, diesem Gebiet, dieser Gruppe und diesem Zeitraum.",
				"Only a figure of this indicator, area, group and period can be chosen.")
		}
		tx.trail.choices = append(tx.trail.choices, choice)
		return tx.conn.exec(ctx, `INSERT INTO figure_choice (id, batch, series, period_from, period_to, figure, reason, chosen_by, known_from)
			VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)`, tx.next(1), tx.batch, series, choice.Period.From.String(), choice.Period.To.String(),
			choice.Figure, choice.Reason, choice.By, choice.KnownFrom.String())
	})
}

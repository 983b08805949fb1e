// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"reflect"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// source is an open table with what it is read and compared with.
type source struct {
	file     string
	today    period.Date // of the import
	rows     *table.Reader
	known    cityfile.Catalogue
	names    labels
	editions map[string][]area.Area
	settings map[string]string // values that hold now, for a file of settings
	locked   Locked
	reach    reach
	reason   string
	restated period.Date // see comparer
	progress func(rows int)
	out      *Outcome
}

// takers says for each kind of file how its rows are read and taken; of changes of the
// staffing plan takePostChanges does.
var takers = map[cityfile.Kind]func(ctx context.Context, s source, r Recorder) error{
	cityfile.Areas:      takeAreas,
	cityfile.Indicators: takeIndicators,
	cityfile.Groups:     takeGroups,
	cityfile.Figures:    takeFigures,

	cityfile.Breaks:  withNames(cityfile.ReadBreaks),
	cityfile.Choices: takeChoices,

	cityfile.Sites:        withNames(cityfile.ReadSites),
	cityfile.Apportion:    withNames(cityfile.ReadApportion),
	cityfile.Packages:     plain(cityfile.ReadPackages),
	cityfile.Norms:        plain(cityfile.ReadNorms),
	cityfile.Utilisation:  plain(cityfile.ReadUtilisation),
	cityfile.LeadTimes:    plain(cityfile.ReadLeadTimes),
	cityfile.Thresholds:   plain(cityfile.ReadThresholds),
	cityfile.StaffingKeys: plain(cityfile.ReadStaffingKeys),
	cityfile.Pay:          plain(cityfile.ReadPay),
	cityfile.FlatRates:    plain(cityfile.ReadFlatRates),
	cityfile.PostCases:    plain(cityfile.ReadPostCases),
	cityfile.Sources:      plain(cityfile.ReadSources),
	cityfile.Scenarios:    plain(cityfile.ReadScenarios),
	cityfile.Projection:   withNames(cityfile.ReadProjection),
	cityfile.Stays:        plain(cityfile.ReadStays),
	cityfile.Actions:      withNames(cityfile.ReadActions),
	cityfile.Goals:        withNames(cityfile.ReadGoals),
	cityfile.Measures:     withNames(cityfile.ReadMeasures),
	cityfile.Settings:     takeSettings,
	cityfile.Datasets:     withNames(cityfile.ReadDatasets),
	cityfile.Bodies:       plain(cityfile.ReadBodies),
	cityfile.Citations:    plain(cityfile.ReadCitations),

	cityfile.Committees: withNames(cityfile.ReadCommittees),
	cityfile.Recess:     plain(cityfile.ReadRecess),
	cityfile.Sittings:   plain(cityfile.ReadSittings),
	cityfile.Motions:    takePapers(cityfile.ReadMotions),
	cityfile.Papers:     takePapers(cityfile.ReadPapers),

	cityfile.Crosswalk:      withEditions(cityfile.ReadCrosswalk),
	cityfile.CrosswalkCells: withEditions(readCells),
}

// takeAreas adds the areas that are not there yet. The store refuses one that
// is there otherwise: an edition does not change.
func takeAreas(ctx context.Context, s source, r Recorder) error {
	editions, areas, err := cityfile.ReadAreas(s.rows)
	if err != nil {
		return err
	}
	for _, e := range editions {
		there := map[area.ID]area.Area{}
		for _, a := range s.editions[e.ID] {
			a.Boundary = nil
			there[a.ID] = a
		}
		var fresh []area.Area
		for _, a := range areas {
			if a.Edition != e.ID {
				continue
			}
			old, ok := there[a.ID]
			class := classOf(ok, reflect.DeepEqual(old, a))
			s.noteNoun(class, a.Name, old.Name)
			if class != Unchanged {
				fresh = append(fresh, a)
			}
		}
		if len(fresh) == 0 {
			continue
		}
		if err := r.AddAreas(ctx, e, fresh); err != nil {
			return err
		}
	}
	return nil
}

func takeIndicators(ctx context.Context, s source, r Recorder) error {
	list, err := cityfile.ReadIndicators(s.rows)
	if err != nil {
		return err
	}
	var fresh []figure.Indicator
	for _, i := range list {
		old, ok := s.names.indicators[i.Code]
		class := classOf(ok, old == i)
		s.noteNoun(class, i.Name.De, old.Name.De)
		if class != Unchanged {
			fresh = append(fresh, i)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return r.PutIndicators(ctx, fresh)
}

func takeGroups(ctx context.Context, s source, r Recorder) error {
	list, err := cityfile.ReadGroups(s.rows)
	if err != nil {
		return err
	}
	var fresh []population.Group
	for _, g := range list {
		old, ok := s.names.groups[g.ID]
		class := classOf(ok, old == g)
		s.noteNoun(class, g.Name.De, old.Name.De)
		if class != Unchanged {
			fresh = append(fresh, g)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return r.PutGroups(ctx, fresh)
}

func classOf(there, same bool) Class {
	switch {
	case !there:
		return Fresh
	case same:
		return Unchanged
	}
	return Changed
}

// noteNoun notes a name of the catalogue: an area, indicator or group.
func (s source) noteNoun(class Class, is, was string) {
	s.out.note(Change{Class: class, File: s.file}, func(c *Change) {
		c.Name, c.Is, c.Was = text.Same(is), text.Same(is), text.Same(was)
	})
}

// takeSettings takes a file of settings unless all of them hold already. Unlike
// other files an earlier one may come again, to bring its values back.
func takeSettings(ctx context.Context, s source, r Recorder) error {
	changed, n := false, 0
	err := plain(func(in *table.Reader) ([]cityfile.Setting, error) {
		list, err := cityfile.ReadSettings(in)
		for _, setting := range list {
			changed = changed || s.settings[setting.Key] != setting.Value
		}
		n = len(list)
		return list, err
	})(ctx, s, r)
	if err == nil && !changed && n > 0 {
		return fault.New(fault.Conflict, "data.takeSettings",
			"Diese Einstellungen gelten schon. Es wurde nichts gespeichert.", "These settings hold already. Nothing was stored.")
	}
	return err
}

// takeFigures takes figures chunk by chunk, so that a million rows need little
// memory; the transaction forgets them where a later row is faulty.
func takeFigures(ctx context.Context, s source, r Recorder) error {
	return s.compared(ctx, r, func(emit func([]figure.Figure) error) error {
		_, err := cityfile.ReadFigures(s.rows, s.known, emit)
		return err
	})
}

// compared compares and records the figures that read hands on, and says what
// that does to the stock accounts. What is locked is a fault beside the others.
func (s source) compared(ctx context.Context, r Recorder, read func(emit func([]figure.Figure) error) error) error {
	c := &comparer{
		r: r, names: s.names, locked: s.locked, reach: s.reach, reason: s.reason, restated: s.restated, out: s.out,
		faults: table.NewFaults(s.file), accounts: map[accountOf]bool{},
	}
	taken := 0
	err := read(func(chunk []figure.Figure) error {
		if err := c.take(ctx, chunk); err != nil {
			return err
		}
		taken += len(chunk)
		if s.progress != nil {
			s.progress(taken)
		}
		return nil
	})
	if err != nil && fault.KindOf(err) == fault.Invalid {
		for _, row := range fault.RowsOf(err) {
			c.faults.Add(row)
		}
	} else if err != nil {
		return err
	}
	if refused := c.faults.Err("data.compared"); refused != nil {
		return refused
	}
	return c.effect(ctx)
}

// plain takes the nouns of a file as records of their register.
func plain[T any](read func(*table.Reader) ([]T, error)) func(context.Context, source, Recorder) error {
	return withNames(func(in *table.Reader, _ cityfile.Catalogue) ([]T, error) { return read(in) })
}

// withNames is plain for files that name areas, indicators or packages.
func withNames[T any](read func(*table.Reader, cityfile.Catalogue) ([]T, error)) func(context.Context, source, Recorder) error {
	return func(ctx context.Context, s source, r Recorder) error {
		nouns, err := read(s.rows, s.known)
		if err != nil {
			return err
		}
		return takeNouns(ctx, s, r, nouns)
	}
}

// withEditions is plain for files that name areas of several editions.
func withEditions[T any](read func(*table.Reader, cityfile.Places) ([]T, error)) func(context.Context, source, Recorder) error {
	return func(ctx context.Context, s source, r Recorder) error {
		places := cityfile.Places{}
		for edition, areas := range s.editions {
			places[edition] = make(map[area.ID]bool, len(areas))
			for _, a := range areas {
				places[edition][a.ID] = true
			}
		}
		nouns, err := read(s.rows, places)
		if err != nil {
			return err
		}
		return takeNouns(ctx, s, r, nouns)
	}
}

func takeNouns[T any](ctx context.Context, s source, r Recorder, nouns []T) error {
	records := make([]register.Record, len(nouns))
	for i, n := range nouns {
		record, err := cityfile.ToRecord(n)
		if err != nil {
			return err
		}
		records[i] = record
	}
	return takeRecords(ctx, s, r, records)
}

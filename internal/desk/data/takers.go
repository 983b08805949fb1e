// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// source is an open table with the names that it may use.
type source struct {
	rows     *table.Reader
	known    cityfile.Catalogue
	progress func(rows int)
	settings map[string]string // values that hold now, for a file of settings
}

// takers says for each kind of file how its rows are read and taken.
var takers = map[cityfile.Kind]func(ctx context.Context, s source, r Recorder) (int, error){
	cityfile.Areas:      takeAreas,
	cityfile.Indicators: takeIndicators,
	cityfile.Groups:     takeGroups,
	cityfile.Figures:    takeFigures,

	cityfile.Sites:        withNames(cityfile.ReadSites),
	cityfile.Apportion:    withNames(cityfile.ReadApportion),
	cityfile.Packages:     plain(cityfile.ReadPackages),
	cityfile.Norms:        plain(cityfile.ReadNorms),
	cityfile.Utilisation:  plain(cityfile.ReadUtilisation),
	cityfile.LeadTimes:    plain(cityfile.ReadLeadTimes),
	cityfile.StaffingKeys: plain(cityfile.ReadStaffingKeys),
	cityfile.Pay:          plain(cityfile.ReadPay),
	cityfile.FlatRates:    plain(cityfile.ReadFlatRates),
	cityfile.PostCases:    plain(cityfile.ReadPostCases),
	cityfile.Sources:      plain(cityfile.ReadSources),
	cityfile.Settings:     takeSettings,
}

func takeAreas(ctx context.Context, s source, r Recorder) (int, error) {
	editions, areas, err := cityfile.ReadAreas(s.rows)
	if err != nil {
		return 0, err
	}
	for _, e := range editions {
		var own []area.Area
		for _, a := range areas {
			if a.Edition == e.ID {
				own = append(own, a)
			}
		}
		if err := r.AddAreas(ctx, e, own); err != nil {
			return 0, err
		}
	}
	return len(areas), nil
}

func takeIndicators(ctx context.Context, s source, r Recorder) (int, error) {
	list, err := cityfile.ReadIndicators(s.rows)
	if err != nil {
		return 0, err
	}
	return len(list), r.PutIndicators(ctx, list)
}

func takeGroups(ctx context.Context, s source, r Recorder) (int, error) {
	list, err := cityfile.ReadGroups(s.rows)
	if err != nil {
		return 0, err
	}
	return len(list), r.PutGroups(ctx, list)
}

// takeSettings takes a file of settings unless all of them hold already. Unlike
// other files an earlier one may come again, to bring its values back.
func takeSettings(ctx context.Context, s source, r Recorder) (int, error) {
	changed := false
	n, err := plain(func(in *table.Reader) ([]cityfile.Setting, error) {
		list, err := cityfile.ReadSettings(in)
		for _, setting := range list {
			changed = changed || s.settings[setting.Key] != setting.Value
		}
		return list, err
	})(ctx, s, r)
	if err == nil && !changed && n > 0 {
		return 0, fault.New(fault.Conflict, "data.takeSettings",
			"Diese Einstellungen gelten schon. Es wurde nichts gespeichert.", "These settings hold already. Nothing was stored.")
	}
	return n, err
}

// takeFigures takes figures chunk by chunk, so that a million rows need little
// memory; the transaction forgets them where a later row is faulty.
func takeFigures(ctx context.Context, s source, r Recorder) (int, error) {
	taken := 0
	return cityfile.ReadFigures(s.rows, s.known, func(chunk []figure.Figure) error {
		if err := r.AddFigures(ctx, chunk); err != nil {
			return err
		}
		taken += len(chunk)
		if s.progress != nil {
			s.progress(taken)
		}
		return nil
	})
}

// plain takes the nouns of a file as records of their register.
func plain[T any](read func(*table.Reader) ([]T, error)) func(context.Context, source, Recorder) (int, error) {
	return withNames(func(in *table.Reader, _ cityfile.Catalogue) ([]T, error) { return read(in) })
}

// withNames is plain for files that name areas or indicators.
func withNames[T any](read func(*table.Reader, cityfile.Catalogue) ([]T, error)) func(context.Context, source, Recorder) (int, error) {
	return func(ctx context.Context, s source, r Recorder) (int, error) {
		nouns, err := read(s.rows, s.known)
		if err != nil {
			return 0, err
		}
		records := make([]register.Record, len(nouns))
		for i, n := range nouns {
			if records[i], err = cityfile.ToRecord(n); err != nil {
				return 0, err
			}
		}
		return len(records), r.AddRecords(ctx, records)
	}
}

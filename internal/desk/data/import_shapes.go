// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"maps"
	"path"
	"reflect"
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/register"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/planfile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

func takePlan(ctx context.Context, in Incoming, out *Outcome, within reach, r Recorder) error {
	p, err := planfile.Read(in.Name, in.Content)
	if err != nil {
		return err
	}
	body, err := json.Marshal(p)
	if err != nil {
		return fault.Wrap("data.takePlan", err)
	}
	return takeRecords(ctx, source{out: out, reach: within}, r, []register.Record{{
		Kind: register.Plan, Key: p.ID, KnownFrom: p.AsOf, Body: body, File: path.Base(in.Name), Line: 1,
	}})
}

// boundaryTaker replaces schematic cells by the boundaries of a file.
func (d *Desk) boundaryTaker(ctx context.Context, in Incoming, out *Outcome) (taker, string, error) {
	const kind = "boundaries"
	areas, err := d.Areas(ctx, "")
	if err != nil {
		return nil, kind, err
	}
	return func(ctx context.Context, r Recorder) error {
		shapes, err := geojson.ReadAreas(in.Name, in.Content, areas, geojson.Options{})
		if err != nil {
			return err
		}
		drawn := map[area.ID]area.MultiPolygon{}
		for _, a := range areas {
			drawn[a.ID] = a.Boundary
		}
		fresh := map[area.ID]area.MultiPolygon{}
		read := geojson.ByArea(shapes)
		for _, id := range slices.Sorted(maps.Keys(read)) {
			shape := read[id]
			class := Fresh
			switch {
			case reflect.DeepEqual(drawn[id], shape):
				class = Unchanged
			case len(drawn[id]) > 0:
				class = Changed
			}
			if class != Unchanged {
				fresh[id] = shape
			}
			out.note(Change{Class: class, File: in.Name}, func(c *Change) { c.Name = text.Same(string(id)) })
		}
		if len(fresh) == 0 {
			return nil
		}
		return r.SetBoundaries(ctx, areas[0].Edition, fresh)
	}, kind, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"context"

	"planraum/internal/city/area"
	"planraum/internal/method/forecast"
)

// Course is one node of a forecast with its areas, in one course of the sample.
type Course struct {
	Area   area.ID // "": small areas together
	Within int
	Own    bool
	Values []float64
}

// Courses returns every course of a forecast with its areas, by course and node,
// and as the areas were forecast before they were made to add up.
func (d *Desk) Courses(ctx context.Context, o Order) (list [][]Course, weight string, err error) {
	c, err := d.read(ctx, o.Subject, o.AsOf, 0)
	if err != nil {
		return nil, "", err
	}
	series, _ := c.series(o.AsOf)
	r, err := forecast.Do(ctx, forecast.Series{Start: series.Start, Frequency: series.Frequency, Values: series.Values},
		forecast.Options{Horizon: o.Horizon, Seed: o.Seed, Paths: samplePaths})
	if err != nil {
		return nil, "", err
	}
	areas, err := d.divide(ctx, asked{o, c.indicator, series, r, 0})
	if err != nil {
		return nil, "", err
	}
	for k := range r.Paths {
		var one []Course
		for i, values := range areas.course(k) {
			n := areas.nodes[i]
			one = append(one, Course{n.area, n.within, n.own, values})
		}
		list = append(list, one)
	}
	return list, areas.weight, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
)

// divided is a town of four districts, two of them below 8,000 inhabitants, the
// first one in two subdistricts; arrivals of 60 months stand for each district
// where own says so, and always for the city.
func divided(own bool) *town {
	m := &town{areas: []area.Area{
		{ID: "city", Level: area.City},
		{ID: "city/01", Level: area.District, Number: "01", Parent: "city"},
		{ID: "city/02", Level: area.District, Number: "02", Parent: "city"},
		{ID: "city/03", Level: area.District, Number: "03", Parent: "city"},
		{ID: "city/04", Level: area.District, Number: "04", Parent: "city"},
		{ID: "city/101", Level: area.Subdistrict, Number: "101", Parent: "city/01"},
		{ID: "city/102", Level: area.Subdistrict, Number: "102", Parent: "city/01"},
	}}
	for id, n := range map[area.ID]int64{"city": 66_000, "city/01": 30_000, "city/02": 24_000, "city/03": 7_000, "city/04": 5_000, "city/101": 18_000, "city/102": 12_000} {
		m.sayOf(id, "population.residents", "2014-12-31", n, figure.Counted, "2015-02-01")
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for month := period.MonthOf(2011, 1); month < period.MonthOf(2016, 1); month++ {
		sum := int64(0)
		for i, id := range []area.ID{"city/01", "city/02", "city/03", "city/04"} {
			v := int64(20*(4-i)) + rng.Int64N(20)
			sum += v
			if own {
				m.sayOf(id, "intake.arrivals", month.String(), v, figure.Counted, month.Last().AddDays(14).String())
			}
		}
		m.sayOf("city", "intake.arrivals", month.String(), sum, figure.Counted, month.Last().AddDays(14).String())
	}
	return m
}

func withParts(level string) forecasting.Order {
	o := arrivals(day("2016-02-01"), 6)
	o.Parts = level
	return o
}

// TestAreasAddUpInEveryCourse: city = districts = subdistricts to 1e-9 in each
// step of each course, none below zero; the small districts keep one share of
// their sum in all of them.
func TestAreasAddUpInEveryCourse(t *testing.T) {
	for _, own := range []bool{true, false} {
		courses, weight, err := divided(own).desk(day("2016-02-01")).Courses(context.Background(), withParts("subdistrict"))
		if err != nil {
			t.Fatal(err)
		}
		if own != (weight == prediction.ByErrors) {
			t.Errorf("own %v: reconciled by %s", own, weight)
		}
		for k, nodes := range courses {
			for at := range nodes[0].Values {
				for i, whole := range nodes {
					sum, parts := 0.0, 0
					for _, n := range nodes {
						if n.Within == i {
							sum, parts = sum+n.Values[at], parts+1
						}
					}
					if whole.Values[at] < 0 || math.IsNaN(whole.Values[at]) || parts > 0 && math.Abs(sum-whole.Values[at]) > 1e-9*max(1, sum) {
						t.Fatalf("own %v, course %d, step %d, %s: %v, its parts %v", own, k, at, whole.Area, whole.Values[at], sum)
					}
				}
			}
		}
		by := map[area.ID]forecasting.Course{}
		for _, n := range courses[0] {
			by[n.Area] = n
		}
		if by["city/01"].Own != own || by["city/02"].Own != own || by["city/03"].Own || by["city/04"].Own || by["city/101"].Own {
			t.Errorf("own %v: %+v", own, by)
		}
	}
}

// TestPartsAreKept: the forecast names each area with what it rests on, is read
// as it was written, and reckoned again byte for byte; the city alone is another
// forecast.
func TestPartsAreKept(t *testing.T) {
	m := divided(true)
	d := m.desk(day("2016-02-01"))
	f, _, err := d.Issue(context.Background(), withParts("district"), "Amt", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := d.Get(context.Background(), f.ID, period.Date{})
	if err != nil || kept.Parts == nil || len(kept.Parts.Areas) != 4 {
		t.Fatalf("%+v, %v", kept.Parts, err)
	}
	a, _ := json.Marshal(f)
	b, _ := json.Marshal(kept)
	if !bytes.Equal(a, b) {
		t.Error("it is read otherwise than it was written")
	}
	for i, want := range []struct {
		id         area.ID
		own, group bool
		by         string
	}{{"city/01", true, false, ""}, {"city/02", true, false, ""}, {"city/03", false, true, prediction.ByHistory}, {"city/04", false, true, prediction.ByHistory}} {
		p := kept.Parts.Areas[i]
		if p.Area != want.id || p.Within != "city" || p.Own != want.own || p.Group != want.group || p.By != want.by || p.Residents == nil || len(p.Steps) != 6 {
			t.Errorf("%+v, want %+v", p, want)
		}
	}
	small := kept.Parts.Areas[2:]
	if math.Abs(small[0].Share+small[1].Share-1) > 1e-9 || small[0].Share < 0.55 || small[0].Share > 0.7 { // 49.5 of 79 on average
		t.Errorf("shares %v and %v", small[0].Share, small[1].Share)
	}
	again, err := d.Reproduce(context.Background(), kept)
	if err != nil || !again.Equal {
		t.Errorf("reckoned again: %+v, %v", again, err)
	}
	alone, _, err := d.Issue(context.Background(), withParts(""), "Amt", time.Now())
	if err != nil || alone.ID == f.ID || alone.Parts != nil {
		t.Errorf("the city alone: %v, %v", alone.ID, err)
	}
	for i := range alone.Steps {
		if off := f.Steps[i].Mean/alone.Steps[i].Mean - 1; math.Abs(off) > 0.1 {
			t.Errorf("step %d: the city is moved by %v", i, off)
		}
	}
}

// TestSharesByInhabitants: of districts without values of their own each has its
// share of the city's inhabitants, marked as one, and the city's forecast is as
// it would be alone.
func TestSharesByInhabitants(t *testing.T) {
	d := divided(false).desk(day("2016-02-01"))
	f, err := d.Try(context.Background(), withParts("district"))
	if err != nil {
		t.Fatal(err)
	}
	alone, err := d.Try(context.Background(), withParts(""))
	if err != nil || !slices.EqualFunc(f.Steps, alone.Steps, func(a, b prediction.Step) bool { return math.Abs(a.Median-b.Median) <= 1 }) {
		t.Errorf("the city's own forecast changed: %v", err)
	}
	for i, want := range []float64{30. / 66, 24. / 66, 7. / 66, 5. / 66} {
		p := f.Parts.Areas[i]
		if p.Own || p.By != prediction.ByResidents || math.Abs(p.Share-want) > 1e-9 {
			t.Errorf("%+v, want a share of %v", p, want)
		}
		near(t, "mean of "+string(p.Area), p.Steps[2].Mean, f.Steps[2].Mean*want)
	}
}

// TestPartsRefused: what cannot be parted is refused, naming the field.
func TestPartsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		spoil  func(m *town, o *forecasting.Order)
		column string
	}{
		"a level nobody knows": {func(_ *town, o *forecasting.Order) { o.Parts = "street" }, "parts"},
		"not divided":          {func(m *town, _ *forecasting.Order) { m.areas = nil }, "area"},
		"nothing known":        {func(m *town, _ *forecasting.Order) { m.figures = m.figures[7:] }, "parts"},
	} {
		m, o := divided(false), withParts("district")
		c.spoil(m, &o)
		_, err := m.desk(day("2016-02-01")).Try(context.Background(), o)
		if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != c.column {
			t.Errorf("%s: %v", name, err)
		}
	}
}

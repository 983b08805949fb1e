// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package prediction

import (
	"fmt"
	"math"

	"planraum/internal/city/area"
)

// Parts are the areas of a forecast that was asked for with them. In every
// course of the sample each area is the sum of its own areas.
type Parts struct {
	Level   string `json:"level"`   // of the smallest areas: district or subdistrict
	Version string `json:"version"` // of the reconciliation
	Weight  string `json:"weight"`  // what forecasts were reconciled by: errors, structure, or none where all are shares
	Areas   []Part `json:"areas"`   // every area after the one that it is part of
}

// Weights of a reconciliation, see docs/methods/reconcile.md.
const (
	ByErrors    = "errors"
	ByStructure = "structure"
	ByNone      = "none"
)

// Part is one area of a forecast. Values are in the indicator's unit.
type Part struct {
	Area   area.ID `json:"area"`
	Within area.ID `json:"within"` // the area that it is part of
	Own    bool    `json:"own"`    // forecast from its own series; else a share of a larger area
	// Share is its part of the area it is a share of, 0 to 1; 0 of one of its own.
	Share float64 `json:"share"`
	// By says what the share was taken from: history or residents; "" of one of
	// its own.
	By string `json:"by"`
	// Group reports that the area that the share is of is not Within but those of
	// its areas together that are too small for a forecast of their own.
	Group     bool       `json:"group"`
	Residents *int64     `json:"residents"` // newest that were known; nil: unknown
	Steps     []PartStep `json:"steps"`
}

// What shares are taken from.
const (
	ByHistory   = "history"
	ByResidents = "residents"
)

// PartStep is what was said of an area in a step: mean, median and the range of
// 80 %. Means add up exactly, medians and bounds do not.
type PartStep struct {
	Mean   float64 `json:"mean"`
	Median float64 `json:"median"`
	Low    float64 `json:"low_80"`
	High   float64 `json:"high_80"`
}

// parts holds that areas follow their whole, that their means add up to it, and
// that a share is marked as one.
func (c *checker) parts(f Issued) {
	if f.Parts == nil {
		return
	}
	c.need(f.Parts.Level != "" && f.Parts.Version != "", "parts.level", f.Parts.Level, "die Ebene und die Fassung der Abstimmung", "the level and the version of the reconciliation")
	c.need(len(f.Parts.Areas) > 0, "parts.areas", "", "mindestens ein Gebiet", "at least one area")
	sums := map[area.ID][]float64{}
	whole := map[area.ID][]float64{f.Area: means(f.Steps)}
	for i, p := range f.Parts.Areas {
		at := fmt.Sprintf("parts.areas[%d]", i)
		c.need(whole[p.Within] != nil && whole[p.Area] == nil, at+".within", string(p.Within), "ein Gebiet, das davor steht", "an area that stands before it")
		c.need(len(p.Steps) == len(f.Steps), at+".steps", fmt.Sprint(len(p.Steps)), "so viele Schritte wie das Ganze", "as many steps as the whole")
		c.need(p.Own == (p.By == "") && p.Share >= 0 && p.Share <= 1, at+".share", fmt.Sprint(p.Share), "ein Anteil von 0 bis 1 und seine Grundlage, oder eine eigene Prognose", "a share from 0 to 1 and its basis, or a forecast of its own")
		list := make([]float64, len(f.Steps))
		for k, s := range p.Steps[:min(len(p.Steps), len(list))] {
			c.finite(fmt.Sprintf("%s.steps[%d].mean", at, k), s.Mean)
			c.bounds(fmt.Sprintf("%s.steps[%d]", at, k), Range{s.Median, []Bounds{{80, s.Low, s.High}}})
			list[k] = s.Mean
		}
		whole[p.Area] = list
		if sums[p.Within] == nil {
			sums[p.Within] = make([]float64, len(f.Steps))
		}
		for k, v := range list {
			sums[p.Within][k] += v
		}
	}
	for id, sum := range sums {
		for k, v := range sum {
			c.need(k >= len(whole[id]) || math.Abs(v-whole[id][k]) <= together*max(1, math.Abs(v)), "parts."+string(id), fmt.Sprint(v), "Mittelwerte, deren Summe der des Ganzen ist", "means that add up to that of the whole")
		}
	}
}

// together is how far means may be apart that add up, by rounding alone.
const together = 1e-9

func means(steps []Step) []float64 {
	list := make([]float64, len(steps))
	for i, s := range steps {
		list[i] = s.Mean
	}
	return list
}

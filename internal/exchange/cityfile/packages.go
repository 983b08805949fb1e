// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
)

// Package is a tranche of sites that one paper decides (Tranche, Paket).
type Package struct {
	ID           string         `json:"id"` // such as "t4"; sites name it
	Name         string         `json:"name"`
	Paper        string         `json:"paper"`
	Date         period.Date    `json:"date"` // of the paper
	Sites        unit.Headcount `json:"sites,omitempty"`
	Buildings    unit.Headcount `json:"buildings,omitempty"`
	Places       unit.Headcount `json:"places"`
	Cost         unit.Cents     `json:"cost_cents,omitempty"`
	CostPerPlace unit.Cents     `json:"cost_per_place_cents,omitempty"` // as printed
	KnownFrom    period.Date    `json:"known_from"`
	Note         string         `json:"note,omitempty"`
	Source       string         `json:"source"`
	File         string         `json:"file,omitempty"`
	Line         int            `json:"line,omitempty"`
}

// Partial reports whether the cost is that of a part of the places only: by the cost per
// place that is printed beside it, it is spread over fewer than there are. One in a hundred
// is left to rounding.
func (p Package) Partial() bool {
	if p.Cost == 0 || p.CostPerPlace == 0 {
		return false
	}
	covered := int64(p.Cost) / int64(p.CostPerPlace)
	return covered*100 < int64(p.Places)*99
}

// ReadPackages reads a file of packages in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadPackages(in *table.Reader) ([]Package, error) {
	var list []Package
	seen := newTwice()
	err := each(in, Packages, func(c cells) error {
		p := Package{
			ID: c.text("id"), Name: c.text("name"), Paper: c.text("paper"), Date: c.date("date"),
			Sites: c.optCount("sites"), Buildings: c.optCount("buildings"), Places: unit.Headcount(c.atLeast("places", 0)),
			Cost: c.optMoney("cost_eur"), CostPerPlace: c.optMoney("cost_per_place_eur"),
			KnownFrom: c.date("known_from"), Note: c.OptText("note"), Source: c.text("source"), File: c.file, Line: c.Line,
		}
		seen.check(c, "id, known_from", p.ID, p.KnownFrom.String())
		list = append(list, p)
		return nil
	}, nil)
	return list, err
}

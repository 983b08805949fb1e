// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The steps that an apportionment key is for.
const (
	ToLaender = "laender" // from the Federation to the Länder
	ToCity    = "city"    // from the Land to the city
)

// Weight is the weight of one part in an apportionment key (Verteilungsschlüssel).
type Weight struct {
	Key       string        `json:"key"` // such as "Königsteiner Schlüssel 2014"
	Level     string        `json:"level"`
	Part      string        `json:"part"` // Land or city
	Weight    unit.Decimal  `json:"weight"`
	Unit      string        `json:"unit"` // percent or persons
	ValidFrom period.Date   `json:"valid_from"`
	ValidTo   period.Date   `json:"valid_to,omitzero"` // last day; zero: until replaced
	Group     population.ID `json:"group"`
	KnownFrom period.Date   `json:"known_from"`
	Note      string        `json:"note,omitempty"`
	Source    string        `json:"source"`
	File      string        `json:"file,omitempty"`
	Line      int           `json:"line,omitempty"`
}

const percentUnit = "percent"

// ReadApportion reads a file of apportionment keys in file order. The percent
// of a key to the Länder must add up to exactly 100. Its error is fault.Invalid
// with all faults, or that of the reader.
func ReadApportion(in *table.Reader, known Catalogue) ([]Weight, error) {
	var list []Weight
	seen := newTwice()
	err := each(in, Apportion, func(c cells) error {
		w := Weight{
			Key: c.text("key"), Level: c.oneOf("level", ToLaender, ToCity), Part: c.text("part"),
			Weight: c.decimal("weight"), Unit: c.oneOf("unit", percentUnit, "persons"),
			ValidFrom: c.date("valid_from"), Group: known.group(c), KnownFrom: c.date("known_from"),
			Note: c.OptText("note"), Source: c.text("source"), File: c.file, Line: c.Line,
		}
		w.ValidTo = c.span(w.ValidFrom)
		if w.Weight.Amount < 0 {
			c.Refuse("weight", text.T("ein Gewicht, das nicht negativ ist", "a weight that is not negative"))
		}
		seen.check(c, "key, part, valid_from, known_from", w.Key, w.Part, w.ValidFrom.String(), w.KnownFrom.String())
		list = append(list, w)
		return nil
	}, func() {
		if in.Faults().Len() == 0 { // a sum over faulty rows would only repeat their faults
			checkSums(in.Faults(), list)
		}
	})
	return list, err
}

// sumPlaces is the number of decimals in which shares are added.
const sumPlaces = 7

// checkSums refuses keys to the Länder whose percent are not 100 together, at
// the last row of the key.
func checkSums(faults *table.Faults, list []Weight) {
	type version struct {
		key         string
		from, known period.Date
	}
	sums, last := map[version]int64{}, map[version]int{}
	for i, w := range list {
		if w.Level != ToLaender || w.Unit != percentUnit {
			continue
		}
		d, err := w.Weight.Rescale(sumPlaces)
		if err != nil {
			faults.Add(fault.Row{Line: w.Line, Column: "weight", Value: w.Weight.String(), Expected: text.T("höchstens 7 Nachkommastellen", "at most 7 decimals")})
		}
		v := version{w.Key, w.ValidFrom, w.KnownFrom}
		sums[v] += d.Amount
		last[v] = i
	}
	for v, i := range last {
		if sums[v] != unit.ShareScale {
			faults.Add(fault.Row{
				Line: list[i].Line, Column: "weight", Value: unit.Decimal{Amount: sums[v], Places: sumPlaces}.String(),
				Expected: text.T("Anteile von „"+v.key+"“, die zusammen genau 100 Prozent sind", "shares of “"+v.key+"” that are exactly 100 percent together"),
			})
		}
	}
}

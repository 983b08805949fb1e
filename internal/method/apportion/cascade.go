// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Cascade shares out batches in two steps: the Federation's arrivals to the
// Länder, then what one Land received to its city and the other districts. The
// due of the second step is a share of the whole persons the Land received,
// because those are the persons it has to place. Each step stays within one
// person of its own due; measured against total x Land's share x city's share
// the city is therefore less than 1 + city's share persons away, for each
// account. A Cascade is a value as an Account is.
type Cascade struct {
	land      string
	laender   Book
	districts Book
}

// Stages is what one batch gave on both steps.
type Stages struct {
	Laender   Batch // Federation to Länder
	Districts Batch // Land to city and other districts
}

// NewCascade returns an empty cascade of the named Land. Every key of laender
// must have the Land as a part, every key of districts the city; else the keys
// without it come as fault.Invalid, all at once.
func NewCascade(laender, districts Series, land, city string) (Cascade, error) {
	rows := append(missing(laender, land), missing(districts, city)...)
	if rows != nil {
		return Cascade{}, fault.Refuse(fmt.Sprintf("apportion.NewCascade(%q, %q)", land, city), rows)
	}
	return Cascade{land, NewBook(laender), NewBook(districts)}, nil
}

// missing returns a fault for each key of the series without the named part.
func missing(s Series, name string) []fault.Row {
	var rows []fault.Row
	if len(s.keys) == 0 {
		rows = append(rows, fault.Row{File: unnamed, Expected: expectedKeys})
	}
	for _, k := range s.keys {
		if !k.Has(name) {
			rows = append(rows, fault.Row{File: k.Name, Column: "name", Value: name, Expected: text.T(
				"einer der Namen im Schlüssel", "one of the names in the key")})
		}
	}
	return rows
}

// Add shares out the persons who arrive in the Federation on the day. Errors
// are those of Book.Add; nothing of the batch is then shared out on either step.
func (c Cascade) Add(day period.Date, batch unit.Headcount) (Cascade, Stages, error) {
	op := fmt.Sprintf("apportion.Cascade.Add(%s, %d)", day, batch)
	laender, first, err := c.laender.Add(day, batch)
	if err != nil {
		return c, Stages{}, fault.Wrap(op, err)
	}
	districts, second, err := c.districts.Add(day, first.Of(c.land))
	if err != nil {
		return c, Stages{}, fault.Wrap(op, err)
	}
	return Cascade{c.land, laender, districts}, Stages{first, second}, nil
}

// Laender returns the accounts of the first step.
func (c Cascade) Laender() Book { return c.laender }

// Districts returns the accounts of the second step.
func (c Cascade) Districts() Book { return c.districts }

// TwoStep shares out a total that is known once, such as a year's forecast: by
// the method to the parts of laender, then what the named Land got to those of
// districts. Errors are the method's, or fault.Invalid for an unknown Land.
func TwoStep(method Method, laender, districts []Part, land string, total unit.Headcount) (first, second Result, err error) {
	op := fmt.Sprintf("apportion.TwoStep(%q, %d)", land, total)
	if !(Key{Parts: laender}).Has(land) {
		return Result{}, Result{}, fault.New(fault.Invalid, op,
			fmt.Sprintf("„%s“ steht nicht im Schlüssel der Länder.", land),
			fmt.Sprintf("“%s” is not in the key of the Länder.", land))
	}
	if first, err = method(laender, total); err != nil {
		return Result{}, Result{}, fault.Wrap(op, err)
	}
	if second, err = method(districts, first.Of(land)); err != nil {
		return Result{}, Result{}, fault.Wrap(op, err)
	}
	return first, second, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Key is a dated key (Verteilungsschlüssel) with its parts in published order.
type Key struct {
	Name      string      `json:"name"` // such as "Königsteiner Schlüssel 2014"
	Parts     []Part      `json:"parts"`
	ValidFrom period.Date `json:"valid_from"`
	ValidTo   period.Date `json:"valid_to,omitzero"` // last day; zero: until the next key begins
	KnownFrom period.Date `json:"known_from,omitzero"`
	Source    string      `json:"source"` // law, paper or file that the weights come from
}

// OtherDistricts is the part of a CityKey that is not the city.
const OtherDistricts = "übrige Stadt- und Landkreise"

// CityKey returns the key that splits what a Land receives between the city,
// with its share of the Land, and all other districts. The share must lie
// between 0 and 1, both excluded; NewSeries refuses others.
func CityKey(city string, share unit.Share, from, to period.Date, source string) Key {
	percent, places := int64(share), 7 // billionths are percent with seven decimals
	for places > 0 && percent%10 == 0 {
		percent, places = percent/10, places-1
	}
	return Key{
		Name:      city + " " + text.De.Percent(percent, places),
		Parts:     []Part{{city, int64(share)}, {OtherDistricts, unit.ShareScale - int64(share)}},
		ValidFrom: from, ValidTo: to, Source: source,
	}
}

// Has reports whether the key has a part of that name.
func (k Key) Has(name string) bool {
	return slices.ContainsFunc(k.Parts, func(p Part) bool { return p.Name == name })
}

// Series is a sequence of keys of which at most one is valid on a day.
type Series struct {
	keys []Key // by ValidFrom, every ValidTo set but perhaps the last
}

var (
	expectedKeys  = text.T("mindestens ein Schlüssel", "at least one key")
	expectedFrom  = text.T("ein Tag, ab dem der Schlüssel gilt", "a day from which the key is valid")
	expectedSpan  = text.T("ein Ende, das nicht vor dem Beginn liegt", "an end that is not before the beginning")
	expectedAlone = text.T("Schlüssel, die sich nicht überschneiden", "keys that do not overlap")
)

// NewSeries orders the keys by date. A key without ValidTo ends the day before
// the next one begins. Faulty parts, missing or contradicting dates and
// overlapping keys come as fault.Invalid, all at once.
func NewSeries(keys ...Key) (Series, error) {
	var rows []fault.Row
	if len(keys) == 0 {
		rows = append(rows, fault.Row{File: unnamed, Expected: expectedKeys})
	}
	keys = slices.Clone(keys)
	slices.SortStableFunc(keys, func(a, b Key) int { return a.ValidFrom.Compare(b.ValidFrom) })
	for i, k := range keys {
		_, faults := checkParts(k.Name, k.Parts)
		rows = append(rows, faults...)
		keys[i].Parts = slices.Clone(k.Parts)
		if k.ValidFrom.IsZero() {
			rows = append(rows, fault.Row{File: k.Name, Column: "valid_from", Expected: expectedFrom})
			continue
		}
		if !k.ValidTo.IsZero() && k.ValidTo.Before(k.ValidFrom) {
			rows = append(rows, fault.Row{File: k.Name, Column: "valid_to", Value: k.ValidTo.String(), Expected: expectedSpan})
		}
		if i == 0 {
			continue
		}
		before := &keys[i-1]
		if before.ValidTo.IsZero() {
			before.ValidTo = k.ValidFrom.AddDays(-1)
		}
		if !before.ValidTo.Before(k.ValidFrom) || before.ValidFrom == k.ValidFrom {
			rows = append(rows, fault.Row{File: k.Name, Column: "valid_from", Value: k.ValidFrom.String(), Expected: expectedAlone})
		}
	}
	if rows != nil {
		return Series{}, fault.Refuse(fmt.Sprintf("apportion.NewSeries(%d keys)", len(keys)), rows)
	}
	return Series{keys}, nil
}

// On returns the key that is valid on the day; fault.NotFound where none is.
func (s Series) On(day period.Date) (Key, error) {
	i, err := s.index(day)
	if err != nil {
		return Key{}, err
	}
	return s.keys[i], nil
}

// Keys returns the keys in order of date, with their ends filled in.
func (s Series) Keys() []Key { return slices.Clone(s.keys) }

func (s Series) index(day period.Date) (int, error) {
	for i, k := range s.keys {
		if !day.Before(k.ValidFrom) && (k.ValidTo.IsZero() || !day.After(k.ValidTo)) {
			return i, nil
		}
	}
	return 0, fault.New(fault.NotFound, fmt.Sprintf("apportion.Series.On(%s)", day),
		fmt.Sprintf("Für den %s ist kein Verteilungsschlüssel hinterlegt.", day.In(text.De)),
		fmt.Sprintf("There is no apportionment key for %s.", day.In(text.En)))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package catalogue

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/dataset"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Listing is the public catalogue as of a date.
type Listing struct {
	Settings
	Entries []Entry // by title in German
	areas   map[area.ID]area.Area
}

// Entry is a data set that the public may have, with what it holds.
type Entry struct {
	dataset.Dataset
	Derived     bool // not described by the office: taken from the ledger
	Values      int  // rows of its files
	First, Last period.Date
	Modified    period.Date // when the last of its values became known
	Areas       []Held
	Box         *area.Box // around its areas
	Sources     []string
	Shapes      bool // its files have the shapes of areas or places of sites
}

// Held is an area of a data set with the number of values on it.
type Held struct {
	area.Area
	Values int
}

// Listing returns the public catalogue as it was known on asOf.
func (d *Desk) Listing(ctx context.Context, asOf period.Date) (Listing, error) {
	const op = "catalogue.Listing"
	ctx = public(ctx)
	at, err := d.state(ctx)
	if err != nil {
		return Listing{}, fault.Wrap(op, err)
	}
	l, err := d.listings.get(asOf, at, func() (Listing, error) { return d.list(ctx, asOf) })
	return l, fault.Wrap(op, err)
}

// Entry returns one data set of the catalogue; NotFound where the public has
// none with the key.
func (d *Desk) Entry(ctx context.Context, key string, asOf period.Date) (Listing, Entry, error) {
	l, err := d.Listing(ctx, asOf)
	if err != nil {
		return l, Entry{}, err
	}
	i := slices.IndexFunc(l.Entries, func(e Entry) bool { return e.Key == key })
	if i < 0 {
		return l, Entry{}, fault.New(fault.NotFound, "catalogue.Entry("+key+")",
			"Einen öffentlichen Datensatz „"+key+"“ gibt es unter diesem Stand nicht.", "There is no public data set “"+key+"” as of this date.")
	}
	return l, l.Entries[i], nil
}

func (d *Desk) list(ctx context.Context, asOf period.Date) (Listing, error) {
	settings, err := d.Settings(ctx)
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Settings: settings, areas: map[area.ID]area.Area{}}
	areas, err := d.names.Areas(ctx, "")
	if err != nil {
		return l, err
	}
	for _, a := range areas {
		l.areas[a.ID] = a
	}
	sets, err := d.sets(ctx, asOf)
	if err != nil {
		return l, err
	}
	for _, s := range sets {
		rows, err := d.rows(ctx, s.Dataset, l, asOf)
		if err != nil {
			return l, err
		}
		if e := l.entry(s, rows, areas); e.Values > 0 {
			l.Entries = append(l.Entries, e)
		}
	}
	places, err := d.featureEntries(ctx, l, areas, asOf)
	if err != nil {
		return l, err
	}
	l.Entries = append(l.Entries, places...)
	slices.SortStableFunc(l.Entries, func(a, b Entry) int { return text.De.Compare(a.Title.De, b.Title.De) })
	return l, nil
}

// sets returns the data sets that the office describes, less those that it
// withholds, and one for each indicator that none of them speaks of.
func (d *Desk) sets(ctx context.Context, asOf period.Date) ([]Entry, error) {
	records, err := d.registers.Records(ctx, register.Dataset, asOf)
	if err != nil {
		return nil, err
	}
	indicators, err := d.names.Indicators(ctx)
	if err != nil {
		return nil, err
	}
	var list []Entry
	described, keys := map[string]bool{}, map[string]bool{}
	for _, r := range records {
		var s dataset.Dataset
		if err := json.Unmarshal(r.Body, &s); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("catalogue.sets(%s)", r.Key), err)
		}
		for _, i := range s.Indicators {
			described[i] = true
		}
		keys[s.Key] = true
		if !s.Withheld {
			list = append(list, Entry{Dataset: s})
		}
	}
	for _, i := range indicators {
		if s := byDefault(i); !described[i.Code] && !keys[s.Key] {
			list = append(list, Entry{Dataset: s, Derived: true})
		}
	}
	return list, nil
}

// byDefault is the data set of an indicator that the office has not described.
func byDefault(i figure.Indicator) dataset.Dataset {
	return dataset.Dataset{
		Key:        strings.NewReplacer(".", "-", "_", "-").Replace(i.Code),
		Title:      text.T(upper(i.Name.De), upper(i.Name.En)),
		Indicators: []string{i.Code},
		Description: text.T(
			"Kennzahl „"+i.Name.De+"“ ("+i.Unit.De+") aus dem Hauptbuch der Sozialplanung, mit Gebiet, Zielgruppe, Zeitraum, Grundlage und Quelle. Von Angaben, die einander widersprechen, steht die hier, die nach der Regel des Hauptbuchs gilt.",
			"Indicator “"+i.Name.En+"” ("+i.Unit.En+") from the ledger of social planning, with area, group, period, basis and source. Of statements that contradict each other, the one that counts by the ledger’s rule stands here."),
		Theme: themeOf(i.Code),
	}
}

// themeOf is the subject of an indicator by the first word of its code.
func themeOf(code string) dataset.Theme {
	switch first, _, _ := strings.Cut(code, "."); first {
	case "staff", "staffing", "posts":
		return "GOVE"
	case "cost", "budget", "grant", "finance":
		return "ECON"
	case "school", "kita", "education":
		return "EDUC"
	}
	return dataset.Society
}

func upper(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

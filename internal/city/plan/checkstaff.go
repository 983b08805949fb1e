// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plan

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Bases and Accommodations list the words that keys and quantities may use.
var (
	Bases = []accommodation.Entry[staffing.Base]{
		{Word: staffing.Persons, Label: staffing.BaseLabel(staffing.Persons)},
		{Word: staffing.Places, Label: staffing.BaseLabel(staffing.Places)},
		{Word: staffing.Cases, Label: staffing.BaseLabel(staffing.Cases)},
	}
	Accommodations = []accommodation.Entry[string]{
		{Word: "all", Label: text.T("alle Unterbringungsarten", "all types of accommodation")},
		{Word: "preliminary", Label: text.T("vorläufige Unterbringung", "preliminary accommodation")},
		{Word: "follow_up", Label: text.T("Anschlussunterbringung", "follow-up accommodation")},
		{Word: "private", Label: text.T("Privatwohnungen", "private flats")},
	}
)

func (c *checker) staffing(p Plan) {
	s := p.Staffing
	c.keys("staffing.keys", s.Keys)
	listed := p.listedKeys()
	seen := map[string]bool{}
	for i, id := range s.Use {
		at := fmt.Sprintf("staffing.use[%d]", i)
		c.id(at, id, seen)
		c.listed(at, id, listed)
	}
	c.quantities(s.Quantities)
}

// listedKeys returns the IDs of the keys that the plan itself holds, nil where
// the ledger's keys count too, because then any ID may be meant.
func (p Plan) listedKeys() map[string]bool {
	if p.Staffing.FromLedger {
		return nil
	}
	listed := map[string]bool{}
	for _, k := range p.Staffing.Keys {
		listed[k.ID] = true
	}
	for _, o := range p.Options {
		for _, k := range o.Keys {
			listed[k.ID] = true
		}
	}
	return listed
}

func (c *checker) listed(path, id string, listed map[string]bool) {
	if listed != nil && !listed[id] {
		c.add(path, id, "ein Schlüssel, der unter staffing.keys oder in einer Option steht", "a key that stands under staffing.keys or in an option")
	}
}

// keys checks a list of staffing keys. The same ID may stand twice for
// different days: a key that changes, such as 1:136 and later 1:110.
func (c *checker) keys(path string, keys []staffing.Key) {
	var spans []span
	for i, k := range keys {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.id(at+".id", k.ID, nil)
		if strings.TrimSpace(k.Task.De) == "" || strings.TrimSpace(k.Task.En) == "" {
			c.add(at+".task", k.Task.De+k.Task.En, "Aufgabe in beiden Sprachen (de, en) oder einmal für beide",
				"task in both languages (de, en) or once for both")
		}
		if k.Per < 1 || k.Per > MaxCount {
			c.add(at+".per", fmt.Sprint(k.Per), "eine ganze Zahl ab 1, etwa 136 für 1:136", "a whole number from 1, such as 136 for 1:136")
		}
		word(c, at+".base", k.Base, Bases)
		word(c, at+".accommodation", k.Accommodation, Accommodations)
		c.date(at+".known_from", k.KnownFrom)
		if c.validity(at, k.ValidFrom, k.ValidTo) {
			spans = append(spans, daySpan(at, k.ID, k.ValidFrom, k.ValidTo))
		}
	}
	c.overlaps(spans, ".id", "jeder Schlüssel an jedem Tag nur einmal: er gilt schon nach", "each key only once on any day: it already holds by")
}

// validity checks the first and last day on which something holds; both may be open.
func (c *checker) validity(at string, from, to period.Date) bool {
	c.date(at+".valid_from", from)
	c.date(at+".valid_to", to)
	if to.IsZero() || !to.Before(from) {
		return true
	}
	c.add(at+".valid_to", to.String(), "ein Tag nicht vor valid_from", "a day not before valid_from")
	return false
}

func daySpan(path, name string, from, to period.Date) span {
	s := span{path: path, name: name, from: ordinal(from), to: math.MaxInt, value: name}
	if !to.IsZero() {
		s.to = ordinal(to)
	}
	return s
}

// ordinal orders days as whole numbers; the missing date comes first.
func ordinal(d period.Date) int { return (d.Year()*12+d.MonthOfYear())*31 + d.DayOfMonth() }

func (c *checker) quantities(list []Quantity) {
	var spans []span
	for i, q := range list {
		at := fmt.Sprintf("staffing.quantities[%d]", i)
		word(c, at+".base", q.Base, Bases)
		word(c, at+".accommodation", q.Accommodation, Accommodations)
		c.count(at+".value", q.Value)
		if c.months(at+".months", q.From, q.To) {
			name := string(q.Base) + "/" + q.Accommodation
			spans = append(spans, span{at, name, int(q.From), int(q.To), q.From.String() + ".." + q.To.String()})
		}
	}
	c.overlaps(spans, ".months", "keine Monate doppelt: dieselbe Menge steht schon in", "no month twice: the same quantity already stands in")
}

func (c *checker) cost(p Plan) {
	if s := p.Cost.EmployerShare; s != nil && (*s < 0 || *s > unit.ShareScale) {
		c.add("cost.employer_share_percent", percent(*s), "0 bis 100 Prozent", "0 to 100 percent")
	}
	if w := p.Cost.Workplace; w != nil {
		c.money("cost.workplace_eur_per_year", *w)
	}
	listed := p.listedKeys()
	var spans []span
	for i, price := range p.Cost.Prices {
		at := fmt.Sprintf("cost.prices[%d]", i)
		c.id(at+".key", price.Key, nil)
		c.listed(at+".key", price.Key, listed)
		var from, to period.Date
		if f := price.FlatRate; f != nil {
			c.money(at+".flat_rate_eur_per_year", f.Yearly)
			from, to = f.ValidFrom, f.ValidTo
		}
		if c.validity(at, from, to) {
			spans = append(spans, daySpan(at, price.Key, from, to))
		}
		c.price(at, price)
	}
	c.overlaps(spans, ".key", "für jeden Schlüssel an jedem Tag nur ein Preis: es gilt schon", "for each key only one price on any day: there already is")
}

// price checks that a price is either a cell of the pay table or a flat rate.
func (c *checker) price(at string, p Price) {
	const de, en = "genau eines von grade (mit step) und flat_rate_eur_per_year", "exactly one of grade (with step) and flat_rate_eur_per_year"
	switch {
	case p.Grade == "" && p.FlatRate == nil:
		c.add(at+".flat_rate_eur_per_year", "", de, en)
	case p.Grade != "" && p.FlatRate != nil:
		c.add(at+".grade", p.Grade, de, en)
	}
	switch {
	case p.Grade != "" && (p.Step < 1 || p.Step > 6):
		c.add(at+".step", fmt.Sprint(p.Step), "Stufe 1 bis 6", "step 1 to 6")
	case p.Grade == "" && p.Step != 0:
		c.add(at+".step", fmt.Sprint(p.Step), "eine Stufe nur mit einer Entgeltgruppe (grade)", "a step only with a pay grade (grade)")
	}
	c.rise(at, p)
}

// maxRise keeps 50 years of a rise within whole cents: 1.2^50 is about 9,100.
const maxRise = unit.ShareScale / 5

// rise checks the yearly rise of a flat rate and the year it begins in.
func (c *checker) rise(at string, p Price) {
	switch {
	case p.Rise == nil && p.RiseFrom == 0:
		return
	case p.Rise == nil:
		c.add(at+".rise_percent_per_year", "", "die Steigerung in Prozent, weil rise_from angegeben ist", "the rise in percent, because rise_from is given")
		return
	case p.RiseFrom == 0:
		c.add(at+".rise_from", "", "das erste Jahr mit der Steigerung, etwa 2016", "the first year with the rise, such as 2016")
	default:
		c.year(at+".rise_from", fmt.Sprint(p.RiseFrom), p.RiseFrom)
	}
	if *p.Rise < 0 || *p.Rise > maxRise {
		c.add(at+".rise_percent_per_year", percent(*p.Rise), "0 bis 20 Prozent", "0 to 20 percent")
	}
	switch {
	case p.FlatRate == nil:
		c.add(at+".rise_percent_per_year", percent(*p.Rise), "eine Steigerung nur mit einer Pauschale", "a rise only with a flat rate")
	case p.RiseFrom >= FirstYear && p.RiseFrom < p.FlatRate.ValidFrom.Year():
		c.add(at+".rise_from", fmt.Sprint(p.RiseFrom), "kein Jahr vor dem Beginn der Pauschale", "no year before the flat rate begins")
	}
}

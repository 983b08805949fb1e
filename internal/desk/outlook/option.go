// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	noun "planraum/internal/city/warning"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/method/balance"
	"planraum/internal/method/staffing"
	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Option is what it would take to close the gap of a class with its kind of
// accommodation: cost by what such places cost last, posts by the keys that hold in
// that month. What is not known is left out, never made up.
func (o Outlook) Option(c warning.Class) (noun.Option, error) {
	var option noun.Option
	if c.Beyond || c.Missing.High == 0 {
		return option, nil
	}
	if option.PerPlace = o.Supply.price(c.Kind); option.PerPlace != nil {
		times := func(places int) unit.Cents { return option.PerPlace.Cents * unit.Cents(places) }
		option.Cost = &noun.Money{Low: times(c.Missing.Low), Median: times(c.Missing.Median), High: times(c.Missing.High)}
	}
	keys, err := staffing.Select(o.Supply.Keys, c.Month.Last())
	if err != nil {
		return option, err
	}
	norm, err := balance.UtilisationAt(o.Supply.Utilisation, c.Month.Last())
	if err != nil {
		return option, err
	}
	for _, k := range keys {
		base := func(places int) unit.Headcount {
			if k.Base == city.Persons { // who would live in the places
				return balance.Occupiable(unit.Headcount(places), norm.Share)
			}
			return unit.Headcount(places)
		}
		if k.Accommodation != "all" || k.Base != city.Persons && k.Base != city.Places {
			continue // needs a number that a shortage does not give
		}
		option.Posts = append(option.Posts, noun.Posts{
			Key: k.ID, Per: k.Per,
			Median: staffing.Posts(base(c.Missing.Median), k.Per, staffing.ComponentDecimals),
			High:   staffing.Posts(base(c.Missing.High), k.Per, staffing.ComponentDecimals),
		})
	}
	return option, nil
}

// price is what a place of a kind cost in the newest package that names a price for
// it; nil: none does.
func (s Supply) price(kind accommodation.Kind) *noun.Price {
	var newest period.Date
	var price *noun.Price
	for _, p := range s.Packages {
		if p.CostPerPlace == 0 || p.Date.Before(newest) || !s.bought(p, kind) {
			continue
		}
		newest, price = p.Date, &noun.Price{Cents: p.CostPerPlace, Paper: p.Paper, Source: p.Source}
	}
	return price
}

// priceless says why no cost is known of a kind: no package that names a price is of
// this kind, or its price is for several kinds together.
func (s Supply) priceless(kind accommodation.Kind) text.Text {
	var names []string
	for _, p := range s.Packages {
		if slices.ContainsFunc(s.Sites, func(site accommodation.Site) bool { return site.Package == p.ID && site.Kind == kind }) && !s.bought(p, kind) {
			names = append(names, p.Name)
		}
	}
	if len(names) == 0 {
		return text.T("keine bekannte Vorlage nennt Plätze dieser Art mit ihrem Preis", "no known paper names places of this kind with their price")
	}
	list := strings.Join(names, ", ")
	return text.T("in "+list+" enthalten, ohne eigenen Preis", "part of "+list+", without a price of its own")
}

// Priceless says for each kind without a known price why there is none; empty where all
// have one.
func (o Outlook) Priceless() []text.Text {
	var list []text.Text
	for _, c := range o.Classes {
		if o.Supply.price(c.Kind) == nil {
			why := o.Supply.priceless(c.Kind)
			list = append(list, both(func(l text.Lang) string { return kindLabel(c.Kind, l) + ": " + why.In(l) + "." }))
		}
	}
	return list
}

// bought reports whether the price of a package is that of a kind: its places of the
// kind times the price give the cost, within 2 %. Packages hold other places beside
// those whose cost they name.
func (s Supply) bought(p cityfile.Package, kind accommodation.Kind) bool {
	var places unit.Headcount
	for _, site := range s.Sites {
		if site.Package == p.ID && site.Kind == kind {
			places += site.Nominal
		}
	}
	by := p.CostPerPlace*unit.Cents(places) - p.Cost
	return places > 0 && max(by, -by)*50 <= p.Cost
}

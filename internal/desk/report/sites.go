// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/chart"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/text"
)

// counted reports whether a site's places are counted: a proposal is not.
func counted(s accommodation.Site) bool { return s.Certainty != accommodation.Proposed }

// district returns the district of a site.
func (c *city) district(s accommodation.Site) (area.Area, bool) {
	a, ok := c.byID[s.Area]
	if ok && a.Level == area.Subdistrict {
		a, ok = c.byID[a.Parent]
	}
	return a, ok && a.Level == area.District
}

// part is a district with its places on the as-of date.
type part struct {
	area            area.Area
	open, coming    int
	usable, decided unit.Headcount
	residents       *figure.Picked
}

// parts spreads the sites over the districts; unplaced are the places of no district.
func (c *city) parts() (list []part, unplaced unit.Headcount, err error) {
	at := map[area.ID]int{}
	for _, a := range c.areas {
		if a.Level == area.District {
			at[a.ID] = len(list)
			list = append(list, part{area: a})
		}
	}
	for _, s := range c.sites {
		a, ok := c.district(s)
		i := at[a.ID]
		switch {
		case !counted(s):
		case !ok && s.OpenOn(c.asOf):
			unplaced += s.Usable()
		case !ok:
		case s.OpenOn(c.asOf):
			list[i].open++
			list[i].usable += s.Usable()
		case s.Opening.Date.After(c.asOf):
			list[i].coming++
			list[i].decided += s.Usable()
		}
	}
	found, err := c.Ledger.Series(c.ctx, figure.Query{Indicators: []string{"population.residents"}, Level: area.District, Group: population.All, To: c.asOf, AsOf: c.asOf})
	for _, f := range found { // oldest first for each area
		if i, ok := at[f.Area]; ok {
			list[i].residents = &f
		}
	}
	return list, unplaced, err
}

var districtsTitle = text.T("Plätze nach Stadtbezirken", "Places by district")

func districtsTable(c *city, _ string) (exhibit, error) {
	list, unplaced, err := c.parts()
	if err != nil {
		return exhibit{}, err
	}
	g := newGrid(districtsTitle.In(c.lang), word(c.say("Nr.", "no.")), word(c.say("Stadtbezirk", "district")), num(c.say("Standorte in Betrieb", "sites in operation"), ""), num(c.say("nutzbare Plätze", "usable places"), ""), num(c.say("beschlossene und geplante Plätze", "decided and planned places"), ""), num(c.say("Einwohner", "inhabitants"), ""), num(c.say("nutzbare Plätze je 1.000 Einwohner", "usable places per 1,000 inhabitants"), ""))
	all, secret := int64(0), false
	open := 0
	var usable, decided unit.Headcount
	for _, p := range list {
		ref := "district/" + p.area.Number + "/"
		sites, places, residents, share := c.whole(int64(p.open), ref+"usable"), c.whole(int64(p.usable), ref+"usable"), c.unknown(), c.unknown()
		if n, ok := p.perThousand(); ok {
			share = cell{c.lang.Decimal(n, 1), ref + "per1000"}
		}
		if p.open == 0 && unplaced > 0 {
			sites, places, share = c.unknown(), c.unknown(), c.unknown()
		}
		if p.residents != nil {
			residents = c.picked(p.residents.Figure)
			all, secret = all+p.residents.Value.Amount, secret || p.residents.IsSecret()
			g.source(p.residents.Source)
		}
		g.row(say(p.area.Number), say(p.area.Name), sites, places, c.whole(int64(p.decided), ref+"decided"), residents, share)
		usable, decided, open = usable+p.usable, decided+p.decided, open+p.open
		secret = secret || p.residents == nil
	}
	residents, share := c.unknown(), c.unknown()
	if !secret && all > 0 { // a sum of what is left would pass for the whole
		residents = c.whole(all, "district/all/residents")
		share = cell{c.lang.Decimal(unit.DivRoundHalfUp(int64(usable)*10_000, all), 1), "district/all/per1000"}
	}
	g.total(say(""), say(c.say("alle Stadtbezirke", "all districts")), c.whole(int64(open), "district/all/usable"), c.whole(int64(usable), "district/all/usable"), c.whole(int64(decided), "district/all/decided"), residents, share)
	if unplaced > 0 {
		g.note(fmt.Sprintf(c.say("%s nutzbare Plätze sind keinem Bezirk zugeordnet, weil ihre Standorte nicht einzeln veröffentlicht sind. Wo kein Standort einzeln bekannt ist, steht „unbekannt“, nicht 0.", "%s usable places belong to no district, because their sites are not published one by one. Where no site is known one by one it says “unknown”, not 0."), c.lang.Int(int64(unplaced))))
	}
	c.reckonedNote(g)
	g.note(fmt.Sprintf(c.say("Stand: %s. Vorschläge zählen nicht.", "As of %s. Proposals do not count."), c.asOf.In(c.lang)))
	g.note(runsNote.In(c.lang))
	return g.done(), nil
}

func districtsChart(c *city, _ string) (exhibit, error) {
	list, _, err := c.parts()
	if err != nil {
		return exhibit{}, err
	}
	list = slices.DeleteFunc(list, func(p part) bool { return p.usable+p.decided == 0 })
	slices.SortStableFunc(list, func(a, b part) int { return cmp.Compare(b.usable+b.decided, a.usable+a.decided) })
	if len(list) == 0 {
		return exhibit{}, nil
	}
	open := chart.ColumnSeries{Name: "nutzbar"}
	coming := chart.ColumnSeries{Name: "beschlossen oder geplant"}
	pic := chart.Columns{Unit: "Plätze", Stacked: true}
	var refs []string
	for _, p := range list {
		pic.Categories = append(pic.Categories, p.area.Name)
		open.Values, coming.Values = append(open.Values, chart.Num(int64(p.usable))), append(coming.Values, chart.Num(int64(p.decided)))
		refs = append(refs, "district/"+p.area.Number+"/usable", "district/"+p.area.Number+"/decided")
	}
	pic.Series = []chart.ColumnSeries{open, coming}
	pic.Frame = c.frame("bezirke", "Einzeln bekannte Plätze nach Stadtbezirken", fmt.Sprintf("Balkenbild von %d Stadtbezirken mit bekannten Plätzen; die meisten hat %s.", len(list), list[0].area.Name))
	return drawn(pic.Frame, pic.SVG(), districtsTitle.In(c.lang), refs, c.lang), nil
}

// tranches are the packages known on the as-of date, by the day of their paper.
func (c *city) tranches() ([]entry[cityfile.Package], error) {
	list, err := entries[cityfile.Package](c, register.Package)
	slices.SortStableFunc(list, func(a, b entry[cityfile.Package]) int { return a.noun.Date.Compare(b.noun.Date) })
	return list, err
}

var tranchesTitle = text.T("Tranchen und Pakete von Unterkünften", "Tranches and packages of accommodation")

func tranchesTable(c *city, _ string) (exhibit, error) {
	list, err := c.tranches()
	g := newGrid(tranchesTitle.In(c.lang), word("Tranche"), word(c.say("Vorlage", "paper")), word(c.say("Datum", "date")), num(c.say("Standorte", "sites"), ""), num(c.say("Plätze", "places"), ""), num(c.say("Kosten", "cost"), "EUR"), word(c.say("Bemerkung", "remark (German)")))
	var sites, places int64
	var cost unit.Cents
	least := false // one has no cost, or that of a part of its places
	for _, e := range list {
		p, ref := e.noun, recordRef(e.record)
		g.row(say(p.Name), say(p.Paper), c.day(p.Date), c.whole(int64(p.Sites), ref), c.whole(int64(p.Places), ref), c.amount(p.Cost, ref), say(p.Note))
		g.source(p.Source)
		sites, places, cost = sites+int64(p.Sites), places+int64(p.Places), cost+p.Cost
		least = least || p.Cost == 0 || p.Partial()
	}
	if len(list) > 1 {
		const ref = "package/all"
		sum := c.amount(cost, ref)
		if least && cost > 0 {
			sum.text = c.say("mindestens ", "at least ") + sum.text
		}
		g.total(say(c.say("zusammen", "total")), say(""), say(""), c.whole(sites, ref), c.whole(places, ref), sum, say(""))
	}
	g.note(c.say("Plätze und Kosten wie in der Vorlage genannt; „unbekannt“ heißt, dass keine Zahl veröffentlicht ist.", "Places and cost as the paper states them; “unknown” means that no figure is published."))
	return g.done(), err
}

// amount is a cost in whole euros without the word EUR.
func (c *city) amount(n unit.Cents, ref string) cell {
	if n == 0 {
		return c.unknown()
	}
	return cell{c.lang.Int(unit.DivRoundHalfUp(int64(n), 100)), ref}
}

func tranchesChart(c *city, _ string) (exhibit, error) {
	list, err := c.tranches()
	if err != nil || len(list) == 0 {
		return exhibit{}, err
	}
	pic := chart.Columns{Unit: "Plätze", Series: []chart.ColumnSeries{{Name: "Plätze nach der Vorlage"}}}
	var refs []string
	for _, e := range list {
		pic.Categories = append(pic.Categories, e.noun.Name)
		pic.Series[0].Values = append(pic.Series[0].Values, chart.Num(int64(e.noun.Places)))
		refs = append(refs, recordRef(e.record))
	}
	pic.Frame = c.frame("tranchen", "Plätze der Tranchen nach ihren Vorlagen", fmt.Sprintf("Säulenbild von %d Tranchen und Paketen.", len(list)))
	return drawn(pic.Frame, pic.SVG(), tranchesTitle.In(c.lang), refs, c.lang), nil
}

// tranche is the package with a key.
func (c *city) tranche(id string) (entry[cityfile.Package], bool, error) {
	list, err := c.tranches()
	i := slices.IndexFunc(list, func(e entry[cityfile.Package]) bool { return e.noun.ID == id })
	if err != nil || i < 0 {
		return entry[cityfile.Package]{}, false, err
	}
	return list[i], true, nil
}

// trancheCost is what a tranche costs by its paper; nil where the paper does not say.
func (c *city) trancheCost(id string) (*document.Value, error) {
	e, ok, err := c.tranche(id)
	if err != nil || !ok || e.noun.Cost == 0 {
		return nil, err
	}
	v, err := c.quote(recordRef(e.record))
	if err != nil || v == nil {
		return nil, err
	}
	v.Written = c.lang.EuroWhole(int64(e.noun.Cost))
	v.Derivation.Name = text.T("Kosten nach der Vorlage, "+e.noun.Name, "cost by the paper, "+e.noun.Name)
	v.Derivation.Value = text.T(text.De.EuroWhole(int64(e.noun.Cost)), text.En.EuroWhole(int64(e.noun.Cost)))
	return v, nil
}

func (c *city) placed(s accommodation.Site) string {
	if a, ok := c.district(s); ok {
		return a.Name
	}
	return unknown
}

// exact is an amount with its cents.
func (c *city) exact(n unit.Cents, ref string) cell { return cell{c.lang.Decimal(int64(n), 2), ref} }

func trancheTable(c *city, of string) (exhibit, error) {
	e, ok, err := c.tranche(of)
	if err != nil || !ok {
		return exhibit{}, err
	}
	g := newGrid("Standorte der "+e.noun.Name, word("Standort"), word("Stadtbezirk"), word("Art"), num("Plätze", ""), word("Öffnung"), word("Ende"))
	for _, s := range c.sites {
		if s.Package == of {
			g.row(say(s.Name), say(c.placed(s)), say(accommodation.Label(accommodation.Kinds, s.Kind).In(c.lang)), c.whole(int64(s.Nominal), recordRef(s.Record)), say(c.dated(s.Opening)), say(c.dated(s.End)))
			g.source(s.Source)
		}
	}
	if len(g.Rows) == 0 {
		return exhibit{}, nil
	}
	g.total(say("zusammen"), say(""), say(""), cell{c.sumOf(of), "package/" + of}, say(""), say(""))
	g.note("Mit * bezeichnete Tage sind angenommen: Beschluss und typische Vorlaufzeit oder Befristung. „offen“: kein Ende bekannt.")
	return g.done(), nil
}

func (c *city) sumOf(tranche string) string {
	var n unit.Headcount
	for _, s := range c.sites {
		if s.Package == tranche {
			n += s.Nominal
		}
	}
	return c.lang.Int(int64(n))
}

// dated writes a date of a site with a star where it was assumed.
func (c *city) dated(d accommodation.Dated) string {
	s := c.day(d.Date).text
	if d.Basis == figure.Assumed && !d.Date.IsZero() {
		s += "*"
	}
	return s
}

// runsNote says which sites are said to be in operation, in every table of sites.
var runsNote = text.T("„In Betrieb“ heißt: am Stand geöffnet. Bei beschlossenen Standorten kann der Tag der Öffnung angenommen sein; dann steht er im Anhang mit *.",
	"“In operation” means: open on the as-of date. Of decided sites the day of opening may be assumed.")

// standingOf says how a site stands on the as-of date, by the rule that counts its
// places: what has opened is in operation, also where the day is assumed.
func (c *city) standingOf(s accommodation.Site) string {
	certainty := s.Certainty
	if counted(s) && s.OpenOn(c.asOf) {
		certainty = accommodation.InOperation
	}
	return accommodation.Label(accommodation.Certainties, certainty).In(c.lang)
}

func sitesTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Alle Standorte, die bestehen oder kommen sollen", word("Standort"), word("Stadtbezirk"), word("Art"), word("Stand"), num("Plätze", "nutzbar"), word("Öffnung"), word("Ende"))
	list := slices.Clone(c.sites)
	slices.SortStableFunc(list, func(a, b accommodation.Site) int {
		return cmp.Or(c.lang.Compare(c.placed(a), c.placed(b)), c.lang.Compare(a.Name, b.Name))
	})
	for _, s := range list {
		if !s.End.Date.IsZero() && !s.End.Date.After(c.asOf) {
			continue
		}
		g.row(say(s.Name), say(c.placed(s)), say(accommodation.Label(accommodation.Kinds, s.Kind).In(c.lang)), say(c.standingOf(s)),
			c.whole(int64(s.Usable()), recordRef(s.Record)), say(c.dated(s.Opening)), say(c.dated(s.End)))
	}
	g.note(runsNote.In(c.lang))
	g.note("Mit * bezeichnete Tage sind angenommen. Die Quelle jedes Standorts steht in seiner Herleitung.")
	g.source("Register der Unterkünfte, Stand " + c.asOf.In(c.lang))
	return g.done(), nil
}

// half is a half year with the places that open and end in it.
type half struct {
	span           period.Period
	opening, ended unit.Headcount
}

// halves are the half years from that of the as-of date on, four years of them.
func (c *city) halves() []half {
	first := period.MonthOf(c.asOf.Year(), 1+(c.asOf.MonthOfYear()-1)/6*6)
	var list []half
	for i := range 8 {
		m := first + period.Month(6*i)
		h := half{span: period.Period{From: m.First(), To: (m + 5).Last()}}
		in := func(d period.Date) bool { return !d.IsZero() && !d.Before(h.span.From) && !d.After(h.span.To) }
		for _, s := range c.sites {
			if !counted(s) || (!s.End.Date.IsZero() && !s.Opening.Date.Before(s.End.Date)) {
				continue
			}
			if in(s.Opening.Date) {
				h.opening += s.Usable()
			}
			if in(s.End.Date) {
				h.ended += s.Usable()
			}
		}
		list = append(list, h)
	}
	return list
}

const cliffTitle = "Plätze, die öffnen und enden, nach Halbjahren"

func halfName(p period.Period) string {
	return fmt.Sprintf("%d. Halbjahr %d", 1+p.From.MonthOfYear()/7, p.From.Year())
}

func cliffTable(c *city, _ string) (exhibit, error) {
	g := newGrid(cliffTitle, word("Halbjahr"), num("öffnen", "Plätze"), num("enden", "Plätze"))
	for _, h := range c.halves() {
		g.row(say(halfName(h.span)), c.whole(int64(h.opening), "city/opening/"+h.span.String()), c.whole(int64(h.ended), "city/ending/"+h.span.String()))
	}
	g.note("Bekannte Standorte, wie sie am " + c.asOf.In(c.lang) + " im Register stehen; Vorschläge zählen nicht. Viele Tage sind angenommen.")
	g.source("Register der Unterkünfte, Stand " + c.asOf.In(c.lang))
	return g.done(), nil
}

func cliffChart(c *city, _ string) (exhibit, error) {
	pic := chart.Cliff{Unit: "Plätze"}
	var refs []string
	for _, h := range c.halves() {
		pic.Bars = append(pic.Bars, chart.CliffBar{Period: h.span, Open: int64(h.opening), End: int64(h.ended)})
		refs = append(refs, "city/opening/"+h.span.String(), "city/ending/"+h.span.String())
	}
	pic.Frame = c.frame("klippe", cliffTitle, "Säulenbild: nach oben die Plätze, die öffnen, nach unten die, die enden.")
	return drawn(pic.Frame, pic.SVG(), cliffTitle, refs, c.lang), nil
}

func normsTable(c *city, of string) (exhibit, error) {
	type norm struct{ Field, Name, Value, Unit, Scope, Status, Source string }
	list, err := entries[norm](c, register.Norm)
	g := newGrid("Richtwerte", word("Richtwert"), word("Wert"), word("Einheit"), word("Geltung"))
	for _, e := range list {
		if of == "" || strings.HasPrefix(e.noun.Field, of) {
			g.row(say(e.noun.Name), cell{strings.ReplaceAll(e.noun.Value, ".", ","), recordRef(e.record)}, say(e.noun.Unit), say(e.noun.Scope))
			g.source(e.noun.Source)
		}
	}
	return g.done(), err
}

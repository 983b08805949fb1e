// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"strconv"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// The indicators that reports read.
const (
	persons    = "accommodation.persons"
	siteCount  = "accommodation.sites"
	districted = "accommodation.districts_with_sites"
	arrivals   = "intake.arrivals"
	departures = "intake.departures"
)

// personsTitle is the caption of the table of persons.
var personsTitle = text.T("Personen, Unterkünfte und Stadtbezirke nach Stichtagen", "Persons, sites and districts by date")

func personsTable(c *city, _ string) (exhibit, error) {
	g := newGrid(personsTitle.In(c.lang),
		word(c.say("Stichtag", "date")), num(c.say("Personen", "persons"), ""), num(c.say("Unterkünfte", "sites"), ""), num(c.say("Stadtbezirke mit Unterkünften", "districts with sites"), ""), word(c.say("Grundlage", "basis")), word(c.say("bekannt seit", "known since")))
	list, err := c.observed(persons, "")
	if err != nil {
		return exhibit{}, err
	}
	beside := map[string]map[period.Period]figure.Picked{}
	for _, indicator := range []string{siteCount, districted} {
		found, err := c.observed(indicator, "")
		if err != nil {
			return exhibit{}, err
		}
		beside[indicator] = map[period.Period]figure.Picked{}
		for _, f := range found {
			beside[indicator][f.Period] = f
		}
	}
	other := func(indicator string, p period.Period) cell {
		if f, ok := beside[indicator][p]; ok {
			return c.picked(f.Figure)
		}
		return c.unknown()
	}
	for _, f := range list {
		g.row(say(f.Period.In(c.lang)), c.picked(f.Figure), other(siteCount, f.Period), other(districted, f.Period), say(f.Basis.Label().In(c.lang)), c.day(f.KnownFrom))
		g.source(f.Source)
		if len(f.Others) > 0 {
			g.note(fmt.Sprintf(c.say("Zum Stichtag %s stehen mehrere Angaben im Hauptbuch; hier steht die, die nach dessen Regel gilt.", "The ledger has several figures of %s; here stands the one that holds by its rule."), f.Period.In(c.lang)))
		}
	}
	return g.done(), nil
}

// frame is the frame of a picture in a text.
func (c *city) frame(id, title, told string) chart.Frame {
	return chart.Frame{ID: "bild-" + id, Title: title, Desc: told, Lang: c.lang, Width: chart.Medium}
}

// drawn is a picture with what it shows in words; its values stand in the table that
// is named.
func drawn(f chart.Frame, svg, below string, refs []string, l text.Lang) exhibit {
	told := f.Desc
	if below != "" {
		told += beforeTable(l) + below + afterTable(l)
	}
	return exhibit{picture: &document.Picture{Caption: f.Title, Told: told, SVG: svg}, refs: refs}
}

// beforeTable and afterTable stand about the caption of the table that holds a picture's
// values.
func beforeTable(l text.Lang) string {
	return text.T(" Die Werte stehen in der Tabelle „", " The values stand in the table “").In(l)
}

func afterTable(l text.Lang) string { return text.T("“.", "”.").In(l) }

func points(list []figure.Picked) ([]chart.Point, []string) {
	var out []chart.Point
	var refs []string
	for _, f := range list {
		if f.IsSecret() {
			continue
		}
		p := chart.Point{Month: f.Period.To.Month(), Value: f.Value.Amount, Basis: f.Basis}
		if n := len(out); n > 0 && out[n-1].Month == p.Month {
			out[n-1], refs[n-1] = p, figureRef(f.ID)
			continue
		}
		out, refs = append(out, p), append(refs, figureRef(f.ID))
	}
	return out, refs
}

func personsChart(c *city, _ string) (exhibit, error) {
	list, err := c.observed(persons, "")
	if err != nil || len(list) < 2 {
		return exhibit{}, err
	}
	all, refs := points(list)
	first, last := list[0], list[len(list)-1]
	f := c.frame("personen", c.say("Personen in städtischen Unterkünften", "Persons in municipal accommodation"),
		fmt.Sprintf(c.say("Linienbild: von %s Personen (%s) auf %s Personen (%s).", "Line: from %s persons (%s) to %s persons (%s)."), first.Written(c.lang), first.Period.In(c.lang), last.Written(c.lang), last.Period.In(c.lang)))
	svg := chart.Lines{Frame: f, Unit: c.say("Personen", "persons"), Series: []chart.Series{{Name: c.say("Personen", "persons"), Points: all}}, AsOf: c.asOf}.SVG()
	return drawn(f, svg, personsTitle.In(c.lang), refs, c.lang), nil
}

// ofYears are the figures of whole years.
func ofYears(list []figure.Picked) []figure.Picked {
	var out []figure.Picked
	for _, f := range list {
		if f.Period.IsYear() {
			out = append(out, f)
		}
	}
	return out
}

// yearEnds are the newest stocks of each year, with whether they are of its last month.
func (c *city) yearEnds() ([]figure.Picked, error) {
	list, err := c.observed(persons, "")
	var out []figure.Picked
	for _, f := range list {
		if n := len(out); n > 0 && out[n-1].Period.To.Year() == f.Period.To.Year() {
			out[n-1] = f
		} else {
			out = append(out, f)
		}
	}
	return out, err
}

func yearEndsTable(c *city, _ string) (exhibit, error) {
	list, err := c.yearEnds()
	g := newGrid(c.say("Personen in Unterkünften: letzte Angabe jedes Jahres", "Persons in accommodation: last figure of each year"), word(c.say("Jahr", "year")), num(c.say("Personen", "persons"), ""), word(c.say("Stichtag", "date")), word(c.say("Grundlage", "basis")))
	for _, f := range list {
		g.row(say(strconv.Itoa(f.Period.To.Year())), c.picked(f.Figure), say(f.Period.In(c.lang)), say(f.Basis.Label().In(c.lang)))
		g.source(f.Source)
	}
	return g.done(), err
}

func yearEndsChart(c *city, _ string) (exhibit, error) {
	list, err := c.yearEnds()
	return c.columns(list, "jahresende", "Personen in Unterkünften: letzte Angabe jedes Jahres", "Personen", nil), err
}

// columns draws figures as columns by year, or by what name says.
func (c *city) columns(list []figure.Picked, id, title, unit string, name func(figure.Picked) string) exhibit {
	if len(list) == 0 {
		return exhibit{}
	}
	if name == nil {
		name = func(f figure.Picked) string { return strconv.Itoa(f.Period.To.Year()) }
	}
	pic := chart.Columns{Unit: unit, Series: []chart.ColumnSeries{{Name: unit}}}
	var refs []string
	for _, f := range list {
		n := chart.Num(f.Value.Amount)
		if f.IsSecret() {
			n = chart.Number{}
		}
		pic.Decimals = f.Value.Places
		pic.Categories = append(pic.Categories, name(f))
		pic.Series[0].Values = append(pic.Series[0].Values, n)
		refs = append(refs, figureRef(f.ID))
	}
	last := list[len(list)-1]
	pic.Frame = c.frame(id, title, fmt.Sprintf(c.say("Säulenbild mit %d Säulen; zuletzt %s: %s.", "Columns: %d of them; the last, %s: %s."), len(list), name(last), last.Written(c.lang)))
	return drawn(pic.Frame, pic.SVG(), title, refs, c.lang)
}

var arrivalsTitle = text.T("Zugänge und Abgänge nach Jahren", "Arrivals and departures by year")

func arrivalsTable(c *city, _ string) (exhibit, error) {
	in, err := c.observed(arrivals, "")
	if err != nil {
		return exhibit{}, err
	}
	out, err := c.observed(departures, "")
	g := newGrid(arrivalsTitle.In(c.lang), word(c.say("Jahr", "year")), num(c.say("Zugänge", "arrivals"), c.say("Personen", "persons")), num(c.say("Abgänge", "departures"), c.say("Personen", "persons")), word(c.say("Grundlage der Zugänge", "basis of arrivals")))
	left := map[int]figure.Picked{}
	for _, f := range ofYears(out) {
		left[f.Period.To.Year()] = f
	}
	for _, f := range ofYears(in) {
		away := c.unknown()
		if l, ok := left[f.Period.To.Year()]; ok {
			away = c.picked(l.Figure)
			g.source(l.Source)
		}
		g.row(say(strconv.Itoa(f.Period.To.Year())), c.picked(f.Figure), away, say(f.Basis.Label().In(c.lang)))
		g.source(f.Source)
	}
	g.note(c.say("Abgänge sind nur für wenige Jahre veröffentlicht; „unbekannt“ heißt nicht 0.", "Departures are published for few years only; “unknown” does not mean 0."))
	return g.done(), err
}

func arrivalsChart(c *city, _ string) (exhibit, error) {
	in, err := c.observed(arrivals, "")
	e := c.columns(ofYears(in), "zugaenge", c.say("Zugänge nach Jahren", "Arrivals by year"), c.say("Personen", "persons"), nil)
	if e.picture != nil {
		e.picture.Told += fmt.Sprintf(c.say(" Sie heißt „%s“.", " It is called “%s”."), arrivalsTitle.In(c.lang))
	}
	return e, err
}

// monthly are the figures of single months.
func monthly(list []figure.Picked) []figure.Picked {
	var out []figure.Picked
	for _, f := range list {
		if f.Period.IsMonth() {
			out = append(out, f)
		}
	}
	return out
}

const monthsTitle = "Zugänge nach Monaten, soweit veröffentlicht"

func monthsTable(c *city, _ string) (exhibit, error) {
	in, err := c.observed(arrivals, "")
	g := newGrid(monthsTitle, word("Monat"), num("Zugänge", "Personen"), word("Grundlage"), word("Bemerkung"))
	for _, f := range monthly(in) {
		g.row(say(f.Period.In(c.lang)), c.picked(f.Figure), say(f.Basis.Label().In(c.lang)), say(f.Note))
		g.source(f.Source)
	}
	g.note("Monate, die fehlen, sind nicht veröffentlicht.")
	return g.done(), err
}

func monthsChart(c *city, _ string) (exhibit, error) {
	in, err := c.observed(arrivals, "")
	list := monthly(in)
	if err != nil || len(list) == 0 {
		return exhibit{}, err
	}
	pic := chart.MonthBars{Unit: c.say("Personen", "persons")}
	var refs []string
	for _, f := range list {
		if !f.IsSecret() {
			pic.Bars, refs = append(pic.Bars, chart.MonthBar{Month: f.Period.To.Month(), Value: f.Value.Amount}), append(refs, figureRef(f.ID))
		}
	}
	last := list[len(list)-1]
	pic.Frame = c.frame("monate", monthsTitle, fmt.Sprintf("Säulenbild mit %d Monaten auf einer Zeitachse; zuletzt %s: %s. Monate ohne Säule sind nicht veröffentlicht.", len(pic.Bars), last.Period.In(c.lang), last.Written(c.lang)))
	return drawn(pic.Frame, pic.SVG(), monthsTitle, refs, c.lang), nil
}

// seriesOf lists the observed figures of indicators in one table.
func (c *city) seriesOf(title string, group population.ID, indicators ...string) (exhibit, error) {
	g := newGrid(title, word("Kennzahl"), word("Zeit"), num("Wert", ""), word("Einheit"), word("Grundlage"))
	for _, indicator := range indicators {
		list, err := c.figures(indicator, group)
		if err != nil {
			return exhibit{}, err
		}
		for _, f := range list {
			g.row(say(c.names[indicator].Name.In(c.lang)), say(f.Period.In(c.lang)), c.picked(f.Figure), say(c.names[indicator].Unit.In(c.lang)), say(f.Basis.Label().In(c.lang)))
			g.source(f.Source)
		}
	}
	return g.done(), nil
}

func quotaTable(c *city, _ string) (exhibit, error) {
	return c.seriesOf("Anteil der Stadt an der Zuweisung des Landes", "refugees.asylum", "intake.city_share")
}

const minorsTitle = "Inobhutnahmen unbegleiteter Minderjähriger nach Jahren"

func minorsTable(c *city, _ string) (exhibit, error) {
	list, err := c.observed("intake.taken_into_care", "unaccompanied_minors")
	g := newGrid(minorsTitle, word("Jahr"), num("Inobhutnahmen", "Personen"), word("Grundlage"))
	for _, f := range ofYears(list) {
		g.row(say(f.Period.In(c.lang)), c.picked(f.Figure), say(f.Basis.Label().In(c.lang)))
		g.source(f.Source)
	}
	return g.done(), err
}

func minorsChart(c *city, _ string) (exhibit, error) {
	list, err := c.observed("intake.taken_into_care", "unaccompanied_minors")
	return c.columns(ofYears(list), "umf", minorsTitle, "Personen", nil), err
}

func childrenTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Kinder und Jugendliche in Unterkünften, soweit veröffentlicht",
		word("Angabe"), word("Gruppe"), word("Zeit"), num("Wert", ""), word("Einheit"), word("Grundlage"))
	for _, s := range []struct {
		indicator string
		group     population.ID
		name      string
	}{
		{"structure.minors", "", "unter 18 Jahren"},
		{"structure.minors_share", "", "unter 18 Jahren"},
		{"structure.children", "children.under_6", "unter 6 Jahren"},
		{"structure.children", "children.under_3", "unter 3 Jahren"},
		{"structure.children", "children.3_to_6", "3 bis unter 6 Jahre"},
		{"structure.extra_children", "children.under_3", "unter 3 Jahren"},
		{"structure.extra_children", "children.3_to_6", "3 bis unter 6 Jahre"},
		{"structure.families_share", "", "alle"},
		{"structure.singles_share", "", "alle"},
	} {
		list, err := c.figures(s.indicator, s.group)
		if err != nil {
			return exhibit{}, err
		}
		for _, f := range list {
			g.row(say(c.names[s.indicator].Name.In(c.lang)), say(s.name), say(f.Period.In(c.lang)), c.picked(f.Figure), say(c.names[s.indicator].Unit.In(c.lang)), say(f.Basis.Label().In(c.lang)))
			g.source(f.Source)
		}
	}
	return g.done(), nil
}

func childcareTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Kindertagesbetreuung in der ganzen Stadt", word("Angabe"), word("Gruppe"), word("Zeit"), num("Wert", ""), word("Einheit"))
	for _, indicator := range []string{"childcare.children", "childcare.places", "childcare.coverage", "childcare.waiting"} {
		for _, group := range []population.ID{"children.under_3", "children.3_to_6"} {
			list, err := c.figures(indicator, group)
			if err != nil {
				return exhibit{}, err
			}
			name := map[population.ID]string{"children.under_3": "unter 3 Jahren", "children.3_to_6": "3 bis unter 6 Jahre"}[group]
			for _, f := range list {
				g.row(say(c.names[indicator].Name.In(c.lang)), say(name), say(f.Period.In(c.lang)), c.picked(f.Figure), say(c.names[indicator].Unit.In(c.lang)))
				g.source(f.Source)
			}
		}
	}
	return g.done(), nil
}

func volunteersTable(c *city, _ string) (exhibit, error) {
	g := newGrid("Ehrenamt, Sprache und Wohnen", word("Angabe"), word("Zeit"), num("Wert", ""), word("Einheit"), word("Grundlage"))
	for _, s := range []struct {
		indicator string
		group     population.ID
	}{
		{"volunteers.persons", ""},
		{"volunteers.circles", ""},
		{"language.city_courses", ""},
		{"intake.moves_to_own_flat", "refugees.recognised"},
		{"structure.staying_share", "refugees.recognised"},
		{"homeless.occupied_places", "homeless"},
		{"homeless.special_difficulties", "homeless"},
	} {
		list, err := c.figures(s.indicator, s.group)
		if err != nil {
			return exhibit{}, err
		}
		for _, f := range list {
			g.row(say(c.names[s.indicator].Name.In(c.lang)), say(f.Period.In(c.lang)), c.picked(f.Figure), say(c.names[s.indicator].Unit.In(c.lang)), say(f.Basis.Label().In(c.lang)))
			g.source(f.Source)
		}
	}
	return g.done(), nil
}

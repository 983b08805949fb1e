// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// editionParam names an edition of areas.
const editionParam = "gebietsstand"

// divisionsContent is all that the page of the editions shows.
type divisionsContent struct {
	Divisions []data.Division // newest first
	Editions  view.Table
	Carried   *view.Table // nil: there is one edition only, or nothing is chosen
	Lost      string
	Fields    keptFields
	Edition   string
}

// divisions answers how areas changed, and shows figures in another edition.
func (s *server) divisions(ctx context.Context, r request) (answer, error) {
	list, err := s.Data.Divisions(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	fields, err := s.keptFields(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := divisionsContent{Divisions: list, Editions: editionTable(list), Fields: fields, Edition: r.Query.Get(editionParam)}
	a := answer{name: text.T("Gebietsstände", "Editions"), answer: editionSentence(list), tables: []*view.Table{&c.Editions}}
	if len(list) > 1 && fields.Indicator != "" {
		carried, err := s.Data.CarryOver(ctx, figure.Query{Indicators: []string{fields.Indicator}, AsOf: r.AsOf}, c.Edition)
		if err != nil {
			return answer{}, err
		}
		t := carriedTable(carried, fields.Indicator)
		c.Carried, c.Edition, c.Lost = &t, carried.Edition.ID, lostAreas(carried.Lost)
		a.tables = append(a.tables, c.Carried)
		a.answer = carriedSentence(carried)
	}
	a.body = func(p view.Page) templ.Component { return divisionsBody(p, c) }
	return a, nil
}

func lostAreas(lost []area.ID) string {
	s := ""
	for i, id := range lost {
		if i > 0 {
			s += ", "
		}
		s += string(id)
	}
	return s
}

func editionSentence(list []data.Division) text.Text {
	switch len(list) {
	case 0:
		return text.T("Es sind keine Gebiete angelegt.", "No areas are set up.")
	case 1:
		return text.T("Es gibt einen Gebietsstand („"+list[0].Edition.Name+"“); kein Wert muss übertragen werden.", "There is one edition of areas (“"+list[0].Edition.Name+"”); no figure has to be carried over.")
	}
	return say(func(l text.Lang) string {
		newest := list[0]
		s := fmt.Sprintf(text.T("Es gibt %s Gebietsstände; der jüngste gilt ab %s", "There are %s editions of areas; the newest holds from %s").In(l), l.Int(int64(len(list))), newest.ValidFrom.In(l))
		return s + text.T(" und ändert ", " and changes ").In(l) + counted(l, len(newest.Changed), text.T("1 Gebiet", "1 area"), text.T("%s Gebiete", "%s areas")) + "."
	})
}

func carriedSentence(c data.CarriedOver) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Gebietsstand „%s“: ", "Edition “%s”: ").In(l), c.Edition.Edition.Name) +
			counted(l, len(c.Figures), text.T("1 Wert", "1 figure"), text.T("%s Werte", "%s figures")) + ", " +
			counted(l, c.Estimated(), text.T("1 davon geschätzt", "1 of them estimated"), text.T("%s davon geschätzt", "%s of them estimated"))
		if len(c.Lost) > 0 {
			s += "; " + counted(l, len(c.Lost), text.T("1 Gebiet ohne Gewicht fehlt", "1 area without a weight is missing"), text.T("%s Gebiete ohne Gewicht fehlen", "%s areas without weights are missing"))
		}
		return s + "."
	})
}

func editionTable(list []data.Division) view.Table {
	t := view.Table{
		ID: "gebietsstaende", Caption: text.T("Gebietsstände", "Editions of areas"), Fixed: true,
		Empty: text.T("Es sind keine Gebiete angelegt. „planraum import areas.csv“ legt welche an.", "No areas are set up. “planraum import areas.csv” sets some up."),
		Columns: []view.Column{
			{Key: "edition", Name: text.T("Gebietsstand", "edition")},
			{Key: "valid_from", Name: text.T("gilt ab", "holds from"), Kind: view.Date},
			{Key: "areas", Name: text.T("Gebiete", "areas"), Kind: view.Whole},
			{Key: "changed", Name: text.T("gegenüber dem vorigen geändert", "changed against the one before"), Kind: view.Whole},
			{Key: "crosswalk", Name: text.T("Werte übertragbar", "figures can be carried over")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, v := range list {
		changed, weights := view.Num(len(v.Changed), ""), view.Say(text.T("nein, Gewichte fehlen", "no, weights are missing"))
		if v.Weights {
			weights = view.Say(text.T("ja", "yes"))
		}
		if v.Before == "" {
			changed, weights = view.Cell{Known: true, Blank: true}, view.Cell{Known: true, Blank: true}
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.Same(v.Edition.Name)), view.Day(v.ValidFrom), view.Num(len(v.Areas), ""), changed, weights, view.Say(text.Same(v.Edition.Source)),
		}})
	}
	return t
}

func carriedTable(c data.CarriedOver, indicator string) view.Table {
	t := view.Table{
		ID: "uebertragen", Caption: text.T("Werte im Gebietsstand „"+c.Edition.Edition.Name+"“", "Figures in the edition “"+c.Edition.Edition.Name+"”"), Long: true, Sorted: "",
		Empty: text.T("Zu dem Stand ist kein Wert dieser Kennzahl bekannt: "+indicator, "As of the date no figure of this indicator is known: "+indicator),
		Note: text.T("Geschätzt: nach Einwohnern aus den Teilen der alten Gebiete gerechnet. In welchem Gebietsstand ein Wert steht, sagt das Ende seines Zeitraums.",
			"Estimated: reckoned by people from the parts of the old areas. The end of a figure's period says in which edition it was stated."),
		Columns: []view.Column{
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "number", Name: text.T("Schlüssel", "key")},
			{Key: "group", Name: text.T("Gruppe", "group")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "value", Name: text.T("Wert", "value"), Kind: view.Written},
			{Key: "from", Name: text.T("stand im Gebietsstand", "was stated in the edition")},
		},
	}
	for _, f := range c.Figures {
		value := view.Num(f.Value.Amount, f.Ref())
		value.Words = say(func(l text.Lang) string { return l.Decimal(f.Value.Amount, f.Value.Places) })
		if f.Estimated {
			value = value.With(text.T("geschätzt", "estimated"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.Same(c.Edition.Name(f.Area))), view.Say(text.Same(string(f.Area))), view.Say(text.Same(string(f.Group))), view.Say(say(f.Period.In)), value, view.Say(text.Same(f.From)),
		}})
	}
	return t
}

// deriveCarried reads EDITION/INDICATOR/GROUP/PERIOD/AREA, where the area may
// hold a slash.
func (s *server) deriveCarried(ctx context.Context, parts []string, asOf period.Date) (figure.Derivation, error) {
	when, err := period.Parse(parts[3])
	if err != nil {
		return figure.Derivation{}, fault.New(fault.NotFound, "web.deriveCarried", "Diese Zahl gibt es nicht.", "There is no such number.")
	}
	in := area.ID(parts[4])
	for _, more := range slices.Clone(parts[5:]) {
		in += area.ID("/" + more)
	}
	return s.Data.DeriveCarried(ctx, parts[0], figure.Key{Indicator: parts[1], Group: population.ID(parts[2]), Period: when, Area: in}, asOf)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/method/crosswalk"
	"planraum/internal/text"
)

// Carried is a figure in another edition of areas than the one it was stated in.
type Carried struct {
	// Figure speaks of an area of the edition asked for. Where it is Estimated,
	// its basis is figure.Computed and its note says of what it is made.
	figure.Figure
	Edition   string
	From      string // the edition in which it was stated
	Estimated bool
	ByCells   bool // weighed by cells somewhere, because nobody lives there
	// Partial says that of a mean not all parts are known.
	Partial bool
	Parts   []CarriedPart
}

// CarriedPart is what a figure of the older edition gave.
type CarriedPart struct {
	Of    figure.Picked
	Given int64      // at the decimals of the figure
	Share unit.Share // of the old area that lies in the new one
}

// CarriedOver are figures in one edition, by indicator, area, group and period.
type CarriedOver struct {
	Edition Division
	Figures []Carried
	// Lost are areas whose figures could not be carried over, because no weight
	// is known.
	Lost []area.ID
}

// Estimated counts the figures that are estimates.
func (c CarriedOver) Estimated() int {
	n := 0
	for _, f := range c.Figures {
		if f.Estimated {
			n++
		}
	}
	return n
}

// CarryOver answers a query in the areas of an edition (empty: the newest). A
// figure whose area has not changed stays as it is; the others are split by the
// crosswalk and marked as estimated. Counts are split and add up again, rates
// are means weighted by people (see docs/methods/crosswalk.md). The whole city
// is the same in all editions.
func (d *Desk) CarryOver(ctx context.Context, q figure.Query, edition string) (CarriedOver, error) {
	const op = "data.CarryOver"
	var out CarriedOver
	all, err := d.divisions(ctx, q.AsOf)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	if out.Edition, err = all.find(edition); err != nil {
		return out, fault.Wrap(op, err)
	}
	indicators, err := d.Indicators(ctx)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	kinds := map[string]figure.Kind{}
	for _, i := range indicators {
		kinds[i.Code] = i.Kind
	}
	picked, err := d.Series(ctx, q)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	lost := map[area.ID]bool{}
	for _, s := range sheets(picked, all) {
		s.carry(all, out.Edition, kinds[s.indicator], lost, func(c Carried) { out.Figures = append(out.Figures, c) })
	}
	for id := range lost {
		out.Lost = append(out.Lost, id)
	}
	slices.Sort(out.Lost)
	slices.SortFunc(out.Figures, func(a, b Carried) int { return a.Compare(b.Key) })
	return out, nil
}

// sheetKey names figures that are carried over together.
type sheetKey struct {
	indicator string
	group     population.ID
	period    period.Period
	edition   string
}

// carriedSheet are the areas of one indicator, group, period and edition.
type carriedSheet struct {
	sheetKey
	of map[area.ID]figure.Picked
}

// sheets sorts figures by what is carried over together, in a steady order.
func sheets(picked []figure.Picked, all divisions) []carriedSheet {
	by := map[sheetKey]map[area.ID]figure.Picked{}
	for _, p := range picked {
		edition, ok := all.at(p.Area, p.Period.To)
		if !ok {
			continue // a place that reports, not an area
		}
		k := sheetKey{p.Indicator, p.Group, p.Period, edition}
		if by[k] == nil {
			by[k] = map[area.ID]figure.Picked{}
		}
		by[k][p.Area] = p
	}
	list := make([]carriedSheet, 0, len(by))
	for k, of := range by {
		list = append(list, carriedSheet{k, of})
	}
	slices.SortFunc(list, func(a, b carriedSheet) int {
		return cmp.Or(cmp.Compare(a.indicator, b.indicator), cmp.Compare(a.group, b.group), a.period.Compare(b.period), cmp.Compare(a.edition, b.edition))
	})
	return list
}

// carry hands on the figures of a sheet in the areas of an edition.
func (s carriedSheet) carry(all divisions, to Division, kind figure.Kind, lost map[area.ID]bool, emit func(Carried)) {
	weights, known := all.between(s.edition, to.ID)
	values := map[area.ID]int64{}
	for id, p := range s.of {
		switch {
		case s.edition == to.ID || isCity(to, id):
			emit(Carried{Figure: p.Figure, Edition: to.ID, From: s.edition})
		case !known:
			lost[id] = true
		default:
			values[id] = p.Value.Amount
		}
	}
	if len(values) == 0 {
		return
	}
	split, partial := weights.Counts(values)
	if kind == figure.Rate {
		split, partial = weights.Means(values)
	} else {
		for _, id := range partial {
			lost[id] = true
		}
		partial = nil
	}
	for _, c := range split {
		emit(s.carried(c, to, weights, slices.Contains(partial, c.To)))
	}
}

func isCity(v Division, id area.ID) bool {
	return slices.ContainsFunc(v.Areas, func(a area.Area) bool { return a.ID == id && a.Level == area.City })
}

// carried makes a figure of what the crosswalk gave.
func (s carriedSheet) carried(c crosswalk.Carried, to Division, weights crosswalk.Weights, partial bool) Carried {
	first := s.of[c.Parts[0].From]
	out := Carried{Figure: first.Figure, Edition: to.ID, From: s.edition, Estimated: c.Estimated || partial, Partial: partial}
	out.Area, out.Value.Amount = c.To, c.Value
	for _, p := range c.Parts {
		of := s.of[p.From]
		out.Parts = append(out.Parts, CarriedPart{of, p.Given, p.Share})
		if of.KnownFrom.After(out.KnownFrom) {
			out.KnownFrom = of.KnownFrom
		}
		out.ByCells = out.ByCells || slices.ContainsFunc(weights, func(l crosswalk.Link) bool { return l.From == p.From && l.To == c.To && l.ByCells })
	}
	if out.Estimated {
		out.ID, out.File, out.Line = 0, "", 0
		out.Basis, out.Note = figure.Computed, out.remark().De
	}
	return out
}

// remark says of what an estimated figure is made.
func (c Carried) remark() text.Text {
	return both(func(l text.Lang) string {
		parts := make([]string, len(c.Parts))
		for i, p := range c.Parts {
			parts[i] = fmt.Sprintf(text.T("%s von %s", "%s of %s").In(l), share(l, p.Share), p.Of.Area)
		}
		s := fmt.Sprintf(text.T("geschätzt: aus dem Gebietsstand %s übertragen, %s", "estimated: carried over from the edition %s, %s").In(l), c.From, strings.Join(parts, " + "))
		if c.ByCells {
			s += text.T("; nach Zellen, weil dort niemand wohnt", "; by cells, because nobody lives there").In(l)
		}
		if c.Partial {
			s += text.T("; nicht von allen Teilen liegt ein Wert vor", "; not of all parts there is a figure").In(l)
		}
		return s
	})
}

// Ref is the address of the figure's derivation: that of the ledger's figure
// where it is no estimate, else carried/EDITION/INDICATOR/GROUP/PERIOD/AREA,
// where the area may hold a slash.
func (c Carried) Ref() string {
	if !c.Estimated {
		if len(c.Parts) > 0 {
			return fmt.Sprintf("figure/%d", c.Parts[0].Of.ID)
		}
		return fmt.Sprintf("figure/%d", c.ID)
	}
	return fmt.Sprintf("carried/%s/%s/%s/%s/%s", c.Edition, c.Indicator, c.Group, c.Period, c.Area)
}

// DeriveCarried shows of what an estimated figure of an edition is made. It
// answers NotFound where there was none on asOf.
func (d *Desk) DeriveCarried(ctx context.Context, edition string, key figure.Key, asOf period.Date) (figure.Derivation, error) {
	const op = "data.DeriveCarried"
	indicator, err := d.Indicator(ctx, key.Indicator)
	if err != nil {
		return figure.Derivation{}, err
	}
	all, err := d.CarryOver(ctx, figure.Query{Indicators: []string{key.Indicator}, Group: key.Group, From: key.Period.To, To: key.Period.To, AsOf: asOf}, edition)
	if err != nil {
		return figure.Derivation{}, fault.Wrap(op, err)
	}
	for _, c := range all.Figures {
		if c.Key == key {
			return c.derive(indicator, all.Edition), nil
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, op, "Diesen übertragenen Wert gibt es zu dem Stand nicht.", "There is no such carried figure as of the date.")
}

func (c Carried) derive(indicator figure.Indicator, in Division) figure.Derivation {
	node := Node(indicator, c.Figure)
	node.Name = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s, %s, Gebietsstand %s", "%s, %s, edition %s").In(l), node.Name.In(l), in.Name(c.Area), in.Edition.Name)
	})
	node.Ref, node.Figure, node.Note, node.Source = c.Ref(), 0, c.remark(), ""
	node.Rule = both(func(l text.Lang) string {
		if indicator.Kind == figure.Rate {
			return text.T("Mittel der alten Gebiete, gewichtet nach den Einwohnern der gemeinsamen Teile.", "Mean of the old areas, weighted by the people of the parts in common.").In(l)
		}
		var given []string
		for _, p := range c.Parts {
			given = append(given, l.Decimal(p.Given, c.Value.Places))
		}
		return fmt.Sprintf(text.T("%s = %s: Jedes alte Gebiet ist nach Einwohnern auf die neuen verteilt, gerundet so, dass die Summe bleibt.",
			"%s = %s: each old area is split over the new ones by people, rounded so that the sum stays.").In(l),
			strings.Join(given, " + "), l.Decimal(c.Value.Amount, c.Value.Places))
	})
	for _, p := range c.Parts {
		from := Node(indicator, p.Of.Figure)
		from.Name = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s von %s: %s", "%s of %s: %s").In(l), share(l, p.Share), p.Of.Area, from.Name.In(l))
		})
		node.From = append(node.From, from)
	}
	return node
}

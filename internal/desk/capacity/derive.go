// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package capacity

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// DeriveDistrict shows how a number of a district came about: "per1000",
// "usable" or "decided", as of a date.
func (d *Desk) DeriveDistrict(ctx context.Context, number, item string, asOf period.Date) (figure.Derivation, error) {
	s, err := d.Situation(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	if number == AllDistricts {
		return allDistricts(s, item, asOf)
	}
	for _, district := range s.Districts {
		if district.Area.Number != number {
			continue
		}
		switch item {
		case "usable":
			return placesOf(district, "usable", asOf), nil
		case "decided":
			return placesOf(district, "decided", asOf), nil
		case "per1000":
			return perThousand(district, asOf), nil
		}
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "capacity.DeriveDistrict("+number+", "+item+")",
		"Diese Zahl gibt es nicht.", "There is no such number.")
}

// AllDistricts stands for the number of a district in the address of a total.
const AllDistricts = "all"

// allDistricts shows a total over the districts: "usable", "decided",
// "residents" or "per1000".
func allDistricts(s Situation, item string, asOf period.Date) (figure.Derivation, error) {
	var usable, decided unit.Headcount
	var residents int64
	open := 0
	node := figure.Derivation{Basis: figure.Computed, When: asOf.String(), Ref: "district/" + AllDistricts + "/" + item}
	for _, d := range s.Districts {
		usable, decided, open = usable+d.Usable, decided+d.Decided, open+len(d.Open)
		if d.Residents != nil && !d.Residents.IsSecret() {
			residents += d.Residents.Value.Amount
		}
	}
	whole := func(n int64) text.Text { return both(func(l text.Lang) string { return l.Int(n) }) }
	switch item {
	case "usable":
		node.Name, node.Value = text.T("einzeln bekannte nutzbare Plätze, alle Bezirke", "usable places known site by site, all districts"), placesText(usable)
	case "decided":
		node.Name, node.Value = text.T("beschlossene und geplante Plätze, alle Bezirke", "decided and planned places, all districts"), placesText(decided)
	case "residents":
		node.Name, node.Value = text.T("Einwohner, alle Bezirke", "inhabitants, all districts"), whole(residents)
	case "per1000":
		rate, ok := PerThousand(usable, residents)
		if !ok || slices.ContainsFunc(s.Districts, func(d District) bool { return d.Residents != nil && d.Residents.IsSecret() }) {
			break
		}
		node.Name = text.T("einzeln bekannte nutzbare Plätze je 1.000 Einwohner, alle Bezirke", "usable places known site by site per 1,000 inhabitants, all districts")
		node.Value = both(func(l text.Lang) string { return l.Decimal(rate, 1) })
		node.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf("%s / %s × %s = %s", l.Int(int64(usable)), l.Int(residents), l.Int(1000), l.Decimal(rate, 1))
		})
		return node, nil
	}
	if slices.ContainsFunc(s.Districts, func(d District) bool { return d.Residents != nil && d.Residents.IsSecret() }) && item == "residents" {
		node.Value = figure.Secret.Label()
	}
	if node.Name == (text.Text{}) {
		return node, fault.New(fault.NotFound, "capacity.allDistricts("+item+")", "Diese Zahl gibt es nicht.", "There is no such number.")
	}
	node.Rule = text.T("Summe über die Bezirke; wo kein Standort einzeln bekannt ist, zählt keiner.", "Sum over the districts; where no site is known one by one none counts.")
	if item == "usable" {
		node.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Summe von %s offenen Standorten, die einzeln bekannt sind, über die Bezirke; wo keiner bekannt ist, zählt keiner.",
				"Sum of %s open sites that are known one by one, over the districts; where none is known none counts.").In(l), l.Int(int64(open)))
		})
	}
	for _, d := range s.Districts {
		part := figure.Derivation{Name: text.Same(d.Area.Name), Value: placesText(d.Usable), Basis: figure.Computed, Ref: "district/" + d.Area.Number + "/" + item}
		switch {
		case item == "decided":
			part.Value = placesText(d.Decided)
		case item == "residents" && d.Residents != nil:
			part.Value, part.Basis, part.Ref, part.Source = both(d.Residents.Written), d.Residents.Basis, fmt.Sprintf("figure/%d", d.Residents.ID), d.Residents.Source
		case item == "residents", d.Unknown:
			part.Value, part.Ref = text.T("unbekannt", "unknown"), ""
		}
		node.From = append(node.From, part)
	}
	return node, nil
}

func both(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

func perThousand(d District, asOf period.Date) figure.Derivation {
	node := figure.Derivation{
		Name:  text.T("Plätze je 1.000 Einwohner, "+d.Area.Name, "places per 1,000 inhabitants, "+d.Area.Name),
		Basis: figure.Computed, When: asOf.String(), Ref: "district/" + d.Area.Number + "/per1000",
		From: []figure.Derivation{placesOf(d, "usable", asOf)},
	}
	value, ok := d.PerThousand()
	if !ok && d.Unknown {
		node.Value = text.T("unbekannt", "unknown")
		node.Rule = text.T("Für diesen Bezirk ist kein Standort einzeln bekannt.", "No site of this district is known one by one.")
		return node
	}
	if !ok {
		node.Value = text.T("unbekannt", "unknown")
		node.Rule = text.T("Für diesen Bezirk ist keine Einwohnerzahl bekannt.", "No number of inhabitants is known for this district.")
		return node
	}
	node.Value = both(func(l text.Lang) string { return l.Decimal(value, 1) })
	node.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Plätze / %s Einwohner × 1.000 = %s, auf eine Stelle gerundet.",
			"%s places / %s inhabitants × 1,000 = %s, rounded to one decimal.").In(l),
			l.Int(int64(d.Usable)), l.Int(d.Residents.Value.Amount), l.Decimal(value, 1))
	})
	node.From = append(node.From, figure.Derivation{
		Name:  text.T("Einwohner, "+d.Area.Name, "inhabitants, "+d.Area.Name),
		Value: both(d.Residents.Written),
		Basis: d.Residents.Basis, When: d.Residents.Period.String(), KnownFrom: d.Residents.KnownFrom,
		Source: d.Residents.Source, Note: text.Same(d.Residents.Note), Release: d.Residents.Release.Say(), Ref: fmt.Sprintf("figure/%d", d.Residents.ID),
	})
	return node
}

func placesOf(d District, item string, asOf period.Date) figure.Derivation {
	sites, sum := d.Open, d.Usable
	name := text.T("nutzbare Plätze, "+d.Area.Name, "usable places, "+d.Area.Name)
	rule := text.T("Summe der Standorte, die am %s bestehen: nominelle Plätze − gesperrte − Reserve.",
		"Sum of the sites that exist on %s: nominal places − blocked − reserve.")
	if item == "decided" {
		sites, sum = d.Coming, d.Decided
		name = text.T("beschlossene und geplante Plätze, "+d.Area.Name, "decided and planned places, "+d.Area.Name)
		rule = text.T("Summe der Standorte, die nach dem %s öffnen sollen.", "Sum of the sites that are to open after %s.")
	}
	node := figure.Derivation{
		Name: name, Value: placesText(sum), Basis: figure.Computed, When: asOf.String(),
		Ref:  "district/" + d.Area.Number + "/" + item,
		Rule: both(func(l text.Lang) string { return fmt.Sprintf(rule.In(l), asOf.In(l)) }),
	}
	if d.Unknown && item == "usable" {
		node.Value = text.T("unbekannt", "unknown")
		node.Rule = text.T("Für diesen Bezirk ist kein Standort einzeln bekannt. Ein Teil der Plätze der Stadt ist keinem Bezirk zugeordnet; davon kann ein Teil hier liegen.",
			"No site of this district is known one by one. Some places of the city belong to no district; some of them may lie here.")
	}
	for _, s := range sites {
		node.From = append(node.From, SiteNode(s))
	}
	return node
}

func placesText(n unit.Headcount) text.Text {
	return both(func(l text.Lang) string { return l.Int(int64(n)) + " " + text.T("Plätze", "places").In(l) })
}

// SiteNode is the leaf of a derivation for a site's usable places.
func SiteNode(s accommodation.Site) figure.Derivation {
	d := figure.Derivation{
		Name: text.Same(s.Name), Value: placesText(s.Usable()), Basis: s.Basis, Source: s.Source,
		KnownFrom: s.KnownFrom, Note: text.Same(s.Note), Ref: fmt.Sprintf("record/%d", s.Record),
	}
	d.Rule = both(func(l text.Lang) string {
		rule := fmt.Sprintf(text.T("%s, %s; Öffnung %s (%s).", "%s, %s; opening %s (%s).").In(l),
			accommodation.Label(accommodation.Kinds, s.Kind).In(l),
			accommodation.Label(accommodation.Certainties, s.Certainty).In(l), s.Opening.Date.In(l), Dated(s.Opening, l))
		if s.End.Date.IsZero() {
			return rule
		}
		return rule + fmt.Sprintf(text.T(" Ende %s: %s (%s).", " End %s: %s (%s).").In(l), s.End.Date.In(l),
			accommodation.Label(accommodation.EndReasons, s.EndReason).In(l), Dated(s.End, l))
	})
	return d
}

// Dated says on what a site's date rests.
func Dated(d accommodation.Dated, l text.Lang) string {
	if d.Rule == "" {
		return d.Basis.Label().In(l)
	}
	return d.Basis.Label().In(l) + ": " + d.Rule
}

// DeriveSite shows one version of a site by its record number.
func (d *Desk) DeriveSite(ctx context.Context, record int64) (figure.Derivation, error) {
	r, err := d.registers.Record(ctx, record)
	if err != nil {
		return figure.Derivation{}, fault.Wrap("capacity.DeriveSite", err)
	}
	s, err := siteOf(r)
	if err != nil {
		return figure.Derivation{}, err
	}
	node := SiteNode(s)
	if s.File != "" {
		node.Source = fmt.Sprintf("%s (%s, Zeile %d)", s.Source, s.File, s.Line)
	}
	node.From = []figure.Derivation{
		part("nominelle Plätze", "nominal places", s.Nominal),
		part("gesperrte Plätze", "blocked places", s.Blocked),
		part("Reserve", "reserve", s.Reserve),
	}
	return node, nil
}

func part(de, en string, n unit.Headcount) figure.Derivation {
	return figure.Derivation{Name: text.T(de, en), Value: placesText(n)}
}

// DerivePackage shows the places of a package as the sum of its known sites.
func (d *Desk) DerivePackage(ctx context.Context, id string, asOf period.Date) (figure.Derivation, error) {
	list, err := d.Tranches(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	if id == AllDistricts && len(list) > 0 {
		return allPackages(list), nil
	}
	for _, t := range list {
		if t.ID != id {
			continue
		}
		node := figure.Derivation{
			Name:  text.T("Plätze der Standorte, "+t.Name, "places of the sites, "+t.Name),
			Value: placesText(Sum(t.Known).Nominal), Basis: figure.Computed, KnownFrom: t.KnownFrom, Source: t.Source,
			Note: text.Same(t.Note), Ref: "package/" + id,
		}
		byID, _, err := d.Areas(ctx)
		if err != nil {
			return figure.Derivation{}, err
		}
		node.Rule = both(func(l text.Lang) string { return t.rule(l) + t.byDistrict(byID, l) })
		for _, s := range t.Known {
			child := SiteNode(s)
			child.Value = placesText(s.Nominal)
			node.From = append(node.From, child)
		}
		return node, nil
	}
	return figure.Derivation{}, noNumber("capacity.DerivePackage(" + id + ")")
}

// allPackages sums what the papers of all tranches state.
func allPackages(list []Tranche) figure.Derivation {
	node := figure.Derivation{
		Name: text.T("Plätze aller Tranchen nach ihren Vorlagen", "places of all tranches by their papers"), Basis: figure.Computed, Ref: "package/" + AllDistricts,
	}
	var sites, places unit.Headcount
	var cost unit.Cents
	without := 0
	for _, t := range list {
		sites, places, cost = sites+unit.Headcount(t.Sites), places+t.Places, cost+t.Cost
		if t.Cost == 0 {
			without++
		}
		node.From = append(node.From, figure.Derivation{
			Name: text.Same(t.Name), Value: placesText(t.Places), Basis: figure.Reported, KnownFrom: t.KnownFrom, Source: t.Source, Ref: "package/" + t.ID,
		})
	}
	node.Value = placesText(places)
	node.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Summe der Vorlagen: %s Standorte, %s Plätze, %s; ohne Kostenzahl: %s von %s.",
			"Sum of the papers: %s sites, %s places, %s; without a cost: %s of %s.").In(l),
			l.Int(int64(sites)), l.Int(int64(places)), l.EuroWhole(int64(cost)), l.Int(int64(without)), l.Int(int64(len(list))))
	})
	return node
}

// rule says what the number of a tranche is the sum of.
func (t Tranche) rule(l text.Lang) string {
	return fmt.Sprintf(text.T("Summe der nominellen Plätze von %s Standorten. Die Vorlage (%s) nennt %s Plätze.",
		"Sum of the nominal places of %s sites. The paper (%s) states %s places.").In(l),
		l.Int(int64(len(t.Known))), t.Paper, l.Int(int64(t.Places)))
}

// byDistrict says how the places of a tranche are spread over the districts; empty where
// none of its sites has one.
func (t Tranche) byDistrict(byID map[area.ID]area.Area, l text.Lang) string {
	places, sites := map[string]unit.Headcount{}, map[string]int{}
	for _, s := range t.Known {
		a := byID[s.Area]
		if a.Level == area.Subdistrict {
			a = byID[a.Parent]
		}
		if a.Level == area.District {
			places[a.Name] += s.Nominal
			sites[a.Name]++
		}
	}
	var said []string
	for _, name := range slices.Sorted(maps.Keys(places)) {
		said = append(said, fmt.Sprintf(text.T("%s %s an %d", "%s %s at %d").In(l), name, l.Int(int64(places[name])), sites[name]))
	}
	if len(said) == 0 {
		return ""
	}
	return text.T(" Nach Stadtbezirken, mit der Zahl der Standorte: ", " By district, with the number of sites: ").In(l) + strings.Join(said, "; ") + "."
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
)

// settlePeriod looks for the period where columns do not tell it whole.
func (g *guesser) settlePeriod() {
	if g.hasWholePeriods() {
		return
	}
	spec := &g.proposal.Spec
	file := strings.NewReplacer("_", " ").Replace(strings.TrimSuffix(strings.TrimSuffix(baseName(g.sample.File), ".csv"), ".xlsx"))
	for _, place := range []struct {
		from   string
		lines  []string
		de, en string
	}{
		{"title", g.layout.Title, "dem Titel", "the title"},
		{"sheet", []string{g.sample.Sheet}, "dem Namen des Blatts", "the name of the sheet"},
		{"file", []string{file}, "dem Namen der Datei", "the name of the file"},
	} {
		m, found := periodOfTitle(place.lines)
		if len(found) != 1 {
			continue
		}
		shown := ""
		if p, ok := m.period(); ok {
			shown = " " + p.String()
		}
		spec.Period.From = place.from
		if place.from == "sheet" {
			spec.Sheet = "" // another one next month
		}
		g.tell("Zeitraum"+shown+" aus "+place.de, "period"+shown+" from "+place.en)
		return
	}
	g.ask("period", "Für welchen Zeitraum gelten die Werte?", "Which period are the values about?")
}

// settleSum asks whether rows about the same are to be added, such as the sites
// of a district.
func (g *guesser) settleSum() {
	seen := make(map[string]bool)
	for _, r := range g.rows {
		key := ""
		for _, c := range g.proposal.Columns {
			if role := c.Column.Role; role.isArea() || role.isPeriod() || role == GroupWord || role == Measured {
				if c.Column.Repeat {
					return // what is repeated is not known here
				}
				key += cellAt(r, c.At) + "\x00"
			}
		}
		if key == "" || seen[key] {
			g.ask("sum", "Mehrere Zeilen handeln von demselben. Sollen ihre Werte addiert werden?", "Several rows are about the same. Are their values to be added?")
			return
		}
		seen[key] = true
	}
}

// hasWholePeriods reports whether columns or headings tell year and all.
func (g *guesser) hasWholePeriods() bool {
	var m moment
	for i, c := range g.proposal.Columns {
		if c.Column.Role.isPeriod() && len(g.columns[i].cells) > 0 {
			part, _ := whenOf(g.columns[i].cells[0], c.Column.Role)
			m, _ = m.join(part)
		}
	}
	values := 0
	for _, c := range g.proposal.Columns {
		if c.Column.Role != Value {
			continue
		}
		values++
		whole, _ := m.join(c.when)
		if _, ok := whole.period(); !ok {
			return false
		}
	}
	return values > 0
}

// AcceptLikely takes the presumed typing errors into the mapping as aliases, as
// a planner who has looked at them does.
func (p *Proposal) AcceptLikely() {
	if p.Spec.Areas.Aliases == nil {
		p.Spec.Areas.Aliases = make(map[string]area.ID)
	}
	for _, m := range p.Areas.Likely {
		p.Spec.Areas.Aliases[m.Name] = m.Area
	}
	p.Areas.Sure, p.Areas.Likely = append(p.Areas.Sure, p.Areas.Likely...), nil
	if len(p.Areas.Unmatched) == 0 {
		p.Open = slices.DeleteFunc(p.Open, func(q Question) bool { return q.Field == "areas.aliases" })
	}
}

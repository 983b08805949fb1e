// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// leaveOut proposes the rows that are no data: sums, by their labels. The row
// of the whole city in a table of its parts is one of them.
func (g *guesser) leaveOut() {
	var labels []string
	note := func(r table.RawRow, label string) {
		if !slices.ContainsFunc(labels, func(l string) bool { return fold(l) == fold(label) }) {
			labels = append(labels, label)
		}
		g.proposal.Left = append(g.proposal.Left, Left{Line: r.Line, Text: shortened(joined(r.Cells)), Why: whyTotal})
	}
	for _, r := range append(slices.Clone(g.sample.Rows[g.layout.next:]), g.sample.Last...) {
		if filled(r) < 2 {
			if filled(r) == 1 {
				g.proposal.Left = append(g.proposal.Left, Left{Line: r.Line, Text: shortened(joined(r.Cells)), Why: whyNoValue})
			}
			continue
		}
		for _, c := range g.proposal.Columns {
			cell := cellAt(r, c.At)
			if c.Column.Role == Value || c.Column.Role == NoteWord || cell == "" {
				continue
			}
			if isTotal(cell) && c.Column.Role != GroupWord || g.isWholeCity(c, cell) {
				note(r, cell)
				break
			}
		}
	}
	if labels != nil {
		g.proposal.Spec.LeftOut = []Leave{{Words: labels}}
	}
}

// isWholeCity reports whether the cell names the city in a column of its parts.
func (g *guesser) isWholeCity(c ColumnGuess, cell string) bool {
	if !c.Column.Role.isArea() || c.Column.Level == "city" || c.Column.Level == "" {
		return false
	}
	return g.joiners["city"].sure(cell).Area != "" && g.joiners[c.Column.Level].sure(cell).Area == ""
}

// wide makes one column of the mapping of those that differ by their period
// only, and settles what the columns of values are about.
func (g *guesser) wide() {
	p := &g.proposal
	seen := make(map[string]bool)
	for _, c := range p.Columns {
		if seen[foldName(c.Column.Name)] {
			continue
		}
		seen[foldName(c.Column.Name)] = true
		p.Spec.Columns = append(p.Spec.Columns, c.Column)
	}
	if n := g.periodColumns(); n > 1 {
		g.tell(text.De.Int(int64(n))+" Spalten sind Zeiträume: sie werden zu Zeilen.", text.En.Int(int64(n))+" columns are periods: they become rows.")
	}
}

// settle fills in what no column says, and asks for what nothing says.
func (g *guesser) settle() {
	spec := &g.proposal.Spec
	mark, why := decimalOf(g.sample, g.values())
	spec.Decimal = mark
	if why != (text.Text{}) {
		g.tell(why.De, why.En)
	}
	g.settleValues()
	g.settleArea()
	g.settlePeriod()
	g.settleSum()
	if len(spec.Fixed) == 0 {
		spec.Fixed = nil
	}
}

// values returns the columns of values of the survey.
func (g *guesser) values() []column {
	var list []column
	for i, c := range g.proposal.Columns {
		if c.Column.Role == Value {
			list = append(list, g.columns[i])
		}
	}
	return list
}

// settleValues finds the indicator of columns that do not name theirs: in the
// title, or in the name of the sheet or file.
func (g *guesser) settleValues() {
	spec := &g.proposal.Spec
	if !spec.has(Value) {
		g.ask("columns", "Welche Spalte enthält die Werte?", "Which column holds the values?")
		return
	}
	if spec.has(Measured) {
		g.wordsOf(Measured, func(cell string) (string, bool) {
			i, sure := g.known.indicatorIn(cell)
			return i.Code, sure > 0
		})
		return
	}
	missing := slices.ContainsFunc(spec.Columns, func(c Column) bool { return c.Role == Value && c.Indicator == "" })
	if !missing {
		return
	}
	for _, line := range append(slices.Clone(g.layout.Title), g.sample.Sheet, strings.NewReplacer("_", " ", ".", " ").Replace(baseName(g.sample.File))) {
		if i, sure := g.known.indicatorIn(line); sure > 0 {
			spec.Fixed["indicator"] = i.Code
			g.tell("Kennzahl „"+i.Name.De+"“ aus „"+shortened(line)+"“", "indicator “"+i.Name.En+"” from “"+shortened(line)+"”")
			return
		}
	}
	var named []string
	for _, c := range spec.Columns {
		if c.Role == Value && c.Indicator != "" && !slices.Contains(named, c.Indicator) {
			named = append(named, c.Indicator)
		}
	}
	groups := slices.ContainsFunc(spec.Columns, func(c Column) bool { return c.Role == Value && c.Group != "" && c.Group != population.All })
	if len(named) == 1 && groups {
		spec.Fixed["indicator"] = named[0]
		return
	}
	for _, c := range spec.Columns {
		if c.Role == Value && c.Indicator == "" {
			g.ask("indicator", "Welche Kennzahl steht in der Spalte „"+c.Name+"“?", "Which indicator is in the column “"+c.Name+"”?")
		}
	}
}

// wordsOf notes what the words of a column stand for, where Apply would not
// know them by name.
func (g *guesser) wordsOf(role Role, meaning func(string) (string, bool)) {
	for i, c := range g.proposal.Columns {
		if c.Column.Role != role {
			continue
		}
		for _, cell := range g.columns[i].cells {
			if code, ok := meaning(cell); ok {
				if g.proposal.Spec.Words == nil {
					g.proposal.Spec.Words = make(map[string]map[string]string)
				}
				if g.proposal.Spec.Words[string(role)] == nil {
					g.proposal.Spec.Words[string(role)] = make(map[string]string)
				}
				g.proposal.Spec.Words[string(role)][cell] = code
			}
		}
	}
}

// settleArea joins the names of the sample; a file without areas is about the
// city.
func (g *guesser) settleArea() {
	p := &g.proposal
	inHead := slices.ContainsFunc(p.Spec.Columns, func(c Column) bool { return c.Area != "" })
	if !p.Spec.has(AreaName, AreaNumber) {
		if g.known.City() == "" && !inHead {
			g.ask("area", "Für welches Gebiet gelten die Werte?", "Which area are the values about?")
			return
		}
		if g.known.City() != "" {
			p.Spec.Fixed["area"] = "city"
		}
		if !inHead {
			g.tell("Keine Spalte nennt Gebiete: die Werte gelten für die ganze Stadt.", "No column names areas: the values are about the whole city.")
		}
		return
	}
	for i, c := range p.Columns {
		if !c.Column.Role.isArea() {
			continue
		}
		var names []string
		for _, cell := range g.columns[i].cells {
			if !isTotal(cell) && !g.isWholeCity(c, cell) {
				names = append(names, cell)
			}
		}
		j := JoinAreas(names, g.known.Areas, AreaRule{Level: c.Column.Level})
		p.Areas.Sure = append(p.Areas.Sure, j.Sure...)
		p.Areas.Likely = append(p.Areas.Likely, j.Likely...)
		p.Areas.Unmatched = append(p.Areas.Unmatched, j.Unmatched...)
	}
	if n := int64(len(p.Areas.Likely) + len(p.Areas.Unmatched)); n > 0 {
		g.ask("areas.aliases", "Zu "+text.De.Int(n)+" Namen ist festzulegen, welches Gebiet gemeint ist.", "For "+text.En.Int(n)+" names the area must be decided.")
	}
}

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

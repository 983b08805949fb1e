// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/population"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// leaveOut proposes the rows that are no data: sums, by their labels. The row
// of the whole city in a table of its parts is one of them.
func (g *guesser) leaveOut() {
	spec := &g.proposal.Spec
	note := func(r table.RawRow, column, label string) {
		i := slices.IndexFunc(spec.LeftOut, func(l Leave) bool { return l.Column == column })
		if i < 0 {
			i = len(spec.LeftOut)
			spec.LeftOut = append(spec.LeftOut, Leave{Column: column})
		}
		if !slices.ContainsFunc(spec.LeftOut[i].Words, func(l string) bool { return fold(l) == fold(label) }) {
			spec.LeftOut[i].Words = append(spec.LeftOut[i].Words, label)
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
				note(r, c.Name, cell)
				break
			}
		}
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
	g.settleAlike()
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

// settleAlike asks what tells columns of values apart whose headings name the
// same, such as "Einwohner / Männer" and "Einwohner / Frauen".
func (g *guesser) settleAlike() {
	seen := make(map[Column]string)
	for _, c := range g.proposal.Spec.Columns {
		name, wild := c.Name, strings.Contains(c.Name, "*")
		if _, _, isPeriod := periodIn(name); c.Role != Value || isPeriod && !wild || c.Indicator == "" && g.proposal.Spec.Fixed["indicator"] == "" {
			continue
		}
		if c.Name = ""; wild {
			c.Name = "*"
		}
		if c.Group == population.All {
			c.Group = ""
		}
		if first, double := seen[c]; double {
			g.ask("columns", "Die Spalten „"+first+"“ und „"+name+"“ sagen dasselbe. Was unterscheidet sie?", "The columns “"+first+"” and “"+name+"” say the same. What tells them apart?")
			return
		}
		seen[c] = name
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

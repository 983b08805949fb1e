// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Guess proposes what the columns of a sample mean, by their names and by what
// stands in them. It proposes a mapping of figures; nothing of it holds until a
// planner has confirmed it.
func Guess(s Sample, known Catalogue) Proposal {
	at, rows := s.findHeader()
	g := &guesser{sample: s, known: known, layout: s.Layout(at, rows), joiners: make(map[string]*Joiner)}
	for level := range area.Levels {
		g.joiners[level] = NewJoiner(known.Areas, AreaRule{Level: level})
	}
	p := &g.proposal
	p.Layout = g.layout
	p.Spec = Spec{
		Form: Form, Name: slug(strings.TrimSuffix(strings.TrimSuffix(baseName(s.File), ".csv"), ".xlsx")), Kind: Figures, Header: max(rows, 1),
		Basis: figure.Counted, KnownFrom: KnownRule{DaysAfter: 14, Basis: "angenommen: 14 Tage nach dem Zeitraum"}, Fixed: map[string]string{},
	}
	if p.Spec.Name == "" {
		p.Spec.Name = "zuordnung"
	}
	if len(s.Sheets) > 1 {
		p.Spec.Sheet = s.Sheet
	}
	g.setTitle()
	p.Notes = append(p.Notes, s.Remarks...)
	if rows == 0 {
		g.ask("header", "Es wurde keine Kopfzeile gefunden. Welche Zeile nennt die Spalten?", "No header was found. Which row names the columns?")
		g.layout = s.Layout(at, 1)
		p.Layout = g.layout
	}
	g.rows = g.dataRows()
	g.columns = survey(s, g.layout, g.rows)
	g.roles()
	g.leaveOut()
	g.wide()
	g.settle()
	p.Spec.Fingerprint = p.Layout.Fingerprint()
	return *p
}

// guesser is the work on one proposal.
type guesser struct {
	sample   Sample
	known    Catalogue
	layout   Layout
	rows     []table.RawRow // data rows, those of totals left out
	columns  []column
	proposal Proposal
	hasArea  bool
	joiners  map[string]*Joiner   // by level
	areas    map[int]*ColumnGuess // by place of the column
}

func (g *guesser) ask(field, de, en string) {
	g.proposal.Open = append(g.proposal.Open, Question{field, text.T(de, en)})
}

func (g *guesser) tell(de, en string) {
	g.proposal.Notes = append(g.proposal.Notes, text.T(de, en))
}

func baseName(file string) string {
	return file[strings.LastIndexAny(file, `/\`)+1:]
}

// setTitle names mapping and source after the first line of the title, else
// after the file.
func (g *guesser) setTitle() {
	title := baseName(g.sample.File)
	for _, line := range g.layout.Title {
		if line != "" {
			title = shortened(line)
			break
		}
	}
	g.proposal.Spec.Title, g.proposal.Spec.Source = text.Same(title), title
}

// dataRows returns the rows below the header that hold more than a note.
func (g *guesser) dataRows() []table.RawRow {
	var rows []table.RawRow
	for _, r := range append(slices.Clone(g.sample.Rows[g.layout.next:]), g.sample.Last...) {
		if filled(r) >= 2 && !g.isTotalRow(r) && !g.isHeader(r) {
			rows = append(rows, r)
		}
	}
	return rows
}

// isHeader reports whether the row is one of the header again.
func (g *guesser) isHeader(r table.RawRow) bool {
	header := g.sample.Rows[g.layout.next-min(g.layout.Header, g.layout.next) : g.layout.next]
	return slices.ContainsFunc(header, func(h table.RawRow) bool { return joined(h.Cells) == joined(r.Cells) })
}

// isTotalRow reports whether the first text of a row is the label of a sum.
func (g *guesser) isTotalRow(r table.RawRow) bool {
	for i := range r.Cells {
		if cell := cellAt(r, i); cell != "" && !looksNumber(cell) {
			return isTotal(cell)
		}
	}
	return false
}

// roles guesses each column by itself.
func (g *guesser) roles() {
	g.findArea()
	for i := range g.columns {
		c := &g.columns[i]
		guess := ColumnGuess{Heading: c.Heading, Examples: c.examples}
		guess.Column = Column{Name: c.Name}
		if done := g.areaGuess(i); done != nil {
			guess.Column.Role, guess.Column.Level, guess.Confidence, guess.Why = done.Column.Role, done.Column.Level, done.Confidence, done.Why
			guess.Column.Repeat = done.Column.Repeat
		} else {
			g.one(c, &guess)
		}
		g.proposal.Columns = append(g.proposal.Columns, guess)
	}
}

// findArea finds the columns of areas: the best of names, and numbers beside.
func (g *guesser) findArea() {
	name, number := -1, -1
	nameLevel, numberLevel := "", ""
	nameShare, numberShare := 0.0, 0.0
	for i := range g.columns {
		c := &g.columns[i]
		level, share := c.areaLevel(g.joiners, false)
		if share > nameShare+0.01 && share >= 0.5 {
			name, nameLevel, nameShare = i, level, share
		}
		if level, share := c.areaLevel(g.joiners, true); share > numberShare+0.01 && share >= 0.7 && isNumberHead(c.Name) {
			number, numberLevel, numberShare = i, level, share
		}
	}
	if name < 0 {
		// A column that is called so, though its names are strange.
		name = slices.IndexFunc(g.columns, func(c column) bool { return isAreaHead(c.Name) && !c.isNumeric() && !isNumberHead(c.Name) })
		if name >= 0 && number >= 0 {
			name = -1
		}
	}
	g.hasArea = name >= 0 || number >= 0
	g.areaAt(name, AreaName, nameLevel, nameShare)
	if number >= 0 && (name < 0 || numberLevel == nameLevel) {
		g.areaAt(number, AreaNumber, numberLevel, numberShare)
	}
	if g.proposal.Spec.Areas.Level = nameLevel; name < 0 {
		g.proposal.Spec.Areas.Level = numberLevel
	}
}

func isNumberHead(name string) bool {
	return headWord(name, "nr", "nummer", "nr*", "schluessel", "ags", "kennziffer", "key", "number", "bezirksnr", "id", "code", "centre") || headWord(name, "bezirk*", "stadtteil*", "gebiet*")
}

func isAreaHead(name string) bool {
	return headWord(name, "bezirk*", "stadtbezirk*", "stadtteil*", "gebiet*", "ortsteil*", "stadtgebiet*", "district", "area", "raumeinheit", "ort")
}

// areaAt notes a column of areas.
func (g *guesser) areaAt(i int, role Role, level string, share float64) {
	if i < 0 {
		return
	}
	c := &g.columns[i]
	guess := ColumnGuess{Column: Column{Role: role, Level: level}, Confidence: share}
	percent := text.De.Int(int64(share * 100))
	guess.Why = text.T(percent+" % der Einträge sind Gebiete oder heißen ähnlich", percent+"% of the entries are areas or are called alike")
	if share == 0 {
		guess.Confidence, guess.Why = 0.4, text.T("die Überschrift nennt ein Gebiet, die Einträge sind unbekannt", "the heading names an area, the entries are not known")
	}
	if 3*c.empty > len(g.rows) {
		guess.Column.Repeat = true
		guess.Why = text.T(guess.Why.De+"; leere Zellen wiederholen die Zelle darüber", guess.Why.En+"; empty cells repeat the one above")
	}
	if g.areas == nil {
		g.areas = make(map[int]*ColumnGuess)
	}
	g.areas[i] = &guess
}

func (g *guesser) areaGuess(i int) *ColumnGuess { return g.areas[i] }

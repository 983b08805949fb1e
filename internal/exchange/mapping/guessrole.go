// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"strings"

	"planraum/internal/text"
)

// verdict is a guess of one rule.
type verdict struct {
	role       Role
	confidence float64
	why        text.Text
}

// one guesses a column that is not one of areas.
func (g *guesser) one(c *column, guess *ColumnGuess) {
	for _, rule := range []func(*column) (verdict, bool){g.byHeading, g.byPeriod, g.byWords, g.byNumbers} {
		if v, ok := rule(c); ok {
			guess.Column.Role, guess.Confidence, guess.Why = v.role, v.confidence, v.why
			if v.role == Value {
				g.value(c, guess)
			}
			return
		}
	}
	guess.Column.Role, guess.Confidence = Ignore, 0.5
	guess.Why = text.T("Texte, die nichts Bekanntes benennen", "texts that name nothing known")
}

// byHeading knows columns that only their heading tells.
func (g *guesser) byHeading(c *column) (verdict, bool) {
	heading := func(r Role, sure float64) (verdict, bool) {
		return verdict{r, sure, text.T("die Überschrift sagt es", "the heading says so")}, true
	}
	switch {
	case len(c.cells) == 0:
		_, _, isPeriod := periodIn(c.Name)
		if i, sure := g.known.indicatorIn(lastPart(c.Name)); isPeriod || sure > 0 && i.Code != "" {
			return heading(Value, 0.6)
		}
		return verdict{Ignore, 0.9, text.T("die Spalte ist leer", "the column is empty")}, true
	case headWord(c.Name, "quelle", "source", "datenquelle"):
		return heading(SourceWord, 0.9)
	case headWord(c.Name, "bemerkung*", "anmerkung*", "hinweis*", "notiz*", "kommentar*", "note", "fussnote*") && !c.isNumeric():
		return heading(NoteWord, 0.9)
	case headWord(c.Name, "lfd", "laufende", "zeile"):
		return verdict{Ignore, 0.9, text.T("laufende Nummer", "running number")}, true
	case strings.Contains(strings.ToLower(c.Name), "bekannt ab") || fold(c.Name) == "known from":
		return heading(Known, 0.9)
	case g.hasArea && isAreaHead(c.Name) && !g.namesIndicator(c.Name):
		return verdict{Ignore, 0.6, text.T("ein weiteres Gebiet; die andere Spalte ist besser erkannt", "another area; the other column is recognised better")}, true
	}
	return verdict{}, false
}

func (g *guesser) namesIndicator(name string) bool {
	_, sure := g.known.indicatorIn(name)
	return sure > 0
}

func lastPart(name string) string {
	return name[strings.LastIndex(name, partMark)+1:]
}

// byPeriod knows columns of days, months, quarters and years.
func (g *guesser) byPeriod(c *column) (verdict, bool) {
	hint := AnyPeriod
	switch {
	case headWord(c.Name, "monat", "month", "berichtsmonat", "mon"):
		hint = Month
	case headWord(c.Name, "quartal", "quarter", "vierteljahr", "vj"):
		hint = Quarter
	case headWord(c.Name, "jahr", "year", "berichtsjahr", "kalenderjahr"):
		hint = Year
	case headWord(c.Name, "datum", "stichtag", "tag", "date", "stand", "berichtstag"):
		hint = Day
	}
	years := 0
	few := &column{cells: c.cells[:min(len(c.cells), max(40, 20_000/len(g.columns)))]}
	share := few.share(func(cell string) bool {
		m, ok := whenOf(cell, hint)
		if ok && m.month == 0 && m.quarter == 0 && m.half == 0 && m.day == 0 {
			years++
		}
		return ok && (hint != AnyPeriod || m.year > 0 || m.month > 0)
	})
	if share < 0.7 {
		return verdict{}, false
	}
	if hint == AnyPeriod && years > 0 && c.numbers == len(c.cells) && (c.distinct() > 15 || g.namesIndicator(c.Name)) {
		return verdict{}, false // counts that look like years
	}
	if hint == AnyPeriod && years == len(few.cells) {
		hint = Year
	}
	percent := text.De.Int(int64(share * 100))
	return verdict{hint, share, text.T(percent+" % der Einträge sind Zeiträume", percent+"% of the entries are periods")}, true
}

// byWords knows columns of groups and of indicators.
func (g *guesser) byWords(c *column) (verdict, bool) {
	if c.isNumeric() {
		return verdict{}, false
	}
	few := &column{cells: c.cells[:min(len(c.cells), 20, max(3, 2000/len(g.columns)))]} // quick in the widest file too
	groups := few.share(func(cell string) bool { _, ok := g.known.groupIn(cell); return ok })
	if groups >= 0.5 {
		return verdict{GroupWord, groups, text.T("die Einträge sind bekannte Zielgruppen", "the entries are known groups")}, true
	}
	named := few.share(func(cell string) bool { _, sure := g.known.indicatorIn(cell); return sure > 0 })
	if named >= 0.5 {
		return verdict{Measured, named * 0.95, text.T("die Einträge sind bekannte Kennzahlen", "the entries are known indicators")}, true
	}
	switch {
	case headWord(c.Name, "zielgruppe", "personengruppe", "gruppe", "group"):
		return verdict{GroupWord, 0.5, text.T("die Überschrift nennt eine Gruppe, die Einträge sind unbekannt", "the heading names a group, the entries are not known")}, true
	case headWord(c.Name, "kennzahl", "merkmal", "indikator", "indicator"):
		return verdict{Measured, 0.5, text.T("die Überschrift nennt eine Kennzahl, die Einträge sind unbekannt", "the heading names an indicator, the entries are not known")}, true
	}
	return verdict{}, false
}

// byNumbers knows columns of values.
func (g *guesser) byNumbers(c *column) (verdict, bool) {
	if !c.isNumeric() {
		return verdict{}, false
	}
	pattern, _, isPeriod := periodIn(c.Name)
	switch {
	case isTotal(lastPart(c.Name)) && g.periodColumns() > 0:
		return verdict{Ignore, 0.9, text.T("Summe über die Zeiträume: sie ergibt sich aus ihnen", "sum over the periods: it follows from them")}, true
	case !isPeriod && isNumberHead(c.Name) && !g.namesIndicator(c.Name) && headWord(c.Name, "nr", "nummer", "schluessel", "code", "id", "ags", "kennziffer"):
		return verdict{Ignore, 0.7, text.T("eine Nummer, kein Wert", "a number that names, no value")}, true
	}
	_ = pattern
	return verdict{Value, 0.8, text.T("Zahlen", "numbers")}, true
}

// periodColumns counts the columns whose heading is a period.
func (g *guesser) periodColumns() int {
	n := 0
	for _, c := range g.columns {
		if _, _, ok := periodIn(c.Name); ok && c.isNumeric() {
			n++
		}
	}
	return n
}

// value guesses what the heading of a column of values says of them.
func (g *guesser) value(c *column, guess *ColumnGuess) {
	pattern, when, isPeriod := periodIn(c.Name)
	if isPeriod {
		guess.Column.Name, guess.when = pattern, when
		guess.Confidence, guess.Why = 0.9, text.T("die Überschrift ist ein Zeitraum: die Spalten werden zu Zeilen", "the heading is a period: the columns become rows")
	}
	for _, part := range strings.Split(strings.ReplaceAll(pattern, "*", ""), partMark) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if id, ok := g.known.groupIn(part); ok && guess.Column.Group == "" {
			guess.Column.Group, guess.Confidence = id, 0.9
			guess.Why = text.T("die Überschrift nennt eine Zielgruppe", "the heading names a group")
			continue
		}
		if i, sure := g.known.indicatorIn(part); sure > 0 && guess.Column.Indicator == "" {
			guess.Column.Indicator, guess.Confidence = i.Code, sure
			guess.Why = text.T("die Überschrift nennt die Kennzahl „"+i.Name.De+"“", "the heading names the indicator “"+i.Name.En+"”")
			continue
		}
		g.areaHead(part, guess)
	}
	if guess.Column.Indicator == "" && (headWord(c.Name, shares...) || strings.Contains(c.Name, "%")) {
		guess.Column = Column{Name: c.Name, Role: Ignore}
		guess.Confidence, guess.Why = 0.7, text.T("ein Anteil, der sich aus anderen Werten ergibt", "a share that follows from other values")
	}
}

// areaHead reads a heading that is an area, where no column names areas.
func (g *guesser) areaHead(part string, guess *ColumnGuess) {
	if g.hasArea {
		return
	}
	for _, level := range []string{"district", "subdistrict", "city"} {
		if m := g.joiners[level].sure(part); m.Area != "" {
			guess.Column.Area, guess.Confidence, guess.Why = m.Area, m.Confidence, text.T("die Überschrift nennt ein Gebiet", "the heading names an area")
			return
		}
	}
}

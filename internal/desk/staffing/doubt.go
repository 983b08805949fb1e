// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"slices"
	"strings"

	"planraum/internal/city/staffing"
	"planraum/internal/text"
)

// doubtGrade asks about a grade that no pay table has. It offers the one that differs by
// case and spaces only ("eg9" for EG 9), or else all that are known; nothing where a table
// has the grade or none is named.
func doubtGrade(grade string, pay []staffing.Pay) []text.Text {
	var known []string
	meant := ""
	for _, p := range pay {
		if grade == "" || p.Grade == grade {
			return nil
		}
		if !slices.Contains(known, p.Grade) {
			known = append(known, p.Grade)
		}
		if strings.EqualFold(strings.Join(strings.Fields(p.Grade), ""), strings.Join(strings.Fields(grade), "")) {
			meant = p.Grade
		}
	}
	de, en := "Ist sie richtig geschrieben?", "Is it spelt correctly?"
	switch {
	case grade == "":
		return nil
	case meant != "":
		de, en = "Gemeint ist vermutlich „"+meant+"“.", "Probably “"+meant+"” is meant."
	case len(known) > 0:
		slices.SortFunc(known, text.De.Compare)
		all := strings.Join(known, ", ")
		de, en = de+" Bekannt sind: "+all+".", en+" Known are: "+all+"."
	}
	return []text.Text{text.T("Für die Bewertung „"+grade+"“ ist keine Entgelttabelle bekannt: Was die Stelle kostet, bleibt unbekannt. "+de,
		"No pay table is known for the grade “"+grade+"”: what the post costs stays unknown. "+en)}
}

// DoubtUnit asks about an office that no known change names; nothing where one does, or
// where there is no change to compare with.
func (p PostPlan) DoubtUnit(office string) []text.Text {
	var known []string
	for _, e := range p.Changes {
		if !slices.Contains(known, e.Noun.Unit) {
			known = append(known, e.Noun.Unit)
		}
	}
	if len(known) == 0 || slices.Contains(known, office) {
		return nil
	}
	slices.SortFunc(known, text.De.Compare)
	all := strings.Join(known, ", ")
	return []text.Text{text.T("Das Amt „"+office+"“ kommt in keiner bekannten Änderung vor. Ist es richtig geschrieben? Bekannt sind: "+all+".",
		"No known change names the office “"+office+"”. Is it spelt correctly? Known are: "+all+".")}
}

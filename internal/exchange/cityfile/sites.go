// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadSites reads a file of accommodation sites in file order: one entry for
// each version of a site. Its error is fault.Invalid with all faults, or that
// of the reader.
func ReadSites(in *table.Reader, known Catalogue) ([]accommodation.Site, error) {
	var list []accommodation.Site
	seen := newTwice()
	err := each(in, Sites, func(c cells) error {
		s := readSite(c, known)
		seen.check(c, "id, known_from", s.ID, s.KnownFrom.String())
		list = append(list, s)
		return nil
	}, nil)
	return list, err
}

func readSite(c cells, known Catalogue) accommodation.Site {
	basis := c.basis("basis")
	s := accommodation.Site{
		ID:        c.text("id"),
		Name:      c.text("name"),
		Area:      known.area(c),
		Kind:      accommodation.Kind(c.oneOf("kind", words(accommodation.Kinds)...)),
		Certainty: accommodation.Certainty(c.oneOf("certainty", words(accommodation.Certainties)...)),
		Opening:   accommodation.Dated{Date: c.date("opening"), Basis: c.optBasis("opening_basis", basis), Rule: c.OptText("opening_rule")},
		Nominal:   c.limited("places", unit.Headcount(c.atLeast("places", 0))),
		Blocked:   c.optCount("blocked"),
		Reserve:   c.optCount("reserve"),
		Cost:      c.optMoney("cost_eur"),
		Package:   known.packageOf(c),
		Paper:     c.OptText("paper"),
		Basis:     basis,
		Source:    c.text("source"),
		Note:      c.OptText("note"),
		KnownFrom: c.date("known_from"),
		Withdrawn: c.yes("withdrawn"),
		File:      c.file,
		Line:      c.Line,
	}
	readEnd(c, &s)
	unread := s.Nominal == 0 && strings.TrimSpace(c.Raw("places")) != "0" // its own fault is told already
	if s.Blocked+s.Reserve > s.Nominal && !unread {
		c.Refuse("blocked", text.T(
			"gesperrte und freigehaltene Plätze, zusammen höchstens "+text.De.Int(int64(s.Nominal))+" (places)",
			"blocked and reserve places, together at most "+text.En.Int(int64(s.Nominal))+" (places)"))
	}
	return s
}

// readEnd reads the end of the site: after its opening, and with a reason.
func readEnd(c cells, s *accommodation.Site) {
	end := c.optDate("end")
	s.EndReason = accommodation.EndReason(c.OptOneOf("end_reason", words(accommodation.EndReasons)...))
	if end.IsZero() {
		if s.EndReason != "" && c.Raw("end") == "" {
			c.Refuse("end", text.T("ein Tag, weil end_reason einen Grund nennt", "a day, because end_reason gives a reason"))
		}
		return
	}
	s.End = accommodation.Dated{Date: end, Basis: c.optBasis("end_basis", s.Basis), Rule: c.OptText("end_rule")}
	if !s.Opening.Date.IsZero() && !end.After(s.Opening.Date) {
		c.Refuse("end", text.T(
			"ein Tag nach der Öffnung am "+s.Opening.Date.In(text.De)+" (opening)",
			"a day after the opening on "+s.Opening.Date.In(text.En)+" (opening)"))
	}
	if s.EndReason == "" && c.Raw("end_reason") == "" {
		c.Refuse("end_reason", text.T("ein Grund für das Ende: permit, lease, demolition, season oder closure", "a reason for the end: permit, lease, demolition, season or closure"))
	}
}

// yes reads yes or no; an empty cell is no.
func (c cells) yes(column string) bool {
	switch c.OptOneOf(column, "yes", "no", "ja", "nein") {
	case "yes", "ja":
		return true
	}
	return false
}

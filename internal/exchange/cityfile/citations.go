// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"regexp"
	"strconv"
	"strings"

	"planraum/internal/city/source"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// mostPattern is how many letters a pattern may have.
const mostPattern = 300

// ReadCitations reads a file of ways to write sources in file order. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadCitations(in *table.Reader) ([]source.Citation, error) {
	var list []source.Citation
	seen := newTwice()
	err := each(in, Citations, func(c cells) error {
		one := source.Citation{
			Order: c.IntAtLeast("order", 0), Pattern: c.text("pattern"), Text: text.T(c.text("text_de"), c.text("text_en")),
			Known: c.optDate("known_from"), File: c.file, Line: c.Line,
		}
		short, err := regexp.Compile(one.Pattern)
		switch {
		case one.Pattern == "":
		case len(one.Pattern) > mostPattern:
			c.Refuse("pattern", text.T("höchstens 300 Zeichen", "at most 300 characters"))
		case err != nil:
			c.Refuse("pattern", text.T("ein regulärer Ausdruck nach RE2, etwa StZ ([0-9a-f]{8})", "a regular expression of RE2, such as StZ ([0-9a-f]{8})"))
		case short.MatchString(""):
			c.Refuse("pattern", text.T("ein Ausdruck, der nicht auf jeden Text passt", "an expression that does not match every text"))
		}
		for column, written := range map[string]string{"text_de": one.Text.De, "text_en": one.Text.En} {
			if none := one.Missing(written); len(none) > 0 {
				n := strconv.Itoa(short.NumSubexp())
				c.Refuse(column, text.T("Gruppen, die das Muster hat ("+n+"), nicht "+strings.Join(none, ", "), "groups that the pattern has ("+n+"), not "+strings.Join(none, ", ")))
			}
		}
		seen.check(c, "order, known_from", one.Key(), one.Known.String())
		list = append(list, one)
		return nil
	}, nil)
	return list, err
}

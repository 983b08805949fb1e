// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"strings"

	"planraum/internal/text"
)

// Sign is what stands in a cell of a German official table in place of a
// number (DIN 55301, and the tables' preliminary notes of the Federal
// Statistical Office).
type Sign string

// The signs. Only Nothing is a figure: exactly zero. All others give no figure,
// because unknown is not zero.
const (
	NoSign     Sign = ""
	Nothing    Sign = "-" // nothing there: exactly zero
	Hidden     Sign = "." // unknown, or not to be disclosed
	Senseless  Sign = "x" // cannot have a value here
	Unreliable Sign = "/" // too uncertain to be told
	Later      Sign = "…" // not known yet
	Empty      Sign = " " // an empty cell: unknown
)

var signs = map[Sign]text.Text{
	Nothing:    text.T("nichts vorhanden: genau 0", "nothing there: exactly 0"),
	Hidden:     text.T("unbekannt oder geheim zu halten", "unknown or not to be disclosed"),
	Senseless:  text.T("Angabe nicht sinnvoll", "no value makes sense here"),
	Unreliable: text.T("nicht sicher genug", "not reliable enough"),
	Later:      text.T("Angabe fällt später an", "not yet available"),
	Empty:      text.T("leer: unbekannt", "empty: unknown"),
}

// Label returns the meaning of the sign.
func (s Sign) Label() text.Text { return signs[s] }

var spellings = map[string]Sign{
	"": Empty, "-": Nothing, "–": Nothing, "—": Nothing, "\u2212": Nothing,
	".": Hidden, "•": Hidden, "·": Hidden, "*": Hidden, "ka": Hidden, "k.a.": Hidden, "k.a": Hidden, "n.b.": Hidden, "nb": Hidden, "unbekannt": Hidden,
	"geheim": Hidden, "fehlt": Hidden, "keineangabe": Hidden, "n.v.": Hidden, "nv": Hidden, "na": Hidden, "n/a": Hidden, "?": Hidden,
	"x": Senseless, "entfällt": Senseless, "entf.": Senseless, "/": Unreliable, "…": Later, "...": Later, "folgt": Later,
}

// SignOf reads a cell as a sign; false where it is none.
func SignOf(cell string) (Sign, bool) {
	s, ok := spellings[strings.ReplaceAll(strings.ToLower(oneSpace(cell)), " ", "")]
	return s, ok
}

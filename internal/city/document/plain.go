// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package document

import (
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// Notes in plain words: a sentence says one thing, and who reads it need not know how the
// city keeps its figures.

// bases say in plain words how a number came about.
var bases = map[figure.Basis]text.Text{
	figure.Counted:   text.T("Die Stadt hat gezählt.", "The city has counted."),
	figure.Reported:  text.T("Die Zahl steht in einem Papier.", "The number stands in a paper."),
	figure.Announced: text.T("Die Zahl ist angekündigt. Sie kann sich noch ändern.", "The number is announced. It can still change."),
	figure.Assumed:   text.T("Die Zahl ist angenommen. Sie steht noch nicht fest.", "The number is assumed. It is not certain yet."),
	figure.Forecast:  text.T("Die Zahl ist eine Vorhersage. Es kann anders kommen.", "The number is a forecast. Things may come differently."),
	figure.Computed:  text.T("Die Zahl ist ausgerechnet.", "The number is reckoned."),
}

// toldPlain writes the derivation of a field in plain words: what the number is, how it
// came about, where it stands and since when it is known.
func (f *fair) toldPlain(of Field) string {
	var s []string
	if of.Value.Draft != (text.Text{}) {
		s = append(s, f.say("Hier fehlt noch etwas: ", "Something is missing here: ")+sentence(of.Value.Draft.In(f.Lang)))
	}
	d := of.Value.Derivation
	if d == nil {
		return strings.Join(s, " ")
	}
	s = append(s, sentence(capital(join(": ", d.Name.In(f.Lang), d.Value.In(f.Lang)))), bases[d.Basis].In(f.Lang))
	if d.Source != "" {
		s = append(s, sentence(f.say("Wir haben das hier gelesen: ", "We have read it here: ")+d.Source))
	}
	if !d.KnownFrom.IsZero() {
		s = append(s, sentence(f.say("Wir wissen das seit dem ", "We have known it since ")+d.KnownFrom.In(f.Lang)))
	}
	return join(" ", s...)
}

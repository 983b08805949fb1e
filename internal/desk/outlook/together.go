// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"strings"

	"planraum/internal/method/warning"
	"planraum/internal/text"
)

// Together says which of the listed decisions are alternatives and which add up; empty
// where there are not two of them. Each number is what is missing in its month if
// nothing is decided at all, so numbers of several months must not be added.
func (o Outlook) Together() text.Text {
	months := o.byMonth()
	kinds := 0
	for _, group := range months {
		kinds += len(group)
	}
	if _, old := o.Demand.Stale(); old || kinds < 2 {
		return text.Text{}
	}
	return both(func(l text.Lang) string {
		var said []string
		if kinds > len(months) {
			said = append(said, text.T("Arten für denselben Monat sind Alternativen: Eine genügt, oder mehrere, die zusammen so viele Plätze haben.",
				"Kinds for the same month are alternatives: one is enough, or several that have as many places together.").In(l))
		}
		if len(months) > 1 {
			said = append(said, text.T("Zahlen für verschiedene Monate dürfen nicht zusammengezählt werden: Jede sagt, was dann insgesamt fehlt, wenn gar nichts entschieden wird. ",
				"Numbers for different months must not be added: each says what is missing then in all if nothing is decided at all. ").In(l)+o.more(months, l))
		}
		return strings.Join(said, " ")
	})
}

// byMonth groups the kinds that can still avert a shortage by the month that they avert.
func (o Outlook) byMonth() [][]warning.Class {
	var months [][]warning.Class
	for _, c := range o.Urgent() {
		if n := len(months); n > 0 && *months[n-1][0].Avert == *c.Avert {
			months[n-1] = append(months[n-1], c)
			continue
		}
		months = append(months, []warning.Class{c})
	}
	return months
}

// more says how many places each month needs beyond those of the months before.
func (o Outlook) more(months [][]warning.Class, l text.Lang) string {
	most := 0
	var steps []string
	for i, group := range months {
		m, _ := o.At(*group[0].Avert)
		form := text.T("für %s %s weitere (%s)", "%[2]s more for %[1]s (%[3]s)")
		if i == 0 {
			form = text.T("für %s %s (%s)", "%[2]s for %[1]s (%[3]s)")
		}
		steps = append(steps, fmt.Sprintf(form.In(l), m.Month.In(l), count(l, max(m.Missing.Median-most, 0)), either(l, group)))
		most = max(most, m.Missing.Median)
	}
	return fmt.Sprintf(text.T("Bleiben die früher entschiedenen Plätze offen, sind in der Mitte der Verläufe nötig: %s.", "If the places decided before stay open, in the middle of the paths are needed: %s.").In(l), strings.Join(steps, ", "))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"strings"

	"planraum/internal/city/approval"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// What a writer has to know of a number before it is put into a text: how it came about,
// and what keeps it from being issued.

// howOf says in words how a number came about: what is reckoned for a time after the
// as-of date is reckoned ahead, whatever it rests on.
func howOf(b figure.Basis, when period.Period, asOf period.Date) text.Text {
	switch {
	case b == 0:
		return text.Text{}
	case b == figure.Computed && when.To.After(asOf):
		return text.T("vorausberechnet", "reckoned ahead")
	}
	return b.Label()
}

// withheld says that a figure is not released yet; empty where it is, or nobody asked.
func withheld(f figure.Figure) text.Text {
	if s := f.Release.State; s != approval.Unasked && !s.Open() {
		return text.T("nicht freigegeben ("+s.Label().De+")", "not released ("+s.Label().En+")")
	}
	return text.Text{}
}

// withUnit writes a figure with its unit, as it stands in a text.
func (c *city) withUnit(f figure.Figure) text.Text {
	write := func(l text.Lang) string {
		if f.IsSecret() {
			return f.Written(l)
		}
		return strings.TrimSpace(f.Written(l) + " " + c.names[f.Indicator].Unit.In(l))
	}
	return text.T(write(text.De), write(text.En))
}

// amount is a number with its unit.
func amount(n int64, de, en string) text.Text {
	return text.T(text.De.Int(n)+" "+de, text.En.Int(n)+" "+en)
}

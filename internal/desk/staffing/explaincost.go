// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

func euro(c unit.Cents) text.Text {
	return both(func(l text.Lang) string { return l.Euro(int64(c)) })
}

func (r Range) end(high bool) unit.Cents {
	if high {
		return r.High
	}
	return r.Low
}

// money explains what the posts of lines cost in a year: each line, and for a single
// line each run of months with its pay.
func (b Biennium) money(out figure.Derivation, s StageSum, i int, item string) figure.Derivation {
	high := item == "high"
	step := text.T("der niedrigsten Stufe", "the lowest step")
	if high {
		step = text.T("der höchsten Stufe", "the highest step")
	}
	if n := b.Rates.Step; n > 0 {
		step = text.T(fmt.Sprintf("Stufe %d", n), fmt.Sprintf("step %d", n))
	}
	out.Name, out.Value = text.T("Entgelt der Stellen im Jahr", "pay of the posts in the year"), euro(s.Years[i].Cost.end(high))
	out.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Für jeden Monat: Monatsentgelt der Entgeltgruppe in %s nach der Tabelle, die am Monatsende gilt, mal Stellen am Monatsende, je Amt und Bewertung auf den Cent gerundet; summiert über zwölf Monate. %s", "For each month: monthly pay of the grade in %s by the table that holds at the end of the month, times the posts at the end of the month, rounded to the cent for each office and grade; summed over twelve months. %s").In(l), step.In(l), b.Rates.note().In(l))
	})
	for _, line := range b.Lines {
		c := line.Years[i].Cost.end(high)
		part := figure.Derivation{Name: text.Same(strings.TrimSpace(line.Unit + " " + line.Grade)), Value: euro(c), Basis: figure.Computed}
		for _, p := range line.Parts[i] {
			if p.Posts > 0 {
				part.From = append(part.From, p.derive(high))
			}
		}
		if c != 0 || len(part.From) > 0 {
			out.From = append(out.From, part)
		}
	}
	if len(b.Lines) == 1 && len(out.From) == 1 {
		out.From = out.From[0].From
	}
	return out
}

// payPart is a row of a pay table with where it is from.
func payPart(row staffing.Pay) figure.Derivation {
	out := figure.Derivation{
		Name:  text.T(fmt.Sprintf("Entgelttabelle, %s Stufe %d", row.Grade, row.Step), fmt.Sprintf("pay table, %s step %d", row.Grade, row.Step)),
		Value: euro(row.Monthly), Basis: figure.Reported, Source: row.Source,
	}
	out.Note = both(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("gilt ab %s", "valid from %s").In(l), row.ValidFrom.In(l))
		if !row.ValidTo.IsZero() {
			s = fmt.Sprintf(text.T("gilt vom %s bis %s", "valid from %s to %s").In(l), row.ValidFrom.In(l), row.ValidTo.In(l))
		}
		if row.Quality == staffing.Derived {
			s += text.T("; nicht gedruckt, sondern aus den Erhöhungen gerechnet", "; not printed but reckoned from the rises").In(l)
		}
		return s
	})
	if row.Quality == staffing.Derived {
		out.Basis = figure.Computed
	}
	return out
}

// derive explains the months of one pay with their numbers.
func (p Part) derive(high bool) figure.Derivation {
	month := func(l text.Lang) string {
		from := l.Month(p.From.Year(), p.From.OfYear())
		if p.From == p.To {
			return from
		}
		return fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), from, l.Month(p.To.Year(), p.To.OfYear()))
	}
	pay, row, each := p.Low, p.LowRow, p.Each.end(high)
	if high {
		pay, row = p.High, p.HighRow
	}
	out := figure.Derivation{Name: both(month), Basis: figure.Computed}
	if pay == nil {
		out.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Stellen; kein bekanntes Entgelt: Diese Monate fehlen in den Kosten.", "%s posts; no known pay: these months are missing in the cost.").In(l), l.Decimal(int64(p.Posts), 2))
		})
		return out
	}
	out.Value = euro(each * unit.Cents(p.Months()))
	out.From = []figure.Derivation{payPart(row)}
	out.Rule = both(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("%s x %s Stellen = %s je Monat; mal %d", "%s x %s posts = %s a month; times %d").In(l), l.Euro(int64(*pay)), l.Decimal(int64(p.Posts), 2), l.Euro(int64(each)), p.Months())
		if p.Each.Carried {
			s += text.T("; die neueste bekannte Tabelle gilt weiter", "; the newest known table holds on").In(l)
		}
		return s
	})
	return out
}

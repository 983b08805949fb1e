// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
)

// broken are the break notes of one series, by day. A break has the number of
// its place, on every picture and in every table of the series.
type broken []figure.Break

// brokenPersons are the breaks of the persons in accommodation, which many
// pictures draw.
func (s *server) brokenPersons(ctx context.Context, r request, indicator string) (broken, error) {
	settings, err := s.Data.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return s.Quality.Breaks(ctx, indicator, settings.Area, population.All, r.AsOf)
}

// drawn are the marks of the breaks on a chart.
func (b broken) drawn(l text.Lang) []chart.Break {
	marks := make([]chart.Break, len(b))
	for i, one := range b {
		marks[i] = chart.Break{Date: one.Day, Number: i + 1, Text: one.Text.In(l)}
	}
	return marks
}

// between names the breaks after one day up to another, for the row of a table
// that is the first behind them; nothing where there are none.
func (b broken) between(after, to period.Date) text.Text {
	return b.written(func(one figure.Break) bool { return one.Day.After(after) && !one.Day.After(to) }, "Bruch B%d", "break B%d")
}

// note tells the breaks in full, for below a table or number; nothing where
// there are none.
func (b broken) note() text.Text { return b.noteWithin(period.Date{}, period.Day(9999, 12, 31)) }

// noteWithin is note for the breaks of a time, the first day not included.
func (b broken) noteWithin(after, to period.Date) text.Text {
	return b.told(after, to, func(one figure.Break, l text.Lang) string {
		return text.T(" Quelle: ", " Source: ").In(l) + one.Source + "."
	})
}

// briefWithin is noteWithin without the sources, which stand at the series.
func (b broken) briefWithin(after, to period.Date) text.Text {
	return b.told(after, to, func(figure.Break, text.Lang) string { return "" })
}

func (b broken) told(after, to period.Date, more func(figure.Break, text.Lang) string) text.Text {
	return say(func(l text.Lang) string {
		var says []string
		for i, one := range b {
			if one.Day.After(after) && !one.Day.After(to) {
				says = append(says, fmt.Sprintf(text.T("Bruch B%d am %s: %s", "Break B%d on %s: %s").In(l), i+1, one.Day.In(l), one.Text.In(l))+more(one, l))
			}
		}
		return strings.Join(says, " ")
	})
}

func (b broken) written(which func(figure.Break) bool, de, en string) text.Text {
	return say(func(l text.Lang) string {
		var names []string
		for i, one := range b {
			if which(one) {
				names = append(names, fmt.Sprintf(text.T(de, en).In(l), i+1))
			}
		}
		return strings.Join(names, ", ")
	})
}

// joined puts two notes behind each other.
func joined(a, b text.Text) text.Text {
	return text.T(strings.TrimSpace(a.De+" "+b.De), strings.TrimSpace(a.En+" "+b.En))
}

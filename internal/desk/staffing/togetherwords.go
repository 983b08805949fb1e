// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// sprintf fills words of a language in.
func sprintf(words text.Text, l text.Lang, args ...any) string {
	return fmt.Sprintf(words.In(l), args...)
}

// togetherWords say what changes that come in together do, in a sentence for each day and
// double budget.
func togetherWords(t staffing.Together) []text.Text {
	var list []text.Text
	for _, d := range t.Days {
		list = append(list, both(func(l text.Lang) string { return dayWords(l, d) }))
	}
	sums := slices.DeleteFunc(slices.Clone(t.Years), func(y staffing.YearEffect) bool { return y.Unit != "" })
	for i := 0; i+1 < len(sums); i += 2 { // both years of a double budget
		list = append(list, budgetWords(sums[i], sums[i+1]))
	}
	return list
}

// askedRows is how many rows a sentence lists.
const askedRows = 12

// askedWords say at which rows there is something to look at.
func askedWords(notes []staffing.ChangeNote) []text.Text {
	var rows []int
	for _, n := range notes {
		if n.Line > 0 && !slices.Contains(rows, n.Line) {
			rows = append(rows, n.Line)
		}
	}
	slices.Sort(rows)
	if len(rows) == 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string {
		list := make([]string, min(len(rows), askedRows))
		for i := range list {
			list[i] = l.Int(int64(rows[i]))
		}
		if len(rows) > askedRows {
			list = append(list, "…")
		}
		if len(rows) == 1 {
			return sprintf(text.T("Bitte ansehen, was zu Zeile %s steht.", "Please look at what is said of row %s."), l, list[0])
		}
		return sprintf(text.T("Bitte ansehen, was zu %s Zeilen steht: %s.", "Please look at what is said of %s rows: %s."), l, l.Int(int64(len(rows))), strings.Join(list, ", "))
	})}
}

func shareIn(l text.Lang, n unit.FTE) string { return l.Decimal(int64(n), 2) }

func dayWords(l text.Lang, d staffing.DayEffect) string {
	s := sprintf(text.T("Am %s stehen %s statt %s Stellen im Plan", "On %s the plan holds %s instead of %s posts"), l, d.Day.In(l), shareIn(l, d.After.Posts), shareIn(l, d.Before.Posts))
	if d.After.Posts == d.Before.Posts {
		s = sprintf(text.T("Am %s stehen unverändert %s Stellen im Plan", "On %s the plan holds %s posts as before"), l, d.Day.In(l), shareIn(l, d.After.Posts))
	}
	if d.After.Outside != d.Before.Outside {
		s += sprintf(text.T(", außerhalb dürfen bis zu %s statt %s besetzt werden", ", and up to %s instead of %s may be filled outside of it"), l, shareIn(l, d.After.Outside), shareIn(l, d.Before.Outside))
	}
	return s + sprintf(text.T(" (bis zum Stand „%s“).", " (up to the stage “%s”)."), l, d.Upto.Label().In(l))
}

// budgetWords say what changes in both years of a double budget: posts, cost, the cost of
// authorisations that are used up, and what no pay is known for.
func budgetWords(a, b staffing.YearEffect) text.Text {
	if a.Before == a.After && b.Before == b.After {
		return both(func(l text.Lang) string {
			return sprintf(text.T("Im Doppelhaushalt %d/%d bleiben Stellen und Kosten, wie sie sind (bis zum Stand „%s“).", "In the double budget %d/%d posts and cost stay as they are (up to the stage “%s”)."), l, a.Year, b.Year, a.Upto.Label().In(l))
		})
	}
	full := a.Before.FullHigh != a.After.FullHigh || b.Before.FullHigh != b.After.FullHigh
	unknown := max(a.After.Unknown-a.Before.Unknown, b.After.Unknown-b.Before.Unknown)
	return both(func(l text.Lang) string {
		s := sprintf(text.T("Doppelhaushalt %d/%d (bis zum Stand „%s“): %s; %s.", "Double budget %d/%d (up to the stage “%s”): %s; %s."), l, a.Year, b.Year, a.Upto.Label().In(l), yearWords(l, a), yearWords(l, b))
		if full {
			s += " " + sprintf(text.T("Werden die Ermächtigungen ganz genutzt, ändern sich ihre Kosten: %d %s, %d %s.", "If the authorisations are used up their cost changes: %d %s, %d %s."), l, a.Year, fullWords(l, a), b.Year, fullWords(l, b))
		}
		if unknown > 0 {
			s += " " + sprintf(text.T("Für %s Stellen ist kein Entgelt bekannt; ihre Kosten fehlen darin.", "For %s posts no pay is known; their cost is missing in that."), l, shareIn(l, unknown))
		}
		return s
	})
}

// yearWords are the posts at the end of a year and by how much their cost differs.
func yearWords(l text.Lang, y staffing.YearEffect) string {
	posts := shareIn(l, y.After.Posts) + text.T(" statt ", " instead of ").In(l) + shareIn(l, y.Before.Posts)
	if y.After.Posts == y.Before.Posts {
		posts = text.T("unverändert ", "still ").In(l) + shareIn(l, y.After.Posts)
	}
	cost := text.T("Kosten ", "cost ").In(l) + moreCost(l, y.Before.CostLow, y.After.CostLow, y.Before.CostHigh, y.After.CostHigh)
	if y.Before.CostLow == y.After.CostLow && y.Before.CostHigh == y.After.CostHigh {
		cost = text.T("Kosten unverändert", "cost as before").In(l)
		if y.After.Unknown != y.Before.Unknown {
			cost = text.T("Kosten unbekannt", "cost unknown").In(l)
		}
	}
	return sprintf(text.T("Ende %d %s Stellen, %s", "at the end of %d %s posts, %s"), l, y.Year, posts, cost)
}

func fullWords(l text.Lang, y staffing.YearEffect) string {
	return moreCost(l, y.Before.FullLow, y.After.FullLow, y.Before.FullHigh, y.After.FullHigh)
}

// moreCost writes by how much a cost from the lowest to the highest step differs.
func moreCost(l text.Lang, lowBefore, lowAfter, highBefore, highAfter unit.Cents) string {
	signed := func(c unit.Cents) string {
		if c > 0 {
			return "+" + l.EuroWhole(int64(c))
		}
		return l.EuroWhole(int64(c))
	}
	low, high := lowAfter-lowBefore, highAfter-highBefore
	if low == high {
		return signed(low)
	}
	return sprintf(text.T("%s bis %s", "%s to %s"), l, signed(low), signed(high))
}

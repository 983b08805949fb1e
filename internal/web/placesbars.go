// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"slices"

	"planraum/internal/desk/capacity"
	"planraum/internal/text"
)

// mostBars is how many sites the picture of sites shows where it does not show
// all: a taller one nobody takes in at a glance.
const mostBars = 60

// drawnSites are the sites of the picture: all where they are few or asked
// for, else those that end first, still package by package.
func drawnSites(s capacity.Supply, r request) []capacity.Listed {
	if len(s.Sites) <= mostBars || r.All(sitesTable) {
		return s.Sites
	}
	first := make([]int, len(s.Sites))
	for i := range first {
		first[i] = i
	}
	slices.SortStableFunc(first, func(a, b int) int {
		x, y := s.Sites[a].End.Date, s.Sites[b].End.Date
		switch {
		case x.IsZero() == y.IsZero():
			return x.Compare(y)
		case x.IsZero(): // open-ended ones last
			return 1
		}
		return -1
	})
	first = slices.Sorted(slices.Values(first[:mostBars]))
	drawn := make([]capacity.Listed, mostBars)
	for i, n := range first {
		drawn[i] = s.Sites[n]
	}
	return drawn
}

// expiryNote says which sites the picture shows, and how sure their dates are.
func expiryNote(s capacity.Supply, drawn int) text.Text {
	if drawn == len(s.Sites) {
		return assumedNote(s)
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Das Bild zeigt %s von %s Standorten: die mit dem frühesten Ende. „Alle Zeilen zeigen“ unter der Tabelle der Standorte bringt auch hier alle. ",
			"The picture shows %s of %s sites: those that end first. “Show all rows” below the table of sites brings all of them here too. ").In(l),
			l.Int(int64(drawn)), l.Int(int64(len(s.Sites)))) + assumedNote(s).In(l)
	})
}

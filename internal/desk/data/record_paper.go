// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"cmp"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// tellPaper shows what a council paper asks for in money and posts, entry by entry, with
// the sums by sub-budget and year and those in all.
func tellPaper(p council.Paper) figure.Derivation {
	var money unit.Cents
	var posts unit.FTE
	d := figure.Derivation{
		Name: text.T("Vorlage: "+p.Called(), "paper: "+p.Called()), Value: text.Same(p.Title), Basis: figure.Reported,
		Source: cmp.Or(p.Source, p.Called()), Note: text.Same(p.Note),
	}
	for _, e := range p.Effects {
		money += e.Amount
		name := strings.Join([]string{e.SubBudget, e.Line, strconv.Itoa(e.Year)}, ", ")
		if e.Text != "" {
			name += ", " + e.Text
		}
		d.From = append(d.From, figure.Derivation{Name: text.Same(name), Value: euros(e.Amount), Basis: figure.Reported, Source: e.Source})
	}
	for _, s := range p.Sums() {
		at := s.SubBudget + ", " + strconv.Itoa(s.Year)
		d.From = append(d.From, figure.Derivation{Name: text.T("Summe "+at, "sum of "+at), Value: euros(s.Amount), Basis: figure.Computed})
	}
	for _, q := range p.Posts {
		posts += q.Share
		d.From = append(d.From, figure.Derivation{Name: both(func(l text.Lang) string { return requestName(q, l) }), Value: shareOfPosts(q.Share), Basis: figure.Reported})
	}
	d.Rule = both(func(l text.Lang) string {
		var says []string
		if len(p.Effects) > 0 {
			says = append(says, text.T("Finanzielle Auswirkungen zusammen: ", "Financial effects in all: ").In(l)+euros(money).In(l)+".")
		}
		if len(p.Posts) > 0 {
			says = append(says, text.T("Stellen zusammen: ", "Posts in all: ").In(l)+shareOfPosts(posts).In(l)+".")
		}
		return strings.Join(append(says, text.T("So steht es in der Vorlage.", "So the paper says.").In(l)), " ")
	})
	return d
}

func euros(n unit.Cents) text.Text {
	return both(func(l text.Lang) string { return l.Euro(int64(n)) })
}

func shareOfPosts(n unit.FTE) text.Text {
	return both(func(l text.Lang) string { return l.Decimal(int64(n), 2) })
}

// requestName says what kind of posts a paper asks for, from when to when.
func requestName(q council.PostRequest, l text.Lang) string {
	said := []string{q.Unit, q.Grade}
	day := func(de, en string, d period.Date) {
		if !d.IsZero() {
			said = append(said, text.T(de, en).In(l)+d.In(l))
		}
	}
	day("ab ", "from ", q.From)
	day("kw-Vermerk zum ", "phase-out note ", q.PhaseOut)
	if q.Outside {
		said = append(said, text.T("außerhalb des Stellenplans", "outside the staffing plan").In(l))
	}
	return strings.Join(said, ", ")
}

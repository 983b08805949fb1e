// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// Content is what a paper says: all of it without what happens to it later (state,
// history, what committees did, what is owed). It does not change once it is issued.
func (p Paper) Content() Paper {
	p.State, p.History, p.Deadline, p.Withdrawn = "", nil, period.Date{}, false
	p.Order = slices.Clone(p.Order)
	for i := range p.Order {
		p.Order[i].On, p.Order[i].Sitting, p.Order[i].Result = period.Date{}, "", ""
	}
	p.Asks = slices.Clone(p.Asks)
	for i := range p.Asks {
		p.Asks[i].Reply, p.Asks[i].Done = "", false
	}
	return p
}

// Digest is the fingerprint of the content.
func (p Paper) Digest() string {
	body, err := json.Marshal(p.Content())
	if err != nil {
		return "" // the type has nothing that cannot be written
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// TextDigest is the fingerprint of the text with which the paper was issued; empty where
// it was not issued in the program, or without a text.
func (p Paper) TextDigest() string {
	for _, a := range p.History {
		if a.Kind == Issue {
			return a.Text
		}
	}
	return ""
}

// Out reports whether the paper has left the offices: it was issued, or it came in
// from the council.
func (s PaperState) Out() bool { return s != "" && s != Draft && s != CoSigned }

// Open reports whether anybody may read the paper: what the council asks is public,
// other papers are where they have left the offices and every body of their order
// deals with them in public.
func (p Paper) Open() bool {
	if !p.State.Out() {
		return false
	}
	if p.Type.Asked() {
		return true
	}
	return len(p.Order) > 0 && !slices.ContainsFunc(p.Order, func(c Consultation) bool { return !c.Public })
}

// Deciding is the body that decides on the paper: the last of its order, where that
// is to decide; false where nobody is.
func (p Paper) Deciding() (Consultation, bool) {
	if n := len(p.Order); n > 0 && p.Order[n-1].Step == Decision {
		return p.Order[n-1], true
	}
	return Consultation{}, false
}

// Outcome is what the deciding body did; empty: nothing yet.
func (p Paper) Outcome() Result {
	c, _ := p.Deciding()
	return c.Result
}

// Called is what one calls the paper: its number, else its title.
func (p Paper) Called() string { return cmp.Or(p.Reference, p.Title) }

// Waits reports whether somebody in the council waits for an answer.
func (p Paper) Waits() bool { return p.Type.Asked() && p.State == Received }

// Overdue reports whether its answer should have been given before the day.
func (p Paper) Overdue(today period.Date) bool {
	return p.Waits() && !p.Deadline.IsZero() && p.Deadline.Before(today)
}

// When is the paper's date, the first day of its year where only that is known; zero
// where neither is.
func (p Paper) When() period.Date {
	if p.On.IsZero() && p.Year > 0 {
		return period.Day(p.Year, 1, 1)
	}
	return p.On
}

// Sum adds effects of one sub-budget and year.
type Sum struct {
	SubBudget string
	Year      int
	Amount    unit.Cents
}

// Sums adds the financial effects by sub-budget and year, ordered by both.
func (p Paper) Sums() []Sum {
	var sums []Sum
	for _, e := range p.Effects {
		i := slices.IndexFunc(sums, func(s Sum) bool { return s.SubBudget == e.SubBudget && s.Year == e.Year })
		if i < 0 {
			i = len(sums)
			sums = append(sums, Sum{SubBudget: e.SubBudget, Year: e.Year})
		}
		sums[i].Amount += e.Amount
	}
	slices.SortFunc(sums, func(a, b Sum) int {
		if a.SubBudget != b.SubBudget {
			if a.SubBudget < b.SubBudget {
				return -1
			}
			return 1
		}
		return a.Year - b.Year
	})
	return sums
}

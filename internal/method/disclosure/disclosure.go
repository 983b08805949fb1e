// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package disclosure decides which counts of persons may be shown to whom, so
// that nobody who knows all that is shown, all sums that connect the counts and
// that counts are not negative can narrow a hidden one to a few values.
// docs/methods/disclosure.md has the formulas, sources and limits.
package disclosure

// Version names the rules of this package. It changes with every change that
// could give another pattern.
const Version = "disclosure/2"

// State is what happens to a cell.
type State uint8

// The states of a cell.
const (
	Unseen  State = iota // not yet in any table
	Shown                // as recorded
	Rounded              // to a multiple of 5
	Primary              // hidden: fewer cases than the threshold
	Hidden               // hidden: protects another cell, or was hidden before
)

// IsHidden reports whether the value is kept from the reader.
func (s State) IsHidden() bool { return s == Primary || s == Hidden }

// Round5 rounds to the next multiple of 5, alike above and below 0
// (kaufmännisch, symmetrisch). The true value lies within 2 of the result.
func Round5(n int64) int64 {
	if n < 0 {
		return -Round5(-n)
	}
	return (n + 2) / 5 * 5
}

// Rule is what a policy demands of every cell.
type Rule struct {
	// Threshold is the least number of cases that may be shown (Mindestfallzahl);
	// below 2 nothing is hidden for being small.
	Threshold int64
	// Width is how many values must stay possible for every hidden cell.
	Width int64
	// Round shows what is not hidden rounded to 5.
	Round bool
	// HideZeros treats 0 like a small count; else a 0 is shown as it is.
	HideZeros bool
}

// small reports whether a count is below the threshold.
func (r Rule) small(n int64) bool {
	if n < 0 {
		n = -n
	}
	return n < r.Threshold && (n > 0 || r.HideZeros)
}

// Cell is one unknown of the attacker: a count that was recorded, or a rest
// that follows from others.
type Cell struct {
	Value  int64
	Weight int64 // what losing the cell costs; at least 1
	Signed bool  // may be negative, such as a correction
	// Known marks a cell whose true value anybody may have: it is shown as it
	// is, unless it is small.
	Known bool
	// Rest marks a difference that nobody recorded: it is never shown.
	Rest bool
	// Before is what an earlier table did: what was shown stays known to whoever
	// read it, what was hidden stays hidden.
	Before State
}

// Term is a cell in a sum, added (+1) or taken away (-1).
type Term struct {
	Cell int
	Sign int8
}

// Relation is a sum of cells of which everybody knows the result, such as
// subdistricts − district = 0. The result itself is not stored: it is what the
// true values give, so that sums that do not quite add up are known as well.
type Relation []Term

// System is everything that one audience could ever ask for.
type System struct {
	Cells     []Cell
	Relations []Relation
}

// Pattern says of each cell of a System what happens to it.
type Pattern struct {
	States []State
	// Exposed are hidden cells that cannot be protected, because what would have
	// to be hidden was shown before or contradicts itself.
	Exposed   []int
	Witnesses []Witness
}

// Count returns how many recorded cells are in a state.
func (p Pattern) Count(s System, state State) int {
	n := 0
	for i, at := range p.States {
		if at == state && !s.Cells[i].Rest {
			n++
		}
	}
	return n
}

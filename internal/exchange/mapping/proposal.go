// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import "planraum/internal/text"

// Proposal is what Guess makes of a sample: a Spec to be confirmed, and for
// each part of it how sure it is and why.
type Proposal struct {
	Spec    Spec
	Layout  Layout
	Columns []ColumnGuess // in the order of Layout.Columns
	Areas   Joined        // names of the sample; Likely are aliases to confirm
	Left    []Left        // rows of the sample that would be left out
	Notes   []text.Text   // what was found: title, unit, decimal mark ...
	// Open is what a planner must still say before the Spec can be applied,
	// with the Spec's field as its key; empty where Spec.Valid says yes.
	Open []Question
}

// ColumnGuess is the proposed meaning of one column.
type ColumnGuess struct {
	Heading
	Column     Column
	Confidence float64 // 0 to 1
	Why        text.Text
	Examples   []string // the first different cells

	when moment // period of the heading
}

// Question is something that only a planner can say.
type Question struct {
	Field string // of the Spec: indicator, area, period, known_from, source ...
	Ask   text.Text
}

// Confidence of the whole: that of its least sure column that is read.
func (p Proposal) Confidence() float64 {
	least := 1.0
	for _, c := range p.Columns {
		if c.Column.Role != Ignore {
			least = min(least, c.Confidence)
		}
	}
	return least
}

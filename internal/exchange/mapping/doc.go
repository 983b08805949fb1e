// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package mapping turns an office's file of any layout into the city's own
// rows. ReadSample takes the first rows; Guess proposes what each column means;
// a planner confirms or corrects the proposal, and the Spec that results is
// stored and used for next month's file. Spec.Locate notices a changed layout,
// Apply streams the figures, Spec.Rows the rows of the other kinds of files.
//
// # Never guessed over
//
// Guess only proposes. What Apply takes is in the Spec: a name of an area that
// is spelt differently is joined by Apply only where the spelling is a matter
// of form (case, umlauts, hyphens, "Stuttgart-", a number in front); a typing
// error becomes an alias that a planner has confirmed, or a fault.
//
// # Changed layouts
//
// Columns are found by their names. A column that is gone, renamed or new is
// refused: a new column may hold a part of what another column held before. A
// column that moved is harmless and only told. A column whose name is a period
// and that the Spec reads as such (months side by side) may come and go.
//
// # Signs
//
// Cells hold the signs of German official statistics (DIN 55301); see Sign.
package mapping

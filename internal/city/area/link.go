// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package area

import "planraum/internal/city/period"

// Bases of the weights between two editions.
const (
	ByPeople = "people" // how many people live in the part that two areas share
	ByCells  = "cells"  // how many cells the part has, where nobody lives
)

// Link is the part that areas of two editions have in common. The links between
// two editions are their crosswalk.
type Link struct {
	FromEdition string      `json:"from_edition"`
	From        ID          `json:"from_area"`
	ToEdition   string      `json:"to_edition"`
	To          ID          `json:"to_area"`
	Weight      int64       `json:"weight"` // in people or cells; only proportions within one From count
	By          string      `json:"by"`     // ByPeople or ByCells
	Source      string      `json:"source"`
	KnownFrom   period.Date `json:"known_from"`
	File        string      `json:"file,omitempty"`
	Line        int         `json:"line,omitempty"`
}

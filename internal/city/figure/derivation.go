// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure

import (
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Derivation shows how a number came about (Herleitung): its value, the rule
// in words with the numbers put in, and what it was made of, down to figures
// of the ledger with date, basis and source.
type Derivation struct {
	Name  text.Text `json:"name"`
	Value text.Text `json:"value"` // written for people, with unit
	Rule  text.Text `json:"rule"`  // "12.194 / 0,90 = 13.549, kaufmännisch gerundet"
	// Basis is the basis of a value that was put in, Computed for a result.
	Basis     Basis         `json:"basis"`
	Date      period.Period `json:"-"`
	When      string        `json:"when,omitempty"` // Date as Period.String writes it
	KnownFrom period.Date   `json:"known_from,omitzero"`
	Source    string        `json:"source,omitempty"`
	Note      text.Text     `json:"note,omitzero"`
	Release   text.Text     `json:"release,omitzero"` // who released it and when
	Figure    int64         `json:"figure,omitempty"` // the ledger's running number
	Ref       string        `json:"ref,omitempty"`    // address of this number, if it can be asked by itself
	From      []Derivation  `json:"from,omitempty"`
}

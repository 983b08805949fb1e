// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure

import "planraum/internal/text"

// Protection says what a reader sees of a figure's value. It is set where
// figures leave the ledger for an audience, never stored with them.
type Protection string

// The ways to protect a value.
const (
	Open    Protection = ""        // shown as recorded
	Rounded Protection = "rounded" // to a multiple of 5
	Secret  Protection = "secret"  // kept from the reader; Value is empty, not 0
)

// SecretSign stands in files for a value that is kept from the reader, as the
// statistical offices write it.
const SecretSign = "."

// Label says the protection in words; empty for an open value.
func (p Protection) Label() text.Text {
	switch p {
	case Rounded:
		return text.T("gerundet auf 5", "rounded to 5")
	case Secret:
		return text.T("geheim gehalten", "kept secret")
	}
	return text.Text{}
}

// IsSecret reports whether the value is kept from the reader.
func (f Figure) IsSecret() bool { return f.Protected == Secret }

// Seen leaves out what is kept from the reader, for sums and courses. Where
// nothing is, it returns what it was given.
func Seen(picked []Picked) []Picked {
	kept := 0
	for i := range picked {
		if picked[i].IsSecret() {
			kept++
		}
	}
	if kept == 0 {
		return picked
	}
	seen := make([]Picked, 0, len(picked)-kept)
	for i := range picked {
		if !picked[i].IsSecret() {
			seen = append(seen, picked[i])
		}
	}
	return seen
}

// Written is the value as a reader may see it, in words where it is secret.
func (f Figure) Written(l text.Lang) string {
	switch f.Protected {
	case Secret:
		return Secret.Label().In(l)
	case Rounded:
		return l.Decimal(f.Value.Amount, f.Value.Places) + " (" + Rounded.Label().In(l) + ")"
	}
	return l.Decimal(f.Value.Amount, f.Value.Places)
}

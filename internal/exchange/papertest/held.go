// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package papertest

import (
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/document"
)

// Holds holds what a format makes of papers, of a report, of hostile texts and of an empty
// one against its rules, which answer with their faults.
func Holds(t *testing.T, faults func(document.Document) ([]string, error)) {
	t.Helper()
	for name, d := range map[string]document.Document{"paper": Paper(), "report": Report(), "enemy": Enemy(), "empty": {}} {
		list, err := faults(d)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range list {
			t.Errorf("%s: %s", name, f)
		}
	}
}

// HoldsForAny does the same with random texts.
func HoldsForAny(t *testing.T, faults func(document.Document) ([]string, error)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		list, err := faults(Random(t))
		if err != nil {
			t.Fatal(err)
		}
		if list != nil {
			t.Fatal(list)
		}
	})
}

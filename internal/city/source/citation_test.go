// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package source_test

import (
	"slices"
	"testing"

	"planraum/internal/city/source"
	"planraum/internal/text"
)

// TestCiter: citations are tried by their order, whatever the order in which they are given;
// remarks where a figure was typed stay only where they are wanted.
func TestCiter(t *testing.T) {
	c := source.NewCiter([]source.Citation{
		{Order: 20, Pattern: `StZ (\d+)`, Text: text.T("Zeitung, Artikel $1", "paper, article $1")},
		{Order: 10, Pattern: `StZ (\d+), (\d+)`, Text: text.T("Zeitung, Artikel $1 und $2", "paper, articles $1 and $2")},
		{Order: 30, Pattern: `(`, Text: text.Same("x")},
	})
	for said, want := range map[string]string{"StZ 1, 2; StZ 3": "Zeitung, Artikel 1 und 2; Zeitung, Artikel 3", "StZ 1 (a.csv, Zeile 2)": "Zeitung, Artikel 1", "Amt": "Amt"} {
		if got := c.Write(said, text.De); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
	if got := c.Spell("StZ 1 (a.csv, Zeile 2)", text.En); got != "paper, article 1 (a.csv, Zeile 2)" {
		t.Error(got)
	}
}

// TestMissingGroups: a text that names a group which the pattern has not is told so; $1x is
// a group of that name, which the pattern has not either.
func TestMissingGroups(t *testing.T) {
	c := source.Citation{Pattern: `a(b)(?P<part>c)`}
	for written, want := range map[string][]string{"$1 ${2} $part $$": nil, "$3 $1x ${4}": {"$3", "$1x", "${4}"}, "$0": nil} {
		if got := c.Missing(written); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", written, got, want)
		}
	}
}

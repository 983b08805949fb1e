// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"testing"

	"planraum/internal/text"
)

// TestWhatIsAssumedOfAFigure: the note of a figure says that the day is assumed from which
// it was known, not its value; how the day came about otherwise stands as it was written.
func TestWhatIsAssumedOfAFigure(t *testing.T) {
	for basis, want := range map[string]string{
		"angenommen: 14 Tage nach dem Stichtag": "seit wann der Wert bekannt ist, steht in der Quelle nicht und ist angenommen: 14 Tage nach dem Stichtag",
		"Tag der Pressemitteilung":              "Tag der Pressemitteilung",
	} {
		if got := knownHow(basis, text.De); got != want {
			t.Errorf("%q", got)
		}
	}
}

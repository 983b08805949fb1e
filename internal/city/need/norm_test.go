// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package need_test

import (
	"testing"

	"planraum/internal/city/need"
	"planraum/internal/text"
)

// TestQualityLabel: the words that files use are sentences for people; a word
// that nobody knows stays as it stands in the file.
func TestQualityLabel(t *testing.T) {
	for _, word := range []string{need.Assumption, "derived", "paper"} {
		if l := need.QualityLabel(word); l.De == word || l.En == "" || l.De == l.En {
			t.Errorf("%s is labelled %+v", word, l)
		}
	}
	if l := need.QualityLabel("press"); l != text.T("Presse", "press") {
		t.Errorf("press is labelled %+v", l)
	}
	if l := need.QualityLabel("hearsay"); l != text.Same("hearsay") {
		t.Errorf("an unknown word is labelled %+v", l)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/url"
	"testing"
)

// TestStampOfWhatIsKept: forms keep texts without spaces at their ends and with one way
// of ending lines, so the stamp of all of them is that of what is kept; any other change
// makes another stamp.
func TestStampOfWhatIsKept(t *testing.T) {
	typed := url.Values{"name": {" Plan A "}, "note": {"eins\r\nzwei\r\n"}, "empty": {"  "}, "schritt": {"vorschau"}, "gesehen": {""}}
	kept := url.Values{"name": {"Plan A"}, "note": {"eins\nzwei"}, "schritt": {"speichern"}, "gesehen": {"abc"}}
	other := url.Values{"name": {"Plan  A"}, "note": {"eins\nzwei"}}
	for name, stamp := range map[string]func(url.Values) string{
		"work":     func(v url.Values) string { return (&workForm{values: v}).fingerprint() },
		"plan":     func(v url.Values) string { return (&planEntry{values: v}).fingerprint() },
		"scenario": func(v url.Values) string { return (&scenarioEntry{values: v}).fingerprint() },
		"steering": func(v url.Values) string { return entryForm{values: v}.fingerprint() },
	} {
		if stamp(typed) != stamp(kept) {
			t.Errorf("%s: spaces at the ends make another stamp", name)
		}
		if stamp(kept) == stamp(other) {
			t.Errorf("%s: another text has the same stamp", name)
		}
	}
}

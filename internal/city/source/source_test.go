// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package source_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/source"
)

func book() *source.Book {
	return source.NewBook([]source.Profile{
		{Key: "stadt", Kind: source.Own, Matches: []string{"Stadt", "stadt.de"}},
		{Key: "offen", Kind: source.Published, Matches: []string{"Stadt, offene Daten"}},
		{Key: "alt", Kind: source.Press, Matches: []string{"Stadt"}},
		{Key: "leer", Kind: source.Press, Matches: []string{""}},
	})
}

// TestLongestBeginning: the longest beginning counts, of equal ones the first key.
func TestLongestBeginning(t *testing.T) {
	for named, want := range map[string]string{
		"Stadt, offene Daten (2023)": "offen", "Stadt, Zählung": "alt", "stadt.de press": "stadt",
	} {
		if got := book().Of(named); got.Key != want || !got.Named() {
			t.Errorf("%q is of %q, want %q", named, got.Key, want)
		}
	}
	if p, ok := book().Profile("offen"); !ok || p.Kind != source.Published {
		t.Errorf("the profile is %+v", p)
	}
	if _, ok := book().Profile("fehlt"); ok || len(book().Profiles()) != 4 {
		t.Error("a profile was found that is not there")
	}
}

// TestUnknownSourcesStayApart: sources that no profile knows never share one,
// and their keys fit into addresses.
func TestUnknownSourcesStayApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := "x"+rapid.String().Draw(t, "a"), "x"+rapid.String().Draw(t, "b")
		p, q := book().Of(a), book().Of(b)
		if (p.Key == q.Key) != (a == b) || p.Named() || p.Name != a {
			t.Fatalf("%q: %+v, %q: %+v", a, p, b, q)
		}
		if strings.Trim(p.Key, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Fatalf("the key is %q", p.Key)
		}
	})
}

func TestLabels(t *testing.T) {
	for _, k := range append(source.Kinds(), "") {
		if l := source.Kind(k).Label(); l.De == "" || l.En == "" || (l.De == "unbekannt") != (k == "") {
			t.Errorf("%q is %v", k, l)
		}
	}
	for _, r := range source.Rhythms() {
		if l := source.RhythmLabel(r); l.De == "unbekannt" || l.En == "" {
			t.Errorf("%q is %v", r, l)
		}
	}
	if source.RhythmLabel("").De != "unbekannt" {
		t.Error("an unknown rhythm has a name")
	}
}

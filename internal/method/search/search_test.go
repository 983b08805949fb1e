// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package search_test

import (
	_ "embed"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/method/search"
)

//go:embed testdata/stems.csv
var stems string

// TestStems: the stems are those of PostgreSQL's dictionary german_stem, which is
// Snowball's own program (testdata/stems.sql made the table).
func TestStems(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(stems), "\n")
	if len(lines) < 500 {
		t.Fatalf("%d words", len(lines))
	}
	for _, line := range lines {
		word, want, _ := strings.Cut(line, ",")
		if got := Stem(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

func docs() []Doc {
	one := func(id, s string) Doc { return Doc{id, []Field{{s, 1}}} }
	return []Doc{
		one("a", "Plätze Stelle"),
		one("b", "Plätze Plätze Kosten Kosten"),
		one("c", "Kita Kosten Schule"),
	}
}

// TestFormula: scores by hand. Three texts of 2, 4 and 3 words, 3 on average.
func TestFormula(t *testing.T) {
	hits := New(docs()).Search("Platz")
	idf := math.Log(1 + (3-2+0.5)/(2+0.5))
	a := idf * 1 * 2.2 / (1 + 1.2*(0.25+0.75*2.0/3))
	b := idf * 2 * 2.2 / (2 + 1.2*(0.25+0.75*4.0/3))
	if len(hits) != 2 || hits[0].ID != "b" || math.Abs(hits[0].Score-b) > 1e-12 || math.Abs(hits[1].Score-a) > 1e-12 {
		t.Errorf("%+v, want b %f, a %f", hits, b, a)
	}
}

// TestFinds: forms of a word, compounds, references; what has more of the rare words
// comes first.
func TestFinds(t *testing.T) {
	x := New([]Doc{
		{"864/2015", []Field{{"Haushalt 2016/2017 Flüchtlinge gut integrieren - langfristige Planung", 2}, {"eine Stelle EG 13 in der Sozialplanung", 1}, {"864/2015", 2}}},
		{"492/2015", []Field{{"Betreuungsschlüssel verbessern", 2}, {"Modellrechnungen aktualisieren", 1}}},
		{"287/2016", []Field{{"Sonderzuschuss für die Träger der Flüchtlingshilfe", 2}}},
		{"44/2016", []Field{{"Obdachlosigkeit in Stuttgart", 2}}},
	})
	for query, want := range map[string]string{
		"Planung für Flüchtlinge": "864/2015 287/2016",
		"Flüchtling":              "287/2016 864/2015", // part of a word in a short text, the word in a long one
		"Planung":                 "864/2015",          // and Sozialplanung
		"Schlüssel":               "492/2015",
		"864/2015":                "864/2015",
		"Stellen":                 "864/2015",
		"obdachlose":              "44/2016",
		"":                        "", "und der die": "", "Schwimmbad": "",
	} {
		var got []string
		for _, h := range x.Search(query) {
			got = append(got, h.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q finds %q, want %q", query, s, want)
		}
	}
}

// TestOneSpelling: a question finds what it asks however its words are bent or spelled, and
// nothing by words that every question has.
func TestOneSpelling(t *testing.T) {
	x := New([]Doc{
		{"haus", []Field{{"Plätze in Häusern für Flüchtlinge", 1}}},
		{"amt", []Field{{"Welche Ämter führen neue Quellen und Bäume?", 1}}},
		{"strasse", []Field{{"Straßenmusik", 1}}},
	})
	for query, want := range map[string]string{
		"Fluechtling": "haus", "Haus": "haus", "haeuser": "haus", "Platz": "haus", "Plaetze": "haus",
		"Amt": "amt", "Aemter": "amt", "Baum": "amt", "Quelle": "amt", "neuer": "amt", "Strassenmusik": "strasse",
		"Welche gibt es fuer wen?": "", "Wieviele werden derzeit bereits beantragt?": "",
	} {
		var got []string
		for _, h := range x.Search(query) {
			got = append(got, h.ID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q finds %q, want %q", query, s, want)
		}
	}
}

// TestProperties: no score is negative or infinite, the order of texts does not
// matter, and a text that has a word of the query is found.
func TestProperties(t *testing.T) {
	words := rapid.SampledFrom([]string{"Platz", "Plätze", "Kita", "Kosten", "Stelle", "Schule", "Flüchtlinge", "Flüchtlingshilfe", "der", "1", "ß", ""})
	rapid.Check(t, func(t *rapid.T) {
		var list []Doc
		for i := range rapid.IntRange(0, 6).Draw(t, "docs") {
			list = append(list, Doc{string(rune('a' + i)), []Field{{strings.Join(rapid.SliceOfN(words, 0, 8).Draw(t, "text"), " "), 1}}})
		}
		query := rapid.StringN(0, 12, -1).Draw(t, "free") + " " + words.Draw(t, "word")
		hits := New(list).Search(query)
		back := append([]Doc(nil), list...)
		for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
			back[i], back[j] = back[j], back[i]
		}
		again := New(back).Search(query)
		if len(hits) != len(again) {
			t.Fatalf("%v and %v", hits, again)
		}
		for i, h := range hits {
			if !(h.Score > 0) || math.IsInf(h.Score, 0) || len(h.Words) == 0 || again[i].ID != h.ID {
				t.Fatalf("%+v", hits)
			}
		}
		for _, d := range list {
			for _, w := range Words(query) {
				if len(w) > 0 && contains(Words(d.Fields[0].Text), w) && !found(hits, d.ID) {
					t.Fatalf("%q has %q, is not found", d.Fields[0].Text, w)
				}
			}
		}
	})
}

func contains(list []string, w string) bool {
	for _, x := range list {
		if x == w {
			return true
		}
	}
	return false
}

func found(hits []Hit, id string) bool {
	for _, h := range hits {
		if h.ID == id {
			return true
		}
	}
	return false
}

// FuzzStem: no word breaks the stemmer.
func FuzzStem(f *testing.F) {
	for _, w := range []string{"", "a", "ß", "häuser", "bauen", "yyy", "niss", "\xff"} {
		f.Add(w)
	}
	f.Fuzz(func(t *testing.T, w string) {
		if len([]rune(Stem(w))) > len([]rune(w))*2 {
			t.Errorf("%q becomes %q", w, Stem(w))
		}
	})
}

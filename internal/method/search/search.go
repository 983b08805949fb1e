// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package search finds texts by words: BM25 over fields of different weight, on the
// stems of German words. It works in memory and the same on every database. See
// docs/methods/search.md.
package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Version names the calculation. It changes with any change that can change an order.
const Version = "search/2"

// The constants of BM25 as S. Robertson and H. Zaragoza recommend them (The
// Probabilistic Relevance Framework: BM25 and Beyond, 2009, section 3.5).
const (
	saturation = 1.2  // k1: how soon more of the same word counts no more
	lengths    = 0.75 // b: how much long texts are held back
)

// A word that is part of a longer one (“Flüchtling” in “Flüchtlingssozialarbeit”)
// counts partly, if it has at least shortest letters.
const (
	partly   = 0.5
	shortest = 5
)

// Field is a part of a text; its words count Weight times.
type Field struct {
	Text   string
	Weight float64
}

// Doc is a text that can be found.
type Doc struct {
	ID     string
	Fields []Field
}

// Hit is a text that was found, with how well it fits; the number says nothing by
// itself, only in comparison with others of the same search.
type Hit struct {
	ID    string
	Score float64
	// Words are those of the search that it has, as they were searched for.
	Words []string
}

// Index holds texts to be searched. It does not change.
type Index struct {
	docs   []Doc
	terms  []map[string]float64 // weighted frequency of each stem
	length []float64
	mean   float64
	vocab  map[string][]string // the words of each stem
	in     map[string]int
}

// New indexes texts. Their order does not matter.
func New(docs []Doc) *Index {
	x := &Index{docs: docs, in: map[string]int{}, vocab: map[string][]string{}}
	for _, d := range docs {
		terms, n := map[string]float64{}, 0.0
		for _, f := range d.Fields {
			for _, w := range Words(f.Text) {
				w = spelled(w)
				stem := Stem(w)
				terms[stem] += f.Weight
				n += f.Weight
				if !slices.Contains(x.vocab[stem], w) {
					x.vocab[stem] = append(x.vocab[stem], w)
				}
			}
		}
		x.terms, x.length = append(x.terms, terms), append(x.length, n)
		x.mean += n
		for t := range terms {
			x.in[t]++
		}
	}
	if len(docs) > 0 {
		x.mean /= float64(len(docs))
	}
	return x
}

// Words splits a text into words in lower case: letters and digits, and what stands
// between digits as in 864/2015. Words that nearly every text has are left out.
func Words(s string) []string {
	var list []string
	for _, w := range strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '/'
	}) {
		w = strings.Trim(w, "/")
		if strings.Contains(w, "/") && !number(w) {
			for _, part := range strings.Split(w, "/") {
				list = keep(list, part)
			}
			continue
		}
		list = keep(list, w)
	}
	return list
}

func keep(list []string, w string) []string {
	if w == "" || common[spelled(w)] || len(w) < shortNumber && number(w) {
		return list
	}
	return append(list, w)
}

// spelled is a word with umlauts where it is spelled without them: ae, oe and ue are ä, ö
// and ü, but not ue after q or a vowel (Quelle, neue, Bauer), as in the variant “German2”
// of Snowball. Words that are no German (aktuell) change too, in texts as in searches.
func spelled(w string) string {
	var b strings.Builder
	letters := []rune(w)
	for i := 0; i < len(letters); i++ {
		r := letters[i]
		if i+1 == len(letters) || letters[i+1] != 'e' || !strings.ContainsRune("aou", r) || i > 0 && (r == 'u' && letters[i-1] == 'q' || vowel(letters[i-1])) {
			b.WriteRune(r)
			continue
		}
		b.WriteRune(map[rune]rune{'a': 'ä', 'o': 'ö', 'u': 'ü'}[r])
		i++
	}
	return b.String()
}

// shortNumber is how many digits a number has at least that tells something of a text:
// a year does, the 13 of EG 13 does not.
const shortNumber = 3

// number reports whether a word is a reference such as 864/2015.
func number(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return r != '/' && !unicode.IsDigit(r) })
}

// Search finds the texts that have words of the query, best first; among equals by
// key. A query without words finds nothing.
func (x *Index) Search(query string) []Hit {
	type found struct {
		score float64
		words []string
	}
	all := make([]found, len(x.docs))
	seen := map[string]bool{}
	for _, w := range Words(query) {
		stem := Stem(spelled(w))
		if seen[stem] {
			continue
		}
		seen[stem] = true
		alike := x.alike(spelled(w), stem)
		terms := slices.Sorted(maps.Keys(alike)) // sums of fractions hang on their order
		have := make([]float64, len(x.docs))
		n := 0
		for i := range x.docs {
			for _, term := range terms {
				have[i] += alike[term] * x.terms[i][term]
			}
			if have[i] > 0 {
				n++
			}
		}
		for i, tf := range have {
			if tf > 0 {
				all[i].score += x.rarity(n) * x.weight(tf, x.length[i])
				all[i].words = append(all[i].words, w)
			}
		}
	}
	var hits []Hit
	for i, f := range all {
		if f.score > 0 {
			hits = append(hits, Hit{x.docs[i].ID, f.score, f.words})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return hits
}

// alike are the stems that a searched word stands for: its own, and partly those of
// words of which it is the beginning or the end, or that are its own beginning or end.
func (x *Index) alike(word, stem string) map[string]float64 {
	m := map[string]float64{stem: 1}
	if strings.ContainsFunc(stem, unicode.IsDigit) {
		return m
	}
	for other, words := range x.vocab {
		if other != stem && (part(stem, other) || slices.ContainsFunc(words, func(w string) bool { return part(word, w) })) {
			m[other] = partly
		}
	}
	return m
}

// part reports whether one of two words is a part of the other, and long enough to
// tell something.
func part(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return utf8.RuneCountInString(a) >= shortest && within(a, b)
}

// within reports whether a word is the beginning or the end of another.
func within(piece, whole string) bool {
	return strings.HasPrefix(whole, piece) || strings.HasSuffix(whole, piece)
}

// rarity is the inverse frequency of a word that n texts have; never below 0.
func (x *Index) rarity(n int) float64 {
	return math.Log(1 + (float64(len(x.docs)-n)+0.5)/(float64(n)+0.5))
}

// weight grows with the frequency of a word, ever more slowly, and the less the longer
// the text is.
func (x *Index) weight(tf, length float64) float64 {
	return tf * (saturation + 1) / (tf + saturation*(1-lengths+lengths*length/x.mean))
}

// common are words that tell nothing of a text.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bis bzw da damit dann das dass
		dem den der deren des die dies diese diesem diesen dieser dieses doch du durch ein eine einem einen einer eines er es etwa für gegen hat hatte
		haben ich ihr ihre ihrem ihren ihrer im in ins ist je jede jedem jeden jeder kann können man mehr mit nach nicht noch nur ob oder ohne pro
		sehr sein seine seinen seiner sich sie sind so soll sollen sowie über um und uns unter vom von vor war was weil wenn wer werden wie wir wird
		wo wurde wurden zu zum zur zwischen
		bereits bitte bitten beantragen beantragt dabei dafür daher darf davon dazu denn derzeit dort dürfen dürfte erhalten fragen frage gab geben gibt
		habe hätte hätten hier ihnen inwieweit inwiefern könnte könnten lassen machen möchte möchten muss müssen müsste selbst sei seien seit sieht sofern solche
		solchen solcher sollte sollten sonst sowohl stehen steht trotz viel viele vielen wann warum weitere weiteren weiterer welche welchem
		welchen welcher welches wäre wären wegen weiter wieviel wieviele wieso wieder will wollen worden würde würden the of and to for in on a is are by what how`) {
		m[w] = true
	}
	return m
}()

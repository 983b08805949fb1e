// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package source holds what is known of those who state figures: the profile
// of a source with its office, licence and delay, and the book that finds the
// profile of what a figure names as its source.
package source

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Kind says how a source's figures come to count as released.
type Kind string

// The kinds of sources. A figure of a source without a profile has the kind
// Unknown and is treated as the city's own.
const (
	Published Kind = "published" // a paper of the council, a statistical office, a law: released by its publication
	Own       Kind = "own"       // the city's own counts and reckonings: released by a second person
	Press     Kind = "press"     // what others report: never released unless somebody releases it
	Unknown   Kind = ""
)

// Kinds lists the words that files may use.
func Kinds() []string { return []string{string(Published), string(Own), string(Press)} }

// Label names the kind.
func (k Kind) Label() text.Text {
	switch k {
	case Published:
		return text.T("Veröffentlichung", "publication")
	case Own:
		return text.T("eigene Zählung oder Rechnung", "own count or reckoning")
	case Press:
		return text.T("Bericht von anderen", "report by others")
	}
	return text.T("unbekannt", "unknown")
}

// Rhythms lists how often a source states figures, as files write it.
func Rhythms() []string {
	return []string{"monthly", "quarterly", "half-yearly", "yearly", "once", "irregular"}
}

var rhythms = map[string]text.Text{
	"monthly": text.T("monatlich", "monthly"), "quarterly": text.T("vierteljährlich", "quarterly"),
	"half-yearly": text.T("halbjährlich", "half-yearly"), "yearly": text.T("jährlich", "yearly"),
	"once": text.T("einmal", "once"), "irregular": text.T("unregelmäßig", "irregular"),
}

// RhythmLabel says in words how often; unknown for an empty word.
func RhythmLabel(word string) text.Text {
	if t, ok := rhythms[word]; ok {
		return t
	}
	return text.T("unbekannt", "unknown")
}

// Profile is what is known of a source.
type Profile struct {
	Key     string   `json:"key"`     // such as "council"
	Matches []string `json:"matches"` // beginnings of what its figures name as their source
	Name    string   `json:"name"`
	Office  string   `json:"office,omitempty"` // who states the figures; empty: unknown
	Kind    Kind     `json:"kind"`
	Licence string   `json:"licence,omitempty"` // empty: unknown
	Every   string   `json:"every,omitempty"`   // one of Rhythms; empty: unknown
	// Delay is how many days after the end of the period the figures usually
	// come; nil: unknown, which is not 0.
	Delay     *int        `json:"delay_days,omitempty"`
	URL       string      `json:"url,omitempty"`
	Note      string      `json:"note,omitempty"`
	Source    string      `json:"source"` // where this profile comes from
	KnownFrom period.Date `json:"known_from,omitzero"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Named reports whether somebody has made the profile; false for one that
// stands in for a source that no profile knows.
func (p Profile) Named() bool { return p.Kind != Unknown }

// Book finds the profile of what figures name as their source.
type Book struct {
	profiles []Profile
	rules    []rule // longest first
}

type rule struct {
	beginning string
	profile   int
}

// NewBook returns a book of the profiles, in order of their keys.
func NewBook(profiles []Profile) *Book {
	b := &Book{profiles: slices.Clone(profiles)}
	slices.SortFunc(b.profiles, func(x, y Profile) int { return cmp.Compare(x.Key, y.Key) })
	for i, p := range b.profiles {
		for _, m := range p.Matches {
			if m != "" {
				b.rules = append(b.rules, rule{m, i})
			}
		}
	}
	slices.SortStableFunc(b.rules, func(x, y rule) int { return cmp.Compare(len(y.beginning), len(x.beginning)) })
	return b
}

// Profiles lists the profiles in order of their keys.
func (b *Book) Profiles() []Profile { return slices.Clone(b.profiles) }

// Profile returns the profile with the key.
func (b *Book) Profile(key string) (Profile, bool) {
	for _, p := range b.profiles {
		if p.Key == key {
			return p, true
		}
	}
	return Profile{}, false
}

// Of returns the profile whose beginning fits the named source: the longest
// one, of equal ones that of the first key. A source that none fits gets a
// profile of its own, of the kind Unknown, so that no two unknown sources are
// ever released together.
func (b *Book) Of(named string) Profile {
	for _, r := range b.rules {
		if strings.HasPrefix(named, r.beginning) {
			return b.profiles[r.profile]
		}
	}
	return Profile{Key: unnamed(named), Name: named}
}

// unnamed is a key for a source without a profile: it fits into an address and
// differs for different sources.
func unnamed(named string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(named)) // a hash never fails
	return fmt.Sprintf("ohne-profil-%016x", h.Sum64())
}

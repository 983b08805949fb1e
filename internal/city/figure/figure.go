// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package figure holds the ledger's record: what was said about an indicator,
// an area, a group and a period, on which basis, from which source, and from
// which day on it could be known. The ledger is bitemporal and append-only.
package figure

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Kind says how an indicator behaves over time.
type Kind string

// Kinds of indicators.
const (
	Stock Kind = "stock" // counted at a reference date (Bestand)
	Flow  Kind = "flow"  // counted over a period (Zugang, Abgang)
	Rate  Kind = "rate"  // a share, price or norm that holds for a period
)

// Indicator is a thing that is measured (Kennzahl).
type Indicator struct {
	Code   string // such as "accommodation.persons"
	Name   text.Text
	Unit   text.Text // "Personen", "EUR"
	Places int       // decimals of its values
	Kind   Kind
}

// Basis says how a value came about. A better basis has a higher number.
type Basis int

// The bases, worst first, so that they can be compared.
const (
	Computed  Basis = iota + 1 // reckoned by a run or from other figures
	Forecast                   // a forecast as issued
	Assumed                    // an assumption, marked wherever it decides something
	Announced                  // an announcement of another office or level
	Reported                   // reported by a paper or the press
	Counted                    // counted by the office itself
)

var bases = []struct {
	basis Basis
	name  string
	label text.Text
}{
	{Counted, "counted", text.T("gezählt", "counted")},
	{Reported, "reported", text.T("berichtet", "reported")},
	{Announced, "announced", text.T("angekündigt", "announced")},
	{Assumed, "assumed", text.T("angenommen", "assumed")},
	{Forecast, "forecast", text.T("vorausberechnet", "forecast")},
	{Computed, "computed", text.T("berechnet", "computed")},
}

// ParseBasis reads the name of a basis as files write it: counted, reported,
// announced, assumed, forecast or computed.
func ParseBasis(s string) (Basis, bool) {
	for _, b := range bases {
		if b.name == s {
			return b.basis, true
		}
	}
	return 0, false
}

// BasisNames lists the names that ParseBasis reads, best first.
func BasisNames() []string {
	names := make([]string, len(bases))
	for i, b := range bases {
		names[i] = b.name
	}
	return names
}

// String returns the name of the basis as files write it.
func (b Basis) String() string {
	for _, known := range bases {
		if known.basis == b {
			return known.name
		}
	}
	return "unknown"
}

// Label returns the basis in the languages of the interface.
func (b Basis) Label() text.Text {
	for _, known := range bases {
		if known.basis == b {
			return known.label
		}
	}
	return text.T("unbekannt", "unknown")
}

// MarshalText writes the basis as String does.
func (b Basis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (b *Basis) UnmarshalText(name []byte) error {
	v, ok := ParseBasis(string(name))
	if !ok && string(name) != Basis(0).String() {
		return fmt.Errorf("figure: %q is not a basis", name)
	}
	*b = v
	return nil
}

// Key names what a figure speaks of.
type Key struct {
	Indicator string
	Area      area.ID
	Group     population.ID
	Period    period.Period
}

// Figure is one record of the ledger. Value has the indicator's decimals.
type Figure struct {
	ID int64 // the ledger's running number; 0 before recording
	Key
	Value      unit.Decimal
	Basis      Basis
	Source     string // paper, page or file, in words
	File       string // the imported file
	Line       int    // the line in File
	Note       string
	KnownFrom  period.Date // the day from which the office could know it
	KnownBasis string      // how KnownFrom came about, where it is assumed
	RecordedAt time.Time   // when it entered the ledger, UTC
	// Release says how it stands in the release, where the desk of the release
	// was asked; it is no part of what was recorded.
	Release   approval.Standing
	Protected Protection // what this reader sees of Value
}

// Choice is a planner's explicit decision for one of several contradicting
// figures. It is a recording of its own: figures known later overtake it.
type Choice struct {
	Key
	Figure    int64
	Reason    string
	By        string // role or office, not a person's name
	KnownFrom period.Date
}

// Reason says which part of the rule picked a figure.
type Reason string

// The reasons in the order in which the rule asks.
const (
	OnlyOne      Reason = "only"     // nothing contradicts it
	ByRecording  Reason = "newer"    // known later than the others
	ByBasis      Reason = "basis"    // known on the same day, better basis
	ByChoice     Reason = "choice"   // a planner chose it
	ByOrder      Reason = "order"    // same day and basis: last recorded
	withoutValue Reason = "no value" // no figure was known
)

// Label says the reason in a sentence.
func (r Reason) Label() text.Text {
	switch r {
	case OnlyOne:
		return text.T("einzige Angabe", "only figure")
	case ByRecording:
		return text.T("zuletzt bekannt geworden", "became known last")
	case ByBasis:
		return text.T("am selben Tag bekannt, bessere Grundlage", "known on the same day, better basis")
	case ByChoice:
		return text.T("ausdrücklich gewählt", "chosen explicitly")
	case ByOrder:
		return text.T("gleicher Tag und gleiche Grundlage, zuletzt erfasst", "same day and basis, recorded last")
	}
	return text.T("kein Wert bekannt", "no value known")
}

// Sentence says the reason in a sentence of its own, beside the source that a derivation
// names: others is how many other figures speak of the same.
func (r Reason) Sentence(others int) text.Text {
	de, en := fmt.Sprintf("Von %d Angaben gilt diese: ", others+1), fmt.Sprintf("Of %d figures this one counts: ", others+1)
	switch r {
	case OnlyOne:
		return text.T("So nennt es die Quelle; eine zweite Angabe dazu ist nicht bekannt.", "The source says so; no second figure for it is known.")
	case ByRecording:
		return text.T(de+"Sie ist zuletzt bekannt geworden.", en+"it became known last.")
	case ByBasis:
		return text.T(de+"Sie wurde am selben Tag bekannt und hat die bessere Grundlage.", en+"it became known on the same day and has the better basis.")
	case ByChoice:
		return text.T(de+"Sie ist ausdrücklich gewählt.", en+"it was chosen explicitly.")
	case ByOrder:
		return text.T(de+"Tag und Grundlage sind gleich, und sie wurde zuletzt erfasst.", en+"day and basis are the same, and it was recorded last.")
	}
	return text.T("Dazu ist kein Wert bekannt.", "No value is known for it.")
}

// Picked is the figure that the rule picks among those that speak of the same
// key, with the reason, and the others beside it, best by the rule first.
type Picked struct {
	Figure
	Why    Reason
	Others []Figure
	Choice *Choice // the planner's choice where one was made, also if overtaken
}

// Pick applies the rule to figures of one key, all known by the as-of date:
// the newer recording (KnownFrom) counts, among equals the better basis. A
// planner's explicit choice is a recording too: it counts until a figure
// becomes known after it. The order of figures does not matter. It reports
// false where there are none.
func Pick(figures []Figure, choice *Choice) (Picked, bool) {
	if len(figures) == 0 {
		return Picked{Why: withoutValue}, false
	}
	best := 0
	for i := range figures {
		if rank(figures[i], figures[best]) > 0 {
			best = i
		}
	}
	why := reason(figures, best)
	if i, ok := chosen(figures, best, choice); ok {
		best, why = i, ByChoice
	}
	p := Picked{Figure: figures[best], Why: why, Choice: choice}
	if len(figures) == 1 {
		return p, true
	}
	for i, f := range figures {
		if i != best {
			p.Others = append(p.Others, f)
		}
	}
	slices.SortFunc(p.Others, func(a, b Figure) int { return rank(b, a) })
	return p, true
}

// rank compares by the rule: newer recording, better basis, later number.
func rank(a, b Figure) int {
	return cmp.Or(
		a.KnownFrom.Compare(b.KnownFrom),
		cmp.Compare(a.Basis, b.Basis),
		cmp.Compare(a.ID, b.ID),
	)
}

func reason(figures []Figure, best int) Reason {
	if len(figures) == 1 {
		return OnlyOne
	}
	why := ByRecording
	for i, f := range figures {
		switch {
		case i == best || f.KnownFrom != figures[best].KnownFrom:
		case f.Basis != figures[best].Basis:
			if why == ByRecording {
				why = ByBasis
			}
		default:
			why = ByOrder
		}
	}
	return why
}

func chosen(figures []Figure, best int, choice *Choice) (int, bool) {
	if choice == nil || figures[best].KnownFrom.After(choice.KnownFrom) {
		return 0, false
	}
	for i, f := range figures {
		if f.ID == choice.Figure {
			return i, true
		}
	}
	return 0, false
}

// Dated returns the key by which figures of the indicator speak of the same. A
// stock stated for a month is that of its last day: "December 2015" and
// 31.12.2015 contradict each other. A flow of a month and one of its last day
// do not, nor do a stock of a year and one of its last day: what a year's stock
// is (its end, its mean) is not known.
func (i Indicator) Dated(k Key) Key {
	if i.Kind == Stock && k.Period.IsMonth() {
		k.Period = period.On(k.Period.To)
	}
	return k
}

// PickAll applies the rule to figures of many keys; of several choices for a
// key the one known last counts, among equals the last in the list. The result
// is ordered by indicator, area, group and period.
func PickAll(figures []Figure, choices []Choice) []Picked {
	return PickSame(figures, choices, func(k Key) Key { return k })
}

// PickSame is PickAll for keys of which several speak of the same, such as a
// stock's month and its last day: same gives for each the key that they have in
// common. A picked figure keeps its own key.
func PickSame(figures []Figure, choices []Choice, same func(Key) Key) []Picked {
	chosen := make(map[Key]*Choice, len(choices))
	for i := range choices {
		k := same(choices[i].Key)
		if before, ok := chosen[k]; !ok || !choices[i].KnownFrom.Before(before.KnownFrom) {
			c := choices[i]
			chosen[k] = &c
		}
	}
	figures, keys := together(figures, same)
	picked := make([]Picked, 0, len(figures))
	for from, to := 0, 0; from < len(figures); from = to {
		for to = from + 1; to < len(figures) && keys[to] == keys[from]; {
			to++
		}
		if p, ok := Pick(figures[from:to], chosen[keys[from]]); ok {
			picked = append(picked, p)
		}
	}
	return picked
}

// together returns figures with the keys that they have in common, ordered by
// those; among equals the order stays. Mostly they are in order already, as the
// ledger answers.
func together(figures []Figure, same func(Key) Key) ([]Figure, []Key) {
	keys := make([]Key, len(figures))
	for i := range figures {
		keys[i] = same(figures[i].Key)
	}
	if slices.IsSortedFunc(keys, Key.Compare) {
		return figures, keys
	}
	order := make([]int, len(figures))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return keys[a].Compare(keys[b]) })
	sorted, sortedKeys := make([]Figure, len(figures)), make([]Key, len(figures))
	for i, at := range order {
		sorted[i], sortedKeys[i] = figures[at], keys[at]
	}
	return sorted, sortedKeys
}

// Compare orders keys by indicator, area, group and period.
func (k Key) Compare(o Key) int {
	return cmp.Or(
		cmp.Compare(k.Indicator, o.Indicator),
		cmp.Compare(k.Area, o.Area),
		cmp.Compare(k.Group, o.Group),
		k.Period.Compare(o.Period),
	)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package scenario holds what planners assume about a future that no series can
// know: a surge, a jump, a stop, more family reunification, lost sites. A
// scenario is somebody's assumption of a day, never a forecast.
package scenario

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Scenario is a set of assumptions with an author and a date.
type Scenario struct {
	ID     string      `json:"id"`
	Name   string      `json:"name"`
	Author string      `json:"author"` // role or office
	On     period.Date `json:"on"`     // the day on which it was assumed
	Note   string      `json:"note,omitempty"`
	Source string      `json:"source,omitempty"`
	// Weight is its part in a mixture, in percent; 0: it has none.
	Weight int    `json:"weight,omitempty"`
	Parts  []Part `json:"parts"` // none: the baseline as it is
	// Withdrawn scenarios are kept with their history, but not reckoned any more.
	Withdrawn bool `json:"withdrawn,omitempty"`
}

// MostWeight is what the weights of all scenarios may be together, in percent; the
// rest belongs to the baseline.
const MostWeight = 100

// MostParts is how many assumptions a scenario may have.
const MostParts = 10

// Kind says what a part assumes.
type Kind string

// The kinds.
const (
	Surge   Kind = "surge"   // arrivals rise to a peak and are interrupted
	Jump    Kind = "jump"    // many arrive at once, some live privately at first
	Law     Kind = "law"     // arrivals change from a month on, to nothing in a stop
	Reunion Kind = "reunion" // more follow to live with their families
	Loss    Kind = "loss"    // places are lost
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Surge, Jump, Law, Reunion, Loss} }

// Label names the kind.
func (k Kind) Label() text.Text {
	switch k {
	case Surge:
		return text.T("Anstieg", "surge")
	case Jump:
		return text.T("Sprung", "jump")
	case Law:
		return text.T("Stopp oder neues Recht", "stop or change of law")
	case Reunion:
		return text.T("Familiennachzug", "family reunification")
	case Loss:
		return text.T("Verlust von Plätzen", "loss of places")
	}
	return text.T("unbekannt", "unknown")
}

// Range is an assumed number that nobody knows: at least Low, most likely Likely,
// at most High. Where all are equal it is taken as certain.
type Range struct {
	Low    float64 `json:"low"`
	Likely float64 `json:"likely"`
	High   float64 `json:"high"`
}

// String writes the range as files hold it: low | likely | high.
func (r Range) String() string {
	write := func(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
	return write(r.Low) + " | " + write(r.Likely) + " | " + write(r.High)
}

// Certain is a number without doubt.
func Certain(x float64) Range { return Range{x, x, x} }

// Part is one assumption of a scenario. Which numbers it takes hangs on its kind;
// the others are zero.
type Part struct {
	Kind Kind         `json:"kind"`
	From period.Month `json:"from"` // first month in which it holds
	// Factor is by how much arrivals are multiplied: at a surge's peak, or under
	// the new law (0: a stop).
	Factor *Range `json:"factor,omitempty"`
	// Months is how long it takes: to the peak of a surge, or until all of a jump
	// or reunification have come.
	Months *Range `json:"months,omitempty"`
	// Down is how many months after its peak a surge is over; 0: at once.
	Down int `json:"down,omitempty"`
	// Persons come with a jump or a reunification in all; places are lost.
	Persons *Range `json:"persons,omitempty"`
	// Private is the percentage of a jump who live privately at first, and Return
	// the mean number of months after which they need the city's housing.
	Private *Range `json:"private,omitempty"`
	Return  *Range `json:"return,omitempty"`
}

var idForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,99}$`)

// Problem is one fault of a scenario: where, what stands there, what is expected.
type Problem struct {
	Path, Value string
	Expected    text.Text
}

// Check returns every fault, in the order of the parts; nil if there is none.
func (s Scenario) Check() []Problem {
	c := checker{}
	c.at(idForm.MatchString(s.ID), "id", s.ID, "Kennung aus kleinen Buchstaben, Ziffern, Punkt und Strichen", "key of small letters, digits, dot and dashes")
	c.at(strings.TrimSpace(s.Name) != "", "name", s.Name, "ein Name", "a name")
	c.at(strings.TrimSpace(s.Author) != "", "author", s.Author, "wer es annimmt (Amt oder Rolle)", "who assumes it (office or role)")
	c.at(!s.On.IsZero(), "on", "", "der Tag der Annahme", "the day of the assumption")
	c.at(s.Weight >= 0 && s.Weight <= 100, "weight", fmt.Sprint(s.Weight), "0 bis 100 Prozent", "0 to 100 percent")
	c.at(len(s.Parts) <= MostParts, "parts", fmt.Sprint(len(s.Parts)), fmt.Sprintf("höchstens %d Annahmen", MostParts), fmt.Sprintf("%d assumptions at most", MostParts))
	for i, p := range s.Parts[:min(len(s.Parts), MostParts)] {
		c.part(fmt.Sprintf("parts[%d]", i), p)
	}
	return c.problems
}

// isWhole reports whether a number of persons or places is one.
func isWhole(x float64) bool { return x == math.Trunc(x) }

type checker struct{ problems []Problem }

func (c *checker) at(good bool, path, value, de, en string) {
	if !good {
		c.problems = append(c.problems, Problem{path, value, text.T(de, en)})
	}
}

func (c *checker) part(at string, p Part) {
	list := Numbers(p.Kind)
	c.at(list != nil, at+".kind", string(p.Kind), "surge, jump, law, reunion oder loss", "surge, jump, law, reunion or loss")
	c.at(p.From != 0, at+".from", "", "der erste Monat, etwa 2016-03", "the first month, such as 2016-03")
	c.at(p.Down == 0 || p.Kind == Surge || list == nil, at+".down", fmt.Sprint(p.Down), "nichts: nur ein Anstieg klingt ab", "nothing: only a surge goes back")
	for _, n := range foreign(list) {
		if r := n.Of(p); r != nil {
			c.at(list == nil, at+"."+n.Name, r.String(), "nichts: diese Art kennt die Zahl nicht", "nothing: this kind does not know the number")
		}
	}
	c.at(p.Down >= 0 && p.Down <= 60, at+".down", fmt.Sprint(p.Down), "0 bis 60 Monate", "0 to 60 months")
	for _, n := range list {
		r := n.Of(p)
		if r == nil {
			c.at(false, at+"."+n.Name, "", "niedrig, wahrscheinlich und hoch", "low, likely and high")
			continue
		}
		value := r.String()
		c.at(r.Low <= r.Likely && r.Likely <= r.High, at+"."+n.Name, value, "niedrig ≤ wahrscheinlich ≤ hoch", "low ≤ likely ≤ high")
		if n.Name == "persons" {
			c.at(isWhole(r.Low) && isWhole(r.Likely) && isWhole(r.High), at+"."+n.Name, value, "ganze Zahlen", "whole numbers")
		}
		c.at(r.Low >= n.Low && r.High <= n.High, at+"."+n.Name, value,
			"Werte von "+text.De.Int(int64(n.Low))+" bis "+text.De.Int(int64(n.High)), "values from "+text.En.Int(int64(n.Low))+" to "+text.En.Int(int64(n.High)))
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/text"
)

// Number is one of the numbers that a kind of assumption takes.
type Number struct {
	Name      string    // as files and forms call it
	Label     text.Text // what is asked for
	Unit      text.Text
	Low, High float64 // bounds
	at        func(*Part) **Range
}

// Of is the number in a part; nil where it is not given.
func (n Number) Of(p Part) *Range { return *n.at(&p) }

// Set puts the number into a part; nil takes it out.
func (n Number) Set(p *Part, r *Range) { *n.at(p) = r }

var (
	times   = text.T("fach", "times")
	months  = text.T("Monate", "months")
	persons = text.T("Personen", "persons")
	places  = text.T("Plätze", "places")
	percent = text.T("Prozent", "percent")
)

func factor(p *Part) **Range  { return &p.Factor }
func lasting(p *Part) **Range { return &p.Months }
func people(p *Part) **Range  { return &p.Persons }
func private(p *Part) **Range { return &p.Private }
func waiting(p *Part) **Range { return &p.Return }

// Numbers lists what a kind takes, with bounds; nil for a word that is no kind.
func Numbers(k Kind) []Number {
	switch k {
	case Surge:
		return []Number{
			{"factor", text.T("Zugänge auf dem Höhepunkt, als Vielfaches", "Arrivals at the peak, as a multiple"), times, 1, 100, factor},
			{"months", text.T("Monate bis zum Höhepunkt", "Months to the peak"), months, 1, 60, lasting},
		}
	case Jump:
		return []Number{
			{"persons", text.T("Personen, die zusätzlich kommen", "Persons who come in addition"), persons, 0, 1e6, people},
			{"months", text.T("Monate, bis alle da sind", "Months until all are there"), months, 1, 60, lasting},
			{"private", text.T("davon zuerst privat untergebracht", "of whom live privately at first"), percent, 0, 100, private},
			{"return", text.T("Monate, bis sie im Mittel doch einen Platz der Stadt brauchen", "Months after which they need a place of the city on average"), months, 1, 120, waiting},
		}
	case Law:
		return []Number{{"factor", text.T("Zugänge danach, als Vielfaches (0: niemand kommt mehr)", "Arrivals from then on, as a multiple (0: nobody comes any more)"), times, 0, 100, factor}}
	case Reunion:
		return []Number{
			{"persons", text.T("Personen, die nachziehen", "Persons who follow"), persons, 0, 1e6, people},
			{"months", text.T("Monate, über die sie sich verteilen", "Months over which they come"), months, 1, 120, lasting},
		}
	case Loss:
		return []Number{{"persons", text.T("Plätze, die wegfallen", "Places that are lost"), places, 0, 1e6, people}}
	}
	return nil
}

// foreign lists the numbers that are not in a list of those that a kind takes.
func foreign(own []Number) []Number {
	var list []Number
	for _, n := range append(Numbers(Jump), Numbers(Law)...) { // between them they take all
		if !slices.ContainsFunc(own, func(o Number) bool { return o.Name == n.Name }) {
			list = append(list, n)
		}
	}
	return list
}

// Written writes a range with the language's decimal mark: "3 bis 4,5,
// wahrscheinlich 3,6", one number where it is certain.
func (r Range) Written(l text.Lang) string {
	n := func(x float64) string {
		if x == float64(int64(x)) {
			return l.Int(int64(x))
		}
		s := strconv.FormatFloat(x, 'f', -1, 64)
		if l != text.En {
			s = strings.ReplaceAll(s, ".", ",")
		}
		return s
	}
	if r.Low == r.High {
		return n(r.Likely)
	}
	return fmt.Sprintf(text.T("%s bis %s, wahrscheinlich %s", "%s to %s, likely %s").In(l), n(r.Low), n(r.High), n(r.Likely))
}

// Sentence says in words what a part assumes.
func (p Part) Sentence(l text.Lang) string {
	words := []string{}
	for _, n := range Numbers(p.Kind) {
		if r := n.Of(p); r != nil {
			words = append(words, n.Label.In(l)+": "+r.Written(l)+" "+n.Unit.In(l))
		}
	}
	if p.Kind == Surge && p.Down > 0 {
		words = append(words, fmt.Sprintf(text.T("Monate vom Höhepunkt bis zum Ende: %d", "months from the peak to the end: %d").In(l), p.Down))
	}
	return fmt.Sprintf(text.T("%s ab %s: %s", "%s from %s: %s").In(l), p.Kind.Label().In(l), p.From.In(l), strings.Join(words, "; "))
}

// Sentence says in words what the scenario assumes.
func (s Scenario) Sentence(l text.Lang) string {
	list := make([]string, len(s.Parts))
	for i, p := range s.Parts {
		list[i] = p.Sentence(l)
	}
	if len(list) == 0 {
		return text.T("weiter wie bisher", "as before").In(l)
	}
	return strings.Join(list, ". ")
}

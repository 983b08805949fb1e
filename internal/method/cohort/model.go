// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package cohort projects the persons in a city's housing with their uncertainty:
// who arrives, how long they stay by status and duration, who follows, who is
// born, who moves on, how old the children become, and where they live. Every
// sample path keeps the balance of whole persons. It claims no foresight: how
// many arrive is given, as sample paths of a forecast or of a scenario. See
// docs/methods/cohort.md.
package cohort

import (
	"fmt"
	"math"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Version names the calculation. It changes with any change that can change a
// number.
const Version = "cohort/3"

// State is what persons are in while they stay: a status, a kind of housing, or
// both ("in procedure, preliminary housing").
type State struct {
	Key string
	// Leave is the monthly probability of leaving the city's housing, by months
	// since arrival.
	Leave Hazard
	// Moves lead to other states, such as from preliminary to follow-up housing.
	// In a month a person leaves, moves once, or stays.
	Moves []Move
}

// Move leads to the state with the number To.
type Move struct {
	To     int
	Hazard Hazard
}

// Stream is a forecast or scenario of arrivals into a state: sample paths of
// persons a month. Path p of the projection uses path p modulo their number.
type Stream struct {
	State int
	Paths [][]int // by path and month from the first projected one
}

// Reunion says how many follow: persons expected to arrive in State for each one
// who has moved from another state into After, Delay months later.
type Reunion struct {
	After, State int
	PerPerson    float64
	Delay        int // months, at least 1
}

// Correction changes the count without anybody coming or going, as a clean-up of
// the register does: in a month (0 is the first) by a number of persons. At most
// all who are there are taken out.
type Correction struct{ Month, Persons int }

// AgeClass is an age from From months up to, but not with, To months; no To: all
// older ones.
type AgeClass struct {
	Key      string
	From, To int
}

// Model is what a projection starts from and goes by.
type Model struct {
	Months int // to project
	States []State
	// Start counts persons by state and whole months since arrival; the last entry
	// counts those who have been there that long or longer.
	Start   [][]int
	Streams []Stream
	Reunion []Reunion
	// Births is how many are born a month for each person in housing.
	Births      float64
	Corrections []Correction

	// AgesNow and AgesArriving are the shares of each month of age among those in
	// housing at the start and among arrivals; the last entry is for all older.
	// Both empty: no ages are asked for.
	AgesNow, AgesArriving []float64
	Ages                  []AgeClass

	// Areas are the shares of arrivals by area, and AreasNow how many live there at
	// the start (in sum the start). Both empty: the city only.
	Areas    []float64
	AreasNow []int
}

// Check names every fault of a model; nil if it can be projected.
func (m Model) Check() error {
	var c checker
	c.at(m.Months >= 1 && m.Months <= 1200, "months", m.Months, "1 bis 1.200 Monate", "1 to 1,200 months")
	c.at(len(m.States) >= 1, "states", len(m.States), "mindestens ein Status", "at least one state")
	c.at(len(m.Start) == len(m.States), "start", len(m.Start), "je Status ein Bestand", "a stock for each state")
	for k, s := range m.States {
		c.state(m, k, s)
	}
	for k, list := range m.Start {
		for d, n := range list {
			c.at(n >= 0, fmt.Sprintf("start[%d][%d]", k, d), n, "keine negative Zahl von Personen", "no negative number of persons")
		}
	}
	for i, s := range m.Streams {
		c.stream(m, i, s)
	}
	for i, r := range m.Reunion {
		at := fmt.Sprintf("reunion[%d]", i)
		c.at(m.has(r.After) && m.has(r.State), at+".state", r.State, "ein Status des Modells", "a state of the model")
		c.at(r.Delay >= 1, at+".delay", r.Delay, "mindestens ein Monat", "at least one month")
		c.at(r.PerPerson >= 0 && r.PerPerson <= 100, at+".per_person", r.PerPerson, "0 bis 100 Personen", "0 to 100 persons")
	}
	c.at(m.Births >= 0 && m.Births <= 1, "births", m.Births, "0 bis 1 Geburt je Person und Monat", "0 to 1 births for each person and month")
	for i, k := range m.Corrections {
		c.at(k.Month >= 0 && k.Month < m.Months, fmt.Sprintf("corrections[%d].month", i), k.Month, "ein Monat der Rechnung", "a month of the projection")
	}
	c.shares("ages_now", m.AgesNow)
	c.shares("ages_arriving", m.AgesArriving)
	c.at((len(m.AgesNow) > 0) == (len(m.AgesArriving) > 0), "ages_now", len(m.AgesNow), "beide Altersverteilungen oder keine", "both age distributions or none")
	c.shares("areas", m.Areas)
	c.areas(m)
	return c.err()
}

func (m Model) has(state int) bool { return state >= 0 && state < len(m.States) }

func (m Model) persons() int {
	sum := 0
	for _, list := range m.Start {
		for _, n := range list {
			sum += n
		}
	}
	return sum
}

// checker collects faults.
type checker struct{ rows []fault.Row }

func (c *checker) at(good bool, column string, value any, de, en string) {
	if !good {
		c.rows = append(c.rows, fault.Row{Column: column, Value: fmt.Sprint(value), Expected: text.T(de, en)})
	}
}

func (c *checker) err() error {
	if len(c.rows) == 0 {
		return nil
	}
	return fault.Refuse("cohort.Check", c.rows)
}

func (c *checker) state(m Model, k int, s State) {
	at := fmt.Sprintf("states[%d]", k)
	c.at(strings.TrimSpace(s.Key) != "", at+".key", s.Key, "ein Name", "a name")
	c.hazard(at+".leave", s.Leave)
	for i, move := range s.Moves {
		c.at(m.has(move.To) && move.To != k, fmt.Sprintf("%s.moves[%d].to", at, i), move.To, "ein anderer Status des Modells", "another state of the model")
		c.hazard(fmt.Sprintf("%s.moves[%d].hazard", at, i), move.Hazard)
	}
	for d := range s.longest() + 1 {
		sum := s.Leave.At(d)
		for _, move := range s.Moves {
			sum += move.Hazard.At(d)
		}
		c.at(sum <= 1+1e-12, fmt.Sprintf("%s, month %d", at, d), sum, "zusammen höchstens 1", "at most 1 together")
	}
}

// longest is the month from which on nothing about the state changes.
func (s State) longest() int {
	last := s.Leave.last()
	for _, m := range s.Moves {
		last = max(last, m.Hazard.last())
	}
	return last
}

func (c *checker) hazard(at string, h Hazard) {
	before := -1
	for i, p := range h {
		c.at(p.From > before, fmt.Sprintf("%s[%d].from", at, i), p.From, "Monate in steigender Folge ab 0", "months in rising order from 0")
		c.at(p.Monthly >= 0 && p.Monthly <= 1, fmt.Sprintf("%s[%d].monthly", at, i), p.Monthly, "eine Wahrscheinlichkeit von 0 bis 1", "a probability from 0 to 1")
		before = p.From
	}
}

func (c *checker) stream(m Model, i int, s Stream) {
	at := fmt.Sprintf("streams[%d]", i)
	c.at(m.has(s.State), at+".state", s.State, "ein Status des Modells", "a state of the model")
	c.at(len(s.Paths) > 0, at+".paths", len(s.Paths), "mindestens ein Pfad", "at least one path")
	for p, path := range s.Paths {
		if len(path) < m.Months {
			c.at(false, fmt.Sprintf("%s.paths[%d]", at, p), len(path), fmt.Sprintf("%d Monate", m.Months), fmt.Sprintf("%d months", m.Months))
			continue
		}
		for t, n := range path[:m.Months] {
			c.at(n >= 0 && n <= math.MaxInt32/1000, fmt.Sprintf("%s.paths[%d][%d]", at, p, t), n, "0 bis 2 Millionen Personen", "0 to 2 million persons")
		}
	}
}

func (c *checker) shares(at string, list []float64) {
	sum := 0.0
	for i, s := range list {
		c.at(s >= 0 && s <= 1, fmt.Sprintf("%s[%d]", at, i), s, "ein Anteil von 0 bis 1", "a share from 0 to 1")
		sum += s
	}
	c.at(len(list) == 0 || math.Abs(sum-1) < 1e-6, at, sum, "zusammen 1", "1 together")
}

func (c *checker) areas(m Model) {
	if len(m.Areas) == 0 && len(m.AreasNow) == 0 {
		return
	}
	c.at(len(m.Areas) < mostAreas, "areas", len(m.Areas), fmt.Sprintf("höchstens %d Gebiete", mostAreas-1), fmt.Sprintf("at most %d areas", mostAreas-1))
	c.at(len(m.Areas) == len(m.AreasNow), "areas_now", len(m.AreasNow), "je Gebiet ein Bestand", "a stock for each area")
	sum := 0
	for i, n := range m.AreasNow {
		c.at(n >= 0, fmt.Sprintf("areas_now[%d]", i), n, "keine negative Zahl von Personen", "no negative number of persons")
		sum += n
	}
	c.at(sum == m.persons(), "areas_now", sum, fmt.Sprintf("zusammen der Bestand, %d", m.persons()), fmt.Sprintf("the stock together, %d", m.persons()))
}

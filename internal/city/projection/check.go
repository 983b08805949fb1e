// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package projection

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"planraum/internal/text"
)

// Problem is one fault of a set: in which entry, what stands there, what is expected.
type Problem struct {
	Entry    int // number in the set
	Column   string
	Value    string
	Expected text.Text
}

// Bounds of what entries may say.
const (
	mostMonths  = 600
	mostAge     = 120
	mostBirths  = 1000
	mostReunion = 100
	mostStates  = 20
	mostEntries = 2000
)

// Check returns every fault, in the order of the entries; nil if there is none.
func (s Set) Check() []Problem {
	c := checker{set: s, states: map[string]bool{}}
	if n := len(s.Entries); n > mostEntries {
		c.at(false, mostEntries, "item", fmt.Sprint(n), "höchstens 2.000 Zeilen", "at most 2,000 rows")
		return c.problems
	}
	for _, e := range s.Of(Arrivals) {
		c.states[e.State] = true
	}
	for i, e := range s.Entries {
		c.entry(i, e)
	}
	if len(s.Entries) > 0 {
		last := len(s.Entries) - 1
		c.at(len(c.states) > 0, last, "item", "", "mindestens eine Zeile „arrivals“: Sie nennt den Status", "at least one row “arrivals”: it names the state")
		c.at(len(s.Of(Start)) > 0, last, "item", "", "mindestens eine Zeile „start“: in welchem Status der Bestand ist", "at least one row “start”: in which state the stock is")
		c.at(len(c.states) <= mostStates, last, "state", fmt.Sprint(len(c.states)), "höchstens 20 Status", "at most 20 states")
		c.at((len(s.Of(AgeNow)) > 0) == (len(s.Of(AgeNew)) > 0), last, "item", "", "„age_now“ und „age_new“, oder keines von beiden", "“age_now” and “age_new”, or neither")
	}
	for _, item := range []Item{Arrivals, Start, AgeNow, AgeNew, Area} {
		c.sum(item)
	}
	c.together()
	return c.problems
}

type checker struct {
	set      Set
	states   map[string]bool
	problems []Problem
}

func (c *checker) at(good bool, entry int, column, value, de, en string) {
	if !good {
		c.problems = append(c.problems, Problem{entry, column, value, text.T(de, en)})
	}
}

func (c *checker) entry(i int, e Entry) {
	value, from := fmt.Sprint(e.Value), fmt.Sprint(e.From)
	high := map[Item]float64{Reunion: mostReunion, Births: mostBirths}[e.Item]
	if high == 0 {
		high = 100
	}
	c.at(e.Value >= 0 && e.Value <= high, i, "value", value, "0 bis "+text.De.Int(int64(high)), "0 to "+text.En.Int(int64(high)))
	c.at(e.Basis != 0, i, "basis", "", "eine Grundlage wie assumed oder reported", "a basis such as assumed or reported")
	c.at(strings.TrimSpace(e.Source) != "", i, "source", "", "eine Quelle, bei Annahmen wer sie macht", "a source, of assumptions who makes them")
	takes := func(column, given string, wanted bool) {
		if wanted {
			return
		}
		c.at(given == "" || given == "0", i, column, given, "nichts: „"+string(e.Item)+"“ nimmt diese Angabe nicht", "nothing: “"+string(e.Item)+"” does not take this")
	}
	stated := slices.Contains([]Item{Arrivals, Start, Leave, Move, Reunion}, e.Item)
	dated := slices.Contains([]Item{Start, Leave, Move, Reunion, AgeNow, AgeNew}, e.Item)
	moved := e.Item == Move || e.Item == Reunion
	takes("state", e.State, stated)
	takes("to", e.To, moved)
	takes("from", from, dated)
	takes("area", string(e.Area), e.Item == Area)
	if stated {
		c.at(c.states[e.State], i, "state", e.State, "ein Status, der bei „arrivals“ steht", "a state that stands with “arrivals”")
	}
	if moved {
		c.at(c.states[e.To], i, "to", e.To, "ein Status, der bei „arrivals“ steht", "a state that stands with “arrivals”")
		c.at(e.To != e.State || e.Item == Reunion, i, "to", e.To, "ein anderer Status", "another state")
	}
	switch e.Item {
	case AgeNow, AgeNew:
		c.at(e.From >= 0 && e.From <= mostAge, i, "from", from, "0 bis 120 Jahre", "0 to 120 years")
	case Reunion:
		c.at(e.From >= 1 && e.From <= mostMonths, i, "from", from, "1 bis 600 Monate später", "1 to 600 months later")
	default:
		c.at(e.From >= 0 && e.From <= mostMonths, i, "from", from, "0 bis 600 Monate", "0 to 600 months")
	}
	c.at(e.Item != Area || e.Area != "", i, "area", "", "das Gebiet", "the area")
	same := slices.ContainsFunc(c.set.Entries[:i], func(o Entry) bool {
		return o.Item == e.Item && o.State == e.State && o.To == e.To && o.From == e.From && o.Area == e.Area
	})
	c.at(!same, i, "item", string(e.Item), "jede Angabe nur einmal; dieselbe steht schon weiter oben", "every number once only; the same stands above")
}

// sum demands that the percent of an item are 100 together.
func (c *checker) sum(item Item) {
	sum, last := 0.0, -1
	for i, e := range c.set.Entries {
		if e.Item == item {
			sum, last = sum+e.Value, i
		}
	}
	c.at(last < 0 || math.Abs(sum-100) < 0.05, last, "value", fmt.Sprintf("%.2f", sum),
		"zusammen 100 Prozent in den Zeilen „"+string(item)+"“", "100 percent together in the rows “"+string(item)+"”")
}

// together demands that nobody leaves and moves more than once in a month.
func (c *checker) together() {
	for i, e := range c.set.Entries {
		if e.Item != Leave && e.Item != Move {
			continue
		}
		sum := c.set.Rate(Leave, e.State, "", e.From)
		for to := range c.states {
			sum += c.set.Rate(Move, e.State, to, e.From)
		}
		c.at(sum <= 100+1e-9, i, "value", fmt.Sprint(sum), "Auszug und Wechsel zusammen höchstens 100 Prozent im Monat", "leaving and moving at most 100 percent a month together")
	}
}

// Rate is the percent that leave or move in the month that follows so many months
// after arrival: that of the piece which holds then.
func (s Set) Rate(item Item, state, to string, months int) float64 {
	rate, from := 0.0, -1
	for _, e := range s.Entries {
		if e.Item == item && e.State == state && e.To == to && e.From <= months && e.From > from {
			rate, from = e.Value, e.From
		}
	}
	return rate
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package projection holds what is taken to be true of the persons in a city's
// housing when they are reckoned ahead: in which status they are, how long they stay,
// who moves on, who follows, how many are born, how old they are, and where they live.
// Every number has its basis and its source.
package projection

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Item says what an entry is about.
type Item string

// The items.
const (
	Arrivals Item = "arrivals" // percent of arrivals that come into State
	Start    Item = "start"    // percent of the stock in State, From months after arrival
	Leave    Item = "leave"    // percent of those in State who leave in a month, from From months after arrival on
	Move     Item = "move"     // percent of those in State who move to To in a month, from From months after arrival on
	Reunion  Item = "reunion"  // persons who arrive in To for each one who moved into State, From months later
	Births   Item = "births"   // births a year for 1,000 persons
	AgeNow   Item = "age_now"  // percent of the stock aged From years up to the next From
	AgeNew   Item = "age_new"  // percent of arrivals aged From years up to the next From
	Area     Item = "area"     // percent of the persons who live in Area
)

// Items lists the items.
func Items() []Item {
	return []Item{Arrivals, Start, Leave, Move, Reunion, Births, AgeNow, AgeNew, Area}
}

// Label names an item.
func (i Item) Label() text.Text {
	switch i {
	case Arrivals:
		return text.T("Zugänge kommen in", "arrivals come into")
	case Start:
		return text.T("Bestand nach Verweildauer", "stock by length of stay")
	case Leave:
		return text.T("Auszug je Monat", "leaving a month")
	case Move:
		return text.T("Wechsel je Monat", "moving on a month")
	case Reunion:
		return text.T("Nachzug je Person", "who follow for each person")
	case Births:
		return text.T("Geburten", "births")
	case AgeNow:
		return text.T("Alter im Bestand", "ages in the stock")
	case AgeNew:
		return text.T("Alter der Zugänge", "ages of arrivals")
	case Area:
		return text.T("Wohnort", "where they live")
	}
	return text.T("unbekannt", "unknown")
}

// Unit is what the value of an item is counted in.
func (i Item) Unit() text.Text {
	switch i {
	case Leave, Move:
		return text.T("Prozent im Monat", "percent a month")
	case Reunion:
		return text.T("Personen", "persons")
	case Births:
		return text.T("je 1.000 Personen und Jahr", "for 1,000 persons and year")
	}
	return text.T("Prozent", "percent")
}

// Entry is one number of a set.
type Entry struct {
	Item  Item    `json:"item"`
	State string  `json:"state,omitempty"`
	To    string  `json:"to,omitempty"`
	From  int     `json:"from,omitempty"` // months since arrival, months later, or years of age; see the item
	Area  area.ID `json:"area,omitempty"`
	Value float64 `json:"value"`
	// Name is how people call the state; with Arrivals, which list the states.
	Name   text.Text    `json:"name,omitzero"`
	Basis  figure.Basis `json:"basis"`
	Source string       `json:"source"`
	Note   string       `json:"note,omitempty"`
}

// Set is all that a projection goes by, as it was known on a day.
type Set struct {
	ID        string      `json:"id"`
	Entries   []Entry     `json:"entries"`
	KnownFrom period.Date `json:"known_from"`
	Source    string      `json:"source"` // in short; each entry has its own
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Of are the entries of an item, in their order.
func (s Set) Of(i Item) []Entry {
	var list []Entry
	for _, e := range s.Entries {
		if e.Item == i {
			list = append(list, e)
		}
	}
	return list
}

// Assumed is how many entries nobody has counted or reported.
func (s Set) Assumed() int {
	n := 0
	for _, e := range s.Entries {
		if e.Basis == figure.Assumed {
			n++
		}
	}
	return n
}

// Stay counts persons who were observed in the city's housing: from Entered months
// after their arrival until Months after it. Left says that they left in the month
// after; otherwise they were still there.
type Stay struct {
	State   string `json:"state,omitempty"`
	Entered int    `json:"entered,omitempty"`
	Months  int    `json:"months"`
	Persons int    `json:"persons"`
	Left    bool   `json:"left,omitempty"`
}

// Stays are the counts of one observation.
type Stays struct {
	ID        string      `json:"id"`
	List      []Stay      `json:"list"`
	Source    string      `json:"source"`
	KnownFrom period.Date `json:"known_from"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Written writes the value with the language's decimal mark.
func (e Entry) Written(l text.Lang) string {
	s := strconv.FormatFloat(e.Value, 'f', -1, 64)
	if l != text.En {
		s = strings.ReplaceAll(s, ".", ",")
	}
	return s
}

// Words say what an entry is about, by the keys of its states.
func (e Entry) Words(l text.Lang) string {
	words := e.Item.Label().In(l)
	if e.State != "" {
		words += ", " + e.State
	}
	if e.To != "" {
		words += " → " + e.To
	}
	switch e.Item {
	case AgeNow, AgeNew:
		words += fmt.Sprintf(text.T(", ab %d Jahren", ", from age %d").In(l), e.From)
	case Start, Leave, Move:
		words += fmt.Sprintf(text.T(", ab Monat %d", ", from month %d").In(l), e.From)
	case Reunion:
		words += fmt.Sprintf(text.T(", nach %d Monaten", ", after %d months").In(l), e.From)
	case Area:
		words += ", " + string(e.Area)
	}
	return words
}

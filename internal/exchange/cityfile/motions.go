// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"encoding/json"
	"regexp"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// Dated is a noun of the council with the day from which it is known and its row.
type Dated[T any] struct {
	Noun      T
	KnownFrom period.Date
	File      string
	Line      int
}

// MarshalJSON writes the noun alone: the rest stands in its record.
func (d Dated[T]) MarshalJSON() ([]byte, error) { return json.Marshal(d.Noun) }

// motionTypes are the words for what the council asks.
var motionTypes = map[string]council.PaperType{
	"Haushaltsantrag": council.BudgetAsk, "Antrag": council.Motion, "Anfrage": council.Inquiry,
}

// unseen begins a subject that nobody has seen; it stays unknown.
const unseen = "not found"

// numbered begins an item of what is asked: "1 concept", "2. a post".
var numbered = regexp.MustCompile(`^[0-9]{1,2}[.)]? `)

// ReadMotions reads a file of motions and inquiries in file order. A subject that was
// not found stays unknown and says so; every other row needs its source. Its error is
// fault.Invalid with all faults, or that of the reader.
func ReadMotions(in *table.Reader) ([]Dated[council.Paper], error) {
	var list []Dated[council.Paper]
	seen := newTwice()
	err := each(in, Motions, func(c cells) error {
		p := council.Paper{State: council.Received, Source: c.OptText("source"), Note: c.OptText("note"), Example: c.yes("example")}
		p.Type = motionTypes[c.oneOf("type", "Haushaltsantrag", "Antrag", "Anfrage")]
		known := c.paperDay(&p, "date")
		if p.Title = c.text("subject"); strings.HasPrefix(p.Title, unseen) || strings.HasPrefix(p.Title, "unbekannt") {
			p.Title, p.Note = "", "Betreff unbekannt: "+p.Title
		} else if p.Source == "" && !c.missing["source"] {
			c.Refuse("source", text.T("die Quelle: woher man es weiß", "the source: how it is known"))
		}
		c.reference(&p)
		for _, by := range strings.Split(c.text("group"), " + ") {
			p.By = append(p.By, strings.TrimSpace(by))
		}
		p.Asks = asksOf(c.OptText("asks"))
		p.Deadline = c.optDate("deadline")
		if key := c.OptText("committee"); key != "" {
			p.Order = []council.Consultation{{Committee: key, Step: council.Deliberation, Public: true}}
		}
		if day, ok := c.OptDate("known_from"); ok {
			known = day
		}
		c.problems(p.Check(), motionColumns)
		seen.check(c, "number, date, group, known_from", p.ID, known.String(), strings.Join(p.By, "+"), c.Raw("known_from"))
		list = append(list, Dated[council.Paper]{p, known, c.file, c.Line})
		return nil
	}, nil)
	return list, err
}

// motionColumns are the columns in which the faults of a motion stand.
var motionColumns = map[string]string{"title": "subject", "reference": "number", "by": "group", "id": "number"}

// reference reads the number: "864/2015", or "(2017)" where it is not known.
func (c cells) reference(p *council.Paper) {
	number := c.text("number")
	if strings.HasPrefix(number, "(") {
		p.Note = strings.TrimSpace(p.Note + " Nummer unbekannt.")
		p.Reference = "ohne Nummer, " + strings.Trim(number, "()")
		p.ID = council.KeyOf(p.Type.Label().De + " " + p.On.String() + " " + c.Raw("group"))
		return
	}
	if !strings.Contains(number, "/") && number != "" {
		c.Refuse("number", text.T("eine Nummer wie 864/2015, oder das Jahr in Klammern, wenn sie unbekannt ist", "a number such as 864/2015, or the year in brackets where it is unknown"))
		return
	}
	p.Reference = number
	p.ID = p.NewKey()
}

// paperDay reads a day or, where only that is known, a year, and returns from when on
// the paper is known without a better word: that day, or the last one of the year.
func (c cells) paperDay(p *council.Paper, column string) period.Date {
	if c.missing[column] {
		return period.Date{}
	}
	when := c.Period(column)
	switch {
	case when.From.IsZero():
	case when.IsDay():
		p.On, p.Year = when.From, when.From.Year()
	case when.IsYear():
		p.Year = when.From.Year()
	default:
		c.Refuse(column, text.T("ein Tag wie 27.11.2015, oder ein Jahr, wenn nur das bekannt ist", "a day such as 2015-11-27, or a year where only that is known"))
	}
	return when.To
}

// asksOf splits what is asked at semicolons, without the numbers before the items.
func asksOf(s string) []council.Ask {
	var asks []council.Ask
	for _, one := range strings.Split(s, ";") {
		if one = numbered.ReplaceAllString(strings.TrimSpace(one), ""); one != "" {
			asks = append(asks, council.Ask{Text: one})
		}
	}
	return asks
}

// problems notes the faults of a noun in the columns in which they stand. What could
// not be read, or is empty where it must not be, was noted before.
func (c cells) problems(list []council.Problem, columns map[string]string) {
	for _, p := range list {
		column, _, _ := strings.Cut(p.Path, "[")
		if other, ok := columns[column]; ok {
			column = other
		}
		if p.Value != "" && column != "id" && !c.missing[column] {
			c.Refuse(column, p.Expected)
		}
	}
}

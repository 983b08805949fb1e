// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// ReadPapers reads a file of papers of the administration in file order. Lists stand in
// one cell, entries divided by semicolons, their parts by |. Its error is fault.Invalid
// with all faults, or that of the reader.
func ReadPapers(in *table.Reader) ([]Dated[council.Paper], error) {
	var list []Dated[council.Paper]
	seen := newTwice()
	err := each(in, Papers, func(c cells) error {
		p := council.Paper{
			Reference: c.text("reference"), Type: council.PaperType(c.oneOf("type", typeWords()...)), Title: c.text("title"),
			State: council.PaperState(c.oneOf("state", "draft", "issued", "decided", "settled")),
			Lead:  c.text("lead"), Summary: c.OptText("summary"), Note: c.OptText("note"), Source: c.text("source"), Example: c.yes("example"),
			Supplements: c.OptText("supplements"), Replaces: c.OptText("replaces"),
		}
		c.paperDay(&p, "date")
		p.ID = p.NewKey()
		if answers := c.OptText("answers"); answers != "" {
			p.Answers = strings.Fields(answers)
		}
		p.Order, p.Effects, p.Posts = c.order(), c.effects(), c.posts()
		known := c.date("known_from")
		c.problems(p.Check(), nil)
		seen.check(c, "reference, known_from", p.ID, known.String())
		list = append(list, Dated[council.Paper]{p, known, c.file, c.Line})
		return nil
	}, nil)
	return list, err
}

// typeWords are the papers of the administration.
func typeWords() []string {
	var words []string
	for _, t := range council.PaperTypes() {
		if !t.Asked() {
			words = append(words, string(t))
		}
	}
	return words
}

// entries splits a cell into entries of a number of parts, and refuses others. Parts at
// the end may be left out.
func (c cells) entries(column string, least, most int, want text.Text) [][]string {
	var list [][]string
	for _, one := range strings.Split(c.OptText(column), ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		parts := strings.Split(one, "|")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if len(parts) < least || len(parts) > most {
			c.Refuse(column, want)
			continue
		}
		list = append(list, append(parts, make([]string, most-len(parts))...))
	}
	return list
}

var wantOrder = text.T("Gremien wie „SGA|preliminary|public|2016-02-15; GR|decision|public“", "bodies such as “SGA|preliminary|public|2016-02-15; GR|decision|public”")

// order reads the order of committees: key, step, public or not, day, result.
func (c cells) order() []council.Consultation {
	var list []council.Consultation
	for _, e := range c.entries("order", 3, 5, wantOrder) {
		o := council.Consultation{Committee: e[0], Step: council.Step(e[1]), Public: e[2] == "public", Result: council.Result(e[4])}
		var err error
		if e[3] != "" {
			if o.On, err = period.ParseDate(e[3]); err == nil {
				o.Sitting = SittingID(o.Committee, o.On)
			}
		}
		if err != nil || e[2] != "public" && e[2] != "closed" || e[4] != "" && !o.Result.Known() {
			c.Refuse("order", wantOrder)
			continue
		}
		list = append(list, o)
	}
	return list
}

var wantEffects = text.T("Beträge wie „THH 500|Unterkünfte|2016|1250000“: Teilhaushalt, Zeile, Jahr, Euro", "amounts such as “THH 500|accommodation|2016|1250000”: sub-budget, line, year, euros")

// effects reads financial effects: sub-budget, line, year, EUR.
func (c cells) effects() []council.Effect {
	var list []council.Effect
	for _, e := range c.entries("effects", 4, 4, wantEffects) {
		year, err := strconv.Atoi(e[2])
		cents, ok := table.ParseDecimal(e[3], table.Point)
		if err != nil || !ok || cents.Places > 2 {
			c.Refuse("effects", wantEffects)
			continue
		}
		for cents.Places < 2 {
			cents.Amount, cents.Places = 10*cents.Amount, cents.Places+1
		}
		list = append(list, council.Effect{SubBudget: e[0], Line: e[1], Year: year, Amount: unit.Cents(cents.Amount)})
	}
	return list
}

var wantPosts = text.T("Stellen wie „50-5|EG 13|1.0|2016-01-01|2018-01-01“: Einheit, Gruppe, Umfang, Beginn, kw", "posts such as “50-5|EG 13|1.0|2016-01-01|2018-01-01”: unit, grade, share, first day, phase-out")

// posts reads requests for posts: unit, grade, share, first day, phase-out note, and
// "outside" for an authorisation outside the staffing plan.
func (c cells) posts() []council.PostRequest {
	var list []council.PostRequest
	for _, e := range c.entries("posts", 3, 6, wantPosts) {
		share, err := unit.ParseDecimal(e[2])
		if err == nil {
			share, err = share.Rescale(2) // hundredths of a post, as the staffing plan has them
		}
		r := council.PostRequest{Unit: e[0], Grade: e[1], Share: unit.FTE(share.Amount), Outside: e[5] == "outside"}
		from, okFrom := optDay(e[3])
		out, okOut := optDay(e[4])
		if err != nil || !okFrom || !okOut || e[5] != "" && !r.Outside {
			c.Refuse("posts", wantPosts)
			continue
		}
		r.From, r.PhaseOut = from, out
		list = append(list, r)
	}
	return list
}

func optDay(s string) (period.Date, bool) {
	if s == "" {
		return period.Date{}, true
	}
	d, err := period.ParseDate(s)
	return d, err == nil
}

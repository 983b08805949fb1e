// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// pay are the rows of a grade's pay table known on the as-of date, by step and the
// first day on which they hold.
func (c *city) pay(grade string) (map[int][]entry[staffing.Pay], error) {
	list, err := entries[staffing.Pay](c, register.Pay)
	if err != nil {
		return nil, err
	}
	steps := map[int][]entry[staffing.Pay]{}
	for _, e := range list {
		if e.noun.Grade == grade {
			steps[e.noun.Step] = append(steps[e.noun.Step], e)
		}
	}
	for _, rows := range steps {
		slices.SortStableFunc(rows, func(a, b entry[staffing.Pay]) int { return a.noun.ValidFrom.Compare(b.noun.ValidFrom) })
	}
	return steps, nil
}

// stretch is a time of a year with one monthly pay.
type stretch struct {
	row       entry[staffing.Pay]
	months    int64
	carriedOn bool // the table had ended, and no later one is known
}

// stretches parts a year by the rows of a step; none where a month has no row.
func stretches(rows []entry[staffing.Pay], year int) []stretch {
	var out []stretch
	for m := period.MonthOf(year, 1); m <= period.MonthOf(year, 12); m++ {
		var found *entry[staffing.Pay]
		for i := range rows {
			if !rows[i].noun.ValidFrom.After(m.First()) {
				found = &rows[i]
			}
		}
		if found == nil {
			return nil
		}
		carried := !found.noun.ValidTo.IsZero() && found.noun.ValidTo.Before(m.First())
		if n := len(out); n > 0 && out[n-1].row.record == found.record && out[n-1].carriedOn == carried {
			out[n-1].months++
		} else {
			out = append(out, stretch{*found, 1, carried})
		}
	}
	return out
}

func sumOf(list []stretch) (sum unit.Cents) {
	for _, s := range list {
		sum += unit.Cents(s.months) * s.row.noun.Monthly
	}
	return sum
}

// rates are stretches of which those next to each other with the same monthly amount are
// one: for the sum it is the same whether a table holds or is carried on.
func rates(list []stretch) (out []stretch) {
	for _, s := range list {
		if n := len(out); n > 0 && out[n-1].row.noun.Monthly == s.row.noun.Monthly {
			out[n-1].months += s.months
			continue
		}
		out = append(out, s)
	}
	return out
}

// gradeOf is a pay grade that an address writes as EG-13.
func gradeOf(s string) string { return strings.ReplaceAll(s, "-", " ") }

// post derives what a full post earns in a year by the pay tables: grade, step, year.
func (c *city) post(ref string) (figure.Derivation, error) {
	none := noPay(ref)
	parts := strings.Split(ref, "/")
	step, err := strconv.Atoi(parts[1])
	year, wrong := strconv.Atoi(parts[2])
	if err != nil || wrong != nil || year < 1900 || year > 2199 {
		return figure.Derivation{}, none
	}
	grade := gradeOf(parts[0])
	pay, err := c.pay(grade)
	if err != nil {
		return figure.Derivation{}, err
	}
	list := stretches(pay[step], year)
	if len(list) == 0 {
		return figure.Derivation{}, none
	}
	return postNode(ref, grade, step, year, list), nil
}

func postNode(ref, grade string, step, year int, list []stretch) figure.Derivation {
	both := func(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }
	d := figure.Derivation{
		Name:  text.T(fmt.Sprintf("Tabellenentgelt einer vollen Stelle %s Stufe %d im Jahr %d", grade, step, year), fmt.Sprintf("table pay of a full post %s step %d in %d", grade, step, year)),
		Value: both(func(l text.Lang) string { return l.Euro(int64(sumOf(list))) }), Basis: figure.Computed, When: strconv.Itoa(year), Ref: "post/" + ref,
		Note: text.T("Ohne Jahressonderzahlung, Arbeitgeberanteil zur Sozialversicherung, Zusatzversorgung und Kosten des Arbeitsplatzes: Dafür ist keine belegte Zahl bekannt.",
			"Without annual bonus, employer's share of social security, supplementary pension and workplace: no sourced figure is known for them."),
	}
	d.Rule = both(func(l text.Lang) string {
		var terms []string
		for _, s := range rates(list) {
			terms = append(terms, fmt.Sprintf(text.T("%d Monate zu %s", "%d months at %s").In(l), s.months, l.Euro(int64(s.row.noun.Monthly))))
		}
		rule := strings.Replace(strings.Join(terms, " + "), "1 Monate", "1 Monat", 1) + " = " + l.Euro(int64(sumOf(list))) + "."
		if list[len(list)-1].carriedOn {
			rule += text.T(" Die Tabelle endet vorher, und eine spätere ist nicht bekannt: Sie ist unverändert fortgeschrieben.", " The table ends before and no later one is known: it is carried on unchanged.").In(l)
		}
		return rule
	})
	seen := map[int64]bool{}
	for _, s := range list {
		if seen[s.row.record] {
			continue
		}
		seen[s.row.record] = true
		p := s.row.noun
		from := figure.Derivation{
			Name:  text.T(fmt.Sprintf("%s Stufe %d ab %s", grade, step, p.ValidFrom.In(text.De)), fmt.Sprintf("%s step %d from %s", grade, step, p.ValidFrom.In(text.En))),
			Value: both(func(l text.Lang) string { return l.Euro(int64(p.Monthly)) + text.T(" im Monat", " a month").In(l) }),
			Basis: figure.Reported, KnownFrom: p.ValidFrom, Source: p.Source, Ref: recordRef(s.row.record),
		}
		if p.Quality == staffing.Derived {
			from.Basis = figure.Computed
		}
		d.From = append(d.From, from)
	}
	return d
}

// DerivePost is the derivation of a post's pay in a year by its address, such as
// post/EG-13/3/2016. It answers NotFound where no pay is known.
func (d *Desk) DerivePost(ctx context.Context, ref string, asOf period.Date) (figure.Derivation, error) {
	c, err := d.look(ctx, asOf)
	if err != nil {
		return figure.Derivation{}, err
	}
	rest, _ := strings.CutPrefix(ref, "post/")
	if strings.Count(rest, "/") != 2 {
		return figure.Derivation{}, noPay(ref)
	}
	return c.post(rest)
}

func noPay(ref string) error {
	return fault.New(fault.NotFound, "report.post("+ref+")", "Für diese Stelle ist kein Entgelt bekannt.", "No pay is known for this post.")
}

// steps are the steps of a grade for which pay is known.
func (c *city) steps(grade string) ([]int, error) {
	pay, err := c.pay(grade)
	var list []int
	for step := range pay {
		list = append(list, step)
	}
	slices.Sort(list)
	return list, err
}

// postTable is the pay of all steps of a grade in the years that the address names.
func postTable(c *city, of string) (exhibit, error) {
	parts := strings.Split(of, "/")
	grade := gradeOf(parts[0])
	steps, err := c.steps(grade)
	if err != nil || len(parts) < 2 {
		return exhibit{}, err
	}
	pay, err := c.pay(grade)
	if err != nil {
		return exhibit{}, err
	}
	g := newGrid("Tabellenentgelt einer vollen Stelle in "+grade+" nach Haushaltsjahren", word("Stufe"))
	for _, year := range parts[1:] {
		g.Columns = append(g.Columns, num(year, "EUR"))
	}
	carried := false
	for _, step := range steps {
		cells := []cell{say("Stufe " + strconv.Itoa(step))}
		for _, written := range parts[1:] {
			year, err := strconv.Atoi(written)
			list := stretches(pay[step], year)
			if err != nil || len(list) == 0 {
				cells = append(cells, say(unknown))
				continue
			}
			for _, s := range list {
				carried = carried || s.carriedOn
				g.source(s.row.noun.Source)
			}
			cells = append(cells, cell{c.lang.Decimal(int64(sumOf(list)), 2), fmt.Sprintf("post/%s/%d/%d", parts[0], step, year)})
		}
		g.row(cells...)
	}
	if carried {
		g.note("Die bekannte Entgelttabelle endet vor dem Ende dieser Zeit. Sie ist unverändert fortgeschrieben; künftige Tariferhöhungen fehlen.")
	}
	g.note("Ohne Jahressonderzahlung, Arbeitgeberanteil, Zusatzversorgung und Arbeitsplatz: Dafür ist keine belegte Zahl bekannt.")
	return g.done(), nil
}

// flatRates are the flat rates of a post that hold on the as-of date.
func (c *city) flatRates() ([]entry[staffing.FlatRate], error) {
	list, err := entries[staffing.FlatRate](c, register.FlatRate)
	return slices.DeleteFunc(list, func(e entry[staffing.FlatRate]) bool {
		r := e.noun
		return r.ValidFrom.After(c.asOf) || (!r.ValidTo.IsZero() && r.ValidTo.Before(c.asOf))
	}), err
}

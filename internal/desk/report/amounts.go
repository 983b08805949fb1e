// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// The financial effects and posts of a council paper are typed; the cost in its text is
// derived, and the posts that it proposes are written. Where the two differ, somebody has
// to look: it is told, and refuses nothing, since the text may say why they differ.

// amountAt is a cost that stands in a text, with its part and place.
type amountAt struct {
	cents unit.Cents
	year  int // 0: of no year
	grade string
	step  int
	part  int
	place text.Text
}

// Amounts lists the financial effects of a paper that differ from the cost that its text
// derives, or from what its posts earn by their own grades, and the posts that differ from
// those that its text proposes, each with both values and the place in the text; nil where
// none differs, and where the paper has no text, or neither effects nor posts.
func (d *Desk) Amounts(ctx context.Context, p council.Paper) ([]fault.Row, error) {
	const op = "report.Amounts"
	if p.Document == "" || len(p.Effects)+len(p.Posts) == 0 {
		return nil, nil
	}
	list, err := d.Versions(ctx, p.Document)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	_, last, _, any := Newest(list)
	if !any {
		return nil, nil
	}
	c, err := d.look(ctx, last.AsOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	doc := last.Document
	if !last.Issued() {
		if doc, err = c.resolve(doc); err != nil {
			return nil, fault.Wrap(op, err)
		}
	}
	rows := postsApart(p, proposals(doc))
	if len(p.Effects) == 0 {
		return rows, nil
	}
	pay, cost := costsIn(doc)
	byYear, err := c.apartByYear(p, doc, pay)
	return append(append(rows, byYear...), apartInAll(p, doc, cost)...), fault.Wrap(op, err)
}

// costsIn are the costs that a text derives: pay of a full post by year, and cost of
// tranches.
func costsIn(doc document.Document) (pay, cost []amountAt) {
	doc.Fields(func(at string, f *document.Field) {
		if f.Kind != document.Number || f.Value == nil || f.Value.Derivation == nil {
			return
		}
		a := amountAt{cents: centsOf(f.Value.Derivation.Value.De), part: partAt(at), place: place(doc, at)}
		switch parts := strings.Split(f.Ref, "/"); {
		case parts[0] == "post" && len(parts) == 4:
			a.grade = gradeOf(parts[1])
			a.step, _ = strconv.Atoi(parts[2])
			a.year, _ = strconv.Atoi(parts[3])
			pay = append(pay, a)
		case parts[0] == "cost":
			if !slices.ContainsFunc(cost, func(b amountAt) bool { return b.cents == a.cents }) {
				cost = append(cost, a)
			}
		}
	})
	return pay, cost
}

// centsOf reads an amount as German texts write it: 41.875,44 EUR, 33.350.000 EUR.
func centsOf(written string) unit.Cents {
	whole, cents, _ := strings.Cut(written, ",")
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	n, _ := strconv.ParseInt(digits(whole)+(digits(cents) + "00")[:2], 10, 64)
	return unit.Cents(n)
}

// apartByYear compares the pay of each year of which the text names pay with it; where the
// paper asks for posts, with what these earn by their own grades. A sentence of the text that
// names the typed amount explains it.
func (c *city) apartByYear(p council.Paper, doc document.Document, pay []amountAt) (rows []fault.Row, err error) {
	w, err := c.wagesOf(p)
	if err != nil {
		return nil, err
	}
	seen, told := map[int]bool{}, []string{}
	for _, a := range pay {
		if seen[a.year] {
			continue
		}
		seen[a.year] = true
		ofYear := slices.DeleteFunc(slices.Clone(pay), func(b amountAt) bool { return b.year != a.year })
		by := spanOf(ofYear)
		if len(p.Posts) > 0 {
			var unpaid []string
			by, unpaid = w.year(a.year, ofYear)
			for _, grade := range unpaid {
				if !slices.Contains(told, grade) {
					told = append(told, grade)
					rows = append(rows, a.unreckoned(p, grade))
				}
			}
			if len(unpaid) > 0 {
				continue
			}
		}
		if sum, named := payIn(p, a.year); (sum < by.low || named && sum > by.high) && !explains(doc, sum) {
			rows = append(rows, a.apart(w, strconv.Itoa(a.year)+": "+text.De.Euro(int64(sum)), between(by.low, by.high)))
		}
	}
	return rows, nil
}

// payWords are what a line of a budget that is pay is called; 40 and 41 are the account
// groups of pay and pensions.
var payWords = regexp.MustCompile(`(?i)personal|\b(?:plan)?stellen?\b|entgelt|besoldung|gehalt|gehälter|vergütung|bezüge|\btarif|\bEG ?[0-9]|kontengr[a-z.]* ?4[01]`)

// payIn is how much of the effects of a year is pay; where no line says so, the sum of all of
// them, in which pay is at most a part: named is then false.
func payIn(p council.Paper, year int) (sum unit.Cents, named bool) {
	var all unit.Cents
	for _, e := range p.Effects {
		if e.Year != year {
			continue
		}
		all += e.Amount
		if payWords.MatchString(e.Line) || payWords.MatchString(e.Text) {
			sum, named = sum+e.Amount, true
		}
	}
	if !named {
		return all, false
	}
	return sum, true
}

// typedEuros is an amount that is typed in a sentence: 25.000 EUR, 25.000,50 Euro.
var typedEuros = regexp.MustCompile(`([0-9][0-9.]*(?:,[0-9]{1,2})?)[ \x{a0}](?:EUR|Euro|€)`)

// explains reports whether a sentence of a text names an amount in its own words; numbers
// that the text derives do not count.
func explains(doc document.Document, sum unit.Cents) bool {
	names := func(p document.Paragraph) bool {
		for _, r := range p.Runs {
			for _, m := range typedEuros.FindAllStringSubmatch(r.Text, -1) {
				if centsOf(m[1]) == sum {
					return true
				}
			}
		}
		return false
	}
	return slices.ContainsFunc(doc.Blocks, func(b document.Block) bool {
		return b.Paragraph != nil && names(*b.Paragraph) || b.List != nil && slices.ContainsFunc(b.List.Items, names)
	})
}

// spanOf is the least and the most of amounts.
func spanOf(list []amountAt) span {
	s := span{list[0].cents, list[0].cents}
	for _, a := range list {
		s = span{min(s.low, a.cents), max(s.high, a.cents)}
	}
	return s
}

// sharesOf are posts together, in hundredths.
func sharesOf(list []council.PostRequest) (sum unit.FTE) {
	for _, one := range list {
		sum += one.Share
	}
	return sum
}

// unreckoned says that the cost of posts cannot be checked, since nobody knows their pay.
func (a amountAt) unreckoned(p council.Paper, grade string) fault.Row {
	return fault.Row{File: p.Title, Column: "posts", Value: grade, Field: a.place, Part: a.part, Expected: text.T(
		"eine Gruppe, deren Entgelt im Register steht. Für "+grade+" ist kein Entgelt bekannt, darum lassen sich die Kosten dieser Stellen nicht nachrechnen",
		"a grade whose pay is in the register. No pay is known of "+grade+", so that the cost of these posts cannot be checked")}
}

// apartInAll compares all effects together with the cost that the text names.
func apartInAll(p council.Paper, doc document.Document, cost []amountAt) []fault.Row {
	var sum, said unit.Cents
	for _, e := range p.Effects {
		sum += e.Amount
	}
	for _, a := range cost {
		said += a.cents
	}
	if len(cost) == 0 || sum == said || explains(doc, sum) {
		return nil
	}
	return []fault.Row{cost[0].apart(wages{asked: p}, text.T("zusammen ", "in all ").De+text.De.Euro(int64(sum)), between(said, said))}
}

func between(low, high unit.Cents) text.Text {
	if low == high {
		return text.T(text.De.Euro(int64(low)), text.En.Euro(int64(low)))
	}
	return text.T(text.De.Euro(int64(low))+" bis "+text.De.Euro(int64(high)), text.En.Euro(int64(low))+" to "+text.En.Euro(int64(high)))
}

// apart is the finding: the typed sum, and what the text says at which place, or what the
// paper's own posts earn.
func (a amountAt) apart(w wages, typed string, said text.Text) fault.Row {
	row := fault.Row{File: w.asked.Title, Column: "effects", Value: typed, Field: a.place, Part: a.part, Expected: text.T(
		fmt.Sprintf("%s, wie es der Text aus seinen Quellen herleitet, oder ein Satz im Text, der den Betrag der Vorlage nennt und erklärt", said.De),
		fmt.Sprintf("%s, as the text derives it from its sources, or a sentence in the text that names the paper's amount and explains it", said.En))}
	if a.grade != "" && len(w.asked.Posts) > 0 {
		row.Expected = text.T(
			fmt.Sprintf("%s, das Tabellenentgelt der Stellen dieser Vorlage (%s), oder ein Satz im Text, der den Betrag der Vorlage nennt und erklärt", said.De, w.said(text.De)),
			fmt.Sprintf("%s, the table pay of the posts of this paper (%s), or a sentence in the text that names the paper's amount and explains it", said.En, w.said(text.En)))
	}
	return row
}

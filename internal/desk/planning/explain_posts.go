// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"
	"strconv"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	method "planraum/internal/method/staffing"
	"planraum/internal/text"
)

// Posts writes posts with one decimal, or two where the second is not zero.
func Posts(l text.Lang, n unit.FTE) string {
	if n%10 == 0 {
		return l.Decimal(int64(n)/10, 1)
	}
	return l.Decimal(int64(n), 2)
}

func (e explainer) posts(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("posts", i, both(func(l text.Lang) string {
		return partly(l, Posts(l, m.PostsTotal)+" "+postsUnit.In(l), m.PostsTotal != 0, m.PostsComplete)
	}))
	d.Rule = both(func(l text.Lang) string {
		sum := ""
		for _, p := range m.Posts {
			if p.FTE == nil {
				continue
			}
			if sum != "" {
				sum += " + "
			}
			sum += Posts(l, *p.FTE)
		}
		return sum + " = " + Posts(l, m.PostsTotal) + text.T(": je Aufgabe auf eine Stelle nach dem Komma gerundet, dann addiert.",
			": rounded to one decimal for each task, then added.").In(l)
	})
	for _, p := range m.Posts {
		d.From = append(d.From, e.postsOf(i, p))
	}
	return d
}

func (e explainer) postsOf(i int, p plan.Posts) figure.Derivation {
	m := e.res.Months[i]
	key := e.keyOf(p.Key, m.Month.Last())
	d := figure.Derivation{
		Name: both(func(l text.Lang) string { return key.Task.In(l) + ", " + m.Month.In(l) }), Basis: figure.Computed,
		When: m.Month.String(), Ref: e.ref("posts."+p.Key, i),
	}
	keyNode := figure.Derivation{
		Name:  text.T("Stellenschlüssel", "staffing key"),
		Value: both(func(l text.Lang) string { return "1:" + l.Int(key.Per) + " " + staffing.BaseLabel(key.Base).In(l) }),
		Basis: figure.Reported, Source: key.Source, KnownFrom: key.KnownFrom,
		Rule: text.T("Beschluss: "+orNone(key.Decision, "nicht genannt"), "decision: "+orNone(key.Decision, "not named")),
		Note: text.Same(key.Note),
	}
	if p.FTE == nil || p.Quantity == nil {
		d.Value = text.T("unbekannt", "unknown")
		d.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Die Zahl der %s ist nicht bekannt; ohne sie wird nichts angenommen.",
				"The number of %s is not known; nothing is assumed without it.").In(l), staffing.BaseLabel(key.Base).In(l))
		})
		d.From = []figure.Derivation{keyNode}
		return d
	}
	d.Value = both(func(l text.Lang) string { return Posts(l, *p.FTE) + " " + postsUnit.In(l) })
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf("%s / %s = %s%s", l.Int(int64(*p.Quantity)), l.Int(p.Per), Posts(l, *p.FTE),
			text.T(", auf eine Stelle nach dem Komma gerundet.", ", rounded to one decimal.").In(l))
	})
	d.From = []figure.Derivation{keyNode, e.quantity(i, key, *p.Quantity)}
	return d
}

// quantity derives what a key was applied to: the month's persons or needed
// places, or a number that the plan states.
func (e explainer) quantity(i int, key staffing.Key, n unit.Headcount) figure.Derivation {
	month := e.res.Months[i].Month
	for _, q := range e.in.Plan.Staffing.Quantities {
		if q.Base == key.Base && q.Accommodation == key.Accommodation && month >= q.From && month <= q.To {
			return figure.Derivation{
				Name: staffing.BaseLabel(q.Base), Value: heads(n, staffing.BaseLabel(q.Base)),
				Basis: q.Basis, Source: q.Source, Rule: text.T("Angabe des Plans.", "stated by the plan."),
			}
		}
	}
	if key.Base == staffing.Places {
		return e.needed(i)
	}
	return e.persons(i)
}

func (e explainer) cost(i int) figure.Derivation {
	m := e.res.Months[i]
	d := e.node("cost", i, both(func(l text.Lang) string { return partly(l, l.Euro(int64(m.Cost)), m.Cost != 0, m.CostComplete) }))
	d.Rule = text.T("Summe der Kosten der Aufgaben, deren Preis bekannt ist.", "Sum of the cost of the tasks whose price is known.")
	for _, p := range m.Posts {
		d.From = append(d.From, e.costOf(i, p))
	}
	return d
}

func (e explainer) costOf(i int, p plan.Posts) figure.Derivation {
	m := e.res.Months[i]
	key := e.keyOf(p.Key, m.Month.Last())
	d := figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("Kosten: ", "cost: ").In(l) + key.Task.In(l) + ", " + m.Month.In(l)
		}),
		Basis: figure.Computed, When: m.Month.String(), Ref: e.ref("cost."+p.Key, i),
	}
	if p.Cost == nil {
		d.Value = text.T("unbekannt", "unknown")
		d.Rule = text.T("Preis oder Menge fehlt; es wird nichts angenommen. Was fehlt, steht beim Plan.",
			"Price or quantity is missing; nothing is assumed. The plan says what is missing.")
		return d
	}
	d.Value = both(func(l text.Lang) string { return l.Euro(int64(*p.Cost)) })
	price := e.priceNode(p.Key, i)
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Stellen × Jahrespreis / 12, auf Cent gerundet.", "%s posts × yearly price / 12, rounded to cents.").In(l), Posts(l, *p.FTE))
	})
	d.From = []figure.Derivation{e.postsOf(i, p), price}
	return d
}

// priceNode names the price that the month was reckoned with.
func (e explainer) priceNode(key string, i int) figure.Derivation {
	rates := method.NewRates(e.in.Plan.Cost, e.in.Pay)
	day := e.res.Months[i].Month.Last()
	price, ok := rates.Price(key, day)
	if !ok {
		return figure.Derivation{Name: text.T("Preis", "price"), Value: text.T("unbekannt", "unknown"), Basis: figure.Computed}
	}
	if price.FlatRate != nil {
		return flatRateNode(price, day.Year())
	}
	return payNode(rates, price, day)
}

func flatRateNode(price plan.Price, year int) figure.Derivation {
	rate := price.FlatRate
	yearly, _ := method.Yearly(price, year)
	d := figure.Derivation{
		Name: both(func(l text.Lang) string {
			return text.T("Pauschale je Stelle im Jahr ", "flat rate a post in ").In(l) + strconv.Itoa(year)
		}),
		Value: both(func(l text.Lang) string { return l.Euro(int64(yearly)) }),
		Basis: figure.Reported, Source: rate.Source, KnownFrom: rate.ValidFrom,
	}
	if price.Rise != nil && yearly != rate.Yearly {
		d.Basis = figure.Computed
		d.Rule = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s, seit %d jedes Jahr um %s höher, auf Cent gerundet", "%s, since %d higher by %s each year, rounded to cents").In(l),
				l.Euro(int64(rate.Yearly)), price.RiseFrom, percent(l, *price.Rise))
		})
	}
	return d
}

func payNode(rates method.Rates, price plan.Price, day period.Date) figure.Derivation {
	d := figure.Derivation{
		Name:  text.T(fmt.Sprintf("%s, Stufe %d", price.Grade, price.Step), fmt.Sprintf("%s, step %d", price.Grade, price.Step)),
		Value: text.T("unbekannt", "unknown"), Basis: figure.Reported,
	}
	pay, ok := rates.Pay(price, day)
	if !ok {
		return d
	}
	d.Value = both(func(l text.Lang) string { return l.Euro(int64(pay.Monthly)) + text.T(" im Monat", " a month").In(l) })
	d.Source, d.KnownFrom = pay.Source, pay.ValidFrom
	d.Rule = text.T("Tabellenentgelt, abgedruckt", "table pay as printed")
	if pay.Quality == staffing.Derived {
		d.Rule = text.T("Tabellenentgelt, aus Tariferhöhungen hergeleitet, nicht abgedruckt gesehen", "table pay derived from published rises, not seen in print")
		d.Basis = figure.Computed
	}
	return d
}

// partly writes a sum of which parts may be unknown: the sum itself, the sum
// of what is known and marked, or unknown.
func partly(l text.Lang, sum string, some, complete bool) string {
	switch {
	case complete:
		return sum
	case some:
		return sum + text.T(" (unvollständig: ein Teil ist unbekannt)", " (incomplete: a part is unknown)").In(l)
	}
	return text.T("unbekannt", "unknown").In(l)
}

func orNone(s, none string) string {
	if s == "" {
		return none
	}
	return s
}

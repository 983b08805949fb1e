// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"github.com/goccy/go-yaml/ast"

	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/text"
)

var (
	staffingKeys = []string{"keys", "use", "quantities"}
	keyKeys      = []string{"id", "task", "per", "base", "accommodation", "valid_from", "valid_to", "decision", "known_from", "source", "note"}
	quantityKeys = []string{"base", "accommodation", "months", "from", "to", "value", "basis", "source"}
	costKeys     = []string{"employer_share_percent", "workplace_eur_per_year", "source", "prices"}
	priceKeys    = []string{"key", "grade", "step", "flat_rate_eur_per_year", "name", "valid_from", "valid_to", "rise_percent_per_year", "rise_from", "source"}
)

// everywhere is the word for all types of accommodation.
const everywhere = "all"

// staffing reads by which keys posts are reckoned; without the key, by all of
// the ledger's.
func (r *reader) staffing(e entry) plan.Staffing {
	if r.fromLedger(e) {
		return plan.Staffing{FromLedger: true}
	}
	p, ok := r.pairsOr(e, staffingKeys...)
	if !ok {
		return plan.Staffing{FromLedger: true}
	}
	items, found := p.list("keys", ledger)
	return plan.Staffing{
		FromLedger: found || p.get("keys").absent(),
		Keys:       readAll(items, r.key),
		Use: each(p, "use", func(e entry) string {
			value, _, ok := e.scalar()
			if !ok {
				r.fault(e, e.say(), "eine einzelne Kennung", "a single key")
			}
			return r.clean(e, value)
		}),
		Quantities: each(p, "quantities", r.quantity),
	}
}

func (r *reader) key(e entry) staffing.Key {
	p, ok := r.pairs(e, keyKeys...)
	if !ok {
		return staffing.Key{}
	}
	per, _ := p.number("per", 0)
	return staffing.Key{
		ID: p.text("id"), Task: r.task(p), Per: per,
		Base:          word(p, "base", plan.Bases, ""),
		Accommodation: word(p, "accommodation", plan.Accommodations, everywhere),
		ValidFrom:     p.date("valid_from"), ValidTo: p.date("valid_to"),
		Decision: p.text("decision"), KnownFrom: p.date("known_from"),
		Source: p.text("source"), Note: p.text("note"),
	}
}

// task reads what the posts do: once for both languages, or de and en.
func (r *reader) task(p pairs) text.Text {
	e := p.get("task")
	if _, ok := e.node.(*ast.MappingNode); !ok {
		return text.Same(p.text("task"))
	}
	both, _ := r.pairs(e, "de", "en")
	both.need("de", "en")
	return text.T(both.text("de"), both.text("en"))
}

func (r *reader) quantity(e entry) plan.Quantity {
	p, ok := r.pairs(e, quantityKeys...)
	if !ok {
		return plan.Quantity{}
	}
	p.need("value")
	q := plan.Quantity{
		Base:          word(p, "base", plan.Bases, ""),
		Accommodation: word(p, "accommodation", plan.Accommodations, everywhere),
		Value:         p.heads("value"),
		Basis:         p.basis("basis", figure.Assumed),
		Source:        p.text("source"),
	}
	q.From, q.To = p.months("months")
	return q
}

// cost reads prices and the two settings that have no default.
func (r *reader) cost(e entry) plan.Cost {
	if e.absent() {
		return plan.Cost{}
	}
	p, ok := r.pairs(e, costKeys...)
	if !ok {
		return plan.Cost{}
	}
	return plan.Cost{
		Prices:        each(p, "prices", r.price),
		EmployerShare: p.percent("employer_share_percent"),
		Workplace:     p.euros("workplace_eur_per_year"),
		Source:        p.text("source"),
	}
}

func (r *reader) price(e entry) plan.Price {
	p, ok := r.pairs(e, priceKeys...)
	if !ok {
		return plan.Price{}
	}
	step, _ := p.number("step", 0)
	riseFrom, _ := p.number("rise_from", 0)
	out := plan.Price{Key: p.text("key"), Grade: p.text("grade"), Step: int(step), Rise: p.percent("rise_percent_per_year"), RiseFrom: int(riseFrom)}
	if yearly := p.euros("flat_rate_eur_per_year"); yearly != nil {
		out.FlatRate = &staffing.FlatRate{
			Name: p.text("name"), Yearly: *yearly,
			ValidFrom: p.date("valid_from"), ValidTo: p.date("valid_to"), Source: p.text("source"),
		}
		return out
	}
	if r.isBroken(p.get("flat_rate_eur_per_year").path) {
		r.spoil(p.get("rise_percent_per_year").path) // Check would miss the flat rate
		return out
	}
	for _, key := range []string{"name", "valid_from", "valid_to", "source"} {
		if f := p.get(key); !f.absent() {
			r.fault(f, f.say(), key+" nur mit flat_rate_eur_per_year; die Entgelttabelle hat ihre eigenen Angaben",
				key+" only with flat_rate_eur_per_year; the pay table has its own")
		}
	}
	return out
}

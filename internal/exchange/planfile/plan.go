// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"strings"
	"unicode"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
)

// ledger is the word that takes something from the ledger.
const ledger = "ledger"

// The keys of a plan file, in the order in which Write writes them.
var (
	planKeys = []string{
		"plan", "id", "note", "source", "as_of", "horizon", "from", "to", "start", "arrivals", "departures",
		"credits", "corrections", "places", "options", "staffing", "cost", "lead_times",
	}
	startKeys = []string{"persons", "basis", "source", "figure"}
	flowKeys  = []string{"name", "months", "from", "to", "per_month", "total", "basis", "source"}
)

// plan reads the top level.
func (r *reader) plan(root entry) plan.Plan {
	p, ok := r.pairs(root, planKeys...)
	if !ok {
		return plan.Plan{}
	}
	out := plan.Plan{
		ID: p.text("id"), Name: p.text("plan"), Note: p.text("note"), Source: p.text("source"),
		AsOf:        p.date("as_of"),
		Start:       r.start(p.get("start")),
		Arrivals:    each(p, "arrivals", r.flow),
		Departures:  each(p, "departures", r.flow),
		Credits:     each(p, "credits", r.flow),
		Corrections: each(p, "corrections", r.flow),
		Supply:      r.supply(p.get("places")),
		Options:     each(p, "options", r.option),
		Staffing:    r.staffing(p.get("staffing")),
		Cost:        r.cost(p.get("cost")),
		LeadTimes:   r.leadTimes(p),
	}
	out.From, out.To = p.months("horizon")
	if p.get("id").absent() {
		if out.ID = identify(out.Name); out.Name == "" {
			r.spoil("id") // made of the name, which is the fault
		}
	}
	return out
}

// identify makes an ID of a name: "Neue Planung (27.11.2015)" becomes
// "neue-planung-27-11-2015".
func identify(name string) string {
	plain := strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss").Replace(strings.ToLower(name))
	words := strings.FieldsFunc(plain, func(c rune) bool { return c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	id := strings.Join(words, "-")
	return strings.TrimRight(id[:min(len(id), 100)], "-")
}

// start reads the stock to start from: "ledger", or persons.
func (r *reader) start(e entry) plan.Start {
	if r.fromLedger(e) {
		return plan.Start{}
	}
	p, ok := r.pairsOr(e, startKeys...)
	if !ok {
		return plan.Start{}
	}
	p.need("persons")
	number, _ := p.number("figure", 0)
	return plan.Start{
		Persons: p.optionalHeads("persons"),
		Basis:   p.basis("basis", figure.Assumed),
		Source:  p.text("source"),
		Figure:  number,
	}
}

// fromLedger reports whether an entry is the word "ledger" or absent, which
// means the same.
func (r *reader) fromLedger(e entry) bool {
	value, _, ok := e.scalar()
	return e.absent() || ok && value == ledger
}

func (r *reader) flow(e entry) plan.Flow {
	p, ok := r.pairs(e, flowKeys...)
	if !ok {
		return plan.Flow{}
	}
	f := plan.Flow{
		Name:     p.text("name"),
		PerMonth: p.optionalHeads("per_month"),
		Total:    p.optionalHeads("total"),
		Basis:    p.basis("basis", figure.Assumed),
		Source:   p.text("source"),
	}
	f.From, f.To = p.months("months")
	if total := p.get("total").path; r.isBroken(total) {
		r.spoil(p.get("per_month").path) // Check would call it missing
	}
	return f
}

var optionKeys = []string{"id", "name", "on", "note", "sites", "keys"}

func (r *reader) option(e entry) plan.Option {
	p, ok := r.pairs(e, optionKeys...)
	if !ok {
		return plan.Option{}
	}
	return plan.Option{
		ID: p.text("id"), Name: p.text("name"), On: p.flag("on"), Note: p.text("note"),
		Sites: each(p, "sites", r.site),
		Keys:  each(p, "keys", r.key),
	}
}

// certainties reads which of the ledger's sites count; those that can be
// relied on where the file does not say.
func (r *reader) certainties(p pairs, fromLedger bool) []accommodation.Certainty {
	if p.get("certainties").absent() {
		if fromLedger {
			return []accommodation.Certainty{accommodation.InOperation, accommodation.Decided}
		}
		return nil
	}
	return each(p, "certainties", func(e entry) accommodation.Certainty {
		value, _, ok := e.scalar()
		if !ok {
			r.fault(e, e.say(), "ein einzelnes Wort", "a single word")
			return ""
		}
		return known(r, e, value, accommodation.Certainties)
	})
}

// dated reads a date with its basis and rule under key, key_basis, key_rule.
func (p pairs) dated(key string) accommodation.Dated {
	d := accommodation.Dated{Date: p.date(key), Rule: p.text(key + "_rule")}
	fallback := figure.Basis(0)
	if d.Date != (period.Date{}) {
		fallback = figure.Assumed
	}
	d.Basis = p.basis(key+"_basis", fallback)
	return d
}

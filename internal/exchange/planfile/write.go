// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"fmt"
	"io"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// Write writes the plan as a file that Read reads back as the same plan: keys
// in a fixed order, lists in the plan's order, the same bytes for the same
// plan. Comments of a file that was read are not kept. Running numbers, files
// and lines of the ledger's records stay behind, because they mean nothing in
// another ledger; a missing basis becomes "assumed". A plan with a problem
// (plan.Check) or too long for Read gives a fault.Invalid error and nothing is
// written.
func Write(w io.Writer, p plan.Plan) error {
	op := fmt.Sprintf("planfile.Write(%q)", p.ID)
	m := &emitter{}
	for _, problem := range p.Check() {
		m.rows = append(m.rows, fault.Row{Column: problem.Path, Value: problem.Value, Expected: problem.Expected})
	}
	if len(m.rows) == 0 {
		m.plan(p)
	}
	if m.b.Len() > MaxBytes || m.entries > MaxEntries {
		m.rows = append(m.rows, m.tooLong())
	}
	if len(m.rows) > 0 {
		return fault.Refuse(op, m.rows)
	}
	_, err := io.WriteString(w, m.b.String())
	return fault.Wrap(op, err)
}

func (m *emitter) plan(p plan.Plan) {
	m.text("plan", p.Name)
	m.text("id", p.ID)
	m.text("note", p.Note)
	m.text("source", p.Source)
	m.date("as_of", p.AsOf)
	m.months("horizon", p.From, p.To)
	m.start(p.Start)
	items(m, "arrivals", false, p.Arrivals, m.flow)
	items(m, "departures", false, p.Departures, m.flow)
	items(m, "credits", false, p.Credits, m.flow)
	items(m, "corrections", false, p.Corrections, m.flow)
	m.in("places", func() { m.supply(p.Supply) })
	items(m, "options", false, p.Options, m.option)
	m.in("staffing", func() { m.staffing(p.Staffing) })
	m.in("cost", func() { m.cost(p.Cost) })
	items(m, "lead_times", len(p.LeadTimes) == 0, p.LeadTimes, m.leadTime)
}

func (m *emitter) start(s plan.Start) {
	if s.Persons == nil {
		m.line("start", ledger)
		return
	}
	m.in("start", func() {
		m.heads("persons", s.Persons)
		m.basis("basis", s.Basis)
		m.text("source", s.Source)
		m.some("figure", s.Figure)
	})
}

func (m *emitter) flow(f plan.Flow) {
	m.text("name", f.Name)
	m.months("months", f.From, f.To)
	m.heads("per_month", f.PerMonth)
	m.heads("total", f.Total)
	m.basis("basis", f.Basis)
	m.text("source", f.Source)
}

func (m *emitter) supply(s plan.Supply) {
	if u := s.Utilisation; u == nil {
		m.line("utilisation", ledger)
	} else {
		m.in("utilisation", func() {
			m.decimal("percent", int64(u.Share), 7)
			m.text("status", u.Status)
			m.date("valid_from", u.ValidFrom)
			m.date("known_from", u.KnownFrom)
			m.text("source", u.Source)
		})
	}
	items(m, "sites", s.FromLedger, s.Sites, m.site)
	if len(s.Certainties) > 0 {
		words(m, "certainties", s.Certainties)
	}
}

func (m *emitter) site(s accommodation.Site) {
	m.text("id", s.ID)
	m.text("name", s.Name)
	m.text("area", string(s.Area))
	m.text("kind", string(s.Kind))
	m.text("certainty", string(s.Certainty))
	m.dated("opening", s.Opening)
	m.dated("end", s.End)
	m.text("end_reason", string(s.EndReason))
	m.whole("places", int64(s.Nominal))
	m.some("blocked", int64(s.Blocked))
	m.some("reserve", int64(s.Reserve))
	if s.Cost != 0 {
		m.decimal("cost_eur", int64(s.Cost), 2)
	}
	m.text("package", s.Package)
	m.text("paper", s.Paper)
	m.basis("basis", s.Basis)
	m.text("source", s.Source)
	m.text("note", s.Note)
	m.date("known_from", s.KnownFrom)
	if s.Withdrawn {
		m.line("withdrawn", "true")
	}
}

func (m *emitter) dated(key string, d accommodation.Dated) {
	m.date(key, d.Date)
	m.basis(key+"_basis", d.Basis)
	m.text(key+"_rule", d.Rule)
}

func (m *emitter) option(o plan.Option) {
	m.text("id", o.ID)
	m.text("name", o.Name)
	m.line("on", fmt.Sprint(o.On))
	m.text("note", o.Note)
	items(m, "sites", false, o.Sites, m.site)
	items(m, "keys", false, o.Keys, m.key)
}

func (m *emitter) staffing(s plan.Staffing) {
	items(m, "keys", s.FromLedger, s.Keys, m.key)
	words(m, "use", s.Use)
	items(m, "quantities", false, s.Quantities, m.quantity)
}

func (m *emitter) key(k staffing.Key) {
	m.text("id", k.ID)
	if k.Task.De == k.Task.En {
		m.text("task", k.Task.De)
	} else {
		m.in("task", func() {
			m.text("de", k.Task.De)
			m.text("en", k.Task.En)
		})
	}
	m.whole("per", k.Per)
	m.text("base", string(k.Base))
	m.text("accommodation", k.Accommodation)
	m.date("valid_from", k.ValidFrom)
	m.date("valid_to", k.ValidTo)
	m.text("decision", k.Decision)
	m.date("known_from", k.KnownFrom)
	m.text("source", k.Source)
	m.text("note", k.Note)
}

func (m *emitter) quantity(q plan.Quantity) {
	m.text("base", string(q.Base))
	m.text("accommodation", q.Accommodation)
	m.months("months", q.From, q.To)
	m.whole("value", int64(q.Value))
	m.basis("basis", q.Basis)
	m.text("source", q.Source)
}

func (m *emitter) cost(c plan.Cost) {
	if c.EmployerShare != nil {
		m.decimal("employer_share_percent", int64(*c.EmployerShare), 7)
	}
	m.euros("workplace_eur_per_year", c.Workplace)
	m.text("source", c.Source)
	items(m, "prices", false, c.Prices, m.price)
}

func (m *emitter) euros(key string, c *unit.Cents) {
	if c != nil {
		m.decimal(key, int64(*c), 2)
	}
}

func (m *emitter) price(p plan.Price) {
	m.text("key", p.Key)
	m.text("grade", p.Grade)
	m.some("step", int64(p.Step))
	if f := p.FlatRate; f != nil {
		m.euros("flat_rate_eur_per_year", &f.Yearly)
		m.text("name", f.Name)
		m.date("valid_from", f.ValidFrom)
		m.date("valid_to", f.ValidTo)
		m.text("source", f.Source)
	}
	if p.Rise != nil {
		m.decimal("rise_percent_per_year", int64(*p.Rise), 7)
	}
	m.some("rise_from", int64(p.RiseFrom))
}

func (m *emitter) leadTime(l need.LeadTime) {
	m.text("kind", string(l.Kind))
	m.decimal("low", int64(l.Low), 1)
	m.decimal("typical", int64(l.Typical), 1)
	m.decimal("high", int64(l.High), 1)
	m.text("quality", l.Quality)
	m.text("observed", l.Observed)
	m.date("valid_from", l.ValidFrom)
	m.date("known_from", l.KnownFrom)
	m.text("source", l.Source)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// drawText draws text with everything that YAML reads as more than text.
func drawText(t *rapid.T, label string) string {
	sign := rapid.SampledFrom([]rune("abz ÄßéΩ09:#-'\"\\,[]{}&*!|>%@`?=~.\t\n/()+_$€\u00a0"))
	return rapid.OneOf(
		rapid.StringOfN(sign, 0, 12, -1),
		rapid.SampledFrom([]string{"", "true", "No", "null", "~", "1330/2015", "0600", "7.744", "2015-11-27", "- a", "a: b", "a #b", "ledger", "---", "...", " x ", "\n\nx\n"}),
	).Draw(t, label)
}

func drawName(t *rapid.T) string { return "N" + drawText(t, "name") }

func drawDate(t *rapid.T, label string) period.Date {
	return period.Day(2000, 1, 1).AddDays(rapid.IntRange(0, 20000).Draw(t, label))
}

func maybeDate(t *rapid.T, label string) period.Date {
	if rapid.Bool().Draw(t, label+"?") {
		return period.Date{}
	}
	return drawDate(t, label)
}

func drawBasis(t *rapid.T) figure.Basis {
	return figure.Basis(rapid.IntRange(int(figure.Computed), int(figure.Counted)).Draw(t, "basis"))
}

func drawMonths(t *rapid.T) (from, to period.Month) {
	from = period.MonthOf(2000, 1) + period.Month(rapid.IntRange(0, 600).Draw(t, "month"))
	return from, from + period.Month(rapid.IntRange(0, 500).Draw(t, "months"))
}

func heads(n int) *unit.Headcount {
	h := unit.Headcount(n)
	return &h
}

// list draws up to three items, nil for none as Read returns it.
func list[T any](t *rapid.T, label string, draw func(t *rapid.T, i int) T) []T {
	var out []T
	for i := range rapid.IntRange(0, 3).Draw(t, label) {
		out = append(out, draw(t, i))
	}
	return out
}

func drawFlows(lowest int) func(t *rapid.T, i int) plan.Flow {
	return func(t *rapid.T, i int) plan.Flow {
		f := plan.Flow{Name: fmt.Sprint(i) + drawText(t, "name"), Basis: drawBasis(t), Source: drawText(t, "source")}
		f.From, f.To = drawMonths(t)
		n := heads(rapid.IntRange(lowest, plan.MaxCount).Draw(t, "n"))
		if rapid.Bool().Draw(t, "total") {
			f.Total = n
		} else {
			f.PerMonth = n
		}
		return f
	}
}

func drawSite(prefix string) func(t *rapid.T, i int) accommodation.Site {
	return func(t *rapid.T, i int) accommodation.Site {
		s := accommodation.Site{
			ID: fmt.Sprint(prefix, i), Name: drawName(t), Area: area.ID(drawText(t, "area")),
			Kind:      rapid.SampledFrom(accommodation.Kinds).Draw(t, "kind").Word,
			Certainty: rapid.SampledFrom(accommodation.Certainties).Draw(t, "certainty").Word,
			Opening:   accommodation.Dated{Date: drawDate(t, "opening"), Basis: drawBasis(t), Rule: drawText(t, "rule")},
			Nominal:   1000,
			Blocked:   unit.Headcount(rapid.IntRange(0, 500).Draw(t, "blocked")),
			Reserve:   unit.Headcount(rapid.IntRange(0, 500).Draw(t, "reserve")),
			Cost:      unit.Cents(rapid.Int64Range(0, 1e11).Draw(t, "cost")),
			Package:   drawText(t, "package"), Paper: drawText(t, "paper"), Basis: drawBasis(t), Source: drawText(t, "source"),
			Note: drawText(t, "note"), KnownFrom: maybeDate(t, "known"), Withdrawn: rapid.Bool().Draw(t, "withdrawn"),
		}
		if rapid.Bool().Draw(t, "ends") {
			s.End = accommodation.Dated{Date: s.Opening.Date.AddDays(rapid.IntRange(1, 900).Draw(t, "end")), Basis: drawBasis(t)}
			s.EndReason = rapid.SampledFrom(accommodation.EndReasons[1:]).Draw(t, "reason").Word
		}
		return s
	}
}

func drawKey(t *rapid.T, i int) staffing.Key {
	k := staffing.Key{
		ID: fmt.Sprint("k", i), Task: text.T(drawName(t), drawName(t)), Per: rapid.Int64Range(1, 1000).Draw(t, "per"),
		Base:          rapid.SampledFrom(plan.Bases).Draw(t, "base").Word,
		Accommodation: rapid.SampledFrom(plan.Accommodations).Draw(t, "accommodation").Word,
		ValidFrom:     maybeDate(t, "from"), Decision: drawText(t, "decision"), KnownFrom: maybeDate(t, "known"),
		Source: drawText(t, "source"), Note: drawText(t, "note"),
	}
	if rapid.Bool().Draw(t, "ends") {
		k.ValidTo = period.Day(2100, 1, 1)
	}
	if rapid.Bool().Draw(t, "same") {
		k.Task = text.Same(k.Task.De)
	}
	return k
}

func drawPrice(t *rapid.T, i int) plan.Price {
	if rapid.Bool().Draw(t, "grade") {
		return plan.Price{Key: fmt.Sprint("k", i), Grade: "EG 9" + drawText(t, "grade"), Step: rapid.IntRange(1, 6).Draw(t, "step")}
	}
	p := plan.Price{Key: fmt.Sprint("k", i), FlatRate: &staffing.FlatRate{
		Name: drawText(t, "rate"), Yearly: unit.Cents(rapid.Int64Range(0, 1e8).Draw(t, "yearly")), ValidFrom: maybeDate(t, "from"), Source: drawText(t, "source"),
	}}
	if rapid.Bool().Draw(t, "rises") {
		rise := unit.Share(rapid.Int64Range(0, unit.ShareScale/5).Draw(t, "rise"))
		p.Rise, p.RiseFrom = &rise, 2100
	}
	return p
}

func drawPlan(t *rapid.T) plan.Plan {
	p := plan.Plan{
		ID: "plan-1", Name: drawName(t), Note: drawText(t, "note"), Source: drawText(t, "source"), AsOf: drawDate(t, "as of"),
		Arrivals:    list(t, "arrivals", drawFlows(0)),
		Departures:  list(t, "departures", drawFlows(0)),
		Credits:     list(t, "credits", drawFlows(0)),
		Corrections: list(t, "corrections", drawFlows(-plan.MaxCount)),
		Supply:      plan.Supply{Sites: list(t, "sites", drawSite("s"))},
		Options: list(t, "options", func(t *rapid.T, i int) plan.Option {
			return plan.Option{
				ID: fmt.Sprint("o", i), Name: drawName(t), On: rapid.Bool().Draw(t, "on"), Note: drawText(t, "note"),
				Sites: list(t, "sites", drawSite(fmt.Sprint("o", i, "."))), Keys: list(t, "keys", drawKey),
			}
		}),
		Staffing: plan.Staffing{FromLedger: true, Use: list(t, "use", func(_ *rapid.T, i int) string { return fmt.Sprint("k", i) }), Keys: list(t, "keys", drawKey)},
		Cost:     plan.Cost{Prices: list(t, "prices", drawPrice), Source: drawText(t, "source")},
	}
	p.From, p.To = drawMonths(t)
	if rapid.Bool().Draw(t, "start") {
		p.Start = plan.Start{Persons: heads(rapid.IntRange(0, plan.MaxCount).Draw(t, "persons")), Basis: drawBasis(t), Source: drawText(t, "source"), Figure: rapid.Int64Range(0, 99).Draw(t, "figure")}
	}
	if rapid.Bool().Draw(t, "ledger's sites") {
		p.Supply.FromLedger, p.Supply.Certainties = true, []accommodation.Certainty{accommodation.Decided, accommodation.InOperation}
	}
	if rapid.Bool().Draw(t, "settings") {
		share, cents := unit.Share(rapid.Int64Range(0, unit.ShareScale).Draw(t, "share")), unit.Cents(rapid.Int64Range(0, 1e7).Draw(t, "workplace"))
		p.Cost.EmployerShare, p.Cost.Workplace = &share, &cents
		p.Supply.Utilisation = &need.Utilisation{Share: max(share, unit.Percent(1, 0)), ValidFrom: maybeDate(t, "valid"), KnownFrom: maybeDate(t, "known"), Status: drawText(t, "status"), Source: drawText(t, "source")}
		low := rapid.IntRange(0, 100).Draw(t, "low")
		p.LeadTimes = []need.LeadTime{{Kind: accommodation.Hall, Low: low, Typical: low + 5, High: low + 17, Quality: "press", Observed: drawText(t, "observed"), Source: drawText(t, "source")}}
		q := plan.Quantity{Base: staffing.Cases, Accommodation: "all", Value: unit.Headcount(low), Basis: drawBasis(t), Source: drawText(t, "source")}
		q.From, q.To = drawMonths(t)
		p.Staffing.Quantities = []plan.Quantity{q}
	}
	return p
}

// TestWriteRead: every plan without a problem survives the way into a file and
// back.
func TestWriteRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		if problems := p.Check(); len(problems) > 0 {
			t.Fatalf("the drawn plan has a problem: %v", problems)
		}
		again(t, p)
	})
}

func TestWriteRefuses(t *testing.T) {
	good, err := Read("p", strings.NewReader("plan: x\nas_of: 2015-11-27\nhorizon: 2016\n"))
	if err != nil {
		t.Fatal(err)
	}
	change := map[string]func(p *plan.Plan){
		"horizon": func(p *plan.Plan) { p.To = p.From - 1 },
		"note":    func(p *plan.Plan) { p.Note = "a\x00b" },
		"source":  func(p *plan.Plan) { p.Source = "\xdc" },
		"":        func(p *plan.Plan) { p.Note = strings.Repeat("x", MaxBytes) },
	}
	for column, spoil := range change {
		p := good
		spoil(&p)
		var out bytes.Buffer
		err := Write(&out, p)
		rows := fault.RowsOf(err)
		if len(rows) != 1 || rows[0].Column != column || out.Len() > 0 {
			t.Errorf("%s: rows %+v, %d bytes written", column, rows, out.Len())
		}
	}
	if err := Write(full{}, good); fault.KindOf(err) != fault.Internal {
		t.Errorf("a writer's own error: %v", err)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

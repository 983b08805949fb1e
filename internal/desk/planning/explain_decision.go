// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/fault"
	"planraum/internal/method/balance"
	"planraum/internal/text"
)

// DecisionsOn looks at the latest decisions of a run on a day, which may be
// later than the plan's own: which are past, and from when one taken that day
// would help. The plan itself stays as of its date.
func DecisionsOn(run plan.Run, day period.Date) []plan.Decision {
	return balance.Decisions(balance.LeadTimesAt(run.Inputs.LeadTimes, run.Inputs.Plan.AsOf), monthsFrom(run, day.Month()), day)
}

// ExplainDecision shows how the latest decision date of a kind of
// accommodation came about, looked at on a day.
func ExplainDecision(run plan.Run, kind string, day period.Date) (figure.Derivation, error) {
	e := explainer{run.Inputs, run.Result, run.ID}
	for _, dec := range DecisionsOn(run, day) {
		if string(dec.LeadTime.Kind) != kind {
			continue
		}
		return e.decision(dec, *Ahead(run, day.Month()).First, day), nil
	}
	return figure.Derivation{}, fault.New(fault.NotFound, "planning.ExplainDecision("+kind+")",
		"Für diese Art der Unterkunft rechnet der Plan keine späteste Entscheidung.", "The plan has no latest decision for this kind of accommodation.")
}

func (e explainer) decision(dec plan.Decision, first period.Month, day period.Date) figure.Derivation {
	lead := dec.LeadTime
	label := accommodation.Label(accommodation.Kinds, lead.Kind)
	basis := figure.Reported
	if lead.Quality == need.Assumption {
		basis = figure.Assumed
	}
	months := func(l text.Lang, tenths int) string { return l.Decimal(int64(tenths), 1) }
	d := figure.Derivation{
		Name:  text.T("Späteste Entscheidung: "+label.De, "latest decision: "+label.En),
		Value: both(dec.Latest.In), Basis: figure.Computed, When: dec.Latest.String(),
		Ref: "decision/" + e.run + "/" + string(lead.Kind) + "/" + day.String(),
	}
	d.Rule = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s − %s Monate Vorlauf = %s. Mit langem Vorlauf (%s Monate): %s, mit kurzem (%s Monate): %s.",
			"%s − %s months of lead time = %s. With a long lead time (%s months): %s, with a short one (%s months): %s.").In(l),
			first.First().In(l), months(l, lead.Typical), dec.Latest.In(l),
			months(l, lead.High), dec.Earliest.In(l), months(l, lead.Low), dec.IfFast.In(l))
	})
	d.From = []figure.Derivation{{
		Name:  text.T("Vorlaufzeit: "+label.De, "lead time: "+label.En),
		Value: both(func(l text.Lang) string { return months(l, lead.Typical) + text.T(" Monate", " months").In(l) }),
		Basis: basis, Source: lead.Source, KnownFrom: lead.KnownFrom, Note: text.Same(lead.Observed),
	}}
	for i, m := range e.res.Months {
		if m.Month == first {
			shortage := e.gap(i)
			shortage.Name = text.T("Erster Monat mit fehlenden Plätzen: "+first.In(text.De), "first month with missing places: "+first.In(text.En))
			d.From = append(d.From, shortage)
		}
	}
	return d
}

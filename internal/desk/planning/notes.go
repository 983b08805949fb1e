// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"cmp"
	"fmt"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// notes says which assumptions decide something in the run, so that a page can
// put them before the numbers.
func notes(in plan.Inputs, res plan.Result) []text.Text {
	var list []text.Text
	if n, places := assumedDates(in); n > 0 {
		list = append(list, both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Bei %s Standorten mit %s Plätzen ist der Tag der Öffnung oder des Endes angenommen, nicht veröffentlicht.",
				"At %s sites with %s places the day of opening or end is assumed, not published.").In(l), l.Int(int64(n)), l.Int(int64(places)))
		}))
	}
	if kinds := assumedLeadTimes(res); len(kinds) > 0 {
		list = append(list, both(func(l text.Lang) string {
			names := ""
			for i, k := range kinds {
				if i > 0 {
					names += ", "
				}
				names += accommodation.Label(accommodation.Kinds, k).In(l)
			}
			return fmt.Sprintf(text.T("Die Vorlaufzeit ist bei diesen Arten eine Annahme ohne Beleg: %s.",
				"The lead time of these kinds is an assumption without evidence: %s.").In(l), names)
		}))
	}
	list = append(list, outside(in.Plan)...)
	for _, y := range res.Years {
		for _, k := range y.Keys {
			if k.Derived {
				return append(list, text.T("Kosten beruhen auf hergeleiteten Zeilen der Entgelttabelle, nicht auf abgedruckten.",
					"Costs rest on derived rows of the pay table, not on printed ones."))
			}
		}
	}
	return list
}

// outside names the assumptions that lie wholly or partly outside the plan's
// months and there count for nothing.
func outside(p plan.Plan) []text.Text {
	var list []text.Text
	for _, flows := range [][]plan.Flow{p.Arrivals, p.Departures, p.Credits, p.Corrections} {
		for _, f := range flows {
			if f.From >= p.From && f.To <= p.To {
				continue
			}
			list = append(list, both(func(l text.Lang) string {
				return fmt.Sprintf(text.T("Die Annahme „%s“ (%s bis %s) reicht über den Zeitraum des Plans hinaus; außerhalb zählt sie nicht.",
					"The assumption “%s” (%s to %s) reaches beyond the plan's months; outside of them it does not count.").In(l),
					f.Name, f.From.In(l), f.To.In(l))
			}))
		}
	}
	slices.SortFunc(list, func(a, b text.Text) int { return cmp.Compare(a.De, b.De) })
	return list
}

func assumedDates(in plan.Inputs) (sites int, places unit.Headcount) {
	for _, s := range in.Sites {
		uncertain := s.Opening.Basis == figure.Assumed || (!s.End.Date.IsZero() && s.End.Basis == figure.Assumed)
		inside := !s.Opening.Date.After(in.Plan.To.Last()) && (s.End.Date.IsZero() || s.End.Date.After(in.Plan.From.First()))
		if uncertain && inside && !s.Withdrawn {
			sites++
			places += s.Usable()
		}
	}
	return sites, places
}

func assumedLeadTimes(res plan.Result) []accommodation.Kind {
	var kinds []accommodation.Kind
	for _, d := range res.Decisions {
		if d.LeadTime.Quality == need.Assumption {
			kinds = append(kinds, d.LeadTime.Kind)
		}
	}
	return kinds
}

// TaskOf returns the name of the task of a key in a run.
func TaskOf(run plan.Run, key string) text.Text {
	for _, k := range run.Inputs.Keys {
		if k.ID == key && k.Task != (text.Text{}) {
			return k.Task
		}
	}
	return text.Same(key)
}

// KeyOf returns the key that a month of the run was reckoned with.
func KeyOf(run plan.Run, key string, m plan.Month) staffing.Key {
	return explainer{run.Inputs, run.Result, run.ID}.keyOf(key, m.Month.Last())
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/method/balance"
	"planraum/internal/text"
)

// notes says which assumptions decide something in the run, so that a page can
// put them before the numbers.
func notes(in plan.Inputs, res plan.Result) []text.Text {
	list := slices.Concat(reckoned(in), startShort(in), omitted(in, res))
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

// reckoned says how many places were not counted but reckoned backwards from
// the persons that they hold. They suffice by construction on that day, so a
// shortage after it follows from the plan's own growth.
func reckoned(in plan.Inputs) []text.Text {
	var places, all unit.Headcount
	for _, s := range in.Sites {
		if !s.OpenOn(in.Plan.From.Last()) {
			continue
		}
		all += s.Usable()
		if s.Basis == figure.Computed {
			places += s.Usable()
		}
	}
	if places == 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s der %s nutzbaren Plätze im ersten Monat sind nicht gezählt, sondern aus den untergebrachten Personen zurückgerechnet: Wie viele Plätze es wirklich gibt, ist nicht veröffentlicht. Ein Mangel entsteht hier aus dem Zuwachs, den der Plan annimmt.",
			"%s of the %s usable places in the first month are not counted but reckoned backwards from the persons accommodated: how many there really are is not published. A shortage here follows from the growth that the plan assumes.").In(l),
			l.Int(int64(places)), l.Int(int64(all)))
	})}
}

// startShort says whether places are missing already at the plan's start.
func startShort(in plan.Inputs) []text.Text {
	before := in.Plan.From - 1
	norm, err := balance.UtilisationAt(in.Utilisation, before.Last())
	if err != nil || in.Plan.Start.Persons == nil {
		return nil // the run has told it, or has no start
	}
	needed := balance.Needed(*in.Plan.Start.Persons, norm.Share)
	gap := balance.Gap(balance.Line(in.Sites, before, before)[0].Usable, needed)
	if gap >= 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Schon der Anfangsbestand des Plans braucht mehr Plätze, als es gibt: %s Personen am %s brauchen %s Plätze, es fehlen %s.",
			"The plan's opening stock already needs more places than there are: %s persons on %s need %s places, %s are missing.").In(l),
			l.Int(int64(*in.Plan.Start.Persons)), before.Last().In(l), l.Int(int64(needed)), l.Int(int64(-gap)))
	})}
}

// omitted names the tasks whose keys hold but which the plan does not reckon.
func omitted(in plan.Inputs, res plan.Result) []text.Text {
	if len(in.Plan.Staffing.Use) == 0 || len(res.Months) == 0 {
		return nil
	}
	day := res.Months[0].Month.Last()
	var names []text.Text
	for _, k := range in.Keys {
		if k.Valid(day) && !slices.Contains(in.Plan.Staffing.Use, k.ID) {
			names = append(names, k.Task)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []text.Text{both(func(l text.Lang) string {
		words := make([]string, len(names))
		for i, n := range names {
			words[i] = n.In(l)
		}
		return fmt.Sprintf(text.T("Stellen sind nur für die Aufgaben gerechnet, die der Plan nennt. Nicht gerechnet, obwohl ein Schlüssel gilt: %s.",
			"Posts are reckoned only for the tasks that the plan names. Not reckoned although a key holds: %s.").In(l), strings.Join(words, "; "))
	})}
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

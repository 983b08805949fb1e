// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/warning"
	"planraum/internal/desk/measures"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// housedPersons is what the plan and the outlook count: persons in the housing of the whole city.
const housedPersons = "accommodation.persons"

// saidElsewhere is what the plan or the outlook says of the same month.
type saidElsewhere struct {
	persons int64
	as      text.Text // with the number, in a sentence
}

// whichForecast names the forecast of nothing done that an effect is set beside and,
// where the plan or the outlook names another number for the same month, those numbers
// and why they differ.
func (s *server) whichForecast(ctx context.Context, t measures.Track, n names, r request) ([]text.Text, error) {
	which := t.Which()
	if which == (text.Text{}) {
		return nil, nil
	}
	list := []text.Text{which}
	e, i := t.Expect, t.Undone.Indicator
	if e.Indicator != housedPersons || groupOr(e.Group) != population.All || n.areas[area.ID(e.Area)].Level != area.City {
		return list, nil
	}
	month := t.At.To.Month()
	plan, err := s.planSays(ctx, month, r)
	if err != nil {
		return nil, err
	}
	ahead, waits, err := s.outlookSays(ctx, month, r)
	if err != nil {
		return nil, err
	}
	if others := differing(measures.Units(i, t.At.Median), plan, ahead); others != (text.Text{}) {
		list = append(list, others)
	}
	if waits {
		list = append(list, text.T("Was die Vorausschau für diesen Monat sagt, wird gerade gerechnet; es steht beim nächsten Aufruf hier.", "What the outlook says of this month is being reckoned; it stands here when the page is opened again."))
	}
	return list, nil
}

// differing says what the plan and the outlook say of a month where it is not the median,
// and why; empty where neither says anything else.
func differing(median int64, plan, ahead *saidElsewhere) text.Text {
	var others []saidElsewhere
	differs := func(o *saidElsewhere) bool {
		if o == nil || o.persons == median {
			return false
		}
		others = append(others, *o)
		return true
	}
	byPlan, byOutlook := differs(plan), differs(ahead)
	if len(others) == 0 {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		said := make([]string, len(others))
		for i, o := range others {
			said[i] = o.as.In(l)
		}
		return strings.Join(said, " ") + " " + warning.BesideForecast(byPlan, byOutlook).In(l)
	})
}

// planSays is how many persons the leading plan assumes at the end of a month; nil where
// there is no plan, the reader may not see it, or it does not reach that month.
func (s *server) planSays(ctx context.Context, month period.Month, r request) (*saidElsewhere, error) {
	out, err := s.planned(ctx, r)
	if err != nil || !out.ok {
		return nil, err
	}
	at := int(month - out.run.Inputs.Plan.From)
	if at < 0 || at >= len(out.run.Result.Months) {
		return nil, nil
	}
	persons := int64(out.run.Result.Months[at].Persons)
	return &saidElsewhere{persons, say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Der Plan „%s“ (Stand %s) nimmt für Ende %s %s Personen an.", "The plan “%s” (as of %s) assumes for the end of %s %s persons.").In(l), out.plan, out.run.Inputs.Plan.AsOf.In(l), month.In(l), l.Int(persons))
	})}, nil
}

// outlookSays is the middle of the outlook at the end of a month; nil where the reader may
// not see it or it does not reach that month, and while it is being reckoned (waits).
func (s *server) outlookSays(ctx context.Context, month period.Month, r request) (said *saidElsewhere, waits bool, err error) {
	if !r.Allowed("GET " + warningsPath) {
		return nil, false, nil
	}
	o, _, ready, err := s.Outlook.Glance(ctx, r.AsOf, asked)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.NotFound) {
		return nil, false, nil
	}
	at := int(month - o.From)
	if err != nil || !ready || at < 0 || at >= len(o.Months) {
		return nil, err == nil && !ready, err
	}
	persons := int64(o.PersonsAt(at).Median)
	return &saidElsewhere{persons, say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Die Vorausschau (Stand %s) kommt für Ende %s in der Mitte auf %s Personen.", "The outlook (as of %s) comes for the end of %s to %s persons in the middle.").In(l), o.Demand.AsOf.In(l), month.In(l), l.Int(persons))
	})}, false, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/desk/capacity"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// lookBack is how many months before the as-of date the picture shows, and
// lookAhead how many after it where no plan says how far to look.
const (
	lookBack  = 24
	lookAhead = 24
)

// placesState is all that the page Plätze shows.
type placesState struct {
	out      planned
	supply   capacity.Supply
	tranches []capacity.Tranche
	course   []capacity.Month   // the places as known, until the plan begins
	counts   []capacity.Counted // persons, oldest first
	breaks   broken             // of the persons
}

// newest returns the last count of persons; false where there is none.
func (s placesState) newest() (capacity.Counted, bool) {
	if len(s.counts) == 0 {
		return capacity.Counted{}, false
	}
	return s.counts[len(s.counts)-1], true
}

// places answers whether the places suffice, and when which of them end.
func (s *server) places(ctx context.Context, r request) (answer, error) {
	state, err := s.placesState(ctx, r)
	if err != nil {
		return answer{}, err
	}
	months, sites, tranches := courseTable(state, r), siteTable(state.supply, r), trancheTable(state.tranches, r)
	halves := state.supply.Cliff(r.AsOf.AddMonths(-6))
	cliff, endings := cliffTable(halves), endingTable(state.supply, r)
	a := answer{
		name:   text.T("Plätze", "Places"),
		answer: placesSentence(state, r),
		facts:  planFacts(state.out),
		tables: []*view.Table{&months, &sites, &tranches, &cliff, &endings},
	}
	var warnings view.Table
	if state.out.ok {
		warnings = warningTable(state.out, r)
		a.tables = append(a.tables, &warnings)
	}
	a.body = func(p view.Page) templ.Component {
		c := placesContent{
			Figures: placesFigures(state, r), HasPlan: state.out.ok, Withheld: state.out.withheld, HasSites: len(state.supply.Sites) > 0,
			Warnings: warnings, Notes: state.out.run.Result.Notes, Older: olderPlan(state, r.AsOf), Months: months, Sites: sites, Tranches: tranches,
			SitesNote: expiryNote(state.supply, len(drawnSites(state.supply, r))), Cliff: cliff, Endings: endings,
		}
		c.Demand = s.picture(ctx, r, "bedarf", func() string { return demandChart(state, r) })
		c.DemandNote = demandNote(state)
		if c.HasSites {
			c.Bars = s.picture(ctx, r, "laufzeiten", func() string { return expiryChart(state.supply, r) })
			c.CliffChart = s.picture(ctx, r, "platzklippe", func() string { return cliffChart(halves, r) })
		}
		return placesBody(p, c)
	}
	return a, nil
}

func (s *server) placesState(ctx context.Context, r request) (state placesState, err error) {
	if state.out, err = s.planned(ctx, r); err != nil {
		return state, err
	}
	if state.supply, err = s.Capacity.Supply(ctx, r.AsOf); err != nil {
		return state, err
	}
	if state.tranches, err = s.Capacity.Tranches(ctx, r.AsOf); err != nil {
		return state, err
	}
	if state.counts, err = s.Capacity.Counts(ctx, r.AsOf, r.AsOf.Month()-lookBack); err != nil {
		return state, err
	}
	if state.breaks, err = s.brokenPersons(ctx, r, capacity.Persons); err != nil {
		return state, err
	}
	if len(state.supply.Sites) == 0 {
		return state, nil
	}
	to := r.AsOf.Month() + lookAhead
	if state.out.ok {
		to = state.out.run.Inputs.Plan.From - 1
	}
	state.course, err = s.Capacity.Course(ctx, r.AsOf, r.AsOf.Month(), to)
	return state, err
}

// placesSentence is the page's answer: the shortage where a plan tells it,
// else what the known sites hold and lose.
func placesSentence(state placesState, r request) text.Text {
	if state.out.ok {
		return shortageSentence(state.out, r)
	}
	usable := state.supply.On(r.AsOf).Usable
	ending, _ := state.supply.Ending(soon(r.AsOf))
	coming := capacity.Sum(state.supply.Coming()).Usable
	return say(func(l text.Lang) string {
		day, n := r.AsOf.In(l), func(v int64) string { return l.Int(v) }
		switch {
		case len(state.supply.Sites) == 0:
			return fmt.Sprintf(text.T("Am %s ist keine Unterkunft bekannt.", "No accommodation is known on %s.").In(l), day)
		case usable == 0:
			return fmt.Sprintf(text.T("Am %s ist noch kein nutzbarer Platz bekannt, %s sind beschlossen oder geplant.", "No usable place is known yet on %s, %s are decided or planned.").In(l), day, n(int64(coming)))
		case ending == 0:
			return fmt.Sprintf(text.T("Am %s sind %s Plätze nutzbar; in den nächsten zwei Jahren endet keiner davon.", "On %s %s places are usable; none of them ends within the next two years.").In(l), day, n(int64(usable)))
		}
		return fmt.Sprintf(text.T("Am %s sind %s Plätze nutzbar; in den nächsten zwei Jahren enden %s.", "On %s %s places are usable; %s end within the next two years.").In(l), day, n(int64(usable)), n(int64(ending)))
	})
}

// soon is the time of the next 24 months after a day.
func soon(day period.Date) period.Period {
	return period.Period{From: day.AddDays(1), To: day.AddMonths(24)}
}

// needAhead is the month of the plan that speaks for the as-of date: the
// date's own, or the plan's first.
func needAhead(out planned, asOf period.Date) plan.Month {
	months := out.run.Result.Months
	for _, m := range months {
		if m.Month >= asOf.Month() {
			return m
		}
	}
	return months[len(months)-1]
}

func placesFigures(state placesState, r request) []view.KeyFigure {
	newest, counted := state.newest()
	if len(state.supply.Sites) == 0 && !counted {
		return nil
	}
	list := []view.KeyFigure{{
		Name: text.T("Nutzbare Plätze", "Usable places"), Written: r.Lang.Int(int64(state.supply.On(r.AsOf).Usable)),
		Ref: capacity.CityRef("usable", period.On(r.AsOf)), Note: text.T(r.AsOf.In(text.De)+", berechnet", r.AsOf.In(text.En)+", computed"),
	}}
	switch {
	case state.out.ok:
		m := needAhead(state.out, r.AsOf)
		list = append(list, view.KeyFigure{
			Name: text.T("Benötigte Plätze im Plan", "Places needed in the plan"), Written: r.Lang.Int(int64(m.Needed)),
			Ref: runRef(state.out.run, "needed", m.Month), Note: say(func(l text.Lang) string { return m.Month.In(l) + ", " + figure.Computed.Label().In(l) }),
		})
	case counted:
		list = append(list, view.KeyFigure{
			Name: text.T("Benötigte Plätze nach der letzten Zählung", "Places needed by the last count"), Written: r.Lang.Int(int64(newest.Needed)),
			Ref: capacity.CityRef("needed", period.On(newest.Persons.Period.To)), Note: dated(newest.Persons),
		})
	}
	ending, sites := state.supply.Ending(soon(r.AsOf))
	return append(list, view.KeyFigure{
		Name: text.T("Plätze, die in 24 Monaten enden", "Places that end within 24 months"), Written: r.Lang.Int(int64(ending)),
		Ref:  capacity.CityRef("ending", soon(r.AsOf)),
		Note: endingNote(state.supply, sites),
	})
}

// endingNote names the sites that end soon, or the next end after that.
func endingNote(s capacity.Supply, sites int) text.Text {
	next, ok := s.NextEnd()
	return say(func(l text.Lang) string {
		switch {
		case sites > 0:
			return fmt.Sprintf(text.T("an %s Standorten, bis %s", "at %s sites, until %s").In(l), l.Int(int64(sites)), soon(s.AsOf).To.In(l))
		case ok:
			return fmt.Sprintf(text.T("das nächste Ende ist am %s", "the next end is on %s").In(l), next.In(l))
		}
		return text.T("es ist kein Ende bekannt", "no end is known").In(l)
	})
}

// courseRow is a month of the picture: counted until the as-of date, then the
// places as known, then the plan. One of its parts is set; in the as-of date's
// own month there can be a count beside the places.
type courseRow struct {
	month   period.Month
	counted *capacity.Counted
	seen    *capacity.Month
	plan    *plan.Month
}

// courseRows puts the months of the picture in order. In a month before the
// as-of date only what was counted is shown: the plan's view of it and the
// places of that time belong to an earlier as-of date.
func courseRows(state placesState, asOf period.Date) []courseRow {
	var rows []courseRow
	for i, c := range state.counts {
		if m := c.Persons.Period.To.Month(); m < asOf.Month() {
			rows = append(rows, courseRow{month: m, counted: &state.counts[i]})
		}
	}
	newest, _ := state.newest()
	for i, m := range state.course {
		row := courseRow{month: m.Month, seen: &state.course[i]}
		if newest.Persons.Period.To.Month() == m.Month {
			row.counted = &newest
		}
		rows = append(rows, row)
	}
	for i, m := range state.out.run.Result.Months {
		if m.Month >= asOf.Month() {
			rows = append(rows, courseRow{month: m.Month, plan: &state.out.run.Result.Months[i]})
		}
	}
	return rows
}

// telling leaves out months of which the table would only repeat the places
// of the month before.
func telling(rows []courseRow) []courseRow {
	var kept []courseRow
	for i, row := range rows {
		if row.seen == nil || row.counted != nil || i == 0 || rows[i-1].seen == nil || rows[i-1].seen.Places != row.seen.Places {
			kept = append(kept, row)
		}
	}
	return kept
}

// olderPlan says that the plan reckons with other places than are known now;
// empty where it does not.
func olderPlan(state placesState, asOf period.Date) text.Text {
	if !state.out.ok {
		return text.Text{}
	}
	planned := needAhead(state.out, asOf)
	now := state.supply.On(planned.Month.Last()).Usable
	if now == planned.Usable {
		return text.Text{}
	}
	made := state.out.run.Inputs.Plan.AsOf
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Der Plan rechnet mit den Standorten, die am %s bekannt waren: %s nutzbare Plätze im %s. Nach den Standorten, die am %s bekannt sind, werden es %s. Ein neuer Plan mit diesem Stand rechnet sie mit.",
			"The plan reckons with the sites known on %s: %s usable places in %s. By the sites known on %s it will be %s. A new plan as of this date counts them.").In(l),
			made.In(l), l.Int(int64(planned.Usable)), planned.Month.In(l), asOf.In(l), l.Int(int64(now)))
	})
}

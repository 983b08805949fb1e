// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// planned is the run that warnings rest on, if a plan reaches that far.
type planned struct {
	run  plan.Run
	plan string
	ok   bool
	// day is the day on which decisions are looked at: the page's as-of date,
	// which may be later than the plan's.
	day       period.Date
	decisions []plan.Decision
	ahead     plan.Shortage   // from the day's month on
	drift     *planning.Drift // beside the newest count; nil: none yet
	// closed names the plan that cannot be reckoned from released figures.
	closed string
	// withheld says that the reader may not read plans, so that nothing of one is
	// shown here either.
	withheld bool
}

// outdated reports whether the counts since have refuted the plan.
func (o planned) outdated() bool { return o.drift != nil && o.drift.Large() }

// planned evaluates the leading plan as of the request's date.
func (s *server) planned(ctx context.Context, r request) (planned, error) {
	if !r.Allowed("GET /plaene") {
		return planned{withheld: true}, nil
	}
	leading, ok, err := s.Planning.Leading(ctx, r.AsOf)
	if err != nil || !ok {
		return planned{}, err
	}
	run, err := s.Planning.Run(ctx, leading)
	if r.Released && planning.LacksStart(err) {
		return planned{closed: leading.Name}, nil
	}
	if err != nil {
		return planned{}, err
	}
	out := planned{
		run: run, plan: leading.Name, ok: true, day: r.AsOf,
		decisions: planning.DecisionsOn(run, r.AsOf), ahead: planning.Ahead(run, r.AsOf.Month()),
	}
	counts, err := s.Capacity.Counts(ctx, r.AsOf, run.Inputs.Plan.From)
	if err != nil {
		return planned{}, err
	}
	picked := make([]figure.Picked, len(counts))
	for i, c := range counts {
		picked[i] = c.Persons
	}
	if d, ok := planning.Compared(run, picked); ok {
		out.drift = &d
	}
	return out, nil
}

// situation is the Lagebild: how the city stands as of a date, and what has to
// be decided by when.
func (s *server) situation(ctx context.Context, r request) (answer, error) {
	state, err := s.Capacity.Situation(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	out, err := s.planned(ctx, r)
	if err != nil {
		return answer{}, err
	}
	persons, err := s.brokenPersons(ctx, r, capacity.Persons)
	if err != nil {
		return answer{}, err
	}
	arrivals, err := s.brokenPersons(ctx, r, capacity.Arrivals)
	if err != nil {
		return answer{}, err
	}
	glance, err := s.glance(ctx, r)
	if err != nil {
		return answer{}, err
	}
	asked, err := s.askedOfOutlook(ctx, r, out)
	if err != nil {
		return answer{}, err
	}
	districts := districtTable(state, r)
	a := answer{
		name:   text.T("Lagebild", "Situation"),
		answer: shortageSentence(out, r),
		facts:  planFacts(out),
		tables: []*view.Table{&districts},
	}
	var warnings view.Table
	if out.ok {
		warnings = warningTable(out, r)
		a.tables = append(a.tables, &warnings)
	}
	a.body = func(p view.Page) templ.Component {
		return situationBody(p, situationContent{
			Figures: keyFigures(state, out, persons, arrivals, r), Warnings: sentences(out), Table: warnings, Asked: asked, HasPlan: out.ok, Withheld: out.withheld, Glance: glance,
			Unplaced: unplacedNote(state), Map: s.picture(ctx, r, "karte", func() string { return districtMap(state, r) }), Districts: districts, Notes: out.run.Result.Notes, Run: out.run.ID,
		})
	}
	return a, nil
}

// outdatedSentence says how far the counts have left the plan behind.
func outdatedSentence(out planned) text.Text {
	by := out.drift.By()
	return say(func(l text.Lang) string {
		side := text.T("über", "above").In(l)
		if by < 0 {
			side, by = text.T("unter", "below").In(l), -by
		}
		return fmt.Sprintf(text.T("Der Plan liegt %s Personen %s der letzten Zählung: Bitte neu rechnen.",
			"The plan lies %s persons %s the last count: please reckon anew.").In(l), l.Int(int64(by)), side)
	})
}

// shortageSentence is the answer to the first question of every planner.
func shortageSentence(out planned, r request) text.Text {
	if out.closed != "" {
		return closedSentence(out.closed)
	}
	if out.withheld {
		return text.T("So steht die Stadt am "+r.AsOf.In(text.De)+", nach freigegebenen Zählungen.", "How the city stands on "+r.AsOf.In(text.En)+", by released counts.")
	}
	if !out.ok {
		return text.T("Für die Zeit nach dem "+r.AsOf.In(text.De)+" gibt es noch keinen Plan.", "There is no plan yet for the time after "+r.AsOf.In(text.En)+".")
	}
	if out.outdated() {
		return outdatedSentence(out)
	}
	s, to := out.ahead, out.run.Inputs.Plan.To
	if s.First == nil {
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Bis %s reichen die Plätze.", "Places suffice until %s.").In(l), to.In(l))
		})
	}
	return say(func(l text.Lang) string {
		if s.LastPlaces == 0 {
			return fmt.Sprintf(text.T("Ab %s fehlen Plätze, höchstens %s im %s.", "Places are missing from %s, at most %s in %s.").In(l),
				s.First.In(l), l.Int(int64(s.WorstPlaces)), s.Worst.In(l))
		}
		return fmt.Sprintf(text.T("Ab %s fehlen Plätze, Ende %s sind es %s.", "Places are missing from %s, %[3]s of them at the end of %[2]s.").In(l),
			s.First.In(l), to.In(l), l.Int(int64(s.LastPlaces)))
	})
}

// closedSentence says that a plan rests on what is not released.
func closedSentence(plan string) text.Text {
	return text.T("Der Plan „"+plan+"“ lässt sich aus freigegebenen Werten nicht rechnen: Sein Anfangsbestand ist nicht freigegeben.",
		"The plan “"+plan+"” cannot be reckoned from released figures: its opening stock is not released.")
}

func planFacts(out planned) []text.Text {
	if out.closed != "" {
		return []text.Text{closedSentence(out.closed)}
	}
	if !out.ok {
		return nil
	}
	facts := []text.Text{
		text.T("Plan: "+out.plan, "Plan: "+out.plan),
	}
	if out.drift != nil {
		facts = append(facts, out.drift.Say())
	}
	return facts
}

// say writes a sentence in both languages.
func say(write func(l text.Lang) string) text.Text { return text.T(write(text.De), write(text.En)) }

// sentences are the warnings, ordered by the date to act by: first what can
// still be decided in time, then, in one sentence each, what would come late.
func sentences(out planned) []text.Text {
	s := out.ahead
	if out.outdated() {
		return []text.Text{text.T(
			"Zuerst neu rechnen: Die Tage darunter folgen aus einem Plan, den die Zählungen widerlegt haben.",
			"Reckon anew first: the days below follow from a plan that the counts have refuted.")}
	}
	if s.First == nil {
		return nil
	}
	var list []text.Text
	var late []plan.Decision
	for _, d := range out.decisions {
		if d.Past {
			late = append(late, d)
		} else {
			list = append(list, timelySentence(d, s))
		}
	}
	if len(late) > 0 {
		list = append(list, lateSentence(late, out))
	}
	return list
}

func timelySentence(d plan.Decision, s plan.Shortage) text.Text {
	kind := accommodation.Label(accommodation.Kinds, d.LeadTime.Kind)
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Bis %s entscheiden: %s (%s Monate Vorlauf), sonst fehlen ab %s %s Plätze.",
			"Decide by %s: %s (lead time %s months), otherwise from %s %s places are missing.").In(l),
			d.Latest.In(l), kind.In(l), l.Decimal(int64(d.LeadTime.Typical), 1), s.First.In(l), l.Int(int64(s.FirstPlaces)))
	})
}

// lateSentence names the kinds that can no longer avert the shortage, those
// first that would help soonest.
func lateSentence(late []plan.Decision, out planned) text.Text {
	late = slices.SortedStableFunc(slices.Values(late), func(a, b plan.Decision) int { return int(a.Helps - b.Helps) })
	return say(func(l text.Lang) string {
		names := make([]string, len(late))
		for i, d := range late {
			names[i] = fmt.Sprintf(text.T("%s (ab %s)", "%s (from %s)").In(l), accommodation.Label(accommodation.Kinds, d.LeadTime.Kind).In(l), d.Helps.In(l))
		}
		return fmt.Sprintf(text.T("Zu spät, um den Mangel ab %s abzuwenden; am %s beschlossen, helfen: %s.",
			"Too late to avert the shortage from %s; decided on %s, these help: %s.").In(l),
			out.ahead.First.In(l), out.day.In(l), strings.Join(names, ", "))
	})
}

func warningTable(out planned, r request) view.Table {
	t := view.Table{
		ID: "entscheidungen", Caption: text.T("Späteste Entscheidung je Art der Unterkunft", "Latest decision for each kind of accommodation"),
		Empty: text.T("Im Planungszeitraum fehlen keine Plätze; es ist nichts zu entscheiden.", "No places are missing in the planning period; nothing has to be decided."),
		Columns: []view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "latest", Name: text.T("spätestens", "latest"), Kind: view.Date},
			{Key: "latest_if_slow", Name: text.T("bei langem Vorlauf", "with a long lead time"), Kind: view.Date},
			{Key: "lead_time", Name: text.T("Vorlauf", "lead time"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "helps", Name: text.T("am Stand beschlossen, hilft ab", "decided on the date, helps from"), Kind: view.Month},
			{Key: "missing", Name: text.T("dann fehlen höchstens", "then missing at most"), Unit: text.T("Plätze", "places"), Kind: view.Whole},
			{Key: "evidence", Name: text.T("Beleg", "evidence")},
		},
	}
	for _, d := range out.decisions {
		t.Sources = appendNew(t.Sources, d.LeadTime.Source)
		ref := "decision/" + out.run.ID + "/" + string(d.LeadTime.Kind) + "/" + out.day.String()
		latest := view.Day(d.Latest)
		latest.Ref = ref
		if d.Past {
			latest = latest.With(text.T("vorbei", "past"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(accommodation.Label(accommodation.Kinds, d.LeadTime.Kind)), latest, view.Day(d.Earliest),
			view.Num(d.LeadTime.Typical, ref), view.InMonth(d.Helps), missingThen(d, out), view.Say(need.QualityLabel(d.LeadTime.Quality)),
		}})
	}
	return t
}

// missingThen is what is missing once a decision of today helps; unknown where
// that lies behind the plan's end.
func missingThen(d plan.Decision, out planned) view.Cell {
	if d.Helps > out.run.Inputs.Plan.To {
		return view.Cell{}.With(text.T("nach dem Ende des Plans", "after the end of the plan"))
	}
	return view.Num(d.Missing, "")
}

// keyFigures are the large numbers at the top.
func keyFigures(state capacity.Situation, out planned, persons, arrivals broken, r request) []view.KeyFigure {
	var list []view.KeyFigure
	if n := len(state.Persons); n > 0 {
		last := state.Persons[n-1]
		list = append(list, view.KeyFigure{
			Name: text.T("Personen in Unterkünften", "Persons in accommodation"), Written: r.Lang.Int(last.Value.Amount),
			Ref: fmt.Sprintf("figure/%d", last.ID), Note: sparkNote(last, state.Persons, persons), Course: r.Href("/daten/" + capacity.Persons),
			Spark: chart.Sparkline{
				Frame:  chart.Frame{ID: "verlauf-personen", Lang: r.Lang, Title: r.T("Personen in Unterkünften seit 2014", "Persons in accommodation since 2014")},
				Points: points(state.Persons), Breaks: persons.drawn(r.Lang),
			}.SVG(),
		})
	}
	if n := len(state.Arrivals); n > 0 {
		last := state.Arrivals[n-1]
		list = append(list, view.KeyFigure{
			Name: text.T("Zugänge im Monat", "Arrivals in a month"), Written: r.Lang.Int(last.Value.Amount),
			Ref: fmt.Sprintf("figure/%d", last.ID), Note: sparkNote(last, state.Arrivals, arrivals), Course: r.Href("/daten/" + capacity.Arrivals),
			Spark: chart.Sparkline{
				Frame:  chart.Frame{ID: "verlauf-zugaenge", Lang: r.Lang, Title: r.T("Zugänge je Monat", "Arrivals by month")},
				Points: points(state.Arrivals), Breaks: arrivals.drawn(r.Lang),
			}.SVG(),
		})
	}
	if state.SiteCount != nil {
		list = append(list, view.KeyFigure{
			Name: text.T("Standorte", "Sites"), Written: state.SiteCount.Written(r.Lang),
			Ref: fmt.Sprintf("figure/%d", state.SiteCount.ID), Note: dated(*state.SiteCount),
		})
	}
	if out.ok {
		list = append(list, shortageFigure(out, r))
	}
	return list
}

func shortageFigure(out planned, r request) view.KeyFigure {
	s, months := out.run.Result.Shortage, out.run.Result.Months
	k := view.KeyFigure{Name: text.T("Fehlende Plätze am Ende des Plans", "Places missing at the end of the plan"), Written: r.Lang.Int(int64(s.LastPlaces))}
	last := months[len(months)-1]
	k.Ref = "run/" + out.run.ID + "/gap/" + last.Month.String()
	k.Note = say(func(l text.Lang) string { return last.Month.In(l) + ", " + figure.Computed.Label().In(l) })
	return k
}

// sparkNote is the date of the last value, with the breaks of the line beside
// the number.
func sparkNote(last figure.Picked, list []figure.Picked, breaks broken) text.Text {
	note, says := dated(last), breaks.briefWithin(list[0].Period.To, last.Period.To)
	if says == (text.Text{}) {
		return note
	}
	return text.T(note.De+". "+says.De, note.En+". "+says.En)
}

func dated(p figure.Picked) text.Text {
	return say(func(l text.Lang) string { return p.Period.In(l) + ", " + p.Basis.Label().In(l) })
}

func points(list []figure.Picked) []chart.Point {
	out := make([]chart.Point, len(list))
	for i, p := range list {
		out[i] = chart.Point{Month: p.Period.To.Month(), Value: p.Value.Amount, Basis: p.Basis}
	}
	return out
}

func districtTable(state capacity.Situation, r request) view.Table {
	t := view.Table{
		ID: "bezirke", Caption: text.T("Einzeln bekannte Plätze in den Stadtbezirken", "Places known site by site in the districts"),
		Empty: text.T("Es sind keine Stadtbezirke eingelesen. Mit „planraum import areas DATEI“ kommen sie ins Hauptbuch.", "No districts have been imported. “planraum import areas FILE” brings them in."),
		Columns: []view.Column{
			{Key: "district", Name: text.T("Stadtbezirk", "district")},
			{Key: "number", Name: text.T("Nummer", "number")},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: text.T("Plätze", "places"), Kind: view.Whole},
			{Key: "decided", Name: text.T("beschlossen oder geplant", "decided or planned"), Unit: text.T("Plätze", "places"), Kind: view.Whole},
			{Key: "residents", Name: text.T("Einwohner", "inhabitants"), Kind: view.Whole},
			{Key: "per_1000", Name: text.T("nutzbar je 1.000", "usable per 1,000"), Unit: text.T("Einwohner", "inhabitants"), Kind: view.Tenths},
		},
	}
	t.Note = unplacedNote(state)
	var usable, decided, residents int64
	secret := false
	for _, d := range state.Districts {
		base := "district/" + d.Area.Number + "/"
		row := []view.Cell{
			view.Name(d.Area.Name, ""), view.Name(d.Area.Number, ""), view.Heads(d.Usable, base+"usable"), view.Heads(d.Decided, base+"decided"), {}, {},
		}
		if d.Unknown {
			row[2] = view.Cell{Ref: base + "usable"}
		}
		if len(state.Sites) == 0 { // nothing is known of any site
			row[3] = view.Cell{}
		}
		if d.Residents != nil {
			row[4] = figureCell(d.Residents.Figure)
			residents += d.Residents.Value.Amount
			secret = secret || d.Residents.IsSecret()
			t.Sources = appendNew(t.Sources, d.Residents.Source)
		}
		if v, ok := d.PerThousand(); ok {
			row[5] = view.Num(v, base+"per1000")
		}
		usable, decided = usable+int64(d.Usable), decided+int64(d.Decided)
		t.Rows = append(t.Rows, view.Row{ID: "bezirk-" + d.Area.Number, Area: d.Area.ID, Cells: row})
	}
	if len(t.Rows) > 0 && residents > 0 {
		base := "district/" + capacity.AllDistricts + "/"
		all := view.Cell{}
		if v, ok := capacity.PerThousand(unit.Headcount(usable), residents); ok && !secret {
			all = view.Num(v, base+"per1000")
		}
		total := view.Num(residents, base+"residents")
		if secret { // a sum of what is left would pass for the whole
			total, all = view.Cell{Secret: true}, view.Cell{Secret: true}
		}
		t.Rows = append(t.Rows, view.Row{Total: true, Cells: []view.Cell{
			view.Say(text.T("alle Bezirke", "all districts")), {Known: true, Blank: true}, view.Num(usable, base+"usable"), view.Num(decided, base+"decided"), total, all,
		}})
	}
	return t
}

// unplacedNote says that some places belong to no district; nothing where all do.
func unplacedNote(state capacity.Situation) text.Text {
	if state.Unplaced == 0 {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Plätze sind keinem Bezirk zugeordnet, weil ihre Standorte nicht veröffentlicht sind. Wo kein Standort einzeln bekannt ist, steht deshalb „unbekannt“, nicht 0.",
			"%s places belong to no district, because their sites are not published. Where no site is known one by one it therefore says “unknown”, not 0.").In(l), l.Int(int64(state.Unplaced)))
	})
}

func appendNew(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// districtMap draws the districts by usable places per 1,000 inhabitants.
func districtMap(state capacity.Situation, r request) string {
	areas := make([]area.Area, len(state.Districts))
	for i, d := range state.Districts {
		areas[i] = d.Area
	}
	cells := area.Cells(areas)
	m := chart.Choropleth{Unit: r.T("Plätze je 1.000 Einwohner", "places per 1,000 inhabitants"), Decimals: 1}
	for i, d := range state.Districts {
		region := chart.Region{ID: d.Area.Number, Number: d.Area.Number, Name: d.Area.Name, Href: "#bezirk-" + d.Area.Number}
		region.Rings, region.Schematic = area.Outline(d.Area, d.Parts, cells[i])
		if v, ok := d.PerThousand(); ok {
			value := float64(v) / 10
			region.Value, region.Label = &value, r.Lang.Decimal(v, 1)
		}
		m.Regions = append(m.Regions, region)
	}
	m.Frame = chart.Frame{
		ID: "karte-bild", Lang: r.Lang, Width: chart.Medium,
		Title: r.T("Nutzbare Plätze je 1.000 Einwohner nach Stadtbezirken", "Usable places per 1,000 inhabitants by district"),
		Desc:  r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return m.SVG()
}

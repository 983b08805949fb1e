// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/projection"
	"planraum/internal/desk/outlook"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

const structurePath = "/prognosen/bestand"

// structureContent is what the page of the composition shows.
type structureContent struct {
	Picture string
	Tables  []*view.Table
	Effect  text.Text
	Why     error // nothing can be reckoned
	None    bool  // nothing is assumed
}

// structure answers who will live in the city's housing: ages, status, areas.
func (s *server) structure(ctx context.Context, r request) (answer, error) {
	a := answer{name: text.T("Bestand nach Alter, Status und Gebiet", "Stock by age, status and area")}
	c := structureContent{}
	a.body = func(p view.Page) templ.Component { return structureBody(p, c) }
	demand, err := s.Outlook.Composition(ctx, r.AsOf)
	switch {
	case cannotReckon(err):
		c.Why = err
		a.answer = text.T("Am "+r.AsOf.In(text.De)+" ist zu wenig bekannt, um vorauszurechnen.", "On "+r.AsOf.In(text.En)+" too little is known to reckon ahead.")
		return a, nil
	case err != nil:
		return answer{}, err
	case demand.Structure == nil:
		c.None = true
		a.answer = text.T("Am "+r.AsOf.In(text.De)+" ist nicht festgehalten, wer in den Unterkünften lebt und wie lange.", "As of "+r.AsOf.In(text.En)+" it is not recorded who lives in the accommodation and for how long.")
	default:
		if err := s.fillStructure(ctx, r, demand, &c); err != nil {
			return answer{}, err
		}
		a.answer, a.facts = childrenSentence(demand, r.AsOf), structureFacts(demand)
		if last, old := demand.Stale(); old {
			a.answer, a.facts = staleSentence(last), nil
			c.withhold(a.answer)
		}
	}
	observed, err := s.Outlook.Observations(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if len(observed) > 0 {
		t := staysTable(observed, demand.Structure)
		c.Tables = append(c.Tables, &t)
	}
	a.tables = c.Tables
	return a, nil
}

// staleSentence asks for new counts where the last one is too old.
func staleSentence(last period.Month) text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Seit %s hat niemand die untergebrachten Personen gezählt. Um vorauszurechnen, wer dort leben wird, reicht das nicht: Bitte zuerst neue Zahlen einlesen.",
			"Nobody has counted the accommodated persons since %s. That is too little to reckon ahead who will live there: please import new figures first.").In(l), last.In(l))
	})
}

// withhold empties what is reckoned ahead; what is assumed and observed stays.
func (c *structureContent) withhold(why text.Text) {
	c.Picture, c.Effect = "", text.Text{}
	for _, t := range c.Tables {
		if t.ID != "annahmen" {
			t.Rows, t.Empty = nil, why
		}
	}
}

func (s *server) fillStructure(ctx context.Context, r request, demand outlook.Demand, c *structureContent) error {
	ages := groupTable("alter", text.T("Kinder und Jugendliche in den Unterkünften", "Children and young people in the accommodation"), outlook.AskAge, demand.Structure.Ages, demand, r.AsOf)
	ages.Empty = text.T("Über das Alter ist nichts angenommen.", "Nothing is assumed of ages.")
	status := groupTable("status", text.T("Personen nach Status", "Persons by status"), outlook.AskState, demand.Structure.States, demand, r.AsOf)
	m := endOfNextYear(r.AsOf)
	lives, err := demand.Areas(ctx, m)
	if err != nil {
		return err
	}
	residents, err := s.Outlook.Residents(ctx, r.AsOf)
	if err != nil {
		return err
	}
	names, err := s.names(ctx)
	if err != nil {
		return err
	}
	areas := livesTable(lives, residents, names, m)
	entries := entriesTable(demand.Structure.Set, names)
	c.Picture = childrenPicture(demand, r)
	c.Tables = []*view.Table{&ages, &status, &areas, &entries}
	plain, err := s.Outlook.WithoutAssumptions(ctx, r.AsOf)
	if err != nil {
		return err
	}
	with, _ := demand.All(m)
	without, _ := plain.All(m)
	c.Effect = say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Wirkung der Annahmen: Ende %s leben damit im Median %s Personen in den Unterkünften, ohne sie wären es %s.", "Effect of the assumptions: at the end of %s the median of persons in the accommodation is %s with them, without them %s.").In(l),
			m.In(l), l.Int(int64(with.Median)), l.Int(int64(without.Median)))
	})
	return nil
}

// endOfNextYear is the December that lies about a year ahead.
func endOfNextYear(asOf period.Date) period.Month {
	return period.MonthOf((asOf.Month() + 12).Year(), 12)
}

func childrenSentence(d outlook.Demand, asOf period.Date) text.Text {
	m := endOfNextYear(asOf)
	return say(func(l text.Lang) string {
		if g, ok := d.Structure.Age(outlook.Under6); ok {
			if s, ok := g.At(d.First, m); ok {
				return fmt.Sprintf(text.T("Ende %d leben voraussichtlich %s bis %s Kinder unter 6 Jahren in den Unterkünften.", "At the end of %d, %s to %s children under 6 are expected to live in the accommodation.").In(l), m.Year(), l.Int(int64(s.Low)), l.Int(int64(s.High)))
			}
		}
		all, _ := d.All(m)
		return fmt.Sprintf(text.T("Ende %d leben voraussichtlich %s bis %s Personen in den Unterkünften; über ihr Alter ist nichts angenommen.", "At the end of %d, %s to %s persons are expected to live in the accommodation; nothing is assumed of their ages.").In(l), m.Year(), l.Int(int64(all.Low)), l.Int(int64(all.High)))
	})
}

func structureFacts(d outlook.Demand) []text.Text {
	set := d.Structure.Set
	counted := text.T("unbekannt", "unknown")
	if last, ok := d.Past.LastCount(); ok {
		counted = text.T(last.Period.In(text.De), last.Period.In(text.En))
	}
	return []text.Text{
		text.T("letzter bekannter Bestand: "+counted.De, "last known stock: "+counted.En),
		text.T("mit 80 % Wahrscheinlichkeit, wenn die Annahmen stimmen", "with a probability of 80% if the assumptions are right"),
		text.T(fmt.Sprintf("Annahmen bekannt seit %s, %d von %d nur angenommen", set.KnownFrom.In(text.De), set.Assumed(), len(set.Entries)), fmt.Sprintf("assumptions known since %s, %d of %d only assumed", set.KnownFrom.In(text.En), set.Assumed(), len(set.Entries))),
	}
}

// groupTable shows groups now, in 12 and in 24 months.
func groupTable(id string, caption text.Text, about string, groups []outlook.Group, d outlook.Demand, asOf period.Date) view.Table {
	t := view.Table{
		ID: id, Caption: caption, Fixed: true,
		Columns: []view.Column{{Key: "group", Name: text.T("Gruppe", "group")}, {Key: "now", Name: text.T("am Ende dieses Monats, Median", "at the end of this month, median"), Unit: personsUnit, Kind: view.Whole}},
		Note:    text.T("80 % der Pfade liegen zwischen „von“ und „bis“.", "80% of the paths lie between “from” and “to”."),
	}
	for _, months := range caseMonths {
		t.Columns = append(t.Columns, caseColumns(fmt.Sprintf("in_%d", months), text.T(fmt.Sprintf("in %d Monaten", months), fmt.Sprintf("in %d months", months)), personsUnit)...)
	}
	for _, g := range groups {
		now := max(asOf.Month(), d.First)
		s, ok := g.At(d.First, now)
		cells := []view.Cell{view.Say(g.Name), {}}
		if ok {
			cells[1] = view.Num(s.Median, outlook.StructureRef(about, g.Key, now))
		}
		for _, months := range caseMonths {
			m := asOf.Month() + period.Month(months)
			s, ok := g.At(d.First, m)
			cells = append(cells, caseCells([3]int{s.Median, s.Low, s.High}, ok, outlook.StructureRef(about, g.Key, m))...)
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// livesTable divides the persons among areas.
func livesTable(list []outlook.LivesIn, residents map[area.ID]int64, n names, m period.Month) view.Table {
	t := view.Table{
		ID: "gebiete", Long: true, Caption: text.T("Personen nach Gebiet, Ende "+m.In(text.De), "Persons by area, end of "+m.In(text.En)),
		Empty: text.T("Über die Verteilung auf Gebiete ist nichts angenommen.", "Nothing is assumed of how they spread over areas."),
		Columns: append([]view.Column{
			{Key: "area", Name: text.T("Gebiet", "area")}, {Key: "share", Name: text.T("Anteil", "share"), Kind: view.Percent},
		}, append(caseColumns("persons", text.T("Personen", "persons"), personsUnit), view.Column{Key: "residents", Name: text.T("Einwohner", "inhabitants"), Unit: personsUnit, Kind: view.Whole})...),
		Note: text.T("Wer wo wohnt, ist nicht bekannt: Jede Zahl ist der Anteil des Gebiets an allen. Gebiete unter etwa 8.000 Einwohnern sind als solche bezeichnet; für sie allein lässt sich nichts vorausrechnen.",
			"Who lives where is not known: every number is the area's share of all. Areas below about 8,000 inhabitants are marked as such; nothing can be reckoned ahead for them alone."),
	}
	for _, one := range list {
		cells := []view.Cell{view.Say(n.area(one.Area)), view.Num(int(math.Round(one.Share*10)), "")}
		cells = append(cells, caseCells([3]int{one.Persons.Median, one.Persons.Low, one.Persons.High}, true, outlook.StructureRef(outlook.AskArea, string(one.Area), m))...)
		people, known := residents[one.Area]
		live := view.Cell{}
		if known {
			live = view.Num(people, "")
		}
		if one.OnlyShare(people) {
			cells[2] = cells[2].With(text.T("nur Anteil eines größeren Gebiets", "only a share of a larger area"))
		}
		t.Rows = append(t.Rows, view.Row{Area: one.Area, Cells: append(cells, live)})
	}
	return t
}

// entriesTable lists what is assumed, with basis and source.
func entriesTable(set projection.Set, n names) view.Table {
	t := view.Table{
		ID: "annahmen", Caption: text.T("Worauf die Rechnung beruht", "What the reckoning rests on"), Fixed: true, Long: true,
		Columns: []view.Column{
			{Key: "item", Name: text.T("Angabe", "item")},
			{Key: "value", Name: text.T("Wert", "value"), Kind: view.Written},
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "basis", Name: text.T("Grundlage", "basis")},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "note", Name: text.T("Bemerkung", "note")},
		},
		Note: text.T("Wie viele insgesamt ausziehen, folgt aus den Zählungen; die angenommenen Auszüge sagen nur, wie es sich auf Status und Dauer verteilt.", "How many leave in all follows from counts; what is assumed of leaving only says how it is divided by state and duration."),
	}
	called := map[string]text.Text{}
	for _, e := range set.Of(projection.Arrivals) {
		called[e.State] = e.Name
	}
	for _, e := range set.Entries {
		name := say(func(l text.Lang) string { return entryName(e, called, n, l) })
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(name), view.Say(say(e.Written)), view.Say(e.Item.Unit()), view.Say(e.Basis.Label()), view.Say(text.Same(e.Source)), named(e.Note)}})
	}
	return t
}

// entryName says what an entry is about, with the names of its states and area.
func entryName(e projection.Entry, called map[string]text.Text, n names, l text.Lang) string {
	words := e.Words(l)
	for key, name := range called {
		if key == e.State || key == e.To {
			words = strings.ReplaceAll(words, key, name.In(l))
		}
	}
	if e.Area != "" {
		words = e.Item.Label().In(l) + ", " + n.area(e.Area).In(l)
	}
	return words
}

// staysTable sets what was observed beside what is assumed.
func staysTable(list []outlook.Observed, s *outlook.Structure) view.Table {
	t := view.Table{
		ID: "verweildauern", Caption: text.T("Auszug je Monat, aus beobachteten Verweildauern geschätzt", "Leaving a month, estimated from observed lengths of stay"), Fixed: true,
		Columns: []view.Column{
			{Key: "observation", Name: text.T("Beobachtung", "observation")},
			{Key: "state", Name: text.T("Status", "state")},
			{Key: "from", Name: text.T("ab Monat", "from month"), Kind: view.Whole},
			{Key: "left", Name: text.T("ausgezogen", "left"), Unit: personsUnit, Kind: view.Whole},
			{Key: "exposed", Name: text.T("beobachtet", "observed"), Unit: text.T("Personenmonate", "person-months"), Kind: view.Whole},
			{Key: "rate", Name: text.T("Auszug je Monat", "leaving a month"), Unit: text.T("Prozent", "percent"), Kind: view.Hundredths},
			{Key: "error", Name: text.T("Standardfehler", "standard error"), Unit: text.T("Prozentpunkte", "percentage points"), Kind: view.Hundredths},
			{Key: "assumed", Name: text.T("angenommen", "assumed"), Unit: text.T("Prozent", "percent"), Kind: view.Hundredths},
		},
		Note: text.T("Ausgezogene geteilt durch Personenmonate; wer noch da ist, zählt bis zum Ende der Beobachtung mit. Gerechnet wird mit den Annahmen, bis jemand die Schätzung dort einträgt.",
			"Those who left divided by person-months; who is still there counts until the end of the observation. The assumptions are reckoned with until somebody enters the estimate there."),
	}
	hundredths := func(percent float64) view.Cell { return view.Num(int(math.Round(percent*100)), "") }
	for _, o := range list {
		state := text.Same(o.State)
		if s != nil {
			for _, g := range s.States {
				if g.Key == o.State {
					state = g.Name
				}
			}
		}
		if o.State == "" {
			state = text.T("alle", "all")
		}
		for _, rate := range o.Rates {
			row := []view.Cell{view.Say(text.Same(o.Stays.ID)), view.Say(state), view.Num(rate.From, ""), view.Num(rate.Left, ""), view.Num(int(rate.Exposed), ""), {}, {}, {Blank: true}}
			if rate.Known {
				row[5], row[6] = hundredths(rate.Monthly*100), hundredths(rate.Error*100)
			}
			if rate.Assumed >= 0 {
				row[7] = hundredths(rate.Assumed)
			}
			t.Rows = append(t.Rows, view.Row{Cells: row})
		}
		t.Sources = appendNew(t.Sources, o.Stays.Source)
	}
	return t
}

// childrenPicture draws children under 6 with their range, and the other ages.
func childrenPicture(d outlook.Demand, r request) string {
	main, ok := d.Structure.Age(outlook.Under6)
	if !ok {
		return ""
	}
	picture := chart.Fan{Unit: r.In(personsUnit), Name: main.Name.In(r.Lang), AsOf: r.AsOf, Stock: true, From: max(d.First, r.AsOf.Month()-1)}
	for i, s := range main.Months {
		m := d.First + period.Month(i)
		picture.Steps = append(picture.Steps, chart.FanPoint{BandPoint: chart.BandPoint{Month: m, Low80: int64(s.Low), High80: int64(s.High)}, Median: int64(s.Median)})
	}
	for _, key := range []string{outlook.School, outlook.Under3, outlook.From3To6} {
		g, ok := d.Structure.Age(key)
		if !ok {
			continue
		}
		line := chart.Series{Name: g.Name.In(r.Lang)}
		for i, s := range g.Months {
			line.Points = append(line.Points, chart.Point{Month: d.First + period.Month(i), Value: int64(s.Median), Basis: figure.Forecast})
		}
		picture.Futures = append(picture.Futures, line)
	}
	frame := chart.Frame{ID: "kinder", Lang: r.Lang, Title: r.T("Kinder in den Unterkünften", "Children in the accommodation"), Desc: r.In(childrenSentence(d, r.AsOf)) + " " + r.In(belowTable)}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

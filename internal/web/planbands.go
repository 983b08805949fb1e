// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/exchange/chart"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// banded is a plan with the uncertainty of how many persons come, as known on the
// plan's own as-of date.
type banded struct {
	planning.Banded
	demand outlook.Demand
	// held is the share of persons that the replay found in bands of 80 %; nil where
	// there is no replay.
	held *float64
	// why says why there is no band; empty where there is one.
	why text.Text
}

func (b banded) some() bool { return len(b.Months) > 0 }

// bandsOf reckons the band of a plan.
func (s *server) bandsOf(ctx context.Context, e evaluated) (banded, error) {
	reach, err := s.Outlook.Reaches(ctx, e.AsOf)
	if err == nil && reach < e.From {
		return banded{why: text.T(
			"Die bekannten Zahlen reichen nicht weit genug, um für die Monate dieses Plans vorauszurechnen.",
			"The known figures do not reach far enough to reckon ahead for the months of this plan.")}, nil
	}
	var b banded
	if err == nil {
		b.demand, err = s.Outlook.Demand(ctx, e.AsOf, outlook.Wish{To: min(e.To, reach), Seed: outlook.DefaultSeed})
	}
	switch {
	case fault.KindOf(err) == fault.Invalid:
		return banded{why: fault.SayOf(err)}, nil
	case err != nil:
		return b, err
	}
	b.Banded, err = planning.Bands(e.run, planning.Paths{From: b.demand.First, Persons: b.demand.Persons, Lost: b.demand.Lost})
	return b, err
}

// heldBefore is the share of persons that the newest replay of today found in bands of
// 80 %; nil where there is none. A replay judges the method, not the plan.
func (s *server) heldBefore(ctx context.Context, r request) (*float64, error) {
	replay, _, some, err := s.Outlook.Newest(ctx, r.Today)
	if err != nil || !some || replay.Reliability.Number == 0 {
		return nil, err
	}
	return &replay.Reliability.Inside, nil
}

// sentences say how sure the plan is.
func (b banded) sentences(e evaluated) []text.Text {
	if !b.some() {
		return nil
	}
	list := []text.Text{say(func(l text.Lang) string { return b.chance(e, l) }), say(b.most), say(func(l text.Lang) string { return b.lies(e, l) })}
	if q, ok := b.dearest(); ok {
		list = append(list, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("An der oberen 80-%%-Grenze sind im %s %s Stellen mehr nötig als im Plan.",
				"At the upper 80 %% bound %[2]s more posts are needed than planned in the %[1]s.").In(l), quarterName(q.Planned.Month, l), l.Decimal((q.Posts.High-int64(q.Planned.PostsTotal))/10, 1))
		}))
	}
	return list
}

// chance says how probable a shortage is and from when on.
func (b banded) chance(e evaluated, l text.Lang) string {
	last := b.Months[len(b.Months)-1].Planned.Month
	known := fmt.Sprintf(text.T("Nach den bis zum %s bekannten Zahlen ", "By the figures known until %s ").In(l), e.AsOf.In(l))
	early, middle := b.Shortage()
	if early == nil {
		return known + fmt.Sprintf(text.T("reichen die Plätze bis %s in %s der Verläufe.", "the places suffice until %s in %s of the courses.").In(l), last.In(l), percentOf(b.Never, l))
	}
	share := fmt.Sprintf(text.T("in %s der Verläufe", "in %s of the courses").In(l), percentOf(1-b.Never, l))
	if b.Never == 0 {
		share = text.T("in jedem Verlauf", "in every course").In(l)
	}
	s := known + fmt.Sprintf(text.T("fehlen bis %s %s Plätze", "places are missing until %s %s").In(l), last.In(l), share)
	if middle == nil {
		return s + fmt.Sprintf(text.T(", in einem Zehntel schon ab %s.", ", in a tenth already from %s.").In(l), early.In(l))
	}
	if *early == *middle {
		return s + fmt.Sprintf(text.T(", in mehr als der Hälfte schon ab %s.", ", in more than half already from %s.").In(l), middle.In(l))
	}
	return s + fmt.Sprintf(text.T(", in der Hälfte spätestens ab %s, in einem Zehntel schon ab %s.", ", in half of them from %s at the latest, in a tenth already from %s.").In(l), middle.In(l), early.In(l))
}

// most says how many places are missing at the end, which is what has to be
// decided about.
func (b banded) most(l text.Lang) string {
	m := b.Months[len(b.Months)-1]
	if m.Missing.Median == 0 {
		return fmt.Sprintf(text.T("Ende %s reichen die Plätze im mittleren Verlauf; in %s der Verläufe fehlen dann welche, an der oberen 80-%%-Grenze %s.",
			"At the end of %s the places suffice in the median course; in %s of the courses some are missing then, %s at the upper 80 %% bound.").In(l),
			m.Planned.Month.In(l), percentOf(m.Probability, l), l.Int(m.Missing.High))
	}
	if b.held != nil && *b.held < prediction.LeastHeld {
		narrow := tooNarrow(*b.held, l)
		return fmt.Sprintf(text.T("Ende %s fehlen im mittleren Verlauf %s Plätze, 80-%%-Band %s bis %s; %s. Der Plan selbst rechnet mit %s.",
			"At the end of %s %s places are missing in the median course, 80 %% band %s to %s; %s. The plan itself reckons with %s.").In(l),
			m.Planned.Month.In(l), l.Int(m.Missing.Median), l.Int(m.Missing.Low), l.Int(m.Missing.High), narrow, l.Int(max(int64(m.Planned.Needed)-int64(m.Planned.Usable), 0)))
	}
	return fmt.Sprintf(text.T("Ende %s fehlen im mittleren Verlauf %s Plätze, mit 80 %% Wahrscheinlichkeit %s bis %s. Der Plan selbst rechnet mit %s.",
		"At the end of %s %s places are missing in the median course, with 80 %% probability %s to %s. The plan itself reckons with %s.").In(l),
		m.Planned.Month.In(l), l.Int(m.Missing.Median), l.Int(m.Missing.Low), l.Int(m.Missing.High), l.Int(max(int64(m.Planned.Needed)-int64(m.Planned.Usable), 0)))
}

// lies says where the plan lies against the courses: first whether it expects
// fewer or more persons than the middle one.
func (b banded) lies(e evaluated, l text.Lang) string {
	m := b.Months[len(b.Months)-1]
	planned, middle := int64(m.Planned.Persons), m.Persons.Median
	s := fmt.Sprintf(text.T("Der Plan rechnet für Ende %s mit %s Personen, ", "For the end of %s the plan reckons with %s persons, ").In(l), m.Planned.Month.In(l), l.Int(planned))
	span := fmt.Sprintf(text.T("80 %% der Verläufe liegen zwischen %s und %s.", "80 %% of the courses lie between %s and %s.").In(l), l.Int(m.Persons.Low), l.Int(m.Persons.High))
	switch {
	case planned < m.Persons.Low:
		s += fmt.Sprintf(text.T("weniger als neun von zehn Verläufen (mittlerer Verlauf: %s). Er ist damit zu knapp gerechnet, wenn es weitergeht wie bisher; ", "fewer than nine of ten courses (median course: %s). It is reckoned too tightly if things go on as they did; ").In(l), l.Int(middle))
	case planned > m.Persons.High:
		s += fmt.Sprintf(text.T("mehr als neun von zehn Verläufen (mittlerer Verlauf: %s); ", "more than nine of ten courses (median course: %s); ").In(l), l.Int(middle))
	case planned < middle:
		s += fmt.Sprintf(text.T("%s weniger als der mittlere Verlauf (%s). In mehr als der Hälfte der Verläufe sind also mehr Menschen unterzubringen als im Plan; ", "%s fewer than the median course (%s). So in more than half of the courses more people have to be housed than planned; ").In(l), l.Int(middle-planned), l.Int(middle))
	default:
		s += fmt.Sprintf(text.T("mindestens so vielen wie der mittlere Verlauf (%s); ", "at least as many as the median course (%s); ").In(l), l.Int(middle))
	}
	return s + span
}

// dearest is the end of the quarter in which the upper bound asks for most posts
// beyond the plan; false where it asks for none.
func (b banded) dearest() (planning.BandMonth, bool) {
	var most planning.BandMonth
	for _, m := range b.quarters() {
		if m.Posts.High-int64(m.Planned.PostsTotal) > most.Posts.High-int64(most.Planned.PostsTotal) {
			most = m
		}
	}
	return most, most.Planned.Month != 0
}

// quarters are the last months of the quarters.
func (b banded) quarters() []planning.BandMonth {
	var list []planning.BandMonth
	for i, m := range b.Months {
		if m.Planned.Month.OfYear()%3 == 0 || i == len(b.Months)-1 {
			list = append(list, m)
		}
	}
	return list
}

func quarterName(m period.Month, l text.Lang) string {
	n := (m.OfYear()-1)/3 + 1
	words := []text.Text{text.T("ersten", "first"), text.T("zweiten", "second"), text.T("dritten", "third"), text.T("vierten", "fourth")}[n-1]
	return fmt.Sprintf(text.T("%s Quartal %d", "%s quarter of %d").In(l), words.In(l), m.Year())
}

// percentOf writes a share without decimals, never 0 or 100 % where it is not.
func percentOf(share float64, l text.Lang) string {
	n := int64(share*100 + 0.5)
	switch {
	case n == 0 && share > 0:
		return text.T("weniger als ", "less than ").In(l) + l.Percent(1, 0)
	case n == 100 && share < 1:
		return text.T("mehr als ", "more than ").In(l) + l.Percent(99, 0)
	}
	return l.Percent(n, 0)
}

// bandContent is how sure a plan is, for its page.
type bandContent struct {
	Some                bool
	Why                 text.Text // why there is no band
	Sentences           []text.Text
	Places, Posts, Cost view.Table
}

func newBandContent(b banded, e evaluated, r request) *bandContent {
	if !b.some() {
		return &bandContent{Why: b.why}
	}
	return &bandContent{Some: true, Sentences: b.sentences(e), Places: b.placesTable(e), Posts: b.postsTable(e), Cost: b.costTable(e)}
}

func (c *bandContent) tables() []*view.Table {
	if !c.Some {
		return nil
	}
	return []*view.Table{&c.Places, &c.Posts, &c.Cost}
}

// bandChart is the picture of a plan: with its band where there is one.
func bandChart(b banded, e evaluated, r request) string {
	if b.some() {
		return b.fan(e, r)
	}
	return planChart(e, r)
}

// fan draws the places that may be needed against the usable ones.
func (b banded) fan(e evaluated, r request) string {
	picture := chart.Fan{
		Unit: r.T("Plätze", "places"), Name: r.T("mittlerer Verlauf", "median course"), Places: r.T("nutzbare Plätze", "usable places"),
		Naive: chart.Series{Name: r.T("laut Plan", "as planned")}, AsOf: e.AsOf, Stock: true,
	}
	var before int64 = -1
	for _, m := range e.run.Result.Months {
		picture.Naive.Points = append(picture.Naive.Points, chart.Point{Month: m.Month, Value: int64(m.Needed), Basis: figure.Assumed})
		if int64(m.Usable) != before {
			picture.Usable = append(picture.Usable, chart.Step{From: m.Month, Value: int64(m.Usable)})
			before = int64(m.Usable)
		}
	}
	for _, m := range b.Months {
		q := m.Needed
		picture.Steps = append(picture.Steps, chart.FanPoint{
			BandPoint: chart.BandPoint{Month: m.Planned.Month, Low80: q.Low, High80: q.High, Low95: q.Lowest, High95: q.Highest}, Median: q.Median,
		})
	}
	for _, d := range e.run.Result.Decisions {
		if !d.Past {
			picture.Marks = append(picture.Marks, chart.Mark{Date: d.Latest, Label: r.In(accommodation.Label(accommodation.Kinds, d.LeadTime.Kind))})
		}
	}
	frame := chart.Frame{
		ID: "bedarf-" + e.run.ID, Lang: r.Lang, Title: r.T("Benötigte und nutzbare Plätze", "Places needed and usable"),
		Desc: r.In(planSentence(e)) + " " + b.chance(e, r.Lang) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// placesTable is the band of places month by month.
func (b banded) placesTable(e evaluated) view.Table {
	places := text.T("Plätze", "places")
	t := view.Table{
		ID: "bandbreite", Caption: text.T("Benötigte Plätze mit Bandbreite, am letzten Tag des Monats", "Places needed with their band, on the last day of the month"), Fixed: true,
		Columns: []view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "planned", Name: text.T("laut Plan", "as planned"), Unit: places, Kind: view.Whole},
			{Key: "low", Name: text.T("80 %: von", "80%: from"), Unit: places, Kind: view.Whole},
			{Key: "median", Name: text.T("Mitte", "median"), Unit: places, Kind: view.Whole},
			{Key: "high", Name: text.T("80 %: bis", "80%: to"), Unit: places, Kind: view.Whole},
			{Key: "lowest", Name: text.T("95 %: von", "95%: from"), Unit: places, Kind: view.Whole},
			{Key: "highest", Name: text.T("95 %: bis", "95%: to"), Unit: places, Kind: view.Whole},
			{Key: "usable", Name: text.T("nutzbar", "usable"), Unit: places, Kind: view.Whole},
			{Key: "probability", Name: text.T("es fehlen Plätze", "places are missing"), Kind: view.Percent},
			{Key: "first", Name: text.T("zuerst in diesem Monat", "first in this month"), Kind: view.Percent},
			{Key: "missing", Name: text.T("es fehlen: Mitte", "missing: median"), Unit: places, Kind: view.Whole},
			{Key: "missing_high", Name: text.T("es fehlen: 80 %, bis", "missing: 80%, to"), Unit: places, Kind: view.Whole},
		},
		Sources: runSources(e.run),
		Note:    b.note(),
	}
	for _, m := range b.Months {
		month := m.Planned.Month
		ref := func(item, bound string) string { return planning.BandRef(e.run, item, bound, month) }
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.InMonth(month), view.Heads(m.Planned.Needed, runRef(e.run, "needed", month)),
			view.Num(m.Needed.Low, ref("needed", "low")), view.Num(m.Needed.Median, ref("needed", "median")), view.Num(m.Needed.High, ref("needed", "high")),
			view.Num(m.Needed.Lowest, ref("needed", "lowest")), view.Num(m.Needed.Highest, ref("needed", "highest")),
			view.Heads(m.Planned.Usable, runRef(e.run, "usable", month)),
			view.Num(int64(m.Probability*1000+0.5), ref("probability", "share")), view.Num(int64(m.First*1000+0.5), ref("first", "share")),
			view.Num(m.Missing.Median, ref("missing", "median")), view.Num(m.Missing.High, ref("missing", "high")),
		}})
	}
	return t
}

// note says how the courses came about.
func (b banded) note() text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s mögliche Verläufe aus den Zahlen, die am %s bekannt waren; %s von %s Monatsenden bis %s hat niemand gezählt, sie sind aus den Nachbarn gefüllt. Einen Anstieg oder sein Ende sieht kein Verlauf voraus.",
			"%s possible courses from the figures known on %s; nobody counted %s of %s ends of months until %s, they are filled from their neighbours. No course foresees a surge or its end.").In(l),
			l.Int(int64(b.Paths)), b.demand.AsOf.In(l), l.Int(int64(b.demand.Past.Filled)), l.Int(int64(len(b.demand.Past.Arrivals))), b.demand.Past.Last().In(l))
	})
}

// postsTable is the band of posts at the ends of the quarters.
func (b banded) postsTable(e evaluated) view.Table {
	t := view.Table{
		ID: "stellenband", Caption: text.T("Stellen mit Bandbreite, am Ende des Quartals", "Posts with their band, at the end of the quarter"), Fixed: true,
		Empty: text.T("Der Plan rechnet keine Stellen.", "The plan reckons no posts."),
		Columns: []view.Column{
			{Key: "month", Name: text.T("Quartal, bis Ende", "quarter, until the end of"), Kind: view.Month},
			{Key: "planned", Name: text.T("laut Plan", "as planned"), Kind: view.Posts},
			{Key: "low", Name: text.T("80 %: von", "80%: from"), Kind: view.Posts},
			{Key: "median", Name: text.T("Mitte", "median"), Kind: view.Posts},
			{Key: "high", Name: text.T("80 %: bis", "80%: to"), Kind: view.Posts},
			{Key: "more", Name: text.T("oben mehr als im Plan", "upper bound above the plan"), Kind: view.Posts},
		},
		Sources: runSources(e.run),
	}
	for _, m := range b.quarters() {
		if !m.Planned.PostsComplete && m.Planned.PostsTotal == 0 {
			continue
		}
		month := m.Planned.Month
		ref := func(bound string) string { return planning.BandRef(e.run, "posts", bound, month) }
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.InMonth(month), postsCell(m.Planned, runRef(e.run, "posts", month)), view.Num(m.Posts.Low, ref("low")), view.Num(m.Posts.Median, ref("median")),
			view.Num(m.Posts.High, ref("high")), signed(view.Num(m.Posts.High-int64(m.Planned.PostsTotal), ref("high"))),
		}})
	}
	return t
}

// costTable is the band of the cost of posts by budget year.
func (b banded) costTable(e evaluated) view.Table {
	euro := text.Same("EUR")
	t := view.Table{
		ID: "kostenband", Caption: text.T("Kosten der Stellen mit Bandbreite, je Haushaltsjahr", "Cost of posts with its band, by budget year"), Fixed: true,
		Empty: text.T("Der Plan nennt keine Preise.", "The plan names no prices."),
		Columns: []view.Column{
			{Key: "year", Name: text.T("Jahr", "year")},
			{Key: "planned", Name: text.T("laut Plan", "as planned"), Unit: euro, Kind: view.Money},
			{Key: "low", Name: text.T("80 %: von", "80%: from"), Unit: euro, Kind: view.Money},
			{Key: "median", Name: text.T("Mitte", "median"), Unit: euro, Kind: view.Money},
			{Key: "high", Name: text.T("80 %: bis", "80%: to"), Unit: euro, Kind: view.Money},
		},
		Sources: runSources(e.run),
		Note:    text.T("Die Grenze eines Jahres ist keine Summe von Monatsgrenzen: Jeder Verlauf wird für sich zusammengezählt.", "The bound of a year is no sum of monthly bounds: each course is added up by itself."),
	}
	for _, y := range b.Years {
		if y.Costs.Highest == 0 {
			continue
		}
		ref := func(bound string) string { return planning.BandYearRef(e.run, bound, y.Year.Year) }
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(text.Same(fmt.Sprint(y.Year.Year))), view.Num(y.Cost, planning.YearRef(e.run, y.Year.Year, "")),
			view.Num(y.Costs.Low, ref("low")), view.Num(y.Costs.Median, ref("median")), view.Num(y.Costs.High, ref("high")),
		}})
	}
	return t
}

// deriveBand derives a number of a plan's band.
func (s *server) deriveBand(ctx context.Context, r request, parts []string) (figure.Derivation, error) {
	run, err := s.Planning.Kept(ctx, parts[0])
	if err != nil {
		return figure.Derivation{}, err
	}
	b, err := s.bandsOf(ctx, evaluated{planning.Stored{Plan: run.Inputs.Plan}, run})
	if err != nil {
		return figure.Derivation{}, err
	}
	return planning.ExplainBand(run, b.Banded, parts[1:], b.demand.Explain())
}

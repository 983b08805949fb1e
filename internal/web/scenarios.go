// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"math"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

const scenariosPath = "/szenarien"

var scenariosName = text.T("Szenarien", "Scenarios")

// scenarios sets the baseline and the scenarios known on the as-of date side by side.
func (s *server) scenarios(ctx context.Context, r request) (answer, error) {
	all, err := s.Outlook.Cases(ctx, r.AsOf)
	if cannotReckon(err) {
		return s.scenariosWithout(ctx, r, err)
	}
	if err != nil {
		return answer{}, err
	}
	t := casesTable(all, r)
	c := scenariosContent{Table: t, Over: overSentence(all), Notes: caseNotes(all)}
	if c.Picture, err = casesPicture(all.Baseline, futures(all), r, r.In(casesSentence(all))); err != nil {
		return answer{}, err
	}
	return answer{
		name: scenariosName, answer: casesSentence(all), facts: caseFacts(all), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { c.Table = t; return scenariosBody(p, c) },
	}, nil
}

// cannotReckon reports whether what is known does not suffice to reckon ahead.
func cannotReckon(err error) bool {
	return fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.NotFound
}

// scenariosWithout lists the scenarios where nothing can be reckoned yet.
func (s *server) scenariosWithout(ctx context.Context, r request, why error) (answer, error) {
	list, err := s.Outlook.Scenarios(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	t := casesTable(outlook.Cases{}, r)
	t.Rows = nil
	for _, one := range list {
		t.Rows = append(t.Rows, view.Row{Cells: scenarioCells(outlook.Case{ID: one.ID, Name: text.Same(one.Name), Stored: &one}, r, blankCase(t))})
	}
	return answer{
		name: scenariosName, tables: []*view.Table{&t},
		answer: text.T("Am "+r.AsOf.In(text.De)+" ist zu wenig bekannt, um vorauszurechnen.", "On "+r.AsOf.In(text.En)+" too little is known to reckon ahead."),
		body:   func(p view.Page) templ.Component { return scenariosBody(p, scenariosContent{Table: t, Why: why}) },
	}, nil
}

// scenariosContent is what the list of scenarios shows.
type scenariosContent struct {
	Picture string
	Table   view.Table
	Over    text.Text // which scenarios have begun already
	Notes   []text.Text
	Why     error // nothing can be reckoned
}

// casesSentence tells what the scenario that tightens most does.
func casesSentence(all outlook.Cases) text.Text {
	base, c, ok := all.Baseline, outlook.Case{}, false
	for _, one := range all.List {
		if !one.Over && (!ok || tighter(one, c)) {
			c, ok = one, true
		}
	}
	if _, old := base.Demand.Stale(); old {
		return base.Outlook.Headline()
	}
	switch {
	case !ok && len(all.List) > 0:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Am %s haben alle %s Szenarien schon begonnen; %s.", "On %s all %s scenarios have begun already; %s.").In(l), all.AsOf.In(l), l.Int(int64(len(all.List))), lackWords(base, l, text.T("wie bisher", "as before").In(l)))
		})
	case !ok:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Am %s ist kein Szenario festgehalten; %s.", "On %s no scenario is kept; %s.").In(l), all.AsOf.In(l), lackWords(base, l, text.T("wie bisher", "as before").In(l)))
		})
	case firstOf(c) != firstOf(base):
		return say(func(l text.Lang) string { return beforeSentence(c, base, l) })
	case c.Warned == nil:
		return say(func(l text.Lang) string { return quietSentence(all, l) })
	}
	// The month is the same: what differs is how many come, or how many places are left.
	for _, one := range all.List {
		if !one.Over && missingApart(one, base, all) > missingApart(c, base, all) {
			c = one
		}
	}
	if c.Lost().High > 0 {
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Plätze fehlen ab %s, mit und ohne Szenario; am meisten ändert „%s“: %s Plätze fallen weg, Ende %s fehlen %s statt %s.",
				"Places are missing from %s, with and without a scenario; “%s” changes most: %s places are lost, at the end of %s %s instead of %s are missing.").In(l),
				firstOf(base).In(l), c.Name.In(l), lostWords(c, l), (all.AsOf.Month() + lastCaseMonth).In(l), l.Int(int64(missingIn(c, all))), l.Int(int64(missingIn(base, all))))
		})
	}
	return say(func(l text.Lang) string {
		m, a, b := all.AsOf.Month()+24, personsIn(c, all), personsIn(base, all)
		return fmt.Sprintf(text.T("Plätze fehlen ab %s, mit und ohne Szenario; am meisten ändert „%s“: Ende %s %s statt %s Personen.",
			"Places are missing from %s, with and without a scenario; “%s” changes most: at the end of %s %s instead of %s persons.").In(l),
			firstOf(base).In(l), c.Name.In(l), m.In(l), l.Int(int64(a)), l.Int(int64(b)))
	})
}

// quietSentence says that the threshold is reached in no case, and how probably places
// are missing all the same where that is most probable.
func quietSentence(all outlook.Cases, l text.Lang) string {
	worst := all.Baseline
	for _, c := range all.List {
		if !c.Over && c.Never < worst.Never {
			worst = c
		}
	}
	threshold, to, chance := l.Percent(int64(worst.Supply.Threshold.Percent), 0), worst.To().In(l), outlook.Chance(l, 1-worst.Never)
	if worst.ID == outlook.Baseline {
		return fmt.Sprintf(text.T("Keine Warnung bei der Schwelle von %s, mit und ohne Szenario; die Wahrscheinlichkeit, dass bis %s Plätze fehlen, ist höchstens %s.",
			"No warning at the threshold of %s, with and without a scenario; the probability that places are missing until %s is %s at most.").In(l), threshold, to, chance)
	}
	return fmt.Sprintf(text.T("Keine Warnung bei der Schwelle von %s, mit und ohne Szenario; die Wahrscheinlichkeit, dass bis %s Plätze fehlen, ist höchstens %s, im Szenario „%s“.",
		"No warning at the threshold of %s, with and without a scenario; the probability that places are missing until %s is %s at most, in the scenario “%s”.").In(l), threshold, to, chance, worst.Name.In(l))
}

// unwarned says of a case without a warning until when it reaches, and how probably
// places are missing before; it never says that they suffice.
func unwarned(c outlook.Case, l text.Lang) string {
	return fmt.Sprintf(text.T("keine Warnung bei der Schwelle von %s (Wahrscheinlichkeit fehlender Plätze bis %s: %s)", "no warning at the threshold of %s (probability of missing places until %s: %s)").In(l),
		l.Percent(int64(c.Supply.Threshold.Percent), 0), c.To().In(l), outlook.Chance(l, 1-c.Never))
}

// beforeSentence says from when on places are missing in a scenario and without it.
func beforeSentence(c, base outlook.Case, l text.Lang) string {
	scene := fmt.Sprintf(text.T("Im Szenario „%s“ %s", "In the scenario “%s” %s").In(l), c.Name.In(l), lostAside(c, l))
	switch a, b := firstOf(c), firstOf(base); {
	case c.Warned == nil:
		return scene + fmt.Sprintf(text.T("gibt es %s, ohne es fehlen Plätze ab %s.", "there is %s; without it places are missing from %s.").In(l), unwarned(c, l), b.In(l))
	case base.Warned == nil:
		return scene + fmt.Sprintf(text.T("fehlen ab %s Plätze, ohne es gibt es %s.", "places are missing from %s; without it there is %s.").In(l), a.In(l), unwarned(base, l))
	case a < b:
		return scene + fmt.Sprintf(text.T("fehlen ab %s Plätze, ohne es ab %s.", "places are missing from %s, without it from %s.").In(l), a.In(l), b.In(l))
	default:
		return scene + fmt.Sprintf(text.T("fehlen ab %s Plätze, ohne es schon ab %s.", "places are missing from %s, without it from %s already.").In(l), a.In(l), b.In(l))
	}
}

// lostAside names the places that a scenario takes away, in brackets; empty where it
// takes none.
func lostAside(c outlook.Case, l text.Lang) string {
	if c.Lost().High == 0 {
		return ""
	}
	return fmt.Sprintf(text.T("(%s Plätze fallen weg) ", "(%s places are lost) ").In(l), lostWords(c, l))
}

// lostWords write how many places a scenario takes away, from the lowest to the highest.
func lostWords(c outlook.Case, l text.Lang) string {
	lost := c.Lost()
	if lost.Low == lost.High {
		return l.Int(int64(lost.Likely))
	}
	return fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), l.Int(int64(lost.Low)), l.Int(int64(lost.High)))
}

// missingIn is the median of places missing in 24 months.
func missingIn(c outlook.Case, all outlook.Cases) int {
	m, _ := c.MissingAt(all.AsOf.Month() + lastCaseMonth)
	return m.Median
}

func lackWords(c outlook.Case, l text.Lang, how string) string {
	if c.Warned == nil {
		return fmt.Sprintf(text.T("%s gibt es %s", "%s there is %s").In(l), how, unwarned(c, l))
	}
	return fmt.Sprintf(text.T("%s fehlen ab %s Plätze", "%s places are missing from %s").In(l), how, c.Warned.In(l))
}

// firstOf is the first month of a shortage; a month that never comes where there is none.
func firstOf(c outlook.Case) period.Month {
	if c.Warned == nil {
		return math.MaxInt32
	}
	return *c.Warned
}

// tighter reports whether a case is short before another, or shorter at the end.
func tighter(a, b outlook.Case) bool {
	if firstOf(a) != firstOf(b) {
		return firstOf(a) < firstOf(b)
	}
	x, _ := a.PersonsAt(a.To())
	y, _ := b.PersonsAt(b.To())
	return x.Median > y.Median
}

func personsIn(c outlook.Case, all outlook.Cases) int {
	p, _ := c.PersonsAt(all.AsOf.Month() + 24)
	return p.Median
}

func personsApart(c, base outlook.Case, all outlook.Cases) float64 {
	return float64(personsIn(c, all) - personsIn(base, all))
}

// missingApart is by how much a case differs from another, in places missing or in
// persons, whichever is more.
func missingApart(c, base outlook.Case, all outlook.Cases) float64 {
	return max(math.Abs(personsApart(c, base, all)), math.Abs(float64(missingIn(c, all)-missingIn(base, all))))
}

func caseFacts(all outlook.Cases) []text.Text {
	return []text.Text{thresholdFact(all.Baseline.Supply.Threshold.Percent, all.Baseline.Supply.Threshold.Source)}
}

func thresholdFact(percent int, source string) text.Text {
	if source == "" {
		return text.T(fmt.Sprintf("„fehlen“ heißt: mit mindestens %d %% Wahrscheinlichkeit (Vorgabe des Programms)", percent), fmt.Sprintf("“missing” means: with a probability of at least %d%% (the program's own)", percent))
	}
	return text.T(fmt.Sprintf("„fehlen“ heißt: mit mindestens %d %% Wahrscheinlichkeit (%s)", percent, source), fmt.Sprintf("“missing” means: with a probability of at least %d%% (%s)", percent, source))
}

// caseNotes says what the reader must know of the numbers.
func caseNotes(all outlook.Cases) []text.Text {
	notes := []text.Text{text.T("Ein Szenario ist eine Annahme von jemandem an einem Tag, keine Vorhersage. Ob es so kommt, sagt das Programm nicht.",
		"A scenario is somebody's assumption of a day, not a forecast. Whether it will come the program does not say.")}
	if all.TooMuch > 0 {
		notes = append(notes, text.T(fmt.Sprintf("Die Gewichte ergeben zusammen %d %%. Bei mehr als 100 %% wird nichts gemischt; bitte ein Gewicht ändern.", all.TooMuch),
			fmt.Sprintf("The weights are %d%% together. Above 100%% nothing is mixed; please change a weight.", all.TooMuch)))
	}
	return notes
}

// overSentence names the scenarios that have begun already.
func overSentence(all outlook.Cases) text.Text {
	names := ""
	for _, c := range all.List {
		if c.Over {
			names += ", „" + c.Name.De + "“"
		}
	}
	if names == "" {
		return text.Text{}
	}
	last := all.Baseline.Demand.Past.Last()
	return text.T("Ihr erster Monat liegt nicht mehr vor uns: "+names[2:]+". Die Werte reichen schon bis "+last.In(text.De)+" und enthalten, was kam; darum wird nicht noch einmal damit gerechnet.",
		"Their first month does not lie ahead any more: "+names[2:]+". The figures reach until "+last.In(text.En)+" and hold what came; so they are not reckoned with again.")
}

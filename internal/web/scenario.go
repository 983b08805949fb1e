// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// whatifContent is what the page of one scenario shows.
type whatifContent struct {
	Stored               outlook.Stored
	Picture              string
	Effect               *view.Table // nil: nothing can be reckoned
	Assumptions, History view.Table
	Notes                []text.Text
	Why                  error
}

// scenario shows one scenario: what it does, what it assumes, who changed it when.
func (s *server) scenario(ctx context.Context, r request) (answer, error) {
	stored, err := s.Outlook.Scenario(ctx, r.PathValue("scenario"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	versions, err := s.Outlook.ScenarioHistory(ctx, stored.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := whatifContent{Stored: stored, Assumptions: assumptionsOf(stored.Scenario), History: scenarioHistory(versions)}
	a := answer{
		name: scenariosName, tables: []*view.Table{&c.Assumptions, &c.History},
		facts: []text.Text{text.Same(stored.Name), text.T("angenommen am "+stored.On.In(text.De)+" von: "+stored.Author, "assumed on "+stored.On.In(text.En)+" by: "+stored.Author)},
		body:  func(p view.Page) templ.Component { return whatifBody(p, c) },
	}
	all, err := s.Outlook.Cases(ctx, r.AsOf)
	one, ok := all.Case(stored.ID)
	switch {
	case cannotReckon(err):
		c.Why, a.answer = err, text.T("„"+stored.Name+"“: Es ist zu wenig bekannt, um vorauszurechnen.", "“"+stored.Name+"”: too little is known to reckon ahead.")
	case err != nil:
		return answer{}, err
	case !ok:
		a.answer = text.T("„"+stored.Name+"“ hat schon begonnen: Die Werte reichen bis "+all.Baseline.Demand.Past.Last().In(text.De)+".", "“"+stored.Name+"” has begun already: the figures reach until "+all.Baseline.Demand.Past.Last().In(text.En)+".")
	default:
		a.answer = caseSentence(one, all)
		t := effectTable(all, one, true)
		c.Effect, c.Notes = &t, append(begunNote(one), beyondNote(one)...)
		a.tables = append(a.tables, c.Effect)
		if c.Picture, err = casesPicture(one, []outlook.Case{all.Baseline}, r, r.In(a.answer)); err != nil {
			return answer{}, err
		}
	}
	return a, nil
}

// caseSentence tells what a scenario does against the baseline.
func caseSentence(c outlook.Case, all outlook.Cases) text.Text {
	if c.Idle() {
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Das Szenario „%s“ ändert nichts an dem, was hier steht: Gerechnet wird bis %s, seine Annahmen beginnen danach.",
				"The scenario “%s” changes nothing of what stands here: it is reckoned until %s, its assumptions begin after that.").In(l), c.Name.In(l), c.To().In(l))
		})
	}
	if _, old := all.Baseline.Demand.Stale(); old {
		return all.Baseline.Outlook.Headline()
	}
	if firstOf(c) != firstOf(all.Baseline) {
		return say(func(l text.Lang) string { return beforeSentence(c, all.Baseline, l) })
	}
	if c.Lost().High > 0 {
		return say(func(l text.Lang) string { return lostSentence(c, all, l) })
	}
	return say(func(l text.Lang) string {
		m, a, b := all.AsOf.Month()+lastCaseMonth, personsIn(c, all), personsIn(all.Baseline, all)
		return fmt.Sprintf(text.T("Im Szenario „%s“ leben Ende %s %s statt %s Personen in den Unterkünften; %s.",
			"In the scenario “%s” %[3]s instead of %[4]s persons live in the accommodation at the end of %[2]s; %[5]s.").In(l),
			c.Name.In(l), m.In(l), l.Int(int64(a)), l.Int(int64(b)), lackWords(c, l, text.T("mit und ohne es", "with and without it").In(l)))
	})
}

// lostSentence tells what a scenario does that takes places away: how many, how many are
// missing then, and how many live there where that differs too.
func lostSentence(c outlook.Case, all outlook.Cases, l text.Lang) string {
	m, n := all.AsOf.Month()+lastCaseMonth, func(i int) string { return l.Int(int64(i)) }
	s := fmt.Sprintf(text.T("Im Szenario „%s“ fallen %s Plätze weg: Ende %s fehlen %s statt %s", "In the scenario “%s” %s places are lost: at the end of %s %s instead of %s are missing").In(l),
		c.Name.In(l), lostWords(c, l), m.In(l), n(missingIn(c, all)), n(missingIn(all.Baseline, all)))
	if a, b := personsIn(c, all), personsIn(all.Baseline, all); a != b {
		s += fmt.Sprintf(text.T(", und %s statt %s Personen leben in den Unterkünften", ", and %s instead of %s persons live in the accommodation").In(l), n(a), n(b))
	}
	return s + "."
}

// beyondNote says which assumptions begin after the last month looked at.
func beyondNote(c outlook.Case) []text.Text {
	if c.Beyond == 0 {
		return nil
	}
	return []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s von %s Annahmen beginnen nach %s, dem letzten gerechneten Monat: Sie wirken sich hier nicht aus. Sie bleiben gespeichert und wirken, sobald der Stand nahe genug ist.",
			"%s of %s assumptions begin after %s, the last month reckoned: they have no effect here. They stay saved and have one once the as-of date is near enough.").In(l), l.Int(int64(c.Beyond)), l.Int(int64(len(c.Scenarios[0].Parts))), c.To().In(l))
	})}
}

func begunNote(c outlook.Case) []text.Text {
	if c.Begun == 0 {
		return nil
	}
	return []text.Text{text.T(fmt.Sprintf("%d Annahmen haben schon begonnen und stecken in den Werten; sie werden nicht noch einmal angelegt.", c.Begun), fmt.Sprintf("%d assumptions have begun already and are part of the figures; they are not laid over them again.", c.Begun))}
}

func scenarioHistory(versions []outlook.Stored) view.Table {
	t := view.Table{
		ID: "fassungen", Caption: text.T("Fassungen", "Versions"), Fixed: true,
		Columns: []view.Column{
			{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date},
			{Key: "on", Name: text.T("angenommen am", "assumed on"), Kind: view.Date},
			{Key: "author", Name: text.T("von", "by")},
			{Key: "weight", Name: text.T("Gewicht", "weight"), Kind: view.Percent},
			{Key: "assumption", Name: text.T("Annahme", "assumption")},
		},
	}
	for _, v := range versions {
		says := view.Say(say(v.Sentence))
		if v.Withdrawn {
			says = view.Say(text.T("zurückgezogen", "withdrawn"))
		}
		weight := view.Cell{Blank: true}
		if v.Weight > 0 {
			weight = view.Num(v.Weight*10, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Day(v.KnownFrom), view.Day(v.On), view.Say(text.Same(v.Author)), weight, says}})
	}
	return t
}

// deriveStructure shows how a number of the composition came about; the key of an
// area has a slash of its own.
func (s *server) deriveStructure(ctx context.Context, parts []string, asOf period.Date) (figure.Derivation, error) {
	m, err := period.ParseMonth(parts[1])
	if err != nil {
		return figure.Derivation{}, noNumber("web.deriveStructure")
	}
	return s.Outlook.DeriveStructure(ctx, parts[0], strings.Join(parts[2:], "/"), m, asOf)
}

// deriveCase shows how a number of a scenario came about.
func (s *server) deriveCase(ctx context.Context, parts []string, asOf period.Date) (figure.Derivation, error) {
	m, err := period.ParseMonth(parts[2])
	if err != nil {
		return figure.Derivation{}, noNumber("web.deriveCase")
	}
	return s.Outlook.DeriveCase(ctx, parts[0], parts[1], m, asOf)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/prediction"
	"planraum/internal/desk/forecasting"
	"planraum/internal/method/forecast"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// againParam asks for the forecast to be reckoned again.
const againParam = "nachrechnen"

// forecast shows a forecast as it was issued, and what came since.
func (s *server) forecast(ctx context.Context, r request) (answer, error) {
	f, err := s.Forecasting.Get(ctx, r.PathValue("forecast"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	scored, err := s.Forecasting.Score(ctx, f, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	known, err := s.Forecasting.Values(ctx, forecasting.Order{Subject: f.Subject, AsOf: f.AsOf})
	if err != nil {
		return answer{}, err
	}
	n, err := s.subjectsOf(ctx)
	if err != nil {
		return answer{}, err
	}
	breaks, err := s.Quality.Breaks(ctx, f.Subject.Indicator, f.Area, f.Group, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	steps, totals, scores := stepTable(f, scored.Indicator, scored.Steps), totalTable(f, scored.Indicator, scored.Totals), scoreTable(scored)
	months := openTable(f, scored.Indicator)
	areas, areaSteps := partTables(f, scored.Indicator, n, true)
	c := forecastContent{
		Areas: areas, AreaSteps: areaSteps, AreasSay: partsSentence(f, scored.Indicator, n),
		Open: forecasting.OpenWords(f), Months: months,
		Scored: scored, Steps: steps, Totals: totals, Scores: scores, Why: f.Reason(), Tested: testedWords(f), Missing: prediction.After(missingWords(f), scored.Unused), Naive: f.Method == forecast.Naive, Name: n.subject(f.Subject),
		Picture: fanned{Issued: f, indicator: scored.Indicator, known: known, came: cameSteps(scored), breaks: breaks}.fan(r),
	}
	if c.Beside, err = s.besideWarnings(ctx, r, f); err != nil {
		return answer{}, err
	}
	if r.URL.Query().Get(againParam) != "" {
		again, err := s.Forecasting.Reproduce(ctx, f)
		if err != nil {
			return answer{}, err
		}
		c.Again = &again
	}
	return answer{
		name: text.T("Prognosen", "Forecasts"), answer: scoredSentence(scored, n), facts: issuedFacts(scored.Issued), tables: []*view.Table{&steps, &totals, &c.Months, &c.Areas, &c.AreaSteps, &scores},
		body: func(p view.Page) templ.Component { return forecastBody(p, c) },
	}, nil
}

type forecastContent struct {
	Scored                forecasting.Scored
	Name                  text.Text
	Picture               string
	Steps, Totals, Scores view.Table
	Why, Tested, Missing  text.Text
	Open                  text.Text
	Months                view.Table // those that were not final
	Areas, AreaSteps      view.Table // no rows where areas were not asked for
	AreasSay              text.Text
	Naive                 bool
	Again                 *forecasting.Reproduced
	Beside                pointer // what the warnings say of the same month
}

func cameSteps(s forecasting.Scored) []forecasting.Given {
	var list []forecasting.Given
	for _, step := range s.Steps {
		if step.Given != nil {
			list = append(list, *step.Given)
		}
	}
	return list
}

// scoredSentence tells how good the forecast was, as far as that is known.
func scoredSentence(s forecasting.Scored, n subjects) text.Text {
	if s.Known == 0 {
		return saidSentence(s.Issued, n)
	}
	held, bias, came := 0, 0.0, 0.0
	for _, step := range s.Steps {
		if m := step.Mark; m != nil {
			bias += m.Error
			came += m.Came
			if m.Inside[80] {
				held++
			}
		}
	}
	return say(func(l text.Lang) string {
		sentence := fmt.Sprintf(text.T("%s: %s von %s bekannten Werten lagen im Bereich von 80 %%", "%s: %s of %s known values lay inside the 80%% range").In(l),
			n.subject(s.Subject).In(l), l.Int(int64(held)), l.Int(int64(s.Known)))
		switch {
		case came == 0:
			return sentence + "."
		case math.Round(100*bias/came) == 0:
			return sentence + text.T("; im Mittel traf der Median.", "; on average the median was right.").In(l)
		}
		return sentence + text.T("; der Median war im Mittel ", "; the median was on average ").In(l) + offWords(bias/came, l) + "."
	})
}

// issuedFacts say when, by whom and how a forecast was made.
func issuedFacts(f prediction.Issued) []text.Text {
	facts := []text.Text{
		text.T("Stand der Daten "+f.AsOf.In(text.De), "data as of "+f.AsOf.In(text.En)),
		text.T("abgelegt am "+f.MadeOn.In(text.De)+" von "+f.By, "issued on "+f.MadeOn.In(text.En)+" by "+f.By),
	}
	facts = append(cautions(f), facts...)
	if f.Afterwards() {
		facts = append(facts, text.T("nachträglich gerechnet", "reckoned afterwards"))
	}
	if !f.Released {
		facts = append(facts, text.T("aus allen bekannten Werten, auch nicht freigegebenen", "from all known figures, also unreleased ones"))
	}
	return facts
}

// scoreTable sums up the scores beside the naive forecast.
func scoreTable(s forecasting.Scored) view.Table {
	t := view.Table{
		ID: "bewertung", Caption: text.T("Wie gut die Prognose war", "How good the forecast was"), Fixed: true,
		Empty: text.T("Noch ist von keinem Schritt bekannt, was kam.", "Of no step it is known yet what came."),
		Note:  text.T("Mittel über die Schritte, deren Wert bekannt ist, in der Einheit der Kennzahl. CRPS aus Median und Grenzen: zwischen ihnen gerade Linien.", "Means over the steps whose value is known, in the unit of the indicator. CRPS from median and bounds: straight lines between them."),
		Columns: []view.Column{
			{Key: "score", Name: text.T("Maß", "measure")},
			{Key: "ours", Name: text.T("Prognose", "forecast"), Kind: view.Tenths},
			{Key: "naive", Name: text.T("naive Prognose", "naive forecast"), Kind: view.Tenths},
		},
	}
	if s.Known == 0 {
		return t
	}
	var bias, absolute, naive, naiveAbsolute, wis, naiveWIS, crps float64
	for _, step := range s.Steps {
		if m := step.Mark; m != nil {
			bias, absolute = bias+m.Error, absolute+math.Abs(m.Error)
			naive, naiveAbsolute = naive+m.Naive, naiveAbsolute+math.Abs(m.Naive)
			wis, naiveWIS, crps = wis+m.WIS, naiveWIS+m.NaiveWIS, crps+m.CRPS
		}
	}
	mean := func(v float64, item string) view.Cell {
		return view.Num(int64(math.Round(10*v/float64(s.Known))), forecasting.MeanRef(s.ID, item))
	}
	none := view.Cell{Known: true, Blank: true}
	for _, row := range []struct {
		name        text.Text
		ours, naive view.Cell
	}{
		{text.T("mittlerer Fehler", "mean error"), signed(mean(bias, "error")), signed(mean(naive, "naiveerror"))},
		{text.T("mittlerer Betrag des Fehlers", "mean absolute error"), mean(absolute, "absolute"), mean(naiveAbsolute, "naiveabsolute")},
		{text.T("gewichteter Intervallscore", "weighted interval score"), mean(wis, "wis"), mean(naiveWIS, "naivewis")},
		{text.Same("CRPS"), mean(crps, "crps"), none},
	} {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(row.name), row.ours, row.naive}})
	}
	return t
}

// forecastLabel names a field of the form.
func forecastLabel(name string, p view.Page) string {
	for _, one := range forecastFields {
		if one.name == name {
			return p.In(one.label)
		}
	}
	return name
}

// madeBy are the facts of the method, for below the numbers.
func madeBy(f forecasting.Scored, p view.Page) []view.Pair {
	list := []view.Pair{
		{Name: p.T("Verfahren", "method"), Value: f.Method + " (" + f.Version + ")"},
		{Name: p.T("Startwert", "seed"), Value: fmt.Sprint(f.Seed)},
		{Name: p.T("Verläufe in der Stichprobe", "courses in the sample"), Value: p.Lang.Int(int64(f.Paths))},
		{Name: p.T("Stelle im Hauptbuch", "position in the ledger"), Value: p.Lang.Int(f.Position)},
		{Name: p.T("Prüfsumme der Reihe (SHA-256)", "digest of the series (SHA-256)"), Value: f.Course.Digest},
	}
	if f.Nowcast != nil {
		list = append(list, view.Pair{Name: p.T("Hochrechnung der letzten Monate", "nowcast of the last months"), Value: p.In(forecasting.OriginWords(*f.Nowcast))},
			view.Pair{Name: p.T("Prüfsumme der Meldestände (SHA-256)", "digest of the vintages (SHA-256)"), Value: f.Nowcast.Digest})
	}
	if len(f.Models) > 0 {
		list = append(list, view.Pair{Name: p.T("Modelle", "models"), Value: strings.Join(f.Models, "; ")})
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/exchange/chart"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// forecasts answers what was foretold and what came.
func (s *server) forecasts(ctx context.Context, r request) (answer, error) {
	all, err := s.Capacity.Forecasts(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	breaks, err := s.brokenPersons(ctx, r, capacity.Persons)
	if err != nil {
		return answer{}, err
	}
	table := forecastTable(all)
	table.Note = joined(table.Note, breaks.note())
	return answer{
		name: text.T("Prognosen", "Forecasts"), answer: forecastSentence(all, r), facts: forecastFacts(all),
		tables: []*view.Table{&table},
		body: func(p view.Page) templ.Component {
			return forecastsBody(p, forecastsContent{Picture: forecastChart(all, breaks, r), Table: table, Some: len(all.List) > 0})
		},
	}, nil
}

// forecastSentence tells the largest miss that is known on the as-of date.
func forecastSentence(all capacity.Forecasts, r request) text.Text {
	worst, ok := all.Largest()
	return say(func(l text.Lang) string {
		switch {
		case len(all.List) == 0:
			return fmt.Sprintf(text.T("Bis zum %s ist keine Prognose bekannt.", "No forecast is known until %s.").In(l), r.AsOf.In(l))
		case !ok && len(all.List) == 1:
			return fmt.Sprintf(text.T("Am %s ist eine Prognose bekannt; was kam, ist noch nicht bekannt.", "On %s one forecast is known; what came is not known yet.").In(l), r.AsOf.In(l))
		case !ok:
			return fmt.Sprintf(text.T("Am %s sind %s Prognosen bekannt; was kam, ist noch für keine bekannt.", "On %s %s forecasts are known; what came is known for none of them yet.").In(l), r.AsOf.In(l), l.Int(int64(len(all.List))))
		case worst.Mark.Error == 0:
			return fmt.Sprintf(text.T("Alle %s prüfbaren Prognosen trafen genau.", "All %s forecasts that can be scored were exactly met.").In(l), l.Int(int64(all.Scored())))
		}
		return fmt.Sprintf(text.T("Für %s waren %s Personen vorausgesagt, untergebracht waren %s.", "For %s %s persons were forecast, %s were accommodated.").In(l),
			dayName(worst.Target(), l), l.Int(int64(worst.Mark.Forecast)), l.Int(int64(worst.Mark.Actual)))
	})
}

// dayName writes the last day of a year as its end.
func dayName(d period.Date, l text.Lang) string {
	if d == period.InYear(d.Year()).To {
		return fmt.Sprintf(text.T("Ende %d", "the end of %d").In(l), d.Year())
	}
	return text.T("den ", "").In(l) + d.In(l)
}

func forecastFacts(all capacity.Forecasts) []text.Text {
	if len(all.List) == 0 {
		return nil
	}
	return []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Prognosen: %s, davon prüfbar: %s", "Forecasts: %s, of which can be scored: %s").In(l), l.Int(int64(len(all.List))), l.Int(int64(all.Scored())))
	})}
}

func forecastTable(all capacity.Forecasts) view.Table {
	t := view.Table{
		ID: "prognosen", Caption: text.T("Alle Prognosen mit ihrem Fehler", "All forecasts with their error"),
		Empty: text.T("Bis zu diesem Stand ist keine Prognose bekannt. Ein späterer Stand zeigt mehr; eigene Prognosen kommen mit der Grundlage „forecast“ über „planraum import DATEI“.",
			"No forecast is known as of this date. A later date shows more; your own come with the basis “forecast” by “planraum import FILE”."),
		Columns: []view.Column{
			{Key: "made_on", Name: text.T("gemacht am", "made on"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlage oder Quelle", "paper or source")},
			{Key: "target", Name: text.T("für den", "for"), Kind: view.Date},
			{Key: "said", Name: text.T("gesagt", "said"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "came", Name: text.T("kam", "came"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "error", Name: text.T("Fehler", "error"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "relative", Name: text.T("Fehler, gemessen am Gekommenen", "error against what came"), Kind: view.Percent},
			{Key: "factor", Name: text.T("gekommen je gesagt", "came per said"), Unit: text.T("Faktor", "factor"), Kind: view.Hundredths},
		},
		Note: text.T("Fehler = gesagt − gekommen; unter 0 war die Prognose zu niedrig. Was kam, ist der Wert, den das Hauptbuch unter diesem Stand für den Tag wählt.",
			"Error = said − came; below 0 the forecast was too low. What came is the figure that the ledger picks for the day as of this date."),
	}
	for _, f := range all.List {
		row := []view.Cell{
			view.Day(f.Made()), view.Say(text.Same(f.Said.Source)), view.Day(f.Target()),
			figureCell(f.Said),
		}
		t.Rows = append(t.Rows, view.Row{Cells: append(row, scoreCells(f)...)})
		t.Sources = appendNew(t.Sources, f.Said.Source)
	}
	return t
}

// scoreCells are what came and how far off the forecast was; open where that
// is not known.
func scoreCells(f capacity.Foretold) []view.Cell {
	if f.Mark == nil {
		open := view.Cell{Blank: true, Mark: text.T("noch offen", "still open")}
		if f.Due {
			open.Mark = text.T("nicht bekannt", "not known")
		}
		return []view.Cell{open, {Blank: true}, {Blank: true}, {Blank: true}}
	}
	ref := fmt.Sprintf("score/%d", f.Said.ID)
	came := figureCell(f.Came.Figure)
	if f.Came.Basis != figure.Counted {
		came = came.With(f.Came.Basis.Label())
	}
	return []view.Cell{came, signed(view.Heads(f.Mark.Error, ref)), decimalCell(f.Mark.Relative, ref), decimalCell(f.Mark.Factor, ref)}
}

// decimalCell is a share or factor in the decimals of its column; blank where
// the method gives none.
func decimalCell(d *unit.Decimal, ref string) view.Cell {
	if d == nil {
		return view.Cell{Blank: true}
	}
	return view.Num(d.Amount, ref)
}

// drawnForecasts is how many papers the picture shows beside what came.
const drawnForecasts = 4

// forecastChart draws what came as dots and the worst forecasts as rays from
// the last count that was known when they were made to what they said.
func forecastChart(all capacity.Forecasts, breaks broken, r request) string {
	picture := chart.Lines{Unit: r.T("Personen", "persons"), AsOf: r.AsOf, Breaks: breaks.drawn(r.Lang)}
	if len(all.Course) > 0 {
		picture.Series = append(picture.Series, chart.Series{Name: r.T("was kam", "what came"), Points: points(all.Course)})
	}
	for _, paper := range papers(all.List) {
		name := r.T("gesagt am ", "said on ") + paper[0].Made().In(r.Lang)
		picture.Series = append(picture.Series, chart.Series{Name: name, Points: ray(paper)})
	}
	frame := chart.Frame{
		ID: "treffsicherheit", Lang: r.Lang, Title: r.T("Prognosen und tatsächlicher Verlauf", "Forecasts and the actual course"),
		Desc: r.In(forecastSentence(all, r)) + " " + r.In(belowTable),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

// papers groups forecasts by the day they were made and keeps those to draw:
// the largest misses first, then the newest of those still open. They come
// back in the order in which they were made.
func papers(list []capacity.Foretold) [][]capacity.Foretold {
	var groups [][]capacity.Foretold
	for _, f := range list {
		if n := len(groups); n > 0 && groups[n-1][0].Made() == f.Made() {
			groups[n-1] = append(groups[n-1], f)
			continue
		}
		groups = append(groups, []capacity.Foretold{f})
	}
	slices.SortStableFunc(groups, func(a, b []capacity.Foretold) int {
		x, y := largestMiss(a), largestMiss(b)
		if x != y {
			return int(y - x)
		}
		return b[0].Made().Compare(a[0].Made())
	})
	groups = groups[:min(len(groups), drawnForecasts)]
	slices.SortFunc(groups, func(a, b []capacity.Foretold) int { return a[0].Made().Compare(b[0].Made()) })
	return groups
}

// largestMiss is -1 where no forecast of the paper can be scored yet.
func largestMiss(paper []capacity.Foretold) unit.Headcount {
	miss := unit.Headcount(-1)
	for _, f := range paper {
		if f.Mark != nil {
			miss = max(miss, f.Mark.Absolute)
		}
	}
	return miss
}

// ray draws straight lines through the values of a paper, from the last count
// known when it was made; between them nobody said anything.
func ray(paper []capacity.Foretold) []chart.Point {
	var points []chart.Point
	reach := func(m period.Month, value int64) {
		if n := len(points); n > 0 {
			a := points[n-1]
			for i := a.Month + 1; i < m; i++ {
				part := unit.DivRoundHalfUp((value-a.Value)*int64(i-a.Month), int64(m-a.Month))
				points = append(points, chart.Point{Month: i, Value: a.Value + part, Basis: figure.Forecast})
			}
		}
		points = append(points, chart.Point{Month: m, Value: value, Basis: figure.Forecast})
	}
	if base := paper[0].Base; base != nil && !base.IsSecret() && base.Period.To.Month() < paper[0].Target().Month() {
		reach(base.Period.To.Month(), base.Value.Amount)
	}
	for _, f := range paper {
		reach(f.Target().Month(), f.Said.Value.Amount)
	}
	return points
}

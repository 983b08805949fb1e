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
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/forecasting"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// forecastsPath is the ledger of forecasts.
const forecastsPath = "/prognosen"

// forecasts answers what was said and what came.
func (s *server) forecasts(ctx context.Context, r request) (answer, error) {
	record, err := s.Forecasting.Record(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	issued, err := s.Forecasting.List(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	persons, err := s.Capacity.Forecasts(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	names, err := s.subjectsOf(ctx)
	if err != nil {
		return answer{}, err
	}
	breaks, err := s.brokenPersons(ctx, r, capacity.Persons)
	if err != nil {
		return answer{}, err
	}
	arrivals, err := s.arrivalsPicture(ctx, record, names, r)
	if err != nil {
		return answer{}, err
	}
	bySource, own, all := scoreOfSources(record), issuedTable(issued, record, names, r), saidTable(record, r)
	all.Note = joined(all.Note, breaks.note())
	return answer{
		name: text.T("Prognosen", "Forecasts"), answer: recordSentence(record, persons, names, r), facts: recordFacts(record),
		tables: []*view.Table{&bySource, &own, &all},
		body: func(p view.Page) templ.Component {
			return forecastsBody(p, forecastsContent{
				Figures: recordFigures(record, r), Arrivals: arrivals, Persons: forecastChart(persons, breaks, r), SomePersons: len(persons.List) > 0,
				BySource: bySource, Own: own, All: all,
			})
		},
	}, nil
}

// subjectsOf are what indicators, areas and groups are called.
func (s *server) subjectsOf(ctx context.Context) (subjects, error) {
	n := subjects{areas: map[area.ID]area.Area{}}
	var err error
	if n.areas, _, err = s.Capacity.Areas(ctx); err != nil {
		return n, err
	}
	if n.where, err = s.areaNames(ctx); err != nil {
		return n, err
	}
	for _, a := range n.areas {
		if a.Level == area.City {
			n.city = a.Name
		}
	}
	if n.indicators, err = s.Data.Indicators(ctx); err != nil {
		return n, err
	}
	n.groups, err = s.Data.Groups(ctx)
	return n, err
}

// enough is how many statements a mean needs before the page leads with it.
const enough = 3

// recordSentence tells how far statements on arrivals were off when numbers rose
// and when they fell, each kind by itself; before there are enough of them, what
// is known at all.
func recordSentence(record forecasting.Record, persons capacity.Forecasts, n subjects, r request) text.Text {
	parts := func(l text.Lang) (said []string) {
		for _, o := range forecasting.Origins {
			if part := kindWords(record.Said(capacity.Arrivals, o), l); part != "" {
				name := o.Plural().In(l)
				if len(said) == 0 {
					name += fmt.Sprintf(text.T(" von Zugängen für %s lagen", " of arrivals for %s were").In(l), n.city)
				}
				said = append(said, name+part)
			}
		}
		return said
	}
	if parts(text.De) == nil {
		return knownSentence(record, persons, r)
	}
	return say(func(l text.Lang) string { return strings.Join(parts(l), "; ") + "." })
}

// kindWords tell the bias of one kind of statements; nothing where there are too
// few of them.
func kindWords(line forecasting.Line, l text.Lang) string {
	var parts []string
	for _, one := range []struct {
		tally forecasting.Tally
		when  text.Text
	}{
		{line.Rising, text.T(" bei steigenden Zahlen im Mittel %s", " on average %s when numbers rose")},
		{line.Falling, text.T(" bei fallenden Zahlen im Mittel %s", " on average %s when numbers fell")},
	} {
		if one.tally.Count >= enough && !math.IsNaN(one.tally.Bias) {
			parts = append(parts, fmt.Sprintf(one.when.In(l), offWords(one.tally.Bias, l)))
		}
	}
	return strings.Join(parts, ",")
}

// knownSentence tells how many statements there are and of how many it is known
// what came; once a count of persons can be scored, the largest miss.
func knownSentence(record forecasting.Record, persons capacity.Forecasts, r request) text.Text {
	all, scored := int64(len(record.Statements)), int64(record.Scored())
	if _, ok := persons.Largest(); ok || all == 0 {
		return forecastSentence(persons, r)
	}
	return say(func(l text.Lang) string {
		switch {
		case all == 1:
			return forecastSentence(persons, r).In(l)
		case scored == 0:
			return fmt.Sprintf(text.T("Am %s sind %s Aussagen bekannt; was kam, ist noch für keine bekannt.", "On %s %s statements are known; what came is known for none of them yet.").In(l), r.AsOf.In(l), l.Int(all))
		}
		return fmt.Sprintf(text.T("Am %s sind %s Aussagen bekannt; von %s ist bekannt, was kam.", "On %s %s statements are known; of %s it is known what came.").In(l), r.AsOf.In(l), l.Int(all), l.Int(scored))
	})
}

// recordFigures are the numbers of the sentence, so that they can be asked.
func recordFigures(record forecasting.Record, r request) []view.KeyFigure {
	var list []view.KeyFigure
	for _, o := range forecasting.Origins {
		line := record.Said(capacity.Arrivals, o)
		for _, one := range []struct {
			split string
			when  text.Text
			tally forecasting.Tally
		}{
			{"rising", text.T(" von Zugängen, als die Zahlen stiegen", " of arrivals when numbers rose"), line.Rising},
			{"falling", text.T(" von Zugängen, als die Zahlen fielen", " of arrivals when numbers fell"), line.Falling},
		} {
			if one.tally.Count == 0 || math.IsNaN(one.tally.Bias) {
				continue
			}
			written := r.Lang.Percent(int64(math.Round(one.tally.Bias*1000)), 1)
			if one.tally.Bias > 0 {
				written = "+" + written
			}
			name := text.T(o.Plural().De+one.when.De, o.Plural().En+one.when.En)
			list = append(list, view.KeyFigure{Name: name, Written: written, Ref: line.Ref(one.split), Note: biasNote(one.tally.Count)})
		}
	}
	return list
}

func biasNote(count int) text.Text {
	if count == 1 {
		return text.T("Verzerrung aus einer Aussage", "bias of one statement")
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Verzerrung aus %s Aussagen", "bias of %s statements").In(l), l.Int(int64(count)))
	})
}

// offWords says by how many percent something was too high or too low.
func offWords(bias float64, l text.Lang) string {
	share := l.Percent(int64(math.Round(math.Abs(bias)*100)), 0)
	if bias < 0 {
		return share + text.T(" zu niedrig", " too low").In(l)
	}
	return share + text.T(" zu hoch", " too high").In(l)
}

func recordFacts(record forecasting.Record) []text.Text {
	if len(record.Statements) == 0 {
		return nil
	}
	return []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Aussagen: %s, davon prüfbar: %s", "Statements: %s, of which can be scored: %s").In(l), l.Int(int64(len(record.Statements))), l.Int(int64(record.Scored())))
	})}
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

// dayName names the end of a year as such, any other day by its date.
func dayName(d period.Date, l text.Lang) string {
	if d == period.InYear(d.Year()).To {
		return fmt.Sprintf(text.T("Ende %d", "the end of %d").In(l), d.Year())
	}
	return text.T("den ", "").In(l) + d.In(l)
}

// stepNames name the steps of a frequency.
var stepNames = map[int]text.Text{12: text.T("Monate", "months"), 4: text.T("Quartale", "quarters"), 1: text.T("Jahre", "years")}

// subjectName says what a forecast speaks of.
func (n subjects) subject(s prediction.Subject) text.Text {
	return say(func(l text.Lang) string {
		name := n.indicator(s.Indicator).Name.In(l)
		if a, known := n.areas[s.Area]; known && a.Level != area.City {
			name += ", " + n.where.of(a.ID, l)
		}
		if g := n.group(s.Group); g != (text.Text{}) {
			name += ", " + g.In(l)
		}
		return name
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"math"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// pointer is a sentence with a page behind it.
type pointer struct {
	Says  text.Text
	Name  text.Text // of the link
	Path  string
	Right string // the path of the route that is to be allowed
}

// earlier says how wrong earlier forecasts of persons were, and what the ledger's
// forecast says beside the warnings.
type earlier struct {
	Misses []pointer
	Beside pointer
}

// earlierForecasts gathers what the page of warnings says of earlier forecasts. A
// replay judges the method, not the city: where none was judged by the page's day the
// newest one is shown, with the day by which it judges.
func (s *server) earlierForecasts(ctx context.Context, r request, o outlook.Outlook) (earlier, error) {
	var e earlier
	report, _, some, err := s.Outlook.Newest(ctx, r.AsOf)
	if err == nil && !some {
		report, _, some, err = s.Outlook.Newest(ctx, r.Today)
	}
	if err != nil {
		return e, err
	}
	to := r.Page
	if some && report.AsOf.After(r.AsOf) {
		to.AsOf = report.AsOf
	}
	said := pointer{Name: text.T("Rückschau ansehen", "see the replay"), Path: to.Href(replayPath), Right: replayPath}
	said.Says = text.T("Noch ist keine Rückschau gerechnet: Sie zeigt, wovor gewarnt worden wäre und was kam.", "No replay has been reckoned yet: it shows what would have been warned of and what came.")
	if misses, ok := report.SayMisses(); some && ok {
		said.Says = say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Rückschau %s bis %s (beurteilt nach dem Stand vom %s): %s", "Replay %s to %s (judged as of %s): %s").In(l), report.From.In(l), report.To.In(l), report.AsOf.In(l), misses.In(l))
		})
	} else if some {
		said.Says = report.Answer()
	}
	e.Misses = append(e.Misses, said)
	if err := s.othersMissed(ctx, r, &e); err != nil {
		return e, err
	}
	if !r.Allowed("GET " + forecastsPath) {
		return e, nil
	}
	f, ok, err := s.newestOfPersons(ctx, r.AsOf)
	if err != nil || !ok {
		return e, err
	}
	if last, some := o.Last(); some {
		if other, ok := otherOf(f, last); ok {
			e.Beside.Says, _ = o.Beside(other)
			to := r.Page
			if f.MadeOn.After(to.AsOf) {
				to.AsOf = f.MadeOn // it is known from that day on
			}
			e.Beside.Name, e.Beside.Path = text.T("Diese Prognose ansehen", "see this forecast"), to.Href(forecastsPath+"/"+f.ID)
		}
	}
	return e, nil
}

// othersMissed adds how far what others had said of the persons was off, as scored by
// the page's day.
func (s *server) othersMissed(ctx context.Context, r request, e *earlier) error {
	record, err := s.Forecasting.Record(ctx, r.AsOf)
	if err != nil {
		return err
	}
	line := record.Outside(outlook.Persons)
	if line.All.Count == 0 {
		return nil
	}
	e.Misses = append(e.Misses, pointer{
		Says: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Bis zum %s lassen sich %s veröffentlichte Aussagen über untergebrachte Personen an dem messen, was kam: Sie lagen im Mittel um %s Personen daneben.",
				"Until %s %s published statements on accommodated persons can be measured by what came: they were off by %s persons on average.").In(l),
				r.AsOf.In(l), l.Int(int64(line.All.Count)), l.Int(int64(math.Round(line.All.Absolute))))
		}),
		Name: text.T("Alle Prognosen und was kam", "all forecasts and what came"), Path: r.Href(forecastsPath), Right: forecastsPath,
	})
	return nil
}

// newestOfPersons is the forecast of the persons in the city's housing with the newest
// data until a day, of those that the reader may see, also of those reckoned afterwards.
func (s *server) newestOfPersons(ctx context.Context, asOf period.Date) (prediction.Issued, bool, error) {
	list, err := s.Forecasting.List(ctx, period.Date{})
	if err != nil {
		return prediction.Issued{}, false, err
	}
	settings, err := s.Data.Settings(ctx)
	if err != nil {
		return prediction.Issued{}, false, err
	}
	for _, f := range slices.Backward(list) {
		if ofPersons(f) && f.Area == settings.Area && !f.AsOf.After(asOf) {
			return f, true, nil
		}
	}
	return prediction.Issued{}, false, nil
}

// ofPersons reports whether a forecast is of the persons that warnings speak of too.
func ofPersons(f prediction.Issued) bool {
	return f.Subject.Indicator == outlook.Persons && f.Group == population.All && f.Frequency == 12
}

// otherOf is the last step of a forecast until a month; false where it has none.
func otherOf(f prediction.Issued, until period.Month) (outlook.Other, bool) {
	for _, step := range slices.Backward(f.Steps) {
		near, ok := step.Within(80)
		if m := step.To.Month(); ok && m <= until {
			return outlook.Other{
				AsOf: f.AsOf, Month: m, Median: whole(step.Median), Low: whole(near.Low), High: whole(near.High), Values: f.Course.Values(), Afterwards: f.Afterwards(),
			}, true
		}
	}
	return outlook.Other{}, false
}

func whole(x float64) int { return int(math.Round(x)) }

// besideWarnings sets a forecast of persons beside the warnings of its day; empty for
// other forecasts, and for who may not read warnings.
func (s *server) besideWarnings(ctx context.Context, r request, f prediction.Issued) (pointer, error) {
	settings, err := s.Data.Settings(ctx)
	if err != nil || !ofPersons(f) || f.Area != settings.Area || !r.Allowed("GET "+warningsPath) {
		return pointer{}, err
	}
	o, err := s.Outlook.Look(ctx, f.AsOf, asked)
	switch kind := fault.KindOf(err); {
	case err != nil && (kind == fault.Invalid || kind == fault.NotFound):
		return pointer{}, nil
	case err != nil:
		return pointer{}, err
	}
	last, some := o.Last()
	other, ok := otherOf(f, last)
	if !some || !ok {
		return pointer{}, nil
	}
	to := r.Page
	to.AsOf = f.AsOf
	p := pointer{Name: text.T("Die Warnungen dieses Tages ansehen", "see the warnings of this day"), Path: to.Href(warningsPath)}
	p.Says, _ = o.Beside(other)
	return p, nil
}

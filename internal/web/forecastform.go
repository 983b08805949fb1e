// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/population"
	"planraum/internal/city/prediction"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/forecasting"
	"planraum/internal/fault"
	"planraum/internal/method/forecast"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// newForecast asks what is to be forecast.
func (s *server) newForecast(ctx context.Context, r request) (answer, error) {
	q := r.URL.Query()
	f := forecastEntry{values: url.Values{}}
	for name, standing := range map[string]string{
		"indicator": capacity.Arrivals, "area": "", "group": string(population.All), "frequency": "12", "horizon": "12",
		"parts": "", "as_of": r.AsOf.String(), "method": forecast.Auto, "seed": "1",
	} {
		if asked := q.Get(name); asked != "" {
			standing = asked
		}
		f.values.Set(name, standing)
	}
	return s.forecastForm(ctx, r, f, nil)
}

// issueForecast shows the forecast that was asked for, and keeps it once it was
// seen.
func (s *server) issueForecast(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.issueForecast: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	f := forecastEntry{values: r.PostForm}
	order, rows := f.order()
	if rows = append(rows, order.Check(r.Today)...); len(rows) > 0 {
		f.faults = dedupe(rows)
		return s.forecastForm(ctx, r, f, nil)
	}
	if f.get("schritt") == "ablegen" && f.get("gesehen") == f.stamp() {
		kept, _, err := s.Forecasting.Issue(ctx, order, r.By(), time.Now().UTC())
		if err == nil {
			to := r.Page
			to.AsOf = r.Today // it is known from today on
			return answer{redirect: to.Href(forecastsPath + "/" + kept.ID)}, nil
		}
		return s.refusedForecast(ctx, r, f, err)
	}
	draft, err := s.Forecasting.Try(ctx, order)
	if err != nil {
		return s.refusedForecast(ctx, r, f, err)
	}
	f.values.Set("gesehen", f.stamp())
	return s.forecastForm(ctx, r, f, &draft)
}

func (s *server) refusedForecast(ctx context.Context, r request, f forecastEntry, err error) (answer, error) {
	if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.NotFound {
		return answer{}, err
	}
	f.faults, f.refused = fault.RowsOf(err), err
	return s.forecastForm(ctx, r, f, nil)
}

// forecastForm shows the form, with the forecast that it gives where there is one.
func (s *server) forecastForm(ctx context.Context, r request, f forecastEntry, draft *forecasting.Draft) (answer, error) {
	n, err := s.subjectsOf(ctx)
	if err != nil {
		return answer{}, err
	}
	if cityOf(n) == "" {
		return noFigures(), nil
	}
	if f.get("area") == "" {
		f.values.Set("area", string(cityOf(n)))
	}
	f.areas = n.where
	if f.options, err = s.forecastOptions(ctx, r, n, f); err != nil {
		return answer{}, err
	}
	a := answer{name: text.T("Prognosen", "Forecasts"), answer: text.T("Was soll vorausgesagt werden?", "What is to be forecast?")}
	c := forecastFormContent{Entry: f}
	switch {
	case len(f.faults) > 0 || f.refused != nil:
		a.status, a.answer = http.StatusUnprocessableEntity, text.T("Die Prognose ist noch nicht gerechnet", "The forecast has not been reckoned yet")
	case draft != nil:
		a.answer, a.facts = saidSentence(draft.Issued, n), cautions(draft.Issued)
		if c, err = s.draftContent(ctx, r, f, *draft); err != nil {
			return answer{}, err
		}
	}
	a.body = func(p view.Page) templ.Component { return forecastFormBody(p, c) }
	return a, nil
}

// noFigures says what is needed before anything can be forecast.
func noFigures() answer {
	return answer{
		name: text.T("Prognosen", "Forecasts"), answer: text.T("Noch lässt sich nichts voraussagen.", "Nothing can be forecast yet."),
		body: func(p view.Page) templ.Component {
			return view.Notice(p, p.T("Zuerst müssen Gebiete und Zahlen eingelesen werden, auf der Seite der Daten oder mit „planraum import“.", "Areas and figures have to be imported first, on the page of data or with “planraum import”."))
		},
	}
}

func (s *server) draftContent(ctx context.Context, r request, f forecastEntry, draft forecasting.Draft) (forecastFormContent, error) {
	breaks, err := s.Quality.Breaks(ctx, draft.Issued.Indicator, draft.Area, draft.Group, draft.AsOf)
	if err != nil {
		return forecastFormContent{}, err
	}
	steps, totals := stepTable(draft.Issued, draft.Indicator, nil), totalTable(draft.Issued, draft.Indicator, nil)
	n, err := s.subjectsOf(ctx)
	if err != nil {
		return forecastFormContent{}, err
	}
	areas, _ := partTables(draft.Issued, draft.Indicator, n, false)
	beside, err := s.besideWarnings(ctx, r, draft.Issued)
	if err != nil {
		return forecastFormContent{}, err
	}
	return forecastFormContent{
		Beside: beside,
		Areas:  areas, AreasSay: partsSentence(draft.Issued, draft.Indicator, n),
		Entry: f, Shown: true, Why: draft.Reason(), Tested: testedWords(draft.Issued), Naive: draft.Method == forecast.Naive,
		Later: draft.Afterwards(), Missing: prediction.After(missingWords(draft.Issued), draft.Unused), Open: forecasting.OpenWords(draft.Issued), Months: openTable(draft.Issued, draft.Indicator), Steps: steps, Totals: totals,
		Picture: fanned{Issued: draft.Issued, indicator: draft.Indicator, known: draft.Known, breaks: breaks}.fan(r),
	}, nil
}

// forecastFormContent is the form and the forecast that it gives.
type forecastFormContent struct {
	Entry           forecastEntry
	Shown           bool
	Picture         string
	Why             text.Text
	Tested, Missing text.Text
	Open            text.Text
	Naive, Later    bool
	Steps, Totals   view.Table
	Months          view.Table // those that are not final
	Areas           view.Table // what is said of each; no rows where they were not asked for
	AreasSay        text.Text
	Beside          pointer // what the warnings say of the same month
}

// forecastOptions are what the lists of the form offer.
func (s *server) forecastOptions(ctx context.Context, r request, n subjects, f forecastEntry) (map[string][]view.Option, error) {
	holding, err := s.Data.Holding(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	options := map[string][]view.Option{}
	offer := func(name, value, label string) {
		options[name] = append(options[name], view.Option{Name: label, Value: value, Chosen: value == f.get(name)})
	}
	for _, line := range holding.Lines {
		if line.Figures > 0 {
			offer("indicator", line.Indicator.Code, line.Indicator.Name.In(r.Lang))
		}
	}
	slices.SortStableFunc(options["indicator"], func(a, b view.Option) int { return r.Lang.Compare(a.Name, b.Name) })
	if id := area.ID(f.get("area")); id != "" && !n.where.has(id) {
		offer("area", string(id), string(id)) // beside the areas that there are
	}
	for _, g := range n.groups {
		offer("group", string(g.ID), g.Name.In(r.Lang))
	}
	for _, frequency := range []int{12, 4, 1} {
		offer("frequency", strconv.Itoa(frequency), stepNames[frequency].In(r.Lang))
	}
	for _, one := range partChoices {
		offer("parts", one.level, one.name.In(r.Lang))
	}
	for _, m := range forecast.Methods {
		offer("method", m, m)
	}
	for name, list := range options { // what was sent stays, also where it is none of the list
		if typed := f.get(name); !slices.ContainsFunc(list, func(o view.Option) bool { return o.Chosen }) && typed != "" {
			options[name] = append(list, view.Option{Name: typed, Value: typed, Chosen: true})
		}
	}
	return options, nil
}

// fewWords say on how few values a forecast rests; empty where it rests on enough.
func fewWords(f prediction.Issued, l text.Lang) string {
	known := f.Course.Values()
	switch {
	case known >= forecast.Few && known >= f.Course.Missing:
		return ""
	case known == 1:
		return text.T("aus nur einem Wert, ", "from only one value, ").In(l)
	}
	return fmt.Sprintf(text.T("aus nur %s Werten, ", "from only %s values, ").In(l), l.Int(int64(known)))
}

// saidSentence tells the last step of a forecast in one short sentence. What makes it
// weak stands below it, see cautions; a band that did not hold is called no probability.
func saidSentence(f prediction.Issued, n subjects) text.Text {
	i, s := n.indicator(f.Subject.Indicator), f.Steps[len(f.Steps)-1]
	near, _ := s.Within(80)
	said := text.T("%s: %sfür %s im Median %s %s, mit 80 %% Wahrscheinlichkeit %s bis %s.", "%s: %sfor %s the median is %s %s, with 80%% probability %s to %s.")
	if f.NotHeld() != (text.Text{}) {
		said = text.T("%s: %sfür %s im Median %s %s, 80-%%-Band %s bis %s.", "%s: %sfor %s the median is %s %s, 80%% band %s to %s.")
	}
	return say(func(l text.Lang) string {
		v := func(x float64) string { return forecasting.Write(l, x, decimals(i)) }
		return fmt.Sprintf(said.In(l), n.subject(f.Subject).In(l), fewWords(f, l), s.Period().In(l), v(s.Median), i.Unit.In(l), v(near.Low), v(near.High))
	})
}

// cautions stand right below the sentence: bands that did not hold, and missing values.
func cautions(f prediction.Issued) []text.Text {
	var list []text.Text
	if said := f.NotHeld(); said != (text.Text{}) {
		list = append(list, said)
	}
	if known := int64(f.Course.Values()); fewWords(f, text.De) != "" && f.Course.Missing > 0 {
		list = append(list, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Werte der Reihe sind bekannt, %s fehlen", "%s values of the series are known, %s are missing").In(l), l.Int(known), l.Int(int64(f.Course.Missing)))
		}))
	}
	return list
}

// tooNarrow says how few values such bands held before; empty where they held enough.
func tooNarrow(share float64, l text.Lang) string { return prediction.TooNarrow(share).In(l) }

// testedWords tells the back-test; nothing where there was none, which the
// method's own words say.
func testedWords(f prediction.Issued) text.Text {
	b := f.Back
	if b == nil {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("An %s früheren Zeitpunkten derselben Reihe, bis zu %s Schritte voraus, lagen %s der Werte im Bereich von 80 %% und %s im Bereich von 95 %%.",
			"At %s earlier times of the same series, up to %s steps ahead, %s of the values lay inside the 80%% range and %s inside the 95%% range.").In(l),
			l.Int(int64(b.Origins)), l.Int(int64(b.Horizon)), l.Percent(int64(b.Coverage80*100+0.5), 0), l.Percent(int64(b.Coverage95*100+0.5), 0))
	})
}

// missingWords say from how much a forecast was reckoned.
func missingWords(f prediction.Issued) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("Gerechnet aus %s Schritten ab %s", "Reckoned from %s steps from %s").In(l), l.Int(int64(f.Course.Given)), f.Course.Start.In(l))
		if f.Course.Missing > 0 {
			return s + fmt.Sprintf(text.T("; von %s fehlt der Wert.", "; of %s the value is missing.").In(l), l.Int(int64(f.Course.Missing)))
		}
		return s + "."
	})
}

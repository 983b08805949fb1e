// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/desk/data"
	"planraum/internal/exchange/chart"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the page of an indicator.
const (
	areaParam   = "gebiet"
	groupParam  = "gruppe"
	chooseParam = "waehlen"
)

// seriesContent is all that the page of an indicator shows.
type seriesContent struct {
	Course  data.Course
	Chart   string
	Figures view.Table
	// Contradictions are the periods of which figures state different values.
	Contradictions []figure.Picked
	Accounts       *view.Table // nil: the indicator stands in no account
	Remarks        []remark    // on the accounts
	Choice         *choiceForm // nil: nothing is being chosen
	Vintages       vintagesContent
}

// choiceForm is the choice of one of several contradicting figures.
type choiceForm struct {
	Figure  figure.Figure
	Effect  data.Effect
	Reason  view.Field
	Preview bool // the effect of what was typed is shown, it can be kept
	Refused error
}

// series shows an indicator in an area and group: which value counts for each
// period, why, and what contradicts it.
func (s *server) series(ctx context.Context, r request) (answer, error) {
	var form *choiceForm
	if id, err := strconv.ParseInt(r.Query.Get(chooseParam), 10, 64); err == nil && r.Allowed("POST /daten/{indicator}") {
		if form, err = s.choiceForm(ctx, r, id, ""); err != nil {
			return answer{}, err
		}
	}
	return s.seriesAnswer(ctx, r, form)
}

func (s *server) seriesAnswer(ctx context.Context, r request, form *choiceForm) (answer, error) {
	course, err := s.Data.Course(ctx, r.PathValue("indicator"), area.ID(r.Query.Get(areaParam)), population.ID(r.Query.Get(groupParam)), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	breaks, err := s.Quality.Breaks(ctx, course.Indicator.Code, course.Area.ID, course.Group.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := seriesContent{Course: course, Figures: figureTable(course, breaks, r), Chart: seriesChart(course, breaks, r), Choice: form}
	a := answer{
		name: text.T("Daten", "Data"), answer: seriesSentence(course, r), tables: []*view.Table{&c.Figures},
		facts: []text.Text{course.Indicator.Name, text.Same(course.Area.Name), text.T("Gruppe: "+course.Group.Name.De, "Group: "+course.Group.Name.En)},
	}
	for _, p := range course.Picked {
		if data.Contradicts(p) {
			c.Contradictions = append(c.Contradictions, p)
		}
	}
	if c.Vintages, err = s.vintages(ctx, course, r); err != nil {
		return answer{}, err
	}
	if c.Vintages.Sums != nil {
		a.tables = append(a.tables, c.Vintages.Sums)
	}
	if data.InAccount(course.Indicator.Code) {
		list, err := s.Data.Accounts(ctx, course.Area.ID, course.Group.ID, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		accounts := accountTable(list)
		c.Accounts, c.Remarks = &accounts, accountRemarks(list)
		a.tables = append(a.tables, c.Accounts)
	}
	if form != nil && form.Refused != nil {
		a.status = http.StatusUnprocessableEntity
	}
	a.body = func(p view.Page) templ.Component { return seriesBody(p, c) }
	return a, nil
}

// choose previews a planner's choice and keeps it in a second step.
func (s *server) choose(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.choose: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	id, err := strconv.ParseInt(r.PostForm.Get("figure"), 10, 64)
	if err != nil {
		return answer{}, fault.New(fault.Invalid, "web.choose", "Es wurde kein Wert gewählt.", "No figure was chosen.")
	}
	reason := r.PostForm.Get("reason")
	form, err := s.choiceForm(ctx, r, id, reason)
	if err != nil {
		return answer{}, err
	}
	if err := data.CheckReason(reason); err != nil {
		form.Refused = err
		form.Reason.Error = r.In(fault.RowsOf(err)[0].Expected)
		return s.seriesAnswer(ctx, r, form)
	}
	if r.PostForm.Get("schritt") != "speichern" {
		form.Preview = true
		return s.seriesAnswer(ctx, r, form)
	}
	if err := s.Data.Choose(ctx, id, reason, r.By(), r.AsOf, time.Now().UTC()); err != nil {
		return answer{}, err
	}
	return answer{redirect: r.Here(chooseParam, "") + "#wert-" + strconv.FormatInt(id, 10)}, nil
}

// choiceForm fills the form for a figure. It answers NotFound for a figure
// that was not known on the as-of date or is not one of the page's indicator.
func (s *server) choiceForm(ctx context.Context, r request, id int64, reason string) (*choiceForm, error) {
	effect, err := s.Data.Effect(ctx, id, r.AsOf)
	if err != nil {
		return nil, err
	}
	if effect.Indicator.Code != r.PathValue("indicator") {
		return nil, fault.New(fault.NotFound, "web.choiceForm", "Dieser Wert gehört nicht zu der Kennzahl.", "This figure is not one of the indicator.")
	}
	return &choiceForm{
		Figure: effect.After, Effect: effect,
		Reason: view.Field{
			Name: "reason", Label: r.T("Begründung", "Reason"), Lines: 3, Value: reason,
			Hint: r.T("Sie steht künftig in jeder Herleitung, die auf diesem Wert beruht. Bitte keine Namen von Personen.", "Every derivation that rests on this figure will show it. No names of persons, please."),
		},
	}, nil
}

// seriesSentence says the newest value and how far sources agree.
func seriesSentence(c data.Course, r request) text.Text {
	if len(c.Picked) == 0 {
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s: Am %s war in %s noch kein Wert bekannt.", "%s: on %s no figure was known in %s yet.").In(l), c.Indicator.Name.In(l), r.AsOf.In(l), c.Area.Name)
		})
	}
	last := newestTold(c, r)
	return say(func(l text.Lang) string {
		s := fmt.Sprintf("%s, %s: %s %s", c.Indicator.Name.In(l), last.Period.In(l), last.Written(l), c.Indicator.Unit.In(l))
		if last.IsSecret() {
			s = fmt.Sprintf("%s, %s: %s", c.Indicator.Name.In(l), last.Period.In(l), last.Written(l))
		}
		if last.Basis != figure.Counted {
			s += " (" + last.Basis.Label().In(l) + ")"
		}
		switch n := c.Contradicted(); n {
		case 0:
			return s + text.T("; die Angaben widersprechen sich nicht.", "; statements do not contradict each other.").In(l)
		case 1:
			return s + text.T("; zu einem Zeitraum widersprechen sich Angaben.", "; statements on one period contradict each other.").In(l)
		default:
			return s + fmt.Sprintf(text.T("; zu %d Zeiträumen widersprechen sich Angaben.", "; statements on %d periods contradict each other.").In(l), n)
		}
	})
}

// newestTold is the last value of a period that is over, else the last one.
func newestTold(c data.Course, r request) figure.Picked {
	last := c.Picked[len(c.Picked)-1]
	for _, p := range c.Picked {
		if !p.Period.To.After(r.AsOf) && p.Basis != figure.Forecast {
			last = p
		}
	}
	return last
}

// seriesChart draws what counts: stocks and rates as one line; flows of months
// and of years as two, since they cannot be compared; forecasts apart.
func seriesChart(c data.Course, breaks broken, r request) string {
	return seriesPicture(c, breaks, r, nil)
}

// seriesPicture is seriesChart with a place of the series marked.
func seriesPicture(c data.Course, breaks broken, r request, at *chart.Mark) string {
	names := []text.Text{
		text.T("Stand zum Stichtag", "at the reference date"), text.T("je Monat", "by month"), text.T("je Jahr", "by year"),
		text.T("andere Zeiträume", "other periods"), text.T("vorausberechnet", "forecast"),
	}
	series := make([]chart.Series, len(names))
	points := 0
	for _, p := range figure.Seen(c.Picked) { // an axis must not reach for what is secret
		i := 0
		switch {
		case p.Basis == figure.Forecast:
			i = 4
		case c.Indicator.Kind != figure.Flow:
		case p.Period.IsMonth():
			i = 1
		case p.Period.IsYear():
			i = 2
		default:
			i = 3
		}
		series[i].Points = append(series[i].Points, chart.Point{Month: p.Period.To.Month(), Value: p.Value.Amount, Basis: p.Basis})
		points++
	}
	if points < 2 {
		return ""
	}
	picture := chart.Lines{Unit: r.In(c.Indicator.Unit), Decimals: c.Indicator.Places, AsOf: r.AsOf, Breaks: breaks.drawn(r.Lang)}
	if at != nil {
		picture.Places = []chart.Mark{*at}
	}
	for i, s := range series {
		if len(s.Points) > 0 {
			s.Name = r.In(names[i])
			if c.Indicator.Kind == figure.Rate && i == 0 {
				s.Name = r.In(c.Indicator.Unit)
			}
			picture.Series = append(picture.Series, s)
		}
	}
	frame := chart.Frame{
		ID: "verlauf", Lang: r.Lang, Title: r.In(c.Indicator.Name) + ", " + c.Area.Name,
		Desc: r.T("Die Werte stehen in der Tabelle darunter.", "The values stand in the table below."),
	}
	return chart.Responsive(frame, func(f chart.Frame) string {
		picture.Frame = f
		return picture.SVG()
	})
}

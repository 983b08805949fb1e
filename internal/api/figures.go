// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// Figure is a record of the ledger.
type Figure struct {
	ID        int64         `json:"id" doc:"running number in the ledger"`
	Indicator string        `json:"indicator"`
	Area      area.ID       `json:"area"`
	Group     population.ID `json:"group"`
	Period    string        `json:"period" doc:"day, month, year or span FROM..TO that the figure speaks of"`
	From      period.Date   `json:"from"`
	To        period.Date   `json:"to"`
	Value     string        `json:"value" pattern:"^(-?[0-9]+(\\.[0-9]+)?|\\.)$" doc:"exact decimal number with the decimals of the indicator; a single point where it is kept secret"`
	Unit      text.Text     `json:"unit"`
	Basis     figure.Basis  `json:"basis"`
	Source    string        `json:"source"`
	File      string        `json:"file" doc:"imported file; empty where typed by hand"`
	Line      int           `json:"line" doc:"line in the file"`
	Note      string        `json:"note"`
	KnownFrom period.Date   `json:"known_from" doc:"day from which the office could know it"`
	Protected string        `json:"protected,omitempty" enum:"rounded,secret" doc:"protection of the value; absent: as recorded"`
	KnownHow  string        `json:"known_basis,omitempty" doc:"how known_from came about, where it is assumed"`
	Recorded  time.Time     `json:"recorded_at"`
	Release   *Release      `json:"release,omitempty" doc:"how it stands in the release"`
}

// Release says how a figure stands in the release.
type Release struct {
	State string      `json:"state" enum:"entered,checked,released,published" doc:"published: released by the publication of its source"`
	By    string      `json:"by,omitempty" doc:"role or office that released or checked it"`
	On    period.Date `json:"on,omitzero"`
}

func releaseOf(s approval.Standing) *Release {
	if s.State == approval.Unasked {
		return nil
	}
	return &Release{s.State.String(), s.By, s.On}
}

// PickedFigure is a figure; with picked=true the one that counts, with the
// reason and the figures that contradict it.
type PickedFigure struct {
	Figure
	Why    string    `json:"why,omitempty" enum:"only,newer,basis,choice,order" doc:"part of the rule that picked it"`
	Reason text.Text `json:"reason,omitzero" doc:"why, in words"`
	Others []Figure  `json:"others,omitzero" nullable:"false" doc:"figures of the same indicator, area, group and period that do not count"`
	Choice *Choice   `json:"choice,omitempty"`
}

// Choice is a planner's explicit choice.
type Choice struct {
	Figure    int64       `json:"figure"`
	Reason    string      `json:"reason"`
	By        string      `json:"by" doc:"role or office"`
	KnownFrom period.Date `json:"known_from"`
}

// Figures is a page of the ledger.
type Figures struct {
	Stand
	Figures []PickedFigure `json:"figures" nullable:"false"`
	Next    int64          `json:"next,omitempty" doc:"give it as after to get the next page; absent on the last"`
}

// OneFigure is a figure with its derivation.
type OneFigure struct {
	Stand
	Figure     Figure            `json:"figure"`
	Derivation figure.Derivation `json:"derivation" doc:"where it comes from and what contradicts it as of the date"`
}

func figureOf(f *figure.Figure, n *names) Figure {
	value := f.Value.String()
	if f.IsSecret() {
		value = figure.SecretSign
	}
	return Figure{
		ID: f.ID, Indicator: f.Indicator, Area: f.Area, Group: f.Group,
		Period: f.Period.String(), From: f.Period.From, To: f.Period.To,
		Value: value, Protected: string(f.Protected), Unit: n.indicators[f.Indicator].Unit, Basis: f.Basis,
		Source: f.Source, File: f.File, Line: f.Line, Note: f.Note,
		KnownFrom: f.KnownFrom, KnownHow: f.KnownBasis, Recorded: f.RecordedAt.UTC(),
		Release: releaseOf(f.Release),
	}
}

func pickedOf(p figure.Picked, n *names) PickedFigure {
	out := PickedFigure{Figure: figureOf(&p.Figure, n), Why: string(p.Why), Reason: p.Why.Label(), Others: make([]Figure, len(p.Others))}
	for i := range p.Others {
		out.Others[i] = figureOf(&p.Others[i], n)
	}
	if c := p.Choice; c != nil {
		out.Choice = &Choice{c.Figure, c.Reason, c.By, c.KnownFrom}
	}
	return out
}

// AsOfInput is the as-of date of the operations that take one. The gate reads
// it; it stands here so that it is described.
type AsOfInput struct {
	AsOf    string `query:"as_of" format:"date" example:"2015-11-27"`
	Figures string `query:"figures" enum:"released,all"`
}

type figuresInput struct {
	AsOfInput
	Indicator string `query:"indicator" maxLength:"200" example:"accommodation.persons"`
	Area      string `query:"area" maxLength:"200" example:"08111000"`
	Level     string `query:"level" enum:"city,district,subdistrict"`
	Group     string `query:"group" maxLength:"200" example:"all"`
	From      string `query:"from" format:"date" example:"2015-01-01"`
	To        string `query:"to" format:"date" example:"2015-12-31"`
	Picked    bool   `query:"picked"`
	Limit     int    `query:"limit" minimum:"1" maximum:"10000" default:"1000"`
	After     int64  `query:"after" minimum:"0"`
}

type figureInput struct {
	ID int64 `path:"figure" minimum:"1" example:"1"`
	AsOfInput
}

func (f *face) figureOperations() {
	add(f, operation{
		id: "list-figures", method: http.MethodGet, path: "/figures", tag: "figures",
		need:    need{rights.Read, rights.Figure, nil},
		summary: text.T("Werte des Hauptbuchs, seitenweise nach Nummer", "Figures of the ledger, page by page in order of number"),
		about: text.T("Ohne picked alle Angaben, auch widersprechende; mit picked=true je Kennzahl, Gebiet, Gruppe und Zeitraum die, die gilt: die zuletzt bekannt gewordene, bei gleichem Tag die mit der besseren Grundlage, es sei denn, jemand hat ausdrücklich gewählt.",
			"Without picked all figures, contradicting ones too; with picked=true the one that counts for each indicator, area, group and period: the one that became known last, on the same day the one with the better basis, unless somebody has chosen explicitly."),
		example: "/figures?indicator=accommodation.persons&area={area}&picked=true&limit=5",
	}, f.listFigures)
	add(f, operation{
		id: "get-figure", method: http.MethodGet, path: "/figures/{figure}", tag: "figures",
		need:    need{rights.Read, rights.Figure, nil},
		summary: text.T("ein Wert mit seiner Herleitung", "A figure with its derivation"),
		errors:  []int{http.StatusNotFound}, example: "/figures/{figure}",
	}, f.oneFigure)
	add(f, operation{
		id: "list-indicators", method: http.MethodGet, path: "/indicators", tag: "figures",
		need:    need{rights.Read, rights.Indicator, nil},
		summary: text.T("Kennzahlen mit Einheit und Nachkommastellen", "Indicators with unit and decimals"), example: "/indicators",
	}, f.listIndicators)
	add(f, operation{
		id: "list-groups", method: http.MethodGet, path: "/groups", tag: "figures",
		need:    need{rights.Read, rights.Indicator, nil},
		summary: text.T("Zielgruppen", "Groups"), example: "/groups",
	}, f.listGroups)
}

func (f *face) listFigures(ctx context.Context, in *figuresInput) (Figures, error) {
	const op = "api.listFigures"
	out := Figures{Stand: standOf(ctx), Figures: []PickedFigure{}}
	n, err := f.names(ctx)
	if err != nil {
		return out, err
	}
	q, rows := in.query(out.AsOf)
	if rows = append(n.unknown(in.Indicator, in.Area, in.Group), rows...); len(rows) > 0 {
		return out, refusals(op, rows)
	}
	if err := f.log(ctx, "figures", in.Indicator+" "+in.Area); err != nil {
		return out, err
	}
	if in.Picked {
		picked, next, err := f.Data.PickedPage(ctx, q)
		out.Figures = make([]PickedFigure, 0, len(picked))
		for _, p := range picked {
			out.Figures = append(out.Figures, pickedOf(p, n))
		}
		out.Next = next
		return out, fault.Wrap(op, err)
	}
	figures, next, err := f.Data.FigurePage(ctx, q)
	out.Figures = make([]PickedFigure, len(figures))
	for i := range figures {
		out.Figures[i].Figure = figureOf(&figures[i], n)
	}
	out.Next = next
	return out, fault.Wrap(op, err)
}

// query is what the ledger is asked. The gate has checked the forms.
func (in *figuresInput) query(asOf period.Date) (figure.Query, []fault.Row) {
	q := figure.Query{Level: area.Levels[in.Level], Group: population.ID(in.Group), AsOf: asOf, Limit: in.Limit, After: in.After}
	q.From, _ = period.ParseDate(in.From)
	q.To, _ = period.ParseDate(in.To)
	if in.Indicator != "" {
		q.Indicators = []string{in.Indicator}
	}
	if in.Area != "" {
		q.Areas = []area.ID{area.ID(in.Area)}
	}
	if in.From != "" && in.To != "" && q.To.Before(q.From) {
		return q, []fault.Row{row("to", in.To, text.T("ein Tag, der nicht vor „from“ liegt", "a day that is not before “from”"))}
	}
	return q, nil
}

// log keeps in the log that figures leave. What cannot be logged does not leave.
func (f *face) log(ctx context.Context, what, which string) error {
	if f.Protect == nil {
		return nil
	}
	return fault.Wrap("api.log", f.Protect.Record(ctx, "API", strings.TrimSpace(what+" "+which), "json", ""))
}

func (f *face) oneFigure(ctx context.Context, in *figureInput) (OneFigure, error) {
	out := OneFigure{Stand: standOf(ctx)}
	n, err := f.names(ctx)
	if err != nil {
		return out, err
	}
	one, err := f.Data.Figure(ctx, in.ID)
	if err != nil {
		return out, fault.Wrap("api.oneFigure", err)
	}
	if err := f.log(ctx, "figures", strconv.FormatInt(in.ID, 10)); err != nil {
		return out, err
	}
	out.Figure = figureOf(&one, n)
	out.Derivation, err = f.Data.Derive(ctx, in.ID, out.AsOf)
	return out, fault.Wrap("api.oneFigure", err)
}

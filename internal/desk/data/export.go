// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/planfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Outgoing asks for a part of the ledger as a file.
type Outgoing struct {
	Kind   string // figures, sites, packages, areas, goals, measures, actions or plan
	ID     string // indicator of figures (empty: all), key of a plan
	Format string // csv, xlsx, json, geojson (sites, areas, figures of one indicator) or yaml (plan)
	AsOf   period.Date
	Lang   text.Lang
	To     io.Writer
}

// Export writes what the ledger knew on the as-of date. CSV files read back
// through Import.
func (d *Desk) Export(ctx context.Context, out Outgoing) error {
	op := "data.Export(" + out.Kind + ")"
	if out.Kind == planKind {
		return fault.Wrap(op, d.exportPlan(ctx, out))
	}
	if out.Format == "geojson" {
		return fault.Wrap(op, d.exportShapes(ctx, out))
	}
	sheet, err := d.sheet(ctx, out)
	if err != nil {
		return fault.Wrap(op, err)
	}
	headed(ctx, &sheet, out)
	switch out.Format {
	case "csv":
		return fault.Wrap(op, table.WriteCSV(out.To, text.En, sheet))
	case "xlsx":
		return fault.Wrap(op, table.WriteXLSX(out.To, out.Lang, sheet))
	case "json":
		return fault.Wrap(op, table.WriteJSON(out.To, sheet))
	}
	return fault.Wrap(op, unknownFormat(out))
}

// headed gives a sheet the head that every file has.
func headed(ctx context.Context, sheet *table.Sheet, out Outgoing) {
	sheet.AsOf = out.AsOf
	if sheet.Sources == nil {
		sheet.Sources = []string{text.T("siehe Spalte source", "see column source").In(out.Lang)}
	}
	if (sheet.Release == text.Text{}) {
		sheet.Release = text.T("nicht danach ausgewählt", "not selected by it")
	}
	if (sheet.Protection == text.Text{}) {
		sheet.Protection = audience.Of(ctx).Protection()
	}
}

func unknownFormat(out Outgoing) error {
	return fault.Refuse("data.Export", []fault.Row{{
		File: out.Kind, Column: "format", Value: out.Format,
		Expected: text.T("csv, xlsx oder json; geojson für areas, sites und figures einer Kennzahl; yaml für plan", "csv, xlsx or json; geojson for areas, sites and figures of one indicator; yaml for plan"),
	}})
}

func (d *Desk) sheet(ctx context.Context, out Outgoing) (table.Sheet, error) {
	switch out.Kind {
	case "figures":
		q := figure.Query{AsOf: out.AsOf}
		if out.ID != "" {
			if _, err := d.Indicator(ctx, out.ID); err != nil {
				return table.Sheet{}, err
			}
			q.Indicators = []string{out.ID}
		}
		figures, err := d.Figures(ctx, q)
		s := cityfile.FigureSheet(slices.Values(figures))
		s.Release = releaseOf(ctx, figures)
		return s, err
	case "sites":
		sites, err := d.sites(ctx, out.AsOf)
		return cityfile.SiteSheet(sites), err
	case "packages":
		packages, err := nouns[cityfile.Package](ctx, d, register.Package, out.AsOf)
		return cityfile.PackageSheet(packages), err
	case "goals":
		list, err := datedNouns(ctx, d, register.Goal, out.AsOf, func(g measure.Goal, from period.Date) cityfile.Goal { return cityfile.Goal{Goal: g, KnownFrom: from} })
		return cityfile.GoalSheet(list), err
	case "measures":
		list, err := datedNouns(ctx, d, register.Measure, out.AsOf, func(m measure.Measure, from period.Date) cityfile.Measure {
			return cityfile.Measure{Measure: m, KnownFrom: from}
		})
		return cityfile.MeasureSheet(list), err
	case "actions":
		list, err := datedNouns(ctx, d, register.Action, out.AsOf, func(a steering.Action, from period.Date) cityfile.Action {
			return cityfile.Action{Action: a, KnownFrom: from}
		})
		return cityfile.ActionSheet(list), err
	case "areas":
		editions, err := d.Editions(ctx)
		if err != nil {
			return table.Sheet{}, err
		}
		areas, err := d.Areas(ctx, "")
		return cityfile.AreaSheet(editions, areas), err
	}
	return table.Sheet{}, fault.Refuse("data.sheet", []fault.Row{{
		File: out.Kind, Value: out.Kind, Expected: text.T("figures, sites, packages, areas, goals, measures, actions oder plan", "figures, sites, packages, areas, goals, measures, actions or plan"),
	}})
}

// releaseOf says whether all of the figures are released, and how many are not;
// empty where nobody asked.
func releaseOf(ctx context.Context, figures []figure.Figure) text.Text {
	waiting, asked := 0, audience.Of(ctx).Released
	for _, f := range figures {
		asked = asked || f.Release.State != approval.Unasked
		if !f.Release.State.Open() {
			waiting++
		}
	}
	switch {
	case !asked:
		return text.Text{}
	case waiting == 0:
		return text.T("nur freigegebene Werte", "released figures only")
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("enthält nicht freigegebene Werte (%s von %s)", "includes figures that are not released (%s of %s)").In(l), l.Int(int64(waiting)), l.Int(int64(len(figures))))
	})
}

func (d *Desk) sites(ctx context.Context, asOf period.Date) ([]accommodation.Site, error) {
	return nouns[accommodation.Site](ctx, d, register.Site, asOf)
}

// nouns reads the entries of a register as of a day.
func nouns[T any](ctx context.Context, d *Desk, kind register.Kind, asOf period.Date) ([]T, error) {
	records, err := d.Records(ctx, kind, asOf)
	if err != nil {
		return nil, err
	}
	list := make([]T, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("data.nouns(%s %s)", kind, r.Key), err)
		}
	}
	return list, nil
}

// datedNouns reads the entries of a register as of a day, each with the day from which
// it is known.
func datedNouns[T, D any](ctx context.Context, d *Desk, kind register.Kind, asOf period.Date, dated func(T, period.Date) D) ([]D, error) {
	records, err := d.Records(ctx, kind, asOf)
	if err != nil {
		return nil, err
	}
	list := make([]D, len(records))
	for i, r := range records {
		var noun T
		if err := json.Unmarshal(r.Body, &noun); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("data.datedNouns(%s %s)", kind, r.Key), err)
		}
		list[i] = dated(noun, r.KnownFrom)
	}
	return list, nil
}

func (d *Desk) exportShapes(ctx context.Context, out Outgoing) error {
	areas, err := d.Areas(ctx, "")
	if err != nil {
		return err
	}
	head := table.Sheet{Title: text.T("Gebiete", "areas"), Sources: []string{text.T("siehe Eigenschaft source", "see property source").In(out.Lang)}}
	if out.Kind == "sites" {
		head.Title = text.T("Unterkünfte", "sites")
	}
	headed(ctx, &head, out)
	switch out.Kind {
	case "areas":
		return geojson.WriteAreas(out.To, head, areas, nil)
	case "sites":
		sites, err := d.sites(ctx, out.AsOf)
		if err != nil {
			return err
		}
		return geojson.WriteSites(out.To, head, sites, areas)
	case "figures":
		if out.ID != "" { // the boundary stands with every figure
			return d.exportOnAreas(ctx, out, areas)
		}
	}
	return unknownFormat(out)
}

// exportOnAreas writes the figures of one indicator with the shapes of their areas.
func (d *Desk) exportOnAreas(ctx context.Context, out Outgoing, areas []area.Area) error {
	if _, err := d.Indicator(ctx, out.ID); err != nil {
		return err
	}
	figures, err := d.Figures(ctx, figure.Query{AsOf: out.AsOf, Indicators: []string{out.ID}})
	if err != nil {
		return err
	}
	sheet := cityfile.FigureSheet(slices.Values(figures))
	sheet.Release = releaseOf(ctx, figures)
	for _, f := range figures {
		sheet.Areas = append(sheet.Areas, f.Area)
	}
	headed(ctx, &sheet, out)
	return geojson.WriteSheet(out.To, sheet, areas)
}

func (d *Desk) exportPlan(ctx context.Context, out Outgoing) error {
	records, err := d.Records(ctx, register.Plan, out.AsOf)
	if err != nil {
		return err
	}
	for _, r := range records {
		if r.Key != out.ID {
			continue
		}
		var p plan.Plan
		if err := json.Unmarshal(r.Body, &p); err != nil {
			return err
		}
		return planfile.Write(out.To, p)
	}
	return fault.New(fault.NotFound, "data.exportPlan("+out.ID+")",
		"Den Plan „"+out.ID+"“ gibt es nicht; „planraum plan list“ zeigt alle.", "There is no plan “"+out.ID+"”; “planraum plan list” shows all.")
}

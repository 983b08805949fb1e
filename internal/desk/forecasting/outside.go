// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
)

// foretold are the indicators of which others say what is to come; what a plan
// assumes of a flow stands under its code with perMonth behind.
var foretold = []string{"accommodation.persons", "intake.arrivals", "intake.departures"}

const perMonth = "_per_month"

// outside lists what others said of the whole city and was known on asOf, each
// beside what came.
func (d *Desk) outside(ctx context.Context, asOf period.Date) ([]Statement, error) {
	dictionary, err := d.dictionary(ctx)
	if err != nil {
		return nil, err
	}
	q := figure.Query{Level: area.City, AsOf: asOf}
	for _, code := range foretold {
		q.Indicators = append(q.Indicators, code, code+perMonth)
	}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return nil, err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return nil, err
	}
	book, err := d.sources(ctx)
	if err != nil {
		return nil, err
	}
	courses := map[string]past{}
	var list []Statement
	for _, f := range figures {
		base, origin, is := spoken(dictionary, f)
		if !is || f.IsSecret() {
			continue
		}
		key := base.Code + "|" + string(f.Area) + "|" + string(f.Group)
		c, known := courses[key]
		if !known {
			c = pastOf(base, f, figures, choices)
			courses[key] = c
		}
		list = append(list, c.beside(f, origin, book.Of(f.Source)))
	}
	slices.SortStableFunc(list, compareStatements)
	return list, nil
}

func compareStatements(a, b Statement) int {
	return cmp.Or(a.Made.Compare(b.Made), a.Period.To.Compare(b.Period.To), cmp.Compare(a.Indicator.Code, b.Indicator.Code), cmp.Compare(a.Paper, b.Paper))
}

func (d *Desk) dictionary(ctx context.Context) (map[string]figure.Indicator, error) {
	list, err := d.names.Indicators(ctx)
	byCode := make(map[string]figure.Indicator, len(list))
	for _, i := range list {
		byCode[i.Code] = i
	}
	return byCode, err
}

func (d *Desk) sources(ctx context.Context) (*source.Book, error) {
	records, err := d.registers.Records(ctx, register.Source, period.Date{})
	if err != nil {
		return nil, err
	}
	profiles := make([]source.Profile, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &profiles[i]); err != nil {
			return nil, fault.Wrap("forecasting.sources("+r.Key+")", err)
		}
	}
	return source.NewBook(profiles), nil
}

// spoken reports whether a figure says what is to come, of which indicator and
// as what: a forecast or an announcement that was known before its period was
// over, or what a plan assumed of a flow.
func spoken(dictionary map[string]figure.Indicator, f figure.Figure) (base figure.Indicator, o Origin, is bool) {
	if f.KnownFrom.After(f.Period.To) {
		return base, "", false
	}
	code, assumed := strings.CutSuffix(f.Indicator, perMonth)
	base, known := dictionary[code]
	switch {
	case !known:
	case f.Basis == figure.Forecast:
		return base, Published, true
	case f.Basis == figure.Announced:
		return base, Announced, true
	case assumed && f.Basis == figure.Assumed:
		return base, Assumed, true
	}
	return base, "", false
}

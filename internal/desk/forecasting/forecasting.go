// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package forecasting is the desk of the ledger of forecasts: it issues
// forecasts over the figures as they were known on a day, keeps them as they
// were said, reckons them again, and scores them and what others have announced
// once the real values are known.
package forecasting

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/prediction"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
}

// Names is what the desk asks of the dictionary.
type Names interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest
	// record (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Desk is safe for use by several goroutines.
type Desk struct {
	ledger    Ledger
	names     Names
	registers Registers
	today     func() period.Date
}

// New returns a desk over a ledger. today gives the calendar day on which a
// forecast is issued.
func New(ledger Ledger, names Names, registers Registers, today func() period.Date) *Desk {
	return &Desk{ledger: ledger, names: names, registers: registers, today: today}
}

// Issue reckons a forecast and keeps it as issued. The same inputs, method and
// seed are the same forecast: it is kept once, and old says that it was there.
func (d *Desk) Issue(ctx context.Context, o Order, by string, now time.Time) (f prediction.Issued, old bool, err error) {
	const op = "forecasting.Issue"
	draft, err := d.Try(ctx, o)
	if err != nil {
		return prediction.Issued{}, false, err
	}
	f = draft.Issued
	f.By = by
	if rows := f.Check(); len(rows) > 0 {
		return f, false, fault.Refuse(op, rows)
	}
	before, err := d.registers.Versions(ctx, register.Forecast, f.ID)
	if err != nil {
		return f, false, fault.Wrap(op, err)
	}
	if len(before) > 0 {
		f, err = decode(before[0])
		return f, true, err
	}
	body, err := json.Marshal(f)
	if err != nil {
		return f, false, fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.Forecast), File: f.ID, By: by, Rows: 1, RecordedAt: now}
	record := register.Record{Kind: register.Forecast, Key: f.ID, KnownFrom: f.MadeOn, Body: body}
	err = d.registers.AppendAfter(ctx, batch, record, 0)
	if fault.KindOf(err) == fault.Conflict { // somebody else issued the same just now
		f, err = d.Get(ctx, f.ID, period.Date{})
		return f, true, err
	}
	return f, false, fault.Wrap(op, err)
}

func decode(r register.Record) (prediction.Issued, error) {
	f, err := prediction.Read(r.Body)
	return f, fault.Wrap("forecasting.decode("+r.Key+")", err)
}

// List returns the forecasts issued up to asOf that the reader may see, oldest
// first; all of them for a zero date.
func (d *Desk) List(ctx context.Context, asOf period.Date) ([]prediction.Issued, error) {
	const op = "forecasting.List"
	records, err := d.registers.Records(ctx, register.Forecast, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	list := make([]prediction.Issued, 0, len(records))
	for _, r := range records {
		f, err := decode(r)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		if visible(ctx, f) {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b prediction.Issued) int {
		if c := cmp.Or(a.AsOf.Compare(b.AsOf), a.MadeOn.Compare(b.MadeOn), cmp.Compare(a.Position, b.Position)); c != 0 {
			return c
		}
		return strings.Compare(a.Indicator+string(a.Area)+string(a.Group)+a.ID, b.Indicator+string(b.Area)+string(b.Group)+b.ID)
	})
	return list, nil
}

// visible reports whether the reader sees at least what the forecast was
// reckoned from: of small numbers a forecast would tell what they hide.
func visible(ctx context.Context, f prediction.Issued) bool {
	lens := audience.Of(ctx)
	if !lens.Sees(audience.Lens{Audience: f.Audience}) {
		return false
	}
	return f.Released || !lens.Released || lens.Audience != audience.Public
}

// Get returns a forecast that was issued up to asOf; any for a zero date.
func (d *Desk) Get(ctx context.Context, id string, asOf period.Date) (prediction.Issued, error) {
	op := "forecasting.Get(" + id + ")"
	versions, err := d.registers.Versions(ctx, register.Forecast, id)
	if err != nil {
		return prediction.Issued{}, fault.Wrap(op, err)
	}
	if len(versions) > 0 {
		f, err := decode(versions[0])
		if err != nil {
			return f, fault.Wrap(op, err)
		}
		if visible(ctx, f) && (asOf.IsZero() || !f.MadeOn.After(asOf)) {
			return f, nil
		}
	}
	if asOf.IsZero() {
		return prediction.Issued{}, fault.New(fault.NotFound, op, "Diese Prognose gibt es nicht.", "There is no such forecast.")
	}
	return prediction.Issued{}, fault.New(fault.NotFound, op,
		fmt.Sprintf("Eine Prognose „%s“ war am %s nicht bekannt. Prognosen sind ab dem Tag bekannt, an dem sie abgelegt wurden.", id, asOf.In("de")),
		fmt.Sprintf("A forecast “%s” was not known on %s. Forecasts are known from the day on which they were issued.", id, asOf.In("en")))
}

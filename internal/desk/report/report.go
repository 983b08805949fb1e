// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package report is the desk of papers and reports. A template makes a text with live
// fields for the city as of a date; the desk looks the fields up in the ledger, the
// plans and the outlook, each with its derivation, says what stands in the way of
// issuing it, and freezes what is issued. See docs/reports.md.
package report

import (
	"context"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/city/warning"
	"planraum/internal/text"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	// Series picks figures by the rule of the ledger.
	Series(ctx context.Context, q figure.Query) ([]figure.Picked, error)
	Figure(ctx context.Context, id int64) (figure.Figure, error)
	Indicators(ctx context.Context) ([]figure.Indicator, error)
}

// Places is what it asks of the sites.
type Places interface {
	Sites(ctx context.Context, asOf period.Date) ([]accommodation.Site, error)
	Areas(ctx context.Context) (map[area.ID]area.Area, []area.Area, error)
}

// Plans is what it asks of plans and their runs.
type Plans interface {
	// Leading is the run of the plan that warnings on asOf rest on, reckoned over the
	// ledger as it is; false where there is none, or where it cannot be reckoned.
	Leading(ctx context.Context, asOf period.Date) (plan.Run, bool, error)
	// Refuted says why the counts known on asOf no longer bear out a run of the leading
	// plan; empty where they do, or where there is none yet.
	Refuted(ctx context.Context, run plan.Run, asOf period.Date) (text.Text, error)
	// Stale reports whether the plan of a run comes to something else by now.
	Stale(ctx context.Context, run string) (bool, error)
}

// Foresight is what it asks of the outlook.
type Foresight interface {
	// Foresee is what is expected on asOf, with its sentences; false where nothing can
	// be said.
	Foresee(ctx context.Context, asOf period.Date) (Foreseen, bool, error)
}

// Foreseen is what is expected: month by month, in sentences, and by age.
type Foreseen struct {
	warning.Kept
	Headline  text.Text
	Sentences []text.Text
	First     period.Month // of the ages
	Ages      []Age
}

// Age is an age group of the persons expected, by month from the first on.
type Age struct {
	Key    string
	Name   text.Text
	Months []warning.Spread
}

// Quotes is what it asks for the derivation of a number by its address. It answers
// NotFound for a number that there is not.
type Quotes interface {
	Derive(ctx context.Context, ref string, asOf period.Date) (figure.Derivation, error)
}

// Effects is what it asks of the measures and actions that are to move a figure.
type Effects interface {
	// Expected lists them as of a date, by their check date, with what is to be seen.
	Expected(ctx context.Context, asOf period.Date) ([]measure.Seen, error)
}

// Registers is what it asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAfter records a new version if base is still the entry's newest record
	// (0: none), else it answers Conflict.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
}

// Sources are what reports are made of.
type Sources struct {
	Ledger    Ledger
	Places    Places
	Plans     Plans
	Foresight Foresight
	Quotes    Quotes
	// Courses may be nil: days are named then only where they are fixed.
	Courses Courses
	// Effects may be nil: what is expected to move a figure is then not held against it.
	Effects Effects
}

// Desk makes papers and reports. It is safe for use by several goroutines.
type Desk struct {
	Sources
	registers Registers
}

// New returns a desk over its sources and the register of texts.
func New(s Sources, r Registers) *Desk { return &Desk{s, r} }

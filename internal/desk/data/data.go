// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package data is the desk at which figures come in, are looked up with all
// that contradicts them, are chosen between, and go out.
package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Figure(ctx context.Context, id int64) (figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	Position(ctx context.Context) (int64, error)
	Overview
}

// Catalogue is what the desk asks of the names that figures use.
type Catalogue interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Groups(ctx context.Context) ([]population.Group, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
	Editions(ctx context.Context) ([]area.Edition, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Record(ctx context.Context, id int64) (register.Record, error)
	Batches(ctx context.Context, limit int) ([]figure.Batch, error)
	Growth
}

// Intake takes imports in, each in one transaction.
type Intake interface {
	// Take runs fn in one transaction; nothing of it stays where fn fails. A
	// batch whose kind and digest were taken before is a Conflict.
	Take(ctx context.Context, batch figure.Batch, fn func(Recorder) (rows int, err error)) error
	// AppendAfter records a new version of a register's entry, if base (0: none)
	// is still its newest record; a Conflict else.
	AppendAfter(ctx context.Context, batch figure.Batch, record register.Record, base int64) error
	Uploads
}

// Recorder writes into the transaction of an import.
type Recorder interface {
	AddFigures(ctx context.Context, figures []figure.Figure) error
	AddRecords(ctx context.Context, records []register.Record) error
	AddAreas(ctx context.Context, edition area.Edition, areas []area.Area) error
	SetBoundaries(ctx context.Context, edition string, boundaries map[area.ID]area.MultiPolygon) error
	PutIndicators(ctx context.Context, indicators []figure.Indicator) error
	PutGroups(ctx context.Context, groups []population.Group) error
	AddChoice(ctx context.Context, choice figure.Choice) error
	// Enqueue orders a job that stands if and only if the import does.
	Enqueue(ctx context.Context, order job.Order) (id string, err error)
	Before
}

// Before is what an import asks of the ledger inside its transaction.
type Before interface {
	// Batch is the import's running number; what it records has higher ones.
	Batch() int64
	// Known returns for each figure those of the same indicator, area and group
	// whose period ends on the same day, with those recorded by this import.
	Known(ctx context.Context, figures []figure.Figure) ([][]figure.Figure, error)
	Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error)
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	// Versions returns all versions of entries of a register, oldest first.
	Versions(ctx context.Context, kind register.Kind, entries []string) (map[string][]register.Record, error)
}

// Desk answers questions about the ledger and takes files in. It is safe for
// use by several goroutines.
type Desk struct {
	Ledger
	Catalogue
	Registers
	intake   Intake
	locks    Locks  // nil: nothing is locked
	rights   Rights // nil: nothing is refused
	posts    Posts  // nil: nobody says what changes of the staffing plan do
	follow   []Following
	settings cached[Settings]
	holdings holdings
	kept     kept
}

// New returns a desk over a ledger.
func New(l Ledger, c Catalogue, r Registers, in Intake) *Desk {
	return &Desk{Ledger: l, Catalogue: c, Registers: r, intake: in}
}

// Settings are the installation's own choices.
type Settings struct {
	City    string      // name of the city
	Area    area.ID     // its key
	AsOf    period.Date // as-of date without a choice; zero: today
	Example bool        // the data are an example and marked as such on every page
	// MaxUpload is the size of the largest file that is taken in, in bytes.
	MaxUpload int64
	// Unreleased says that pages rest on all figures without a choice, also on
	// those that are not released (figures_used = all).
	Unreleased bool
}

// defaultUpload is MaxUpload without a setting.
const defaultUpload = 200 << 20

// Settings reads the installation's settings.
func (d *Desk) Settings(ctx context.Context) (Settings, error) {
	position, err := d.Position(ctx)
	if err != nil {
		return Settings{}, fault.Wrap("data.Settings", err)
	}
	return d.settings.get(position, func() (Settings, error) { return d.readSettings(ctx) })
}

func (d *Desk) readSettings(ctx context.Context) (Settings, error) {
	var s Settings
	values, err := d.settingValues(ctx)
	if err != nil {
		return s, fault.Wrap("data.readSettings", err)
	}
	s.Area, s.Example, s.MaxUpload = area.ID(values["city"]), values["example"] == "yes", defaultUpload
	if megabytes, err := strconv.ParseInt(values["max_upload_mb"], 10, 64); err == nil && megabytes > 0 {
		s.MaxUpload = megabytes << 20
	}
	s.Unreleased = values["figures_used"] == "all"
	if day := values["default_as_of"]; day != "" {
		if s.AsOf, err = period.ParseDate(day); err != nil {
			return s, fault.Wrap("data.readSettings", err)
		}
	}
	areas, err := d.Areas(ctx, "")
	if err != nil {
		return s, fault.Wrap("data.readSettings", err)
	}
	for _, a := range areas {
		if a.Level == area.City && (s.Area == "" || a.ID == s.Area) {
			s.City, s.Area = a.Name, a.ID
		}
	}
	return s, nil
}

// settingValues are the values of the settings that hold now, by key.
func (d *Desk) settingValues(ctx context.Context) (map[string]string, error) {
	records, err := d.Records(ctx, register.Setting, period.Date{})
	if err != nil {
		return nil, err
	}
	values := make(map[string]string, len(records))
	for _, r := range records {
		var entry struct{ Value string }
		if err := json.Unmarshal(r.Body, &entry); err != nil {
			return nil, fault.Wrap("data.settingValues("+r.Key+")", err)
		}
		values[r.Key] = entry.Value
	}
	return values, nil
}

// Indicator returns the indicator with the code; NotFound for an unknown one.
func (d *Desk) Indicator(ctx context.Context, code string) (figure.Indicator, error) {
	list, err := d.Indicators(ctx)
	if err != nil {
		return figure.Indicator{}, fault.Wrap("data.Indicator", err)
	}
	for _, i := range list {
		if i.Code == code {
			return i, nil
		}
	}
	return figure.Indicator{}, fault.New(fault.NotFound, "data.Indicator("+code+")",
		"Die Kennzahl „"+code+"“ gibt es nicht.", "There is no indicator “"+code+"”.")
}

// Series answers a query with the figures that the rule picks, each with the
// others that contradict it.
func (d *Desk) Series(ctx context.Context, q figure.Query) ([]figure.Picked, error) {
	figures, err := d.Figures(ctx, q)
	if err != nil {
		return nil, fault.Wrap("data.Series", err)
	}
	choices, err := d.Choices(ctx, q)
	if err != nil {
		return nil, fault.Wrap("data.Series", err)
	}
	return d.pick(ctx, figures, choices)
}

// pick applies the rule; a stock's month and its last day are the same to it.
func (d *Desk) pick(ctx context.Context, figures []figure.Figure, choices []figure.Choice) ([]figure.Picked, error) {
	list, err := d.Indicators(ctx)
	if err != nil {
		return nil, fault.Wrap("data.pick", err)
	}
	of := make(map[string]figure.Indicator, len(list))
	for _, i := range list {
		of[i.Code] = i
	}
	return figure.PickSame(figures, choices, func(k figure.Key) figure.Key { return of[k.Indicator].Dated(k) }), nil
}

// speaking returns the picked figure that is the figure id or stands beside it.
func speaking(picked []figure.Picked, id int64) (figure.Picked, bool) {
	for _, p := range picked {
		if p.ID == id || slices.ContainsFunc(p.Others, func(o figure.Figure) bool { return o.ID == id }) {
			return p, true
		}
	}
	return figure.Picked{}, false
}

// Derive shows where a figure of the ledger comes from, and what contradicts
// it as of a date.
func (d *Desk) Derive(ctx context.Context, id int64, asOf period.Date) (figure.Derivation, error) {
	f, err := d.Figure(ctx, id)
	if err != nil {
		return figure.Derivation{}, fault.Wrap("data.Derive", err)
	}
	indicator, err := d.Indicator(ctx, f.Indicator)
	if err != nil {
		return figure.Derivation{}, err
	}
	picked, err := d.Series(ctx, figure.Query{
		Indicators: []string{f.Indicator}, Areas: []area.ID{f.Area}, Group: f.Group,
		From: f.Period.To, To: f.Period.To, AsOf: asOf,
	})
	if err != nil {
		return figure.Derivation{}, err
	}
	node := Node(indicator, f)
	if p, ok := speaking(picked, id); ok {
		node.Rule = p.Why.Sentence(len(p.Others))
		if p.Why == figure.ByChoice && p.ID == f.ID {
			node.Rule = chosenRule(*p.Choice)
		}
		if p.ID != f.ID {
			node.Rule = text.T("Dieser Wert gilt nicht: Ein anderer ist "+p.Why.Label().De+".", "This figure does not count: another one is "+p.Why.Label().En+".")
			node.From = append(node.From, labelled(Node(indicator, p.Figure), "Es gilt: ", "What counts: "))
		}
		for _, other := range p.Others {
			if other.ID != f.ID {
				node.From = append(node.From, labelled(Node(indicator, other), "Dagegen steht: ", "Against it stands: "))
			}
		}
	}
	return node, nil
}

func labelled(d figure.Derivation, de, en string) figure.Derivation {
	d.Name = text.T(de+d.Name.De, en+d.Name.En)
	return d
}

// secretReason says why a value is not shown.
const secretReason = "Der Wert wird geheim gehalten: Hinter ihm stehen so wenige Fälle, dass er auf eine Person zeigen könnte, oder aus ihm ließe sich ein solcher Wert errechnen. Er ist weder 0 noch unbekannt."

// Node is the leaf of a derivation for a figure of the ledger.
func Node(indicator figure.Indicator, f figure.Figure) figure.Derivation {
	write := func(l text.Lang) string {
		if f.IsSecret() {
			return f.Written(l)
		}
		return f.Written(l) + " " + indicator.Unit.In(l)
	}
	name := func(l text.Lang) string { return indicator.Name.In(l) + ", " + f.Period.In(l) }
	source := f.Source
	switch {
	case f.File == "":
	case f.Line > 0:
		source = fmt.Sprintf("%s (%s, Zeile %d)", f.Source, f.File, f.Line)
	default: // the line of a secret value would lead to it
		source = fmt.Sprintf("%s (%s)", f.Source, f.File)
	}
	note := text.Same(f.Note)
	if f.IsSecret() {
		note = text.Same(secretReason)
	}
	if f.KnownBasis != "" {
		note = text.T(join(note.De, knownHow(f.KnownBasis, text.De)), join(note.En, knownHow(f.KnownBasis, text.En)))
	}
	return figure.Derivation{
		Name: text.T(name(text.De), name(text.En)), Value: text.T(write(text.De), write(text.En)),
		Basis: f.Basis, Date: f.Period, When: f.Period.String(), KnownFrom: f.KnownFrom,
		Source: source, Note: note, Release: f.Release.Say(), Figure: f.ID, Ref: fmt.Sprintf("figure/%d", f.ID),
	}
}

// knownHow says how the day came about from which a figure could be known: what was
// assumed is the day, not the value.
func knownHow(basis string, l text.Lang) string {
	rest, assumed := strings.CutPrefix(basis, "angenommen: ")
	if !assumed {
		return basis
	}
	return text.T("seit wann der Wert bekannt ist, steht in der Quelle nicht und ist angenommen: ", "since when the value has been known the source does not say; it is assumed: ").In(l) + rest
}

func join(a, b string) string {
	if a == "" {
		return b
	}
	return a + "; " + b
}

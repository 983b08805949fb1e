// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/mapping"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Mapping is a mapping that imports can name.
type Mapping struct {
	mapping.Spec
	// Record is the running number of the stored version, on which the next one
	// is based; 0 for a mapping that comes with the program and is not stored.
	Record int64
	Since  period.Date // day of the stored version
	Ready  bool        // the program brings along a mapping of this name
}

// Mappings lists stored and ready mappings by name. A stored one takes the
// place of a ready one of the same name.
func (d *Desk) Mappings(ctx context.Context) ([]Mapping, error) {
	const op = "data.Mappings"
	records, err := d.Records(ctx, register.Mapping, period.Date{})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []Mapping
	for _, s := range mapping.Ready() {
		list = append(list, Mapping{Spec: s, Ready: true})
	}
	for _, r := range records {
		s, err := mapping.Parse(bytes.NewReader(r.Body))
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		m := Mapping{Spec: s, Record: r.ID, Since: r.KnownFrom}
		if i := slices.IndexFunc(list, func(m Mapping) bool { return m.Name == s.Name }); i >= 0 {
			m.Ready, list[i] = true, m
			list[i].Ready = true
			continue
		}
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b Mapping) int { return strings.Compare(a.Name, b.Name) })
	return list, nil
}

// Mapping returns the mapping of a name; NotFound where there is none.
func (d *Desk) Mapping(ctx context.Context, name string) (Mapping, error) {
	list, err := d.Mappings(ctx)
	if err != nil {
		return Mapping{}, err
	}
	var names []string
	for _, m := range list {
		if m.Name == name {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Mapping{}, fault.New(fault.NotFound, "data.Mapping("+name+")",
		"Die Zuordnung „"+name+"“ gibt es nicht. Es gibt: "+strings.Join(names, ", ")+".",
		"There is no mapping “"+name+"”. There are: "+strings.Join(names, ", ")+".")
}

// SaveMapping stores a mapping as a new version after the record base (0: none
// is stored yet); a Conflict where somebody else has stored one meanwhile. One
// that says what is stored already is not stored again.
func (d *Desk) SaveMapping(ctx context.Context, s mapping.Spec, base int64, by string, now time.Time) error {
	const op = "data.SaveMapping"
	known, err := d.mappingNames(ctx)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := s.Valid(known.With(s)); err != nil {
		return fault.Wrap(op, err)
	}
	body, err := json.Marshal(s)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if stored, err := d.Mapping(ctx, s.Name); err == nil && stored.Record > 0 && stored.Record == base {
		if before, err := json.Marshal(stored.Spec); err == nil && bytes.Equal(before, body) {
			return nil
		}
	}
	record := register.Record{Kind: register.Mapping, Key: s.Name, KnownFrom: period.OfTime(now), Body: body}
	batch := figure.Batch{Kind: string(register.Mapping), File: s.Name, Rows: 1, By: by, RecordedAt: now}
	return fault.Wrap(op, d.intake.AppendAfter(ctx, batch, record, base))
}

// mappingNames are the names that mappings may use.
func (d *Desk) mappingNames(ctx context.Context) (mapping.Catalogue, error) {
	var c mapping.Catalogue
	var err error
	if c.Areas, err = d.Areas(ctx, ""); err != nil {
		return c, err
	}
	if c.Indicators, err = d.Indicators(ctx); err != nil {
		return c, err
	}
	c.Groups, err = d.Groups(ctx)
	return c, err
}

// mappedTaker reads a file by a mapping. The digest of the batch is made of the
// file and the mapping: the same file may come in again by another mapping.
func (d *Desk) mappedTaker(ctx context.Context, in Incoming, out *Outcome, batch *figure.Batch, options []table.Option) (taker, string, error) {
	m, err := d.Mapping(ctx, in.Mapping)
	if err != nil {
		return nil, in.Kind, err
	}
	if in.Kind != "" && in.Kind != m.Kind {
		return nil, in.Kind, fault.Refuse("data.mappedTaker", []fault.Row{{
			File: in.Name, Value: in.Kind,
			Expected: text.T("die Art "+m.Kind+", denn die Zuordnung "+m.Name+" liest solche Dateien", "the kind "+m.Kind+", because the mapping "+m.Name+" reads such files"),
		}})
	}
	body, err := json.Marshal(m.Spec)
	if err != nil {
		return nil, m.Kind, fault.Wrap("data.mappedTaker", err)
	}
	sum := sha256.Sum256(append([]byte(batch.Digest), body...))
	batch.Digest, out.Mapping = hex.EncodeToString(sum[:]), m.Name
	known, err := d.mappingNames(ctx)
	if err != nil {
		return nil, m.Kind, err
	}
	s, err := d.source(ctx, in, out)
	if err != nil {
		return nil, m.Kind, err
	}
	if m.Kind == mapping.Figures {
		if rule := m.KnownFrom; !rule.Column && rule.Day.IsZero() {
			s.restated = period.OfTime(in.Now)
		}
		return func(ctx context.Context, r Recorder) error { return takeMapped(ctx, s, r, in, m.Spec, known, options) }, m.Kind, nil
	}
	if !slices.Contains(cityfile.Kinds(), cityfile.Kind(m.Kind)) {
		return nil, m.Kind, unknownKind(in.Name, m.Kind)
	}
	rows, applied, err := m.Rows(in.Name, in.Content, known, options...)
	out.Applied = &applied
	if err != nil {
		return nil, m.Kind, err
	}
	s.rows = rows
	t, err := d.takerOf(ctx, cityfile.Kind(m.Kind), s)
	if err != nil {
		return nil, m.Kind, m.Explain(err)
	}
	return func(ctx context.Context, r Recorder) error { return m.Explain(t(ctx, s, r)) }, m.Kind, nil
}

// takeMapped takes a file of figures by a mapping, with the indicators and
// groups that the mapping brings along.
func takeMapped(ctx context.Context, s source, r Recorder, in Incoming, spec mapping.Spec, known mapping.Catalogue, options []table.Option) error {
	indicators, groups := spec.Nouns(known)
	for _, i := range indicators {
		s.names.indicators[i.Code] = i
	}
	for _, g := range groups {
		s.names.groups[g.ID] = g
	}
	if len(indicators) > 0 {
		if err := r.PutIndicators(ctx, indicators); err != nil {
			return err
		}
	}
	if len(groups) > 0 {
		if err := r.PutGroups(ctx, groups); err != nil {
			return err
		}
	}
	return s.compared(ctx, r, func(emit func([]figure.Figure) error) error {
		applied, err := spec.Apply(in.Name, in.Content, known, emit, options...)
		s.out.Applied = &applied
		return err
	})
}

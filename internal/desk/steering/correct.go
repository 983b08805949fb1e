// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Correct adds a correction to closed minutes. The entry that it names stays as it is.
func (d *Desk) Correct(ctx context.Context, key string, correction steering.Correction, seen int64, act Act) error {
	op := "steering.Correct(" + key + ")"
	s, err := d.known(ctx, act.Day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	m, err := s.meeting(key)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if m.Noun.State != steering.Closed {
		return fault.New(fault.Conflict, op, "Diese Niederschrift ist noch nicht abgeschlossen. Ändern Sie sie einfach.", "These minutes are not closed yet. Simply change them.")
	}
	b, err := s.body(m.Noun.Body)
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := refuse(op, correctionFaults(m.Noun, b.Noun, correction)); err != nil {
		return err
	}
	correction.On, correction.By = act.Day, act.By
	m.Noun.Minutes.Corrections = append(slices.Clone(m.Noun.Minutes.Corrections), correction)
	c := change{act: act, what: key}
	c.put(register.Round, key, m.Noun, seen)
	return d.record(ctx, op, register.Round, c)
}

// CheckCorrection names what stands against a correction, nil if nothing.
func (d *Desk) CheckCorrection(ctx context.Context, key string, correction steering.Correction, day period.Date) error {
	const op = "steering.CheckCorrection"
	s, err := d.known(ctx, day)
	if err != nil {
		return fault.Wrap(op, err)
	}
	m, err := s.meeting(key)
	if err != nil {
		return fault.Wrap(op, err)
	}
	b, err := s.body(m.Noun.Body)
	if err != nil {
		return fault.Wrap(op, err)
	}
	return refuse(op, correctionFaults(m.Noun, b.Noun, correction))
}

// correctionFaults names what is wrong with a correction: it says what is right and why,
// and votes are those of a decision and can be.
func correctionFaults(m steering.Meeting, b steering.Body, c steering.Correction) []fault.Row {
	var rows []fault.Row
	add := func(column, value string, expected text.Text) {
		rows = append(rows, fault.Row{Column: column, Value: value, Expected: expected})
	}
	e, ok := m.Minutes.Entry(c.Of)
	if !ok {
		add("of", "", text.T("ein Eintrag dieser Niederschrift", "an entry of these minutes"))
	}
	if strings.TrimSpace(c.Text) == "" && c.Votes == nil {
		add("text", "", text.T("wie es richtig heißt", "what is right"))
	}
	if strings.TrimSpace(c.Reason) == "" {
		add("reason", "", text.T("warum es berichtigt wird", "why it is corrected"))
	}
	rows = append(rows, tooLong(map[string]string{"text": c.Text, "reason": c.Reason})...)
	if v := c.Votes; v != nil {
		if wrong, is := v.Wrong(m.Voters(b)); is {
			add("votes", v.String(), wrong)
		} else if e.Kind != steering.Decided {
			add("votes", v.String(), text.T("leer: Stimmen hat nur ein Beschluss", "empty: only a decision has votes"))
		}
	}
	return rows
}

// tooLong names the texts that are longer than a text may be, by column.
func tooLong(texts map[string]string) []fault.Row {
	var rows []fault.Row
	for _, column := range slices.Sorted(maps.Keys(texts)) {
		if row, bad := fault.TooLong(column, texts[column], fault.LongestText); bad {
			rows = append(rows, row)
		}
	}
	return rows
}

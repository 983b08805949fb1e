// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package journal

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Formats are the formats of exports.
func Formats() []string { return []string{"csv", "xlsx", "json"} }

// Export writes all entries that q asks for, the oldest first, and notes that
// it did. Before anything is written the note stands in the record.
func (d *Desk) Export(ctx context.Context, q audit.Query, format string, l text.Lang, to io.Writer) error {
	const op = "journal.Export"
	write := map[string]func(table.Sheet) error{
		"csv":  func(s table.Sheet) error { return table.WriteCSV(to, l, s) },
		"xlsx": func(s table.Sheet) error { return table.WriteXLSX(to, l, s) },
		"json": func(s table.Sheet) error { return table.WriteJSON(to, s) },
	}[format]
	if write == nil {
		return fault.Refuse(op, []fault.Row{{Column: "format", Value: format, Expected: text.T("csv, xlsx oder json", "csv, xlsx or json")}})
	}
	asked, err := json.Marshal(q)
	if err != nil {
		return fault.Wrap(op, err)
	}
	err = d.record.Note(ctx, audit.Event{Kind: audit.Export, Object: audit.Object{Kind: audit.EntryObject}, After: "{\"asked\":" + string(asked) + ",\"format\":\"" + format + "\"}"})
	if err != nil {
		return fault.Wrap(op, err)
	}
	var broken error
	s := Sheet(l)
	s.Rows = func(yield func([]table.Cell) bool) {
		broken = d.Each(ctx, q, func(e audit.Entry) error {
			if !yield(cells(e, l)) {
				return io.ErrShortWrite
			}
			return nil
		})
	}
	if err := write(s); err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, broken)
}

// Sheet is the head of an exported record.
func Sheet(l text.Lang) table.Sheet {
	words := func(key, de, en string) table.Column {
		return table.Column{Key: key, Name: text.T(de, en), Kind: table.KindText}
	}
	return table.Sheet{
		Title: text.T("Protokoll", "Record of what was done"),
		Notes: []table.Note{{Label: text.T("Zeiten", "times"), Value: text.T("Weltzeit (UTC)", "UTC")}, {
			Label: text.T("leere Herkunft", "empty origin"), Value: text.T("nach ihrer Frist gelöscht, oder es gab keine", "wiped after its time, or there was none"),
		}},
		Columns: []table.Column{
			{Key: "seq", Name: text.T("Nummer", "number"), Kind: table.KindWhole},
			words("at", "Zeit", "time"), words("kind", "Art", "kind"), words("outcome", "Ausgang", "outcome"),
			{Key: "account", Name: text.T("Konto", "account"), Kind: table.KindWhole},
			words("by", "wer", "who"), words("role", "Rolle", "role"), words("means", "angemeldet durch", "signed in by"), words("origin", "Herkunft", "origin"),
			words("request", "Aufruf", "request"), words("object_kind", "Gegenstand", "object"), words("object_key", "Kennung", "key"),
			words("before", "vorher", "before"), words("after", "nachher", "after"), words("reason", "Begründung", "reason"),
			words("previous", "Prüfsumme davor", "digest before"), words("digest", "Prüfsumme", "digest"),
		},
	}
}

func cells(e audit.Entry, l text.Lang) []table.Cell {
	account := table.Cell{}
	if e.Account != 0 {
		account = table.Whole(e.Account)
	}
	return []table.Cell{
		table.Whole(e.Seq), table.Text(e.At.Format(time.RFC3339Nano)), table.Text(e.Kind.Label().In(l)), table.Text(e.Outcome.Label().In(l)), account, table.Text(e.By), table.Text(string(e.Role)),
		table.Text(string(e.Means)), table.Text(e.Request.Origin), table.Text(e.Request.ID), table.Text(e.Object.Kind), table.Text(e.Object.Key),
		table.Text(e.Event.Before), table.Text(e.After), table.Text(e.Reason), table.Text(e.Previous.String()), table.Text(e.Digest.String()),
	}
}

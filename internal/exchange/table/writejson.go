// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"encoding/json"
	"io"

	"planraum/internal/text"
)

type jsonColumn struct {
	Key    string    `json:"key"`
	Name   text.Text `json:"name"`
	Unit   text.Text `json:"unit"`
	Kind   Kind      `json:"kind"`
	Places int       `json:"places"`
}

// WriteJSON writes the sheet as one object {title, notes, columns, rows} with
// texts in both languages. A row is an array in the order of columns: numbers
// are exact JSON numbers (money in euros, shares in percent), days and months
// strings, unknown is null.
func WriteJSON(w io.Writer, s Sheet) error {
	columns := make([]jsonColumn, len(s.Columns))
	for i, c := range s.Columns {
		columns[i] = jsonColumn{c.key(), c.Name, c.Unit, c.Kind, c.places()}
	}
	notes := s.Notes
	if notes == nil {
		notes = []Note{}
	}
	head, err := json.Marshal(struct {
		Title   text.Text    `json:"title"`
		Notes   []Note       `json:"notes"`
		Columns []jsonColumn `json:"columns"`
	}{s.Title, notes, columns})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	_, _ = out.Write(head[:len(head)-1]) // errors stay with out until Flush
	_, _ = out.WriteString(`,"rows":[`)
	if s.Rows != nil {
		if err := writeJSONRows(out, s); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

func writeJSONRows(out *bufio.Writer, s Sheet) error {
	before := "\n["
	for row := range s.Rows {
		if err := s.check(row); err != nil {
			return err
		}
		for i, c := range row {
			if i > 0 {
				before = ","
			}
			_, _ = out.WriteString(before)
			if err := writeJSONCell(out, c, s.Columns[i].places()); err != nil {
				return err
			}
		}
		if len(row) == 0 {
			_, _ = out.WriteString(before)
		}
		_ = out.WriteByte(']')
		before = ",\n["
	}
	return nil
}

func writeJSONCell(out *bufio.Writer, c Cell, places int) error {
	switch {
	case c.kind == "":
		_, err := out.WriteString("null")
		return err
	case c.isNumber():
		_, err := out.WriteString(c.exact(places))
		return err
	}
	b, err := json.Marshal(c.String())
	if err != nil {
		return err
	}
	_, err = out.Write(b)
	return err
}

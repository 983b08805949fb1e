// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"encoding/json"
	"io"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type jsonColumn struct {
	Key    string    `json:"key"`
	Name   text.Text `json:"name"`
	Unit   text.Text `json:"unit"`
	Kind   Kind      `json:"kind"`
	Places int       `json:"places"`
}

// WriteJSON writes the sheet as one object {title, as_of, notes, columns, rows} with
// texts in both languages. A row is an array in the order of columns: numbers
// are exact JSON numbers (money in euros, shares in percent), days and months
// strings, unknown is null.
func WriteJSON(w io.Writer, s Sheet) error {
	columns := make([]jsonColumn, len(s.Columns))
	for i, c := range s.Columns {
		columns[i] = jsonColumn{c.key(), c.Name, c.Unit, c.Kind, c.places()}
	}
	notes := s.Head()
	if notes == nil {
		notes = []Note{}
	}
	head, err := json.Marshal(struct {
		Title   text.Text    `json:"title"`
		AsOf    period.Date  `json:"as_of,omitzero"`
		Notes   []Note       `json:"notes"`
		Columns []jsonColumn `json:"columns"`
	}{s.Title, s.AsOf, notes, columns})
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
	b, err := c.json(places)
	if err != nil {
		return err
	}
	_, err = out.Write(b)
	return err
}

func (c Cell) json(places int) ([]byte, error) {
	switch {
	case c.kind == "", c.withheld:
		return []byte("null"), nil
	case c.isNumber():
		return []byte(c.exact(places)), nil
	}
	return json.Marshal(c.String())
}

// Members returns the cells of a row as members of a JSON object, by the keys
// of their columns: exact numbers, days and months as strings, unknown as null.
// It refuses a row that does not fit the columns (fault.Internal).
func (s Sheet) Members(row []Cell) (map[string]json.RawMessage, error) {
	if err := s.check(row); err != nil {
		return nil, fault.Wrap("table.Members", err)
	}
	members := make(map[string]json.RawMessage, len(row))
	for i, c := range row {
		value, err := c.json(s.Columns[i].places())
		if err != nil {
			return nil, fault.Wrap("table.Members", err)
		}
		members[s.Columns[i].key()] = value
	}
	return members, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package htmltest

import (
	"bytes"
	"encoding/json"
	"strings"

	"planraum/internal/exchange/table"
)

// Files fetches every table of a page as CSV, XLSX and JSON, reads it again
// and reports those that hold another number of rows than the page, or that
// cannot be read. It returns the number of tables.
func (v Visitor) Files(page Node) int {
	v.T.Helper()
	tables := page.All("section.table")
	for _, t := range tables {
		rows := len(t.All("tbody tr")) - len(t.All("tbody td.empty")) + len(t.All("tfoot tr"))
		for _, a := range t.All("p.files a") {
			address := a.Attr("href")
			name := "datei." + strings.ToLower(a.Text())
			if got, err := rowsOf(name, v.File(address)); err != nil || got != rows {
				v.T.Errorf("%s holds %d rows, the page %d (%v)", address, got, rows, err)
			}
		}
	}
	return len(tables)
}

func rowsOf(name string, content []byte) (int, error) {
	if strings.HasSuffix(name, ".json") {
		var file struct{ Rows []any }
		err := json.Unmarshal(content, &file)
		return len(file.Rows), err
	}
	if strings.HasSuffix(name, ".geojson") {
		var file struct{ Features []any }
		err := json.Unmarshal(content, &file)
		return len(file.Features), err
	}
	t, err := table.Read(name, bytes.NewReader(content))
	if err != nil {
		return 0, err
	}
	return len(t.Rows), nil
}

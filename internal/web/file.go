// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"planraum/internal/exchange/geojson"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// file answers with one of the page's tables as CSV, XLSX, JSON or, where it
// speaks of areas, GeoJSON.
func (s *server) file(ctx context.Context, w http.ResponseWriter, r request, a answer, id string) {
	p := a.frame(r.Page)
	for _, t := range a.tables {
		if t.ID != id {
			continue
		}
		t.Sort(r.Query.Get(view.SortParam), r.Lang)
		var out bytes.Buffer
		kind, err := s.writeTable(&out, r, t, p)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		if err := s.log(ctx, r, a, t, kind.ending); err != nil {
			s.fail(w, r, err)
			return
		}
		h := w.Header()
		h.Set("Content-Type", kind.media)
		h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "planraum-"+id+"-"+p.AsOf.String()+"."+kind.ending))
		h.Set("Content-Length", strconv.Itoa(out.Len()))
		_, _ = w.Write(out.Bytes())
		return
	}
	s.fail(w, r, fault.New(fault.NotFound, "web.file("+id+")",
		"Diese Tabelle gibt es auf der Seite nicht.", "There is no such table on this page."))
}

// writeTable writes a table of a page in the format that the address names.
func (s *server) writeTable(out *bytes.Buffer, r request, t *view.Table, p view.Page) (fileKind, error) {
	format := r.Query.Get("format")
	if format != geoFormat || !t.OnAreas() {
		return writeSheet(out, format, r.Lang, t.Sheet(p))
	}
	areas, err := s.Data.Areas(r.Context(), "")
	if err != nil {
		return fileKind{}, fault.Wrap("web.writeTable", err)
	}
	return fileKind{geoFormat, "application/geo+json"}, geojson.WriteSheet(out, t.Sheet(p), areas)
}

// geoFormat is the format of tables on areas, with their shapes.
const geoFormat = "geojson"

// purposeParam is the query parameter that says what a file is for.
const purposeParam = "zweck"

// log keeps in the log that a table leaves as a file. What cannot be logged
// does not leave.
func (s *server) log(ctx context.Context, r request, a answer, t *view.Table, format string) error {
	content := a.name.De + ": " + t.Caption.De + " (" + r.Path + ", Stand " + r.AsOf.In(text.De) + ")"
	return s.logged(ctx, r, content, format)
}

func (s *server) logged(ctx context.Context, r request, content, format string) error {
	if s.Protect == nil {
		return nil
	}
	return s.Protect.Record(ctx, r.By(), content, format, r.Query.Get(purposeParam))
}

type fileKind struct{ ending, media string }

func writeSheet(out *bytes.Buffer, format string, l text.Lang, s table.Sheet) (fileKind, error) {
	switch format {
	case "csv":
		return fileKind{"csv", "text/csv; charset=utf-8"}, table.WriteCSV(out, l, s)
	case "xlsx":
		return fileKind{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, table.WriteXLSX(out, l, s)
	case "json":
		return fileKind{"json", "application/json"}, table.WriteJSON(out, s)
	}
	return fileKind{}, fault.Refuse("web.writeSheet", []fault.Row{{
		File: "Adresse", Column: "format", Value: format, Expected: text.T("csv, xlsx oder json; geojson bei Tabellen mit Gebieten", "csv, xlsx or json; geojson for tables on areas"),
	}})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// maxImport is the size of the largest file that an import takes, in bytes.
const maxImport = 200 << 20

// Imported says what became of a file.
type Imported struct {
	Stand
	Kind   string `json:"kind" doc:"what the file held"`
	Rows   int    `json:"rows"`
	Stored bool   `json:"stored" doc:"false after a dry run"`
}

type importInput struct {
	Upload
	Client string `header:"Planraum-Client" required:"true" enum:"1"`
	Kind   string `query:"kind"`
	Name   string `query:"name" required:"true" maxLength:"200" example:"figures.csv"`
	DryRun bool   `query:"dry_run"`
}

func (f *face) importOperations() {
	o := operation{
		id: "import-file", method: http.MethodPost, path: "/imports", tag: "imports", writes: true,
		summary: text.T("eine Datei einlesen", "Import a file"),
		about: text.T("Die Datei wird ganz eingelesen oder gar nicht: Eine fehlerhafte wird mit jedem Fehler abgelehnt (Datei, Zeile, Spalte, Wert, Erwartetes). Eine Datei, die schon eingelesen wurde, ist ein Konflikt. Höchstens 200 MB.",
			"The file is taken whole or not at all: a faulty one is refused with every fault (file, row, column, value, what was expected). A file that was imported before is a conflict. At most 200 MB."),
		errors: []int{http.StatusConflict, http.StatusRequestEntityTooLarge},
	}
	add(f, o, f.importFile)
	f.body(o.id, map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
		"The bytes of the file: CSV, XLSX, a plan file (.yaml) or boundaries (.geojson).")
	for _, p := range f.published(o).Parameters {
		if p.Name == "kind" {
			p.Schema.Enum = enum(data.Kinds())
		}
	}
}

func (f *face) importFile(ctx context.Context, in *importInput) (Imported, error) {
	const op = "api.importFile"
	out := Imported{Stand: standOf(ctx)}
	file, err := spool(in.reader(maxImport))
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	defer discard(file)
	done, err := f.Data.Import(ctx, data.Incoming{
		Name: in.Name, Kind: in.Kind, Content: file, By: "API", Now: f.Now().UTC(), DryRun: in.DryRun,
	})
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.Kind, out.Rows, out.Stored = done.Kind, done.Rows, done.Stored
	out.Position, err = f.Data.Position(ctx)
	return out, fault.Wrap(op, err)
}

// spool keeps a body in a file for the time of its import: the desk reads it
// twice, and 200 MB do not belong into memory.
func spool(body io.Reader) (*os.File, error) {
	file, err := os.CreateTemp("", "planraum-import-*")
	if err != nil {
		return nil, unspooled(err)
	}
	if _, err = io.Copy(file, body); err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if err == nil {
		return file, nil
	}
	discard(file)
	var said *fault.Error
	if errors.As(err, &said) {
		return nil, err
	}
	return nil, unspooled(err)
}

func unspooled(cause error) error {
	return &fault.Error{
		Kind: fault.Unavailable, Op: "api.spool", Cause: cause,
		Say: text.T("Die Datei kann nicht zwischengelagert werden: Der Ordner für Übergangsdateien ist voll oder gesperrt. Es wurde nichts gespeichert.",
			"The file cannot be kept for the import: the folder for temporary files is full or locked. Nothing was stored."),
	}
}

func discard(file *os.File) {
	_ = file.Close()
	_ = os.Remove(file.Name())
}

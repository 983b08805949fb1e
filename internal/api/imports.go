// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/staffing"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/platform/spool"
	"planraum/internal/text"
)

// Imported says what became of a file, or after a dry run what would.
type Imported struct {
	Stand
	Kind          string        `json:"kind" doc:"what the file held"`
	Rows          int           `json:"rows"`
	Stored        bool          `json:"stored" doc:"false after a dry run, and where there was nothing new"`
	New           int           `json:"new" doc:"rows of which nobody has said anything yet"`
	Changed       int           `json:"changed" doc:"rows of which the same source said something else"`
	Unchanged     int           `json:"unchanged" doc:"rows that stand there already; they are not recorded again"`
	Contradicting int           `json:"contradicting" doc:"rows of which another source says otherwise; recorded beside it"`
	Corrections   int           `json:"corrections" doc:"rows that correct a released month"`
	NothingNew    bool          `json:"nothing_new"`
	Effect        text.Text     `json:"effect" doc:"what changes, in a sentence"`
	Broken        int           `json:"stock_accounts_broken" doc:"stock accounts that do not agree afterwards"`
	Mended        int           `json:"stock_accounts_mended"`
	Moved         int           `json:"stock_accounts_moved" doc:"stock accounts of which only the gap changes"`
	Mapping       string        `json:"mapping,omitempty"`
	Changes       []importedRow `json:"changes" doc:"the first 100 rows of each class"`

	Posts *staffing.Together `json:"posts,omitempty" doc:"what changes of the staffing plan do: posts on the days on which they begin, posts and cost by budget year, without and with the file"`
}

// importedRow is a row of the file beside what the ledger holds of the same.
type importedRow struct {
	Class   string    `json:"class" enum:"new,changed,unchanged,contradicting"`
	Row     int       `json:"row"`
	Name    text.Text `json:"name"`
	Was     text.Text `json:"was"`
	Is      text.Text `json:"is"`
	Of      int64     `json:"of,omitempty" doc:"running number of the older figure or record"`
	Source  string    `json:"source"`
	Against string    `json:"against,omitempty" doc:"source that says otherwise"`

	Notes []text.Text `json:"notes,omitempty" doc:"what is to be asked or known of the row beyond that"`
}

type importInput struct {
	Upload
	Client  string `header:"Planraum-Client" required:"true" enum:"1"`
	Kind    string `query:"kind"`
	Name    string `query:"name" required:"true" maxLength:"200" example:"figures.csv"`
	Mapping string `query:"mapping" maxLength:"200"`
	Sheet   string `query:"sheet" maxLength:"200"`
	Reason  string `query:"reason" maxLength:"2000"`
	DryRun  bool   `query:"dry_run"`
}

func (f *face) importOperations() {
	o := operation{
		id: "import-file", method: http.MethodPost, path: "/imports", tag: "imports", writes: true,
		need:    need{rights.Import, rights.Upload, nil},
		summary: text.T("eine Datei einlesen", "Import a file"),
		about: text.T("Die Datei wird ganz eingelesen oder gar nicht: Eine fehlerhafte wird mit jedem Fehler abgelehnt (Datei, Zeile, Spalte, Wert, Erwartetes). Eine Datei, die schon eingelesen wurde, ist ein Konflikt; eine, die in anderen Worten dasselbe sagt, ändert nichts. Die Antwort zählt neue, geänderte, unveränderte und widersprechende Zeilen. Wie groß eine Datei sein darf, legt die Verwaltung fest (sonst 200 MB).",
			"The file is taken whole or not at all: a faulty one is refused with every fault (file, row, column, value, what was expected). A file that was imported before is a conflict; one that says the same in other words changes nothing. The answer counts new, changed, unchanged and contradicting rows. How large a file may be is for the administrator to say (else 200 MB)."),
		errors: []int{http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge},
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
	settings, err := f.Data.Settings(ctx)
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	file, err := spool.Keep(in.reader(settings.MaxUpload))
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	defer file.Close()
	done, err := f.Data.Import(ctx, data.Incoming{
		Name: in.Name, Kind: in.Kind, Mapping: in.Mapping, Sheet: in.Sheet, Reason: in.Reason,
		Content: file, By: by(ctx), Now: f.Now().UTC(), DryRun: in.DryRun,
	})
	if err != nil {
		return out, fault.Wrap(op, err)
	}
	out.fill(done)
	out.Position, err = f.Data.Position(ctx)
	return out, fault.Wrap(op, err)
}

// fill takes over what became of the file.
func (out *Imported) fill(done data.Outcome) {
	out.Kind, out.Rows, out.Stored, out.NothingNew, out.Mapping = done.Kind, done.Rows, done.Stored, done.Nothing, done.Mapping
	out.New, out.Changed, out.Unchanged, out.Contradicting, out.Corrections = done.New, done.Changed, done.Unchanged, done.Contradicting, done.Corrected
	out.Broken, out.Mended, out.Moved = done.Accounts.Breaks, done.Accounts.Mends, done.Accounts.Moves
	out.Posts = done.Posts
	out.Effect, out.Changes = done.Sentence(), []importedRow{}
	for _, class := range data.Classes() {
		for _, c := range done.Changes[class] {
			out.Changes = append(out.Changes, importedRow{string(c.Class), c.Line, c.Name, c.Was, c.Is, c.Of, c.Source, c.Against, c.Notes})
		}
	}
}

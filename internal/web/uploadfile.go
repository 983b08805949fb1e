// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// The parameters of a file on its way in.
const (
	mappingParam = "zuordnung" // name of the mapping; newMapping asks for one
	sheetParam   = "blatt"     // sheet of a workbook
	reasonParam  = "grund"     // why a released month is corrected
	newMapping   = "neu"
)

// uploadContentOf is what the page of one file shows.
type fileContent struct {
	data.Inspection
	Mapping string // by which it is read; "" for the city's own columns
	Reason  string
	Outcome data.Outcome
	Refused error // faults of the file; nil: it can be read in
	Tables  []*view.Table
	Reached bool       // the effect is known
	Unsaid  []string   // columns for which the mapping still demands a statement
	Typed   url.Values // what was typed for them
}

// Stored reports whether the file is refused because it was taken in before.
func (c fileContent) Stored() bool { return fault.KindOf(c.Refused) == fault.Conflict }

// uploaded shows what reading a file in would change, or asks what its columns
// mean. Nothing is stored.
func (s *server) uploaded(ctx context.Context, r request) (answer, error) {
	c, err := s.inspect(ctx, r)
	if err != nil {
		return s.unreadable(r, err)
	}
	if c.Kind == "" && c.Mapping == "" {
		return s.mappingAnswer(ctx, r, c, mappingEntry{}, nil)
	}
	return s.preview(ctx, r, c)
}

// inspect looks at the file and decides by which mapping it is read.
func (s *server) inspect(ctx context.Context, r request) (fileContent, error) {
	c := fileContent{Mapping: r.Query.Get(mappingParam), Reason: r.Query.Get(reasonParam)}
	var err error
	c.Inspection, err = s.Data.Inspect(ctx, r.PathValue("upload"), r.Query.Get(sheetParam))
	switch {
	case c.Mapping == newMapping:
		c.Mapping, c.Kind = "", ""
	case c.Mapping == "" && c.Kind == "" && len(c.Fits) > 0:
		c.Mapping = c.Fits[0].Name
	}
	return c, err
}

// unreadable answers for a file of which not even the first rows can be read.
func (s *server) unreadable(r request, err error) (answer, error) {
	if fault.KindOf(err) != fault.Invalid {
		return answer{}, err
	}
	return answer{
		name: text.T("Einlesen", "Import"), answer: text.T("Diese Datei kann nicht gelesen werden", "This file cannot be read"), status: fault.Invalid.Status(),
		body: func(p view.Page) templ.Component { return unreadableBody(p, err) },
	}, nil
}

func (s *server) incoming(r request, c fileContent) data.Incoming {
	return data.Incoming{By: r.By(), Now: time.Now().UTC(), Mapping: c.Mapping, Sheet: r.Query.Get(sheetParam), Reason: c.Reason}
}

// largeFile is the size in bytes from which on a file is checked as a job.
const largeFile = 4 << 20

// largeAnswer offers to check a file that takes longer than a page may.
func largeAnswer(c fileContent) answer {
	return answer{
		name: text.T("Einlesen", "Import"), answer: fileSentence(c.Name, text.T("eine große Datei, die erst geprüft wird", "a large file that is checked first")),
		body: func(p view.Page) templ.Component { return largeBody(p, c) },
	}
}

func (s *server) preview(ctx context.Context, r request, c fileContent) (answer, error) {
	if c.Size > largeFile {
		return largeAnswer(c), nil
	}
	outcome, err := s.Data.Try(ctx, c.ID, s.incoming(r, c))
	kind := fault.KindOf(err)
	if err != nil && kind != fault.Invalid && kind != fault.Conflict {
		return answer{}, err
	}
	c.Outcome, c.Refused = outcome, err
	if err != nil {
		var broken error
		if c.Unsaid, broken = s.unsaid(ctx, c.Mapping); broken != nil {
			return answer{}, broken
		}
	}
	a := answer{name: text.T("Einlesen", "Import"), answer: fileSentence(c.Name, outcome.Sentence())}
	if c.Mapping != "" {
		a.facts = append(a.facts, text.T("gelesen nach der Zuordnung „"+c.Mapping+"“", "read by the mapping “"+c.Mapping+"”"))
	}
	if err != nil {
		a.status = kind.Status()
		a.answer = fileSentence(c.Name, fault.SayOf(err))
	} else {
		c.Tables = changeTables(outcome, r)
		a.tables = c.Tables
	}
	a.body = func(p view.Page) templ.Component { return previewBody(p, c) }
	return a, nil
}

// changeTables are the rows of a file by what they change, the most important
// first.
func changeTables(o data.Outcome, r request) []*view.Table {
	var list []*view.Table
	if o.Posts != nil && len(o.Posts.Years) > 0 {
		t := togetherTable(o.Posts.Years)
		list = append(list, &t)
	}
	for _, class := range []data.Class{data.Changed, data.Contradicting, data.Fresh, data.Unchanged} {
		if len(o.Changes[class]) == 0 {
			continue
		}
		t := rowTable(o, class)
		if o.Posts != nil {
			inSentences(t, o.Changes[class])
		}
		list = append(list, t)
	}
	return list
}

var changeCaptions = map[data.Class]text.Text{
	data.Changed:       text.T("Das ändert sich", "This changes"),
	data.Contradicting: text.T("Das widerspricht anderen Quellen und tritt daneben", "This contradicts other sources and is put beside them"),
	data.Fresh:         text.T("Das ist neu", "This is new"),
	data.Unchanged:     text.T("Das steht schon so da", "This stands there already"),
}

func rowTable(o data.Outcome, class data.Class) *view.Table {
	rows := o.Changes[class]
	t := &view.Table{
		ID: string(class), Caption: changeCaptions[class], Fixed: true, Long: true,
		Columns: []view.Column{
			{Key: "row", Name: text.T("Zeile", "row"), Kind: view.Whole},
			{Key: "item", Name: text.T("Angabe", "item")},
			{Key: "was", Name: text.T("bisher", "so far"), Kind: view.Written},
			{Key: "is", Name: text.T("in der Datei", "in the file"), Kind: view.Written},
			{Key: "against", Name: text.T("andere Quelle", "other source")},
		},
	}
	if all := *o.Of(class); all > len(rows) {
		t.Note = say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Gezeigt sind die ersten %s von %s Zeilen.", "Shown are the first %s of %s rows.").In(l), l.Int(int64(len(rows))), l.Int(int64(all)))
		})
	}
	for _, c := range rows {
		was := view.Say(c.Was)
		was.Ref = c.Ref
		if c.Was == (text.Text{}) {
			was = view.Cell{Known: true, Blank: true}
		}
		against := view.Cell{Known: true, Blank: true}
		if c.Against != "" {
			against = view.Say(text.Same(c.Against))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Num(c.Line, ""), view.Say(c.Name), was, view.Say(c.Is), against}})
	}
	return t
}

// accept reads a file in as it was shown, or gives it up. What is read in stays
// in the ledger, so a step that is not named exactly is none.
func (s *server) accept(ctx context.Context, r request) (answer, error) {
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	step := oneStep(r)
	switch step {
	case "verwerfen":
		return answer{redirect: r.Href(uploadPath)}, s.Data.Discard(ctx, r.PathValue("upload"))
	case "zuordnen", "ergaenzen", "pruefen", "einlesen":
	default:
		return noSuchStep(), nil
	}
	c, err := s.inspect(ctx, r)
	switch {
	case err != nil:
		return s.unreadable(r, err)
	case c.Kind == "" && c.Mapping == "" || step == "zuordnen":
		return s.saveMapping(ctx, r, c)
	case step == "ergaenzen" && c.Mapping != "":
		return s.completeMapping(ctx, r, c)
	case step == "ergaenzen": // there is no mapping to complete
		return noSuchStep(), nil
	}
	c.Reason = strings.TrimSpace(r.PostForm.Get(reasonParam))
	return s.take(ctx, r, c, step == "pruefen")
}

// take orders the file to be read into the ledger, or only to be checked; once.
func (s *server) take(ctx context.Context, r request, c fileContent, check bool) (answer, error) {
	in := s.incoming(r, c)
	in.DryRun = check
	order, err := s.Data.ImportOrder(ctx, c.ID, in)
	if err != nil {
		return answer{}, err
	}
	id, err := s.Work.StartOnce(ctx, order, func(j job.Job) bool { return data.Imports(j, c.ID) })
	return answer{redirect: r.Href(jobsPath + "/" + id)}, err
}

// importedPart is what a job that has read a file in, or checked it, shows.
func (s *server) importedPart(j job.Job, r request) (*importedContent, error) {
	done, err := data.ReadImported(j)
	if err != nil {
		return nil, err
	}
	return &importedContent{Imported: done, Tables: changeTables(done.Outcome, r)}, nil
}

// importedContent is the outcome of an import as a job's page shows it.
type importedContent struct {
	data.Imported
	Tables []*view.Table
}

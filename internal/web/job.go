// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// jobContent is what the page of a job shows.
type jobContent struct {
	job.Job
	Words  text.Text   // how far it is
	Faults *view.Table // of its input; nil: none
	Result *view.Table // nil: none that is a table
	// Imported is what reading a file in has changed; nil: not such a job.
	Imported *importedContent
}

// job shows one job: how far it is, its result, or every fault of its input.
func (s *server) job(ctx context.Context, r request) (answer, error) {
	j, err := s.Work.Job(ctx, r.PathValue("job"))
	if err != nil {
		return answer{}, err
	}
	c := jobContent{Job: j, Words: progressWords(j)}
	a := answer{name: text.T("Vorgänge", "Jobs"), answer: jobSentence(j), facts: jobFacts(j)}
	if j.Failure != nil && len(j.Failure.Rows) > 0 {
		c.Faults = faultTable(j.Failure.Rows)
		a.tables = append(a.tables, c.Faults)
	}
	if j.Kind == planning.RecomputeKind && j.State == job.Done {
		if c.Result, err = recomputedTable(j, r); err != nil {
			return answer{}, err
		}
		a.tables = append(a.tables, c.Result)
	}
	if j.Kind == safekeeping.Kind && j.State == job.Done {
		if c.Result, err = backupTable(j); err != nil {
			return answer{}, err
		}
		a.tables = append(a.tables, c.Result)
	}
	if j.Kind == data.ImportKind && j.State == job.Done {
		if c.Imported, err = s.importedPart(j, r); err != nil {
			return answer{}, err
		}
		a.tables = append(a.tables, c.Imported.Tables...)
	}
	if !j.State.Ended() {
		a.refresh = jobRefresh
	}
	a.body = func(p view.Page) templ.Component { return jobBody(p, c) }
	return a, nil
}

func jobSentence(j job.Job) text.Text {
	return say(func(l text.Lang) string {
		faults := 0
		if j.Failure != nil {
			faults = len(j.Failure.Rows)
		}
		form := text.T("„%s“ ist gescheitert.", "“%s” has failed.")
		switch {
		case j.State == job.Running && j.CancelledBy != "":
			form = text.T("„%s“ wird abgebrochen.", "“%s” is being cancelled.")
		case j.State == job.Running:
			form = text.T("„%s“ läuft.", "“%s” is running.")
		case j.State == job.Waiting && j.Failure != nil:
			form = text.T("„%s“ wartet auf den nächsten Versuch.", "“%s” waits for its next attempt.")
		case j.State == job.Waiting:
			form = text.T("„%s“ wartet darauf, dass es losgeht.", "“%s” waits for its turn.")
		case j.State == job.Done:
			form = text.T("„%s“ ist fertig.", "“%s” is done.")
		case j.State == job.Cancelled:
			form = text.T("„%s“ wurde abgebrochen; es wurde nichts gespeichert.", "“%s” was cancelled; nothing was stored.")
		case j.State == job.Refused && faults == 1:
			form = text.T("„%s“ wurde wegen eines Fehlers zurückgewiesen.", "“%s” was refused for one fault.")
		case j.State == job.Refused && faults > 1:
			return fmt.Sprintf(text.T("„%s“ wurde wegen %s Fehlern zurückgewiesen.", "“%s” was refused for %s faults.").In(l), j.Title.In(l), l.Int(int64(faults)))
		case j.State == job.Refused:
			form = text.T("„%s“ wurde zurückgewiesen.", "“%s” was refused.")
		}
		return fmt.Sprintf(form.In(l), j.Title.In(l))
	})
}

func jobFacts(j job.Job) []text.Text {
	at := func(t time.Time) string { return t.UTC().Format("15:04:05") + " UTC" }
	facts := []text.Text{say(func(l text.Lang) string {
		y, m, d := j.CreatedAt.Date()
		return fmt.Sprintf(text.T("bestellt von %s am %s, %s", "ordered by %s on %s, %s").In(l), j.By, l.Date(y, int(m), d), at(j.CreatedAt))
	})}
	if !j.StartedAt.IsZero() {
		facts = append(facts, text.T("begonnen "+at(j.StartedAt), "begun "+at(j.StartedAt)))
	}
	if !j.EndedAt.IsZero() {
		facts = append(facts, text.T("beendet "+at(j.EndedAt), "ended "+at(j.EndedAt)))
	}
	if j.Attempt > 1 {
		facts = append(facts, text.T(fmt.Sprintf("%d. Versuch", j.Attempt), fmt.Sprintf("attempt %d", j.Attempt)))
	}
	reader := j.Lens.Audience.Label()
	return append(facts, text.T("für: "+reader.De, "for: "+reader.En))
}

func faultTable(rows []fault.Row) *view.Table {
	t := &view.Table{
		ID: "fehlerliste", Caption: text.T("Fehler der Eingabe", "Faults of the input"), Long: true,
		Note: text.T("Es wurde nichts gespeichert. Zeile 0 meint die ganze Datei.", "Nothing was stored. Row 0 means the whole file."),
		Columns: []view.Column{
			{Key: "file", Name: text.T("Datei", "file")},
			{Key: "row", Name: text.T("Zeile", "row"), Kind: view.Whole},
			{Key: "column", Name: text.T("Spalte", "column")},
			{Key: "value", Name: text.T("steht da", "stands there")},
			{Key: "expected", Name: text.T("erwartet", "expected")},
		},
	}
	for _, r := range rows {
		value := view.Say(text.Same(r.Value))
		value.Known, value.Blank = true, r.Value == ""
		column := view.Say(text.Same(r.Column))
		column.Blank = r.Column == ""
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(r.File)), view.Num(r.Line, ""), column, value, view.Say(r.Expected)}})
	}
	return t
}

func recomputedTable(j job.Job, r request) (*view.Table, error) {
	list, err := planning.ReadRecomputed(j.Result)
	if err != nil {
		return nil, err
	}
	t := &view.Table{
		ID: "laeufe", Caption: text.T("Neu gerechnete Pläne", "Plans evaluated anew"),
		Empty:   text.T("An diesem Stand gab es keinen Plan.", "There was no plan as of this date."),
		Columns: []view.Column{{Key: "plan", Name: text.T("Plan", "plan")}, {Key: "run", Name: text.T("Lauf", "run")}, {Key: "reason", Name: text.T("warum nicht", "why not")}},
	}
	for _, p := range list {
		run, reason := view.Say(text.Same(p.Run)), view.Say(p.Reason)
		run.Blank, reason.Blank = p.Run == "", p.Reason == (text.Text{})
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(p.Name, r.Href("/plaene/"+p.Plan)), run, reason}})
	}
	return t, nil
}

// wishJob cancels a job or tries it once more.
func (s *server) wishJob(ctx context.Context, r request) (answer, error) {
	if err := shortForm(r); err != nil {
		return answer{}, err
	}
	id := r.PathValue("job")
	var err error
	switch step := r.PostForm.Get("schritt"); step {
	case "abbrechen":
		err = s.Work.Cancel(ctx, id, r.By())
	case "wiederholen":
		err = s.Work.Retry(ctx, id)
	default:
		err = fault.Refuse("web.wishJob", []fault.Row{{File: r.T("Formular", "form"), Column: "schritt", Value: step, Expected: text.Same("abbrechen, wiederholen")}})
	}
	return answer{redirect: r.Href(jobsPath + "/" + id)}, err
}

// shortForm reads a form of few fields.
func shortForm(r request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "web.shortForm: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	return nil
}

// jobFile hands out the file that a job has made.
func (s *server) jobFile(ctx context.Context, r request) (answer, error) {
	id := r.PathValue("job")
	j, err := s.Work.Job(ctx, id)
	if err != nil {
		return answer{}, err
	}
	if j.File == nil {
		return answer{}, fault.New(fault.NotFound, "web.jobFile("+id+")", "Zu diesem Vorgang gibt es keine Datei.", "There is no file of this job.")
	}
	if err := s.logged(ctx, r, j.Title.De, j.File.Media); err != nil {
		return answer{}, err
	}
	return answer{download: &download{name: j.File.Name, media: j.File.Media, size: j.File.Size, write: func(ctx context.Context, to io.Writer) error {
		return s.Work.File(ctx, id, to)
	}}}, nil
}

// orderExport orders all figures of the as-of date as a file.
func (s *server) orderExport(ctx context.Context, r request) (answer, error) {
	if err := shortForm(r); err != nil {
		return answer{}, err
	}
	order, err := data.ExportOrder(data.Outgoing{Kind: "figures", Format: r.PostForm.Get("format"), AsOf: r.AsOf, Lang: r.Lang}, r.By())
	return s.ordered(ctx, r, order, err)
}

// orderRecompute orders all plans of the as-of date to be evaluated anew.
func (s *server) orderRecompute(ctx context.Context, r request) (answer, error) {
	order, err := planning.RecomputeOrder(r.AsOf, r.By())
	return s.ordered(ctx, r, order, err)
}

func (s *server) ordered(ctx context.Context, r request, order job.Order, err error) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	id, err := s.Work.Start(ctx, order)
	return answer{redirect: r.Href(jobsPath + "/" + id)}, err
}

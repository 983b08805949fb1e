// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

func dayOfTime(t time.Time) period.Date { return period.OfTime(t) }

// paperContent is all that the page of a text shows.
type paperContent struct {
	Name    string
	Issue   int64 // record of the issue that is shown; 0: the text as it is
	Text    shownText
	Open    []fault.Row // why it cannot be issued; of drafts alone
	Changes *view.Table // against the issue before; nil: there is none
	Since   report.Stored
	Issues  view.Table
	// Out is the newest issue where the text as it is is shown; nil: there is none.
	Out     *outText
	Bound   *boundText // the council paper that it goes out with; nil: none
	Form    *issueForm // nil: the reader may not issue, or it cannot be
	Refused error
	// NoPDF says why there is no PDF; empty: there is.
	NoPDF text.Text
}

// issueForm is what is confirmed when a text is issued.
type issueForm struct {
	Seen   string // digest of the text that the page showed
	After  int64  // the newest version
	Effect []text.Text
}

// paper shows a text as a page, each number with its derivation.
func (s *server) paper(ctx context.Context, r request) (answer, error) {
	return s.paperAnswer(ctx, r, nil)
}

// wanted is the version that a request asks for: an issue, or 0 for the text as it is,
// which only those see who may see drafts.
func (s *server) wanted(ctx context.Context, r request, issues []report.Stored) (int64, error) {
	asked := r.URL.Query().Get("ausgabe")
	if asked == "" {
		if s.writes(ctx) || len(issues) == 0 {
			return 0, nil
		}
		return issues[len(issues)-1].Record, nil
	}
	id, err := strconv.ParseInt(asked, 10, 64)
	if err != nil || !slices.ContainsFunc(issues, func(v report.Stored) bool { return v.Record == id }) {
		return 0, fault.New(fault.NotFound, "web.wanted("+asked+")", "Diese Ausgabe gibt es unter diesem Stand nicht.", "There is no such issue as of this date.")
	}
	return id, nil
}

// text is the text that a request asks for, with the issues that there are.
func (s *server) text(ctx context.Context, r request) (report.Stored, []report.Stored, error) {
	if s.Report == nil {
		return report.Stored{}, nil, withoutPapers
	}
	issues, err := s.issues(ctx, r)
	if err != nil {
		return report.Stored{}, nil, err
	}
	id, err := s.wanted(ctx, r, issues)
	if err != nil {
		return report.Stored{}, nil, err
	}
	v, err := s.Report.Text(ctx, r.PathValue("report"), r.AsOf, id)
	return v, issues, err
}

func (s *server) paperAnswer(ctx context.Context, r request, refused error) (answer, error) {
	v, issues, err := s.text(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := paperContent{Name: v.Name, Text: shown(v.Document, r), Refused: refused}
	table := issuesTable(issues, r)
	c.Issues = table
	if v.Issued() {
		c.Issue = v.Record
	} else {
		c.Open = report.Open(v.Document)
	}
	if before, ok := beforeOf(v, issues); ok {
		c.Since, c.Changes = before, changesTable(before, v)
	}
	if c.Out, err = s.outOf(ctx, r, v, issues, c.Changes); err != nil {
		return answer{}, err
	}
	if err := s.offerIssue(ctx, &c, v, r); err != nil {
		return answer{}, err
	}
	if c.Bound, err = s.boundOf(ctx, r, v); err != nil {
		return answer{}, err
	}
	if err := report.Printable(s.Printer); err != nil {
		c.NoPDF = fault.SayOf(err)
	}
	said := paperSentence(v, len(c.Open), c.Refused)
	if c.Bound != nil && (len(c.Open) == 0 || c.Bound.Out) {
		said = c.Bound.sentence(v)
	}
	if c.Bound != nil && c.Bound.Out && refused == nil {
		c.Refused = nil // it is out: nothing is refused
	}
	if c.Out != nil && c.Out.Same {
		said = paperSentence(issues[len(issues)-1], 0, nil)
	}
	a := answer{name: papersName, answer: said, facts: paperFacts(v), body: func(p view.Page) templ.Component { return paperBody(p, c) }}
	a.tables = append(c.Text.tables(), &c.Issues)
	if c.Changes != nil {
		a.tables = append(a.tables, c.Changes)
	}
	if !v.Issued() && r.Released && !r.Public {
		a.release = text.T("alle Werte; was nicht freigegeben ist, steht als offene Stelle da", "all values; what is not released stands as an open place")
	}
	if refused != nil {
		a.status = fault.KindOf(refused).Status()
	}
	return a, nil
}

// beforeOf is the issue before a text.
func beforeOf(v report.Stored, issues []report.Stored) (report.Stored, bool) {
	for i := len(issues) - 1; i >= 0; i-- {
		if !v.Issued() || issues[i].Record < v.Record {
			return issues[i], true
		}
	}
	return report.Stored{}, false
}

func paperSentence(v report.Stored, open int, refused error) text.Text {
	return say(func(l text.Lang) string {
		switch {
		case v.Issued():
			return fmt.Sprintf(text.T("%s: ausgegeben mit dem Stand %s.", "%s: issued as of %s.").In(l), v.Document.Title, v.AsOf.In(l))
		case open == 0 && refused != nil:
			return fmt.Sprintf(text.T("%s: Entwurf, mit diesem Stand nicht auszugeben.", "%s: draft, not to be issued as of this date.").In(l), v.Document.Title)
		case open == 0:
			return fmt.Sprintf(text.T("%s: Entwurf, alle Zahlen können ausgegeben werden.", "%s: draft, all numbers can be issued.").In(l), v.Document.Title)
		case open == 1:
			return fmt.Sprintf(text.T("%s: Entwurf, eine Stelle steht der Ausgabe entgegen.", "%s: draft, one place stands against issuing it.").In(l), v.Document.Title)
		}
		return fmt.Sprintf(text.T("%s: Entwurf, %s Stellen stehen der Ausgabe entgegen.", "%s: draft, %s places stand against issuing it.").In(l), v.Document.Title, l.Int(int64(open)))
	})
}

func paperFacts(v report.Stored) []text.Text {
	facts := []text.Text{text.T("Stand der Zahlen: "+v.AsOf.In(text.De), "numbers as of "+v.AsOf.In(text.En))}
	if v.Issued() {
		day := dayOfTime(v.At)
		facts = append(facts, text.T("ausgegeben am "+day.In(text.De)+" von: "+v.By, "issued on "+day.In(text.En)+" by: "+v.By), text.T("Prüfsumme "+v.Digest, "checksum "+v.Digest))
	}
	return facts
}

// changesTable sets a text beside the issue before it.
func changesTable(before, after report.Stored) *view.Table {
	t := view.Table{
		ID: "geaendert", Caption: text.T("Was sich seit dem Stand "+before.AsOf.In(text.De)+" geändert hat", "What has changed since "+before.AsOf.In(text.En)), Fixed: true, Long: true,
		Empty: text.T("Keine Zahl hat sich geändert.", "No number has changed."),
		Columns: []view.Column{
			{Key: "where", Name: text.T("Satz oder Tabelle", "sentence or table")},
			{Key: "row", Name: text.T("Zeile und Spalte", "row and column")},
			{Key: "old", Name: text.T("vorher", "before")},
			{Key: "new", Name: text.T("jetzt", "now")},
		},
	}
	cell := func(written, ref string) view.Cell {
		c := view.Name(written, "")
		if written == "" {
			c = view.Say(text.T("nicht enthalten", "not there"))
		}
		c.Ref = ref
		return c
	}
	for _, d := range report.Compare(before.Document, after.Document) {
		row := view.Cell{Known: true, Blank: true}
		if d.Row != "" {
			row = view.Name(d.Row, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(d.Sentence, ""), row, cell(d.Old, d.RefOld), cell(d.New, d.RefNew)}})
	}
	return &t
}

// offerIssue offers to issue a draft that can be, to those who may.
func (s *server) offerIssue(ctx context.Context, c *paperContent, v report.Stored, r request) error {
	if v.Issued() || len(c.Open) > 0 || c.Out != nil && c.Out.Same || !r.Allowed("POST "+reportsPath+"/{report}/ausgabe") {
		return nil
	}
	if err := s.Report.Issuable(ctx, v.Name, r.AsOf); err != nil {
		if c.Refused == nil && fault.KindOf(err) == fault.Conflict {
			c.Refused, err = err, nil
		}
		if fault.KindOf(err) == fault.Conflict {
			err = nil // what was refused before is said already
		}
		return err
	}
	seen, err := report.Digest(v.Document)
	if err != nil {
		return err
	}
	numbers, tables := count(v.Document)
	effect := []text.Text{
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Der Text wird mit dem Stand %s festgehalten, mit %s Zahlen und Sätzen und %s Tabellen und Bildern. Er lässt sich danach nicht mehr ändern.",
				"The text is kept as of %s, with %s numbers and sentences and %s tables and pictures. It cannot be changed afterwards.").In(l), v.AsOf.In(l), l.Int(int64(numbers)), l.Int(int64(tables)))
		}),
		text.T("Alle, auch die Öffentlichkeit, können ihn dann lesen.", "Everybody, the public too, can read it then."),
	}
	if c.Changes != nil {
		n := len(c.Changes.Rows)
		effect = append(effect, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Er folgt auf die Ausgabe vom Stand %s; %s Angaben sind anders.", "It follows the issue as of %s; %s statements differ.").In(l), c.Since.AsOf.In(l), l.Int(int64(n)))
		}))
	}
	c.Form = &issueForm{seen, v.Record, effect}
	return nil
}

// count counts the live numbers and words, and the live tables and pictures of a text.
func count(d document.Document) (numbers, exhibits int) {
	d.Fields(func(_ string, f *document.Field) {
		if f.Kind == document.Rows || f.Kind == document.Chart || f.Kind == document.Map {
			exhibits++
		} else {
			numbers++
		}
	})
	return numbers, exhibits
}

// issuePaper issues a text if it is still what the page showed.
func (s *server) issuePaper(ctx context.Context, r request) (answer, error) {
	if err := shortForm(r); err != nil {
		return answer{}, err
	}
	if s.Report == nil {
		return answer{}, withoutPapers
	}
	v, err := s.Report.Text(ctx, r.PathValue("report"), r.AsOf, 0)
	if err != nil {
		return answer{}, err
	}
	seen, err := report.Digest(v.Document)
	if err != nil {
		return answer{}, err
	}
	if seen != r.PostForm.Get("gesehen") {
		return s.paperAnswer(ctx, r, fault.New(fault.Conflict, "web.issuePaper",
			"Seit Sie die Seite geöffnet haben, hat sich der Text geändert. Bitte noch einmal ansehen.", "The text has changed since you opened the page. Please look at it again."))
	}
	after, _ := strconv.ParseInt(r.PostForm.Get("nach"), 10, 64)
	if _, err := s.Report.Issue(ctx, v, report.Change{By: r.By(), At: time.Now().UTC(), Seen: after}); err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		return s.paperAnswer(ctx, r, err)
	}
	return answer{redirect: r.Href(paperPath(v.Name)) + "#ausgegeben"}, nil
}

// paperFile hands out a text as a file. A PDF takes the office program and is a job.
func (s *server) paperFile(ctx context.Context, r request) (answer, error) {
	format := report.Format(r.PathValue("format"))
	if format == report.PDF || !slices.Contains(report.Formats(), format) {
		return answer{}, fault.New(fault.NotFound, "web.paperFile("+string(format)+")", "Diese Datei gibt es nicht.", "There is no such file.")
	}
	v, _, err := s.text(ctx, r)
	if err != nil {
		return answer{}, err
	}
	files, err := report.NewFiles(v.Marked(), s.Printer)
	if err != nil {
		return answer{}, err
	}
	content, err := files.Write(ctx, format)
	if err != nil {
		return answer{}, err
	}
	if err := s.logged(ctx, r, v.Document.Title, format.Media()); err != nil {
		return answer{}, err
	}
	return answer{download: &download{name: v.FileName(format), media: format.Media(), size: int64(len(content)), write: func(_ context.Context, to io.Writer) error {
		_, err := to.Write(content)
		return err
	}}}, nil
}

// orderPaperPDF orders the PDF of a text.
func (s *server) orderPaperPDF(ctx context.Context, r request) (answer, error) {
	v, _, err := s.text(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if err := report.Printable(s.Printer); err != nil {
		return answer{}, err
	}
	record := int64(0)
	if v.Issued() {
		record = v.Record
	}
	order, err := report.PDFOrder(v.Name, r.AsOf, record, r.By())
	return s.ordered(ctx, r, order, err)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	papers "planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type reportCommand struct {
	Name   string   `arg:"" optional:"" name:"name" help:"help.reportname"`
	AsOf   string   `name:"as-of" help:"help.asof"`
	Out    string   `name:"out" default:"." help:"help.reportout"`
	Format []string `name:"format" default:"docx,odt,pdf" help:"help.reportformat"`
	Issue  bool     `name:"issue" help:"help.reportissue"`
	JSON   bool     `name:"json" help:"help.json"`
}

// Run writes a paper or report, or lists what can be written.
func (c reportCommand) Run(s scope) error {
	if c.Name == "" {
		return c.list(s)
	}
	w, err := c.work(s)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		return printJSON(s, w)
	}
	return w.print(s)
}

// reportLine is a template as JSON.
type reportLine struct {
	Name  string    `json:"name"`
	Title text.Text `json:"title"`
	For   text.Text `json:"for"`
	Lang  text.Lang `json:"lang"` // in which it is written
}

func (c reportCommand) list(s scope) error {
	var list []reportLine
	for _, t := range papers.Templates() {
		list = append(list, reportLine{t.Name, t.Title, t.For, t.Language()})
	}
	if c.JSON {
		return printJSON(s, list)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, l := range list {
		fmt.Fprintf(w, "%s\t%s\t%s\n", l.Name, l.Lang, l.Title.In(s.Lang))
	}
	return w.Flush()
}

// reported is what the command answers.
type reported struct {
	Name  string      `json:"name"`
	Title string      `json:"title"`
	AsOf  period.Date `json:"as_of"`
	Files []string    `json:"files"`
	// Missing are files that could not be written, with the reason.
	Missing []text.Text `json:"missing,omitempty"`
	// Open is why the text cannot be issued yet.
	Open   []fault.Row `json:"open"`
	Issued string      `json:"issued,omitempty"` // digest
}

// formats are those of the call, in the order in which they are offered; all faults at
// once.
func (c reportCommand) formats(s scope) ([]papers.Format, error) {
	var rows []fault.Row
	var list []papers.Format
	for _, name := range c.Format {
		f := papers.Format(strings.ToLower(strings.TrimSpace(name)))
		if !slices.Contains(papers.Formats(), f) {
			rows = append(rows, fault.Row{File: s.say("Aufruf", "call"), Column: "--format", Value: name, Expected: text.T("docx, odt, pdf oder html", "docx, odt, pdf or html")})
		} else if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	if len(rows) > 0 {
		return nil, fault.Refuse("cli.report.formats", rows)
	}
	return list, nil
}

// atOnce are all faults of the call: that the name is unknown, and the rows of the rest.
func (c reportCommand) atOnce(s scope, unknown error, rows []fault.Row) error {
	switch {
	case len(rows) == 0:
		return unknown
	case unknown != nil:
		rows = append([]fault.Row{{
			File: s.say("Aufruf", "call"), Column: "<" + s.say("Name", "name") + ">", Value: c.Name,
			Expected: text.T("eine Vorlage, die es gibt; „planraum report“ nennt alle", "a template that there is; “planraum report” names all"),
		}}, rows...)
	}
	return fault.Refuse("cli.report", rows)
}

func (c reportCommand) work(s scope) (reported, error) {
	t, unknown := papers.Find(c.Name)
	formats, wrong := c.formats(s)
	asOf, noDay := dayOf(s, c.AsOf)
	if err := c.atOnce(s, unknown, append(fault.RowsOf(wrong), fault.RowsOf(noDay)...)); err != nil {
		return reported{}, err
	}
	house, err := s.existing()
	if err != nil {
		return reported{}, err
	}
	out, err := c.write(s, house, t, asOf, formats)
	return out, errors.Join(err, house.Close())
}

func (c reportCommand) write(s scope, house *House, t papers.Template, asOf period.Date, formats []papers.Format) (reported, error) {
	tell(s, text.T("Zahlen nachschlagen", "looking the numbers up"))
	doc, err := house.Report.Made(s.ctx, t, asOf)
	if err != nil {
		return reported{}, err
	}
	out := reported{Name: t.Name, Title: doc.Title, AsOf: asOf, Files: []string{}, Open: openRows(s.Lang, doc)}
	stored := papers.Stored{Name: t.Name, AsOf: asOf, State: council.Draft, Document: doc}
	if c.Issue {
		if stored, err = issue(s, house, t, doc); err != nil {
			return out, err
		}
		out.Issued = stored.Digest
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return out, unwritable(c.Out, err)
	}
	files, err := papers.NewFiles(stored.Marked(), house.Printer)
	if err != nil {
		return out, err
	}
	for _, f := range formats {
		tell(s, text.T("schreiben: "+f.Label().De, "writing: "+f.Label().En))
		name := filepath.Join(c.Out, t.Name+"-"+asOf.String()+"."+string(f))
		content, err := files.Write(s.ctx, f)
		if fault.KindOf(err) == fault.Unavailable && err != nil && len(formats) > 1 {
			out.Missing = append(out.Missing, fault.SayOf(err))
			continue
		}
		if err != nil {
			return out, err
		}
		if err := os.WriteFile(name, content, 0o644); err != nil {
			return out, unwritable(name, err)
		}
		out.Files = append(out.Files, name)
	}
	return out, nil
}

// issue keeps the text for good.
func issue(s scope, house *House, t papers.Template, doc document.Document) (papers.Stored, error) {
	versions, err := house.Report.Versions(s.ctx, t.Name)
	if err != nil {
		return papers.Stored{}, err
	}
	_, last, _, _ := papers.Newest(versions)
	return house.Report.Issue(s.ctx, papers.Stored{Name: t.Name, Template: t.Name, AsOf: doc.AsOf, Document: doc},
		papers.Change{By: by, At: s.now(), Seen: last.Record})
}

// tell says on stderr what is being done.
func tell(s scope, what text.Text) { fmt.Fprintln(s.Err, what.In(s.Lang)+" ...") }

func unwritable(name string, err error) error {
	return fault.New(fault.Invalid, "cli.report: "+err.Error(),
		"„"+name+"“ lässt sich nicht schreiben.", "“"+name+"” cannot be written.")
}

// openRows are what stands against issuing, each with its place in words, also for
// programs.
func openRows(l text.Lang, doc document.Document) []fault.Row {
	rows := append([]fault.Row{}, papers.Open(doc)...)
	for i, r := range rows {
		rows[i].File, rows[i].Column = r.Field.In(l), ""
	}
	return rows
}

func (r reported) print(s scope) error {
	fmt.Fprintf(s.Out, s.say("%s, Stand %s\n", "%s, as of %s\n"), r.Title, r.AsOf.In(s.Lang))
	for _, name := range r.Files {
		fmt.Fprintln(s.Out, name)
	}
	for _, m := range r.Missing {
		fmt.Fprintln(s.Err, m.In(s.Lang))
	}
	switch {
	case r.Issued != "":
		fmt.Fprintln(s.Out, s.say("Ausgegeben und festgehalten: ", "Issued and kept: ")+r.Issued)
	case len(r.Open) > 0:
		fmt.Fprintf(s.Out, s.say("Entwurf, noch nicht ausgebbar: %s offen.\n", "Draft, cannot be issued yet: %s open.\n"), s.count(int64(len(r.Open)), text.T("Stelle", "place"), text.T("Stellen", "places")))
		for _, cause := range fault.Causes(r.Open) {
			if cause.Alone() {
				fmt.Fprintln(s.Out, "  "+cause.Rows[0].In(s.Lang))
				continue
			}
			fmt.Fprintln(s.Out, "  "+s.say("Es fehlt: ", "What is missing: ")+cause.Expected.In(s.Lang))
			for _, row := range cause.Rows {
				fmt.Fprintln(s.Out, "    "+row.Where(s.Lang))
			}
		}
	default:
		fmt.Fprintln(s.Out, s.say("Alle Zahlen können ausgegeben werden (--issue).", "All numbers can be issued (--issue)."))
	}
	return nil
}

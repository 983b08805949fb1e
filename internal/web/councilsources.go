// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/desk/councildata"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilSourcesPath is the page of other council systems from which data come.
const councilSourcesPath = "/rat/quellen"

// councilSourceRoutes are the pages of other council systems.
func (s *server) councilSourceRoutes() map[string]handler {
	return map[string]handler{
		"GET " + councilSourcesPath:  s.councilSources,
		"POST " + councilSourcesPath: s.actOnCouncilSources,
	}
}

// councilSourceNeeds are the rights that they need.
var councilSourceNeeds = map[string]right{
	"GET " + councilSourcesPath:  wholeOf(rights.Read, rights.Paper),
	"POST " + councilSourcesPath: wholeOf(rights.Import, rights.Paper),
}

// councilSource is a source with what became of it.
type councilSource struct {
	councildata.Source
	Runs    []councildata.Run // the last one first
	Running *job.Job
}

// councilSourceContent is what the page shows.
type councilSourceContent struct {
	Sources []councilSource
	Files   []councildata.File
	Chosen  *councildata.Run // the one import whose faults are shown; nil: the last of each source
	Fields  []view.Field
	Version int64  // newest record of the list of sources that was seen
	Seen    string // fingerprint of what the preview showed
	Effect  []text.Text
	Refused error
	Tables  []view.Table
}

// councilSources shows the sources, what was taken from them and what was wrong.
func (s *server) councilSources(ctx context.Context, r request) (answer, error) {
	return s.councilSourcesAnswer(ctx, r, councilSourceContent{Fields: councilSourceFields(url.Values{}, r)})
}

func (s *server) councilSourcesAnswer(ctx context.Context, r request, c councilSourceContent) (answer, error) {
	list, seen, err := s.CouncilData.Sources(ctx)
	if err != nil {
		return answer{}, err
	}
	if c.Version == 0 {
		c.Version = seen
	}
	for _, one := range list {
		runs, err := s.CouncilData.Runs(ctx, one.Key)
		if err != nil {
			return answer{}, err
		}
		running, err := s.takingFrom(ctx, one.Key)
		if err != nil {
			return answer{}, err
		}
		c.Sources = append(c.Sources, councilSource{one, runs, running})
	}
	if c.Files, err = s.CouncilData.Files(ctx); err != nil {
		return answer{}, err
	}
	if c.Chosen, err = chosenRun(c, r); err != nil {
		return answer{}, err
	}
	c.Tables = []view.Table{councilSourceTable(c, r), councilKeptTable(c, r), councilFaultTable(c), councilRunTable(c, r)}
	a := answer{name: text.T("Quellen der Ratsdaten", "Sources of council data"), answer: councilSourcesSentence(c), body: func(p view.Page) templ.Component { return councilSourcesBody(p, c) }}
	for i := range c.Tables {
		a.tables = append(a.tables, &c.Tables[i])
	}
	for _, one := range c.Sources {
		if one.Running != nil {
			a.refresh = jobRefresh
		}
	}
	if c.Refused != nil {
		a.status = fault.KindOf(c.Refused).Status()
	}
	return a, nil
}

// takingFrom is an import from a source that is under way; nil: none.
func (s *server) takingFrom(ctx context.Context, source string) (*job.Job, error) {
	list, err := s.Work.Overview(ctx)
	if err != nil {
		return nil, err
	}
	for _, j := range list.Jobs {
		if councildata.Takes(j, source) && !j.State.Ended() {
			return &j, nil
		}
	}
	return nil, nil
}

// runParam names the import whose faults are shown.
const runParam = "lauf"

// chosenRun is the import that the address names; nil where it names none.
func chosenRun(c councilSourceContent, r request) (*councildata.Run, error) {
	word := r.Query.Get(runParam)
	if word == "" {
		return nil, nil
	}
	for _, named := range allRuns(c) {
		if strconv.FormatInt(named.ID, 10) == word {
			return &named.Run, nil
		}
	}
	return nil, fault.New(fault.NotFound, "web.chosenRun("+word+")", "Diesen Abruf gibt es nicht.", "There is no such import.")
}

// namedRun is an import with the name of its source or file.
type namedRun struct {
	councildata.Run
	Name string
}

// allRuns are the imports of all sources and files, the last one first.
func allRuns(c councilSourceContent) []namedRun {
	var all []namedRun
	for _, s := range c.Sources {
		for _, run := range s.Runs {
			all = append(all, namedRun{run, s.Name})
		}
	}
	for _, f := range c.Files {
		for _, run := range f.Runs {
			all = append(all, namedRun{run, f.Name})
		}
	}
	slices.SortStableFunc(all, func(a, b namedRun) int { return b.Started.Compare(a.Started) })
	return all
}

// toldRuns are the imports whose faults the page shows: the chosen one, else the last of
// each source and file; where that failed, the last that did not as well.
func toldRuns(c councilSourceContent) []namedRun {
	all := allRuns(c)
	if c.Chosen != nil {
		return slices.DeleteFunc(all, func(n namedRun) bool { return n.ID != c.Chosen.ID })
	}
	asked, read := map[string]bool{}, map[string]bool{}
	return slices.DeleteFunc(all, func(n namedRun) bool {
		key := cmp.Or(n.Source, "\n"+n.From) // a file has no source
		failed := n.Failed != (text.Text{})
		old := read[key] || failed && asked[key]
		asked[key], read[key] = true, read[key] || !failed
		return old
	})
}

// Read reports whether anything was ever read from the source.
func (s councilSource) Read() bool {
	return slices.ContainsFunc(s.Runs, func(run councildata.Run) bool { return run.Failed == (text.Text{}) })
}

// newestRun is the last import, whatever its source; false where there is none.
func newestRun(c councilSourceContent) (last councildata.Run, ok bool) {
	all := allRuns(c)
	if len(all) == 0 {
		return last, false
	}
	return all[0].Run, true
}

func councilSourcesSentence(c councilSourceContent) text.Text {
	last, some := newestRun(c)
	return say(func(l text.Lang) string {
		switch {
		case !some && len(c.Sources) == 0:
			return text.T("Noch ist keine Quelle für Ratsdaten eingetragen.", "No source of council data has been entered yet.").In(l)
		case !some:
			return counted(l, len(c.Sources), text.T("1 Quelle ist eingetragen", "1 source has been entered"), text.T("%s Quellen sind eingetragen", "%s sources have been entered")) +
				text.T(", abgerufen wurde noch nichts.", ", nothing has been fetched yet.").In(l)
		}
		answer := last.Answer().In(l)
		if last.Failed != (text.Text{}) {
			return fmt.Sprintf(text.T("Der letzte Abruf am %s ist gescheitert: %s", "The last import on %s failed: %s").In(l), moment(last.Started, l), last.Failed.In(l))
		}
		return fmt.Sprintf(text.T("Zuletzt am %s abgerufen. %s", "Last fetched on %s. %s").In(l), period.OfTime(last.Started.UTC()).In(l), answer)
	})
}

// sourceFields are the names of the fields in which a source is entered.
var sourceFields = map[string]text.Text{"name": text.T("Name", "Name"), "url": text.T("Adresse der OParl-Schnittstelle", "Address of the OParl interface")}

// councilSourceFields are the fields of the form, with what was typed.
func councilSourceFields(v url.Values, r request) []view.Field {
	return []view.Field{
		{Name: "name", Label: r.In(sourceFields["name"]), Value: v.Get("name"), Hint: r.T("Wessen Ratsinformationssystem es ist, etwa „Ratsinformation der Stadt“.", "Whose council system it is, such as “the city's council information”.")},
		{Name: "url", Label: r.In(sourceFields["url"]), Value: v.Get("url"), Type: "url", Hint: r.T("Beginnt mit https://. Es kann das System, eine Körperschaft oder eine einzelne Liste sein.", "Begins with https://. It can be the system, a body or a single list.")},
	}
}

// actOnCouncilSources adds a source in two steps, has one fetched, or retires it.
func (s *server) actOnCouncilSources(ctx context.Context, r request) (answer, error) {
	if err := shortForm(r); err != nil {
		return answer{}, err
	}
	switch step := r.PostForm.Get("schritt"); step {
	case "abrufen", "alles":
		return s.orderTaking(ctx, r, r.PostForm.Get("quelle"), step == "alles")
	case "stilllegen", "wieder":
		return s.retireCouncilSource(ctx, r, step == "stilllegen")
	case "vorschau", "speichern":
		return s.addCouncilSource(ctx, r, step == "speichern")
	default:
		return answer{}, fault.Refuse("web.actOnCouncilSources", []fault.Row{{
			Column: "schritt", Field: text.T("Schritt", "step"), Value: step, Expected: text.T("einer der Knöpfe des Formulars", "one of the form's buttons"),
		}})
	}
}

func (s *server) orderTaking(ctx context.Context, r request, source string, full bool) (answer, error) {
	order, err := s.CouncilData.TakeOrder(ctx, source, full, r.By())
	if err != nil {
		return answer{}, err
	}
	id, err := s.Work.StartOnce(ctx, order, func(j job.Job) bool { return councildata.Takes(j, source) })
	return answer{redirect: r.Href(jobsPath + "/" + id)}, err
}

func (s *server) retireCouncilSource(ctx context.Context, r request, retired bool) (answer, error) {
	one, err := s.CouncilData.Source(ctx, r.PostForm.Get("quelle"))
	if err != nil {
		return answer{}, err
	}
	version, _ := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	one.Retired, one.By = retired, r.By()
	_, err = s.CouncilData.SaveSource(ctx, one, version, time.Now().UTC())
	return answer{redirect: r.Href(councilSourcesPath) + "#quellen"}, err
}

func (s *server) addCouncilSource(ctx context.Context, r request, save bool) (answer, error) {
	c := councilSourceContent{Fields: councilSourceFields(r.PostForm, r), Seen: r.PostForm.Get("gesehen")}
	c.Version, _ = strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	one := councildata.Source{Name: strings.TrimSpace(r.PostForm.Get("name")), URL: strings.TrimSpace(r.PostForm.Get("url")), By: r.By()}
	seen := councildata.KeyOf(one.URL + "\n" + one.Name)
	err := councildata.CheckSource(one)
	switch {
	case err != nil:
	case !save || c.Seen != seen: // what was typed after the preview is shown again
		c.Version, c.Seen = 0, seen
		c.Effect = []text.Text{
			text.T("„"+one.Name+"“ wird als Quelle eingetragen; eine mit derselben Adresse wird ersetzt.", "“"+one.Name+"” is entered as a source; one with the same address is replaced."),
			text.T("Abgerufen wird erst auf Wunsch: Gremien, Sitzungen und Drucksachen, keine Personen.", "Nothing is fetched until it is wished: committees, sittings and papers, no persons."),
		}
		return s.councilSourcesAnswer(ctx, r, c)
	default:
		if _, err = s.CouncilData.SaveSource(ctx, one, c.Version, time.Now().UTC()); err == nil {
			return answer{redirect: r.Href(councilSourcesPath) + "#quellen"}, nil
		}
	}
	if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
		return answer{}, err
	}
	c.Refused, c.Seen = inForm(err, func(column string, l text.Lang) string { return sourceFields[column].In(l) }), ""
	for _, row := range fault.RowsOf(err) {
		for i := range c.Fields {
			if c.Fields[i].Name == row.Column {
				c.Fields[i].Error = r.In(row.Expected)
			}
		}
	}
	return s.councilSourcesAnswer(ctx, r, c)
}

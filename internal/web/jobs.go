// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/desk/work"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// jobsPath is the page of all jobs; each job's is below it.
const jobsPath = "/daten/vorgaenge"

// Seconds after which pages of jobs under way are out of date.
const (
	jobRefresh  = 3
	jobsRefresh = 10
)

// jobs lists the jobs: what is running first, then what has failed.
func (s *server) jobs(ctx context.Context, r request) (answer, error) {
	list, err := s.Work.Overview(ctx)
	if err != nil {
		return answer{}, err
	}
	t := jobTable(list, r)
	a := answer{name: text.T("Vorgänge", "Jobs"), answer: jobsSentence(list), tables: []*view.Table{&t}}
	if list.Running+list.Waiting > 0 {
		a.refresh = jobsRefresh
	}
	a.body = func(p view.Page) templ.Component { return jobsBody(p, t) }
	return a, nil
}

// jobsSentence says what runs, waits and has failed.
func jobsSentence(o work.Overview) text.Text {
	return say(func(l text.Lang) string {
		var parts []string
		part := func(n int, one, more text.Text) {
			switch {
			case n == 1:
				parts = append(parts, one.In(l))
			case n > 1:
				parts = append(parts, fmt.Sprintf(more.In(l), l.Int(int64(n))))
			}
		}
		part(o.Running, text.T("ein Vorgang läuft", "one job is running"), text.T("%s Vorgänge laufen", "%s jobs are running"))
		part(o.Waiting, text.T("einer wartet", "one is waiting"), text.T("%s warten", "%s are waiting"))
		part(o.Failed, text.T("einer ist gescheitert", "one has failed"), text.T("%s sind gescheitert", "%s have failed"))
		if o.Running == 0 {
			lead := text.T("kein Vorgang läuft", "no job is running").In(l)
			if len(o.Jobs) == 0 {
				lead = text.T("es gibt keinen Vorgang", "there is no job").In(l)
			}
			parts = append([]string{lead}, parts...)
		}
		if len(parts) == 1 && o.Done > 0 {
			part(o.Done, text.T("einer ist fertig", "one is done"), text.T("%s sind fertig", "%s are done"))
		}
		sentence := strings.Join(parts, ", ")
		return strings.ToUpper(sentence[:1]) + sentence[1:] + "."
	})
}

func jobTable(o work.Overview, r request) view.Table {
	t := view.Table{
		ID: "vorgaenge", Caption: text.T("Vorgänge", "Jobs"), Long: true,
		Empty: text.T("Es ist kein Vorgang bekannt. Ausgaben und Neuberechnungen erscheinen hier, sobald sie bestellt sind.", "No job is known. Exports and recomputations appear here once they are ordered."),
		Note:  text.T("Beendete Vorgänge bleiben mit ihrem Ergebnis 30 Tage. Zeiten in Weltzeit (UTC). Die Liste hängt nicht am Stand.", "Jobs that have ended stay with their result for 30 days. Times in UTC. The list does not depend on the as-of date."),
		Columns: []view.Column{
			{Key: "title", Name: text.T("Vorgang", "job")},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "progress", Name: text.T("Fortschritt", "progress")},
			{Key: "ordered", Name: text.T("bestellt am", "ordered on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "took", Name: text.T("Dauer in Sekunden", "duration in seconds"), Kind: view.Tenths},
			{Key: "by", Name: text.T("von", "by")},
		},
	}
	if o.More {
		t.Note = text.T(t.Note.De+" Ältere sind nicht gezeigt.", t.Note.En+" Older ones are not shown.")
	}
	for _, j := range o.Jobs {
		title := view.Say(j.Title)
		title.Link = r.Href(jobsPath + "/" + j.ID)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			title, view.Say(stateOf(j)), progressCell(j), view.Day(period.OfTime(j.CreatedAt)),
			view.Say(text.Same(j.CreatedAt.Format(time.TimeOnly))), tookCell(j), view.Say(text.Same(j.By)),
		}})
	}
	return t
}

// stateOf names a job's state; a wish to cancel counts before it is fulfilled.
func stateOf(j job.Job) text.Text {
	if j.State == job.Running && j.CancelledBy != "" {
		return text.T("wird abgebrochen", "being cancelled")
	}
	return j.State.Label()
}

func tookCell(j job.Job) view.Cell {
	if j.EndedAt.IsZero() || j.StartedAt.IsZero() {
		return view.Cell{Blank: true}
	}
	return view.Num(j.EndedAt.Sub(j.StartedAt).Milliseconds()/100, "")
}

func progressCell(j job.Job) view.Cell {
	words := progressWords(j)
	if words == (text.Text{}) {
		return view.Cell{Blank: true}
	}
	return view.Say(words)
}

// progressWords says how far a job is; empty where nothing is known.
func progressWords(j job.Job) text.Text {
	if j.Done == 0 && j.Total == 0 {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		if j.Total == 0 {
			return l.Int(j.Done) + " " + j.Unit.In(l)
		}
		return fmt.Sprintf(text.T("%s von %s (%s)", "%s of %s (%s)").In(l), l.Int(j.Done), l.Int(j.Total), j.Unit.In(l))
	})
}

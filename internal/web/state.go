// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/desk/health"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// statePath is the page that says whether the program works.
const statePath = "/verwaltung/zustand"

// state answers whether the program works, and what it works with.
func (s *server) state(ctx context.Context, r request) (answer, error) {
	if s.Health == nil {
		return answer{}, noPage(r)
	}
	h, err := s.Health.Report(ctx)
	if err != nil {
		return answer{}, err
	}
	facts, queue, faults := factTable(h), queueTable(h.Queue, r), errorTable(h.Faults)
	return answer{
		name: text.T("Zustand", "State"), answer: stateSentence(h), tables: []*view.Table{&facts, &queue, &faults},
		body: func(p view.Page) templ.Component { return stateBody(p, h.Troubles, facts, queue, faults) },
	}, nil
}

// stateSentence says whether everything works and since when it is safe.
func stateSentence(h health.Report) text.Text {
	return say(func(l text.Lang) string {
		switch {
		case len(h.Troubles) > 0:
			return text.T("Nicht alles läuft: ", "Not everything works: ").In(l) + h.Troubles[0].Say.In(l)
		case h.Queue.Failed == 1:
			return text.T("Das Programm läuft, aber ein Vorgang ist gescheitert. ", "The program works, but a job has failed. ").In(l) + backupSentence(h, l)
		case h.Queue.Failed > 1:
			return fmt.Sprintf(text.T("Das Programm läuft, aber %s Vorgänge sind gescheitert. ", "The program works, but %s jobs have failed. ").In(l), l.Int(int64(h.Queue.Failed))) + backupSentence(h, l)
		}
		return text.T("Alles läuft. ", "Everything works. ").In(l) + backupSentence(h, l)
	})
}

func backupSentence(h health.Report, l text.Lang) string {
	switch {
	case !h.Backup.Known:
		return text.T("Wann zuletzt gesichert wurde, ist unbekannt.", "When it was last backed up is unknown.").In(l)
	case h.Backup.Last.IsZero():
		return text.T("Es gibt noch keine Sicherung.", "There is no backup yet.").In(l)
	}
	return text.T("Letzte Sicherung: ", "Last backup: ").In(l) + moment(h.Backup.Last, l) + "."
}

// moment writes a time of day in UTC; a zero one is unknown.
func moment(t time.Time, l text.Lang) string {
	if t.IsZero() {
		return text.T("unbekannt", "unknown").In(l)
	}
	t = t.UTC()
	return fmt.Sprintf(text.T("%s, %s Uhr (UTC)", "%s, %s (UTC)").In(l), period.OfTime(t).In(l), t.Format("15:04"))
}

// megabytes writes a size in millions of bytes; a negative one is unknown.
func megabytes(bytes int64) text.Text {
	if bytes < 0 {
		return text.T("unbekannt", "unknown")
	}
	return say(func(l text.Lang) string { return l.Decimal((bytes+50_000)/100_000, 1) + "\u00a0MB" })
}

// databases name the kinds of databases.
var databases = map[string]text.Text{
	"sqlite": text.T("SQLite, eine Datei auf diesem Rechner", "SQLite, a file on this machine"), "postgresql": text.Same("PostgreSQL"),
}

func factTable(h health.Report) view.Table {
	t := view.Table{
		ID: "angaben", Caption: text.T("Was läuft", "What runs"),
		Columns: []view.Column{{Key: "fact", Name: text.T("Angabe", "fact")}, {Key: "value", Name: text.T("Wert", "value")}},
	}
	add := func(de, en string, value text.Text) {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.T(de, en)), view.Say(value)}})
	}
	d := h.Database
	add("Version", "version", text.Same(h.Version))
	add("gestartet", "started", say(func(l text.Lang) string { return moment(h.Started, l) }))
	add("Datenbank", "database", databases[d.Kind])
	add("Größe der Datenbank", "size of the database", megabytes(d.Size))
	if d.Kind == "sqlite" {
		add("Journal neben der Datei", "journal beside the file", megabytes(d.WAL))
		add("frei auf dem Datenträger", "free on the disk", megabytes(h.Free))
	} else {
		add("frei für Dateien auf Zeit", "free for temporary files", megabytes(h.Free))
	}
	add("Stand der Datenbank", "version of the database", say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%d; das Programm kennt %d", "%d; the program knows %d").In(l), d.Schema, d.Newest)
	}))
	add("laufende Nummer des Hauptbuchs", "running number of the ledger", say(func(l text.Lang) string { return l.Int(h.Position) }))
	add("im Mittel gewartet, bis geschrieben werden konnte", "mean wait for the turn to write", meanWait(d))
	if h.Sessions >= 0 {
		add("Browser, die angemeldet sind", "browsers that are signed in", say(func(l text.Lang) string { return l.Int(int64(h.Sessions)) }))
	}
	add("letzte Sicherung", "last backup", say(func(l text.Lang) string { return moment(h.Backup.Last, l) }))
	return t
}

func meanWait(d health.Database) text.Text {
	if d.Waits == 0 {
		return text.T("seit dem Start wurde nichts geschrieben", "nothing was written since the start")
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s ms (%s Mal)", "%s ms (%s times)").In(l), l.Decimal(d.Waited.Microseconds()/d.Waits/100, 1), l.Int(d.Waits))
	})
}

func queueTable(q health.Queue, r request) view.Table {
	t := view.Table{
		ID: "vorgaenge", Caption: text.T("Vorgänge", "Jobs"),
		Note:    text.T("Beendete Vorgänge werden nach einiger Zeit gelöscht.", "Jobs that have ended are deleted after some time."),
		Columns: []view.Column{{Key: "state", Name: text.T("Vorgänge, die", "jobs that")}, {Key: "count", Name: text.T("Anzahl", "number"), Kind: view.Whole}},
	}
	for _, line := range []struct {
		name text.Text
		n    int
	}{
		{text.T("laufen", "run"), q.Running},
		{text.T("warten", "wait"), q.Waiting},
		{text.T("gescheitert sind", "have failed"), q.Failed},
		{text.T("abgelehnt wurden", "were refused"), q.Refused},
		{text.T("abgebrochen wurden", "were cancelled"), q.Cancelled},
		{text.T("fertig sind", "are done"), q.Done},
	} {
		name := view.Say(line.name)
		name.Link = r.Href(jobsPath)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{name, view.Num(line.n, "")}})
	}
	return t
}

func errorTable(faults []health.Fault) view.Table {
	t := view.Table{
		ID: "fehler", Caption: text.T("Fehler seit dem Start", "Faults since the start"),
		Empty: text.T("Seit dem Start gab es keinen Fehler.", "There was no fault since the start."),
		Note:  text.T("Was das Programm in sein Protokoll schrieb, dort auf Englisch mit der Ursache. Zeiten in Weltzeit (UTC).", "What the program wrote into its log, there with the cause. Times in UTC."),
		Columns: []view.Column{
			{Key: "last", Name: text.T("zuletzt am", "last on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "message", Name: text.T("Meldung", "message")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "count", Name: text.T("Anzahl", "number"), Kind: view.Whole},
		},
	}
	for _, f := range faults {
		at := f.Last.UTC()
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(period.OfTime(at)), view.Say(text.Same(at.Format(time.TimeOnly))), view.Say(text.Same(f.What)), view.Say(text.Same(f.Kind)), view.Num(f.Count, ""),
		}})
	}
	return t
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"slices"
	"strings"

	"planraum/internal/desk/approval"
	"planraum/internal/desk/quality"
	"planraum/internal/desk/work"
	"planraum/internal/text"
)

// way leads from the page of data to a page of its desk.
type way struct {
	Path       string
	Name, Line text.Text
	Number     text.Text // what waits there, in two words; empty: nothing is counted
}

// wayGroup is a step of the work on data.
type wayGroup struct {
	ID   string // of its heading
	Name text.Text
	Ways []way
}

// ways lists the pages of the desk in the order of the work: what comes in,
// what is done to it, what goes out.
func (s *server) ways(ctx context.Context, r request) ([]wayGroup, error) {
	findings, err := s.Quality.Glance(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	release, err := s.Approval.Backlog(ctx)
	if err != nil {
		return nil, err
	}
	jobs, err := s.Work.Overview(ctx)
	if err != nil {
		return nil, err
	}
	groups := []wayGroup{
		{"hereinholen", text.T("Hereinholen", "Bring in"), waysIn(jobs)},
		{"pruefen", text.T("Prüfen und freigeben", "Check and release"), waysThrough(findings, release)},
		{"herausgeben", text.T("Herausgeben und nachschlagen", "Hand out and look up"), waysOut()},
		{"betrieb", text.T("Betrieb", "Operation"), []way{
			{statePath, text.T("Zustand", "State"), text.T("Ob alles läuft, und wann zuletzt gesichert wurde.", "Whether everything works, and when it was last backed up."), text.Text{}},
			{"/verwaltung/rechte", text.T("Rechte", "Rights"), text.T("Wer was darf, und nach welcher Regel.", "Who may do what, and by which rule."), text.Text{}},
			{trailPath, text.T("Protokoll", "Record"), text.T("Wer was wann getan hat, und ob die Kette stimmt.", "Who did what and when, and whether the chain holds."), text.Text{}},
			{privacyPath, text.T("Datenschutz", "Privacy"), text.T("Was über Personen gespeichert ist, und wann es geht.", "What is kept of persons, and when it goes."), text.Text{}},
		}},
	}
	for i := range groups {
		groups[i].Ways = slices.DeleteFunc(groups[i].Ways, func(w way) bool { return !r.Allowed("GET " + w.Path) })
	}
	return slices.DeleteFunc(groups, func(g wayGroup) bool { return len(g.Ways) == 0 }), nil
}

func waysIn(jobs work.Overview) []way {
	return []way{
		{uploadPath, text.T("Datei einlesen", "Import a file"), text.T("Zeigt vor dem Speichern, was sich ändert.", "Shows what changes before anything is stored."), text.Text{}},
		{"/daten/meldungen", text.T("Monatsmeldungen", "Monthly reports"), text.T("Wer einen Monat meldet, wer noch fehlt.", "Who reports a month, who is still missing."), text.Text{}},
		{jobsPath, text.T("Vorgänge", "Jobs"), text.T("Was im Hintergrund läuft, und was daraus wurde.", "What runs in the background, and what came of it."), jobsNumber(jobs)},
	}
}

func waysThrough(findings quality.Report, release approval.Backlog) []way {
	return []way{
		{"/daten/pruefung", text.T("Prüfung", "Checks"), text.T("Welche Angaben nicht zusammenpassen.", "Which figures do not fit together."), findingsNumber(findings)},
		{"/daten/freigabe", text.T("Freigabe", "Release"), text.T("Was eine zweite Person noch freigeben muss.", "What a second person has yet to release."), releaseNumber(release)},
		{"/daten/revisionen", text.T("Berichtigungen", "Revisions"), text.T("Welche Werte sich nachträglich geändert haben.", "Which figures have changed afterwards."), text.Text{}},
		{"/daten/verlauf", text.T("Verlauf", "History"), text.T("Wer wann was eingebracht hat.", "Who brought in what, and when."), text.Text{}},
	}
}

func waysOut() []way {
	return []way{
		{"/daten/quellen", text.T("Quellen", "Sources"), text.T("Wer Werte nennt, und wie oft.", "Who states figures, and how often."), text.Text{}},
		{"/daten/gebietsstand", text.T("Gebietsstände", "Editions of areas"), text.T("Werte auf neu geschnittene Gebiete umrechnen.", "Carry figures over to areas that were redrawn."), text.Text{}},
		{"/daten/katalog", text.T("Datenkatalog", "Data catalogue"), text.T("Was öffentlich ist, und unter welcher Lizenz.", "What is public, and under which licence."), text.Text{}},
		{"/daten/schutz", text.T("Schutz kleiner Zahlen", "Protection of small counts"), text.T("Welche Zahlen wer nicht sieht, und warum.", "Which numbers are hidden from whom, and why."), text.Text{}},
	}
}

// jobsNumber says how many jobs are under way.
func jobsNumber(o work.Overview) text.Text {
	if o.Running == 0 && o.Waiting == 0 {
		return text.T("keiner läuft", "none runs")
	}
	return numbered(part{o.Running, text.T("%s läuft", "%s runs"), text.T("%s laufen", "%s run")},
		part{o.Waiting, text.T("%s wartet", "%s waits"), text.T("%s warten", "%s wait")})
}

// findingsNumber says how many findings somebody still has to look after.
func findingsNumber(r quality.Report) text.Text {
	switch {
	case r.Running && r.Figures == 0:
		return text.T("wird gerade geprüft", "being checked")
	case r.All == 0:
		return text.T("nichts offen", "nothing open")
	}
	return numbered(part{r.All, text.T("%s offen", "%s open"), text.T("%s offen", "%s open")})
}

// releaseNumber says how many months of a source wait for whom.
func releaseNumber(b approval.Backlog) text.Text {
	if b.Check == 0 && b.Release == 0 {
		return text.T("kein Monat wartet", "no month waits")
	}
	check, release := text.T("%s zu prüfen", "%s to check"), text.T("%s freizugeben", "%s to release")
	return numbered(part{b.Check, check, check}, part{b.Release, release, release})
}

// part is a number with its words for one and for several.
type part struct {
	n         int
	one, many text.Text
}

// numbered lists the parts that are not 0.
func numbered(parts ...part) text.Text {
	return say(func(l text.Lang) string {
		var words []string
		for _, p := range parts {
			form := p.many
			if p.n == 1 {
				form = p.one
			}
			if p.n > 0 {
				words = append(words, strings.Replace(form.In(l), "%s", l.Int(int64(p.n)), 1))
			}
		}
		return strings.Join(words, ", ")
	})
}

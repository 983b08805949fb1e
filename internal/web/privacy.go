// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/job"
	"planraum/internal/city/period"
	rules "planraum/internal/city/privacy"
	"planraum/internal/desk/privacy"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// privacyContent is all that the page on personal data shows.
type privacyContent struct {
	Rule                                     text.Text
	Personal, Tasks, Erased, Written, Others view.Table
}

// privacy answers which personal data are kept, why and how long.
func (s *server) privacy(ctx context.Context, r request) (answer, error) {
	if s.Privacy == nil {
		return answer{}, fault.New(fault.Unavailable, "web.privacy", "Löschfristen sind hier nicht eingerichtet.", "Retention is not set up here.")
	}
	runs, err := s.Privacy.Runs(ctx)
	if err != nil {
		return answer{}, err
	}
	erased, err := s.Privacy.Erasures(ctx)
	if err != nil {
		return answer{}, err
	}
	c := privacyContent{
		Rule: rules.Principle, Personal: personalTable(), Tasks: taskTable(s.Privacy.Tasks(), runs), Erased: erasedTable(erased), Written: writtenTable(), Others: othersTable(),
	}
	return answer{
		name: text.T("Datenschutz", "Privacy"), answer: privacySentence(runs), tables: []*view.Table{&c.Personal, &c.Tasks, &c.Erased, &c.Written, &c.Others},
		body: func(p view.Page) templ.Component { return privacyBody(p, c) },
	}, nil
}

// privacySentence says how many tables hold personal data and when the terms
// were last enforced.
func privacySentence(runs []privacy.Ran) text.Text {
	personal, all := 0, rules.Register()
	for _, t := range all {
		if t.IsPersonal() {
			personal++
		}
	}
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("%s von %s Tabellen enthalten personenbezogene Daten, nur von Nutzern und Kontakten", "%s of %s tables hold personal data, of users and contacts only").In(l), l.Int(int64(personal)), l.Int(int64(len(all))))
		for _, r := range runs {
			if r.State == job.Done && !r.Files {
				return s + fmt.Sprintf(text.T("; die Löschfristen wurden zuletzt am %s angewandt.", "; the terms were last enforced on %s.").In(l), period.OfTime(r.EndedAt).In(l))
			}
		}
		return s + text.T("; die Löschfristen wurden noch nie angewandt.", "; the terms have never been enforced yet.").In(l)
	})
}

func words(key, de, en string) view.Column { return view.Column{Key: key, Name: text.T(de, en)} }

func personalTable() view.Table {
	t := view.Table{
		ID: "personen", Caption: text.T("Was über Personen gespeichert ist", "What is kept of persons"), Fixed: true,
		Columns: []view.Column{
			words("table", "Tabelle", "table"), words("purpose", "Zweck", "purpose"), words("data", "Daten", "data"), words("basis", "Grundlage", "basis"),
			words("retention", "wie lange", "how long"), words("deletion", "was löscht", "what deletes"),
		},
	}
	for _, table := range rules.Register() {
		if table.IsPersonal() {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Say(text.Same(table.Name)), view.Say(table.Purpose), view.Say(table.Holds()), view.Say(table.Rule.Basis), view.Say(table.Rule.Retention), view.Say(table.Rule.Deletion),
			}})
		}
	}
	return t
}

func taskTable(tasks []privacy.Task, runs []privacy.Ran) view.Table {
	t := view.Table{
		ID: "fristen", Caption: text.T("Was der tägliche Vorgang löscht", "What the daily job deletes"), Fixed: true,
		Note:    text.T("Der Vorgang „Löschfristen“ läuft täglich, solange das Programm läuft.", "The job “retention” runs daily while the program runs."),
		Columns: []view.Column{words("task", "was", "what"), words("term", "Frist", "term"), {Key: "removed", Name: text.T("zuletzt gelöscht", "last deleted"), Kind: view.Whole}, {Key: "day", Name: text.T("am", "on"), Kind: view.Date}},
	}
	var last *privacy.Ran
	for i := range runs {
		if runs[i].State == job.Done && !runs[i].Files {
			last = &runs[i]
			break
		}
	}
	for _, task := range tasks {
		removed, on := view.Cell{}, view.Cell{}
		if last != nil {
			removed, on = view.Num(last.Result.Removed[task.Key], ""), view.Day(period.OfTime(last.EndedAt))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(task.Name), view.Say(task.Term), removed, on}})
	}
	return t
}

func erasedTable(list []rules.Erasure) view.Table {
	t := view.Table{
		ID: "loeschungen", Caption: text.T("Gelöschte Konten und Kontakte", "Deleted accounts and contacts"), Fixed: true, Long: true,
		Empty:   text.T("Es wurde noch nichts Personenbezogenes gelöscht.", "Nothing personal has been deleted yet."),
		Columns: []view.Column{words("object", "was", "what"), {Key: "day", Name: text.T("gelöscht am", "deleted on"), Kind: view.Date}, {Key: "copies", Name: text.T("in Sicherungen noch bis", "in backups until"), Kind: view.Date}, {Key: "by-hand", Name: text.T("dazu Sicherungen, die jemand löschen muss", "and backups that somebody has to delete"), Kind: view.Whole}},
		Note:    text.T("Nach den Sicherungen, die es beim Löschen gab. Wo das Programm keinen Ordner mit Sicherungen kennt, sind 90 Tage angenommen.", "By the backups that there were at the deletion. Where the program knows no folder of backups, 90 days are assumed."),
	}
	for _, e := range list {
		copies := view.Cell{}
		if !e.CopiesUntil.IsZero() {
			copies = view.Day(period.OfTime(e.CopiesUntil))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(objectWords(objectOf(e))), view.Day(period.OfTime(e.At)), copies, view.Num(int64(e.ByHand), "")}})
	}
	return t
}

func writtenTable() view.Table {
	t := view.Table{
		ID: "freitext", Caption: text.T("Wo frei geschrieben wird", "Where people write freely"), Fixed: true,
		Note:    text.T("Namen gehören nicht dorthin; verhindern kann das Programm sie nicht. Was im Hauptbuch steht, bleibt dort.", "Names do not belong there; the program cannot prevent them. What stands in the ledger stays there."),
		Columns: []view.Column{words("table", "Tabelle", "table"), words("columns", "Spalten", "columns"), words("purpose", "Zweck", "purpose")},
	}
	for _, table := range rules.Register() {
		if len(table.Written) > 0 {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(table.Name)), view.Say(text.Same(strings.Join(table.Written, ", "))), view.Say(table.Purpose)}})
		}
	}
	return t
}

// columnsCell lists columns; none is no fault.
func columnsCell(names []string) view.Cell {
	if len(names) == 0 {
		return view.Cell{Blank: true}
	}
	return view.Say(text.Same(strings.Join(names, ", ")))
}

func othersTable() view.Table {
	t := view.Table{
		ID: "uebrige", Caption: text.T("Tabellen ohne personenbezogene Daten", "Tables without personal data"), Fixed: true, Long: true,
		Columns: []view.Column{words("table", "Tabelle", "table"), words("part", "Bereich", "part"), words("purpose", "Zweck", "purpose"), words("actors", "nennt Rolle und Nummer des Kontos in", "names role and number of the account in")},
	}
	for _, table := range rules.Register() {
		if !table.IsPersonal() {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(table.Name)), view.Say(table.Part.Label()), view.Say(table.Purpose), columnsCell(table.Actors)}})
		}
	}
	return t
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/period"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
	"planraum/internal/method/disclosure"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// shownDepartures is how many lines of the log the page lists.
const shownDepartures = 500

// protection answers what is kept from whom, under which policy, what that
// costs and what has left the house.
func (s *server) protection(ctx context.Context, r request) (answer, error) {
	if s.Protect == nil {
		return answer{}, fault.New(fault.Unavailable, "web.protection", "Der Schutz kleiner Zahlen ist nicht eingerichtet.", "The protection of small counts is not set up.")
	}
	var tables []*protect.Table
	for _, a := range []audience.Audience{audience.Public, audience.Office} {
		t, err := s.Protect.Table(ctx, a)
		if err != nil {
			return answer{}, err
		}
		tables = append(tables, t)
	}
	log, err := s.Protect.Departures(ctx, shownDepartures)
	if err != nil {
		return answer{}, err
	}
	policies, costs, left := policyTable(s.Protect), costTable(tables), departureTable(log)
	return answer{
		name: text.T("Schutz", "Protection"), answer: protectionSentence(tables[0]), facts: []text.Text{text.T("gilt für den heutigen Bestand und alle früheren Stände", "holds for what is known today and all earlier dates")},
		tables: []*view.Table{&costs, &policies, &left},
		body: func(p view.Page) templ.Component {
			return protectionBody(p, exposedNote(tables), costs, policies, left)
		},
	}, nil
}

// protectionSentence says what protection keeps from the public.
func protectionSentence(t *protect.Table) text.Text {
	cells, small, others := t.Cells()
	return say(func(l text.Lang) string {
		if cells == 0 {
			return text.T("Das Hauptbuch kennt noch keine Zahlen über Personen.", "The ledger knows no counts of persons yet.").In(l)
		}
		if small+others == 0 {
			return fmt.Sprintf(text.T("Für die Öffentlichkeit ist keine der %s Zellen gesperrt.", "None of the %s cells is kept from the public.").In(l), l.Int(int64(cells)))
		}
		return fmt.Sprintf(text.T("Für die Öffentlichkeit sind %s von %s Zellen gesperrt, %s davon zum Schutz der anderen.",
			"%s of %s cells are kept from the public, %s of them to protect the others.").In(l), l.Int(int64(small+others)), l.Int(int64(cells)), l.Int(int64(others)))
	})
}

// exposedNote warns of cells that cannot be protected any more.
func exposedNote(tables []*protect.Table) text.Text {
	n := 0
	for _, t := range tables {
		n += t.Exposed
	}
	if n == 0 {
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s Zellen sind gesperrt, lassen sich aber aus früher Gezeigtem enger eingrenzen als vorgesehen.",
			"%s cells are kept back, but what was shown earlier narrows them further than intended.").In(l), l.Int(int64(n)))
	})
}

// policyTable says each audience's policy in words.
func policyTable(d *protect.Desk) view.Table {
	t := view.Table{
		ID: "regeln", Caption: text.T("Was für wen gilt", "What holds for whom"), Fixed: true,
		Columns: []view.Column{
			{Key: "audience", Name: text.T("für", "for")},
			{Key: "rule", Name: text.T("Regel", "rule")},
			{Key: "version", Name: text.T("Fassung", "version")},
		},
		Note: text.T("Die Regeln stehen in Dateien, die die Verwaltung des Programms ersetzen kann (Einstellung PLANRAUM_POLICIES). Geschützt werden Zählungen von Personen, nicht Plätze, Stellen und Geld.",
			"The rules stand in files that the administrator can replace (setting PLANRAUM_POLICIES). Counts of persons are protected, not places, posts and money."),
	}
	for _, a := range audience.All() {
		p := d.Policy(a)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(a.Label()), view.Say(policyWords(p)), view.Say(text.Same(p.Version))}})
	}
	return t
}

func policyWords(p disclosure.Policy) text.Text {
	if !p.Protects() {
		return text.T("Alles wird gezeigt, wie es erfasst ist.", "Everything is shown as recorded.")
	}
	return say(func(l text.Lang) string {
		words := []string{
			fmt.Sprintf(text.T("Werte von 1 bis %s werden geheim gehalten.", "Counts from 1 to %s are kept secret.").In(l), l.Int(p.Threshold-1)),
			fmt.Sprintf(text.T("Weitere werden gesperrt, bis für jeden gesperrten mindestens %s Werte möglich bleiben.", "Further ones are hidden until each hidden one has at least %s possible values.").In(l), l.Int(p.Width)),
		}
		if p.HideZeros {
			words = append(words, text.T("Auch Nullen werden geheim gehalten.", "Zeros are kept secret as well.").In(l))
		}
		if p.Round {
			words = append(words, text.T("Alle anderen werden auf Fünfer gerundet.", "All others are rounded to multiples of 5.").In(l))
		}
		return strings.Join(words, " ")
	})
}

// costTable says what protection costs in lost cells.
func costTable(tables []*protect.Table) view.Table {
	t := view.Table{
		ID: "kosten", Caption: text.T("Was der Schutz an Zellen kostet", "What protection costs in cells"), Fixed: true,
		Empty: text.T("Es sind keine Zählungen von Personen im Hauptbuch.", "There are no counts of persons in the ledger."),
		Columns: []view.Column{
			{Key: "audience", Name: text.T("für", "for")},
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "level", Name: text.T("Ebene", "level")},
			{Key: "cells", Name: text.T("Zellen", "cells"), Kind: view.Whole},
			{Key: "small", Name: text.T("unter der Schwelle", "below the threshold"), Kind: view.Whole},
			{Key: "others", Name: text.T("zum Schutz anderer", "to protect others"), Kind: view.Whole},
			{Key: "shown", Name: text.T("bleiben sichtbar", "stay visible"), Kind: view.Percent},
		},
	}
	for _, table := range tables {
		for _, l := range table.Lines {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Say(table.Audience.Label()), view.Say(l.Indicator.Name), view.Say(levelName(l.Level)),
				view.Num(l.Cells, ""), view.Num(l.Small, ""), view.Num(l.Others, ""), view.Num(1000*(l.Cells-l.Small-l.Others)/l.Cells, ""),
			}})
		}
	}
	return t
}

func levelName(l area.Level) text.Text {
	switch l {
	case area.City:
		return text.T("Stadt", "city")
	case area.District:
		return text.T("Stadtbezirke", "districts")
	}
	return text.T("Stadtteile", "subdistricts")
}

// departureTable is the log of what left the house.
func departureTable(log []protect.Departure) view.Table {
	t := view.Table{
		ID: "protokoll", Caption: text.T("Was das Haus verlassen hat", "What has left the house"), Long: true, Sorted: "-day",
		Empty: text.T("Noch hat nichts das Haus verlassen: keine Datei, keine Antwort der Schnittstelle, kein Datensatz.", "Nothing has left the house yet: no file, no answer of the interface, no data set."),
		Note:  text.T("Zeiten in Weltzeit (UTC). Das Protokoll wird nur ergänzt, nie geändert. Was die datenhaltende Stelle für sich abruft, verlässt das Haus nicht.", "Times in UTC. The log only grows and is never changed. What the data owner takes for itself does not leave the house."),
		Columns: []view.Column{
			{Key: "day", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "audience", Name: text.T("geschützt für", "protected for")},
			{Key: "recipient", Name: text.T("an", "to")},
			{Key: "content", Name: text.T("was", "what")},
			{Key: "format", Name: text.T("als", "as")},
			{Key: "purpose", Name: text.T("wozu", "what for")},
			{Key: "policy", Name: text.T("Fassung der Regel", "version of the rule")},
			{Key: "position", Name: text.T("Nummer im Hauptbuch", "number in the ledger"), Kind: view.Whole},
		},
	}
	for _, d := range log {
		purpose := view.Say(text.Same(d.Purpose))
		if d.Purpose == "" {
			purpose = view.Say(text.T("nicht angegeben", "not stated"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(period.OfTime(d.At)), view.Say(text.Same(d.At.Format(time.TimeOnly))), view.Say(d.Audience.Label()), view.Say(text.Same(d.Recipient)),
			view.Say(text.Same(d.Content)), view.Say(text.Same(d.Format)), purpose, view.Say(text.Same(d.Policy)), view.Num(d.Position, ""),
		}})
	}
	return t
}

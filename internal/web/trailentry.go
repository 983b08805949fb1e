// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// trailEntryContent is all that the page of an entry shows.
type trailEntryContent struct {
	audit.Entry
	Facts   view.Table
	Changes view.Table
	Where   string // page of what it speaks of; empty: none
}

// trailEntry answers what one entry says.
func (s *server) trailEntry(ctx context.Context, r request) (answer, error) {
	seq, err := strconv.ParseInt(r.PathValue("entry"), 10, 64)
	if err != nil {
		return answer{}, fault.New(fault.NotFound, "web.trailEntry", "Diesen Eintrag gibt es nicht.", "There is no such entry.")
	}
	e, err := s.Journal.Entry(ctx, seq)
	if err != nil {
		return answer{}, err
	}
	c := trailEntryContent{Entry: e, Facts: particularsTable(e, r.Lang), Changes: differenceTable(e)}
	if e.Object.Kind == "job" && e.Object.Key != "" {
		c.Where = r.Href(jobsPath + "/" + e.Object.Key)
	}
	return answer{
		name: text.T("Eintrag", "Entry"), answer: entryAnswer(e), tables: []*view.Table{&c.Facts, &c.Changes},
		body: func(p view.Page) templ.Component { return trailEntryBody(p, c) },
	}, nil
}

func entryAnswer(e audit.Entry) text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s am %s um %s Uhr durch %s: %s, %s.", "%s on %s at %s by %s: %s, %s.").In(l), e.Kind.Label().In(l), period.OfTime(e.At).In(l), e.At.Format("15:04:05"), identity.Said(e.By).In(l),
			objectWords(e.Object).In(l), e.Outcome.Label().In(l))
	})
}

// particularsTable says who, from where and how.
func particularsTable(e audit.Entry, l text.Lang) view.Table {
	t := view.Table{
		ID: "angaben", Caption: text.T("Angaben", "Particulars"), Fixed: true,
		Columns: []view.Column{{Key: "name", Name: text.T("Angabe", "particular")}, {Key: "value", Name: text.T("Inhalt", "content")}},
		Note:    text.T("Herkunft und Begründung können gelöscht werden, ohne dass die Kette bricht: Sie enthält nur eine Zusage darüber.", "Origin and reason can be deleted without breaking the chain: it holds only a commitment to them."),
	}
	add := func(name text.Text, value string) {
		if value != "" {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(name), view.Say(text.Same(value))}})
		}
	}
	sealed := func(value string, mark audit.Digest) string {
		switch {
		case value != "":
			return value
		case mark != audit.Digest{}:
			return text.T("gelöscht", "deleted").In(l)
		}
		return ""
	}
	account := ""
	if e.Account != 0 {
		account = strconv.FormatInt(e.Account, 10)
	}
	add(text.T("Konto", "account"), account)
	add(text.T("Rolle", "role"), roleWords(e, l))
	add(text.T("ausgewiesen durch", "proven by"), string(e.Means))
	add(text.T("Herkunft", "origin"), sealed(e.Request.Origin, e.Seals.Origin))
	add(text.T("Aufruf", "request"), e.Request.ID)
	add(text.T("Begründung", "reason"), sealed(e.Reason, e.Seals.Reason))
	add(text.T("Prüfsumme des Eintrags davor", "digest of the entry before"), e.Previous.String())
	add(text.T("Prüfsumme", "digest"), e.Digest.String())
	return t
}

func roleWords(e audit.Entry, l text.Lang) string {
	if e.Role == "" {
		return ""
	}
	return e.Role.Label().In(l)
}

// differenceTable sets what was there against what is, field by field.
func differenceTable(e audit.Entry) view.Table {
	t := view.Table{
		ID: "aenderung", Caption: text.T("Vorher und nachher", "Before and after"), Fixed: true,
		Empty: text.T("Dieser Eintrag ändert nichts.", "This entry changes nothing."),
		Columns: []view.Column{
			{Key: "field", Name: text.T("Feld", "field")}, {Key: "before", Name: text.T("vorher", "before")}, {Key: "after", Name: text.T("nachher", "after")},
		},
	}
	before, after := fieldsOf(e.Event.Before), fieldsOf(e.After)
	names := maps.Clone(before)
	maps.Copy(names, after)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.Same(name)), fieldCell(before, name), fieldCell(after, name)}})
	}
	return t
}

func fieldCell(fields map[string]string, name string) view.Cell {
	value, there := fields[name]
	if !there || value == "" {
		return view.Cell{Blank: true}
	}
	return view.Say(text.Same(value))
}

// fieldsOf reads the fields of an object as text; what is no object is one
// field.
func fieldsOf(body string) map[string]string {
	fields := map[string]string{}
	if body == "" {
		return fields
	}
	var parts map[string]json.RawMessage
	if json.Unmarshal([]byte(body), &parts) != nil {
		return map[string]string{"*": body}
	}
	for name, raw := range parts {
		var word string
		if json.Unmarshal(raw, &word) != nil {
			word = string(raw)
		}
		fields[name] = word
	}
	return fields
}

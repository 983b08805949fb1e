// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/privacy"
	"planraum/internal/desk/journal"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Addresses of the pages for those who answer for the installation.
const (
	trailPath   = "/verwaltung/protokoll"
	privacyPath = "/verwaltung/datenschutz"
)

// Parameters of the record's page.
const (
	accountParam = "konto"
	whatParam    = "art"
	objectParam  = "gegenstand"
	objectKey    = "kennung"
	sinceParam   = "von"
	untilParam   = "bis"
	belowParam   = "unter"
)

// trailFields are the choices that narrow the record.
type trailFields struct {
	Account, Role, What, Object, Key, Since, Until string
	Roles, Kinds                                   []view.Choice
}

// trailQuery reads what is asked for; every fault at once.
func trailQuery(r request) (audit.Query, trailFields, error) {
	get := func(name string) string { return strings.TrimSpace(r.Query.Get(name)) }
	f := trailFields{
		Account: get(accountParam), Role: get(roleParam), What: get(whatParam), Object: get(objectParam), Key: get(objectKey), Since: get(sinceParam), Until: get(untilParam),
	}
	for _, role := range append(identity.Roles(), identity.Command) {
		f.Roles = append(f.Roles, view.Choice{Key: string(role), Name: role.Label()})
	}
	for _, k := range audit.Kinds() {
		f.Kinds = append(f.Kinds, view.Choice{Key: string(k), Name: k.Label()})
	}
	q := audit.Query{}.ObjectNamed(f.Object, f.Key)
	var faults []fault.Row
	refuse := func(column, value string, expected text.Text) {
		faults = append(faults, fault.Row{File: r.T("Adresse", "address"), Column: column, Value: value, Expected: expected})
	}
	number := func(column, value string) (n int64) {
		n, err := strconv.ParseInt(value, 10, 64)
		if value != "" && (err != nil || n < 1) {
			refuse(column, value, text.T("eine Nummer", "a number"))
		}
		return n
	}
	day := func(column, value string) (d period.Date) {
		d, err := period.ParseDate(value)
		if value != "" && err != nil {
			refuse(column, value, text.T("ein Tag wie 27.11.2015 oder 2015-11-27", "a day such as 27.11.2015 or 2015-11-27"))
		}
		return d
	}
	q.Account, q.Below = number(accountParam, f.Account), number(belowParam, get(belowParam))
	var known bool
	if q.Role, known = identity.ParseRole(f.Role); f.Role == string(identity.Command) {
		q.Role = identity.Command
	} else if !known && f.Role != "" {
		refuse(roleParam, f.Role, text.T("eine Rolle der Liste", "a role of the list"))
	}
	if q.Kind, known = audit.ParseKind(f.What); !known && f.What != "" {
		refuse(whatParam, f.What, text.T("eine Art der Liste", "a kind of the list"))
	}
	if d := day(sinceParam, f.Since); !d.IsZero() {
		q.From = d.Time()
	}
	if d := day(untilParam, f.Until); !d.IsZero() {
		q.Before = d.AddDays(1).Time()
	}
	if !q.From.IsZero() && !q.Before.IsZero() && !q.From.Before(q.Before) {
		refuse(untilParam, f.Until, text.T("ein Tag nicht vor „von“ ("+f.Since+")", "a day not before “from” ("+f.Since+")"))
	}
	if len(faults) > 0 {
		return q, f, fault.Refuse("web.trail", faults)
	}
	return q, f, nil
}

// trailContent is all that the page of the record shows.
type trailContent struct {
	trailFields
	Entries view.Table
	Older   string // address of the next page; empty: that was all
	Newest  string // address of the first page; empty: this is it
	Chain   text.Text
	Sound   bool
	Removed text.Text // what was removed after its time; empty: nothing
	Files   []string  // formats
}

// trail answers who did what.
func (s *server) trail(ctx context.Context, r request) (answer, error) {
	q, fields, err := trailQuery(r)
	if err != nil {
		return answer{}, err
	}
	page, err := s.Journal.Search(ctx, q)
	if err != nil {
		return answer{}, err
	}
	c := trailContent{trailFields: fields, Entries: trailTable(page, r), Files: journal.Formats()}
	if c.Chain, c.Sound, err = s.chainWords(ctx); err != nil {
		return answer{}, err
	}
	if page.Older > 0 {
		c.Older = r.Here(belowParam, strconv.FormatInt(page.Older, 10))
	}
	if page.Newer {
		c.Newest = r.Here(belowParam, "")
	}
	if cp := page.Bounds.Checkpoint; cp.Seq > 0 {
		c.Removed = say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Die Einträge bis %s wurden am %s nach ihrer Frist gelöscht.", "The entries up to %s were removed on %s after their time.").In(l), l.Int(cp.Seq), period.OfTime(cp.At).In(l))
		})
	}
	return answer{
		name: text.T("Protokoll", "Record of what was done"), answer: trailSentence(page), facts: []text.Text{c.Chain}, tables: []*view.Table{&c.Entries},
		body: func(p view.Page) templ.Component { return trailBody(p, c) },
	}, nil
}

// trailSentence says how much is recorded and what came last.
func trailSentence(p journal.Page) text.Text {
	return say(func(l text.Lang) string {
		if len(p.Entries) == 0 {
			return text.T("Dazu steht nichts im Protokoll.", "Nothing of this kind is recorded.").In(l)
		}
		last := p.Entries[0]
		return fmt.Sprintf(text.T("%s; hier zuletzt am %s um %s Uhr: %s durch %s.", "%s; here the last on %s at %s: %s by %s.").In(l),
			counted(l, int(p.Count), text.T("1 Eintrag im Protokoll", "1 entry is recorded"), text.T("%s Einträge im Protokoll", "%s entries are recorded")),
			period.OfTime(last.At).In(l), last.At.Format("15:04"), last.Kind.Label().In(l), identity.Said(last.By).In(l))
	})
}

// chainWords says whether the chain was verified, when, and what came of it.
func (s *server) chainWords(ctx context.Context) (text.Text, bool, error) {
	last, found, err := s.Journal.Verified(ctx)
	if err != nil {
		return text.Text{}, false, err
	}
	if !found {
		return text.T("Die Kette wurde noch nicht geprüft.", "The chain has not been verified yet."), true, nil
	}
	sound := last.Outcome == audit.Done
	return say(func(l text.Lang) string {
		words := text.T("Die Kette wurde zuletzt am %s um %s Uhr geprüft: nichts wurde geändert, entfernt oder eingefügt.", "The chain was last verified on %s at %s: nothing was changed, removed or inserted.")
		if !sound {
			words = text.T("Die Kette wurde zuletzt am %s um %s Uhr geprüft und ist gestört. „planraum audit verify“ sagt, wo.", "The chain was last verified on %s at %s and is broken. “planraum audit verify” says where.")
		}
		return fmt.Sprintf(words.In(l), period.OfTime(last.At).In(l), last.At.Format("15:04"))
	}), sound, nil
}

func trailTable(p journal.Page, r request) view.Table {
	t := view.Table{
		ID: "protokoll", Caption: text.T("Was getan wurde", "What was done"), Fixed: true,
		Empty: text.T("Dazu steht nichts im Protokoll. Eine andere Auswahl zeigt mehr.", "Nothing of this kind is recorded. Another choice shows more."),
		Note:  text.T("Zeiten in Weltzeit (UTC). Das Protokoll nennt Rollen und Nummern von Konten, keine Namen. Es hängt nicht am Stand.", "Times in UTC. The record names roles and numbers of accounts, no persons. It does not depend on the as-of date."),
		Columns: []view.Column{
			{Key: "seq", Name: text.T("Nummer", "number"), Kind: view.Whole},
			{Key: "day", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "time", Name: text.T("Uhrzeit", "time")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "outcome", Name: text.T("Ausgang", "outcome")},
			{Key: "by", Name: text.T("wer", "who")},
			{Key: "object", Name: text.T("Gegenstand", "object")},
		},
	}
	for _, e := range p.Entries {
		kind := view.Say(e.Kind.Label())
		kind.Link = r.Href(trailPath + "/" + strconv.FormatInt(e.Seq, 10))
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Num(e.Seq, ""), view.Day(period.OfTime(e.At)), view.Say(text.Same(e.At.Format(time.TimeOnly))), kind, view.Say(e.Outcome.Label()),
			view.Say(identity.Said(e.By)), view.Say(objectWords(e.Object)),
		}})
	}
	return t
}

// objectKinds name what something is done to, beside the registers.
var objectKinds = map[string]text.Text{
	"batch": text.T("Eingang", "batch"), "backup": text.T("Sicherung", "backup"), "account": text.T("Konto", "account"), "contact": text.T("Kontakt", "contact"), "job": text.T("Vorgang", "job"), "page": text.T("Seite", "page"), "file": text.T("Datei", "file"),
	"upload": text.T("hochgeladene Datei", "uploaded file"), "run": text.T("Lauf eines Plans", "run of a plan"), "departure": text.T("Ausgabe", "departure"), "choice": text.T("Wahl eines Werts", "choice of a figure"),
	"audit": text.T("Protokoll", "record"), "audit-origin": text.T("Herkunft im Protokoll", "origin in the record"), "edition": text.T("Gebietsstand", "edition"), "areas": text.T("Gebiete", "areas"), "boundaries": text.T("Umrisse", "boundaries"),
	"indicator": text.T("Kennzahl", "indicator"), "group": text.T("Zielgruppe", "group"), "setting": text.T("Einstellung", "setting"), "site": text.T("Standort", "site"), "plan": text.T("Plan", "plan"),
	"release": text.T("Freigabe", "release"), "reporter": text.T("Meldestelle oder Link", "reporter or link"), "finding": text.T("Befund", "finding"), "source": text.T("Quelle", "source"),
	"forecast": text.T("abgelegte Prognose", "issued forecast"),
}

func objectWords(o audit.Object) text.Text {
	kind, known := objectKinds[o.Kind]
	if !known {
		kind = text.Same(o.Kind)
	}
	if o.Key == "" {
		return kind
	}
	return text.T(kind.De+" "+o.Key, kind.En+" "+o.Key)
}

func objectOf(e privacy.Erasure) audit.Object { return audit.Object{Kind: e.Object, Key: e.Key} }

// trailFileHref is the address of the record as a file, narrowed as the page is.
func trailFileHref(p view.Page, format string) string {
	pairs := []string{"format", format}
	for _, name := range []string{accountParam, roleParam, whatParam, objectParam, objectKey, sinceParam, untilParam} {
		if v := p.Query.Get(name); v != "" {
			pairs = append(pairs, name, v)
		}
	}
	return p.Href(trailPath+"/datei", pairs...)
}

// fileName writes a format as people do.
func fileName(format string) string { return strings.ToUpper(format) }

// trailFile gives all entries that are asked for as a file.
func (s *server) trailFile(_ context.Context, r request) (answer, error) {
	q, _, err := trailQuery(r)
	if err != nil {
		return answer{}, err
	}
	format := r.Query.Get("format")
	media, known := map[string]string{"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json"}[format]
	if !known {
		return answer{}, fault.Refuse("web.trailFile", []fault.Row{{File: r.T("Adresse", "address"), Column: "format", Value: format, Expected: text.T("csv, xlsx oder json", "csv, xlsx or json")}})
	}
	return answer{download: &download{
		name: "planraum-protokoll-" + r.Today.String() + "." + format, media: media, size: -1,
		write: func(ctx context.Context, to io.Writer) error { return s.Journal.Export(ctx, q, format, r.Lang, to) },
	}}, nil
}

// orderVerification orders a walk along the chain.
func (s *server) orderVerification(ctx context.Context, r request) (answer, error) {
	id, err := s.Work.Start(ctx, journal.Order(r.By()))
	if err != nil {
		return answer{}, err
	}
	return answer{redirect: r.Href(jobsPath + "/" + id)}, nil
}

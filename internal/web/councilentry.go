// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	desk "planraum/internal/desk/council"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// paperEntry is what stands in a paper's form. Field names are the paths of the paper's
// own faults; lists of money and posts are lines of a text.
type paperEntry struct {
	values  url.Values
	base    desk.Stored // the version that is changed
	bodies  []council.Committee
	texts   []view.Option // that the paper can have
	bundle  desk.Bundle   // what a new answer answers too
	faults  []fault.Row
	refused error // what is no fault of a field, such as a conflict
	effect  []text.Text
	preview *councilPaper
	numbers map[string]string // what papers are called in the form, by their keys
	signing bool              // the note is a reservation
	places  []int             // the rows of the form from which a list was read
	// split are the lines of the form from which the entries of each list were read.
	split map[string][]string
	meanwhile
}

// orderRows is how many bodies a form takes: every district council of a large city, its
// committees and the council.
const orderRows = 40

func (e *paperEntry) get(name string) string { return strings.TrimSpace(e.values.Get(name)) }

func (e *paperEntry) version() int64 {
	n, _ := strconv.ParseInt(e.get("version"), 10, 64)
	return n
}

func (e *paperEntry) kind() council.PaperType { return council.PaperType(e.get("type")) }

// rows is how many rows of the order the form shows: those that are filled and one more.
func (e *paperEntry) rows() int {
	n := 0
	for i := range orderRows {
		if at := orderField(i); e.get(at+"committee") != "" || e.says(at, "on", "closed") {
			n = i + 1
		}
	}
	return min(n+1, orderRows)
}

// says reports whether anything stands in one of the fields of a row.
func (e *paperEntry) says(at string, fields ...string) bool {
	return slices.ContainsFunc(fields, func(name string) bool { return e.get(at+name) != "" })
}

func orderField(i int) string { return fmt.Sprintf("order[%d].", i) }

// fill puts a paper into the form.
func (e *paperEntry) fill(p council.Paper) {
	set := e.values.Set
	set("version", strconv.FormatInt(e.base.Version, 10))
	for name, value := range map[string]string{
		"type": string(p.Type), "reference": p.Reference, "title": p.Title, "lead": p.Lead, "summary": p.Summary, "source": p.Source,
		"supplements": p.Supplements, "replaces": p.Replaces, documentField: p.Document, "answers": strings.Join(e.numbered(p.Answers), "\n"), "by": strings.Join(p.By, "\n"),
	} {
		set(name, value)
	}
	day := func(name string, d period.Date) {
		if !d.IsZero() {
			set(name, dayOrNothing(d))
		}
	}
	day("on", p.On)
	day("deadline", p.Deadline)
	for i, o := range p.Order {
		set(orderField(i)+"committee", o.Committee)
		set(orderField(i)+"step", string(o.Step))
		day(orderField(i)+"on", o.On)
		set(orderField(i)+"closed", map[bool]string{true: "", false: "ja"}[o.Public])
	}
	e.fillLists(p)
}

// numbered are papers as their numbers call them, where those do.
func (e *paperEntry) numbered(keys []string) []string {
	list := make([]string, len(keys))
	for i, key := range keys {
		list[i] = cmpOr(e.numbers[key], key)
	}
	return list
}

func (e *paperEntry) fillLists(p council.Paper) {
	var asks, signers, effects, posts, attachments []string
	for i, a := range p.Asks {
		asks = append(asks, a.Text)
		e.values.Set(askField(i)+"reply", a.Reply)
		e.values.Set(askField(i)+"done", map[bool]string{true: "ja", false: ""}[a.Done])
	}
	for _, s := range p.Signers {
		signers = append(signers, s.Office)
	}
	for _, f := range p.Effects {
		effects = append(effects, join(f.SubBudget, f.Line, strconv.Itoa(f.Year), text.De.Decimal(int64(f.Amount), 2), f.Text))
	}
	for _, q := range p.Posts {
		posts = append(posts, join(q.Unit, q.Grade, text.De.Decimal(int64(q.Share), 2), dayOrNothing(q.From), dayOrNothing(q.PhaseOut), outsideWord(q.Outside), q.Reason))
	}
	for _, a := range p.Attachments {
		attachments = append(attachments, join(a.Title, a.Link))
	}
	for name, list := range map[string][]string{"asks": asks, "signers": signers, "effects": effects, "posts": posts, "attachments": attachments} {
		e.values.Set(name, strings.Join(list, "\n"))
	}
}

// join writes the parts of a line, without empty ones at its end.
func join(parts ...string) string {
	for len(parts) > 0 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, " | ")
}

func dayOrNothing(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.In(text.De)
}

// outside is the word for posts that are authorised outside the staffing plan.
const outside = "außerhalb"

func outsideWord(out bool) string {
	if out {
		return outside
	}
	return ""
}

// fingerprint tells whether the entries are still those that a preview showed. The row
// without a body that a form adds at the end of the order says nothing, whatever its
// choices stand at.
func (e *paperEntry) fingerprint() string {
	return entriesPrint(e.values, func(row string) bool { return strings.HasPrefix(row, "order[") && e.get(row+"committee") == "" })
}

// entriesPrint is the fingerprint of a form without its blank rows, such as "order[1].".
func entriesPrint(values url.Values, blank func(row string) bool) string {
	return stampOf(values, func(field string) bool {
		row, _, inRow := strings.Cut(field, "].")
		return inRow && blank(row+"].")
	})
}

// read turns the form into a paper and notes what cannot be read. What the form does
// not ask stays as it was.
func (e *paperEntry) read() council.Paper {
	p := e.base.Paper
	p.Type, p.Reference, p.Title, p.Lead, p.Summary, p.Source = e.kind(), e.get("reference"), e.get("title"), e.get("lead"), e.get("summary"), e.get("source")
	p.Supplements, p.Replaces = e.get("supplements"), e.get("replaces")
	p.On, p.Deadline = e.day("on"), e.day("deadline")
	if !p.On.IsZero() {
		p.Year = p.On.Year()
	}
	p.Answers, p.By = e.lines("answers"), e.lines("by")
	e.readDocument(&p)
	e.readAsks(&p)
	p.Signers = nil
	for _, office := range e.lines("signers") {
		p.Signers = append(p.Signers, council.Signer{Office: office})
	}
	p.Order = e.order(p.Order)
	p.Effects, p.Posts = e.effects(), e.posts()
	p.Attachments = nil
	for _, parts := range e.parts("attachments", 1, 2, wantAttachment) {
		p.Attachments = append(p.Attachments, council.Attachment{Title: parts[0], Link: parts[1]})
		e.took("attachments", parts)
	}
	if p.ID == "" {
		p.ID = p.NewKey()
		if p.ID == newPaper || p.ID == "" {
			e.refuse("title", text.T("ein Titel mit Buchstaben oder Ziffern, nicht nur „neu“", "a title with letters or digits, not only “neu”"))
			p.ID = "x"
		}
	}
	return p
}

// askField is where the answer to one thing asked stands, by its place before the change.
func askField(i int) string { return fmt.Sprintf("ask[%d].", i) }

// readAsks reads the answers to what is still asked in the same words.
func (e *paperEntry) readAsks(p *council.Paper) {
	old := p.Asks
	p.Asks = nil
	for _, line := range e.lines("asks") {
		ask := council.Ask{Text: line}
		if i := slices.IndexFunc(old, func(a council.Ask) bool { return a.Text == line }); i >= 0 {
			ask = old[i]
			if at := askField(i); e.values.Has(at + "reply") {
				ask.Reply, ask.Done = e.get(at+"reply"), e.get(at+"done") != ""
			}
		}
		p.Asks = append(p.Asks, ask)
	}
}

func (e *paperEntry) day(field string) period.Date {
	s := e.get(field)
	if s == "" {
		return period.Date{}
	}
	d, err := period.ParseDate(s)
	if err != nil {
		e.refuse(field, text.T("ein Datum wie 27.11.2015", "a date such as 27.11.2015"))
	}
	return d
}

func (e *paperEntry) lines(field string) []string {
	var list []string
	for _, line := range strings.Split(e.get(field), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// order reads the rows of bodies; what committees did with them stays.
func (e *paperEntry) order(old []council.Consultation) []council.Consultation {
	var list []council.Consultation
	e.places = nil
	used := map[int]bool{}
	for i := range orderRows {
		at := orderField(i)
		if e.get(at+"committee") == "" {
			if e.says(at, "on", "closed") {
				e.refuse(at+"committee", text.T("ein Gremium. Fällt die Zeile weg: auch ihr Tag leer und „nichtöffentlich“ ohne Haken", "a body. If the row is to go: its day empty too and “in private” not ticked"))
			}
			continue
		}
		o := council.Consultation{Committee: e.get(at + "committee"), Step: council.Step(e.get(at + "step")), Public: e.get(at+"closed") == "", On: e.day(at + "on")}
		for k, was := range old {
			if !used[k] && was.Committee == o.Committee && was.On == o.On {
				o.Sitting, o.Result, used[k] = was.Sitting, was.Result, true
				break
			}
		}
		list = append(list, o)
		e.places = append(e.places, i)
	}
	e.orderEnds()
	return list
}

// orderEnds refuses bodies beyond those that a form takes: none is dropped silently.
func (e *paperEntry) orderEnds() {
	for name := range e.values {
		rest, ok := strings.CutPrefix(name, "order[")
		number, field, _ := strings.Cut(rest, "].")
		if i, err := strconv.Atoi(number); ok && err == nil && field == "committee" && (i < 0 || i >= orderRows) && e.get(name) != "" {
			e.faults = append(e.faults, fault.Row{File: e.get("title"), Column: "order", Value: e.get(name), Expected: text.T(
				fmt.Sprintf("höchstens %d Gremien; dieses stünde an Stelle %d", orderRows, i+1), fmt.Sprintf("%d bodies at most; this one would be number %d", orderRows, i+1))})
		}
	}
}

// placed puts the faults of a list's entries at the rows of the form from which they come.
func (e *paperEntry) placed(rows []fault.Row, at func(int) string) []fault.Row {
	rows = slices.Clone(rows)
	for i, row := range rows {
		for k, place := range e.places {
			if rest, ok := strings.CutPrefix(row.Column, at(k)); ok {
				rows[i].Column = at(place) + rest
			}
		}
	}
	return rows
}

// parts splits the lines of a list at |, and refuses lines with too few or too many.
func (e *paperEntry) parts(field string, least, most int, want text.Text) [][]string {
	var list [][]string
	for _, line := range e.lines(field) {
		parts := strings.Split(line, "|")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		if len(parts) < least || len(parts) > most {
			e.faults = append(e.faults, fault.Row{File: e.get("title"), Column: field, Value: line, Expected: want})
			continue
		}
		list = append(list, append(parts, make([]string, most-len(parts))...))
	}
	return list
}

// What is expected of the lines of lists.
var (
	wantAttachment = text.T("Zeilen wie „Lageplan | https://www.example.org/plan.pdf“", "lines such as “site plan | https://www.example.org/plan.pdf”")
	wantEffect     = text.T("Zeilen wie „THH 500 | Unterkünfte | 2016 | 1.250.000,00 | wofür“", "lines such as “THH 500 | accommodation | 2016 | 1.250.000,00 | for what”")
	wantPost       = text.T("Zeilen wie „Sozialplanung | EG 13 | 1,0 | 01.01.2016 | 01.01.2018 | außerhalb | Begründung“", "lines such as “Sozialplanung | EG 13 | 1,0 | 01.01.2016 | 01.01.2018 | außerhalb | reason”")
)

// hundredths reads a number with at most two decimals, in hundredths.
func hundredths(s string) (int64, bool) {
	d, ok := table.ParseDecimal(s, table.Comma)
	if !ok || d.Places > 2 {
		return 0, false
	}
	for ; d.Places < 2; d.Places++ {
		d.Amount *= 10
	}
	return d.Amount, true
}

// part refuses one part of a line, by its place from 1: the whole line, what the part is and
// what stands there.
func (e *paperEntry) part(field string, parts []string, n int, is, want text.Text) {
	expected := say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("als %d. Teil %s; dort steht „%s“. %s", "as part %d %s; “%s” stands there. %s").In(l), n, is.In(l), parts[n-1], want.In(l))
	})
	e.faults = append(e.faults, fault.Row{File: e.get("title"), Column: field, Value: join(parts...), Expected: expected})
}

// took notes the line from which the next entry of a list was read.
func (e *paperEntry) took(field string, parts []string) {
	if e.split == nil {
		e.split = map[string][]string{}
	}
	e.split[field] = append(e.split[field], join(parts...))
}

func (e *paperEntry) effects() []council.Effect {
	var list []council.Effect
	for _, parts := range e.parts("effects", 4, 5, wantEffect) {
		year, err := strconv.Atoi(parts[2])
		cents, ok := hundredths(parts[3])
		if err != nil {
			e.part("effects", parts, 3, text.T("das Jahr", "the year"), wantEffect)
		}
		if !ok {
			e.part("effects", parts, 4, text.T("ein Betrag in Euro", "an amount in euros"), wantEffect)
		}
		if err == nil && ok {
			list = append(list, council.Effect{SubBudget: parts[0], Line: parts[1], Year: year, Amount: unit.Cents(cents), Text: parts[4]})
			e.took("effects", parts)
		}
	}
	return list
}

func (e *paperEntry) posts() []council.PostRequest {
	var list []council.PostRequest
	for _, parts := range e.parts("posts", 3, 7, wantPost) {
		faults := len(e.faults)
		share, ok := hundredths(parts[2])
		if !ok {
			e.part("posts", parts, 3, text.T("ein Umfang in Stellen", "a share in posts"), wantPost)
		}
		var days [2]period.Date
		for i, is := range []text.Text{text.T("der erste Tag", "the first day"), text.T("der Tag des kw-Vermerks", "the day of the phase-out note")} {
			var err error
			if days[i], err = period.ParseDate(parts[3+i]); err != nil && parts[3+i] != "" {
				e.part("posts", parts, 4+i, is, wantPost)
			}
		}
		if parts[5] != "" && parts[5] != outside {
			e.part("posts", parts, 6, text.T("„außerhalb“ oder nichts", "“außerhalb” or nothing"), wantPost)
		}
		if len(e.faults) == faults {
			e.took("posts", parts)
			list = append(list, council.PostRequest{Unit: parts[0], Grade: parts[1], Share: unit.FTE(share), From: days[0], PhaseOut: days[1], Outside: parts[5] != "", Reason: parts[6]})
		}
	}
	return list
}

func (e *paperEntry) refuse(field string, expected text.Text) {
	e.faults = append(e.faults, fault.Row{File: e.get("title"), Column: field, Value: fault.Beginning(e.get(field)), Expected: expected})
}

// lineFields are the fields that hold a list, an entry a line: their faults quote the entry.
var lineFields = []string{"by", "asks", "answers", "signers", "effects", "posts", "attachments"}

// lineParts name the parts of a line.
var lineParts = map[string]text.Text{
	"sub_budget": text.T("Teilhaushalt", "sub-budget"), "line": text.T("Zeile", "line"), "year": text.T("Jahr", "year"), "amount_cents": text.T("Betrag", "amount"), "text": text.T("wofür", "for what"),
	"unit": text.T("Einheit", "unit"), "grade": text.T("Gruppe", "grade"), "share": text.T("Umfang", "share"), "phase_out": text.T("kw-Vermerk", "phase-out note"), "reason": text.T("Begründung", "reason"),
	"title": text.T("Titel", "title"), "link": text.T("Adresse", "address"),
}

// asTyped is a fault with what was typed in place of what was read from it: a day as it
// stands in its field, a line of several parts as a whole, with the part that is wrong.
func (e *paperEntry) asTyped(path string, row fault.Row) fault.Row {
	if typed := e.get(row.Column); typed != "" && !slices.Contains(lineFields, row.Column) {
		row.Value = fault.Beginning(typed)
	}
	place, part, _ := strings.Cut(strings.TrimPrefix(path, row.Column+"["), "].")
	i, err := strconv.Atoi(place)
	if lines := e.split[row.Column]; err == nil && i < len(lines) {
		row.Value = fault.Beginning(lines[i])
		if is, named := lineParts[part]; named {
			row.Expected = text.T(is.De+": "+row.Expected.De, is.En+": "+row.Expected.En)
		}
	}
	return row
}

// fieldOf is the field of the form in which a fault stands.
func fieldOf(path string) string {
	name, _, listed := strings.Cut(path, "[")
	if listed && name != "order" && name != "agenda" {
		return name
	}
	if path == "id" {
		return "reference"
	}
	return path
}

// add takes over faults of the paper, but none that follows from a slip of the pen in
// the same field.
func (e *paperEntry) add(rows []fault.Row) {
	for _, row := range rows {
		path := row.Column
		row.Column = fieldOf(path)
		if !slices.ContainsFunc(e.faults, func(have fault.Row) bool { return have.Column == row.Column && have.Expected == row.Expected }) &&
			!slices.ContainsFunc(e.faults, func(have fault.Row) bool { return have.Column == row.Column && row.Value == "" }) {
			e.faults = append(e.faults, e.asTyped(path, row))
		}
	}
}

// wrong says what was expected of a field instead; empty: nothing is wrong.
func (e *paperEntry) wrong(field string, l text.Lang) string {
	var list []string
	for _, row := range e.faults {
		if row.Column == field {
			list = append(list, row.Expected.In(l))
		}
	}
	return strings.Join(list, "; ")
}

func (e *paperEntry) field(p view.Page, name string, hint text.Text, lines int) view.Field {
	return view.Field{Name: name, Label: p.In(paperFieldNames[name]), Hint: p.In(hint), Value: e.get(name), Error: e.wrong(name, p.Lang), Lines: lines, Meanwhile: e.saved(name, p.Lang)}
}

// label names the field of a fault.
func (e *paperEntry) label(path string, l text.Lang) string {
	for i := range orderRows {
		if rest, ok := strings.CutPrefix(path, orderField(i)); ok {
			return fmt.Sprintf("%s %d, %s", text.T("Gremium", "body").In(l), i+1, paperFieldNames["order."+rest].In(l))
		}
	}
	if t, ok := paperFieldNames[path]; ok {
		return t.In(l)
	}
	return path
}

// noteWords name the field of a reservation of an office that co-signs, or of the note to
// another step.
func noteWords(signing bool) text.Text {
	if signing {
		return text.T("Vorbehalt (freiwillig)", "Reservation (optional)")
	}
	return text.T("Grund oder Vermerk", "Reason or note")
}

var paperFieldNames = map[string]text.Text{
	"type": text.T("Art", "Kind"), "reference": text.T("Nummer", "Number"), "title": text.T("Betreff", "Subject"), "on": text.T("Datum", "Date"),
	"lead": text.T("Federführung", "Lead"), "summary": text.T("Worum es geht (freiwillig)", "What it is about (optional)"), "source": text.T("Quelle (freiwillig)", "Source (optional)"),
	"by": text.T("Wer fragt", "Who asks"), "asks": text.T("Was verlangt wird", "What is asked"), "deadline": text.T("Frist für die Antwort (leer: unbekannt)", "Deadline for the answer (empty: unknown)"),
	"answers": text.T("Antwortet auf (freiwillig)", "Answers (optional)"), "signers": text.T("Wer mitzeichnet (freiwillig)", "Who co-signs (optional)"), "effects": text.T("Finanzielle Auswirkungen (freiwillig)", "Financial effects (optional)"),
	"posts": text.T("Stellen (freiwillig)", "Posts (optional)"), "attachments": text.T("Anlagen (freiwillig)", "Attachments (optional)"),
	"supplements": text.T("Ergänzt", "Supplements"), "replaces": text.T("Neufassung von", "New version of"), "order": text.T("Beratungsfolge", "Order of committees"),
	"note": noteWords(false), documentField: text.T("Text der Vorlage", "Text of the paper"),
	"order.committee": text.T("Name", "name"), "order.step": text.T("Schritt", "step"), "order.on": text.T("Tag der Sitzung", "day of the sitting"),
}

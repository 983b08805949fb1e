// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/staffing"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// postForm is the form of a change of the staffing plan, with what was typed.
type postForm struct {
	Values  url.Values
	Fields  []view.Field
	Errors  map[string]string
	Version int64
	Seen    string
	Effect  []text.Text
	Moves   view.Table // posts and cost by year and line
	Theirs  view.Table // what is stored beside what was typed, where they differ
	Refused error
}

// postChoice is a word that a form offers.
type postChoice struct {
	Key  string
	Name text.Text
}

// notChosen stands first where something has to be chosen.
var notChosen = postChoice{"", text.T("bitte wählen", "please choose")}

func kindChoices() (list []postChoice) {
	list = append(list, notChosen)
	for _, k := range city.ChangeKinds() {
		list = append(list, postChoice{string(k), k.Label()})
	}
	return list
}

func stageChoices() (list []postChoice) {
	list = append(list, notChosen)
	for _, s := range city.Stages() {
		list = append(list, postChoice{string(s), s.Label()})
	}
	return list
}

// noteChoices say whether the day of a phase-out note is known.
func noteChoices() []postChoice {
	return []postChoice{{"", text.T("ja: wie angegeben, leer heißt kein Vermerk", "yes: as given, empty means no note")}, {"1", text.T("nein: Die Vorlage nennt ihn nicht", "no: the paper does not tell it")}}
}

// postFormPage shows the form: empty, or with a change that is to be corrected.
func (s *server) postFormPage(ctx context.Context, r request) (answer, error) {
	v := url.Values{"known_from": {r.AsOf.String()}}
	if id := r.Query.Get("id"); id != "" {
		changes, err := s.Staffing.PostChanges(ctx, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		for _, e := range changes {
			if e.Noun.ID == id {
				v = postValues(e.Noun)
			}
		}
	}
	if id := r.Query.Get("bleibt"); id != "" {
		changes, err := s.Staffing.PostChanges(ctx, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		if next := stays(changes, id, r.AsOf); next != nil {
			v = next
		}
	}
	if id := r.Query.Get("vorlage"); id != "" && s.Council != nil {
		var err error
		if v, err = s.postOf(ctx, r, id); err != nil {
			return answer{}, err
		}
	}
	return postFormAnswer(newPostForm(v, r)), nil
}

func postFormAnswer(f postForm) answer {
	a := answer{
		name: text.T("Änderung des Stellenplans", "Change of the staffing plan"), answer: text.T("Was ändert eine Vorlage am Stellenplan?", "What does a paper change in the staffing plan?"),
		body: func(p view.Page) templ.Component { return postFormBody(p, f) },
	}
	if f.Refused != nil {
		a.status = fault.KindOf(f.Refused).Status()
	}
	return a
}

// postValues are the fields of a change as the form has them.
func postValues(c city.PostChange) url.Values {
	share := func(n unit.FTE) string { return text.De.Decimal(int64(n), 2) }
	var posts []string
	for _, p := range c.Posts {
		posts = append(posts, p.Number+" = "+share(p.Share))
	}
	v := url.Values{}
	for name, value := range map[string]string{
		"id": c.ID, "paper": c.Paper, "kind": string(c.Kind), "stage": string(c.Stage), "on": c.On.String(), "from": c.From.String(), "unit": c.Unit,
		"grade": c.Grade, "share": share(c.Share), "posts": strings.Join(posts, "; "), "note": c.Note.String(), "until": c.Until.String(), "task": c.Task,
		"key": c.Key, "reason": c.Reason, "known_from": c.KnownFrom.String(), "source": c.Source,
	} {
		v.Set(name, value)
	}
	if c.NoteUnknown {
		v.Set("note_unknown", "1")
	}
	for name, n := range map[string]int64{"per": c.Per, "budget": int64(c.Budget)} {
		if n != 0 {
			v.Set(name, strconv.FormatInt(n, 10))
		}
	}
	return v
}

func newPostForm(v url.Values, r request) postForm {
	f := postForm{Values: v, Errors: map[string]string{}, Seen: v.Get("gesehen")}
	f.Version, _ = strconv.ParseInt(v.Get("version"), 10, 64)
	add := func(name, label, hint, kind string) {
		f.Fields = append(f.Fields, view.Field{Name: name, Label: label, Hint: hint, Type: kind, Value: v.Get(name)})
	}
	add("id", r.T("Kennung", "Key"), r.T("Eine Kennung, die es schon gibt, berichtigt diese Änderung. Leer: aus der Vorlage gebildet.", "A key that exists corrects that change. Empty: made from the paper."), "")
	add("paper", r.T("Vorlage", "Paper"), r.T("etwa GRDrs 591/2014", "such as GRDrs 591/2014"), "")
	add("on", r.T("Tag des Standes", "Day of the stage"), "", "date")
	add("from", r.T("Gilt ab", "Holds from"), v.Get(askedFrom), "date")
	add("unit", r.T("Amt", "Office"), "", "")
	add("share", r.T("Stellen", "Posts"), r.T("in Vollzeitstellen, etwa 2,70; bei einer Ermächtigung die Obergrenze", "full-time posts, such as 2.70; of an authorisation the ceiling"), "")
	add("grade", r.T("Bewertung", "Grade"), r.T("etwa EG 9 oder A 10; leer, wenn die Vorlage keine nennt", "such as EG 9 or A 10; empty if the paper names none"), "")
	add("posts", r.T("Nummern der Stellen", "Numbers of the posts"), r.T("etwa 500 0105 018 = 1,00; 500 0105 022 = 0,70; leer, wenn die Vorlage keine nennt", "such as 500 0105 018 = 1.00; 500 0105 022 = 0.70; empty if the paper names none"), "")
	add("note", r.T("kw ab", "Phased out on"), r.T("Künftig wegfallend: erster Tag ohne die Stelle, etwa 01.01.2018, wenn sie bis 31.12.2017 bleibt. Bei „kw-Vermerk“ heißt leer: Der Vermerk fällt weg.", "The first day without the post, such as 01.01.2018 if it stays until 31.12.2017. With “phase-out note” empty means the note is lifted."), "date")
	add("until", r.T("Letzter Tag einer Ermächtigung", "Last day of an authorisation"), "", "date")
	add("per", r.T("Schlüssel einer Ermächtigung, 1 :", "Key of an authorisation, 1 :"), "", "")
	add("budget", r.T("Erstes Jahr des Doppelhaushalts", "First year of the double budget"), r.T("leer: im Lauf eines Jahres", "empty: in the course of a year"), "")
	add("task", r.T("Aufgabe", "Task"), "", "")
	add("key", r.T("Stellenschlüssel", "Staffing key"), r.T("Kennung des Schlüssels, nach dem die Stellen bemessen sind", "key by which the posts are measured"), "")
	add("reason", r.T("Begründung", "Reason"), "", "")
	add("known_from", r.T("Bekannt seit", "Known since"), "", "date")
	add("source", r.T("Quelle", "Source"), "", "")
	return f
}

// askedFrom holds why a form begins with another first day than the one that is asked for.
const askedFrom = "beantragt"

var notInKey = regexp.MustCompile(`[^a-z0-9]+`)

// read reads what was typed; what cannot be read stays zero and is refused with all
// else that is wrong.
func (f postForm) read() (city.PostChange, []fault.Row) {
	var rows []fault.Row
	get := func(name string) string { return strings.TrimSpace(f.Values.Get(name)) }
	refuse := func(name, de, en string) {
		rows = append(rows, fault.Row{Column: name, Value: get(name), Expected: text.T(de, en)})
	}
	day := func(name string) period.Date {
		d, err := period.ParseDate(get(name))
		if err != nil && get(name) != "" {
			refuse(name, "ein Datum wie 01.01.2016 oder 2016-01-01", "a date such as 01.01.2016 or 2016-01-01")
		}
		return d
	}
	whole := func(name string) int64 {
		n, err := strconv.ParseInt(get(name), 10, 32)
		if get(name) != "" && (err != nil || n < 1) {
			refuse(name, "eine ganze Zahl ab 1, oder nichts", "a whole number from 1, or nothing")
		}
		return n
	}
	share := func(name, s string) unit.FTE {
		d, err := unit.ParseDecimal(strings.Replace(strings.TrimSpace(s), ",", ".", 1))
		if err == nil {
			d, err = d.Rescale(2)
		}
		if err != nil {
			rows = append(rows, fault.Row{Column: name, Value: strings.TrimSpace(s), Expected: text.T("Stellen mit höchstens zwei Nachkommastellen, etwa 2,70", "posts with at most two decimals, such as 2.70")})
		}
		return unit.FTE(d.Amount)
	}
	c := city.PostChange{
		ID: get("id"), Paper: get("paper"), Kind: city.ChangeKind(get("kind")), Stage: city.Stage(get("stage")), On: day("on"), From: day("from"),
		Unit: get("unit"), Grade: get("grade"), Share: share("share", get("share")), Note: day("note"), Until: day("until"), Per: whole("per"), Budget: int(whole("budget")),
		Task: get("task"), Key: get("key"), Reason: get("reason"), KnownFrom: day("known_from"), Source: get("source"), NoteUnknown: get("note_unknown") == "1",
	}
	for part := range strings.SplitSeq(get("posts"), ";") {
		number, of, named := strings.Cut(part, "=")
		if strings.TrimSpace(part) == "" {
			continue
		}
		if !named {
			refuse("posts", "Nummern mit Anteil, etwa 500 0105 018 = 1,00; 500 0105 022 = 0,70", "numbers with their share, such as 500 0105 018 = 1.00; 500 0105 022 = 0.70")
			break
		}
		c.Posts = append(c.Posts, city.Portion{Number: strings.Join(strings.Fields(number), " "), Share: share("posts", of)})
	}
	if c.Kind == city.Fill && c.Stage == "" { // a report, which nobody votes on
		c.Stage = city.Settled
	}
	if c.ID == "" {
		c.ID = strings.Trim(notInKey.ReplaceAllString(strings.ToLower(fmt.Sprintf("%s %s %s %s", c.Paper, c.Kind, c.Unit, c.Grade)), "-"), "-")
	}
	return c, rows
}

// savePost previews what a change does and records it in a second step.
func (s *server) savePost(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, fault.New(fault.Invalid, "web.savePost: "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
	}
	r.PostForm.Del(askedFrom) // only the page says so
	f := newPostForm(r.PostForm, r)
	c, rows := f.read()
	rows = append(rows, f.check(c, rows, r.Today)...)
	if len(rows) > 0 {
		f.refuse(fault.Refuse("web.savePost", rows), r)
		return postFormAnswer(f), nil
	}
	if err := s.Staffing.CheckAllowed(ctx, c); fault.KindOf(err) == fault.Invalid {
		f.refuse(err, r)
		return postFormAnswer(f), nil
	} else if err != nil {
		return answer{}, err
	}
	seen := fingerprintOf(c)
	if r.PostForm.Get("schritt") != "speichern" || f.Seen != seen {
		var err error
		if f.Version, err = s.Staffing.ChangeSeen(ctx, c.ID); err != nil {
			return answer{}, err
		}
		f.Seen = seen
		if f.Effect, err = s.postEffect(ctx, r, c, f.Version); err != nil {
			return answer{}, err
		}
		if f.Theirs, err = s.postTheirs(ctx, f, c, r); err != nil {
			return answer{}, err
		}
		moves, err := s.Staffing.Effect(ctx, r.AsOf, c)
		f.Moves, f.Effect = postEffectTable(moves), append(f.Effect, effectWords(moves)...)
		return postFormAnswer(f), err
	}
	if err := s.Staffing.RecordChange(ctx, c, f.Version, r.By(), time.Now().UTC()); err != nil {
		kind := fault.KindOf(err)
		if kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		if kind == fault.Conflict {
			err = fault.New(fault.Conflict, "web.savePost", "Inzwischen wurde diese Änderung gespeichert. Ihre Eingaben stehen noch unten; noch ist davon nichts gespeichert.", "This change was saved meanwhile. What you typed still stands below; none of it is saved yet.")
		}
		f.refuse(err, r)
		if kind != fault.Conflict {
			return postFormAnswer(f), nil
		}
		f.Theirs, err = s.postTheirs(ctx, f, c, r)
		return postFormAnswer(f), err
	}
	return answer{redirect: r.Href(postPlanPath, dayParam, c.From.String(), uptoParam, string(staffing.UptoFor(c.Stage))) + "#aenderungen"}, nil
}

// postTheirs sets what is stored of a change beside what was typed, field by field where
// they differ; no rows where nothing is stored or nothing differs.
func (s *server) postTheirs(ctx context.Context, f postForm, c city.PostChange, r request) (view.Table, error) {
	t := view.Table{
		ID: "unterschied", Fixed: true, Caption: text.T("Was gespeichert ist, und was Sie eingeben", "What is saved, and what you enter"),
		Columns: []view.Column{{Key: "field", Name: text.T("Feld", "field")}, {Key: "stored", Name: text.T("gespeichert", "saved")}, {Key: "typed", Name: text.T("Ihre Eingabe", "your entry")}},
	}
	stored, err := s.Staffing.ChangeStored(ctx, c.ID)
	if err != nil || stored == nil {
		return t, err
	}
	is, typed := postValues(*stored), postValues(c)
	differ := func(name, label string, said func(string) string) {
		if a, b := is.Get(name), typed.Get(name); a != b {
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(label, ""), named(said(a)), named(said(b))}})
		}
	}
	plain := func(s string) string { return s }
	differ("kind", r.T("Was ändert sich?", "What changes?"), func(s string) string { return r.In(city.ChangeKind(s).Label()) })
	differ("stage", r.T("Stand", "Stage"), func(s string) string { return r.In(city.Stage(s).Label()) })
	for _, field := range f.Fields {
		said := plain
		if field.Type == "date" {
			said = func(s string) string {
				d, err := period.ParseDate(s)
				if err != nil {
					return s
				}
				return d.In(r.Lang)
			}
		}
		differ(field.Name, field.Label, said)
	}
	return t, nil
}

// check lists what is wrong with a change beyond what cannot be read.
func (f postForm) check(c city.PostChange, unread []fault.Row, today period.Date) []fault.Row {
	var rows []fault.Row
	for _, row := range fault.RowsOf(staffing.CheckChange(c, today)) {
		field, part, inPart := strings.Cut(row.Column, "[")
		if !inPart {
			row.Value = f.Values.Get(field)
		} else if i, err := strconv.Atoi(part[:strings.IndexByte(part, ']')]); err == nil && i < len(c.Posts) {
			row.Value = c.Posts[i].Number + " = " + text.De.Decimal(int64(c.Posts[i].Share), 2)
		}
		row.Column = field
		switch {
		case field == "id" && row.Value == "": // made from the paper, which is missing too
			continue
		case field == "kind":
			row.Expected = text.T("eine Änderung aus der Liste", "a change of the list")
		case field == "stage" && row.Value == "":
			row.Expected = text.T("ein Stand aus der Liste", "a stage of the list")
		case field == "stage" && c.Kind == city.Fill:
			row.Expected = text.T("„beschlossen“: Besetzt ist nur, was erlaubt ist.", "“decided”: only what is allowed is filled.")
		}
		if !alreadyFaulty(unread, field) {
			rows = append(rows, row)
		}
	}
	return rows
}

func fingerprintOf(c city.PostChange) string {
	body, err := json.Marshal(c)
	if err != nil {
		return ""
	}
	return string(body)
}

// postEffect says what the plan holds on the change's first day with and without it.
func (s *server) postEffect(ctx context.Context, r request, c city.PostChange, version int64) ([]text.Text, error) {
	before, err := s.Staffing.PostPlan(ctx, r.AsOf, c.From, staffing.UptoFor(c.Stage))
	if err != nil {
		return nil, err
	}
	after := before.With(c)
	list := append(staffing.EarlyWords(after, c), planWords(before, after, c))
	if c.Kind == city.Fill {
		list = append(list, staffing.FilledWords(after, c)...)
	}
	for _, p := range after.Posts {
		if i := slices.Index(p.By, c.ID); i > 0 && p.Number != "" && before.Numbered(p.Number) == nil {
			list = append(list, text.T("Die Nummer "+p.Number+" hat noch keine Stelle: Sie wird einer Stelle ohne Nummer gegeben ("+p.Unit+" "+p.Grade+").", "No post has the number "+p.Number+" yet: it is given to a post without one ("+p.Unit+" "+p.Grade+")."))
		}
	}
	doubt, err := s.Staffing.DoubtGrade(ctx, r.AsOf, c.Grade)
	if err != nil {
		return nil, err
	}
	list = append(list, doubt...)
	list = append(list, meetWords(before, after, c)...)
	list = append(list, before.DoubtUnit(c.Unit)...)
	if version != 0 {
		list = append(list, text.T("Die Änderung „"+c.ID+"“ gibt es schon; diese Fassung ersetzt sie, die alte bleibt in der Geschichte.", "The change “"+c.ID+"” exists; this version replaces it, the old one stays in its history."))
	}
	for _, found := range after.Findings {
		if found.Change == c.ID {
			list = append(list, staffing.FindingNote(found))
		}
	}
	return list, nil
}

// refuse puts what is wrong above the form, by the names that its fields have, and beside them.
func (f *postForm) refuse(err error, r request) {
	f.Refused, f.Seen = err, ""
	label := map[string]string{"kind": r.T("Was ändert sich?", "What changes?"), "stage": r.T("Stand", "Stage")}
	rows := slices.Clone(fault.RowsOf(err))
	for n, row := range rows {
		f.Errors[row.Column] = r.In(row.Expected)
		for i := range f.Fields {
			if f.Fields[i].Name == row.Column {
				f.Fields[i].Error, label[row.Column] = r.In(row.Expected), f.Fields[i].Label
			}
		}
		if name := label[row.Column]; name != "" {
			rows[n].Column = name
		}
	}
	if len(rows) > 0 && fault.KindOf(err) == fault.Invalid {
		f.Refused = fault.Refuse("web.postForm", rows)
	}
}

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
	"planraum/internal/method/postplan"
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
	Refused error
}

// postChoice is a word that a form offers.
type postChoice struct {
	Key  string
	Name text.Text
}

func kindChoices() (list []postChoice) {
	for _, k := range city.ChangeKinds() {
		list = append(list, postChoice{string(k), k.Label()})
	}
	return list
}

func stageChoices() (list []postChoice) {
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
	add("from", r.T("Gilt ab", "Holds from"), "", "date")
	add("unit", r.T("Amt", "Office"), "", "")
	add("share", r.T("Stellen", "Posts"), r.T("in Vollzeitstellen, etwa 2,70; bei einer Ermächtigung die Obergrenze", "full-time posts, such as 2.70; of an authorisation the ceiling"), "")
	add("grade", r.T("Bewertung", "Grade"), r.T("etwa EG 9 oder A 10; leer, wenn die Vorlage keine nennt", "such as EG 9 or A 10; empty if the paper names none"), "")
	add("posts", r.T("Nummern der Stellen", "Numbers of the posts"), r.T("etwa 500 0105 018 = 1,00; 500 0105 022 = 0,70; leer, wenn die Vorlage keine nennt", "such as 500 0105 018 = 1.00; 500 0105 022 = 0.70; empty if the paper names none"), "")
	add("note", r.T("kw ab", "Phased out on"), r.T("Erster Tag ohne die Stelle. Bei „kw-Vermerk“ heißt leer: Der Vermerk fällt weg.", "First day without the post. With “phase-out note” empty means the note is lifted."), "date")
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
		if err != nil && get(name) != "" || n < 0 {
			refuse(name, "eine ganze Zahl", "a whole number")
		}
		return n
	}
	share := func(name, s string) unit.FTE {
		d, err := unit.ParseDecimal(strings.Replace(strings.TrimSpace(s), ",", ".", 1))
		if err == nil {
			d, err = d.Rescale(2)
		}
		if err != nil {
			refuse(name, "Stellen mit höchstens zwei Nachkommastellen, etwa 2,70", "posts with at most two decimals, such as 2.70")
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
	f := newPostForm(r.PostForm, r)
	c, rows := f.read()
	for _, row := range fault.RowsOf(staffing.CheckChange(c, r.Today)) {
		row.Column, _, _ = strings.Cut(row.Column, "[")
		if row.Value = f.Values.Get(row.Column); !alreadyFaulty(rows, row.Column) {
			rows = append(rows, row)
		}
	}
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
		moves, err := s.Staffing.Effect(ctx, r.AsOf, c)
		f.Moves, f.Effect = postEffectTable(moves), append(f.Effect, effectWords(moves)...)
		return postFormAnswer(f), err
	}
	if err := s.Staffing.RecordChange(ctx, c, f.Version, r.By(), time.Now().UTC()); err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		f.refuse(err, r)
		return postFormAnswer(f), nil
	}
	return answer{redirect: r.Href(postPlanPath, dayParam, c.From.String(), uptoParam, string(staffing.UptoFor(c.Stage))) + "#aenderungen"}, nil
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
	list := []text.Text{planWords(before, after, c)}
	if c.Kind == city.Fill {
		list = append(list, fillWords(after, c)...)
	}
	for _, p := range after.Posts {
		if i := slices.Index(p.By, c.ID); i > 0 && p.Number != "" && before.Numbered(p.Number) == nil {
			list = append(list, text.T("Die Nummer "+p.Number+" hat noch keine Stelle: Sie wird einer Stelle ohne Nummer gegeben ("+p.Unit+" "+p.Grade+").", "No post has the number "+p.Number+" yet: it is given to a post without one ("+p.Unit+" "+p.Grade+")."))
		}
	}
	if known, err := s.Staffing.KnowsGrade(ctx, r.AsOf, c.Grade); err != nil {
		return nil, err
	} else if !known && c.Grade != "" {
		list = append(list, text.T("Für die Bewertung „"+c.Grade+"“ ist keine Entgelttabelle bekannt: Was die Stelle kostet, bleibt unbekannt. Ist sie richtig geschrieben?", "No pay table is known for the grade “"+c.Grade+"”: what the post costs stays unknown. Is it spelt correctly?"))
	}
	if version != 0 {
		list = append(list, text.T("Die Änderung „"+c.ID+"“ gibt es schon; diese Fassung ersetzt sie, die alte bleibt in der Geschichte.", "The change “"+c.ID+"” exists; this version replaces it, the old one stays in its history."))
	}
	for _, found := range after.Findings {
		if found.Change == c.ID && found.What == postplan.Twice {
			list = append(list, findingWords(found))
		} else if found.Change == c.ID {
			list = append(list, say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("%s Stellen bewirken nichts: %s", "%s posts have no effect: %s").In(l), l.Decimal(int64(found.Share), 2), findingWords(found).In(l))
			}))
		}
	}
	return list, nil
}

func (f *postForm) refuse(err error, r request) {
	f.Refused, f.Seen = err, ""
	for _, row := range fault.RowsOf(err) {
		f.Errors[row.Column] = r.In(row.Expected)
		for i := range f.Fields {
			if f.Fields[i].Name == row.Column {
				f.Fields[i].Error = r.In(row.Expected)
			}
		}
	}
}

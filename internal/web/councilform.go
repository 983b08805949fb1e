// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of a new paper: its type, and the paper that it answers, supplements or
// replaces.
const (
	answersParam     = "antwort"
	supplementsParam = "ergaenzt"
	replacesParam    = "ersetzt"
)

// paperForm shows a paper's head as a form.
func (s *server) councilPaperForm(ctx context.Context, r request) (answer, error) {
	e, err := s.paperEntry(ctx, r)
	if err != nil {
		return answer{}, err
	}
	if e.base.Version == 0 {
		if err := s.begin(ctx, r, &e); err != nil {
			return answer{}, err
		}
	} else {
		e.fill(e.base.Paper)
	}
	return s.paperFormAnswer(e, nil)
}

// paperEntry is the form of the paper of the address, with what may be chosen in it.
func (s *server) paperEntry(ctx context.Context, r request) (paperEntry, error) {
	e := paperEntry{values: url.Values{}}
	var err error
	if id := r.PathValue("paper"); id != newPaper {
		if e.base, err = s.Council.Paper(ctx, id, r.AsOf); err != nil {
			return e, err
		}
		if !e.base.May(council.Change) && r.Method != http.MethodPost { // what was typed is told what happened
			_, err := e.base.Do(council.Act{Kind: council.Change})
			return e, err
		}
	}
	if e.bodies, err = s.Council.Committees(ctx, r.AsOf); err != nil {
		return e, err
	}
	if e.numbers, err = s.Council.Numbers(ctx); err != nil {
		return e, err
	}
	e.texts, err = s.textChoice(ctx, r)
	return e, err
}

// begin fills the form of a new paper.
func (s *server) begin(ctx context.Context, r request, e *paperEntry) error {
	p := council.Paper{Type: council.PaperType(r.Query.Get(kindParam)), On: r.AsOf}
	if p.Type == "" {
		p.Type = council.Resolution
	}
	switch {
	case r.Query.Get(answersParam) != "":
		motion, err := s.Council.Paper(ctx, r.Query.Get(answersParam), r.AsOf)
		if err != nil {
			return err
		}
		if e.bundle, err = s.Council.Together(ctx, motion.Paper, r.AsOf); err != nil {
			return err
		}
		p.Type, p.Answers, p.Title, p.Document = council.Answer, []string{motion.ID}, motion.Title, templateFor(motion.Paper)
		for _, other := range e.bundle.Others {
			p.Answers, p.Document = append(p.Answers, other.ID), cmpOr(p.Document, templateFor(other.Paper))
		}
	case r.Query.Get(supplementsParam) != "", r.Query.Get(replacesParam) != "":
		replaces := r.Query.Get(replacesParam) != ""
		id := r.Query.Get(supplementsParam)
		if replaces {
			id = r.Query.Get(replacesParam)
		}
		before, err := s.Council.Paper(ctx, id, r.AsOf)
		if err != nil {
			return err
		}
		p = desk.Following(before.Paper, replaces)
		p.On = r.AsOf
	}
	e.fill(p)
	return nil
}

// bundleWords say why a new answer answers further motions.
func bundleWords(b desk.Bundle) text.Text {
	return say(func(l text.Lang) string {
		var names []string
		for _, m := range b.Others {
			names = append(names, nameOrReference(m.Paper))
		}
		return fmt.Sprintf(text.T("Vorgeschlagen ist auch %s: Das Register führt den Antrag unter demselben Vorgang („%s“). Was nicht gemeinsam beantwortet wird, nehmen Sie hier heraus.",
			"Proposed too is %s: the register holds the motion under the same procedure (“%s”). Take out here what is not answered together.").In(l), strings.Join(names, ", "), cmpOr(b.Procedure.Title, b.Procedure.ID))
	})
}

// savePaper shows what saving does, or saves what was seen.
func (s *server) saveCouncilPaper(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<18)
	if err := r.ParseForm(); err != nil {
		return answer{}, tooLarge("web.savePaper", err)
	}
	e, err := s.paperEntry(ctx, r)
	if err != nil {
		return answer{}, err
	}
	e.values = r.PostForm
	if late, err := s.overtaken(ctx, r, &e); late != nil || err != nil {
		return s.paperFormAnswer(e, cmp.Or(err, late))
	}
	if e.get("schritt") == "zeile" {
		return s.paperFormAnswer(e, nil)
	}
	p := e.read()
	if e.base.ID == "" && len(e.faults) == 0 {
		if p.ID, err = s.Council.KeyFor(ctx, p); err != nil {
			return answer{}, err
		}
	}
	rows, err := s.Council.Faults(ctx, p, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	e.add(e.placed(rows, orderField))
	if len(e.faults) > 0 {
		return s.paperFormAnswer(e, r.asOfItsDay(fault.Refuse("web.savePaper", e.faults), p))
	}
	if e.get("schritt") != "speichern" || e.get("gesehen") != e.fingerprint() {
		if err := s.previewHead(ctx, r, &e, p); err != nil {
			return answer{}, err
		}
		e.values.Set("gesehen", e.fingerprint())
		return s.paperFormAnswer(e, nil)
	}
	text, err := s.beginText(ctx, r, &p)
	if err != nil {
		e.add(e.placed(fault.RowsOf(err), orderField))
		return s.paperFormAnswer(e, err)
	}
	id, err := s.Council.Save(ctx, p, desk.Doing{Base: e.version(), Day: r.AsOf, By: r.By(), Now: time.Now().UTC()}, text...)
	if err != nil {
		if late, lost := s.overtaken(ctx, r, &e); late != nil || lost != nil {
			return s.paperFormAnswer(e, cmp.Or(lost, late))
		}
		e.add(e.placed(fault.RowsOf(err), orderField))
		return s.paperFormAnswer(e, err)
	}
	return answer{redirect: r.paperHref(id)}, nil
}

// previewHead says what saving a paper does.
func (s *server) previewHead(ctx context.Context, r request, e *paperEntry, p council.Paper) error {
	lacks, err := s.paperLacks(ctx, r, p)
	if err != nil {
		return err
	}
	e.effect = append(paperEffect(e.base.Paper, p), lacks...)
	e.preview, err = s.tryCourse(ctx, r, p)
	return err
}

// tryCourse is the order of committees as it would be.
func (s *server) tryCourse(ctx context.Context, r request, p council.Paper) (*councilPaper, error) {
	if p.State = council.Draft; p.Type.Asked() {
		p.State = council.Received
	}
	course, err := s.Council.Course(ctx, p, r.AsOf)
	if err != nil {
		return nil, err
	}
	c := &councilPaper{}
	c.Paper.Paper = p
	return c, s.courseContent(ctx, r, course, c)
}

// chosen says what came of the day that was entered in a row of the order.
func (e *paperEntry) chosen(row int) text.Text {
	i := slices.Index(e.places, row)
	if e.preview == nil || i < 0 || i >= len(e.preview.Chosen) {
		return text.Text{}
	}
	return e.preview.Chosen[i]
}

// paperEffect says what saving does.
func paperEffect(was, is council.Paper) []text.Text {
	var says []text.Text
	note := func(de, en string) { says = append(says, text.T(de, en)) }
	switch {
	case was.ID != "" && was.Type.Asked():
		note("Die Angaben im Register ändern sich; die frühere Fassung bleibt unter dem früheren Stand.", "The entries in the register change; the former version stays under the former date.")
	case was.ID != "":
		note("Der Entwurf ändert sich.", "The draft changes.")
		if cosigned(was) {
			note("Was schon mitgezeichnet war, wird ungültig: Alle Ämter zeichnen die neue Fassung mit.", "What was co-signed already becomes void: all offices co-sign the new version.")
		}
	case is.Type.Asked():
		note("Kommt als „eingegangen“ ins Register und wartet auf eine Antwort. Alle können es lesen.", "Goes into the register as “received” and waits for an answer. Everybody can read it.")
	default:
		note("Wird als Entwurf angelegt. Nur die Ämter sehen ihn.", "Is kept as a draft. Only offices see it.")
	}
	if strings.HasPrefix(is.Document, newText) {
		note("Der Text der Vorlage wird begonnen; geschrieben wird er unter „Berichte“.", "The paper's text is begun; it is written under “Reports”.")
	}
	replies, done := 0, 0
	for _, a := range is.Asks {
		if a.Reply != "" {
			replies++
		}
		if a.Done {
			done++
		}
	}
	if replies+done > 0 {
		says = append(says, text.T(fmt.Sprintf("Einzeln beantwortet: %d von %d, erledigt: %d.", replies, len(is.Asks), done),
			fmt.Sprintf("Answered one by one: %d of %d, settled: %d.", replies, len(is.Asks), done)))
	}
	sums := say(func(l text.Lang) string {
		s := ""
		for _, x := range is.Sums() {
			s += " " + x.SubBudget + ", " + itoa(x.Year) + ": " + exactEuros(l, int64(x.Amount)) + "."
		}
		return s
	})
	if len(is.Effects) > 0 {
		says = append(says, text.T("Summen:"+sums.De, "Sums:"+sums.En))
	}
	return says
}

// asOfItsDay has what was refused go on as of the day that a motion bears, where the form
// was filled in as of an earlier one.
func (r request) asOfItsDay(refused error, p council.Paper) error {
	if p.Type.Asked() && p.On.After(r.AsOf) && !p.On.After(r.Today) {
		return register.Later(refused, p.On)
	}
	return refused
}

// paperLacks says what a paper may be kept without, and what that means.
func (s *server) paperLacks(ctx context.Context, r request, p council.Paper) ([]text.Text, error) {
	var says []text.Text
	if !p.Type.Asked() && p.On.IsZero() {
		says = append(says, text.T("Ein Datum fehlt noch. Ohne Datum kann die Vorlage nicht ausgegeben werden.", "A date is still missing. Without one the paper cannot be issued."))
	}
	for _, a := range p.Attachments {
		if a.Link == "" {
			says = append(says, text.T("Die Anlage „"+a.Title+"“ hat keine Adresse: Auf der Seite steht nur ihr Titel, und niemand kann sie öffnen.", "The attachment “"+a.Title+"” has no address: the page names its title only, and nobody can open it."))
		}
	}
	var asked []string
	for _, q := range p.Posts {
		if q.Grade == unknownGrade || slices.Contains(asked, q.Grade) {
			continue
		}
		asked = append(asked, q.Grade)
		doubt, err := s.Staffing.DoubtGrade(ctx, r.AsOf, q.Grade)
		if err != nil {
			return nil, err
		}
		says = append(says, doubt...)
	}
	return says, nil
}

func cosigned(p council.Paper) bool {
	for _, s := range p.Signers {
		if !s.On.IsZero() {
			return true
		}
	}
	return false
}

func (s *server) paperFormAnswer(e paperEntry, refused error) (answer, error) {
	a := answer{name: councilName, answer: text.T("Neue Vorlage", "New paper")}
	switch {
	case e.base.ID != "":
		a.answer = say(func(l text.Lang) string {
			return nameOfPaper(e.base.Paper, l) + text.T(" ändern", ": change").In(l)
		})
	case e.kind().Asked():
		a.answer = text.T("Antrag oder Anfrage erfassen", "Record a motion or an inquiry")
	}
	if refused != nil {
		if kind := fault.KindOf(refused); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, refused
		}
		a.status = fault.KindOf(refused).Status()
		a.answer = text.T("Es ist noch nichts gespeichert", "Nothing has been saved yet")
	}
	e.refused = refused
	a.body = func(p view.Page) templ.Component { return paperFormBody(p, e) }
	return a, nil
}

// exactEuros writes an amount in cents without losing one: in whole euros where it is.
func exactEuros(l text.Lang, cents int64) string {
	if cents%100 == 0 {
		return l.EuroWhole(cents)
	}
	return l.Euro(cents)
}

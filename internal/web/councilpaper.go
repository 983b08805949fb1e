// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilPaper is what a paper's page shows.
type councilPaper struct {
	Paper    desk.Stored
	Head     view.Table
	Asks     *view.Table
	Course   *view.Table
	Picture  string
	Problem  text.Text
	Begun    text.Text   // posts that begin before the decision
	Overruns []text.Text // motions that are answered after their deadline
	Free     text.Text   // days off on the way
	Earliest *view.Table
	Chosen   []text.Text // of each body: why its sitting is not on the day entered for it
	NoneSet  bool        // of a body no sitting is known that could be planned
	Effects  *view.Table
	Posts    *view.Table
	Signers  *view.Table
	History  view.Table
	Similar  *view.Table
	Related  []relation
	Act      actForm
	MayPlan  bool
	// Mine are the offices that have still to co-sign and for which the reader may.
	Mine  []string
	Text  *paperTextState
	Lacks []fault.Row // what stands against issuing a paper in work
	// Pending is what is open in its text, for those who are to co-sign it.
	Pending []fault.Row
	// Apart are its financial effects that differ from the cost in its text.
	Apart []fault.Row
}

// relation leads to another paper and says what it is to this one.
type relation struct {
	Says text.Text
	Name string
	Href string
}

// paper shows a paper: head, order of committees, money, posts, states, the next step.
func (s *server) councilPaper(ctx context.Context, r request) (answer, error) {
	p, err := s.Council.Paper(ctx, r.PathValue("paper"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	return s.councilPaperAnswer(ctx, r, p, actForm{Version: p.Version})
}

func (s *server) councilPaperAnswer(ctx context.Context, r request, p desk.Stored, form actForm) (answer, error) {
	c := councilPaper{Paper: p, Head: headTable(r, p), History: actTable(p.Paper), Act: form, MayPlan: r.Allowed("GET " + councilPaperPath + "/form")}
	c.Act.Acts = actsOf(p.Paper)
	c.Mine = s.signsFor(ctx, p.Paper)
	if err := s.wayOut(ctx, r, p, &c); err != nil {
		return answer{}, err
	}
	if c.Act.Refused != nil && c.Act.Act == string(council.Issue) && len(c.Lacks) > 0 { // one by one below
		c.Act.Refused = fault.New(fault.Invalid, "web.councilPaperAnswer",
			"Die Vorlage kann so nicht ausgegeben werden, und es wurde nichts gespeichert. Was fehlt, steht unten mit Stelle und Abhilfe.",
			"The paper cannot be issued like this, and nothing was saved. What is missing stands below, with its place and what to do.")
	}
	var err error
	if c.Related, err = s.related(ctx, r, p.Paper); err != nil {
		return answer{}, err
	}
	c.Effects, c.Posts, c.Signers = effectTableOf(p.Paper), requestTable(p.Paper), signerTable(p)
	if p.Type.Asked() {
		alike, err := s.Council.Similar(ctx, p.Paper, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		answering, err := s.Council.Answering(ctx, p.ID, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		c.Asks, c.Similar = askTable(r, p.Paper, answering), similarTable(r, alike)
	}
	a := answer{
		name: councilName, answer: say(func(l text.Lang) string { return nameOfPaper(p.Paper, l) }),
		facts:  []text.Text{p.Type.Label(), paperState(p.Paper), openness(p.Paper)},
		tables: c.tables(), body: func(v view.Page) templ.Component { return councilPaperBody(v, c) },
	}
	if p.Example {
		a.facts = append(a.facts, exampleMark)
	}
	if p.Withdrawn {
		a.facts = append(a.facts, text.T("zurückgezogen: steht in keiner Liste mehr", "taken back: is in no list any more"))
	}
	if form.Refused != nil {
		a.status = fault.KindOf(form.Refused).Status()
	}
	return a, nil
}

// wayOut gathers what leads to the paper's issue: its text, what is missing, the order
// of committees.
func (s *server) wayOut(ctx context.Context, r request, p desk.Stored, c *councilPaper) (err error) {
	if c.Text, err = s.textOf(ctx, r, p.Paper); err != nil {
		return err
	}
	if c.Lacks, err = s.lacksOf(ctx, r, p); err != nil {
		return err
	}
	if c.Apart, err = s.Council.Amounts(ctx, p.Paper); err != nil {
		return err
	}
	if len(c.Mine) > 0 {
		full, err := s.inFull(ctx, r)
		if err != nil {
			return err
		}
		if c.Pending, err = s.Council.Pending(full, p.Paper); err != nil {
			return err
		}
	}
	course, err := s.Council.Course(ctx, p.Paper, r.AsOf)
	if err != nil {
		return err
	}
	return s.courseContent(ctx, r, course, c)
}

// apartIn says in which part of a paper something stands that its text says otherwise.
func apartIn(p view.Page, row fault.Row) string {
	if row.Column == "posts" {
		return p.T("Stellen: ", "Posts: ")
	}
	return p.T("Finanzielle Auswirkungen ", "Financial effects ")
}

// tables lists the tables that the page has.
func (c *councilPaper) tables() []*view.Table {
	list := []*view.Table{&c.Head, c.Asks, c.Course, c.Earliest, c.Effects, c.Posts, c.Signers, c.Similar, &c.History}
	return slices.DeleteFunc(list, func(t *view.Table) bool { return t == nil })
}

// openness says who may read the paper.
func openness(p council.Paper) text.Text {
	switch {
	case !p.State.Out():
		return text.T("nur für die Ämter", "for offices only")
	case p.Open():
		return text.T("öffentlich", "public")
	}
	return text.T("für Ämter und Gemeinderat", "for offices and the council")
}

// related are the papers that this one answers, supplements or replaces, and those that
// do so with it.
func (s *server) related(ctx context.Context, r request, p council.Paper) ([]relation, error) {
	all, err := s.Council.Papers(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	var list []relation
	for _, q := range all {
		add := func(when bool, de, en string) {
			if when {
				list = append(list, relation{text.T(de, en), nameOfPaper(q.Paper, r.Lang), r.paperHref(q.ID)})
			}
		}
		add(slices.Contains(p.Answers, q.ID), "Antwortet auf:", "Answers:")
		add(slices.Contains(q.Answers, p.ID), "Wird beantwortet durch:", "Is answered by:")
		add(p.Supplements == q.ID && q.ID != "", "Ergänzt:", "Supplements:")
		add(q.Supplements == p.ID, "Wird ergänzt durch:", "Is supplemented by:")
		add(p.Replaces == q.ID && q.ID != "", "Neufassung von:", "New version of:")
		add(q.Replaces == p.ID, "Wird ersetzt durch die Neufassung:", "Is replaced by the new version:")
	}
	return list, nil
}

// actForm is the form of the next step.
type actForm struct {
	Acts         []council.ActKind
	Act          string
	Office, Note string
	Version      int64
	Effect       []text.Text
	Refused      error
}

// late reports whether there is nothing to do but, some day, to settle the paper.
func (f actForm) late() bool {
	return !slices.ContainsFunc(f.Acts, func(k council.ActKind) bool { return k != council.Settle })
}

// actsOf are the steps that social planning can do with a paper by hand; each office
// co-signs for itself, what committees do comes from their sittings, and an answer from the paper that answers.
func actsOf(p council.Paper) []council.ActKind {
	return slices.DeleteFunc([]council.ActKind{council.Ready, council.Issue, council.Reopen, council.Settle},
		func(k council.ActKind) bool { return !p.May(k) })
}

// actWords name the steps as something to do.
var actWords = map[council.ActKind]text.Text{
	council.Ready:  text.T("fertigstellen: niemand muss mitzeichnen", "finish: nobody has to co-sign"),
	council.Issue:  text.T("ausgeben, für immer", "issue, for good"),
	council.Reopen: text.T("wieder zum Entwurf machen", "make it a draft again"),
	council.Settle: text.T("als erledigt festhalten", "keep as settled"),
}

// actOnPaper shows what a step does, or does it.
func (s *server) actOnPaper(ctx context.Context, r request) (answer, error) {
	r.Body = http.MaxBytesReader(nil, r.Body, 1<<16)
	if err := r.ParseForm(); err != nil {
		return answer{}, tooLarge("web.actOnPaper", err)
	}
	p, err := s.Council.Paper(ctx, r.PathValue("paper"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	version, _ := strconv.ParseInt(r.PostForm.Get("version"), 10, 64)
	f := actForm{Act: r.PostForm.Get("handlung"), Office: r.PostForm.Get("amt"), Note: strings.TrimSpace(r.PostForm.Get("vermerk")), Version: version}
	act := council.Act{Kind: council.ActKind(f.Act), Note: f.Note}
	if !slices.Contains(actsOf(p.Paper), act.Kind) {
		f.Refused = fault.Refuse("web.actOnPaper", []fault.Row{{Column: "handlung", Field: text.T("Schritt", "step"), Value: actWords[act.Kind].In(r.Lang), Expected: text.T("ein Schritt, der jetzt möglich ist", "a step that is possible now")}})
		return s.councilPaperAnswer(ctx, r, p, f)
	}
	return s.takeAct(ctx, r, p, f, act)
}

// takeAct shows what an act does, or does it where its effect was seen.
func (s *server) takeAct(ctx context.Context, r request, p desk.Stored, f actForm, act council.Act) (answer, error) {
	seen, err := s.inFull(ctx, r)
	if err != nil {
		return answer{}, err
	}
	do := desk.Doing{Base: f.Version, Day: r.AsOf, By: r.By(), Now: time.Now().UTC()}
	effect, err := s.Council.Try(seen, p.ID, act, do)
	if err == nil && r.PostForm.Get("schritt") == "ausfuehren" {
		if _, err = s.Council.Act(seen, p.ID, act, do); err == nil {
			return answer{redirect: r.paperHref(p.ID)}, nil
		}
	}
	if kind := fault.KindOf(err); err != nil && (kind == fault.Internal || kind == fault.Unavailable) {
		return answer{}, err
	}
	if fault.KindOf(err) == fault.Conflict {
		f.Version = p.Version // what the page shows now: the step can be tried on it
	}
	named := paperEntry{signing: act.Kind == council.Sign}
	f.Effect, f.Refused = effect.Says, inForm(err, named.called)
	return s.councilPaperAnswer(ctx, r, p, f)
}

func tooLarge(op string, err error) error {
	return fault.New(fault.Invalid, op+": "+err.Error(), "Das Formular ist zu groß oder unvollständig angekommen.", "The form is too large or arrived incomplete.")
}

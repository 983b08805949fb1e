// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/measure"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	desk "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/method/warning"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var steeringName = text.T("Steuerung", "Steering")

// boardContent is what a task force looks at first.
type boardContent struct {
	Figures   []view.KeyFigure
	Glance    text.Text
	Decisions *view.Table // nil: the reader may not see warnings
	// Waiting: warnings are being reckoned; all else is there. Stale says of when those
	// are that stand there meanwhile; empty: none do.
	Waiting bool
	Stale   text.Text
	Asked   twoAnswers
	Overdue view.Table
	Off     view.Table
	Soon    view.Table
	Checks  view.Table
	Goals   view.Table
	Rounds  view.Table
}

// board is the dashboard of the task force: the most important number first.
func (s *server) board(ctx context.Context, r request) (answer, error) {
	b, err := s.Measures.Board(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := boardContent{
		Figures: boardFigures(b, r), Off: offTable(b.Off, r), Checks: checkTable(b.Checks, r), Goals: goalTable(b.Goals, r), Rounds: roundTable(b.Rounds, r),
		Overdue: dueTable("ueberfaellig", text.T("Überfällige Aufträge", "Overdue actions"), b.Overdue, r), Soon: dueTable("bald", text.T("Bald fällige Aufträge", "Actions due soon"), b.Soon, r),
	}
	c.Overdue.Empty = text.T("Kein Auftrag ist überfällig.", "No action is overdue.")
	c.Soon.Empty = text.T(fmt.Sprintf("In den nächsten %d Tagen ist kein Auftrag fällig.", measures.SoonDays), fmt.Sprintf("No action is due in the next %d days.", measures.SoonDays))
	next, err := s.boardDecisions(ctx, r, &c)
	if err != nil {
		return answer{}, err
	}
	a := answer{
		name: steeringName, answer: boardSentence(b), tables: []*view.Table{&c.Overdue, &c.Off, &c.Soon, &c.Checks, &c.Goals, &c.Rounds},
		body: func(p view.Page) templ.Component { return boardBody(p, c) },
	}
	a.leads(next)
	if c.Decisions != nil {
		a.tables = append(a.tables, c.Decisions)
	}
	if c.Stale != (text.Text{}) {
		a.facts = append(a.facts, c.Stale)
	}
	if c.Waiting {
		a.refresh = jobRefresh
	}
	if c.Waiting && c.Stale == (text.Text{}) {
		a.facts = append(a.facts, text.T("Was als Nächstes zu entscheiden ist, wird gerade gerechnet", "What is to be decided next is being reckoned"))
	}
	return a, nil
}

// leads says whether the answer of the board is what is to be decided next; how things
// stand is then told below it.
func (a *answer) leads(next text.Text) {
	if next != (text.Text{}) {
		a.answer, a.facts = next, append([]text.Text{a.answer}, a.facts...)
	}
}

// boardDecisions gathers what is to come and the decisions that follow from it, without
// waiting for them, and returns what is to be decided next.
func (s *server) boardDecisions(ctx context.Context, r request, c *boardContent) (next text.Text, err error) {
	if !r.Allowed("GET " + warningsPath) {
		return next, nil
	}
	if c.Glance, err = s.glance(ctx, r); err != nil {
		return next, err
	}
	o, at, ready, err := s.Outlook.Glance(ctx, r.AsOf, asked)
	if kind := fault.KindOf(err); err != nil && kind != fault.Invalid && kind != fault.NotFound {
		return next, err
	}
	t := decisionTable(o)
	c.Waiting = err == nil && !ready
	switch {
	case err != nil:
		t.Empty = fault.SayOf(err)
	case !ready && at.IsZero():
		c.Glance = text.Text{}
		t.Empty = text.T("Gewartet wird nur auf die Warnungen: Sie werden für den "+r.AsOf.In(text.De)+" gerade gerechnet. Alles andere auf dieser Seite braucht keinen Lauf und steht schon da.",
			"Only the warnings are waited for: they are being reckoned for "+r.AsOf.In(text.En)+". Everything else on this page needs no run and is there already.")
	default:
		if next = o.Next(); !ready {
			c.Stale = staleNote(at)
		}
	}
	c.Decisions = &t
	c.Asked, err = s.askedOfPlan(ctx, r)
	return next, err
}

// staleNote says of when an answer is whose figures have changed since.
func staleNote(at time.Time) text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Gerechnet mit dem Stand von %s; wird neu gerechnet, weil seitdem Zahlen dazukamen.", "Reckoned with what was known at %s; it is being reckoned anew, because figures have come since.").In(l), moment(at, l))
	})
}

// dueTable lists actions with what a task force must know of them.
func dueTable(id string, caption text.Text, list []measures.Kept[steering.Action], r request) view.Table {
	t := actionTable(id, caption, list, desk.Origins{}, r)
	const shown = 4 // action, due, owner, state
	t.Columns, t.Fixed = t.Columns[:shown], true
	for i := range t.Rows {
		t.Rows[i].Cells = t.Rows[i].Cells[:shown]
	}
	return t
}

// decisionTable lists what must be decided by when, the next first, then the kinds that
// avert no shortage any more.
func decisionTable(o outlook.Outlook) view.Table {
	t := view.Table{
		ID: "entscheidungen", Caption: text.T("Nächste Entscheidungen", "Next decisions"), Fixed: true,
		Empty: text.T("Nach dem, was bekannt ist, muss nichts entschieden werden.", "By what is known nothing must be decided."),
		Columns: []view.Column{
			{Key: "until", Name: text.T("entscheiden bis", "decide by"), Kind: view.Date},
			{Key: "kind", Name: text.T("Art der Unterkunft", "kind of accommodation")},
			{Key: "averts", Name: text.T("wendet ab: Mangel ab", "averts: shortage from"), Kind: view.Month},
			{Key: "probability", Name: text.T("dann fehlen Plätze: Wahrscheinlichkeit", "then places are missing: probability"), Kind: view.Percent},
		},
	}
	urgent := slices.DeleteFunc(slices.Clone(o.Urgent()), func(c warning.Class) bool { return c.Avert == nil })
	slices.SortStableFunc(urgent, func(a, b warning.Class) int { return a.Until.Compare(b.Until) })
	if len(urgent) == 0 {
		return t
	}
	for _, c := range urgent {
		until := view.Day(c.Until)
		until.Ref = outlook.Ref("until", string(c.Kind))
		chance := view.Cell{}
		if m, known := o.At(*c.Avert); known { // of the month that the row names
			chance = view.Num(permille(m.Probability), outlook.Ref("probability", c.Avert.String()))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{until, view.Say(accommodation.Label(accommodation.Kinds, c.Kind)), view.InMonth(*c.Avert), chance}})
	}
	for _, c := range o.Classes {
		if c.Avert == nil {
			none := view.Cell{Known: true, Blank: true}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				none.With(text.T("wendet bis zum Ende der Rechnung keinen Mangel ab", "averts no shortage until the end of what is reckoned")), view.Say(accommodation.Label(accommodation.Kinds, c.Kind)), none, none,
			}})
		}
	}
	return t
}

// offTable lists the measures and actions off their track with the reasons.
func offTable(list []measures.Effect, r request) view.Table {
	t := view.Table{
		ID: "nicht-auf-kurs", Caption: text.T("Was nicht auf Kurs liegt", "What is off its track"), Fixed: true,
		Empty: text.T("Nichts liegt neben seinem Kurs, soweit Erwartungen eingetragen und Werte bekannt sind.", "Nothing is off its track, as far as expectations are entered and values known."),
		Note: text.T("Nicht auf Kurs heißt: Es kam weniger als die Hälfte dessen, was bis dahin erwartet war. Das ist eine Verabredung für diese Liste, kein Urteil über das, was getan wird.",
			"Off its track means: less than half of what was expected by then came. That is a convention for this list, no judgement of what is done."),
		Columns: []view.Column{
			{Key: "measure", Name: text.T("Maßnahme oder Auftrag", "measure or action")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "unit", Name: text.T("verantwortlich", "responsible")},
			{Key: "why", Name: text.T("warum", "why")},
			{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
		},
	}
	for _, e := range list {
		check := view.Cell{Known: true, Blank: true}
		if e.Expect != nil {
			check = view.Day(e.Expect.Check)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{r.moverCell(e.Mover), view.Say(e.By.Label()), view.Name(e.Unit, ""), view.Say(reasonsOf(e.Off)), check}})
	}
	return t
}

// checkTable lists what is to be checked soon: whether a figure moved as expected.
func checkTable(list []measures.Effect, r request) view.Table {
	t := view.Table{
		ID: "pruefen", Caption: text.T("Was bald zu prüfen ist", "What is to be checked soon"), Fixed: true,
		Empty: text.T(fmt.Sprintf("In den nächsten %d Tagen liegt kein Prüftag.", measures.SoonDays), fmt.Sprintf("There is no check date in the next %d days.", measures.SoonDays)),
		Columns: []view.Column{
			{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
			{Key: "measure", Name: text.T("Maßnahme oder Auftrag", "measure or action")},
			{Key: "unit", Name: text.T("verantwortlich", "responsible")},
			{Key: "says", Name: text.T("was sich zeigt", "what is to be seen")},
		},
	}
	for _, e := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Day(e.Expect.Check), r.moverCell(e.Mover), view.Name(e.Unit, ""), view.Say(effectSentence(e))}})
	}
	return t
}

// moverCell names a measure or action with the way to its page.
func (r request) moverCell(m measure.Mover) view.Cell {
	href := r.measureHref(m.ID)
	if m.By == measure.ByAction {
		href = r.actionHref(m.ID)
	}
	return invented(view.Name(m.Title, href), m.Example)
}

// invented marks what stands in the example and was made up for it.
func invented(c view.Cell, example bool) view.Cell {
	if example && !strings.Contains(c.Words.De, "erfunden") {
		return c.With(text.T("erfunden", "invented"))
	}
	return c
}

func reasonsOf(list []text.Text) text.Text {
	return say(func(l text.Lang) string {
		s := ""
		for i, one := range list {
			if i > 0 {
				s += "; "
			}
			s += one.In(l)
		}
		return s
	})
}

func roundTable(list []measures.Round, r request) view.Table {
	t := view.Table{
		ID: "sitzungen", Caption: text.T("Nächste Sitzungen", "Next meetings"), Fixed: true,
		Empty: text.T("Es ist keine Sitzung angesetzt.", "No meeting is arranged."),
		Columns: []view.Column{
			{Key: "on", Name: text.T("am", "on"), Kind: view.Date}, {Key: "body", Name: text.T("Gremium", "body")}, {Key: "title", Name: text.T("Tagesordnung", "agenda")},
		},
	}
	for _, m := range list {
		body := view.Name(m.Name, "")
		if r.Allowed("GET " + bodiesPath + "/{body}") {
			body.Link = r.Href(bodiesPath + "/" + m.Body)
		}
		day := view.Day(m.On)
		if m.Begins != "" {
			day = day.With(text.T(m.Begins+" Uhr", m.Begins))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{day, body, named(strings.Join(m.Title, "; "))}})
	}
	return t
}

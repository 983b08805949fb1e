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
		Figures: boardFigures(b, r), Off: offTable(b.Off, r), Goals: goalTable(b.Goals, r), Rounds: roundTable(b.Rounds, r),
		Overdue: dueTable("ueberfaellig", text.T("Überfällige Aufträge", "Overdue actions"), b.Overdue, r), Soon: dueTable("bald", text.T("Bald fällige Aufträge", "Actions due soon"), b.Soon, r),
	}
	c.Overdue.Empty = text.T("Kein Auftrag ist überfällig.", "No action is overdue.")
	c.Soon.Empty = text.T(fmt.Sprintf("In den nächsten %d Tagen ist kein Auftrag fällig.", measures.SoonDays), fmt.Sprintf("No action is due in the next %d days.", measures.SoonDays))
	next, err := s.boardDecisions(ctx, r, &c)
	if err != nil {
		return answer{}, err
	}
	a := answer{
		name: steeringName, answer: leading(next, boardSentence(b)), tables: []*view.Table{&c.Overdue, &c.Off, &c.Soon, &c.Goals, &c.Rounds},
		body: func(p view.Page) templ.Component { return boardBody(p, c) },
	}
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

// leading puts what is to be decided next in front of a sentence.
func leading(next, rest text.Text) text.Text {
	if next == (text.Text{}) {
		return rest
	}
	return say(func(l text.Lang) string { return next.In(l) + " " + rest.In(l) })
}

// boardSentence names the measures off their track, then what is late.
func boardSentence(b measures.Board) text.Text {
	return say(func(l text.Lang) string {
		off := counted(l, len(b.Off), text.T("Eine Maßnahme liegt nicht auf Kurs", "One measure is off its track"), text.T("%s Maßnahmen liegen nicht auf Kurs", "%s measures are off their track"))
		switch late := counted(l, len(b.Overdue), text.T("Ein Auftrag ist überfällig", "One action is overdue"), text.T("%s Aufträge sind überfällig", "%s actions are overdue")); {
		case len(b.Overdue) > 0 && len(b.Off) > 0:
			return off + ", " + counted(l, len(b.Overdue), text.T("ein Auftrag ist überfällig", "one action is overdue"), text.T("%s Aufträge sind überfällig", "%s actions are overdue")) + "."
		case len(b.Overdue) > 0:
			return late + "; " + onTrack(b, l) + "."
		case len(b.Off) > 0:
			return off + text.T(", kein Auftrag ist überfällig.", ", no action is overdue.").In(l)
		case b.Open == 0 && b.Running == 0:
			return text.T("Es ist kein Auftrag offen, und keine Maßnahme läuft.", "No action is open, and no measure is running.").In(l)
		}
		return text.T("Kein Auftrag ist überfällig, und ", "No action is overdue, and ").In(l) + onTrack(b, l) + "."
	})
}

// onTrack says that no measure is off its track, or that none can be judged.
func onTrack(b measures.Board, l text.Lang) string {
	switch {
	case b.Running > 0 && b.Unknown == b.Running:
		return text.T("ob eine Maßnahme neben ihrem Kurs liegt, ist noch nicht zu beurteilen", "whether a measure is off its track cannot be judged yet").In(l)
	case b.Unknown > 0:
		return fmt.Sprintf(text.T("keine Maßnahme liegt erkennbar neben ihrem Kurs (%s von %s nicht beurteilbar)", "no measure is visibly off its track (%s of %s cannot be judged)").In(l), l.Int(int64(b.Unknown)), l.Int(int64(b.Running)))
	}
	return text.T("keine Maßnahme liegt erkennbar neben ihrem Kurs", "no measure is visibly off its track").In(l)
}

// offNote says of how many measures that many are off their track, and how many cannot
// be judged.
func offNote(b measures.Board) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("von %s laufenden", "of %s running").In(l), l.Int(int64(b.Running)))
		if b.Unknown > 0 {
			s += fmt.Sprintf(text.T("; %s nicht beurteilbar", "; %s cannot be judged").In(l), l.Int(int64(b.Unknown)))
		}
		return s
	})
}

func boardFigures(b measures.Board, r request) []view.KeyFigure {
	figure := func(de, en string, n int, note text.Text) view.KeyFigure {
		return view.KeyFigure{Name: text.T(de, en), Written: r.Lang.Int(int64(n)), Note: note}
	}
	return []view.KeyFigure{
		figure("Überfällige Aufträge", "Overdue actions", len(b.Overdue), text.T(fmt.Sprintf("von %d offenen", b.Open), fmt.Sprintf("of %d open ones", b.Open))),
		figure("Maßnahmen nicht auf Kurs", "Measures off their track", len(b.Off), offNote(b)),
		figure("Bald fällig", "Due soon", len(b.Soon), text.T(fmt.Sprintf("in %d Tagen", measures.SoonDays), fmt.Sprintf("within %d days", measures.SoonDays))),
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
		if !c.Beyond {
			chance = view.Num(permille(c.Probability), outlook.Ref("probability", string(c.Kind)))
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

// offTable lists the measures off their track with the reasons.
func offTable(list []measures.Course, r request) view.Table {
	t := view.Table{
		ID: "nicht-auf-kurs", Caption: text.T("Maßnahmen, die nicht auf Kurs liegen", "Measures off their track"), Fixed: true,
		Empty: text.T("Keine Maßnahme liegt neben ihrem Kurs, soweit Erwartungen eingetragen und Werte bekannt sind.", "No measure is off its track, as far as expectations are entered and values known."),
		Note: text.T("Nicht auf Kurs heißt: Es kam weniger als die Hälfte dessen, was bis dahin erwartet war. Das ist eine Verabredung für diese Liste, kein Urteil über die Maßnahme.",
			"Off its track means: less than half of what was expected by then came. That is a convention for this list, no judgement of the measure."),
		Columns: []view.Column{
			{Key: "measure", Name: text.T("Maßnahme", "measure")},
			{Key: "unit", Name: text.T("verantwortlich", "responsible")},
			{Key: "why", Name: text.T("warum", "why")},
			{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
		},
	}
	for _, c := range list {
		check := view.Cell{Known: true, Blank: true}
		if c.It.Expect != nil {
			check = view.Day(c.It.Expect.Check)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			invented(view.Name(c.It.Title, r.measureHref(c.It.ID)), c.It.Example), view.Name(c.It.Unit, ""), view.Say(reasonsOf(c.Off)), check,
		}})
	}
	return t
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

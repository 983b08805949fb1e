// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/approval"
	desk "planraum/internal/desk/approval"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// releaseContent is all that the page of a source and month shows.
type releaseContent struct {
	Sheet   desk.Sheet
	Acts    []releaseAct
	Figures view.Table
	Refused error
}

// releaseAct is something that can be done to a month, with its effect.
type releaseAct struct {
	Act    approval.Act
	Button string
	Effect text.Text
	Note   view.Field
	Why    string // why the reader may not do it; empty: the reader may
}

// release shows a source and month: its figures beside what counts today, what
// can be done with which effect, and what was done.
func (s *server) release(ctx context.Context, r request) (answer, error) {
	return s.releaseAnswer(ctx, r, "", "", nil)
}

func (s *server) releaseAnswer(ctx context.Context, r request, act approval.Act, note string, refused error) (answer, error) {
	unit, err := approval.ParseUnit(r.PathValue("unit"))
	if err != nil {
		return answer{}, fault.New(fault.NotFound, "web.release", "Diese Quelle und diesen Monat gibt es nicht.", "There is no such source and month.")
	}
	sheet, err := s.Approval.Sheet(ctx, unit)
	if err != nil {
		return answer{}, err
	}
	indicators, err := s.Data.Indicators(ctx)
	if err != nil {
		return answer{}, err
	}
	names := map[string]namedIndicator{}
	for _, in := range indicators {
		names[in.Code] = namedIndicator{in.Name, in.Unit}
	}
	areas, _, err := s.Capacity.Areas(ctx)
	if err != nil {
		return answer{}, err
	}
	c := releaseContent{Sheet: sheet, Acts: releaseActs(sheet, r, act, note, refused), Refused: refused}
	c.Figures = changeTable(sheet, names, func(f desk.Change) string { return areas[f.Area].Name }, r)
	a := answer{
		name: text.T("Freigabe", "Release"), answer: sheetSentence(sheet), tables: []*view.Table{&c.Figures},
		release: text.T("zeigt auch Werte, die nicht freigegeben sind", "shows also figures that are not released"),
		facts:   []text.Text{text.T("Quelle: "+sheet.Profile.Name, "Source: "+sheet.Profile.Name), sheet.Profile.Kind.Label(), sheet.State.Label()},
		body:    func(p view.Page) templ.Component { return releaseBody(p, asAll(p), c) },
	}
	if refused != nil {
		a.status = fault.KindOf(refused).Status()
	}
	return a, nil
}

type namedIndicator struct{ name, unit text.Text }

// asAll makes the numbers of a table lead to derivations over all figures.
func asAll(p view.Page) view.Page {
	p.Released = false
	return p
}

// sheetSentence is the answer of the page.
func sheetSentence(s desk.Sheet) text.Text {
	return say(func(l text.Lang) string {
		head := s.Profile.Name + ", " + s.Month.In(l) + ": "
		figures := counted(l, s.Figures, text.T("1 Wert", "1 figure"), text.T("%s Werte", "%s figures"))
		switch s.State {
		case approval.Published:
			return head + figures + text.T(", freigegeben durch Veröffentlichung.", ", released by publication.").In(l)
		case approval.Released:
			return head + figures + text.T(", alle freigegeben.", ", all of them released.").In(l)
		case approval.Checked:
			return head + fmt.Sprintf(text.T("%s, geprüft; die Freigabe durch eine zweite Person fehlt.", "%s, checked; the release by a second person is missing.").In(l), figures)
		}
		return head + fmt.Sprintf(text.T("%s, davon %s nicht freigegeben; die Prüfung fehlt.", "%s, %s of them not released; the check is missing.").In(l), figures, l.Int(int64(s.Waiting)))
	})
}

// releaseActs are the acts that the state lets come next.
func releaseActs(s desk.Sheet, r request, typed approval.Act, note string, refused error) []releaseAct {
	_, standing := s.Course.Release()
	var acts []approval.Act
	switch s.State {
	case approval.Entered:
		acts = append(acts, approval.Check)
		if standing {
			acts = append(acts, approval.Withdraw)
		}
	case approval.Checked:
		acts = append(acts, approval.Release, approval.Return)
	case approval.Released:
		acts = append(acts, approval.Reopen, approval.Withdraw)
	}
	list := make([]releaseAct, len(acts))
	for i, act := range acts {
		list[i] = releaseAct{Act: act, Button: r.In(buttons[act]), Effect: effectOf(act, s), Note: noteField(act, r)}
		if err := s.Forbids(act, r.Actor); err != nil {
			list[i].Why = r.In(fault.SayOf(err))
		}
		if act == typed {
			list[i].Note.Value = note
			if rows := fault.RowsOf(refused); len(rows) > 0 {
				list[i].Note.Error = r.In(rows[0].Expected)
			}
		}
	}
	return list
}

var buttons = map[approval.Act]text.Text{
	approval.Check: text.T("Als geprüft melden", "Report as checked"), approval.Return: text.T("Zur Prüfung zurückgeben", "Return to be checked"),
	approval.Release: text.T("Freigeben", "Release"), approval.Reopen: text.T("Monat wieder öffnen", "Reopen the month"),
	approval.Withdraw: text.T("Freigabe zurückziehen", "Withdraw the release"),
}

func noteField(act approval.Act, r request) view.Field {
	f := view.Field{Name: "note", ID: "note-" + string(act), Lines: 2, Label: r.T("Bemerkung (freiwillig)", "Remark (optional)")}
	if act.NeedsReason() {
		f.Label = r.T("Begründung", "Reason")
	}
	f.Hint = r.T("Sie bleibt in der Geschichte des Monats. Bitte keine Namen von Personen.", "It stays in the month's history. No names of persons, please.")
	return f
}

// effectOf says what an act would change.
func effectOf(act approval.Act, s desk.Sheet) text.Text {
	switch act {
	case approval.Check:
		return text.T("Danach kann eine zweite Person freigeben. Für Leserinnen und Leser ändert sich noch nichts.", "A second person can release then. Nothing changes for readers yet.")
	case approval.Return:
		return text.T("Der Monat wartet wieder auf die Prüfung. Für Leserinnen und Leser ändert sich nichts.", "The month waits to be checked again. Nothing changes for readers.")
	case approval.Release:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("gibt %s frei: %s, %s, %s. Danach ist der Monat gesperrt; eine Berichtigung braucht eine Begründung.",
				"releases %s: %s, %s, %s. The month is closed then; a correction needs a reason.").In(l),
				counted(l, s.Waiting, text.T("1 Wert", "1 figure"), text.T("%s Werte", "%s figures")),
				counted(l, s.Effect.New, text.T("1 kommt neu hinzu", "1 is new"), text.T("%s kommen neu hinzu", "%s are new")),
				counted(l, s.Effect.Changed, text.T("1 gezeigter Wert ändert sich", "1 shown value changes"), text.T("%s gezeigte Werte ändern sich", "%s shown values change")),
				counted(l, s.Effect.Same, text.T("1 bleibt gleich", "1 stays the same"), text.T("%s bleiben gleich", "%s stay the same")))
		})
	case approval.Reopen:
		return text.T("Der Monat wartet wieder auf die Prüfung. Was freigegeben ist, bleibt es bis zur nächsten Freigabe.", "The month waits to be checked again. What is released stays so until the next release.")
	}
	return say(func(l text.Lang) string {
		return counted(l, s.Figures-s.Waiting, text.T("1 Wert ist danach nicht mehr freigegeben.", "1 figure is not released any more then."),
			text.T("%s Werte sind danach nicht mehr freigegeben.", "%s figures are not released any more then."))
	})
}

// changeTable sets the figures of a month beside what counts today.
func changeTable(s desk.Sheet, names map[string]namedIndicator, where func(desk.Change) string, r request) view.Table {
	t := view.Table{
		ID: "werte", Caption: text.T("Werte des Monats", "Figures of the month"), Long: true,
		Note: text.T("Freigegeben gilt heute: der Wert, den Seiten mit freigegebenen Werten zu demselben Zeitraum zeigen.", "Released and counting today: the value that pages of released figures show for the same period."),
		Columns: []view.Column{
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "period", Name: text.T("Zeitraum", "period")},
			{Key: "value", Name: text.T("Wert", "figure"), Kind: view.Written},
			{Key: "unit", Name: text.T("Einheit", "unit")},
			{Key: "before", Name: text.T("freigegeben gilt heute", "released and counting today"), Kind: view.Written},
			{Key: "standing", Name: text.T("Stufe", "stage")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, c := range s.Changes {
		in := names[c.Indicator]
		value := view.Say(text.T(text.De.Decimal(c.Value.Amount, c.Value.Places), text.En.Decimal(c.Value.Amount, c.Value.Places)))
		value.Ref = "figure/" + strconv.FormatInt(c.ID, 10)
		before := view.Cell{Blank: true}
		if c.Before != nil {
			b := c.Before.Value
			before = view.Say(text.T(text.De.Decimal(b.Amount, b.Places), text.En.Decimal(b.Amount, b.Places)))
			before.Ref = "figure/" + strconv.FormatInt(c.Before.ID, 10)
		}
		standing := view.Say(c.Release.State.Label())
		if !c.Release.State.Open() {
			standing = standing.With(changeMark(c))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(in.name), view.Say(text.Same(where(c))), view.Say(text.T(c.Period.In(text.De), c.Period.In(text.En))), value, view.Say(in.unit),
			before, standing, view.Say(text.Same(c.Source)),
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, r.Lang)
	return t
}

// changeMark says what the release of a figure would do.
func changeMark(c desk.Change) text.Text {
	switch {
	case !c.Counts:
		return text.T("gilt auch danach nicht", "does not count then either")
	case c.Before == nil:
		return text.T("neu", "new")
	case c.Before.Value == c.Value:
		return text.T("gleich", "same")
	}
	return text.T("geändert", "changed")
}

// actOnRelease does what somebody wants done to a month.
func (s *server) actOnRelease(ctx context.Context, r request) (answer, error) {
	if err := readForm(r); err != nil {
		return answer{}, err
	}
	unit, err := approval.ParseUnit(r.PathValue("unit"))
	if err != nil {
		return answer{}, fault.New(fault.NotFound, "web.actOnRelease", "Diese Quelle und diesen Monat gibt es nicht.", "There is no such source and month.")
	}
	seen, _ := strconv.ParseInt(r.PostForm.Get("seen"), 10, 64)
	order := desk.Order{
		Unit: unit, Act: approval.Act(r.PostForm.Get("act")), By: r.Actor,
		Note: strings.ReplaceAll(r.PostForm.Get("note"), "\r\n", "\n"), Seen: seen, Now: time.Now().UTC(),
	}
	if seen <= 0 || buttons[order.Act] == (text.Text{}) {
		return answer{}, fault.New(fault.Invalid, "web.actOnRelease", "Das Formular ist unvollständig angekommen.", "The form arrived incomplete.")
	}
	if err := s.Approval.Do(ctx, order); err != nil {
		if kind := fault.KindOf(err); kind != fault.Invalid && kind != fault.Conflict && kind != fault.Forbidden {
			return answer{}, err
		}
		return s.releaseAnswer(ctx, r, order.Act, order.Note, err)
	}
	return answer{redirect: r.Here(), status: http.StatusSeeOther}, nil
}

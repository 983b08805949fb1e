// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// roundContent is what a meeting's page shows.
type roundContent struct {
	desk.Round
	Form    entryForm
	Asks    string // the step that asks once more: absagen, berichtigen
	Entry   int    // that is corrected
	Actions view.Table
}

// round shows a meeting: its agenda before, its minutes after.
func (s *server) round(ctx context.Context, r request) (answer, error) {
	entry, _ := strconv.Atoi(r.Query.Get("eintrag"))
	c := roundContent{Form: entryForm{values: url.Values{}}, Entry: entry}
	if entry != 0 {
		c.Asks = "berichtigen"
	}
	return s.roundAnswer(ctx, r, c)
}

func (s *server) roundAnswer(ctx context.Context, r request, c roundContent) (answer, error) {
	m, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c.Round = m
	if c.Form.values.Get("version") == "" {
		c.Form.values.Set("version", strconv.FormatInt(m.Record, 10))
	}
	c.Actions = actionsTable(m.Made, r)
	c.Actions.Caption = text.T("Aufträge aus dieser Sitzung, wie sie heute stehen", "Actions of this meeting as they stand")
	return answer{
		name: text.T("Sitzung", "Meeting"), answer: roundSentence(m), facts: roundFacts(m), status: c.Form.status(), tables: []*view.Table{&c.Actions},
		body: func(p view.Page) templ.Component { return roundBody(p, c) },
	}, nil
}

// roundSentence says what is to come, or what came of it.
func roundSentence(m desk.Round) text.Text {
	return say(func(l text.Lang) string {
		head := fmt.Sprintf(text.T("%s am %s: ", "%s on %s: ").In(l), m.Of.Name, m.Day.In(l))
		switch m.State {
		case steering.Closed:
			n := len(m.Decisions())
			left := len(m.Undecided())
			sentence := head + many(n, text.T("%s Beschluss", "%s decision"), text.T("%s Beschlüsse", "%s decisions")).In(l) + ", " +
				many(len(m.Made), text.T("%s Auftrag", "%s action"), text.T("%s Aufträge", "%s actions")).In(l)
			if left > 0 {
				sentence += "; " + many(left, text.T("%s Punkt blieb offen", "%s item was left open"), text.T("%s Punkte blieben offen", "%s items were left open")).In(l)
			}
			return sentence + "."
		case steering.Cancelled:
			return head + text.T("abgesagt. ", "cancelled. ").In(l) + m.Reason
		case steering.Running:
			return head + text.T("Die Niederschrift läuft und ist noch nicht abgeschlossen.", "The minutes are being taken and are not closed yet.").In(l)
		case steering.Invited:
			return head + fmt.Sprintf(text.T("%s; eingeladen am %s", "%s; invited on %s").In(l), clockSpan(m.Meeting, l), m.Invited.In(l)) + keptWords(m).In(l)
		}
		return head + clockSpan(m.Meeting, l) + text.T("; noch nicht eingeladen.", "; not invited yet.").In(l)
	})
}

// keptWords say whether the invitation was in time.
func keptWords(m desk.Round) text.Text {
	switch a := desk.Advise(m.Of, m.Invited, m.Day); {
	case m.Of.Notice == 0:
		return text.T(".", ".")
	case a.Kept:
		return text.T(", die Ladungsfrist ist eingehalten.", ", the notice is kept.")
	default:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T(", die Ladungsfrist ist nicht eingehalten (frühestens ginge der %s).", ", the notice is not kept (at the earliest it could be %s).").In(l), a.Earliest.In(l))
		})
	}
}

func roundFacts(m desk.Round) []text.Text {
	facts := []text.Text{m.State.Label()}
	if m.Place != "" {
		facts = append(facts, text.Same(m.Place))
	}
	if m.Example {
		facts = append(facts, text.T("erfundenes Beispiel", "invented example"))
	}
	if m.Source != "" {
		facts = append(facts, text.T("Quelle: "+m.Source, "source: "+m.Source))
	}
	if m.Urgency != "" {
		facts = append(facts, text.T("Frist verkürzt: "+m.Urgency, "notice shortened: "+m.Urgency))
	}
	return facts
}

// moveRound invites, cancels, or corrects closed minutes.
func (s *server) moveRound(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	key := r.PathValue("body") + "/" + r.PathValue("meeting")
	c := roundContent{Form: form}
	switch form.step() {
	case "einladen":
		err = s.Steering.Invite(ctx, key, form.version(), r.act())
	case "absagen":
		c.Asks = "absagen"
		return s.roundAnswer(ctx, r, c)
	case "abgesagt":
		c.Asks = "absagen"
		err = s.Steering.Cancel(ctx, key, form.get("reason"), form.version(), r.act())
	case "berichtigen", "berichtigt":
		return s.correct(ctx, r, key, c)
	default:
		return s.roundAnswer(ctx, r, c)
	}
	if err == nil {
		return answer{redirect: r.Href(bodiesPath + "/" + key)}, nil
	}
	if !c.Form.refuse(err) {
		return answer{}, err
	}
	return s.roundAnswer(ctx, r, c)
}

// correct shows what a correction of closed minutes does, and records it.
func (s *server) correct(ctx context.Context, r request, key string, c roundContent) (answer, error) {
	c.Asks, c.Entry = "berichtigen", c.Form.number("of")
	m, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	e, _ := m.Minutes.Entry(c.Entry)
	if wrong := c.Form.unfoldCorrection(e.Kind); wrong != nil {
		c.Form.rows = append(c.Form.rows, *wrong)
	}
	k := steering.Correction{Of: c.Entry, Text: c.Form.get("text"), Reason: c.Form.get("reason"), Votes: c.Form.votes("votes")}
	if err := s.Steering.CheckCorrection(ctx, key, k, r.AsOf); err != nil && !c.Form.refuse(err) {
		return answer{}, err
	}
	if c.Form.faulty("web.correct") {
		return s.roundAnswer(ctx, r, c)
	}
	if !c.Form.confirmed("berichtigt") {
		c.Form.effect = correctionEffect(e, k)
		return s.roundAnswer(ctx, r, c)
	}
	if err := s.Steering.Correct(ctx, key, k, c.Form.version(), r.act()); err != nil {
		if !c.Form.refuse(err) {
			return answer{}, err
		}
		return s.roundAnswer(ctx, r, c)
	}
	return answer{redirect: r.Href(bodiesPath + "/" + key)}, nil
}

// unfoldCorrection takes votes that were typed at the end of a correction's text.
func (f *entryForm) unfoldCorrection(kind steering.EntryKind) *fault.Row {
	if kind != steering.Decided {
		return nil
	}
	l := steering.ReadLine(f.get("text"), kind)
	beside := f.get("votes")
	switch {
	case l.Typed != "":
		return &fault.Row{Column: "text", Value: l.Typed, Expected: l.Expected}
	case l.Votes == "":
	case beside != "" && beside != l.Votes:
		return &fault.Row{Column: "votes", Value: beside, Expected: text.T("dieselben Stimmen wie am Ende des Textes: "+l.Votes, "the same votes as at the end of the text: "+l.Votes)}
	default:
		f.values.Set("text", l.Text)
		f.values.Set("votes", l.Votes)
	}
	return nil
}

// correctionEffect says what a correction does.
func correctionEffect(e steering.Entry, k steering.Correction) []text.Text {
	list := []text.Text{text.T("Der Eintrag bleibt stehen; die Berichtigung steht danach mit Tag und Grund darunter und lässt sich nicht zurücknehmen.", "The entry stays; the correction then stands below it with day and reason and cannot be taken back.")}
	if k.Votes != nil {
		list = append(list, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Als Ergebnis gilt danach: %s, statt: %s.", "As the result then counts: %s, instead of: %s.").In(l), votesWords(k.Votes).In(l), votesWords(e.Votes).In(l))
		}))
	}
	return list
}

// itemEntries are the entries of one agenda item.
func itemEntries(m steering.Meeting, item int) []steering.Entry {
	var list []steering.Entry
	for _, e := range m.Minutes.Entries {
		if e.Item == item {
			list = append(list, e)
		}
	}
	return list
}

// dueWords say until when; empty: no day was set.
func dueWords(d period.Date, l text.Lang) string {
	if d.IsZero() {
		return text.T("ohne Termin", "without a day").In(l)
	}
	return text.T("bis ", "by ").In(l) + d.In(l)
}

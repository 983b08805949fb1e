// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// roundEntry is the form of a meeting's time, place and agenda.
type roundEntry struct {
	entryForm
	New    bool
	Fixed  bool        // the day cannot be changed any more
	Day    period.Date // on which it is before the change
	Of     steering.Body
	Topics []desk.Point // that the agenda may take up
	Advice text.Text    // what the period of notice means for the day
}

// newRound is the form of a meeting, new or there.
func (s *server) newRound(ctx context.Context, r request) (answer, error) {
	slug := r.PathValue("meeting")
	f := roundEntry{New: slug == "", entryForm: entryForm{values: url.Values{"agenda": {strconv.Itoa(emptyRows)}, "begins": {"14:00"}, "ends": {"15:30"}}}}
	if !f.New {
		m, err := s.Steering.Meeting(ctx, r.PathValue("body"), slug, r.AsOf)
		if err != nil {
			return answer{}, err
		}
		f.values, f.Fixed = valuesOfRound(m), !m.State.Ahead()
	}
	return s.roundFormAnswer(ctx, r, f)
}

func itemField(i int) string { return fmt.Sprintf("agenda[%d].", i) }

func valuesOfRound(m desk.Round) url.Values {
	v := url.Values{
		"day": {m.Day.String()}, "begins": {m.Begins}, "ends": {m.Ends}, "place": {m.Place}, "urgency": {m.Urgency},
		"version": {strconv.FormatInt(m.Record, 10)}, "agenda": {strconv.Itoa(len(m.Agenda) + emptyRows)},
	}
	for i, t := range m.Agenda {
		at := itemField(i)
		v.Set(at+"id", strconv.Itoa(t.ID))
		v.Set(at+"title", t.Title)
		v.Set(at+"office", t.Office)
		v.Set(at+"wish", string(t.Wish))
		v.Set(at+"papers", strings.Join(t.Papers, "; "))
		v.Set(at+"continues", t.Continues)
	}
	return v
}

func (s *server) roundFormAnswer(ctx context.Context, r request, f roundEntry) (answer, error) {
	sheet, err := s.Steering.Body(ctx, r.PathValue("body"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if !sheet.Running {
		return answer{}, idle(sheet.Body)
	}
	f.Of, f.Topics = sheet.Body, nil
	for _, t := range sheet.Topics {
		if own, _, _ := steering.SplitRef(t.ID); own != f.Of.Key+"/"+r.PathValue("meeting") && !f.takes(t.ID) {
			f.Topics = append(f.Topics, t)
		}
	}
	a := answer{
		name: text.T("Sitzung planen", "Plan a meeting"), status: f.status(),
		answer: say(func(l text.Lang) string { return earliestWords(f.Of, r.AsOf).In(l) }),
		body:   func(p view.Page) templ.Component { return roundFormBody(p, f) },
	}
	return a, nil
}

// idle says that a body that does not work plans no meetings and takes no minutes.
func idle(b steering.Body) error {
	de, en := "beginnt erst, "+b.Since.In(text.De), "is still to begin, "+b.Since.In(text.En)
	if (b.Ended != period.Period{}) {
		de, en = "ist beendet ("+b.Ended.In(text.De)+")", "has ended ("+b.Ended.In(text.En)+")"
	}
	return fault.New(fault.Conflict, "web.idle("+b.Key+")",
		"„"+b.Name+"“ "+de+". Sitzungen plant und Niederschriften schreibt nur ein Gremium, das arbeitet.",
		"“"+b.Name+"” "+en+". Only a body at work plans meetings and takes minutes.")
}

// takes reports whether the agenda takes an undecided item up already.
func (f roundEntry) takes(ref string) bool {
	for i := range f.count("agenda", steering.MostItems+emptyRows) {
		if f.get(itemField(i)+"continues") == ref {
			return true
		}
	}
	return false
}

// earliestWords say when the body can meet if it is invited on a day.
func earliestWords(b steering.Body, day period.Date) text.Text {
	a := desk.Advise(b, day, day)
	return say(func(l text.Lang) string {
		if b.Notice == 0 {
			return fmt.Sprintf(text.T("%s kann ohne Frist eingeladen werden.", "%s can be invited without notice.").In(l), b.Name)
		}
		return fmt.Sprintf(text.T("Wer am %s einlädt, kann %s frühestens am %s tagen lassen: Zwischen Einladung und Sitzung liegen %d Arbeitstage.",
			"Whoever invites on %s can have %s meet on %s at the earliest: between invitation and meeting lie %d working days.").In(l), day.In(l), b.Name, a.Earliest.In(l), b.Notice)
	})
}

// read makes a meeting of what was typed. Rows of the agenda without a title are none;
// topics that are ticked follow.
func (f *roundEntry) read(r request) steering.Meeting {
	m := steering.Meeting{
		Body: r.PathValue("body"), Day: f.day("day"), Nth: 1, Begins: f.get("begins"), Ends: f.get("ends"), Place: f.get("place"), Urgency: f.get("urgency"),
	}
	kept := url.Values{}
	for i := range f.count("agenda", steering.MostItems+emptyRows) {
		at, to := itemField(i), itemField(len(m.Agenda))
		if f.get(at+"title") == "" {
			continue
		}
		for _, part := range []string{"id", "title", "office", "wish", "papers", "continues"} {
			kept[to+part] = f.values[at+part]
		}
		id, _ := strconv.Atoi(f.get(at + "id"))
		m.Agenda = append(m.Agenda, steering.Item{
			ID: id, Title: f.get(at + "title"), Office: f.get(at + "office"), Wish: steering.Wish(f.get(at + "wish")), Papers: paperList(f.get(at + "papers")), Continues: f.get(at + "continues"),
		})
	}
	for _, ref := range f.values["topic"] {
		for _, t := range f.Topics {
			if t.ID != ref {
				continue
			}
			to := itemField(len(m.Agenda))
			kept[to+"title"], kept[to+"office"], kept[to+"wish"], kept[to+"continues"] = []string{t.Title}, []string{t.Office}, []string{string(steering.Decide)}, []string{ref}
			m.Agenda = append(m.Agenda, steering.Item{Title: t.Title, Office: t.Office, Wish: steering.Decide, Continues: ref})
		}
	}
	delete(f.values, "topic")
	f.keep("agenda", kept, len(m.Agenda)+emptyRows)
	return m
}

// paperList parts a list of papers.
func paperList(s string) []string {
	var list []string
	for _, part := range strings.Split(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// saveRound shows what planning a meeting like this means, and records it.
func (s *server) saveRound(ctx context.Context, r request) (answer, error) {
	form, err := typedEntry(r)
	if err != nil {
		return answer{}, err
	}
	f := roundEntry{entryForm: form, New: r.PathValue("meeting") == ""}
	sheet, err := s.Steering.Body(ctx, r.PathValue("body"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	f.Of, f.Topics = sheet.Body, sheet.Topics
	m := f.read(r)
	if !f.New {
		old, err := s.Steering.Meeting(ctx, m.Body, r.PathValue("meeting"), r.AsOf)
		if err != nil {
			return answer{}, err
		}
		to := m.Day
		if m.Day, m.Named, m.Nth = old.Day, old.Named, old.Nth; old.State.Ahead() && !to.IsZero() {
			m = m.MovedTo(to)
		}
		f.Day, f.Fixed = old.Day, !old.State.Ahead()
		f.values.Set("day", m.Day.String())
	} else {
		f.values.Set("version", "0")
	}
	switch late, err := s.overtakenRound(ctx, r, &f); {
	case err != nil:
		return answer{}, err
	case late:
		return s.roundFormAnswer(ctx, r, f)
	}
	m, err = s.Steering.CheckPlan(ctx, m, f.version(), r.AsOf)
	if err != nil && !f.refuse(err) {
		return answer{}, err
	}
	if f.faulty("web.saveRound") {
		return s.roundFormAnswer(ctx, r, f)
	}
	if !f.confirmed("speichern") {
		f.effect = roundEffect(m, f.Of, r.AsOf)
		if !f.New && f.Day != m.Day {
			f.effect = append([]text.Text{text.T("Die Sitzung wird vom "+f.Day.In(text.De)+" auf den "+m.Day.In(text.De)+" verlegt. In Kalendern bleibt sie derselbe Termin.",
				"The meeting is moved from "+f.Day.In(text.En)+" to "+m.Day.In(text.En)+". In calendars it stays the same appointment.")}, f.effect...)
		}
		return s.roundFormAnswer(ctx, r, f)
	}
	if m, err = s.Steering.Plan(ctx, m, f.version(), r.act()); err != nil {
		if late, lost := s.overtakenRound(ctx, r, &f); lost != nil {
			return answer{}, lost
		} else if !late && !f.refuse(err) {
			return answer{}, err
		}
		return s.roundFormAnswer(ctx, r, f)
	}
	return answer{redirect: r.Href(bodiesPath + "/" + m.Key())}, nil
}

// roundEffect says what planning a meeting like this means.
func roundEffect(m steering.Meeting, b steering.Body, day period.Date) []text.Text {
	list := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s tagt am %s, %s, mit %s.", "%s meets on %s, %s, with %s.").In(l), b.Name, m.Day.In(l), clockSpan(m, l),
			many(len(m.Agenda), text.T("%s Punkt", "%s item"), text.T("%s Punkten", "%s items")).In(l))
	})}
	if m.State == steering.Planned {
		list = append(list, noticeWords(b, desk.Advise(b, day, m.Day)))
	}
	if a := desk.Advise(b, day, m.Day); a.Off != (text.Text{}) {
		list = append(list, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Der %s ist kein Arbeitstag: %s.", "%s is no working day: %s.").In(l), m.Day.In(l), a.Off.In(l))
		}))
	}
	for _, t := range m.Agenda {
		if t.Continues != "" {
			list = append(list, text.T("Nimmt wieder auf: „"+t.Title+"“.", "Takes up again: “"+t.Title+"”."))
		}
	}
	if m.State == steering.Invited {
		list = append(list, text.T("Wer eingeladen ist, bekommt mit der nächsten Kalenderdatei die Änderung.", "Those invited get the change with the next calendar file."))
	}
	return list
}

// noticeWords say whether the period of notice can be kept.
func noticeWords(b steering.Body, a desk.Advice) text.Text {
	return say(func(l text.Lang) string {
		switch {
		case b.Notice == 0:
			return text.T("Eine Ladungsfrist hat das Gremium nicht.", "The body has no period of notice.").In(l)
		case a.Kept:
			return fmt.Sprintf(text.T("Wer heute einlädt, hält die Ladungsfrist von %d Arbeitstagen ein; spätestens am %s muss die Einladung hinaus.", "Whoever invites today keeps the notice of %d working days; the invitation must go out by %s at the latest.").In(l), b.Notice, a.By.In(l))
		}
		return fmt.Sprintf(text.T("Die Ladungsfrist von %d Arbeitstagen ist nicht einzuhalten: Die Einladung hätte bis zum %s hinausgehen müssen. Frühestens ginge es am %s.", "The notice of %d working days cannot be kept: the invitation would have had to go out by %s. At the earliest it could be on %s.").In(l), b.Notice, a.By.In(l), a.Earliest.In(l))
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/exchange/chart"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// headTable is the head of a paper, line by line.
func headTable(r request, p desk.Stored) view.Table {
	t := view.Table{ID: "kopf", Caption: text.T("Kopf", "Head"), Fixed: true, Columns: []view.Column{
		{Key: "item", Name: text.T("Angabe", "item")}, {Key: "value", Name: text.T("Inhalt", "content")},
	}}
	add := func(de, en string, c view.Cell) {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(text.T(de, en)), c}})
	}
	add("Nummer", "number", view.Name(p.Reference, ""))
	add("Art", "kind", view.Say(p.Type.Label()))
	when := view.Say(text.T(p.When().In(text.De), p.When().In(text.En)))
	switch {
	case p.When().IsZero():
		when = view.Cell{}
	case p.On.IsZero():
		when = view.Say(text.T(fmt.Sprintf("%d, Tag unbekannt", p.Year), fmt.Sprintf("%d, day unknown", p.Year)))
	}
	add("Datum", "date", when)
	add("Zustand", "state", view.Say(paperState(p.Paper)))
	if p.Type.Asked() {
		add("Wer fragt", "who asks", view.Name(strings.Join(p.By, " + "), ""))
		add("Frist für die Antwort", "deadline for the answer", view.Say(say(func(l text.Lang) string { return councilDayWords(p.Deadline, l) })))
	} else {
		add("Federführung", "lead", view.Name(p.Lead, ""))
	}
	if p.Summary != "" {
		add("Worum es geht", "what it is about", view.Name(p.Summary, ""))
	}
	for _, a := range p.Attachments {
		c := view.Name(a.Title, "")
		c.Link = a.Link
		add("Anlage", "attachment", c)
	}
	if p.Note != "" {
		add("Bemerkung", "note", view.Name(p.Note, ""))
	}
	add("Quelle", "source", sourceOf(p.Paper))
	_ = r
	return t
}

// askTable lists what is asked with its answers. Where a paper answers the whole, what
// has no answer of its own leads there.
func askTable(r request, p council.Paper, answering []desk.Stored) *view.Table {
	t := &view.Table{
		ID: "verlangt", Caption: text.T("Was verlangt wird", "What is asked"), Fixed: true,
		Empty: text.T("Was verlangt wird, ist nicht bekannt.", "What is asked is not known."),
		Columns: []view.Column{
			{Key: "ask", Name: text.T("verlangt", "asked")}, {Key: "reply", Name: text.T("Antwort", "answer")}, {Key: "done", Name: text.T("erledigt", "settled")},
		},
	}
	for _, a := range p.Asks {
		reply, done := view.Say(text.T("noch keine", "none yet")), text.T("nein", "no")
		if p.State == council.Answered {
			reply, done = view.Say(text.T("siehe antwortende Vorlage", "see the answering paper")), text.T("nicht einzeln erfasst", "not recorded one by one")
			if len(answering) > 0 {
				reply.Link = r.paperHref(answering[0].ID)
			}
		}
		if a.Reply != "" {
			reply, done = view.Name(a.Reply, ""), text.T("nein", "no")
		}
		if a.Done || p.State == council.Settled {
			done = text.T("ja", "yes")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(a.Text, ""), reply, view.Say(done)}})
	}
	return t
}

// courseContent puts the order of committees on the page: picture, table, and what can
// be met where the wanted day cannot.
func (s *server) courseContent(ctx context.Context, r request, course desk.Course, c *councilPaper) error {
	if len(course.Stages) == 0 {
		return nil
	}
	bodies, err := s.Council.Committees(ctx, r.AsOf)
	if err != nil {
		return err
	}
	c.Problem = problemText(course, func(key string) string {
		for _, b := range bodies {
			if b.Key == key {
				return b.Name
			}
		}
		return key
	})
	if b, is := course.Begun(c.Paper.Paper); is {
		c.Begun = begunText(b, course.Stages[len(course.Stages)-1].Body.Name, c.Paper.State.Out())
	}
	late, err := s.Council.Overruns(ctx, c.Paper.Paper, course, r.AsOf)
	if err != nil {
		return err
	}
	for _, o := range late {
		c.Overruns = append(c.Overruns, overrunText(o))
	}
	if course.Open > 0 {
		c.Free = freeText(course)
	}
	c.NoneSet = course.Problem == calendar.NoneSet
	for _, stage := range course.Stages {
		c.Chosen = append(c.Chosen, chosenText(stage))
	}
	t := orderTable(r, course, course.Stages)
	c.Course = &t
	if (c.Problem != text.Text{}) && len(course.Earliest) > 0 {
		e := orderTable(r, desk.Course{}, course.Earliest)
		e.ID, e.Caption = "fruehestens", text.T("Was frühestens geht", "What can be met at the earliest")
		c.Earliest = &e
	}
	if course.Open > 0 && !course.Submit.IsZero() {
		c.Picture = coursePicture(r, course)
	}
	return nil
}

func orderTable(r request, course desk.Course, stages []desk.Stage) view.Table {
	t := view.Table{
		ID: "beratungsfolge", Caption: text.T("Beratungsfolge, vom Tag der Entscheidung rückwärts gerechnet", "Order of committees, reckoned backwards from the day of the decision"), Fixed: true,
		Columns: []view.Column{
			{Key: "what", Name: text.T("was", "what")},
			{Key: "step", Name: text.T("Schritt", "step")},
			{Key: "submit", Name: text.T("Abgabe bis", "hand in by"), Kind: view.Date},
			{Key: "invite", Name: text.T("Einladung bis", "invite by"), Kind: view.Date},
			{Key: "day", Name: text.T("Tag", "day"), Kind: view.Date},
			{Key: "public", Name: text.T("öffentlich", "public")},
			{Key: "result", Name: text.T("Ergebnis", "result")},
		},
		Note: text.T("Abgabefristen in Arbeitstagen, Einladungen in Tagen vor der Sitzung, wie bei den Gremien angegeben.",
			"Periods for handing in are in working days, invitations in days before the sitting, as the committees have them."),
	}
	switch {
	case course.Signing:
		t.Note = text.T(t.Note.De+fmt.Sprintf(" Für das Mitzeichnen sind %d Arbeitstage angenommen.", desk.SigningDays), t.Note.En+fmt.Sprintf(" For co-signing %d working days are assumed.", desk.SigningDays))
	case !course.Draft.IsZero():
		t.Note = text.T(t.Note.De+" Für das Mitzeichnen ist keine Zeit gerechnet: Es fehlt keine Mitzeichnung.", t.Note.En+" No time is reckoned for co-signing: no signature is missing.")
	}
	if course.Beside {
		t.Note = text.T(t.Note.De+" Bezirksbeiräte, die aufeinander folgen, beraten nebeneinander: Keiner wartet auf den anderen.", t.Note.En+" District councils that follow each other advise side by side: none waits for another.")
	}
	blank := view.Cell{Blank: true}
	if !course.Submit.IsZero() {
		for _, own := range []struct {
			name text.Text
			day  period.Date
		}{
			{text.T("Entwurf fertig, spätestens", "draft ready, at the latest"), course.Draft},
			{text.T("mitgezeichnet, spätestens", "co-signed, at the latest"), course.Signed},
			{text.T("abgegeben, spätestens", "handed in, at the latest"), course.Submit},
		} {
			if own.day.IsZero() {
				continue
			}
			day := view.Day(own.day)
			if course.Problem == calendar.TooLate && own.day.Before(course.Today) {
				day = day.With(text.T("nicht mehr zu schaffen", "cannot be met any more"))
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(own.name), blank, blank, blank, day, blank, blank}})
		}
	}
	for _, s := range stages {
		t.Rows = append(t.Rows, view.Row{Cells: stageCells(r, s)})
	}
	return t
}

func stageCells(r request, s desk.Stage) []view.Cell {
	public := text.T("ja", "yes")
	if !s.Public {
		public = text.T("nein", "no")
	}
	name, day, submit, invite := view.Name(s.Body.Name, ""), view.Day(s.Sitting), view.Day(s.Submit), view.Day(s.Invite)
	if s.Consultation.Sitting != "" {
		name.Link = r.Href(sittingsPath + "/" + s.Consultation.Sitting)
	}
	switch {
	case s.Passed != calendar.Taken && s.On != s.Sitting:
		day = day.With(text.T("statt "+s.On.In(text.De), "instead of "+s.On.In(text.En)))
	case s.NotInTime:
		day = day.With(text.T("nicht mehr zu schaffen", "cannot be met any more"))
	}
	if s.Done {
		submit, invite = view.Cell{Blank: true}, view.Cell{Blank: true}
	}
	result := view.Say(text.T("noch keines", "none yet"))
	switch {
	case s.Result != "":
		result = view.Say(s.Result.Label())
	case s.Unknown:
		result = view.Cell{}
	case s.Skipped:
		result = view.Say(text.T("keines: übergangen", "none: passed over"))
	}
	return []view.Cell{name, view.Say(s.Step.Label()), submit, invite, day, view.Say(public), result}
}

// coursePicture draws the days from the draft to the decision.
func coursePicture(r request, course desk.Course) string {
	var steps []chart.Stage
	if !course.Draft.IsZero() {
		steps = append(steps,
			chart.Stage{Name: r.T("Entwurf", "draft"), From: earlierDay(r.AsOf, course.Draft), To: course.Draft, Late: course.Draft.Before(r.AsOf)})
	}
	if !course.Signed.IsZero() {
		steps = append(steps,
			chart.Stage{Name: r.T("Mitzeichnung", "co-signing"), From: course.Draft.AddDays(1), To: course.Signed, Late: course.Signed.Before(r.AsOf)})
	}
	steps = append(steps, chart.Stage{Name: r.T("Abgabe", "handing in"), From: course.Submit, Late: course.Submit.Before(r.AsOf)})
	for _, s := range course.Stages {
		if !s.Sitting.IsZero() {
			steps = append(steps, chart.Stage{Name: s.Body.Name, From: s.Sitting, Late: s.NotInTime, Done: s.Done})
		}
	}
	return chart.Responsive(chart.Frame{ID: "verlauf", Title: r.T("Weg der Vorlage", "Way of the paper"), Lang: r.Lang}, func(f chart.Frame) string {
		return chart.Stages{Frame: f, Steps: steps, AsOf: r.AsOf}.SVG()
	})
}

// signerTable lists who co-signs. Readers who do not see reservations have no column for
// them: an empty one would say that there are none.
func signerTable(p desk.Stored) *view.Table {
	if len(p.Signers) == 0 {
		return nil
	}
	t := &view.Table{ID: "mitzeichnung", Caption: text.T("Mitzeichnung", "Co-signing"), Fixed: true, Note: signWords(p.Paper), Columns: []view.Column{
		{Key: "office", Name: text.T("Amt", "office")},
		{Key: "on", Name: text.T("am", "on"), Kind: view.Date},
		{Key: "by", Name: text.T("eingetragen von", "entered by")},
		{Key: "note", Name: text.T("Vorbehalt", "reservation")},
	}}
	blank := view.Cell{Blank: true}
	for _, s := range p.Signers {
		day, by, note := view.Day(s.On), blank, blank
		if s.On.IsZero() {
			day = view.Cell{Blank: true, Mark: text.T("fehlt noch", "still missing")}
		} else {
			by = view.Say(identity.Said(s.By))
		}
		if s.Note != "" {
			note = view.Name(s.Note, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(s.Office, ""), day, by, note}})
	}
	if p.Cut {
		secret := text.T(" Ob ein Amt mit Vorbehalt mitgezeichnet hat, ist nicht öffentlich.", " Whether an office co-signed with a reservation is not public.")
		t.Note = text.T(t.Note.De+secret.De, t.Note.En+secret.En)
		t.Columns = t.Columns[:2]
		for i := range t.Rows {
			t.Rows[i].Cells = t.Rows[i].Cells[:2]
		}
	}
	return t
}

func actTable(p council.Paper) view.Table {
	t := view.Table{
		ID: "zustaende", Caption: text.T("Zustände: wer wann was getan hat", "States: who did what when"), Fixed: true,
		Empty: text.T("Die Drucksache ist aus einer Datei; was vorher mit ihr geschah, ist nicht erfasst.", "The paper is from a file; what was done with it before is not recorded."),
		Columns: []view.Column{
			{Key: "on", Name: text.T("am", "on"), Kind: view.Date},
			{Key: "act", Name: text.T("Schritt", "step")},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "state", Name: text.T("Zustand danach", "state afterwards")},
			{Key: "note", Name: text.T("Vermerk", "note")},
		},
	}
	for _, a := range p.History {
		note := view.Cell{Blank: true}
		if words := strings.Join(strings.Fields(a.Office+" "+a.Note), " "); words != "" {
			note = view.Name(words, "")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Day(a.On), view.Say(a.Kind.Label()), view.Name(a.By, ""), view.Say(a.To.Label()), note}})
	}
	return t
}

func similarTable(r request, list []desk.Likeness) *view.Table {
	t := &view.Table{
		ID: "aehnlich", Caption: text.T("Frühere Anträge und Vorlagen zu Ähnlichem", "Earlier motions and papers on similar things"), Fixed: true,
		Empty: text.T("Es gibt keine frühere Drucksache mit denselben Wörtern.", "There is no earlier paper with the same words."),
		Note:  text.T("Gefunden nach gemeinsamen Wörtern in Betreff, Fragen, Antworten und Zusammenfassung; seltene Wörter zählen mehr.", "Found by common words in subject, questions, answers and summary; rare words count more."),
		Columns: []view.Column{
			{Key: "reference", Name: text.T("Nummer", "number")},
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "date", Name: text.T("vom", "of"), Kind: view.Date},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "answer", Name: text.T("Antwort", "answer")},
			{Key: "words", Name: text.T("gemeinsame Wörter", "common words")},
		},
	}
	for _, p := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			referenceCell(r, p.Paper), titleOf(p.Paper), whenCell(p.Paper), view.Say(paperState(p.Paper)), pagesOf(r, p.Answering), view.Name(strings.Join(p.Words, ", "), ""),
		}})
	}
	return t
}

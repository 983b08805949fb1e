// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilContent is what the first page of the council shows.
type councilContent struct {
	Motions, Papers, Sittings view.Table
}

// council answers what waits: motions, papers, sittings.
func (s *server) council(ctx context.Context, r request) (answer, error) {
	o, err := s.Council.Overview(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := councilContent{Motions: motionTable(r, o.Motions.List, nil), Papers: paperDueTable(r, o.Papers), Sittings: sittingTable(r, o.Meetings)}
	narrow(&c.Motions, "type", "committee", "state", "answer")
	c.Motions.Caption = text.T("Was auf eine Antwort wartet", "What waits for an answer")
	c.Motions.Empty = text.T("Kein Antrag und keine Anfrage wartet auf eine Antwort.", "No motion and no inquiry waits for an answer.")
	c.Sittings.Caption = text.T("Die nächsten Sitzungen", "The next sittings")
	return answer{
		name: councilName, answer: councilSentence(o), tables: []*view.Table{&c.Motions, &c.Papers, &c.Sittings},
		facts: []text.Text{text.T(fmt.Sprintf("%d Vorlagen im Register", o.All), fmt.Sprintf("%d papers in the register", o.All))},
		body:  func(p view.Page) templ.Component { return councilBody(p, c) },
	}, nil
}

// narrow leaves columns out of a table.
func narrow(t *view.Table, keys ...string) {
	for _, key := range keys {
		at := slices.IndexFunc(t.Columns, func(c view.Column) bool { return c.Key == key })
		t.Columns = slices.Delete(t.Columns, at, at+1)
		for i := range t.Rows {
			t.Rows[i].Cells = slices.Delete(t.Rows[i].Cells, at, at+1)
		}
	}
}

// councilSentence says how much waits and what comes next.
func councilSentence(o desk.Overview) text.Text {
	return say(func(l text.Lang) string {
		var parts []string
		parts = append(parts, waitingWords(o.Motions, l))
		for _, d := range o.Papers {
			if !d.By.IsZero() {
				parts = append(parts, fmt.Sprintf(text.T("als Nächstes ist „%s“ am %s fällig", "“%s” is due next, on %s").In(l), nameOrReference(d.Paper), d.By.In(l)))
				break
			}
		}
		if len(o.Meetings) > 0 {
			m := o.Meetings[0]
			parts = append(parts, fmt.Sprintf(text.T("die nächste Sitzung ist am %s (%s)", "the next sitting is on %s (%s)").In(l), m.On.In(l), m.Body.Name))
		}
		return strings.Join(parts, "; ") + "."
	})
}

func waitingWords(m desk.Motions, l text.Lang) string {
	var s string
	switch m.Waiting {
	case 0:
		return text.T("Kein Antrag wartet auf eine Antwort", "No motion waits for an answer").In(l)
	case 1:
		s = text.T("Ein Antrag oder eine Anfrage wartet auf eine Antwort", "One motion or inquiry waits for an answer").In(l)
	default:
		s = fmt.Sprintf(text.T("%s Anträge und Anfragen warten auf eine Antwort", "%s motions and inquiries wait for an answer").In(l), l.Int(int64(m.Waiting)))
	}
	if m.Late > 0 {
		s += fmt.Sprintf(text.T(", davon überfällig: %s", ", overdue of them: %s").In(l), l.Int(int64(m.Late)))
	}
	switch {
	case m.Undated == 0:
	case m.Undated == m.Waiting && m.Undated > 1:
		s += text.T(", alle ohne bekannte Frist", ", all without a known deadline").In(l)
	default:
		s += fmt.Sprintf(text.T(", ohne bekannte Frist: %s", ", without a known deadline: %s").In(l), l.Int(int64(m.Undated)))
	}
	return s
}

func paperDueTable(r request, list []desk.Due) view.Table {
	t := view.Table{
		ID: "in-arbeit", Caption: text.T("Vorlagen in Arbeit und auf dem Weg durch die Gremien", "Papers in work and on their way through committees"), Fixed: true,
		Empty: text.T("Keine Vorlage, die Sie sehen dürfen, ist in Arbeit oder wartet auf ein Gremium.", "No paper that you may see is in work or waits for a committee."),
		Columns: []view.Column{
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "reference", Name: text.T("Nummer", "number")},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "next", Name: text.T("nächster Tag", "next day"), Kind: view.Date},
			{Key: "lead", Name: text.T("Federführung", "lead")},
		},
	}
	for _, d := range list {
		next := view.Day(d.By)
		if d.Problem != calendar.None {
			next = next.With(text.T("so nicht zu schaffen", "cannot be met like this"))
		}
		title := titleOf(d.Paper)
		title.Link = r.paperHref(d.ID)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{title, referenceCell(r, d.Paper), view.Say(paperState(d.Paper)), next, view.Name(d.Lead, "")}})
	}
	return t
}

// Parameters of the register of motions.
const (
	motionSearchParam = "suche"
	byParam           = "fraktion"
	openParam         = "offen"
)

// motionsContent is the register with its filters.
type motionsContent struct {
	Table   view.Table
	Filter  desk.Filter
	Filters []choiceLinks
}

// motions is the register of what the council asks.
func (s *server) motions(ctx context.Context, r request) (answer, error) {
	f := desk.Filter{
		Words: strings.TrimSpace(r.Query.Get(motionSearchParam)), Type: council.PaperType(r.Query.Get(kindParam)), State: council.PaperState(r.Query.Get(stateParam)),
		By: r.Query.Get(byParam), Open: r.Query.Get(openParam) == "ja",
	}
	m, err := s.Council.Motions(ctx, r.AsOf, f)
	if err != nil {
		return answer{}, err
	}
	bodies, err := s.bodyNames(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := motionsContent{Table: motionTable(r, m.List, bodies), Filter: f, Filters: motionFilters(r, m, f)}
	sentence := say(func(l text.Lang) string { return waitingWords(m, l) + "." })
	if f.Words != "" {
		sentence = text.T(fmt.Sprintf("Treffer zu „%s“: %d, die besten zuerst.", f.Words, len(m.List)), fmt.Sprintf("Found on “%s”: %d, best first.", f.Words, len(m.List)))
		c.Table.Fixed = true
	}
	return answer{
		name: text.T("Anträge und Anfragen", "Motions and inquiries"), answer: sentence, tables: []*view.Table{&c.Table},
		facts: []text.Text{text.T(fmt.Sprintf("%d im Register", m.All), fmt.Sprintf("%d in the register", m.All))},
		body:  func(p view.Page) templ.Component { return motionsBody(p, c) },
	}, nil
}

// motionTable lists motions; bodies are the names of committees by their keys.
func motionTable(r request, list []desk.Motion, bodies map[string]string) view.Table {
	t := view.Table{
		ID: "antraege", Caption: text.T("Anträge und Anfragen", "Motions and inquiries"), Long: true,
		Empty: text.T("Mit dieser Auswahl gibt es nichts. Ein anderer Filter oder Stand zeigt vielleicht etwas.", "There is nothing with this selection. Another filter or date may show something."),
		Note:  text.T("Überfällige stehen zuerst, dann nach Frist, dann ohne bekannte Frist die ältesten zuerst.", "Overdue ones stand first, then by deadline, then without a known deadline the oldest first."),
		Columns: []view.Column{
			{Key: "reference", Name: text.T("Nummer", "number")},
			{Key: "title", Name: text.T("Betreff", "subject")},
			{Key: "by", Name: text.T("wer fragt", "who asks")},
			{Key: "asks", Name: text.T("was verlangt wird", "what is asked")},
			{Key: "type", Name: text.T("Art", "kind")},
			{Key: "date", Name: text.T("vom", "of"), Kind: view.Date},
			{Key: "deadline", Name: text.T("Frist", "deadline"), Kind: view.Date},
			{Key: "committee", Name: text.T("Gremium", "committee")},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "answer", Name: text.T("Antwort", "answer")},
		},
	}
	for _, m := range list {
		t.Rows = append(t.Rows, view.Row{ID: m.ID, Cells: []view.Cell{
			referenceCell(r, m.Paper), titleOf(m.Paper), view.Name(strings.Join(m.By, " + "), ""), view.Name(asksOf(m.Paper), ""), view.Say(m.Type.Label()),
			whenCell(m.Paper), deadlineCell(m), view.Name(bodiesOf(m.Paper, bodies), ""), view.Say(paperState(m.Paper)), pagesOf(r, m.Answering),
		}})
	}
	return t
}

func asksOf(p council.Paper) string {
	var list []string
	for _, a := range p.Asks {
		list = append(list, a.Text)
	}
	return strings.Join(list, "; ")
}

// bodyNames are the names of committees by their keys.
func (s *server) bodyNames(ctx context.Context, r request) (map[string]string, error) {
	list, err := s.Council.Committees(ctx, r.AsOf)
	names := map[string]string{}
	for _, b := range list {
		names[b.Key] = b.Name
	}
	return names, err
}

func bodiesOf(p council.Paper, names map[string]string) string {
	var list []string
	for _, o := range p.Order {
		list = append(list, cmp.Or(names[o.Committee], o.Committee))
	}
	return strings.Join(list, ", ")
}

func motionFilters(r request, m desk.Motions, f desk.Filter) []choiceLinks {
	all := text.T("alle", "all")
	open := choiceLinks{Name: text.T("Antwort", "Answer"), Links: []choiceLink{
		{Name: all, Href: r.Here(openParam, ""), Current: !f.Open, Count: m.All},
		{Name: text.T("fehlt noch", "still owed"), Href: r.Here(openParam, "ja"), Current: f.Open, Count: m.Waiting},
	}}
	types := choiceLinks{Name: text.T("Art", "Kind"), Links: []choiceLink{{Name: all, Href: r.Here(kindParam, ""), Current: f.Type == "", Count: m.All}}}
	for _, t := range []council.PaperType{council.Motion, council.BudgetAsk, council.Inquiry} {
		types.Links = append(types.Links, choiceLink{t.Label(), r.Here(kindParam, string(t)), m.Types[t], f.Type == t})
	}
	groups := choiceLinks{Name: text.T("Wer fragt", "Who asks"), Links: []choiceLink{{Name: all, Href: r.Here(byParam, ""), Current: f.By == "", Count: m.All}}}
	for _, g := range m.Groups {
		groups.Links = append(groups.Links, choiceLink{text.Same(g), r.Here(byParam, g), m.Asking[g], f.By != "" && council.GroupKey(f.By) == council.GroupKey(g)})
	}
	return []choiceLinks{open, types, groups}
}

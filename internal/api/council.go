// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	noun "planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// CouncilPaper is a motion or a paper of the administration in a list.
type CouncilPaper struct {
	ID        string      `json:"id"`
	Reference string      `json:"reference,omitempty" doc:"such as GRDrs 1330/2015; absent: none yet"`
	Type      string      `json:"type" doc:"resolution, report, budgetary, reading, answer, minutes; of what is asked: motion, budget_ask, inquiry"`
	Title     string      `json:"title,omitempty" doc:"absent: unknown"`
	On        period.Date `json:"on,omitzero" doc:"its date; absent: unknown"`
	Year      int         `json:"year,omitempty" doc:"its year where only that is known"`
	State     string      `json:"state" doc:"draft, co_signed, issued, decided, settled; of what is asked: received, answered, settled, decided"`
	Lead      string      `json:"lead,omitempty"`
	Order     []Station   `json:"order" nullable:"false" doc:"order of committees, the deciding one last"`
	Source    string      `json:"source,omitempty"`
	Example   bool        `json:"example,omitempty" doc:"made up for the demonstration"`
}

// Station is one body of an order of committees.
type Station struct {
	Committee string      `json:"committee" doc:"key of the body; empty: unknown"`
	Step      string      `json:"step"`
	Public    bool        `json:"public"`
	On        period.Date `json:"on,omitzero" doc:"day of the sitting; absent: not fixed"`
	Result    string      `json:"result,omitempty"`
}

// CouncilMotion is what the council asks, with the papers that answer it.
type CouncilMotion struct {
	CouncilPaper
	By       []string    `json:"by" nullable:"false" doc:"who asks"`
	Asks     []string    `json:"asks" nullable:"false" doc:"what is asked"`
	Deadline period.Date `json:"deadline,omitzero" doc:"day by which an answer is owed; absent: unknown"`
	Overdue  bool        `json:"overdue"`
	Answers  []string    `json:"answers" nullable:"false" doc:"keys of the papers that answer it, as far as the client may see them"`
	Score    float64     `json:"score,omitempty" doc:"how well it fits the words of the search"`
}

// CouncilMotions is the register of what the council asks.
type CouncilMotions struct {
	Stand
	Owed    int             `json:"waiting" doc:"how many of the whole register wait for an answer"`
	Overdue int             `json:"overdue"`
	Motions []CouncilMotion `json:"motions" nullable:"false"`
}

// CouncilPapers are the papers of the administration.
type CouncilPapers struct {
	Stand
	Papers []CouncilPaper `json:"papers" nullable:"false"`
}

// CouncilSitting is a sitting with what the client may see of its agenda.
type CouncilSitting struct {
	ID        string        `json:"id"`
	Committee string        `json:"committee" doc:"key of the body; empty: unknown"`
	Name      string        `json:"name" doc:"of the body"`
	On        period.Date   `json:"on"`
	At        string        `json:"at,omitempty"`
	State     string        `json:"state" doc:"planned, invited, held, cancelled"`
	InviteBy  period.Date   `json:"invite_by,omitzero" doc:"last day for the invitation"`
	Agenda    []SittingItem `json:"agenda" nullable:"false"`
	Source    string        `json:"source,omitempty"`
	Example   bool          `json:"example,omitempty" doc:"made up for the demonstration"`
}

// SittingItem is an item of an agenda.
type SittingItem struct {
	Number string `json:"number"`
	Title  string `json:"title,omitempty"`
	Paper  string `json:"paper,omitempty" doc:"key of the paper"`
	Public bool   `json:"public"`
	Result string `json:"result,omitempty"`
	Votes  string `json:"votes,omitempty"`
}

// CouncilSittings are the sittings known as of a date, by day.
type CouncilSittings struct {
	Stand
	Sittings []CouncilSitting `json:"sittings" nullable:"false"`
}

type motionsInput struct {
	AsOfInput
	Search string `query:"search" maxLength:"200" example:"Planungsstelle"`
	By     string `query:"by" maxLength:"200" example:"FDP"`
	Open   bool   `query:"open"`
}

type papersInput struct{ AsOfInput }

type sittingsInput struct {
	AsOfInput
	Committee string `query:"committee" maxLength:"100" example:"GR"`
}

// councilOperations are lists for everybody; what they hold is cut to what the client
// may see, as on the pages.
func (f *face) councilOperations() {
	for _, one := range []struct {
		id, path string
		summary  text.Text
		register func(operation)
	}{
		{"list-motions", "/motions", text.T("Anträge und Anfragen mit Frist, Zustand und Antwort; mit Suche die besten zuerst", "Motions and inquiries with deadline, state and answer; with a search best first"), func(o operation) { add(f, o, f.listMotions) }},
		{"list-papers", "/papers", text.T("Vorlagen der Verwaltung, die neueste zuerst", "Papers of the administration, newest first"), func(o operation) { add(f, o, f.listPapers) }},
		{"list-sittings", "/sittings", text.T("Sitzungen mit ihrer Tagesordnung, nach Tag", "Sittings with their agenda, by day"), func(o operation) { add(f, o, f.listSittings) }},
	} {
		one.register(operation{
			id: one.id, method: http.MethodGet, path: one.path, tag: "council", need: need{rights.Read, rights.Sitting, nil},
			summary: one.summary, example: one.path + "?as_of=2015-11-27",
		})
	}
	f.oneOfCouncil()
}

// withoutCouncil is the answer of an installation without the desk of the council.
var withoutCouncil = fault.New(fault.Unavailable, "api.council", "Drucksachen sind hier nicht eingerichtet.", "Council papers are not set up here.")

func (f *face) listMotions(ctx context.Context, in *motionsInput) (CouncilMotions, error) {
	out := CouncilMotions{Stand: standOf(ctx), Motions: []CouncilMotion{}}
	if f.Council == nil {
		return out, withoutCouncil
	}
	m, err := f.Council.Motions(ctx, out.AsOf, council.Filter{Words: in.Search, By: in.By, Open: in.Open})
	out.Owed, out.Overdue = m.Waiting, m.Late
	for _, one := range m.List {
		out.Motions = append(out.Motions, motionOf(one))
	}
	return out, fault.Wrap("api.listMotions", err)
}

func motionOf(m council.Motion) CouncilMotion {
	told := CouncilMotion{
		CouncilPaper: paperOf(m.Paper), By: append([]string{}, m.By...), Asks: []string{}, Deadline: m.Deadline, Overdue: m.Overdue,
		Answers: []string{}, Score: m.Score,
	}
	for _, a := range m.Asks {
		told.Asks = append(told.Asks, a.Text)
	}
	for _, a := range m.Answering {
		told.Answers = append(told.Answers, a.ID)
	}
	return told
}

func (f *face) listPapers(ctx context.Context, _ *papersInput) (CouncilPapers, error) {
	out := CouncilPapers{Stand: standOf(ctx), Papers: []CouncilPaper{}}
	if f.Council == nil {
		return out, withoutCouncil
	}
	list, err := f.Council.Listed(ctx, out.AsOf)
	for _, p := range list {
		if !p.Type.Asked() {
			out.Papers = append(out.Papers, paperOf(p.Paper))
		}
	}
	return out, fault.Wrap("api.listPapers", err)
}

func paperOf(p noun.Paper) CouncilPaper {
	out := CouncilPaper{
		ID: p.ID, Reference: p.Reference, Type: string(p.Type), Title: p.Title, On: p.On, State: string(p.State), Lead: p.Lead,
		Order: []Station{}, Source: p.Source, Example: p.Example,
	}
	if p.On.IsZero() {
		out.Year = p.Year
	}
	for _, o := range p.Order {
		out.Order = append(out.Order, Station{o.Committee, string(o.Step), o.Public, o.On, string(o.Result)})
	}
	return out
}

func (f *face) listSittings(ctx context.Context, in *sittingsInput) (CouncilSittings, error) {
	out := CouncilSittings{Stand: standOf(ctx), Sittings: []CouncilSitting{}}
	if f.Council == nil {
		return out, withoutCouncil
	}
	list, err := f.Council.Meetings(ctx, out.AsOf)
	for _, m := range list {
		if in.Committee != "" && m.Committee != in.Committee {
			continue
		}
		out.Sittings = append(out.Sittings, sittingOf(m))
	}
	return out, fault.Wrap("api.listSittings", err)
}

func sittingOf(m council.Meeting) CouncilSitting {
	told := CouncilSitting{
		ID: m.ID, Committee: m.Committee, Name: m.Body.Name, On: m.On, At: m.At, State: string(m.State), InviteBy: m.InviteBy,
		Agenda: []SittingItem{}, Source: m.Source, Example: m.Example,
	}
	for _, i := range m.Agenda {
		title := i.Title
		if t := m.Titles[i.Paper]; t != "" {
			title = t
		}
		told.Agenda = append(told.Agenda, SittingItem{i.Number, title, i.Paper, i.Public, string(i.Result), i.Votes})
	}
	return told
}

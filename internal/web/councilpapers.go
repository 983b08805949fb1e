// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	desk "planraum/internal/desk/council"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// papers lists the papers of the administration.
func (s *server) councilPapers(ctx context.Context, r request) (answer, error) {
	all, err := s.Council.Listed(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	bodies, err := s.bodyNames(ctx, r)
	if err != nil {
		return answer{}, err
	}
	t := paperTable(r, all, bodies)
	return answer{
		name: text.T("Vorlagen", "Papers"), answer: papersAnswer(all), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return councilPapersBody(p, t) },
	}, nil
}

// papersAnswer counts papers by state.
func papersAnswer(all []desk.Stored) text.Text {
	n, work, out, decided := 0, 0, 0, 0
	for _, p := range all {
		if p.Type.Asked() {
			continue
		}
		n++
		switch p.State {
		case council.Draft, council.CoSigned:
			work++
		case council.Issued:
			out++
		case council.Decided:
			decided++
		}
	}
	if n == 0 {
		return text.T("Unter diesem Stand gibt es keine Vorlage, die Sie sehen dürfen.", "As of this date there is no paper that you may see.")
	}
	papers, are := text.T("Vorlagen", "papers"), text.T("sind", "are")
	if n == 1 {
		papers = text.T("Vorlage", "paper")
	}
	if work == 1 {
		are = text.T("ist", "is")
	}
	return text.T(fmt.Sprintf("Von %d %s %s %d in Arbeit, %d ausgegeben und %d entschieden.", n, papers.De, are.De, work, out, decided),
		fmt.Sprintf("Of %d %s %d %s in work, %d issued and %d decided.", n, papers.En, work, are.En, out, decided))
}

func paperTable(r request, all []desk.Stored, names map[string]string) view.Table {
	t := view.Table{
		ID: "vorlagen", Caption: text.T("Vorlagen, die neueste zuerst", "Papers, newest first"), Long: true,
		Empty: text.T("Unter diesem Stand gibt es keine Vorlage, die Sie sehen dürfen.", "As of this date there is no paper that you may see."),
		Columns: []view.Column{
			{Key: "reference", Name: text.T("Nummer", "number")},
			{Key: "title", Name: text.T("Titel", "title")},
			{Key: "type", Name: text.T("Art", "kind")},
			{Key: "date", Name: text.T("vom", "of"), Kind: view.Date},
			{Key: "state", Name: text.T("Zustand", "state")},
			{Key: "lead", Name: text.T("Federführung", "lead")},
			{Key: "order", Name: text.T("Gremien", "committees")},
			{Key: "source", Name: text.T("Quelle", "source")},
		},
	}
	for _, p := range all {
		if p.Type.Asked() {
			continue
		}
		bodies := view.Name(bodiesOf(p.Paper, names), "")
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			referenceCell(r, p.Paper), titleOf(p.Paper), view.Say(p.Type.Label()), whenCell(p.Paper), view.Say(paperState(p.Paper)), view.Name(p.Lead, ""), bodies, sourceOf(p.Paper),
		}})
	}
	return t
}

// sourceOf is where a paper is known from; of one made in the program that is itself.
func sourceOf(p council.Paper) view.Cell {
	if p.Source == "" && len(p.History) > 0 {
		return view.Say(text.T("im Programm erfasst", "recorded in the program"))
	}
	return view.Name(p.Source, "")
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// derivation is the page of one number. The first word of its address names
// the desk that is asked; the table of derivations has them all.
func (s *server) derivation(ctx context.Context, r request) (answer, error) {
	d, err := s.derive(ctx, r)
	if err != nil {
		return answer{}, err
	}
	facts, err := s.runFacts(ctx, r)
	if err != nil {
		return answer{}, err
	}
	return answer{
		name: text.T("Herleitung", "Derivation"), facts: facts,
		answer: say(func(l text.Lang) string { return d.Name.In(l) + ": " + d.Value.In(l) }),
		body:   func(p view.Page) templ.Component { return view.Derivation(p, d) },
	}, nil
}

// derive explains the number of an address: its first word says who is asked.
func (s *server) derive(ctx context.Context, r request) (figure.Derivation, error) {
	ref := r.PathValue("ref")
	word, rest, _ := strings.Cut(ref, "/")
	var parts []string
	if rest != "" {
		parts = strings.Split(rest, "/")
	}
	family, known := derivations[word]
	if !known || len(parts) < family.least || len(parts) > family.most {
		return figure.Derivation{}, noNumber("web.derive(" + ref + ")")
	}
	return family.how(ctx, s, askedNumber{request: r, ref: ref, parts: parts})
}

// runFacts names the plan and the run that a number was reckoned by.
func (s *server) runFacts(ctx context.Context, r request) ([]text.Text, error) {
	parts := strings.Split(r.PathValue("ref"), "/")
	if len(parts) < 2 || (parts[0] != "run" && parts[0] != "decision" && parts[0] != "band") {
		return nil, nil
	}
	run, err := s.Planning.Kept(ctx, parts[1])
	if err != nil {
		return nil, err
	}
	p := run.Inputs.Plan
	return []text.Text{
		text.T("Plan: "+p.Name+", Stand "+p.AsOf.In(text.De), "Plan: "+p.Name+", as of "+p.AsOf.In(text.En)),
		text.T("Lauf "+run.ID, "Run "+run.ID),
	}, nil
}

func refusalBody(err error) func(p view.Page) templ.Component {
	return func(p view.Page) templ.Component { return refusalTempl(p, err) }
}

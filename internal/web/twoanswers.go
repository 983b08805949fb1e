// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"

	"planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// twoAnswers says which question a page's latest days to decide answer, and what the
// other question's answer is: the Lagebild asks the plan, the dashboard the outlook from
// the counts. Both are right, and differ.
type twoAnswers struct {
	Question text.Text // of this page
	Other    text.Text // the other one with its answer; empty: there is none
	Why      text.Text // the two differ, in the words of papers too; empty where Other is
	Path     string    // where it stands
	Name     text.Text // of that page
}

// askedOfPlan is what the dashboard says of itself, with the plan's answer beside it.
func (s *server) askedOfPlan(ctx context.Context, r request) (twoAnswers, error) {
	a := twoAnswers{
		Question: text.T("Gefragt ist hier: Bis wann ist was zu entscheiden, um nach der Hochrechnung aus den Zählungen einen Mangel abzuwenden, der vom "+r.AsOf.In(text.De)+" an noch abzuwenden ist?",
			"The question here: what is to be decided by when to avert, by what the counts make probable, a shortage that can still be averted from "+r.AsOf.In(text.En)+" on?"),
		Path: "/", Name: text.T("Zum Lagebild", "To the situation"),
	}
	out, err := s.planned(ctx, r)
	if err != nil || !out.ok {
		return a, err
	}
	answers := sentences(out)
	if len(answers) == 0 {
		answers = []text.Text{shortageSentence(out, r)}
	}
	a.Why = warning.TwoAnswers()
	a.Other = say(func(l text.Lang) string {
		return text.T("Das Lagebild fragt anders: Bis wann, damit der erste Mangel des Plans „", "The situation asks another question: by when, so that the first shortage of the plan “").In(l) + out.plan +
			text.T("“ ausbleibt? ", "” does not come? ").In(l) + answers[0].In(l)
	})
	return a, nil
}

// askedOfOutlook is what the Lagebild says of itself, with the outlook's answer beside it.
func (s *server) askedOfOutlook(ctx context.Context, r request, out planned) (twoAnswers, error) {
	if !out.ok || out.outdated() || out.ahead.First == nil || !r.Allowed("GET "+warningsPath) {
		return twoAnswers{}, nil
	}
	a := twoAnswers{
		Question: say(func(l text.Lang) string {
			return text.T("Gefragt ist hier: Bis wann ist zu entscheiden, damit der erste Mangel des Plans „", "The question here: by when is to be decided so that the first shortage of the plan “").In(l) + out.plan +
				text.T("“ (ab ", "” (from ").In(l) + out.ahead.First.In(l) + text.T(") ausbleibt?", ") does not come?").In(l)
		}),
		Path: boardPath, Name: text.T("Zur Steuerung", "To steering"),
	}
	o, at, ready, err := s.Outlook.Glance(ctx, r.AsOf, asked)
	if kind := fault.KindOf(err); err != nil && (kind == fault.Invalid || kind == fault.NotFound) || err == nil && !ready && at.IsZero() {
		return a, nil // what can be said of it stands there
	} else if err != nil {
		return a, err
	}
	if next := o.Next(); next != (text.Text{}) {
		a.Why = warning.TwoAnswers()
		a.Other = say(func(l text.Lang) string {
			return text.T("Die Steuerung fragt anders: Was wendet nach der Hochrechnung aus den Zählungen einen Mangel ab, der noch abzuwenden ist? ",
				"Steering asks another question: what averts, by what the counts make probable, a shortage that can still be averted? ").In(l) + next.In(l)
		})
	}
	return a, nil
}

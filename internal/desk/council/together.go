// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/city/unit"
	"planraum/internal/method/calendar"
)

// Bundle are motions that are answered together, because the register of actions holds
// them under one procedure (gebündelter Vorgang).
type Bundle struct {
	Procedure steering.Action
	Others    []Stored // that still wait, by date
}

// Together is what is answered together with a motion; without others where nothing is.
func (d *Desk) Together(ctx context.Context, motion council.Paper, asOf period.Date) (Bundle, error) {
	actions, _, err := decoded[steering.Action](ctx, d.registers, register.Action, asOf)
	if err != nil {
		return Bundle{}, err
	}
	papers, err := d.Listed(ctx, asOf)
	if err != nil {
		return Bundle{}, err
	}
	of := func(p council.Paper) func(steering.Action) bool {
		return func(a steering.Action) bool {
			return a.Procedure != "" && a.Origin.Kind == steering.FromPaper && (a.Origin.Ref == p.ID || p.Reference != "" && a.Origin.Ref == p.Reference)
		}
	}
	i := slices.IndexFunc(actions, of(motion))
	if i < 0 {
		return Bundle{}, nil
	}
	b := Bundle{Procedure: steering.Action{ID: actions[i].Procedure}}
	for _, a := range actions {
		if a.ID == b.Procedure.ID {
			b.Procedure = a
		}
	}
	for _, p := range slices.Backward(papers) {
		if p.ID == motion.ID || !p.Waits() {
			continue
		}
		if at := slices.IndexFunc(actions, of(p.Paper)); at >= 0 && actions[at].Procedure == b.Procedure.ID {
			b.Others = append(b.Others, p)
		}
	}
	return b, nil
}

// Begun is a post that is to begin before the last body can decide on it.
type Begun struct {
	From, Decided period.Date
	Share         unit.FTE // of all that begin before
	// Planned says that Decided is the day that is wanted; else it is the earliest that
	// can be met.
	Planned bool
}

// Begun are the posts of a paper that begin before the decision on them; false where
// none do or no decision is in sight.
func (c Course) Begun(p council.Paper) (Begun, bool) {
	if len(c.Stages) == 0 {
		return Begun{}, false
	}
	last := c.Stages[len(c.Stages)-1]
	b := Begun{Decided: last.Sitting, Planned: !c.Wanted.IsZero()}
	if day := c.Decision(); c.Problem != calendar.None && !day.IsZero() {
		b.Decided, b.Planned = day, false
	}
	if last.Step != council.Decision || last.Done || b.Decided.IsZero() {
		return Begun{}, false
	}
	for _, post := range p.Posts {
		if post.Share > 0 && !post.From.IsZero() && post.From.Before(b.Decided) {
			b.Share += post.Share
			if b.From.IsZero() || post.From.Before(b.From) {
				b.From = post.From
			}
		}
	}
	return b, b.Share > 0
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"

	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// boundText is the council paper with which a draft goes out.
type boundText struct {
	Called string
	Href   string
	Out    bool        // it went out, with the text as it was then
	Lacks  []fault.Row // what keeps it from going out beside its text
}

// boundOf is the council paper that a draft belongs to, with what it lacks; nil where it
// belongs to none, or the reader may not read papers in work.
func (s *server) boundOf(ctx context.Context, r request, v report.Stored) (*boundText, error) {
	if s.Council == nil || v.Issued() || r.Public {
		return nil, nil
	}
	list, err := s.Council.Papers(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	for _, p := range list {
		if p.Document != v.Name || p.Withdrawn || p.Type.Asked() {
			continue
		}
		b := &boundText{Called: p.Called(), Href: r.paperHref(p.ID), Out: p.State.Out()}
		rows, err := s.lacksOf(ctx, r, p)
		b.Lacks = rows[:min(len(rows), len(p.ForIssue()))] // what its text lacks stands on the page anyway
		return b, err
	}
	return nil, nil
}

// lackSaid says what a paper lacks.
func lackSaid(p view.Page, row fault.Row) string {
	said := row.Column
	if row.Value != "" {
		said += ": " + row.Value
	}
	return said + " – " + p.T("es fehlt: ", "missing: ") + p.In(row.Expected)
}

// sentence says of a text without open places how its paper stands.
func (b boundText) sentence(v report.Stored) text.Text {
	return say(func(l text.Lang) string {
		switch n := len(b.Lacks); {
		case b.Out:
			return fmt.Sprintf(text.T("%s: mit der Vorlage „%s“ ausgegeben.", "%s: issued with the paper “%s”.").In(l), v.Document.Title, b.Called)
		case n == 0:
			return fmt.Sprintf(text.T("%s: Entwurf, kann mit der Vorlage „%s“ ausgegeben werden.", "%s: draft, can be issued with the paper “%s”.").In(l), v.Document.Title, b.Called)
		case n == 1:
			return fmt.Sprintf(text.T("%s: Entwurf, bei der Vorlage „%s“ fehlt noch eine Angabe.", "%s: draft, the paper “%s” still lacks one thing.").In(l), v.Document.Title, b.Called)
		default:
			return fmt.Sprintf(text.T("%s: Entwurf, bei der Vorlage „%s“ fehlen noch %s Angaben.", "%s: draft, the paper “%s” still lacks %s things.").In(l), v.Document.Title, b.Called, l.Int(int64(n)))
		}
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"

	"planraum/internal/city/council"
	"planraum/internal/desk/report"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// outText is the newest issue of a text, as the page of the text as it is names it.
type outText struct {
	Says  text.Text
	Href  string // of the text as it was kept
	Paper string // of the council paper that it is the text of; empty: of none
	Same  bool   // the text as it is says the same, as of the same day
}

// outOf says when a text was issued, and under which reference; nil where an issue is
// shown itself, or there is none.
func (s *server) outOf(ctx context.Context, r request, v report.Stored, issues []report.Stored, changes *view.Table) (*outText, error) {
	if v.Issued() || len(issues) == 0 {
		return nil, nil
	}
	last := issues[len(issues)-1]
	out := &outText{Href: r.Href(paperPath(last.Name), "ausgabe", fmt.Sprint(last.Record)), Same: last.AsOf == v.AsOf && v.Record == last.Record && (changes == nil || len(changes.Rows) == 0)}
	p, err := s.paperOf(ctx, r, last)
	if err != nil {
		return nil, err
	}
	under := text.T(fmt.Sprintf("als Ausgabe %d", last.Number), fmt.Sprintf("as issue %d", last.Number))
	if said := cmp.Or(p.Reference, referenceOf(last)); said != "" {
		under = text.T("unter "+said, "as "+said)
	}
	if p.ID != "" {
		out.Paper = r.paperHref(p.ID)
	}
	day := dayOfTime(last.At)
	out.Says = text.T("Dieser Text ist ausgegeben: am "+day.In(text.De)+", Stand "+last.AsOf.In(text.De)+", "+under.De+".", "This text is issued: on "+day.In(text.En)+", as of "+last.AsOf.In(text.En)+", "+under.En+".")
	if !out.Same {
		out.Says = text.T(out.Says.De+" Unten steht er, wie er heute wäre; das ist ein Entwurf.", out.Says.En+" Below it stands as it would be today; that is a draft.")
	}
	return out, nil
}

// paperOf is the council paper with which a text went out; zero where there is none.
func (s *server) paperOf(ctx context.Context, r request, v report.Stored) (council.Paper, error) {
	if s.Council == nil {
		return council.Paper{}, nil
	}
	list, err := s.Council.Papers(ctx, r.AsOf)
	for _, p := range list {
		if p.Document == v.Name && p.State.Out() && p.TextDigest() == v.Digest {
			return p.Paper, err
		}
	}
	return council.Paper{}, err
}

// referenceOf is the reference that the head of a text names; empty where it has none.
func referenceOf(v report.Stored) string {
	for _, pair := range v.Document.Head {
		if pair.Name == text.T("Aktenzeichen", "Reference").In(text.Parse(string(v.Document.Lang))) {
			return pair.Value
		}
	}
	return ""
}

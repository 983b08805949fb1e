// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
)

// OneMotion is one thing that the council asks.
type OneMotion struct {
	Stand
	Motion CouncilMotion `json:"motion"`
}

// OnePaper is one paper of the administration.
type OnePaper struct {
	Stand
	Paper CouncilPaper `json:"paper"`
}

// OneSitting is one sitting.
type OneSitting struct {
	Stand
	Sitting CouncilSitting `json:"sitting"`
}

type motionInput struct {
	AsOfInput
	ID string `path:"motion" maxLength:"200" example:"haushaltsantrag-864-2015"`
}

type paperInput struct {
	AsOfInput
	ID string `path:"paper" maxLength:"200" example:"grdrs-423-2015"`
}

type sittingInput struct {
	AsOfInput
	ID string `path:"sitting" maxLength:"200" example:"GR-2015-07-16"`
}

// oneOfCouncil reads one object of each list, by its key, cut as the list is.
func (f *face) oneOfCouncil() {
	for _, one := range []struct {
		id, path string
		summary  text.Text
		register func(operation)
	}{
		{"get-motion", "/motions/{motion}", text.T("ein Antrag oder eine Anfrage", "A motion or an inquiry"), func(o operation) { add(f, o, f.oneMotion) }},
		{"get-paper", "/papers/{paper}", text.T("eine Vorlage der Verwaltung", "A paper of the administration"), func(o operation) { add(f, o, f.onePaper) }},
		{"get-sitting", "/sittings/{sitting}", text.T("eine Sitzung mit ihrer Tagesordnung", "A sitting with its agenda"), func(o operation) { add(f, o, f.oneSitting) }},
	} {
		one.register(operation{
			id: one.id, method: http.MethodGet, path: one.path, tag: "council", need: need{rights.Read, rights.Sitting, nil},
			summary: one.summary, errors: []int{http.StatusNotFound}, example: one.path + "?as_of=2015-11-27",
		})
	}
}

// oneOf is the entry of a list that has a key.
func oneOf[T any](list []T, key string, of func(T) string) (one T, err error) {
	for _, entry := range list {
		if of(entry) == key {
			return entry, nil
		}
	}
	return one, fault.New(fault.NotFound, "api.oneOf("+key+")", "„"+key+"“ gibt es unter diesem Stand nicht.", "There is no “"+key+"” as of this date.")
}

func (f *face) oneMotion(ctx context.Context, in *motionInput) (OneMotion, error) {
	out := OneMotion{Stand: standOf(ctx)}
	if f.Council == nil {
		return out, withoutCouncil
	}
	all, err := f.Council.Motions(ctx, out.AsOf, council.Filter{})
	if err == nil {
		var m council.Motion
		m, err = oneOf(all.List, in.ID, func(m council.Motion) string { return m.ID })
		out.Motion = motionOf(m)
	}
	return out, fault.Wrap("api.oneMotion", err)
}

func (f *face) onePaper(ctx context.Context, in *paperInput) (OnePaper, error) {
	list, err := f.listPapers(ctx, &papersInput{})
	out := OnePaper{Stand: list.Stand}
	if err == nil {
		out.Paper, err = oneOf(list.Papers, in.ID, func(p CouncilPaper) string { return p.ID })
	}
	return out, fault.Wrap("api.onePaper", err)
}

func (f *face) oneSitting(ctx context.Context, in *sittingInput) (OneSitting, error) {
	list, err := f.listSittings(ctx, &sittingsInput{})
	out := OneSitting{Stand: list.Stand}
	if err == nil {
		out.Sitting, err = oneOf(list.Sittings, in.ID, func(s CouncilSitting) string { return s.ID })
	}
	return out, fault.Wrap("api.oneSitting", err)
}

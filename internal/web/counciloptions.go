// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"planraum/internal/city/council"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// councilPages are the pages of the council in the order of its work.
var councilPages = []view.Station{
	{Path: councilPath, Name: text.T("Überblick", "Overview")},
	{Path: motionsPath, Name: text.T("Anträge und Anfragen", "Motions and inquiries")},
	{Path: papersPath, Name: text.T("Vorlagen", "Papers")},
	{Path: sittingsPath, Name: text.T("Sitzungen", "Sittings")},
	{Path: committeesPath, Name: text.T("Gremien", "Committees")},
}

// bodyOptions are the bodies of the council, none first; one that is not known any
// more stays as it was typed.
func bodyOptions(e paperEntry, i int, p view.Page) []view.Option {
	return bodyChoice(e.bodies, e.get(orderField(i)+"committee"), p.T("keines", "none"))
}

func bodyChoice(bodies []council.Committee, chosen, none string) []view.Option {
	list := []view.Option{{Name: none}}
	known := chosen == ""
	for _, b := range bodies {
		known = known || b.Key == chosen
		list = append(list, view.Option{Name: b.Name, Value: b.Key, Chosen: b.Key == chosen})
	}
	if !known {
		list = append(list, view.Option{Name: chosen, Value: chosen, Chosen: true})
	}
	return list
}

func stepOptions(chosen string, p view.Page) []view.Option {
	var list []view.Option
	for _, s := range council.Steps() {
		list = append(list, view.Option{Name: p.In(s.Label()), Value: string(s), Chosen: chosen == string(s)})
	}
	return list
}

func resultOptions(chosen string, p view.Page) []view.Option {
	list := []view.Option{{Name: p.T("noch keines", "none yet")}}
	for _, r := range council.Results() {
		list = append(list, view.Option{Name: p.In(r.Label()), Value: string(r), Chosen: chosen == string(r)})
	}
	return list
}

func sittingStateOptions(chosen string, p view.Page) []view.Option {
	var list []view.Option
	for _, s := range []council.SittingState{council.Planned, council.Invited, council.Held, council.Cancelled} {
		list = append(list, view.Option{Name: p.In(s.Label()), Value: string(s), Chosen: chosen == string(s)})
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Parts are what of the city there is for roles to be held for, beside topics,
// which are the program's own.
type Parts struct {
	Areas   []area.ID
	Holders []string // operators and providers, as their reporters name them
}

// GrantFaults says of each grant what is wrong with it, with what is known in
// its place: a role for something that there is not would never give a right,
// and nobody would notice. Empty where nothing is wrong.
func (d *Desk) GrantFaults(ctx context.Context, grants []identity.Grant) ([]text.Text, error) {
	var known Parts
	if d.Parts != nil {
		var err error
		if known, err = d.Parts(ctx); err != nil {
			return nil, fault.Wrap("accounts.GrantFaults", err)
		}
	}
	list := make([]text.Text, len(grants))
	for i, g := range grants {
		if list[i] = g.Fault(); list[i].De == "" && d.Parts != nil {
			list[i] = known.fault(g)
		}
	}
	return list, nil
}

// grantRows is GrantFaults as rows of a refusal.
func (d *Desk) grantRows(ctx context.Context, grants []identity.Grant) ([]fault.Row, error) {
	wrong, err := d.GrantFaults(ctx, grants)
	var rows []fault.Row
	for i, w := range wrong {
		if w.De != "" {
			rows = append(rows, fault.Row{File: "Konto", Line: i + 1, Column: "rollen", Value: grants[i].String(), Expected: w})
		}
	}
	return rows, err
}

// refusedRows is the refusal of rows; nil where there are none.
func refusedRows(op string, rows []fault.Row) error {
	if len(rows) == 0 {
		return nil
	}
	return fault.Refuse(op, rows)
}

// fault says what of a grant there is not: everything at once.
func (p Parts) fault(g identity.Grant) text.Text {
	var de, en []string
	missing := func(words text.Text) { de, en = append(de, words.De), append(en, words.En) }
	if g.Area != "" && !slices.Contains(p.Areas, g.Area) {
		missing(oneOf(text.T("ein Gebiet", "an area"), string(g.Area), p.Areas, text.T("es gibt noch keine Gebiete; bitte erst einlesen", "there are no areas yet; please import them first")))
	}
	if _, known := identity.ParseTopic(string(g.Topic)); !known {
		missing(oneOf(text.T("ein Thema", "a topic"), string(g.Topic), identity.Topics(), text.Text{}))
	}
	if g.Role == identity.Provider && g.Holder != "" && !slices.Contains(p.Holders, g.Holder) {
		missing(oneOf(text.T("ein Träger", "a holder"), g.Holder, p.Holders, text.T("es gibt noch keine Träger; bitte erst Meldestellen anlegen", "there are no holders yet; please set up reporters first")))
	}
	return text.T(strings.Join(de, "; "), strings.Join(en, "; "))
}

// shown is how many of what is known a refusal names.
const shown = 12

// oneOf names what is known, what is most like the word first.
func oneOf[T ~string](what text.Text, word string, known []T, none text.Text) text.Text {
	if len(known) == 0 {
		return text.T(what.De+" ("+none.De+")", what.En+" ("+none.En+")")
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	slices.Sort(names)
	if len(names) <= shown {
		return text.T(what.De+" wie "+strings.Join(names, ", "), what.En+" such as "+strings.Join(names, ", "))
	}
	slices.SortStableFunc(names, func(a, b string) int {
		const most = 20
		return cmp.Compare(text.Distance(a, word, most), text.Distance(b, word, most))
	})
	total := int64(len(names))
	list := strings.Join(names[:shown], ", ")
	return text.T(what.De+" wie "+list+" (insgesamt "+text.De.Int(total)+")", what.En+" such as "+list+" ("+text.En.Int(total)+" in all)")
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"encoding/json"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// A text that belongs to a council paper goes the paper's way: who co-signed has signed
// this text, and it goes out with the paper, once.

// papersOf are the council papers, not withdrawn, whose text has the name.
func (d *Desk) papersOf(ctx context.Context, name string) ([]council.Paper, error) {
	records, err := d.registers.Records(ctx, register.Paper, period.Date{})
	if err != nil {
		return nil, fault.Wrap("report.papersOf", err)
	}
	var list []council.Paper
	for _, r := range records {
		var p council.Paper
		if err := json.Unmarshal(r.Body, &p); err != nil {
			return nil, fault.Wrap("report.papersOf("+r.Key+")", err)
		}
		if p.Document == name && !p.Withdrawn {
			list = append(list, p)
		}
	}
	return list, nil
}

// Changeable answers Conflict where the text of a name may not be changed: its paper is
// out, or an office has co-signed it.
func (d *Desk) Changeable(ctx context.Context, name string) error {
	list, err := d.papersOf(ctx, name)
	if err != nil {
		return err
	}
	for _, p := range list {
		op := "report.Changeable(" + name + ", " + p.ID + ")"
		switch {
		case p.State.Out():
			return fault.New(fault.Conflict, op,
				"Dieser Text gehört zur Vorlage „"+p.Called()+"“, und die ist ausgegeben. Er ändert sich nicht mehr. Was sich geändert hat, sagt eine Ergänzung oder Neufassung der Vorlage.",
				"This text belongs to the paper “"+p.Called()+"”, which is issued. It does not change any more. What has changed is told by a supplement or a new version of the paper.")
		case p.State == council.CoSigned || slices.ContainsFunc(p.Signers, func(s council.Signer) bool { return !s.On.IsZero() }):
			return fault.New(fault.Conflict, op,
				"Diesen Text haben Ämter mitgezeichnet. Machen Sie die Vorlage „"+p.Called()+"“ zuerst wieder zum Entwurf, oder ändern und speichern Sie ihren Kopf: Dann gelten die Mitzeichnungen nicht mehr, und der Text kann geändert werden.",
				"Offices have co-signed this text. First make the paper “"+p.Called()+"” a draft again, or change and save its head: the co-signatures are void then, and the text can be changed.")
		}
	}
	return nil
}

// issuable answers Conflict where the text of a name goes out with a council paper.
func (d *Desk) issuable(ctx context.Context, name string) error {
	list, err := d.papersOf(ctx, name)
	if err != nil || len(list) == 0 {
		return err
	}
	return fault.New(fault.Conflict, "report.issuable("+name+", "+list[0].ID+")",
		"Dieser Text gehört zur Vorlage „"+list[0].Called()+"“ und geht mit ihr aus: unter „Rat“, „Vorlagen“, dort „ausgeben“.",
		"This text belongs to the paper “"+list[0].Called()+"” and goes out with it: under “Council”, “Papers”, there “issue”.")
}

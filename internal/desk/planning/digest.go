// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
)

// Digest is the SHA-256 of inputs and result as JSON, hexadecimal. Running
// numbers, files and lines of the ledger do not count: they say where an input
// was kept, not what it says.
func Digest(in plan.Inputs, res plan.Result) (string, error) {
	in.Start.Figure, in.Start.Ref, in.Plan.Start.Figure = 0, "", 0
	in.Sites = without(in.Sites, func(s *accommodation.Site) { s.Record, s.File, s.Line = 0, "", 0 })
	in.Utilisation = without(in.Utilisation, func(u *need.Utilisation) { u.File, u.Line = "", 0 })
	in.LeadTimes = without(in.LeadTimes, func(l *need.LeadTime) { l.File, l.Line = "", 0 })
	in.Keys = without(in.Keys, func(k *staffing.Key) { k.File, k.Line = "", 0 })
	in.Pay = without(in.Pay, func(p *staffing.Pay) { p.File, p.Line = "", 0 })
	res.Decisions = without(res.Decisions, func(d *plan.Decision) { d.LeadTime.File, d.LeadTime.Line = "", 0 })
	body, err := json.Marshal(struct {
		Inputs plan.Inputs
		Result plan.Result
	}{in, res})
	if err != nil {
		return "", fault.Wrap("planning.Digest", err)
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}

// without returns a copy of list in which clear has emptied some fields.
func without[T any](list []T, clear func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		clear(&list[i])
	}
	return list
}

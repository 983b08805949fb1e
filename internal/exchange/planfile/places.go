// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
)

var (
	placesKeys      = []string{"utilisation", "sites", "certainties"}
	utilisationKeys = []string{"percent", "status", "valid_from", "known_from", "source"}
	siteKeys        = []string{
		"id", "name", "area", "kind", "certainty", "opening", "opening_basis", "opening_rule", "end", "end_basis", "end_rule", "end_reason",
		"places", "blocked", "reserve", "cost_eur", "package", "paper", "basis", "source", "note", "known_from", "withdrawn",
	}
	leadTimeKeys = []string{"kind", "low", "typical", "high", "quality", "observed", "valid_from", "known_from", "source"}
)

// supply reads which places count; without the key, the ledger's.
func (r *reader) supply(e entry) plan.Supply {
	all := plan.Supply{FromLedger: true, Certainties: []accommodation.Certainty{accommodation.InOperation, accommodation.Decided}}
	if r.fromLedger(e) {
		return all
	}
	p, ok := r.pairsOr(e, placesKeys...)
	if !ok {
		return all
	}
	items, found := p.list("sites", ledger)
	s := plan.Supply{FromLedger: found || p.get("sites").absent(), Sites: readAll(items, r.site)}
	s.Certainties = r.certainties(p, s.FromLedger)
	if u := p.get("utilisation"); !r.fromLedger(u) {
		s.Utilisation = r.utilisation(u)
	}
	return s
}

func (r *reader) utilisation(e entry) *need.Utilisation {
	p, ok := r.pairsOr(e, utilisationKeys...)
	if !ok {
		return nil
	}
	p.need("percent")
	u := &need.Utilisation{Status: p.text("status"), ValidFrom: p.date("valid_from"), KnownFrom: p.date("known_from"), Source: p.text("source")}
	if share := p.percent("percent"); share != nil {
		u.Share = *share
	}
	return u
}

func (r *reader) site(e entry) accommodation.Site {
	p, ok := r.pairs(e, siteKeys...)
	if !ok {
		return accommodation.Site{}
	}
	s := accommodation.Site{
		ID: p.text("id"), Name: p.text("name"), Area: area.ID(p.text("area")),
		Kind:      word(p, "kind", accommodation.Kinds, ""),
		Certainty: word(p, "certainty", accommodation.Certainties, ""),
		Opening:   p.dated("opening"),
		End:       p.dated("end"),
		EndReason: word(p, "end_reason", accommodation.EndReasons, accommodation.OpenEnded),
		Nominal:   p.heads("places"), Blocked: p.heads("blocked"), Reserve: p.heads("reserve"),
		Package: p.text("package"), Paper: p.text("paper"),
		Basis:  p.basis("basis", figure.Assumed),
		Source: p.text("source"), Note: p.text("note"),
		KnownFrom: p.date("known_from"),
		Withdrawn: p.flag("withdrawn"),
	}
	if c := p.euros("cost_eur"); c != nil {
		s.Cost = *c
	}
	if !s.Withdrawn {
		p.need("places")
	}
	return s
}

// leadTimes reads the lead times by kind; none where the ledger's are meant.
func (r *reader) leadTimes(p pairs) []need.LeadTime {
	items, found := p.list("lead_times", ledger)
	if e := p.get("lead_times"); found && len(items) > 0 {
		r.fault(e, ledger, "entweder „ledger“ oder eine eigene Liste", "either “ledger” or a list of its own")
	}
	return readAll(items, r.leadTime)
}

func (r *reader) leadTime(e entry) need.LeadTime {
	p, ok := r.pairs(e, leadTimeKeys...)
	if !ok {
		return need.LeadTime{}
	}
	p.need("low", "typical", "high")
	months := func(key string) int {
		n, _ := p.number(key, 1)
		return int(n)
	}
	return need.LeadTime{
		Kind: word(p, "kind", accommodation.Kinds, ""),
		Low:  months("low"), Typical: months("typical"), High: months("high"),
		Quality:  word(p, "quality", plan.Qualities, need.Assumption),
		Observed: p.text("observed"), ValidFrom: p.date("valid_from"), KnownFrom: p.date("known_from"),
		Source: p.text("source"),
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
)

// TestIssuedStays: no sequence of changes, steps, supplements, new versions and
// sittings changes what an issued paper says. Its fingerprint is that of its issue in
// every later version.
func TestIssuedStays(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		d, s := town(t)
		ctx := as(identity.Planner)
		id, err := d.Save(ctx, paper(), doing(0))
		if err != nil {
			rt.Fatal(err)
		}
		_, _ = d.Save(ctx, motion("1/2015", "Kita", today), doing(0))
		ids := []string{id, "antrag-1-2015"}
		for range rapid.IntRange(0, 25).Draw(rt, "steps") {
			p, err := d.Paper(ctx, rapid.SampledFrom(ids).Draw(rt, "paper"), period.Date{})
			if err != nil {
				rt.Fatal(err)
			}
			do := doing(p.Version)
			switch rapid.IntRange(0, 3).Draw(rt, "what") {
			case 0:
				next := p.Paper
				next.Title += "!"
				next.Effects = append(next.Effects, council.Effect{SubBudget: "T", Line: "z", Year: 2016, Amount: 1})
				_, _ = d.Save(ctx, next, do)
			case 1:
				k := rapid.SampledFrom([]council.ActKind{council.Sign, council.Sign, council.Issue, council.Issue, council.Reopen, council.Settle, council.Ready, council.Vote}).Draw(rt, "act")
				_, _ = d.Act(ctx, p.ID, council.Act{Kind: k, Office: "Kämmerei", Note: "weil"}, do)
			case 2:
				follow := desk.Following(p.Paper, rapid.Bool().Draw(rt, "replaces"))
				follow.On = today
				if key, err := d.Save(ctx, follow, doing(0)); err == nil {
					ids = append(ids, key)
				}
			case 3:
				m, err := d.Meeting(ctx, rapid.SampledFrom([]string{"GR-2016-01-28", "GR-2016-02-25", "SGA-2016-02-15"}).Draw(rt, "sitting"), period.Date{})
				if err != nil {
					rt.Fatal(err)
				}
				m.State, m.Agenda = council.Held, []council.Item{{Number: "1", Paper: p.ID, Result: rapid.SampledFrom(council.Results()).Draw(rt, "result")}}
				_ = d.KeepMeeting(ctx, m.Sitting, nil, desk.Doing{Base: m.Version, Day: period.Day(2016, 3, 1), By: "x", Now: now})
			}
		}
		same(rt, s)
	})
}

// same compares each version of a paper with its issue.
func same(t *rapid.T, s *shelf) {
	digest := map[string]string{}
	for _, r := range s.all {
		if r.Kind != register.Paper {
			continue
		}
		var p council.Paper
		if err := json.Unmarshal(r.Body, &p); err != nil {
			t.Fatal(err)
		}
		for _, a := range p.History {
			if a.Kind == council.Issue {
				digest[p.ID] = a.Digest
			}
		}
		if want := digest[p.ID]; want != "" && p.Digest() != want {
			t.Fatalf("%s says something else than at its issue: %s", p.ID, r.Body)
		}
		if digest[p.ID] != "" && !p.State.Out() {
			t.Fatalf("%s was issued and is %s", p.ID, p.State)
		}
	}
}

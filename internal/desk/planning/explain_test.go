// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/desk/planning"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// fatal is what testing.T and rapid.T have in common.
type fatal interface {
	Fatalf(format string, args ...any)
}

// hundredths reads a number as it is written for people: "1.035,40 EUR",
// "190,8 Stellen", "−12 Plätze". It reports false for "unbekannt".
func hundredths(t fatal, written text.Text) (int64, bool) {
	s, _, _ := strings.Cut(strings.ReplaceAll(written.De, "\u00a0", " "), " ")
	if s == "unbekannt" {
		return 0, false
	}
	whole, fraction, _ := strings.Cut(strings.NewReplacer(".", "", "\u2212", "-").Replace(s), ",")
	n, err := strconv.ParseInt(whole+(fraction + "00")[:2], 10, 64)
	if err != nil || len(fraction) > 2 {
		t.Fatalf("%q is no number", written.De)
	}
	return n, true
}

// numbers are the numbers of a month in hundredths, by the key of Explain; no
// entry where one is unknown.
func numbers(m plan.Month) map[string]int64 {
	all := map[string]int64{"posts": int64(m.PostsTotal), "cost": int64(m.Cost)}
	for key, n := range map[string]unit.Headcount{
		"opening": m.Opening, "arrivals": m.Arrivals, "departures": m.Departures, "credits": m.Credits, "corrections": m.Corrections,
		"persons": m.Persons, "needed": m.Needed, "nominal": m.Nominal, "blocked": m.Blocked, "reserve": m.Reserve, "usable": m.Usable, "gap": m.Gap,
	} {
		all[key] = int64(n) * 100
	}
	for _, p := range m.Posts {
		if p.FTE != nil {
			all["posts."+p.Key] = int64(*p.FTE)
		}
		if p.Cost != nil {
			all["cost."+p.Key] = int64(*p.Cost)
		}
	}
	return all
}

// signs says how the parts of a number add up to it, by the key in their
// address; keys that are not listed are shown, not added.
var signs = map[string]map[string]int64{
	"persons": {"opening": 1, "persons": 1, "arrivals": 1, "departures": -1, "credits": -1, "corrections": 1},
	"usable":  {"nominal": 1, "blocked": -1, "reserve": -1},
	"gap":     {"usable": 1, "needed": -1},
}

// checkExplained asks for every number of a month and holds it against the
// month and its own parts.
func checkExplained(t fatal, run plan.Run, m plan.Month) {
	want := numbers(m)
	keys := []string{}
	for _, item := range planning.Items {
		keys = append(keys, item.Key)
	}
	for _, p := range m.Posts {
		keys = append(keys, "posts."+p.Key, "cost."+p.Key)
	}
	for _, key := range keys {
		d, err := planning.Explain(run, key, m.Month)
		if err != nil {
			t.Fatalf("%s, %s: %v", key, m.Month, err)
		}
		got, known := hundredths(t, d.Value)
		if number, ok := want[key]; ok != known || got != number {
			t.Fatalf("%s, %s is explained as %q, the month says %d hundredths", key, m.Month, d.Value.De, number)
		}
		if d.Rule.De == "" || d.Rule.En == "" || d.Name.De == "" || d.Basis == 0 {
			t.Fatalf("%s, %s has no name, rule or basis: %+v", key, m.Month, d)
		}
		if known {
			checkParts(t, key, d, got)
		}
	}
}

func checkParts(t fatal, key string, d figure.Derivation, want int64) {
	kind, _, single := strings.Cut(key, ".")
	if single || key == "needed" {
		checkQuotient(t, kind, d, want)
		return
	}
	var sum int64
	for _, part := range d.From {
		n, known := hundredths(t, part.Value)
		switch sign, listed := signs[key][keyIn(part.Ref)]; {
		case !known && (kind == "posts" || kind == "cost"): // what is unknown is not added
		case signs[key] == nil || key == "opening":
			sum += n
		case listed:
			sum += sign * n
		default:
			t.Fatalf("%s has a part %q that nobody adds", key, part.Ref)
		}
	}
	if sum != want {
		t.Fatalf("the parts of %s add up to %d hundredths, want %d: %+v", key, sum, want, d)
	}
}

// checkQuotient reckons places and posts anew from the parts that are shown:
// persons / utilisation to whole places, quantity / key to tenths of a post.
func checkQuotient(t fatal, kind string, d figure.Derivation, want int64) {
	if kind == "cost" { // price x posts / 12: TestSyntheticCity knows these by formula
		return
	}
	quantity, divisor, unit := d.From[0], d.From[1].Value.De, int64(100)
	if kind == "posts" {
		quantity, divisor, unit = d.From[1], strings.TrimPrefix(d.From[0].Value.De, "1:"), 10
	}
	n, _ := hundredths(t, quantity.Value)
	by, _ := hundredths(t, text.Same(divisor))
	if kind == "needed" {
		n *= 100 // the utilisation is in percent
	}
	// n and by are both in hundredths; halves are rounded up.
	if got := (2*n*(100/unit) + by) / (2 * by) * unit; got != want {
		t.Fatalf("%s: %q by %q are %d hundredths, explained are %d", kind, quantity.Value.De, divisor, got, want)
	}
}

// keyIn is the key in an address such as run/ID/persons/2016-01.
func keyIn(ref string) string {
	if parts := strings.Split(ref, "/"); len(parts) == 4 {
		return parts[2]
	}
	return ""
}

// TestEveryNumberIsExplained: for random plans every number that can be asked
// of any month is the month's, and its parts add up to it.
func TestEveryNumberIsExplained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPlan(t)
		p.Options[0].On = rapid.Bool().Draw(t, "on")
		run := evaluated(t, p)
		for _, m := range run.Result.Months {
			checkExplained(t, run, m)
		}
		for _, decision := range run.Result.Decisions {
			d, err := planning.ExplainDecision(run, string(decision.LeadTime.Kind), run.Inputs.Plan.AsOf)
			if err != nil || d.When != decision.Latest.String() || len(d.From) != 2 {
				t.Fatalf("decision %s: %+v, %v", decision.Latest, d, err)
			}
		}
	})
}

// TestExampleIsExplained does the same for the plans of the example city, with
// every key of its ledger.
func TestExampleIsExplained(t *testing.T) {
	city := citytest.Example(t)
	for _, id := range []string{draftBudget, newPlanning} {
		p, err := city.Planning.Plan(t.Context(), id, citytest.Today())
		if err != nil {
			t.Fatal(err)
		}
		p.Staffing.Use = nil
		run, err := city.Planning.Try(t.Context(), p.Plan)
		if err != nil {
			t.Fatal(err)
		}
		if keys := planning.KeysOf(run); len(keys) < 5 {
			t.Errorf("%s: only the keys %v", id, keys)
		}
		for _, m := range run.Result.Months {
			checkExplained(t, run, m)
		}
	}
}

// TestExplainRefuses: a number or month that the run does not have is not
// found, and the sentence says what there is.
func TestExplainRefuses(t *testing.T) {
	run := alone(t, read(t, scenario("136")))
	for _, c := range []struct {
		key   string
		month period.Month
		say   string
	}{
		{"persons", first + 999, "reicht von Dezember 2016 bis Dezember 2016"},
		{"beds", run.Inputs.Plan.From, "posts.social-support"},
		{"posts.nobody", run.Inputs.Plan.From, "posts.social-support"},
	} {
		_, err := planning.Explain(run, c.key, c.month)
		if fault.KindOf(err) != fault.NotFound || !strings.Contains(fault.SayOf(err).De, c.say) || fault.SayOf(err).En == "" {
			t.Errorf("%s, %s: %v", c.key, c.month, err)
		}
	}
	if _, err := planning.ExplainDecision(run, "tent", run.Inputs.Plan.AsOf); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a decision for tents: %v", err)
	}
}

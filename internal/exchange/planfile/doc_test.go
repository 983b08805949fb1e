// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

const docs = "../../../docs/plan-file.md"

// example takes the annotated example out of the documentation.
func example(t *testing.T) (doc, yaml string) {
	t.Helper()
	b, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(b), "```yaml\n")
	yaml, _, closed := strings.Cut(rest, "```\n")
	if !found || !closed {
		t.Fatalf("%s has no example", docs)
	}
	return string(b), yaml
}

func allKeys() []string {
	return slices.Concat(planKeys, startKeys, flowKeys, placesKeys, utilisationKeys, siteKeys, leadTimeKeys, optionKeys, staffingKeys, keyKeys, quantityKeys, costKeys, priceKeys)
}

func TestDocumentedExample(t *testing.T) {
	_, yaml := example(t)
	p, err := Read(docs, strings.NewReader(yaml))
	if err != nil {
		t.Fatal(err)
	}
	again(t, p)
	if p.Name != "Neue Planung (Beispiel)" || *p.Start.Persons != 7744 || *p.Corrections[0].Total != -417 || p.Supply.Sites[0].Cost != 486000050 {
		t.Errorf("the example reads as %+v", p)
	}
	for _, key := range allKeys() {
		if !strings.Contains(yaml, key+":") {
			t.Errorf("the example lacks the key %s", key)
		}
	}
}

// TestDocumentedKeys: every key and every word stands in a table or sentence
// after the example.
func TestDocumentedKeys(t *testing.T) {
	doc, yaml := example(t)
	_, tables, _ := strings.Cut(doc, yaml)
	words := append(allKeys(), figure.BasisNames()...)
	for _, e := range accommodation.Kinds {
		words = append(words, string(e.Word))
	}
	for _, e := range accommodation.Certainties {
		words = append(words, string(e.Word))
	}
	for _, e := range accommodation.EndReasons[1:] {
		words = append(words, string(e.Word))
	}
	for _, e := range plan.Bases {
		words = append(words, string(e.Word))
	}
	for _, e := range slices.Concat(plan.Accommodations, plan.Qualities) {
		words = append(words, e.Word)
	}
	for _, w := range words {
		if !strings.Contains(tables, "`"+w+"`") {
			t.Errorf("%s does not describe %s", docs, w)
		}
	}
}

const plans = "../../example/stuttgart/plans/"

func readPlan(t *testing.T, name string) plan.Plan {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(plans, name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read(name, strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	again(t, p)
	return p
}

// TestExamplePlans reckons the end of each year from the example's plans; the
// expected persons are those that GRDrs 1330/2015 states.
func TestExamplePlans(t *testing.T) {
	for name, want := range map[string][2]unit.Headcount{
		"entwurf-haushalt-oktober-2015.yaml": {7798, 8998},
		"neue-planung-2015-11-27.yaml":       {12194, 13594},
	} {
		p := readPlan(t, name)
		persons := *p.Start.Persons
		for i, year := range []int{2016, 2017} {
			persons += inYear(p.Arrivals, year) - inYear(p.Departures, year) - inYear(p.Credits, year)
			if persons != want[i] {
				t.Errorf("%s: %d persons at the end of %d, the paper states %d", name, persons, year, want[i])
			}
		}
		if price := p.Cost.Prices[0]; price.FlatRate.Yearly != 77_400_00 || *price.Rise != unit.Percent(2, 0) || price.RiseFrom != 2016 {
			t.Errorf("%s: price %+v", name, price)
		}
	}
}

// inYear sums the flows of a year whose spans do not cross its ends, but for
// monthly numbers.
func inYear(flows []plan.Flow, year int) unit.Headcount {
	var n unit.Headcount
	for _, f := range flows {
		for m := f.From; m <= f.To; m++ {
			if m.Year() == year && f.PerMonth != nil {
				n += *f.PerMonth
			}
		}
		if f.Total != nil && f.From.Year() == year {
			n += *f.Total
		}
	}
	return n
}

// TestPlanWithoutDatabase: the invented plan takes nothing from a ledger.
func TestPlanWithoutDatabase(t *testing.T) {
	p := readPlan(t, "beispiel-ohne-datenbank.yaml")
	if p.Supply.FromLedger || p.Staffing.FromLedger || p.Start.Persons == nil || p.Supply.Utilisation == nil || len(p.LeadTimes) == 0 || len(p.Supply.Sites) == 0 {
		t.Errorf("the plan needs a ledger: %+v", p)
	}
	if !strings.Contains(p.Name, "erfunden") {
		t.Errorf("the plan %q is not marked as invented", p.Name)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure_test

import (
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/fault"
	"planraum/internal/method/disclosure"
)

const policy = `# Beispiel
audience: public
version: 2026-1
threshold: 5
width: 4
rounding: none
zeros: shown
persons: accommodation.persons, intake.*
account: accommodation.persons = intake.arrivals + intake.corrections~ - intake.departures
group: children.under_6 = children.under_3 + children.3_to_6
rate: structure.minors_share = 100 x structure.minors / accommodation.persons
`

func TestReadPolicy(t *testing.T) {
	p, err := disclosure.ReadPolicy("public.txt", strings.NewReader(policy))
	if err != nil {
		t.Fatal(err)
	}
	if p.Threshold != 5 || p.Width != 4 || p.Round || p.HideZeros || len(p.Persons) != 2 || len(p.Groups) != 1 || p.Rates[0].Scale != 100 {
		t.Errorf("read %+v", p)
	}
	if a := p.Accounts[0]; len(a.Plus) != 2 || a.Signed[0] != "intake.corrections" || a.Minus[0] != "intake.departures" {
		t.Errorf("account %+v", a)
	}
	for code, want := range map[string]bool{"intake.arrivals": true, "accommodation.persons": true, "accommodation.sites": false} {
		if got := p.Counts(figure.Indicator{Code: code, Kind: figure.Stock}); got != want {
			t.Errorf("%s counts persons: %v", code, got)
		}
	}
	if p.Counts(figure.Indicator{Code: "intake.arrivals", Kind: figure.Rate}) {
		t.Error("a rate counts persons")
	}
}

// TestPolicyFaults: every fault is named, all at once, with its line.
func TestPolicyFaults(t *testing.T) {
	bad := "audience: alle\nthreshold: viele\nthreshold: 3\nwidth: 3\nrounding: 10\nfarbe: rot\nnur text\ngroup: a = a + b\naccount: a b\nrate: x\npersons: [\n"
	_, err := disclosure.ReadPolicy("x.txt", strings.NewReader(bad))
	rows := fault.RowsOf(err)
	if len(rows) != 13 {
		for _, r := range rows {
			t.Logf("%+v", r)
		}
		t.Fatalf("%d faults, want 13", len(rows))
	}
	if rows[0].Line != 1 || rows[0].Column != "audience" || rows[0].Value != "alle" {
		t.Errorf("first fault %+v", rows[0])
	}
}

func FuzzReadPolicy(f *testing.F) {
	f.Add(policy)
	f.Add("width: 9\nthreshold: 5")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := disclosure.ReadPolicy("f", strings.NewReader(s))
		if err == nil && (p.Version == "" || p.Width > p.Threshold || p.Width < 1) {
			t.Errorf("%q gives %+v", s, p)
		}
		if err != nil && len(fault.RowsOf(err)) == 0 {
			t.Errorf("%q is refused without a fault", s)
		}
	})
}

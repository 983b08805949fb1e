// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planning_test

import (
	"strings"
	"testing"

	"planraum/internal/desk/planning"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// byTable is a plan with posts by the pay table: 1,360 persons at 1:136 are 10
// posts in EG 9, step 3. The table has 2,928.89 EUR (derived) until February
// 2015 and 2,999.18 EUR (derived) from March on.
const byTable = `
plan: Nach Tabelle
as_of: 2015-06-01
horizon: 2015-02..2015-03
start: {persons: 1360}
places: {utilisation: {percent: 90}, sites: []}
staffing:
  keys:
    - {id: care, task: Betreuung, per: 136, base: persons}
    - {id: benefits, task: Leistungen, per: 80, base: cases}
cost:
  prices:
    - {key: care, grade: EG 9, step: 3}
lead_times:
  - {kind: other, low: 1, typical: 1, high: 1}
`

// TestCostByTable: without employer's share and workplace nothing is invented
// but named; with them the cost is the table's, and marked as derived.
func TestCostByTable(t *testing.T) {
	city := citytest.Example(t)
	run, err := city.Planning.Try(t.Context(), read(t, byTable))
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, s := range run.Result.Missing {
		said += s.De + "\n"
	}
	for _, want := range []string{"Der Arbeitgeberanteil fehlt (Februar 2015 bis März 2015)", "Die Kosten eines Arbeitsplatzes fehlen", "Zahl der Fälle"} {
		if !strings.Contains(said, want) {
			t.Errorf("not said to be missing: %q in\n%s", want, said)
		}
	}
	if m := at(t, run, "2015-02"); m.Cost != 0 || m.Posts[1].Cost != nil || m.PostsTotal != 1000 || run.Result.Years[0].Complete {
		t.Errorf("without settings the cost is %+v", m)
	}

	run, err = city.Planning.Try(t.Context(), read(t, strings.Replace(byTable, "cost:\n", "cost:\n  employer_share_percent: 20\n  workplace_eur_per_year: 9000\n", 1)))
	if err != nil {
		t.Fatal(err)
	}
	// (2,928.89 x 1.2 + 750) x 10 = 42,646.68 EUR and (2,999.18 x 1.2 + 750) x 10 = 43,490.16 EUR.
	for month, want := range map[string]int64{"2015-02": 42_646_68, "2015-03": 43_490_16} {
		if m := at(t, run, month); int64(m.Cost) != want {
			t.Errorf("%s costs %d cents, want %d", month, m.Cost, want)
		}
	}
	d, err := planning.Explain(run, "cost.care", run.Inputs.Plan.From)
	if err != nil || len(d.From) != 2 || d.From[1].Value.De != text.De.Euro(292889)+" im Monat" || !strings.Contains(d.From[1].Rule.De, "hergeleitet") {
		t.Errorf("the price is explained as %+v, %v", d.From, err)
	}
	marked := false
	for _, n := range run.Result.Notes {
		marked = marked || strings.Contains(n.De, "hergeleiteten Zeilen der Entgelttabelle")
	}
	if !marked || !run.Result.Years[0].Keys[1].Derived {
		t.Errorf("a derived cost is not marked: %v, %+v", run.Result.Notes, run.Result.Years[0].Keys)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	noun "planraum/internal/city/warning"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// three cases with a Brier score of (0.09 + 0.25 + 0.04) / 3 by hand.
func three() []Judged {
	yes, no := true, false
	at := func(year, lead int, said float64, warned, short bool, stays *bool) Judged {
		return Judged{AsOf: period.Day(year, 10, 31), Lead: lead, Opens: period.MonthOf(year+1, 1), Probability: said, Warned: warned, Short: short, Inside: short, Stays: stays, Persons: noun.Spread{Median: 110}, Came: 100, Counted: short}
	}
	return []Judged{at(2015, 30, 0.7, true, true, &yes), at(2015, 80, 0.5, true, false, &no), at(2016, 30, 0.2, false, false, &yes)}
}

// TestExplainJudged: each number shows the cases that it counts, or the sum of what
// they put in with the formula; worked out by hand.
func TestExplainJudged(t *testing.T) {
	for _, c := range []struct {
		which, item, value, rule string
		from                     int
	}{
		{"all", "number", "3 cases", "3 of 3", 3},
		{"all", "short", "1 case", "1 of 3", 1},
		{"all", "hits", "1 case", "1 of 3", 1},
		{"all", "false_alarms", "1 case", "1 of 3", 1},
		{"all", "missed", "0 cases", "0 of 3", 0},
		{"all", "quiet", "1 case", "1 of 3", 1},
		{"all", "brier", "0.127", "sum 0.380 / 3 = 0.127", 3},
		{"all", "brier_naive", "0.333", "sum 1.000 / 3 = 0.333", 3},
		{"all", "brier_mean", "0.222", "h = 1 / 3 = 0.333 gives h · (1 − h) = 0.222", 2},
		{"all", "inside", "33.3%", "sum 1.000 / 3", 3},
		{"all", "said", "46.7%", "sum 1.400 / 3", 3},
		{"all", "came", "33.3%", "sum 1.000 / 3", 3},
		{"all", "bias", "10 persons", "sum 30.000 / 3", 3},
		{"lead-30", "brier", "0.065", "sum 0.130 / 2", 2},
		{"year-2016", "quiet", "1 case", "1 of 1", 1},
		{"bin-2", "said", "50.0%", "sum 0.500 / 1", 1},
		{"counted", "number", "1 case", "1 of 1", 1},
		{"year-2015+lead-80", "false_alarms", "1 case", "1 of 1", 1},
		{"bin-4", "number", "0 cases", "0 of 0", 0},
	} {
		d, err := ExplainJudged(three(), OfKept, c.which, c.item)
		if err != nil {
			t.Errorf("%s %s: %v", c.which, c.item, err)
			continue
		}
		if d.Value.En != c.value || !strings.Contains(d.Rule.En, c.rule) || len(d.From) != c.from || d.Ref != JudgedRef(OfKept, c.which, c.item) || d.Name.De == "" || d.Rule.De == "" {
			t.Errorf("%s %s: %q by %q from %d", c.which, c.item, d.Value.En, d.Rule.En, len(d.From))
		}
	}
	for _, bad := range [][2]string{{"bin-4", "brier"}, {"all", "nothing"}, {"lead-", "number"}, {"", "number"}, {"all+x-1", "number"}, {"lead-30", ""}} {
		if _, err := ExplainJudged(three(), OfKept, bad[0], bad[1]); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v: %v", bad, err)
		}
	}
	old := three()
	old[1].Stays = nil // kept before the naive warning was
	if _, err := ExplainJudged(old, OfKept, "all", "brier_naive"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("without a naive warning: %v", err)
	}
}

// TestExplainMany: where cases are many, their count and sum by lead time stand there,
// and these lead on to the cases.
func TestExplainMany(t *testing.T) {
	var list []Judged
	for range 40 {
		list = append(list, three()...)
	}
	d, err := ExplainJudged(list, OfReplay, "all", "brier")
	if err != nil || len(d.From) != 2 || d.From[0].Value.En != "80 cases, sum 5.200" || d.From[1].Value.En != "40 cases, sum 10.000" || d.Value.En != "0.127" {
		t.Fatalf("%+v, %v", d, err)
	}
	for _, part := range d.From {
		ref := strings.Split(part.Ref, "/")
		next, err := ExplainJudged(list, ref[1], ref[2], ref[3])
		if err != nil || !strings.Contains(next.Rule.En, strings.TrimPrefix(part.Value.En, strings.Split(part.Value.En, ",")[0]+", ")) {
			t.Errorf("%s leads to %q, %v", part.Ref, next.Rule.En, err)
		}
	}
}

// TestReplayNumbersAreDerived: every number in the tables of a replay leads to a
// derivation with its value, whose parts can be opened as well.
func TestReplayNumbersAreDerived(t *testing.T) {
	c := citytest.Example(t)
	asOf := period.Day(2026, 11, 22)
	ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office, Released: true})
	order, err := ReplayOrder(period.MonthOf(2015, 6), period.MonthOf(2016, 3), asOf, "office")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Outlook.ReplayWork().Run(ctx, job.Task{By: "office", Args: order.Args, Report: func(int64, int64) {}}); err != nil {
		t.Fatal(err)
	}
	report, _, ok, err := c.Outlook.Newest(ctx, asOf)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	numbers, opened := 0, map[string]figure.Derivation{}
	open := func(ref string) figure.Derivation {
		if d, ok := opened[ref]; ok {
			return d
		}
		var d figure.Derivation
		var err error
		switch parts := strings.Split(ref, "/"); parts[0] {
		case "judged":
			d, err = c.Outlook.DeriveJudged(ctx, parts[1:], asOf)
		case "judgedcase":
			d, err = c.Outlook.DeriveJudgedCase(ctx, parts[1:], asOf)
		case "replay":
			d, err = c.Outlook.DeriveReplay(ctx, parts[1:], asOf)
		case "figure", "warning":
		default:
			t.Errorf("%q is the address of nothing", ref)
		}
		if err != nil {
			t.Errorf("%s: %v", ref, err)
		}
		opened[ref] = d
		return d
	}
	for _, table := range report.Tables() {
		for _, row := range table.Rows {
			for i, cell := range row {
				if !cell.Known || cell.Kind == "text" || cell.Kind == "date" || cell.Kind == "month" || cell.Words.De != "" || !cell.Day.IsZero() {
					continue
				}
				numbers++
				d := open(cell.Ref)
				if strings.HasPrefix(cell.Ref, "figure/") || strings.HasPrefix(cell.Ref, "judgedcase/") || strings.HasPrefix(cell.Ref, "replay/contradiction") {
					continue
				}
				if !strings.Contains(d.Value.De, cell.Write("de")) {
					t.Errorf("%s, %s: %s is derived as %q", table.ID, table.Columns[i].Key, cell.Write("de"), d.Value.De)
				}
			}
		}
	}
	if numbers < 300 {
		t.Errorf("only %d numbers", numbers)
	}
	for ref, d := range opened {
		if d.Note.En != "" && strings.Contains(d.Note.En, "added since") {
			t.Errorf("%s: nothing was added, but %q", ref, d.Note.En)
		}
		for _, from := range d.From {
			if from.Ref != "" && from.Ref != d.Ref && opened[from.Ref].Ref == "" && len(opened) < 3000 {
				open(from.Ref)
			}
		}
		if strings.HasPrefix(ref, "replay/said") && len(d.From) == 0 {
			t.Errorf("%s rests on nothing: %+v", ref, d)
		}
	}
}

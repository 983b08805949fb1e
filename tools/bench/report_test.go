// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestReportNamesWhatIsMissed: the report takes the worst of each kind, and
// does not hide a limit that was missed.
func TestReportNamesWhatIsMissed(t *testing.T) {
	r := results{City: full, Clients: 8, SQLite: &measured{
		Figures: full.figures(),
		Imports: []imported{{usage: usage{Took: 30 * time.Second, PeakMiB: 300}}, {usage: usage{Took: 75 * time.Second, PeakMiB: 100}}},
		Loads: []load{
			{Page: situationPage, P95: 40 * time.Millisecond, Requests: 1, Elapsed: time.Second},
			{Page: placesPage + ", as of changing days", P95: 100 * time.Millisecond, Requests: 1, Elapsed: time.Second},
		},
		ServeMiB: 512,
	}}
	r.SQLite.Run.Try.P95 = 25 * time.Millisecond
	var page strings.Builder
	if err := r.write(&page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| import of 1 million figures, the slowest of 2 | under 60 s | 75.0 s | **missed**, 125 % of the limit |",
		"| Lagebild, p95 | under 100 ms | 40.0 ms | kept, 40 % of the limit |",
		"| Plätze, as of changing days, p95 | under 100 ms | 100.0 ms | **missed**, 100 % of the limit |",
		"| run of 20 years with 500 sites, p95 | under 50 ms | 25.0 ms | kept, 50 % of the limit |",
		"| memory of the largest process | under 512 MiB | 512.0 MiB | **missed**, 100 % of the limit |",
		"5,000,000 figures",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the report lacks %q", want)
		}
	}
	if strings.Contains(page.String(), "PostgreSQL, for comparison") {
		t.Error("the report shows a database that was not measured")
	}
}

// TestWhyFollowsTheTemplate: what the page says of why its numbers are what they are is
// the template's, so that the next run of the benchmarks loses nothing of it.
func TestWhyFollowsTheTemplate(t *testing.T) {
	part := func(file, end string) string {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, why, found := strings.Cut(string(content), "## Why the numbers are what they are")
		if !found {
			t.Fatalf("%s does not say why", file)
		}
		if end != "" {
			why, _, _ = strings.Cut(why, end)
		}
		return strings.TrimSpace(why)
	}
	if page, template := part("../../docs/benchmarks.md", ""), part("report.md.tmpl", `{{define "measured"}}`); page != template {
		t.Error("docs/benchmarks.md and tools/bench/report.md.tmpl say different things: change both")
	}
}

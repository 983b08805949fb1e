// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

//go:build soak

package disclosure_test

import (
	"context"
	"testing"
	"time"

	"planraum/internal/method/disclosure"
)

// TestLargeTable measures the protected table of about 100,000 counts.
func TestLargeTable(t *testing.T) {
	for _, median := range []int{40, 10} {
		began := time.Now()
		entries, st := large(120, median)
		drawn := time.Now()
		system, _ := disclosure.Link(entries, st)
		linked := time.Now()
		p, err := disclosure.Protect(context.Background(), system, disclosure.Rule{Threshold: 5, Width: 4}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("median %d: %d entries (%s), %d relations linked in %s, protected in %s: %d small, %d more hidden, %d exposed", median, len(entries), drawn.Sub(began),
			len(system.Relations), linked.Sub(drawn), time.Since(linked), p.Count(system, disclosure.Primary), p.Count(system, disclosure.Hidden), len(p.Exposed))
	}
}

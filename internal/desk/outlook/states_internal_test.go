// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/projection"
)

// TestNobodyIsLost: however a stock and arrivals are divided among states, the parts
// are whole persons and add up.
func TestNobodyIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(t, "states")]
		set := projection.Set{}
		for _, key := range keys {
			set.Entries = append(set.Entries, projection.Entry{Item: projection.Arrivals, State: key, Value: float64(rapid.IntRange(1, 100).Draw(t, "part"))})
			from := 0
			for range rapid.IntRange(1, 4).Draw(t, "pieces") {
				set.Entries = append(set.Entries, projection.Entry{Item: projection.Start, State: key, From: from, Value: float64(rapid.IntRange(0, 50).Draw(t, "stock"))})
				from += rapid.IntRange(1, 30).Draw(t, "months")
			}
		}
		set.Entries = append(set.Entries, projection.Entry{Item: projection.Start, State: keys[0], From: 300, Value: 1})
		s := newStates(set)
		stock := rapid.IntRange(0, 20000).Draw(t, "persons")
		sum := 0
		for _, list := range s.stocks(stock) {
			for _, n := range list {
				if n < 0 {
					t.Fatalf("a stock of %d", n)
				}
				sum += n
			}
		}
		if sum != stock {
			t.Fatalf("%d of %d are in a state", sum, stock)
		}
		path := rapid.SliceOfN(rapid.IntRange(0, 3000), 1, 40).Draw(t, "arrivals")
		streams := s.streams([][]int{path})
		for m, n := range path {
			got := 0
			for _, stream := range streams {
				if stream.Paths[0][m] < 0 {
					t.Fatalf("%d arrive", stream.Paths[0][m])
				}
				got += stream.Paths[0][m]
			}
			if got != n {
				t.Fatalf("month %d: %d of %d arrive", m, got, n)
			}
		}
		if model := s.model(stock, 0.02, [][]int{path}); true {
			model.Months = len(path)
			if err := model.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

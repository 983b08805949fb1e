// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSegmentIsAMap: a segment remembers the first line of each hash, as a map
// does, however often it grows and where hashes meet.
func TestSegmentIsAMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s segment
		first := map[uint64]uint32{}
		for i, hash := range rapid.SliceOfN(rapid.Uint64Range(0, 300), 0, 1000).Draw(t, "hashes") {
			line := uint32(i + 1)
			if got := s.put(hash, line); got != first[hash] {
				t.Fatalf("hash %d stands at line %d, want %d", hash, got, first[hash])
			}
			if first[hash] == 0 {
				first[hash] = line
			}
		}
		if s.used != len(first) {
			t.Fatalf("%d hashes, want %d", s.used, len(first))
		}
	})
}

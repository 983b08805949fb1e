// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"strings"
	"testing"

	"planraum/internal/text"
)

// TestExactEuros: the preview of a paper's money rounds no cent away.
func TestExactEuros(t *testing.T) {
	for cents, want := range map[int64]string{6250050: "62.500,50", 6250000: "62.500", -150: "1,50", 5: "0,05"} {
		if got := exactEuros(text.De, cents); !strings.Contains(got, want) || cents%100 == 0 && strings.Contains(got, ",") {
			t.Errorf("%d: %s, want %s", cents, got, want)
		}
	}
}

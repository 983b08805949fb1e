// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault_test

import (
	"strings"
	"testing"

	"planraum/internal/fault"
)

// TestTooLong counts letters, not bytes, and quotes the beginning only.
func TestTooLong(t *testing.T) {
	if _, bad := fault.TooLong("title", strings.Repeat("ü", 500), fault.LongestTitle); bad {
		t.Error("500 letters are refused")
	}
	row, bad := fault.TooLong("title", strings.Repeat("ü", 100000), fault.LongestTitle)
	if !bad || row.Column != "title" || row.Expected.De != "höchstens 500 Zeichen; es sind 100.000" || row.Expected.En != "at most 500 characters; these are 100,000" || row.Value != strings.Repeat("ü", 60)+"…" {
		t.Errorf("%+v", row)
	}
}

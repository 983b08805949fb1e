// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault_test

import (
	"testing"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// TestCausesAreSaidOnce: faults that miss the same are one cause with their places in
// order; none is lost, and a lone one stays as it is.
func TestCausesAreSaidOnce(t *testing.T) {
	plan, release := text.T("ein neuer Plan", "a new plan"), text.T("die Freigabe", "the release")
	row := func(value string, x text.Text) fault.Row {
		return fault.Row{Value: value, Expected: x, Field: text.T("Absatz "+value, "paragraph "+value)}
	}
	list := fault.Causes([]fault.Row{row("1", plan), row("2", release), row("3", plan), row("4", plan)})
	if len(list) != 2 || list[0].Expected != plan || len(list[0].Rows) != 3 || list[0].Rows[2].Value != "4" || !list[1].Alone() || list[0].Alone() {
		t.Fatalf("%+v", list)
	}
	if got := list[0].Rows[1].Where(text.De); got != "Absatz 3: „3“" {
		t.Errorf("a place is %q", got)
	}
	if got, want := list[1].Rows[0].In(text.De), "Absatz 2: „2“, erwartet: die Freigabe"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if fault.Causes(nil) != nil {
		t.Error("nothing is missing, and a cause is named")
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import "testing"

func TestFullCityHasTheStatedSize(t *testing.T) {
	if n := full.figures(); n != 5_000_000 {
		t.Errorf("the full city has %d figures", n)
	}
	if n := len(full.areas()); n != 400 {
		t.Errorf("the full city has %d areas", n)
	}
}

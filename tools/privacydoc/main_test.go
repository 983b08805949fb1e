// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"os"
	"testing"

	"planraum/internal/city/privacy"
	"planraum/internal/text"
)

// The page says what the register says.
func TestPageIsUpToDate(t *testing.T) {
	page, err := os.ReadFile("../../" + path)
	if err != nil || string(page) != privacy.Document(text.En) {
		t.Errorf("%s is out of date (%v): go run ./tools/privacydoc", path, err)
	}
}

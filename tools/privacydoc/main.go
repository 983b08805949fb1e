// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command privacydoc writes docs/privacy.md from the register of processing.
package main

import (
	"fmt"
	"os"

	"planraum/internal/city/privacy"
	"planraum/internal/text"
)

// path is where the page stands, from the tree's root.
const path = "docs/privacy.md"

func main() {
	if err := os.WriteFile(path, []byte(privacy.Document(text.En)), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

// Routes lists the patterns of all pages for tests that walk them.
func Routes() []string {
	var patterns []string
	for pattern := range (&server{}).routes() {
		patterns = append(patterns, pattern)
	}
	return patterns
}

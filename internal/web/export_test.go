// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/http"

	"planraum/internal/text"
)

// AllRoutes lists the patterns of all pages and of what answers machines.
func AllRoutes() []string {
	patterns := append(Routes(), assetsRoute, nowhereRoute)
	for path := range (&server{}).machines() {
		patterns = append(patterns, "GET "+path)
	}
	return patterns
}

// Needed reports whether a right is named for a route.
func Needed(pattern string) bool { _, named := needs[pattern]; return named }

// NeededRoutes lists the routes for which a right is named.
func NeededRoutes() []string {
	var patterns []string
	for pattern := range needs {
		patterns = append(patterns, pattern)
	}
	return patterns
}

// Unnamed opens a page of which no right is named.
func Unnamed(desks Desks, config Config) http.Handler {
	s := &server{Desks: desks, Config: config, turns: newTurns()}
	return s.page(text.De, "GET /neu", s.situation)
}

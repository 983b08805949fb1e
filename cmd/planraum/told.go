// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"net/http"

	"planraum/internal/city/audit"
	"planraum/internal/platform/door"
	"planraum/internal/platform/telemetry"
)

// told lets whatever is recorded during a request know its number, under which
// the log speaks of it, and from where it came. It stands behind the door,
// which knows both.
func told(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := audit.Request{ID: telemetry.RequestOf(r.Context())}
		if from := door.Address(r); from.IsValid() {
			what.Origin = from.String()
		}
		inner := r.WithContext(audit.WithRequest(r.Context(), what))
		defer func() { r.Pattern = inner.Pattern }() // by which the log names the route
		next.ServeHTTP(w, inner)
	})
}

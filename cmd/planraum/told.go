// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/platform/door"
	"planraum/internal/platform/telemetry"
	"planraum/internal/store"
)

// What the record is told of refusals: as many as this of one address.
const (
	refusalEvery = 6 * time.Second
	refusalBurst = 50
	refusalsOf   = 10_000 // addresses
)

// happening is what takes an event down.
type happening interface {
	Happened(ctx context.Context, e audit.Event) error
}

// refusals takes down in the record who was refused what, by the pattern of its
// route, unless whoever refused has done so: a sign-in that failed is one entry.
// It stands behind what tells who acts.
func refusals(next http.Handler, record happening) http.Handler {
	pace := door.NewPace(refusalEvery, refusalBurst, refusalsOf)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &answered{ResponseWriter: w}
		ctx, recorded := audit.Watching(r.Context())
		inner := r.WithContext(ctx)
		next.ServeHTTP(a, inner)
		r.Pattern = inner.Pattern
		if recorded() {
			return
		}
		switch a.status {
		case http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests:
		default:
			return
		}
		if ok, _ := pace.Allow(door.Address(r), time.Now()); !ok || record == nil {
			return
		}
		// The answer has gone: an error here is the log's, which the store writes.
		_ = record.Happened(r.Context(), audit.Event{Kind: audit.Refused, Object: audit.Object{Kind: "route", Key: r.Pattern}, After: `{"status":` + strconv.Itoa(a.status) + `}`, Outcome: audit.Denied})
	})
}

// answered remembers the status of an answer.
type answered struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (a *answered) WriteHeader(status int) {
	if a.status == 0 || a.status < http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

// Unwrap lets handlers set deadlines.
func (a *answered) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// writePatience is how long a person waits for others who write, such as an
// import into an SQLite file, before being told so.
const writePatience = 4 * time.Second

// told lets whatever is recorded during a request know its number, under which
// the log speaks of it, and from where it came. It stands behind the door,
// which knows both.
func told(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		what := audit.Request{ID: telemetry.RequestOf(r.Context())}
		if from := door.Address(r); from.IsValid() {
			what.Origin = from.String()
		}
		inner := r.WithContext(store.WithPatience(audit.WithRequest(r.Context(), what), writePatience))
		defer func() { r.Pattern = inner.Pattern }() // by which the log names the route
		next.ServeHTTP(w, inner)
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"time"
)

// RequestHeader carries the number of a request, under which the log speaks of
// it.
const RequestHeader = "Request-Id"

// Observe logs and measures every request: method, pattern of the route,
// status, duration, bytes and number. Nothing else of a request is known to
// the log: its path may hold a secret, its query a name. A panic ends the
// request with 500. measures may be nil.
func Observe(next http.Handler, log *slog.Logger, measures *Measures) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := requestID()
		r = r.WithContext(WithRequest(r.Context(), id))
		w.Header().Set(RequestHeader, id)
		seen := &seen{ResponseWriter: w}
		done := measures.begin()
		defer func() {
			aborted := recovered(recover(), seen, r, log)
			took := time.Since(began)
			seen.enough()
			method, route := route(r)
			done(method, route, seen.status, took)
			log.LogAttrs(r.Context(), slog.LevelInfo, "request", slog.String("method", method), slog.String("route", route),
				slog.Int("status", seen.status), slog.Float64("ms", float64(took.Microseconds())/1000), slog.Int64("bytes", seen.bytes))
			if aborted {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(seen, r)
	})
}

// recovered answers for a handler that panicked. It reports whether the
// connection has to be broken off, because an answer has begun.
func recovered(cause any, w *seen, r *http.Request, log *slog.Logger) (abort bool) {
	if cause == nil {
		return false
	}
	if cause != http.ErrAbortHandler {
		err, _ := cause.(error) // a text may quote what a person typed
		log.ErrorContext(r.Context(), "request panicked", "cause", typeName(cause), "error", err, "stack", string(debug.Stack()))
	}
	if w.status != 0 || cause == http.ErrAbortHandler {
		w.enough()
		return true
	}
	http.Error(w, "Das Programm hat einen Fehler. / The program has a fault.", http.StatusInternalServerError)
	return false
}

// methods are those that are told apart; what else a client makes up is one.
var methods = map[string]bool{
	http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodPut: true, http.MethodDelete: true,
	http.MethodPatch: true, http.MethodOptions: true,
}

// route returns the method and the pattern of the route that answered a
// request; "none" where no route was reached.
func route(r *http.Request) (method, pattern string) {
	method = "other"
	if methods[r.Method] {
		method = r.Method
	}
	_, pattern, found := strings.Cut(r.Pattern, " ")
	if !found {
		pattern = r.Pattern
	}
	if pattern == "" {
		pattern = "none"
	}
	return method, pattern
}

// seen is an answer whose status and length are noted.
type seen struct {
	http.ResponseWriter
	status int // 0: nothing written yet
	bytes  int64
}

// WriteHeader notes the status.
func (s *seen) WriteHeader(status int) {
	if s.status == 0 && status >= http.StatusOK { // those below come before the answer
		s.status = status
	}
	s.ResponseWriter.WriteHeader(status)
}

// Write notes the length.
func (s *seen) Write(b []byte) (int, error) {
	s.enough()
	n, err := s.ResponseWriter.Write(b)
	s.bytes += int64(n)
	return n, err
}

// enough notes what the server answers where a handler says no status.
func (s *seen) enough() {
	if s.status == 0 {
		s.status = http.StatusOK
	}
}

// Unwrap lets handlers set deadlines.
func (s *seen) Unwrap() http.ResponseWriter { return s.ResponseWriter }

func statusLabel(status int) string { return strconv.Itoa(status) }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"encoding/json"
	"net/http"

	"planraum/internal/desk/health"
	"planraum/internal/text"
)

// The paths of health checks.
const (
	LivePath  = "/healthz"
	ReadyPath = "/readyz"
)

// Live answers that the process lives.
func Live(w http.ResponseWriter, _ *http.Request) { probed(w, http.StatusOK, "ok\n") }

// Ready answers whether the program is ready for requests: 200 or 503. It says
// no more than that to anybody.
func Ready(desk *health.Desk) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if len(desk.Troubles(r.Context())) > 0 {
			probed(w, http.StatusServiceUnavailable, "not ready\n")
			return
		}
		probed(w, http.StatusOK, "ready\n")
	}
}

func probed(w http.ResponseWriter, status int, said string) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(said))
}

// reason is a trouble as a machine reads it.
type reason struct {
	Key string    `json:"key"`
	Say text.Text `json:"say"`
}

// explained is Ready for those who run the program, with the reasons.
func explained(desk *health.Desk) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		answer := struct {
			Ready   bool     `json:"ready"`
			Reasons []reason `json:"reasons"`
		}{Reasons: []reason{}}
		for _, t := range desk.Troubles(r.Context()) {
			answer.Reasons = append(answer.Reasons, reason(t))
		}
		status := http.StatusServiceUnavailable
		if answer.Ready = len(answer.Reasons) == 0; answer.Ready {
			status = http.StatusOK
		}
		h := w.Header()
		h.Set("Content-Type", "application/json")
		h.Set("Cache-Control", "no-store")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(answer)
	}
}

// Operations answers those who run the program: measures and health checks
// with reasons.
func Operations(desk *health.Desk, m *Measures) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+LivePath, Live)
	mux.HandleFunc("GET "+ReadyPath, explained(desk))
	mux.Handle("GET /metrics", m.Handler())
	return mux
}

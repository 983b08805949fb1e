// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package telemetry watches the program at work: a log without personal data,
// measures for Prometheus, and the answers of health checks. What people type,
// their names and addresses, and the secrets of links never get into any of
// them; a test looks for them.
package telemetry

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"io"
	"log/slog"
	"strings"
)

// Formats are the forms of a log, the usual one first.
var Formats = []string{"text", "json"}

// Settings say how the log is written.
type Settings struct {
	JSON  bool
	Level slog.Level
}

// NewLog returns the log of the program. Errors in it are counted in tally,
// which may be nil.
func NewLog(to io.Writer, s Settings, tally *Tally) *slog.Logger {
	options := &slog.HandlerOptions{Level: s.Level}
	var h slog.Handler = slog.NewTextHandler(to, options)
	if s.JSON {
		h = slog.NewJSONHandler(to, options)
	}
	return slog.New(discreet{h, tally})
}

type requestKey struct{}

// WithRequest returns a context whose log lines carry the number of a request.
func WithRequest(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// RequestOf returns the number of the request of a context; empty outside of
// one.
func RequestOf(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// requestID is a number for a request: 80 random bits. It is never taken from
// the client, who could write what he likes into the log with it.
func requestID() string {
	raw := make([]byte, 10)
	_, _ = rand.Read(raw) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"
)

// quiet is the time during which a message is not repeated.
const quiet = time.Minute

// patience is how long SQLite may be busy before a message says so. The longest
// imports hold the file for a minute or two; nothing is lost by waiting.
const patience = 3 * time.Minute

// calm lets each of River's warnings through once a minute, and those that only
// say that somebody else holds the SQLite file not before that lasts.
type calm struct {
	slog.Handler
	sqlite bool
	mu     *sync.Mutex // guards said
	said   map[string]*saying
}

// saying is a message that keeps coming.
type saying struct{ first, last, told time.Time }

func newCalm(to slog.Handler, sqlite bool) calm {
	return calm{Handler: to, sqlite: sqlite, mu: new(sync.Mutex), said: map[string]*saying{}}
}

// Enabled reports whether records of the level may be let through.
func (c calm) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && c.Handler.Enabled(ctx, level)
}

// Handle lets a record through unless the same was said a moment ago.
func (c calm) Handle(ctx context.Context, r slog.Record) error {
	if !c.worth(r) {
		return nil
	}
	return c.Handler.Handle(ctx, r)
}

func (c calm) worth(r slog.Record) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.said[r.Message]
	if s == nil {
		s = &saying{}
		c.said[r.Message] = s
	}
	if r.Time.Sub(s.last) > quiet {
		s.first = r.Time
	}
	s.last = r.Time
	if c.sqlite && aboutBusy(r) && r.Time.Sub(s.first) < patience || r.Time.Sub(s.told) < quiet {
		return false
	}
	s.told = r.Time
	return true
}

// aboutBusy reports whether a message says no more than that the file was not
// to be had in time. Who leads does not matter where one process works.
func aboutBusy(r slog.Record) bool {
	busy := strings.HasPrefix(r.Message, "leadership.")
	r.Attrs(func(a slog.Attr) bool {
		if s := a.Value.String(); strings.Contains(s, "deadline exceeded") || strings.Contains(s, "SQLITE_BUSY") {
			busy = true
		}
		return !busy
	})
	return busy
}

// WithAttrs keeps calm.
func (c calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	c.Handler = c.Handler.WithAttrs(attrs)
	return c
}

// WithGroup keeps calm.
func (c calm) WithGroup(name string) slog.Handler {
	c.Handler = c.Handler.WithGroup(name)
	return c
}

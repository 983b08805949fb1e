// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// quiet is the time during which a message is not repeated.
const quiet = time.Minute

// calm lets each of River's warnings through once a minute. While an import
// holds an SQLite file, River cannot write for up to a minute and says so with
// every try; nothing is lost by it.
type calm struct {
	slog.Handler
	mu   *sync.Mutex // guards last
	last map[string]time.Time
}

func newCalm(to slog.Handler) calm {
	return calm{Handler: to, mu: new(sync.Mutex), last: map[string]time.Time{}}
}

// Enabled reports whether records of the level may be let through.
func (c calm) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && c.Handler.Enabled(ctx, level)
}

// Handle lets a record through unless the same was said a moment ago.
func (c calm) Handle(ctx context.Context, r slog.Record) error {
	c.mu.Lock()
	last, said := c.last[r.Message]
	repeated := said && r.Time.Sub(last) < quiet
	if !repeated {
		c.last[r.Message] = r.Time
	}
	c.mu.Unlock()
	if repeated {
		return nil
	}
	return c.Handler.Handle(ctx, r)
}

// WithAttrs and WithGroup keep calm.
func (c calm) WithAttrs(attrs []slog.Attr) slog.Handler {
	c.Handler = c.Handler.WithAttrs(attrs)
	return c
}

// WithGroup keeps calm.
func (c calm) WithGroup(name string) slog.Handler {
	c.Handler = c.Handler.WithGroup(name)
	return c
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"context"
	"log/slog"
	"time"
)

// discreet keeps what belongs to people out of a log: errors are written
// without the values that they quote, and attributes that hold addresses are
// left out, whoever logs them.
type discreet struct {
	slog.Handler
	tally *Tally
}

// private are names of attributes that are never written.
var private = map[string]bool{
	"path": true, "query": true, "url": true, "uri": true, "referer": true, "address": true, "remote": true, "remote_addr": true,
	"user": true, "cookie": true, "authorization": true, "password": true, "secret": true, "token": true, "args": true,
	"encoded_args": true, "email": true, "host": true,
}

// Handle writes a record without what is private in it, with the number of the
// request that it belongs to.
func (d discreet) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, scrubbed(r.Message), r.PC)
	if id := RequestOf(ctx); id != "" {
		clean.AddAttrs(slog.String("request", id))
	}
	var cause error
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok {
			cause = err
		}
		if a, ok := public(a); ok {
			clean.AddAttrs(a)
		}
		return true
	})
	if d.tally != nil && r.Level >= slog.LevelError {
		d.tally.add(clean.Message, cause, r.Time)
	}
	return d.Handler.Handle(ctx, clean)
}

// WithAttrs keeps what is private out of attributes that come with every line.
func (d discreet) WithAttrs(attrs []slog.Attr) slog.Handler {
	d.Handler = d.Handler.WithAttrs(publicOf(attrs))
	return d
}

// WithGroup stays discreet.
func (d discreet) WithGroup(name string) slog.Handler {
	d.Handler = d.Handler.WithGroup(name)
	return d
}

func publicOf(attrs []slog.Attr) []slog.Attr {
	var kept []slog.Attr
	for _, a := range attrs {
		if a, ok := public(a); ok {
			kept = append(kept, a)
		}
	}
	return kept
}

// public returns an attribute as it may be written; false for one that may not.
func public(a slog.Attr) (slog.Attr, bool) {
	if private[a.Key] {
		return a, false
	}
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindGroup:
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(publicOf(v.Group())...)}, true
	case slog.KindString:
		if a.Key == "stack" || a.Key == "route" { // of this program's own making
			return slog.Attr{Key: a.Key, Value: v}, true
		}
		return slog.String(a.Key, scrubbed(v.String())), true
	case slog.KindAny:
		return slog.Attr{Key: a.Key, Value: plainValue(v.Any())}, true
	}
	return slog.Attr{Key: a.Key, Value: v}, true
}

// plainValue writes what is no number, time or text: errors in their plain
// form, all else by its type.
func plainValue(v any) slog.Value {
	switch v := v.(type) {
	case nil:
		return slog.StringValue("none")
	case error:
		return slog.StringValue(Plain(v))
	case time.Time:
		return slog.TimeValue(v)
	}
	return slog.StringValue(typeName(v))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audit

import (
	"context"
	"strings"
	"sync/atomic"

	"planraum/internal/city/identity"
)

type (
	actorKey   struct{}
	requestKey struct{}
	marksKey   struct{}
)

// Watching returns a context, and whether a refusal was recorded in it by
// whoever refused, so that nobody records it a second time.
func Watching(ctx context.Context) (watched context.Context, recorded func() bool) {
	said := &atomic.Bool{}
	return context.WithValue(ctx, marksKey{}, said), said.Load
}

// Recorded says that a refusal is recorded by whoever refuses, to whom it may
// concern.
func Recorded(ctx context.Context) {
	if said, ok := ctx.Value(marksKey{}).(*atomic.Bool); ok {
		said.Store(true)
	}
}

// ObjectNamed reads how people name an object: the kind, and the key or, with a
// star behind it, how keys begin.
func (q Query) ObjectNamed(kind, key string) Query {
	q.Object.Kind = kind
	q.Object.Key, q.Begins = strings.CutSuffix(key, "*")
	return q
}

// WithActor returns a context in which the record names a for what is done. It
// gives no right: a job is recorded for whoever ordered it, and may what its
// lens lets it.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorOf returns whom the record names in a context: the actor that was set,
// else the principal, else nobody.
func ActorOf(ctx context.Context) Actor {
	a, _ := ctx.Value(actorKey{}).(Actor)
	p, said := identity.Of(ctx)
	if !said || a.By != "" {
		return a
	}
	return Actor{Account: p.Account, Role: p.Leading(), By: p.By(), Means: p.Means}
}

// WithRequest returns a context that carries what is known of a request.
func WithRequest(ctx context.Context, r Request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// RequestOf returns what is known of the request of a context.
func RequestOf(ctx context.Context) Request {
	r, _ := ctx.Value(requestKey{}).(Request)
	return r
}

// nobody is what the record says where it is not known who acted.
var nobody = map[identity.Means]string{identity.Nothing: "unbekannt", identity.Local: identity.Command.Label().De}

// Filled returns the event with actor and request of the context, where it
// does not name its own.
func (e Event) Filled(ctx context.Context) Event {
	who := ActorOf(ctx)
	if e.Account == 0 && e.Role == "" && e.Means == "" && who != (Actor{}) {
		by := e.By
		e.Actor = who
		if e.By == "" {
			e.By = by
		}
	}
	if e.Means == identity.Local && e.Account == 0 { // a command, whatever it acts for
		if own := e.Role.Label().De; e.By == own {
			e.By = ""
		}
		e.Role = identity.Command
	}
	if e.By == "" {
		e.By = nobody[e.Means]
	}
	if e.Request == (Request{}) {
		e.Request = RequestOf(ctx)
	}
	if e.Outcome == "" {
		e.Outcome = Done
	}
	return e
}

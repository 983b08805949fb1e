// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// testPatience: while a large import writes, who has little patience is told so
// in time and nothing of theirs is stored; who has patience waits, pages are read
// meanwhile, and afterwards everybody can write. An attempt to sign in is such a
// write. On a server it need not wait for an import at all.
func testPatience(t *testing.T, s *store.Store) {
	const short, soon = 300 * time.Millisecond, 10 * time.Second
	begun, finish, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	end := sync.OnceFunc(func() { close(finish) })
	defer end()
	go func() {
		done <- s.Write(Context(t.Context()), Batch("large"), func(*store.Tx) error {
			close(begun)
			<-finish
			return nil
		})
	}()
	<-begun
	hurried := store.WithPatience(Context(t.Context()), short)
	attempt := func(ctx context.Context) error {
		return s.ChangeAccounts(ctx, func(r accounts.Rows) error {
			_, err := r.AddAttempt(ctx, "wer", Moment)
			r.Quiet(accounts.LastUse)
			return err
		})
	}
	writes := map[string]func(context.Context) error{
		"import": func(ctx context.Context) error {
			return s.Write(ctx, Batch("small"), func(*store.Tx) error { return nil })
		},
		"sign-in": attempt,
		"entry":   func(ctx context.Context) error { return s.Note(ctx, audit.Event{Kind: audit.SignIn}) },
	}
	for name, write := range writes {
		if name != "import" && s.Kind() != "sqlite" {
			succeed(t, write(hurried))
			continue
		}
		began := time.Now()
		if err := write(hurried); fault.KindOf(err) != fault.Unavailable || time.Since(began) > soon {
			t.Errorf("%s beside an import: %v after %s", name, err, time.Since(began))
		}
	}
	_, err := s.Position(hurried)
	succeed(t, err)
	patient := make(chan error, 1)
	go func() { patient <- attempt(t.Context()) }()
	end()
	succeed(t, <-done)
	succeed(t, <-patient)
	for _, write := range writes {
		succeed(t, write(store.WithPatience(Context(t.Context()), time.Minute)))
	}
	sound(t, s)
}

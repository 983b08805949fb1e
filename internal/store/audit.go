// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"sync"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/fault"
)

// together gathers events that come at the same time into one transaction: the
// first who comes writes for all who came meanwhile.
type together struct {
	mu      sync.Mutex // guards what follows
	waiting []told
	writing bool
}

// told is an event with somebody who waits until it is recorded.
type told struct {
	event audit.Event
	// with writes what belongs to the event, in the same transaction; nil: nothing
	// does. It must not fail for a reason of its own: the others would fail too.
	with func(ctx context.Context, c conn) error
	done chan error
}

// recordPatience is how long an event waits for the database at most. It is longer
// than any import holds an SQLite file.
const recordPatience = 10 * time.Minute

// Note appends an event that changes nothing else: a sign-in, a refusal, a
// look at protected figures. When it returns nil the entry is there to stay.
// Where ctx or its patience ends first the event is recorded nevertheless, later,
// unless the program is killed meanwhile.
func (s *Store) Note(ctx context.Context, e audit.Event) error {
	return fault.Wrap("store.Note "+string(e.Kind), s.changeTogether(ctx, e, nil))
}

// changeTogether appends an event with what belongs to it, together with those that
// come meanwhile, so that many of them wait for one synced commit and not each
// for those of all before it.
func (s *Store) changeTogether(ctx context.Context, e audit.Event, with func(context.Context, conn) error) error {
	t := told{recordable(e.Filled(ctx), time.Now()), with, make(chan error, 1)}
	s.together.mu.Lock()
	s.together.waiting = append(s.together.waiting, t)
	lead := !s.together.writing
	s.together.writing = true
	s.together.mu.Unlock()
	if lead {
		s.recording.Go(func() { s.recordWaiting(WithPatience(context.WithoutCancel(ctx), 0)) })
	}
	over, stop := runsOut(ctx)
	defer stop()
	select {
	case err := <-t.done:
		return err
	case <-over:
		return occupied("store.changeTogether")
	case <-ctx.Done():
		return ended(ctx, "store.changeTogether")
	}
}

// recordWaiting writes what waits until nothing does.
func (s *Store) recordWaiting(ctx context.Context) {
	for {
		s.together.mu.Lock()
		all := s.together.waiting
		s.together.waiting = nil
		if len(all) == 0 {
			s.together.writing = false
			s.together.mu.Unlock()
			return
		}
		s.together.mu.Unlock()
		limited, cancel := context.WithTimeout(ctx, recordPatience)
		err := s.change(limited, func(c conn, j *journal) error {
			for _, t := range all {
				j.tell(t.event)
				if t.with == nil {
					continue
				}
				if err := t.with(limited, c); err != nil {
					return err
				}
			}
			return nil
		})
		cancel()
		for _, t := range all {
			t.done <- err
		}
	}
}

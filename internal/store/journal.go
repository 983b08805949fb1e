// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"strings"
	"time"

	"planraum/internal/city/audit"
)

// journal gathers what one transaction leaves in the record of what was done.
type journal struct {
	events []audit.Event
	why    silence
}

// silence is why a transaction leaves nothing in the record.
type silence string

// The reasons there are.
const (
	signOfLife  silence = "a worker says that it lives, or what it has done so far"
	partOfWhole silence = "a part of something that is recorded as a whole"
	nothingDone silence = "nothing was changed"
	worked      silence = "who may read what was reckoned anew; no person did anything"
)

// tell puts an event into the record, if the transaction is kept.
func (j *journal) tell(e audit.Event) { j.events = append(j.events, e) }

// silent says why there is nothing to record.
func (j *journal) silent(why silence) { j.why = why }

// change runs fn in one transaction that is kept only if fn succeeds and has
// said what it leaves in the record. All that is written goes through here, so
// that nothing can be changed without an entry; a test reads the package for
// writes that do not.
func (s *Store) change(ctx context.Context, fn func(conn, *journal) error) error {
	return s.engine.write(ctx, func(c conn) error {
		var j journal
		if err := fn(c, &j); err != nil {
			return err
		}
		if len(j.events) == 0 && j.why == "" {
			return errors.New("store: a write left nothing in the record and did not say why")
		}
		return chain(ctx, c, j.events)
	})
}

// chain appends events to the record. It takes the lock of the chain's head,
// for which all writers wait: call it last.
func chain(ctx context.Context, c conn, events []audit.Event) error {
	if len(events) == 0 {
		return nil
	}
	head, err := takeHead(ctx, c, len(events))
	if err != nil {
		return err
	}
	entries := inserter{c: c, width: 17, into: "audit_entry (seq, at, kind, account, role, acted_by, means, request, object_kind, object_key, outcome, before_state, after_state, origin_mark, reason_mark, previous, digest)"}
	seals := inserter{c: c, width: 4, into: "audit_sealed (entry, field, salt, content)"}
	now := time.Now()
	for _, e := range events {
		e = recordable(e.Filled(ctx), now)
		entry := audit.Entry{Event: e}
		for _, s := range []struct {
			field, content string
			mark           *audit.Digest
		}{{originField, e.Request.Origin, &entry.Seals.Origin}, {reasonField, e.Reason, &entry.Seals.Reason}} {
			if s.content == "" {
				continue
			}
			salt := make([]byte, 16)
			_, _ = rand.Read(salt) // never fails
			*s.mark = audit.Sealed(salt, s.content)
			if err := seals.add(ctx, head.Seq+1, s.field, hex.EncodeToString(salt), s.content); err != nil {
				return err
			}
		}
		entry = entry.Linked(head)
		if err := entries.add(ctx, entry.Seq, e.At.UnixMicro(), string(e.Kind), e.Account, string(e.Role), e.By, string(e.Means), e.Request.ID, e.Object.Kind, e.Object.Key,
			string(e.Outcome), e.Before, e.After, mark(entry.Seals.Origin), mark(entry.Seals.Reason), mark(entry.Previous), entry.Digest.String()); err != nil {
			return err
		}
		head = entry.Head()
	}
	if err := errors.Join(entries.flush(ctx), seals.flush(ctx)); err != nil {
		return err
	}
	return c.exec(ctx, "UPDATE audit_head SET digest = $1 WHERE id = 1", head.Digest.String())
}

// The fields that are sealed.
const (
	originField = "origin"
	reasonField = "reason"
)

// takeHead moves the head on by n entries and returns where it was.
func takeHead(ctx context.Context, c conn, n int) (audit.Head, error) {
	var head audit.Head
	var digest string
	found, err := one(ctx, c, "UPDATE audit_head SET seq = seq + $1 WHERE id = 1 RETURNING seq, digest", []any{int64(n)}, &head.Seq, &digest)
	if err != nil {
		return head, err
	}
	if !found {
		return head, errors.New("store: the head of the record is gone")
	}
	head.Seq -= int64(n)
	head.Digest, err = unmark(digest)
	return head, err
}

// mark writes a digest; the zero one, which stands for nothing, is ”.
func mark(d audit.Digest) string {
	if (d == audit.Digest{}) {
		return ""
	}
	return d.String()
}

func unmark(s string) (audit.Digest, error) {
	if s == "" {
		return audit.Digest{}, nil
	}
	return audit.ParseDigest(s)
}

// longestText bounds what one field of an entry may hold, in bytes.
const longestText = 64 << 10

// recordable returns an event as both databases keep it alike: valid UTF-8,
// microseconds, nothing endless.
func recordable(e audit.Event, now time.Time) audit.Event {
	if e.At.IsZero() {
		e.At = now
	}
	e.At = time.UnixMicro(e.At.UnixMicro()).UTC()
	for _, s := range []*string{&e.By, &e.Request.ID, &e.Request.Origin, &e.Object.Kind, &e.Object.Key, &e.Before, &e.After, &e.Reason} {
		if len(*s) > longestText {
			*s = (*s)[:longestText]
		}
		if !storable(*s) {
			*s = strings.ReplaceAll(strings.ToValidUTF8(*s, "\uFFFD"), "\x00", "\uFFFD")
		}
	}
	return e
}

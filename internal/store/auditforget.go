// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/fault"
)

// ForgetTrail removes the entries of the record from before a moment, always
// the oldest ones and never all: a checkpoint keeps the digest of the last of
// them, so that the chain holds on, and an entry says so. It returns how many.
func (s *Store) ForgetTrail(ctx context.Context, before time.Time) (int64, error) {
	const op = "store.ForgetTrail"
	n := int64(0)
	err := s.change(ctx, func(c conn, j *journal) error {
		j.silent(nothingDone)
		var first, last audit.Entry
		// The first entry that has to stay ends what may go, whatever the clock was.
		var stays int64
		if _, err := one(ctx, c, "SELECT coalesce(min(seq), 0) FROM audit_entry WHERE at >= $1", []any{before.UnixMicro()}, &stays); err != nil {
			return err
		}
		limit := stays - 1
		if stays == 0 { // all are old: the last one stays as the end of the chain
			if _, err := one(ctx, c, "SELECT max(seq) - 1 FROM audit_entry HAVING count(*) > 0", nil, &limit); err != nil {
				return err
			}
		}
		for seq, to := range map[string]*audit.Entry{"min(seq)": &first, "max(seq)": &last} {
			err := c.query(ctx, entryColumns+" WHERE e.seq = (SELECT "+seq+" FROM audit_entry WHERE seq <= $1)", []any{limit}, func(r row) error {
				f, err := scanEntry(r)
				*to = f.Entry
				return err
			})
			if err != nil {
				return err
			}
		}
		if last.Seq == 0 {
			return nil
		}
		n = last.Seq - first.Seq + 1
		return forget(ctx, c, j, first, last)
	})
	return n, fault.Wrap(op, err)
}

// forget removes the entries from first to last.
func forget(ctx context.Context, c conn, j *journal, first, last audit.Entry) error {
	err := c.exec(ctx, "INSERT INTO audit_checkpoint (seq, digest, made_at) VALUES ($1,$2,$3)", last.Seq, last.Digest.String(), time.Now().UnixMicro())
	if err != nil {
		return err
	}
	if err := c.exec(ctx, "DELETE FROM audit_sealed WHERE entry <= $1", last.Seq); err != nil {
		return err
	}
	if err := c.exec(ctx, "DELETE FROM audit_entry WHERE seq <= $1", last.Seq); err != nil {
		return err
	}
	j.tell(audit.Event{
		Kind: audit.Retention, Object: audit.Checkpoint{Head: last.Head()}.Object(),
		After: object("removed", last.Seq-first.Seq+1, "from", first.Seq, "to", last.Seq, "digest", last.Digest.String(),
			"from_time", first.At.Format(time.RFC3339), "to_time", last.At.Format(time.RFC3339), "why", "Aufbewahrungsfrist"),
	})
	return nil
}

// WipeSealed wipes a sealed field, "origin" or "reason", of the entries from
// before a moment; the chain holds on to its commitments. It returns how many
// were wiped.
func (s *Store) WipeSealed(ctx context.Context, field string, before time.Time) (int64, error) {
	n := int64(0)
	err := s.change(ctx, func(c conn, j *journal) error {
		j.silent(nothingDone)
		var to int64
		if _, err := one(ctx, c, "SELECT coalesce(max(seq), 0) FROM audit_entry WHERE at < $1", []any{before.UnixMicro()}, &to); err != nil {
			return err
		}
		count := func(row) error { n++; return nil }
		if err := c.query(ctx, "DELETE FROM audit_sealed WHERE field = $1 AND entry IN (SELECT seq FROM audit_entry WHERE at < $2) RETURNING 1", []any{field, before.UnixMicro()}, count); err != nil || n == 0 {
			return err
		}
		if err := c.exec(ctx, "INSERT INTO audit_wipe (seq, field, made_at) VALUES ($1,$2,$3) ON CONFLICT (field, seq) DO NOTHING", to, field, time.Now().UnixMicro()); err != nil {
			return err
		}
		j.tell(audit.Event{Kind: audit.Retention, Object: audit.WipeObject(field), After: object("wiped", n, "to", to, "before", before.UTC().Format(time.RFC3339))})
		return nil
	})
	return n, fault.Wrap("store.WipeSealed "+field, err)
}

// WipeAccount wipes the sealed values of all entries of an account, as part of
// its deletion, and records that the account was deleted: its number stays, and
// until when backups may still hold it. Call it once more after a restore.
func (s *Store) WipeAccount(ctx context.Context, account int64, after string) error {
	return fault.Wrap("store.WipeAccount", s.change(ctx, func(c conn, j *journal) error {
		if err := wipeAccount(ctx, c, account); err != nil {
			return err
		}
		j.tell(deletedAccount(account, after))
		return nil
	}))
}

// wipeAccount wipes the sealed values of an account within a transaction that
// deletes it, those of sign-ins to it that nobody had succeeded in included.
func wipeAccount(ctx context.Context, c conn, account int64) error {
	return c.exec(ctx, "DELETE FROM audit_sealed WHERE entry IN (SELECT seq FROM audit_entry WHERE account = $1 OR (account = 0 AND object_kind = $2 AND object_key = $3))",
		account, audit.AccountObject, strconv.FormatInt(account, 10))
}

func deletedAccount(account int64, after string) audit.Event {
	return audit.Event{Kind: audit.Deletion, Object: audit.Object{Kind: audit.AccountObject, Key: strconv.FormatInt(account, 10)}, After: after}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/hex"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

const entryColumns = `SELECT e.seq, e.at, e.kind, e.account, e.role, e.acted_by, e.means, e.request, e.object_kind, e.object_key, e.outcome, e.before_state, e.after_state,
	e.origin_mark, e.reason_mark, e.previous, e.digest, coalesce(o.salt, ''), coalesce(o.content, ''), coalesce(r.salt, ''), coalesce(r.content, '')
	FROM audit_entry e LEFT JOIN audit_sealed o ON o.entry = e.seq AND o.field = 'origin' LEFT JOIN audit_sealed r ON r.entry = e.seq AND r.field = 'reason'`

// Trail returns the entries of the record that q asks for, newest first: by
// their numbers, or by their times where q names one.
func (s *Store) Trail(ctx context.Context, q audit.Query) ([]audit.Entry, error) {
	var all []audit.Entry
	err := s.engine.read(ctx, func(cn conn) error {
		short, err := isShort(ctx, cn, q)
		if err != nil {
			return err
		}
		c := asked(q, short)
		order, err := within(ctx, cn, q, &c)
		if err != nil {
			return err
		}
		sql := entryColumns + c.where() + order
		if q.Limit > 0 {
			sql += " LIMIT " + c.arg(int64(q.Limit))
		}
		return cn.query(ctx, sql, c.args, func(r row) error {
			f, err := scanEntry(r)
			all = append(all, f.Entry)
			return err
		})
	})
	return all, fault.Wrap("store.Trail", err)
}

// TrailCount counts the entries that q asks for, on whatever page.
func (s *Store) TrailCount(ctx context.Context, q audit.Query) (n int64, err error) {
	err = s.engine.read(ctx, func(cn conn) error {
		short, err := isShort(ctx, cn, q)
		if err != nil {
			return err
		}
		c := asked(q, short)
		_, err = one(ctx, cn, "SELECT count(*) FROM audit_entry e"+c.where(), c.args, &n)
		return err
	})
	return n, fault.Wrap("store.TrailCount", err)
}

// asked are the conditions of a question but for its numbers. In a short time the
// entries are few, and SQLite must not go through all of a kind or role instead,
// which have indexes too: a column that is put together with nothing has none.
func asked(q audit.Query, short bool) clause {
	var c clause
	hide := ""
	if short {
		hide = " || ''"
	}
	for _, f := range []struct{ column, value string }{
		{"e.kind" + hide, string(q.Kind)}, {"e.role" + hide, string(q.Role)}, {"e.object_kind" + hide, q.Object.Kind}, {"e.request", q.Request}, {"e.outcome", string(q.Outcome)},
	} {
		if f.value != "" {
			c.and(f.column + " = " + c.arg(f.value))
		}
	}
	switch {
	case q.Object.Key == "":
	case !q.Begins:
		c.and("e.object_key = " + c.arg(q.Object.Key))
	default:
		c.and("e.object_key >= " + c.arg(q.Object.Key) + " AND e.object_key < " + c.arg(q.Object.Key+"\U0010FFFF"))
	}
	if q.Account != 0 { // nobody acts in a sign-in that failed
		c.and("(e.account = " + c.arg(q.Account) + " OR (e.account = 0 AND e.object_kind = " + c.arg(audit.AccountObject) + " AND e.object_key = " + c.arg(strconv.FormatInt(q.Account, 10)) + "))")
	}
	timed(&c, q)
	return c
}

// timed adds the time that is asked for.
func timed(c *clause, q audit.Query) {
	if !q.From.IsZero() {
		c.and("e.at >= " + c.arg(micros(q.From)))
	}
	if !q.Before.IsZero() {
		c.and("e.at < " + c.arg(micros(q.Before)))
	}
}

// shortTime is up to how many entries a time is short.
const shortTime = 20_000

// isShort reports whether the time that is asked for has few entries.
func isShort(ctx context.Context, cn conn, q audit.Query) (bool, error) {
	var c clause
	if timed(&c, q); len(c.text) == 0 {
		return false, nil
	}
	n := 0
	_, err := one(ctx, cn, "SELECT count(*) FROM (SELECT e.at FROM audit_entry e"+c.where()+" ORDER BY e.at LIMIT "+c.arg(int64(shortTime+1))+") few", c.args, &n)
	return n <= shortTime, err
}

// within orders the answer: by numbers, or by time where a time is asked for.
// Both have an index that gives the first page at once, wherever in the record
// that time lies; by numbers, the databases would walk back to it from the newest
// entry. Times and numbers run together but where a clock was set back.
func within(ctx context.Context, cn conn, q audit.Query, c *clause) (order string, err error) {
	byTime := !q.From.IsZero() || !q.Before.IsZero()
	for _, edge := range []struct {
		sign string
		seq  int64
	}{{"<", q.Below}, {">", q.Above}} {
		if edge.seq == 0 {
			continue
		}
		var at int64
		known := false
		if byTime {
			if known, err = one(ctx, cn, "SELECT at FROM audit_entry WHERE seq = $1", []any{edge.seq}, &at); err != nil {
				return "", err
			}
		}
		if known {
			c.and("(e.at, e.seq) " + edge.sign + " (" + c.arg(at) + ", " + c.arg(edge.seq) + ")")
		} else {
			c.and("e.seq " + edge.sign + " " + c.arg(edge.seq))
		}
	}
	down := " DESC"
	if q.Oldest {
		down = ""
	}
	if byTime {
		return " ORDER BY e.at" + down + ", e.seq" + down, nil
	}
	return " ORDER BY e.seq" + down, nil
}

func scanEntry(r row) (audit.Found, error) {
	var f audit.Found
	var at int64
	var marks [4]string
	var salts [2]string
	var role, means string
	err := r.Scan(&f.Seq, &at, &f.Kind, &f.Account, &role, &f.By, &means, &f.Request.ID, &f.Object.Kind, &f.Object.Key, &f.Outcome, &f.Event.Before, &f.After,
		&marks[0], &marks[1], &marks[2], &marks[3], &salts[0], &f.KeptOrigin.Value, &salts[1], &f.KeptReason.Value)
	if err != nil {
		return f, err
	}
	f.At, f.Role, f.Means = time.UnixMicro(at).UTC(), identity.Role(role), identity.Means(means)
	f.Request.Origin, f.Reason = f.KeptOrigin.Value, f.KeptReason.Value
	// A digest that cannot be read is no digest: the walk says so.
	for i, d := range []*audit.Digest{&f.Seals.Origin, &f.Seals.Reason, &f.Previous, &f.Digest} {
		if *d, err = unmark(marks[i]); err != nil {
			f.Digest = audit.Digest{}
			return f, nil
		}
	}
	for i, k := range []*audit.Kept{&f.KeptOrigin, &f.KeptReason} {
		if salts[i] == "" {
			continue
		}
		if k.Salt, err = hex.DecodeString(salts[i]); err != nil || hex.EncodeToString(k.Salt) != salts[i] {
			k.Salt = []byte(salts[i]) // fits no commitment
		}
	}
	return f, nil
}

// trailPage is how many entries are read at once while the chain is walked.
const trailPage = 2000

// EachEntry calls fn for the entries numbered from to to (0: to the end), in
// their order, with what is kept of their sealed values. Each page is read by
// itself, so that a long walk holds no old state of the database.
func (s *Store) EachEntry(ctx context.Context, from, to int64, fn func(audit.Found) error) error {
	after := from - 1
	for {
		var page []audit.Found
		err := s.engine.read(ctx, func(c conn) error {
			return c.query(ctx, entryColumns+" WHERE e.seq > $1 ORDER BY e.seq LIMIT $2", []any{after, int64(trailPage)}, func(r row) error {
				f, err := scanEntry(r)
				page = append(page, f)
				return err
			})
		})
		if err != nil {
			return fault.Wrap("store.EachEntry", err)
		}
		for _, f := range page {
			if to > 0 && f.Seq > to {
				return nil
			}
			if err := fn(f); err != nil {
				return err
			}
			after = f.Seq
		}
		if len(page) < trailPage {
			return nil
		}
	}
}

// Chain says where the record begins and ends.
func (s *Store) Chain(ctx context.Context) (audit.Bounds, error) {
	var b audit.Bounds
	var head, checkpoint string
	var made int64
	err := s.engine.read(ctx, func(c conn) error {
		kept, err := one(ctx, c, "SELECT seq, digest FROM audit_head WHERE id = 1", nil, &b.Head.Seq, &head)
		if err != nil {
			return err
		}
		b.Headless = !kept
		if _, err := one(ctx, c, "SELECT seq, digest, made_at FROM audit_checkpoint ORDER BY seq DESC LIMIT 1", nil, &b.Checkpoint.Seq, &checkpoint, &made); err != nil {
			return err
		}
		for field, to := range map[string]*int64{originField: &b.OriginWiped, reasonField: &b.ReasonWiped} {
			if _, err := one(ctx, c, "SELECT coalesce(max(seq), 0) FROM audit_wipe WHERE field = $1", []any{field}, to); err != nil {
				return err
			}
		}
		_, err = one(ctx, c, "SELECT coalesce(max(entry), 0) FROM audit_sealed", nil, &b.Told)
		b.Told = max(b.Told, b.OriginWiped, b.ReasonWiped)
		return err
	})
	if err == nil {
		b.Checkpoint.At = moment(made)
		// What cannot be read is no digest: the walk says so.
		var broken error
		if b.Head.Digest, broken = unmark(head); broken != nil {
			b.Head, b.Headless = audit.Head{}, true
		}
		if b.Checkpoint.Digest, broken = unmark(checkpoint); broken != nil {
			b.Checkpoint.Digest = audit.Digest{}
		}
	}
	return b, fault.Wrap("store.Chain", err)
}

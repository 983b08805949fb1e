// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/desk/protect"
	"planraum/internal/fault"
)

// Keep appends the pattern of an audience. The ledger's position stays as it is.
func (s *Store) Keep(ctx context.Context, k protect.Kept) error {
	const op = "store.Keep"
	if k.Hidden == nil {
		k.Hidden = []int64{}
	}
	hidden, err := json.Marshal(k.Hidden)
	if err != nil {
		return fault.Wrap(op, err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fault.Wrap(op, err)
	}
	return fault.Wrap(op, s.change(ctx, func(c conn, j *journal) error {
		j.silent(worked)
		return c.exec(ctx, "INSERT INTO protection (id, audience, policy, position, rounded, hidden, made_at) VALUES ($1,$2,$3,$4,$5,$6,$7)",
			id.String(), string(k.Audience), k.Policy, k.Position, k.Rounded, string(hidden), k.MadeAt.UnixMicro())
	}))
}

// Kept returns the newest pattern of an audience; false where there is none.
func (s *Store) Kept(ctx context.Context, a audience.Audience) (protect.Kept, bool, error) {
	const op = "store.Kept"
	k := protect.Kept{Audience: a}
	var hidden string
	var at int64
	found := false
	err := s.engine.read(ctx, func(c conn) (err error) {
		found, err = one(ctx, c, "SELECT policy, position, rounded, hidden, made_at FROM protection WHERE audience = $1 ORDER BY position DESC, id DESC LIMIT 1",
			[]any{string(a)}, &k.Policy, &k.Position, &k.Rounded, &hidden, &at)
		return err
	})
	if err != nil || !found {
		return protect.Kept{}, false, fault.Wrap(op, err)
	}
	k.MadeAt = time.UnixMicro(at).UTC()
	return k, true, fault.Wrap(op, json.Unmarshal([]byte(hidden), &k.Hidden))
}

// AddDeparture appends to the log of what left the house. When it returns nil
// the line is there to stay; many that come at once are written together.
func (s *Store) AddDeparture(ctx context.Context, d protect.Departure) error {
	const op = "store.AddDeparture"
	id, err := uuid.NewV7()
	if err != nil {
		return fault.Wrap(op, err)
	}
	if err := allStorable("", 0, "departure", d.Recipient, d.Content, d.Format, d.Policy, d.Purpose); err != nil {
		return fault.Wrap(op, err)
	}
	event := audit.Event{
		Kind: audit.Export, Actor: audit.Actor{By: d.Recipient}, Object: audit.Object{Kind: "departure", Key: d.Content}, Reason: d.Purpose,
		After: object("audience", string(d.Audience), "format", d.Format, "policy", d.Policy, "position", d.Position),
	}
	return fault.Wrap(op, s.changeTogether(ctx, event, func(ctx context.Context, c conn) error {
		return c.exec(ctx, "INSERT INTO departure (id, made_at, audience, recipient, content, format, policy, position, purpose) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
			id.String(), d.At.UnixMicro(), string(d.Audience), d.Recipient, d.Content, d.Format, d.Policy, d.Position, d.Purpose)
	}))
}

// Departures returns what left last, newest first, at most limit.
func (s *Store) Departures(ctx context.Context, limit int) ([]protect.Departure, error) {
	var list []protect.Departure
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT made_at, audience, recipient, content, format, policy, position, purpose FROM departure ORDER BY made_at DESC, id DESC LIMIT $1", []any{int64(limit)}, func(r row) error {
			var d protect.Departure
			var at int64
			var to string
			err := r.Scan(&at, &to, &d.Recipient, &d.Content, &d.Format, &d.Policy, &d.Position, &d.Purpose)
			d.At, d.Audience = time.UnixMicro(at).UTC(), audience.Audience(to)
			list = append(list, d)
			return err
		})
	})
	return list, fault.Wrap("store.Departures", err)
}

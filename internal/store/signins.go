// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// PutDevice keeps a device of an account, and of its devices the most that were
// used last.
func (r accountRows) PutDevice(ctx context.Context, digest string, account int64, used time.Time, most int) error {
	if err := r.exec(ctx, "INSERT INTO account_device (digest, account, used_at) VALUES ($1,$2,$3)", digest, account, micros(used)); err != nil {
		return err
	}
	return r.exec(ctx, `DELETE FROM account_device WHERE account = $1 AND digest NOT IN
		(SELECT digest FROM account_device WHERE account = $2 ORDER BY used_at DESC, digest LIMIT $3)`, account, account, most)
}

// DeviceOf returns whose device it is.
func (r accountRows) DeviceOf(ctx context.Context, digest string, since time.Time) (int64, error) {
	var account int64
	_, err := one(ctx, r.conn, "SELECT account FROM account_device WHERE digest = $1 AND used_at >= $2", []any{digest, micros(since)}, &account)
	return account, err
}

// Devices returns when each device of an account was last used, the last first.
func (r accountRows) Devices(ctx context.Context, account int64) ([]time.Time, error) {
	return all(ctx, r.conn, func(r row) (time.Time, error) {
		var used int64
		err := r.Scan(&used)
		return ofMicros(used), err
	}, "SELECT used_at FROM account_device WHERE account = $1 ORDER BY used_at DESC, digest", account)
}

// DropDevice forgets one device of an account, all where digest is empty.
func (r accountRows) DropDevice(ctx context.Context, account int64, digest string) error {
	return r.exec(ctx, "DELETE FROM account_device WHERE account = $1 AND (digest = $2 OR $3 = '')", account, digest, digest)
}

// DropDevicesUnused forgets those not used since a time.
func (r accountRows) DropDevicesUnused(ctx context.Context, since time.Time) (int64, error) {
	return dropped(ctx, r.conn, "DELETE FROM account_device WHERE used_at < $1 RETURNING 1", micros(since))
}

// TwoFactors returns of whom two factors are demanded.
func (r accountRows) TwoFactors(ctx context.Context) (identity.TwoFactors, error) {
	var t identity.TwoFactors
	var body string
	var version int64
	if _, err := one(ctx, r.conn, "SELECT body, version FROM account_setting WHERE only_row = 1", nil, &body, &version); err != nil {
		return t, err
	}
	err := json.Unmarshal([]byte(body), &t)
	t.Version = version
	return t, err
}

// PutTwoFactors keeps the setting in place of the one before.
func (r accountRows) PutTwoFactors(ctx context.Context, t identity.TwoFactors) error {
	body, err := json.Marshal(t)
	if err != nil {
		return err
	}
	var version int64
	kept, err := one(ctx, r.conn, "UPDATE account_setting SET body = $1, version = version + 1 WHERE only_row = 1 AND version = $2 RETURNING version", []any{string(body), t.Version}, &version)
	if err == nil && !kept {
		err = fault.New(fault.Conflict, "store.PutTwoFactors", "Die Einstellung hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed the setting meanwhile. Please reload.")
	}
	return err
}

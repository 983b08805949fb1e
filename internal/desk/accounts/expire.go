// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"

	"planraum/internal/city/audit"
)

// Erasing makes sure that what is deleted from the tables of accounts goes from
// files, journals and copies as well.
type Erasing interface {
	// Erasing returns what the record keeps of the deletion of an object, as JSON:
	// until when copies of the database may still hold it.
	Erasing(ctx context.Context, object, key string) (after string, err error)
	// Gone orders that the files be purged.
	Gone(ctx context.Context) error
}

// gone is told after something personal was deleted or replaced.
func (d *Desk) gone(ctx context.Context) error {
	if d.Erasing == nil {
		return nil
	}
	return d.Erasing.Gone(ctx)
}

// erasing is what the record keeps of the deletion of an account.
func (d *Desk) erasing(ctx context.Context, key string) (string, error) {
	if d.Erasing == nil {
		return "", nil
	}
	return d.Erasing.Erasing(ctx, audit.AccountObject, key)
}

// Expire removes sessions, links and steps of sign-ins that have ended, attempts
// to which the limit looks back no more, and devices not used for long. It returns how many.
func (d *Desk) Expire(ctx context.Context) (int64, error) {
	return d.expire(ctx, "Expire", func(ctx context.Context, r Rows) (Ended, error) {
		now := d.Now()
		ended, err := r.DropStale(ctx, now, now.Add(-sessionIdle))
		if err != nil {
			return ended, err
		}
		if ended.Attempts, err = r.DropAttempts(ctx, "", now.Add(-guessWindowOfLogins)); err != nil {
			return ended, err
		}
		ended.Devices, err = r.DropDevicesUnused(ctx, now.Add(-deviceKept))
		return ended, err
	})
}

// ExpireTokens removes API tokens whose last day is over. It returns how many.
func (d *Desk) ExpireTokens(ctx context.Context) (int64, error) {
	return d.expire(ctx, "ExpireTokens", func(ctx context.Context, r Rows) (Ended, error) {
		n, err := r.DropEndedTokens(ctx, d.Now())
		return Ended{Tokens: n}, err
	})
}

func (d *Desk) expire(ctx context.Context, op string, drop func(context.Context, Rows) (Ended, error)) (int64, error) {
	var ended Ended
	err := d.change(ctx, op, func(ctx context.Context, r Rows) (err error) {
		if ended, err = drop(ctx, r); err != nil {
			return err
		}
		if ended.Sum() == 0 {
			r.Quiet(Nothing)
			return nil
		}
		r.Tell(Event{Act: TimeOver, After: Facts{Ended: &ended}})
		return nil
	})
	return ended.Sum(), err
}

// SignedIn counts the browsers that are signed in now.
func (d *Desk) SignedIn(ctx context.Context) (int, error) {
	n := 0
	err := d.look(ctx, "SignedIn", func(r Rows) (err error) {
		now := d.Now()
		n, err = r.CountSessions(ctx, now, now.Add(-sessionIdle))
		return err
	})
	return n, err
}

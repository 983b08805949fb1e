// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"time"

	"planraum/internal/city/identity"
)

// How long a device is known after its last sign-in, and how many an account
// has at most.
const (
	deviceKept  = 180 * 24 * time.Hour
	devicesMost = 20
)

// DeviceKept is how long a browser keeps by what its device is known.
const DeviceKept = deviceKept

// meet notes that an account was signed in in a device, and gives the device a
// new secret in place of the one before. Knowing it opens nothing; it keeps
// strangers who guess at the password from shutting out the device.
func (d *Desk) meet(ctx context.Context, r Rows, s *Signed, from Client) error {
	now := d.Now()
	if from.Device != "" {
		if err := r.DropDevice(ctx, s.Account.Number, identity.Digest(from.Device)); err != nil {
			return err
		}
	}
	secret, digest, err := d.secret()
	if err != nil {
		return err
	}
	s.Device = secret
	return r.PutDevice(ctx, digest, s.Account.Number, now, devicesMost)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// ceremonyValid is how long somebody may take between two steps.
const ceremonyValid = 10 * time.Minute

// The kinds of ceremonies.
const (
	secondStep   = "second"   // a passkey after the password
	enrolStep    = "enrol"    // a first passkey after the password, before there is a session
	firstStep    = "first"    // that passkey, asked for
	formStep     = "form"     // what was typed before a proof was asked for
	registerStep = "register" // a new passkey
	passkeyStep  = "passkey"  // sign-in or proof by passkey
	externalStep = "external" // at an identity provider
)

// begin keeps a ceremony and returns the secret by which the browser goes on
// with it.
func (d *Desk) begin(ctx context.Context, r Rows, c Ceremony) (string, error) {
	secret, digest, err := d.secret()
	if err != nil {
		return "", err
	}
	now := d.Now()
	c.Digest, c.Ends = digest, now.Add(ceremonyValid)
	if _, err := r.DropStale(ctx, now, now.Add(-sessionIdle)); err != nil {
		return "", err
	}
	return secret, r.PutCeremony(ctx, c)
}

// over is the refusal of a step that does not follow on the one before.
var over = fault.New(fault.Conflict, "accounts.ceremony",
	"Dieser Schritt gehört zu keiner laufenden Anmeldung. Bitte noch einmal von vorn beginnen.", "This step belongs to no sign-in under way. Please begin again.")

// goOn takes a ceremony of one of the kinds; it cannot be taken twice.
func (d *Desk) goOn(ctx context.Context, r Rows, secret string, kinds ...string) (Ceremony, error) {
	c, found, err := r.TakeCeremony(ctx, identity.Digest(secret))
	if err != nil {
		return c, err
	}
	if found && d.Now().Before(c.Ends) {
		for _, kind := range kinds {
			if c.Kind == kind {
				return c, nil
			}
		}
	}
	return c, over
}

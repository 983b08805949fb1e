// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts

import (
	"context"
	"errors"
	"slices"

	"planraum/internal/city/identity"
)

// showing is what somebody has shown at a sign-in.
type showing struct {
	means   identity.CredentialKind
	factors int              // identity.OneFactor or BothFactors
	link    identity.Purpose // of the one-time link that was taken; empty: none
}

// letIn opens a session for whoever has shown enough. Where a second factor is
// missing it is asked for, and where it is demanded and there is none yet it has
// to be set up; until then there is no session.
func (d *Desk) letIn(ctx context.Context, r Rows, s *Signed, by showing, from Client) error {
	facts := Facts{By: string(by.means), Link: by.link}
	tell := func(act Act) {
		r.Tell(Event{Act: act, Account: s.Account.Number, Who: owner(s.Account), After: facts})
	}
	next, err := d.missing(ctx, r, s.Account, by)
	if err != nil {
		return err
	}
	switch next {
	case secondStep:
		tell(SecondAsked)
		s.Second, err = d.begin(ctx, r, Ceremony{Kind: secondStep, Account: s.Account.Number})
	case enrolStep:
		if d.Passkeys == nil {
			return noPasskeys
		}
		tell(SecondDemanded)
		s.Enrol, err = d.begin(ctx, r, Ceremony{Kind: enrolStep, Account: s.Account.Number})
	default:
		tell(SignedIn)
		err = d.admit(ctx, r, s, by, from)
	}
	return err
}

// missing is the step that has to follow what was shown; empty: none. The
// owner's own wish for a passkey follows the password only.
func (d *Desk) missing(ctx context.Context, r Rows, a identity.Account, by showing) (string, error) {
	if by.factors >= identity.BothFactors {
		return "", nil
	}
	rule, err := r.TwoFactors(ctx)
	if err != nil {
		return "", err
	}
	has, err := d.hasPasskey(ctx, r, a.Number)
	switch demanded := rule.Of(a.Grants); {
	case err != nil:
		return "", err
	case has && (demanded || a.SecondFactor && by.means == identity.Password):
		return secondStep, nil
	case demanded:
		return enrolStep, nil
	}
	return "", nil
}

// hasPasskey reports whether an account has a passkey that can be asked for.
func (d *Desk) hasPasskey(ctx context.Context, r Rows, account int64) (bool, error) {
	if d.Passkeys == nil {
		return false, nil
	}
	all, err := r.Credentials(ctx, account)
	return slices.ContainsFunc(all, isPasskey), err
}

func isPasskey(c identity.Credential) bool { return c.Kind == identity.Passkey }

// admit opens a session under a new secret, in a device that is known from now
// on.
func (d *Desk) admit(ctx context.Context, r Rows, s *Signed, by showing, from Client) error {
	now := d.Now()
	if _, err := r.DropStale(ctx, now, now.Add(-sessionIdle)); err != nil {
		return err
	}
	secret, digest, err := d.secret()
	if err != nil {
		return err
	}
	s.Secret = secret
	s.Session = identity.SessionOf{
		ID: digest, Account: s.Account.Number, Browser: from.Browser, Means: by.means, Factors: by.factors,
		Created: now, Seen: now, Proven: now, Ends: now.Add(sessionMost),
	}
	return errors.Join(r.PutSession(ctx, s.Session), d.meet(ctx, r, s, from))
}

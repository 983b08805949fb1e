// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
)

const credentialColumns = "SELECT id, account, kind, handle, secret, label, created_at, used_on FROM account_credential"

func scanCredential(r row) (identity.Credential, error) {
	var c identity.Credential
	var kind string
	var created int64
	err := r.Scan(&c.ID, &c.Account, &kind, &c.Handle, &c.Secret, &c.Label, &created, &c.UsedOn)
	c.Kind, c.Created = identity.CredentialKind(kind), ofMicros(created)
	return c, err
}

// Credentials lists the credentials of an account by number.
func (r accountRows) Credentials(ctx context.Context, account int64) ([]identity.Credential, error) {
	return all(ctx, r.conn, scanCredential, credentialColumns+" WHERE account = $1 ORDER BY id", account)
}

// CredentialByHandle finds a credential.
func (r accountRows) CredentialByHandle(ctx context.Context, kind identity.CredentialKind, handle string) (identity.Credential, bool, error) {
	return first(ctx, r.conn, scanCredential, credentialColumns+" WHERE kind = $1 AND handle = $2", string(kind), handle)
}

// PutCredential keeps a credential in place of the one before.
func (r accountRows) PutCredential(ctx context.Context, c identity.Credential) error {
	if err := allStorable("", 0, "credential", c.Handle, c.Label); err != nil {
		return err
	}
	id, err := newID(c.ID)
	if err != nil {
		return err
	}
	var kept string
	ours, err := one(ctx, r.conn, `INSERT INTO account_credential (id, account, kind, handle, secret, label, created_at, used_on) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)
		ON CONFLICT (kind, handle) DO UPDATE SET secret = excluded.secret, label = excluded.label, created_at = excluded.created_at, used_on = excluded.used_on
		WHERE account_credential.account = excluded.account RETURNING id`,
		[]any{id, c.Account, string(c.Kind), c.Handle, c.Secret, c.Label, micros(c.Created), c.UsedOn}, &kept)
	if err == nil && !ours {
		err = fault.New(fault.Conflict, "store.PutCredential", "Damit meldet sich schon ein anderes Konto an.", "Another account signs in with this already.")
	}
	return err
}

// DropCredential removes one credential of an account.
func (r accountRows) DropCredential(ctx context.Context, account int64, id string) error {
	return r.exec(ctx, "DELETE FROM account_credential WHERE account = $1 AND id = $2", account, id)
}

const sessionColumns = "SELECT id, account, browser, means, factors, created_at, seen_at, proven_at, ends_at FROM account_session"

func scanSession(r row) (identity.SessionOf, error) {
	var s identity.SessionOf
	var means string
	var created, seen, proven, ends int64
	err := r.Scan(&s.ID, &s.Account, &s.Browser, &means, &s.Factors, &created, &seen, &proven, &ends)
	s.Means = identity.CredentialKind(means)
	s.Created, s.Seen, s.Proven, s.Ends = ofMicros(created), ofMicros(seen), ofMicros(proven), ofMicros(ends)
	return s, err
}

// PutSession keeps a new session.
func (r accountRows) PutSession(ctx context.Context, s identity.SessionOf) error {
	return r.exec(ctx, "INSERT INTO account_session (id, account, browser, means, factors, created_at, seen_at, proven_at, ends_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
		s.ID, s.Account, s.Browser, string(s.Means), s.Factors, micros(s.Created), micros(s.Seen), micros(s.Proven), micros(s.Ends))
}

// SeeSession notes when a session was last seen, if it still is there.
func (r accountRows) SeeSession(ctx context.Context, id string, at time.Time) error {
	return r.exec(ctx, "UPDATE account_session SET seen_at = $1 WHERE id = $2", micros(at), id)
}

// SessionByID finds a session by its digest.
func (r accountRows) SessionByID(ctx context.Context, id string) (identity.SessionOf, bool, error) {
	return first(ctx, r.conn, scanSession, sessionColumns+" WHERE id = $1", id)
}

// Sessions lists the sessions of an account, the newest first.
func (r accountRows) Sessions(ctx context.Context, account int64) ([]identity.SessionOf, error) {
	return all(ctx, r.conn, scanSession, sessionColumns+" WHERE account = $1 ORDER BY created_at DESC, id", account)
}

// CountSessions counts those that end after a time and were seen since another.
func (r accountRows) CountSessions(ctx context.Context, ends, seen time.Time) (int, error) {
	n := 0
	_, err := one(ctx, r.conn, "SELECT count(*) FROM account_session WHERE ends_at > $1 AND seen_at >= $2", []any{micros(ends), micros(seen)}, &n)
	return n, err
}

// DropSession ends one session of an account, all where id is empty.
func (r accountRows) DropSession(ctx context.Context, account int64, id string) error {
	return r.dropOf(ctx, "account_session", account, id)
}

const tokenColumns = "SELECT id, digest, account, name, writes, grants, created_at, ends_at, used_on FROM account_token"

func scanToken(r row) (identity.APIToken, error) {
	var t identity.APIToken
	var grants string
	var created, ends int64
	if err := r.Scan(&t.ID, &t.Digest, &t.Account, &t.Name, &t.Writes, &grants, &created, &ends, &t.UsedOn); err != nil {
		return t, err
	}
	t.Created, t.Ends = ofMicros(created), ofMicros(ends)
	var err error
	t.Grants, err = grantsOf(grants)
	return t, err
}

// PutToken keeps a new token.
func (r accountRows) PutToken(ctx context.Context, t identity.APIToken) error {
	if err := allStorable("", 0, "token", t.Name); err != nil {
		return err
	}
	grants, err := grantsText(t.Grants)
	if err != nil {
		return err
	}
	id, err := newID(t.ID)
	if err != nil {
		return err
	}
	return r.exec(ctx, "INSERT INTO account_token (id, digest, account, name, writes, grants, created_at, ends_at, used_on) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
		id, t.Digest, t.Account, t.Name, t.Writes, grants, micros(t.Created), micros(t.Ends), t.UsedOn)
}

// UseToken notes the day of a token's last use, if it still is there.
func (r accountRows) UseToken(ctx context.Context, id, day string) error {
	return r.exec(ctx, "UPDATE account_token SET used_on = $1 WHERE id = $2", day, id)
}

// TokenByDigest finds a token.
func (r accountRows) TokenByDigest(ctx context.Context, digest string) (identity.APIToken, bool, error) {
	return first(ctx, r.conn, scanToken, tokenColumns+" WHERE digest = $1", digest)
}

// Tokens lists the tokens of an account, the newest first.
func (r accountRows) Tokens(ctx context.Context, account int64) ([]identity.APIToken, error) {
	return all(ctx, r.conn, scanToken, tokenColumns+" WHERE account = $1 ORDER BY created_at DESC, id", account)
}

// DropToken revokes one token of an account, all where id is empty.
func (r accountRows) DropToken(ctx context.Context, account int64, id string) error {
	return r.dropOf(ctx, "account_token", account, id)
}

const linkColumns = "digest, account, purpose, created_at, ends_at"

func scanLink(r row) (identity.OneTimeLink, error) {
	var l identity.OneTimeLink
	var purpose string
	var created, ends int64
	err := r.Scan(&l.Digest, &l.Account, &purpose, &created, &ends)
	l.Purpose, l.Created, l.Ends = identity.Purpose(purpose), ofMicros(created), ofMicros(ends)
	return l, err
}

// PutLink keeps a link in place of those before of the account and purpose.
func (r accountRows) PutLink(ctx context.Context, l identity.OneTimeLink) error {
	if err := r.exec(ctx, "DELETE FROM account_link WHERE account = $1 AND purpose = $2", l.Account, string(l.Purpose)); err != nil {
		return err
	}
	return r.exec(ctx, "INSERT INTO account_link ("+linkColumns+") VALUES ($1,$2,$3,$4,$5)",
		l.Digest, l.Account, string(l.Purpose), micros(l.Created), micros(l.Ends))
}

// LinkByDigest finds a link.
func (r accountRows) LinkByDigest(ctx context.Context, digest string) (identity.OneTimeLink, bool, error) {
	return first(ctx, r.conn, scanLink, "SELECT "+linkColumns+" FROM account_link WHERE digest = $1", digest)
}

// TakeLink is LinkByDigest and removes the link.
func (r accountRows) TakeLink(ctx context.Context, digest string) (identity.OneTimeLink, bool, error) {
	return first(ctx, r.conn, scanLink, "DELETE FROM account_link WHERE digest = $1 RETURNING "+linkColumns, digest)
}

// DropLinks removes the links of an account.
func (r accountRows) DropLinks(ctx context.Context, account int64) error {
	return r.exec(ctx, "DELETE FROM account_link WHERE account = $1", account)
}

// AddAttempt counts one attempt.
func (r accountRows) AddAttempt(ctx context.Context, of string, at time.Time) (string, error) {
	id, err := newID("")
	if err != nil {
		return "", err
	}
	return id, r.exec(ctx, "INSERT INTO account_attempt (id, of_whom, made_at) VALUES ($1,$2,$3)", id, of, micros(at))
}

// ForgetAttempt takes back one attempt.
func (r accountRows) ForgetAttempt(ctx context.Context, id string) error {
	return r.exec(ctx, "DELETE FROM account_attempt WHERE id = $1", id)
}

// CountAttempts counts the attempts of somebody since a time.
func (r accountRows) CountAttempts(ctx context.Context, of string, since time.Time) (int, error) {
	n := 0
	_, err := one(ctx, r.conn, "SELECT count(*) FROM account_attempt WHERE of_whom = $1 AND made_at >= $2", []any{of, micros(since)}, &n)
	return n, err
}

// DropAttempts forgets those of somebody before a time; all where of is empty.
func (r accountRows) DropAttempts(ctx context.Context, of string, before time.Time) (int64, error) {
	if of == "" {
		return dropped(ctx, r.conn, "DELETE FROM account_attempt WHERE made_at < $1 RETURNING 1", micros(before))
	}
	return dropped(ctx, r.conn, "DELETE FROM account_attempt WHERE of_whom = $1 AND made_at < $2 RETURNING 1", of, micros(before))
}

const ceremonyColumns = "digest, kind, account, body, ends_at"

func scanCeremony(r row) (accounts.Ceremony, error) {
	var c accounts.Ceremony
	var ends int64
	err := r.Scan(&c.Digest, &c.Kind, &c.Account, &c.Body, &ends)
	c.Ends = ofMicros(ends)
	return c, err
}

// PutCeremony keeps one.
func (r accountRows) PutCeremony(ctx context.Context, c accounts.Ceremony) error {
	return r.exec(ctx, "INSERT INTO account_ceremony ("+ceremonyColumns+") VALUES ($1,$2,$3,$4,$5)", c.Digest, c.Kind, c.Account, c.Body, micros(c.Ends))
}

// CeremonyByDigest finds one.
func (r accountRows) CeremonyByDigest(ctx context.Context, digest string) (accounts.Ceremony, bool, error) {
	return first(ctx, r.conn, scanCeremony, "SELECT "+ceremonyColumns+" FROM account_ceremony WHERE digest = $1", digest)
}

// TakeCeremony returns and removes one.
func (r accountRows) TakeCeremony(ctx context.Context, digest string) (accounts.Ceremony, bool, error) {
	return first(ctx, r.conn, scanCeremony, "DELETE FROM account_ceremony WHERE digest = $1 RETURNING "+ceremonyColumns, digest)
}

// DropCeremonies ends all of an account.
func (r accountRows) DropCeremonies(ctx context.Context, account int64) error {
	return r.exec(ctx, "DELETE FROM account_ceremony WHERE account = $1", account)
}

// DropStale removes what has ended, and sessions not seen since a time.
func (r accountRows) DropStale(ctx context.Context, ended, unseen time.Time) (accounts.Ended, error) {
	var e accounts.Ended
	var err error
	if e.Sessions, err = dropped(ctx, r.conn, "DELETE FROM account_session WHERE ends_at <= $1 OR seen_at < $2 RETURNING 1", micros(ended), micros(unseen)); err != nil {
		return e, err
	}
	if e.Links, err = dropped(ctx, r.conn, "DELETE FROM account_link WHERE ends_at <= $1 RETURNING 1", micros(ended)); err != nil {
		return e, err
	}
	e.Steps, err = dropped(ctx, r.conn, "DELETE FROM account_ceremony WHERE ends_at <= $1 RETURNING 1", micros(ended))
	return e, err
}

// DropEndedTokens removes tokens that ended before a time.
func (r accountRows) DropEndedTokens(ctx context.Context, ended time.Time) (int64, error) {
	return dropped(ctx, r.conn, "DELETE FROM account_token WHERE ends_at <= $1 RETURNING 1", micros(ended))
}

// dropOf removes one row of a table that belongs to an account, all where id is
// empty.
func (r accountRows) dropOf(ctx context.Context, table string, account int64, id string) error {
	return r.exec(ctx, "DELETE FROM "+table+" WHERE account = $1 AND (id = $2 OR $3 = '')", account, id, id)
}

// dropped runs a statement that returns a row for each that it removes.
func dropped(ctx context.Context, c conn, sql string, args ...any) (int64, error) {
	n := int64(0)
	err := c.query(ctx, sql, args, func(row) error { n++; return nil })
	return n, err
}

// newID is id, or a new UUIDv7 where it is empty.
func newID(id string) (string, error) {
	if id != "" {
		return id, nil
	}
	fresh, err := uuid.NewV7()
	return fresh.String(), err
}

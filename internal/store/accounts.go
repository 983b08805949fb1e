// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
)

// LookAccounts runs fn on one state of the accounts; fn only reads.
func (s *Store) LookAccounts(ctx context.Context, fn func(accounts.Rows) error) error {
	return fault.Wrap("store.LookAccounts", s.engine.read(ctx, func(c conn) error { return fn(accountRows{c, &journal{}}) }))
}

// ChangeAccounts runs fn in one transaction over the accounts, which is kept
// only if fn succeeds and has told what it leaves in the record, or why nothing. Those who change accounts wait for each other, so that
// what fn counts or finds missing is still so when it is kept. The ledger's
// position stays as it is.
func (s *Store) ChangeAccounts(ctx context.Context, fn func(accounts.Rows) error) error {
	// Accounts have a turn of their own: on a server nobody waits for an import to
	// sign in, because the two lock different rows.
	if err := await(ctx, s.accounting); err != nil {
		return err
	}
	defer func() { <-s.accounting }()
	return fault.Wrap("store.ChangeAccounts", s.change(ctx, func(c conn, j *journal) error {
		if err := c.exec(ctx, "UPDATE account_number SET last = last"); err != nil { // takes the lock of its row
			return err
		}
		return fn(accountRows{c, j})
	}))
}

// accountRows is one transaction as the desk of accounts states it.
type accountRows struct {
	conn
	journal *journal
}

// Tell puts an event into the record, if the transaction is kept.
func (r accountRows) Tell(e accounts.Event) { r.journal.tell(e.Audit()) }

// Quiet says why the transaction leaves nothing in the record.
func (r accountRows) Quiet(why accounts.Quiet) { r.journal.silent(silence(why)) }

// micros is a time as the tables keep it; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func ofMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

func grantsText(grants []identity.Grant) (string, error) {
	if grants == nil {
		grants = []identity.Grant{}
	}
	body, err := json.Marshal(grants)
	return string(body), err
}

func grantsOf(text string) ([]identity.Grant, error) {
	var grants []identity.Grant
	err := json.Unmarshal([]byte(text), &grants)
	return grants, err
}

// NextAccount gives a number that no account ever had.
func (r accountRows) NextAccount(ctx context.Context) (int64, error) {
	var last int64
	_, err := one(ctx, r.conn, "UPDATE account_number SET last = last + 1 RETURNING last", nil, &last)
	return last, err
}

// PutAccount keeps a new account or a changed one.
func (r accountRows) PutAccount(ctx context.Context, a identity.Account) error {
	if err := allStorable("", 0, "account", a.Login, a.Email, a.Name); err != nil {
		return err
	}
	grants, err := grantsText(a.Grants)
	if err != nil {
		return err
	}
	var other int64
	taken, err := one(ctx, r.conn, "SELECT number FROM account WHERE login = $1 AND number <> $2", []any{a.Login, a.Number}, &other)
	if err != nil {
		return err
	}
	if taken {
		return fault.New(fault.Conflict, "store.PutAccount", "Ein anderes Konto hat diese Adresse schon.", "Another account has this address already.")
	}
	statement := "INSERT INTO account (number, login, email, name, state, grants, second_factor, provider, created_at, version) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,1) ON CONFLICT DO NOTHING RETURNING version"
	args := []any{a.Number, a.Login, a.Email, a.Name, string(a.State), grants, a.SecondFactor, a.Provider, micros(a.Created)}
	if a.Version > 0 {
		statement = "UPDATE account SET login = $1, email = $2, name = $3, state = $4, grants = $5, second_factor = $6, provider = $7, version = version + 1 WHERE number = $8 AND version = $9 RETURNING version"
		args = []any{a.Login, a.Email, a.Name, string(a.State), grants, a.SecondFactor, a.Provider, a.Number, a.Version}
	}
	var version int64
	kept, err := one(ctx, r.conn, statement, args, &version)
	if err == nil && !kept {
		err = fault.New(fault.Conflict, "store.PutAccount", "Das Konto hat inzwischen jemand anderes geändert. Bitte neu laden.", "Somebody else has changed the account meanwhile. Please reload.")
	}
	return err
}

const accountColumns = "SELECT number, login, email, name, state, grants, second_factor, provider, created_at, version FROM account"

func scanAccount(r row) (identity.Account, error) {
	var a identity.Account
	var state, grants string
	var created int64
	err := r.Scan(&a.Number, &a.Login, &a.Email, &a.Name, &state, &grants, &a.SecondFactor, &a.Provider, &created, &a.Version)
	if err != nil {
		return a, err
	}
	a.State, a.Created = identity.State(state), ofMicros(created)
	a.Grants, err = grantsOf(grants)
	return a, err
}

// Account returns fault.NotFound without one.
func (r accountRows) Account(ctx context.Context, number int64) (identity.Account, error) {
	a, found, err := first(ctx, r.conn, scanAccount, accountColumns+" WHERE number = $1", number)
	if err == nil && !found {
		n := strconv.FormatInt(number, 10)
		err = fault.New(fault.NotFound, "store.Account "+n, "Ein Konto mit der Nummer "+n+" gibt es nicht.", "There is no account with the number "+n+".")
	}
	return a, err
}

// AccountByLogin finds the account with a login.
func (r accountRows) AccountByLogin(ctx context.Context, login string) (identity.Account, bool, error) {
	return first(ctx, r.conn, scanAccount, accountColumns+" WHERE login = $1", login)
}

// Accounts lists all by number.
func (r accountRows) Accounts(ctx context.Context) ([]identity.Account, error) {
	return all(ctx, r.conn, scanAccount, accountColumns+" ORDER BY number")
}

// accountTables are the tables with rows of an account, the account's own last.
var accountTables = []string{"account_credential", "account_session", "account_device", "account_token", "account_link", "account_ceremony"}

// DropAccount removes the account and every row that belongs to it, and wipes
// what the record keeps sealed for it.
func (r accountRows) DropAccount(ctx context.Context, number int64) error {
	for _, table := range accountTables {
		if err := r.exec(ctx, "DELETE FROM "+table+" WHERE account = $1", number); err != nil {
			return err
		}
	}
	if err := wipeAccount(ctx, r.conn, number); err != nil {
		return err
	}
	return r.exec(ctx, "DELETE FROM account WHERE number = $1", number)
}

// first runs a query that answers with at most one thing.
func first[T any](ctx context.Context, c conn, scan func(row) (T, error), sql string, args ...any) (T, bool, error) {
	found, err := all(ctx, c, scan, sql, args...)
	if err != nil || len(found) == 0 {
		var none T
		return none, false, err
	}
	return found[0], true, nil
}

// all runs a query and reads what it answers with.
func all[T any](ctx context.Context, c conn, scan func(row) (T, error), sql string, args ...any) ([]T, error) {
	var list []T
	err := c.query(ctx, sql, args, func(r row) error {
		v, err := scan(r)
		list = append(list, v)
		return err
	})
	return list, err
}

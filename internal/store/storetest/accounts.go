// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"errors"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/store"
)

var accountTime = time.Date(2026, 11, 22, 8, 0, 0, 123000, time.UTC)

// quietly is fn as a change that leaves nothing in the record.
func quietly(fn func(accounts.Rows) error) func(accounts.Rows) error {
	return func(r accounts.Rows) error {
		r.Quiet(accounts.Nothing)
		return fn(r)
	}
}

func changeAccounts(t *testing.T, s *store.Store, fn func(accounts.Rows) error) {
	t.Helper()
	if err := s.ChangeAccounts(t.Context(), quietly(fn)); err != nil {
		t.Fatal(err)
	}
}

// sample makes an account with a row in every table.
func sample(t *testing.T, s *store.Store, login string) identity.Account {
	t.Helper()
	var a identity.Account
	changeAccounts(t, s, func(r accounts.Rows) error {
		number, err := r.NextAccount(t.Context())
		if err != nil {
			return err
		}
		a = identity.Account{
			Number: number, Login: login, Email: login, Name: "Ž. Ðurđevič-O’Neil", State: identity.Active, Created: accountTime,
			Grants: []identity.Grant{{Role: identity.Planner, Area: "08111000/01"}, {Role: identity.Provider, Holder: "x"}},
		}
		if err := r.PutAccount(t.Context(), a); err != nil {
			return err
		}
		a, err = r.Account(t.Context(), number)
		return errors.Join(err,
			r.PutCredential(t.Context(), identity.Credential{Account: number, Kind: identity.Password, Handle: login, Secret: "hash", Created: accountTime}),
			r.PutSession(t.Context(), identity.SessionOf{ID: "s " + login, Account: number, Browser: "Firefox", Means: identity.Password, Factors: identity.BothFactors, Created: accountTime, Seen: accountTime, Proven: accountTime, Ends: accountTime.Add(time.Hour)}),
			r.PutToken(t.Context(), identity.APIToken{Digest: "t " + login, Account: number, Name: "Export", Writes: true, Grants: a.Grants, Created: accountTime, Ends: accountTime.Add(time.Hour)}),
			r.PutLink(t.Context(), identity.OneTimeLink{Digest: "l " + login, Account: number, Purpose: identity.Reset, Created: accountTime, Ends: accountTime.Add(time.Hour)}),
			r.PutDevice(t.Context(), "d "+login, number, accountTime, 20),
			r.PutCeremony(t.Context(), accounts.Ceremony{Digest: "c " + login, Kind: "k", Account: number, Body: "{}", Ends: accountTime.Add(time.Hour)}),
		)
	})
	return a
}

func testAccounts(t *testing.T, s *store.Store) {
	before := position(t, s)
	a := sample(t, s, "erste@stadt.example")
	same(t, a.Number, int64(1))
	same(t, a.Version, int64(1))
	same(t, a.Created, accountTime)
	same(t, len(a.Grants), 2)
	same(t, position(t, s), before) // the ledger does not know of accounts

	stale := a
	a.Name = "neu"
	changeAccounts(t, s, func(r accounts.Rows) error { return r.PutAccount(t.Context(), a) })
	isKind(t, s.ChangeAccounts(t.Context(), func(r accounts.Rows) error { return r.PutAccount(t.Context(), stale) }), fault.Conflict)

	second := sample(t, s, "zweite@stadt.example")
	second.Login = a.Login
	isKind(t, s.ChangeAccounts(t.Context(), func(r accounts.Rows) error { return r.PutAccount(t.Context(), second) }), fault.Conflict)
	isKind(t, s.ChangeAccounts(t.Context(), func(r accounts.Rows) error {
		return r.PutCredential(t.Context(), identity.Credential{Account: second.Number, Kind: identity.Password, Handle: a.Login, Secret: "mine"})
	}), fault.Conflict)

	changeAccounts(t, s, func(r accounts.Rows) error {
		found, there, err := r.AccountByLogin(t.Context(), a.Login)
		same(t, there, true)
		same(t, found.Name, "neu")
		list, also := r.Accounts(t.Context())
		same(t, len(list), 2)
		return errors.Join(err, also)
	})
	if err := s.ChangeAccounts(t.Context(), func(accounts.Rows) error { return nil }); err == nil {
		t.Error("a change that leaves nothing in the record and does not say why is kept")
	}
	failed := errors.New("no")
	if err := s.ChangeAccounts(t.Context(), func(r accounts.Rows) error { return errors.Join(r.DropAccount(t.Context(), 1), failed) }); !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
	if err := s.LookAccounts(t.Context(), func(r accounts.Rows) error { _, err := r.Account(t.Context(), 1); return err }); err != nil {
		t.Errorf("what failed was kept: %v", err)
	}
}

// testAccountDeleted: a deleted account leaves no row, and its number is not
// given again.
func testAccountDeleted(t *testing.T, s *store.Store) {
	a := sample(t, s, "weg@stadt.example")
	changeAccounts(t, s, func(r accounts.Rows) error { return r.DropAccount(t.Context(), a.Number) })
	err := s.LookAccounts(t.Context(), func(r accounts.Rows) error {
		_, err := r.Account(t.Context(), a.Number)
		isKind(t, err, fault.NotFound)
		all, err := r.Credentials(t.Context(), a.Number)
		same(t, len(all), 0)
		sessions, also := r.Sessions(t.Context(), a.Number)
		same(t, len(sessions), 0)
		tokens, third := r.Tokens(t.Context(), a.Number)
		same(t, len(tokens), 0)
		_, there, fourth := r.LinkByDigest(t.Context(), "l weg@stadt.example")
		same(t, there, false)
		device, fifth := r.DeviceOf(t.Context(), "d weg@stadt.example", time.Time{})
		same(t, device, int64(0))
		return errors.Join(err, also, third, fourth, fifth)
	})
	if err != nil {
		t.Error(err)
	}
	changeAccounts(t, s, func(r accounts.Rows) error {
		_, there, err := r.TakeCeremony(t.Context(), "c weg@stadt.example")
		same(t, there, false)
		return err
	})
	same(t, sample(t, s, "weg@stadt.example").Number, a.Number+1)
}

// testDevices: a device is one account's, for a time; of many those used last are
// kept, and an account's steps of sign-ins end together.
func testDevices(t *testing.T, s *store.Store) {
	a, b := sample(t, s, "a@stadt.example"), sample(t, s, "b@stadt.example")
	const mine = "d a@stadt.example"
	changeAccounts(t, s, func(r accounts.Rows) error {
		of, err := r.DeviceOf(t.Context(), mine, accountTime)
		same(t, of, a.Number)
		of, late := r.DeviceOf(t.Context(), mine, accountTime.Add(time.Second))
		same(t, of, int64(0))
		for i, digest := range []string{"1", "2", "3"} {
			err = errors.Join(err, r.PutDevice(t.Context(), digest, a.Number, accountTime.Add(time.Duration(i+1)*time.Hour), 2))
		}
		used, also := r.Devices(t.Context(), a.Number)
		same(t, used, []time.Time{accountTime.Add(3 * time.Hour), accountTime.Add(2 * time.Hour)})
		foreign := r.DropDevice(t.Context(), b.Number, "2")
		of, third := r.DeviceOf(t.Context(), "2", accountTime)
		same(t, of, a.Number)
		n, fourth := r.DropDevicesUnused(t.Context(), accountTime.Add(3*time.Hour))
		same(t, n, int64(2)) // "2", and the other account's
		return errors.Join(err, late, also, foreign, third, fourth, r.DropDevice(t.Context(), a.Number, ""))
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		used, err := r.Devices(t.Context(), a.Number)
		same(t, len(used), 0)
		_, there, also := r.CeremonyByDigest(t.Context(), "c a@stadt.example")
		same(t, there, true)
		dropped := r.DropCeremonies(t.Context(), a.Number)
		_, there, third := r.CeremonyByDigest(t.Context(), "c a@stadt.example")
		same(t, there, false)
		_, there, fourth := r.CeremonyByDigest(t.Context(), "c b@stadt.example")
		same(t, there, true)
		return errors.Join(err, also, dropped, third, fourth)
	})
}

// testTwoFactors: the setting is there from the start, demands nothing then, and
// of two who change it at once one is told.
func testTwoFactors(t *testing.T, s *store.Store) {
	rule := identity.TwoFactors{Roles: []identity.Role{identity.Administrator}, Trusted: []string{"stadt"}, Version: 1}
	changeAccounts(t, s, func(r accounts.Rows) error {
		first, err := r.TwoFactors(t.Context())
		same(t, first, identity.TwoFactors{Version: 1})
		return errors.Join(err, r.PutTwoFactors(t.Context(), rule))
	})
	isKind(t, s.ChangeAccounts(t.Context(), quietly(func(r accounts.Rows) error { return r.PutTwoFactors(t.Context(), rule) })), fault.Conflict)
	changeAccounts(t, s, func(r accounts.Rows) error {
		kept, err := r.TwoFactors(t.Context())
		rule.Version = 2
		same(t, kept, rule)
		return err
	})
}

// testSessionsAndTokens: what was ended or revoked stays so, whoever notes a
// use of it later.
func testSessionsAndTokens(t *testing.T, s *store.Store) {
	a := sample(t, s, "x@stadt.example")
	changeAccounts(t, s, func(r accounts.Rows) error {
		got, there, err := r.SessionByID(t.Context(), "s x@stadt.example")
		same(t, there, true)
		same(t, got.Seen, accountTime)
		same(t, got.Factors, identity.BothFactors)
		token, there, also := r.TokenByDigest(t.Context(), "t x@stadt.example")
		same(t, there, true)
		same(t, token.Grants, a.Grants)
		same(t, token.Writes, true)
		return errors.Join(err, also, r.SeeSession(t.Context(), got.ID, accountTime.Add(time.Minute)), r.UseToken(t.Context(), token.ID, "2026-11-22"))
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		sessions, err := r.Sessions(t.Context(), a.Number)
		same(t, sessions[0].Seen, accountTime.Add(time.Minute))
		tokens, also := r.Tokens(t.Context(), a.Number)
		same(t, tokens[0].UsedOn, "2026-11-22")
		// Somebody else's cannot be ended by its number.
		return errors.Join(err, also, r.DropSession(t.Context(), a.Number+1, sessions[0].ID), r.DropToken(t.Context(), a.Number+1, tokens[0].ID))
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		sessions, err := r.Sessions(t.Context(), a.Number)
		tokens, also := r.Tokens(t.Context(), a.Number)
		same(t, len(sessions)+len(tokens), 2)
		return errors.Join(err, also, r.DropSession(t.Context(), a.Number, ""), r.DropToken(t.Context(), a.Number, tokens[0].ID),
			r.SeeSession(t.Context(), "s x@stadt.example", accountTime), r.UseToken(t.Context(), tokens[0].ID, "2026-11-23"))
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		sessions, err := r.Sessions(t.Context(), a.Number)
		tokens, also := r.Tokens(t.Context(), a.Number)
		same(t, len(sessions)+len(tokens), 0)
		return errors.Join(err, also)
	})
}

// testTakenOnce: of several who take a link or a ceremony at once one gets it.
func testTakenOnce(t *testing.T, s *store.Store) {
	sample(t, s, "x@stadt.example")
	var wait sync.WaitGroup
	var mu sync.Mutex
	links, ceremonies := 0, 0
	for range 8 {
		wait.Go(func() {
			err := s.ChangeAccounts(t.Context(), func(r accounts.Rows) error {
				r.Quiet(accounts.Underway)
				_, link, err := r.TakeLink(t.Context(), "l x@stadt.example")
				_, ceremony, also := r.TakeCeremony(t.Context(), "c x@stadt.example")
				mu.Lock()
				defer mu.Unlock()
				if link {
					links++
				}
				if ceremony {
					ceremonies++
				}
				return errors.Join(err, also)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	same(t, links, 1)
	same(t, ceremonies, 1)
}

// testAttempts: what is counted by many at once is counted by each, so that a
// limit holds.
func testAttempts(t *testing.T, s *store.Store) {
	const limit = 5
	var wait sync.WaitGroup
	var mu sync.Mutex
	let := 0
	for range 20 {
		wait.Go(func() {
			err := s.ChangeAccounts(t.Context(), func(r accounts.Rows) error {
				r.Quiet(accounts.Underway)
				n, err := r.CountAttempts(t.Context(), "w", accountTime.Add(-time.Hour))
				if err != nil || n >= limit {
					return err
				}
				mu.Lock()
				let++
				mu.Unlock()
				_, err = r.AddAttempt(t.Context(), "w", accountTime)
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	same(t, let, limit)
	changeAccounts(t, s, func(r accounts.Rows) error {
		id, err := r.AddAttempt(t.Context(), "v", accountTime)
		older, also := r.DropAttempts(t.Context(), "", accountTime)
		same(t, older, int64(0))
		if err := errors.Join(err, also, r.ForgetAttempt(t.Context(), id)); err != nil {
			return err
		}
		n, err := r.CountAttempts(t.Context(), "w", accountTime)
		same(t, n, limit)
		m, also := r.CountAttempts(t.Context(), "v", accountTime)
		same(t, m, 0)
		_, third := r.DropAttempts(t.Context(), "w", accountTime.Add(1))
		return errors.Join(err, also, third)
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		n, err := r.CountAttempts(t.Context(), "w", time.Time{})
		same(t, n, limit) // made_at is not before accountTime+1ns, which is the same microsecond
		gone, also := r.DropAttempts(t.Context(), "w", accountTime.Add(time.Second))
		same(t, gone, int64(limit))
		return errors.Join(err, also)
	})
	changeAccounts(t, s, func(r accounts.Rows) error {
		n, err := r.CountAttempts(t.Context(), "w", time.Time{})
		same(t, n, 0)
		return err
	})
}

// testStale: what has ended goes, what has not stays.
func testStale(t *testing.T, s *store.Store) {
	a := sample(t, s, "x@stadt.example")
	count := func() int {
		n := 0
		changeAccounts(t, s, func(r accounts.Rows) error {
			sessions, err := r.Sessions(t.Context(), a.Number)
			tokens, also := r.Tokens(t.Context(), a.Number)
			_, link, third := r.LinkByDigest(t.Context(), "l x@stadt.example")
			n = len(sessions) + len(tokens)
			if link {
				n++
			}
			return errors.Join(err, also, third)
		})
		return n
	}
	drop := func(ended, unseen time.Time, want accounts.Ended, sessions int) {
		changeAccounts(t, s, func(r accounts.Rows) error {
			left, err := r.CountSessions(t.Context(), ended, unseen)
			was, also := r.DropStale(t.Context(), ended, unseen)
			tokens, third := r.DropEndedTokens(t.Context(), ended)
			was.Tokens = tokens
			same(t, was, want)
			same(t, left, sessions)
			return errors.Join(err, also, third)
		})
	}
	drop(accountTime.Add(time.Hour-time.Second), accountTime, accounts.Ended{}, 1)
	same(t, count(), 3)
	drop(accountTime, accountTime.Add(time.Second), accounts.Ended{Sessions: 1}, 0)
	same(t, count(), 2) // the session was not seen for too long
	drop(accountTime.Add(time.Hour), accountTime, accounts.Ended{Links: 1, Steps: 1, Tokens: 1}, 0)
	same(t, count(), 0)
}

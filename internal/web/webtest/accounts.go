// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package webtest

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/accounts"
	"planraum/internal/platform/passkey"
	"planraum/internal/platform/password"
	"planraum/internal/platform/signin"
	"planraum/internal/web"
)

// Accounts is the desk of accounts over a store, with hashes that are made at
// once: tests sign in often, and guess at no hash.
func Accounts(t testing.TB, book accounts.Book) *accounts.Desk {
	t.Helper()
	hasher, err := password.New(password.Settings{Memory: 64, Passes: 1, Threads: 1}, 2)
	if err != nil {
		t.Fatal(err)
	}
	return accounts.New(accounts.Tools{
		Book: book, Hasher: hasher, Passkeys: passkey.Keys{},
		Random: func() (bits [32]byte, err error) { _, err = rand.Read(bits[:]); return bits, err },
	})
}

// Installation serves pages with sign-in, at http://localhost and a free port.
// It returns the address and the pages' handler as the program has it.
func Installation(t testing.TB, desks web.Desks) string {
	t.Helper()
	server := httptest.NewServer(SignedIn(desks, ""))
	t.Cleanup(server.Close)
	return strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
}

// SignedIn is all pages over the desks, behind sign-in.
func SignedIn(desks web.Desks, baseURL string) http.Handler {
	who := signin.Config{Accounts: desks.Accounts, BaseURL: baseURL, Log: slog.New(slog.DiscardHandler)}
	return who.Identify(web.New(desks, web.Config{
		Today: func() period.Date { return Today }, Version: "test", Log: slog.New(slog.DiscardHandler), SignIn: who, BaseURL: baseURL,
	}))
}

// Passphrase is the password of accounts under test.
const Passphrase = "vier kleine Esel"

// Local is who acts by a command.
var Local = identity.Principal{Means: identity.Local, Grants: []identity.Grant{{Role: identity.Administrator}}}

// Account makes an account with grants, and its session; the address of a first
// account is given, its number returned.
func Account(t testing.TB, desk *accounts.Desk, address string, grants ...identity.Grant) accounts.Signed {
	t.Helper()
	_, secret, err := desk.Invite(t.Context(), Local, address, "", grants)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := desk.Accept(t.Context(), secret, accounts.Acceptance{Password: Passphrase}, accounts.Client{Address: "127.0.0.1", Browser: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	return signed
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	. "planraum/internal/desk/accounts"
	"planraum/internal/platform/password"
)

// eraser is who purges files.
type eraser struct{ gone int }

func (e *eraser) Erasing(_ context.Context, object, key string) (string, error) {
	return `{"erased":{"object":"` + object + `","key":"` + key + `"}}`, nil
}
func (e *eraser) Gone(context.Context) error { e.gone++; return nil }

// TestRecorded: what is done with accounts stands in the record once, under its
// kind, by whoever did it, and without a name, an address or a secret.
func TestRecorded(t *testing.T) {
	d, record := newDesk(t, quick)
	files := &eraser{}
	d.Erasing = files
	const name, address = "Ǻda Žižka", "ǻda@stadt.example"
	ctx := audit.WithRequest(t.Context(), audit.Request{ID: "r-1", Origin: "192.0.2.7"})
	account(t, d, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator})
	planner := []identity.Grant{{Role: identity.Planner}}
	var secrets []string
	a, link, err := d.Invite(ctx, local, address, name, planner)
	must(t, err)
	signed, err := d.Accept(ctx, link, Acceptance{Name: name, Password: phrase}, here)
	must(t, err)
	p, _, err := d.Session(ctx, signed.Secret)
	must(t, err)
	token, err := d.MakeToken(ctx, p, TokenWish{Name: name, Grants: planner, Until: period.OfTime(d.Now()).AddDays(3)})
	must(t, err)
	must(t, d.Rename(ctx, p, name+" II"))
	_, err = d.ChangePassword(ctx, p, phrase, "fünf kleine Esel", here)
	must(t, err)
	_, err = d.SignIn(ctx, address, "geraten und falsch", here)
	if err == nil {
		t.Fatal("signed in")
	}
	_, err = d.SignIn(ctx, "niemand@stadt.example", "geraten und falsch", here)
	if err == nil {
		t.Fatal("signed in")
	}
	again, err := d.SignIn(ctx, address, "fünf kleine Esel", here)
	must(t, err)
	p, _, err = d.Session(ctx, again.Secret)
	must(t, err)
	must(t, d.RevokeToken(ctx, p, ""))
	must(t, d.SignOut(ctx, p))
	must(t, d.SetGrants(ctx, local, a.Number, again.Account.Version, nil))
	must(t, d.Lock(ctx, local, a.Number, true))
	must(t, d.Delete(ctx, local, a.Number))
	want := []Act{
		AccountInvited, LinkAccepted, CredentialSet, SignedIn, // the administrator
		AccountInvited, LinkAccepted, CredentialSet, SignedIn, TokenMade, AccountChanged, CredentialSet, SignInRefused, SignInRefused, SignedIn,
		TokenRevoked, SignedOut, GrantsSet, AccountLocked, "", // the deletion says until when copies hold it
	}
	if got := record.acts(); !slices.Equal(got, want) {
		t.Errorf("recorded are %q, want %q", got, want)
	}
	secrets = append(secrets, "Žižka", "zzyx", "stadt.example", "Esel", link, token, signed.Secret, again.Secret, identity.Digest(token), identity.Digest(signed.Secret))
	for _, e := range record.all()[4:] {
		for _, s := range secrets {
			if strings.Contains(e.By+e.Object.Key+e.Event.Before+e.After+e.Reason, s) {
				t.Errorf("entry %d holds %q", e.Seq, s)
			}
		}
		if e.Object.Key == "2" && e.Request.Origin != "" && e.Account != 0 {
			t.Errorf("entry %d still holds an origin", e.Seq)
		}
	}
	deleted := record.all()[len(want)-1]
	if deleted.Kind != audit.Deletion || deleted.Object != (audit.Object{Kind: audit.AccountObject, Key: "2"}) || !strings.Contains(deleted.After, `"erased"`) || deleted.Means != identity.Local {
		t.Errorf("the deletion is %+v", deleted)
	}
	if files.gone != 4 { // the name, the tokens, the lock, which revokes what is left of them, the account
		t.Errorf("the files were purged %d times", files.gone)
	}
}

// TestErasedOnceMore: an account that a restored copy has brought back goes,
// though it were the last one; one that is gone is no fault.
func TestErasedOnceMore(t *testing.T) {
	d, record := newDesk(t, quick)
	a, _ := account(t, d, "a@stadt.example", identity.Grant{Role: identity.Administrator})
	must(t, d.Erase(t.Context(), a.Number))
	before := len(record.all())
	must(t, d.Erase(t.Context(), a.Number))
	if after := len(record.all()); after != before {
		t.Errorf("%d entries on nothing", after-before)
	}
	if all, err := d.Accounts(t.Context(), local); err != nil || len(all) != 0 {
		t.Errorf("left are %v, %v", all, err)
	}
}

// TestExpire: what has ended goes and is counted, what has not stays.
func TestExpire(t *testing.T) {
	d, record := newDesk(t, quick)
	_, p := account(t, d, "a@stadt.example")
	_, err := d.MakeToken(t.Context(), p, TokenWish{Name: "x", Grants: nil, Until: period.OfTime(d.Now())})
	if err == nil {
		t.Fatal("a token without a role")
	}
	_, _, err = d.Invite(t.Context(), local, "b@stadt.example", "", nil)
	must(t, err)
	_, err = d.SignIn(t.Context(), "a@stadt.example", "geraten und falsch", here)
	if err == nil {
		t.Fatal("signed in")
	}
	entries := len(record.all())
	expect := func(sessions int, gone int64) {
		t.Helper()
		n, err := d.SignedIn(t.Context())
		must(t, err)
		got, err := d.Expire(t.Context())
		must(t, err)
		if n != sessions || got != gone {
			t.Errorf("%d are signed in, want %d; %d went, want %d", n, sessions, got, gone)
		}
	}
	expect(1, 0)
	if len(record.all()) != entries {
		t.Error("nothing went, and an entry says so")
	}
	begun := time.Now().UTC()
	d.Now = func() time.Time { return begun.Add(3 * time.Hour) }
	expect(0, 4) // the session, the attempt at the account, from the address, and both together
	d.Now = func() time.Time { return begun.Add(8 * 24 * time.Hour) }
	expect(0, 1) // the link
	last := record.all()[entries:]
	if len(last) != 2 || last[0].Kind != audit.Retention || !strings.Contains(last[0].After, `"sessions":1,"attempts":3`) {
		t.Errorf("recorded are %+v", last)
	}
	n, err := d.ExpireTokens(t.Context())
	if n != 0 || err != nil {
		t.Errorf("%d tokens, %v", n, err)
	}
}

// TestKeptTogether: what could not be kept leaves no entry.
func TestKeptTogether(t *testing.T) {
	d, record := newDesk(t, password.Settings{Memory: 64, Passes: 1, Threads: 1})
	failed := errors.New("no")
	err := d.Book.ChangeAccounts(t.Context(), func(r Rows) error {
		r.Tell(Event{Act: AccountMade, Account: 1})
		return failed
	})
	if !errors.Is(err, failed) || len(record.all()) != 0 {
		t.Errorf("%v, %v", err, record.all())
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

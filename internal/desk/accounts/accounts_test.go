// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	mathrand "math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	. "planraum/internal/desk/accounts"
	"planraum/internal/fault"
	"planraum/internal/platform/password"
	"planraum/internal/store"
)

const phrase = "vier kleine Esel"

var (
	local = identity.Principal{Means: identity.Local, Grants: []identity.Grant{{Role: identity.Administrator}}}
	here  = Client{Address: "127.0.0.1", Browser: "Test"}
)

// events reads the record of what was done.
type events struct {
	t    testing.TB
	book *store.Store
}

func (e events) all() []audit.Entry {
	e.t.Helper()
	all, err := e.book.Trail(context.Background(), audit.Query{Oldest: true})
	if err != nil {
		e.t.Fatal(err)
	}
	return all
}

func (e events) acts() []Act {
	var acts []Act
	for _, one := range e.all() {
		var facts Facts
		if one.After != "" && json.Unmarshal([]byte(one.After), &facts) != nil {
			e.t.Errorf("%q is no JSON", one.After)
		}
		acts = append(acts, facts.Act)
	}
	return acts
}

// newDesk is a desk over a fresh database, whose hashes take as long as s says.
func newDesk(t testing.TB, s password.Settings) (*Desk, events) {
	t.Helper()
	book, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "test.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	if err := book.Migrate(context.Background(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	hasher, err := password.New(s, 2)
	if err != nil {
		t.Fatal(err)
	}
	return New(Tools{
		Book: book, Hasher: hasher, Journal: book,
		Random: func() (bits [32]byte, err error) { _, err = rand.Read(bits[:]); return bits, err },
	}), events{t, book}
}

var quick = password.Settings{Memory: 64, Passes: 1, Threads: 1}

func kind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != want {
		t.Errorf("got %v, want one of the kind %q", err, want)
	}
}

// account makes an account and signs it in.
func account(t testing.TB, d *Desk, address string, grants ...identity.Grant) (identity.Account, identity.Principal) {
	t.Helper()
	_, secret, err := d.Invite(context.Background(), local, address, "", grants)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := d.Accept(context.Background(), secret, Acceptance{Password: phrase}, here)
	if err != nil {
		t.Fatal(err)
	}
	p, found, err := d.Session(context.Background(), signed.Secret)
	if err != nil || !found {
		t.Fatal(err, found)
	}
	return signed.Account, p
}

// TestFirstStart: the first link makes one administrator, once; a new start
// voids the link before; with an account there is none.
func TestFirstStart(t *testing.T) {
	d, journal := newDesk(t, quick)
	first, needed, err := d.FirstLink(t.Context())
	if err != nil || !needed {
		t.Fatal(err, needed)
	}
	second, _, err := d.FirstLink(t.Context())
	if err != nil || first == second {
		t.Fatal(err)
	}
	typed := Acceptance{Email: "verwaltung@stadt.example", Password: phrase}
	_, err = d.Accept(t.Context(), first, typed, here)
	kind(t, err, fault.NotFound)
	_, err = d.Accept(t.Context(), second, Acceptance{Email: "x", Name: strings.Repeat("x", 101), Password: "kurz"}, here)
	if rows := fault.RowsOf(err); len(rows) != 3 {
		t.Errorf("not every fault is named: %v", err)
	}
	signed, err := d.Accept(t.Context(), second, typed, here)
	if err != nil || signed.Account.Number != 1 || signed.Account.State != identity.Active || signed.Account.Grants[0] != (identity.Grant{Role: identity.Administrator}) {
		t.Fatalf("%+v, %v", signed, err)
	}
	_, err = d.Accept(t.Context(), second, typed, here)
	kind(t, err, fault.NotFound)
	if _, needed, err := d.FirstLink(t.Context()); needed || err != nil {
		t.Errorf("a first link beside an account: %v", err)
	}
	if !slices.Contains(journal.acts(), LinkAccepted) || slices.ContainsFunc(journal.all(), func(e audit.Entry) bool { return strings.Contains(e.By+e.Event.Before+e.After, "@") }) {
		t.Errorf("the record has %v", journal.all())
	}
}

// TestFirstLinkEnds after 24 hours.
func TestFirstLinkEnds(t *testing.T) {
	d, _ := newDesk(t, quick)
	secret, _, err := d.FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	real := d.Now
	d.Now = func() time.Time { return real().Add(24 * time.Hour) }
	_, err = d.Open(t.Context(), secret)
	kind(t, err, fault.NotFound)
}

// TestLastAdministrator: nobody can leave the installation without one.
func TestLastAdministrator(t *testing.T) {
	d, _ := newDesk(t, quick)
	admin := identity.Grant{Role: identity.Administrator}
	a, p := account(t, d, "eins@stadt.example", admin)
	kind(t, d.Lock(t.Context(), local, a.Number, true), fault.Conflict)
	kind(t, d.SetGrants(t.Context(), local, a.Number, a.Version, nil), fault.Conflict)
	kind(t, d.Delete(t.Context(), p, a.Number), fault.Conflict)
	b, _ := account(t, d, "zwei@stadt.example", admin)
	if err := d.Lock(t.Context(), p, b.Number, true); err != nil {
		t.Fatal(err)
	}
	kind(t, d.Delete(t.Context(), p, a.Number), fault.Conflict)
	if err := d.Lock(t.Context(), p, b.Number, false); err != nil {
		t.Fatal(err)
	}
	if err := d.Delete(t.Context(), p, a.Number); err != nil {
		t.Fatal(err)
	}
	c, _ := account(t, d, "drei@stadt.example")
	if c.Number != 3 {
		t.Errorf("the number %d after 1 and 2", c.Number)
	}
}

// TestWhoAdministers: not a token, not somebody without the role, not without a
// recent proof, not a visitor of the demonstration.
func TestWhoAdministers(t *testing.T) {
	d, _ := newDesk(t, quick)
	grants := []identity.Grant{{Role: identity.Administrator}}
	_, admin := account(t, d, "a@stadt.example", grants...)
	_, planner := account(t, d, "p@stadt.example", identity.Grant{Role: identity.Planner})
	late := admin
	late.Proven = d.Now().Add(-16 * time.Minute)
	for name, p := range map[string]identity.Principal{
		"nobody": {}, "planner": planner, "late": late,
		"token": {Account: admin.Account, Means: identity.Token, Grants: grants, Scopes: []string{ScopeRead, ScopeWrite}},
		"demo":  {Means: identity.Demo, Grants: grants},
		"link":  {Means: identity.Link, Grants: grants},
	} {
		if _, _, err := d.Invite(t.Context(), p, "x@stadt.example", "", nil); fault.KindOf(err) != fault.Forbidden || err == nil {
			t.Errorf("%s invites: %v", name, err)
		}
		kind(t, d.Lock(t.Context(), p, 1, true), fault.Forbidden)
		kind(t, d.Delete(t.Context(), p, 1), fault.Forbidden)
		if _, err := d.MakeToken(t.Context(), p, TokenWish{}); err == nil || (name != "planner" && fault.KindOf(err) != fault.Forbidden) {
			t.Errorf("%s makes a token: %v", name, err)
		}
	}
}

// TestLostRace: who is locked, or whose password is changed, while the password
// is being checked, is not signed in.
func TestLostRace(t *testing.T) {
	for name, change := range map[string]func(*Desk, identity.Account) error{
		"locked":  func(d *Desk, a identity.Account) error { return d.Lock(context.Background(), local, a.Number, true) },
		"deleted": func(d *Desk, a identity.Account) error { return d.Delete(context.Background(), local, a.Number) },
		"reset": func(d *Desk, a identity.Account) error {
			secret, err := d.Relink(context.Background(), local, a.Number)
			if err != nil {
				return err
			}
			_, err = d.Accept(context.Background(), secret, Acceptance{Password: "fünf kleine Esel"}, here)
			return err
		},
	} {
		d, _ := newDesk(t, quick)
		account(t, d, "verwaltung@stadt.example", identity.Grant{Role: identity.Administrator})
		a, _ := account(t, d, "p@stadt.example")
		d.Hasher = &meanwhile{Hasher: d.Hasher, do: func() error { return change(d, a) }}
		_, err := d.SignIn(t.Context(), "p@stadt.example", phrase, here)
		if fault.KindOf(err) != fault.Forbidden || err == nil {
			t.Errorf("%s while signing in: %v", name, err)
		}
	}
}

// meanwhile lets something happen once while a password is checked.
type meanwhile struct {
	Hasher
	do func() error
}

func (m *meanwhile) Check(ctx context.Context, hash, password string) (bool, bool, error) {
	right, stale, err := m.Hasher.Check(ctx, hash, password)
	if m.do != nil {
		do := m.do
		m.do = nil
		err = errors.Join(err, do())
	}
	return right, stale, err
}

// TestTimeOfUnknown: the time of a refusal does not tell whether there is such
// an account. The medians of known and unknown lie closer together than a
// quarter of what a hash takes, over samples taken in turn.
func TestTimeOfUnknown(t *testing.T) {
	d, _ := newDesk(t, password.Settings{Memory: 4096, Passes: 1, Threads: 1})
	account(t, d, "bekannt@stadt.example")
	times := map[string][]time.Duration{}
	ask := func(login string, i int) {
		start := time.Now()
		_, err := d.SignIn(t.Context(), login, "falsch geraten und lang", Client{Address: "10.0.0." + string(rune('0'+i%10))})
		if i >= 5 { // the first ones warm up
			times[login] = append(times[login], time.Since(start))
		}
		if err == nil {
			t.Fatal("signed in")
		}
		// The limit on guessing is not what is measured here.
		at := d.Now()
		d.Now = func() time.Time { return at.Add(16 * time.Minute) }
	}
	// In a random order: memory is collected after every second hash or so, and
	// must not always meet the same of two.
	order := mathrand.New(mathrand.NewPCG(1, 2))
	for i := range 65 {
		pair := []string{"bekannt@stadt.example", "unbekannt@stadt.example"}
		first := order.IntN(2)
		ask(pair[first], i)
		ask(pair[1-first], i)
	}
	start := time.Now()
	for range 10 {
		if _, _, err := d.Hasher.Check(t.Context(), "", "x"); err != nil {
			t.Fatal(err)
		}
	}
	hash := time.Since(start) / 10
	known, unknown := median(times["bekannt@stadt.example"]), median(times["unbekannt@stadt.example"])
	if diff := (known - unknown).Abs(); diff > hash/2 { // without a hash they differ by all of it
		t.Errorf("known %s, unknown %s, a hash %s", known, unknown, hash)
	}
}

func median(times []time.Duration) time.Duration {
	slices.Sort(times)
	return times[len(times)/2]
}

// TestStaleHash: a hash with older settings is renewed at the next sign-in.
func TestStaleHash(t *testing.T) {
	d, _ := newDesk(t, quick)
	account(t, d, "p@stadt.example")
	newer, err := password.New(password.Settings{Memory: 128, Passes: 1, Threads: 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	d.Hasher = newer
	if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, here); err != nil {
		t.Fatal(err)
	}
	var c identity.Credential
	if err := d.Book.LookAccounts(t.Context(), func(r Rows) (err error) {
		c, _, err = r.CredentialByHandle(t.Context(), identity.Password, "1")
		return err
	}); err != nil || !strings.Contains(c.Secret, "m=128") {
		t.Errorf("%q, %v", c.Secret, err)
	}
}

// TestBreached: a password that became known is not taken, in whichever form it
// is typed.
func TestBreached(t *testing.T) {
	d, _ := newDesk(t, quick)
	d.Breached = func(p string) (bool, error) { return p == "correct horse battery staple", nil }
	_, secret, err := d.Invite(t.Context(), local, "p@stadt.example", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = d.Accept(t.Context(), secret, Acceptance{Password: "correct\u00a0horse battery staple"}, here)
	kind(t, err, fault.Invalid)
}

// TestForgotten: the answer does not tell whether there is an account, and the
// mail goes to the account's own address.
func TestForgotten(t *testing.T) {
	d, _ := newDesk(t, quick)
	account(t, d, "p@stadt.example")
	sent := make(chan string, 2)
	send := func(_ context.Context, to, secret string) error { sent <- to + " " + secret; return nil }
	if err := d.Forgotten(t.Context(), "niemand@stadt.example", here, send); err != nil {
		t.Fatal(err)
	}
	if err := d.Forgotten(t.Context(), "P@stadt.example", here, send); err != nil {
		t.Fatal(err)
	}
	to, secret, _ := strings.Cut(<-sent, " ")
	if to != "p@stadt.example" {
		t.Errorf("sent to %q", to)
	}
	if _, err := d.Accept(t.Context(), secret, Acceptance{Password: "fünf kleine Esel"}, here); err != nil {
		t.Error(err)
	}
	if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, here); err == nil {
		t.Error("the old password still signs in")
	}
	for range 12 {
		_ = d.Forgotten(t.Context(), "niemand@stadt.example", here, send)
	}
	if err := d.Forgotten(t.Context(), "niemand@stadt.example", here, send); !errors.Is(err, TooMany) {
		t.Errorf("no limit: %v", err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package accounts_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"planraum/internal/city/identity"
	. "planraum/internal/desk/accounts"
)

// from is a browser at an address.
func from(address string) Client { return Client{Address: address, Browser: "Test"} }

// guess tries wrong passwords from an address until it is told to stop, at most
// so often; it returns how many were tried.
func guess(t *testing.T, d *Desk, login string, by Client, most int) int {
	t.Helper()
	for i := range most {
		_, err := d.SignIn(t.Context(), login, "falsch geraten und lang", by)
		if err == nil {
			t.Fatal("signed in")
		}
		if errors.Is(err, TooMany) {
			return i
		}
	}
	return most
}

// TestGuessingShutsOutNobody: whoever guesses at an account is stopped after ten
// times, and its owner signs in from elsewhere; strangers at many addresses stop
// each other after fifty, but neither the owner's own device nor another account.
func TestGuessingShutsOutNobody(t *testing.T) {
	for _, login := range []string{"p@stadt.example", "niemand@stadt.example"} {
		d, _ := newDesk(t, quick)
		account(t, d, "p@stadt.example")
		account(t, d, "q@stadt.example")
		home, err := d.SignIn(t.Context(), "p@stadt.example", phrase, from("10.1.1.1"))
		must(t, err)
		if n := guess(t, d, login, from("10.0.0.1"), 20); n != 10 {
			t.Errorf("%s: %d guesses from one address", login, n)
		}
		if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, from("10.1.1.2")); err != nil {
			t.Errorf("%s: the owner is shut out by ten guesses elsewhere: %v", login, err)
		}
		tried := 10
		for i := range 10 {
			tried += guess(t, d, login, from(fmt.Sprintf("10.0.1.%d", i)), 10)
		}
		if tried != 50 {
			t.Errorf("%s: %d guesses from many addresses", login, tried)
		}
		if login != "p@stadt.example" {
			continue
		}
		if _, err := d.SignIn(t.Context(), login, phrase, from("10.1.1.3")); !errors.Is(err, TooMany) {
			t.Errorf("a new device under attack: %v", err)
		}
		// The device is known wherever it is; even at an address of the attack.
		known := Client{Address: "10.0.0.1", Browser: "Test", Device: home.Device}
		again, err := d.SignIn(t.Context(), login, phrase, known)
		if err != nil || again.Device == home.Device || again.Device == "" {
			t.Errorf("the owner's device: %v, with a new secret: %v", err, again.Device != home.Device)
		}
		if _, err := d.SignIn(t.Context(), login, phrase, known); !errors.Is(err, TooMany) {
			t.Errorf("the device's secret of before still counts: %v", err)
		}
		if _, err := d.SignIn(t.Context(), "q@stadt.example", phrase, from("10.1.1.4")); err != nil {
			t.Errorf("another account: %v", err)
		}
		// The owner's success does not let strangers go on.
		if n := guess(t, d, login, from("10.0.9.9"), 5); n != 0 {
			t.Errorf("%d guesses after the owner's sign-in", n)
		}
		at := d.Now()
		d.Now = func() time.Time { return at.Add(61 * time.Minute) }
		if _, err := d.SignIn(t.Context(), login, phrase, from("10.1.1.3")); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	}
}

// TestDeviceIsOneAccounts: what a device keeps is good for its account alone, is
// limited itself, and is forgotten with the password, by a lock and in time.
func TestDeviceIsOneAccounts(t *testing.T) {
	d, _ := newDesk(t, quick)
	a, _ := account(t, d, "p@stadt.example")
	account(t, d, "dieb@stadt.example")
	enter := func(login string, by Client) Client {
		t.Helper()
		signed, err := d.SignIn(t.Context(), login, phrase, by)
		must(t, err)
		by.Device = signed.Device
		return by
	}
	thief := enter("dieb@stadt.example", from("10.0.0.1"))
	if n := guess(t, d, "p@stadt.example", thief, 20); n != 10 {
		t.Errorf("%d guesses with another account's device", n)
	}
	if n := guess(t, d, "p@stadt.example", Client{Address: "10.0.0.1", Device: "made up"}, 20); n != 0 {
		t.Errorf("%d more with a secret that was made up", n)
	}
	own := enter("p@stadt.example", from("10.0.0.2"))
	if n := guess(t, d, "p@stadt.example", own, 20); n != 10 {
		t.Errorf("%d guesses in the owner's device", n)
	}
	// It is stopped, and counts as known: the guesses are not the account's.
	if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, from("10.0.0.2")); err != nil {
		t.Errorf("a new browser at the owner's address: %v", err)
	}
	knownAfter := func(name string, do func()) {
		t.Helper()
		at := d.Now()
		d.Now = func() time.Time { return at.Add(2 * time.Hour) } // nobody is stopped now
		device := enter("p@stadt.example", from("10.0.0.3"))
		do()
		guess(t, d, "p@stadt.example", from("10.0.0.4"), 10)
		if n := guess(t, d, "p@stadt.example", Client{Address: "10.0.0.4", Device: device.Device}, 1); n != 0 {
			t.Errorf("after %s the device is known", name)
		}
	}
	knownAfter("a new password by a link", func() {
		secret, err := d.Relink(t.Context(), local, a.Number)
		must(t, err)
		_, err = d.Accept(t.Context(), secret, Acceptance{Password: phrase}, from("10.0.0.9"))
		must(t, err)
	})
	knownAfter("a lock", func() {
		must(t, d.Lock(t.Context(), local, a.Number, true))
		must(t, d.Lock(t.Context(), local, a.Number, false))
	})
	knownAfter("half a year", func() {
		at := d.Now()
		d.Now = func() time.Time { return at.Add(181 * 24 * time.Hour) }
	})
	enter("p@stadt.example", from("10.0.0.3"))
	before, err := d.Own(t.Context(), identity.Principal{Account: a.Number, Means: identity.Session})
	must(t, err)
	d.Now = func() time.Time { return time.Now().AddDate(3, 0, 0) }
	_, err = d.Expire(t.Context())
	must(t, err)
	after, err := d.Own(t.Context(), identity.Principal{Account: a.Number, Means: identity.Session})
	must(t, err)
	if len(before.Devices) == 0 || len(after.Devices) != 0 {
		t.Errorf("%d devices, three years later %d", len(before.Devices), len(after.Devices))
	}
	for range 25 {
		enter("p@stadt.example", from("10.0.0.5"))
	}
	if o, err := d.Own(t.Context(), identity.Principal{Account: a.Number, Means: identity.Session}); err != nil || len(o.Devices) != 20 {
		t.Errorf("%d devices, %v", len(o.Devices), err)
	}
}

// TestOneAddressManyAccounts: an address that tries one password at many
// accounts is stopped after a hundred.
func TestOneAddressManyAccounts(t *testing.T) {
	d, _ := newDesk(t, quick)
	account(t, d, "p@stadt.example")
	n := 0
	for i := range 15 {
		n += guess(t, d, fmt.Sprintf("k%d@stadt.example", i), from("2001:db8::1"), 10)
	}
	if n != 100 {
		t.Errorf("%d guesses from one address", n)
	}
	if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, from("2001:db8::2")); !errors.Is(err, TooMany) {
		t.Errorf("another address of the same customer: %v", err)
	}
	if _, err := d.SignIn(t.Context(), "p@stadt.example", phrase, from("2001:db8:1::2")); err != nil {
		t.Errorf("another customer: %v", err)
	}
}

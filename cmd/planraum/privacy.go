// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"os"
	"strconv"
	"time"

	rules "planraum/internal/city/privacy"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/data"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

// The settings of how long the record of what was done is kept, in days.
const (
	recordDays = "PLANRAUM_AUDIT_DAYS"
	originDays = "PLANRAUM_ORIGIN_DAYS"
)

// terms reads how long entries and origins are kept.
func terms() (record, origin time.Duration, err error) {
	record, origin = rules.RecordKept, rules.OriginKept
	for _, s := range []struct {
		name string
		to   *time.Duration
	}{{recordDays, &record}, {originDays, &origin}} {
		word := os.Getenv(s.name)
		if word == "" {
			continue
		}
		days, err := strconv.Atoi(word)
		if err != nil || days < 1 || days > 36500 {
			return 0, 0, fault.Refuse("main.terms", []fault.Row{{File: s.name, Value: word, Expected: text.T("eine Zahl von Tagen, mindestens 1", "a number of days, at least 1")}})
		}
		*s.to = time.Duration(days) * 24 * time.Hour
	}
	return record, origin, nil
}

func days(d time.Duration) text.Text {
	n := int64(d / (24 * time.Hour))
	return text.T(text.De.Int(n)+" Tage", text.En.Int(n)+" days")
}

// kept puts the desk of personal data over a store, with what is removed when
// its time is over.
func kept(s *store.Store, record *journal.Desk, people *accounts.Desk) (*privacy.Desk, error) {
	keepEntries, keepOrigins, err := terms()
	if err != nil {
		return nil, err
	}
	record.Terms(keepEntries, keepOrigins)
	d := privacy.New(s, s, s, func() time.Time { return time.Now().UTC() })
	d.Retain(
		privacy.Task{
			Key: "uploads", Name: text.T("hochgeladene Dateien, die niemand eingelesen hat", "uploaded files that nobody imported"), Term: days(data.Kept),
			Do: func(ctx context.Context, now time.Time) (int64, error) {
				n, err := s.DropUploadsBefore(ctx, now.Add(-data.Kept))
				return int64(n), err
			},
		},
		privacy.Task{
			Key: "contacts", Name: text.T("Adressen von Meldestellen, die nicht mehr melden", "addresses of reporters that have ended"), Term: days(rules.ContactKept),
			Do: func(ctx context.Context, now time.Time) (int64, error) { return endedContacts(ctx, s, d, now) },
		},
		privacy.Task{
			Key: "signin", Name: text.T("beendete Sitzungen, Links und Schritte der Anmeldung, alte Anmeldeversuche", "sessions, links and steps of sign-ins that have ended, old attempts to sign in"),
			Term: text.T("bis sie enden: Sitzungen höchstens 12 Stunden, Links 7 Tage, Versuche 15 Minuten", "until they end: sessions 12 hours at most, links 7 days, attempts 15 minutes"),
			Do:   func(ctx context.Context, _ time.Time) (int64, error) { return people.Expire(ctx) },
		},
		privacy.Task{
			Key: "tokens", Name: text.T("abgelaufene Zugänge für Programme", "access for programs that has expired"), Term: text.T("bis zum letzten Tag, höchstens 1 Jahr", "until the last day, 1 year at most"),
			Do: func(ctx context.Context, _ time.Time) (int64, error) { return people.ExpireTokens(ctx) },
		},
		privacy.Task{
			Key: "origins", Name: text.T("Herkunft im Protokoll", "origin in the record"), Term: days(keepOrigins),
			Do: func(ctx context.Context, now time.Time) (int64, error) {
				return s.WipeSealed(ctx, "origin", now.Add(-keepOrigins))
			},
		},
		privacy.Task{
			Key: "record", Name: text.T("Einträge des Protokolls", "entries of the record"), Term: days(keepEntries),
			Do: func(ctx context.Context, now time.Time) (int64, error) {
				return s.ForgetTrail(ctx, now.Add(-keepEntries))
			},
		},
		privacy.Task{
			Key: "verified", Name: text.T("Prüfung der Kette des Protokolls", "verification of the record's chain"), Term: text.T("täglich", "daily"),
			Do: func(ctx context.Context, _ time.Time) (int64, error) {
				_, err := record.Verify(ctx, journal.Span{}, func(int64, int64) {})
				return 0, err
			},
		},
	)
	people.Erasing = d
	d.Erase(privacy.Account, func(ctx context.Context, key string) error {
		number, err := strconv.ParseInt(key, 10, 64)
		if err != nil {
			return fault.Wrap("main.kept", err)
		}
		return people.Erase(ctx, number)
	})
	d.Erase(privacy.Contact, func(ctx context.Context, key string) error { return s.SetContact(ctx, key, "") })
	return d, nil
}

// endedContacts drops the addresses of reporters that ended long enough ago,
// and of those that there are no more.
func endedContacts(ctx context.Context, s *store.Store, d *privacy.Desk, now time.Time) (int64, error) {
	with, err := s.Contacts(ctx)
	if err != nil || len(with) == 0 {
		return 0, err
	}
	all, err := reporting.New(s, store.Reports{Store: s}, s, secret).Reporters(ctx)
	if err != nil {
		return 0, err
	}
	reports := map[string]bool{}
	for _, r := range all {
		reports[r.Key] = r.Until == 0 || now.Before(r.Until.Last().Time().Add(rules.ContactKept))
	}
	n := int64(0)
	for _, key := range with {
		if reports[key] {
			continue
		}
		if err := (contacts{s, d}).SetContact(ctx, key, ""); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// contacts tells the desk of personal data when an address goes: dropped, or
// replaced by another one.
type contacts struct {
	*store.Store
	privacy *privacy.Desk
}

// SetContact implements reporting.Contacts.
func (c contacts) SetContact(ctx context.Context, reporter, address string) error {
	had, err := c.Contact(ctx, reporter)
	if err != nil {
		return err
	}
	if err := c.Store.SetContact(ctx, reporter, address); err != nil || had == "" || had == address {
		return err
	}
	return c.privacy.Erased(ctx, privacy.Contact, reporter)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"planraum/internal/city/identity"
	"planraum/internal/store"
)

// TestErasedStaysErased: an old copy of the database that is put back holds what
// was deleted since; the list of deletions deletes it again, once.
func TestErasedStaysErased(t *testing.T) {
	folder := t.TempDir()
	now := filepath.Join(folder, "city.db")
	house, err := open(t.Context(), now, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	ctx := identity.With(t.Context(), identity.Principal{Account: 3, Grants: []identity.Grant{{Role: identity.Steward}}})
	s, err := store.Open(ctx, now)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	persons := contacts{s, house.Privacy}
	for _, key := range []string{"haus", "heim"} {
		if err := persons.SetContact(ctx, key, key+"@beispiel.de"); err != nil {
			t.Fatal(err)
		}
	}
	for _, address := range []string{"verwaltung@stadt.example", "weg@stadt.example"} {
		if _, _, err := house.Accounts.Invite(ctx, local, address, "", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Purge(ctx, nil); err != nil { // all is in the file now
		t.Fatal(err)
	}
	content, err := os.ReadFile(now)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(folder, "copy.db")
	if err := os.WriteFile(copied, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if house, err = open(t.Context(), now, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := (contacts{s, house.Privacy}).SetContact(ctx, "haus", ""); err != nil {
		t.Fatal(err)
	}
	if err := house.Accounts.Delete(ctx, local, 2); err != nil {
		t.Fatal(err)
	}
	list, err := house.Privacy.Erasures(ctx)
	if err != nil || len(list) != 2 || list[0].Key != "2" || list[0].Object != "account" || list[1].Key != "haus" || !list[0].CopiesUntil.After(time.Now().Add(24*time.Hour)) {
		t.Fatalf("erased are %+v, %v", list, err)
	}
	if err := house.Close(); err != nil {
		t.Fatal(err)
	}
	restored, err := open(t.Context(), copied, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	defer restored.Close()
	for _, want := range []int{2, 0} {
		if n, err := restored.Privacy.Reapply(ctx, list); err != nil || n != want {
			t.Errorf("%d were done again, want %d (%v)", n, want, err)
		}
	}
	again, err := store.Open(ctx, copied)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if left, err := again.Contacts(ctx); err != nil || len(left) != 1 || left[0] != "heim" {
		t.Errorf("left are %v (%v)", left, err)
	}
	if left, err := restored.Accounts.Accounts(ctx, local); err != nil || len(left) != 1 || left[0].Number != 1 {
		t.Errorf("left are the accounts %v (%v)", left, err)
	}
}

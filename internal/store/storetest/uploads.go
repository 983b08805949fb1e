// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store"
)

// noise is a file of n bytes, always the same.
func noise(n int) []byte {
	content := make([]byte, n)
	random := rand.NewChaCha8([32]byte{1})
	_, _ = random.Read(content) // never fails
	return content
}

func upload(name string) data.Upload { return data.Upload{Name: name, By: "Sozialplanung", At: Moment} }

// A file comes back byte for byte, whatever its size, in any order of reading,
// on another connection, and leaves the ledger as it was.
func testUploads(t *testing.T, s *store.Store) {
	before := position(t, s)
	const mib = 1 << 20
	for _, size := range []int{0, 1, mib - 1, mib, mib + 1, 3*mib + 17} {
		content := noise(size)
		u, err := s.AddUpload(t.Context(), upload("größe.xlsx"), iotest.HalfReader(bytes.NewReader(content)), 0)
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(content)
		if u.Size != int64(size) || u.Digest != hex.EncodeToString(sum[:]) {
			t.Errorf("%d bytes became %+v", size, u)
		}
		found, err := s.Upload(t.Context(), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		same(t, found, u)
		r, err := s.OpenUpload(t.Context(), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := iotest.TestReader(r, content); err != nil {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
	list, err := s.Uploads(t.Context())
	if err != nil || len(list) != 6 || list[0].Size != 3*mib+17 {
		t.Errorf("%+v, %v", list, err)
	}
	same(t, position(t, s), before)
}

// What is too large, breaks off or is dropped leaves nothing.
func testUploadsEnd(t *testing.T, s *store.Store) {
	const mib = 1 << 20
	content := noise(2*mib + 1)
	_, err := s.AddUpload(t.Context(), upload("a"), bytes.NewReader(content), 2*mib)
	isKind(t, err, fault.Invalid)
	if say := fault.SayOf(err).De; !strings.Contains(say, "größer als 2 MB") {
		t.Errorf("says %q", say)
	}
	if u, err := s.AddUpload(t.Context(), upload("just"), bytes.NewReader(content[:2*mib]), 2*mib); err != nil || s.DropUpload(t.Context(), u.ID) != nil {
		t.Error(err)
	}
	broken := errors.New("broken off")
	_, err = s.AddUpload(t.Context(), upload("b"), io.MultiReader(bytes.NewReader(content), iotest.ErrReader(broken)), 0)
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	_, err = s.AddUpload(t.Context(), upload("c\x00"), strings.NewReader("x"), 0)
	isKind(t, err, fault.Invalid)
	u, err := s.AddUpload(t.Context(), upload("d"), bytes.NewReader(noise(20*mib)), 0)
	if err != nil {
		t.Fatal(err)
	}
	open, err := s.OpenUpload(t.Context(), u.ID)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // a second time there is nothing to do
		if err := s.DropUpload(t.Context(), u.ID); err != nil {
			t.Fatal(err)
		}
	}
	_, err = io.ReadAll(open)
	isKind(t, err, fault.NotFound)
	_, err = s.OpenUpload(t.Context(), u.ID)
	isKind(t, err, fault.NotFound)
	if list, err := s.Uploads(t.Context()); err != nil || len(list) > 0 {
		t.Errorf("%+v stays, %v", list, err)
	}
}

// Files that were kept too long go, the others stay.
func testUploadsExpire(t *testing.T, s *store.Store) {
	old, fresh := upload("old"), upload("fresh")
	fresh.At = Moment.Add(23 * time.Hour)
	for _, u := range []data.Upload{old, fresh} {
		if _, err := s.AddUpload(t.Context(), u, strings.NewReader(u.Name), 0); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {time.Hour, 1}, {time.Hour, 0}} {
		if n, err := s.DropUploadsBefore(t.Context(), Moment.Add(c.after)); err != nil || n != c.want {
			t.Errorf("%d files went, %v, want %d", n, err, c.want)
		}
	}
	list, err := s.Uploads(t.Context())
	if err != nil || len(list) != 1 || list[0].Name != "fresh" {
		t.Errorf("%+v, %v", list, err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package spool_test

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"planraum/internal/fault"
	"planraum/internal/platform/spool"
)

// TestKeep: what was streamed is read back from its start, and gone after Close.
func TestKeep(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	f, err := spool.Keep(strings.NewReader("Zahlen"))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(f)
	if err != nil || string(content) != "Zahlen" {
		t.Errorf("%q, %v", content, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	empty(t)
}

// TestBrokenStream: nothing stays of a stream that breaks, and a sentence that
// the stream has for the user is kept.
func TestBrokenStream(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	if _, err := spool.Keep(iotest.ErrReader(errors.New("broken"))); fault.KindOf(err) != fault.Unavailable {
		t.Error(err)
	}
	said := fault.New(fault.Invalid, "test", "zu groß", "too large")
	if _, err := spool.Keep(iotest.ErrReader(said)); fault.KindOf(err) != fault.Invalid || fault.SayOf(err).De != "zu groß" {
		t.Error(err)
	}
	empty(t)
	t.Setenv("TMPDIR", "/proc/none")
	if _, err := spool.Keep(strings.NewReader("x")); fault.KindOf(err) != fault.Unavailable {
		t.Error(err)
	}
}

func empty(t *testing.T) {
	t.Helper()
	left, err := os.ReadDir(os.TempDir())
	if err != nil || len(left) > 0 {
		t.Errorf("%v stays, %v", left, err)
	}
}

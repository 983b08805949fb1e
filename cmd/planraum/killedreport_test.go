// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/register"
	"planraum/internal/desk/report"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
)

// TestKilledIssues: the program is killed (SIGKILL) at random moments while it issues a
// text. Afterwards each issue is there whole, as its digest says, or not at all.
func TestKilledIssues(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killIssues(t, filepath.Join(t.TempDir(), "planraum.db"), killedImports(t, 16)) })
	t.Run("postgresql", func(t *testing.T) { killIssues(t, pgtest.Start(t), killedImports(t, 12)) })
}

func killIssues(t *testing.T, url string, n int) {
	if out, err := calling(t.Context(), "demo", "--database", url).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	desk := report.New(report.Sources{}, s)
	dir := t.TempDir()
	issue := func() *exec.Cmd {
		return calling(t.Context(), "report", "sachstand", "--as-of", "2015-11-27", "--issue", "--format", "html", "--out", dir, "--database", url)
	}
	begin := time.Now()
	if out, err := issue().CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// The moments follow the pace of the machine, so that many of them lie about the
	// commit.
	longest := time.Since(begin)
	random := rand.New(rand.NewPCG(uint64(n), 11))
	killed, last := 0, 1
	for range n {
		cmd := issue()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(longest/2 + time.Duration(random.Int64N(int64(longest/2))))
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		settle(t, s)
		now := whole(t, s, desk)
		if now < last || now > last+1 {
			t.Fatalf("%d issues after %d", now, last)
		}
		if now > last {
			longest -= longest / 10
		} else {
			longest += longest / 12
		}
		last = now
	}
	t.Logf("%d issues, %d killed before their end; %d are there", n, killed, last-1)
	if killed < n/4 {
		t.Errorf("only %d of %d were killed in time", killed, n)
	}
}

// whole counts the issues that are there; each is what was issued, with its batch.
func whole(t *testing.T, s *store.Store, desk *report.Desk) int {
	t.Helper()
	list, err := desk.Versions(t.Context(), "sachstand")
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range list {
		if !v.Issued() || !v.Whole() || (i > 0 && v.Replaces != list[i-1].Record) {
			t.Fatalf("issue %d: %s, replaces %d", i, v.Digest, v.Replaces)
		}
	}
	batches, err := s.Batches(t.Context(), 1000)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, b := range batches {
		if b.Kind == string(register.Document) {
			n++
		}
	}
	if n != len(list) {
		t.Fatalf("%d batches, %d issues", n, len(list))
	}
	return n
}

// calling is the program with arguments, in a process of its own.
func calling(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join(args, "\n"))
	return cmd
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/store/storetest"
)

// crashBatch is the number of figures in each batch that the child writes.
const crashBatch = 300

// A child writes batch after batch and says so after each; it is killed in the
// middle. What it said must be there, and nothing half.
func TestKilledWhileWriting(t *testing.T) {
	if url := os.Getenv("PLANRAUM_CRASH"); url != "" {
		s := openAt(t, url)
		for i := 1; ; i++ {
			if err := more(t, s, crashBatch); err != nil {
				t.Fatal(err)
			}
			fmt.Println("\nstored", i)
		}
	}
	databases(t, func(t *testing.T, d database) {
		if err := storetest.Fill(t.Context(), d.store, crashBatch); err != nil {
			t.Fatal(err)
		}
		before, err := d.store.Position(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		said := writeAndKill(t, t.Name(), d.url, 15)
		s := openAt(t, d.url)
		after, err := s.Position(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Figures(t.Context(), figure.Query{})
		if err != nil {
			t.Fatal(err)
		}
		batches := len(found)/crashBatch - 1
		if len(found)%crashBatch != 0 || batches < said || batches > said+1 || after-before != int64(batches*(crashBatch+1)) {
			t.Errorf("%d figures and position %d after %d, but %d batches were said to be stored", len(found), after, before, said)
		}
		if err := more(t, s, 1); err != nil {
			t.Error("cannot go on: ", err)
		}
	})
}

// writeAndKill starts the child, kills it after it has said so n times, and
// returns how often it has.
func writeAndKill(t *testing.T, test, url string, n int) int {
	t.Helper()
	name, _, _ := strings.Cut(test, "/")
	child := exec.Command(os.Args[0], "-test.run=^"+name+"$")
	child.Env = append(os.Environ(), "PLANRAUM_CRASH="+url)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := 0
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "stored ") {
			said++
		}
		if said == n {
			_ = child.Process.Kill() // goes on to read what it said before
		}
	}
	_ = child.Wait()
	if said < n {
		t.Fatalf("the child ended after %d batches", said)
	}
	return said
}

// untilKilled makes of a test that was started as a child one that does things over a
// database, one after the other, and says of each when it is stored, until it is killed.
// In the parent it does nothing.
func untilKilled(t *testing.T, over func(url string) (do func(i int) error)) {
	t.Helper()
	url := os.Getenv("PLANRAUM_CRASH")
	if url == "" {
		return
	}
	do := over(url)
	for i := 1; ; i++ {
		if err := do(i); err != nil {
			t.Fatal(err)
		}
		fmt.Println("\nstored", i)
	}
}

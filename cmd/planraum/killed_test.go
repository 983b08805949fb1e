// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
)

// childVariable makes the test program the real program: its arguments.
const childVariable = "PLANRAUM_TEST_ARGUMENTS"

func TestMain(m *testing.M) {
	if args, ok := os.LookupEnv(childVariable); ok {
		os.Args = append(os.Args[:1], strings.Split(args, "\n")...)
		main() // ends the process
	}
	if order, ok := os.LookupEnv(writerVariable); ok {
		writer(order, writeOne) // until it is killed
	}
	if order, ok := os.LookupEnv(ordersVariable); ok {
		writer(order, orderOne)
	}
	os.Exit(pgtest.Main(m))
}

// killedImports is how many imports are killed on each database: in every run
// as many as take some seconds, all 200 with `make soak`.
func killedImports(t *testing.T, usually int) int {
	if os.Getenv("PLANRAUM_SOAK") == "" {
		return usually
	}
	n, err := strconv.Atoi(os.Getenv("PLANRAUM_SOAK"))
	if err != nil {
		t.Fatal("PLANRAUM_SOAK is not a number: ", err)
	}
	return n
}

// killedRows is the number of figures in each file.
const killedRows = 400

// TestKilledImports: the program is killed (SIGKILL) at random moments of its
// imports. Afterwards each import is there whole, batch and all figures, or not
// at all, and the next one goes on.
func TestKilledImports(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { killImports(t, filepath.Join(t.TempDir(), "planraum.db"), killedImports(t, 100)) })
	t.Run("postgresql", func(t *testing.T) { killImports(t, pgtest.Start(t), killedImports(t, 50)) })
}

func killImports(t *testing.T, url string, n int) {
	dir := t.TempDir()
	for _, f := range []struct{ name, content string }{
		{"areas.csv", "edition,edition_valid_from,level,id,number,name,lon,lat,source\nm,2010-01-01,city,09999000,0,Musterstadt,9,48,erfunden\n"},
		{"indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\naccommodation.persons,Untergebrachte,accommodated,Personen,persons,0,stock\n"},
	} {
		if out, err := child(t.Context(), url, written(t, dir, f.name, f.content)).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", f.name, err, out)
		}
	}
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	begin := time.Now()
	if out, err := child(t.Context(), url, written(t, dir, "0.csv", killFile(0))).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	// The moments follow the pace of the machine, so that many of them lie about
	// the commit.
	longest := time.Since(begin)
	random := rand.New(rand.NewPCG(uint64(n), 7))
	whole, nothing, killed := 0, 0, 0
	for i := 1; i <= n; i++ {
		before := position(t, s)
		cmd := child(t.Context(), url, written(t, dir, fmt.Sprintf("%d.csv", i), killFile(i)))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(longest/8 + time.Duration(random.Int64N(int64(longest))))
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			killed++
		}
		settle(t, s)
		if isThere(t, s, i, before) {
			whole++
			longest -= longest / 8
		} else {
			nothing++
			longest += longest / 12
		}
	}
	t.Logf("%d imports, %d killed before their end: %d there whole, %d not at all", n, killed, whole, nothing)
	if killed < n/4 {
		t.Errorf("only %d of %d imports were killed in time", killed, n)
	}
	// What was killed can be brought in, and what is there is known.
	before := position(t, s)
	out, err := child(t.Context(), url, filepath.Join(dir, fmt.Sprintf("%d.csv", n))).CombinedOutput()
	if known := strings.Contains(string(out), "schon am"); err != nil != known || isThere(t, s, n, before) == known {
		t.Errorf("the last import again: %v\n%s", err, out)
	}
}

// settle waits until nobody holds the writers' lock: a server still carries out
// a commit whose sender was killed.
func settle(t *testing.T, s *store.Store) {
	t.Helper()
	nothing := errors.New("nothing to write")
	err := s.Write(t.Context(), figure.Batch{ID: "settle", RecordedAt: time.Now()}, func(*store.Tx) error { return nothing })
	if !errors.Is(err, nothing) {
		t.Fatal(err)
	}
}

func position(t *testing.T, s *store.Store) int64 {
	t.Helper()
	p, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// isThere reports whether an import is there after the position before it, and
// fails where it is in part: with its batch and all its figures one position
// after the other, or without any.
func isThere(t *testing.T, s *store.Store, i int, before int64) bool {
	t.Helper()
	after := position(t, s)
	figures, err := s.Figures(t.Context(), figure.Query{After: before, Limit: 10 * killedRows})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		if f.Source != fmt.Sprintf("Bericht %d", i) {
			t.Fatalf("a figure of %q after import %d", f.Source, i)
		}
	}
	batches, err := s.Batches(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	batch := batches[0].File == fmt.Sprintf("%d.csv", i) && after > before
	whole := after == before+1+killedRows && len(figures) == killedRows && batch && batches[0].Rows == killedRows
	if none := after == before && len(figures) == 0; !whole && !none {
		t.Fatalf("import %d is there in part: position %d after %d, %d figures, batch %+v", i, after, before, len(figures), batches[0])
	}
	return whole
}

// killFile is a file of figures, each import of another source.
func killFile(i int) string {
	var b strings.Builder
	b.WriteString("indicator,area,period,value,basis,known_from,source\n")
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := range killedRows {
		at := day.AddDate(0, 0, n)
		fmt.Fprintf(&b, "accommodation.persons,09999000,%s,%d,counted,%s,Bericht %d\n", at.Format("2006-01-02"), 1000+n+i, at.Format("2006-01-02"), i)
	}
	return b.String()
}

func written(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// child is the program that imports a file.
func child(ctx context.Context, url, file string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{"--lang=de", "--database=" + url, "import", file}, "\n"))
	return cmd
}

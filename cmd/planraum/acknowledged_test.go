// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/register"
	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

// writerVariable makes the test program a writer: the database, and the number
// of its first write.
const writerVariable = "PLANRAUM_TEST_WRITER"

// ordersVariable does so with one that only orders jobs, in any city.
const ordersVariable = "PLANRAUM_TEST_ORDERS"

// writer opens the database as the program does and writes one small thing
// after the other. Each is acknowledged on standard output once the desk has
// said that it is stored.
func writer(order string, write func(context.Context, *cli.House, int) error) {
	url, first, _ := strings.Cut(order, "\n")
	ctx := context.Background()
	house, err := open(ctx, url, io.Discard)
	if err != nil {
		panic(err)
	}
	n, err := strconv.Atoi(first)
	if err != nil {
		panic(err)
	}
	for ; ; n++ {
		if err := write(ctx, house, n); err != nil {
			panic(err)
		}
		fmt.Println(n) // os.Stdout has no buffer
	}
}

// orderOne orders a job with a number, which nobody works.
func orderOne(ctx context.Context, house *cli.House, n int) error {
	_, err := house.Work.Start(ctx, job.Order{Kind: "unknown", Title: text.Same(fmt.Sprint(n)), By: "Test"})
	return err
}

// writeOne writes the thing with a number: figures, a record, an order.
func writeOne(ctx context.Context, house *cli.House, n int) error {
	content := fmt.Sprintf("indicator,area,period,value,basis,known_from,source\n"+
		"accommodation.persons,09999000,2020-01-31,%d,counted,2020-02-01,Bericht %d\n"+
		"accommodation.persons,09999000,2020-02-29,%d,counted,2020-03-01,Bericht %d\n", n, n, n+1, n)
	switch n % 3 {
	case 1:
		content = fmt.Sprintf("kind,low,typical,high,quality,valid_from,known_from,source\nhall,1,2,%d,assumption,2020-01-01,2020-01-01,Vorlauf %d\n", 3+n%9, n)
	case 2:
		return orderOne(ctx, house, n)
	}
	_, err := house.Data.Import(ctx, data.Incoming{Name: fmt.Sprintf("%d.csv", n), Content: strings.NewReader(content), By: "Test", Now: time.Now().UTC()})
	return err
}

// TestKilledWrites: the program is killed (SIGKILL) at random moments while it
// stores one small thing after the other. Whatever it has acknowledged is there
// afterwards, and what it was about to store is there whole or not at all.
func TestKilledWrites(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		killWrites(t, filepath.Join(t.TempDir(), "planraum.db"), killedImports(t, 100))
	})
	t.Run("postgresql", func(t *testing.T) { killWrites(t, pgtest.Start(t), killedImports(t, 100)) })
}

func killWrites(t *testing.T, url string, n int) {
	dir := t.TempDir()
	for _, f := range []struct{ name, content string }{
		{"areas.csv", "edition,edition_valid_from,level,id,number,name,lon,lat,source\nm,2010-01-01,city,09999000,0,Musterstadt,9,48,erfunden\n"},
		{"indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\naccommodation.persons,Untergebrachte,accommodated,Personen,persons,0,stock\n"},
	} {
		if out, err := child(t.Context(), url, written(t, dir, f.name, f.content)).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", f.name, err, out)
		}
	}
	random := rand.New(rand.NewPCG(uint64(n), 11))
	acknowledged := map[int]bool{}
	next, barren := 0, 0
	for i := range n {
		// Mostly counted from its first write on, sometimes from its start.
		said := writeAndKill(t, url, next, i%5 == 4, time.Duration(random.Int64N(int64(150*time.Millisecond))))
		for _, a := range said {
			acknowledged[a] = true
			next = max(next, a+1)
		}
		next += 3 // past what may be there and was not acknowledged
		if len(said) == 0 {
			barren++
		}
		if every := max(n/10, 1); i%every == every-1 {
			allThere(t, url, acknowledged)
		}
	}
	t.Logf("%d times killed, %d writes acknowledged, all there; %d times killed before the first", n, len(acknowledged), barren)
	if len(acknowledged) < n {
		t.Errorf("only %d writes in %d rounds: the kills come too early to show anything", len(acknowledged), n)
	}
}

// writeAndKill starts the writer, kills it a while after its first
// acknowledgement, or after its start, and returns what it acknowledged.
func writeAndKill(t *testing.T, url string, first int, early bool, after time.Duration) []int {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s\n%d", writerVariable, url, first))
	var complaint strings.Builder
	cmd.Stderr = &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	kill := func() { time.AfterFunc(after, func() { _ = cmd.Process.Kill() }) }
	if early {
		kill()
	}
	var said []int
	for lines := bufio.NewScanner(out); lines.Scan(); {
		n, err := strconv.Atoi(lines.Text())
		if err != nil {
			t.Fatalf("the writer says %q", lines.Text())
		}
		if said = append(said, n); len(said) == 1 && !early {
			kill()
		}
	}
	if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the writer ended by itself: %v\n%s", err, complaint.String())
	}
	return said
}

// allThere fails the test unless every acknowledged write is there and no write
// is there in part.
func allThere(t *testing.T, url string, acknowledged map[int]bool) {
	t.Helper()
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	settle(t, s)
	figures, err := s.Figures(t.Context(), figure.Query{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := s.Versions(t.Context(), register.LeadTime, "hall|2020-01-01")
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := s.Jobs(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]int{}
	for _, f := range figures {
		there[f.Source]++
	}
	for _, r := range records {
		var lead struct{ Source string }
		if err := json.Unmarshal(r.Body, &lead); err != nil {
			t.Fatal(err)
		}
		there[lead.Source]++
	}
	for _, j := range jobs {
		there[j.Title.De]++
	}
	for source, n := range there {
		if strings.HasPrefix(source, "Bericht") && n != 2 {
			t.Errorf("%s is there with %d of 2 figures", source, n)
		}
	}
	for n := range acknowledged {
		if key := []string{"Bericht %d", "Vorlauf %d", "%d"}[n%3]; there[fmt.Sprintf(key, n)] == 0 {
			t.Errorf("write %d was acknowledged and is not there", n)
		}
	}
}

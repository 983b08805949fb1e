// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

// deciderVariable makes the test program one that has a council decide papers over a
// database until it is killed.
const deciderVariable = "PLANRAUM_TEST_DECIDER"

func TestMain(m *testing.M) {
	if url := os.Getenv(deciderVariable); url != "" {
		decider(url) // until it is killed
	}
	os.Exit(pgtest.Main(m))
}

// decider issues papers that answer motions, and has the council decide both: what it
// says it has done is done.
func decider(url string) {
	s, err := store.Open(as(identity.Planner), url)
	if err != nil {
		panic(err)
	}
	engine, err := rights.New(nil)
	if err != nil {
		panic(err)
	}
	d, run := desk.New(s, rules{engine}), os.Getpid()
	for i := 0; ; i++ {
		if err := decideOne(d, fmt.Sprintf("%d-%d", run, i)); err != nil {
			panic(fmt.Sprint(err, fault.RowsOf(err)))
		}
	}
}

// numberOf is the number of the motion of a mark, which is unlike any other.
func numberOf(mark string) string { return "A " + letters(mark) + " 1/2015" }

// letters writes digits as letters.
func letters(mark string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + 'A'
		}
		return r
	}, mark)
}

// decideOne walks one paper and the motion that it answers from the draft to the
// council's decision, with an action.
func decideOne(d *desk.Desk, mark string) error {
	ctx := as(identity.Planner)
	way := []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true}}
	m, p := motion(numberOf(mark), "Stelle", today.AddDays(-9)), paper()
	m.Order, p.Order, p.Signers, p.Reference = way, way, nil, "GRDrs "+mark
	asked, err := d.Save(ctx, m, doing(0))
	if err != nil {
		return err
	}
	p.Answers = []string{asked}
	id, err := d.Save(ctx, p, doing(0))
	for _, k := range []council.ActKind{council.Ready, council.Issue} {
		if err == nil {
			var now desk.Stored
			if now, err = d.Paper(ctx, id, period.Date{}); err == nil {
				_, err = d.Act(ctx, id, council.Act{Kind: k, Note: "eilig"}, doing(now.Version))
			}
		}
	}
	if err != nil {
		return err
	}
	fmt.Println("\nissued", mark)
	sitting := council.Sitting{ID: "GR-" + mark, Committee: "GR", On: today, State: council.Held}
	for i, paper := range []string{id, asked} {
		sitting.Agenda = append(sitting.Agenda, council.Item{Number: fmt.Sprint(i + 1), Paper: paper, Public: true, Role: council.Decision, Result: council.Accepted, Votes: "34:20:6"})
	}
	err = d.KeepMeeting(ctx, sitting, []desk.Task{{Item: 0, Title: "Stelle ausschreiben", Owner: "Personalamt"}}, doing(0))
	fmt.Println("\ndecided", mark)
	return err
}

// TestKilledWhileDeciding: the program is killed (SIGKILL) at random moments while papers
// are issued and decided. Afterwards a paper is issued together with the answer to its
// motion or not at all, and a decision is there with its sitting's result, both papers'
// states and the action, or none of it is; what was said to be done is done.
func TestKilledWhileDeciding(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killDecider(t, filepath.Join(t.TempDir(), "planraum.db"), 12) })
	t.Run("PostgreSQL", func(t *testing.T) { killDecider(t, pgtest.Start(t), 8) })
}

// chamber makes a database with a council and its offices.
func chamber(t *testing.T, url string) *store.Store {
	s, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	var next []register.Next
	for kind, noun := range map[register.Kind]any{
		register.Committee: council.Committee{Key: "GR", Name: "Gemeinderat", Kind: council.Plenary, Invitation: 7, Source: "Gesetz"},
		register.Setting:   map[string]string{"value": "Sozialamt|Personalamt"},
	} {
		body, err := json.Marshal(noun)
		if err != nil {
			t.Fatal(err)
		}
		key := map[register.Kind]string{register.Committee: "GR", register.Setting: steering.OfficesSetting}[kind]
		next = append(next, register.Next{Record: register.Record{Kind: kind, Key: key, KnownFrom: today.AddDays(-100), Body: body}})
	}
	if err := s.AppendAllAfter(t.Context(), figure.Batch{Kind: "committee", File: "x", By: "x", Rows: 2, RecordedAt: now}, next); err != nil {
		t.Fatal(err)
	}
	return s
}

func killDecider(t *testing.T, url string, times int) {
	s := chamber(t, url)
	random, said := rand.New(rand.NewPCG(1, uint64(times))), map[string]bool{}
	for range times {
		counts := func(line string) bool {
			return strings.HasPrefix(line, "issued ") || strings.HasPrefix(line, "decided ")
		}
		stop, rest := 1+random.IntN(3), time.Duration(random.Int64N(int64(12*time.Millisecond)))
		for _, line := range citytest.Killed(t, deciderVariable, url, stop, rest, counts) {
			if counts(line) {
				said[line] = true
			}
		}
	}
	papers, sittings, actions := map[string]council.Paper{}, map[string]council.Sitting{}, map[string]bool{}
	for _, kind := range []register.Kind{register.Paper, register.Sitting, register.Action} {
		list, err := s.Records(t.Context(), kind, period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			var p council.Paper
			var m council.Sitting
			var a steering.Action
			into := map[register.Kind]any{register.Paper: &p, register.Sitting: &m, register.Action: &a}[kind]
			if err := json.Unmarshal(r.Body, into); err != nil {
				t.Fatal(err)
			}
			switch kind {
			case register.Paper:
				papers[p.Reference] = p
			case register.Sitting:
				sittings[m.ID] = m
			case register.Action:
				actions[a.Source] = true
			}
		}
	}
	whole, open := 0, 0
	for number, p := range papers {
		mark, answer := strings.CutPrefix(number, "GRDrs ")
		if !answer {
			continue
		}
		sitting, held := sittings["GR-"+mark]
		asked, did := papers[numberOf(mark)], actions["GR-"+mark+", TOP 1"]
		switch got := string(p.State) + " " + string(asked.State); {
		case held && did && got == "decided decided" && sitting.Agenda[0].Result == council.Accepted:
			whole++
		case !held && !did && (got == "draft received" || got == "co_signed received" || got == "issued answered"):
			open++
		default:
			t.Errorf("%s: half of it is there: %s, held %t, action %t", mark, got, held, did)
		}
		if said["issued "+mark] && !p.State.Out() || said["decided "+mark] && p.State != council.Decided {
			t.Errorf("%s: it was said to be done and is %s", mark, p.State)
		}
	}
	for line := range said {
		_, mark, _ := strings.Cut(line, " ")
		if _, there := papers["GRDrs "+mark]; !there {
			t.Errorf("%s is lost", line)
		}
	}
	t.Logf("killed %d times: %d things said, %d decided, %d not", times, len(said), whole, open)
	if whole == 0 {
		t.Error("nothing was decided")
	}
}

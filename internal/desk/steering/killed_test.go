// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

// closerVariable makes the test program one that plans and closes meetings over a
// database until it is killed.
const closerVariable = "PLANRAUM_TEST_CLOSER"

func closer(url string) {
	ctx := context.Background()
	s, err := store.Open(ctx, url)
	if err != nil {
		panic(err)
	}
	d := desk.New(s)
	for i := 0; ; i++ {
		m, err := d.Plan(ctx, steering.Meeting{
			Body: "tf", Day: monday, Nth: 1, Begins: "14:00", Ends: "15:00", Urgency: "eilig",
			Agenda: []steering.Item{{Title: "Standort", Wish: steering.Decide}, {Title: "Lage", Wish: steering.Inform}},
		}, 0, on(monday))
		if err != nil {
			panic(err)
		}
		r, err := d.Meeting(ctx, "tf", m.Slug(), monday)
		if err != nil {
			panic(err)
		}
		fmt.Println("\nplanned", i)
		if err := d.Close(ctx, m.Key(), taken(), r.Record, on(monday)); err != nil {
			panic(err)
		}
		fmt.Println("\nclosed", i)
	}
}

// TestKilledWhileClosing: the program is killed (SIGKILL) at random moments while it
// closes minutes. Afterwards each meeting is closed with its numbered decision and both
// actions, or none of it is there; and what it said it had closed is closed.
func TestKilledWhileClosing(t *testing.T) {
	t.Run("SQLite", func(t *testing.T) { killCloser(t, filepath.Join(t.TempDir(), "planraum.db"), 12) })
	t.Run("PostgreSQL", func(t *testing.T) { killCloser(t, pgtest.Start(t), 8) })
}

func killCloser(t *testing.T, url string, times int) {
	c := citytest.Open(t, url)
	setUp(t, c.Steering, body("tf", "TF"))
	random := rand.New(rand.NewPCG(1, uint64(times)))
	said, half := 0, 0
	for range times {
		stop, rest := 1+random.IntN(3), time.Duration(random.Int64N(int64(8*time.Millisecond)))
		for _, line := range citytest.Killed(t, closerVariable, url, stop, rest, func(line string) bool { return strings.HasPrefix(line, "planned ") }) {
			if strings.HasPrefix(line, "closed ") {
				said++
			}
		}
	}
	closed := 0
	for _, r := range records(t, c, register.Round) {
		var m steering.Meeting
		if err := json.Unmarshal(r.Body, &m); err != nil {
			t.Fatal(err)
		}
		switch {
		case m.State == steering.Closed:
			closed++
		case !m.Day.IsZero():
			half++
		}
	}
	found, err := c.Steering.Decisions(t.Context(), desk.Search{}, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]bool{}
	for _, f := range found {
		numbers[f.Number] = true
	}
	actions := len(records(t, c, register.Action))
	t.Logf("killed %d times: %d said to be closed, %d closed, %d not", times, said, closed, half)
	if closed < said || closed > said+times || actions != 2*closed || len(numbers) != closed || closed > 0 && !numbers[fmt.Sprintf("TF 2016-%d", closed)] {
		t.Errorf("%d said, %d closed, %d actions, %d numbers", said, closed, actions, len(numbers))
	}
	if half == 0 {
		t.Log("no kill fell between planning and closing")
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	. "planraum/internal/desk/steering"
	"planraum/internal/fault"
)

// books are registers in memory, for histories of many steps.
type books struct{ all []register.Record }

func (b *books) Records(_ context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	newest := map[string]register.Record{}
	for _, r := range b.all {
		if old, ok := newest[r.Key]; r.Kind == kind && (asOf.IsZero() || !r.KnownFrom.After(asOf)) && (!ok || !r.KnownFrom.Before(old.KnownFrom)) {
			newest[r.Key] = r
		}
	}
	var list []register.Record
	for _, r := range newest {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b register.Record) int { return strings.Compare(a.Key, b.Key) })
	return list, nil
}

func (b *books) Versions(_ context.Context, kind register.Kind, key string) (list []register.Record, err error) {
	for _, r := range b.all {
		if r.Kind == kind && r.Key == key {
			list = append(list, r)
		}
	}
	return list, nil
}

func (b *books) AppendAllAfter(ctx context.Context, _ figure.Batch, next []register.Next) error {
	for _, n := range next {
		newest := int64(0)
		versions, _ := b.Versions(ctx, n.Kind, n.Key)
		for _, v := range versions {
			newest = max(newest, v.ID)
		}
		if newest != n.After {
			return fault.New(fault.Conflict, "books", "überholt", "overtaken")
		}
	}
	for _, n := range next {
		if !n.Only {
			n.ID = int64(len(b.all) + 1)
			b.all = append(b.all, n.Record)
		}
	}
	return nil
}

// TestNothingIsLost: whatever bodies do, meet, decide or not, cancel, end: every action
// that is not done and every item that is not decided belongs to exactly one body, and
// to one that runs.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		b := &books{}
		d := New(b)
		day := monday
		keys := []string{"a", "b", "c", "d"}
		for i, key := range keys {
			set := body(key, strings.ToUpper(key))
			if i > 1 {
				set.Parent = keys[i-1]
			}
			if err := d.SetUp(ctx, set, 0, on(day)); err != nil {
				t.Fatal(err)
			}
		}
		asked, decided, made := map[string]bool{}, map[string]bool{}, 0
		for step := range rapid.IntRange(1, 14).Draw(t, "steps") {
			day = day.AddDays(1)
			key := rapid.SampledFrom(keys).Draw(t, "body")
			sheet, err := d.Body(ctx, key, day)
			if err != nil {
				t.Fatal(err)
			}
			switch what := rapid.IntRange(0, 5).Draw(t, "what"); {
			case !sheet.Running:
			case what < 4:
				m := steering.Meeting{Body: key, Day: day, Nth: 1, Begins: "09:00", Ends: "10:00", Urgency: "eilig"}
				for i := range rapid.IntRange(1, 3).Draw(t, "items") {
					m.Agenda = append(m.Agenda, steering.Item{Title: fmt.Sprintf("Thema %d.%d", step, i), Wish: steering.Decide})
				}
				for _, topic := range sheet.Topics {
					if rapid.Bool().Draw(t, "taken up") {
						m.Agenda = append(m.Agenda, steering.Item{Title: topic.Title, Wish: steering.Decide, Continues: topic.ID})
					}
				}
				m, err := d.Plan(ctx, m, 0, on(day))
				if err != nil {
					t.Fatal(err)
				}
				for _, item := range m.Agenda {
					asked[item.Title] = true
				}
				r, err := d.Meeting(ctx, key, m.Slug(), day)
				if err != nil {
					t.Fatal(err)
				}
				switch what {
				case 1:
					if err := d.Cancel(ctx, m.Key(), "krank", r.Record, on(day)); err != nil {
						t.Fatal(err)
					}
				case 2, 3:
					var minutes steering.Minutes
					for _, item := range m.Agenda {
						if rapid.Bool().Draw(t, "decided") {
							minutes.Entries = append(minutes.Entries, steering.Entry{Item: item.ID, Kind: steering.Decided, Text: "So soll es sein."})
							decided[item.Title] = true
						}
						if rapid.Bool().Draw(t, "commissioned") {
							minutes.Entries = append(minutes.Entries, steering.Entry{Item: item.ID, Kind: steering.Commission, Text: "Tun", Office: "Amt"})
							made++
						}
					}
					if err := d.Close(ctx, m.Key(), minutes, r.Record, on(day)); err != nil {
						t.Fatal(err)
					}
				}
			case what == 4:
				end(ctx, t, d, sheet, day)
			}
		}
		whole(ctx, t, d, b, day, asked, decided, made)
	})
}

// end ends a body and gives each of its points to a body at random.
func end(ctx context.Context, t *rapid.T, d *Desk, sheet Sheet, day period.Date) {
	to, err := d.Successors(ctx, sheet.Key, day)
	if err != nil {
		t.Fatal(err)
	}
	points, err := d.Open(ctx, sheet.Key, day)
	if err != nil {
		t.Fatal(err)
	}
	e := Ending{Body: sheet.Key, Reason: "erledigt", To: map[string]string{}}
	if len(points) > 0 {
		if err := d.End(ctx, e, sheet.Record, on(day)); len(fault.RowsOf(err)) < len(points) {
			t.Fatalf("%d points without a body are refused with %v", len(points), err)
		}
	}
	for _, p := range points {
		e.To[p.ID] = Nobody
		if p.Kind != GroupPoint && len(to) > 0 {
			e.To[p.ID] = rapid.SampledFrom(to).Draw(t, "to").Key
		}
	}
	if err := d.End(ctx, e, sheet.Record, on(day)); err != nil && len(to) > 0 {
		t.Fatalf("ending: %v", err)
	}
}

// whole checks that every point is held by one running body.
func whole(ctx context.Context, t *rapid.T, d *Desk, b *books, day period.Date, asked, decided map[string]bool, made int) {
	lines, err := d.Bodies(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	held, actions := map[string]int{}, 0
	for _, l := range lines {
		points, err := d.Open(ctx, l.Key, day)
		if err != nil {
			t.Fatal(err)
		}
		if !l.Running && len(points) > 0 {
			t.Fatalf("%s has ended and still holds %+v", l.Key, points)
		}
		for _, p := range points {
			switch p.Kind {
			case TopicPoint:
				held[p.Title]++
			case ActionPoint:
				actions++
			}
		}
	}
	for title := range asked {
		if want := map[bool]int{false: 1, true: 0}[decided[title]]; held[title] != want {
			t.Fatalf("%q is held %d times, want %d", title, held[title], want)
		}
	}
	if actions != made {
		t.Fatalf("%d open actions of %d", actions, made)
	}
	stored, _ := b.Records(ctx, register.Action, period.Date{})
	for _, r := range stored {
		var a steering.Action
		if err := json.Unmarshal(r.Body, &a); err != nil {
			t.Fatal(err)
		}
		if i := slices.IndexFunc(lines, func(l Line) bool { return l.Key == a.Body }); i < 0 || !lines[i].Running {
			t.Fatalf("action %s belongs to %q", a.ID, a.Body)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package safekeeping_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"planraum/internal/city/backup"
	"planraum/internal/city/job"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/fault"
)

// shelf keeps copies in memory.
type shelf struct {
	copies []backup.Copy
	now    func() time.Time
	broken error
	gone   bool // the folder
}

func (s *shelf) Make(_ context.Context, folder string, days int, tell func(int64)) (backup.Copy, error) {
	if s.broken != nil {
		return backup.Copy{}, s.broken
	}
	tell(100)
	m := backup.Manifest{TakenAt: s.now(), AgesOut: backup.Schedule{Keep: days}.AgesOut(s.now())}
	c := backup.Copy{Path: folder + "/" + m.Name(), Bytes: 5, Manifest: m}
	s.copies = append([]backup.Copy{c}, s.copies...)
	return c, nil
}

func (s *shelf) List(folder string) ([]backup.Copy, error) {
	if folder == "fehlt" || s.gone {
		return nil, fault.New(fault.NotFound, "shelf", "Gibt es nicht.", "There is none.")
	}
	return slices.Clone(s.copies), nil
}

func (s *shelf) Remove(c backup.Copy) error {
	s.copies = slices.DeleteFunc(s.copies, func(o backup.Copy) bool { return o.Path == c.Path })
	return nil
}

// book keeps jobs, the newest first, and works them when told to.
type book struct {
	now  func() time.Time
	mu   sync.Mutex // guards what follows
	jobs []job.Job
}

func (b *book) AddJob(_ context.Context, o job.Order) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	id := fmt.Sprint(len(b.jobs))
	b.jobs = append([]job.Job{{ID: id, Kind: o.Kind, Args: o.Args, By: o.By, State: job.Waiting}}, b.jobs...)
	return id, nil
}

func (b *book) Jobs(_ context.Context, _ int, states ...job.State) ([]job.Job, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []job.Job
	for _, j := range b.jobs {
		if slices.Contains(states, j.State) {
			all = append(all, j)
		}
	}
	return all, nil
}

// work works the newest job and returns what it gave.
func (b *book) work(t *testing.T, kind job.Kind) (safekeeping.Result, error) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	j := &b.jobs[0]
	answer, err := kind.Run(t.Context(), job.Task{Args: j.Args, Report: func(int64, int64) {}})
	j.State, j.EndedAt = job.Done, b.now()
	if err != nil {
		j.State = job.Failed
	}
	result, _ := answer.(safekeeping.Result)
	return result, err
}

func (b *book) waiting() (n int) {
	for _, j := range b.jobs {
		if j.State == job.Waiting {
			n++
		}
	}
	return n
}

// clock is a clock that tests set.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func (c *clock) pass(d time.Duration) { c.at = c.at.Add(d) }

func desk(t *testing.T, keep int) (*safekeeping.Desk, *shelf, *book, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)}
	s, b := &shelf{now: c.now}, &book{now: c.now}
	d := safekeeping.New(s, b, c.now)
	if err := d.Follow(backup.Schedule{To: "ordner", Every: 24 * time.Hour, Keep: keep}); err != nil {
		t.Fatal(err)
	}
	return d, s, b, c
}

// TestADayLikeTheOther: one copy a day; with 3 days of keeping never more than
// four, and each is gone once its day has come.
func TestADayLikeTheOther(t *testing.T) {
	d, s, b, c := desk(t, 3)
	for range 10 * 24 * 4 {
		if err := d.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if b.waiting() > 1 {
			t.Fatal("ordered twice")
		}
		if b.waiting() == 1 {
			if _, err := b.work(t, d.Work()); err != nil {
				t.Fatal(err)
			}
		}
		all, err := d.List()
		if err != nil || len(all) > 4 {
			t.Fatal(len(all), err)
		}
		for _, made := range all {
			if c.at.After(made.AgesOut.Add(15 * time.Minute)) {
				t.Fatalf("%s should have aged out on %s, it is %s", made.Path, made.AgesOut, c.at)
			}
		}
		c.pass(15 * time.Minute)
	}
	if len(b.jobs) != 10 {
		t.Errorf("%d copies in 10 days", len(b.jobs))
	}
	last, ok, err := d.Last()
	next, _, _ := d.Next(t.Context())
	if !ok || err != nil || last.Path != s.copies[0].Path || !next.Equal(last.TakenAt.Add(24*time.Hour)) {
		t.Errorf("last %s, next %s, %v", last.Path, next, err)
	}
}

// TestFailing: what fails is tried again after an hour, said, and never leaves
// the city without its newest copy, however old.
func TestFailing(t *testing.T) {
	d, s, b, c := desk(t, 3)
	step := func() (safekeeping.Result, error) {
		t.Helper()
		if err := d.Look(t.Context()); err != nil || b.waiting() != 1 {
			t.Fatal(b.waiting(), err)
		}
		return b.work(t, d.Work())
	}
	if _, err := step(); err != nil {
		t.Fatal(err)
	}
	if _, failed, err := d.Failed(t.Context()); failed || err != nil {
		t.Error("said to have failed", err)
	}
	c.pass(24 * time.Hour)
	s.broken = fault.New(fault.Unavailable, "shelf", "Kein Platz.", "No space.")
	for range 24 * 9 {
		if _, err := step(); !errors.Is(err, s.broken) {
			t.Fatal(err)
		}
		if _, failed, err := d.Failed(t.Context()); !failed || err != nil {
			t.Fatal("not said to have failed", err)
		}
		if next, _, _ := d.Next(t.Context()); !next.Equal(c.at.Add(time.Hour)) {
			t.Fatal(next)
		}
		c.pass(59 * time.Minute)
		if err := d.Look(t.Context()); err != nil || b.waiting() != 0 {
			t.Fatal("tried too soon", err)
		}
		c.pass(time.Minute)
	}
	if len(s.copies) != 1 {
		t.Fatalf("%d copies: the only one has gone", len(s.copies))
	}
	old := s.copies[0].Path
	s.broken = nil
	result, err := step()
	if err != nil || len(result.AgedOut) != 1 || "ordner/"+result.AgedOut[0] != old || len(s.copies) != 1 {
		t.Errorf("%+v, %v, %d copies", result, err, len(s.copies))
	}
}

// TestFolderGone: a folder that is not there any more is said by a job, once an
// hour.
func TestFolderGone(t *testing.T) {
	d, s, b, c := desk(t, 3)
	s.gone = true
	if err := d.Look(t.Context()); err != nil || b.waiting() != 1 {
		t.Fatal(b.waiting(), err)
	}
	if _, err := b.work(t, d.Work()); fault.KindOf(err) != fault.NotFound {
		t.Error(err)
	}
	c.pass(time.Minute)
	if err := d.Look(t.Context()); err == nil || b.waiting() != 0 {
		t.Error(b.waiting(), err)
	}
	c.pass(time.Hour)
	if err := d.Look(t.Context()); err != nil || b.waiting() != 1 {
		t.Error(b.waiting(), err)
	}
	s.gone = false
	if result, err := b.work(t, d.Work()); err != nil || result.Made == "" {
		t.Error(result, err)
	}
}

// TestWrongClock: a copy of the future keeps nobody from making one now.
func TestWrongClock(t *testing.T) {
	d, s, b, c := desk(t, 3)
	c.pass(10 * 365 * 24 * time.Hour)
	if _, err := s.Make(t.Context(), "ordner", 3, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	c.pass(-10 * 365 * 24 * time.Hour)
	for range 3 {
		if err := d.Look(t.Context()); err != nil || b.waiting() != 1 {
			t.Fatal(b.waiting(), err)
		}
		if result, err := b.work(t, d.Work()); err != nil || result.Made == "" {
			t.Fatal(result, err)
		}
		if err := d.Look(t.Context()); err != nil || b.waiting() != 0 {
			t.Fatal("ordered again", err)
		}
		c.pass(24 * time.Hour)
	}
}

// TestByHand: what somebody orders is made even where none is due; what
// somebody else made meanwhile is not made again.
func TestByHand(t *testing.T) {
	d, s, b, _ := desk(t, 3)
	if err := d.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Make(t.Context(), "ordner", 0, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	if result, err := b.work(t, d.Work()); err != nil || result.Made != "" {
		t.Errorf("made although none is due: %+v, %v", result, err)
	}
	if _, err := b.AddJob(t.Context(), safekeeping.Order("Betrieb")); err != nil {
		t.Fatal(err)
	}
	result, err := b.work(t, d.Work())
	if err != nil || result.Made == "" {
		t.Errorf("%+v, %v", result, err)
	}
	if _, err := json.Marshal(result); err != nil {
		t.Error(err)
	}
}

func TestNoSchedule(t *testing.T) {
	s, b := &shelf{now: time.Now}, &book{now: time.Now}
	d := safekeeping.New(s, b, time.Now)
	if err := d.Look(t.Context()); err != nil || len(b.jobs) != 0 {
		t.Error(err, b.jobs)
	}
	if _, ok, err := d.Next(t.Context()); ok || err != nil {
		t.Error("a next one without a schedule", err)
	}
	if _, ok, err := d.Last(); ok || err != nil {
		t.Error("a last one without a schedule", err)
	}
	_, err := d.Work().Run(t.Context(), job.Task{Args: []byte("{}")})
	if fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	for _, wrong := range []backup.Schedule{
		{To: "ordner", Every: time.Second, Keep: 1}, {To: "ordner", Every: time.Hour}, {To: "ordner", Every: time.Hour, Keep: 1e6}, {To: "fehlt", Every: time.Hour, Keep: 1},
	} {
		if err := d.Follow(wrong); err == nil || fault.SayOf(err).En == "" {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}

// TestWatch: the watch orders at its first look and ends with its context.
func TestWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, b := &shelf{now: time.Now}, &book{now: time.Now}
		d := safekeeping.New(s, b, time.Now)
		d.Watch(t.Context(), func(err error) { t.Error(err) }) // returns: there is no schedule
		if err := d.Follow(backup.Schedule{To: "ordner", Every: time.Hour, Keep: 1}); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		go d.Watch(ctx, func(err error) { t.Error(err) })
		time.Sleep(time.Second)
		synctest.Wait()
		if len(b.jobs) != 1 || b.jobs[0].By != safekeeping.By {
			t.Error(b.jobs)
		}
		if _, err := b.work(t, d.Work()); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour + time.Minute)
		synctest.Wait()
		if len(b.jobs) != 2 {
			t.Error(b.jobs)
		}
		cancel()
		synctest.Wait()
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package health_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"planraum/internal/desk/health"
)

// world is a program whose state a test says.
type world struct {
	database health.Database
	err      error
	asked    int
	works    bool
	free     int64
	freeErr  error
	now      time.Time
	backup   time.Time
}

func (w *world) Condition(context.Context) (health.Database, error) {
	w.asked++
	return w.database, w.err
}

func (w *world) JobTally(context.Context) (health.Queue, error) {
	return health.Queue{Failed: 2}, w.err
}
func (w *world) Position(context.Context) (int64, error)       { return 9, w.err }
func (w *world) SignedIn(context.Context) (int, error)         { return 3, w.err }
func (w *world) Working() bool                                 { return w.works }
func (w *world) LastBackup(context.Context) (time.Time, error) { return w.backup, nil }

func well() *world {
	return &world{
		database: health.Database{Kind: "sqlite", Folder: "/f", Schema: 7, Newest: 7}, works: true, free: 300 << 20,
		now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
	}
}

func (w *world) desk() *health.Desk {
	d := health.New(health.Outside{
		Store: w, Workers: w, Faults: func() []health.Fault { return nil }, Now: func() time.Time { return w.now },
		Free: func(folder string) (int64, error) {
			if w.err == nil && folder != w.database.Folder {
				return 0, errors.New("another folder")
			}
			return w.free, w.freeErr
		},
	})
	d.Expect(true, 200<<20)
	return d
}

// TestTroubles: each thing that is amiss is named, and nothing else.
func TestTroubles(t *testing.T) {
	for _, c := range []struct {
		name  string
		amiss func(*world, *health.Desk)
		want  []string
	}{
		{"all is well", func(*world, *health.Desk) {}, nil},
		{"starting", func(_ *world, d *health.Desk) { d.Enter(health.Starting) }, []string{"starting"}},
		{"stopping", func(_ *world, d *health.Desk) { d.Enter(health.Stopping) }, []string{"stopping"}},
		{"no database", func(w *world, _ *health.Desk) { w.err = errors.New("gone") }, []string{"database"}},
		{"older schema", func(w *world, _ *health.Desk) { w.database.Schema = 6 }, []string{"schema"}},
		{"a record that cannot go on", func(w *world, _ *health.Desk) { w.database.RecordStuck = true }, []string{"record"}},
		{"newer schema", func(w *world, _ *health.Desk) { w.database.Schema = 8 }, []string{"schema"}},
		{"no workers", func(w *world, _ *health.Desk) { w.works = false }, []string{"workers"}},
		{"workers elsewhere", func(w *world, d *health.Desk) { w.works = false; d.Expect(false, 0) }, nil},
		{"full disk", func(w *world, _ *health.Desk) { w.free = 199 << 20 }, []string{"disk"}},
		{"just enough", func(w *world, _ *health.Desk) { w.free = 200 << 20 }, nil},
		{"unknown disk", func(w *world, _ *health.Desk) { w.freeErr = errors.New("unknown") }, nil},
		{"much", func(w *world, _ *health.Desk) { w.free = 0; w.works = false; w.database.Schema = 0 }, []string{"schema", "workers", "disk"}},
	} {
		w := well()
		d := w.desk()
		d.Enter(health.Serving)
		c.amiss(w, d)
		var got []string
		for _, trouble := range d.Troubles(t.Context()) {
			got = append(got, trouble.Key)
			if trouble.Say.De == "" || trouble.Say.En == "" {
				t.Errorf("%s: %s says nothing", c.name, trouble.Key)
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
			}
		}
	}
}

// TestLooksOnceASecond: whoever asks often does not make the database work; the
// end of the program is told at once.
func TestLooksOnceASecond(t *testing.T) {
	w := well()
	d := w.desk()
	d.Enter(health.Serving)
	for range 100 {
		d.Troubles(t.Context())
	}
	if w.asked != 1 {
		t.Errorf("the database was asked %d times", w.asked)
	}
	w.err = errors.New("gone")
	if found := d.Troubles(t.Context()); len(found) != 0 {
		t.Errorf("within the second: %v", found)
	}
	w.now = w.now.Add(time.Second)
	if found := d.Troubles(t.Context()); len(found) != 1 {
		t.Errorf("after it: %v", found)
	}
	d.Enter(health.Stopping)
	if found := d.Troubles(t.Context()); len(found) != 1 || found[0].Key != "stopping" {
		t.Errorf("at the end: %v", found)
	}
	// One who goes away does not spoil the answer for others.
	w.err, w.now = nil, w.now.Add(time.Minute)
	d.Enter(health.Serving)
	gone, leave := context.WithCancel(t.Context())
	leave()
	if found := d.Troubles(gone); len(found) != 0 {
		t.Errorf("for one who has gone: %v", found)
	}
}

// TestReport: what is unknown is not 0.
func TestReport(t *testing.T) {
	w := well()
	d := w.desk()
	d.Enter(health.Serving)
	r, err := d.Report(t.Context())
	if err != nil || r.Free != 300<<20 || r.Position != 9 || r.Queue.Failed != 2 || r.Backup.Known || r.Minimum != 200<<20 || r.Sessions != -1 || len(r.Troubles) != 0 {
		t.Errorf("%+v, %v", r, err)
	}
	w.freeErr = errors.New("unknown")
	d.Backups, d.Sessions = w, w
	if r, err = d.Report(t.Context()); err != nil || r.Free != -1 || !r.Backup.Known || !r.Backup.Last.IsZero() || r.Sessions != 3 {
		t.Errorf("%+v, %v", r, err)
	}
	w.err, w.now = errors.New("gone"), w.now.Add(time.Hour)
	if r, err = d.Report(t.Context()); err == nil || len(r.Troubles) == 0 {
		t.Errorf("without a database: %+v, %v", r, err)
	}
}

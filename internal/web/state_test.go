// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/health"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// told is a program whose state a test says.
type told struct {
	queue  health.Queue
	backup time.Time
	err    error
}

func (f *told) Condition(context.Context) (health.Database, error) {
	return health.Database{Kind: "sqlite", Size: 12_345_678, WAL: 0, Schema: 7, Newest: 7, Waits: 4, Waited: 10 * time.Millisecond}, f.err
}
func (f *told) JobTally(context.Context) (health.Queue, error) { return f.queue, f.err }
func (f *told) Position(context.Context) (int64, error)        { return 4711, f.err }
func (f *told) LastBackup(context.Context) (time.Time, error)  { return f.backup, nil }
func (f *told) Working() bool                                  { return true }

// TestState: the page answers whether everything works, in both languages, and
// to those alone who run the program.
func TestState(t *testing.T) {
	desks := webtest.Desks(t, true)
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	program, free := &told{}, int64(40<<30)
	outside := health.Outside{
		Store: program, Workers: program, Free: func(string) (int64, error) { return free, nil }, Now: func() time.Time { return at }, Version: "9.9", Started: at.Add(-time.Hour),
		Faults: func() []health.Fault {
			return []health.Fault{{What: "request failed", Kind: "unavailable", Count: 3, Last: at}}
		},
	}
	page := func(prefix, role string) (int, htmltest.Node, string) {
		t.Helper()
		desks.Health = health.New(outside)
		desks.Health.Enter(health.Serving)
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, prefix+"/verwaltung/zustand", nil)
		r.AddCookie(&http.Cookie{Name: "planraum_rolle", Value: role})
		webtest.Handler(desks).ServeHTTP(w, r)
		body := w.Body.String()
		n, err := htmltest.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		head, _ := n.First("h1")
		return w.Code, n, head.Text()
	}
	says := func(de, en string) {
		t.Helper()
		for prefix, want := range map[string]string{"": de, "/en": en} {
			if code, _, got := page(prefix, "planner"); code != 200 || got != want {
				t.Errorf("%d %q, want %q", code, got, want)
			}
		}
	}
	says("Alles läuft. Wann zuletzt gesichert wurde, ist unbekannt.", "Everything works. When it was last backed up is unknown.")
	outside.Backups = program
	says("Alles läuft. Es gibt noch keine Sicherung.", "Everything works. There is no backup yet.")
	program.backup = at.Add(-9 * time.Hour)
	says("Alles läuft. Letzte Sicherung: 22.11.2026, 03:00 Uhr (UTC).", "Everything works. Last backup: 22 November 2026, 03:00 (UTC).")
	program.queue.Failed = 2
	says("Das Programm läuft, aber 2 Vorgänge sind gescheitert. Letzte Sicherung: 22.11.2026, 03:00 Uhr (UTC).", "The program works, but 2 jobs have failed. Last backup: 22 November 2026, 03:00 (UTC).")
	free = 3 << 20
	says("Nicht alles läuft: Auf dem Datenträger sind nur noch 3 MB frei, mindestens 200 sollen es sein.", "Not everything works: Only 3 MB are free on the disk; at least 200 are wanted.")
	_, n, _ := page("", "steward")
	for table, want := range map[string]string{"angaben": "12,3 MB", "vorgaenge": "gescheitert sind 2", "fehler": "request failed unavailable 3"} {
		section, ok := n.First("#" + table)
		if !ok || !strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(section.Text(), "\u00a0", " ")), " "), want) {
			t.Errorf("the table %s lacks %q: %q", table, want, section.Text())
		}
	}
	for _, role := range []string{"coordination", "public", "quatsch"} {
		if code, _, _ := page("", role); code != http.StatusForbidden {
			t.Errorf("%s: %d", role, code)
		}
	}
	program.err = errors.New("gone")
	if code, _, head := page("", "planner"); code != http.StatusInternalServerError {
		t.Errorf("without a database: %d %q", code, head)
	}
}

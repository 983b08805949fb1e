// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/health"
	"planraum/internal/platform/telemetry"
)

// world is a program whose state a test says.
type world struct {
	database health.Database
	queue    health.Queue
	err      error
	works    bool
	free     int64
	backup   time.Time
}

func (w *world) Condition(context.Context) (health.Database, error) { return w.database, w.err }
func (w *world) JobTally(context.Context) (health.Queue, error)     { return w.queue, w.err }
func (w *world) Position(context.Context) (int64, error)            { return 4711, w.err }
func (w *world) Working() bool                                      { return w.works }
func (w *world) LastBackup(context.Context) (time.Time, error)      { return w.backup, nil }
func (w *world) Free(string) (int64, error)                         { return w.free, nil }

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func (w *world) desk(faults ...health.Fault) *health.Desk {
	d := health.New(health.Outside{
		Store: w, Workers: w, Backups: w, Free: w.Free, Faults: func() []health.Fault { return faults },
		Now: func() time.Time { return noon }, Version: "1.2.3", Started: noon.Add(-time.Hour),
	})
	d.Enter(health.Serving)
	return d
}

// TestNamesStayOut: names in the path, the query, a form, a header, a cookie, a
// made-up method and a panic are neither in the log nor in the measures.
func TestNamesStayOut(t *testing.T) {
	w := &world{free: 1 << 40}
	desk := w.desk()
	var out bytes.Buffer
	log := telemetry.NewLog(&out, telemetry.Settings{}, nil)
	measures := telemetry.NewMeasures(desk)
	mux := http.NewServeMux()
	mux.HandleFunc("/melden/{secret}", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("panic") {
			panic("unexpected " + r.PathValue("secret"))
		}
		if r.URL.Query().Has("error") {
			panic(errors.New("no such name: '" + r.PathValue("secret") + "'"))
		}
		log.InfoContext(r.Context(), "inside", "path", r.URL.Path, "query", r.URL.RawQuery)
		_, _ = io.WriteString(w, "ok")
	})
	server := httptest.NewServer(telemetry.Observe(mux, log, measures))
	defer server.Close()
	for _, name := range names {
		for _, path := range []string{"/melden/", "/anders/", "/melden/x/"} {
			for _, query := range []string{"", "?panic=", "?error=", "?name="} {
				for _, method := range []string{"GET", "POST", "ZZYZXMANN"} {
					body := strings.NewReader(url.Values{"name": {name}}.Encode())
					r, err := http.NewRequest(method, server.URL+path+url.PathEscape(name)+query+url.QueryEscape(name), body)
					if err != nil {
						t.Fatal(err)
					}
					r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
					r.Header.Set("User-Agent", name)
					r.Header.Set("Referer", "http://example.org/"+url.PathEscape(name))
					r.Header.Set("Cookie", "name="+url.QueryEscape(name))
					r.Header.Set("X-Request-Id", name)
					r.Header.Set("X-Forwarded-For", "192.0.2.7")
					answer, err := http.DefaultClient.Do(r)
					if err != nil {
						t.Fatal(err)
					}
					_ = answer.Body.Close()
				}
			}
		}
	}
	scraped := httptest.NewRecorder()
	measures.Handler().ServeHTTP(scraped, httptest.NewRequest("GET", "/metrics", nil))
	for where, said := range map[string]string{"the log": out.String(), "the measures": scraped.Body.String()} {
		for _, name := range append(names, "zzyzx", "127.0.0.1", "192.0.2.7") {
			for _, spelt := range []string{name, url.PathEscape(name), url.QueryEscape(name)} {
				if strings.Contains(strings.ToLower(said), strings.ToLower(spelt)) {
					t.Fatalf("%q is in %s:\n%.3000s", spelt, where, said)
				}
			}
		}
	}
	for _, want := range []string{
		`planraum_http_requests_total{method="GET",route="/melden/{secret}",status="200"} 22`,
		`planraum_http_requests_total{method="POST",route="/melden/{secret}",status="500"} 22`,
		`planraum_http_requests_total{method="other",route="none",status="404"}`,
	} {
		if !strings.Contains(scraped.Body.String(), want) {
			t.Errorf("the measures lack %s", want)
		}
	}
	if !regexp.MustCompile(`msg=request request=[a-z2-7]{16} method=GET route=/melden/\{secret\} status=200 ms=[0-9.]+ bytes=2\n`).MatchString(out.String()) {
		t.Errorf("the log:\n%.1000s", out.String())
	}
}

// TestRequestNumber: the answer carries the number that the log has.
func TestRequestNumber(t *testing.T) {
	var inside string
	h := telemetry.Observe(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { inside = telemetry.RequestOf(r.Context()) }),
		telemetry.NewLog(io.Discard, telemetry.Settings{}, nil), nil)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	if got := w.Header().Get(telemetry.RequestHeader); len(got) != 16 || got != inside {
		t.Errorf("the answer says %q, the request %q", got, inside)
	}
}

// TestMeasures: what the desk says is what Prometheus reads.
func TestMeasures(t *testing.T) {
	w := &world{
		database: health.Database{Kind: "sqlite", Size: 1000, WAL: 50, Schema: 7, Newest: 7, Waits: 4, Waited: 500 * time.Millisecond},
		queue:    health.Queue{Waiting: 2, Running: 1, Failed: 3, Oldest: noon.Add(-90 * time.Second)},
		works:    true, free: 1 << 33, backup: noon.Add(-2 * time.Hour),
	}
	said := scrape(t, w.desk(health.Fault{What: "a", Kind: "internal", Count: 2}, health.Fault{What: "b", Kind: "internal", Count: 3}))
	for _, want := range []string{
		"planraum_ready 1", "planraum_database_up 1", `planraum_database_size_bytes{kind="sqlite"} 1000`, "planraum_database_wal_bytes 50",
		"planraum_database_writer_waits_total 4", "planraum_database_writer_wait_seconds_total 0.5", `planraum_jobs{state="waiting"} 2`, `planraum_jobs{state="running"} 1`,
		`planraum_jobs{state="failed"} 3`, "planraum_job_oldest_waiting_seconds 90", "planraum_ledger_position 4711", "planraum_backup_age_seconds 7200",
		"planraum_disk_free_bytes 8.589934592e+09", `planraum_faults_total{kind="internal"} 5`, `version="1.2.3"} 1`, "go_goroutines ", "planraum_database_schema_version 7",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing", want)
		}
	}
	w.err, w.database, w.backup = errors.New("gone"), health.Database{WAL: -1}, time.Time{}
	said = scrape(t, w.desk())
	for _, want := range []string{"planraum_ready 0", "planraum_database_up 0"} {
		if !strings.Contains(said, want) {
			t.Errorf("without a database %q is missing", want)
		}
	}
	for _, unknown := range []string{"planraum_jobs{", "planraum_backup_age", "planraum_ledger_position "} {
		if strings.Contains(said, "\n"+unknown) {
			t.Errorf("without a database it says %s", unknown)
		}
	}
}

func scrape(t *testing.T, d *health.Desk) string {
	t.Helper()
	server := httptest.NewServer(telemetry.Operations(d, telemetry.NewMeasures(d)))
	defer server.Close()
	answer, err := http.Get(server.URL + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatal(answer.Status, err)
	}
	return string(body)
}

// TestHealthChecks: the public hears ready or not ready; those who run the
// program hear why.
func TestHealthChecks(t *testing.T) {
	w := &world{free: 1}
	d := w.desk()
	public, inner := httptest.NewRecorder(), httptest.NewRecorder()
	telemetry.Ready(d)(public, httptest.NewRequest("GET", "/readyz", nil))
	telemetry.Operations(d, telemetry.NewMeasures(d)).ServeHTTP(inner, httptest.NewRequest("GET", "/readyz", nil))
	if public.Code != 503 || public.Body.String() != "not ready\n" || inner.Code != 503 || !strings.Contains(inner.Body.String(), `"key":"disk"`) {
		t.Errorf("%d %q; %d %q", public.Code, public.Body, inner.Code, inner.Body)
	}
	live := httptest.NewRecorder()
	telemetry.Live(live, httptest.NewRequest("GET", "/healthz", nil))
	if live.Code != 200 {
		t.Errorf("a process that lives says %d", live.Code)
	}
	server := httptest.NewServer(telemetry.Ready(d))
	defer server.Close()
	if err := telemetry.Probe(t.Context(), server.URL); err == nil {
		t.Error("the probe finds it ready")
	}
	w.free = 1 << 40
	ready := httptest.NewServer(telemetry.Ready(w.desk()))
	defer ready.Close()
	if err := telemetry.Probe(t.Context(), ready.URL); err != nil {
		t.Error(err)
	}
	if err := telemetry.Probe(t.Context(), strings.TrimPrefix(ready.URL, "http://")); err != nil {
		t.Errorf("host and port alone: %v", err)
	}
	for _, bad := range []string{"", "127.0.0.1", "ftp://x", "http://", ready.URL + "0000"} {
		if err := telemetry.Probe(t.Context(), bad); err == nil {
			t.Errorf("the probe of %q finds it ready", bad)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"planraum/internal/desk/health"
)

// state asks the desk when Prometheus does.
type state struct{ desk *health.Desk }

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc("planraum_"+name, help, labels, nil)
}

var (
	ready       = described("ready", "1 while the program is ready for requests.")
	answers     = described("database_up", "1 while the database answers.")
	size        = described("database_size_bytes", "Size of the database.", "kind")
	journal     = described("database_wal_bytes", "Size of the journal beside the SQLite file.")
	schema      = described("database_schema_version", "Last migration that was run.")
	free        = described("disk_free_bytes", "Free bytes on the disk of the database, or of temporary files where another machine keeps it.")
	waits       = described("database_writer_waits_total", "Writers of this process that have had their turn.")
	waited      = described("database_writer_wait_seconds_total", "What writers of this process waited for their turn.")
	jobs        = described("jobs", "Jobs by state; ended ones are forgotten after some time.", "state")
	oldest      = described("job_oldest_waiting_seconds", "Age of the oldest job that waits; 0 where none waits.")
	position    = described("ledger_position", "Last running number of the ledger.")
	backup      = described("backup_age_seconds", "Time since the last backup that was verified; missing where there is none.")
	faults      = described("faults_total", "Errors of the program and its surroundings since the start, by kind.", "kind")
	startedAt   = described("start_time_seconds", "When the program started, in seconds since 1970.")
	descriptors = []*prometheus.Desc{ready, answers, size, journal, schema, free, waits, waited, jobs, oldest, position, backup, faults, startedAt}
)

// Describe lists the measures.
func (state) Describe(to chan<- *prometheus.Desc) {
	for _, d := range descriptors {
		to <- d
	}
}

// patience is how long the desk may take.
const patience = 5 * time.Second

// Collect asks the desk.
func (s state) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	counter := func(d *prometheus.Desc, v float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
	}
	r, err := s.desk.Report(ctx)
	gauge(ready, yes(len(r.Troubles) == 0))
	gauge(answers, yes(err == nil))
	gauge(startedAt, float64(r.Started.UnixMilli())/1000)
	byKind := map[string]int64{}
	for _, f := range r.Faults {
		byKind[f.Kind] += f.Count
	}
	for kind, n := range byKind {
		counter(faults, float64(n), kind)
	}
	if err != nil {
		return
	}
	for d, bytes := range map[*prometheus.Desc]int64{journal: r.Database.WAL, free: r.Free} {
		if bytes >= 0 {
			gauge(d, float64(bytes))
		}
	}
	gauge(size, float64(r.Database.Size), r.Database.Kind)
	gauge(schema, float64(r.Database.Schema))
	gauge(position, float64(r.Position))
	counter(waits, float64(r.Database.Waits))
	counter(waited, r.Database.Waited.Seconds())
	collectJobs(r, gauge)
	if !r.Backup.Last.IsZero() {
		gauge(backup, r.Now.Sub(r.Backup.Last).Seconds())
	}
}

func collectJobs(r health.Report, gauge func(*prometheus.Desc, float64, ...string)) {
	q := r.Queue
	for name, n := range map[string]int{"waiting": q.Waiting, "running": q.Running, "done": q.Done, "refused": q.Refused, "failed": q.Failed, "cancelled": q.Cancelled} {
		gauge(jobs, float64(n), name)
	}
	age := time.Duration(0)
	if !q.Oldest.IsZero() {
		age = r.Now.Sub(q.Oldest)
	}
	gauge(oldest, age.Seconds())
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

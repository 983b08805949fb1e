// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	_ "embed"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"

	"planraum/internal/text"
)

// results is what the report is written from.
type results struct {
	Date              time.Time
	Machine           machine
	Load              float64 // load average before the start
	LoadKnown         bool
	City              city
	Clients           int
	Seconds, Requests int // of each page at most
	SQLite, Postgres  *measured
}

// The limits that the program is held to.
const (
	importLimit = 60 * time.Second
	pageLimit   = 100 * time.Millisecond
	runLimit    = 50 * time.Millisecond
	memoryLimit = 512 // MiB
)

// target is a limit with what was measured.
type target struct{ What, Limit, Measured, Distance string }

// Targets compares the worst of each kind with its limit.
func (r results) Targets() []target {
	m := r.SQLite
	var slowest time.Duration
	memory := m.ServeMiB
	for _, i := range m.Imports {
		slowest = max(slowest, i.Took)
		memory = max(memory, i.PeakMiB)
	}
	list := []target{
		against("import of 1 million figures, the slowest of "+fmt.Sprint(len(m.Imports)), slowest, importLimit, "s", time.Second),
	}
	for _, l := range m.Loads {
		if strings.HasPrefix(l.Page, situationPage) || strings.HasPrefix(l.Page, placesPage) {
			list = append(list, against(l.Page+", p95", l.P95, pageLimit, "ms", time.Millisecond))
		}
	}
	return append(list,
		against(fmt.Sprintf("run of %d years with %d sites, p95", planYears, r.City.sites), m.Run.Try.P95, runLimit, "ms", time.Millisecond),
		against("memory of the largest process", time.Duration(memory), memoryLimit, "MiB", 1))
}

// against writes a value beside its limit, both in units.
func against(what string, value, limit time.Duration, unit string, one time.Duration) target {
	v, l := float64(value)/float64(one), float64(limit)/float64(one)
	t := target{What: what, Limit: fmt.Sprintf("under %.0f %s", l, unit), Measured: fmt.Sprintf("%.1f %s", v, unit)}
	if v < l {
		t.Distance = fmt.Sprintf("kept, %.0f %% of the limit", 100*v/l)
	} else {
		t.Distance = fmt.Sprintf("**missed**, %.0f %% of the limit", 100*v/l)
	}
	return t
}

// Months is the number of months of the figures.
func (r results) Months() int { return r.City.months }

// Areas, Indicators and Sites are the size of the city.
func (r results) Areas() int      { return len(r.City.areas()) }
func (r results) Indicators() int { return r.City.indicators }
func (r results) Sites() int      { return r.City.sites }

//go:embed report.md.tmpl
var reportTemplate string

// words are what the templates may call.
var words = template.FuncMap{
	"int":     func(n int) string { return text.En.Int(int64(n)) },
	"ms":      ms,
	"seconds": func(d time.Duration) string { return fmt.Sprintf("%.1f", d.Seconds()) },
	"day":     func(t time.Time) string { return t.Format("2006-01-02") },
	"warm":    func() int { return warmUp },
	"rate":    func(f float64) string { return fmt.Sprintf("%.0f", f) },
	"per": func(d time.Duration, rows int) string {
		return fmt.Sprintf("%.1f", d.Seconds()*perFile/float64(max(rows, 1)))
	},
}

var report = template.Must(template.New("report").Funcs(words).Parse(reportTemplate))

// write writes the report as Markdown.
func (r results) write(w io.Writer) error { return report.Execute(w, r) }

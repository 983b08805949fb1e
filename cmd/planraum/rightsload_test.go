// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"planraum/internal/api"
	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/example"
	"planraum/internal/fault"
	"planraum/internal/store/pgtest"
	"planraum/internal/web"
)

// The load that the rights must bear: so many figures over the districts of the
// example city, listed by so many clients who hold a role in one of them.
const (
	loadFigures = 101_200
	loadClients = 8
	loadLimit   = 200 * time.Millisecond // of the 95th percentile
)

// loadDay is the day on which the lists are read.
var loadDay = period.Day(2026, 11, 22)

// BenchmarkDistrictLists lists 100,000 records as a planner of one district, by
// the API page by page and on pages, and fails where one answer in twenty takes
// longer than the limit.
func BenchmarkDistrictLists(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { districtLists(b, filepath.Join(b.TempDir(), "load.db")) })
	b.Run("postgres", func(b *testing.B) {
		address, stop, err := pgtest.Serve()
		if errors.Is(err, pgtest.ErrAbsent) {
			b.Skip("no PostgreSQL")
		}
		if err != nil {
			b.Fatal(err)
		}
		defer stop()
		districtLists(b, address)
	})
}

func districtLists(b *testing.B, database string) {
	tuneMemory() // as the program does at its start
	house, err := open(b.Context(), database, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = house.Close() }()
	district := fillDistricts(b, house)
	if err := house.Protect.Prepare(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	h := loadHandler(house, identity.Principal{Account: 7, Means: identity.Session, Grants: []identity.Grant{{Role: identity.Planner, Area: district}}})
	after := int64(loadFigures / 2)
	for name, path := range map[string]string{
		"api":       "/api/v1/figures?figures=all&limit=1000",
		"api-later": "/api/v1/figures?figures=all&limit=1000&after=" + strconv.FormatInt(after, 10),
		"api-own":   "/api/v1/figures?figures=all&limit=1000&area=" + string(district),
		"data":      "/daten?werte=alle&stand=" + loadDay.String(),
		"indicator": "/daten/accommodation.persons?werte=alle&stand=" + loadDay.String() + "&gebiet=" + string(district),
	} {
		b.Run(name, func(b *testing.B) {
			before := processorTime(b)
			took := listed(b, h, path)
			used := (processorTime(b) - before) / time.Duration(len(took)+1)
			b.ReportMetric(float64(used.Microseconds())/1000, "cpu-ms/answer")
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			p95 := took[len(took)*95/100]
			b.ReportMetric(float64(p95.Microseconds())/1000, "p95-ms")
			b.ReportMetric(0, "ns/op")
			if p95 > loadLimit {
				b.Errorf("the 95th percentile of %s is %s, the limit is %s; an answer takes %s of processor time", path, p95, loadLimit, used)
			}
		})
	}
}

// processorTime is what this process has used of its processors. A server of
// PostgreSQL beside it is not in it.
func processorTime(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// listed asks for a path with all clients at once and returns how long the
// answers took, shortest first.
func listed(b *testing.B, h http.Handler, path string) []time.Duration {
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://localhost"+path, nil))
	var mu sync.Mutex
	var took []time.Duration
	var clients sync.WaitGroup
	each := max(b.N/loadClients, 12)
	for range loadClients {
		clients.Go(func() {
			for range each {
				rec := httptest.NewRecorder()
				r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, "http://localhost"+path, nil)
				start := time.Now()
				h.ServeHTTP(rec, r)
				d := time.Since(start)
				mu.Lock()
				took = append(took, d)
				mu.Unlock()
				if rec.Code != http.StatusOK {
					b.Errorf("%s answers %d", path, rec.Code)
				}
			}
		})
	}
	clients.Wait()
	slices.Sort(took)
	return took
}

// fillDistricts takes in the areas of the example city and figures of all its
// districts: half of them published, half not released. It returns a district.
func fillDistricts(b *testing.B, house *cli.House) area.ID {
	b.Helper()
	take := func(name string, content []byte) {
		_, err := house.Data.Import(context.Background(), data.Incoming{Name: name, Content: bytes.NewReader(content), By: "Test", Now: loadDay.Time()})
		if err != nil && fault.KindOf(err) != fault.Conflict {
			b.Fatalf("%s: %v %v", name, err, fault.RowsOf(err))
		}
	}
	for _, f := range example.Files() {
		switch f.Name {
		case "areas.csv", "indicators.csv", "groups.csv", "sources.csv":
			take(f.Name, f.Content)
		}
	}
	areas, err := house.Data.Areas(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	indicators := []string{"accommodation.persons", "intake.arrivals", "intake.departures", "childcare.children", "childcare.places", "population.residents", "homeless.places", "housing.dwellings"}
	var districts []area.ID
	for _, a := range areas {
		if a.Level == area.District {
			districts = append(districts, a.ID)
		}
	}
	var file strings.Builder
	file.WriteString("indicator,area,group,period,value,basis,known_from,source\n")
	for n := range loadFigures {
		in := districts[n%len(districts)]
		k := n / len(districts)
		month := period.MonthOf(1980, 1) + period.Month(k/len(indicators))
		source := "GRDrs 1/2016"
		if k%2 == 1 {
			source = "Zählung der Stadt"
		}
		fmt.Fprintf(&file, "%s,%s,all,%s,%d,counted,%s,%s\n", indicators[k%len(indicators)], in, month, 100+(n*7919)%4000, month.Last().AddDays(14), source)
	}
	take("figures.csv", []byte(file.String()))
	return districts[3]
}

// loadHandler serves pages and API to one principal.
func loadHandler(house *cli.House, p identity.Principal) http.Handler {
	today, log, mux := func() period.Date { return loadDay }, slog.New(slog.DiscardHandler), http.NewServeMux()
	mux.Handle("/", web.New(web.Desks{
		Report: house.Report, Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Measures: house.Measures, Staffing: house.Staffing, Council: house.Council, Quality: house.Quality, Catalogue: house.Catalogue,
		Reporting: house.Reporting, Work: house.Work, Approval: house.Approval, Protect: house.Protect, Rights: house.Rights,
	}, web.Config{Today: today, Log: log}))
	api.Mount(mux, api.Desks{Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Steering: house.Steering, Measures: house.Measures, Council: house.Council, Approval: house.Approval, Protect: house.Protect, Rights: house.Rights}, api.Config{Today: today, Log: log})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mux.ServeHTTP(w, r.WithContext(identity.With(r.Context(), p)))
	})
}

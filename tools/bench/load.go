// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// page is a page to measure. path gives the address of the n-th request.
type page struct {
	name string
	path func(n int) string
}

// load is what clients saw of a page.
type load struct {
	Page     string
	Requests int
	Errors   int // no answer, a status other than 200, or an empty body
	Elapsed  time.Duration
	KiB      int // size of the last answer, uncompressed
	// First is the time of the very first request, before anything was cached.
	First              time.Duration
	P50, P95, P99, Max time.Duration
	// CPU is the server's processor time for one request on average; 0: unknown.
	CPU time.Duration
}

// PerSecond is the number of answers per second, all clients together.
func (l load) PerSecond() float64 { return float64(l.Requests) / l.Elapsed.Seconds() }

// limits bound the load on a page: it ends with the first that is reached.
type limits struct {
	clients  int
	duration time.Duration
	requests int
}

// warmUp is the number of requests before the clock starts.
const warmUp = 20

// run sends requests from all clients at once. The loop is closed: each client
// sends its next request as soon as it has read the last answer, without a
// pause to think, so that the program is always busy with all of them.
func (p page) run(ctx context.Context, s *server, lim limits) (load, error) {
	base := s.base
	client := &http.Client{
		Timeout:   30 * time.Second,
		Jar:       s.jar,
		Transport: &http.Transport{MaxIdleConnsPerHost: lim.clients, DisableCompression: true},
	}
	defer client.CloseIdleConnections()
	first, size, err := fetch(ctx, client, base+p.path(0))
	if err != nil {
		return load{}, fmt.Errorf("%s: %w", p.name, err)
	}
	for n := 1; n < warmUp; n++ {
		if _, size, err = fetch(ctx, client, base+p.path(n)); err != nil {
			return load{}, fmt.Errorf("%s: %w", p.name, err)
		}
	}
	l := load{Page: p.name, First: first, KiB: size >> 10}
	times := make([][]time.Duration, lim.clients)
	var next, failed atomic.Int64
	var wait sync.WaitGroup
	before, start := s.cpuTime(), time.Now()
	for c := range lim.clients {
		wait.Go(func() {
			for time.Since(start) < lim.duration && ctx.Err() == nil {
				n := int(next.Add(1)) - 1
				if n >= lim.requests {
					return
				}
				took, _, err := fetch(ctx, client, base+p.path(n))
				if err != nil {
					failed.Add(1)
				}
				times[c] = append(times[c], took)
			}
		})
	}
	wait.Wait()
	l.Elapsed, l.Errors = time.Since(start), int(failed.Load())
	l.summarise(slices.Concat(times...))
	l.CPU = (s.cpuTime() - before) / time.Duration(max(l.Requests, 1))
	return l, ctx.Err()
}

func (l *load) summarise(times []time.Duration) {
	slices.Sort(times)
	l.Requests = len(times)
	l.P50, l.P95, l.P99, l.Max = percentile(times, 50), percentile(times, 95), percentile(times, 99), percentile(times, 100)
}

// percentile returns the smallest time that p percent of the sorted times do
// not exceed (nearest rank); 0 without any.
func percentile(sorted []time.Duration, p int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[max(0, (len(sorted)*p+99)/100-1)]
}

// fetch returns the time until the last byte of the answer, and its size.
func fetch(ctx context.Context, client *http.Client, url string) (time.Duration, int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	res, err := client.Do(req)
	if err != nil {
		return time.Since(start), 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	took := time.Since(start)
	switch {
	case err != nil:
		return took, int(n), err
	case res.StatusCode != http.StatusOK || n == 0:
		return took, int(n), fmt.Errorf("GET %s: %s, %d bytes", url, res.Status, n)
	}
	return took, int(n), nil
}

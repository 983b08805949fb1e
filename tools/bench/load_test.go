// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"
)

// TestPercentileIsTheNearestRank: of 1 to 100 ms the 95th percentile is 95 ms;
// of few times it is the longest, never one in between.
func TestPercentileIsTheNearestRank(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1)*time.Millisecond)
	}
	for p, want := range map[int]time.Duration{1: 1, 50: 50, 95: 95, 100: 100} {
		if got := percentile(times, p); got != want*time.Millisecond {
			t.Errorf("percentile %d is %v", p, got)
		}
	}
	if got := percentile(times[:3], 95); got != 3*time.Millisecond {
		t.Errorf("95th percentile of three is %v", got)
	}
	if got := percentile(nil, 95); got != 0 {
		t.Errorf("95th percentile of none is %v", got)
	}
}

// TestLoadCountsEveryRequestAndError: the loop ends with the last request, and
// answers other than 200 are errors.
func TestLoadCountsEveryRequestAndError(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("n") == "bad" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		_, _ = w.Write([]byte("answer"))
	}))
	defer web.Close()
	s := &server{pid: os.Getpid(), base: web.URL}
	bad := func(n int) string {
		if n >= warmUp && n%10 == 0 {
			return "/?n=bad"
		}
		return "/?n=good"
	}
	l, err := page{"test", bad}.run(t.Context(), s, limits{clients: 4, duration: time.Minute, requests: 100})
	if err != nil || l.Requests != 100 || l.Errors != 8 || l.P50 <= 0 || l.Max < l.P95 || l.P95 < l.P50 {
		t.Errorf("%+v, %v", l, err)
	}
}

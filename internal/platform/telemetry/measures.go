// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"planraum/internal/desk/health"
)

// Measures are what Prometheus reads. Their labels hold routes, statuses and
// kinds that the program itself knows, never anything that a client sends.
type Measures struct {
	registry  *prometheus.Registry
	requests  *prometheus.CounterVec
	durations *prometheus.HistogramVec
	underWay  prometheus.Gauge
}

// NewMeasures returns the measures of a program whose state the desk knows.
func NewMeasures(desk *health.Desk) *Measures {
	m := &Measures{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "planraum_http_requests_total", Help: "Requests answered, by method, route and status.",
		}, []string{"method", "route", "status"}),
		durations: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "planraum_http_request_duration_seconds", Help: "Time from the first byte of a request to the end of its answer, by route.",
			Buckets: []float64{.005, .01, .025, .05, .1, .2, .4, .8, 1.6, 5, 15, 60},
		}, []string{"route"}),
		underWay: prometheus.NewGauge(prometheus.GaugeOpts{Name: "planraum_http_requests_under_way", Help: "Requests being answered."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "planraum_build_info", Help: "Always 1; its labels say which program runs.",
		ConstLabels: prometheus.Labels{"version": desk.Version, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH},
	})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.durations, m.underWay, build, state{desk},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Handler answers with the measures.
func (m *Measures) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, Timeout: 10 * time.Second})
}

// begin notes that a request begins, and returns what notes its end.
func (m *Measures) begin() func(method, route string, status int, took time.Duration) {
	if m == nil {
		return func(string, string, int, time.Duration) {}
	}
	m.underWay.Inc()
	return func(method, route string, status int, took time.Duration) {
		m.underWay.Dec()
		m.requests.WithLabelValues(method, route, statusLabel(status)).Inc()
		m.durations.WithLabelValues(route).Observe(took.Seconds())
	}
}

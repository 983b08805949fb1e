// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/desk/data"
	"planraum/internal/desk/protect"
	"planraum/internal/store"
	"planraum/internal/web/webtest"
)

// slow is a store from which no protected table can be made while it is shut.
type slow struct {
	*store.Store
	shut atomic.Bool
}

func (s *slow) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	for audience.SightOf(ctx) == nil && s.shut.Load() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	return s.Store.EachFigure(ctx, q, fn)
}

// TestPagesDoNotWaitForProtection: while the table of new figures is made, no
// page and no file shows one, and all say how many there are; before there is
// any table the page answers by itself later. The owner sees everything.
func TestPagesDoNotWaitForProtection(t *testing.T) {
	inner, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "slow.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = inner.Close() })
	if err := inner.Migrate(t.Context(), func(int, int, string) {}); err != nil {
		t.Fatal(err)
	}
	s := &slow{Store: inner}
	desks := webtest.Over(t, s, inner, false)
	desks.Protect.Wait(protect.Patience{Short: 10 * time.Millisecond, First: 10 * time.Millisecond})
	h := webtest.Handler(desks)
	s.shut.Store(true)
	if rec := as(t, h, "planner", "GET", "/", nil); rec.Code != http.StatusServiceUnavailable || !strings.Contains(rec.Body.String(), `http-equiv="refresh" content="5"`) || !strings.Contains(headline(t, rec), "zum ersten Mal geschützt") {
		t.Errorf("before the first table the page answers %d: %s", rec.Code, headline(t, rec))
	}
	s.shut.Store(false)
	if err := desks.Protect.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	s.shut.Store(true)
	const file = "indicator,area,period,value,basis,known_from,source\n" +
		"accommodation.persons,08111000,2026-10-31,98765,counted,2026-11-02,Amt\naccommodation.persons,08111000/01,2026-10-31,98764,counted,2026-11-02,Amt\n"
	receipt, err := desks.Data.Import(t.Context(), data.Incoming{Name: "neu.csv", Content: strings.NewReader(file), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(receipt, err)
	}
	number := func(body string) bool {
		return strings.Contains(body, "98765") || strings.Contains(body, "98.765") || strings.Contains(body, "98764") || strings.Contains(body, "98.764")
	}
	const sentence = "2 neue Werte werden noch geschützt"
	pages := []string{
		"/?", "/plaetze?", "/prognosen?", "/prognosen/warnungen?", "/plaene?", "/personal?", "/daten?", "/daten/accommodation.persons?", "/daten/revisionen?", "/daten/quellen?", "/daten/verlauf?",
		"/daten/pruefung?", "/daten/katalog?", "/katalog.ttl?", "/katalog/accommodation-persons.csv?", "/katalog/accommodation-persons.json?",
	}
	said := 0
	for _, page := range pages {
		for _, role := range []string{"planner", "public"} {
			rec := as(t, h, role, "GET", page+"werte=alle&stand=2026-11-22", nil)
			if number(rec.Body.String()) {
				t.Errorf("%s shows an unprotected number to %s", page, role)
			}
			if rec.Code >= 500 {
				t.Errorf("%s answers %d to %s", page, rec.Code, role)
			}
			if strings.Contains(rec.Body.String(), sentence) {
				said++
			}
		}
	}
	if said == 0 {
		t.Error("no page says what it leaves out")
	}
	if body := as(t, h, "planner", "GET", "/daten/accommodation.persons?werte=alle&stand=2026-11-22", nil).Body.String(); !strings.Contains(body, sentence) || !strings.Contains(body, `href="/daten/vorgaenge`) {
		t.Error("the page of the series does not say what it leaves out")
	}
	if body := as(t, h, "steward", "GET", "/daten/accommodation.persons?werte=alle&stand=2026-11-22", nil).Body.String(); !number(body) || strings.Contains(body, sentence) {
		t.Error("the owner does not see the new figures")
	}
	s.shut.Store(false)
	if err := desks.Protect.Prepare(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	if body := as(t, h, "planner", "GET", "/daten/accommodation.persons?werte=alle&stand=2026-11-22", nil).Body.String(); !number(body) || strings.Contains(body, sentence) {
		t.Error("the table is ready, the page does not show the new figures")
	}
}

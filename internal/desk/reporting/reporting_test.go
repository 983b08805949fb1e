// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	city "planraum/internal/city/reporting"
	"planraum/internal/city/unit"
	"planraum/internal/desk/reporting"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/text"
)

var (
	october = period.MonthOf(2016, 10)
	now     = time.Date(2016, 11, 3, 9, 0, 0, 0, time.UTC)
	house   = city.Reporter{
		Key: "beispielhaus", Kind: city.Site, Name: "Beispielhaus (erfunden)", Organization: "Beispielträger (erfunden)",
		District: "08111000/06", Since: october - 1, DueDay: 10,
	}
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// each runs a test on both databases, with a house that reports since September.
func each(t *testing.T, test func(t *testing.T, d *reporting.Desk, s *store.Store)) {
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "city.db"), test) })
	t.Run("postgresql", func(t *testing.T) { run(t, pgtest.Start(t), test) })
}

func run(t *testing.T, url string, test func(t *testing.T, d *reporting.Desk, s *store.Store)) {
	c := citytest.Open(t, url)
	if err := addCity(t.Context(), c.Store); err != nil {
		t.Fatal(err)
	}
	n := atomic.Int64{}
	d := reporting.New(c.Store, store.Reports{Store: c.Store}, c.Store, func() (string, error) { return fmt.Sprintf("secret-%d", n.Add(1)), nil })
	if err := d.SetUp(t.Context(), house, "haus@beispiel.de", "Sozialplanung", now); err != nil {
		t.Fatal(err)
	}
	test(t, d, c.Store)
}

func addCity(ctx context.Context, s *store.Store) error {
	edition := area.Edition{ID: "e", Name: "e", ValidFrom: period.Day(2013, 1, 1)}
	batch := figure.Batch{Kind: "areas", By: "test", RecordedAt: now}
	return store.Reports{Store: s}.Take(ctx, batch, func(r reporting.Recorder) (int, error) {
		return 2, r.AddAreas(ctx, edition, []area.Area{
			{ID: "08111000", Level: area.City, Name: "Stuttgart"}, {ID: "08111000/06", Level: area.District, Name: "Bad Cannstatt", Parent: "08111000"},
		})
	})
}

func site(occupied, blocked, arrivals, departures int64) map[string]unit.Decimal {
	return map[string]unit.Decimal{
		city.Occupied: unit.Whole(occupied), city.Blocked: unit.Whole(blocked), city.Arrivals: unit.Whole(arrivals), city.Departures: unit.Whole(departures),
	}
}

func issue(t *testing.T, d *reporting.Desk, m period.Month) string {
	t.Helper()
	secret, err := d.Issue(t.Context(), house.Key, m, "Sozialplanung", now)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func wantKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != want {
		t.Errorf("%v, want %v", err, want)
	}
}

// One link takes one report; the next month is filled in from it, and the
// report stands in the ledger as reported by the house.
func TestOneLinkOneReport(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		secret := issue(t, d, october-1)
		if _, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(150, 4, 12, 8)}, now); err != nil {
			t.Fatal(err)
		}
		_, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(1, 0, 0, 0)}, now)
		wantKind(t, err, fault.Conflict)
		if !strings.Contains(fault.SayOf(err).De, "am 03.11.2016 eingegangen") {
			t.Errorf("%q does not say when the report came", fault.SayOf(err).De)
		}
		next, err := d.Open(t.Context(), issue(t, d, october), period.OfTime(now))
		if err != nil {
			t.Fatal(err)
		}
		if got := next.Last[city.Occupied].Value; got != unit.Whole(150) {
			t.Errorf("filled in with %v, want 150", got)
		}
		figures, err := s.Figures(t.Context(), figure.Query{Areas: []area.ID{"08111000/@beispielhaus"}})
		if err != nil || len(figures) != 4 {
			t.Fatalf("%d figures, %v; want 4", len(figures), err)
		}
		for _, f := range figures {
			if f.Basis != figure.Reported || f.Source != "Monatsmeldung Beispielhaus (erfunden)" || f.KnownFrom != period.OfTime(now) {
				t.Errorf("%+v", f)
			}
		}
	})
}

// Of many who send by the same link at once, one report counts.
func TestSentTwiceAtOnce(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		secret := issue(t, d, october)
		var took, told atomic.Int32
		var all sync.WaitGroup
		for range 6 {
			all.Go(func() {
				switch _, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(10, 0, 10, 0)}, now); {
				case err == nil:
					took.Add(1)
				case fault.KindOf(err) == fault.Conflict:
					told.Add(1)
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took.Load() != 1 || told.Load() != 5 {
			t.Errorf("%d took and %d were told, want 1 and 5", took.Load(), told.Load())
		}
	})
}

// A link that was replaced, withdrawn, has expired or was guessed opens nothing.
func TestClosedLinks(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		today := period.OfTime(now)
		first := issue(t, d, october)
		second := issue(t, d, october)
		for name, c := range map[string]struct {
			secret string
			day    period.Date
			want   fault.Kind
		}{
			"replaced": {first, today, fault.NotFound},
			"guessed":  {"secret-99", today, fault.NotFound},
			"empty":    {"", today, fault.NotFound},
			// Due on 10.11.2016, then sixty days.
			"expired": {second, period.Day(2017, 1, 10), fault.Forbidden},
		} {
			_, err := d.Open(t.Context(), c.secret, c.day)
			if fault.KindOf(err) != c.want {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
		if _, err := d.Open(t.Context(), second, period.Day(2017, 1, 9)); err != nil {
			t.Errorf("on its last day: %v", err)
		}
		if err := d.Withdraw(t.Context(), house.Key, october, "Sozialplanung", now); err != nil {
			t.Fatal(err)
		}
		_, err := d.Open(t.Context(), second, today)
		wantKind(t, err, fault.Forbidden)
		wantKind(t, d.Withdraw(t.Context(), house.Key, october, "Sozialplanung", now), fault.NotFound)
	})
}

// Numbers that do not follow from the month before need a word.
func TestDoubts(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		if _, err := d.Submit(t.Context(), issue(t, d, october-1), reporting.Entry{Values: site(100, 0, 100, 0)}, now); err != nil {
			t.Fatal(err)
		}
		secret := issue(t, d, october)
		// 100 + 5 - 3 = 102, not 105.
		doubts, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(105, 0, 5, 3)}, now)
		wantKind(t, err, fault.Invalid)
		if len(doubts) != 1 || !strings.Contains(doubts[0].Say.De, "wären es jetzt 102, gemeldet werden 105") {
			t.Errorf("%+v", doubts)
		}
		if _, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(105, 0, 5, 3), Note: "Drei Geburten"}, now); err != nil {
			t.Error(err)
		}
	})
}

// closed are months of sources that a test says are locked.
type closed func(source string, month period.Month) bool

func (c closed) Closed(context.Context) (func(source string, month period.Month) bool, error) {
	return c, nil
}

// A report for a month that is released needs a reason, which the ledger keeps
// with the batch; a note of any other report is none.
func TestReleasedMonthNeedsAReason(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		d.ObeyLocks(closed(nil))
		if _, err := d.Submit(t.Context(), issue(t, d, october-1), reporting.Entry{Values: site(100, 0, 100, 0), Note: "Alles gezählt"}, now); err != nil {
			t.Fatal(err)
		}
		d.ObeyLocks(closed(func(source string, month period.Month) bool {
			return source == "Monatsmeldung "+house.Name && month == october-1
		}))
		secret := issue(t, d, october-1)
		sheet, err := d.Open(t.Context(), secret, period.OfTime(now))
		if err != nil || !sheet.Closed {
			t.Fatalf("the month does not stand as closed: %v, %v", sheet, err)
		}
		entry := reporting.Entry{Values: site(98, 0, 98, 0), Note: "  "}
		doubts, err := d.Submit(t.Context(), secret, entry, now)
		wantKind(t, err, fault.Invalid)
		if len(doubts) != 1 || doubts[0].Indicator != "" || !strings.Contains(doubts[0].Say.De, "September 2016 sind schon freigegeben") {
			t.Errorf("%+v", doubts)
		}
		if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "note" || !strings.Contains(rows[0].Expected.De, "berichtigt") {
			t.Errorf("%+v", rows)
		}
		entry.Note = " Zwei Plätze doppelt gezählt "
		if _, err := d.Submit(t.Context(), secret, entry, now); err != nil {
			t.Fatal(err)
		}
		open := issue(t, d, october)
		if sheet, err := d.Open(t.Context(), open, period.OfTime(now)); err != nil || sheet.Closed {
			t.Errorf("October is not released: %v, %v", sheet.Closed, err)
		}
		batches, err := s.Batches(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		var reasons []string
		for _, b := range batches {
			if b.Kind == "report" {
				reasons = append(reasons, b.Reason)
			}
		}
		if want := []string{"Zwei Plätze doppelt gezählt", ""}; !slices.Equal(reasons, want) {
			t.Errorf("the ledger keeps the reasons %q, want %q", reasons, want)
		}
	})
}

// Every fault of a report is named, and nothing of it is kept.
func TestFaultsOfAReport(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		secret := issue(t, d, october)
		values := site(-1, 2_000_000, 0, 0)
		delete(values, city.Departures)
		_, err := d.Submit(t.Context(), secret, reporting.Entry{Values: values, Note: strings.Repeat("x", 1001)}, now)
		var columns []string
		for _, r := range fault.RowsOf(err) {
			columns = append(columns, r.Column)
		}
		if got := strings.Join(columns, " "); got != "site.occupied site.blocked site.departures note" {
			t.Errorf("faults at %q", got)
		}
		if figures, err := s.Figures(t.Context(), figure.Query{}); err != nil || len(figures) != 0 {
			t.Errorf("%d figures, %v; want none", len(figures), err)
		}
		if _, err := d.Open(t.Context(), secret, period.OfTime(now)); err != nil {
			t.Errorf("the link is spent: %v", err)
		}
	})
}

// The list of a month says what is missing and whom to remind.
func TestMonth(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		state := func(m period.Month, day period.Date) (reporting.State, bool) {
			t.Helper()
			list, err := d.Month(t.Context(), m, day)
			if err != nil || len(list) != 1 {
				t.Fatalf("%+v, %v", list, err)
			}
			return list[0].State, list[0].Remindable(day)
		}
		check := func(m period.Month, day period.Date, want reporting.State, remind bool) {
			t.Helper()
			if got, r := state(m, day); got != want || r != remind {
				t.Errorf("%v on %v: %q, to be reminded: %v; want %q, %v", m, day, got, r, want, remind)
			}
		}
		third, eleventh := period.OfTime(now), period.Day(2016, 11, 11)
		check(october, third, reporting.NoLink, false)
		secret := issue(t, d, october)
		check(october, third, reporting.Waiting, true)
		check(october, eleventh, reporting.Overdue, true)
		if _, err := d.Submit(t.Context(), secret, reporting.Entry{Values: site(1, 0, 1, 0)}, now); err != nil {
			t.Fatal(err)
		}
		check(october, eleventh, reporting.Received, false)
		if list, err := d.Month(t.Context(), house.Since-1, third); err != nil || len(list) != 0 {
			t.Errorf("%+v, %v; want nobody to report before the first month", list, err)
		}
	})
}

func TestSetUpNamesEveryFault(t *testing.T) {
	each(t, func(t *testing.T, d *reporting.Desk, s *store.Store) {
		err := d.SetUp(t.Context(), city.Reporter{Key: "Ä", District: "nirgends", DueDay: 40}, "keine Adresse", "Sozialplanung", now)
		var columns []string
		for _, r := range fault.RowsOf(err) {
			columns = append(columns, r.Column)
			if r.In(text.De) == "" {
				t.Errorf("%+v has no sentence", r)
			}
		}
		if got := strings.Join(columns, " "); got != "key kind name district due_day since contact" {
			t.Errorf("faults at %q", got)
		}
		changed := house
		changed.Name, changed.Kind = "Neuer Name (erfunden)", city.Service
		if err := d.SetUp(t.Context(), changed, "", "Sozialplanung", now); err != nil {
			t.Fatal(err)
		}
		got, err := d.Reporter(t.Context(), house.Key)
		if err != nil || got.Name != changed.Name || got.Kind != city.Site || got.Place != "08111000/@beispielhaus" {
			t.Errorf("%+v, %v", got, err)
		}
		if address, err := d.Contact(t.Context(), house.Key); err != nil || address != "" {
			t.Errorf("%q, %v; want the address to be gone", address, err)
		}
	})
}

func TestDue(t *testing.T) {
	for day, want := range map[int]period.Date{10: period.Day(2017, 2, 10), 31: period.Day(2017, 2, 28)} {
		r := house
		r.DueDay = day
		if got := r.Due(period.MonthOf(2017, 1)); got != want {
			t.Errorf("due day %d: %v, want %v", day, got, want)
		}
	}
}

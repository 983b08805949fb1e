// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	. "planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// everyStore runs a test over the example city on both databases.
func everyStore(t *testing.T, test func(t *testing.T, c *citytest.City)) {
	t.Run("sqlite", func(t *testing.T) { test(t, citytest.Example(t)) })
	t.Run("postgres", func(t *testing.T) {
		c := citytest.Open(t, pgtest.Start(t))
		for _, f := range citytest.Files() {
			c.Import(t, f.Name, string(f.Content))
		}
		c.Release(t)
		test(t, c)
	})
}

var few = Wish{Seed: DefaultSeed, Paths: 40}

// TestRaiseOnce: of two who keep the same day at the same time one wins; what was
// kept is the same afterwards, and stays when figures come later.
func TestRaiseOnce(t *testing.T) {
	everyStore(t, func(t *testing.T, c *citytest.City) {
		o, err := c.Outlook.Look(t.Context(), said, few)
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		faults := make([]error, 2)
		for i := range faults {
			group.Go(func() {
				_, faults[i] = c.Outlook.Raise(t.Context(), o, Keeping{By: fmt.Sprint("office ", i)}, citytest.Now)
			})
		}
		group.Wait()
		if won := slices.Index(faults, nil); won < 0 || fault.KindOf(faults[1-won]) != fault.Conflict {
			t.Fatalf("%v", faults)
		}
		first, err := c.Outlook.Entry(t.Context(), KeptID(said))
		if err != nil {
			t.Fatal(err)
		}
		if first.Position == 0 || first.Seed != DefaultSeed || first.Paths != 40 || len(first.Methods) < 5 || first.RaisedOn != citytest.Today() || len(first.Months) != len(o.Months) || first.Record == 0 {
			t.Errorf("the vintage: %+v", first.Kept)
		}
		if first.Says() != o.Headline() {
			t.Errorf("%q, said was %q", first.Says().De, o.Headline().De)
		}
		c.Import(t, "later.csv", "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons,08111000,all,2015-11-30,3000,counted,2015-12-05,later\n")
		again, err := c.Outlook.Entry(t.Context(), KeptID(said))
		if before, after := mustJSON(t, first), mustJSON(t, again); err != nil || before != after {
			t.Errorf("what was kept has changed: %v", err)
		}
		record, err := c.Outlook.Record(t.Context(), citytest.Today())
		if err != nil || len(record.Entries) != 1 || len(record.Judged) == 0 || record.Later.Number != len(record.Judged) || record.Reliability.Number != 0 {
			t.Errorf("kept years afterwards: %+v, %v", record.Later, err)
		}
		if early, err := c.Outlook.Record(t.Context(), citytest.Today().AddDays(-1)); err != nil || len(early.Entries) != 0 {
			t.Errorf("known before it was kept: %v, %v", early.Entries, err)
		}
	})
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestRaiseTomorrow: nothing is kept of a day that has not been.
func TestRaiseTomorrow(t *testing.T) {
	o := hand(t, 6, func(int, int) int { return 900 }, nil, 50)
	desk := New(nil, nil)
	if _, err := desk.Raise(t.Context(), o, Keeping{By: "office"}, said.AddDays(-1).Time()); fault.KindOf(err) != fault.Invalid {
		t.Errorf("%v", err)
	}
}

// TestThresholdFaults: everything wrong is named at once.
func TestThresholdFaults(t *testing.T) {
	today := period.Day(2016, 1, 1)
	rows := fault.RowsOf(CheckThreshold(need.Threshold{Percent: 100}, today))
	var columns []string
	for _, r := range rows {
		columns = append(columns, r.Column)
	}
	if !slices.Equal(columns, []string{"percent", "valid_from", "decided_on", "source"}) {
		t.Errorf("%v", columns)
	}
	good := need.Threshold{Percent: 99, ValidFrom: today.AddDays(30), DecidedOn: today, Source: "minutes"}
	if err := CheckThreshold(good, today); err != nil {
		t.Error(err)
	}
	for _, percent := range []int{0, -1, 100, 3000} {
		bad := good
		bad.Percent = percent
		if CheckThreshold(bad, today) == nil {
			t.Errorf("%d percent is taken", percent)
		}
	}
	bad := good
	bad.DecidedOn = today.AddDays(1)
	if rows := fault.RowsOf(CheckThreshold(bad, today)); len(rows) != 1 || rows[0].Column != "decided_on" {
		t.Errorf("decided tomorrow: %v", rows)
	}
}

// TestThresholds: what was set holds from its day on, as far as it was known; two who
// set the same at the same time are told; the program's own holds before.
func TestThresholds(t *testing.T) {
	everyStore(t, func(t *testing.T, c *citytest.City) {
		jan, mar := period.Day(2016, 1, 1), period.Day(2016, 3, 1)
		set := func(percent int, valid, known period.Date, seen int64) error {
			return c.Outlook.SetThreshold(t.Context(), need.Threshold{Percent: percent, ValidFrom: valid, DecidedOn: known, Source: "minutes"}, Change{Base: seen, Day: known, By: "office", Now: citytest.Now})
		}
		held := func(day period.Date) int {
			t.Helper()
			h, err := c.Outlook.Threshold(t.Context(), day)
			if err != nil {
				t.Fatal(err)
			}
			return h.Percent
		}
		if err := set(30, jan, jan.AddDays(-20), 0); err != nil {
			t.Fatal(err)
		}
		if err := set(35, jan, jan.AddDays(-10), 0); fault.KindOf(err) != fault.Conflict {
			t.Errorf("set without having seen: %v", err)
		}
		seen, err := c.Outlook.ThresholdSeen(t.Context(), jan)
		if err != nil {
			t.Fatal(err)
		}
		// A correction that became known before what is there.
		if err := set(40, jan, jan.AddDays(-25), seen); err != nil {
			t.Error(err)
		}
		if seen, err = c.Outlook.ThresholdSeen(t.Context(), jan); err != nil {
			t.Fatal(err)
		}
		if err := set(35, jan, jan.AddDays(-10), seen); err != nil {
			t.Error(err)
		}
		c.Import(t, "thresholds.csv", "threshold_percent,valid_from,known_from,source,decision\n20,2016-03-01,2016-02-01,minutes,GRDrs 5/2016\n")
		for day, want := range map[period.Date]int{said: need.DefaultThreshold, jan: 35, mar.AddDays(-1): 35, mar: 20} {
			if got := held(day); got != want {
				t.Errorf("on %s %d, want %d", day, got, want)
			}
		}
		list, err := c.Outlook.Thresholds(t.Context(), mar)
		if err != nil || len(list) != 4 || !list[3].Held || list[3].Decision != "GRDrs 5/2016" || !list[0].Past {
			t.Errorf("%+v, %v", list, err)
		}
		if list, err = c.Outlook.Thresholds(t.Context(), jan.AddDays(-15)); err != nil || len(list) != 2 {
			t.Errorf("known in December: %+v, %v", list, err)
		}
	})
}

// TestThresholdChangesNoPast: a threshold recorded today, decided and holding from long
// ago, changes no past month of a replay, and nothing that a past day is asked; from
// today on it holds.
func TestThresholdChangesNoPast(t *testing.T) {
	c := growing(t, 1000, 40, 40, 2600)
	asOf, today := period.Day(2020, 1, 1), period.Day(2020, 1, 1)
	past := func() string {
		r, err := c.Outlook.Rehearse(t.Context(), first+24, first+30, asOf, nil)
		if err != nil {
			t.Fatal(err)
		}
		return mustJSON(t, []any{r.Steps, r.Judged, r.Reliability, r.Leads, r.Answer()})
	}
	before := past()
	long := first.First()
	err := c.Outlook.SetThreshold(t.Context(), need.Threshold{Percent: 1, ValidFrom: long, DecidedOn: long, Source: "minutes"}, Change{Day: today, By: "office", Now: citytest.Now})
	if err != nil {
		t.Fatal(err)
	}
	if after := past(); after != before {
		t.Error(differ(before, after))
	}
	for day, want := range map[period.Date]int{(first + 30).Last(): need.DefaultThreshold, today.AddDays(-1): need.DefaultThreshold, today: 1} {
		if held, err := c.Outlook.Threshold(t.Context(), day); err != nil || held.Percent != want {
			t.Errorf("on %s %d %%, want %d: %v", day, held.Percent, want, err)
		}
	}
	list, err := c.Outlook.Thresholds(t.Context(), today)
	if err != nil || len(list) != 1 || list[0].KnownFrom != today || list[0].DecidedOn != long || list[0].By != "office" {
		t.Errorf("%+v, %v", list, err)
	}
}

// TestKeptAfterwards: what is kept more than 45 days after its day is marked and judged
// apart; on the 45th day it still counts.
func TestKeptAfterwards(t *testing.T) {
	c := citytest.Example(t)
	for day, after := range map[period.Date]int{said: 45, said.AddDays(-30): 46, said.AddDays(-60): 3000} {
		o, err := c.Outlook.Look(t.Context(), day, few)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := c.Outlook.Raise(t.Context(), o, Keeping{By: "office"}, day.AddDays(after).Time()); err != nil {
			t.Fatal(err)
		}
	}
	r, err := c.Outlook.Record(t.Context(), citytest.Today())
	if err != nil || len(r.Entries) != 3 || r.InTime() != 1 {
		t.Fatalf("%d in time of %d: %v", r.InTime(), len(r.Entries), err)
	}
	later := 0
	for _, j := range r.Judged {
		if want := j.AsOf != said; j.Afterwards != want {
			t.Errorf("%s for %s: afterwards %v", j.AsOf, j.Opens, j.Afterwards)
		}
		if j.Afterwards {
			later++
		}
	}
	if later == 0 || r.Later.Number != later || r.Reliability.Number != len(r.Judged)-later || r.Reliability.Number == 0 {
		t.Errorf("%d in time and %d afterwards are judged, of %d", r.Reliability.Number, r.Later.Number, len(r.Judged))
	}
	n := 0
	for _, l := range r.Leads {
		n += l.Number
	}
	if n != r.Reliability.Number {
		t.Errorf("%d cases by lead time, want %d", n, r.Reliability.Number)
	}
}

// queue keeps orders, and works them when told to.
type queue struct{ jobs []job.Job }

func (q *queue) AddJob(_ context.Context, o job.Order) (string, error) {
	q.jobs = append([]job.Job{{ID: fmt.Sprint(len(q.jobs)), Kind: o.Kind, Args: o.Args, By: o.By, Lens: o.Lens, State: job.Waiting}}, q.jobs...)
	return q.jobs[0].ID, nil
}

func (q *queue) Jobs(context.Context, int, ...job.State) ([]job.Job, error) { return q.jobs, nil }

// TestMonthly: one warning each month in each edition, as of the last day of the month
// before, however often it is looked; a day that was kept by hand is left as it is; what
// fails is tried again a day later; a city without figures orders nothing.
func TestMonthly(t *testing.T) {
	c := citytest.Example(t)
	at := time.Date(2015, 12, 1, 0, 30, 0, 0, time.UTC)
	now := func() time.Time { return at }
	q := &queue{}
	m := NewMonthly(c.Outlook, q, now)
	kind := c.Outlook.KeepWork(now)
	work := func(i int) KeptResult {
		t.Helper()
		j := &q.jobs[i]
		answer, err := kind.Run(t.Context(), job.Task{Args: j.Args, By: j.By, Report: func(int64, int64) {}})
		if err != nil {
			t.Fatal(err)
		}
		j.State, j.EndedAt = job.Done, at
		return answer.(KeptResult)
	}
	look := func(want int) {
		t.Helper()
		if err := m.Look(t.Context()); err != nil || len(q.jobs) != want {
			t.Fatalf("%d orders, want %d, %v", len(q.jobs), want, err)
		}
	}
	look(2)
	look(2) // they wait
	if q.jobs[0].Lens != ForPublic || q.jobs[1].Lens != audience.Unfiltered {
		t.Errorf("ordered through %v and %v", q.jobs[0].Lens, q.jobs[1].Lens)
	}
	q.jobs[1].State, q.jobs[1].EndedAt = job.Failed, at
	look(2)
	if r := work(0); r.ID != "2015-11-30/ledger@public" || r.Before || r.Says.De == "" {
		t.Errorf("%+v", r)
	}
	at = at.Add(25 * time.Hour)
	look(3) // what failed, and not what is kept
	if r := work(0); r.ID != "2015-11-30/ledger" || r.Before || r.Says.De == "" {
		t.Errorf("%+v", r)
	}
	look(3)
	for i := range 2 {
		q.jobs[i].State = job.Waiting
	}
	if r, of := work(0), work(2); !r.Before || !of.Before {
		t.Errorf("kept twice: %+v, %+v", r, of)
	}
	at = time.Date(2016, 1, 15, 0, 0, 0, 0, time.UTC)
	look(5)
	work(0)
	work(1)
	list, err := c.Outlook.Raised(t.Context(), period.OfTime(at))
	if err != nil || len(list) != 4 || list[3].AsOf != period.Day(2015, 12, 31) || list[3].By != By || list[3].Audience != audience.Public || !list[3].Released || list[2].Released {
		t.Errorf("%d kept, %v", len(list), err)
	}
	editionsAreJudgedOnce(t, c)
	none := &queue{}
	if err := NewMonthly(citytest.Empty(t).Outlook, none, now).Look(t.Context()); err != nil || len(none.jobs) != 0 {
		t.Errorf("an empty city orders %d, %v", len(none.jobs), err)
	}
}

// editionsAreJudgedOnce: who sees all editions judges what was said on a day once, by
// the widest; the council judges its own.
func editionsAreJudgedOnce(t *testing.T, c *citytest.City) {
	t.Helper()
	for lens, want := range map[audience.Lens]struct {
		entries int
		edition string
	}{
		audience.Unfiltered: {4, ""}, ForPublic: {2, "@public"},
	} {
		ctx := audience.With(t.Context(), lens)
		r, err := c.Outlook.Record(ctx, citytest.Today())
		if err != nil || len(r.Entries) != want.entries || len(r.Judged) == 0 {
			t.Fatalf("%d kept, %d judged, %v", len(r.Entries), len(r.Judged), err)
		}
		said := map[string]int{}
		for _, j := range r.Judged {
			said[fmt.Sprint(j.AsOf, j.Lead)]++
			if !strings.HasSuffix(j.ID, "ledger"+want.edition) || said[fmt.Sprint(j.AsOf, j.Lead)] > 1 {
				t.Errorf("%v: %s judged for %s", lens, j.ID, j.Opens)
			}
		}
		e, ok, err := c.Outlook.KeptOn(ctx, period.Day(2015, 11, 30))
		if err != nil || !ok || e.ID != EditionID(period.Day(2015, 11, 30), lens.Audience) {
			t.Errorf("%v: %s, %t, %v", lens, e.ID, ok, err)
		}
	}
}

// TestGlance: it never waits; once reckoned it is there until figures come.
func TestGlance(t *testing.T) {
	c := citytest.Example(t)
	glance := func(want bool) Outlook {
		t.Helper()
		o, _, ready, err := c.Outlook.Glance(t.Context(), said, few)
		if err != nil || ready != want {
			t.Fatalf("ready %v, want %v, %v", ready, want, err)
		}
		return o
	}
	glance(false)
	c.Outlook.Wait()
	o := glance(true)
	if full, err := c.Outlook.Look(t.Context(), said, few); err != nil || full.Headline() != o.Headline() {
		t.Errorf("%q, %v", full.Headline().De, err)
	}
	c.Import(t, "later.csv", "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons,08111000,all,2015-11-10,9000,counted,2015-11-12,later\n")
	glance(false)
	c.Outlook.Wait()
	if now := glance(true); now.Headline() == o.Headline() {
		t.Error("the figures that came change nothing")
	}
	if _, _, ready, err := citytest.Empty(t).Outlook.Glance(t.Context(), said, few); ready || err != nil {
		t.Errorf("empty city: %v, %v", ready, err)
	}
}

// TestGlanceMeanwhile: while the answer is reckoned anew the last one is there with its
// time; what is written that changes no input of it does not take it away, and another
// question has none of its own.
func TestGlanceMeanwhile(t *testing.T) {
	c := citytest.Example(t)
	if o, at, ready, err := c.Outlook.Glance(t.Context(), said, few); ready || err != nil || !at.IsZero() || len(o.Months) > 0 {
		t.Fatalf("%v, %v, %v", at, ready, err)
	}
	c.Outlook.Wait()
	before := time.Now()
	first, at, ready, err := c.Outlook.Glance(t.Context(), said, few)
	if err != nil || !ready || at.After(before) || before.Sub(at) > time.Minute {
		t.Fatalf("%v, %v, %v", at, ready, err)
	}
	position := c.Position(t)
	c.Import(t, "other.csv", "indicator,area,group,period,value,basis,known_from,source\npopulation.residents,08111000,all,2015-10-31,600000,counted,2015-11-12,later\n")
	record := register.Record{Kind: register.Action, Key: "x", KnownFrom: said, Body: []byte(`{"title":"x"}`)}
	if err := c.Store.AppendAfter(t.Context(), figure.Batch{Kind: "action", By: "Probe", Rows: 1, RecordedAt: citytest.Now}, record, 0); err != nil {
		t.Fatal(err)
	}
	if c.Position(t) == position {
		t.Fatal("nothing was written")
	}
	if _, again, ready, err := c.Outlook.Glance(t.Context(), said, few); err != nil || !ready || !again.Equal(at) {
		t.Errorf("what changes nothing takes the answer away: %v, %v, %v", again, ready, err)
	}
	c.Import(t, "later.csv", "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons,08111000,all,2015-11-10,9000,counted,2015-11-12,later\n")
	last, since, ready, err := c.Outlook.Glance(t.Context(), said, few)
	if err != nil || ready || !since.Equal(at) || last.Headline() != first.Headline() {
		t.Errorf("meanwhile: %v, %v, %v", since, ready, err)
	}
	c.Outlook.Wait()
	if now, since, ready, err := c.Outlook.Glance(t.Context(), said, few); err != nil || !ready || !since.After(at) || now.Headline() == first.Headline() {
		t.Errorf("afterwards: %v, %v, %v", since, ready, err)
	}
	office := audience.With(t.Context(), audience.Lens{Audience: audience.Public})
	if _, at, ready, err := c.Outlook.Glance(office, said, few); ready || err != nil || !at.IsZero() {
		t.Errorf("another reader is shown it: %v, %v, %v", at, ready, err)
	}
}

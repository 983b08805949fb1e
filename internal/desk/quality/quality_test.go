// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package quality_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/desk/quality"
	"planraum/internal/fault"
	"planraum/internal/method/plausibility"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/store/pgtest"
	"planraum/internal/store/storetest"
	"planraum/internal/text"
)

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m)) }

// onBoth runs a test over an empty city on both databases.
func onBoth(t *testing.T, test func(t *testing.T, c *citytest.City)) {
	t.Run("SQLite", func(t *testing.T) { test(t, citytest.Open(t, filepath.Join(t.TempDir(), "planraum.db"))) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, citytest.Open(t, pgtest.Start(t))) })
}

// The files of a small city: 120 + 30 - 20 = 130, and 118 is reported.
const (
	areasFile = "edition,edition_valid_from,level,id,number,name,parent,lon,lat,area_km2,source\n" +
		"m,2020-01-01,city,09999000,0,Musterstadt,,9.10,48.70,40.00,invented\n" +
		"m,2020-01-01,district,09999000/1,1,Altstadt,09999000,9.08,48.70,15.50,invented\n" +
		"m,2020-01-01,district,09999000/2,2,Neustadt,09999000,9.12,48.71,24.50,invented\n"
	indicatorsFile = "code,name_de,name_en,unit_de,unit_en,decimals,kind\n" +
		"accommodation.persons,Personen,persons,Personen,persons,0,stock\n" +
		"intake.arrivals,Zugänge,arrivals,Personen,persons,0,flow\n" +
		"intake.departures,Abgänge,departures,Personen,persons,0,flow\n"
	head        = "indicator,area,period,value,basis,known_from,source\n"
	figuresFile = head +
		"accommodation.persons,09999000,2020-12-31,120,counted,2021-01-14,report\n" +
		"accommodation.persons,09999000,2021-12-31,118,counted,2022-01-14,report\n" +
		"intake.arrivals,09999000,2021,30,counted,2022-01-14,report\n" +
		"intake.departures,09999000,2021,20,counted,2022-01-14,report\n"
	mended = head + "intake.departures,09999000,2021,32,counted,2022-03-01,report\n"
)

var (
	known = period.Day(2022, 2, 1)
	now   = time.Date(2025, 3, 4, 10, 0, 0, 0, time.UTC)
)

func fill(t *testing.T, c *citytest.City) {
	t.Helper()
	c.Import(t, "areas.csv", areasFile)
	c.Import(t, "indicators.csv", indicatorsFile)
	c.Import(t, "figures.csv", figuresFile)
}

func findings(t *testing.T, c *citytest.City, asOf period.Date, f quality.Filter) quality.Report {
	t.Helper()
	r, err := c.Quality.Await(t.Context(), asOf, f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestAccountGapIsATask: the gap is told with its numbers, given to somebody,
// explained, and gone by itself when the departures are corrected.
func TestAccountGapIsATask(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		fill(t, c)
		if r := findings(t, c, period.Day(2022, 1, 1), quality.Filter{}); len(r.Tasks) != 0 || r.Figures != 1 {
			t.Errorf("before the year was known: %+v", r)
		}
		r := findings(t, c, known, quality.Filter{})
		if len(r.Tasks) != 1 || r.All != 1 || r.Severe != 1 || r.Unowned != 1 {
			t.Fatalf("%+v, want one severe task of nobody", r)
		}
		task := r.Tasks[0]
		if want := "31.12.2020 bis 31.12.2021: 120 + 30 − 20 = 130, berichtet sind 118, es fehlen 12."; task.Says.De != want {
			t.Errorf("says %q, want %q", task.Says.De, want)
		}
		if task.Kind != plausibility.Account || task.State != quality.Open || len(task.Figures) != 4 {
			t.Errorf("%+v", task)
		}
		change := quality.Change{State: quality.InProgress, Owner: "Sozialamt", By: "Sozialplanung"}
		if err := c.Quality.Save(t.Context(), task, change, now); err != nil {
			t.Fatal(err)
		}
		if err := c.Quality.Save(t.Context(), task, change, now); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a second change over the same version: %v, want a conflict", err)
		}
		task = one(t, c, task.ID, known)
		if task.State != quality.InProgress || task.Owner != "Sozialamt" || task.By != "Sozialplanung" || !task.At.Equal(now) {
			t.Errorf("after saving: %+v", task)
		}
		if r := findings(t, c, known, quality.Filter{Owner: "Sozialamt"}); len(r.Tasks) != 1 || r.Unowned != 0 {
			t.Errorf("of the office: %+v", r)
		}
		c.Import(t, "mended.csv", mended)
		later := period.Day(2022, 3, 1)
		if r := findings(t, c, later, quality.Filter{}); len(r.Tasks) != 0 || r.States[quality.Gone] != 1 || r.All != 0 {
			t.Errorf("after the correction: %+v", r)
		}
		gone := findings(t, c, later, quality.Filter{State: quality.Gone}).Tasks
		if len(gone) != 1 || gone[0].ID != task.ID || gone[0].Says != task.Says || gone[0].Owner != "Sozialamt" {
			t.Errorf("gone: %+v", gone)
		}
		if again := one(t, c, task.ID, known); again.State != quality.InProgress {
			t.Errorf("under the earlier date it is %s", again.State)
		}
		history, err := c.Quality.History(t.Context(), task.Key)
		if err != nil || len(history) != 1 || history[0].By != "Sozialplanung" {
			t.Errorf("history %+v, %v", history, err)
		}
	})
}

func one(t *testing.T, c *citytest.City, id string, asOf period.Date) quality.Task {
	t.Helper()
	task, err := c.Quality.Task(t.Context(), id, asOf)
	if err != nil {
		t.Fatal(err)
	}
	return task
}

// TestBreakExplains: a break note made from a finding is known from its day
// on, explains the finding, and comes with its record or not at all.
func TestBreakExplains(t *testing.T) {
	onBoth(t, func(t *testing.T, c *citytest.City) {
		fill(t, c)
		task := findings(t, c, known, quality.Filter{}).Tasks[0]
		note := &figure.Break{
			Indicator: task.Indicator, Area: task.Area, Group: task.Group, Day: period.Day(2021, 7, 1),
			Text: text.Same("Neue Software"), Source: "Vermerk", KnownFrom: known, By: "Sozialplanung",
		}
		stale := quality.Change{State: quality.Explained, Explanation: "Neue Software", Break: note, Base: 999, By: "x"}
		if err := c.Quality.Save(t.Context(), task, stale, now); fault.KindOf(err) != fault.Conflict {
			t.Errorf("over a version that is not there: %v", err)
		}
		breaks := func(asOf period.Date) []figure.Break {
			t.Helper()
			list, err := c.Quality.Breaks(t.Context(), task.Indicator, task.Area, task.Group, asOf)
			if err != nil {
				t.Fatal(err)
			}
			return list
		}
		if got := breaks(known); len(got) != 0 {
			t.Errorf("a refused change has left %v", got)
		}
		stale.Base = 0
		if err := c.Quality.Save(t.Context(), task, stale, now); err != nil {
			t.Fatal(err)
		}
		if got := breaks(known); len(got) != 1 || got[0].Text.De != "Neue Software" || got[0].Day != note.Day {
			t.Errorf("breaks %v", got)
		}
		if got := breaks(known.AddDays(-1)); len(got) != 0 {
			t.Errorf("known before its day: %v", got)
		}
		after := one(t, c, task.ID, known)
		if after.State != quality.Explained || after.Break == nil {
			t.Errorf("after saving: %+v", after)
		}
		if other, err := c.Quality.Breaks(t.Context(), task.Indicator, "09999000/1", task.Group, known); err != nil || len(other) != 0 {
			t.Errorf("of another area: %v, %v", other, err)
		}
	})
}

// TestImportedBreakExplains: a break file alone explains a jump or account
// that nobody has touched.
func TestImportedBreakExplains(t *testing.T) {
	c := citytest.Empty(t)
	fill(t, c)
	c.Import(t, "breaks.csv", "indicator,area,day,text_de,text_en,source,known_from\naccommodation.persons,09999000,2021-07-01,Neue Software,new software,note,2022-02-15\n")
	if task := findings(t, c, known, quality.Filter{}).Tasks[0]; task.State != quality.Open {
		t.Errorf("before the note was known it is %s", task.State)
	}
	task := findings(t, c, period.Day(2022, 2, 15), quality.Filter{}).Tasks[0]
	if task.State != quality.Explained || task.Explanation.En != "new software" {
		t.Errorf("%+v", task)
	}
}

// TestChoiceFile: a choice between contradicting figures explains them; one of
// a figure that the ledger does not hold is refused with its row.
func TestChoiceFile(t *testing.T) {
	c := citytest.Empty(t)
	fill(t, c)
	c.Import(t, "press.csv", head+"intake.arrivals,09999000,2021,35,reported,2022-01-20,press\n")
	asOf := period.Day(2022, 4, 1)
	contradictions := quality.Filter{Kind: plausibility.Contradiction}
	if r := findings(t, c, asOf, contradictions); len(r.Tasks) != 1 || r.Tasks[0].State != quality.Open {
		t.Fatalf("%+v", r.Tasks)
	}
	const choices = "indicator,area,period,value,basis,source,reason,by,known_from\n"
	_, err := c.Try(t, "wrong.csv", choices+"intake.arrivals,09999000,2021,31,counted,report,counted,planning,2022-02-01\n")
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Line != 2 || rows[0].Column != "value" {
		t.Errorf("a figure that is not there: %v", err)
	}
	c.Import(t, "choices.csv", choices+"intake.arrivals,09999000,2021,30,counted,report,gezählt geht vor,planning,2022-02-01\n")
	r := findings(t, c, asOf, contradictions)
	if len(r.Tasks) != 1 || r.Tasks[0].State != quality.Explained || !strings.Contains(r.Tasks[0].Explanation.De, "gezählt geht vor") {
		t.Errorf("%+v", r.Tasks)
	}
}

func TestChangeIsRefusedWithAllFaults(t *testing.T) {
	for name, c := range map[string]struct {
		change  quality.Change
		columns []string
	}{
		"explained without a reason": {quality.Change{State: quality.Explained}, []string{"explanation"}},
		"gone is nobody's choice":    {quality.Change{State: quality.Gone, Explanation: "x"}, []string{"state"}},
		"a break of nothing":         {quality.Change{State: quality.Open, Break: &figure.Break{}}, []string{"break_day", "break_text", "break_source"}},
		"too long": {
			quality.Change{State: "x", Owner: strings.Repeat("ü", 101), Explanation: strings.Repeat("ü", 2001)},
			[]string{"state", "owner", "explanation"},
		},
		"enough": {quality.Change{State: quality.Accepted, Explanation: "echt"}, nil},
	} {
		var columns []string
		for _, row := range fault.RowsOf(c.change.Check()) {
			columns = append(columns, row.Column)
		}
		if !slices.Equal(columns, c.columns) {
			t.Errorf("%s: faults in %v, want %v", name, columns, c.columns)
		}
	}
}

// TestExampleFindings: what the checks find in Stuttgart, each looked at by
// hand and true; docs/methods/plausibility.md tells why.
func TestExampleFindings(t *testing.T) {
	c := citytest.Example(t)
	for day, want := range map[period.Date][]string{
		period.Day(2015, 11, 27): {"total area.size 2013-01-01 open"},
		// beside the steep rise of 2015 the clean-up is no jump yet
		period.Day(2016, 9, 1): {"contradiction intake.arrivals 2015-11 open", "total area.size 2013-01-01 open"},
		period.Day(2026, 11, 22): {
			"contradiction accommodation.persons 2015-12-31 open", "contradiction intake.arrivals 2015-11 explained",
			"jump accommodation.persons 2016-07-01 explained", "missing intake.arrivals 2016-04-01..2016-05-31 open", "total area.size 2013-01-01 open",
		},
	} {
		var got []string
		for _, task := range findings(t, c, day, quality.Filter{}).Tasks {
			got = append(got, strings.Join([]string{string(task.Kind), task.Indicator, task.Period.String(), string(task.State)}, " "))
		}
		if !slices.Equal(got, want) {
			t.Errorf("as of %s:\n%s\nwant\n%s", day, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestSlowCheckDoesNotHoldThePage: with a patience of nothing the page is told
// that the check runs; awaited, it has all; asked again, it is there at once.
func TestSlowCheckDoesNotHoldThePage(t *testing.T) {
	c := citytest.Empty(t)
	if err := storetest.Fill(t.Context(), c.Store, 20_000); err != nil {
		t.Fatal(err)
	}
	gate := &gated{Store: c.Store, open: make(chan struct{})}
	desk := quality.New(gate, c.Store, c.Store)
	began := time.Now()
	r, err := desk.Findings(t.Context(), period.Day(2016, 1, 1), quality.Filter{})
	if err != nil || !r.Running || time.Since(began) > 10*time.Second {
		t.Errorf("running %v after %v, %v", r.Running, time.Since(began), err)
	}
	close(gate.open)
	if r, err = desk.Await(t.Context(), period.Day(2016, 1, 1), quality.Filter{}); err != nil || r.Running || r.Figures != 20_000 {
		t.Errorf("%d figures, running %v, %v", r.Figures, r.Running, err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if r, err := desk.Findings(t.Context(), period.Day(2016, 1, 1), quality.Filter{}); err != nil || r.Running || r.Figures != 20_000 {
				t.Errorf("again: %d figures, running %v, %v", r.Figures, r.Running, err)
			}
		})
	}
	all.Wait()
	if gate.asked != 1 {
		t.Errorf("the figures were read %d times, want once", gate.asked)
	}
	lens := audience.With(t.Context(), audience.Lens{Audience: audience.Public})
	if _, err := desk.Await(lens, period.Day(2016, 1, 1), quality.Filter{}); err != nil || gate.asked != 2 {
		t.Errorf("another reader got what was found for the first: %d reads, %v", gate.asked, err)
	}
}

// gated is a store whose figures come only when it is opened.
type gated struct {
	*store.Store
	open  chan struct{}
	asked int
}

func (g *gated) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	g.asked++
	<-g.open
	return g.Store.EachFigure(ctx, q, fn)
}

// TestStateDoesNotStartAnewCheck: keeping the state of a finding leaves the
// findings as they are; a new figure does not.
func TestStateDoesNotStartAnewCheck(t *testing.T) {
	c := citytest.Empty(t)
	fill(t, c)
	gate := &gated{Store: c.Store, open: make(chan struct{})}
	close(gate.open)
	desk := quality.New(gate, c.Store, c.Store)
	ask := func() quality.Report {
		t.Helper()
		r, err := desk.Await(t.Context(), known, quality.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	task := ask().Tasks[0]
	if err := desk.Save(t.Context(), task, quality.Change{State: quality.Accepted, Explanation: "echt", By: "x"}, now); err != nil {
		t.Fatal(err)
	}
	if r := ask(); r.All != 0 || gate.asked != 1 {
		t.Errorf("%d pending, figures read %d times; want 0 and 1", r.All, gate.asked)
	}
	err := c.Store.Write(t.Context(), storetest.Batch("one"), func(tx *store.Tx) error {
		return tx.AddFigures(t.Context(), []figure.Figure{{
			Key:   figure.Key{Indicator: "intake.departures", Area: area.ID("09999000"), Group: population.All, Period: period.InYear(2021)},
			Value: unit.Whole(32), Basis: figure.Counted, Source: "report", KnownFrom: known,
		}})
	})
	if err != nil {
		t.Fatal(err)
	}
	if r := ask(); len(r.Tasks) != 0 || gate.asked != 2 {
		t.Errorf("%d tasks, figures read %d times; want 0 and 2", len(r.Tasks), gate.asked)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package storetest is the contract of the store: what every database must do
// alike. It also generates a ledger of any size for benchmarks.
package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

// Run runs the contract. open returns a store that is migrated and empty, and
// closes it at the end of the test.
func Run(t *testing.T, open func(t *testing.T) *store.Store) {
	hold(t, open, contract)
}

// RunImports runs the part of the contract that tells how figures come in and
// what an import knows of them.
func RunImports(t *testing.T, open func(t *testing.T) *store.Store) {
	hold(t, open, []clause{
		{"provenance", testProvenance},
		{"choices", testChoices},
		{"tallies", testTallies},
		{"repeated figures", testRepeated},
		{"nothing of a failed import", testAtomic},
		{"known to an import", testKnown},
	})
}

// clause is one article of the contract.
type clause struct {
	name string
	test func(*testing.T, *store.Store)
}

func hold(t *testing.T, open func(t *testing.T) *store.Store, clauses []clause) {
	for _, c := range clauses {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

var contract = []clause{
	{"empty store", testEmpty},
	{"what did we know on", testAsOf},
	{"contradicting figures", testContradictions},
	{"order by bytes", testOrder},
	{"dates and levels", testNarrowing},
	{"paging", testPaging},
	{"latest period", testLatest},
	{"unknown keys", testUnknownKeys},
	{"decimals", testDecimals},
	{"names", testNames},
	{"unstorable text", testUnstorable},
	{"provenance", testProvenance},
	{"choices", testChoices},
	{"overview", testOverview},
	{"tallies", testTallies},
	{"repeated figures", testRepeated},
	{"what a batch recorded", testBetween},
	{"indicators and groups", testDictionaries},
	{"nothing of a failed import", testAtomic},
	{"swallowed error", testSwallowedError},
	{"panic", testPanic},
	{"cancelled import", testCancelled},
	{"same file twice", testDuplicate},
	{"versions of records", testRecords},
	{"chronicle of a register", testChronicle},
	{"refused records", testRefusedRecords},
	{"areas", testAreas},
	{"boundaries", testBoundaries},
	{"one of many planners wins", testAppendAfter},
	{"all or none of several entries", testAppendAll},
	{"work of the council", testCouncil},
	{"papers with their texts", testPress},
	{"position of figures", testFigurePosition},
	{"runs", testRuns},
	{"protection", testProtection},
	{"what left the house", testDepartures},
	{"contacts", testContacts},
	{"known to an import", testKnown},
	{"versions known to an import", testKnownVersions},
	{"reason of a batch", testReason},
	{"uploads", testUploads},
	{"uploads that end", testUploadsEnd},
	{"uploads that expire", testUploadsExpire},
	{"writers and readers", testConcurrent},
	{"ordered jobs", testJobOrder},
	{"work of a job", testJobWork},
	{"rescued jobs", testJobRescue},
	{"wishes for a job", testJobWishes},
	{"file of a job", testJobFile},
	{"condition", testCondition},
	{"tally of jobs", testJobTally},
	{"contents", testContents},
	{"every write is recorded", testEveryWriteIsRecorded},
	{"before and after", testBeforeAndAfter},
	{"search of the record", testSearch},
	{"search of the record by time", testSearchByTime},
	{"removed from the record", testRemoved},
	{"noted together", testNotedTogether},
	{"patience beside an import", testPatience},
	{"nothing of a failed write", testNothingOfAFailedWrite},
	{"accounts", testAccounts},
	{"deleted account", testAccountDeleted},
	{"sessions and tokens", testSessionsAndTokens},
	{"devices", testDevices},
	{"two factors", testTwoFactors},
	{"links and ceremonies are taken once", testTakenOnce},
	{"attempts", testAttempts},
	{"stale sign-ins", testStale},
	{"like the model", testModel},
}

// The suite's small city.
const (
	city     area.ID = "08111000"
	mitte    area.ID = "08111000/01"
	vaihing  area.ID = "08111000/20"
	rathaus  area.ID = "08111000/101"
	refugees         = population.ID("refugees")
	persons          = "accommodation.persons"
	rate             = "accommodation.rate" // one decimal
)

var edition = area.Edition{ID: "stuttgart-2015", Name: "Gebietsstand 2015", ValidFrom: period.Day(2015, 1, 1), Source: "Hauptsatzung"}

func areas() []area.Area {
	return []area.Area{
		{ID: rathaus, Level: area.Subdistrict, Number: "101", Name: "Rathaus", Parent: mitte, Centre: area.Point{Lon: 9.1786, Lat: 48.7758}, Hectare: 61, Source: "Stadt"},
		{ID: city, Level: area.City, Name: "Stuttgart", Centre: area.Point{Lon: 9.18, Lat: 48.78}, Hectare: 20736, Source: "Stadt"},
		{ID: mitte, Level: area.District, Number: "01", Name: "Mitte", Parent: city, Source: "Stadt"},
		{ID: vaihing, Level: area.District, Number: "20", Name: "Vaihingen", Parent: city, Source: "Stadt"},
	}
}

// setUp stores the small city.
func setUp(t *testing.T, s *store.Store) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error {
		if err := tx.AddAreas(t.Context(), edition, areas()); err != nil {
			return err
		}
		if err := tx.PutGroups(t.Context(), []population.Group{{ID: population.All, Name: text.T("alle", "all")}, {ID: refugees, Name: text.T("Geflüchtete", "refugees")}}); err != nil {
			return err
		}
		return tx.PutIndicators(t.Context(), []figure.Indicator{
			{Code: persons, Name: text.T("Untergebrachte", "accommodated"), Unit: text.T("Personen", "persons"), Kind: figure.Stock},
			{Code: rate, Name: text.T("Auslastung", "utilisation"), Unit: text.Same("%"), Places: 1, Kind: figure.Rate},
		})
	})
}

// write records one batch and fails the test if it is refused.
func write(t *testing.T, s *store.Store, fn func(*store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), Batch("suite"), fn); err != nil {
		t.Fatal(err)
	}
}

// add records figures in one batch.
func add(t *testing.T, s *store.Store, figures ...figure.Figure) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error { return tx.AddFigures(t.Context(), figures) })
}

// count returns a figure of persons in the city at the end of a month, known
// on the day knownFrom.
func count(value int64, month period.Month, knownFrom period.Date) figure.Figure {
	return figure.Figure{
		Key: figure.Key{Indicator: persons, Area: city, Group: population.All, Period: period.On(month.Last())}, Value: unit.Whole(value),
		Basis: figure.Counted, Source: "GRDrs 1330/2015", File: "figures.csv", Line: 2, KnownFrom: knownFrom,
	}
}

func ask(t *testing.T, s *store.Store, q figure.Query) []figure.Figure {
	t.Helper()
	found, err := s.Figures(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// values returns the values of figures as text, to compare at a glance.
func values(figures []figure.Figure) []string {
	all := make([]string, len(figures))
	for i, f := range figures {
		all[i] = f.Value.String()
	}
	return all
}

// same fails the test where two things differ.
func same(t *testing.T, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b period.Date) bool { return a == b })); diff != "" {
		t.Errorf("differs from what is expected (-expected +got):\n%s", diff)
	}
}

// isKind fails the test where err is not of the kind.
func isKind(t *testing.T, err error, want fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != want {
		t.Fatalf("error %v, expected one of the kind %q", err, want)
	}
}

func position(t *testing.T, s *store.Store) int64 {
	t.Helper()
	p, err := s.Position(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testEmpty(t *testing.T, s *store.Store) {
	same(t, position(t, s), int64(0))
	same(t, len(ask(t, s, figure.Query{})), 0)
	_, err := s.Figure(t.Context(), 1)
	isKind(t, err, fault.NotFound)
	_, err = s.Record(t.Context(), 1)
	isKind(t, err, fault.NotFound)
	_, err = s.Run(t.Context(), "none")
	isKind(t, err, fault.NotFound)
	found, err := s.Areas(t.Context(), "")
	if err != nil || len(found) != 0 {
		t.Errorf("areas %v, error %v", found, err)
	}
	_, err = s.Areas(t.Context(), "none")
	isKind(t, err, fault.NotFound)
	if err := s.Migrate(t.Context(), func(int, int, string) { t.Error("a second Migrate had a step to run") }); err != nil {
		t.Error(err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package forecasting_test

import (
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/fault"
)

// TestTooFewValues: of two values no band can be told: the refusal names how many are
// known and the last one, and nothing is issued. With a third there is a forecast whose
// reason says first on how few it rests, and whose sum of a year stays within reason.
func TestTooFewValues(t *testing.T) {
	m := &town{}
	first := period.MonthOf(2015, 1)
	m.count(first, 100)
	m.count(first+6, 120) // five months between are missing
	asOf := day("2015-12-20")
	_, _, err := m.desk(asOf).Issue(t.Context(), arrivals(asOf, 12), "office", asOf.Time())
	list := rows(err)
	if fault.KindOf(err) != fault.Invalid || len(list) != 1 || len(m.records) != 0 {
		t.Fatalf("%v, %d kept", err, len(m.records))
	}
	for _, want := range []string{"mindestens 3 Werte", "nur so viel: 2.", "Letzter Wert: 120 Personen (Juli 2015)", "kein Band möglich"} {
		if !contains(list[0].Expected.De, want) {
			t.Errorf("%q lacks %q", list[0].Expected.De, want)
		}
	}
	m.count(first+10, 110)
	f, err := m.desk(asOf).Try(t.Context(), arrivals(asOf, 12))
	if err != nil {
		t.Fatal(err)
	}
	if f.Course.Values() != 3 || !contains(f.Why.De, "Die Prognose beruht auf nur 3 Werten.") {
		t.Errorf("%d values: %q", f.Course.Values(), f.Why.De)
	}
	year := f.Sums[len(f.Sums)-1]
	if b, ok := year.Within(95); !ok || b.High > 5*12*120 || b.Low < 12*100/5-12 || year.Steps != 12 {
		t.Errorf("the sum of a year: %+v", year)
	}
}

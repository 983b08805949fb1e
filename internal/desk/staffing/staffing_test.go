// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

// pays answers with pay rows; without any it fails.
type pays []staffing.Pay

// Versions and AppendAfter are not asked of pays.
func (pays) Versions(context.Context, register.Kind, string) ([]register.Record, error) {
	return nil, nil
}

func (pays) AppendAfter(context.Context, figure.Batch, register.Record, int64) error { return nil }

func (p pays) Records(_ context.Context, kind register.Kind, _ period.Date) ([]register.Record, error) {
	if p == nil {
		return nil, fault.Wrap("test", errors.New("broken"))
	}
	var list []register.Record
	for i, row := range p {
		body, err := json.Marshal(row)
		if err != nil {
			return nil, err
		}
		list = append(list, register.Record{ID: int64(i + 1), Kind: kind, Body: body})
	}
	return list, nil
}

func pay(grade string, step int, from, to period.Date, monthly unit.Cents, q staffing.Quality) staffing.Pay {
	return staffing.Pay{Grade: grade, Step: step, ValidFrom: from, ValidTo: to, Monthly: monthly, Quality: q}
}

func TestPayTable(t *testing.T) {
	jan, march, none := period.Day(2016, 1, 1), period.Day(2016, 3, 1), period.Date{}
	desk := New(pays{
		pay("EG 10", 1, jan, none, 3_000_00, staffing.AsPrinted),
		pay("EG 9", 1, jan, none, 2_800_00, staffing.AsPrinted),
		pay("EG 9", 1, march, none, 2_900_00, staffing.Derived), // newer goes before printed
		pay("EG 9", 3, jan, none, 3_100_00, staffing.Derived),
		pay("EG 9", 3, jan, none, 3_101_00, staffing.AsPrinted), // printed before derived
		pay("EG 8", 6, jan, march.AddDays(-1), 2_700_00, staffing.AsPrinted),
	})
	grades, steps, err := desk.PayTable(t.Context(), march)
	if err != nil || len(grades) != 2 || steps != 3 {
		t.Fatalf("%d grades of %d steps, error %v", len(grades), steps, err)
	}
	nine := grades[0]
	if nine.Name != "EG 9" || nine.Steps[1].Noun.Monthly != 2_900_00 || nine.Steps[3].Noun.Monthly != 3_101_00 || nine.Steps[3].Record != 5 {
		t.Errorf("EG 9 is %+v", nine)
	}
	before, _, err := desk.PayTable(t.Context(), march.AddDays(-1))
	if err != nil || len(before) != 3 || before[0].Name != "EG 8" || before[1].Steps[1].Noun.Monthly != 2_800_00 {
		t.Errorf("the day before %+v, error %v", before, err)
	}
	if none, steps, err := desk.PayTable(t.Context(), jan.AddDays(-1)); err != nil || len(none) != 0 || steps != 0 {
		t.Errorf("before any table %+v, error %v", none, err)
	}
	if _, _, err := New(pays(nil)).PayTable(t.Context(), jan); fault.KindOf(err) != fault.Internal {
		t.Errorf("a broken register answers %v", err)
	}
}

func TestStandingOn(t *testing.T) {
	from, to, none := period.Day(2013, 4, 1), period.Day(2016, 6, 30), period.Date{}
	for _, c := range []struct {
		from, to, day period.Date
		want          Standing
	}{
		{from, to, from.AddDays(-1), Coming},
		{from, to, from, Holds},
		{from, to, to, Holds},
		{from, to, to.AddDays(1), Expired},
		{none, none, from, Holds},
		{none, to, to.AddDays(1), Expired},
	} {
		if got := StandingOn(c.from, c.to, c.day); got != c.want {
			t.Errorf("%s to %s on %s: %d, want %d", c.from, c.to, c.day, got, c.want)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	. "planraum/internal/city/steering"
)

// known are the offices of a small city in 2016.
func known(t *testing.T) Offices {
	t.Helper()
	o, err := ReadOffices(period.Day(2016, 3, 1), func(k register.Kind, asOf period.Date) ([]register.Record, error) {
		if k == register.Setting && !asOf.IsZero() {
			t.Error("settings are asked for of the past")
		}
		of := map[register.Kind][]register.Record{
			register.Setting: {{Key: "city", Body: []byte(`{"value":"Stadt"}`)}, {Key: "offices", Body: []byte(`{"value":"Sozialamt | Amt für Umwelt|  Frau Muster"}`)}},
			register.Post:    {{Key: "p", Body: []byte(`{"unit":"Jugendamt"}`)}, {Key: "q", Body: []byte(`{"unit":""}`)}},
			register.Body: {
				{Key: "tf", Body: []byte(`{"key":"tf","name":"Task Force","lead":"Referat 1","since":{"from":"2016-01-01","to":"2016-01-01"},"members":[{"office":"Sozialplanung","role":"chair"},{"office":"Polizei","role":"member"}]}`)},
				{Key: "alt", Body: []byte(`{"key":"alt","name":"Alter Stab","since":{"from":"2014-01-01","to":"2014-01-01"},"ended":{"from":"2015-01-01","to":"2015-01-01"},"members":[{"office":"Altes Amt","role":"member"}]}`)},
			},
		}
		return of[k], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestOffices: offices, units, seats and roles are known, in any letters, by an own
// beginning and by the English name of a role; persons and bodies that have ended are not.
func TestOffices(t *testing.T) {
	o := known(t)
	for typed, want := range map[string]string{
		"Sozialamt": "Sozialamt", "  sozialamt ": "Sozialamt", "amt fuer umwelt": "Amt für Umwelt", "Jugend": "Jugendamt", "task force": "Task Force", "Leitung Task Force": "Leitung Task Force",
		"social planning": "Sozialplanung", "Polizei": "Polizei", "Referat 1": "Referat 1", "Unterb": "Unterbringungskoordination",
	} {
		if got, ok := o.Find(typed); !ok || got != want {
			t.Errorf("%q: %q, %t, want %q", typed, got, ok, want)
		}
		if row, bad := o.Check("owner", typed); bad {
			t.Errorf("%q is refused: %+v", typed, row)
		}
	}
	for _, typed := range []string{"Max Muster", "Frau Muster", "Sozial", "Altes Amt", "Jug endamt", "Ju"} {
		got, ok := o.Find(typed)
		row, bad := o.Check("owner", typed)
		if ok || !bad || row.Value != typed || row.Column != "owner" {
			t.Errorf("%q is taken for %q: %+v", typed, got, row)
		}
	}
	if row, _ := o.Check("owner", "Sozial"); !strings.Contains(row.Expected.De, "keine Person: Sozialamt, Sozialplanung. ") {
		t.Errorf("of two that were meant it says %q", row.Expected.De)
	}
	if !slices.IsSorted(o.Names()) || slices.Contains(o.Names(), "Frau Muster") {
		t.Errorf("%v", o.Names())
	}
	mine := o.Mine(identity.Principal{Grants: []identity.Grant{{Role: identity.Planner}}})
	if !slices.Equal(mine, []string{"Sozialplanung", "Leitung Task Force"}) {
		t.Errorf("social planning acts as %v", mine)
	}
	if mine := o.Mine(identity.Principal{}); len(mine) != 0 {
		t.Errorf("the public acts as %v", mine)
	}
}

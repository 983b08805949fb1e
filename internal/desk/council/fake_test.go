// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
)

// shelf keeps records in memory as the ledger does.
type shelf struct{ all []register.Record }

func (s *shelf) Records(_ context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	newest := map[string]register.Record{}
	for _, r := range s.all {
		old, ok := newest[r.Key]
		if r.Kind == kind && (asOf.IsZero() || !r.KnownFrom.After(asOf)) && (!ok || !r.KnownFrom.Before(old.KnownFrom)) {
			newest[r.Key] = r
		}
	}
	var list []register.Record
	for _, r := range newest {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b register.Record) int { return int(a.ID - b.ID) })
	return list, nil
}

func (s *shelf) Versions(_ context.Context, kind register.Kind, key string) ([]register.Record, error) {
	var list []register.Record
	for _, r := range s.all {
		if r.Kind == kind && r.Key == key {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b register.Record) int { return a.KnownFrom.Compare(b.KnownFrom) })
	return list, nil
}

func (s *shelf) AppendAllAfter(_ context.Context, _ figure.Batch, next []register.Next) error {
	for _, n := range next {
		var newest int64
		for _, r := range s.all {
			if r.Kind == n.Kind && r.Key == n.Key {
				newest = max(newest, r.ID)
			}
		}
		if newest != n.After {
			return fault.New(fault.Conflict, "shelf", "Konflikt", "conflict")
		}
	}
	for _, n := range next {
		s.put(n.Record)
	}
	return nil
}

func (s *shelf) put(r register.Record) {
	r.ID = int64(len(s.all) + 1)
	s.all = append(s.all, r)
}

func put[T any](s *shelf, kind register.Kind, key string, known period.Date, noun T) {
	body, err := json.Marshal(noun)
	if err != nil {
		panic(err)
	}
	s.put(register.Record{Kind: kind, Key: key, KnownFrom: known, Body: body})
}

// rules decide by the program's own rules.
type rules struct{ engine *rights.Engine }

func (r rules) May(ctx context.Context) func(rights.Action, rights.Resource) bool {
	p, _ := identity.Of(ctx)
	return func(a rights.Action, what rights.Resource) bool { return r.engine.Decide(p, a, what).Allowed }
}

// as is a context in which a role acts in the whole city.
func as(role identity.Role) context.Context {
	p := identity.Principal{Means: identity.Session}
	if role != identity.Public {
		p.Grants = []identity.Grant{{Role: role}}
	}
	return identity.With(context.Background(), p)
}

var (
	today = period.Day(2015, 11, 27)
	now   = time.Date(2015, 11, 27, 10, 0, 0, 0, time.UTC)
)

// town is a council with three bodies, their sittings and a recess.
func town(t testing.TB) (*desk.Desk, *shelf) {
	t.Helper()
	engine, err := rights.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	s := &shelf{}
	before := today.AddDays(-100)
	put(s, register.Setting, "offices", before, map[string]string{"value": "Sozialamt | Kämmerei | Personalamt"})
	for _, c := range []council.Committee{
		{Key: "GR", Name: "Gemeinderat", Kind: council.Plenary, Submission: 8, Invitation: 7, Seats: 61},
		{Key: "SGA", Name: "Sozialausschuss", Kind: council.Standing, Submission: 10, Invitation: 7},
		{Key: "BB-01", Name: "Bezirksbeirat", Kind: council.District, Submission: 5, Invitation: 7},
	} {
		c.Source = "Gesetz"
		put(s, register.Committee, c.Key, before, c)
	}
	for body, days := range map[string][]period.Date{
		"GR":    {period.Day(2015, 12, 3), period.Day(2016, 1, 28), period.Day(2016, 2, 25)},
		"SGA":   {period.Day(2016, 1, 18), period.Day(2016, 2, 15)},
		"BB-01": {period.Day(2015, 12, 28), period.Day(2016, 1, 11), period.Day(2016, 2, 8)},
	} {
		for _, d := range days {
			id := body + "-" + d.String()
			put(s, register.Sitting, id, before, council.Sitting{ID: id, Committee: body, On: d, State: council.Planned})
		}
	}
	put(s, register.Holiday, "weihnachten", before, council.Recess{Key: "weihnachten", Name: "Weihnachten", From: period.Day(2015, 12, 23), Until: period.Day(2016, 1, 9)})
	return desk.New(s, rules{engine}), s
}

func doing(base int64) desk.Doing {
	return desk.Doing{Base: base, Day: today, By: "Sozialplanung", Now: now}
}

func paper() council.Paper {
	return council.Paper{
		Reference: "GRDrs 1/2016", Type: council.Answer, Title: "Standorte", On: today, Lead: "Sozialamt",
		Signers: []council.Signer{{Office: "Kämmerei"}},
		Order: []council.Consultation{
			{Committee: "BB-01", Step: council.Preliminary, Public: true},
			{Committee: "SGA", Step: council.Preliminary, Public: true},
			{Committee: "GR", Step: council.Decision, Public: true, On: period.Day(2016, 2, 25)},
		},
	}
}

func motion(number, title string, on period.Date) council.Paper {
	return council.Paper{Reference: number, Type: council.Motion, Title: title, On: on, By: []string{"FDP"}, Asks: []council.Ask{{Text: "eine Stelle für " + title}}, Source: "Antrag"}
}

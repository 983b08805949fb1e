// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// office is a context in which somebody acts for offices of the city.
func office(names ...string) context.Context {
	p := identity.Principal{Means: identity.Session}
	for _, n := range names {
		p.Grants = append(p.Grants, identity.Grant{Role: identity.Cosigner, Holder: n})
	}
	return identity.With(context.Background(), p)
}

// TestSignByRole walks a paper through every role: each office co-signs for itself and
// for no other, and a refusal keeps nothing.
func TestSignByRole(t *testing.T) {
	d, _ := town(t)
	p := paper()
	p.Signers = []council.Signer{{Office: "Kämmerei"}, {Office: "Personalamt"}, {Office: "Unterbringungskoordination"}, {Office: "Sozialplanung"}}
	id := save(t, d, p)
	sign := func(ctx context.Context, name string) error {
		_, err := d.Act(ctx, id, council.Act{Kind: council.Sign, Office: name}, doing(get(t, d, id).Version))
		return err
	}
	for _, c := range []struct {
		who string
		ctx context.Context
		may []string
	}{
		{"public", as(identity.Public), nil},
		{"council", as(identity.Council), nil},
		{"administrator", as(identity.Administrator), nil},
		{"provider", identity.With(context.Background(), identity.Principal{Means: identity.Session, Grants: []identity.Grant{{Role: identity.Provider, Holder: "Kämmerei"}}}), nil},
		{"steward", as(identity.Steward), nil},
		{"taskforce", as(identity.TaskForce), nil},
		{"planner", as(identity.Planner), []string{"Sozialplanung"}},
		{"coordinator", as(identity.Coordinator), []string{"Unterbringungskoordination"}},
		{"another office", office("Tiefbauamt"), nil},
		{"two offices", office("Personalamt", "Kämmerei"), []string{"Kämmerei", "Personalamt"}},
	} {
		for _, s := range p.Signers {
			may := slices.Contains(c.may, s.Office)
			if got := d.MaySign(c.ctx, s.Office); got != may {
				t.Errorf("%s may sign for %s: %t", c.who, s.Office, got)
			}
			if err := sign(c.ctx, s.Office); !may && fault.KindOf(err) != fault.Forbidden && get(t, d, id).State == council.Draft || !may && err == nil || may && err != nil {
				t.Errorf("%s signs for %s: %v", c.who, s.Office, err)
			}
		}
	}
	if now := get(t, d, id); now.State != council.CoSigned || len(now.History) != 5 {
		t.Errorf("%s, %d acts", now.State, len(now.History))
	}
	// A token of an office signs only where it may write.
	limited := identity.Principal{Means: identity.Token, Scopes: []string{"read"}, Grants: []identity.Grant{{Role: identity.Cosigner, Holder: "Kämmerei"}}}
	if d.MaySign(identity.With(context.Background(), limited), "Kämmerei") {
		t.Error("a token that reads may sign")
	}
}

// frozen are documents that let everything pass and freeze a text.
type frozen struct{ next []register.Next }

func (frozen) Obstacles(context.Context, council.Paper) ([]fault.Row, error) { return nil, nil }

func (frozen) Amounts(context.Context, council.Paper) ([]fault.Row, error) { return nil, nil }

func (frozen) Unfilled(context.Context, council.Paper) ([]fault.Row, error) { return nil, nil }

func (f frozen) Freeze(context.Context, council.Paper, string, time.Time) ([]register.Next, string, error) {
	return f.next, "abc", nil
}

// TestIssueFreezesText: a paper and its text go out in one write, the fingerprint of the
// text stands in the paper's history; where the text has changed meanwhile, neither is
// issued.
func TestIssueFreezesText(t *testing.T) {
	d, s := town(t)
	p := paper()
	p.Signers, p.Document = nil, "text-1"
	id := save(t, d, p)
	act(t, d, id, council.Act{Kind: council.Ready})
	put(s, register.Document, "text-1", today, map[string]string{"state": "draft"})
	draft := s.all[len(s.all)-1].ID
	text := register.Record{Kind: register.Document, Key: "text-1", KnownFrom: today, Body: []byte(`{"state":"issued"}`)}
	issue := func(after int64) error {
		d.ObeyDocuments(frozen{[]register.Next{{Record: text, After: after}}})
		_, err := d.Act(as(identity.Planner), id, council.Act{Kind: council.Issue}, doing(get(t, d, id).Version))
		return err
	}
	if err := issue(draft + 99); fault.KindOf(err) != fault.Conflict || get(t, d, id).State != council.CoSigned {
		t.Errorf("%v, %s", err, get(t, d, id).State)
	}
	if err := issue(draft); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
	now := get(t, d, id)
	versions, _ := s.Versions(t.Context(), register.Document, "text-1")
	if now.State != council.Issued || now.TextDigest() != "abc" || len(versions) != 2 {
		t.Errorf("%s, %q, %d versions of the text", now.State, now.TextDigest(), len(versions))
	}
	if _, err := d.Save(as(identity.Planner), now.Paper, doing(now.Version)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an issued paper is changed: %v", err)
	}
}

// TestApart: bodies of the same name, as other council systems have one for each term,
// are told apart by their days or by where they come from.
func TestApart(t *testing.T) {
	d, s := town(t)
	for _, c := range []council.Committee{
		{Key: "oparl-1", Name: "Kultur", From: period.Day(2009, 7, 1), Until: period.Day(2014, 6, 30)},
		{Key: "oparl-2", Name: "Kultur", From: period.Day(2014, 7, 1)},
		{Key: "oparl-3", Name: "Stadtliste", Source: "https://rat.example.org/f/1"},
		{Key: "oparl-4", Name: "Stadtliste", Source: "https://rat.example.org/f/2"},
	} {
		put(s, register.Committee, c.Key, today, c)
	}
	list, err := d.Committees(as(identity.Public), today)
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, c := range list {
		names[c.Name] = true
	}
	for _, want := range []string{"Gemeinderat", "Kultur (01.07.2009 bis 30.06.2014)", "Kultur (ab 01.07.2014)", "Stadtliste (rat.example.org/f/1)", "Stadtliste (rat.example.org/f/2)"} {
		if !names[want] {
			t.Errorf("no %q in %v", want, names)
		}
	}
}

// TestNameless: a sitting whose body nobody knows is listed and said to be so.
func TestNameless(t *testing.T) {
	d, s := town(t)
	put(s, register.Sitting, "oparl-x", today, council.Sitting{ID: "oparl-x", On: today, State: council.Planned})
	m, err := d.Meeting(as(identity.Public), "oparl-x", today)
	if err != nil || m.Body.Name != "Gremium unbekannt" {
		t.Errorf("%+v %v", m.Body, err)
	}
}

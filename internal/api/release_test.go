// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/council"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/steering"
	method "planraum/internal/method/rights"
	"planraum/internal/store"
)

// TestFiguresUsed: an answer rests on released figures unless asked otherwise,
// says so, and is another answer for its ETag.
func TestFiguresUsed(t *testing.T) {
	c := newCity(t)
	const path = "/figures?indicator=structure.minors_share&as_of=2014-06-01"
	var released, all Figures
	first := c.get(path)
	first.into(200, &released)
	if len(released.Figures) != 0 || released.Used != "released" || first.header.Get("Planraum-Figures") != "released" || released.Unreleased != 0 {
		t.Errorf("without a choice: %+v", released)
	}
	second := c.get(path + "&figures=all")
	second.into(200, &all)
	if len(all.Figures) != 1 || all.Used != "all" || all.Unreleased != 2 || all.Figures[0].Release.State != "entered" {
		t.Errorf("with all: %+v", all)
	}
	if first.header.Get("ETag") == second.header.Get("ETag") {
		t.Error("two answers have one ETag")
	}
	var persons Figures
	c.get("/figures?indicator=accommodation.persons&from=2015-10-29&to=2015-10-29").into(200, &persons)
	if r := persons.Figures[0].Release; r == nil || r.State != "released" || r.By != "Datenverantwortung" || r.On.IsZero() {
		t.Errorf("the figure stands as %+v", r)
	}
	if p := c.get("/figures?figures=some").refused(422); p.Kind != "invalid" {
		t.Errorf("%+v", p)
	}
}

// over is the API over a database with something before its store.
func over(t *testing.T, c *city, w *watched, demo bool) *city {
	t.Helper()
	mux := http.NewServeMux()
	release := approval.New(w, w, w, nil)
	ledger := release.Ledger()
	f := mount(mux, Desks{
		Data: data.New(ledger, w, w, w), Capacity: capacity.New(ledger, w), Planning: planning.New(ledger, w, w, testDay), Forecasting: forecasting.New(ledger, w, w, testDay), Outlook: outlook.New(ledger, w), Steering: steering.New(w), Measures: measures.New(w, ledger, w, forecasting.New(ledger, w, w, testDay)), Council: council.New(w, rights.New(method.Default(), c.store)), Approval: release,
	}, Config{Today: testDay, Version: "test", Now: testNow})
	return &city{t, f, mux, c.store, c.path, demo}
}

// watched notes every question to the ledger that comes without a lens.
type watched struct {
	*store.Store
	mu    sync.Mutex // guards all that follows
	asked int
	bare  []string
}

func (w *watched) note(ctx context.Context, question string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	if _, ok := audience.From(ctx); !ok {
		w.bare = append(w.bare, question)
	}
}

func (w *watched) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	w.note(ctx, "Figures")
	return w.Store.Figures(ctx, q)
}

func (w *watched) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	w.note(ctx, "Figure")
	return w.Store.Figure(ctx, id)
}

func (w *watched) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	w.note(ctx, "Latest")
	return w.Store.Latest(ctx, q)
}

func (w *watched) Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error) {
	w.note(ctx, "Choices")
	return w.Store.Choices(ctx, q)
}

func (w *watched) Summaries(ctx context.Context, asOf period.Date) ([]figure.Summary, error) {
	w.note(ctx, "Summaries")
	return w.Store.Summaries(ctx, asOf)
}

// TestEveryOperationHasALens walks all operations: no desk is asked for figures
// without the lens of the client, and the public gets what serves it only.
func TestEveryOperationHasALens(t *testing.T) {
	base := newCity(t)
	w := &watched{Store: base.store}
	c := over(t, base, w, true)
	parts := strings.NewReplacer("{figure}", "700", "{site}", "t4-quellenstrasse", "{plan}", "neue-planung-2015-11-27", "{run}", "x", "{key}", "persons", "{month}", "2016-12", "{a}", "x", "{b}", "x", "{forecast}", "x", "{scenario}", "x",
		"{motion}", "x", "{paper}", "x", "{sitting}", "x", "{body}", "x", "{meeting}", "x", "{action}", "x", "{goal}", "x", "{measure}", "x")
	for _, o := range c.operations {
		path := prefix + parts.Replace(o.path)
		if strings.Contains(path, "{") {
			t.Errorf("%s has a part without an example", o.path)
		}
		in := call{method: o.method, path: path, header: writer("Content-Type", "application/json"), body: "{}"}
		if got := c.do(in); got.status >= 500 {
			t.Errorf("%s %s answers %d", o.method, path, got.status)
		}
		in.header["Cookie"] = identity.RoleCookie + "=public"
		refusal := http.StatusForbidden
		if strings.Contains(o.path, "{site}") { // whether there is such a site is not the public's to know
			refusal = http.StatusNotFound
		}
		if got := c.do(in); (got.status == refusal) == (o.tag == "figures" || o.tag == "areas" || o.tag == "council") {
			t.Errorf("to the public %s %s answers %d", o.method, path, got.status)
		}
	}
	if w.asked < 5 || len(w.bare) > 0 {
		t.Errorf("%d questions, without a lens: %v", w.asked, w.bare)
	}
	var seen Figures
	c.do(call{path: prefix + "/figures?indicator=structure.minors_share&as_of=2014-06-01&figures=all", header: map[string]string{"Cookie": identity.RoleCookie + "=public"}}).into(200, &seen)
	if len(seen.Figures) != 0 || seen.Used != "released" {
		t.Errorf("the public sees what is not released: %+v", seen)
	}
	sober := over(t, base, w, false)
	if got := sober.do(call{path: prefix + "/plans", header: map[string]string{"Cookie": identity.RoleCookie + "=planner"}}); got.status != 403 {
		t.Errorf("without the demonstration the cookie counts: %d", got.status)
	}
}

// TestAudienceOnlyNarrows: who asks decides what an answer shows; the audience of
// an installation takes away from that, and never adds to it.
func TestAudienceOnlyNarrows(t *testing.T) {
	c := newCity(t)
	for _, one := range []struct {
		most audience.Audience
		role identity.Principal
		want int // status of the plans, which are not the public's
	}{
		{"", identity.Demonstration(identity.Public), 403},
		{"", identity.Demonstration(identity.Planner), 200},
		{audience.Office, identity.Demonstration(identity.Public), 403},
		{audience.Owner, identity.Demonstration(identity.Public), 403},
		{audience.Public, identity.Demonstration(identity.Public), 403},
		{audience.Public, identity.Demonstration(identity.Planner), 403},
		{audience.Public, identity.Demonstration(identity.Steward), 403},
		{audience.Office, identity.Demonstration(identity.Steward), 200},
	} {
		c.Audience = one.most
		got := c.do(call{path: prefix + "/plans", header: map[string]string{"Cookie": identity.RoleCookie + "=" + string(one.role.Leading())}})
		if got.status != one.want {
			t.Errorf("to the %s where %q is the most: %d, want %d", string(one.role.Leading()), one.most, got.status, one.want)
		}
	}
}

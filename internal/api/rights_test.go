// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
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

// operationsFile says for every operation who may use it; the marks are those
// of the table of pages (internal/web/testdata/rights/routes.txt).
const operationsFile = "testdata/rights/operations.txt"

var tableRoles = []identity.Role{
	identity.Administrator, identity.Planner, identity.Coordinator, identity.Steward,
	identity.TaskForce, identity.Cosigner, identity.Provider, identity.Council, identity.Public,
}

// books is the store with its dated records through the lens.
type books struct {
	*store.Store
	within *rights.Registers
}

func (b books) Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error) {
	return b.within.Records(ctx, kind, asOf)
}

func (b books) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	return b.within.Versions(ctx, kind, key)
}

func (b books) Record(ctx context.Context, id int64) (register.Record, error) {
	return b.within.Record(ctx, id)
}

// ruled is the API with rights switched on, as the program puts it together.
func ruled(t *testing.T) *city {
	t.Helper()
	c := newCity(t)
	deciding := rights.New(method.Default(), c.store)
	b := books{c.store, deciding.Registers(c.store)}
	release := approval.New(deciding.Inside(c.store), c.store, c.store, nil)
	release.Obey(method.Default(), deciding)
	ledger := deciding.Ledger(release.Ledger())
	mux := http.NewServeMux()
	desks := Desks{Data: data.New(ledger, c.store, b, c.store), Capacity: capacity.New(ledger, b), Planning: planning.New(ledger, b, c.store, testDay), Forecasting: forecasting.New(ledger, c.store, b, testDay), Outlook: outlook.New(ledger, b), Steering: steering.New(b), Measures: measures.New(b, ledger, c.store, forecasting.New(ledger, c.store, b, testDay)), Council: council.New(b, deciding), Approval: release, Rights: deciding}
	desks.Data.ObeyRights(deciding)
	f := mount(mux, desks, Config{Today: testDay, Version: "test", Now: testNow})
	return &city{T: t, face: f, mux: mux, store: c.store, path: c.path}
}

// as sends a request as somebody.
func (c *city) as(p identity.Principal, in call) answered {
	c.Helper()
	if in.method == "" {
		in.method = http.MethodGet
	}
	r := httptest.NewRequestWithContext(identity.With(c.Context(), p), in.method, "http://localhost:8080"+in.path, strings.NewReader(in.body))
	r.RemoteAddr = "127.0.0.1:50000"
	for k, v := range in.header {
		r.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	return answered{c.T, w.Code, w.Result().Header, w.Body.Bytes()}
}

// twoSites are sites of two districts.
func twoSites(t *testing.T, c *city) (own, foreign accommodation.Site) {
	t.Helper()
	sites, err := c.Capacity.Sites(t.Context(), testDay())
	if err != nil {
		t.Fatal(err)
	}
	inDistrict := func(s accommodation.Site) bool { return strings.Count(string(s.Area), "/") == 1 }
	own = sites[slices.IndexFunc(sites, inDistrict)]
	foreign = sites[slices.IndexFunc(sites, func(s accommodation.Site) bool { return inDistrict(s) && s.Area != own.Area })]
	return own, foreign
}

func held(role identity.Role, in area.ID) identity.Principal {
	p := identity.Principal{Means: identity.Session, Account: 7}
	switch role {
	case identity.Public:
		return identity.Principal{}
	case identity.Provider:
		p.Grants = []identity.Grant{{Role: role, Holder: "Träger A"}}
	case identity.Cosigner:
		p.Grants = []identity.Grant{{Role: role, Holder: "Stadtkämmerei", Area: in}}
	default:
		p.Grants = []identity.Grant{{Role: role, Area: in}}
	}
	return p
}

// TestOperationsTable asks every operation in every role and compares with the
// table that people read.
func TestOperationsTable(t *testing.T) {
	c := ruled(t)
	own, foreign := twoSites(t, c)
	content, err := os.ReadFile(operationsFile)
	if err != nil {
		t.Fatal(err)
	}
	table := map[string][]string{}
	for _, line := range strings.Split(string(content), "\n") {
		if f := strings.Fields(line); len(f) == 2+len(tableRoles) && f[0] != "#" && f[0] != "route" {
			table[f[0]+" "+f[1]] = f[2:]
		}
	}
	parts := strings.NewReplacer("{figure}", "700", "{plan}", "neue-planung-2015-11-27", "{run}", "x", "{key}", "persons", "{month}", "2016-12", "{forecast}", "x", "{scenario}", "x",
		"{motion}", "haushaltsantrag-864-2015", "{paper}", "grdrs-423-2015", "{sitting}", "GR-2015-07-16", "{body}", "x", "{meeting}", "x", "{action}", "x", "{goal}", "x", "{measure}", "x")
	for _, o := range c.operations {
		name := o.method + " " + prefix + o.path
		want, known := table[name]
		if !known {
			t.Errorf("%s does not stand in %s: new operations are forbidden until a rule names them", name, operationsFile)
		}
		var line []string
		for i, role := range tableRoles {
			marks := ""
			for n, p := range []identity.Principal{held(role, ""), held(role, own.Area), held(role, own.Area)} {
				site := own.ID
				if n == 2 {
					site = foreign.ID
				}
				got := c.as(p, call{method: o.method, path: prefix + strings.Replace(parts.Replace(o.path), "{site}", site, 1), header: writer("Content-Type", "application/json"), body: "{}"})
				switch {
				case got.status >= 500:
					t.Errorf("%s to %s answers %d", name, role, got.status)
				case got.status == http.StatusForbidden, got.status == http.StatusNotFound && strings.Contains(o.path, "{site}"):
					marks += "-"
				case strings.Contains(string(got.raw), "Edition of the public"):
					marks += "o"
				default:
					marks += "j"
				}
			}
			line = append(line, marks)
			if known && marks != want[i] {
				t.Errorf("%s: the %s has %s, the table says %s", name, role, marks, want[i])
			}
		}
		t.Logf("%-52s %s", name, strings.Join(line, " "))
	}
	if len(table) != len(c.operations) {
		t.Errorf("%d operations, %d in the table", len(c.operations), len(table))
	}
}

// TestUnnamedOperation: an operation without a right is closed to everybody.
func TestUnnamedOperation(t *testing.T) {
	c := ruled(t)
	for _, role := range tableRoles {
		op := c.operations[0].published
		saved := op.Metadata[needed]
		op.Metadata[needed] = need{}
		got := c.as(held(role, ""), call{path: prefix + "/figures?limit=1"})
		op.Metadata[needed] = saved
		if p := got.refused(http.StatusForbidden); !strings.Contains(p.Message.De, "nennt keine Regel ein Recht") {
			t.Errorf("%s: %+v", role, p)
		}
	}
}

// TestDistrictByAPI: a client of one district gets its unreleased figures and
// nobody else's, under another ETag; it writes nothing elsewhere, and a file is
// refused with each row that lies elsewhere.
func TestDistrictByAPI(t *testing.T) {
	c := ruled(t)
	own, foreign := twoSites(t, c)
	const head = "indicator,area,group,period,value,basis,known_from,source\n"
	row := func(in area.ID, value string) string {
		return "accommodation.persons," + string(in) + ",all,2014-12-31," + value + ",counted,2015-01-14,Probe\n"
	}
	importing := func(p identity.Principal, file, query string) answered {
		return c.as(p, call{method: http.MethodPost, path: prefix + "/imports?name=figures.csv" + query, header: writer(), body: file})
	}
	planner := held(identity.Planner, own.Area)
	mixed := head + row(own.Area, "7") + row(foreign.Area, "8") + row("08111000", "9")
	for _, query := range []string{"", "&dry_run=true"} {
		p := importing(planner, mixed, query).refused(http.StatusUnprocessableEntity)
		if len(p.Faults) != 2 || p.Faults[0].Line != 3 || p.Faults[0].Column != "area" || !strings.Contains(p.Faults[0].Expected.De, "nur im eigenen Zuständigkeitsbereich") {
			t.Errorf("the faults are %+v", p.Faults)
		}
	}
	importing(planner, "id,name_de,name_en\nneu,Neu,New\n", "&kind=groups").refused(http.StatusForbidden)
	if got := importing(planner, head+row(own.Area, "7"), ""); got.status != 200 {
		t.Fatalf("the own district's figure is not taken: %s", got.raw)
	}
	whole := held(identity.Planner, "")
	if got := importing(whole, head+row(foreign.Area, "8"), ""); got.status != 200 {
		t.Fatalf("the other district's figure is not taken: %s", got.raw)
	}
	// What stands elsewhere is not confirmed to whoever guesses it either.
	importing(planner, head+row(foreign.Area, "8")+row(own.Area, "9"), "&dry_run=true").refused(http.StatusUnprocessableEntity)

	const list = prefix + "/figures?indicator=accommodation.persons&from=2014-12-31&to=2014-12-31&figures=all"
	var mine, all, public Figures
	first := c.as(planner, call{path: list})
	first.into(200, &mine)
	second := c.as(whole, call{path: list})
	second.into(200, &all)
	c.as(identity.Principal{}, call{path: list}).into(200, &public)
	seen := map[area.ID]bool{}
	for _, f := range mine.Figures {
		seen[f.Area] = true
	}
	if !seen[own.Area] || seen[foreign.Area] || len(all.Figures) <= len(mine.Figures) || len(mine.Figures) <= len(public.Figures) {
		t.Errorf("of %d figures (%d public) the planner of %s sees %v", len(all.Figures), len(public.Figures), own.Area, seen)
	}
	if mine.Limits == nil || all.Limits != nil || first.header.Get("ETag") == second.header.Get("ETag") {
		t.Errorf("limits %v and %v, ETags %s and %s", mine.Limits, all.Limits, first.header.Get("ETag"), second.header.Get("ETag"))
	}
	got := c.as(planner, call{path: list, header: map[string]string{"If-None-Match": second.header.Get("ETag")}})
	if got.status == http.StatusNotModified {
		t.Error("another's answer is taken for one's own")
	}
	p := c.as(planner, call{method: http.MethodPut, path: prefix + "/plans/neue-planung-2015-11-27", header: writer("If-None-Match", "*", "Content-Type", "application/json"), body: "{}"}).refused(http.StatusForbidden)
	if p.Rule != "planner-plans" || !strings.HasPrefix(p.Why, "/rechte/warum?") {
		t.Errorf("the refusal names %q and leads to %q", p.Rule, p.Why)
	}
}

// TestPagesOfALimitedLedger: page by page a client of one district gets every
// figure that it may see once, as in one page.
func TestPagesOfALimitedLedger(t *testing.T) {
	c := ruled(t)
	own, _ := twoSites(t, c)
	planner := held(identity.Planner, own.Area)
	var once Figures
	c.as(planner, call{path: prefix + "/figures?figures=all&limit=10000"}).into(200, &once)
	for _, limit := range []string{"7", "100"} {
		var ids []int64
		for after := "0"; ; {
			var page Figures
			c.as(planner, call{path: prefix + "/figures?figures=all&limit=" + limit + "&after=" + after}).into(200, &page)
			for _, f := range page.Figures {
				ids = append(ids, f.ID)
			}
			if page.Next == 0 {
				break
			}
			after = strconv.FormatInt(page.Next, 10)
			if len(ids) > 20_000 {
				t.Fatal("the pages do not end")
			}
		}
		want := make([]int64, len(once.Figures))
		for i, f := range once.Figures {
			want[i] = f.ID
		}
		if !slices.Equal(ids, want) {
			t.Errorf("by %s: %d figures, at once %d", limit, len(ids), len(want))
		}
	}
}

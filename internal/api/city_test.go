// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

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
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/example"
	method "planraum/internal/method/rights"
	"planraum/internal/platform/signin"
	"planraum/internal/store"
)

// The example city is imported once; every test gets its own copy of the file.
var exampleDatabase string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "planraum-api-*")
	if err == nil {
		exampleDatabase = filepath.Join(dir, "example.db")
		err = fillExample(exampleDatabase)
	}
	if err != nil {
		_, _ = os.Stderr.WriteString("the example city cannot be imported: " + err.Error() + "\n")
		os.Exit(1)
	}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

func fillExample(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	if err := s.Migrate(ctx, func(int, int, string) {}); err != nil {
		return err
	}
	desk := data.New(s, s, s, s)
	for _, file := range append(example.Files(), example.Plans()...) {
		_, err := desk.Import(ctx, data.Incoming{Name: file.Name, Content: bytes.NewReader(file.Content), By: "test", Now: testNow()})
		if err != nil {
			return err
		}
	}
	if err := approval.New(s, s, s, nil).LoadExample(ctx, testNow()); err != nil {
		return err
	}
	return s.Close()
}

func testNow() time.Time   { return time.Date(2024, 6, 1, 12, 0, 0, 0, time.UTC) }
func testDay() period.Date { return period.Day(2024, 6, 1) }

// city is the API over a copy of the example city.
type city struct {
	*testing.T
	*face
	mux   *http.ServeMux
	store *store.Store
	path  string
	demo  bool // visitors of the demonstration ask, else nobody
}

func newCity(t *testing.T) *city {
	t.Helper()
	raw, err := os.ReadFile(exampleDatabase)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "city.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	return openCity(t, path)
}

// openCity puts the API over a database, as a start of the program does.
func openCity(t *testing.T, path string) *city {
	t.Helper()
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	mux := http.NewServeMux()
	release := approval.New(s, s, s, nil)
	ledger := release.Ledger()
	books := data.New(ledger, s, s, s)
	books.AskPosts(staffing.New(s))
	f := mount(mux, Desks{
		Data: books, Capacity: capacity.New(ledger, s), Planning: planning.New(ledger, s, s, testDay), Forecasting: forecasting.New(ledger, s, s, testDay), Outlook: outlook.New(ledger, s), Steering: steering.New(s), Measures: measures.New(s, ledger, s, forecasting.New(ledger, s, s, testDay)), Council: council.New(s, rights.New(method.Default(), s)), Approval: release,
	}, Config{Today: testDay, Version: "test", Now: testNow})
	return &city{t, f, mux, s, path, true}
}

// call is a request of a program on the same machine.
type call struct {
	method, path string
	header       map[string]string
	body         string
	from         string // address of the peer; empty: this machine
	host         string
}

// visitor is a visitor of the demonstration in the role of the cookie.
func visitor(r *http.Request) identity.Principal {
	role := identity.Planner
	if cookie, err := r.Cookie(identity.RoleCookie); err == nil {
		role = identity.Role(cookie.Value)
	}
	return signin.Visitor(role)
}

type answered struct {
	*testing.T
	status int
	header http.Header
	raw    []byte
}

func (c *city) do(in call) answered {
	c.Helper()
	if in.method == "" {
		in.method = http.MethodGet
	}
	r := httptest.NewRequest(in.method, "http://localhost:8080"+in.path, strings.NewReader(in.body))
	r.RemoteAddr = "127.0.0.1:50000"
	if in.from != "" {
		r.RemoteAddr = in.from
	}
	if in.host != "" {
		r.Host = in.host
	}
	for k, v := range in.header {
		r.Header.Set(k, v)
	}
	if c.demo {
		r = r.WithContext(identity.With(r.Context(), visitor(r)))
	}
	w := httptest.NewRecorder()
	c.mux.ServeHTTP(w, r)
	raw, err := io.ReadAll(w.Result().Body)
	if err != nil {
		c.Fatal(err)
	}
	return answered{c.T, w.Code, w.Result().Header, raw}
}

func (c *city) get(path string) answered {
	c.Helper()
	return c.do(call{path: prefix + path})
}

// into decodes an answer that must have the status.
func (a answered) into(status int, v any) {
	a.Helper()
	if a.status != status {
		a.Fatalf("status %d, want %d: %s", a.status, status, a.raw)
	}
	if err := json.Unmarshal(a.raw, v); err != nil {
		a.Fatalf("%v in %s", err, a.raw)
	}
}

// refused decodes a problem and checks what every problem has.
func (a answered) refused(status int) Problem {
	a.Helper()
	var p Problem
	a.into(status, &p)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		a.Errorf("Content-Type %q", got)
	}
	if p.Status != status || p.Message.De == "" || p.Message.En == "" || p.Title == "" || p.Kind == "" {
		a.Errorf("incomplete problem: %s", a.raw)
	}
	return p
}

// writer are the headers of a program that may write.
func writer(more ...string) map[string]string {
	h := map[string]string{clientHeader: "1"}
	for i := 0; i < len(more); i += 2 {
		h[more[i]] = more[i+1]
	}
	return h
}

// plan returns the plan of an answer of GET /plans/{plan} as it stands there.
func (a answered) plan() json.RawMessage {
	a.Helper()
	var out struct{ Plan json.RawMessage }
	a.into(http.StatusOK, &out)
	return out.Plan
}

// version returns the number of a plan's version.
func (c *city) version(id string) string {
	c.Helper()
	var p VersionedPlan
	c.get("/plans/"+id).into(http.StatusOK, &p)
	return strconv.FormatInt(p.Version, 10)
}

// run evaluates and keeps a plan and returns the run's identifier.
func (c *city) run(id string) string {
	c.Helper()
	var r RunAnswer
	c.get("/plans/"+id+"/run").into(http.StatusOK, &r)
	return r.Run.ID
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/reporting"
	"planraum/internal/desk/data"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/quality"
	"planraum/internal/method/rights"
	"planraum/internal/text"
	"planraum/internal/web"
	"planraum/internal/web/webtest"
)

// tableFile says for every route who may use it. Each role has three marks: held
// in the whole city, held in one district with an object of that district, held
// in one district with an object of another. For a provider the object is its
// own, its own, another provider's. j: allowed, o: edition of the public, -: not
// allowed.
const tableFile = "testdata/rights/routes.txt"

// tableRoles are the columns of the table.
var tableRoles = []identity.Role{
	identity.Administrator, identity.Planner, identity.Coordinator, identity.Steward,
	identity.TaskForce, identity.Cosigner, identity.Provider, identity.Council, identity.Public,
}

// readTable reads a table: the marks by route and role.
func readTable(t *testing.T, file string) map[string]map[identity.Role]string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	table := map[string]map[identity.Role]string{}
	for n, line := range strings.Split(string(content), "\n") {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") || fields[0] == "route" {
			continue
		}
		at := len(fields) - len(tableRoles)
		if at < 1 {
			t.Fatalf("%s:%d: %d fields", file, n+1, len(fields))
		}
		marks := map[identity.Role]string{}
		for i, role := range tableRoles {
			marks[role] = fields[at+i]
		}
		table[strings.Join(fields[:at], " ")] = marks
	}
	return table
}

// object is a pair of things of a route: their address parts, and the areas in
// which they lie.
type object struct {
	own, foreign string
	area         area.ID
	// made makes them for each who acts; nil: they are there.
	made func(t *testing.T, p identity.Principal) (own, foreign string)
}

const (
	ownHolder     = "Träger A"
	foreignHolder = "Träger B"
)

// siteForm is what a form sends for a reporter, before its district.
const siteForm = "name=Haus&kind=site&since=2026-01&due_day=10&district="

// stranger is somebody else who brought something in.
const stranger = "Jemand anderes"

// fixture is the example city with an object of each kind in two districts.
type fixture struct {
	desks   web.Desks
	h       http.Handler
	objects map[string]object // by the name of the address part
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{desks: webtest.Desks(t, false)}
	inner := web.New(f.desks, web.Config{Today: func() period.Date { return webtest.Today }, Demo: true, Log: slog.New(slog.DiscardHandler)})
	f.h = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if p, ok := r.Context().Value(acting{}).(identity.Principal); ok {
			r = r.WithContext(identity.With(r.Context(), p))
		}
		inner.ServeHTTP(w, r)
	})
	all := audience.With(t.Context(), audience.Unfiltered)
	sites, err := f.desks.Capacity.Sites(all, webtest.Today)
	if err != nil || len(sites) < 2 {
		t.Fatalf("%d sites, %v", len(sites), err)
	}
	own := sites[slices.IndexFunc(sites, func(s accommodation.Site) bool { return strings.Count(string(s.Area), "/") == 1 })]
	foreign := sites[slices.IndexFunc(sites, func(s accommodation.Site) bool { return s.Area != own.Area && strings.Count(string(s.Area), "/") == 1 })]
	f.objects = map[string]object{
		"site":       {own: own.ID, foreign: foreign.ID, area: own.Area},
		"reporter":   {own: "haus-a|" + siteForm + string(own.Area), foreign: "haus-b|" + siteForm + string(foreign.Area), area: own.Area},
		"ref...":     f.figures(t, own.Area, foreign.Area),
		"account":    {own: "1", foreign: "1", area: own.Area},
		"provider":   {own: "stadt", foreign: "stadt", area: own.Area},
		"entry":      {own: "1", foreign: "1", area: own.Area},
		"plan":       {own: "neue-planung-2015-11-27", foreign: "neue-planung-2015-11-27", area: own.Area},
		"scenario":   {own: "weniger-ab-april", foreign: "weniger-ab-april"},
		"action":     {own: "2015-004", foreign: "2015-004"},
		"goal":       {own: "plaetze-2016", foreign: "plaetze-2016"},
		"measure":    {own: "tranche-5", foreign: "tranche-5"},
		"forecast":   f.forecast(t, own.Area),
		"key":        f.finding(t),
		"unit":       {own: "stadt-presse.2014-02|act=check&seen=99999999", foreign: "stadt-presse.2014-02|act=check&seen=99999999", area: own.Area},
		"source":     {own: "gemeinderat", foreign: "gemeinderat", area: own.Area},
		"batch":      f.batch(t),
		"file":       {own: "areas.csv", foreign: "areas.csv", area: own.Area},
		"secret":     {area: own.Area, made: f.links},
		"upload":     {area: own.Area, made: f.uploads},
		"job":        {area: own.Area, made: f.jobs},
		"warning...": f.warning(t),
		"body":       {own: "task-force-integration", foreign: "task-force-integration"},
		"report":     {own: "antrag-864-2015", foreign: "antrag-864-2015"},
		"paper":      {own: "grdrs-383-2015", foreign: "grdrs-383-2015"}, // issued; nobody has seen where it was dealt with
		"sitting":    {own: "GR-2015-07-16", foreign: "GR-2015-07-16"},
	}
	chosen := f.objects["ref..."]
	number := func(ref string) string {
		return "accommodation.persons|reason=Probe&schritt=speichern&" + strings.Replace(ref, "/", "=", 1)
	}
	f.objects["indicator"] = object{own: number(chosen.own), foreign: number(chosen.foreign), area: own.Area}
	for i, r := range []reporting.Reporter{
		{Key: "haus-a", Kind: reporting.Site, Name: "Haus A", Organization: ownHolder, Site: own.ID, District: own.Area, Since: period.MonthOf(2026, 1), DueDay: 10},
		{Key: "haus-b", Kind: reporting.Site, Name: "Haus B", Organization: foreignHolder, Site: foreign.ID, District: foreign.Area, Since: period.MonthOf(2026, 1), DueDay: 10},
	} {
		if err := f.desks.Reporting.SetUp(all, r, "", "Test", webtest.Today.Time()); err != nil {
			t.Fatalf("reporter %d: %v", i, err)
		}
	}
	return f
}

type acting struct{}

// finding returns the keys of findings of two areas.
func (f *fixture) finding(t *testing.T) object {
	t.Helper()
	const contradiction = "indicator,area,group,period,value,basis,known_from,source\n" +
		"accommodation.persons,08111000/04,all,2016-12-31,300,counted,2017-01-14,Zählung Ost\n" +
		"accommodation.persons,08111000/04,all,2016-12-31,410,counted,2017-01-15,Meldung Ost\n"
	_, err := f.desks.Data.Import(context.Background(), data.Incoming{Name: "ost.csv", Content: strings.NewReader(contradiction), By: stranger, Now: webtest.Today.Time()})
	if err != nil {
		t.Fatal(err)
	}
	report, err := f.desks.Quality.Await(audience.With(t.Context(), audience.Unfiltered), webtest.Today, quality.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	var o object
	for _, task := range report.Tasks {
		switch district := strings.Contains(string(task.Area), "/"); {
		case district && o.own == "":
			o.own, o.area = task.ID, task.Area
		case !district: // of the city as such, which no district has
			o.foreign = task.ID
		}
	}
	if o.own == "" || o.foreign == "" {
		t.Fatalf("there are no findings in two areas: %+v", o)
	}
	return o
}

// warning keeps what was to be expected on a day.
func (f *fixture) warning(t *testing.T) object {
	t.Helper()
	all := audience.With(t.Context(), audience.Unfiltered)
	o, err := f.desks.Outlook.Look(all, period.Day(2015, 10, 31), outlook.Wish{Seed: 1, Paths: 20})
	if err != nil {
		t.Fatal(err)
	}
	// From released figures, so that the council may read it.
	k, err := f.desks.Outlook.Raise(audience.With(all, audience.Lens{Audience: audience.Office, Released: true}), o, outlook.Keeping{By: stranger, Today: o.Demand.AsOf}, o.Demand.AsOf.Time())
	if err != nil {
		t.Fatal(err)
	}
	return object{own: k.ID, foreign: k.ID}
}

// figures are the derivations of figures that are not released, of two districts.
func (f *fixture) figures(t *testing.T, own, foreign area.ID) object {
	t.Helper()
	o := object{area: own}
	for _, in := range []area.ID{own, foreign} {
		content := "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons," + string(in) + ",all,2014-12-31,7,counted,2015-01-14,Probe\n"
		if _, err := f.desks.Data.Import(context.Background(), data.Incoming{Name: "f.csv", Content: strings.NewReader(content), By: stranger, Now: webtest.Today.Time()}); err != nil {
			t.Fatal(err)
		}
		found, err := f.desks.Data.Figures(audience.With(t.Context(), audience.Unfiltered), figure.Query{Indicators: []string{"accommodation.persons"}, Areas: []area.ID{in}})
		if err != nil || len(found) == 0 {
			t.Fatalf("%d figures, %v", len(found), err)
		}
		o.own, o.foreign = o.foreign, "figure/"+strconv.FormatInt(found[len(found)-1].ID, 10)
	}
	return o
}

// links hands out a link for a report, which anybody may use who holds it.
func (f *fixture) links(t *testing.T, _ identity.Principal) (own, foreign string) {
	t.Helper()
	secret, err := f.desks.Reporting.Issue(t.Context(), "haus-a", period.MonthOf(2026, 10), stranger, time.Now().UTC())
	if err != nil {
		t.Fatal(err)
	}
	return secret, secret
}

// batch is an import.
func (f *fixture) batch(t *testing.T) object {
	t.Helper()
	list, err := f.desks.Data.Batches(t.Context(), 1)
	if err != nil || len(list) == 0 {
		t.Fatalf("%d imports, %v", len(list), err)
	}
	return object{own: list[0].ID, foreign: list[0].ID}
}

// uploads brings in a file of one's own and one of somebody else.
func (f *fixture) uploads(t *testing.T, p identity.Principal) (own, foreign string) {
	t.Helper()
	ids := make([]string, 2)
	for i, by := range []string{p.By(), stranger} {
		content := "indicator,area,group,period,value,basis,known_from,source\naccommodation.persons," + string(f.objects["site"].area) + ",all,2015-12-31,7,counted,2016-01-14,Probe\n"
		u, err := f.desks.Data.Receive(t.Context(), "figures.csv", by, webtest.Today.Time(), strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = u.ID
	}
	return ids[0], ids[1]
}

// jobs orders a job of one's own and one of somebody who sees everything.
func (f *fixture) jobs(t *testing.T, p identity.Principal) (own, foreign string) {
	t.Helper()
	lens, err := f.desks.Rights.Lens(t.Context(), p, false)
	if err != nil {
		t.Fatal(err)
	}
	ids := make([]string, 2)
	for i, ctx := range []context.Context{audience.With(t.Context(), lens), audience.With(t.Context(), audience.Lens{Audience: audience.Office})} {
		order, err := data.ExportOrder(data.Outgoing{Kind: "figures", Format: "csv", AsOf: webtest.Today, Lang: text.De}, []string{p.By(), stranger}[i])
		if err != nil {
			t.Fatal(err)
		}
		if ids[i], err = f.desks.Work.Start(ctx, order); err != nil {
			t.Fatal(err)
		}
	}
	return ids[0], ids[1]
}

// principals are who acts in a role: held in the whole city, and in one area.
func principals(role identity.Role, in area.ID) (whole, part identity.Principal) {
	whole = identity.Principal{Means: identity.Session, Account: 7}
	part = whole
	switch role {
	case identity.Public:
		return identity.Principal{}, identity.Principal{}
	case identity.Provider:
		whole.Grants = []identity.Grant{{Role: role, Holder: ownHolder}}
		return whole, whole
	case identity.Cosigner:
		whole.Grants = []identity.Grant{{Role: role, Holder: "Stadtkämmerei"}}
		part.Grants = []identity.Grant{{Role: role, Holder: "Stadtkämmerei", Area: in}}
		return whole, part
	}
	whole.Grants = []identity.Grant{{Role: role}}
	part.Grants = []identity.Grant{{Role: role, Area: in}}
	return whole, part
}

// address puts an object into a pattern.
func address(pattern, object string) (method, path string) {
	method, path, _ = strings.Cut(pattern, " ")
	if path == "" {
		method, path = http.MethodGet, "/gibt-es-nicht"
	}
	if path == "/assets/" {
		path = "/assets/nichts.css"
	}
	path = strings.ReplaceAll(path, "{format}", "docx")
	if i := strings.IndexByte(path, '{'); i >= 0 {
		j := strings.IndexByte(path, '}')
		path = strings.Replace(path[:i]+object+path[j+1:], "{meeting}", "2015-12-03", 1)
	}
	return method, strings.TrimSuffix(path, "$")
}

// mark asks for a route and says what came of it.
func (f *fixture) mark(t *testing.T, p identity.Principal, prefix, pattern, object string) string {
	t.Helper()
	if strings.Contains(pattern, "{$}") {
		object = ""
	}
	object, form, _ := strings.Cut(object, "|")
	method, path := address(pattern, object)
	ctx := context.WithValue(t.Context(), acting{}, p)
	var body bytes.Buffer
	r := httptest.NewRequestWithContext(ctx, method, "http://localhost"+prefix+path, &body)
	if strings.Contains(path, "warum") {
		r.URL.RawQuery = "handlung=read&art=site"
	}
	if strings.HasPrefix(path, "/daten/pruefung") || strings.HasPrefix(path, "/herleitung/") || strings.Contains(form, "figure=") {
		r.URL.RawQuery = "werte=alle&stand=" + webtest.Today.String()
	}
	if method == http.MethodPost {
		body.WriteString(form)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	rec := httptest.NewRecorder()
	f.h.ServeHTTP(rec, r)
	page := rec.Body.String()
	switch {
	case rec.Code >= 500:
		t.Errorf("%s %s to %s answers %d", method, path, p.By(), rec.Code)
		return "!"
	case rec.Code == http.StatusForbidden:
		return "-"
	case rec.Code == http.StatusNotFound && ofAccounts(pattern) && !strings.Contains(page, "öffentliche Fassung: nur"):
		return "j" // the example city has neither accounts nor invitations
	case rec.Code == http.StatusNotFound && ofAccounts(pattern):
		return "o"
	case rec.Code == http.StatusNotFound && strings.Contains(page, "gibt es keine Datei"): // the job that is seen has made none
		return "j"
	case rec.Code == http.StatusNotFound && strings.Contains(pattern, "{") && !strings.Contains(pattern, "/daten/katalog/") && !strings.Contains(pattern, "/katalog/"):
		return "-" // what may not be seen is not there
	case strings.Contains(page, "öffentliche Fassung: nur freigegebene") || strings.Contains(page, "edition of the public: released and protected"):
		return "o"
	}
	return "j"
}

// ofAccounts reports whether a route belongs to sign-in and accounts.
func ofAccounts(pattern string) bool {
	for _, start := range []string{" /anmelden", " /abmelden", " /einladung/", " /konto", " /verwaltung/konten"} {
		if strings.Contains(pattern, start) {
			return true
		}
	}
	return false
}

// TestRoutesTable asks every route in every role, with objects of the own and of
// another district, and compares with the table that people read.
func TestRoutesTable(t *testing.T) {
	table := readTable(t, tableFile)
	f := newFixture(t)
	routes := web.AllRoutes()
	slices.Sort(routes)
	for _, pattern := range routes {
		if !web.Needed(pattern) {
			t.Errorf("%s is a new route: it is forbidden until needs.go names the right that it needs, and %s who has it", pattern, tableFile)
			continue
		}
		want, known := table[pattern]
		if !known {
			t.Errorf("%s does not stand in %s", pattern, tableFile)
			want = map[identity.Role]string{}
		}
		var line []string
		for _, role := range tableRoles {
			got := f.marks(t, role, pattern)
			line = append(line, got)
			if known && got != want[role] {
				t.Errorf("%s: the %s has %s, the table says %s", pattern, role, got, want[role])
			}
		}
		t.Logf("%-34s %s", pattern, strings.Join(line, " "))
	}
	for pattern := range table {
		if !slices.Contains(routes, pattern) {
			t.Errorf("%s stands in %s but is no route", pattern, tableFile)
		}
	}
}

// marks are the three marks of a role and route.
func (f *fixture) marks(t *testing.T, role identity.Role, pattern string) string {
	t.Helper()
	name := ""
	if i := strings.IndexByte(pattern, '{'); i >= 0 {
		name = pattern[i+1 : strings.IndexByte(pattern, '}')]
	}
	o := f.objects[name]
	if strings.Contains(pattern, "/katalog/{key}") {
		o = object{own: "areas", foreign: "areas"}
	}
	in := o.area
	if in == "" {
		in = f.objects["site"].area
	}
	whole, part := principals(role, in)
	marks := ""
	for i, p := range []identity.Principal{whole, part, part} {
		own, foreign := o.own, o.foreign
		if o.made != nil {
			own, foreign = o.made(t, p)
		}
		if i == 2 {
			own = foreign
		}
		marks += f.mark(t, p, "", pattern, own)
	}
	return marks
}

// TestUnnamedRoute: a page of which no right is named is closed to everybody.
func TestUnnamedRoute(t *testing.T) {
	desks := webtest.Desks(t, true)
	h := web.Unnamed(desks, web.Config{Today: func() period.Date { return webtest.Today }, Demo: true})
	for _, role := range identity.Roles() {
		r := httptest.NewRequestWithContext(identity.With(t.Context(), identity.Demonstration(role)), http.MethodGet, "/neu", nil)
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		if rec.Code != http.StatusForbidden || !strings.Contains(rec.Body.String(), "nennt keine Regel ein Recht") {
			t.Errorf("to the %s a page without a right answers %d", role, rec.Code)
		}
	}
}

// guide is the page that people read about rights.
const guide = "../../docs/rights.md"

// TestGuideShowsTheTables: the guide has every row of the tables and every rule.
func TestGuideShowsTheTables(t *testing.T) {
	content, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{tableFile, "../api/testdata/rights/operations.txt"} {
		table, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(string(table), "\n") {
			if line = strings.TrimRight(line, " "); line != "" && line[0] != '#' && !strings.Contains(string(content), line+"\n") {
				t.Errorf("%s lacks the row of %s: %s", guide, file, line)
			}
		}
	}
	for _, r := range rights.Default().Rules() {
		effect := "permits"
		if r.Forbids {
			effect = "forbids"
		}
		if row := "| `" + r.ID + "` | " + effect + " | " + r.Sentence.En + " |"; !strings.Contains(string(content), row) {
			t.Errorf("%s lacks the rule %s", guide, row)
		}
	}
}

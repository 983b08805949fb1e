// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights_test

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/approval"
	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/city/unit"
	"planraum/internal/desk/rights"
	"planraum/internal/fault"
	method "planraum/internal/method/rights"
	"planraum/internal/text"
)

const (
	town  area.ID = "08111000"
	east  area.ID = "08111000/04"
	north area.ID = "08111000/02"
	part  area.ID = "08111000/041"
	house area.ID = "08111000/@haus-a"
)

// fake is a small ledger that answers for one audience: the public sees released
// figures only, and every value less one.
type fake struct {
	figures []figure.Figure
	records []register.Record
}

func (f *fake) seen(ctx context.Context, one figure.Figure) (figure.Figure, bool) {
	l := audience.Of(ctx)
	if l.Scope != "" {
		panic("a scope below the ledger of rights")
	}
	if l.Audience == audience.Public {
		one.Value.Amount--
	}
	return one, !l.Released || one.Release.State.Open()
}

func (f *fake) Figures(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	var list []figure.Figure
	for _, one := range f.figures {
		if len(q.Areas) > 0 && !slices.Contains(q.Areas, one.Area) || len(q.Indicators) > 0 && !slices.Contains(q.Indicators, one.Indicator) ||
			len(q.IDs) > 0 && !slices.Contains(q.IDs, one.ID) || one.ID <= q.After {
			continue
		}
		if shown, ok := f.seen(ctx, one); ok {
			list = append(list, shown)
		}
	}
	if q.Limit > 0 || q.After > 0 {
		slices.SortFunc(list, func(a, b figure.Figure) int { return cmp.Compare(a.ID, b.ID) })
		if q.Limit > 0 {
			list = list[:min(q.Limit, len(list))]
		}
	}
	return list, nil
}

func (f *fake) Latest(ctx context.Context, q figure.Query) ([]figure.Figure, error) {
	return f.Figures(ctx, q)
}

func (f *fake) Figure(ctx context.Context, id int64) (figure.Figure, error) {
	list, _ := f.Figures(ctx, figure.Query{IDs: []int64{id}})
	if len(list) == 0 {
		return figure.Figure{}, fault.New(fault.NotFound, "fake", "fehlt", "absent")
	}
	return list[0], nil
}

func (f *fake) Choices(context.Context, figure.Query) ([]figure.Choice, error) { return nil, nil }
func (f *fake) Position(context.Context) (int64, error)                        { return int64(len(f.figures)), nil }

func (f *fake) Summaries(ctx context.Context, _ period.Date) ([]figure.Summary, error) {
	of := map[string]int{}
	list, _ := f.Figures(ctx, figure.Query{})
	for _, one := range list {
		of[one.Indicator]++
	}
	var sums []figure.Summary
	for code, n := range of {
		sums = append(sums, figure.Summary{Indicator: code, Figures: n})
	}
	return sums, nil
}

func (f *fake) SeriesOf(ctx context.Context, indicator string) ([]figure.Key, error) {
	list, _ := f.Figures(ctx, figure.Query{Indicators: []string{indicator}})
	var keys []figure.Key
	for _, one := range list {
		keys = append(keys, figure.Key{Indicator: one.Indicator, Area: one.Area, Group: one.Group})
	}
	return slices.Compact(keys), nil
}

func (f *fake) Areas(_ context.Context, edition string) ([]area.Area, error) {
	if edition == area.Places {
		return []area.Area{{ID: house, Level: area.Place, Parent: east, Name: "Haus A"}}, nil
	}
	return []area.Area{
		{ID: town, Level: area.City, Name: "Stadt"},
		{ID: east, Level: area.District, Parent: town, Name: "Ost"},
		{ID: north, Level: area.District, Parent: town, Name: "Nord"},
		{ID: part, Level: area.Subdistrict, Parent: east, Name: "Teil"},
	}, nil
}

func (f *fake) Editions(context.Context) ([]area.Edition, error) {
	return []area.Edition{{ID: "2015"}, {ID: area.Places}}, nil
}

func (f *fake) Indicators(context.Context) ([]figure.Indicator, error) {
	return []figure.Indicator{{Code: "accommodation.persons"}, {Code: "childcare.places"}, {Code: "odd"}}, nil
}

func (f *fake) Records(_ context.Context, kind register.Kind, _ period.Date) ([]register.Record, error) {
	return slices.DeleteFunc(slices.Clone(f.records), func(r register.Record) bool { return r.Kind != kind }), nil
}

func (f *fake) Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error) {
	return f.Records(ctx, kind, period.Date{})
}

func (f *fake) Record(_ context.Context, id int64) (register.Record, error) {
	return f.records[id], nil
}

func newFake() *fake {
	f := &fake{}
	id := int64(0)
	for _, indicator := range []string{"accommodation.persons", "childcare.places", "odd"} {
		for _, in := range []area.ID{town, north, east, part, house} {
			for n := range 2 {
				id++
				one := figure.Figure{ID: id, Key: figure.Key{Indicator: indicator, Area: in, Group: "all", Period: period.InMonth(period.MonthOf(2016, 1+n))}}
				one.Value = unit.Decimal{Amount: 100 * id}
				one.Release.State = []approval.State{approval.Published, approval.Entered}[n]
				f.figures = append(f.figures, one)
			}
		}
	}
	slices.SortFunc(f.figures, func(a, b figure.Figure) int { return cmp.Or(a.Key.Compare(b.Key), cmp.Compare(a.ID, b.ID)) })
	body := func(v any) []byte {
		b, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		return b
	}
	f.records = []register.Record{
		{Kind: register.Reporter, Key: "reporter/haus-a", Body: body(map[string]any{"reporter": reporting.Reporter{Key: "haus-a", Kind: reporting.Site, Organization: "A", Site: "s1", District: east, Place: house, Since: period.MonthOf(2016, 1)}})},
		{Kind: register.Site, Key: "s1", Body: body(accommodation.Site{ID: "s1", Area: east, Certainty: accommodation.Planned, Cost: 7, Note: "n"})},
		{Kind: register.Site, Key: "s2", Body: body(accommodation.Site{ID: "s2", Area: north, Certainty: accommodation.Planned})},
		{Kind: register.Site, Key: "s3", Body: body(accommodation.Site{ID: "s3", Area: north, Certainty: accommodation.Decided, Cost: 7, Note: "n"})},
	}
	return f
}

func as(grants ...identity.Grant) identity.Principal {
	return identity.Principal{Means: identity.Session, Account: 7, Grants: grants}
}

func lensed(t interface{ Fatal(...any) }, d *rights.Desk, p identity.Principal, released bool) context.Context {
	ctx := identity.With(context.Background(), p)
	l, err := d.Lens(ctx, p, released)
	if err != nil {
		t.Fatal(err)
	}
	return audience.With(ctx, l)
}

// TestLens: what is held in the whole city is the audience, what is held for a
// part is a part, and the rest is the public's.
func TestLens(t *testing.T) {
	d := rights.New(method.Default(), newFake())
	for _, c := range []struct {
		who  identity.Principal
		want audience.Lens
	}{
		{identity.Principal{}, audience.Lens{Audience: audience.Public, Released: true}},
		{as(identity.Grant{Role: identity.Council}), audience.Lens{Audience: audience.Public, Released: true}},
		{as(identity.Grant{Role: identity.Planner}), audience.Lens{Audience: audience.Office}},
		{as(identity.Grant{Role: identity.Planner, Area: town}), audience.Lens{Audience: audience.Office}},
		{as(identity.Grant{Role: identity.Planner, Area: east}), audience.Lens{Audience: audience.Public, Released: true, Scope: audience.ScopeOf(audience.Part{Audience: audience.Office, Area: east})}},
		{as(identity.Grant{Role: identity.Planner}, identity.Grant{Role: identity.Steward, Area: east}), audience.Lens{Audience: audience.Office, Scope: audience.ScopeOf(audience.Part{Audience: audience.Owner, Area: east})}},
		{as(identity.Grant{Role: identity.Provider, Holder: "A"}), audience.Lens{Audience: audience.Public, Released: true, Scope: audience.ScopeOf(audience.Part{Audience: audience.Owner, Holder: "A"})}},
		{identity.Machine(), audience.Lens{Audience: audience.Owner}},
	} {
		if got := audience.Of(lensed(t, d, c.who, false)); got != c.want {
			t.Errorf("%v sees through %+v, want %+v", c.who.Grants, got, c.want)
		}
	}
}

// TestEachSeriesOnce: whatever roles are held, each series is answered once: as
// the strongest part in which it lies shows it, else as the public's; in every
// question alike, page by page too.
func TestEachSeriesOnce(t *testing.T) {
	f := newFake()
	d := rights.New(method.Default(), f)
	l := d.Ledger(f)
	rapid.Check(t, func(t *rapid.T) {
		var grants []identity.Grant
		for range rapid.IntRange(1, 3).Draw(t, "grants") {
			g := identity.Grant{
				Role:  rapid.SampledFrom([]identity.Role{identity.Planner, identity.Steward, identity.TaskForce, identity.Council, identity.Administrator}).Draw(t, "role"),
				Area:  rapid.SampledFrom([]area.ID{"", town, east, north, part}).Draw(t, "area"),
				Topic: rapid.SampledFrom([]identity.Topic{"", identity.Accommodation, identity.Children, identity.Services}).Draw(t, "topic"),
			}
			grants = append(grants, g)
		}
		released := rapid.Bool().Draw(t, "released")
		ctx := lensed(t, d, as(grants...), released)
		want := map[int64]int64{}
		for _, one := range f.figures {
			office := false
			for _, g := range grants {
				inside := g.Area == "" || g.Area == town || g.Area == one.Area || g.Area == east && (one.Area == part || one.Area == house)
				office = office || inside && identity.TopicOf(one.Indicator).Within(g.Topic) && g.Role != identity.Council && g.Role != identity.Administrator
			}
			switch {
			case office && (!released || one.Release.State.Open()):
				want[one.ID] = one.Value.Amount
			case !office && one.Release.State.Open():
				want[one.ID] = one.Value.Amount - 1
			}
		}
		same := func(what string, found []figure.Figure) {
			got := map[int64]int64{}
			for _, one := range found {
				got[one.ID] = one.Value.Amount
			}
			if len(got) != len(found) || len(got) != len(want) {
				t.Fatalf("%s: %d figures, %d different, want %d", what, len(found), len(got), len(want))
			}
			for id, amount := range want {
				if got[id] != amount {
					t.Fatalf("%s: figure %d is %d, want %d", what, id, got[id], amount)
				}
			}
		}
		all, err := l.Figures(ctx, figure.Query{})
		if err != nil || !slices.IsSortedFunc(all, func(a, b figure.Figure) int { return a.Key.Compare(b.Key) }) {
			t.Fatalf("not in order, %v", err)
		}
		same("all", all)
		var pages []figure.Figure
		limit := rapid.IntRange(1, 40).Draw(t, "limit")
		for after := int64(0); ; {
			page, err := l.Figures(ctx, figure.Query{Limit: limit, After: after})
			if err != nil || len(page) > limit {
				t.Fatalf("a page of %d, %v", len(page), err)
			}
			pages = append(pages, page...)
			if len(page) < limit {
				break
			}
			after = page[len(page)-1].ID
		}
		same("page by page", pages)
		sums, err := l.Summaries(ctx, period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, s := range sums {
			total += s.Figures
		}
		if total != len(want) {
			t.Fatalf("summed up %d figures, want %d", total, len(want))
		}
		for _, one := range f.figures {
			got, err := l.Figure(ctx, one.ID)
			if amount, seen := want[one.ID]; seen != (err == nil) || seen && got.Value.Amount != amount {
				t.Fatalf("figure %d: %v, %v; want seen %t", one.ID, got.Value, err, seen)
			}
		}
	})
}

// TestProvider: a provider has the figures of its places, its sites and its
// reporters, and of others what anybody has.
func TestProvider(t *testing.T) {
	f := newFake()
	d := rights.New(method.Default(), f)
	ctx := lensed(t, d, as(identity.Grant{Role: identity.Provider, Holder: "A"}), false)
	all, err := d.Ledger(f).Figures(ctx, figure.Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range all {
		if one.Area != house && !one.Release.State.Open() {
			t.Errorf("a provider sees the unreleased figure %d of %s", one.ID, one.Area)
		}
	}
	if n := len(all); n != 15+3 { // the released ones, and of the house those that are not
		t.Errorf("a provider sees %d figures", n)
	}
	b := d.Registers(f)
	for holder, want := range map[string]string{"A": "s1 s3", "B": "s3"} {
		ctx := lensed(t, d, as(identity.Grant{Role: identity.Provider, Holder: holder}), false)
		sites, err := b.Records(ctx, register.Site, period.Date{})
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, r := range sites {
			keys = append(keys, r.Key)
			var s accommodation.Site
			if err := json.Unmarshal(r.Body, &s); err != nil || s.ID == "s3" && (s.Cost != 0 || s.Note != "") {
				t.Errorf("another's site shows cost and notes: %+v, %v", s, err)
			}
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("provider %s has the sites %s, want %s", holder, got, want)
		}
		reporters, err := b.Records(ctx, register.Reporter, period.Date{})
		if err != nil || len(reporters) != len(want)/4 {
			t.Errorf("provider %s has %d reporters, %v", holder, len(reporters), err)
		}
	}
}

// TestInside: whoever works on figures before their release sees nothing of
// elsewhere, not even what is released.
func TestInside(t *testing.T) {
	f := newFake()
	d := rights.New(method.Default(), f)
	ctx := lensed(t, d, as(identity.Grant{Role: identity.Steward, Area: east}), false)
	found, err := d.Inside(protected{f}).Figures(ctx, figure.Query{})
	if err != nil || len(found) != 3*3*2 {
		t.Fatalf("%d figures, %v", len(found), err)
	}
	for _, one := range found {
		if one.Area == north || one.Area == town {
			t.Errorf("%s is seen", one.Area)
		}
	}
}

type protected struct{ *fake }

func (p protected) EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error {
	list, _ := p.Figures(ctx, q)
	for _, one := range list {
		if err := fn(one); err != nil {
			return err
		}
	}
	return nil
}

func (p protected) FigurePosition(context.Context) (int64, error) { return 1, nil }

// TestForbiddenInside: a rule of the installation that forbids something inside
// an area takes it out of the lens.
func TestForbiddenInside(t *testing.T) {
	e, err := method.New(fstest.MapFS{"own.cedar": {Data: []byte(`@id("no-part") @sentence_de("x") @sentence_en("x")
forbid (principal, action == Action::"see", resource) when { resource.area in Area::"08111000/041" && resource.topic in Topic::"services" };`)}})
	if err != nil {
		t.Fatal(err)
	}
	f := newFake()
	d := rights.New(e, f)
	for _, held := range []area.ID{"", east} {
		ctx := lensed(t, d, as(identity.Grant{Role: identity.Planner, Area: held}), false)
		found, err := d.Ledger(f).Figures(ctx, figure.Query{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, one := range found {
			if !one.Release.State.Open() {
				seen[string(one.Area)+" "+one.Indicator] = true
			}
		}
		if seen[string(part)+" childcare.places"] || !seen[string(part)+" accommodation.persons"] || !seen[string(house)+" childcare.places"] {
			t.Errorf("held in %q: %v", held, seen)
		}
	}
}

// TestReach: what lies outside is refused, with the names of places.
func TestReach(t *testing.T) {
	d := rights.New(method.Default(), newFake())
	ctx := lensed(t, d, as(identity.Grant{Role: identity.Planner, Area: east, Topic: identity.Accommodation}), false)
	reach, err := d.Reaching(ctx, method.Import, method.Upload)
	if err != nil || reach == nil {
		t.Fatalf("%v", err)
	}
	for _, c := range []struct {
		in   area.ID
		of   identity.Topic
		want bool
	}{{east, identity.Sites, true}, {part, identity.Accommodation, true}, {north, identity.Sites, false}, {east, identity.Children, false}, {town, identity.Sites, false}, {"", "", false}, {"08111000/99", identity.Sites, false}} {
		err := reach(c.in, c.of, "")
		if (err == nil) != c.want {
			t.Errorf("%s %s: %v", c.in, c.of, err)
		}
		if c.in == north && !strings.Contains(fault.SayOf(err).In(text.De), "Nord") {
			t.Errorf("the refusal says %v", fault.SayOf(err))
		}
	}
	if whole, err := d.Reaching(context.Background(), method.Import, method.Upload); err != nil || whole != nil {
		t.Errorf("a command is refused something: %v", err)
	}
	if public, _ := d.Reaching(audience.With(context.Background(), audience.Lens{Audience: audience.Public}), method.Import, method.Upload); public == nil || public(east, identity.Sites, "") == nil {
		t.Error("a reader whom nobody named may import")
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// pages walks a query page by page.
func (c *city) pages(query url.Values) []PickedFigure {
	c.Helper()
	var all []PickedFigure
	for range 10_000 {
		var page Figures
		c.get("/figures?"+query.Encode()).into(200, &page)
		if limit := query.Get("limit"); limit != "" && strconv.Itoa(len(page.Figures)) > limit && len(page.Figures) > must1(strconv.Atoi(limit)) {
			c.Fatalf("%d figures on a page of %s", len(page.Figures), limit)
		}
		all = append(all, page.Figures...)
		if page.Next == 0 {
			return all
		}
		query.Set("after", strconv.FormatInt(page.Next, 10))
	}
	c.Fatal("the pages do not end")
	return nil
}

func must1(n int, err error) int {
	if err != nil {
		panic(err)
	}
	return n
}

func ids(figures []PickedFigure) []int64 {
	list := make([]int64, len(figures))
	for i, f := range figures {
		list[i] = f.ID
	}
	return list
}

// TestPagesGiveEachFigureOnce: whatever the size of a page and the question,
// the pages together are what one large page holds, each figure once, in order.
func TestPagesGiveEachFigureOnce(t *testing.T) {
	c := newCity(t)
	rapid.Check(t, func(rt *rapid.T) {
		query := url.Values{}
		maybe := func(name string, values ...string) {
			if v := rapid.SampledFrom(append(values, "")).Draw(rt, name); v != "" {
				query.Set(name, v)
			}
		}
		maybe("picked", "true", "false")
		maybe("indicator", "intake.arrivals", "accommodation.persons", "population.residents")
		maybe("level", "city", "district", "subdistrict")
		maybe("group", "all", "refugees.ukraine")
		maybe("as_of", "2015-11-27", "2016-06-30", "2024-06-01")
		maybe("from", "2014-01-01", "2015-11-01")
		maybe("to", "2016-12-31", "2015-11-30")
		query.Set("limit", "10000")
		want := ids(c.pages(query))
		query.Del("after")
		query.Set("limit", strconv.Itoa(rapid.IntRange(max(1, len(want)/40), 300).Draw(rt, "limit")))
		got := ids(c.pages(query))
		if !slices.Equal(got, want) {
			rt.Fatalf("%s: %d figures in pages, %d at once", query.Encode(), len(got), len(want))
		}
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
			rt.Fatalf("%s: a number comes twice or out of order", query.Encode())
		}
	})
}

// TestPickedShowsTheContradiction: three papers give three numbers of arrivals
// for November 2015, all known from 14.12.2015. The office's own count is picked
// and the others stand beside it: by its better basis until 16.10.2016, by the
// planners' choice from 17.10.2016.
func TestPickedShowsTheContradiction(t *testing.T) {
	c := newCity(t)
	for asOf, why := range map[string]string{"2015-12-14": "basis", "2016-10-16": "basis", "2016-10-17": "choice", "2024-06-01": "choice"} {
		for _, limit := range []int{1, 2, 1000} {
			figures := c.pages(url.Values{
				"indicator": {"intake.arrivals"}, "from": {"2015-11-30"}, "to": {"2015-11-30"},
				"as_of": {asOf}, "picked": {"true"}, "limit": {fmt.Sprint(limit)},
			})
			if len(figures) != 1 {
				t.Fatalf("as of %s, limit %d: %d figures, want 1", asOf, limit, len(figures))
			}
			f := figures[0]
			var others []string
			for _, o := range f.Others {
				others = append(others, o.Value)
			}
			slices.Sort(others)
			if f.Value != "1116" || f.Why != why || !slices.Equal(others, []string{"1136", "1200"}) {
				t.Errorf("as of %s, limit %d: %s because of %s, others %v", asOf, limit, f.Value, f.Why, others)
			}
		}
	}
}

// TestAsOf: what became known in December is not in an answer as of November.
func TestAsOf(t *testing.T) {
	c := newCity(t)
	ask := "/figures?indicator=intake.arrivals&from=2015-11-30&to=2015-11-30"
	for asOf, want := range map[string]int{"": 0, "&as_of=2015-12-13": 0, "&as_of=2015-12-14": 3} {
		var out Figures
		c.get(ask+asOf).into(200, &out)
		if len(out.Figures) != want {
			t.Errorf("%q: %d figures, want %d", asOf, len(out.Figures), want)
		}
		if asOf == "" && out.AsOf.String() != "2015-11-27" {
			t.Errorf("without as_of the answer is as of %s, want the installation's own date", out.AsOf)
		}
	}
	var sites, later Sites
	c.get("/sites?as_of=2014-01-01").into(200, &sites)
	c.get("/sites?as_of=2024-06-01").into(200, &later)
	if len(sites.Sites) >= len(later.Sites) {
		t.Errorf("%d sites known in 2014, %d in 2024", len(sites.Sites), len(later.Sites))
	}
}

// TestFigureCarriesItsOrigin: the city's own report gives 1,236 arrivals in 2014.
func TestFigureCarriesItsOrigin(t *testing.T) {
	c := newCity(t)
	var list Figures
	c.get("/figures?indicator=intake.arrivals&from=2014-12-31&to=2014-12-31&area=08111000").into(200, &list)
	if len(list.Figures) != 1 {
		t.Fatalf("%d figures, want 1", len(list.Figures))
	}
	f := list.Figures[0]
	if f.Value != "1236" || f.Basis.String() != "counted" || f.KnownFrom.String() != "2015-01-14" ||
		f.File != "figures_intake.csv" || f.Line != 5 || f.Period != "2014" || f.Unit.En != "persons" || f.Source == "" {
		t.Errorf("%+v", f)
	}
	var one OneFigure
	c.get(fmt.Sprintf("/figures/%d", f.ID)).into(200, &one)
	if one.Figure.ID != f.ID || one.Derivation.Figure != f.ID || one.Derivation.Value.De != "1.236 Personen" {
		t.Errorf("%+v", one)
	}
}

// TestSitesOfADistrict: a district's sites are those in it and in its subdistricts.
func TestSitesOfADistrict(t *testing.T) {
	c := newCity(t)
	var all, some Sites
	c.get("/sites").into(200, &all)
	c.get("/sites?area=08111000/10").into(200, &some)
	if len(some.Sites) == 0 || len(some.Sites) >= len(all.Sites) {
		t.Errorf("%d of %d sites", len(some.Sites), len(all.Sites))
	}
	var whole Sites
	c.get("/sites?area=08111000").into(200, &whole)
	if len(whole.Sites) != len(all.Sites) {
		t.Errorf("the city has %d sites, all are %d", len(whole.Sites), len(all.Sites))
	}
}

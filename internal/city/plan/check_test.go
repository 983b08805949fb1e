// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plan

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

func heads(n unit.Headcount) *unit.Headcount { return &n }

func month(year, m int) period.Month { return period.MonthOf(year, m) }

// sound returns a plan without a problem; the tests spoil one thing each.
func sound() Plan {
	flow := func(name string, from, to period.Month) Flow {
		return Flow{Name: name, From: from, To: to, PerMonth: heads(10), Basis: figure.Assumed}
	}
	site := func(id string) accommodation.Site {
		return accommodation.Site{
			ID: id, Name: id, Kind: accommodation.Hall, Certainty: accommodation.Decided,
			Opening: accommodation.Dated{Date: period.Day(2016, 3, 1)}, Nominal: 100, Blocked: 60, Reserve: 40,
		}
	}
	key := func(id string, from, to period.Date) staffing.Key {
		return staffing.Key{ID: id, Task: text.Same(id), Per: 136, Base: staffing.Persons, Accommodation: "all", ValidFrom: from, ValidTo: to}
	}
	rise := unit.Percent(2, 0)
	return Plan{
		ID: "p", Name: "Plan", AsOf: period.Day(2015, 11, 27), From: month(2016, 1), To: month(2065, 12),
		Arrivals:    []Flow{flow("a", month(2016, 1), month(2016, 12)), flow("b", month(2016, 6), month(2017, 6)), flow("A ", month(2017, 1), month(2017, 1))},
		Corrections: []Flow{{Name: "c", From: month(2016, 1), To: month(2016, 1), Total: heads(-5)}},
		Supply:      Supply{Sites: []accommodation.Site{site("s1"), site("s2")}, Utilisation: &need.Utilisation{Share: unit.ShareScale}},
		Options:     []Option{{ID: "o1", Name: "o1", On: true, Sites: []accommodation.Site{site("s3")}}, {ID: "o2", Name: "o2", Sites: []accommodation.Site{site("s3")}}},
		Staffing: Staffing{
			Use:        []string{"k"},
			Keys:       []staffing.Key{key("k", period.Date{}, period.Day(2016, 6, 30)), key("k", period.Day(2016, 7, 1), period.Date{})},
			Quantities: []Quantity{{Base: staffing.Cases, Accommodation: "all", From: month(2016, 1), To: month(2016, 2), Value: 4}},
		},
		Cost:      Cost{Prices: []Price{{Key: "k", FlatRate: &staffing.FlatRate{Yearly: 77_400_00, ValidFrom: period.Day(2013, 4, 1)}, Rise: &rise, RiseFrom: 2016}}},
		LeadTimes: []need.LeadTime{{Kind: accommodation.Hall, Low: 3, Typical: 3, High: 3, Quality: "press"}},
	}
}

func TestCheckSound(t *testing.T) {
	if problems := sound().Check(); problems != nil {
		t.Errorf("a sound plan has problems: %v", problems)
	}
}

func TestCheck(t *testing.T) {
	tests := map[string]struct {
		spoil func(p *Plan)
		path  string
	}{
		"no name":             {func(p *Plan) { p.Name = " " }, "plan"},
		"no id":               {func(p *Plan) { p.ID = "" }, "id"},
		"no as-of date":       {func(p *Plan) { p.AsOf = period.Date{} }, "as_of"},
		"as-of date long ago": {func(p *Plan) { p.AsOf = period.Day(215, 11, 27) }, "as_of"},
		"end before start":    {func(p *Plan) { p.To = p.From - 1 }, "horizon"},
		"601 months":          {func(p *Plan) { p.To++ }, "horizon"},
		"negative start":      {func(p *Plan) { p.Start.Persons = heads(-1) }, "start.persons"},
		"no months":           {func(p *Plan) { p.Arrivals[1].From = 0 }, "arrivals[1].months"},
		"reversed months":     {func(p *Plan) { p.Arrivals[0].To = p.Arrivals[0].From - 1 }, "arrivals[0].months"},
		"overlap by a month":  {func(p *Plan) { p.Arrivals[2].From = month(2016, 12) }, "arrivals[2].months"},
		"both numbers":        {func(p *Plan) { p.Arrivals[0].Total = heads(1) }, "arrivals[0].total"},
		"no number":           {func(p *Plan) { p.Arrivals[0].PerMonth = nil }, "arrivals[0].per_month"},
		"negative arrivals":   {func(p *Plan) { p.Arrivals[0].PerMonth = heads(-1) }, "arrivals[0].per_month"},
		"correction too far":  {func(p *Plan) { p.Corrections[0].Total = heads(-MaxCount - 1) }, "corrections[0].total"},
		"utilisation 0":       {func(p *Plan) { p.Supply.Utilisation.Share = 0 }, "places.utilisation.percent"},
		"utilisation 101":     {func(p *Plan) { p.Supply.Utilisation.Share++ }, "places.utilisation.percent"},
		"no certainty":        {func(p *Plan) { p.Supply.FromLedger = true }, "places.certainties"},
		"same site":           {func(p *Plan) { p.Supply.Sites[1].ID = "s1" }, "places.sites[1].id"},
		"end on opening":      {endOn(period.Day(2016, 3, 1), accommodation.Permit), "places.sites[0].end"},
		"end without reason":  {endOn(period.Day(2016, 3, 2), accommodation.OpenEnded), "places.sites[0].end_reason"},
		"reason without end":  {endOn(period.Date{}, accommodation.Lease), "places.sites[0].end"},
		"no opening":          {func(p *Plan) { p.Supply.Sites[0].Opening.Date = period.Date{} }, "places.sites[0].opening"},
		"blocked and reserve": {func(p *Plan) { p.Supply.Sites[0].Reserve++ }, "places.sites[0].places"},
		"negative blocked":    {func(p *Plan) { p.Supply.Sites[0].Blocked = -1 }, "places.sites[0].blocked"},
		"unknown kind":        {func(p *Plan) { p.Supply.Sites[0].Kind = "tent" }, "places.sites[0].kind"},
		"negative cost":       {func(p *Plan) { p.Supply.Sites[0].Cost = -1 }, "places.sites[0].cost_eur"},
		"same option":         {func(p *Plan) { p.Options[1].ID = "o1" }, "options[1].id"},
		"site in two options": {func(p *Plan) { p.Options[1].On = true }, "options[1].sites[0].id"},
		"site in plan too":    {func(p *Plan) { p.Options[0].Sites[0].ID = "s2" }, "options[0].sites[0].id"},
		"keys overlap":        {func(p *Plan) { p.Staffing.Keys[1].ValidFrom = period.Day(2016, 6, 30) }, "staffing.keys[1].id"},
		"key ends too early":  {func(p *Plan) { p.Staffing.Keys[1].ValidTo = period.Day(2016, 6, 30) }, "staffing.keys[1].valid_to"},
		"per 0":               {func(p *Plan) { p.Staffing.Keys[0].Per = 0 }, "staffing.keys[0].per"},
		"unknown key used":    {func(p *Plan) { p.Staffing.Use = []string{"x"} }, "staffing.use[0]"},
		"unknown base":        {func(p *Plan) { p.Staffing.Quantities[0].Base = "beds" }, "staffing.quantities[0].base"},
		"price of no key":     {func(p *Plan) { p.Cost.Prices[0].Key = "x" }, "cost.prices[0].key"},
		"no price":            {func(p *Plan) { p.Cost.Prices[0] = Price{Key: "k"} }, "cost.prices[0].flat_rate_eur_per_year"},
		"two prices":          {func(p *Plan) { p.Cost.Prices = append(p.Cost.Prices, p.Cost.Prices[0]) }, "cost.prices[1].key"},
		"grade without step":  {func(p *Plan) { p.Cost.Prices[0] = Price{Key: "k", Grade: "EG 9"} }, "cost.prices[0].step"},
		"rise without year":   {func(p *Plan) { p.Cost.Prices[0].RiseFrom = 0 }, "cost.prices[0].rise_from"},
		"rise too early":      {func(p *Plan) { p.Cost.Prices[0].RiseFrom = 2012 }, "cost.prices[0].rise_from"},
		"year without rise":   {func(p *Plan) { p.Cost.Prices[0].Rise = nil }, "cost.prices[0].rise_percent_per_year"},
		"typical below low":   {func(p *Plan) { p.LeadTimes[0].Low = 4; p.LeadTimes[0].High = 4 }, "lead_times[0].typical"},
		"high below typical":  {func(p *Plan) { p.LeadTimes[0].High = 2 }, "lead_times[0].high"},
		"kind twice":          {func(p *Plan) { p.LeadTimes = append(p.LeadTimes, p.LeadTimes[0]) }, "lead_times[1].kind"},
		"unknown quality":     {func(p *Plan) { p.LeadTimes[0].Quality = "guess" }, "lead_times[0].quality"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			p := sound()
			test.spoil(&p)
			problems := p.Check()
			if len(problems) != 1 || problems[0].Path != test.path {
				t.Fatalf("problems %+v, want one at %s", problems, test.path)
			}
			if e := problems[0].Expected; e.De == "" || e.En == "" {
				t.Errorf("no sentence in both languages: %+v", e)
			}
		})
	}
}

func endOn(day period.Date, reason accommodation.EndReason) func(p *Plan) {
	return func(p *Plan) {
		p.Supply.Sites[0].End.Date, p.Supply.Sites[0].EndReason = day, reason
	}
}

// TestCheckOverlap compares the search for overlaps with the definition: a
// list contradicts itself if two of its flows share a name and a month. The
// order of the flows does not matter.
func TestCheckOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sound()
		p.Arrivals = nil
		for range rapid.IntRange(0, 6).Draw(t, "flows") {
			from := month(2016, rapid.IntRange(1, 24).Draw(t, "from"))
			p.Arrivals = append(p.Arrivals, Flow{
				Name: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "name"), From: from,
				To: from + period.Month(rapid.IntRange(0, 8).Draw(t, "months")), Total: heads(1),
			})
		}
		contradicts := false
		for i, f := range p.Arrivals {
			for _, g := range p.Arrivals[:i] {
				contradicts = contradicts || f.Name == g.Name && f.From <= g.To && g.From <= f.To
			}
		}
		if got := len(p.Check()) > 0; got != contradicts {
			t.Fatalf("contradiction %v, want %v: %+v", got, contradicts, p.Arrivals)
		}
		slices.Reverse(p.Arrivals)
		if got := len(p.Check()) > 0; got != contradicts {
			t.Fatalf("contradiction %v in reverse order, want %v", got, contradicts)
		}
	})
}

// TestCheckAll: problems of all parts are found at once, in the file's order.
func TestCheckAll(t *testing.T) {
	p := sound()
	p.LeadTimes[0].High = 1
	p.Supply.Sites[1].ID = "s1"
	p.Name = ""
	p.Arrivals[1].PerMonth = nil
	var paths []string
	for _, problem := range p.Check() {
		paths = append(paths, problem.Path)
	}
	want := []string{"plan", "arrivals[1].per_month", "places.sites[1].id", "lead_times[0].high"}
	if !reflect.DeepEqual(paths, want) {
		t.Errorf("paths %v, want %v", paths, want)
	}
}

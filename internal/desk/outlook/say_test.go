// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook_test

import (
	"strings"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	. "planraum/internal/desk/outlook"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
	"planraum/internal/text"
)

var said = period.Day(2015, 11, 20)

// hand is an outlook over 100 paths made by hand: persons at the end of each month
// from November 2015 on, with one place for each. System buildings take 15 months,
// containers three.
func hand(t *testing.T, months int, persons func(month, path int) int, sites []accommodation.Site, percent int) Outlook {
	t.Helper()
	d := Demand{AsOf: said, First: said.Month(), Seed: 7}
	for p := range 100 {
		path := make([]int, months)
		for m := range path {
			path[m] = persons(m, p)
		}
		d.Persons, d.Arrived = append(d.Persons, path), append(d.Arrived, path)
	}
	s := Supply{
		Name: LedgerSupply, Sites: sites, Threshold: need.Threshold{Percent: percent},
		Utilisation: []need.Utilisation{{Share: unit.ShareScale, ValidFrom: period.Day(2010, 1, 1), Source: "norm"}},
		LeadTimes: []need.LeadTime{
			{Kind: accommodation.SystemBuilding, Low: 120, Typical: 150, High: 180, Quality: "derived", Source: "paper"},
			{Kind: accommodation.Container, Low: 20, Typical: 30, High: 100, Quality: need.Assumption, Source: "own"},
		},
		Keys: []staffing.Key{{ID: "social-support", Task: text.Same("support"), Per: 136, Base: staffing.Persons, Accommodation: "all", ValidFrom: period.Day(2010, 1, 1), Source: "key"}},
	}
	o, err := d.Against(s)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// home is a site with places from a day on, to the day before another one.
func home(id string, places int, from, end period.Date) accommodation.Site {
	return accommodation.Site{
		ID: id, Name: id, Kind: accommodation.SystemBuilding, Certainty: accommodation.InOperation, Nominal: unit.Headcount(places),
		Opening: accommodation.Dated{Date: from, Basis: figure.Reported}, End: accommodation.Dated{Date: end, Basis: figure.Reported}, Basis: figure.Counted, Source: "list",
	}
}

var long = period.Day(2010, 1, 1)

// TestHeadlineInTime: from May 2017 on 62 of 100 paths need 1,400 places where there
// are 1,000. System buildings take 15 months: by 1 February 2016.
func TestHeadlineInTime(t *testing.T) {
	may := period.MonthOf(2017, 5)
	o := hand(t, 24, func(m, p int) int {
		if said.Month()+period.Month(m) < may || p < 38 {
			return 900
		}
		return 1400
	}, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	if got, want := plain(o.Headline().De), "Bis 01.02.2016 entscheiden: Systembau für 400 Plätze (80 %: 0 bis 400), sonst fehlen sie ab Mai 2017 (Wahrscheinlichkeit 62 %)."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	list := o.Sentences()
	if len(list) != 2 || plain(list[1].De) != "Bis 01.02.2017 entscheiden: Container für 400 Plätze (80 %: 0 bis 400), sonst fehlen sie ab Mai 2017 (Wahrscheinlichkeit 62 %)." {
		t.Errorf("%+v", list)
	}
	if en := plain(o.Headline().En); !strings.HasPrefix(en, "Decide by 1 February 2016: ") || !strings.Contains(en, "400 places") {
		t.Errorf("%q", en)
	}
	if s := plain(o.Short().De); s != "Nach den bisherigen Zahlen fehlen bis Oktober 2017 mit einer Wahrscheinlichkeit von 62 % Plätze." {
		t.Errorf("%q", s)
	}
}

// TestHeadlineStale: from counts of years ago nobody is warned; the page asks for new
// ones.
func TestHeadlineStale(t *testing.T) {
	o := hand(t, 24, func(int, int) int { return 1400 }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	for ago, old := range map[int]bool{2: false, 18: false, 19: true} {
		last := said.Month() - period.Month(ago)
		o.Demand.Past.Counted = map[period.Month]bool{last: true, last - 40: true}
		heading := plain(o.Headline().De)
		if strings.HasPrefix(heading, "Seit "+last.In(text.De)+" hat niemand") != old || (o.Sentences() == nil) != old || (plain(o.Short().De) == heading) != old {
			t.Errorf("%d months ago: %q, %q", ago, heading, o.Short().De)
		}
	}
}

// TestHeadlineEnough: 20 of 100 paths lack places in the last month, others never.
func TestHeadlineEnough(t *testing.T) {
	o := hand(t, 20, func(m, p int) int {
		if m == 19 && p < 20 {
			return 1001
		}
		return 900
	}, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	if got := plain(o.Headline().De); got != "Bis Juni 2017 reichen die Plätze mit einer Wahrscheinlichkeit von mindestens 80 %." || o.Sentences() != nil {
		t.Errorf("%q, %v", got, o.Sentences())
	}
	sure := hand(t, 3, func(int, int) int { return 900 }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	if got := plain(sure.Headline().De); !strings.Contains(got, "mindestens 99 %") {
		t.Errorf("nothing is certain: %q", got)
	}
}

// TestHeadlineTooLate: places are missing now, until a site opens in January, and
// again from June 2016 on, when another ends.
func TestHeadlineTooLate(t *testing.T) {
	sites := []accommodation.Site{home("a", 800, long, period.Date{}), home("b", 300, period.Day(2016, 1, 1), period.Day(2016, 6, 1))}
	o := hand(t, 12, func(int, int) int { return 1000 }, sites, 50)
	want := "Um den Mangel von November 2015 bis Dezember 2015 abzuwenden, ist es zu spät. Bis 01.03.2016 entscheiden: Container für 200 Plätze (80 %: 200 bis 200), sonst fehlen sie ab Juni 2016 (Wahrscheinlichkeit über 99 %)."
	if got := plain(o.Headline().De); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	list := o.Sentences()
	if last := plain(list[len(list)-1].De); !strings.Contains(last, "zu spät: Systembau (Februar 2017), Container (Februar 2016)") || !strings.Contains(last, "von November 2015 bis Dezember 2015") {
		t.Errorf("%q", last)
	}
	// Without the second lack no decision works any more, and none is needed.
	o = hand(t, 6, func(m, _ int) int { return 900 + 100*max(1-m, 0) }, []accommodation.Site{home("a", 950, long, period.Date{})}, 50)
	if got := plain(o.Headline().De); got != "Um den Mangel im November 2015 abzuwenden, ist es zu spät. Danach erreicht bis April 2016 kein Monat die Schwelle von 50 %, für den eine Entscheidung noch wirkt." {
		t.Errorf("%q", got)
	}
}

// TestHeadlineLowThreshold: where less than half of the paths lack places the middle
// of what is missing is 0; the sentence names the upper end.
func TestHeadlineLowThreshold(t *testing.T) {
	o := hand(t, 12, func(m, p int) int {
		if m >= 8 && p >= 70 {
			return 1250
		}
		return 900
	}, []accommodation.Site{home("a", 1000, long, period.Date{})}, 30)
	if got := plain(o.Headline().De); got != "Bis 01.04.2016 entscheiden: Container für bis zu 250 Plätze (80 %: 0 bis 250), sonst fehlen Plätze ab Juli 2016 (Wahrscheinlichkeit 30 %)." {
		t.Errorf("%q", got)
	}
	effect, err := o.ThresholdEffect(need.Threshold{Percent: 31})
	if got := plain(effect.De); err != nil || got != "Mit 31 % statt 30 % würde nicht mehr gewarnt; bisher wird ab Juli 2016 gewarnt." {
		t.Errorf("%q, %v", got, err)
	}
}

// TestThresholdEffect: 40 of 100 paths lack places from March 2016 on, 60 from May.
func TestThresholdEffect(t *testing.T) {
	o := hand(t, 12, func(m, p int) int {
		month := said.Month() + period.Month(m)
		if month >= period.MonthOf(2016, 3) && p < 40 || month >= period.MonthOf(2016, 5) && p < 60 {
			return 1100
		}
		return 900
	}, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	for percent, want := range map[int]string{
		30: "Mit 30 % statt 50 % würde ab März 2016 statt Mai 2016 gewarnt.",
		55: "Mit 55 % statt 50 % würde wie bisher ab Mai 2016 gewarnt.",
		61: "Mit 61 % statt 50 % würde nicht mehr gewarnt; bisher wird ab Mai 2016 gewarnt.",
	} {
		effect, err := o.ThresholdEffect(need.Threshold{Percent: percent})
		if got := plain(effect.De); err != nil || got != want {
			t.Errorf("%q, want %q, %v", got, want, err)
		}
	}
}

// TestBands: of 100 paths that need 901 to 1,000 places the quantiles are known.
func TestBands(t *testing.T) {
	o := hand(t, 3, func(_, p int) int { return 901 + p }, []accommodation.Site{home("a", 950, long, period.Date{})}, 50)
	if b := o.Bands(); len(b) != 3 || b[2] != (Band{said.Month() + 2, 903, 910, 950, 990, 998}) {
		t.Errorf("%+v", b)
	}
	if u := o.UsableFrom(said.Month() - 1); len(u) != 4 || u[0] != 950 {
		t.Errorf("%v", u)
	}
}

// TestExplained: every number of an outlook leads to its parts, in both languages,
// and what there is not is not found.
func TestExplained(t *testing.T) {
	o := hand(t, 24, func(m, p int) int { return 900 + 10*m + p }, []accommodation.Site{home("a", 1000, long, period.Date{}), home("b", 50, long, period.Day(2016, 6, 1))}, 50)
	o.Supply.Packages = []cityfile.Package{{ID: "t", Name: "t", Paper: "GRDrs 1/2015", Date: long, CostPerPlace: 2_000_000, Cost: 2_000_000_000, Source: "paper"}}
	o.Supply.Sites[0].Package = "t"
	refs := map[string][]string{}
	for _, m := range o.Months {
		refs[m.Month.String()] = []string{"probability", "first", "missing", "needed", "persons", "usable"}
	}
	refs["system_building"] = []string{"lead", "latest", "until", "price", "cost", "posts.social-support"}
	refs["container"] = []string{"lead", "latest", "until", "posts.social-support"} // of the month that it averts
	for of, items := range refs {
		for _, item := range items {
			d, err := o.Explain(item, of)
			if err != nil {
				t.Errorf("%s of %s: %v", item, of, err)
				continue
			}
			if d.Name.De == "" || d.Name.En == "" || d.Value.De == "" || d.Value.En == "" || d.Rule.De == "" || d.Rule.En == "" || d.Basis == 0 || d.Ref != Ref(item, of) || strings.Contains(d.Rule.De+d.Value.De+d.Rule.En, "%!") {
				t.Errorf("%s of %s: %+v", item, of, d)
			}
		}
	}
	if d, _ := o.Explain("usable", "2016-05"); len(d.From) != 2 || plain(d.Value.De) != "1.050 Plätze" {
		t.Errorf("%+v", d)
	}
	if d, _ := o.Explain("usable", "2016-06"); len(d.From) != 1 {
		t.Errorf("a site that has ended counts: %+v", d)
	}
	for _, bad := range [][2]string{{"probability", "2030-01"}, {"beds", "2016-05"}, {"price", "container"}, {"cost", "container"}, {"lead", "tent"}, {"", ""}} {
		if _, err := o.Explain(bad[0], bad[1]); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

// plain writes narrow and hard spaces as spaces.
func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)
}

// TestBelowTheThreshold: 82 of 100 paths lack places, the council warns from 97 % on; the
// headline says so instead of how probably they suffice.
func TestBelowTheThreshold(t *testing.T) {
	o := hand(t, 12, func(_, p int) int {
		if p < 82 {
			return 1200
		}
		return 900
	}, []accommodation.Site{home("a", 1000, long, period.Date{})}, 97)
	if got := plain(o.Headline().De); got != "Keine Warnung bei der Schwelle von 97 %: Bis Oktober 2016 fehlen mit einer Wahrscheinlichkeit von 82 % Plätze." {
		t.Errorf("%q", got)
	}
}

// TestLead: the heading of a page is one sentence with the day, the kind, the places and
// the probability; what is too late and the bands stand in Headline.
func TestLead(t *testing.T) {
	o := hand(t, 24, func(int, int) int { return 1400 }, []accommodation.Site{home("a", 1000, long, period.Date{})}, 50)
	lead, whole := plain(o.Lead().De), plain(o.Headline().De)
	if strings.Count(lead, ". ") > 0 || strings.Contains(lead, "80 %:") || !strings.Contains(lead, " für 400 Plätze, sonst fehlen sie ab ") || len(lead) > 160 || !strings.Contains(whole, "zu spät") {
		t.Errorf("%q of %q", lead, whole)
	}
	o.Demand.Past.Counted = map[period.Month]bool{said.Month() - 30: true}
	if o.Lead() != o.Headline() {
		t.Errorf("from an old count: %q", o.Lead().De)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plan

import (
	"fmt"
	"strings"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Qualities lists the qualities of lead times.
var Qualities = []accommodation.Entry[string]{
	{Word: need.Assumption, Label: text.T("Annahme", "assumption")},
	{Word: "press", Label: text.T("Presse", "press")},
	{Word: "derived", Label: text.T("abgeleitet", "derived")},
	{Word: "paper", Label: text.T("Vorlage", "paper")},
}

func (c *checker) supply(s Supply) {
	if u := s.Utilisation; u != nil {
		if u.Share < unit.Percent(1, 0) || u.Share > unit.ShareScale {
			c.add("places.utilisation.percent", percent(u.Share), "1 bis 100 Prozent", "1 to 100 percent")
		}
		c.date("places.utilisation.valid_from", u.ValidFrom)
		c.date("places.utilisation.known_from", u.KnownFrom)
	}
	for i, certainty := range s.Certainties {
		word(c, fmt.Sprintf("places.certainties[%d]", i), certainty, accommodation.Certainties)
	}
	if s.FromLedger && len(s.Certainties) == 0 {
		c.add("places.certainties", "", "mindestens eine Verbindlichkeit, sonst zählt keine Unterkunft",
			"at least one certainty, else no site counts")
	}
	c.sites("places.sites", s.Sites)
}

// percent writes a share as a percentage.
func percent(s unit.Share) string { return decimal(int64(s), 7) }

// decimal writes a number with as many decimals as it needs.
func decimal(amount int64, places int) string {
	d := unit.Decimal{Amount: amount, Places: places}
	for d.Places > 0 && d.Amount%10 == 0 {
		d.Amount, d.Places = d.Amount/10, d.Places-1
	}
	return d.String()
}

// word checks a word of a closed list.
func word[T ~string](c *checker, path string, w T, list []accommodation.Entry[T]) {
	known := make([]string, len(list))
	for i, e := range list {
		if e.Word == w {
			return
		}
		known[i] = string(e.Word)
	}
	all := strings.Join(known, ", ")
	c.add(path, string(w), "eines von: "+all, "one of: "+all)
}

func (c *checker) sites(path string, sites []accommodation.Site) {
	seen := map[string]bool{}
	for i, s := range sites {
		at := fmt.Sprintf("%s[%d]", path, i)
		c.id(at+".id", s.ID, seen)
		c.date(at+".known_from", s.KnownFrom)
		if !s.Withdrawn { // a record that only takes the site out needs no more
			c.site(at, s)
		}
	}
}

func (c *checker) site(at string, s accommodation.Site) {
	if strings.TrimSpace(s.Name) == "" {
		c.add(at+".name", s.Name, "Name der Unterkunft", "name of the site")
	}
	word(c, at+".kind", s.Kind, accommodation.Kinds)
	word(c, at+".certainty", s.Certainty, accommodation.Certainties)
	c.lifetime(at, s)
	c.count(at+".places", s.Nominal)
	c.count(at+".blocked", s.Blocked)
	c.count(at+".reserve", s.Reserve)
	if s.Nominal >= 0 && s.Blocked >= 0 && s.Reserve >= 0 && s.Blocked+s.Reserve > s.Nominal {
		c.add(at+".places", fmt.Sprintf("%d + %d > %d", s.Blocked, s.Reserve, s.Nominal),
			"gesperrte Plätze und Reserve zusammen nicht mehr als die Plätze", "blocked places and reserve together not more than the places")
	}
	c.money(at+".cost_eur", s.Cost)
}

// lifetime checks opening, end and reason of the end. A site in operation may
// lack an opening: it was there before anybody wrote it down.
func (c *checker) lifetime(at string, s accommodation.Site) {
	opening, end := s.Opening.Date, s.End.Date
	c.date(at+".opening", opening)
	c.date(at+".end", end)
	if opening.IsZero() && s.Certainty != accommodation.InOperation {
		c.add(at+".opening", "", "Eröffnung, etwa 2016-12-31, weil die Unterkunft noch nicht in Betrieb ist",
			"opening, such as 2016-12-31, because the site is not in operation yet")
	}
	if !opening.IsZero() && !end.IsZero() && !end.After(opening) {
		c.add(at+".end", end.String(), "ein Tag nach der Eröffnung am "+opening.In(text.De), "a day after the opening on "+opening.In(text.En))
	}
	switch {
	case s.EndReason == accommodation.OpenEnded && !end.IsZero():
		c.add(at+".end_reason", "", "Grund des Endes: permit, lease, demolition, season oder closure",
			"reason of the end: permit, lease, demolition, season or closure")
	case s.EndReason != accommodation.OpenEnded && end.IsZero():
		c.add(at+".end", "", "Tag des Endes, weil ein Grund des Endes angegeben ist", "date of the end, because a reason of the end is given")
	}
	word(c, at+".end_reason", s.EndReason, accommodation.EndReasons)
}

func (c *checker) options(p Plan) {
	seen := map[string]bool{}
	opened := map[string]string{} // site -> where else in the plan it counts
	for _, s := range p.Supply.Sites {
		opened[s.ID] = "places.sites"
	}
	for i, o := range p.Options {
		at := fmt.Sprintf("options[%d]", i)
		c.id(at+".id", o.ID, seen)
		if strings.TrimSpace(o.Name) == "" {
			c.add(at+".name", o.Name, "Name der Option", "name of the option")
		}
		c.sites(at+".sites", o.Sites)
		c.keys(at+".keys", o.Keys)
		for j, s := range o.Sites {
			other, twice := opened[s.ID]
			switch {
			case !o.On || s.ID == "":
			case twice && other != at:
				c.add(fmt.Sprintf("%s.sites[%d].id", at, j), s.ID, "jede Unterkunft nur einmal unter places.sites und in eingeschalteten Optionen, diese steht schon in "+other,
					"each site only once under places.sites and in options that are on, this one is already in "+other)
			default:
				opened[s.ID] = at
			}
		}
	}
}

func (c *checker) leadTimes(list []need.LeadTime) {
	seen := map[accommodation.Kind]bool{}
	for i, l := range list {
		at := fmt.Sprintf("lead_times[%d]", i)
		word(c, at+".kind", l.Kind, accommodation.Kinds)
		if seen[l.Kind] {
			c.add(at+".kind", string(l.Kind), "jede Bauart nur einmal", "each kind only once")
		}
		seen[l.Kind] = true
		c.date(at+".valid_from", l.ValidFrom)
		c.date(at+".known_from", l.KnownFrom)
		if l.Quality != "" {
			word(c, at+".quality", l.Quality, Qualities)
		}
		c.leadTime(at, l)
	}
}

// leadTime checks low <= typical <= high; the later of two numbers that
// contradict is named.
func (c *checker) leadTime(at string, l need.LeadTime) {
	fail := func(key string, n int) {
		c.add(at+key, decimal(int64(n), 1), "0 <= low <= typical <= high <= 600 Monate", "0 <= low <= typical <= high <= 600 months")
	}
	if l.Low < 0 {
		fail(".low", l.Low)
	}
	if l.Typical < l.Low {
		fail(".typical", l.Typical)
	}
	if l.High < l.Typical || l.High > 10*MaxMonths {
		fail(".high", l.High)
	}
}

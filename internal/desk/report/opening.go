// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"cmp"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
)

// lastStation is the latest day of the stations of a paper: the fixed ones, else those
// that are reckoned; zero where none is known.
func lastStation(p council.Paper, days []period.Date) (last period.Date) {
	for i, o := range p.Order {
		if day := cmp.Or(o.On, days[i]); last.Before(day) {
			last = day
		}
	}
	return last
}

// openedBefore says which sites of the tranche that a paper decides on are to open before
// its last station, so that the text does not ask for a decision that comes too late
// without saying so; empty where none does.
func (c *city) openedBefore(p council.Paper, key string, days []period.Date) (string, error) {
	last := lastStation(p, days)
	tranches, err := c.tranches()
	if err != nil || last.IsZero() {
		return "", err
	}
	name := ""
	var sites int64
	var places unit.Headcount
	var first period.Date
	assumed := false
	for _, t := range tranches {
		of := council.KeyOf(t.noun.Paper)
		if of == "" || of != key && of != p.ID && of != council.KeyOf(p.Reference) {
			continue
		}
		for _, s := range c.sites {
			day := s.Opening.Date
			if s.Package != t.noun.ID || day.IsZero() || !day.Before(last) {
				continue
			}
			name, sites, places = t.noun.Name, sites+1, places+s.Nominal
			if first.IsZero() || day.Before(first) {
				first, assumed = day, c.dated(s.Opening) != day.In(c.lang)
			}
		}
	}
	if sites == 0 {
		return "", nil
	}
	said, rest := " Standorte der "+name+" öffnen", "Über sie muss vorher entschieden sein, oder sie öffnen später."
	if sites == 1 {
		said, rest = " Standort der "+name+" öffnet", "Über ihn muss vorher entschieden sein, oder er öffnet später."
	}
	when := "am " + first.In(c.lang)
	if sites > 1 {
		when = "der erste " + when
	}
	if assumed {
		when += " (angenommen)"
	}
	return c.lang.Int(sites) + said + " nach dem Register mit zusammen " + c.lang.Int(int64(places)) + " Plätzen vor dieser Entscheidung, " + when +
		"; entschieden wird nach dieser Folge erst am " + last.In(c.lang) + ". " + rest, nil
}

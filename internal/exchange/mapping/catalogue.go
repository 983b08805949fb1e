// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"slices"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
)

// Catalogue is what the city knows when a file comes in. It is not changed.
type Catalogue struct {
	Areas      []area.Area // of the edition that the file is about
	Indicators []figure.Indicator
	Groups     []population.Group
}

// With returns the catalogue with the indicators and groups that a mapping
// brings along. What the city knows already stays as the city has it.
func (c Catalogue) With(s Spec) Catalogue {
	c.Indicators, c.Groups = slices.Clone(c.Indicators), slices.Clone(c.Groups)
	for _, i := range s.Indicators {
		if _, known := c.indicator(i.Code); !known {
			c.Indicators = append(c.Indicators, i.noun())
		}
	}
	for _, g := range s.Groups {
		if _, known := c.group(g.ID); !known {
			c.Groups = append(c.Groups, population.Group{ID: g.ID, Name: g.Name})
		}
	}
	return c
}

func (c Catalogue) indicator(code string) (figure.Indicator, bool) {
	i := slices.IndexFunc(c.Indicators, func(i figure.Indicator) bool { return i.Code == code })
	if i < 0 {
		return figure.Indicator{}, false
	}
	return c.Indicators[i], true
}

func (c Catalogue) group(id population.ID) (population.Group, bool) {
	i := slices.IndexFunc(c.Groups, func(g population.Group) bool { return g.ID == id })
	if i < 0 {
		return population.Group{}, id == population.All
	}
	return c.Groups[i], true
}

func (c Catalogue) area(id area.ID) (area.Area, bool) {
	i := slices.IndexFunc(c.Areas, func(a area.Area) bool { return a.ID == id })
	if i < 0 {
		return area.Area{}, false
	}
	return c.Areas[i], true
}

// City returns the key of the city; "" where there is none or several.
func (c Catalogue) City() area.ID {
	var city area.ID
	for _, a := range c.Areas {
		if a.Level == area.City {
			if city != "" && city != a.ID {
				return ""
			}
			city = a.ID
		}
	}
	return city
}

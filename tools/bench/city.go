// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"planraum/internal/city/period"
	"planraum/internal/desk/capacity"
)

// city is the invented city that is measured: a city, its districts and
// subdistricts, and every indicator for every area and month.
type city struct {
	districts, subdistricts, indicators, months int
	sites                                       int
}

// full is the city of the stated limits: 400 areas x 100 indicators x 125
// months = 5 million figures, and 500 sites.
var full = city{districts: 23, subdistricts: 376, indicators: 100, months: 125, sites: 500}

const cityKey = "09999000"

// begin is the first month of the figures.
var begin = period.MonthOf(2013, 1)

// end is the last month of the figures.
func (c city) end() period.Month { return begin + period.Month(c.months-1) }

// asOf is the day as of which pages open: all figures are known.
func (c city) asOf() period.Date { return (c.end() + 1).Last() }

func (c city) areas() []string {
	keys := []string{cityKey}
	for i := range c.districts {
		keys = append(keys, district(i))
	}
	for i := range c.subdistricts {
		keys = append(keys, subdistrict(i))
	}
	return keys
}

func district(i int) string    { return fmt.Sprintf("%s/%02d", cityKey, i+1) }
func subdistrict(i int) string { return fmt.Sprintf("%s/%d", cityKey, 101+i) }

// codes are the indicators. The first are those that the pages read.
func (c city) codes() []string {
	codes := []string{
		capacity.Persons, capacity.Sites, capacity.Districts, capacity.Arrivals, capacity.Residents,
		"intake.departures", "intake.corrections",
	}
	for i := len(codes); i < c.indicators; i++ {
		codes = append(codes, fmt.Sprintf("bench.indicator_%02d", i))
	}
	return codes[:c.indicators]
}

// figures is the number of figures of the city.
func (c city) figures() int { return (1 + c.districts + c.subdistricts) * c.indicators * c.months }

// table is a file of the city.
type table struct {
	name  string
	write func(w io.Writer)
}

// base lists the files other than figures in the order of their import.
func (c city) base() []table {
	return []table{
		{"areas.csv", c.writeAreas},
		{"indicators.csv", c.writeIndicators},
		{"groups.csv", lines("id,name_de,name_en", "all,alle,all")},
		{"settings.csv", lines("key,value,source", "city,"+cityKey+",Messung", "default_as_of,"+c.asOf().String()+",Messung")},
		// All months are released but the last, which waits: what pages of released
		// figures have to find their way around most of the time.
		{"sources.csv", lines("key,name,kind,matches,source", "monate,Monatsberichte,published,Monatsbericht,Messung",
			"letzter,Letzter Monatsbericht,own,Monatsbericht "+c.end().String()+",Messung")},
		{"utilisation.csv", lines("percent,valid_from,known_from,status,source", "90,2013-01-01,2013-01-01,practice,Messung")},
		{"lead_times.csv", lines("kind,low,typical,high,quality,source",
			"hall,0.3,0.5,1,assumption,Messung", "container,2,3,10,assumption,Messung", "hotel,1,8,8,assumption,Messung",
			"system_building,9,15,20,assumption,Messung", "module_building,8,12,18,assumption,Messung", "rented,1,3,6,assumption,Messung")},
		{"staffing_keys.csv", writeKeys},
		{"packages.csv", writePackages},
		{"sites.csv", c.writeSites},
		{"plan.yaml", c.writePlan},
	}
}

func lines(list ...string) func(io.Writer) {
	return func(w io.Writer) {
		for _, l := range list {
			fmt.Fprintln(w, l)
		}
	}
}

func (c city) writeAreas(w io.Writer) {
	fmt.Fprintln(w, "edition,edition_valid_from,level,id,number,name,parent,lon,lat,area_km2,source")
	row := func(level, id, number, name, parent string, x, y int) {
		fmt.Fprintf(w, "messung-2013,2013-01-01,%s,%s,%s,%s,%s,9.%04d,48.%04d,2.50,Messung\n", level, id, number, name, parent, 1000+x, 7000+y)
	}
	row("city", cityKey, "0", "Musterstadt", "", 100, 100)
	for i := range c.districts {
		row("district", district(i), fmt.Sprintf("%02d", i+1), fmt.Sprintf("Bezirk %d", i+1), cityKey, i%5*200, i/5*200+i)
	}
	for i := range c.subdistricts {
		row("subdistrict", subdistrict(i), fmt.Sprint(101+i), fmt.Sprintf("Stadtteil %d", i+1), district(i%c.districts), i%20*50, i/20*50)
	}
}

func (c city) writeIndicators(w io.Writer) {
	fmt.Fprintln(w, "code,name_de,name_en,unit_de,unit_en,decimals,kind")
	for _, code := range c.codes() {
		kind := "stock"
		switch code {
		case capacity.Arrivals, "intake.departures", "intake.corrections":
			kind = "flow"
		}
		fmt.Fprintf(w, "%s,Kennzahl %[1]s,indicator %[1]s,Personen,persons,0,%s\n", code, kind)
	}
}

// writeFile creates dir/t.name and returns its path.
func (t table) writeFile(dir string) (string, error) {
	path := filepath.Join(dir, t.name)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	t.write(w)
	if err := w.Flush(); err != nil {
		f.Close()
		return "", err
	}
	return path, f.Close()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect_test

import (
	"testing"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/desk/protect"
	"planraum/internal/store/citytest"
)

// Two districts of the old division make up one of the new: who knows the new
// district and one of the old could reckon the other. So a small count of an old
// district takes a second number with it.
func TestEditionsAreLinked(t *testing.T) {
	const head = "indicator,area,period,value,basis,known_from,source\n"
	open := func(crosswalk string) map[area.ID]bool {
		c := citytest.Empty(t)
		c.Import(t, "areas.csv", `edition,edition_valid_from,level,id,number,name,parent,lon,lat,source
alt,2010-01-01,city,09999000,0,Stadt,,9,48,x
alt,2010-01-01,district,09999000/01,01,Eins,09999000,9,48,x
alt,2010-01-01,district,09999000/02,02,Zwei,09999000,9,48,x
neu,2015-01-01,city,09999000,0,Stadt,,9,48,x
neu,2015-01-01,district,09999000/10,10,Zehn,09999000,9,48,x
`)
		c.Import(t, "indicators.csv", "code,name_de,name_en,unit_de,unit_en,decimals,kind\npeople.count,A,A,Personen,persons,0,stock\n")
		if crosswalk != "" {
			c.Import(t, "crosswalk.csv", crosswalk)
		}
		c.Import(t, "figures.csv", head+`people.count,09999000/01,2014-12-31,2,counted,2015-01-10,x
people.count,09999000/02,2014-12-31,80,counted,2015-01-10,x
people.count,09999000/10,2014-12-31,82,counted,2015-01-10,x
`)
		policies, err := protect.Policies(nil)
		if err != nil {
			t.Fatal(err)
		}
		d := protect.New(c.Store, c.Store, c.Store, policies, func() time.Time { return citytest.Now })
		found, err := d.Figures(audience.With(t.Context(), audience.Lens{Audience: audience.Public}), figure.Query{})
		if err != nil {
			t.Fatal(err)
		}
		hidden := map[area.ID]bool{}
		for _, f := range found {
			if f.Protected == figure.Secret {
				hidden[f.Area] = true
			}
		}
		return hidden
	}
	if alone := open(""); len(alone) != 1 || !alone["09999000/01"] {
		t.Errorf("without a crosswalk hidden: %v, want the small count alone", alone)
	}
	linked := open(`from_edition,from_area,to_edition,to_area,weight,by,source,known_from
alt,09999000,neu,09999000,100,people,x,2015-01-01
alt,09999000/01,neu,09999000/10,40,people,x,2015-01-01
alt,09999000/02,neu,09999000/10,60,people,x,2015-01-01
`)
	if !linked["09999000/01"] || len(linked) < 2 {
		t.Errorf("with a crosswalk hidden: %v, want a second number with the small count", linked)
	}
}

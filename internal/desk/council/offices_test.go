// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"strings"
	"testing"

	"planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/register"
	"planraum/internal/fault"
)

// TestUnknownOffices: who is in charge of a paper and who co-signs it are offices that
// the city knows, under its names; a person is none. One that stood there before stays.
func TestUnknownOffices(t *testing.T) {
	d, s := town(t)
	p := paper()
	p.Lead, p.Signers = "Frau Dr. Müller", []council.Signer{{Office: "Kämmerei"}, {Office: "Mondamt"}}
	_, err := d.Save(as(identity.Planner), p, doing(0))
	rows := fault.RowsOf(err)
	if len(rows) != 2 || rows[0].Column != "lead" || rows[0].Value != "Frau Dr. Müller" || rows[1].Column != "signers[1].office" || rows[1].Value != "Mondamt" || !strings.Contains(rows[0].Expected.De, "Sozialamt") {
		t.Errorf("%v %v", err, rows)
	}
	p.Lead, p.Signers = "sozialamt", []council.Signer{{Office: "Kaemmerei"}}
	if got := get(t, d, save(t, d, p)); got.Lead != "Sozialamt" || got.Signers[0].Office != "Kämmerei" {
		t.Errorf("%s, %v", got.Lead, got.Signers)
	}
	old := paper()
	old.ID, old.Reference, old.State, old.Lead = "alt", "GRDrs 8/2016", council.Draft, "Amt von früher"
	put(s, register.Paper, old.ID, today, old)
	old.Title = "Neuer Titel"
	if _, err := d.Save(as(identity.Planner), old, doing(get(t, d, "alt").Version)); err != nil {
		t.Errorf("an office that stood there before: %v %v", err, fault.RowsOf(err))
	}
}

// TestNumberOnce: a number is given once over papers and motions.
func TestNumberOnce(t *testing.T) {
	d, _ := town(t)
	save(t, d, motion("1/2016", "Kita", today.AddDays(-9)))
	save(t, d, paper()) // GRDrs 1/2016 is another number
	for _, number := range []string{"1/2016", "GRDrs 1/2016"} {
		p, m := paper(), motion(number, "Schule", today.AddDays(-8))
		p.ID, p.Reference, m.ID = "zweites", number, "zweiter"
		for _, again := range []council.Paper{p, m} {
			_, err := d.Save(as(identity.Planner), again, doing(0))
			if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "reference" || rows[0].Value != number {
				t.Errorf("%s, %s is given twice: %v %v", number, again.Type, err, rows)
			}
		}
	}
}

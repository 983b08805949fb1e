// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

const postHead = "id,paper,kind,stage,on,from,unit,grade,share,until,per,known_from,source\n"

// TestPostChangesAreRefusedTogether: more filled than is allowed, a person for an office, a
// key of none and an end before the beginning are named in one answer, and nothing is stored.
// The published authorisations allow 10.17 + 5.60 posts of EG 9 in April 2016.
func TestPostChangesAreRefusedTogether(t *testing.T) {
	city := citytest.Example(t)
	before := fingerprint(t, city)
	_, err := city.Try(t, "post_changes.csv", postHead+
		"b1,P 1,fill,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,50.00,,,2016-03-01,Probe\n"+
		"b2,P 1,create,decided,2016-03-01,2016-04-01,Herr Maier,EG 9,1.00,,,2016-03-01,Probe\n"+
		"b3,P 1,authorise,decided,2016-03-01,2016-04-01,Sozialamt,A 10,1.00,2016-03-31,0,2031-01-01,Probe\n")
	var got []string
	for _, r := range fault.RowsOf(err) {
		got = append(got, fmt.Sprint(r.Line, " ", r.Column, " ", r.Value))
		if r.File != "post_changes.csv" {
			t.Errorf("no file: %+v", r)
		}
	}
	want := []string{"2 share 50,00", "3 unit Herr Maier", "4 until 2016-03-31", "4 per 0", "4 known_from 2031-01-01"}
	if !slices.Equal(got, want) {
		t.Errorf("named are %q, want %q", got, want)
	}
	if rows := fault.RowsOf(err); len(rows) > 0 && !strings.Contains(rows[0].Expected.De, "höchstens 15,77 Stellen") {
		t.Errorf("what is allowed: %+v", rows[0])
	}
	if say := fault.SayOf(err).De; !strings.Contains(say, "5 Fehler") {
		t.Errorf("%q", say)
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("something was stored: %+v %+v", before, after)
	}
}

// TestPostChangesInWords: each row of a file is a line in words, with what stood there
// before; what is to be asked stands at its row. The same file again does nothing.
func TestPostChangesInWords(t *testing.T) {
	city := citytest.Example(t)
	const row = "b1,P 1,create,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,%s,,,2016-03-01,%s\n"
	first, err := city.Try(t, "a.csv", postHead+fmt.Sprintf(row, "1.00", "Probe")+"b2,P 1,create,decided,2016-03-01,2016-04-01,Sozialmt,EG 9,2.00,,,2016-03-01,Probe\n")
	if err != nil || first.Posts == nil || len(first.Posts.Days) != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	fresh := first.Changes[data.Fresh]
	if len(fresh) != 2 || fresh[0].Name.De != "b1 (P 1)" || fresh[0].Is.De != "Schaffung: 1,00 Stelle, Sozialamt, EG 9, ab 01.04.2016, beschlossen" {
		t.Errorf("%+v", fresh)
	}
	if len(fresh[0].Notes) != 0 || len(fresh[1].Notes) != 1 || !strings.Contains(fresh[1].Notes[0].De, "Sozialmt") {
		t.Errorf("asked at the wrong row: %+v", fresh)
	}
	second, err := city.Try(t, "b.csv", postHead+fmt.Sprintf(row, "1.50", "Probe"))
	if changed := second.Changes[data.Changed]; err != nil || len(changed) != 1 || !strings.Contains(changed[0].Was.De, "1,00 Stelle,") || !strings.Contains(changed[0].Is.De, "1,50 Stellen") {
		t.Errorf("%+v, %v", second.Changes, err)
	}
	third, err := city.Try(t, "c.csv", postHead+fmt.Sprintf(row, "1.50", "Andere Quelle"))
	if changed := third.Changes[data.Changed]; err != nil || len(changed) != 1 || changed[0].Was == changed[0].Is || !strings.Contains(changed[0].Is.De, "Andere Quelle") {
		t.Errorf("only the source differs: %+v, %v", third.Changes, err)
	}
	again, err := city.Try(t, "d.csv", "# noch einmal\n"+postHead+fmt.Sprintf(row, "1.50", "Andere Quelle"))
	if err != nil || !again.Nothing || again.Posts == nil || len(again.Posts.Words) != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

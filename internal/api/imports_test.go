// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"strings"
	"testing"
)

// TestImportOfPostChanges: before anything is stored a program is told what a file of
// changes of the staffing plan does, each change in words, and what is to be asked of it.
func TestImportOfPostChanges(t *testing.T) {
	c := newCity(t)
	try := func(row string) answered {
		const head = "id,paper,kind,stage,on,from,unit,grade,share,known_from,source\n"
		return c.do(call{method: "POST", path: prefix + "/imports?name=post_changes.csv&dry_run=true", body: head + row, header: writer()})
	}
	var out Imported
	try("b1,GRDrs 900/2016,create,decided,2016-03-01,2016-04-01,Sozialamt,eg9,1.00,2016-03-01,Probe\n").into(200, &out)
	if out.Stored || out.Posts == nil || len(out.Posts.Days) != 1 || len(out.Changes) != 1 {
		t.Fatalf("%+v", out)
	}
	if d := out.Posts.Days[0]; d.After.Posts-d.Before.Posts != 100 || d.Day.String() != "2016-04-01" {
		t.Errorf("one post more: %+v", d)
	}
	if row := out.Changes[0]; !strings.Contains(row.Is.De, "Schaffung: 1,00 Stelle, Sozialamt, eg9") || len(row.Notes) != 1 || !strings.Contains(row.Notes[0].De, "keine Entgelttabelle") {
		t.Errorf("in words: %+v", row)
	}
	p := try("b2,GRDrs 900/2016,fill,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,50.00,2016-03-01,Probe\n").refused(422)
	if len(p.Faults) != 1 || p.Faults[0].Line != 2 || p.Faults[0].Column != "share" {
		t.Errorf("more than is allowed: %+v", p)
	}
}

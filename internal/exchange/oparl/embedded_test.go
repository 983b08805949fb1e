// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"slices"
	"strings"
	"testing"

	"planraum/internal/exchange/oparl"
)

// times is what every object has.
const times = `"created":"2015-01-01T00:00:00Z","modified":"2015-01-01T00:00:00Z"`

func thing(kind, name, rest string) string {
	return `{"id":"https://rat.example.org/` + name + `","type":"https://schema.oparl.org/1.1/` + kind + `",` + times + `,"name":"` + name + `"` + rest + `}`
}

// TestEmbeddedPapers: papers that stand where their list's address belongs, in a meeting
// or in an item of an agenda are taken, and each place is told as a fault.
func TestEmbeddedPapers(t *testing.T) {
	body := func(papers string) string {
		return thing("Body", "b", `,"organization":"https://rat.example.org/o","person":"https://rat.example.org/p","meeting":"https://rat.example.org/m","legislativeTerm":[],"paper":`+papers)
	}
	two := "[" + thing("Paper", "p1", "") + "," + thing("Paper", "p2", "") + "]"
	for name, c := range map[string]struct {
		document, papers, field string
		wrong                   oparl.Wrong
		list                    string
	}{
		"list":      {body(two), "p1 p2", "paper", oparl.WrongType, ""},
		"page":      {body(`{"data":` + two + `,"pagination":{},"links":{"next":"https://rat.example.org/papers?page=2"}}`), "p1 p2", "paper", oparl.WrongType, "https://rat.example.org/papers?page=2"},
		"one paper": {body(thing("Paper", "p1", "")), "p1", "paper", oparl.WrongType, "https://rat.example.org/p1"},
		"in a list": {body(`["https://rat.example.org/papers"]`), "", "paper", oparl.WrongType, "https://rat.example.org/papers"},
		"address":   {body(`"https://rat.example.org/papers"`), "", "", "", "https://rat.example.org/papers"},
		"meeting":   {thing("Meeting", "s", `,"paper":`+two), "p1 p2", "paper[0]", oparl.Misplaced, ""},
		"item": {
			thing("Meeting", "s", `,"agendaItem":[`+thing("AgendaItem", "i", `,"order":1,"paper":`+thing("Paper", "p1", ""))+`]`),
			"p1", "agendaItem[0].paper", oparl.Misplaced, "",
		},
	} {
		r := oparl.Read([]byte(c.document), "https://rat.example.org/", "")
		var papers, wrong []string
		for _, o := range r.Objects {
			if o.Type == oparl.Paper {
				papers = append(papers, o.Text("name"))
			}
			if o.Type == oparl.Body && o.Text("paper") != c.list {
				t.Errorf("%s: the list is at %q, want %q", name, o.Text("paper"), c.list)
			}
			if item := o.Text("agendaItem"); o.Type == oparl.Consultation && (!strings.HasSuffix(item, "/i") || !strings.HasSuffix(o.Text("paper"), "/p1")) {
				t.Errorf("%s: the item does not lead to its paper: %+v", name, o)
			}
		}
		slices.Sort(papers)
		for _, f := range r.Faults {
			wrong = append(wrong, f.Field+" "+string(f.Wrong))
		}
		if got := strings.Join(papers, " "); got != c.papers {
			t.Errorf("%s: papers %q, want %q (%v)", name, got, c.papers, wrong)
		}
		if c.wrong != "" && !slices.Contains(wrong, c.field+" "+string(c.wrong)) || c.wrong == "" && len(wrong) > 0 {
			t.Errorf("%s: faults %v", name, wrong)
		}
		if name == "item" && !slices.ContainsFunc(r.Objects, func(o oparl.Object) bool { return o.Type == oparl.Consultation }) {
			t.Error("the paper is on no agenda")
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"fmt"
	"strings"
	"testing"

	"planraum/internal/city/audience"
	"planraum/internal/city/document"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store/citytest"
)

// TestOneVerdict: a reader whose pages show released figures only is told of the same open
// places as the command line, and cannot issue what it cannot; who sees the edition of the
// public cannot issue at all.
func TestOneVerdict(t *testing.T) {
	c := over(citytest.Example(t))
	c.Import(t, "neu.csv", "indicator,area,group,period,value,basis,known_from,known_basis,note,source\naccommodation.persons,08111000,all,2017-03-31,7777,counted,2017-04-10,,,Fachamt\n")
	day := period.Day(2017, 5, 1)
	draft := written("newest/accommodation.persons", "table/persons")
	want, err := c.Resolve(t.Context(), draft, day)
	if err != nil || len(report.Open(want)) != 2 {
		t.Fatalf("%v %v", err, report.Open(want))
	}
	released := audience.With(t.Context(), audience.Lens{Audience: audience.Office, Released: true})
	got, err := c.Resolve(released, draft, day)
	if err != nil {
		t.Fatal(err)
	}
	if is, should := fmt.Sprint(report.Open(got)), fmt.Sprint(report.Open(want)); is != should {
		t.Errorf("a reader of released figures is told %s, want %s", is, should)
	}
	s := report.Stored{Name: "probe", AsOf: day, Document: draft}
	if _, err := c.Issue(released, s, by(0)); fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 2 {
		t.Errorf("issued by a reader of released figures: %v", err)
	}
	public := audience.With(t.Context(), audience.Lens{Audience: audience.Public, Released: true})
	if _, err := c.Issue(public, s, by(0)); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("issued by who sees the public edition: %v", err)
	}
}

// TestRefutedPlan: numbers of a plan that the counts have left behind stand against issuing,
// with the plan, its day and the count. By the published figures the plan of 27.11.2015
// has 11,823 persons for November 2016, and 7,874 were counted.
func TestRefutedPlan(t *testing.T) {
	c := over(citytest.Example(t))
	for day, refuted := range map[period.Date]bool{days[0]: false, days[1]: true} {
		doc, err := c.Resolve(t.Context(), withWords(written("plan/needed/2016-12", "table/plan", "table/posts"), "first"), day)
		if err != nil {
			t.Fatal(err)
		}
		rows := report.Open(doc)
		if !refuted {
			if rows != nil {
				t.Errorf("%s: %v", day, rows)
			}
			continue
		}
		if len(rows) != 4 {
			t.Fatalf("%s: %d open places: %v", day, len(rows), rows)
		}
		for _, r := range rows {
			for _, want := range []string{"„Neue Planung (27.11.2015)“", "veraltet", "11.823 Personen", "7.874"} {
				if !strings.Contains(r.Expected.De, want) {
					t.Errorf("no %q in %q", want, r.Expected.De)
				}
			}
		}
	}
}

// withWords adds a paragraph of a live sentence.
func withWords(d document.Document, ref string) document.Document {
	d.Blocks = append(d.Blocks, document.Block{Paragraph: &document.Paragraph{Runs: []document.Run{{Field: &document.Field{Kind: document.Words, Ref: ref}}}}})
	return d
}

// TestKeysOfThePlan: the yearly report says with which staffing keys the plan reckons its
// posts and which hold otherwise on its date; posts of other keys stand against issuing,
// places do not.
func TestKeysOfThePlan(t *testing.T) {
	c := over(citytest.Example(t))
	said := func(day period.Date) string {
		for _, b := range c.made(t, "jahresbericht", day).Blocks {
			for _, f := range fieldsIn(b) {
				if f.Ref == "plan-keys" {
					return f.Value.Written
				}
			}
		}
		return ""
	}
	if s := said(days[0]); !strings.Contains(s, "die an seinem Stand (27.11.2015) bekannt waren") || !strings.Contains(s, "1:136") || strings.Contains(s, "gelten andere") {
		t.Errorf("%q", s)
	}
	// GRDrs 434/2016: 1:110 in preliminary accommodation from 1 July 2016 on.
	if s := said(days[1]); !strings.Contains(s, "Am 31.12.2016 gelten andere: ") || !strings.Contains(s, "1:110") {
		t.Errorf("%q", s)
	}
	// On 5 December 2015 nothing of the plan's months is counted yet, and a key holds
	// otherwise.
	c.Import(t, "staffing_keys.csv", "id,task_de,task_en,per,base,accommodation,valid_from,valid_to,decision,known_from,source,note\nhouse-management,Pädagogische Hausleitung,pedagogic house management,100,places,all,2015-12-01,,Probe 1,2015-12-01,Probe 1,\n")
	day := period.Day(2015, 12, 5)
	doc, err := c.Resolve(t.Context(), written("plan/posts/2016-12", "plan/needed/2016-12"), day)
	if err != nil {
		t.Fatal(err)
	}
	rows := report.Open(doc)
	if len(rows) != 1 || !strings.Contains(rows[0].Expected.De, "1:100, im Plan 1:136") || !strings.Contains(rows[0].Column, "blocks") {
		t.Errorf("%v", rows)
	}
}

// TestPlanAndRegister: a text that has places of the plan and of the register beside each
// other says which are which.
func TestPlanAndRegister(t *testing.T) {
	c := over(citytest.Example(t))
	doc := c.made(t, "jahresbericht", days[1])
	var register, planned bool
	doc.Fields(func(_ string, f *document.Field) {
		switch {
		case f.Ref == "reckoned", f.Ref == "reckoned/brief":
			register = strings.HasPrefix(f.Value.Written, "Im Register der Unterkünfte steht: ")
		case strings.HasPrefix(f.Ref, "reckoned/"):
			planned = strings.HasPrefix(f.Value.Written, "Der Plan rechnet mit den Standorten, die am 27.11.2015 bekannt waren: Von den 10.425 nutzbaren Plätzen Ende Dezember 2017 ")
		case f.Ref == "table/plan":
			if notes := strings.Join(f.Value.Table.Notes, " "); strings.Contains(notes, "12.526") || !strings.Contains(notes, "10.425") {
				t.Errorf("under the plan's table: %s", notes)
			}
		}
	})
	if !register || !planned {
		t.Errorf("register named: %t, plan named: %t", register, planned)
	}
}

// TestEarlierIssue: as of a day before that of an issue no other is issued; the answer names
// the later one and what can be done.
func TestEarlierIssue(t *testing.T) {
	c := over(citytest.Example(t))
	draft := written("newest/accommodation.persons")
	if _, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[1], Document: draft}, by(0)); err != nil {
		t.Fatal(err)
	}
	list, err := c.Versions(t.Context(), "probe")
	if err != nil {
		t.Fatal(err)
	}
	for _, seen := range []int64{0, list[0].Record} {
		_, err = c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: draft}, by(seen))
		if fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.SayOf(err).De, "Stand 31.12.2016, ausgegeben am") || strings.Contains(fault.SayOf(err).De, "jemand anderes") {
			t.Errorf("%v", fault.SayOf(err))
		}
	}
	if err := c.Issuable(t.Context(), "probe", days[1]); err != nil {
		t.Error(err)
	}
}

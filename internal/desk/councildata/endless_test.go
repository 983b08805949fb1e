// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	"planraum/internal/exchange/oparl"
)

// small is a council system with a list of papers.
func small(t *testing.T, papers map[string]string) *other {
	t.Helper()
	o := faulty(t)
	o.documents = map[string]string{
		"/":       object("System", "", `,"oparlVersion":"https://schema.oparl.org/1.1/","body":"BASE/bodies"`),
		"/bodies": page(object("Body", "body/1", `,"name":"Beispielstadt","organization":"BASE/orgs","person":"BASE/people","meeting":"BASE/meetings","paper":"BASE/papers","legislativeTerm":[]`), ""),
		"/orgs":   page(object("Organization", "o/1", `,"name":"Rat","organizationType":"Hauptorgan"`), ""), "/meetings": page("", ""),
	}
	for at, document := range papers {
		o.documents[at] = document
	}
	return o
}

func paperOf(path, name string) string {
	return object("Paper", path, `,"name":"`+name+`","reference":"`+path+`"`)
}

// TestEndlessIsIncomplete: a list that runs in a circle, repeats its page or breaks off is
// not complete, so that the next run asks for everything again; what it did not show stays.
func TestEndlessIsIncomplete(t *testing.T) {
	one, two := paperOf("p/1", "Eins"), paperOf("p/2", "Zwei")
	for name, papers := range map[string]map[string]string{
		"circle":   {"/papers": page(one, "BASE/papers?page=2"), "/papers?page=2": page(two, "BASE/papers")},
		"itself":   {"/papers": page(one, "BASE/papers")},
		"repeats":  {"/papers": page(one, "BASE/papers?page=2"), "/papers?page=2": page(one, "BASE/papers?page=3")},
		"no JSON":  {"/papers": page(one, "BASE/papers?page=2"), "/papers?page=2": "<html>"},
		"not read": {"/papers": page(one, "BASE/papers?page=2")},
	} {
		t.Run(name, func(t *testing.T) {
			m := &memory{}
			o := small(t, map[string]string{"/papers": page(one+","+two, "")})
			if run := take(t, m, o.URL+"/", taken, true); !run.Complete || run.Papers.New != 2 {
				t.Fatalf("%+v", run)
			}
			delete(o.documents, "/papers")
			for at, document := range papers {
				o.documents[at] = document
			}
			run := take(t, m, o.URL+"/", taken.Add(time.Hour), true)
			if run.Complete || run.Papers.Withdrawn != 0 {
				t.Errorf("complete %t, %+v", run.Complete, run.Papers)
			}
			if p := only[council.Paper](t, m, register.Paper, o.URL+"/p/2"); p.Withdrawn || p.Title != "Zwei" {
				t.Errorf("%+v", p)
			}
			if next := take(t, m, o.URL+"/", taken.Add(2*time.Hour), false); next.Since.After(taken) {
				t.Errorf("the next run asks only since %s", next.Since)
			}
		})
	}
}

// TestTwiceIsNoWorse: an undated double of a good paper, on its page or on another one,
// replaces nothing of it; the report names both.
func TestTwiceIsNoWorse(t *testing.T) {
	undated := `{"id":"BASE/p/1","type":"https://schema.oparl.org/1.1/Paper","name":"Platzhalter"}`
	good, more := paperOf("p/1", "Unterkünfte"), paperOf("p/2", "Mehr")
	for name, papers := range map[string]map[string]string{
		"one page":  {"/papers": page(good+","+undated, "")},
		"two pages": {"/papers": page(good, "BASE/papers?page=2"), "/papers?page=2": page(undated+","+more, "")},
		"before":    {"/papers": page(undated, "BASE/papers?page=2"), "/papers?page=2": page(good+","+more, "")},
	} {
		m := &memory{}
		o := small(t, papers)
		run := take(t, m, o.URL+"/", taken, true)
		if p := only[council.Paper](t, m, register.Paper, o.URL+"/p/1"); p.Title != "Unterkünfte" {
			t.Errorf("%s: it became %q", name, p.Title)
		}
		if !slices.ContainsFunc(run.Faults, func(f oparl.Fault) bool {
			return f.Wrong == oparl.Duplicate && f.Object == o.URL+"/p/1" && strings.Contains(f.Value, "(-)") && strings.Contains(f.Value, "2015-02-01") && f.Taken != ""
		}) {
			t.Errorf("%s: %+v", name, run.Faults)
		}
		if !run.Complete {
			t.Errorf("%s: not complete", name)
		}
	}
}

// TestOtherEncoding: a page in Latin letters of old is stored as it was meant, and the
// report names the page.
func TestOtherEncoding(t *testing.T) {
	sent, err := charmap.Windows1252.NewEncoder().String(page(paperOf("p/1", "Unterkünfte – 50 €"), ""))
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{}
	o := small(t, map[string]string{"/papers": sent})
	run := take(t, m, o.URL+"/", taken, true)
	if p := only[council.Paper](t, m, register.Paper, o.URL+"/p/1"); p.Title != "Unterkünfte – 50 €" {
		t.Errorf("%q", p.Title)
	}
	if run.Count[oparl.WrongEncoding] != 1 || run.Count[oparl.Garbled] != 0 {
		t.Errorf("%+v", run.Faults)
	}
	o.documents["/papers"] = page(paperOf("p/1", "Unterk\ufffdnfte"), "")
	run = take(t, m, o.URL+"/", taken.Add(time.Hour), true)
	if p := only[council.Paper](t, m, register.Paper, o.URL+"/p/1"); p.Title != "Unterkünfte – 50 €" || run.Count[oparl.Garbled] != 1 {
		t.Errorf("%q, %+v", p.Title, run.Faults)
	}
}

// TestLongNames: a name of some MB does not get into the register.
func TestLongNames(t *testing.T) {
	m := &memory{}
	o := small(t, map[string]string{"/papers": page(paperOf("p/1", strings.Repeat("Unterkünfte ", 300_000)), "")})
	run := take(t, m, o.URL+"/", taken, true)
	if p := only[council.Paper](t, m, register.Paper, o.URL+"/p/1"); len([]rune(p.Title)) != 1000 || !strings.HasSuffix(p.Title, "…") {
		t.Errorf("%d characters", len([]rune(p.Title)))
	}
	if run.Count[oparl.TooLong] != 1 {
		t.Errorf("%+v", run.Count)
	}
}

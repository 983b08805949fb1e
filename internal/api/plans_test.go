// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/example"
)

const newPlan = "neue-planung-2015-11-27"

// put sends a plan in JSON.
func (c *city) put(id string, body []byte, more ...string) answered {
	c.Helper()
	return c.do(call{method: "PUT", path: prefix + "/plans/" + id, body: string(body), header: writer(append(more, "Content-Type", "application/json")...)})
}

// TestPutPlan: a change needs the version that was read; whoever comes second
// with the old one gets 412 and changes nothing.
func TestPutPlan(t *testing.T) {
	c := newCity(t)
	read := c.get("/plans/" + newPlan)
	body := bytes.Replace(read.plan(), []byte(`"per_month":600`), []byte(`"per_month":650`), 1)
	seen := c.version(newPlan)
	var saved SavedPlan
	c.put(newPlan, body, "If-Match", `"`+seen+`"`).into(200, &saved)
	if fmt.Sprint(saved.Version) == seen || saved.Position < saved.Version {
		t.Errorf("saved as version %d at position %d, was %s", saved.Version, saved.Position, seen)
	}
	if p := c.put(newPlan, body, "If-Match", seen).refused(412); p.Kind != "conflict" {
		t.Errorf("%+v", p)
	}
	if p := c.put(newPlan, body, "If-Match", read.header.Get("ETag")).refused(412); p.Kind != "conflict" {
		t.Errorf("%+v", p)
	}
	now := c.get("/plans/" + newPlan)
	if !bytes.Contains(now.raw, []byte(`"per_month":650`)) || c.version(newPlan) != fmt.Sprint(saved.Version) {
		t.Errorf("the change is not there: %s", now.raw)
	}
	// The ETag of the plan is as good as its number.
	c.put(newPlan, body, "If-Match", now.header.Get("ETag")).into(200, &saved)
}

func TestPutPlanPreconditions(t *testing.T) {
	c := newCity(t)
	body := c.get("/plans/" + newPlan).plan()
	other := bytes.ReplaceAll(body, []byte(newPlan), []byte("kopie"))
	c.put("kopie", other).refused(428)
	c.put("kopie", other, "If-Match", "1", "If-None-Match", "*").refused(422)
	c.put("kopie", other, "If-Match", "newest").refused(422)
	c.put("kopie", other, "If-Match", "0").refused(422)
	c.put("kopie", other, "If-Match", "1, 2").refused(422)
	c.put("kopie", other, "If-None-Match", "x").refused(422)
	c.put("kopie", other, "If-Match", "1").refused(412) // there is none yet
	c.put(newPlan, body, "If-None-Match", "*").refused(412)
	if p := c.put("kopie", body, "If-None-Match", "*").refused(422); p.Faults[0].Column != "id" {
		t.Errorf("another key than the address: %+v", p.Faults)
	}
	a := c.put("kopie", other, "If-None-Match", "*")
	a.into(201, &SavedPlan{})
	if got := a.header.Get("Location"); got != prefix+"/plans/kopie" {
		t.Errorf("Location: %q", got)
	}
	c.get("/plans/kopie").into(200, &VersionedPlan{})
}

// TestPutPlanAtOnce: of many who change the same version at once, one does.
func TestPutPlanAtOnce(t *testing.T) {
	c := newCity(t)
	body, seen := c.get("/plans/"+newPlan).plan(), c.version(newPlan)
	statuses := make([]int, 8)
	var done sync.WaitGroup
	for i := range statuses {
		done.Go(func() { statuses[i] = c.put(newPlan, body, "If-Match", seen).status })
	}
	done.Wait()
	slices.Sort(statuses)
	if want := []int{200, 412, 412, 412, 412, 412, 412, 412}; !slices.Equal(statuses, want) {
		t.Errorf("%v, want %v", statuses, want)
	}
}

// TestPutPlanThatContradicts: every contradiction is named, nothing is stored.
func TestPutPlanThatContradicts(t *testing.T) {
	c := newCity(t)
	seen := c.version(newPlan)
	var p plan.Plan
	if err := json.Unmarshal(c.get("/plans/"+newPlan).plan(), &p); err != nil {
		t.Fatal(err)
	}
	p.Arrivals[1].From = period.MonthOf(2016, 6) // overlaps the assumption before it
	p.Departures[0].To = p.Departures[0].From - 1
	body, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	problem := c.put(newPlan, body, "If-Match", seen).refused(422)
	var columns []string
	for _, f := range problem.Faults {
		columns = append(columns, f.Column)
	}
	all := strings.Join(columns, " ")
	if len(columns) < 2 || !strings.Contains(all, "arrivals") || !strings.Contains(all, "departures") {
		t.Errorf("faults in %v, want arrivals and departures", columns)
	}
	if c.version(newPlan) != seen {
		t.Error("a refused plan was stored")
	}
}

// TestFaultsOfJSON: a body that is not as published is refused with all faults.
func TestFaultsOfJSON(t *testing.T) {
	c := newCity(t)
	for body, columns := range map[string]string{
		`{"id":1,"name":"x","as_of":"2015-02-30","from":"2016-13","to":"2016-12","start":{"persons":1.5},"supply":{"from_ledger":"yes","certainties":["sure"]},"staffing":[],"extra":true}`: "as_of cost extra from id staffing start.persons supply.certainties[0] supply.from_ledger",
		`[]`:            "",
		`{"id":"x"}`:    "as_of cost from name staffing start supply to",
		`{"id":"x"} {}`: "",
		"{\n\"id\":":    "",
		"":              "",
		"\xff":          "",
	} {
		p := c.put("x", []byte(body), "If-None-Match", "*").refused(422)
		var got []string
		for _, f := range p.Faults {
			got = append(got, f.Column)
			if f.File != "x" || f.Expected.De == "" || f.Expected.En == "" {
				t.Errorf("%s: %+v", body, f)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != columns {
			t.Errorf("%s: faults in %v, want %s", body, got, columns)
		}
	}
}

// TestEvaluate: the published new plan comes to 12,194 persons at the end of
// 2016 and 13,594 at the end of 2017 (GRDrs 1330/2015), in either form, and
// nothing is kept.
func TestEvaluate(t *testing.T) {
	c := newCity(t)
	var file []byte
	for _, p := range example.Plans() {
		if p.Name == newPlan+".yaml" {
			file = p.Content
		}
	}
	forms := map[string][]byte{"text/yaml": file, "application/yaml; charset=utf-8": file, "application/json": c.get("/plans/" + newPlan).plan()}
	digests := map[string]bool{}
	for media, body := range forms {
		var out RunAnswer
		c.do(call{method: "POST", path: prefix + "/plans/evaluate", body: string(body), header: map[string]string{"Content-Type": media}}).into(200, &out)
		if len(body) == 0 || out.Kept {
			t.Errorf("%s: %d bytes, kept %v", media, len(body), out.Kept)
		}
		digests[out.Run.Digest] = true
		for _, want := range []struct {
			month   period.Month
			persons int64
		}{{period.MonthOf(2016, 12), 12_194}, {period.MonthOf(2017, 12), 13_594}} {
			i := slices.IndexFunc(out.Run.Result.Months, func(m plan.Month) bool { return m.Month == want.month })
			if i < 0 || int64(out.Run.Result.Months[i].Persons) != want.persons {
				t.Errorf("%s: %s does not have %d persons", media, want.month, want.persons)
			}
		}
		c.get("/runs/" + out.Run.ID).refused(404)
	}
	if len(digests) != 1 {
		t.Errorf("the forms give %d different runs", len(digests))
	}
}

func TestEvaluateRefuses(t *testing.T) {
	c := newCity(t)
	p := c.do(call{
		method: "POST", path: prefix + "/plans/evaluate", header: map[string]string{"Content-Type": "text/yaml"},
		body: "plan: x\nid: x\nas_of: gestern\nhorizon: 2016-01..2016-12\nstart: {persons: -3}\nspeed: 3\n",
	}).refused(422)
	lines := map[int]bool{}
	for _, f := range p.Faults {
		lines[f.Line] = true
	}
	for _, line := range []int{3, 5, 6} {
		if !lines[line] {
			t.Errorf("no fault of line %d: %+v", line, p.Faults)
		}
	}
}

// TestRun: the same plan over the same ledger is the same run, also after a
// start of the program, and its numbers can be asked.
func TestRun(t *testing.T) {
	c := newCity(t)
	first := c.run(newPlan)
	again := openCity(t, c.path)
	if got := again.run(newPlan); got != first {
		t.Errorf("run %s after a start, was %s", got, first)
	}
	var kept RunAnswer
	again.get("/runs/"+first).into(200, &kept)
	if kept.Run.ID != first || kept.Run.PlanID != newPlan || len(kept.Run.Result.Months) != 24 {
		t.Errorf("kept run: %s of %s with %d months", kept.Run.ID, kept.Run.PlanID, len(kept.Run.Result.Months))
	}
	var d RunDerivation
	again.get("/runs/"+first+"/derivation/persons/2016-12").into(200, &d)
	if d.Derivation.Value.En != "12,194 persons" || len(d.Derivation.From) == 0 {
		t.Errorf("%+v", d.Derivation)
	}
}

// TestCompare: the new plan has more persons than the old one in every month.
func TestCompare(t *testing.T) {
	c := newCity(t)
	old, planned := c.run("entwurf-haushalt-oktober-2015"), c.run(newPlan)
	var out Comparison
	c.get("/runs/compare?a="+old+"&b="+planned).into(200, &out)
	if len(out.Months) != 24 || len(out.Differences) == 0 {
		t.Fatalf("%d months, %d differences", len(out.Months), len(out.Differences))
	}
	for _, m := range out.Months {
		if m.A == nil || m.B == nil || m.B.Persons <= m.A.Persons {
			t.Errorf("%s: %+v", m.Month, m)
		}
	}
	if last := out.Months[23]; last.B.Persons != 13_594 {
		t.Errorf("new plan at the end: %d", last.B.Persons)
	}
}

// TestImport: a file is taken once, checked without being taken, or refused
// with every fault.
func TestImport(t *testing.T) {
	c := newCity(t)
	send := func(query, body string) answered {
		return c.do(call{method: "POST", path: prefix + "/imports?" + query, body: body, header: writer()})
	}
	const good = "indicator,area,group,period,value,basis,known_from,source\n" +
		"intake.arrivals,08111000,all,2024-05,91,counted,2024-06-14,test\nintake.arrivals,08111000,all,2024-06,92,counted,2024-07-14,test\n"
	var out Imported
	send("name=figures.csv&dry_run=true", good).into(200, &out)
	if out.Kind != "figures" || out.Rows != 2 || out.Stored {
		t.Errorf("dry run: %+v", out)
	}
	before := out.Position
	send("name=figures.csv&kind=figures", good).into(200, &out)
	if out.Rows != 2 || !out.Stored || out.Position <= before {
		t.Errorf("import: %+v after %d", out, before)
	}
	if p := send("name=again.csv", good).refused(409); p.Kind != "conflict" {
		t.Errorf("%+v", p)
	}
	var figures Figures
	c.get("/figures?indicator=intake.arrivals&from=2024-05-31&as_of=2024-12-31&figures=all").into(200, &figures)
	if len(figures.Figures) != 2 || figures.Figures[1].Value != "92" || figures.Figures[1].File != "figures.csv" {
		t.Errorf("%+v", figures.Figures)
	}
}

// TestImportSaysWhatChanges: the answer counts the rows by what they are, names
// them with old and new value, and says the same after a dry run.
func TestImportSaysWhatChanges(t *testing.T) {
	c := newCity(t)
	const head = "indicator,area,group,period,value,basis,known_from,source\n"
	const first = head + "intake.arrivals,08111000,all,2024-05,91,counted,2024-06-14,test\nintake.arrivals,08111000,all,2024-06,92,counted,2024-07-14,test\n"
	const next = head + "intake.arrivals,08111000,all,2024-05,95,counted,2024-08-14,test\nintake.arrivals,08111000,all,2024-06,92,counted,2024-08-14,test\n" +
		"intake.arrivals,08111000,all,2024-06,99,reported,2024-08-14,press\nintake.arrivals,08111000,all,2024-07,93,counted,2024-08-14,test\n"
	send := func(query, body string) answered {
		return c.do(call{method: "POST", path: prefix + "/imports?" + query, body: body, header: writer()})
	}
	var out, dry Imported
	send("name=a.csv", first).into(200, &out)
	send("name=b.csv&dry_run=true", next).into(200, &dry)
	send("name=b.csv&reason=Nachmeldung", next).into(200, &out)
	for _, o := range []Imported{dry, out} {
		if o.New != 1 || o.Changed != 1 || o.Unchanged != 1 || o.Contradicting != 1 || o.Rows != 4 || len(o.Changes) != 4 || o.Effect != dry.Effect || o.NothingNew {
			t.Errorf("%+v", o)
		}
	}
	if ch := dry.Changes[1]; ch.Class != "changed" || ch.Row != 2 || !strings.HasPrefix(ch.Was.En, "91 ") || !strings.HasPrefix(ch.Is.En, "95 ") || ch.Of == 0 {
		t.Errorf("%+v", ch)
	}
	if ch := dry.Changes[3]; ch.Class != "contradicting" || ch.Against != "test" {
		t.Errorf("%+v", ch)
	}
	position := out.Position
	send("name=c.csv", next+"\n").into(200, &out)
	if !out.NothingNew || out.Stored || out.Unchanged != 4 || out.Position != position {
		t.Errorf("in other bytes: %+v", out)
	}
	send("name=c.csv&mapping=none", next).refused(404)
	send("name=settings.csv", "key,value,source\nmax_upload_mb,1,test\n").into(200, &out)
	if p := send("name=c.csv", next+strings.Repeat("# x\n", 1<<18)).refused(413); !strings.Contains(p.Message.De, "größer als 1 MB") {
		t.Errorf("%+v", p)
	}
}

func TestImportRefusesWithEveryFault(t *testing.T) {
	c := newCity(t)
	const bad = "indicator,area,group,period,value,basis,known_from,source\n" +
		"intake.none,08111000,all,2024-05,91,counted,2024-06-14,test\n" +
		"intake.arrivals,nowhere,all,2024-13,x,guessed,2024-06-14,test\n"
	before := c.get("/groups").header.Get("Planraum-Ledger-Position")
	p := c.do(call{method: "POST", path: prefix + "/imports?name=bad.csv", body: bad, header: writer()}).refused(422)
	var got []string
	for _, f := range p.Faults {
		got = append(got, fmt.Sprintf("%s %d %s %s", f.File, f.Line, f.Column, f.Value))
	}
	slices.Sort(got)
	want := []string{"bad.csv 2 indicator intake.none", "bad.csv 3 area nowhere", "bad.csv 3 basis guessed", "bad.csv 3 period 2024-13", "bad.csv 3 value x"}
	if !slices.Equal(got, want) {
		t.Errorf("faults\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if after := c.get("/groups").header.Get("Planraum-Ledger-Position"); after != before {
		t.Errorf("position %s, was %s: something was stored", after, before)
	}
	c.do(call{method: "POST", path: prefix + "/imports?name=bad.csv&kind=people", body: bad, header: writer()}).refused(422)
	c.do(call{method: "POST", path: prefix + "/imports", body: bad, header: writer()}).refused(422)
}

// TestImportLeavesNoFile: what was kept for the time of an import is gone.
func TestImportLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	c := newCity(t)
	for _, body := range []string{"id,name_de,name_en\nnew,neu,new\n", "rubbish"} {
		c.do(call{method: "POST", path: prefix + "/imports?name=groups.csv", body: body, header: writer()})
	}
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if strings.HasPrefix(f.Name(), "planraum-import") {
			t.Errorf("%s is left", f.Name())
		}
	}
	t.Setenv("TMPDIR", "/nowhere")
	c.do(call{method: "POST", path: prefix + "/imports?name=groups.csv", body: "x", header: writer()}).refused(503)
}

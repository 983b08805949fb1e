// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
)

// surge is a scenario of the example city.
const surge = "anstieg-haelt-an"

// newScenario is a scenario that the example city does not have.
func newScenario(id string) string {
	return `{"id":"` + id + `","name":"Halb so viele","author":"Sozialplanung","on":"2015-11-27","weight":10,"parts":[{"kind":"law","from":"2016-06","factor":{"low":0.4,"likely":0.5,"high":0.7}}]}`
}

// today asks as of the day on which scenarios are saved: they are known from it on.
func today() string { return "?as_of=" + testDay().String() }

// scenario returns a scenario as it stands in its answer.
func (c *city) scenario(id string) json.RawMessage {
	c.Helper()
	var out struct{ Scenario json.RawMessage }
	c.get("/scenarios/"+id+today()).into(http.StatusOK, &out)
	return out.Scenario
}

func (c *city) scenarioVersion(id string) string {
	c.Helper()
	var s VersionedScenario
	c.get("/scenarios/"+id+today()).into(http.StatusOK, &s)
	return strconv.FormatInt(s.Version, 10)
}

// putScenario sends a scenario.
func (c *city) putScenario(id, body string, more ...string) answered {
	c.Helper()
	return c.do(call{method: "PUT", path: prefix + "/scenarios/" + id, body: body, header: writer(append(more, "Content-Type", "application/json")...)})
}

// TestScenarios: a program reads what planners assume with its author, its day and
// the sentence that pages show, and nothing that was assumed later.
func TestScenarios(t *testing.T) {
	c := newCity(t)
	var list Scenarios
	c.get("/scenarios").into(200, &list)
	i := slices.IndexFunc(list.Scenarios, func(s ScenarioEntry) bool { return s.ID == surge })
	if i < 0 {
		t.Fatalf("%+v", list.Scenarios)
	}
	if s := list.Scenarios[i]; s.Weight != 30 || s.On != period.Day(2015, 11, 20) || s.Author == "" || !strings.Contains(s.Says.De, "1,3 bis 2,2, wahrscheinlich 1,6") || !strings.Contains(s.Says.En, "1.3 to 2.2, likely 1.6") {
		t.Errorf("%+v", s)
	}
	var one VersionedScenario
	a := c.get("/scenarios/" + surge)
	a.into(200, &one)
	if one.Version != list.Scenarios[i].Version || one.Scenario.Parts[0].Kind != scenario.Surge || !strings.HasPrefix(a.header.Get("ETag"), fmt.Sprintf(`"scenario-%d-`, one.Version)) {
		t.Errorf("%+v with %s", one, a.header.Get("ETag"))
	}
	c.get("/scenarios/" + surge + "?as_of=2015-11-19").refused(404)
	c.get("/scenarios?as_of=2015-11-19").into(200, &list)
	if slices.ContainsFunc(list.Scenarios, func(s ScenarioEntry) bool { return s.ID == surge }) {
		t.Errorf("the day before it was assumed it is listed: %+v", list.Scenarios)
	}
}

// TestPutScenario: a change needs the version that was read, by number or ETag; what
// was known before its day stays.
func TestPutScenario(t *testing.T) {
	c := newCity(t)
	read, seen := c.get("/scenarios/"+surge), c.scenarioVersion(surge)
	body := strings.Replace(string(c.scenario(surge)), `"weight":30`, `"weight":25`, 1)
	var saved SavedScenario
	c.putScenario(surge, body, "If-Match", `"`+seen+`"`).into(200, &saved)
	if fmt.Sprint(saved.Version) == seen || saved.Position < saved.Version || saved.KnownFrom != testDay() {
		t.Errorf("saved as %+v, was %s", saved, seen)
	}
	for _, old := range []string{seen, read.header.Get("ETag")} {
		if p := c.putScenario(surge, body, "If-Match", old).refused(412); p.Kind != "conflict" {
			t.Errorf("%+v", p)
		}
	}
	// The ETag of a plan is none of a scenario.
	c.putScenario(surge, body, "If-Match", c.get("/plans/"+newPlan).header.Get("ETag")).refused(422)
	now := c.get("/scenarios/" + surge + today())
	if !strings.Contains(string(now.raw), `"weight":25`) || c.scenarioVersion(surge) != fmt.Sprint(saved.Version) {
		t.Errorf("the change is not there: %s", now.raw)
	}
	if before := c.get("/scenarios/" + surge + "?as_of=" + testDay().AddDays(-1).String()); !strings.Contains(string(before.raw), `"weight":30`) {
		t.Errorf("the day before is another: %s", before.raw)
	}
	c.putScenario(surge, body, "If-Match", now.header.Get("ETag")).into(200, &saved)
}

// TestPutNewScenario: a new one is made once, and its address is said.
func TestPutNewScenario(t *testing.T) {
	c := newCity(t)
	c.putScenario("halb", newScenario("halb")).refused(428)
	c.putScenario("halb", newScenario("halb"), "If-Match", "1", "If-None-Match", "*").refused(422)
	c.putScenario("halb", newScenario("halb"), "If-Match", "newest").refused(422)
	c.putScenario("halb", newScenario("halb"), "If-Match", "1").refused(412) // there is none yet
	c.putScenario(surge, string(c.scenario(surge)), "If-None-Match", "*").refused(412)
	a := c.putScenario("halb", newScenario("halb"), "If-None-Match", "*")
	var saved SavedScenario
	a.into(201, &saved)
	if got := a.header.Get("Location"); got != prefix+"/scenarios/halb" || c.scenarioVersion("halb") != fmt.Sprint(saved.Version) {
		t.Errorf("Location %q, %+v", got, saved)
	}
	if s, err := c.Outlook.Scenario(t.Context(), "halb", testDay()); err != nil || s.Weight != 10 || s.Parts[0].Factor.Likely != 0.5 {
		t.Errorf("pages find %+v, %v", s, err)
	}
}

// TestPutScenarioThatContradicts: every fault is named at once, nothing is stored.
func TestPutScenarioThatContradicts(t *testing.T) {
	c := newCity(t)
	seen := c.scenarioVersion(surge)
	for body, want := range map[string]string{
		// Not as published.
		`{"id":1,"name":"x","author":"y","on":"2015-02-30","weight":"viel","parts":[{"kind":"miracle","from":"2016-13","factor":{"low":1}}],"extra":true}`: "extra id on parts[0].factor.high parts[0].factor.likely parts[0].from parts[0].kind weight",
		`{}`: "author id name on parts",
		`[]`: "",
		// As published, but it contradicts itself, the address and the others.
		`{"id":"x y","name":"","author":" ","on":"2031-01-01","weight":90,"withdrawn":true,"parts":[{"kind":"law","from":"2016-06","down":3,"factor":{"low":2,"likely":1,"high":200},"persons":{"low":1,"likely":1,"high":1}},{"kind":"loss","from":"2016-06"}]}`: "author id id name on parts[0].down parts[0].factor parts[0].factor parts[0].persons parts[1].persons weight withdrawn",
		strings.Replace(newScenario(surge), `"parts":[`, `"parts":[`+strings.Repeat(`{"kind":"law","from":"2016-06","factor":{"low":1,"likely":1,"high":1}},`, 10), 1):                                                                                            "parts",
	} {
		p := c.putScenario(surge, body, "If-Match", seen).refused(422)
		var got []string
		for _, f := range p.Faults {
			got = append(got, f.Column)
			if f.Expected.De == "" || f.Expected.En == "" {
				t.Errorf("%+v", f)
			}
		}
		slices.Sort(got)
		if strings.Join(got, " ") != want {
			t.Errorf("%s: faults in %v, want %s", body, got, want)
		}
	}
	for _, taken := range []string{"baseline", "mixture", "neu"} {
		if p := c.putScenario(taken, newScenario(taken), "If-None-Match", "*").refused(422); len(p.Faults) != 1 || p.Faults[0].Column != "id" {
			t.Errorf("%s: %+v", taken, p.Faults)
		}
	}
	if c.scenarioVersion(surge) != seen {
		t.Error("a refused scenario was stored")
	}
}

// TestPutScenarioAtOnce: of many who change the same version at once, one does, and
// is told the version that it made.
func TestPutScenarioAtOnce(t *testing.T) {
	c := newCity(t)
	body, seen := string(c.scenario(surge)), c.scenarioVersion(surge)
	statuses := make([]int, 6)
	var done sync.WaitGroup
	for i := range statuses {
		done.Go(func() { statuses[i] = c.putScenario(surge, body, "If-Match", seen).status })
	}
	done.Wait()
	slices.Sort(statuses)
	if want := []int{200, 412, 412, 412, 412, 412}; !slices.Equal(statuses, want) {
		t.Errorf("%v, want %v", statuses, want)
	}
}

// TestScenariosByRight: who may not plan for the whole city changes nothing, and who
// reads no plans reads no scenarios.
func TestScenariosByRight(t *testing.T) {
	c := ruled(t)
	in := call{method: "PUT", path: prefix + "/scenarios/halb", header: writer("Content-Type", "application/json", "If-None-Match", "*"), body: newScenario("halb")}
	for _, who := range []identity.Principal{held(identity.Council, ""), held(identity.Public, ""), held(identity.Coordinator, ""), held(identity.Planner, area.ID("08111000/10"))} {
		c.as(who, in).refused(403)
	}
	c.as(held(identity.Council, ""), call{path: prefix + "/scenarios"}).refused(403)
	c.as(held(identity.Planner, ""), in).into(201, &SavedScenario{})
	c.as(held(identity.Coordinator, ""), call{path: prefix + "/scenarios/halb" + today()}).into(200, &VersionedScenario{})
	versions, err := c.store.Versions(t.Context(), "scenario", "halb")
	if err != nil || len(versions) != 1 {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
}

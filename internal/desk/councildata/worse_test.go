// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/council"
	"planraum/internal/city/register"
	"planraum/internal/desk/councildata"
)

// parliament is a small council system as one list of objects.
func parliament(t *rapid.T) []map[string]any {
	base := "https://rat.example.org/"
	object := func(kind, path string, fields map[string]any) map[string]any {
		fields["id"], fields["type"] = base+path, "https://schema.oparl.org/1.1/"+kind
		fields["created"], fields["modified"] = "2015-01-01T00:00:00Z", "2015-01-02T00:00:00Z"
		return fields
	}
	word := rapid.StringMatching(`[A-Za-zäöü]{1,9}`)
	all := []map[string]any{
		object("Organization", "org/1", map[string]any{"name": "Gremium " + word.Draw(t, "committee"), "organizationType": "Gremium", "startDate": "2014-07-01"}),
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "papers") {
		consultation := object("Consultation", fmt.Sprintf("c/%d", i), map[string]any{
			"organization": []any{base + "org/1"}, "meeting": base + "m/1", "agendaItem": fmt.Sprintf("%si/%d", base, i), "role": "Beschlussfassung", "authoritative": true,
		})
		all = append(all, object("Paper", fmt.Sprintf("p/%d", i), map[string]any{
			"name": word.Draw(t, "name"), "reference": fmt.Sprintf("GRDrs %d/2015", i), "date": "2015-11-27", "paperType": rapid.SampledFrom([]string{"Antrag", "Beschlussvorlage", "Sonderform"}).Draw(t, "type"),
			"originatorOrganization": []any{base + "org/1"}, "consultation": []any{consultation},
			"mainFile": object("File", fmt.Sprintf("f/%d", i), map[string]any{"name": "Vorlage", "accessUrl": base + "f.pdf"}),
		}))
	}
	var items []any
	for i := range len(all) - 1 {
		items = append(items, object("AgendaItem", fmt.Sprintf("i/%d", i), map[string]any{
			"number": fmt.Sprint(i + 1), "order": i, "name": word.Draw(t, "item"), "public": true, "consultation": fmt.Sprintf("%sc/%d", base, i), "result": "einstimmig beschlossen", "resolutionText": "So wird es gemacht.",
		}))
	}
	return append(all, object("Meeting", "m/1", map[string]any{
		"start": "2015-11-27T16:00:00+01:00", "organization": []any{base + "org/1"}, "agendaItem": items, "location": object("Location", "l/1", map[string]any{"description": "Rathaus"}),
	}))
}

// spoil takes fields away or makes them wrong, at any depth.
func spoil(t *rapid.T, o map[string]any) {
	names := make([]string, 0, len(o))
	for name := range o {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if name == "id" || name == "type" {
			continue
		}
		switch v := o[name].(type) {
		case map[string]any:
			spoil(t, v)
		case []any:
			for _, element := range v {
				if inner, ok := element.(map[string]any); ok {
					spoil(t, inner)
				}
			}
		}
		switch rapid.IntRange(0, 5).Draw(t, name) {
		case 0:
			delete(o, name)
		case 1:
			o[name] = rapid.SampledFrom([]any{nil, "", []any{}, map[string]any{}, []any{nil}}).Draw(t, "wrong "+name)
		}
	}
}

func imported(t *rapid.T, m *memory, objects []map[string]any, at time.Time) councildata.Run {
	content, err := json.Marshal(objects)
	if err != nil {
		t.Fatal(err)
	}
	run, err := councildata.New(m, nil).Take(t.Context(), councildata.Intake{Name: "liste.json", Content: content, By: "Test", Now: at})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// said are all fields of all entries that say something, by their place.
func said(t *rapid.T, m *memory) map[string]string {
	all := map[string]string{}
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(at+"."+name, inner)
			}
		case []any:
			for i, inner := range v {
				walk(fmt.Sprintf("%s[%d]", at, i), inner)
			}
		case nil:
		default:
			if s := fmt.Sprint(v); s != "" && s != "false" && s != "0" {
				all[at] = s
			}
		}
	}
	for _, r := range m.all {
		if r.Kind == register.OParl {
			continue
		}
		var v any
		if err := json.Unmarshal(r.Body, &v); err != nil {
			t.Fatal(err)
		}
		for at := range all { // only the newest version counts
			if strings.HasPrefix(at, string(r.Kind)+"/"+r.Key+".") {
				delete(all, at)
			}
		}
		walk(string(r.Kind)+"/"+r.Key, v)
	}
	return all
}

// TestNeverWorse: whatever an import lacks or has wrong, no entry loses anything; and
// importing the same twice records nothing but its report.
func TestNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &memory{}
		objects := parliament(t)
		imported(t, m, objects, taken)
		before, entries := said(t, m), m.entries()
		if run := imported(t, m, objects, taken.Add(time.Hour)); m.entries() != entries || run.Taken != 0 {
			t.Fatalf("twice the same: %+v", run)
		}
		for _, o := range objects {
			spoil(t, o)
		}
		imported(t, m, objects, taken.Add(2*time.Hour))
		after := said(t, m)
		for at, was := range before {
			if after[at] != was {
				t.Fatalf("%s was %q and is %q", at, was, after[at])
			}
		}
		entries = m.entries()
		if run := imported(t, m, objects, taken.Add(3*time.Hour)); m.entries() != entries || run.Taken != 0 {
			t.Fatalf("twice the same worse: %+v", run)
		}
	})
}

// TestWords are the words of other systems.
func TestWords(t *testing.T) {
	m := &memory{}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"Unverändert beschlossen", "Geändert beschlossen", "Nicht beschlossen", "abgelehnt", "vertagt", "verwiesen an den Ausschuss", "Kenntnisnahme", "zurückgezogen", "keine Ahnung"}).Draw(t, "word")
		want := map[string]council.Result{
			"Unverändert beschlossen": council.Accepted, "Geändert beschlossen": council.Amended, "Nicht beschlossen": council.Rejected, "abgelehnt": council.Rejected,
			"vertagt": council.Deferred, "verwiesen an den Ausschuss": council.Referred, "Kenntnisnahme": council.Noted, "zurückgezogen": council.Withdrawn, "keine Ahnung": "",
		}[word]
		objects := parliament(t)
		meeting := objects[len(objects)-1]
		meeting["agendaItem"].([]any)[0].(map[string]any)["result"] = word
		*m = memory{}
		imported(t, m, objects, taken)
		for _, r := range m.all {
			if r.Kind != register.Sitting {
				continue
			}
			var s council.Sitting
			if err := json.Unmarshal(r.Body, &s); err != nil {
				t.Fatal(err)
			}
			if s.Agenda[0].Result != want {
				t.Fatalf("%q is %q", word, s.Agenda[0].Result)
			}
		}
	})
}

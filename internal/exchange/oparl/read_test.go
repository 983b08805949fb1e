// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/exchange/oparl"
)

// cases are values of a meeting's fields, what is made of them and what is said.
func TestFields(t *testing.T) {
	for _, c := range []struct {
		kind         oparl.Type
		field, value string
		want         any
		wrong        oparl.Wrong // empty: nothing is wrong
	}{
		{oparl.Paper, "date", `"2015-11-27"`, "2015-11-27", ""},
		{oparl.Paper, "date", `"27.11.2015"`, "2015-11-27", oparl.WrongDate},
		{oparl.Paper, "date", `"2015-11-27T00:00:00+01:00"`, "2015-11-27", oparl.WrongDate},
		{oparl.Paper, "date", `"2015-13-01"`, nil, oparl.WrongDate},
		{oparl.Paper, "date", `"0001-01-01"`, nil, oparl.WrongDate},
		{oparl.Paper, "date", `"31.02.2015"`, nil, oparl.WrongDate},
		{oparl.Paper, "date", `20151127`, nil, oparl.WrongType},
		{oparl.Paper, "date", `null`, nil, oparl.Null},
		{oparl.Paper, "name", `"  Name "`, "Name", ""},
		{oparl.Paper, "name", `17`, "17", oparl.WrongType},
		{oparl.Paper, "name", `["x"]`, nil, oparl.WrongType},
		{oparl.Paper, "name", `"a\u0000b"`, "ab", oparl.WrongType},
		{oparl.Paper, "name", `""`, nil, oparl.Empty},
		{oparl.Paper, "name", `"  "`, nil, oparl.Empty},
		{oparl.Paper, "keyword", `"x"`, []string{"x"}, oparl.WrongType},
		{oparl.Paper, "keyword", `["x", 1, null]`, []string{"x", "1"}, oparl.WrongType},
		{oparl.Paper, "keyword", `[]`, nil, ""},
		{oparl.Paper, "relatedPaper", `["https://x.org/1", "/2", "mailto:x"]`, []string{"https://x.org/1", "https://rat.example.org/2"}, oparl.RelativeURL},
		{oparl.Paper, "body", `"body/1"`, "https://rat.example.org/a/body/1", oparl.RelativeURL},
		{oparl.Paper, "body", `"javascript:alert(1)"`, nil, oparl.WrongURL},
		{oparl.Paper, "body", `"https://name:word@example.org/"`, nil, oparl.WrongURL},
		{oparl.Meeting, "start", `"2015-11-27T16:00:00+01:00"`, "2015-11-27T16:00:00+01:00", ""},
		{oparl.Meeting, "start", `"2015-07-01T16:00:00"`, "2015-07-01T16:00:00+02:00", oparl.WrongDate},
		{oparl.Meeting, "start", `"27.11.2015 16:00"`, "2015-11-27T16:00:00+01:00", oparl.WrongDate},
		{oparl.Meeting, "start", `"2015-11-27"`, "2015-11-27", oparl.WrongDate},
		{oparl.Meeting, "start", `1448636400`, nil, oparl.WrongType},
		{oparl.Meeting, "cancelled", `"true"`, true, oparl.WrongType},
		{oparl.Meeting, "cancelled", `0`, false, oparl.WrongType},
		{oparl.Meeting, "cancelled", `"vielleicht"`, nil, oparl.WrongType},
		{oparl.Meeting, "cancelled", `false`, false, ""},
		{oparl.Meeting, "location", `"https://rat.example.org/loc"`, "https://rat.example.org/loc", oparl.WrongType},
		{oparl.File, "size", `12`, int64(12), ""},
		{oparl.File, "size", `"12"`, int64(12), oparl.WrongType},
		{oparl.File, "size", `12.5`, nil, oparl.WrongType},
	} {
		document := `{"id":"https://rat.example.org/a/o","type":"` + c.kind.URL() + `","created":"2015-01-01T00:00:00Z","modified":"2015-01-01T00:00:00Z","accessUrl":"https://x.org/","` + c.field + `":` + c.value + `}`
		r := oparl.Read([]byte(document), "https://rat.example.org/a/", "")
		if len(r.Objects) != 1 {
			t.Errorf("%s: %d objects", c.value, len(r.Objects))
			continue
		}
		if got := r.Objects[0].Fields[c.field]; !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s: %#v, expected %#v", c.field, c.value, got, c.want)
		}
		said := oparl.Wrong("")
		if len(r.Faults) > 0 {
			said = r.Faults[0].Wrong
			if !strings.HasPrefix(r.Faults[0].Field, c.field) || r.Faults[0].Object != "https://rat.example.org/a/o" {
				t.Errorf("%s %s: said of %s", c.field, c.value, r.Faults[0].Field)
			}
		}
		if said != c.wrong {
			t.Errorf("%s %s: said %q, expected %q", c.field, c.value, said, c.wrong)
		}
	}
}

// TestEndFirst: an end before its start is told and left out; the start stays. An end at
// the start, or in another zone but later, is good.
func TestEndFirst(t *testing.T) {
	for _, c := range []struct {
		kind        oparl.Type
		start, end  string // names
		from, until string
		good        bool
	}{
		{oparl.Meeting, "start", "end", "2015-11-27T16:00:00+01:00", "2015-11-27T15:59:00+01:00", false},
		{oparl.Meeting, "start", "end", "2015-11-27T16:00:00+01:00", "2015-11-27T16:00:00+01:00", true},
		{oparl.Meeting, "start", "end", "2015-11-27T16:00:00+01:00", "2015-11-27T15:30:00Z", true},
		{oparl.AgendaItem, "start", "end", "2015-11-27T16:00:00Z", "2015-11-27T16:30:00+01:00", false},
		{oparl.Organization, "startDate", "endDate", "2014-07-17", "2014-07-16", false},
		{oparl.Organization, "startDate", "endDate", "2014-07-17", "2014-07-17", true},
		{oparl.LegislativeTerm, "startDate", "endDate", "2014-07-17", "2009-05-31", false},
	} {
		document := `{"id":"https://rat.example.org/o","type":"` + c.kind.URL() + `","created":"2015-01-01T00:00:00Z","modified":"2015-01-01T00:00:00Z","order":0,"` + c.start + `":"` + c.from + `","` + c.end + `":"` + c.until + `"}`
		r := oparl.Read([]byte(document), "https://rat.example.org/", "")
		if len(r.Objects) != 1 || r.Objects[0].Text(c.start) != c.from {
			t.Fatalf("%+v", r)
		}
		if _, there := r.Objects[0].Fields[c.end]; there != c.good {
			t.Errorf("%s %s: taken %t", c.kind, c.until, there)
		}
		told := len(r.Faults) == 1 && r.Faults[0] == oparl.Fault{Object: "https://rat.example.org/o", Type: c.kind, Field: c.end, Wrong: oparl.EndFirst, Value: c.until}
		if told == c.good {
			t.Errorf("%s %s: told %+v", c.kind, c.until, r.Faults)
		}
	}
	// A start that moves behind the end that was known takes it away.
	known := oparl.Object{Type: oparl.Meeting, ID: "https://rat.example.org/o", Fields: map[string]any{"start": "2015-11-27T16:00:00+01:00", "end": "2015-11-27T18:00:00+01:00"}}
	read := oparl.Object{Type: oparl.Meeting, ID: known.ID, Fields: map[string]any{"start": "2015-11-28T16:00:00+01:00"}}
	if merged, kept := oparl.Merge(known, read); merged.Text("end") != "" || len(kept) > 0 {
		t.Errorf("%+v %v", merged, kept)
	}
}

// TestSummerTime compares with the zone files of the system, where there are any.
func TestSummerTime(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip(err)
	}
	for at := time.Date(1997, 1, 1, 0, 30, 0, 0, time.UTC); at.Year() < 2035; at = at.Add(5 * time.Hour) {
		if got, want := oparl.InGermany(at).Format(time.RFC3339), at.In(zone).Format(time.RFC3339); got != want {
			t.Fatalf("%s: %s, expected %s", at, got, want)
		}
		day, clock := oparl.Clock(at.Format(time.RFC3339))
		if want := at.In(zone); day != period.OfTime(want) || clock != want.Format("15:04") {
			t.Fatalf("%s: %s %s", at, day, clock)
		}
	}
	for _, c := range [][3]string{{"2015-11-27", "16:00", "2015-11-27T16:00:00+01:00"}, {"2015-07-01", "08:30", "2015-07-01T08:30:00+02:00"}, {"2016-03-27", "03:00", "2016-03-27T03:00:00+02:00"}} {
		day, _ := period.ParseDate(c[0])
		if got, ok := oparl.Start(day, c[1]); got != c[2] || !ok {
			t.Errorf("%v: %s", c, got)
		}
	}
	if day, clock := oparl.Clock("2015-11-27T00:00:00+01:00"); day != period.Day(2015, 11, 27) || clock != "" {
		t.Errorf("midnight is %s %q", day, clock)
	}
	if _, ok := oparl.Start(period.Day(2015, 1, 1), "vier Uhr"); ok {
		t.Error("reads what is no time")
	}
}

// TestOpen takes apart what people save.
func TestOpen(t *testing.T) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for _, name := range []string{"a.json", "b/c.ndjson", "liesmich.txt"} {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = f.Write([]byte("{}\n{}"))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for content, want := range map[string]int{`{}`: 1, `[{},{}]`: 1, "{}\n\n{}\n": 2, "{}\nx\n{}": 3, "<html>": 1, "\ufeff{}": 1, archive.String(): 4} {
		got, err := oparl.Open("x", []byte(content), oparl.DefaultLimits)
		if err != nil || len(got) != want {
			t.Errorf("%.10q: %d documents, %v", content, len(got), err)
		}
	}
	for name, limits := range map[string]oparl.Limits{"bytes": {Unpacked: 5, Files: 9}, "files": {Unpacked: 1000, Files: 1}} {
		if _, err := oparl.Open("x", archive.Bytes(), limits); !errors.Is(err, oparl.ErrArchive) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := oparl.Open("x", []byte("PK\x03\x04 quatsch"), oparl.DefaultLimits); !errors.Is(err, oparl.ErrArchive) {
		t.Error(err)
	}
}

// TestStrict: what the specification does not allow is not written.
func TestStrict(t *testing.T) {
	at := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	good := func() oparl.Object {
		return oparl.Object{Type: oparl.File, ID: "https://x.org/1", Created: at, Modified: at, Fields: map[string]any{"accessUrl": "https://x.org/f", "name": "<ä> & \"x\""}}
	}
	content, err := json.Marshal(good())
	if err != nil || string(content) != `{"id":"https://x.org/1","type":"https://schema.oparl.org/1.1/File","name":"\u003cä\u003e \u0026 \"x\"","accessUrl":"https://x.org/f","created":"2015-01-01T00:00:00Z","modified":"2015-01-01T00:00:00Z"}` {
		t.Errorf("%s %v", content, err)
	}
	for name, spoil := range map[string]func(*oparl.Object){
		"relative id":       func(o *oparl.Object) { o.ID = "/1" },
		"no created":        func(o *oparl.Object) { o.Created = time.Time{} },
		"modified before":   func(o *oparl.Object) { o.Modified = at.Add(-time.Second) },
		"required missing":  func(o *oparl.Object) { delete(o.Fields, "accessUrl") },
		"relative address":  func(o *oparl.Object) { o.Fields["accessUrl"] = "f" },
		"unknown field":     func(o *oparl.Object) { o.Fields["colour"] = "red" },
		"wrong type":        func(o *oparl.Object) { o.Fields["size"] = "12" },
		"wrong date":        func(o *oparl.Object) { o.Fields["date"] = "1.1.2015" },
		"list of addresses": func(o *oparl.Object) { o.Fields["paper"] = []string{"https://x.org/", "x"} },
	} {
		o := good()
		spoil(&o)
		if _, err := json.Marshal(o); !errors.Is(err, oparl.ErrStrict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := good()
	o.Fields["date"], o.Fields["paper"] = "", []string{}
	if content, err := json.Marshal(o); err != nil || strings.Contains(string(content), "date") || strings.Contains(string(content), "paper\"") || strings.Contains(string(content), "null") {
		t.Errorf("%s %v", content, err)
	}
	o.Deleted = true
	if content, err := json.Marshal(o); err != nil || strings.Contains(string(content), "accessUrl") || !strings.Contains(string(content), `"deleted":true`) {
		t.Errorf("%s %v", content, err)
	}
	if _, err := json.Marshal(oparl.Page{Self: "x"}); !errors.Is(err, oparl.ErrStrict) {
		t.Error(err)
	}
}

// TestMergeNeverWorse: whatever was lost or spoiled of an object, nothing good is
// lost by reading it again, and reading it again changes nothing more.
func TestMergeNeverWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := paperObject(t)
		known := readOne(t, good)
		worse := map[string]any{}
		for name, v := range good {
			switch rapid.IntRange(0, 4).Draw(t, name) {
			case 0:
				if name != "id" && name != "type" {
					continue
				}
				worse[name] = v
			case 1:
				worse[name] = v
				if name != "id" && name != "type" {
					worse[name] = rapid.SampledFrom([]any{nil, "", 7, true, []any{nil, 3}, map[string]any{}, "2015-13-01", "mailto:x"}).Draw(t, "spoiled "+name)
				}
			default:
				worse[name] = v
			}
		}
		read := readOne(t, worse)
		merged, _ := oparl.Merge(known, read)
		for name, v := range known.Fields {
			got, there := merged.Fields[name]
			if !there {
				t.Fatalf("%s is lost", name)
			}
			if list, ok := v.([]string); ok && worse[name] != nil {
				if now, ok := got.([]string); !ok || len(now) < min(len(list), 1) {
					t.Fatalf("%s: %v became %v", name, v, got)
				}
			}
		}
		again, kept := oparl.Merge(merged, read)
		if !oparl.Same(again, merged) {
			t.Fatalf("%v became %v (%v)", merged, again, kept)
		}
		if back, _ := oparl.Merge(merged, known); !oparl.Same(readKept(t, back.Keep()), back) {
			t.Fatal("what is kept is not what was")
		}
	})
}

func paperObject(t *rapid.T) map[string]any {
	word := rapid.StringMatching(`[A-Za-zäöü ]{1,12}x`)
	return map[string]any{
		"id": "https://rat.example.org/paper/1", "type": oparl.Paper.URL(), "created": "2015-01-01T00:00:00Z", "modified": "2015-01-02T00:00:00Z",
		"name": word.Draw(t, "name"), "reference": word.Draw(t, "reference"), "date": "2015-11-27", "paperType": word.Draw(t, "type"), "keyword": []any{word.Draw(t, "keyword")},
		"relatedPaper": []any{"https://rat.example.org/paper/2", "https://rat.example.org/paper/3"},
		"mainFile":     map[string]any{"id": "https://rat.example.org/file/1", "type": oparl.File.URL(), "accessUrl": "https://rat.example.org/1.pdf"},
		"consultation": []any{map[string]any{"id": "https://rat.example.org/c/1", "type": oparl.Consultation.URL(), "role": word.Draw(t, "role")}},
	}
}

// readOne reads an object and returns it without those inside.
func readOne(t *rapid.T, o map[string]any) oparl.Object {
	content, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	all := oparl.Read(content, "https://rat.example.org/", "").Objects
	if len(all) == 0 {
		t.Fatalf("nothing read of %s", content)
	}
	return all[len(all)-1]
}

func readKept(t *rapid.T, k oparl.Kept) oparl.Object {
	content, err := json.Marshal(k)
	if err != nil {
		t.Fatal(err)
	}
	var back oparl.Kept
	if err := json.Unmarshal(content, &back); err != nil {
		t.Fatal(err)
	}
	return back.Object()
}

// FuzzRead: nothing panics, every object has a type and an absolute address, no field
// is nil, and what is kept can be read back.
func FuzzRead(f *testing.F) {
	names, _ := filepath.Glob(filepath.Join(standard, "examples", "*.json"))
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte(`{"data":[{"id":"x","type":"oparl:Meeting","agendaItem":[{"agendaItem":null},[],{"id":3}]}],"links":{"next":7},"pagination":null}`))
	f.Add([]byte("\ufeff[null,1,{}]x"))
	f.Fuzz(func(t *testing.T, content []byte) {
		documents, err := oparl.Open("x.json", content, oparl.Limits{Unpacked: 1 << 20, Files: 10})
		if err != nil {
			return
		}
		for _, d := range documents {
			for _, kind := range []oparl.Type{"", oparl.Meeting} {
				checkReading(t, oparl.Read(d.Content, "https://rat.example.org/list?page=2", kind))
			}
		}
	})
}

func checkReading(t *testing.T, r oparl.Reading) {
	t.Helper()
	for _, o := range r.Objects {
		if o.ID == "" || o.Type == "" || o.Type == oparl.Person || o.Type == oparl.Membership {
			t.Fatalf("%+v", o)
		}
		for name, v := range o.Fields {
			switch v.(type) {
			case string, bool, int64, []string:
			default:
				t.Fatalf("%s holds %#v", name, v)
			}
		}
		content, err := json.Marshal(o.Keep())
		if err != nil {
			t.Fatal(err)
		}
		var back oparl.Kept
		if err := json.Unmarshal(content, &back); err != nil {
			t.Fatal(err)
		}
		oparl.Merge(back.Object(), o)
	}
	for _, f := range r.Faults {
		if f.Wrong == "" || len(f.Value) > 200 {
			t.Fatalf("%+v", f)
		}
	}
}

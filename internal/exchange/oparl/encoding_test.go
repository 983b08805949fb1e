// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"planraum/internal/exchange/oparl"
)

// TestEncodings: a page in another encoding is read as what it is, however it is declared,
// and told as a fault of the page; one in UTF-8 is no fault.
func TestEncodings(t *testing.T) {
	const name = "Unterkünfte für Geflüchtete – 50 €"
	latin, err := charmap.Windows1252.NewEncoder().String(thing("Paper", "p", `,"reference":"`+name+`"`))
	if err != nil {
		t.Fatal(err)
	}
	nine, err := charmap.ISO8859_15.NewEncoder().String(thing("Paper", "p", `,"reference":"50 € für Unterkünfte"`))
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(thing("Paper", "p", `,"reference":"`+name+`"`))
	if err != nil {
		t.Fatal(err)
	}
	good := thing("Paper", "p", `,"reference":"`+name+`"`)
	for _, c := range []struct{ document, media, want, taken string }{
		{good, "application/json", name, ""},
		{good, "application/json; charset=utf-8", name, ""},
		{"\ufeff" + good, "", name, ""},
		{thing("Paper", "p", `,"reference":"plain"`), "application/json; charset=ISO-8859-1", "plain", ""},
		{good, "application/json; charset=ISO-8859-1", name, "UTF-8"},
		{latin, "application/json", name, "Windows-1252"},
		{latin, "", name, "Windows-1252"},
		{latin, "application/json; charset=utf-8", name, "Windows-1252"},
		{latin, "application/json; charset=iso-8859-1", name, "Windows-1252"},
		{latin, "application/json; charset=klingon", name, "Windows-1252"},
		{nine, "application/json; charset=ISO-8859-15", "50 € für Unterkünfte", "ISO-8859-15"},
		{wide, "application/json", name, "UTF-16"},
	} {
		r := oparl.ReadAs([]byte(c.document), c.media, "https://rat.example.org/papers?page=2", oparl.Paper)
		if len(r.Objects) != 1 || r.Objects[0].Text("reference") != c.want {
			t.Errorf("%q: %+v", c.media, r)
			continue
		}
		var said []oparl.Fault
		for _, f := range r.Faults {
			if f.Wrong == oparl.WrongEncoding {
				said = append(said, f)
			}
		}
		if c.taken == "" && len(said) > 0 || c.taken != "" && (len(said) != 1 || said[0].Object != "https://rat.example.org/papers?page=2" || said[0].Taken != c.taken || said[0].Value != c.media) {
			t.Errorf("%q: told %+v, want %q", c.media, said, c.taken)
		}
	}
}

// TestNothingIsLostByEncoding: any text that Windows-1252 has comes through it, and what
// comes out is always UTF-8.
func TestNothingIsLostByEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.StringMatching(`[a-zäöüßÄÖÜ€„“–é ]{1,40}`).Draw(t, "text")
		body, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		sent, err := charmap.Windows1252.NewEncoder().Bytes(body)
		if err != nil {
			t.Fatal(err)
		}
		if out, _ := oparl.Decoded(sent, "application/json"); string(out) != string(body) && !utf8.Valid(sent) {
			t.Fatalf("%q became %q", body, out)
		}
		if out, _ := oparl.Decoded(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"), "application/json; charset="+rapid.SampledFrom([]string{"", "utf-8", "utf-16", "latin1", "x"}).Draw(t, "charset")); !utf8.Valid(out) {
			t.Fatalf("%q is no UTF-8", out)
		}
	})
}

// TestGarbledIsNoBetter: a text in which letters were lost is told, taken where nothing
// better is known, and never instead of it.
func TestGarbledIsNoBetter(t *testing.T) {
	read := func(name string) (oparl.Object, []oparl.Fault) {
		r := oparl.Read([]byte(strings.Replace(thing("Paper", "p", ""), `"name":"p"`, `"name":"`+name+`"`, 1)), "https://rat.example.org/", "")
		return r.Objects[0], r.Faults
	}
	good, _ := read("Unterkünfte")
	for _, bad := range []string{"Unterk\ufffdnfte", `Unterk\ud800nfte`} {
		lost, faults := read(bad)
		if len(faults) != 1 || faults[0].Wrong != oparl.Garbled || faults[0].Field != "name" || faults[0].Object != "https://rat.example.org/p" {
			t.Errorf("%q: %+v", bad, faults)
		}
		lost.Modified = lost.Modified.Add(time.Hour)
		if one, kept := oparl.Merge(good, lost); one.Text("name") != "Unterkünfte" || len(kept) != 1 {
			t.Errorf("%q replaces it: %+v, %v", bad, one, kept)
		}
		if one, _ := oparl.Merge(oparl.Object{}, lost); one.Text("name") == "" {
			t.Error("nothing is taken")
		}
		again := good
		again.Modified = lost.Modified.Add(time.Hour)
		if one, _ := oparl.Merge(lost, again); one.Text("name") != "Unterkünfte" {
			t.Errorf("the better one does not come: %+v", one)
		}
	}
}

// TestLengths: a text that is too long for its field is shortened to it and told; one of
// just the length stays.
func TestLengths(t *testing.T) {
	for _, c := range []struct {
		kind  oparl.Type
		field string
		most  int
	}{
		{oparl.Paper, "name", 1_000},
		{oparl.Paper, "reference", 1_000},
		{oparl.Organization, "classification", 1_000},
		{oparl.AgendaItem, "resolutionText", 100_000},
		{oparl.AgendaItem, "result", 100_000},
		{oparl.Location, "description", 100_000},
	} {
		for n, shortened := range map[int]bool{c.most: false, c.most + 1: true, 1_800_000: true} {
			text := strings.Repeat("ü", n)
			document := strings.Replace(thing(string(c.kind), "o", `,"order":0,"`+c.field+`":"`+text+`"`), `"name":"o"`, `"license":"x"`, 1)
			r := oparl.Read([]byte(document), "https://rat.example.org/", "")
			got := r.Objects[0].Text(c.field)
			if utf8.RuneCountInString(got) > c.most || strings.HasSuffix(got, "…") != shortened || !shortened && got != text {
				t.Errorf("%s of %d: %d characters", c.field, n, utf8.RuneCountInString(got))
			}
			told := len(r.Faults) == 1 && r.Faults[0].Wrong == oparl.TooLong && r.Faults[0].Field == c.field && r.Faults[0].Object == "https://rat.example.org/o" && len(r.Faults[0].Value) < 200
			if told != shortened {
				t.Errorf("%s of %d: told %d faults", c.field, n, len(r.Faults))
			}
		}
	}
	if r := oparl.Read([]byte(thing("Paper", "p", `,"body":"https://rat.example.org/`+strings.Repeat("x", 3000)+`"`)), "https://rat.example.org/", ""); r.Objects[0].Text("body") != "" || len(r.Faults) != 1 {
		t.Errorf("an address of 3,000 bytes: %d faults", len(r.Faults))
	}
}

// TestTwiceInAList: of two objects with one address the dated, newer, fuller one is taken
// in either order, and the report names both.
func TestTwiceInAList(t *testing.T) {
	dated := func(day, name string) string {
		return `{"id":"https://rat.example.org/p","type":"https://schema.oparl.org/1.1/Paper",` + day + `"name":"` + name + `"}`
	}
	const undated, older, newer = "", `"created":"2015-01-01T00:00:00Z","modified":"2015-01-02T00:00:00Z",`, `"created":"2015-01-01T00:00:00Z","modified":"2015-02-02T00:00:00Z",`
	full := strings.Replace(dated(newer, "gut"), `"name"`, `"reference":"V 1","name"`, 1)
	for name, c := range map[string]struct{ first, second, taken string }{
		"undated after dated":  {dated(newer, "gut"), dated(undated, "schlecht"), "data[0]"},
		"dated after undated":  {dated(undated, "schlecht"), dated(newer, "gut"), "data[1]"},
		"older after newer":    {dated(newer, "gut"), dated(older, "schlecht"), "data[0]"},
		"newer after older":    {dated(older, "schlecht"), dated(newer, "gut"), "data[1]"},
		"emptier after fuller": {full, dated(newer, "schlecht"), "data[0]"},
		"fuller after emptier": {dated(newer, "schlecht"), full, "data[1]"},
		"the same twice":       {dated(newer, "gut"), dated(newer, "gut"), "data[0]"},
	} {
		r := oparl.Read([]byte(`{"data":[`+c.first+`,`+c.second+`],"pagination":{},"links":{}}`), "https://rat.example.org/papers", oparl.Paper)
		if len(r.Objects) != 2 {
			t.Fatalf("%s: %+v", name, r)
		}
		if one := oparl.Join(r.Objects[0], r.Objects[1]); one.Text("name") != "gut" || one.Modified.IsZero() {
			t.Errorf("%s: %+v", name, one)
		}
		found := false
		for _, f := range r.Faults {
			if f.Wrong == oparl.Duplicate {
				found = f.Object == "https://rat.example.org/p" && f.Taken == c.taken && strings.Contains(f.Value, "data[0]") && strings.Contains(f.Value, "data[1]")
			}
		}
		if !found {
			t.Errorf("%s: told %+v", name, r.Faults)
		}
	}
}

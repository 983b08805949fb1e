// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/papertest"
	"planraum/internal/store/citytest"
)

// TestStanding: every file says in its head whether the text was issued: a draft its
// day, an issue its day, its number and its digest; twice the same bytes, and the text
// that is kept is not changed by it.
func TestStanding(t *testing.T) {
	c := over(citytest.Example(t))
	doc, err := c.Resolve(t.Context(), written("newest/accommodation.persons"), days[0])
	if err != nil {
		t.Fatal(err)
	}
	draft := report.Stored{Name: "probe", State: council.Draft, AsOf: days[0], Document: doc}
	everyFormatSays(t, draft, "Entwurf, nicht ausgegeben, Stand 27.11.2015")
	first, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[0], Document: doc}, by(0))
	if err != nil {
		t.Fatal(err)
	}
	second, err := c.Issue(t.Context(), report.Stored{Name: "probe", AsOf: days[1], Document: doc}, by(newest(t, c, "probe").Record))
	if err != nil {
		t.Fatal(err)
	}
	everyFormatSays(t, first, "am 01.01.2020, Stand 27.11.2015", "SHA-256 "+first.Digest)
	if first.Number != 1 || second.Number != 2 || newest(t, c, "probe").Number != 2 {
		t.Errorf("issues %d, %d, kept as %d", first.Number, second.Number, newest(t, c, "probe").Number)
	}
	if kept := newest(t, c, "probe"); !kept.Whole() || len(kept.Document.Head) != 0 {
		t.Errorf("the head of the text that is kept: %v", kept.Document.Head)
	}
}

func newest(t *testing.T, c city, name string) report.Stored {
	t.Helper()
	list, err := c.Versions(t.Context(), name)
	if err != nil || len(list) == 0 {
		t.Fatalf("%d versions, %v", len(list), err)
	}
	return list[len(list)-1]
}

// printer hands back the text that it is to print.
type printer struct{}

func (printer) Check() error { return nil }

func (printer) FromODT(_ context.Context, odt []byte) ([]byte, error) { return odt, nil }

// everyFormatSays looks for words in the files of all formats; a PDF is made of the
// OpenDocument text.
func everyFormatSays(t *testing.T, s report.Stored, words ...string) {
	t.Helper()
	for _, format := range report.Formats() {
		files, err := report.NewFiles(s.Marked(), printer{})
		if err != nil {
			t.Fatal(err)
		}
		content, err := files.Write(t.Context(), format)
		if err != nil {
			t.Fatal(err)
		}
		if again := write(t, s.Marked(), map[bool]report.Format{true: report.ODT, false: format}[format == report.PDF]); !bytes.Equal(content, again) {
			t.Errorf("two files of %s differ", format)
		}
		said := string(content)
		if format != report.HTML {
			parts, _, err := papertest.Open(content)
			if err != nil {
				t.Fatal(err)
			}
			said = string(parts["word/document.xml"]) + string(parts["content.xml"])
		}
		for _, w := range words {
			if !strings.Contains(said, w) {
				t.Errorf("%s does not say %q", format, w)
			}
		}
	}
}

// TestObstacles: a paper can go out with an issued text, and with a draft that has nothing
// open; what is open is named.
func TestObstacles(t *testing.T) {
	c := over(citytest.Example(t))
	against := func(name string) []string {
		t.Helper()
		rows, err := c.Obstacles(t.Context(), council.Paper{Title: "Vorlage", Document: name})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, r := range rows {
			list = append(list, r.Value)
		}
		return list
	}
	keep := func(name string, doc document.Document) {
		t.Helper()
		if err := c.Save(t.Context(), report.Stored{Name: name, AsOf: days[0], Document: doc}, by(0)); err != nil {
			t.Fatal(err)
		}
	}
	keep("offen", written("newest/accommodation.persons", "newest/gibt.es.nicht"))
	keep("fertig", written("newest/accommodation.persons"))
	if got := against("offen"); len(got) != 1 || !strings.Contains(got[0], "newest/gibt.es.nicht") {
		t.Errorf("an open field: %q", got)
	}
	if got := against("fertig"); got != nil {
		t.Errorf("nothing is open: %q", got)
	}
	if got := against("gibt-es-nicht"); len(got) != 1 || got[0] != "gibt-es-nicht" {
		t.Errorf("no such text: %q", got)
	}
	if got := against(""); got != nil {
		t.Errorf("no text: %q", got)
	}
	if _, _, there, err := c.IssuedFile(t.Context(), "fertig", "", report.HTML); there || err != nil {
		t.Errorf("a draft is given out: %v", err)
	}
	doc := written("newest/accommodation.persons")
	issued, err := c.Issue(t.Context(), report.Stored{Name: "fertig", AsOf: days[0], Document: doc}, report.Change{By: "Sozialplanung", At: later.Add(time.Hour), Seen: newest(t, c, "fertig").Record})
	if err != nil {
		t.Fatal(err)
	}
	if got := against("fertig"); got != nil {
		t.Errorf("it is issued: %q", got)
	}
	s, content, there, err := c.IssuedFile(t.Context(), "fertig", "", report.HTML)
	if err != nil || !there || s.Digest != issued.Digest || !bytes.Contains(content, []byte(issued.Digest)) {
		t.Errorf("%v %v", there, err)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"regexp"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/papertest"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// stated are the numbers that templates write themselves, each with where it comes from.
// A number in the running text that is neither one of these nor of a live field fails.
var stated = []struct{ written, source string }{
	{"864/2015", "Haushaltsantrag 864/2015 vom 20.10.2015"},
	{"908/2015", "Haushaltsantrag 908/2015 vom 20.10.2015"},
	{"20.10.2015", "Tag der beiden Anträge"},
	{"1,0 Stelle", "Haushaltsanträge 864/2015 und 908/2015"},
	{"EG 13", "Haushaltsanträge 864/2015 und 908/2015"},
	{"1. Januar 2016", "Haushaltsanträge: Beginn des Doppelhaushalts 2016/2017"},
	{"01.01.2016", "Haushaltsanträge: Beginn des Doppelhaushalts 2016/2017"},
	{"2016/2017", "Doppelhaushalt, für den die Anträge gestellt sind"},
	{"im Jahr 2016", "Doppelhaushalt 2016/2017"},
	{"im Jahr 2017", "Doppelhaushalt 2016/2017"},
	{"Haushaltsjahren 2016 und 2017", "Doppelhaushalt 2016/2017"},
	{"§ 8", "FlüAG"},
	{"24 Monaten (§ 9)", "FlüAG § 9"},
	{"das heißt nicht 0", "Regel des Hauses: unbekannt ist nicht 0"},
	{"unbekannt, nicht 0", "Regel des Hauses: unbekannt ist nicht 0"},
}

// heading numbers a section: "2.1 Personen".
var sectionNumber = regexp.MustCompile(`^[0-9]+(\.[0-9]+)* `)

// dates are days, months with their year, and years of the plan, the as-of date and the
// papers that a text names.
var dates = regexp.MustCompile(`[0-9]{2}\.[0-9]{2}\.[0-9]{4}|[0-9]{1,2} [A-Z][a-z]+ 20[0-9]{2}|(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|July|October|December) 20[0-9]{2}|GRDrs [0-9]+/20[0-9]{2}|Tranche [0-9]+A?`)

// every are all derivations below one, written out.
func every(d figure.Derivation, l text.Lang) string {
	s := d.Name.In(l) + " " + d.Value.In(l) + " " + d.Rule.In(l) + " " + d.Note.In(l) + " "
	for _, f := range d.From {
		s += every(f, l)
	}
	return s
}

// loose are the numbers of a sentence that are neither dates nor stated.
func loose(sentence string) []string {
	for _, c := range stated {
		sentence = strings.ReplaceAll(sentence, c.written, "")
	}
	return digits.FindAllString(dates.ReplaceAllString(sentence, ""), -1)
}

// TestEveryRenderedNumber: each number that stands in the running text of a paper belongs
// to a live field with its derivation, or is stated above with its source; so does each
// in the file, read back from its XML.
func TestEveryRenderedNumber(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		for _, day := range days {
			doc := c.made(t, one.Name, day)
			name, l := one.Name+" "+day.String(), one.Language()
			for _, p := range paragraphsOf(doc) {
				eachRun(t, name, l, p)
			}
			for _, b := range doc.Blocks {
				if b.Heading != nil {
					for _, n := range loose(sectionNumber.ReplaceAllString(b.Heading.Text, "")) {
						t.Errorf("%s: the heading %q has the number %s", name, b.Heading.Text, n)
					}
				}
				if b.Table != nil && len(b.Table.Sources)+len(b.Table.Notes) == 0 {
					t.Errorf("%s: the table %q has no source", name, b.Table.Caption)
				}
			}
			inFile(t, name, doc)
		}
	}
}

func paragraphsOf(doc document.Document) (list []document.Paragraph) {
	for _, b := range doc.Blocks {
		if b.Paragraph != nil {
			list = append(list, *b.Paragraph)
		}
		if b.List != nil {
			list = append(list, b.List.Items...)
		}
	}
	return list
}

// eachRun checks the numbers of a paragraph. Its own words are read together, so that a
// stated number may be written in two manners.
func eachRun(t *testing.T, name string, l text.Lang, p document.Paragraph) {
	t.Helper()
	own := ""
	for _, r := range p.Runs {
		own += r.Text
		if r.Field == nil || r.Field.Value == nil {
			continue
		}
		v := r.Field.Value
		if v.Derivation == nil {
			for _, n := range loose(v.Written) {
				t.Errorf("%s: %s says %s without a derivation: %q", name, r.Field.Ref, n, v.Written)
			}
			continue
		}
		all := every(*v.Derivation, l)
		for _, n := range loose(v.Written) {
			if n = strings.TrimRight(n, ".,"); !strings.Contains(all, n) {
				t.Errorf("%s: %s says %s, its derivation does not: %q %s", name, r.Field.Ref, n, v.Written, all[:min(len(all), 300)])
			}
		}
	}
	for _, n := range loose(own) {
		t.Errorf("%s: %q stands in %q without a field or a source", name, n, own)
	}
}

// inFile reads the DOCX back: it has no paragraph that the fair copy has not.
func inFile(t *testing.T, name string, doc document.Document) {
	t.Helper()
	parts, _, err := papertest.Open(write(t, doc, report.DOCX))
	if err != nil {
		t.Fatal(err)
	}
	fair, known := doc.Fair(), strings.Builder{}
	known.WriteString(fair.Title + " " + fair.Subtitle + " " + texts(doc))
	for _, p := range fair.Head {
		known.WriteString(" " + p.Name + " " + p.Value)
	}
	for _, p := range fair.Parts {
		switch {
		case p.Heading != nil:
			known.WriteString(" " + p.Heading.Text)
		case p.Line != nil:
			known.WriteString(" " + p.Line.Number)
		case p.Table != nil:
			known.WriteString(" " + p.Table.Label + " " + p.Table.Caption + strings.Join(p.Table.Table.Heads(), " ") + strings.Join(append(p.Table.Table.Notes, p.Table.Table.Sources...), " "))
		case p.Picture != nil:
			known.WriteString(" " + p.Picture.Label + " " + p.Picture.Caption + " " + strings.Join(append(p.Picture.Picture.Notes, p.Picture.Picture.Sources...), " "))
		}
	}
	for _, word := range regexp.MustCompile(`<w:t [^>]*>([^<]*)</w:t>`).FindAllStringSubmatch(string(parts["word/document.xml"]), -1) {
		for _, n := range digits.FindAllString(word[1], -1) {
			if !strings.Contains(known.String(), strings.TrimRight(n, ".,")) {
				t.Errorf("%s: the file has %q, the text has not: %q", name, n, word[1])
			}
		}
	}
}

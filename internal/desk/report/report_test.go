// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/papertest"
	"planraum/internal/platform/office"
	"planraum/internal/platform/quoting"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

// city is the example city with the desk of reports over it.
type city struct {
	*citytest.City
	*report.Desk
	quotes quoting.Desks
}

func over(c *citytest.City) city {
	ledger := c.Approval.Ledger()
	q := quoting.Desks{
		Data: c.Data, Capacity: c.Capacity, Planning: c.Planning, Outlook: c.Outlook,
		Measures: measures.New(c.Store, ledger, c.Store, forecasting.New(ledger, c.Store, c.Store, citytest.Today)),
	}
	return city{c, report.New(q.Sources(), c.Store), q}
}

var days = []period.Date{period.Day(2015, 11, 27), period.Day(2016, 12, 31)}

func (c city) made(t *testing.T, name string, day period.Date) document.Document {
	t.Helper()
	one, err := report.Find(name)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := c.Made(t.Context(), one, day)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestTemplates: every template is a sound text, and everything that it names is found,
// on the days of the example city and on one on which nothing was known.
func TestTemplates(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		for _, day := range append([]period.Date{period.Day(2018, 12, 31), period.Day(2023, 12, 31)}, days...) {
			doc := c.made(t, one.Name, day)
			for _, r := range doc.Check() {
				t.Errorf("%s %s: %v", one.Name, day, r)
			}
			doc.Fields(func(at string, f *document.Field) {
				if f.Value == nil {
					t.Errorf("%s %s: %s: nothing found for %s", one.Name, day, at, f.Ref)
				}
			})
		}
		empty := over(citytest.Empty(t)).made(t, one.Name, days[0])
		if rows := empty.Check(); rows != nil {
			t.Errorf("%s of an empty city: %v", one.Name, rows)
		}
	}
}

// digits are the numbers of a text as they are written.
var digits = regexp.MustCompile(`[0-9][0-9.,]*`)

// TestEveryNumber: each number of the texts and each cell of a column of numbers can be
// asked for its derivation, and that says the same number.
func TestEveryNumber(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		for _, day := range days {
			doc, asked := c.made(t, one.Name, day), map[string]figure.Derivation{}
			says := func(at, ref, written string) {
				d, known := asked[ref]
				if !known {
					var err error
					if strings.HasPrefix(ref, "post/") {
						d, err = c.DerivePost(t.Context(), ref, day)
					} else {
						d, err = c.quotes.Derive(t.Context(), ref, day)
					}
					if err != nil {
						t.Errorf("%s %s: %s: no derivation of %q: %v", one.Name, day, at, ref, err)
						return
					}
					asked[ref] = d
				}
				said := d.Value.In(one.Language()) + " " + d.Rule.In(one.Language()) + " " + partsOf(d, one.Language()) + " " + strconv.Itoa(len(d.From))
				for _, n := range digits.FindAllString(written, -1) {
					if !strings.Contains(said, strings.TrimRight(n, ".,")) {
						t.Errorf("%s %s: %s: %q is not said by %s: %s", one.Name, day, at, written, ref, said)
					}
				}
			}
			doc.Fields(func(at string, f *document.Field) {
				switch {
				case f.Value == nil:
				case f.Kind == document.Number:
					if f.Value.Derivation == nil || f.Value.Derivation.Ref == "" {
						t.Errorf("%s %s: %s has no derivation", one.Name, day, f.Ref)
						return
					}
					says(at, f.Value.Derivation.Ref, f.Value.Written)
				case f.Value.Table != nil || f.Value.Picture != nil && f.Value.Picture.Table != nil:
					table := f.Value.Table
					if table == nil {
						table = f.Value.Picture.Table
					}
					eachNumber(*table, func(row int, column, written, ref string) {
						where := fmt.Sprintf("%s row %d %s", f.Ref, row, column)
						if ref == "" {
							t.Errorf("%s %s: %s: %q has no derivation", one.Name, day, where, written)
							return
						}
						says(where, ref, written)
					})
				}
			})
		}
	}
}

// partsOf writes the parts of a derivation that are no figures of their own.
func partsOf(d figure.Derivation, l text.Lang) string {
	var s []string
	for _, f := range d.From {
		s = append(s, f.Value.In(l))
	}
	return strings.Join(s, " ")
}

// eachNumber calls do for each cell of a column of numbers that holds one.
func eachNumber(table document.Table, do func(row int, column, written, ref string)) {
	for i, r := range table.Rows {
		for j, written := range r.Cells {
			if !table.Columns[j].Numeric || !digits.MatchString(written) {
				continue
			}
			ref := ""
			if j < len(r.Refs) {
				ref = r.Refs[j]
			}
			do(i, table.Columns[j].Name, written, ref)
		}
	}
}

// exhibits counts the tables and pictures of a text.
func exhibits(doc document.Document) (tables, charts int) {
	doc.Fields(func(_ string, f *document.Field) {
		if f.Value != nil && f.Value.Table != nil {
			tables++
		}
		if f.Value != nil && f.Value.Picture != nil && f.Value.Picture.SVG != "" {
			charts++
		}
	})
	return tables, charts
}

// TestYearlyReport: at least 12 tables and 8 pictures, each with what it shows in words.
func TestYearlyReport(t *testing.T) {
	c := over(citytest.Example(t))
	for _, day := range days {
		doc := c.made(t, "jahresbericht", day)
		if tables, charts := exhibits(doc); tables < 12 || charts < 8 {
			t.Errorf("%s: %d tables, %d pictures", day, tables, charts)
		}
		doc.Fields(func(_ string, f *document.Field) {
			if f.Value != nil && f.Value.Picture != nil && len(f.Value.Picture.Told) < 20 {
				t.Errorf("%s: %q", f.Ref, f.Value.Picture.Told)
			}
		})
	}
}

// texts is all that a resolved text says.
func texts(doc document.Document) string {
	var b strings.Builder
	fair := doc.Fair()
	for _, p := range fair.Parts {
		if p.Line != nil {
			for _, q := range p.Line.Pieces {
				b.WriteString(q.Text)
			}
			b.WriteString("\n")
		}
		if p.List != nil {
			for _, l := range p.List.Items {
				for _, q := range l.Pieces {
					b.WriteString(q.Text)
				}
				b.WriteString("\n")
			}
		}
		if p.Table != nil {
			for _, r := range p.Table.Table.Rows {
				b.WriteString(strings.Join(r.Cells, " | ") + "\n")
			}
		}
	}
	return b.String()
}

// TestPublished: what the council's papers print (GRDrs 1330/2015, GRDrs 848/2015, the
// 35th report) stands in the texts.
func TestPublished(t *testing.T) {
	c := over(citytest.Example(t))
	for _, x := range []struct {
		name string
		day  period.Date
		want []string
	}{
		{"antrag-864-2015", days[0], []string{"5.435 Personen", "12.194 Personen", "13.549 Plätze", "13.594 Personen", "31.12.2016 | 7.798", "1:136"}},
		{"beschluss-tranche", days[0], []string{"2.148", "33.350.000", "Tranche 4"}},
		{"beschluss-tranche", days[1], []string{"Sie sind nicht bekannt", "796", "unbekannt"}},
		{"jahresbericht", days[1], []string{"7.874 Personen", "2015 | 5.455", "1.052", "Tranche 6", "933"}},
		{"presse", days[1], []string{"7.874 Personen"}},
	} {
		all := texts(c.made(t, x.name, x.day))
		for _, want := range x.want {
			if !strings.Contains(all, want) {
				t.Errorf("%s %s does not say %q", x.name, x.day, want)
			}
		}
	}
}

// payTable is the printed table of a grade: monthly cents by step and first day.
func payTable(t *testing.T, grade string) map[int]map[string]int64 {
	t.Helper()
	const name = "../../../../shared/data/stuttgart/tvoed_vka_tables.csv"
	content, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		t.Skip("no reference data at " + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, head := range rows[0] {
		at[head] = i
	}
	out := map[int]map[string]int64{}
	for _, r := range rows[1:] {
		if r[at["group"]] != grade {
			continue
		}
		step, err := strconv.Atoi(r[at["step"]])
		if err != nil {
			continue
		}
		euro, cents, _ := strings.Cut(r[at["monthly_eur"]], ".")
		n, _ := strconv.ParseInt(euro+(cents + "00")[:2], 10, 64)
		if out[step] == nil {
			out[step] = map[string]int64{}
		}
		out[step][r[at["valid_from"]]] = n
	}
	return out
}

// TestPostCost: what a post in EG 13 earns follows from the tables alone: two months of
// the table of 2015 and ten of that of 2016, once that one is known.
func TestPostCost(t *testing.T) {
	table := payTable(t, "EG 13")
	c := over(citytest.Example(t))
	for step := 1; step <= 6; step++ {
		of15, of16, of17 := table[step]["2015-03-01"], table[step]["2016-03-01"], table[step]["2017-02-01"]
		if of15 == 0 || of16 == 0 || of17 == 0 {
			t.Fatalf("no table of step %d: %v", step, table[step])
		}
		for _, x := range []struct {
			day  period.Date
			year int
			want int64
		}{
			{days[0], 2016, 12 * of15},
			{days[0], 2017, 12 * of15}, // no later table was known
			{days[1], 2016, 2*of15 + 10*of16},
			{days[1], 2017, 12 * of16},
			{period.Day(2017, 12, 31), 2017, of16 + 11*of17},
		} {
			d, err := c.DerivePost(t.Context(), fmt.Sprintf("post/EG-13/%d/%d", step, x.year), x.day)
			if err != nil {
				t.Fatal(err)
			}
			digits := strings.NewReplacer(".", "", ",", "").Replace(strings.Fields(d.Value.De)[0])
			if got := strings.TrimSuffix(strings.TrimSpace(strings.TrimSuffix(digits, "EUR")), "\u00a0"); got != strconv.FormatInt(x.want, 10) {
				t.Errorf("step %d, %d as of %s: %s (%s), want %d cents", step, x.year, x.day, d.Value.De, got, x.want)
			}
		}
	}
	for day, rule := range map[period.Date]string{ // two months of the table of 2015, ten of the next, where it is known
		days[0]: "12 Monate zu 3.489,62 EUR = 41.875,44 EUR.", days[1]: "2 Monate zu 3.489,62 EUR + 10 Monate zu ",
	} {
		if d, err := c.DerivePost(t.Context(), "post/EG-13/1/2016", day); err != nil || !strings.HasPrefix(strings.ReplaceAll(d.Rule.De, "\u00a0", " "), rule) {
			t.Errorf("%s: %q %v", day, d.Rule.De, err)
		}
	}
	if _, err := c.DerivePost(t.Context(), "post/EG-99/1/2016", days[0]); err == nil {
		t.Error("a grade that there is not")
	}
}

// TestFiles: all texts become sound DOCX, ODT and HTML, twice the same bytes.
func TestFiles(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		doc := c.made(t, one.Name, days[1])
		for _, format := range []report.Format{report.DOCX, report.ODT, report.HTML} {
			first, again := write(t, doc, format), write(t, c.made(t, one.Name, days[1]), format)
			if !bytes.Equal(first, again) {
				t.Errorf("%s: two files of %s differ", one.Name, format)
			}
			if format == report.HTML {
				continue
			}
			parts, _, err := papertest.Open(first)
			if err != nil {
				t.Fatal(err)
			}
			for name, content := range parts {
				if strings.HasSuffix(name, ".xml") {
					if _, err := papertest.Parse(content); err != nil {
						t.Errorf("%s.%s: %s: %v", one.Name, format, name, err)
					}
				}
			}
		}
	}
}

func write(t *testing.T, doc document.Document, format report.Format) []byte {
	t.Helper()
	files, err := report.NewFiles(doc, nil)
	if err != nil {
		t.Fatal(err)
	}
	out, err := files.Write(t.Context(), format)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// BenchmarkYearly makes the yearly report and writes it as DOCX and ODT, each time over a
// ledger that nobody has asked before.
func BenchmarkYearly(b *testing.B) {
	one, err := report.Find("jahresbericht")
	if err != nil {
		b.Fatal(err)
	}
	example := citytest.Example(b)
	for b.Loop() {
		c := over(&citytest.City{Store: example.Store, Data: example.Data, Capacity: example.Capacity, Planning: example.Planning, Outlook: citytest.Example(b).Outlook})
		doc, err := c.Made(b.Context(), one, days[1])
		if err != nil {
			b.Fatal(err)
		}
		files, err := report.NewFiles(doc, nil)
		if err != nil {
			b.Fatal(err)
		}
		for _, format := range []report.Format{report.DOCX, report.ODT} {
			if _, err := files.Write(b.Context(), format); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkYearlyPDF does the same with the PDF, where LibreOffice is installed.
func BenchmarkYearlyPDF(b *testing.B) {
	printer := office.Find(os.Getenv("PLANRAUM_OFFICE"), time.Minute)
	if printer.Check() != nil {
		b.Skip("LibreOffice is not installed")
	}
	one, err := report.Find("jahresbericht")
	if err != nil {
		b.Fatal(err)
	}
	example := citytest.Example(b)
	for b.Loop() {
		c := over(&citytest.City{Store: example.Store, Data: example.Data, Capacity: example.Capacity, Planning: example.Planning, Outlook: citytest.Example(b).Outlook})
		doc, err := c.Made(b.Context(), one, days[1])
		if err != nil {
			b.Fatal(err)
		}
		files, err := report.NewFiles(doc, printer)
		if err != nil {
			b.Fatal(err)
		}
		for _, format := range []report.Format{report.DOCX, report.ODT, report.PDF} {
			if _, err := files.Write(b.Context(), format); err != nil {
				b.Fatal(err)
			}
		}
	}
}

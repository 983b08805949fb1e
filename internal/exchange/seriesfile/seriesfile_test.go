// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package seriesfile_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"planraum/internal/city/period"
	"planraum/internal/exchange/seriesfile"
	"planraum/internal/fault"
)

func read(content string, frequency int) ([]seriesfile.Series, error) {
	return seriesfile.Read("reihe.csv", strings.NewReader(content), frequency)
}

func TestLayouts(t *testing.T) {
	for name, c := range map[string]struct {
		file      string
		frequency int
		want      string
	}{
		"two columns":     {"monat;Personen\n01.2015;8055\n02.2015;8117\n", 0, "Personen 2015-01 12 [8055 8117]"},
		"wide":            {"date,a,b\n2015-01,1,2.5\n2015-02,,3\n2015-03,4,5\n", 0, "a 2015-01 12 [1 NaN 4]; b 2015-01 12 [2.5 3 5]"},
		"long":            {"series,date,value\nx,2015-01,1\ny,2015-02,7\nx,2015-02,2\ny,2015-03,8\n", 0, "x 2015-01 12 [1 2]; y 2015-02 12 [7 8]"},
		"long in German":  {"Datum;Wert;Reihe\n2015-01;1;x\n2015-02;2;x\n", 0, "x 2015-01 12 [1 2]"},
		"unsorted, gap":   {"date,v\n2015-04,4\n2015-01,1\n2015-02,2\n", 0, "v 2015-01 12 [1 2 NaN 4]"},
		"quarters":        {"quarter,v\n2015-Q1,1\n2015-Q2,2\n2015-Q4,4\n", 0, "v 2015-01 4 [1 2 NaN 4]"},
		"ends of quarter": {"date,v\n2015-03-31,1\n2015-06-30,2\n2015-09-30,3\n", 0, "v 2015-01 4 [1 2 3]"},
		"years":           {"year,v\n2013,1\n2014,NA\n2015,unbekannt\n2016,4\n", 0, "v 2013-01 1 [1 NaN NaN 4]"},
		"year ends":       {"date,v\n31.12.2014,1\n31.12.2015,2\n", 0, "v 2014-01 1 [1 2]"},
		"nothing stated":  {"date,v\n2015-01,NaN\n2015-02,k.A.\n2015-03,k. A.\n2015-04,n/a\n2015-05,…\n2015-06,5\n", 0, "v 2015-01 12 [NaN NaN NaN NaN NaN 5]"},
		"one month":       {"date,v\n2015-01,1\n", 0, "v 2015-01 12 [1]"},
		"told":            {"date,v\n2015-03,1\n2015-06,2\n", 4, "v 2015-01 4 [1 2]"},
		"told months":     {"date,v\n2015-03-31,1\n2015-06-30,2\n", 12, "v 2015-03 12 [1 NaN NaN 2]"},
		"a point stated":  {"# Dezimalzeichen: Punkt\ndate,v\n2015-01,1.219\n2015-02,980\n", 0, "v 2015-01 12 [1.219 980]"},
		"decimals":        {"date,v\n2015-01,1.219\n2015-02,0.98\n", 0, "v 2015-01 12 [1.219 0.98]"},
		"negative":        {"date,v\n2015-03,-1.5\n2015-04,2\n", 12, "v 2015-03 12 [-1.5 2]"},
	} {
		got, err := read(c.file, c.frequency)
		var said []string
		for _, s := range got {
			said = append(said, fmt.Sprint(s.Name, " ", s.Start, " ", s.Frequency, " ", s.Values))
		}
		if err != nil || strings.Join(said, "; ") != c.want {
			t.Errorf("%s: %s, %v", name, strings.Join(said, "; "), err)
		}
	}
}

// days are two months of daily values.
func days() string {
	var b strings.Builder
	b.WriteString("date,v\n")
	for i := range 56 {
		fmt.Fprintf(&b, "2015-%02d-%02d,%d\n", 1+i/28, 1+i%28, i)
	}
	return b.String()
}

// months are n months with a value each, written in a form.
func months(n int, form string) string {
	var b strings.Builder
	b.WriteString("date,v\n")
	for i := range n {
		fmt.Fprintf(&b, "%d-%02d,"+form+"\n", 2015+i/12, i%12+1, i%10)
	}
	return b.String()
}

// A cause that many rows share is named with their number and the first of them.
func TestOneCauseIsSaidOnce(t *testing.T) {
	for name, c := range map[string]struct {
		file      string
		frequency int
		want      []string
	}{
		"days":             {days(), 0, []string{"jeden Monat", "in 54 Zeilen (3, 4, 5 …)", "Tageswerte"}},
		"days of a month":  {"date,v\n2015-01-01,1\n2015-01-02,1\n2015-01-03,1\n2015-01-04,1\n2015-01-05,1\n", 0, []string{"jeden Monat", "in 4 Zeilen", "Tageswerte"}},
		"months":           {months(12, "%d"), 4, []string{"jedes Quartal", "in 8 Zeilen (3, 4, 6 …)", "kürzer als die Schritte"}},
		"same date":        {"date,v\n" + strings.Repeat("2015-01,1\n", 6), 0, []string{"in 5 Zeilen (3, 4, 5 …)", "Spalte „reihe“"}},
		"thousands":        {months(12, "1.03%d"), 0, []string{"in 12 Zeilen (2, 3, 4 …)", "# Dezimalzeichen: Punkt"}},
		"a year in months": {"date,v\n2015,1\n2016-01,2\n", 12, []string{"höchstens einem Monat"}},
	} {
		_, err := read(c.file, c.frequency)
		rows := fault.RowsOf(err)
		if len(rows) != 1 {
			t.Errorf("%s: %d faults: %v", name, len(rows), rows)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(rows[0].Expected.De, want) {
				t.Errorf("%s: no %q in %q", name, want, rows[0].Expected.De)
			}
		}
	}
}

// Every fault of a file is named at once, with row, column and value.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		file      string
		frequency int
		want      []string // row, column, value
	}{
		"all at once":  {"date,v,w\n2015-01,1,x\nMärz,2,3\n2015-01,zwei,4\n", 0, []string{"2 w x", "3 date März", "4 v zwei", "4 date 2015-01"}},
		"twice":        {"date,v\n2015-01,1\n2015-02,2\n2015-01,3\n2015-02,4\n", 0, []string{"4 date 2015-01", "5 date 2015-02"}},
		"two a year":   {"date,v\n2015-01,1\n2015-07,2\n", 1, []string{"3 date 2015-07"}},
		"too long":     {"date,v\n2015,1\n2016-01,2\n", 12, []string{"2 date 2015"}},
		"one column":   {"date\n2015-01\n", 0, []string{"0  date"}},
		"no rows":      {"date,v\n", 0, []string{"1  "}},
		"nothing said": {"date,v\n2015-01,\n2015-02,NA\n", 0, []string{"2 v "}},
		"far apart":    {"date,v\n0001-01,1\n2015-01,2\n", 0, []string{"2 date 0001-01"}},
		"a week":       {"date,v\nKW 5/2015,1\n", 0, []string{"2 date KW 5/2015"}},
		// 1.219 may be a thousand: nothing else of v tells, the third value of w does.
		"a thousand?": {"date,v,w\n2015-01,1.219,1.219\n2015-02,980,2.5\n2015-03,1.305,3\n", 0, []string{"2 v 1.219", "4 v 1.305"}},
		"thousands":   {"series,date,value\nx,2015-01,1.219\nx,2015-02,1.219.000\ny,2015-01,0.219\n", 0, []string{"2 value 1.219"}},
		"no series":   {"series,date,value\n,2015-01,1\nx,2015-02,1\n", 0, []string{"2 series "}},
		// One cause is said once, with the number of rows.
		"days":            {days(), 0, []string{"3 date 2015-01-02"}},
		"months asked 4":  {months(12, "%d"), 4, []string{"3 date 2015-02"}},
		"no name":         {"date,v\n" + strings.Repeat("2015-01,1\n", 6), 0, []string{"3 date 2015-01"}},
		"many thousands?": {months(12, "1.03%d"), 0, []string{"2 v 1.030"}},
	} {
		_, err := read(c.file, c.frequency)
		var said []string
		for _, r := range fault.RowsOf(err) {
			said = append(said, fmt.Sprintf("%d %s %s", r.Line, r.Column, r.Value))
			if r.File != "reihe.csv" || r.Expected.De == "" || r.Expected.En == "" || r.Expected.De == r.Expected.En {
				t.Errorf("%s: %+v", name, r)
			}
		}
		if fault.KindOf(err) != fault.Invalid || strings.Join(said, "; ") != strings.Join(c.want, "; ") {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
}

// What is written as a table is read back, in any order of the rows.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := period.MonthOf(rapid.IntRange(1950, 2100).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"))
		values := rapid.SliceOfN(rapid.IntRange(-1000, 1_000_000), 2, 40).Draw(t, "values")
		rows := make([]string, len(values))
		for i, v := range values {
			rows[i] = fmt.Sprintf("%s;%d\n", start+period.Month(i), v)
		}
		got, err := read("date;v\n"+strings.Join(rapid.Permutation(rows).Draw(t, "rows"), ""), 12)
		if err != nil || len(got) != 1 || got[0].Start != start || len(got[0].Values) != len(values) {
			t.Fatalf("%v, %v", got, err)
		}
		for i, v := range got[0].Values {
			if v != float64(values[i]) {
				t.Fatalf("value %d is %v, not %d", i, v, values[i])
			}
		}
	})
}

// FuzzRead: any bytes are read or refused; what is read can be forecast.
func FuzzRead(f *testing.F) {
	f.Add([]byte("date,v\n2015-01,1\n2015-02,2\n"), 0)
	f.Add([]byte("series;date;value\nx;Q1/15;1,5\nx;Q2/15;\n"), 4)
	f.Add([]byte("Jahr\tWert\n2014\t-3\n2016\t1e9\n"), 1)
	f.Add([]byte("date,v\n0001-01,1\n9999-12,2\n"), 12)
	f.Fuzz(func(t *testing.T, content []byte, frequency int) {
		switch frequency {
		case 0, 1, 4, 12:
		default:
			frequency = 0
		}
		got, err := seriesfile.Read("x.csv", strings.NewReader(string(content)), frequency)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Fatal(err)
			}
			return
		}
		for _, s := range got {
			some := false
			for _, v := range s.Values {
				some = some || v == v
				if math.IsInf(v, 0) {
					t.Fatalf("%s: %v", s.Name, v)
				}
			}
			if !some || len(s.Values) > seriesfile.MaxSteps || 12%s.Frequency != 0 || int(s.Start)%(12/s.Frequency) != 0 {
				t.Fatalf("%+v", s)
			}
		}
	})
}

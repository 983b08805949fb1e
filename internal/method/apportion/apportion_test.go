// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package apportion

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// byAccount is the quota method as a Method.
func byAccount(parts []Part, total unit.Headcount) (Result, error) {
	a, err := Open(parts)
	if err != nil {
		return Result{}, err
	}
	if a, _, err = a.Add(total); err != nil {
		return Result{}, err
	}
	return a.Result(), nil
}

var methods = map[string]Method{"largest remainder": LargestRemainder, "Sainte-Laguë": SainteLague, "quota": byAccount}

// Every method: integers that sum, none negative, dues and differences exact.
func TestSums(t *testing.T) {
	for name, method := range methods {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			parts := drawParts(t)
			total := unit.Headcount(rapid.Int64Range(0, 3000).Draw(t, "total"))
			r, err := method(parts, total)
			if err != nil {
				t.Fatal(err)
			}
			if r.Total != total || sumOf(r.Counts()) != total {
				t.Fatalf("%v do not sum to %d", r.Counts(), total)
			}
			for _, l := range r.Lines {
				due := dueOf(l.Part, int64(total), weightSum(parts))
				if l.Got < 0 || l.Due.Rat().Cmp(due) != 0 {
					t.Fatalf("%+v, due %s", l, due)
				}
				if due.Add(due, l.Difference().Rat()); !due.IsInt() || due.Num().Int64() != int64(l.Got) {
					t.Fatalf("%+v: due and difference sum to %s", l, due)
				}
			}
		}))
	}
}

// The order of the list decides only between the parts that Tied names.
func TestOrderOfPartsDoesNotMatter(t *testing.T) {
	for name, method := range methods {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			parts := drawParts(t)
			total := unit.Headcount(rapid.Int64Range(0, 200).Draw(t, "total"))
			r, err := method(parts, total)
			if err != nil {
				t.Fatal(err)
			}
			s, err := method(rapid.Permutation(parts).Draw(t, "shuffled"), total)
			if err != nil {
				t.Fatal(err)
			}
			tied := slices.Concat(r.Tied()...)
			for _, p := range parts {
				if r.Of(p.Name) != s.Of(p.Name) && !slices.Contains(tied, p.Name) {
					t.Fatalf("%s gets %d or %d, but only %v are tied", p.Name, r.Of(p.Name), s.Of(p.Name), tied)
				}
			}
			if diff := gocmp.Diff(byWeight(r), byWeight(s)); diff != "" {
				t.Fatal(diff)
			}
		}))
	}
}

// byWeight returns weight and count of every part, without names, in order.
func byWeight(r Result) [][2]int64 {
	var pairs [][2]int64
	for _, l := range r.Lines {
		pairs = append(pairs, [2]int64{l.Part.Weight, int64(l.Got)})
	}
	slices.SortFunc(pairs, func(a, b [2]int64) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return pairs
}

// Ties worked by hand. Weights 1 and 3, two persons: dues 1/2 and 3/2 have
// equal remainders, and Sainte-Laguë's quotients for the second person are 1/1
// and 3/3: the larger part goes first. So it does in the quota method with
// weights 1 and 2, whose quotients for the second person are 1/1 and 2/2. Four
// equal parts and six persons: the list decides.
func TestTies(t *testing.T) {
	for name, method := range methods {
		r, err := method(named(1, 3), 2)
		if err != nil || !slices.Equal(r.Counts(), []unit.Headcount{0, 2}) || r.Tied() != nil {
			t.Errorf("%s: %v, tied %v, %v", name, r.Counts(), r.Tied(), err)
		}
		if name == "quota" {
			if r, err = method(named(1, 2), 2); err != nil || !slices.Equal(r.Counts(), []unit.Headcount{0, 2}) {
				t.Errorf("%s: %v, %v", name, r.Counts(), err)
			}
		}
		r, err = method(named(5, 7, 5, 5, 5), 6) // A and C go before D and E
		want := []unit.Headcount{1, 2, 1, 1, 1}
		if err != nil || !slices.Equal(r.Counts(), want) || r.Tied() != nil {
			t.Errorf("%s: %v, tied %v, %v", name, r.Counts(), r.Tied(), err)
		}
		r, err = method(named(2, 2, 2, 2), 6)
		if err != nil || !slices.Equal(r.Counts(), []unit.Headcount{2, 2, 1, 1}) {
			t.Errorf("%s: %v, %v", name, r.Counts(), err)
		}
		if diff := gocmp.Diff([][]string{{"A", "B", "C", "D"}}, r.Tied()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The greatest weights and totals that there are still reckon exactly.
func TestGreatNumbers(t *testing.T) {
	const top = math.MaxInt64
	parts := named(top-2, 1, 1)
	for name, method := range map[string]Method{"largest remainder": LargestRemainder, "Sainte-Laguë": SainteLague} {
		r, err := method(parts, top)
		if err != nil || !slices.Equal(r.Counts(), []unit.Headcount{top - 2, 1, 1}) {
			t.Errorf("%s: %v, %v", name, r.Counts(), err)
		}
	}
	r, err := byAccount(parts, 1000)
	if err != nil || !slices.Equal(r.Counts(), []unit.Headcount{1000, 0, 0}) {
		t.Errorf("quota: %v, %v", r.Counts(), err)
	}
}

// Every fault of the input comes back at once, in German and English.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		parts []Part
		total unit.Headcount
		want  []string
	}{
		{"no parts", nil, 1, []string{"Verteilungsschlüssel: erwartet: mindestens ein Teil mit einem Gewicht"}},
		{"all at once", []Part{{"A", 0}, {"B", -3}, {"A", 1}, {" ", 1}}, -1, []string{
			"Verteilungsschlüssel, Zeile 1, Spalte weight: „0“, erwartet: eine ganze Zahl größer als 0",
			"Verteilungsschlüssel, Zeile 2, Spalte weight: „-3“, erwartet: eine ganze Zahl größer als 0",
			"Verteilungsschlüssel, Zeile 3, Spalte name: „A“, erwartet: jeder Name nur einmal",
			"Verteilungsschlüssel, Zeile 4, Spalte name: „ “, erwartet: ein Name",
			"Verteilungsschlüssel, Spalte total: „-1“, erwartet: eine ganze Zahl, 0 oder größer",
		}},
		{"overflow", named(math.MaxInt64, 1, 5), 1, []string{
			"Verteilungsschlüssel, Spalte weight: „9223372036854775808“, erwartet: eine Summe der Gewichte von höchstens 9.223.372.036.854.775.807",
		}},
	} {
		for name, method := range map[string]Method{"largest remainder": LargestRemainder, "Sainte-Laguë": SainteLague} {
			_, err := method(c.parts, c.total)
			checkRows(t, c.name+", "+name, err, c.want)
		}
		_, err := Open(c.parts)
		want := slices.DeleteFunc(slices.Clone(c.want), func(s string) bool { return strings.Contains(s, "total") })
		checkRows(t, c.name+", Open", err, want)
	}
}

func checkRows(t *testing.T, name string, err error, want []string) {
	t.Helper()
	var got []string
	for _, r := range fault.RowsOf(err) {
		got = append(got, r.In(text.De))
		if r.Expected.En == "" || r.Expected.En == r.Expected.De {
			t.Errorf("%s: no English in %q", name, r.In(text.En))
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" || fault.KindOf(err) != fault.Invalid {
		t.Errorf("%s: %v %s", name, err, diff)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// rowsOf makes rows of "what:said" words.
func rowsOf(words string) []formRow {
	var list []formRow
	for _, w := range strings.Fields(words) {
		what, said, _ := strings.Cut(w, ":")
		list = append(list, formRow{"about": strings.Trim(what, "-"), "said": said})
	}
	return list
}

// TestMergeRows: what each of two did with the rows of a list, reckoned by hand. A row
// that is written "-" was taken out here.
func TestMergeRows(t *testing.T) {
	for _, c := range []struct{ name, was, mine, theirs, want string }{
		{"nobody", "a:1 b:2", "a:1 b:2", "a:1 b:2", "a:1 b:2"},
		{"mine only", "a:1 b:2", "a:9 b:2 c:3", "a:1 b:2", "a:9 b:2 c:3"},
		{"theirs only", "a:1 b:2", "a:1 b:2", "a:1 x:7 b:8", "a:1 x:7 b:8"},
		{"both change one", "a:1 b:2", "a:5 b:2", "a:6 b:2", "a:5|6 b:2"},
		{"both add", "a:1", "a:1 m:2", "a:1 t:3", "a:1 m:2 t:3"},
		{"both add the same", "a:1", "a:1 n:2", "a:1 n:3", "a:1 n:2|3"},
		{"theirs inserts before what I change", "a:1 b:2", "a:1 b:9", "x:0 a:1 b:2", "x:0 a:1 b:9"},
		{"theirs takes out", "a:1 b:2", "a:1 b:2", "b:2", "b:2"},
		{"theirs takes out what I change", "a:1 b:2", "a:5 b:2", "b:2", "a:5|gone b:2"},
		{"I take out", "a:1 b:2", "-:1 b:2", "a:1 b:2", "b:2"},
		{"I take out what they change", "a:1 b:2", "-:1 b:2", "a:7 b:2", "a:7 b:2"},
		{"they put in another order", "a:1 b:2", "a:1 b:9", "b:2 a:1", "b:9 a:1"},
		{"they call it something else", "a:1", "a:9", "z:1", "z:9"},
	} {
		var got []string
		for _, m := range mergeRows(rowsOf(c.was), rowsOf(c.mine), rowsOf(c.theirs), "about") {
			s := m.values["about"] + ":" + m.values["said"]
			if their, both := m.beside["said"]; both {
				s += "|" + their
			}
			if _, gone := m.beside["about"]; gone {
				s += "|gone"
			}
			got = append(got, s)
		}
		if is := strings.Join(got, " "); is != c.want {
			t.Errorf("%s: %q, want %q", c.name, is, c.want)
		}
	}
}

// TestMergeLosesNothing: whatever two do with a list, each text that either changed or
// added is in the joined one, as its text or beside it.
func TestMergeLosesNothing(t *testing.T) {
	word := rapid.SampledFrom([]string{"a:1", "a:2", "b:1", "b:3", "c:4", "d:5", "e:6"})
	rapid.Check(t, func(t *rapid.T) {
		list := func(name string) []formRow {
			return rowsOf(strings.Join(rapid.SliceOfN(word, 0, 5).Draw(t, name), " "))
		}
		was, theirs := list("was"), list("theirs")
		mine := rowsOf("")
		for _, r := range was {
			row := maps.Clone(r)
			if rapid.Bool().Draw(t, "change") {
				row["said"] = "mine" + row["said"]
			}
			mine = append(mine, row)
		}
		mine = append(mine, list("added")...)
		there, before := map[string]bool{}, map[string]bool{}
		for _, w := range was {
			before[w["said"]] = true
		}
		for _, m := range mergeRows(was, mine, theirs, "about") {
			there[m.values["said"]], there[m.beside["said"]] = true, true
			there[m.values["about"]], there[m.beside["about"]] = true, true
		}
		for i, r := range mine {
			if (i >= len(was) || r["said"] != was[i]["said"]) && !there[r["said"]] {
				t.Fatalf("mine %v is lost", r)
			}
		}
		for _, r := range theirs {
			known := false
			for _, w := range was {
				known = known || maps.Equal(w, r)
			}
			if !known && (!there[r["about"]] || !there[r["said"]] && !before[r["said"]]) {
				t.Fatalf("theirs %v is lost", r)
			}
		}
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
)

// TestCouncil: the bodies of the city with all its district councils, and what papers
// and sittings name is there; what was made up says so.
func TestCouncil(t *testing.T) {
	c := load(t)
	kinds, bodies, papers, sittings := map[council.CommitteeKind]int{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, m := range c.committees {
		kinds[m.Noun.Kind]++
		bodies[m.Noun.Key] = true
		if m.Noun.Invitation != 7 || !strings.Contains(m.Noun.Source, "GemO") {
			t.Errorf("%s: invited %d days before by %q", m.Noun.Key, m.Noun.Invitation, m.Noun.Source)
		}
	}
	if kinds[council.Plenary] != 1 || kinds[council.Standing] != 3 || kinds[council.District] != 23 {
		t.Errorf("%v", kinds)
	}
	for _, p := range append(c.papers, c.motions...) {
		papers[p.Noun.ID] = true
	}
	for _, s := range c.sittings {
		sittings[s.Noun.ID] = true
		if s.Noun.Example != strings.HasPrefix(s.Noun.Source, "erfunden") {
			t.Errorf("%s: made up %t, source %q", s.Noun.ID, s.Noun.Example, s.Noun.Source)
		}
		if !bodies[s.Noun.Committee] {
			t.Errorf("%s: no such body", s.Noun.ID)
		}
		if w := s.Noun.On.Time().Weekday(); w == time.Saturday || w == time.Sunday {
			t.Errorf("%s is on a %s", s.Noun.ID, w)
		}
		for _, item := range s.Noun.Agenda {
			if !papers[item.Paper] {
				t.Errorf("%s: no paper %q", s.Noun.ID, item.Paper)
			}
		}
	}
	for _, p := range c.papers {
		for _, o := range p.Noun.Order {
			if !bodies[o.Committee] || o.Sitting != "" && !sittings[o.Sitting] {
				t.Errorf("%s: %+v", p.Noun.ID, o)
			}
		}
		if p.Noun.Supplements != "" && !papers[p.Noun.Supplements] {
			t.Errorf("%s supplements %q", p.Noun.ID, p.Noun.Supplements)
		}
	}
}

// TestMotionsAsPublished: the example has the numbers, days, groups and subjects of the
// reference file, and that file itself can be read.
func TestMotionsAsPublished(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "data", "stuttgart", "motions.csv")
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("reference data are not here: " + path)
	}
	if err != nil {
		t.Fatal(err)
	}
	in, err := table.Open("motions.csv", bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	if kind, _ := cityfile.Detect(in.Columns); kind != cityfile.Motions {
		t.Fatalf("detected as %q", kind)
	}
	published, err := cityfile.ReadMotions(in)
	if err != nil || len(published) != 9 {
		t.Fatalf("%d rows, %v", len(published), err)
	}
	ours := map[string]council.Paper{}
	for _, m := range load(t).motions {
		ours[m.Noun.Reference] = m.Noun
	}
	for _, m := range published {
		p := m.Noun
		o, ok := ours[p.Reference]
		if !ok || o.On != p.On || o.Type != p.Type || (o.Title == "") != (p.Title == "") || len(o.Asks) == 0 != (len(p.Asks) == 0) {
			t.Errorf("%s: %+v, published %+v", p.Reference, o, p)
		}
	}
	if p := ours["755/2015"]; p.Title != "" || !p.On.IsZero() || p.Year != 2015 {
		t.Errorf("755/2015 is not unknown: %+v", p)
	}
}

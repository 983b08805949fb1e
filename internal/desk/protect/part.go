// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/method/disclosure"
)

// part is a table as far as one family of indicators goes. Nothing links it to
// the others, so that it holds for as long as its own figures do.
type part struct {
	narrower []*part // of the audience that sees more; empty where there is none
	states   map[int64]disclosure.State
	touched  map[figure.Key][]figure.Figure
	sums     []disclosure.GroupSum
	lines    []Line
	exposed  int
	hidden   []int64
	newest   int64 // the last of its counts
}

// add adds the part of a family of indicators.
func (t *Table) add(name string, family []string, p *part) {
	t.parts[name] = p
	for _, code := range family {
		t.of[code] = p
	}
	t.Exposed += p.exposed
	t.Sums, t.Lines = append(t.Sums, p.sums...), append(t.Lines, p.lines...)
	maps.Copy(t.states, p.states)
	maps.Copy(t.touched, p.touched)
}

// name names a family with a digest of all but its figures that its part hangs
// on.
func (m *maker) name(family []string) string {
	digest := sha256.New()
	fmt.Fprint(digest, m.version(), m.places)
	for _, code := range family {
		fmt.Fprintf(digest, "|%+v", m.indicators[code])
	}
	return hex.EncodeToString(digest.Sum(nil))
}

// asBefore returns a family's part of the last table where it still holds: it
// has no new figures, who sees more sees the same of it, and nobody has shown
// the audience anything else since. nil: it is made anew.
func (m *maker) asBefore(family []string) *part {
	if m.before == nil || !m.known || m.last.Position != m.before.kept.Position || m.last.MadeAt.UnixMicro() != m.before.kept.MadeAt.UnixMicro() {
		return nil
	}
	if slices.ContainsFunc(family, func(code string) bool { return m.grown[code] }) {
		return nil
	}
	p := m.before.parts[m.name(family)]
	if p == nil || !slices.Equal(p.narrower, m.beside(family)) {
		return nil
	}
	return p
}

// beside returns the parts with the family's indicators of the table of the
// audience that sees more.
func (m *maker) beside(family []string) []*part {
	if m.narrower == nil {
		return nil
	}
	parts := make([]*part, len(family))
	for i, code := range family {
		parts[i] = m.narrower.of[code] // nil where it is not protected there
	}
	return parts
}

func sortLines(lines []Line) {
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Indicator.Code, b.Indicator.Code), cmp.Compare(a.Level, b.Level))
	})
}

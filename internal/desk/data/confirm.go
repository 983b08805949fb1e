// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"hash/fnv"
	"slices"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
)

// confirmations are the rows of a file that confirm an older figure of the same
// source, with the day from which they do.
type confirmations struct {
	last map[uint64]int32 // by statement: the last one in list
	list []confirmation
}

type confirmation struct {
	since, knownFrom period.Date // of the older figure, of the row
	line             int32
	before           int32 // the one before of the same statement; -1: none
}

// statement tells apart what is stated, whatever the value and the day from
// which it is known.
func statement(f figure.Figure) uint64 {
	h := fnv.New64a()
	for _, part := range []string{f.Indicator, string(f.Area), string(f.Group), f.Period.From.String(), f.Period.To.String(), f.Basis.String(), f.Source} {
		_, _ = h.Write([]byte(part)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	return h.Sum64()
}

func (c *confirmations) note(f, old figure.Figure) {
	if old.KnownFrom == f.KnownFrom {
		return // it stands there just so
	}
	if c.last == nil {
		c.last = map[uint64]int32{}
	}
	key, before := statement(f), int32(-1)
	if i, ok := c.last[key]; ok {
		before = i
	}
	c.list = append(c.list, confirmation{old.KnownFrom, f.KnownFrom, int32(f.Line), before})
	c.last[key] = int32(len(c.list) - 1)
}

// restore returns the rows that must be recorded after all, because the row f,
// which comes later in the file, changes the figure between the older one and
// the day of their confirmation: 100 known in January stood there, the file says
// 100 as known in March and then 105 as known in February. Their notes are not
// kept.
func (c *confirmations) restore(f, old figure.Figure) []figure.Figure {
	if len(c.list) == 0 || old.ID == 0 || old.Basis != f.Basis {
		return nil
	}
	i, ok := c.last[statement(f)]
	if !ok {
		return nil
	}
	var again []figure.Figure
	for ; i >= 0; i = c.list[i].before {
		at := &c.list[i]
		if at.since == old.KnownFrom && at.knownFrom.After(f.KnownFrom) {
			g := f
			g.Value, g.Note, g.KnownFrom, g.Line = old.Value, "", at.knownFrom, int(at.line)
			again = append(again, g)
			at.since = period.Date{} // not twice
		}
	}
	slices.Reverse(again)
	return again
}

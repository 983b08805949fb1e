// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

// Found returns the share of the mapping's columns, 0 to 1, that the layout
// has. It tells which mapping a file was meant for whose layout has changed.
func (s Spec) Found(l Layout) float64 {
	have := make(map[string]bool, 2*len(l.Columns))
	for _, c := range l.Columns {
		have[foldName(c.Name)] = true
		pattern, _, _ := periodIn(c.Name)
		have[foldName(pattern)] = true
	}
	found, all := 0, 0
	for _, c := range s.Columns {
		if c.Optional {
			continue
		}
		all++
		if have[foldName(c.Name)] {
			found++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(found) / float64(all)
}

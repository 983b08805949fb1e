// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package steering

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// leadFaults names a lead of a body that the city does not know: an office, or one that
// sits in the body. The lead that it had before stays.
func (s state) leadFaults(b steering.Body) []fault.Row {
	old, err := s.body(b.Key)
	seated := slices.ContainsFunc(b.Members, func(m steering.Membership) bool { return m.Office == b.Lead })
	if seated || err == nil && old.Noun.Lead == b.Lead || steering.NamesPerson(b.Lead) {
		return nil // a person is refused with the body itself
	}
	if row, bad := s.offices.Check("lead", b.Lead); bad {
		return []fault.Row{row}
	}
	return nil
}

// agendaFaults names offices and papers of an agenda that the city does not know. What
// stood there before stays. Where no paper is known at all none is asked for.
func (s state) agendaFaults(m steering.Meeting) []fault.Row {
	var rows []fault.Row
	old, _ := s.meeting(m.Key()) // none: nothing stood there before
	for i, item := range m.Agenda {
		was, _ := old.Noun.Item(item.ID)
		if item.Office != was.Office && !steering.NamesPerson(item.Office) {
			if row, bad := s.offices.Check(fmt.Sprintf("agenda[%d].office", i), item.Office); bad {
				rows = append(rows, row)
			}
		}
		for _, paper := range item.Papers {
			if _, there := s.papers[numberOf(paper)]; !there && len(s.papers) > 0 && !slices.Contains(was.Papers, paper) {
				rows = append(rows, fault.Row{Column: fmt.Sprintf("agenda[%d].papers", i), Value: paper, Expected: text.T(
					"die Nummer einer Drucksache, die im Register steht, wie "+s.sample(), "the number of a paper in the register, such as "+s.sample())})
			}
		}
	}
	return rows
}

// sample is the number of a known paper.
func (s state) sample() string {
	least := ""
	for _, name := range s.papers {
		if least == "" || name > least {
			least = name
		}
	}
	return least
}

// numberOf is the number of a paper without regard to spaces and capitals.
func numberOf(reference string) string {
	return strings.ToLower(strings.Join(strings.Fields(reference), " "))
}

// references are the numbers of all papers and motions in the register, as they are
// written; an agenda may name one that is only given out later.
func (d *Desk) references(ctx context.Context) (map[string]string, error) {
	papers, err := all[council.Paper](ctx, d.registers, register.Paper, period.Date{})
	names := map[string]string{}
	for _, p := range papers {
		if n := p.Noun.Reference; n != "" {
			names[numberOf(n)] = n
		}
	}
	return names, err
}

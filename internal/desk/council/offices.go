// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

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
)

// Offices are the offices, units and seats known on a day: who may be in charge of a
// paper, co-sign it or own an action.
func (d *Desk) Offices(ctx context.Context, day period.Date) (steering.Offices, error) {
	return steering.ReadOffices(day, func(k register.Kind, asOf period.Date) ([]register.Record, error) {
		return d.registers.Records(ctx, k, asOf)
	})
}

// meant is a paper with its offices as the city calls them.
func meant(offices steering.Offices, p council.Paper) council.Paper {
	if name, ok := offices.Find(p.Lead); ok {
		p.Lead = name
	}
	p.Signers = slices.Clone(p.Signers)
	for i, s := range p.Signers {
		if name, ok := offices.Find(s.Office); ok {
			p.Signers[i].Office = name
		}
	}
	return p
}

// officeFaults names the office in charge and the offices that co-sign where the city
// does not know them. One that stood before in the paper, or in that which it supplements
// or replaces, stays: it may come from another system, and only what is entered now is
// asked for.
func officeFaults(offices steering.Offices, p council.Paper, before ...council.Paper) []fault.Row {
	stood := map[string]bool{}
	for _, was := range before {
		stood[was.Lead] = true
		for _, s := range was.Signers {
			stood[s.Office] = true
		}
	}
	var rows []fault.Row
	check := func(column, typed string) {
		if row, bad := offices.Check(column, typed); bad {
			row.File = p.Title
			rows = append(rows, row)
		}
	}
	if !stood[p.Lead] {
		check("lead", p.Lead)
	}
	for i, s := range p.Signers {
		if !stood[s.Office] {
			check(fmt.Sprintf("signers[%d].office", i), s.Office)
		}
	}
	return rows
}

// voteFaults names votes on an agenda that cannot be or whose result is not theirs.
// What stood there before stays, such as votes that another council system told.
func voteFaults(s, was council.Sitting, body council.Committee) []fault.Row {
	var rows []fault.Row
	for i, item := range s.Agenda {
		if slices.ContainsFunc(was.Agenda, func(o council.Item) bool {
			return o.Number == item.Number && o.Votes == item.Votes && o.Result == item.Result
		}) {
			continue
		}
		if column, value, want, is := item.CheckVotes(body.Seats); is {
			rows = append(rows, fault.Row{File: s.ID, Column: fmt.Sprintf("agenda[%d].%s", i, column), Value: value, Expected: want})
		}
	}
	return rows
}

// owners gives tasks the names of their offices, and names those that the city does not
// know.
func (d *Desk) owners(ctx context.Context, s council.Sitting, tasks []Task, day period.Date) ([]Task, []fault.Row, error) {
	if len(tasks) == 0 {
		return nil, nil, nil
	}
	offices, err := d.Offices(ctx, day)
	if err != nil {
		return nil, nil, err
	}
	var rows []fault.Row
	tasks = slices.Clone(tasks)
	for i := range tasks {
		owner := strings.TrimSpace(tasks[i].Owner)
		if name, ok := offices.Find(owner); ok {
			tasks[i].Owner = name
		} else if row, bad := offices.Check(fmt.Sprintf("tasks[%d].owner", i), owner); bad {
			row.File = s.ID
			rows = append(rows, row)
		}
	}
	return tasks, rows, nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/staffing"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Posts says what changes of the staffing plan do that come in together.
type Posts interface {
	// CheckTogether returns Invalid with every change that may not be recorded, by its
	// line. Changes with faults of their own are among them.
	CheckTogether(ctx context.Context, changes []staffing.PostChange) error
	// Together says what they do to the plan, as known on asOf.
	Together(ctx context.Context, changes []staffing.PostChange, asOf period.Date) (staffing.Together, error)
}

// AskPosts has imports of changes of the staffing plan ask posts what they do. Call it
// before the desk is used; without it they are only read.
func (d *Desk) AskPosts(posts Posts) { d.posts = posts }

// takePostChanges reads changes of the staffing plan, refuses what the plan does not allow
// together with what is wrong in the file, and says what they do.
func (d *Desk) takePostChanges(ctx context.Context, s source) (func(context.Context, source, Recorder) error, error) {
	const op = "data.takePostChanges"
	changes, refused := cityfile.ReadPostChangesUpto(s.rows, s.today)
	if refused != nil && fault.KindOf(refused) != fault.Invalid {
		return nil, refused
	}
	// Who may not record them anyway is not told what the plan holds.
	asks := d.posts != nil && s.reach.record(register.Record{Kind: register.Post}) == nil
	if asks {
		over := d.posts.CheckTogether(ctx, changes)
		if over != nil && fault.KindOf(over) != fault.Invalid {
			return nil, fault.Wrap(op, over)
		}
		refused = bothRefused(s.file, refused, over)
	}
	if refused != nil {
		return nil, refused
	}
	if asks {
		effect, err := d.posts.Together(ctx, changes, s.today)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		s.out.Posts = &effect
	}
	return func(ctx context.Context, s source, r Recorder) error {
		if err := takeNouns(ctx, s, r, changes); err != nil {
			return err
		}
		s.out.noteChanges()
		return nil
	}, nil
}

// bothRefused joins two refusals of a file, in the order of its rows.
func bothRefused(file string, a, b error) error {
	if b == nil {
		return a
	}
	rows := slices.Concat(fault.RowsOf(a), fault.RowsOf(b))
	line := func(r fault.Row) int {
		if r.Line == 0 { // of no row, such as how many more there are
			return int(^uint(0) >> 1)
		}
		return r.Line
	}
	slices.SortStableFunc(rows, func(x, y fault.Row) int { return line(x) - line(y) })
	faults := table.NewFaults(file)
	for _, row := range rows {
		faults.Add(row)
	}
	return faults.Err("data.bothRefused")
}

// noteChanges puts what is to be asked or known of single changes to their rows.
func (o *Outcome) noteChanges() {
	if o.Posts == nil {
		return
	}
	of := map[int][]text.Text{}
	for _, n := range o.Posts.Notes {
		of[n.Line] = append(of[n.Line], n.Words)
	}
	for class, rows := range o.Changes {
		for i := range rows {
			if class != Unchanged {
				rows[i].Notes = of[rows[i].Line]
			}
		}
	}
}

// tellPostRow puts a change of the staffing plan into a line of words; where these do
// not differ from those of the version before, the fields that do follow.
func tellPostRow(c *Change, rec, old register.Record) {
	var is, was staffing.PostChange
	if json.Unmarshal(rec.Body, &is) == nil {
		c.Name = text.Same(is.ID + " (" + is.Paper + ")")
		c.Is = is.Words()
	}
	if old.Body != nil && c.Class != Fresh && json.Unmarshal(old.Body, &was) == nil {
		c.Was = was.Words()
	}
	if c.Class == Changed && c.Was == c.Is {
		names := differing(old.Body, rec.Body)
		before, after := list(names, fieldsOf(old.Body)), list(names, fieldsOf(rec.Body))
		c.Was, c.Is = text.T(c.Was.De+" ("+before.De+")", c.Was.En+" ("+before.En+")"), text.T(c.Is.De+" ("+after.De+")", c.Is.En+" ("+after.En+")")
	}
	if old.ID != 0 {
		c.Ref = fmt.Sprintf("record/%d", old.ID)
	}
}

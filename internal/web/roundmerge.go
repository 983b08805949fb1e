// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
)

// itemParts are the fields of an item of an agenda. Its ID says which item it is.
var itemParts = []string{itemID, "title", "office", "wish", "papers", "continues"}

// itemID is the field of an item's number; newItem begins that of one that has none yet.
const (
	itemID  = "id"
	newItem = "neu"
)

// overtakenRound joins the form of a meeting with what somebody else has saved of it since
// it was opened. It reports false where nobody has, where what they did ends the planning,
// and where theirs is known from a later day only: saving says both.
func (s *server) overtakenRound(ctx context.Context, r request, f *roundEntry) (bool, error) {
	if f.New {
		return false, nil
	}
	last, seen, err := s.Steering.LastMeeting(ctx, r.PathValue("body")+"/"+r.PathValue("meeting"), f.version())
	if err != nil || last.Record == f.version() || seen.Record == 0 || !last.State.Ahead() && last.State != steering.Running {
		return false, err
	}
	if now, err := s.Steering.Meeting(ctx, r.PathValue("body"), r.PathValue("meeting"), r.AsOf); err != nil || now.Record != last.Record {
		return false, err
	}
	f.overtake(last, seen)
	f.refused, f.shown = overtakenBy(r, saver{version: last.Record}, text.T("Inzwischen hat jemand anderes diese Sitzung geändert", "Somebody else has changed this meeting meanwhile")), false
	return true, nil
}

// overtake joins what was typed with the newest version, field by field, and the agenda
// item by item.
func (f *roundEntry) overtake(last, seen desk.Round) {
	theirs, was := valuesOfRound(last), valuesOfRound(seen)
	count := f.values["agenda"]
	f.fields(f.values, theirs, was)
	f.values["agenda"] = count
	delete(f.taken, "agenda")
	delete(f.theirs, "agenda")
	f.Fixed = !last.State.Ahead()
	before := agendaRowsOf(was)
	list := mergeRows(before, inPlace(before, agendaRowsOf(f.values)), agendaRowsOf(theirs), itemID)
	kept := url.Values{}
	for i, row := range list {
		at := itemField(i)
		for _, part := range itemParts {
			kept.Set(at+part, row.values[part])
			if their, changed := row.beside[part]; changed {
				f.theirs[at+part] = their
			}
			f.taken[at+part] = row.taken[part]
		}
		if _, err := strconv.Atoi(row.values[itemID]); err != nil {
			kept.Set(at+itemID, "")
		}
		if _, gone := row.beside[itemID]; gone { // they took it off the agenda
			f.theirs[at+"title"] = ""
		}
		if row.taken[itemID] { // they put it on
			f.taken[at+"title"] = true
		}
	}
	f.keep("agenda", kept, len(list)+emptyRows)
	f.values.Set(versionField, strconv.FormatInt(last.Record, 10))
	f.values.Del("gesehen")
}

// agendaRowsOf reads the items of an agenda. Those without a number get one of their own,
// which no saved item has.
func agendaRowsOf(values url.Values) []formRow {
	var list []formRow
	n, _ := strconv.Atoi(values.Get("agenda"))
	for i := range max(0, min(n, steering.MostItems+emptyRows)) {
		row := formRow{}
		for _, part := range itemParts {
			row[part] = keptText(values.Get(itemField(i) + part))
		}
		if row["title"] == "" {
			continue
		}
		if row[itemID] == "" || row[itemID] == "0" {
			row[itemID] = newItem + strconv.Itoa(i)
		}
		list = append(list, row)
	}
	return list
}

// inPlace puts the rows where those with their number were; what was taken out leaves an
// empty row, what was added follows.
func inPlace(was, mine []formRow) []formRow {
	list := make([]formRow, 0, len(was)+len(mine))
	for _, old := range was {
		row := formRow{}
		if i := slices.IndexFunc(mine, func(r formRow) bool { return r[itemID] == old[itemID] }); i >= 0 {
			row = mine[i]
		}
		list = append(list, row)
	}
	for _, row := range mine {
		if !slices.ContainsFunc(was, func(old formRow) bool { return old[itemID] == row[itemID] }) {
			list = append(list, row)
		}
	}
	return list
}

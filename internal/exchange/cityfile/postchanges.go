// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile

import (
	"math"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/steering"
	"planraum/internal/city/unit"
	"planraum/internal/exchange/table"
	"planraum/internal/text"
)

// hundredths is the number of decimals of a share of posts.
const hundredths = 2

// mostPosts is how many posts one change may concern, in hundredths.
const mostPosts = 1_000_000

// ReadPostChanges reads a file of changes of the staffing plan in file order. Its error
// is fault.Invalid with all faults, or that of the reader; with fault.Invalid the changes
// are there as far as they could be read.
func ReadPostChanges(in *table.Reader) ([]staffing.PostChange, error) {
	return ReadPostChangesUpto(in, period.Date{})
}

// ReadPostChangesUpto is ReadPostChanges on a day: what is known later is a fault. A zero
// day is none.
func ReadPostChangesUpto(in *table.Reader, today period.Date) ([]staffing.PostChange, error) {
	var list []staffing.PostChange
	seen := newTwice()
	err := each(in, PostChanges, func(c cells) error {
		n := staffing.PostChange{
			ID: c.text("id"), Paper: c.text("paper"),
			Kind:  staffing.ChangeKind(c.oneOf("kind", changeWords(staffing.ChangeKinds())...)),
			Stage: staffing.Stage(c.oneOf("stage", changeWords(staffing.Stages())...)),
			On:    c.date("on"), From: c.date("from"), Unit: c.text("unit"), Share: c.share("share"),
			Grade: c.OptText("grade"), Task: c.OptText("task"), Key: c.OptText("key"), Posts: c.portions("posts"),
			Until: c.optDate("until"), Per: c.per("per"), Budget: int(c.optWhole("budget")),
			Reason: c.OptText("reason"), KnownFrom: c.date("known_from"), Source: c.text("source"), File: c.file, Line: c.Line,
		}
		n.Note, n.NoteUnknown = c.note("phase_out")
		c.checkChange(n, today)
		seen.check(c, "id, known_from", n.ID, n.KnownFrom.String())
		list = append(list, n)
		return nil
	}, nil)
	return list, err
}

// checkChange names what is wrong with a change beside the cells that could not be read:
// each cell once.
func (c cells) checkChange(n staffing.PostChange, today period.Date) {
	told := func(column string) bool { return c.missing[column] || c.faults.Has(c.Line, column) }
	if !today.IsZero() && n.KnownFrom.After(today) {
		c.Refuse("known_from", text.T("ein Tag bis heute, "+today.In(text.De), "a day up to today, "+today.In(text.En)))
	}
	if steering.NamesPerson(n.Unit) {
		c.Refuse("unit", text.T("ein Amt oder eine Funktion, keine Person", "an office or a function, not a person"))
	}
	noKind, ofKind := told("kind"), []string{"share", "phase_out"} // what may be there depends on the kind
	for _, p := range n.Check() {
		column, _, _ := strings.Cut(p.Path, "[")
		if column == "note" {
			column = "phase_out"
		}
		if !told(column) && !(noKind && slices.Contains(ofKind, column)) {
			c.Refuse(column, p.Expected)
		}
	}
}

// per reads the key of an authorisation, which may be left out but counts at least one.
func (c cells) per(column string) int64 {
	if strings.TrimSpace(c.Raw(column)) == "" {
		return 0
	}
	return min(c.IntAtLeast(column, 1), math.MaxInt32)
}

// changeWords are the words of a list as a file holds them.
func changeWords[T ~string](list []T) []string {
	words := make([]string, len(list))
	for i, w := range list {
		words[i] = string(w)
	}
	return words
}

// noteUnknown are the words for the day of a phase-out note that no source tells.
var noteUnknown = []string{"unbekannt", "unknown"}

// note reads the first day without posts, or that it is not known.
func (c cells) note(column string) (day period.Date, unknown bool) {
	if slices.Contains(noteUnknown, strings.ToLower(strings.TrimSpace(c.OptText(column)))) {
		return period.Date{}, true
	}
	return c.optDate(column), false
}

var wantShare = text.T("Stellen mit höchstens zwei Nachkommastellen, 0 bis 10.000", "posts with at most two decimals, 0 to 10,000")

// share reads a number of posts with at most two decimals.
func (c cells) share(column string) unit.FTE {
	if c.missing[column] {
		return 0
	}
	n, ok := c.Hundredths(column, wantShare)
	if ok && (n < 0 || n > mostPosts) {
		c.Refuse(column, wantShare)
		return 0
	}
	return unit.FTE(n)
}

var wantPortions = text.T("Nummern mit Anteil, höchstens zwei Nachkommastellen, etwa „500 0105 018 = 1.00; 500 0105 022 = 0.70“", "numbers with their share, at most two decimals, such as “500 0105 018 = 1.00; 500 0105 022 = 0.70”")

// portions reads the posts that a paper names: number = share, divided by semicolons.
func (c cells) portions(column string) []staffing.Portion {
	raw := c.OptText(column)
	if raw == "" {
		return nil
	}
	var list []staffing.Portion
	for part := range strings.SplitSeq(raw, ";") {
		number, share, ok := strings.Cut(part, "=")
		d, err := unit.ParseDecimal(strings.TrimSpace(strings.Replace(share, ",", ".", 1)))
		if err == nil {
			d, err = d.Rescale(hundredths)
		}
		if number = strings.Join(strings.Fields(number), " "); !ok || err != nil || number == "" {
			c.Refuse(column, wantPortions)
			return nil
		}
		list = append(list, staffing.Portion{Number: number, Share: unit.FTE(d.Amount)})
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// wanted is the post that the answer to the budget motions proposes.
type wanted struct {
	share      unit.FTE
	grade      string      // "EG 13"
	from, gone period.Date // first day, and the day of the phase-out note; gone zero: none
}

// motioned is what both motions ask for.
var motioned = wanted{share: 100, grade: "EG 13", from: period.Day(2016, 1, 1)}

// wantedBy is the one post that a paper asks for, where its grade is known; else what the
// motions ask for. A day that the paper leaves open is theirs.
func wantedBy(own council.Paper) wanted {
	if len(own.Posts) != 1 || own.Posts[0].Share <= 0 || !strings.ContainsAny(own.Posts[0].Grade, "0123456789") {
		return motioned
	}
	q := own.Posts[0]
	w := wanted{q.Share, plainGrade(q.Grade), q.From, q.PhaseOut}
	if w.from.IsZero() {
		w.from = motioned.from
	}
	return w
}

// address is the grade as references write it: EG-13.
func (w wanted) address() string { return strings.ReplaceAll(w.grade, " ", "-") }

// post is "1,0 Stelle in EG 13".
func (w wanted) post() string { return w.size() + " in " + w.grade }

// size is "1,0 Stelle".
func (w wanted) size() string {
	if w.share > 100 {
		return posts(text.De, w.share) + " Stellen"
	}
	return posts(text.De, w.share) + " Stelle"
}

// lasts says whether the post ends.
func (w wanted) lasts() string {
	if w.gone.IsZero() {
		return "unbefristet"
	}
	return "mit kw-Vermerk zum " + longDay(w.gone)
}

// whole says what a sum speaks of where the post is no whole one.
func (w wanted) whole() string {
	if w.share == 100 {
		return ""
	}
	return " einer ganzen Stelle"
}

// longDay is a day as sentences write it: 1. Januar 2016.
func longDay(d period.Date) string {
	return fmt.Sprintf("%d. %s", d.Time().Day(), d.Month().In(text.De))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Together is what several changes of the staffing plan do at once, before they are
// recorded: a file of them, say.
type Together struct {
	// Days are the posts on the days on which changes begin, Years the budget years.
	Days  []DayEffect  `json:"days"`
	Years []YearEffect `json:"years"`
	// Words say both in sentences, then what happens to changes that were known before.
	Words []text.Text `json:"words"`
	// Notes are what is to be asked or known of single changes.
	Notes []ChangeNote `json:"notes"`
}

// DayEffect is the plan on a day up to a stage, without and with the changes.
type DayEffect struct {
	Day    period.Date `json:"day"`
	Upto   Stage       `json:"upto"`
	Before OnDay       `json:"before"`
	After  OnDay       `json:"after"`
}

// OnDay is what a plan holds on a day, in hundredths of a full-time post.
type OnDay struct {
	Posts   unit.FTE `json:"posts"`
	Outside unit.FTE `json:"outside"` // ceiling of authorisations outside the plan
}

// YearEffect is a line of a year of a double budget up to a stage, without and with the
// changes; without an office it is the sum of all lines.
type YearEffect struct {
	Budget int    `json:"budget"` // first year of the double budget
	Year   int    `json:"year"`
	Upto   Stage  `json:"upto"`
	Unit   string `json:"unit,omitempty"`
	Grade  string `json:"grade,omitempty"`
	Before Held   `json:"before"`
	After  Held   `json:"after"`
}

// Held is what a budget line holds in a year and what that costs, between the lowest and
// the highest step of the pay table.
type Held struct {
	Posts    unit.FTE   `json:"posts"`   // on 31 December
	Outside  unit.FTE   `json:"outside"` // ceiling of authorisations on that day
	CostLow  unit.Cents `json:"cost_low"`
	CostHigh unit.Cents `json:"cost_high"`
	// FullLow and FullHigh are what the authorisations cost where they are used up.
	FullLow  unit.Cents `json:"full_low"`
	FullHigh unit.Cents `json:"full_high"`
	Unknown  unit.FTE   `json:"unknown,omitempty"` // posts whose pay no table tells
}

// ChangeNote is a sentence about one of the changes.
type ChangeNote struct {
	ID    string    `json:"id"`
	Line  int       `json:"row,omitempty"` // of its file
	Words text.Text `json:"words"`
}

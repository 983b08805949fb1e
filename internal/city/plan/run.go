// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plan

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// Inputs is all that a run reckons with: the plan and what it took from the
// ledger. Same inputs, same method versions -> the same bytes of result.
type Inputs struct {
	Plan        Plan                 `json:"plan"`
	Sites       []accommodation.Site `json:"sites"` // supply and options that are on, ordered by ID
	Utilisation []need.Utilisation   `json:"utilisation"`
	LeadTimes   []need.LeadTime      `json:"lead_times"`
	Keys        []staffing.Key       `json:"keys"`
	Pay         []staffing.Pay       `json:"pay,omitempty"` // only the grades and steps used
	Start       figure.Derivation    `json:"start"`
}

// Result is what a plan comes to.
type Result struct {
	Methods  []Method `json:"methods"`
	Months   []Month  `json:"months"`
	Shortage Shortage `json:"shortage"`
	// Decisions holds, for each kind of accommodation, the latest decision for
	// the first shortage; ordered by the typical date.
	Decisions []Decision `json:"decisions"`
	Endings   []Ending   `json:"endings"` // the cliff: sites that end in the horizon
	Years     []Year     `json:"years"`
	// Missing says in sentences what the run could not reckon, and why.
	Missing []text.Text `json:"missing,omitempty"`
	// Notes says which assumptions decide something in this run.
	Notes []text.Text `json:"notes,omitempty"`
}

// Method is a calculation with its version.
type Method struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Month is one row of a run, as at the last day of the month.
type Month struct {
	Month       period.Month   `json:"month"`
	Opening     unit.Headcount `json:"opening"` // persons at the end of the month before
	Arrivals    unit.Headcount `json:"arrivals"`
	Departures  unit.Headcount `json:"departures"`
	Credits     unit.Headcount `json:"credits"`
	Corrections unit.Headcount `json:"corrections"`
	Persons     unit.Headcount `json:"persons"`
	Needed      unit.Headcount `json:"needed"` // places, persons / utilisation
	Nominal     unit.Headcount `json:"nominal"`
	Blocked     unit.Headcount `json:"blocked"`
	Reserve     unit.Headcount `json:"reserve"`
	Usable      unit.Headcount `json:"usable"`
	Gap         unit.Headcount `json:"gap"` // usable - needed; negative: places are missing
	Posts       []Posts        `json:"posts"`
	PostsTotal  unit.FTE       `json:"posts_total"`
	// Cost of the month in cents, of the posts whose price is known.
	Cost unit.Cents `json:"cost_cents"`
	// PostsComplete and CostComplete are false where the quantity or the price
	// of a key is unknown: the sum then holds only what is known.
	PostsComplete bool `json:"posts_complete"`
	CostComplete  bool `json:"cost_complete"`
}

// Posts is what one key comes to in one month.
type Posts struct {
	Key      string          `json:"key"`
	Quantity *unit.Headcount `json:"quantity"` // nil: unknown
	Per      int64           `json:"per"`
	FTE      *unit.FTE       `json:"fte"`        // nil: unknown
	Cost     *unit.Cents     `json:"cost_cents"` // nil: unknown
}

// Shortage is the first month with too few places, and the worst.
type Shortage struct {
	First       *period.Month  `json:"first"` // nil: places suffice over the horizon
	FirstPlaces unit.Headcount `json:"first_places"`
	Worst       *period.Month  `json:"worst"`
	WorstPlaces unit.Headcount `json:"worst_places"`
	LastPlaces  unit.Headcount `json:"last_places"` // missing at the end of the horizon
}

// Decision is the latest day on which an option of one kind can be decided so
// that it opens before the shortage: shortage month - lead time.
type Decision struct {
	LeadTime need.LeadTime `json:"lead_time"`
	Latest   period.Date   `json:"latest"`         // with the typical lead time
	Earliest period.Date   `json:"latest_if_slow"` // with the long lead time
	IfFast   period.Date   `json:"latest_if_fast"` // with the short lead time
	Past     bool          `json:"past"`           // Latest is before the plan's date
	// Helps is the first month in which the option has effect if it is decided
	// on the plan's date, and Missing the places that are missing then and
	// after, at most, within the horizon.
	Helps   period.Month   `json:"helps"`
	Missing unit.Headcount `json:"missing"`
}

// Ending is a site that ends within the horizon.
type Ending struct {
	Site   string                  `json:"site"`
	Date   period.Date             `json:"date"`
	Places unit.Headcount          `json:"places"`
	Reason accommodation.EndReason `json:"reason"`
}

// Year is the cost of a budget year, of the months in the horizon.
type Year struct {
	Year   int        `json:"year"`
	Months int        `json:"months"` // months of the year inside the horizon
	Cost   unit.Cents `json:"cost_cents"`
	Keys   []KeyCost  `json:"keys"`
	// Complete is false where the price or quantity of a key is unknown.
	Complete bool `json:"complete"`
}

// KeyCost is the cost of one key in one budget year.
type KeyCost struct {
	Key   string      `json:"key"`
	Posts unit.FTE    `json:"posts"`      // at the end of the year or horizon
	Cost  *unit.Cents `json:"cost_cents"` // nil: unknown
	// Derived marks a cost that rests on derived rows of a pay table.
	Derived bool `json:"derived,omitempty"`
}

// Run is a kept evaluation of a plan.
type Run struct {
	ID       string      `json:"id"`
	PlanID   string      `json:"plan_id"`
	Version  int64       `json:"plan_version"`
	Position int64       `json:"ledger_position"` // the ledger's last number when it ran
	Inputs   Inputs      `json:"inputs"`
	Result   Result      `json:"result"`
	Digest   string      `json:"digest"` // SHA-256 of inputs and result
	RanOn    period.Date `json:"ran_on"`
}

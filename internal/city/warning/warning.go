// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package warning holds warnings as they were raised (Frühwarnung): what was
// expected on a day, kept with the vintage it rests on, so that it can be compared
// later with what came.
package warning

import (
	"planraum/internal/city/audience"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/prediction"
	"planraum/internal/city/unit"
)

// Kept is everything that was said on a day about the places to come, whether it
// warned or not: only then can it be judged later how reliable warnings are.
type Kept struct {
	ID   string      `json:"id"` // day and supply, such as "2015-11-27/ledger", and the edition: "@public"
	AsOf period.Date `json:"as_of"`
	// Supply says which places were counted: "ledger", or the ID of a run.
	Supply    string         `json:"supply"`
	Scenario  string         `json:"scenario,omitempty"` // name of the scenarios laid over it
	Threshold need.Threshold `json:"threshold"`
	Classes   []Class        `json:"classes"`
	Months    []Month        `json:"months"`
	// Never is the probability that no month lacks places.
	Never float64 `json:"never"`
	// The vintage: the ledger's last number, the seed and the methods.
	Position int64         `json:"ledger_position"`
	Seed     uint64        `json:"seed"`
	Paths    int           `json:"paths"`
	Methods  []plan.Method `json:"methods"`
	// Released says that only released figures were looked at.
	Released bool `json:"released_only,omitempty"`
	// Audience is Public where it was looked at the way the public sees figures, released
	// and protected; empty for an edition of the offices.
	Audience audience.Audience `json:"audience,omitempty"`
	RaisedOn period.Date       `json:"raised_on"`
	// OldCount is the month of the last count where that was too old to warn from and
	// whoever kept it confirmed so; 0: the counts were new enough.
	OldCount period.Month `json:"old_count,omitzero"`
	By       string       `json:"by"` // role or office
}

// Afterwards reports whether it was kept later than the data are from that it rests
// on, by more than prediction.Late days: nobody could read it in time.
func (k Kept) Afterwards() bool { return k.RaisedOn.After(k.AsOf.AddDays(prediction.Late)) }

// Month is what was said about the end of a month.
type Month struct {
	Month       period.Month `json:"month"`
	Probability float64      `json:"probability"` // that places are missing
	Usable      int          `json:"usable"`      // places
	Missing     Spread       `json:"missing"`     // places
	// Assumed is nil where the month does not hang on assumed days.
	Assumed *Assumed `json:"assumed_days,omitempty"`
	Persons Spread   `json:"persons"`
}

// Assumed is how far a month rests on days of opening and closing that are assumed.
type Assumed struct {
	Counted     int     `json:"counted"`     // places counted as open
	Left        int     `json:"left_out"`    // places that are not
	Sites       int     `json:"sites"`       // of both
	Probability float64 `json:"probability"` // of missing places if those left out were there
}

// Class is what was said about one kind of accommodation: what if it is decided on
// the day of the warning, and by when it had to be decided.
type Class struct {
	need.LeadTime
	Opens       period.Month `json:"opens"`
	Beyond      bool         `json:"beyond,omitempty"` // nothing is known of that month
	Probability float64      `json:"probability"`
	Missing     Spread       `json:"missing"` // places in the month in which it opens
	Warned      bool         `json:"warned"`
	// Stays is the naive warning beside it: whether places are missing in that month if
	// as many persons live there as at the end of the last month known; nil where that
	// was not asked, or nothing is known of the month.
	Stays  *bool       `json:"short_if_persons_stay,omitempty"`
	Latest period.Date `json:"latest,omitzero"` // to open by the first month warned of
	Past   bool        `json:"past,omitempty"`
	// Avert is the first month warned of that the kind could still avert, and Until
	// the last day to decide for it; nil: none.
	Avert *period.Month `json:"avert,omitempty"`
	Until period.Date   `json:"until,omitzero"`
	// Option is of the month that is averted (Avert); where there is none, of Opens.
	Option Option `json:"option"`
}

// Spread is a number with its uncertainty: half of the paths lie below Median, one
// in ten below Low, one in ten above High.
type Spread struct {
	Low    int `json:"low"`
	Median int `json:"median"`
	High   int `json:"high"`
}

// Option is what it would take to close the gap with one kind of accommodation: the
// missing places at the median and at the upper bound, their cost and posts.
type Option struct {
	PerPlace *Price  `json:"per_place,omitempty"` // nil: no price is known for the kind
	Cost     *Money  `json:"cost,omitempty"`      // nil where PerPlace is
	Posts    []Posts `json:"posts,omitempty"`
}

// Price is what a place of a kind cost last, with the paper that says so.
type Price struct {
	Cents  unit.Cents `json:"cents"`
	Paper  string     `json:"paper"`
	Source string     `json:"source"`
}

// Money is cost in cents at the low, middle and high number of missing places.
type Money struct {
	Low    unit.Cents `json:"low_cents"`
	Median unit.Cents `json:"median_cents"`
	High   unit.Cents `json:"high_cents"`
}

// Posts are the posts that a staffing key asks for the missing places.
type Posts struct {
	Key    string   `json:"key"`
	Per    int64    `json:"per"`
	Median unit.FTE `json:"median"`
	High   unit.FTE `json:"high"`
}

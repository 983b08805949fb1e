// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package plan holds the plan and the run: a plan is a set of assumptions and
// options over the ledger as of a date; a run is what it comes to, kept with
// its inputs, method versions and digest.
package plan

import (
	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// Plan is a set of assumptions and options over a horizon of whole months.
type Plan struct {
	ID     string       `json:"id"`   // stable key, such as "neue-planung-2015-11-27"
	Name   string       `json:"name"` // as planners call it
	Note   string       `json:"note,omitempty"`
	Source string       `json:"source,omitempty"`
	AsOf   period.Date  `json:"as_of"` // what was known on this day
	From   period.Month `json:"from"`  // first month reckoned
	To     period.Month `json:"to"`    // last month reckoned

	// Start is the stock at the end of the month before From.
	Start Start `json:"start"`
	// Flows by month. Credits lower the allocation to the city and so the
	// stock (places in a state reception centre); corrections have a sign.
	Arrivals    []Flow `json:"arrivals,omitempty"`
	Departures  []Flow `json:"departures,omitempty"`
	Credits     []Flow `json:"credits,omitempty"`
	Corrections []Flow `json:"corrections,omitempty"`

	Supply   Supply   `json:"supply"`
	Options  []Option `json:"options,omitempty"`
	Staffing Staffing `json:"staffing"`
	Cost     Cost     `json:"cost"`
	// LeadTimes by kind of accommodation; empty: the norms of the ledger.
	LeadTimes []need.LeadTime `json:"lead_times,omitempty"`
}

// Start is the stock that a projection starts from. Without a value the run
// takes the ledger's figure for the last day before the horizon.
type Start struct {
	Persons *unit.Headcount `json:"persons,omitempty"`
	Basis   figure.Basis    `json:"basis,omitzero"`
	Source  string          `json:"source,omitempty"`
	Figure  int64           `json:"figure,omitempty"` // the ledger's number where it was taken from there
}

// Flow is an assumption from month to month, both included. Exactly one of
// PerMonth and Total is set; a Total is spread over the months as evenly as
// whole persons allow.
type Flow struct {
	Name     string          `json:"name"`
	From     period.Month    `json:"from"`
	To       period.Month    `json:"to"`
	PerMonth *unit.Headcount `json:"per_month,omitempty"`
	Total    *unit.Headcount `json:"total,omitempty"`
	Basis    figure.Basis    `json:"basis"`
	Source   string          `json:"source,omitempty"`
}

// Supply says which places the plan counts.
type Supply struct {
	// FromLedger adds the ledger's sites as of the plan's date whose certainty
	// is in Certainties.
	FromLedger  bool                      `json:"from_ledger"`
	Certainties []accommodation.Certainty `json:"certainties,omitempty"`
	Sites       []accommodation.Site      `json:"sites,omitempty"` // written in the plan itself
	// Utilisation overrides the ledger's norm; nil: the norm.
	Utilisation *need.Utilisation `json:"utilisation,omitempty"`
}

// Option is something that the city could do: open sites or set other keys.
// Only options that are On change the run.
type Option struct {
	ID    string               `json:"id"`
	Name  string               `json:"name"`
	On    bool                 `json:"on"`
	Sites []accommodation.Site `json:"sites,omitempty"`
	Keys  []staffing.Key       `json:"keys,omitempty"` // replace the keys of the same ID
	Note  string               `json:"note,omitempty"`
}

// Staffing says by which keys posts are reckoned.
type Staffing struct {
	FromLedger bool           `json:"from_ledger"`
	Use        []string       `json:"use,omitempty"` // IDs; empty: every key
	Keys       []staffing.Key `json:"keys,omitempty"`
	// Quantities holds bases that the projection does not give, such as cases
	// of benefits or persons in private flats, by "base" or "base/accommodation".
	Quantities []Quantity `json:"quantities,omitempty"`
}

// Quantity is a number of cases or persons from month to month.
type Quantity struct {
	Base          staffing.Base  `json:"base"`
	Accommodation string         `json:"accommodation"`
	From          period.Month   `json:"from"`
	To            period.Month   `json:"to"`
	Value         unit.Headcount `json:"value"`
	Basis         figure.Basis   `json:"basis"`
	Source        string         `json:"source,omitempty"`
}

// Cost says what a post costs. The employer's share and the workplace have no
// default: without them a run says what is missing.
type Cost struct {
	Prices        []Price     `json:"prices,omitempty"`
	EmployerShare *unit.Share `json:"employer_share,omitempty"`  // on top of gross pay
	Workplace     *unit.Cents `json:"workplace_cents,omitempty"` // a post and year
	Source        string      `json:"source,omitempty"`
}

// Price is the price of the posts of one key: a grade and step of the pay
// table, or a flat rate a post and year that holds all costs.
type Price struct {
	Key      string             `json:"key"`
	Grade    string             `json:"grade,omitempty"`
	Step     int                `json:"step,omitempty"`
	FlatRate *staffing.FlatRate `json:"flat_rate,omitempty"`
	// Rise is the yearly rise of the flat rate that the paper assumes. It is
	// first applied to the year RiseFrom and again to each year after it:
	// yearly(y) = FlatRate x (1 + Rise)^(y - RiseFrom + 1) for y >= RiseFrom,
	// and FlatRate without a rise in the years before.
	Rise *unit.Share `json:"rise,omitempty"`
	// RiseFrom is the first calendar year with the rise; set exactly where
	// Rise is set.
	RiseFrom int `json:"rise_from,omitempty"`
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package register holds the small dated records beside the ledger's figures:
// sites, norms, keys, pay, plans. Like figures they are only ever added: a
// change is a new version with a later KnownFrom, and every question takes an
// as-of date.
package register

import (
	"time"

	"planraum/internal/city/period"
)

// Kind names a register.
type Kind string

// The registers of a city.
const (
	Site        Kind = "site"
	Norm        Kind = "norm"
	Utilisation Kind = "utilisation"
	LeadTime    Kind = "lead_time"
	StaffingKey Kind = "staffing_key"
	Pay         Kind = "pay"
	FlatRate    Kind = "flat_rate"
	PostCase    Kind = "post_case"
	Package     Kind = "package" // tranches of sites with their paper and cost
	Apportion   Kind = "apportion"
	Plan        Kind = "plan"
	Setting     Kind = "setting"

	Mapping    Kind = "mapping"    // how the columns of an office's file are read
	Source     Kind = "source"     // who states figures: office, licence, delay
	Citation   Kind = "citation"   // how short forms of sources are written out
	Crosswalk  Kind = "crosswalk"  // weights between two editions of areas
	Finding    Kind = "finding"    // state and owner of a finding of the plausibility checks
	Break      Kind = "break"      // why a series breaks, shown wherever it is drawn
	Release    Kind = "release"    // entered, checked, released: by source and month
	Reporter   Kind = "reporter"   // who reports monthly, and the links given out
	Dataset    Kind = "dataset"    // a data set of the public catalogue
	Disclosure Kind = "disclosure" // what left, for whom, under which protection
	Threshold  Kind = "threshold"  // from which probability on the city is warned
	Warning    Kind = "warning"    // warnings as they were raised, to be scored later
	Scenario   Kind = "scenario"   // what planners assume about a future that no series can know
	Projection Kind = "projection" // how long people stay, who follows, how old they are
	Stays      Kind = "stays"      // how long people were observed to stay
	Forecast   Kind = "forecast"   // forecasts as they were issued
	Replay     Kind = "replay"     // past months gone through again, knowing only what was known

	Body     Kind = "body"     // task force, working groups, steering rounds, with their members
	Round    Kind = "round"    // meetings of such a body: agenda, minutes, decisions
	Action   Kind = "action"   // what somebody has to do by when, from whichever body or paper
	Goal     Kind = "goal"     // what is to be reached, with indicator, target value and date
	Measure  Kind = "measure"  // what is done for a goal, with the figure that must move
	Holiday  Kind = "holiday"  // days off beside the public ones: recess of the council
	Sitting  Kind = "sitting"  // sittings of a committee with their agenda
	Paper    Kind = "paper"    // council papers: motions, inquiries, resolutions, reports
	Document Kind = "document" // the text of papers and reports, draft or issued
	Post     Kind = "post"     // posts of the staffing plan, with grade and phase-out note
	Budget   Kind = "budget"   // lines of the double budget with their amounts

	Committee Kind = "committee" // bodies of the council: council, committees, district councils
	OParl     Kind = "oparl"     // what was taken from other council systems, and its faults
)

// Record is one version of an entry. Body is the JSON of the noun that the
// kind names (accommodation.Site, staffing.Key ...).
type Record struct {
	ID        int64 // running number over all registers; 0 before recording
	Kind      Kind
	Key       string // stable key within the kind
	KnownFrom period.Date
	Body      []byte
	File      string
	Line      int
}

// Next is a new version of an entry, to be recorded only if After is still its
// newest record; 0 for an entry that is not there yet.
type Next struct {
	Record
	After int64
	// Only asks that After is still the entry's newest record and records nothing of
	// it: what else is recorded rests on it.
	Only bool
}

// Dated is a version with the moment of its recording.
type Dated struct {
	Record
	RecordedAt time.Time // UTC
}

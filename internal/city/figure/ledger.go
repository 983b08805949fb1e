// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure

import (
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
)

// Query asks the ledger for figures. Empty fields do not narrow it.
type Query struct {
	Indicators []string
	Areas      []area.ID
	IDs        []int64    // of figures with these running numbers, in their order; nothing else but AsOf narrows it then
	Level      area.Level // all areas of a level
	Group      population.ID
	// From and To narrow the end of the figure's period, both included.
	From, To period.Date
	// AsOf leaves out what became known after this day. Zero: everything.
	AsOf  period.Date
	Limit int // 0: no limit
	// After continues behind a figure number, for paging in order of number.
	After int64
	// Before leaves out the figures from this number on; 0: none.
	Before int64
}

// Batch is one import into the ledger: the file, who brought it in and when.
type Batch struct {
	Number     int64  // running number; what the batch recorded follows it
	ID         string // UUIDv7
	File       string
	Kind       string // what the file held: figures, sites ...
	Digest     string // SHA-256 of the file's bytes, hexadecimal
	Rows       int
	By         string // role or office
	RecordedAt time.Time
	Reason     string // why it was brought in, where a correction needs one
}

// Summary is what the ledger holds of one indicator as of a date.
type Summary struct {
	Indicator string
	Figures   int
	// First and Last are the first and the last day of which a figure speaks.
	First, Last period.Date
	Known       period.Date // when the last of the figures became known
	// Contradicted counts the keys of which figures state different values.
	// Forecasts do not count: what came later does not contradict them.
	Contradicted int
}

// Tally counts figures that came in together: one batch, one source, one
// indicator, one month in which their periods end, one day on which they became
// known. The release of figures is reckoned with tallies, not with millions of
// figures.
type Tally struct {
	Source      string // as the figures name it
	Indicator   string
	Month       period.Month
	KnownFrom   period.Date
	First, Last period.Date // first and last day of which the figures speak
	Figures     int
	// Low and High are the first and the last of their running numbers. A batch
	// is recorded whole, so that no other batch has a number between them.
	Low, High  int64
	By         string    // who brought them in
	RecordedAt time.Time // UTC
}

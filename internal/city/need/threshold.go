// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package need

import (
	"planraum/internal/city/period"
)

// Threshold is the probability of missing places from which on the city is warned
// (Warnschwelle): how many empty places it rather keeps than lacking one is the
// council's matter.
type Threshold struct {
	Percent   int         `json:"percent"` // 1 to 99
	ValidFrom period.Date `json:"valid_from"`
	// KnownFrom is the day from which the program knows it: of one that somebody typed
	// the day on which it was recorded, of one from a file what the file says.
	KnownFrom period.Date `json:"known_from"`
	DecidedOn period.Date `json:"decided_on,omitzero"` // by the council; zero where it is not told
	Decision  string      `json:"decision,omitempty"`  // paper or minutes
	Source    string      `json:"source"`
	By        string      `json:"by,omitempty"` // role or office; empty where it was imported
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// DefaultThreshold is what the program takes, and says so, until a council has set
// a threshold: as likely as not.
const DefaultThreshold = 50

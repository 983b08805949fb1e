// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package figure

import (
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// Break says why a series breaks (Bruch): values before and after the day
// cannot be compared as they stand, such as after a change of the way of
// counting. It is shown wherever the series is drawn.
type Break struct {
	Indicator string        `json:"indicator"`
	Area      area.ID       `json:"area"`
	Group     population.ID `json:"group"`
	Day       period.Date   `json:"day"` // first day on which the new way holds
	Text      text.Text     `json:"text"`
	Source    string        `json:"source"`
	KnownFrom period.Date   `json:"known_from"`
	By        string        `json:"by,omitempty"` // role or office; empty where it was imported
	File      string        `json:"file,omitempty"`
	Line      int           `json:"line,omitempty"`
}

// Key is the break's key in its register.
func (b Break) Key() string {
	return strings.Join([]string{b.Indicator, string(b.Area), string(b.Group), b.Day.String()}, "|")
}

// Of reports whether the break is one of a series.
func (b Break) Of(indicator string, in area.ID, group population.ID) bool {
	return b.Indicator == indicator && b.Area == in && b.Group == group
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package clock tells what day it is in the city. Floors below take the day as
// an argument.
package clock

import (
	"time"
	_ "time/tzdata" // the city's zone, where the machine has no zone files

	"planraum/internal/city/period"
)

// Today returns the calendar day in Germany.
func Today() period.Date {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		zone = time.UTC
	}
	return period.OfTime(time.Now().In(zone))
}

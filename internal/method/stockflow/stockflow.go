// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package stockflow reckons how many persons a city accommodates: the stock at
// the end of a month is the stock before + arrivals - departures - credits +
// corrections, exactly, in whole persons.
//
// Project reckons forward from assumptions, Account checks backward whether
// reported stocks and reported flows agree. See docs/methods/stockflow.md.
package stockflow

import (
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
)

// Version names the calculation; a run keeps it. It changes with any change
// that can change a number.
const Version = "stockflow/1"

// Spread returns the persons that a flow brings in one month; 0 outside of its
// months. A PerMonth counts in every month. A Total is spread evenly in whole
// persons: up to the end of the k-th of n months total x k / n persons have
// come, rounded half away from zero, and a month brings what its end has more
// than its start. So the months sum to the Total, no end of month is more than
// half a person from the even course, and the first half person counts early.
func Spread(f plan.Flow, m period.Month) unit.Headcount {
	if m < f.From || m > f.To {
		return 0
	}
	var n unit.Headcount
	if f.PerMonth != nil {
		n += *f.PerMonth
	}
	if f.Total != nil {
		k, months := int64(m-f.From), int64(f.To-f.From)+1
		n += cumulated(*f.Total, k+1, months) - cumulated(*f.Total, k, months)
	}
	return n
}

// cumulated returns total x k / months rounded half away from zero. It
// divides first, so that no total is too large for it.
func cumulated(total unit.Headcount, k, months int64) unit.Headcount {
	whole, rest := int64(total)/months, int64(total)%months
	return unit.Headcount(whole*k + unit.DivRoundHalfUp(rest*k, months))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/data"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/staffing"
)

// House is an opened installation: the desks over one database.
type House struct {
	Data     *data.Desk
	Capacity *capacity.Desk
	Planning *planning.Desk
	Staffing *staffing.Desk
	Approval *approval.Desk
	Close    func() error

	Reporting *reporting.Desk
	Mail      reporting.Mailer // nil: no mail server
	BaseURL   string           // where others reach the pages; empty: unknown
}

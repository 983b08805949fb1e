// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"

	"planraum/internal/desk/accounts"
	"planraum/internal/desk/approval"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/catalogue"
	"planraum/internal/desk/council"
	"planraum/internal/desk/councildata"
	"planraum/internal/desk/data"
	"planraum/internal/desk/forecasting"
	"planraum/internal/desk/health"
	"planraum/internal/desk/journal"
	"planraum/internal/desk/measures"
	"planraum/internal/desk/outlook"
	"planraum/internal/desk/planning"
	"planraum/internal/desk/privacy"
	"planraum/internal/desk/protect"
	"planraum/internal/desk/quality"
	papers "planraum/internal/desk/report"
	"planraum/internal/desk/reporting"
	"planraum/internal/desk/rights"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/desk/staffing"
	"planraum/internal/desk/steering"
	"planraum/internal/desk/work"
	"planraum/internal/platform/oidc"
	"planraum/internal/platform/password"
)

// House is an opened installation: the desks over one database.
type House struct {
	Data     *data.Desk
	Capacity *capacity.Desk
	Planning *planning.Desk
	Outlook  *outlook.Desk
	Measures *measures.Desk
	// Forecasting keeps forecasts as they were issued and scores them.
	Forecasting *forecasting.Desk

	Monthly  *outlook.Monthly // nil: nothing is kept by itself
	Quality  *quality.Desk
	Staffing *staffing.Desk
	// Steering keeps bodies, meetings and decisions.
	Steering *steering.Desk
	Council  *council.Desk
	Work     *work.Desk
	Workers  Workers
	Approval *approval.Desk
	Protect  *protect.Desk
	Journal  *journal.Desk
	Privacy  *privacy.Desk
	Rights   *rights.Desk
	Close    func() error

	Reporting *reporting.Desk
	// Report makes papers and reports, Printer their PDF.
	Report  *papers.Desk
	Printer papers.Printer
	Mail    reporting.Mailer // nil: no mail server
	BaseURL string           // where others reach the pages; empty: unknown

	Accounts *accounts.Desk
	// Catalogue gives what is public.
	Catalogue *catalogue.Desk
	// CouncilData gives and takes council data by OParl.
	CouncilData *councildata.Desk
	// Health knows whether all of it works.
	Health *health.Desk

	// Safekeeping has the database copied by a schedule.
	Safekeeping *safekeeping.Desk
}

// signIn gives the desk of accounts what the call names: a list of known
// passwords and the identity providers.
func (h *House) signIn(breached, providers string) error {
	if h.Accounts == nil {
		return nil
	}
	if breached != "" {
		list, err := password.OpenList(breached)
		if err != nil {
			return err
		}
		h.Accounts.Breached = list.Holds
	}
	if providers == "" {
		return nil
	}
	var err error
	h.Accounts.External, err = oidc.Load(providers)
	return err
}

// Workers work jobs in this process.
type Workers interface {
	// Alone reports whether this process is the only one that can work the
	// database's jobs, as on SQLite.
	Alone() bool
	Start(ctx context.Context, workers int) error
	Stop(ctx context.Context) error
}

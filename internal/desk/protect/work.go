// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package protect

import (
	"context"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// PrepareKind names jobs that make the protected tables ahead of their readers.
const PrepareKind = "protect"

// PrepareOrder is the order to make the protected tables for what the ledger
// then holds.
func PrepareOrder(by string) job.Order {
	return job.Order{
		Kind: PrepareKind, By: by, Unit: text.T("Schritte", "steps"), Args: []byte("{}"), Lens: audience.Lens{Audience: audience.Office},
		Title: text.T("Schutz kleiner Zahlen vorbereiten", "Prepare the protection of small counts"),
	}
}

// PrepareWork is the work behind PrepareOrder. What is ready already is not made
// again.
func (d *Desk) PrepareWork() job.Kind {
	return job.Kind{
		Name: PrepareKind, Label: text.T("Schutz", "protection"),
		Run: func(ctx context.Context, t job.Task) (any, error) {
			err := d.Prepare(ctx, func(done, total int) { t.Report(int64(done), int64(total)) })
			return nil, fault.Wrap("protect.PrepareWork", err)
		},
	}
}

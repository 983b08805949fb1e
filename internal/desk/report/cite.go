// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"context"
	"encoding/json"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/source"
	"planraum/internal/fault"
)

// The ledger names sources in the short form in which they were typed: a site on the
// web with the number of the article, a register with the key of the document. A paper
// names them in words, in its own language, with what is needed to find them again. How
// is told by the city's own table; a city without one has its sources as they were typed.

// Citer writes the sources of the city out.
func (d *Desk) Citer(ctx context.Context) (source.Citer, error) {
	records, err := d.registers.Records(ctx, register.Citation, period.Date{})
	if err != nil {
		return source.Citer{}, fault.Wrap("report.Citer", err)
	}
	list := make([]source.Citation, len(records))
	for i, r := range records {
		if err := json.Unmarshal(r.Body, &list[i]); err != nil {
			return source.Citer{}, fault.Wrap("report.Citer("+r.Key+")", err)
		}
	}
	return source.NewCiter(list), nil
}

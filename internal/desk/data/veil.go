// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"context"

	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// secret stands for a value that this reader may not see.
var secret = text.T("geheim gehalten", "confidential")

// veil takes out of an outcome what the reader may not see: an import compares
// with everything that is recorded, but it tells old values only through the
// lens of its context. The rows themselves are the reader's own.
func (d *Desk) veil(ctx context.Context, out *Outcome) {
	for _, changes := range out.Changes {
		for i := range changes {
			if changes[i].Of == 0 || changes[i].Was == (text.Text{}) {
				continue
			}
			// Records of registers have numbers of their own and are no figures.
			if f, err := d.Figure(ctx, changes[i].Of); err == nil && f.Protected == figure.Secret {
				changes[i].Was = secret
			}
		}
	}
}

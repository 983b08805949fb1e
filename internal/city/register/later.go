// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package register

import "planraum/internal/city/period"

// TooEarly is the refusal of a change as of a day after which something was changed
// already; on Earliest it can be made.
type TooEarly struct {
	error
	Earliest period.Date
}

// Later refuses a change that can be made on earliest only.
func Later(refused error, earliest period.Date) TooEarly { return TooEarly{refused, earliest} }

// Unwrap returns the refusal.
func (e TooEarly) Unwrap() error { return e.error }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Locks says which months of which sources are released and locked.
type Locks interface {
	// Closed is asked once for each report. The source is in words, as figures
	// name it; one without a profile is a source of its own. A nil answer: none.
	Closed(ctx context.Context) (func(source string, month period.Month) bool, error)
}

// ObeyLocks has reports for locked months need a reason. Call it before the desk
// is used; without it nothing is locked.
func (d *Desk) ObeyLocks(locks Locks) { d.locks = locks }

// source is what the figures of a report name as their source.
func (s Sheet) source() string { return "Monatsmeldung " + s.Reporter.Name }

func (d *Desk) closed(ctx context.Context, s Sheet) (bool, error) {
	if d.locks == nil {
		return false, nil
	}
	closed, err := d.locks.Closed(ctx)
	return err == nil && closed != nil && closed(s.source(), s.Month), err
}

// lockDoubt says that the report corrects what is released.
func (s Sheet) lockDoubt() Doubt {
	return Doubt{Say: text.T(
		"Die Zahlen für "+s.Month.In(text.De)+" sind schon freigegeben. Diese Meldung berichtigt sie und braucht eine Begründung.",
		"The numbers for "+s.Month.In(text.En)+" are released already. This report corrects them and needs a reason.")}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"fmt"
	"time"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Keeping says who keeps what is to be expected.
type Keeping struct {
	By string // role or office
	// Confirmed is the month of the last count, where that is too old to warn from and
	// whoever keeps it says that it shall be kept all the same; 0: nobody says so.
	Confirmed period.Month
	// Today is the calendar day on which it is kept; zero: that of the moment.
	Today period.Date
}

// today is the day on which it is kept.
func (k Keeping) today(now time.Time) period.Date {
	if k.Today.IsZero() {
		return period.OfTime(now)
	}
	return k.Today
}

// confirmed is the month of the last count where it is too old to warn from and was
// confirmed, 0 where it is new enough. Without that month, or with another one, it
// refuses: who confirms has seen what it rests on.
func (d Demand) confirmed(said period.Month) (period.Month, error) {
	last, old := d.Stale()
	if !old {
		return 0, nil
	}
	if said == last {
		return last, nil
	}
	return 0, fault.New(fault.Invalid, "outlook.confirmed", d.OldCount().In(text.De)+" Festgehalten wird das nur, wenn bestätigt ist, dass "+last.In(text.De)+" ("+last.String()+") der letzte gezählte Monat ist.",
		d.OldCount().In(text.En)+" It is kept only where it is confirmed that "+last.In(text.En)+" ("+last.String()+") is the last month counted.")
}

// OldCount says how long ago the last count was, where that is too long to warn from;
// else it is empty.
func (d Demand) OldCount() text.Text {
	last, old := d.Stale()
	if !old {
		return text.Text{}
	}
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Zuletzt wurden die untergebrachten Personen im %s gezählt, %d Monate vor dem %s.", "The accommodated persons were last counted in %s, %d months before %s.").In(l),
			last.In(l), int(d.AsOf.Month()-last), d.AsOf.In(l))
	})
}

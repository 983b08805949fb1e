// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package stockflow

import (
	"fmt"
	"strconv"

	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Row is one month of a projection, in persons. Persons is the stock on the
// month's last day: Opening + Arrivals - Departures - Credits + Corrections.
type Row struct {
	Month       period.Month
	Opening     unit.Headcount
	Arrivals    unit.Headcount
	Departures  unit.Headcount
	Credits     unit.Headcount
	Corrections unit.Headcount
	Persons     unit.Headcount
}

// Project reckons the stock from month to month, both included. start is the
// stock on the last day before the month from. Flows of one list that lie in
// the same month add up; months of a flow outside of from..to do not count.
//
// It answers Invalid with every fault that Check finds, and Invalid with the
// month where the stock would fall below zero: more persons would leave than
// are there, so the assumptions contradict. Nothing is clipped silently.
func Project(start unit.Headcount, from, to period.Month, arrivals, departures, credits, corrections []plan.Flow) ([]Row, error) {
	const op = "stockflow.Project"
	faults := frame(start, from, to)
	if faults = append(faults, Check(arrivals, departures, credits, corrections, nil)...); len(faults) > 0 {
		return nil, fault.Refuse(op, faults)
	}
	rows := make([]Row, 0, to-from+1)
	stock := start
	for m := from; m <= to; m++ {
		r := Row{
			Month: m, Opening: stock,
			Arrivals: sum(arrivals, m), Departures: sum(departures, m),
			Credits: sum(credits, m), Corrections: sum(corrections, m),
		}
		r.Persons = r.Opening + r.Arrivals - r.Departures - r.Credits + r.Corrections
		if r.Persons < 0 {
			return nil, below(op, r)
		}
		stock = r.Persons
		rows = append(rows, r)
	}
	return rows, nil
}

func sum(flows []plan.Flow, m period.Month) unit.Headcount {
	var n unit.Headcount
	for _, f := range flows {
		n += Spread(f, m)
	}
	return n
}

// frame returns the faults of start and horizon.
func frame(start unit.Headcount, from, to period.Month) []fault.Row {
	var rows []fault.Row
	if start < 0 || start > plan.MaxCount {
		rows = append(rows, fault.Row{
			File: unnamed, Column: "start.persons", Value: strconv.FormatInt(int64(start), 10),
			Expected: text.T("eine ganze Zahl von 0 bis "+text.De.Int(plan.MaxCount), "a whole number from 0 to "+text.En.Int(plan.MaxCount)),
		})
	}
	if to < from {
		rows = append(rows, fault.Row{
			File: unnamed, Column: "horizon", Value: from.String() + ".." + to.String(),
			Expected: text.T("letzter Monat nicht vor dem ersten", "last month not before the first"),
		})
	}
	return rows
}

// below says in which month more persons would leave than there are.
func below(op string, r Row) *fault.Error {
	say := func(l text.Lang, format string) string {
		n := func(h unit.Headcount) string { return l.Int(int64(h)) }
		return fmt.Sprintf(format, r.Month.In(l), n(r.Persons), n(r.Opening), n(r.Arrivals), n(r.Departures), n(r.Credits), l.Signed(int64(r.Corrections)))
	}
	return fault.New(fault.Invalid, fmt.Sprintf("%s(%s)", op, r.Month),
		say(text.De, "Die Annahmen widersprechen sich: Ende %s wären %s Personen untergebracht "+
			"(Bestand zuvor %s, Zugänge %s, Abgänge %s, Anrechnungen %s, Bereinigungen %s)."),
		say(text.En, "The assumptions contradict: at the end of %s there would be %s persons "+
			"(stock before %s, arrivals %s, departures %s, credits %s, corrections %s)."))
}

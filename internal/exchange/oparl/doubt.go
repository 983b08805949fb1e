// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"slices"
	"time"

	"planraum/internal/city/period"
)

// What is not to be believed of a date. Council information systems are of the nineties;
// dates before them are those that computers write where they know none: 1899 and 1900
// (spreadsheets), 1970 (Unix), 1980 (DOS). Terms of bodies and dates of files may well be
// older: of them only the years are refused that Read refuses. Nothing is planned more
// than ten years ahead: two terms of a council.
const (
	firstYear  = 1990
	yearsAhead = 10
)

// ClockAhead is by how much the clock of another server may be ahead.
const ClockAhead = time.Hour

// Likely reports whether a sitting or paper may bear a day, as it looks on a moment.
func Likely(day period.Date, at time.Time) bool {
	return likely(Paper, day.Time(), at)
}

func likely(of Type, t, at time.Time) bool {
	return t.Before(at.AddDate(yearsAhead, 0, 0)) && (!councils(of) || t.Year() >= firstYear)
}

// councils reports types whose dates are those of a council's work.
func councils(t Type) bool { return slices.Contains([]Type{Meeting, AgendaItem, Paper}, t) }

// Doubt takes out of an object what cannot be right of its dates, as it looked when it was
// fetched at a moment, and tells it. A time of change that lies ahead of the fetch is not
// known: with it the object would stand above every later version of it.
func Doubt(o Object, at time.Time) (Object, []Fault) {
	var told []Fault
	tell := func(field, value string, w Wrong, want string) {
		told = append(told, Fault{Object: o.ID, Type: o.Type, Field: field, Wrong: w, Value: value, Want: want})
	}
	for _, stamp := range []struct {
		name string
		is   *time.Time
	}{{"created", &o.Created}, {"modified", &o.Modified}} {
		switch t := *stamp.is; {
		case t.IsZero():
			continue
		case t.After(at.Add(ClockAhead)):
			tell(stamp.name, Moment(t), Future, "")
		case t.Year() < firstYear:
			tell(stamp.name, Moment(t), Implausible, span(Paper, at))
		default:
			continue
		}
		*stamp.is = time.Time{}
	}
	fields := o.Fields
	for _, f := range FieldsOf(o.Type) {
		s, there := o.Fields[f.Name].(string)
		if !there || f.Kind != KindDate && f.Kind != KindMoment || likely(o.Type, instant(s), at) {
			continue
		}
		tell(f.Name, s, Implausible, span(o.Type, at))
		if len(fields) == len(o.Fields) {
			fields = clone(fields)
		}
		delete(fields, f.Name)
	}
	o.Fields = fields
	return o, told
}

func clone(fields map[string]any) map[string]any {
	all := make(map[string]any, len(fields))
	for name, v := range fields {
		all[name] = v
	}
	return all
}

// span is between which days a date is believed.
func span(of Type, at time.Time) string {
	from := period.Day(1800, 1, 1)
	if councils(of) {
		from = period.Day(firstYear, 1, 1)
	}
	return from.String() + "/" + period.OfTime(at.AddDate(yearsAhead, 0, 0)).String()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"time"

	"planraum/internal/city/period"
)

// Central European time by Directive 2000/84/EC: summer time from the last Sunday
// in March, 1:00 UTC, to the last Sunday in October, 1:00 UTC. The directive is
// reckoned here because zone files would have to be read from the disk. Before 1996
// summer time ended in September; council data of those years are off by an hour
// in October at most.
var (
	winter = time.FixedZone("CET", 60*60)
	summer = time.FixedZone("CEST", 2*60*60)
)

// lastSunday is the last Sunday of a month with 31 days, 1:00 UTC.
func lastSunday(year int, month time.Month) time.Time {
	day := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return day.AddDate(0, 0, -int(day.Weekday()))
}

// InGermany is a moment as clocks in Germany show it.
func InGermany(t time.Time) time.Time {
	u := t.UTC()
	if !u.Before(lastSunday(u.Year(), time.March)) && u.Before(lastSunday(u.Year(), time.October)) {
		return u.In(summer)
	}
	return u.In(winter)
}

// onClock is the moment at which clocks in Germany show a day and time; in the hour
// that comes twice, the later one.
func onClock(t time.Time) time.Time {
	at := func(zone *time.Location) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone)
	}
	if early := InGermany(at(winter)); early.Location() == winter {
		return at(winter)
	}
	return at(summer)
}

// Start is the moment of a day and a time of day ("16:00") in Germany as OParl
// writes it; ok is false where the time of day cannot be read.
func Start(day period.Date, clock string) (moment string, ok bool) {
	t, err := time.Parse("2006-01-02 15:04", day.String()+" "+clock)
	if err != nil {
		return "", false
	}
	return Moment(onClock(t)), true
}

// Moment writes a date with time as RFC 3339, to the second.
func Moment(t time.Time) string { return t.Format(time.RFC3339) }

// Clock reads a field of a meeting's start: the day, and the time of day in Germany
// ("16:00"; empty where only the day is known). No council meets at midnight: systems
// write it where they know only the day.
func Clock(moment string) (day period.Date, clock string) {
	if d, err := period.ParseDate(moment); err == nil {
		return d, ""
	}
	t, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return period.Date{}, ""
	}
	t = InGermany(t)
	d, _ := period.ParseDate(t.Format(time.DateOnly))
	if clock = t.Format("15:04:05"); clock == "00:00:00" {
		return d, ""
	}
	return d, t.Format("15:04")
}

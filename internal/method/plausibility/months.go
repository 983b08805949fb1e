// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package plausibility

import (
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/text"
)

// A hole is told where at least so many months in a row were reported before
// and after it, and it is not longer than a pause.
const (
	leastRun   = 3
	longestGap = 6
)

// hole is a stretch of months that nobody reported, within a monthly series.
type hole struct {
	series        Series
	from, to      period.Month
	before, after figure.Picked
}

// holes returns the months that are missing in a monthly series.
func (s Series) holes() []hole {
	if s.Indicator.Kind == figure.Rate {
		return nil // a rate holds until it is replaced
	}
	var months []point
	for _, p := range s.course(false) {
		if n := len(months); n > 0 && months[n-1].month == p.month {
			months[n-1] = p
			continue
		}
		months = append(months, p)
	}
	var found []hole
	for i := leastRun; i+leastRun <= len(months); i++ {
		gap := months[i].month - months[i-1].month - 1
		run := months[i-1].month-months[i-leastRun].month == leastRun-1 && months[i+leastRun-1].month-months[i].month == leastRun-1
		if gap > 0 && gap <= longestGap && run {
			found = append(found, hole{s, months[i-1].month + 1, months[i].month - 1, months[i-1].picked, months[i].picked})
		}
	}
	return found
}

// manyGroups is from how many other groups in the same area on a report counts as
// having come, when one group is not in it: long lists leave out what is zero or
// too small.
const manyGroups = 5

// place is where groups are counted side by side.
type place struct {
	area  area.ID
	month period.Month
}

// reported counts for each area and month the series that have a value.
func reported(series []Series) map[place]int {
	counts := map[place]int{}
	for _, s := range series {
		last := place{}
		for _, p := range s.course(false) {
			if at := (place{s.Area, p.month}); at != last {
				counts[at]++
				last = at
			}
		}
	}
	return counts
}

// unlisted reports whether the months of a hole were reported for many other
// groups of its area: then the report came, and the group was not in it.
func (h hole) unlisted(counts map[place]int) bool {
	for m := h.from; m <= h.to; m++ {
		if counts[place{h.series.Area, m}] < manyGroups {
			return false
		}
	}
	return true
}

// listed splits holes into those of which the report is missing and those of
// groups that a report did not list.
func listed(holes []hole, series []Series) (missing, unlisted []hole) {
	if len(holes) == 0 {
		return nil, nil
	}
	counts := reported(series)
	for _, h := range holes {
		if h.unlisted(counts) {
			unlisted = append(unlisted, h)
		} else {
			missing = append(missing, h)
		}
	}
	return missing, unlisted
}

// leftOut is one finding for all groups that reports did not list.
func leftOut(holes []hole) []Finding {
	if len(holes) == 0 {
		return nil
	}
	span := period.Period{From: holes[0].from.First(), To: holes[0].to.Last()}
	groups := map[population.ID]bool{}
	for _, h := range holes {
		groups[h.series.Group] = true
		if first := h.from.First(); first.Before(span.From) {
			span.From = first
		}
		if last := h.to.Last(); last.After(span.To) {
			span.To = last
		}
	}
	f := holes[0].finding(span, holes)
	f.Says = both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("In %s Monatsmeldungen fehlt eine Gruppe, die davor und danach gemeldet wurde (%s Gruppen zwischen %s und %s). Die Meldungen selbst sind da.",
			"%s monthly reports do not list a group that was reported before and after (%s groups between %s and %s). The reports themselves are there.").In(l),
			l.Int(int64(len(holes))), l.Int(int64(len(groups))), span.From.In(l), span.To.In(l))
	})
	f.Todo = text.T("Klären, ob die Quelle Nullen und kleine Werte weglässt, und das als Erklärung festhalten.",
		"Find out whether the source leaves out zeros and small values, and keep that as the explanation.")
	f.Key = strings.Join([]string{string(Missing), f.Indicator, "unlisted", f.Period.String()}, "|")
	return []Finding{f}
}

// fewAreas is how many series with the same hole are told one by one; more are
// one finding, because one report is missing.
const fewAreas = 2

// missing turns the holes of one indicator into findings.
func missing(holes []hole) []Finding {
	at := map[period.Period][]hole{}
	var order []period.Period
	for _, h := range holes {
		span := period.Period{From: h.from.First(), To: h.to.Last()}
		if at[span] == nil {
			order = append(order, span)
		}
		at[span] = append(at[span], h)
	}
	var found []Finding
	for _, span := range order {
		same := at[span]
		if len(same) <= fewAreas {
			for _, h := range same {
				found = append(found, h.finding(span, []hole{h}))
			}
			continue
		}
		f := same[0].finding(span, same)
		f.Key = strings.Join([]string{string(Missing), f.Indicator, "several", f.Period.String()}, "|")
		found = append(found, f)
	}
	return found
}

func (h hole) finding(span period.Period, same []hole) Finding {
	f := h.series.finding(Missing, span)
	f.Severity = Notable
	for _, one := range same[:min(len(same), mostFigures/2)] {
		f.Figures = append(f.Figures, one.before.ID, one.after.ID)
	}
	months := both(func(l text.Lang) string {
		if h.from == h.to {
			return h.from.In(l)
		}
		return h.from.In(l) + text.T(" bis ", " to ").In(l) + h.to.In(l)
	})
	f.Says = both(func(l text.Lang) string {
		said := fmt.Sprintf(text.T("%s: Es gibt keinen Wert, obwohl davor (%s: %s) und danach (%s: %s) jeden Monat gemeldet wurde",
			"%s: there is no figure, although every month before (%s: %s) and after (%s: %s) was reported").In(l), months.In(l),
			h.before.Period.In(l), valued(l, h.before.Figure), h.after.Period.In(l), valued(l, h.after.Figure))
		if len(same) > 1 {
			said += fmt.Sprintf(text.T("; so in %d Reihen", "; so in %d series").In(l), len(same))
		}
		return said + "."
	})
	f.Todo = text.T("Bei der Stelle, die meldet, nachfragen und den Monat nachtragen. Wird er nicht mehr geliefert, das als Erklärung festhalten.",
		"Ask the office that reports and import the month. If it will not come any more, keep that as the explanation.")
	return f.keyed()
}

// silence is a monthly series that has stopped.
type silence struct {
	series Series
	last   figure.Picked
	usual  int         // days from the end of a month to its report, the longest lately
	due    period.Date // day by which the next month was to be expected
}

// Bounds of the check for silent sources.
const (
	monthly = 6  // a series is monthly if its last so many months follow each other
	grace   = 14 // days of patience beyond the usual delay
)

// silent reports whether a series that came every month is overdue on asOf.
func (s Series) silent(asOf period.Date) (silence, bool) {
	if s.Indicator.Kind == figure.Rate {
		return silence{}, false
	}
	points := s.course(false)
	n := len(points)
	if n < monthly || points[n-1].month-points[n-monthly].month != monthly-1 {
		return silence{}, false
	}
	out := silence{series: s, last: points[n-1].picked}
	for _, p := range points[n-monthly:] {
		delay := int(p.picked.KnownFrom.Time().Sub(p.picked.Period.To.Time()).Hours() / 24)
		out.usual = max(out.usual, delay)
	}
	next := points[n-1].month + 1
	out.due = next.Last().AddDays(out.usual + grace)
	return out, asOf.After(out.due)
}

// stale turns silences into findings, one for each source and last month: a
// report that does not come leaves hundreds of series silent at once.
func stale(list []silence, city area.ID, asOf period.Date) []Finding {
	type report struct {
		source string
		last   period.Month
	}
	at := map[report][]silence{}
	var order []report
	for _, s := range list {
		r := report{SourceName(s.last.Source), s.last.Period.To.Month()}
		if at[r] == nil {
			order = append(order, r)
		}
		at[r] = append(at[r], s)
	}
	var found []Finding
	for _, r := range order {
		same := at[r]
		first := same[0]
		f := first.series.finding(Stale, period.InMonth(r.last+1))
		f.Severity = Notable
		indicators := map[string]bool{}
		for _, s := range same {
			indicators[s.series.Indicator.Code] = true
			if len(f.Figures) < mostFigures {
				f.Figures = append(f.Figures, s.last.ID)
			}
		}
		if len(same) > 1 && city != "" {
			if i := slices.IndexFunc(same, func(s silence) bool { return s.series.Area == city }); i >= 0 {
				f.Indicator, f.Group = same[i].series.Indicator.Code, same[i].series.Group
				f.Area = city
			}
		}
		late := int(asOf.Time().Sub(first.due.Time()).Hours()/24) + grace
		f.Says = both(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Quelle „%s“: zuletzt %s, danach nichts mehr. Bisher kam jeder Monat spätestens %d Tage nach seinem Ende; %s ist seit %d Tagen überfällig (%d Reihen, %d Kennzahlen).",
				"Source “%s”: last %s, nothing since. So far every month came at most %d days after its end; %s is %d days overdue (%d series, %d indicators).").In(l),
				first.last.Source, r.last.In(l), first.usual, (r.last + 1).In(l), late, len(same), len(indicators))
		})
		f.Todo = text.T("Bei der Quelle nachfragen. Meldet sie nicht mehr, das als Erklärung festhalten.", "Ask the source. If it reports no more, keep that as the explanation.")
		f.Key = strings.Join([]string{string(Stale), strings.ReplaceAll(r.source, " ", "-"), f.Indicator, f.Period.String()}, "|")
		found = append(found, f)
	}
	return found
}

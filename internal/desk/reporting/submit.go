// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package reporting

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/city/reporting"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type areaID = area.ID

// Entry is what somebody reports: values by indicator, and a word on them.
type Entry struct {
	Values map[string]unit.Decimal
	Note   string
}

// longestNote is the most characters of a note.
const longestNote = 1000

// Doubt is something about a report that does not fit. It does not stop the
// report; with a note beside it the planners know why.
type Doubt struct {
	Indicator string // empty: the report as a whole
	Say       text.Text
}

// most is the largest count that a report may hold.
const most = 1_000_000

// Check refuses values that are missing, below zero or beyond any house, all at
// once, and names what does not fit with the month before.
func (s Sheet) Check(e Entry) ([]Doubt, error) {
	var faults []fault.Row
	for _, f := range reporting.FieldsOf(s.Reporter.Kind) {
		v, ok := e.Values[f.Indicator.Code]
		scaled, err := v.Rescale(f.Indicator.Places)
		limit := int64(most)
		for range f.Indicator.Places {
			limit *= 10
		}
		if !ok || err != nil || scaled.Amount < 0 || scaled.Amount > limit {
			want := text.T("eine ganze Zahl von 0 bis 1.000.000", "a whole number from 0 to 1,000,000")
			if f.Indicator.Places > 0 {
				want = text.T("eine Zahl von 0 bis 1.000.000 mit höchstens zwei Stellen nach dem Komma", "a number from 0 to 1,000,000 with at most two decimals")
			}
			value := ""
			if ok {
				value = v.String()
			}
			faults = append(faults, fault.Row{File: "Meldung", Column: f.Indicator.Code, Value: value, Expected: want})
		}
	}
	if utf8.RuneCountInString(e.Note) > longestNote {
		faults = append(faults, fault.Row{File: "Meldung", Column: "note", Expected: text.T("höchstens 1.000 Zeichen", "at most 1,000 characters")})
	}
	if len(faults) > 0 {
		return nil, fault.Refuse("reporting.Check", faults)
	}
	return s.doubts(e), nil
}

// doubts are what does not fit: a month that is released already, the stock
// account of a house, and a jump by more than half and more than ten.
func (s Sheet) doubts(e Entry) []Doubt {
	var list []Doubt
	if s.Closed {
		list = append(list, s.lockDoubt())
	}
	before, known := s.Last[reporting.Occupied]
	if known && s.Reporter.Kind == reporting.Site {
		was, in, out, is := before.Value.Amount, e.Values[reporting.Arrivals].Amount, e.Values[reporting.Departures].Amount, e.Values[reporting.Occupied].Amount
		if want := was + in - out; want != is {
			list = append(list, Doubt{reporting.Occupied, accountDoubt(was, in, out, is)})
		}
	}
	for _, f := range reporting.FieldsOf(s.Reporter.Kind) {
		last, ok := s.Last[f.Indicator.Code]
		if !ok || f.Indicator.Kind != figure.Stock {
			continue
		}
		now, err := e.Values[f.Indicator.Code].Rescale(last.Value.Places)
		if gap := max(now.Amount-last.Value.Amount, last.Value.Amount-now.Amount); err == nil && gap > 10 && 2*gap > last.Value.Amount {
			list = append(list, Doubt{f.Indicator.Code, jumpDoubt(f.Indicator, last.Value, now)})
		}
	}
	return list
}

func both(say func(l text.Lang) string) text.Text { return text.T(say(text.De), say(text.En)) }

func accountDoubt(was, in, out, is int64) text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Im Monat davor waren es %s. Mit %s Zugängen und %s Abgängen wären es jetzt %s, gemeldet werden %s.",
			"The month before there were %s. With %s arrivals and %s departures there would now be %s; reported are %s.").In(l),
			l.Int(was), l.Int(in), l.Int(out), l.Int(was+in-out), l.Int(is))
	})
}

func jumpDoubt(i figure.Indicator, was, is unit.Decimal) text.Text {
	return both(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s: im Monat davor %s, jetzt %s.", "%s: %s the month before, now %s.").In(l),
			i.Name.In(l), l.Decimal(was.Amount, was.Places), l.Decimal(is.Amount, is.Places))
	})
}

// noteFault asks for the note that a report with doubts needs.
func (s Sheet) noteFault() fault.Row {
	want := text.T("ein Satz, warum die Zahlen nicht zum Vormonat passen", "a sentence why the numbers do not fit the month before")
	if s.Closed {
		want = text.T("ein Satz, warum die freigegebenen Zahlen berichtigt werden", "a sentence why the released numbers are corrected")
	}
	return fault.Row{File: "Meldung", Column: "note", Expected: want}
}

// Submit takes a report in: its figures and the end of its link in one
// transaction, so that of two reports by one link one counts and the other is
// told. It returns what did not fit; a report with doubts needs a note. For a
// locked month the note is the reason of the correction.
func (d *Desk) Submit(ctx context.Context, secret string, e Entry, now time.Time) ([]Doubt, error) {
	const op = "reporting.Submit"
	today := period.OfTime(now)
	s, err := d.Open(ctx, secret, today)
	if err != nil {
		return nil, err
	}
	e.Note = strings.TrimSpace(e.Note)
	doubts, err := s.Check(e)
	if err != nil {
		return nil, err
	}
	if len(doubts) > 0 && e.Note == "" {
		return doubts, fault.Refuse(op, []fault.Row{s.noteFault()})
	}
	used, err := usedLink(s.Link, today)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: "report", File: s.Reporter.Key + " " + s.Month.String(), Digest: s.Link.Digest, By: "Meldestelle " + s.Reporter.Name, RecordedAt: now}
	if s.Closed {
		batch.Reason = e.Note
	}
	err = d.intake.Take(ctx, batch, func(r Recorder) (int, error) {
		figures := s.figures(e, today)
		if err := r.AddFigures(ctx, figures); err != nil {
			return 0, err
		}
		return len(figures), r.AddRecords(ctx, []register.Record{used})
	})
	if fault.KindOf(err) == fault.Conflict {
		s.Link.State, s.Link.UsedOn = reporting.Used, today
		return nil, usable(s.Link, today)
	}
	return doubts, fault.Wrap(op, err)
}

func (s Sheet) figures(e Entry, today period.Date) []figure.Figure {
	var list []figure.Figure
	for _, f := range reporting.FieldsOf(s.Reporter.Kind) {
		at := period.On(s.Month.Last())
		if f.Indicator.Kind == figure.Flow {
			at = period.InMonth(s.Month)
		}
		list = append(list, figure.Figure{
			Key:   figure.Key{Indicator: f.Indicator.Code, Area: s.Reporter.Place, Group: population.All, Period: at},
			Value: e.Values[f.Indicator.Code], Basis: figure.Reported, Source: s.source(),
			Note: e.Note, KnownFrom: today,
		})
	}
	return list
}

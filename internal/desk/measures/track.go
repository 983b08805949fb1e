// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package measures

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/measure"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/method/effect"
	"planraum/internal/text"
)

// Track is the expectation of a measure or an action beside what came.
type Track struct {
	By     measure.Doing
	Expect measure.Expectation
	// Why says why nothing can be set beside it; empty: Undone can.
	Why text.Text
	// Alone is then the last value known of the time after the expectation, up to the
	// check date; nil: none is.
	Alone  *figure.Picked
	Undone measure.Undone
	// At is the step of the check date, Target what was expected then.
	At     measure.Step
	Target float64
	// Came is the last value known, that of the check date where it is; nil: none.
	Came *measure.Value
	// Then is nothing done at the time of Came, and Due the change expected by then.
	Then measure.Step
	Due  float64
	// Final says that Came is the value of the check date, Passed that the check date
	// has passed.
	Final, Passed bool
}

// band is a step as the method takes it.
func band(s measure.Step) effect.Band { return effect.Band{Median: s.Median, Low: s.Low, High: s.High} }

// Verdict says where the last value lies, beside nothing done at the same time.
func (t Track) Verdict() effect.Verdict {
	if t.Came == nil {
		return effect.Unknown
	}
	return effect.Judge(band(t.Then), t.Due, t.Came.Value)
}

// Telling reports whether what is expected lies outside of the range of nothing done.
func (t Track) Telling() bool { return effect.Telling(band(t.At), t.Expect.Change) }

// OffTrack reports whether less than half of what was due by the last value came.
func (t Track) OffTrack() bool {
	return t.Came != nil && effect.OffTrack(band(t.Then), t.Due, t.Came.Value)
}

// Difference is what came less the median of nothing done.
func (t Track) Difference() (float64, bool) {
	if t.Came == nil {
		return 0, false
	}
	return t.Came.Value - t.Then.Median, true
}

// DueBy is the change that is expected by a day: all of it in the step of the check
// date, before it the part that is due by then.
func (t Track) DueBy(day period.Date) float64 {
	if !day.Before(t.At.From) && !day.After(t.At.To) {
		return t.Expect.Change
	}
	return effect.Due(t.Expect.Change, t.Expect.Said.DaysTo(day), t.Expect.Said.DaysTo(t.Expect.Check))
}

// Reckoned is the day by which the change is due that a value is set beside: its own,
// or the last one of its step where it is not known.
func (t Track) Reckoned(s measure.Step, came *measure.Value) period.Date {
	if came == nil {
		return s.To
	}
	return came.To
}

// Moment names a step, and a day within it that is not its last one.
func Moment(step period.Period, day period.Date, l text.Lang) string {
	if day == step.To {
		return step.In(l)
	}
	return step.In(l) + text.T(", zum ", ", as of ").In(l) + day.In(l)
}

// undone is a forecast of nothing done as it was reckoned, or why it could not be.
type undone struct {
	it  measure.Undone
	why text.Text
}

// keptUndone is how many forecasts are kept, each of a few kB.
const keptUndone = 64

// Track sets an expectation beside what came by asOf. Where nothing can be said of
// it, Why says so.
func (d *Desk) Track(ctx context.Context, by measure.Doing, e measure.Expectation, asOf period.Date) (Track, error) {
	t := Track{By: by, Expect: e, Passed: e.Check.Before(asOf)}
	u, err := d.undone(ctx, e, asOf)
	if err != nil {
		return t, fault.Wrap("measures.Track", err)
	}
	t.Why, t.Undone = u.why, u.it
	at, ok := u.it.At(e.Check)
	if t.Why == (text.Text{}) && !ok {
		t.Why = text.T("Die Prognose reicht nicht bis zum Prüftag.", "The forecast does not reach the check date.")
	}
	if t.Why != (text.Text{}) {
		t.Alone, err = d.alone(ctx, e, asOf)
		return t, fault.Wrap("measures.Track", err)
	}
	t.At, t.Target = at, effect.Target(band(at), e.Change)
	if v, ok := u.it.CameAt(e.Check); ok {
		t.Came, t.Then, t.Due, t.Final = &v, at, e.Change, true
	} else if v, s, ok := u.it.Latest(e.Check); ok {
		t.Came, t.Then = &v, s
		t.Due = t.DueBy(v.To)
	}
	return t, nil
}

// alone is the last value of what is expected to move, of the time after the
// expectation, up to the check date; nil: none is known or may be seen.
func (d *Desk) alone(ctx context.Context, e measure.Expectation, asOf period.Date) (*figure.Picked, error) {
	all, err := d.indicators(ctx)
	if err != nil {
		return nil, err
	}
	last, err := d.last(ctx, e, all[e.Indicator], asOf, within{after: e.Said, upTo: e.Check})
	if last != nil && last.IsSecret() {
		return nil, err
	}
	return last, err
}

// undone asks for the forecast of nothing done; the same question over the same
// ledger is asked once.
func (d *Desk) undone(ctx context.Context, e measure.Expectation, asOf period.Date) (undone, error) {
	key, err := d.key(ctx, e, asOf)
	if err != nil {
		return undone{}, err
	}
	d.mu.Lock()
	u, ok := d.kept[key]
	d.mu.Unlock()
	if ok {
		return u, nil
	}
	u.it, err = d.forecasts.Undone(ctx, e, asOf)
	switch kind := fault.KindOf(err); {
	case err != nil && (kind == fault.Invalid || kind == fault.NotFound):
		u.why = reasonOf(err)
	case err != nil:
		return undone{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if _, there := d.kept[key]; !there {
		d.order = append(d.order, key)
	}
	d.kept[key] = u
	if len(d.order) > keptUndone {
		delete(d.kept, d.order[0])
		d.order = d.order[1:]
	}
	return u, nil
}

// reasonOf is the sentence of a refusal, with what was expected where it has rows.
func reasonOf(err error) text.Text {
	say := fault.SayOf(err)
	if rows := fault.RowsOf(err); len(rows) > 0 {
		x := rows[0].Expected
		return text.T("Was käme, wenn nichts getan wird, lässt sich nicht vorausrechnen. Nötig sind "+strings.TrimSuffix(x.De, ".")+".", "Nothing done cannot be reckoned ahead. Needed: "+strings.TrimSuffix(x.En, ".")+".")
	}
	return say
}

func (d *Desk) key(ctx context.Context, e measure.Expectation, asOf period.Date) (string, error) {
	position, err := d.ledger.Position(ctx)
	if err != nil {
		return "", err
	}
	asked, err := json.Marshal(e)
	lens := audience.Through(ctx)
	return fmt.Sprintf("%s/%d/%s/%t/%s/%d/%d/%s", asOf, position, lens.Audience, lens.Released, lens.Scope, lens.UpTo, lens.AlsoUpTo, asked), err
}

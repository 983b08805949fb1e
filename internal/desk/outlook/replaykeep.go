// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// ReplayKind names jobs that go through past months again.
const ReplayKind = "replay"

type replayArgs struct {
	From period.Month `json:"from"`
	To   period.Month `json:"to"`
	AsOf period.Date  `json:"as_of"`
}

// ReplayOrder is the order to go through past months again. It refuses what Replay
// would refuse.
func ReplayOrder(from, to period.Month, asOf period.Date, by string) (job.Order, error) {
	if err := CheckReplay(from, to, asOf); err != nil {
		return job.Order{}, err
	}
	args, err := json.Marshal(replayArgs{from, to, asOf})
	return job.Order{
		Kind: ReplayKind, By: by, Args: args, Unit: text.T("Monate", "months"),
		Title: tell(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Rückschau %s bis %s, Stand %s", "Replay %s to %s, as of %s").In(l), from.In(l), to.In(l), asOf.In(l))
		}),
	}, fault.Wrap("outlook.ReplayOrder", err)
}

// ReplayWork is the work behind ReplayOrder.
func (d *Desk) ReplayWork() job.Kind {
	return job.Kind{Name: ReplayKind, Label: text.T("Rückschau", "replay"), Run: d.runReplay}
}

// Replayed is the result of the job: the sentence of the replay that was kept.
type Replayed struct {
	From   period.Month `json:"from"`
	To     period.Month `json:"to"`
	Answer text.Text    `json:"answer"`
}

func (d *Desk) runReplay(ctx context.Context, t job.Task) (any, error) {
	const op = "outlook.runReplay"
	var args replayArgs
	if err := json.Unmarshal(t.Args, &args); err != nil {
		return nil, fault.Wrap(op, err)
	}
	report, err := d.Rehearse(ctx, args.From, args.To, args.AsOf, func(done, total int) { t.Report(int64(done), int64(total)) })
	if err != nil {
		return nil, err
	}
	report.By = t.By
	if err := d.keepReplay(ctx, report, time.Now().UTC()); err != nil {
		return nil, fault.Wrap(op, err)
	}
	return Replayed{report.From, report.To, report.Answer()}, nil
}

// Rehearse is Replay written down, with what it rests on.
func (d *Desk) Rehearse(ctx context.Context, from, to period.Month, asOf period.Date, progress func(done, total int)) (Report, error) {
	const op = "outlook.Rehearse"
	inputs, err := d.inputs(ctx, asOf)
	if err != nil {
		return Report{}, fault.Wrap(op, err)
	}
	replay, err := d.Replay(ctx, from, to, asOf, progress)
	if err != nil {
		return Report{}, err
	}
	report := replay.Report()
	report.Inputs, report.Lens = inputs, audience.Of(ctx)
	return report, nil
}

// keepReplay keeps a report. A newer one of the same months and the same lens takes
// its place; the older one stays in the history.
func (d *Desk) keepReplay(ctx context.Context, r Report, now time.Time) error {
	r.MadeOn = period.OfTime(now)
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	key := fmt.Sprintf("%s/%s/%s", r.From, r.To, digest(r.Lens))
	versions, err := d.registers.Versions(ctx, register.Replay, key)
	if err != nil {
		return err
	}
	var base int64
	if n := len(versions); n > 0 {
		base = versions[n-1].ID
	}
	batch := figure.Batch{Kind: string(register.Replay), File: r.From.String() + "/" + r.To.String(), By: r.By, Rows: 1, RecordedAt: now}
	return d.registers.AppendAfter(ctx, batch, register.Record{Kind: register.Replay, Key: key, KnownFrom: r.AsOf, Body: body}, base)
}

// Newest is the report kept last of those that the reader may see and that were
// judged by asOf or earlier. Fresh says that nothing was added or changed since of
// what it rests on; ok is false where there is none.
func (d *Desk) Newest(ctx context.Context, asOf period.Date) (r Report, fresh, ok bool, err error) {
	const op = "outlook.Newest"
	records, err := d.registers.Records(ctx, register.Replay, asOf)
	if err != nil {
		return r, false, false, fault.Wrap(op, err)
	}
	slices.SortFunc(records, func(a, b register.Record) int { return int(b.ID - a.ID) })
	own := audience.Of(ctx)
	for _, one := range records {
		var kept Report
		if err := json.Unmarshal(one.Body, &kept); err != nil {
			return r, false, false, fault.Wrap(op, err)
		}
		if own.Sees(kept.Lens) && (!own.Released || kept.Lens.Released) {
			now, err := d.inputs(ctx, asOf)
			return kept, now == kept.Inputs, true, fault.Wrap(op, err)
		}
	}
	return r, false, false, nil
}

// Span are the months that can be gone through as of a day: from the month in which
// the first stock became known to the last that is over, 120 at most; false where no
// stock is known.
func (d *Desk) Span(ctx context.Context, asOf period.Date) (from, to period.Month, ok bool, err error) {
	k, err := d.Known(ctx, asOf)
	if err != nil || len(k.Stocks) == 0 {
		return 0, 0, false, fault.Wrap("outlook.Span", err)
	}
	to = asOf.AddDays(1).Month() - 1
	first, last := k.Stocks[0].KnownFrom, k.Stocks[0].Period.To
	for _, p := range k.Stocks {
		if p.KnownFrom.Before(first) {
			first = p.KnownFrom
		}
		if p.Period.To.After(last) {
			last = p.Period.To
		}
	}
	to = min(to, last.Month())
	return max(min(first.Month(), to), to-longest+1), to, true, nil
}

// inputs is a fingerprint of what a replay as of a day can see.
func (d *Desk) inputs(ctx context.Context, asOf period.Date, more ...register.Kind) (string, error) {
	q := figure.Query{Indicators: []string{Persons, Arrivals, Departures, Corrections}, Level: area.City, Group: population.All, AsOf: asOf}
	figures, err := d.ledger.Figures(ctx, q)
	if err != nil {
		return "", err
	}
	choices, err := d.ledger.Choices(ctx, q)
	if err != nil {
		return "", err
	}
	seen := []any{Version, choices}
	for _, f := range figures {
		seen = append(seen, f.ID, f.Value)
	}
	kinds := []register.Kind{register.Site, register.Utilisation, register.LeadTime, register.StaffingKey, register.Package, register.Threshold}
	for _, kind := range append(kinds, more...) {
		records, err := d.registers.Records(ctx, kind, asOf)
		if err != nil {
			return "", err
		}
		for _, one := range records {
			seen = append(seen, one.ID)
		}
	}
	return digest(seen), nil
}

// digest is a short fingerprint of anything that can be written as JSON.
func digest(v any) string {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // plain values
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

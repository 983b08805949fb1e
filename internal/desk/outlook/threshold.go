// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/figure"
	"planraum/internal/city/need"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// CheckThreshold refuses a threshold out of 1 to 99 percent, without its days or a
// source, or decided after today. All faults are named at once.
func CheckThreshold(t need.Threshold, today period.Date) error {
	if rows := thresholdFaults(t, today); len(rows) > 0 {
		return fault.Refuse("outlook.CheckThreshold", rows)
	}
	return nil
}

// thresholdFields are the labels of what a threshold is made of.
var thresholdFields = map[string]text.Text{
	"percent": text.T("Schwelle in Prozent", "Threshold in percent"), "valid_from": text.T("Gilt ab", "Holds from"),
	"decided_on": text.T("Beschlossen am", "Decided on"), "source": text.T("Quelle", "Source"),
}

func thresholdFaults(t need.Threshold, today period.Date) []fault.Row {
	var rows []fault.Row
	expect := func(good bool, column, value, de, en string) {
		if !good {
			rows = append(rows, fault.Row{Column: column, Value: value, Expected: text.T(de, en), Field: thresholdFields[column]})
		}
	}
	expect(t.Percent >= 1 && t.Percent <= 99, "percent", strconv.Itoa(t.Percent), "eine ganze Zahl von 1 bis 99 (Prozent)", "a whole number from 1 to 99 (percent)")
	expect(!t.ValidFrom.IsZero(), "valid_from", "", "der Tag, von dem an die Schwelle gilt", "the day from which the threshold holds")
	expect(!t.DecidedOn.IsZero(), "decided_on", "", "der Tag des Beschlusses", "the day of the decision")
	expect(!t.DecidedOn.After(today), "decided_on", t.DecidedOn.String(), "ein Tag, der schon war", "a day that has been")
	expect(strings.TrimSpace(t.Source) != "", "source", "", "die Vorlage oder Niederschrift, in der sie beschlossen ist", "the paper or minutes in which it was decided")
	return rows
}

// SetThreshold records the threshold that a council has set. It is known from the day
// on which it is recorded, whenever it was decided and from whenever it holds: what was
// said on earlier days was said without it, and a replay of them stays as it is. c.Day is that
// day, and c.Base the newest record of its first day that whoever sets it has seen
// (ThresholdSeen); is there a newer one it answers Conflict.
func (d *Desk) SetThreshold(ctx context.Context, t need.Threshold, c Change) error {
	const op = "outlook.SetThreshold"
	if err := CheckThreshold(t, c.Day); err != nil {
		return fault.Wrap(op, err)
	}
	t.KnownFrom, t.By = c.Day, c.By
	body, err := json.Marshal(t)
	if err != nil {
		return fault.Wrap(op, err)
	}
	key := t.ValidFrom.String()
	batch := figure.Batch{Kind: string(register.Threshold), File: key, By: c.By, Rows: 1, RecordedAt: c.Now}
	return fault.Wrap(op, d.registers.AppendAfter(ctx, batch, register.Record{Kind: register.Threshold, Key: key, KnownFrom: t.KnownFrom, Body: body}, c.Base))
}

// ThresholdSeen is the newest record of the threshold that holds from a day on; 0
// where there is none.
func (d *Desk) ThresholdSeen(ctx context.Context, from period.Date) (int64, error) {
	versions, err := d.registers.Versions(ctx, register.Threshold, from.String())
	newest := int64(0)
	for _, v := range versions {
		newest = max(newest, v.ID)
	}
	return newest, fault.Wrap("outlook.ThresholdSeen", err)
}

// SetOnce is a threshold as it was recorded.
type SetOnce struct {
	need.Threshold
	Record int64
	Held   bool // it is the one that holds on the day asked for
	Past   bool // another one has come after it by that day
}

// Thresholds lists what was known of thresholds by asOf, every version, by the day
// from which they hold.
func (d *Desk) Thresholds(ctx context.Context, asOf period.Date) ([]SetOnce, error) {
	const op = "outlook.Thresholds"
	records, err := d.registers.Records(ctx, register.Threshold, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	held, err := d.Threshold(ctx, asOf)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var list []SetOnce
	for _, r := range records {
		versions, err := d.registers.Versions(ctx, register.Threshold, r.Key)
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		for _, v := range versions {
			if v.KnownFrom.After(asOf) {
				continue
			}
			s := SetOnce{Record: v.ID}
			if err := json.Unmarshal(v.Body, &s.Threshold); err != nil {
				return nil, fault.Wrap(op, err)
			}
			s.Held = v.ID == r.ID && s.ValidFrom == held.ValidFrom
			s.Past = v.ID != r.ID || s.ValidFrom.Before(held.ValidFrom)
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b SetOnce) int { return a.ValidFrom.Compare(b.ValidFrom) })
	return list, nil
}

// With is the outlook under another threshold.
func (o Outlook) With(t need.Threshold) (Outlook, error) {
	s := o.Supply
	s.Threshold = t
	return o.Demand.Against(s)
}

// ThresholdEffect says from when on would be warned under a threshold instead of the
// one that holds.
func (o Outlook) ThresholdEffect(t need.Threshold) (text.Text, error) {
	other, err := o.With(t)
	if err != nil {
		return text.Text{}, fault.Wrap("outlook.ThresholdEffect", err)
	}
	return both(func(l text.Lang) string {
		percent := func(n int) string { return l.Percent(int64(n), 0) }
		rather := fmt.Sprintf(text.T("Mit %s statt %s", "With %s instead of %s").In(l), percent(t.Percent), percent(o.Supply.Threshold.Percent))
		now, then := o.Warned, other.Warned
		switch {
		case now == nil && then == nil:
			return rather + text.T(" würde wie bisher nicht gewarnt.", " there would be no warning, as before.").In(l)
		case now == nil:
			return rather + fmt.Sprintf(text.T(" würde ab %s gewarnt; bisher wird nicht gewarnt.", " the warning would begin in %s; there is none so far.").In(l), then.In(l))
		case then == nil:
			return rather + fmt.Sprintf(text.T(" würde nicht mehr gewarnt; bisher wird ab %s gewarnt.", " there would be no warning any more; it begins in %s so far.").In(l), now.In(l))
		case *now == *then:
			return rather + fmt.Sprintf(text.T(" würde wie bisher ab %s gewarnt.", " the warning would begin in %s, as before.").In(l), now.In(l))
		}
		return rather + fmt.Sprintf(text.T(" würde ab %s statt %s gewarnt.", " the warning would begin in %s instead of %s.").In(l), then.In(l), now.In(l))
	}), nil
}

func method(name, version string) plan.Method { return plan.Method{Name: name, Version: version} }

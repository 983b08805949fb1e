// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"planraum/internal/city/audit"
	"planraum/internal/city/figure"
	"planraum/internal/city/register"
)

// trail is what an import leaves for the record: entries of their own for what
// people change one by one, numbers for what comes in bulk.
type trail struct {
	figures int
	records int
	shown   []kept // the first shownRecords records
	choices []figure.Choice
	changes []audit.Event // of the dictionaries
	jobs    []audit.Event
	more    int // changes that are not among changes
}

// kept is a record with its running number.
type kept struct {
	id int64
	register.Record
}

// shownRecords is how many changes of one batch are recorded one by one; of
// more only the number is, the bodies stand in the register under the batch.
const shownRecords = 100

func (t *trail) addRecords(first int64, records []register.Record) {
	t.records += len(records)
	for i, r := range records {
		if len(t.shown) == shownRecords {
			return
		}
		t.shown = append(t.shown, kept{first + int64(i), r})
	}
}

// put records that an entry of a dictionary was added or replaced.
func (t *trail) put(kind, key, before, after string) {
	if before == after {
		return
	}
	if len(t.changes) == shownRecords {
		t.more++
		return
	}
	before, after = difference(before, after)
	t.changes = append(t.changes, audit.Event{Kind: audit.Change, Object: audit.Object{Kind: kind, Key: key}, Before: before, After: after})
}

// tell puts the batch into the record: its entries one by one, and itself where
// it was a file or brought more than that.
func (tx *Tx) tell(ctx context.Context, j *journal, b figure.Batch) error {
	by := audit.Actor{By: b.By}
	kind := audit.Change
	switch {
	case b.Kind == "release":
		kind = audit.Release
	case b.Digest != "":
		kind = audit.Import
	}
	own := len(j.events)
	if tx.trail.records <= shownRecords {
		for _, r := range tx.trail.shown {
			e, err := tx.recordEvent(ctx, r)
			if err != nil {
				return err
			}
			e.Kind, e.Actor, e.Reason = kind, by, b.Reason
			j.tell(e)
		}
	}
	for _, c := range tx.trail.choices {
		j.tell(audit.Event{Kind: audit.Change, Actor: audit.Actor{By: c.By}, Reason: c.Reason, Object: audit.Object{Kind: "choice", Key: seriesName(c.Key)}, After: object("figure", c.Figure, "batch", tx.batch)})
	}
	for _, e := range append(tx.trail.changes, tx.trail.jobs...) {
		if e.Actor == (audit.Actor{}) {
			e.Actor = by
		}
		j.tell(e)
	}
	if b.Digest == "" && tx.trail.figures == 0 && tx.trail.records <= shownRecords && tx.trail.more == 0 && len(j.events) > own {
		return nil
	}
	j.tell(audit.Event{
		Kind: kind, Actor: by, Object: audit.Object{Kind: "batch", Key: strconv.FormatInt(tx.batch, 10)}, Reason: b.Reason,
		After: object("id", b.ID, "kind", b.Kind, "file", b.File, "sha256", b.Digest, "figures", tx.trail.figures, "records", tx.trail.records,
			"choices", len(tx.trail.choices), "dictionaries", len(tx.trail.changes)+tx.trail.more, "jobs", len(tx.trail.jobs), "last", tx.position),
	})
	return nil
}

func seriesName(k figure.Key) string {
	return strings.Join([]string{k.Indicator, string(k.Area), string(k.Group), k.Period.String()}, " ")
}

// recordEvent sets a record against the version that was the newest before it.
func (tx *Tx) recordEvent(ctx context.Context, r kept) (audit.Event, error) {
	var before string
	_, err := one(ctx, tx.conn, "SELECT body FROM register WHERE kind = $1 AND entry = $2 AND id < $3 ORDER BY id DESC LIMIT 1", []any{string(r.Kind), r.Key, r.id}, &before)
	if err != nil {
		return audit.Event{}, err
	}
	before, after := difference(before, string(r.Body))
	if after == "" {
		after = "{}" // recorded anew as it was
	}
	return audit.Event{Object: audit.Object{Kind: string(r.Record.Kind), Key: r.Key}, Before: before, After: after}, nil
}

// difference leaves of two JSON objects the fields that differ.
func difference(before, after string) (was, is string) {
	if before == "" {
		return "", compact(after)
	}
	var a, b map[string]json.RawMessage
	if json.Unmarshal([]byte(before), &a) != nil || json.Unmarshal([]byte(after), &b) != nil {
		return compact(before), compact(after)
	}
	for name, old := range a {
		if now, there := b[name]; there && compact(string(old)) == compact(string(now)) {
			delete(a, name)
			delete(b, name)
		}
	}
	if len(a) == 0 && len(b) == 0 {
		return "", ""
	}
	return written(a), written(b)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package journal

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/audit"
	"planraum/internal/city/job"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Kind names the job that walks the chain.
const Kind = "verify-record"

// Work is the work behind Order.
func (d *Desk) Work() job.Kind {
	return job.Kind{Name: Kind, Label: text.T("Protokoll prüfen", "verify the record"), Run: func(ctx context.Context, t job.Task) (any, error) {
		v, err := d.Verify(ctx, Span{}, t.Report)
		return v.Say(), err
	}}
}

// Order is the order to walk the chain.
func Order(by string) job.Order {
	return job.Order{
		Kind: Kind, Title: text.T("Protokoll prüfen", "verify the record"), Unit: text.T("Einträge", "entries"), Args: []byte("null"),
		By: by, Lens: audience.Unfiltered,
	}
}

// glance is how long a page waits until its being read stands in the record.
// While an import holds an SQLite file the entry is written after it; then the
// page is shown before, and the entry is lost if the program is killed first.
const glance = time.Second

// Taken notes that somebody took something unprotected as a file or answer.
func (d *Desk) Taken(ctx context.Context, content, format string) error {
	after, err := json.Marshal(map[string]string{"format": format})
	if err != nil {
		return fault.Wrap("journal.Taken", err)
	}
	return fault.Wrap("journal.Taken", d.record.Note(ctx, audit.Event{Kind: audit.ReadProtected, Object: audit.Object{Kind: "file", Key: content}, After: string(after)}))
}

// Looked notes that somebody was shown something protected.
func (d *Desk) Looked(ctx context.Context, o audit.Object) error {
	return d.Happened(ctx, audit.Event{Kind: audit.ReadProtected, Object: o})
}

// Happened notes an event that changes nothing else. What takes longer than a
// glance, beside a large import, is recorded later.
func (d *Desk) Happened(ctx context.Context, e audit.Event) error {
	waiting, cancel := context.WithTimeout(ctx, glance)
	defer cancel()
	err := d.record.Note(waiting, e)
	if errors.Is(waiting.Err(), context.DeadlineExceeded) && ctx.Err() == nil {
		return nil
	}
	return fault.Wrap("journal.Happened", err)
}

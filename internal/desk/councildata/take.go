// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
)

// Intake is an import that somebody wants.
type Intake struct {
	Source string // key; empty for a file
	// Name and Content are a saved file; Content nil: the source is asked.
	Name    string
	Content []byte
	Full    bool // ask for everything, not only for what has changed
	By      string
	Now     time.Time
	// Report tells how many documents were read; nil: nobody listens.
	Report func(documents int)
}

// overlap is by how much a run asks for changes from before the last one, because
// clocks of servers differ.
const overlap = time.Hour

// Take takes council data from a source or a file into the registers, all of it in
// one step. What can be used is taken; every fault is in the report. Nothing is
// overwritten by worse, and nothing removed: what its source has deleted is marked as
// withdrawn. That a source could not be asked at all is recorded too, with the reason.
func (d *Desk) Take(ctx context.Context, in Intake) (Run, error) {
	run, err := d.take(ctx, in)
	if err == nil || in.Content != nil || ctx.Err() != nil {
		return run, err
	}
	if _, known := d.Source(ctx, in.Source); known != nil {
		return run, err
	}
	run.Complete, run.Failed = false, fault.SayOf(err)
	return run, errors.Join(err, d.failed(ctx, run))
}

// failed records that a source could not be asked.
func (d *Desk) failed(ctx context.Context, run Run) error {
	const op = "councildata.failed"
	run.Ended = time.Now().UTC().Truncate(time.Microsecond)
	runs, err := d.Runs(ctx, run.Source)
	if err != nil {
		return fault.Wrap(op, err)
	}
	next := register.Next{Record: register.Record{Kind: register.OParl, Key: runKey + run.Source, KnownFrom: period.OfTime(run.Started), File: run.From}}
	if len(runs) > 0 {
		next.After = runs[0].ID
	}
	if next.Body, err = json.Marshal(run); err != nil {
		return fault.Wrap(op, err)
	}
	batch := figure.Batch{Kind: string(register.OParl), File: run.From, By: run.By, Rows: 1, RecordedAt: run.Started}
	return fault.Wrap(op, d.books.AppendAllAfter(ctx, batch, []register.Next{next}))
}

func (d *Desk) take(ctx context.Context, in Intake) (Run, error) {
	const op = "councildata.take"
	t := &taking{Intake: in, desk: d, run: Run{
		Source: in.Source, From: in.Name, By: in.By, Started: in.Now.UTC().Truncate(time.Microsecond), Complete: true, Count: map[oparl.Wrong]int{},
	}}
	if err := t.load(ctx); err != nil {
		return t.run, fault.Wrap(op, err)
	}
	read, err := t.read(ctx)
	if err != nil {
		return t.run, fault.Wrap(op, err)
	}
	if err := t.merge(read); err != nil {
		return t.run, fault.Wrap(op, err)
	}
	if err := t.translate(); err != nil {
		return t.run, fault.Wrap(op, err)
	}
	return t.run, fault.Wrap(op, t.keep(ctx, read))
}

// held is an entry of a register with the number of its newest record.
type held[T any] struct {
	is   T
	body []byte
	last int64
	at   time.Time // when what holds was recorded
}

// holding are the entries of a register as they are now.
type holding[T any] map[string]held[T]

// hold reads a register.
func hold[T any](ctx context.Context, b Books, kind register.Kind) (holding[T], error) {
	chronicle, err := b.Chronicle(ctx, kind)
	if err != nil {
		return nil, err
	}
	all, from := holding[T]{}, map[string]period.Date{}
	for _, r := range chronicle {
		one, there := all[r.Key]
		one.last = max(one.last, r.ID)
		if !there || !r.KnownFrom.Before(from[r.Key]) {
			var is T
			if err := json.Unmarshal(r.Body, &is); err != nil {
				return nil, err
			}
			one.is, one.body, one.at, from[r.Key] = is, r.Body, r.RecordedAt, r.KnownFrom
		}
		all[r.Key] = one
	}
	return all, nil
}

// taking is an import under way.
type taking struct {
	Intake
	desk       *Desk
	run        Run
	source     Source
	committees holding[council.Committee]
	sittings   holding[council.Sitting]
	papers     holding[council.Paper]
	last       map[string]int64        // newest records of what the import keeps for itself
	before     map[string]oparl.Object // objects as they were known
	after      map[string]oparl.Object
	heard      map[string]bool // objects of this import
	seen       map[string]validator
	next       []register.Next
}

// load reads what is known before.
func (t *taking) load(ctx context.Context) (err error) {
	b := t.desk.books
	if t.committees, err = hold[council.Committee](ctx, b, register.Committee); err != nil {
		return err
	}
	if t.sittings, err = hold[council.Sitting](ctx, b, register.Sitting); err != nil {
		return err
	}
	if t.papers, err = hold[council.Paper](ctx, b, register.Paper); err != nil {
		return err
	}
	own, err := hold[json.RawMessage](ctx, b, register.OParl)
	if err != nil {
		return err
	}
	t.last, t.before, t.seen = map[string]int64{}, map[string]oparl.Object{}, map[string]validator{}
	for key, one := range own {
		t.last[key] = one.last
		switch {
		case strings.HasPrefix(key, objectKey):
			var k oparl.Kept
			if err := json.Unmarshal(one.body, &k); err != nil {
				return err
			}
			// What was believed when it was fetched and is not any more counts as unknown.
			t.before[k.ID], _ = oparl.Doubt(k.Object(), one.at)
		case key == seenKey+t.Source && !t.Full:
			if err := json.Unmarshal(one.body, &t.seen); err != nil {
				return err
			}
		}
	}
	return nil
}

// read reads the source or the file.
func (t *taking) read(ctx context.Context) (*crawl, error) {
	c := &crawl{ctx: ctx, at: t.Now, run: &t.run, seen: t.seen, now: map[string]validator{}, objects: map[string]oparl.Object{}, lists: map[string]bool{}, report: t.Report}
	if c.report == nil {
		c.report = func(int) {}
	}
	if t.Content != nil {
		return c, t.readFile(c)
	}
	var err error
	if t.source, err = t.desk.Source(ctx, t.Source); err != nil {
		return nil, err
	}
	t.run.From, c.fetch = t.source.URL, t.desk.fetch
	if c.fetch == nil {
		return nil, fault.New(fault.Unavailable, "councildata.read", "Hier wird nichts von anderen Servern abgerufen.", "Nothing is fetched from other servers here.")
	}
	if !t.Full {
		runs, err := t.desk.Runs(ctx, t.Source)
		if err != nil {
			return nil, err
		}
		for _, r := range runs {
			if r.Complete {
				c.since = r.Started.Add(-overlap).Truncate(time.Second)
				break
			}
		}
	}
	t.run.Since = c.since
	if err := c.from(t.source.URL); err != nil {
		return nil, err
	}
	c.resolve(t.before)
	return c, c.stop
}

func (t *taking) readFile(c *crawl) error {
	documents, err := oparl.Open(t.Name, t.Content, oparl.DefaultLimits)
	if err != nil {
		return fault.New(fault.Invalid, "councildata.readFile: "+err.Error(), "Das Archiv „"+t.Name+"“ ist nicht zu lesen oder zu groß.", "The archive “"+t.Name+"” cannot be read or is too large.")
	}
	c.file(documents)
	if c.stop != nil {
		return c.stop
	}
	if len(c.order) == 0 && t.run.Persons == 0 {
		return fault.New(fault.Invalid, "councildata.readFile("+t.Name+")", "In „"+t.Name+"“ steht nichts, was nach OParl zu lesen ist.", "There is nothing in “"+t.Name+"” that can be read as OParl.")
	}
	c.resolve(t.before)
	return nil
}

// merge puts what was read and what was known together.
func (t *taking) merge(c *crawl) error {
	t.after, t.heard = maps.Clone(t.before), map[string]bool{}
	for _, id := range c.order {
		known, was := t.before[id]
		one, better := oparl.Merge(known, c.objects[id])
		t.run.Objects++
		t.heard[id] = true
		why := Worse
		if c.objects[id].Older(known) {
			why = Older
		}
		for _, field := range better {
			t.run.better(Better{Object: id, Type: one.Type, Field: field, Why: why, Kept: shown(one.Fields[field]), Came: shown(c.objects[id].Fields[field])})
		}
		t.after[id] = one
		if was && oparl.Same(known, one) {
			t.run.Unchanged++
			t.after[id] = known
			continue
		}
		t.run.Taken++
		body, err := json.Marshal(one.Keep())
		if err != nil {
			return err
		}
		t.append(register.OParl, objectKey+shortKey(id), body, t.last[objectKey+shortKey(id)])
	}
	return nil
}

// shortKey is a key for an address.
func shortKey(address string) string {
	return strings.TrimPrefix(foreign(address), taken)
}

func (t *taking) append(kind register.Kind, key string, body []byte, after int64) {
	record := register.Record{Kind: kind, Key: key, KnownFrom: period.OfTime(t.Now), Body: body, File: t.run.From}
	t.next = append(t.next, register.Next{Record: record, After: after})
}

// translate makes entries of objects.
func (t *taking) translate() error {
	keys := shelfmarks(t.committees, t.sittings, t.papers).assign(t.after)
	old, now := newWorld(t.before, keys), newWorld(t.after, keys)
	for _, id := range slices.Sorted(maps.Keys(t.after)) {
		var err error
		switch o := t.after[id]; {
		case keys[id] == "":
			if o.Type == oparl.Organization && t.heard[id] {
				t.run.Left++
			}
		case o.Type == oparl.Organization:
			err = enter(t, &t.run.Committees, register.Committee, t.committees, both(old, now, id, (*world).committee))
		case o.Type == oparl.Meeting:
			p := both(old, now, id, (*world).sitting)
			if p.missing == "" && p.then.Committee == "" && len(o.Texts("organization")) == 0 && !p.gone && t.heard[id] { // a dead reference was told before
				t.run.fault(oparl.Fault{Object: id, Type: o.Type, Field: "organization", Wrong: oparl.Missing, Taken: "unknown"})
			}
			err = enter(t, &t.run.Sittings, register.Sitting, t.sittings, p)
		case o.Type == oparl.Paper:
			err = enter(t, &t.run.Papers, register.Paper, t.papers, both(old, now, id, (*world).paper))
		}
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
	}
	return nil
}

// pair is an entry as its object said before and says now.
type pair[T any] struct {
	id, key, missing string
	before, then     T
	was, gone        bool
}

func both[T any](old, now *world, id string, translate func(*world, string) (T, string)) pair[T] {
	p := pair[T]{id: id, key: now.keys[id], gone: now.objects[id].Deleted}
	if _, p.was = old.objects[id]; p.was {
		p.before, _ = translate(old, id)
	}
	p.then, p.missing = translate(now, id)
	return p
}

// enter records an entry where something has changed. An object that lacks what the
// register needs is left out, with a fault.
func enter[T any](t *taking, count *Count, kind register.Kind, in holding[T], p pair[T]) error {
	entry, there := in[p.key]
	switch {
	case p.gone && own(p.key):
		if there && t.heard[p.id] {
			t.run.better(Better{Object: p.id, Type: t.after[p.id].Type, Field: "deleted", Entry: p.key, Why: Own, Came: "true"})
		}
		return nil
	case there:
	case p.gone:
		return nil // never was here
	case p.missing != "":
		if t.heard[p.id] {
			t.run.Left++
			t.run.fault(oparl.Fault{Object: p.id, Type: t.after[p.id].Type, Field: p.missing, Wrong: oparl.Missing})
		}
		return nil
	}
	body, err := combined(entry.body, p, t.blend(p.id, p.key))
	if err != nil {
		return err
	}
	if there {
		if known, err := again[T](entry.body); err != nil || bytes.Equal(known, body) {
			count.Unchanged++
			return err
		}
	}
	if worked(entry.is) {
		if t.heard[p.id] {
			t.run.Left++
			t.run.fault(oparl.Fault{Object: p.id, Type: t.after[p.id].Type, Wrong: oparl.InWork, Value: p.key})
		}
		return nil
	}
	switch {
	case !there:
		count.New++
	case p.gone:
		count.Withdrawn++
	default:
		count.Changed++
	}
	t.append(kind, p.key, body, entry.last)
	return nil
}

// worked reports a paper on which somebody works in the program, or which was issued by
// it: no import changes it, not even what it leaves open.
func worked(entry any) bool {
	p, is := entry.(council.Paper)
	return is && len(p.History) > 0
}

// again writes an entry once more, so that two can be compared.
func again[T any](body []byte) ([]byte, error) {
	var is T
	if err := json.Unmarshal(body, &is); err != nil {
		return nil, err
	}
	return json.Marshal(is)
}

// blend is how the entry of an object is put together; what stays against the object is
// told where the object is of this import.
func (t *taking) blend(id, key string) blend {
	return blend{foreign: !own(key), at: t.Now, stays: func(b Better) {
		if t.heard[id] {
			b.Object, b.Type, b.Entry = id, t.after[id].Type, key
			t.run.better(b)
		}
	}}
}

// combined puts an entry together of what it says and of its object.
func combined[T any](entry []byte, p pair[T], m blend) ([]byte, error) {
	now, old := members{}, members{}
	if entry != nil {
		if err := json.Unmarshal(entry, &now); err != nil {
			return nil, err
		}
	}
	var err error
	if p.was {
		if old, err = membersOf(p.before); err != nil {
			return nil, err
		}
	}
	then, err := membersOf(p.then)
	if err != nil {
		return nil, err
	}
	out, err := m.combine(now, old, then)
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(out)
	if err != nil {
		return nil, err
	}
	return again[T](body)
}

// keep records everything at once, the report with it.
func (t *taking) keep(ctx context.Context, c *crawl) error {
	t.run.Ended = time.Now().UTC().Truncate(time.Microsecond)
	if t.Content == nil && t.run.Complete {
		body, err := json.Marshal(c.now)
		if err != nil {
			return err
		}
		if len(c.now) > 0 && !maps.EqualFunc(c.now, t.seen, func(a, b validator) bool {
			return a.ETag == b.ETag && a.LastModified == b.LastModified && a.Next == b.Next
		}) {
			t.append(register.OParl, seenKey+t.Source, body, t.last[seenKey+t.Source])
		}
	}
	key := runKey + t.Source
	if t.Source == "" {
		key = runKey + fileRuns
	}
	body, err := json.Marshal(t.run)
	if err != nil {
		return err
	}
	t.append(register.OParl, key, body, t.last[key])
	batch := figure.Batch{Kind: string(register.OParl), File: t.run.From, By: t.By, Rows: len(t.next), RecordedAt: t.run.Started}
	return t.desk.books.AppendAllAfter(ctx, batch, t.next)
}

// fileRuns is the key under which the reports of imported files are kept.
const fileRuns = "datei"

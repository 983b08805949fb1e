// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package journal

import (
	"context"
	"strconv"
	"time"

	"planraum/internal/city/audit"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Verdict is what came of a walk along the chain.
type Verdict struct {
	Walk   *audit.Walk
	Bounds audit.Bounds
	Part   bool          // not the whole chain was walked
	Anchor *audit.Head   // that was asked for; nil: none
	Foul   bool          // the anchor does not fit
	Took   time.Duration // the walk
}

// Sound reports whether nothing was found.
func (v Verdict) Sound() bool { return v.Walk.Broken == 0 && !v.Foul }

// Say is the verdict in a sentence.
func (v Verdict) Say() text.Text {
	switch {
	case v.Foul && v.Walk.Broken == 0:
		n := strconv.FormatInt(v.Anchor.Seq, 10)
		return text.T("Das Protokoll passt nicht zum aufbewahrten Anker: Eintrag "+n+" ist ein anderer oder fehlt. Es wurde gekürzt oder als Ganzes neu geschrieben.",
			"The record does not fit the anchor that was kept: entry "+n+" is another one or missing. It was cut short or written anew as a whole.")
	case v.Walk.Broken == 1:
		return v.Walk.Breaks[0].Say
	case v.Walk.Broken > 1:
		n := int64(v.Walk.Broken - 1)
		return text.T(v.Walk.Breaks[0].Say.De+" Dazu "+text.De.Int(n)+" weitere Befunde.", v.Walk.Breaks[0].Say.En+" And "+text.En.Int(n)+" more findings.")
	case v.Walk.Entries == 0:
		return text.T("Das Protokoll ist leer.", "The record is empty.")
	}
	first, last := v.Walk.First, v.Walk.Last
	return text.T(
		"Das Protokoll ist vollständig von Eintrag "+text.De.Int(first.Seq)+" ("+stamp(first.At)+") bis Eintrag "+text.De.Int(last.Seq)+" ("+stamp(last.At)+").",
		"The record is complete from entry "+text.En.Int(first.Seq)+" ("+stamp(first.At)+") to entry "+text.En.Int(last.Seq)+" ("+stamp(last.At)+").")
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// Span is what to verify; zero: the whole chain.
type Span struct {
	From, To int64
	Anchor   *audit.Head // the record must have held this entry
}

// Verify walks the chain, tells progress as entries of all, and notes in the
// record what it found.
func (d *Desk) Verify(ctx context.Context, span Span, progress func(done, total int64)) (Verdict, error) {
	const op = "journal.Verify"
	began := d.now()
	var v Verdict
	// Where the oldest entries go or values are wiped during the walk, it begins
	// anew: else it would miss them.
	for try, moved := 0, true; moved && try < 3; try++ {
		var err error
		if v, err = d.walk(ctx, span, progress); err != nil {
			return v, fault.Wrap(op, err)
		}
		b, err := d.record.Chain(ctx)
		if err != nil {
			return v, fault.Wrap(op, err)
		}
		moved = b.Checkpoint != v.Bounds.Checkpoint || b.OriginWiped != v.Bounds.OriginWiped || b.ReasonWiped != v.Bounds.ReasonWiped
	}
	progress(v.Walk.Entries, v.Walk.Entries)
	v.Took = d.now().Sub(began)
	// A record that was tampered with cannot always be continued: what was found
	// is told nevertheless.
	if err := d.note(ctx, v); err != nil && (v.Sound() || ctx.Err() != nil) {
		return v, fault.Wrap(op, err)
	}
	return v, nil
}

// walk walks once.
func (d *Desk) walk(ctx context.Context, span Span, progress func(done, total int64)) (Verdict, error) {
	v := Verdict{Anchor: span.Anchor}
	var err error
	if v.Bounds, err = d.record.Chain(ctx); err != nil {
		return v, err
	}
	v.Bounds.OriginTerm, v.Bounds.ReasonTerm = d.originTerm, d.entryTerm
	first, last := v.Bounds.Checkpoint.Seq+1, v.Bounds.Head.Seq
	from, to := int64(0), last // from 0: also what stands before the beginning
	v.Walk = audit.NewWalk(v.Bounds)
	if span.From > first {
		from, v.Part = span.From, true
		v.Walk = audit.NewPartialWalk(v.Bounds, from)
	}
	toEnd := span.To == 0 || span.To >= last
	if !toEnd {
		to, v.Part = span.To, true
	}
	anchored := span.Anchor == nil || span.Anchor.Seq <= v.Bounds.Checkpoint.Seq
	see := func(f audit.Found) error {
		v.Walk.See(f)
		anchored = anchored || f.Head() == *span.Anchor
		if v.Walk.Entries%1000 == 0 {
			progress(v.Walk.Entries, to-max(from, first)+1)
		}
		return ctx.Err()
	}
	if to > 0 {
		if err := d.record.EachEntry(ctx, from, to, see); err != nil {
			return v, err
		}
	}
	if !toEnd {
		v.Walk.End(nil)
	} else if err := d.rest(ctx, &v, see); err != nil {
		return v, err
	}
	v.Foul = !anchored && !v.Part
	return v, nil
}

// rest walks what has come meanwhile, and ends the walk with the head as it is
// then. Entries behind the head show when the last one is read before the head.
func (d *Desk) rest(ctx context.Context, v *Verdict, see func(audit.Found) error) error {
	last, err := d.record.Trail(ctx, audit.Query{Limit: 1})
	if err != nil {
		return err
	}
	b, err := d.record.Chain(ctx)
	if err != nil {
		return err
	}
	to := max(b.Head.Seq, 1)
	if len(last) > 0 {
		to = max(to, last[0].Seq)
	}
	if to > v.Bounds.Head.Seq {
		if err := d.record.EachEntry(ctx, v.Bounds.Head.Seq+1, to, see); err != nil {
			return err
		}
	}
	v.Walk.End(&b)
	return nil
}

func (d *Desk) note(ctx context.Context, v Verdict) error {
	outcome := audit.Done
	if !v.Sound() {
		outcome = audit.Failed
	}
	after := "{\"entries\":" + strconv.FormatInt(v.Walk.Entries, 10) + ",\"findings\":" + strconv.Itoa(v.Walk.Broken) + ",\"first\":" + strconv.FormatInt(v.Walk.First.Seq, 10) +
		",\"last\":" + strconv.FormatInt(v.Walk.Last.Seq, 10) + ",\"part\":" + strconv.FormatBool(v.Part) + "}"
	return d.record.Note(ctx, audit.Event{Kind: audit.Verification, Object: audit.Object{Kind: audit.EntryObject}, After: after, Outcome: outcome})
}

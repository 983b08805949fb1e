// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audit

import (
	"maps"
	"strconv"
	"strings"

	"planraum/internal/text"
)

// Break is a place where the chain does not hold.
type Break struct {
	From, To int64 // the entries concerned
	Say      text.Text
}

// Kept is what stays of a sealed value: its salt, and the value. A nil Salt
// says that both were wiped.
type Kept struct {
	Salt  []byte
	Value string
}

// Found is an entry as it is stored, with what is kept of its sealed values.
type Found struct {
	Entry
	KeptOrigin, KeptReason Kept
}

// Walk follows the chain. Give it the entries in the order of their numbers,
// then End. It remembers at most maxBreaks breaks and counts all.
type Walk struct {
	Breaks  []Break
	Broken  int   // number of breaks
	Entries int64 // entries seen
	First   Entry
	Last    Entry
	Wiped   int64 // sealed values that were wiped

	next     int64
	previous Digest
	// checkpoint is what the record begins behind; an entry must speak of it.
	checkpoint Checkpoint
	partial    bool // began in the middle: the first link is taken as it is
	wipes      map[string]wiping
	// missing holds the sealed values that are gone for a reason that was not met
	// yet.
	missing map[sealed]gone
}

const maxBreaks = 50

// NewWalk begins where the record does: with its first entry, or behind the
// checkpoint of those that were removed.
func NewWalk(b Bounds) *Walk {
	return &Walk{
		next: b.Checkpoint.Seq + 1, previous: b.Checkpoint.Digest, checkpoint: b.Checkpoint, missing: map[sealed]gone{},
		wipes: map[string]wiping{OriginField: {b.OriginWiped, b.OriginTerm}, ReasonField: {b.ReasonWiped, b.ReasonTerm}},
	}
}

// NewPartialWalk begins at any entry and takes its link as it is.
func NewPartialWalk(b Bounds, from int64) *Walk {
	w := NewWalk(b)
	w.next, w.partial, w.checkpoint = from, true, Checkpoint{}
	return w
}

func (w *Walk) broken(from, to int64, say text.Text) {
	w.Broken++
	if len(w.Breaks) < maxBreaks {
		w.Breaks = append(w.Breaks, Break{from, to, say})
	}
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

// removed says that entries are not there.
func (w *Walk) removed(from, to int64) {
	if from == to {
		n := number(from)
		w.broken(from, to, text.T("Eintrag "+n+" fehlt: Er wurde entfernt.", "Entry "+n+" is missing: it was removed."))
		return
	}
	a, b := number(from), number(to)
	w.broken(from, to, text.T("Die Einträge "+a+" bis "+b+" fehlen: Sie wurden entfernt.", "Entries "+a+" to "+b+" are missing: they were removed."))
}

// See takes the next entry.
func (w *Walk) See(e Found) {
	if w.Entries == 0 {
		w.First = e.Entry
	}
	n := number(e.Seq)
	gone := e.Seq > w.next
	switch {
	case gone:
		w.removed(w.next, e.Seq-1)
	case e.Seq < w.next:
		w.broken(e.Seq, e.Seq, text.T("Eintrag "+n+" steht nicht an seinem Platz: Er wurde eingefügt.", "Entry "+n+" is not in its place: it was inserted."))
	}
	sound := e.Sum() == e.Digest
	if !sound {
		w.broken(e.Seq, e.Seq, text.T("Eintrag "+n+" wurde geändert: Sein Inhalt passt nicht zu seiner Prüfsumme.", "Entry "+n+" was changed: its content does not fit its digest."))
	}
	if !gone && !w.partial && e.Previous != w.previous && sound {
		before := number(e.Seq - 1)
		w.broken(e.Seq-1, e.Seq, text.T("Zwischen den Einträgen "+before+" und "+n+" ist die Kette unterbrochen: Einer der beiden wurde ersetzt oder eingefügt.",
			"Between the entries "+before+" and "+n+" the chain is broken: one of them was replaced or inserted."))
	}
	w.partial = false
	w.seal(e.Entry, OriginField, e.Seals.Origin, e.KeptOrigin)
	w.seal(e.Entry, ReasonField, e.Seals.Reason, e.KeptReason)
	if e.Kind == Deletion && e.Outcome == Done {
		w.excuse(e.Object)
	}
	if e.Kind == Retention && e.Outcome == Done {
		w.expired(e.Entry)
	}
	if e.Kind == Retention && e.Object == w.checkpoint.Object() && strings.Contains(e.After, w.checkpoint.Digest.String()) {
		w.checkpoint = Checkpoint{} // vouched for
	}
	w.next, w.previous = e.Seq+1, e.Digest
	w.Last = e.Entry
	w.Entries++
}

// AccountObject is the kind of object of an account, EntryObject that of an
// entry of the record itself.
const (
	AccountObject = "account"
	EntryObject   = "audit"
)

// ofAccount is whose entry it is: of the account that acted or, where none is
// known, of that to which somebody tried to sign in.
func (e Entry) ofAccount() int64 {
	if e.Account != 0 || e.Object.Kind != AccountObject {
		return e.Account
	}
	n, _ := strconv.ParseInt(e.Object.Key, 10, 64) // no number: nobody's
	return n
}

// excuse takes a deletion as the reason why sealed values are gone: those of an
// account, or of one entry.
func (w *Walk) excuse(o Object) {
	n, err := strconv.ParseInt(o.Key, 10, 64)
	if err != nil {
		return
	}
	maps.DeleteFunc(w.missing, func(s sealed, g gone) bool {
		return o.Kind == AccountObject && g.account == n || o.Kind == EntryObject && s.seq == n
	})
}

// seal checks one sealed value against its commitment.
func (w *Walk) seal(e Entry, field string, mark Digest, k Kept) {
	n, what := number(e.Seq), fieldWords[field]
	switch {
	case mark == Digest{} && k.Salt != nil:
		w.broken(e.Seq, e.Seq, text.T("Zu Eintrag "+n+" wurde "+what.De+" nachträglich ergänzt.", "To entry "+n+" "+what.En+" was added later."))
	case mark == Digest{}:
	case k.Salt == nil:
		w.Wiped++
		w.missing[sealed{e.Seq, field}] = gone{account: e.ofAccount(), at: e.At}
	case Sealed(k.Salt, k.Value) != mark:
		w.broken(e.Seq, e.Seq, text.T("Bei Eintrag "+n+" wurde "+what.De+" geändert.", "Of entry "+n+" "+what.En+" was changed."))
	}
}

// End compares the last entry with the end of the record; nil asks for no
// comparison, as where the walk stops in the middle. Whoever cuts the last
// entries off and moves the head back may forget what is told of them beside
// them.
func (w *Walk) End(b *Bounds) {
	if b == nil {
		return // what excuses a gap may come later
	}
	head := b.Head
	w.unexcused()
	if c := w.checkpoint; c.Seq > 0 {
		n := number(c.Seq)
		w.broken(c.Seq, c.Seq, text.T("Dass die Einträge bis "+n+" entfernt wurden, steht in keinem Eintrag.", "No entry says that the entries up to "+n+" were removed."))
	}
	last := w.next - 1
	switch {
	case b.Headless:
		w.broken(last, last, text.T("Das Ende der Kette ist nicht mehr festgehalten: Es wurde gelöscht oder unleserlich gemacht.",
			"The end of the chain is not kept any more: it was deleted or made unreadable."))
	case head.Seq > last:
		w.removed(last+1, head.Seq)
	case head.Seq < last:
		w.broken(head.Seq+1, last, text.T("Hinter dem Ende der Kette stehen Einträge ab "+number(head.Seq+1)+": Sie wurden eingefügt.",
			"Behind the end of the chain there are entries from "+number(head.Seq+1)+" on: they were inserted."))
	case head.Digest != w.previous:
		w.broken(last, last, text.T("Eintrag "+number(last)+" ist nicht der, mit dem die Kette endete: Er wurde ersetzt.",
			"Entry "+number(last)+" is not the one with which the chain ended: it was replaced."))
	}
	if end := max(last, head.Seq); b.Told > end {
		a, n := number(end+1), number(b.Told)
		w.broken(end+1, b.Told, text.T("Hinter dem Ende der Kette fehlen Einträge ab "+a+", mindestens bis "+n+": Sie wurden abgeschnitten, ihre versiegelten Angaben sind noch da.",
			"Behind the end of the chain entries from "+a+" to at least "+n+" are missing: they were cut off, what was sealed of them is still there."))
	}
}

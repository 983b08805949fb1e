// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audit

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"planraum/internal/text"
)

// The fields of an entry that are sealed.
const (
	OriginField = "origin"
	ReasonField = "reason"
)

// slack is by how much a value may have gone before its term: entries that wait
// for one another stand a little out of the order of their times.
const slack = time.Hour

// shortest is the shortest term that can be set.
const shortest = 24 * time.Hour

var fieldWords = map[string]text.Text{OriginField: text.T("die Herkunft", "the origin"), ReasonField: text.T("die Begründung", "the reason")}

// WipeObject is what the entry speaks of that tells that a field was wiped
// because its time was over.
func WipeObject(field string) Object { return Object{Kind: "audit-" + field} }

// wiping is up to which entry a field was wiped, as it is told beside the chain,
// and how old what is wiped must be.
type wiping struct {
	to   int64
	term time.Duration
}

// sealed names a sealed value, gone is one that is not there any more.
type sealed struct {
	seq   int64
	field string
}

type gone struct {
	account int64
	at      time.Time // of the entry
	wiped   time.Time // when it was wiped too early; zero: nobody says that it was
}

// expired takes an entry of the chain that says that a field was wiped because
// its time was over. It excuses what was older than the term at that moment. The
// moment is taken from the chain: what stands beside it anybody can write.
func (w *Walk) expired(e Entry) {
	field, _ := strings.CutPrefix(e.Object.Kind, "audit-")
	rule, known := w.wipes[field]
	var said struct {
		To     int64     `json:"to"`
		Before time.Time `json:"before"` // what was older went; zero: not said
	}
	if !known || e.Object != WipeObject(field) || json.Unmarshal([]byte(e.After), &said) != nil {
		return
	}
	to, term := min(said.To, rule.to), rule.term
	if !said.Before.IsZero() { // the term was shorter then; it has a day at least
		term = min(term, max(e.At.Sub(said.Before), shortest))
	}
	maps.DeleteFunc(w.missing, func(s sealed, g gone) bool {
		if s.field != field || s.seq > to {
			return false
		}
		if age := e.At.Sub(g.at); age >= 0 && age >= term-slack {
			return true
		}
		if g.wiped.IsZero() {
			g.wiped = e.At
			w.missing[s] = g
		}
		return false
	})
}

// unexcused tells of the values that are gone without a reason.
func (w *Walk) unexcused() {
	order := func(a, b sealed) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.field, b.field)) }
	for _, s := range slices.SortedFunc(maps.Keys(w.missing), order) {
		n, what, g := number(s.seq), fieldWords[s.field], w.missing[s]
		if g.wiped.IsZero() {
			w.broken(s.seq, s.seq, text.T("Bei Eintrag "+n+" wurde "+what.De+" gelöscht, ohne dass eine Löschung protokolliert ist.",
				"Of entry "+n+" "+what.En+" was deleted, and no deletion is recorded."))
			continue
		}
		on, days := g.wiped.UTC().Format("2006-01-02"), number(int64(w.wipes[s.field].term/(24*time.Hour)))
		w.broken(s.seq, s.seq, text.T("Bei Eintrag "+n+" wurde "+what.De+" am "+on+" gelöscht, vor Ablauf der Frist von "+days+" Tagen.",
			"Of entry "+n+" "+what.En+" was deleted on "+on+", before its term of "+days+" days was over."))
	}
}

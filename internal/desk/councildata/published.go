// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"encoding/json"
	"slices"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/oparl"
)

// version is an entry of a register as it was recorded once.
type version[T any] struct {
	is T
	at time.Time // from when on others could see it
}

// entries are the versions of each entry of a register by its key, the one that holds
// last.
type entries[T any] map[string][]version[T]

// read sorts a chronicle into entries, as far as it was known on a day (zero: all).
// What becomes known later than it is recorded is dated from then.
func read[T any](chronicle []register.Dated, asOf period.Date) (entries[T], error) {
	slices.SortStableFunc(chronicle, func(a, b register.Dated) int { return a.KnownFrom.Compare(b.KnownFrom) })
	all := entries[T]{}
	for _, d := range chronicle {
		if !asOf.IsZero() && d.KnownFrom.After(asOf) {
			continue
		}
		v := version[T]{at: d.RecordedAt}
		if err := json.Unmarshal(d.Body, &v.is); err != nil {
			return nil, err
		}
		if known := d.KnownFrom.Time(); known.After(v.at) {
			v.at = known
		}
		v.at = v.at.UTC().Truncate(time.Second) // as OParl writes it
		all[d.Key] = append(all[d.Key], v)
	}
	return all, nil
}

// now is the version that holds.
func (e entries[T]) now(key string) (is T, ok bool) {
	versions := e[key]
	if len(versions) == 0 {
		return is, false
	}
	return versions[len(versions)-1].is, true
}

// changed is when anything was recorded of an entry last.
func (e entries[T]) changed(key string) (at time.Time) {
	for _, v := range e[key] {
		if v.at.After(at) {
			at = v.at
		}
	}
	return at
}

// stamp is when an object appeared, changed and vanished.
type stamp struct {
	kind              oparl.Type
	created, modified time.Time
	live              bool
}

// stamps are those of all objects that ever were public, by their address below the
// base.
type stamps map[string]stamp

// publish notes when the objects that the versions of an entry make public came and
// went. shown names them for a version.
func publish[T any](s stamps, versions []version[T], shown func(T) map[string]oparl.Type) {
	gone := map[string]time.Time{}
	var last time.Time
	for _, v := range versions {
		if v.at.After(last) {
			last = v.at
		}
	}
	seen := map[string]stamp{}
	for i, v := range versions {
		now := shown(v.is)
		for at, kind := range now {
			one, known := seen[at]
			if !known || v.at.Before(one.created) {
				one.created = v.at
			}
			one.kind, one.live = kind, i == len(versions)-1
			seen[at] = one
			delete(gone, at)
		}
		for at := range seen {
			if _, there := now[at]; !there && gone[at].IsZero() {
				gone[at] = v.at
			}
		}
	}
	for at, one := range seen {
		if one.modified = last; !one.live {
			one.modified = gone[at]
		}
		s.add(at, one)
	}
}

// add notes an object that may be public by several entries, such as a place.
func (s stamps) add(at string, one stamp) {
	known, there := s[at]
	if !there {
		s[at] = one
		return
	}
	if one.created.Before(known.created) {
		known.created = one.created
	}
	if one.modified.After(known.modified) {
		known.modified = one.modified
	}
	known.live = known.live || one.live
	s[at] = known
}

// touch notes that an object changes with something beside its own entry.
func (s stamps) touch(at string, moment time.Time) {
	if one, there := s[at]; there && moment.After(one.modified) {
		one.modified = moment
		s[at] = one
	}
}

// openPaper reports a paper that is public: given out or received, and asked for by the
// council or on its way through at least one public sitting. What was made up for the
// demonstration is told to nobody as a fact.
func openPaper(p council.Paper) bool {
	switch p.State {
	case council.Issued, council.Decided, council.Received, council.Answered, council.Settled:
		return !p.Withdrawn && !p.Example && (p.Type.Asked() || slices.ContainsFunc(p.Order, func(c council.Consultation) bool { return c.Public }))
	}
	return false
}

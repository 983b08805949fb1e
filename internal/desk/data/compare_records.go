// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// takeRecords sets the records of a file against their registers and records
// what is not there yet. Versions of one entry are compared in the order in
// which they became known, whatever their order in the file.
func takeRecords(ctx context.Context, s source, r Recorder, records []register.Record) error {
	if err := s.reach.ownOnly(s.file, records); err != nil {
		return err
	}
	versions, err := versionsOf(ctx, r, records)
	if err != nil {
		return fault.Wrap("data.takeRecords", err)
	}
	order := make([]int, len(records))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return records[a].KnownFrom.Compare(records[b].KnownFrom) })
	changes := make([]Change, len(records))
	olds := make([]register.Record, len(records))
	for _, i := range order {
		rec := records[i]
		at := entry{rec.Kind, rec.Key}
		old, class := inForce(versions[at], rec)
		changes[i] = Change{Class: class, File: rec.File, Line: rec.Line, Of: old.ID, Source: sourceOf(rec.Body)}
		olds[i] = old
		if class != Unchanged {
			versions[at] = append(versions[at], rec)
		}
	}
	var fresh []register.Record
	for i, rec := range records {
		s.out.note(changes[i], func(c *Change) { tellRecord(c, rec, olds[i]) })
		if changes[i].Class != Unchanged {
			fresh = append(fresh, rec)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return r.AddRecords(ctx, fresh)
}

// versionsOf returns what the ledger holds of the entries of records.
func versionsOf(ctx context.Context, r Recorder, records []register.Record) (map[entry][]register.Record, error) {
	byKind := map[register.Kind][]string{}
	for _, rec := range records {
		byKind[rec.Kind] = append(byKind[rec.Kind], rec.Key)
	}
	versions := map[entry][]register.Record{}
	for kind, keys := range byKind {
		slices.Sort(keys)
		found, err := r.Versions(ctx, kind, slices.Compact(keys))
		if err != nil {
			return nil, err
		}
		for key, list := range found {
			versions[entry{kind, key}] = list
		}
	}
	return versions, nil
}

// entry names an entry of a register.
type entry struct {
	kind register.Kind
	key  string
}

// inForce returns the version that a record meets: the last one known by the
// record's own day. It is unchanged where that version stands in the ledger and
// says the same.
func inForce(versions []register.Record, rec register.Record) (register.Record, Class) {
	best := -1
	for i, v := range versions {
		// A version of this file has no number yet, and is the last of its day.
		if !v.KnownFrom.After(rec.KnownFrom) && (best < 0 || !v.KnownFrom.Before(versions[best].KnownFrom)) {
			best = i
		}
	}
	if best < 0 {
		return register.Record{}, Fresh
	}
	old := versions[best]
	switch {
	case len(differing(old.Body, rec.Body)) > 0:
		return old, Changed
	case old.ID == 0:
		return register.Record{}, Fresh
	}
	return old, Unchanged
}

// circumstances are the fields of a record that say how it came in, not what
// it states, in small letters; nouns spell them as known_from or KnownFrom.
var circumstances = []string{"file", "line", "record", "knownfrom"}

func isCircumstance(name string, _ json.RawMessage) bool {
	return slices.Contains(circumstances, strings.ReplaceAll(strings.ToLower(name), "_", ""))
}

// differing returns the fields in which two records differ, in order.
func differing(a, b []byte) []string {
	was, is := fieldsOf(a), fieldsOf(b)
	var names []string
	for name := range is {
		if !bytes.Equal(was[name], is[name]) {
			names = append(names, name)
		}
	}
	for name := range was {
		if _, both := is[name]; !both {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fieldsOf returns the fields of a record as JSON in one spelling. What is no
// object is one field without a name.
func fieldsOf(body []byte) map[string]json.RawMessage {
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil {
		fields = map[string]json.RawMessage{"": body}
	}
	maps.DeleteFunc(fields, isCircumstance)
	for name, value := range fields {
		var v any
		dec := json.NewDecoder(bytes.NewReader(value))
		dec.UseNumber()
		if dec.Decode(&v) == nil {
			if plain, err := json.Marshal(v); err == nil {
				fields[name] = plain
			}
		}
	}
	return fields
}

func sourceOf(body []byte) string {
	var noun struct{ Source string }
	_ = json.Unmarshal(body, &noun) // a noun without one has none
	return noun.Source
}

// tellRecord puts a listed record into words: the fields that differ, or all of
// a new one by its name.
func tellRecord(c *Change, rec, old register.Record) {
	c.Name = text.Same(strings.ReplaceAll(rec.Key, "|", ", "))
	if rec.Kind == register.Post {
		tellPostRow(c, rec, old)
		return
	}
	is := fieldsOf(rec.Body)
	for _, key := range []string{"name", "Name"} {
		if name, ok := is[key]; ok && c.Class == Fresh {
			c.Is = text.Same(spelt(name))
			return
		}
	}
	if c.Class != Changed {
		c.Is = c.Name
		if c.Class == Unchanged {
			c.Was = c.Name
		}
	} else {
		names, was := differing(old.Body, rec.Body), fieldsOf(old.Body)
		c.Was, c.Is = list(names, was), list(names, is)
	}
	if old.ID != 0 {
		c.Ref = fmt.Sprintf("record/%d", old.ID)
	}
}

// list writes some fields with their values.
func list(names []string, fields map[string]json.RawMessage) text.Text {
	parts := make([]string, len(names))
	for i, n := range names {
		parts[i] = n + ": " + spelt(fields[n])
	}
	return text.Same(strings.Join(parts, "; "))
}

// spelt writes a value as a person reads it: words without quotation marks.
func spelt(value json.RawMessage) string {
	var word string
	if len(value) == 0 {
		return "–"
	}
	if json.Unmarshal(value, &word) == nil {
		if word == "" {
			return "–"
		}
		return word
	}
	return string(value)
}

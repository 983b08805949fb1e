// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Kept is an object as it is kept between imports: what is good of all that was read
// of it.
type Kept struct {
	Type     Type           `json:"type"`
	ID       string         `json:"id"`
	Created  time.Time      `json:"created,omitzero"`
	Modified time.Time      `json:"modified,omitzero"`
	Deleted  bool           `json:"deleted,omitempty"`
	Fields   map[string]any `json:"fields,omitempty"`
}

// Keep is the object in the form in which it is kept.
func (o Object) Keep() Kept {
	return Kept{o.Type, o.ID, o.Created.UTC(), o.Modified.UTC(), o.Deleted, o.Fields}
}

// Object is the object that was kept.
func (k Kept) Object() Object {
	return Object{Type: k.Type, ID: k.ID, Created: k.Created, Modified: k.Modified, Deleted: k.Deleted, Fields: k.Fields}
}

// UnmarshalJSON reads what was kept, with the kinds of values that Object names.
func (k *Kept) UnmarshalJSON(content []byte) error {
	type plain Kept
	if err := json.Unmarshal(content, (*plain)(k)); err != nil {
		return err
	}
	for name, v := range k.Fields {
		switch v := v.(type) {
		case float64:
			k.Fields[name] = int64(v)
		case []any:
			list := make([]string, len(v))
			for i, element := range v {
				s, ok := element.(string)
				if !ok {
					return fmt.Errorf("oparl.Kept: %s, %s[%d] is no text", k.ID, name, i)
				}
				list[i] = s
			}
			k.Fields[name] = list
		}
	}
	return nil
}

// Merge is what is known of an object after it was read again. Nothing good is
// replaced by worse: a field that is missing or could not be read stays as it was,
// and so do elements of a list of which some could not be read. What is older than
// what is known only fills in. kept names the fields that stayed although what was read
// lacks them, has them wrong, or is older and says otherwise.
func Merge(known, read Object) (merged Object, kept []string) {
	if known.ID == "" {
		return read, nil
	}
	if read.Older(known) {
		older, _ := Merge(read, known)
		older.Deleted = known.Deleted
		for name, v := range read.Fields {
			if now, there := older.Fields[name]; there && !reflect.DeepEqual(v, now) {
				kept = append(kept, name)
			}
		}
		slices.Sort(kept)
		return older, kept
	}
	merged = read
	merged.Partial = nil
	merged.Created = earlier(known.Created, read.Created)
	if read.Modified.IsZero() {
		merged.Modified = known.Modified
	}
	merged.Fields = map[string]any{}
	for name, v := range read.Fields {
		if better, there := known.Fields[name]; there && garbled(v) && !garbled(better) {
			merged.Fields[name] = better
			kept = append(kept, name)
			continue
		}
		if list, ok := v.([]string); ok {
			v = read.named(known, name, list)
		}
		if s, ok := v.(string); ok && read.nameless(s) && known.Text(name) != "" && !read.nameless(known.Text(name)) {
			continue
		}
		merged.Fields[name] = v
	}
	for name, v := range known.Fields {
		if _, there := merged.Fields[name]; there {
			continue
		}
		merged.Fields[name] = v
		if !read.Deleted {
			kept = append(kept, name)
		}
	}
	if end := endless(merged.Fields); end != "" { // the start has moved behind the end that was known
		delete(merged.Fields, end)
		kept = slices.DeleteFunc(kept, func(name string) bool { return name == end })
	}
	slices.Sort(kept)
	return merged, kept
}

// Older reports an object that was changed for the last time before what is known was.
func (o Object) Older(known Object) bool {
	return !o.Modified.IsZero() && o.Modified.Before(known.Modified)
}

// Better reports whether the second of two objects that came under one address at the
// same time is the better one: only it has a date of change, or it was changed later, or
// it is fuller.
func Better(first, second Object) bool {
	a, b := first.Modified, second.Modified
	switch {
	case a.IsZero() != b.IsZero():
		return a.IsZero()
	case !a.Equal(b):
		return a.Before(b)
	}
	return len(second.Fields) > len(first.Fields) && !first.Deleted
}

// Join is what is good of two objects that came under one address at the same time: the
// better one, filled in with what only the other one says.
func Join(first, second Object) Object {
	better, worse := first, second
	if first.ID == "" || Better(first, second) {
		better, worse = second, first
	}
	one, _ := Merge(worse, better)
	one.Partial = better.Partial
	return one
}

// Changed is the moment of an object's last change as reports write it; "-" where it says
// none.
func (o Object) Changed() string {
	if o.Modified.IsZero() {
		return "-"
	}
	return Moment(o.Modified)
}

// endless names the field of an end that lies before its start; empty where none does.
func endless(fields map[string]any) string {
	from, _ := fields["start"].(string)
	until, _ := fields["end"].(string)
	if from != "" && until != "" && instant(until).Before(instant(from)) {
		return "end"
	}
	from, _ = fields["startDate"].(string)
	if until, _ = fields["endDate"].(string); until != "" && until < from {
		return "endDate"
	}
	return ""
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// nameless reports the address of an embedded object that had none of its own.
func (o Object) nameless(address string) bool { return strings.HasPrefix(address, o.ID+"#") }

// named is a list as it is known now: where some of its elements could not be read, or
// had no address although they had one before, those that were known stay.
func (o Object) named(known Object, field string, list []string) []string {
	before := known.Texts(field)
	if !slices.ContainsFunc(before, func(s string) bool { return !o.nameless(s) }) {
		if o.Partial[field] {
			return united(before, list)
		}
		return list
	}
	good := slices.DeleteFunc(slices.Clone(list), o.nameless)
	if o.Partial[field] || len(good) < len(list) {
		return united(before, good)
	}
	return good
}

// united is a list with what is only in another one after it.
func united(known, read []string) []string {
	all, there := slices.Clone(read), map[string]bool{}
	for _, s := range read {
		there[s] = true
	}
	for _, s := range known {
		if !there[s] {
			all = append(all, s)
		}
	}
	return all
}

// Same reports whether two objects say the same, whenever they were changed.
func Same(a, b Object) bool {
	return a.Type == b.Type && a.ID == b.ID && a.Deleted == b.Deleted && (len(a.Fields)+len(b.Fields) == 0 || reflect.DeepEqual(a.Fields, b.Fields))
}

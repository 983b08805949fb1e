// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	. "planraum/internal/city/audit"
)

// record is a chain as a store keeps it.
type record struct {
	entries []Found
	head    Head
}

// made makes a chain of n entries; the contents come from draw.
func made(n int, draw func(i int) Event) record {
	var r record
	for i := range n {
		e := Entry{Event: draw(i)}
		var f Found
		if e.Request.Origin != "" {
			f.KeptOrigin = Kept{[]byte{byte(i), 1, 2}, e.Request.Origin}
			e.Seals.Origin = Sealed(f.KeptOrigin.Salt, f.KeptOrigin.Value)
		}
		if e.Reason != "" {
			f.KeptReason = Kept{[]byte{byte(i), 3, 4}, e.Reason}
			e.Seals.Reason = Sealed(f.KeptReason.Salt, f.KeptReason.Value)
		}
		f.Entry = e.Linked(r.head)
		r.head = f.Head()
		r.entries = append(r.entries, f)
	}
	return r
}

func (r record) walk(b Bounds) *Walk {
	w := NewWalk(b)
	for _, e := range r.entries {
		w.See(e)
	}
	b.Head = r.head
	w.End(&b)
	return w
}

func anEvent(t *rapid.T) func(int) Event {
	word := rapid.StringN(0, 8, 20)
	return func(i int) Event {
		return Event{
			At: time.UnixMicro(rapid.Int64Range(0, 1e15).Draw(t, "at")).UTC(), Kind: rapid.SampledFrom(Kinds()).Filter(func(k Kind) bool { return k != Deletion }).Draw(t, "kind"),
			Actor: Actor{Account: rapid.Int64Range(0, 9).Draw(t, "account"), By: word.Draw(t, "by")}, Request: Request{word.Draw(t, "request"), word.Draw(t, "origin")},
			Object: Object{word.Draw(t, "object"), word.Draw(t, "key")}, Before: word.Draw(t, "before"), After: word.Draw(t, "after"), Reason: word.Draw(t, "reason"), Outcome: Done,
		}
	}
}

// damages are all ways in which somebody may tamper with the entry i. Each
// reports whether it changed anything.
var damages = map[string]func(r *record, i int, by string) bool{
	"kind":    func(r *record, i int, by string) bool { return set((*string)(&r.entries[i].Kind), by) },
	"by":      func(r *record, i int, by string) bool { return set(&r.entries[i].By, by) },
	"role":    func(r *record, i int, by string) bool { return set((*string)(&r.entries[i].Role), by) },
	"means":   func(r *record, i int, by string) bool { return set((*string)(&r.entries[i].Means), by) },
	"request": func(r *record, i int, by string) bool { return set(&r.entries[i].Request.ID, by) },
	"object":  func(r *record, i int, by string) bool { return set(&r.entries[i].Object.Kind, by) },
	"key":     func(r *record, i int, by string) bool { return set(&r.entries[i].Object.Key, by) },
	"outcome": func(r *record, i int, by string) bool { return set((*string)(&r.entries[i].Outcome), by) },
	"before":  func(r *record, i int, by string) bool { return set(&r.entries[i].Event.Before, by) },
	"after":   func(r *record, i int, by string) bool { return set(&r.entries[i].After, by) },
	"account": func(r *record, i int, _ string) bool { r.entries[i].Account++; return true },
	"at": func(r *record, i int, _ string) bool {
		r.entries[i].At = r.entries[i].At.Add(time.Microsecond)
		return true
	},
	"seq":         func(r *record, i int, _ string) bool { r.entries[i].Seq++; return true },
	"previous":    func(r *record, i int, _ string) bool { r.entries[i].Previous[7] ^= 1; return true },
	"digest":      func(r *record, i int, _ string) bool { r.entries[i].Digest[31] ^= 128; return true },
	"origin mark": func(r *record, i int, _ string) bool { r.entries[i].Seals.Origin[0] ^= 1; return true },
	"reason mark": func(r *record, i int, _ string) bool { r.entries[i].Seals.Reason[0] ^= 1; return true },
	"origin": func(r *record, i int, by string) bool {
		return r.entries[i].KeptOrigin.Salt != nil && set(&r.entries[i].KeptOrigin.Value, by)
	},
	"reason salt": func(r *record, i int, _ string) bool {
		if r.entries[i].KeptReason.Salt == nil {
			r.entries[i].KeptReason = Kept{[]byte{1}, "nachgetragen"}
			return true
		}
		r.entries[i].KeptReason.Salt = []byte("anderes")
		return true
	},
	"wiped": func(r *record, i int, _ string) bool {
		was := r.entries[i].KeptOrigin.Salt != nil
		r.entries[i].KeptOrigin = Kept{}
		return was
	},
	"removed":   func(r *record, i int, _ string) bool { r.entries = slices.Delete(r.entries, i, i+1); return true },
	"truncated": func(r *record, i int, _ string) bool { r.entries = r.entries[:i]; return true },
	"inserted": func(r *record, i int, by string) bool {
		e := Found{Entry: Entry{Event: Event{Actor: Actor{By: by}}}.Linked(Head{r.entries[i].Seq - 1, r.entries[i].Previous})}
		r.entries = slices.Insert(r.entries, i, e)
		return true
	},
	"replaced": func(r *record, i int, by string) bool {
		e := r.entries[i]
		if !set(&e.By, by) {
			return false
		}
		e.Entry = e.Linked(Head{e.Seq - 1, e.Previous})
		r.entries[i] = e
		return true
	},
	"swapped": func(r *record, i int, _ string) bool {
		k := (i + 1) % len(r.entries)
		r.entries[i], r.entries[k] = r.entries[k], r.entries[i]
		return i != k
	},
	"appended": func(r *record, _ int, by string) bool {
		last := r.entries[len(r.entries)-1]
		r.entries = append(r.entries, Found{Entry: Entry{Event: Event{Actor: Actor{By: by}}}.Linked(last.Head())})
		return true
	},
}

func set(s *string, by string) bool {
	was := *s
	*s = by
	return was != by
}

// TestAnyChangeIsFound: a chain that nobody touched holds; after any change of
// any field, removal, insertion or exchange it does not.
func TestAnyChangeIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := made(rapid.IntRange(1, 8).Draw(t, "n"), anEvent(t))
		if w := r.walk(Bounds{}); w.Broken > 0 {
			t.Fatalf("an untouched chain is broken: %v", w.Breaks)
		}
		name := rapid.SampledFrom(slices.Sorted(keys(damages))).Draw(t, "damage")
		i := rapid.IntRange(0, len(r.entries)-1).Draw(t, "entry")
		if damages[name](&r, i, rapid.StringN(0, 8, 20).Draw(t, "by")) && r.walk(Bounds{}).Broken == 0 {
			t.Fatalf("%s of entry %d is not found", name, i+1)
		}
	})
}

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// TestSayWhich: the sentence names the entry and what was done to it.
func TestSayWhich(t *testing.T) {
	for _, c := range []struct {
		damage string
		want   string
	}{
		{"after", "Eintrag 3 wurde geändert"},
		{"removed", "Eintrag 3 fehlt"},
		{"truncated", "Die Einträge 3 bis 5 fehlen"},
		{"inserted", "eingefügt"},
		{"replaced", "Zwischen den Einträgen 3 und 4"},
		{"appended", "ab 6"},
		{"origin", "Bei Eintrag 3 wurde die Herkunft geändert"},
		{"wiped", "Bei Eintrag 3"},
	} {
		r := made(5, func(i int) Event {
			return Event{Actor: Actor{By: fmt.Sprint(i)}, Request: Request{Origin: "192.0.2.1"}}
		})
		damages[c.damage](&r, 2, "x")
		w := r.walk(Bounds{})
		if w.Broken == 0 || !slices.ContainsFunc(w.Breaks, func(b Break) bool { return strings.Contains(b.Say.De, c.want) }) {
			t.Errorf("%s: %v, want %q", c.damage, w.Breaks, c.want)
		}
	}
}

// TestWiped: sealed values may go by their time, with their account, or one by
// one where an entry says so; the chain holds.
func TestWiped(t *testing.T) {
	from := func(i int) Event {
		return Event{Actor: Actor{Account: int64(i%2 + 1)}, Request: Request{Origin: "192.0.2.1"}, Reason: "weil"}
	}
	const day = 24 * time.Hour
	wiped := func(field string, age time.Duration, after string) *Walk {
		r := made(6, from)
		for i := range r.entries {
			if field == OriginField {
				r.entries[i].KeptOrigin = Kept{}
			} else {
				r.entries[i].KeptReason = Kept{}
			}
		}
		if after != "" {
			told := Entry{Event: Event{At: time.Time{}.Add(age), Kind: Retention, Object: WipeObject(field), Outcome: Done, After: after}}.Linked(r.head)
			r.entries, r.head = append(r.entries, Found{Entry: told}), told.Head()
		}
		return r.walk(Bounds{OriginWiped: 6, ReasonWiped: 6, OriginTerm: 90 * day, ReasonTerm: 3650 * day})
	}
	for _, c := range []struct {
		name, field string
		age         time.Duration
		after, want string
		findings    int
	}{
		{"after their time", OriginField, 90 * day, `{"to":6}`, "", 0},
		{"told beside the chain only", OriginField, 0, "", "ohne dass eine Löschung protokolliert ist", 6},
		{"minutes old", OriginField, 5 * time.Minute, `{"to":6}`, "vor Ablauf der Frist von 90 Tagen", 6},
		{"minutes old, whatever is said", OriginField, 5 * time.Minute, `{"to":6,"before":"0001-01-09T00:00:00Z"}`, "vor Ablauf", 6},
		{"before there was anything", OriginField, -day, `{"to":6}`, "vor Ablauf", 6},
		{"a shorter term then", OriginField, 30 * day, `{"to":6,"before":"0001-01-02T00:00:00Z"}`, "", 0},
		{"one that is not told", OriginField, 90 * day, `{"to":5}`, "Bei Eintrag 6", 1},
		{"nonsense", OriginField, 90 * day, `{"to":"x"}`, "ohne dass", 6},
		{"reasons by the term of origins", ReasonField, 90 * day, `{"to":6}`, "die Begründung am", 6},
		{"reasons with their entries", ReasonField, 3650 * day, `{"to":6}`, "", 0},
	} {
		w := wiped(c.field, c.age, c.after)
		if w.Broken != c.findings || w.Wiped != 6 || c.findings > 0 && !strings.Contains(w.Breaks[0].Say.De, c.want) {
			t.Errorf("%s: %d findings, %v", c.name, w.Broken, w.Breaks)
		}
	}
	r := made(7, func(i int) Event {
		if i == 6 {
			return Event{Kind: Deletion, Object: Object{AccountObject, "2"}, Outcome: Done}
		}
		return from(i)
	})
	for i := range r.entries {
		if r.entries[i].Account == 2 {
			r.entries[i].KeptOrigin, r.entries[i].KeptReason = Kept{}, Kept{}
		}
	}
	if w := r.walk(Bounds{}); w.Broken > 0 {
		t.Errorf("a deleted account: %v", w.Breaks)
	}
	r.entries[0].KeptReason = Kept{}
	if w := r.walk(Bounds{}); w.Broken != 1 {
		t.Errorf("a value of another account: %v", w.Breaks)
	}
}

// TestBehindCheckpoint: the chain goes on behind what was removed after its
// time, if an entry vouches for the removal.
func TestBehindCheckpoint(t *testing.T) {
	r := made(5, func(int) Event { return Event{} })
	cut := Bounds{Checkpoint: Checkpoint{Head: r.entries[2].Head()}}
	vouch := Entry{Event: Event{Kind: Retention, Object: cut.Checkpoint.Object(), After: r.entries[2].Digest.String()}}.Linked(r.head)
	r.entries = append(r.entries[3:], Found{Entry: vouch})
	r.head = vouch.Head()
	if w := r.walk(cut); w.Broken > 0 {
		t.Errorf("behind a checkpoint: %v", w.Breaks)
	}
	if w := r.walk(Bounds{}); w.Broken == 0 {
		t.Error("entries are gone without a checkpoint")
	}
	silent := made(5, func(int) Event { return Event{} })
	b := Bounds{Checkpoint: Checkpoint{Head: silent.entries[2].Head()}}
	silent.entries = silent.entries[3:]
	if w := silent.walk(b); w.Broken == 0 {
		t.Error("nobody vouches for the checkpoint")
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/method/search"
)

// Filter narrows the register of motions; the zero Filter keeps all.
type Filter struct {
	Words string // searched in reference, title, what is asked, answers
	Type  council.PaperType
	State council.PaperState
	By    string // who asks
	Open  bool   // those only that wait for their answer
}

// Motion is what the council asks, with its answers.
type Motion struct {
	Stored
	Overdue bool
	Days    int // until its deadline; below 0: overdue since
	// Answering are the papers that answer it, as far as the reader may see them.
	Answering []Stored
	Score     float64 // of a search
}

// Motions are the register of what the council asks.
type Motions struct {
	List []Motion
	// All, Waiting and Late count the whole register, whatever the filter.
	All, Waiting, Late int
	// Undated is how many wait without a known deadline.
	Undated int
	// Groups are all who ask, for a choice: each once, as it is written most often.
	Groups []string
	// Types and Asking count the register by type and by who asks.
	Types  map[council.PaperType]int
	Asking map[string]int
}

// Motions lists what the council asks. Without words to search: overdue first, then by
// deadline, those without one after them, oldest first; what needs no answer any more
// last, newest first. With words: best first.
func (d *Desk) Motions(ctx context.Context, asOf period.Date, f Filter) (Motions, error) {
	papers, err := d.Listed(ctx, asOf)
	if err != nil {
		return Motions{}, err
	}
	m := Motions{Types: map[council.PaperType]int{}, Asking: map[string]int{}}
	answering := answersOf(papers)
	scores := scored(papers, f.Words)
	for _, p := range papers {
		if !p.Type.Asked() {
			continue
		}
		one := Motion{Stored: p, Overdue: p.Overdue(asOf), Answering: answering[p.ID], Score: scores[p.ID]}
		if !p.Deadline.IsZero() {
			one.Days = asOf.DaysTo(p.Deadline)
		}
		m.count(one)
		if f.keeps(one) {
			m.List = append(m.List, one)
		}
	}
	m.group()
	slices.SortStableFunc(m.List, func(a, b Motion) int { return cmp.Or(cmp.Compare(b.Score, a.Score), urgency(a, b)) })
	return m, nil
}

// groupsOf are the groups that ask, each once however it is written.
func groupsOf(by []string) []string {
	var keys []string
	for _, name := range by {
		if key := council.GroupKey(name); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// group makes one group of all ways of writing it; what is written most often names it.
func (m *Motions) group() {
	written, keys := map[string]int{}, m.Asking
	for _, name := range m.Groups {
		written[name]++
	}
	names := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(written)) {
		if key := council.GroupKey(name); written[name] > written[names[key]] {
			names[key] = name
		}
	}
	m.Groups, m.Asking = slices.Sorted(maps.Values(names)), map[string]int{}
	for key, name := range names {
		m.Asking[name] = keys[key]
	}
}

func (m *Motions) count(one Motion) {
	m.All++
	m.Types[one.Type]++
	m.Groups = append(m.Groups, one.By...) // made one of each later
	for _, key := range groupsOf(one.By) {
		m.Asking[key]++
	}
	switch {
	case one.Overdue:
		m.Late++
		m.Waiting++
	case one.Waits():
		m.Waiting++
		if one.Deadline.IsZero() {
			m.Undated++
		}
	}
}

func (f Filter) keeps(m Motion) bool {
	return (strings.TrimSpace(f.Words) == "" || m.Score > 0) && (f.Type == "" || m.Type == f.Type) && (f.State == "" || m.State == f.State) &&
		(f.By == "" || slices.Contains(groupsOf(m.By), council.GroupKey(f.By))) && (!f.Open || m.Waits())
}

// urgency orders motions by what is to be done first.
func urgency(a, b Motion) int {
	rank := func(m Motion) int {
		switch {
		case m.Overdue:
			return 0
		case m.Waits() && !m.Deadline.IsZero():
			return 1
		case m.Waits():
			return 2
		}
		return 3
	}
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	switch rank(a) {
	case 0, 1:
		return cmp.Or(a.Deadline.Compare(b.Deadline), cmp.Compare(a.ID, b.ID))
	case 2:
		return cmp.Or(a.When().Compare(b.When()), cmp.Compare(a.ID, b.ID))
	}
	return cmp.Or(b.When().Compare(a.When()), cmp.Compare(a.ID, b.ID))
}

// answersOf lists by motion the papers that answer it.
func answersOf(papers []Stored) map[string][]Stored {
	m := map[string][]Stored{}
	for _, p := range papers {
		for _, id := range p.Answers {
			m[id] = append(m[id], p)
		}
	}
	return m
}

// Weights of the fields of a paper in a search: what stands in its head says more of it
// than what stands in its text.
const (
	heavy  = 3
	middle = 2
	light  = 1
)

// index makes papers searchable.
func index(papers []Stored) *search.Index {
	docs := make([]search.Doc, len(papers))
	for i, p := range papers {
		docs[i] = search.Doc{ID: p.ID, Fields: []search.Field{
			{Text: p.Reference, Weight: heavy}, {Text: p.Title, Weight: heavy}, {Text: strings.Join(p.By, " "), Weight: light}, {Text: p.Summary, Weight: light},
		}}
		for _, a := range p.Asks {
			docs[i].Fields = append(docs[i].Fields, search.Field{Text: a.Text, Weight: middle}, search.Field{Text: a.Reply, Weight: light})
		}
	}
	return search.New(docs)
}

func scored(papers []Stored, words string) map[string]float64 {
	m := map[string]float64{}
	if strings.TrimSpace(words) == "" {
		return m
	}
	best := 0.0
	for _, h := range index(papers).Search(words) {
		m[h.ID] = h.Score
		best = max(best, h.Score)
	}
	for _, s := range meantBy(papers, words, anyPaper) { // by its number or its key
		m[s.ID] += best + 1
	}
	return m
}

// Likeness is a paper that is about the same, with the words that it shares.
type Likeness struct {
	Stored
	Words     []string
	Answering []Stored // of a motion: the papers that answer it
}

// mostAlike is how many similar papers are shown.
const mostAlike = 8

// Similar finds earlier motions and papers that are about the same as a motion, best
// first, with their answers: whoever writes an answer sees what was said before.
func (d *Desk) Similar(ctx context.Context, to council.Paper, asOf period.Date) ([]Likeness, error) {
	papers, err := d.Listed(ctx, asOf)
	if err != nil {
		return nil, err
	}
	query := []string{to.Title}
	for _, a := range to.Asks {
		query = append(query, a.Text)
	}
	answering := answersOf(papers)
	earlier := slices.DeleteFunc(slices.Clone(papers), func(p Stored) bool {
		return p.ID == to.ID || !p.State.Out() || p.When().After(to.When()) || slices.Contains(p.Answers, to.ID)
	})
	var list []Likeness
	for _, h := range index(earlier).Search(strings.Join(query, " ")) {
		if len(list) == mostAlike {
			break
		}
		i := slices.IndexFunc(earlier, func(p Stored) bool { return p.ID == h.ID })
		list = append(list, Likeness{earlier[i], h.Words, answering[h.ID]})
	}
	return list, nil
}

// Answering lists the papers that answer a motion, as far as the reader may see them.
func (d *Desk) Answering(ctx context.Context, id string, asOf period.Date) ([]Stored, error) {
	papers, err := d.Listed(ctx, asOf)
	return answersOf(papers)[id], err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// meantBy are the papers that somebody can mean by what they typed, of those that can
// stand there: the one with that key, else those with that number, however it is spaced,
// else those whose number ends so ("1390/2015" for "GRDrs 1390/2015").
func meantBy(all []Stored, typed string, can func(council.Paper) bool) []Stored {
	typed = strings.TrimSpace(typed)
	key := council.KeyOf(typed)
	ends := key != "" && strings.ContainsAny(typed[:1], "0123456789") && strings.ContainsAny(typed, "/ ")
	for _, fits := range []func(Stored) bool{
		func(s Stored) bool { return s.ID == typed },
		func(s Stored) bool { return key != "" && s.Reference != "" && council.KeyOf(s.Reference) == key },
		func(s Stored) bool { return ends && strings.HasSuffix(council.KeyOf(s.Reference), "-"+key) },
	} {
		var list []Stored
		for _, s := range all {
			if fits(s) && can(s.Paper) {
				list = append(list, s)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// keyMeant is the key of the one paper that is meant; what was typed where none is, or
// where several can be meant.
func keyMeant(all []Stored, typed string, can func(council.Paper) bool) string {
	if list := meantBy(all, typed, can); len(list) == 1 {
		return list[0].ID
	}
	return typed
}

// wantOne says what is expected where a paper is to be named: one of several that are
// called so, else what can stand there.
func wantOne(list []Stored, what text.Text) text.Text {
	if len(list) < 2 {
		return what
	}
	var de, en []string
	for _, s := range list {
		de = append(de, fmt.Sprintf("%s (%s „%s“)", s.ID, s.Type.Label().De, s.Title))
		en = append(en, fmt.Sprintf("%s (%s “%s”)", s.ID, s.Type.Label().En, s.Title))
	}
	return text.T("eine davon mit ihrem Kennwort, denn mehrere Drucksachen haben diese Nummer: "+strings.Join(de, "; "),
		"one of them by its key, for several papers have this number: "+strings.Join(en, "; "))
}

// Numbers are what papers are called in forms, by their keys: the number where it alone
// says which paper is meant, else the key.
func (d *Desk) Numbers(ctx context.Context) (map[string]string, error) {
	all, err := d.papers(ctx, period.Date{})
	names, count := map[string]string{}, map[string]int{}
	for _, s := range all {
		count[council.KeyOf(s.Reference)]++
	}
	for _, s := range all {
		names[s.ID] = s.ID
		if key := council.KeyOf(s.Reference); key != "" && count[key] == 1 {
			names[s.ID] = s.Reference
		}
	}
	return names, fault.Wrap("council.Numbers", err)
}

// What a paper must be to be named in a field.
func anyPaper(council.Paper) bool    { return true }
func asked(p council.Paper) bool     { return p.Type.Asked() }
func wasIssued(p council.Paper) bool { return p.State.Out() && !p.Type.Asked() }

// keyed is a paper that names others by their keys: whoever types may name them by their
// numbers too. What is named twice is answered once.
func keyed(p council.Paper, all []Stored) council.Paper {
	var keys []string
	for _, typed := range p.Answers {
		if key := keyMeant(all, typed, asked); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	p.Answers = keys
	for _, field := range []*string{&p.Supplements, &p.Replaces} {
		if *field != "" {
			*field = keyMeant(all, *field, wasIssued)
		}
	}
	return p
}

// onAgenda is a sitting whose agenda names papers by their keys.
func onAgenda(s council.Sitting, all []Stored) council.Sitting {
	s.Agenda = slices.Clone(s.Agenda)
	for i, item := range s.Agenda {
		if item.Paper != "" {
			s.Agenda[i].Paper = keyMeant(all, item.Paper, anyPaper)
		}
	}
	return s
}

// MeantFor are the papers whose order of committees names a body's sitting on a day, and
// that have no result of it yet.
func (d *Desk) MeantFor(ctx context.Context, committee string, on, asOf period.Date) ([]Stored, error) {
	all, err := d.Listed(ctx, asOf)
	return slices.DeleteFunc(all, func(s Stored) bool {
		return !slices.ContainsFunc(s.Order, func(o council.Consultation) bool {
			return o.Committee == committee && o.On == on && o.Result == ""
		})
	}), err
}

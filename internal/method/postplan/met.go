// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package postplan

import (
	"cmp"
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/staffing"
)

// Answer says which motions a paper of the administration answers, all by their
// references: "GRDrs 1330/2015", and "864/2015".
type Answer struct {
	Paper   string
	Motions []string
}

// pair is an ask of a motion and a change of the paper that answers it.
type pair struct {
	ask, given int // in the list of changes
	like       int // how much they agree; more is better
}

// Met says which changes that motions ask for do not count any more, and which change
// stands in the place of each, both by ID: the paper that answers a motion says what the
// administration proposes, the council decides on that, and to count both would plan and
// pay one post twice. Each change of an answering paper stands for one ask of a motion,
// the most like it: of the same grade before the same unit before the same share, and for
// the same post where it is recorded twice in other words. What the papers have no change for is still asked for.
func Met(changes []staffing.PostChange, answers []Answer) map[string]string {
	papers := map[string][]string{}
	for _, a := range answers {
		for _, motion := range a.Motions {
			papers[motion] = append(papers[motion], a.Paper)
		}
	}
	motions := make([]string, 0, len(papers))
	for motion := range papers {
		motions = append(motions, motion)
	}
	slices.Sort(motions)
	met := map[string]string{}
	for _, motion := range motions {
		askDone, given := map[int]bool{}, map[int]bool{}
		for _, p := range pairs(changes, motion, papers[motion]) {
			if ask := changes[p.ask].ID; !askDone[p.ask] && !given[p.given] && met[ask] == "" {
				askDone[p.ask], given[p.given] = true, true
				met[ask] = changes[p.given].ID
				meetAgain(changes, motion, changes[p.ask], met)
			}
		}
	}
	return met
}

// meetAgain lets what stands for an ask stand for the same post too where it is recorded a
// second time in other words, such as "Antrag 864/2015, 908/2015".
func meetAgain(changes []staffing.PostChange, motion string, ask staffing.PostChange, met map[string]string) {
	for _, c := range changes {
		again := c.Stage == staffing.Asked && c.Kind == ask.Kind && c.Paper != ask.Paper && council.CitesMotion(c.Paper, motion)
		if again && likeness(c, ask) == 7 && c.From == ask.From && met[c.ID] == "" {
			met[c.ID] = met[ask.ID]
		}
	}
}

// pairs are all asks of a motion with all changes that may stand for them, the most alike first.
func pairs(changes []staffing.PostChange, motion string, papers []string) []pair {
	var list []pair
	for i, ask := range changes {
		if ask.Stage != staffing.Asked || !council.CitesMotion(ask.Paper, motion) {
			continue
		}
		for j, g := range changes {
			answers := slices.ContainsFunc(papers, func(p string) bool { return council.SamePaper(p, g.Paper) })
			if answers && adds(ask.Kind) == adds(g.Kind) && (adds(ask.Kind) || ask.Kind == g.Kind) {
				list = append(list, pair{i, j, likeness(ask, g)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b pair) int {
		return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(changes[a.ask].ID, changes[b.ask].ID), cmp.Compare(changes[a.given].ID, changes[b.given].ID))
	})
	return list
}

// adds reports whether a change brings staff, in the plan or outside of it: what is asked
// for as a post may be given as an authorisation.
func adds(k staffing.ChangeKind) bool { return k == staffing.Create || k == staffing.Authorise }

func likeness(a, b staffing.PostChange) int {
	n := 0 // 7: all three
	for i, same := range []bool{a.Share == b.Share, a.Unit == b.Unit, a.Grade == b.Grade} {
		if same {
			n += 1 << i
		}
	}
	return n
}

// Without returns the changes that count: those that are not met by another one.
func Without(changes []staffing.PostChange, met map[string]string) []staffing.PostChange {
	return slices.DeleteFunc(slices.Clone(changes), func(c staffing.PostChange) bool { return met[c.ID] != "" })
}

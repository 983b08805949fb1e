// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/exchange/oparl"
)

// taken begins the keys of entries that were taken from another council system. They
// have their canonical address there and are not given out again.
const taken = "oparl-"

func own(key string) bool { return !strings.HasPrefix(key, taken) }

// Addresses below the base. They are made of keys that never change.

func organizationAt(key string) string { return "organization/" + url.PathEscape(key) }
func meetingAt(key string) string      { return "meeting/" + url.PathEscape(key) }
func paperAt(key string) string        { return "paper/" + url.PathEscape(key) }

func (p *publication) bodyAt() string { return "body/" + url.PathEscape(string(p.city.Key)) }

// itemAt is the address of an item of an agenda: its number, which stays when items
// are put between, or its place where the number is not one of its own.
func itemAt(key string, s council.Sitting, i int) string {
	name := s.Agenda[i].Number
	same := 0
	for _, other := range s.Agenda {
		if other.Number == name {
			same++
		}
	}
	if name == "" || same > 1 {
		name = "n" + strconv.Itoa(i+1)
	}
	return "agenda-item/" + url.PathEscape(key) + "/" + url.PathEscape(name)
}

// consultationAt is the address of a station of a paper: committee and step, with a
// number where it comes there more than once.
func consultationAt(key string, paper council.Paper, i int) string {
	c, before := paper.Order[i], 0
	for _, other := range paper.Order[:i] {
		if other.Committee == c.Committee && other.Step == c.Step {
			before++
		}
	}
	name := c.Committee + "-" + string(c.Step)
	if before > 0 {
		name += "-" + strconv.Itoa(before+1)
	}
	return "consultation/" + url.PathEscape(key) + "/" + url.PathEscape(name)
}

func fileAt(key string, i int) string {
	return "file/" + url.PathEscape(key) + "/" + strconv.Itoa(i+1)
}

func textAt(key string) string { return "file/" + url.PathEscape(key) + "/text" }

// locationAt is the address of a place: what it is called makes it.
func locationAt(place string) string {
	sum := sha256.Sum256([]byte(place))
	return "location/" + hex.EncodeToString(sum[:8])
}

func (p *publication) url(at string) string { return p.city.Base + "/" + at }

// shownCommittee are the objects that a version of a committee makes public.
func (p *publication) shownCommittee(key string, c council.Committee) map[string]oparl.Type {
	if c.Withdrawn || c.Example {
		return nil
	}
	return map[string]oparl.Type{organizationAt(key): oparl.Organization}
}

// publicCommittee reports whether a committee sits in public now.
func (p *publication) publicCommittee(key string) bool {
	c, ok := p.committees.now(key)
	return ok && c.Public && !c.Withdrawn && !c.Example
}

// onceWas reports whether a committee sat in public in any version.
func (p *publication) onceWas(key string) bool {
	return slices.ContainsFunc(p.committees[key], func(v version[council.Committee]) bool { return v.is.Public && !v.is.Example })
}

// shownSitting are the objects that a version of a sitting makes public: itself, its
// public items and its place.
func (p *publication) shownSitting(key string, s council.Sitting) map[string]oparl.Type {
	if s.Withdrawn || s.Example || !p.onceWas(s.Committee) {
		return nil
	}
	all := map[string]oparl.Type{meetingAt(key): oparl.Meeting}
	for i, item := range s.Agenda {
		if item.Public {
			all[itemAt(key, s, i)] = oparl.AgendaItem
		}
	}
	if s.Place != "" && p.publicCommittee(s.Committee) {
		all[locationAt(s.Place)] = oparl.Location
	}
	return all
}

// shownPaper are the objects that a version of a paper makes public.
func (p *publication) shownPaper(key string, paper council.Paper) map[string]oparl.Type {
	if !openPaper(paper) {
		return nil
	}
	all := map[string]oparl.Type{paperAt(key): oparl.Paper}
	for i, c := range paper.Order {
		if c.Public {
			all[consultationAt(key, paper, i)] = oparl.Consultation
		}
	}
	for i, a := range paper.Attachments {
		if reachable(a.Link) {
			all[fileAt(key, i)] = oparl.File
		}
	}
	if _, there := p.documents[key]; there && paper.Document != "" {
		all[textAt(key)] = oparl.File
	}
	return all
}

// reachable reports an address that others can open.
func reachable(link string) bool {
	u, err := url.Parse(link)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil
}

// sittingOf finds the sitting of a consultation: the one it names, else the only one
// of the committee on its day.
func (p *publication) sittingOf(c council.Consultation) (key string, s council.Sitting, ok bool) {
	if c.Sitting != "" {
		s, ok = p.sittings.now(c.Sitting)
		return c.Sitting, s, ok
	}
	if c.On.IsZero() {
		return "", s, false
	}
	found := 0
	for k := range p.sittings {
		if one, _ := p.sittings.now(k); one.Committee == c.Committee && one.On == c.On && !one.Withdrawn {
			key, s = k, one
			found++
		}
	}
	return key, s, found == 1
}

// related are the papers that a paper names.
func related(p council.Paper) []string {
	all := slices.Clone(p.Answers)
	for _, other := range []string{p.Replaces, p.Supplements} {
		if other != "" {
			all = append(all, other)
		}
	}
	return all
}

// reference is the address of an object of an entry: here, or where it was taken from;
// empty where it is not public.
func (p *publication) reference(key, at, source string) string {
	if !own(key) {
		if reachable(source) {
			return source
		}
		return ""
	}
	if one, there := p.stamps[at]; !there || !one.live {
		return ""
	}
	return p.url(at)
}

func (p *publication) committeeURL(key string) string {
	c, _ := p.committees.now(key)
	return p.reference(key, organizationAt(key), c.Source)
}

func (p *publication) paperURL(key string) string {
	paper, _ := p.papers.now(key)
	return p.reference(key, paperAt(key), paper.Source)
}

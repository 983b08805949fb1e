// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"net/url"
	"slices"
	"strconv"

	"planraum/internal/exchange/oparl"
)

// saved is a page of a list in a saved file.
type saved struct {
	name string // of the document
	oparl.Reading
	list int // number of the list that it belongs to
}

// file reads the documents of a saved file.
func (c *crawl) file(documents []oparl.Document) {
	var pages []saved
	for _, d := range documents {
		if c.stop = c.ctx.Err(); c.stop != nil {
			return
		}
		r := c.understand(d.Content, "", d.Name, "")
		r.Faults = slices.DeleteFunc(r.Faults, func(f oparl.Fault) bool { return f.Wrong == oparl.NoPagination }) // saved lists need none
		c.run.Documents++
		c.report(c.run.Documents)
		c.add(r)
		if r.List {
			pages = append(pages, saved{d.Name, r, len(pages)})
		}
	}
	c.lacking(pages)
}

// lacking tells what pages of lists say that the file does not keep: a next page that is not
// in it, and a number of objects that is another one.
func (c *crawl) lacking(pages []saved) {
	for i, p := range pages {
		if p.Next == "" {
			continue
		}
		at := oparl.Fault{Object: p.name, Type: p.of(), Field: "links.next", Value: p.Next}
		switch j := slices.IndexFunc(pages, p.before); {
		case j < 0:
			at.Wrong = oparl.Unresolved
			c.endless(at)
		case pages[j].list == pages[i].list:
			at.Wrong = oparl.Loop
			c.endless(at)
		default:
			for k, from := range pages {
				if from.list == pages[j].list && k != j {
					pages[k].list = pages[i].list
				}
			}
			pages[j].list = pages[i].list
		}
	}
	for i, first := range pages {
		if slices.ContainsFunc(pages[:i], func(p saved) bool { return p.list == first.list }) {
			continue
		}
		total, count := -1, 0
		for _, p := range pages {
			if p.list == first.list {
				total, count = max(total, p.Total), count+p.Elements
			}
		}
		if total >= 0 && total != count {
			c.run.fault(oparl.Fault{Object: first.name, Type: first.of(), Field: "pagination.totalElements", Wrong: oparl.WrongCount, Value: strconv.Itoa(total), Taken: strconv.Itoa(count)})
		}
	}
}

// of is the type of the objects of the page; empty where it has none.
func (p saved) of() oparl.Type {
	for _, o := range p.Objects {
		if len(p.Own) > 0 && o.ID == p.Own[0] {
			return o.Type
		}
	}
	return ""
}

// before reports whether a page comes after this one: by its own address, by the address
// of the page before it, else by its number in a list of as many objects of the same type.
func (p saved) before(next saved) bool {
	switch {
	case next.Self != "":
		return sameAddress(next.Self, p.Next)
	case next.Prev != "" && p.Self != "":
		return sameAddress(next.Prev, p.Self)
	}
	return p.Page > 0 && next.Page == p.Page+1 && next.Total == p.Total && next.of() == p.of()
}

// sameAddress compares addresses whatever the order of their parameters.
func sameAddress(a, b string) bool {
	u, err := url.Parse(a)
	v, other := url.Parse(b)
	if err != nil || other != nil {
		return a == b
	}
	return u.Host == v.Host && u.EscapedPath() == v.EscapedPath() && u.Query().Encode() == v.Query().Encode()
}

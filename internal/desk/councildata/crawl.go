// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"bytes"
	"context"
	"net/url"
	"slices"
	"strconv"
	"time"

	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
)

// Bounds of one import. Real council systems have some 100,000 objects.
const (
	mostDocuments = 50_000
	mostObjects   = 1_000_000
	mostResolved  = 500 // references that are fetched one by one
)

// validator is what is needed to ask for a document only where it has changed.
type validator struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
	Next         string `json:"next,omitempty"` // page after it
	// Body is the document itself where it is no list.
	Body []byte `json:"body,omitempty"`
}

// crawl is one import while it reads.
type crawl struct {
	ctx     context.Context
	at      time.Time
	fetch   Fetcher // nil: a file is read
	run     *Run
	since   time.Time
	seen    map[string]validator // from the last run
	now     map[string]validator // for the next one
	objects map[string]oparl.Object
	order   []string // of objects
	lists   map[string]bool
	report  func(documents int)
	stop    error // why nothing more is read: the import was cancelled
}

// from reads what stands at an address, and all that it leads to.
func (c *crawl) from(address string) error {
	first, ok, err := c.document(address, "", oparl.Fault{Object: address})
	if !ok {
		return err
	}
	c.add(first.Reading)
	switch {
	case first.List:
		c.pages(address, "", first)
		for _, id := range slices.Clone(c.order) {
			c.lead(id)
		}
	case len(first.Own) > 0:
		c.lead(first.Own[0])
	default:
		return fault.New(fault.Invalid, "councildata.from("+address+")",
			"Unter "+address+" steht nichts, was nach OParl zu lesen ist.", "There is nothing at "+address+" that can be read as OParl.")
	}
	return c.stop
}

// lead follows the lists of a system or a body.
func (c *crawl) lead(id string) {
	o := c.objects[id]
	switch o.Type {
	case oparl.System:
		before := len(c.order)
		c.list(o, "body", oparl.Body)
		for _, body := range slices.Clone(c.order[before:]) {
			c.lead(body)
		}
	case oparl.Body:
		// Lists of persons and memberships are not even asked for.
		for _, l := range []struct {
			field string
			of    oparl.Type
		}{
			{"organization", oparl.Organization},
			{"meeting", oparl.Meeting},
			{"paper", oparl.Paper},
			{"agendaItem", oparl.AgendaItem},
			{"consultation", oparl.Consultation},
			{"file", oparl.File},
			{"locationList", oparl.Location},
		} {
			c.list(o, l.field, l.of)
		}
	}
}

// list reads an external list of an object.
func (c *crawl) list(o oparl.Object, field string, of oparl.Type) {
	to := o.Text(field)
	if to == "" || c.lists[to] || c.stop != nil {
		return
	}
	c.lists[to] = true
	if of != oparl.Body {
		to = c.changedSince(to)
	}
	first, ok, _ := c.document(to, of, oparl.Fault{Object: o.ID, Type: o.Type, Field: field})
	if ok {
		c.add(first.Reading)
		c.pages(to, of, first)
	}
}

// changedSince is the address of a list with only what has changed.
func (c *crawl) changedSince(address string) string {
	u, err := url.Parse(address)
	if err != nil || c.since.IsZero() {
		return address
	}
	q := u.Query()
	q.Set("modified_since", oparl.Moment(c.since))
	u.RawQuery = q.Encode()
	return u.String()
}

// pages reads the pages of a list after its first. A list that runs in a circle or repeats
// a page has no end: what comes after it is not known, and the import is not complete.
func (c *crawl) pages(address string, of oparl.Type, page document) {
	read, known := map[string]bool{address: true}, map[string]spotted{}
	note(known, address, page)
	list, total, count, unchanged := address, page.Total, page.Elements, page.unchanged
	for page.Next != "" && c.stop == nil {
		if read[page.Next] {
			c.endless(oparl.Fault{Object: address, Type: of, Field: "links.next", Wrong: oparl.Loop, Value: page.Next})
			return
		}
		read[page.Next] = true
		next, ok, _ := c.document(page.Next, of, oparl.Fault{Object: address, Type: of, Field: "links.next"})
		if !ok {
			return
		}
		address, page = page.Next, next
		twice := note(known, address, page)
		if len(twice) == len(page.Own) && !page.unchanged && (page.Next != "" || len(page.Own) > 0) {
			c.endless(oparl.Fault{Object: address, Type: of, Field: "data", Wrong: oparl.Repeated, Value: list})
			return
		}
		for _, f := range twice {
			f.Type = of
			c.run.fault(f)
		}
		c.add(page.Reading)
		count, unchanged = count+page.Elements, unchanged || page.unchanged
	}
	if total >= 0 && total != count && !unchanged && c.stop == nil {
		c.run.fault(oparl.Fault{Object: list, Type: of, Field: "pagination.totalElements", Wrong: oparl.WrongCount, Value: strconv.Itoa(total), Taken: strconv.Itoa(count)})
	}
}

// endless notes a list that does not come to its end.
func (c *crawl) endless(f oparl.Fault) {
	c.run.fault(f)
	c.run.Complete = false
}

// spotted is an object of a list with the page on which it stands.
type spotted struct {
	page   string
	object oparl.Object
}

// note keeps which objects stand on a page, and returns those that stood on another one
// before, as faults that name both and say which is taken.
func note(known map[string]spotted, address string, page document) []oparl.Fault {
	objects := map[string]oparl.Object{}
	for _, o := range page.Objects {
		objects[o.ID] = oparl.Join(objects[o.ID], o)
	}
	var twice []oparl.Fault
	for _, id := range page.Own {
		now := spotted{address, objects[id]}
		before, there := known[id]
		if there && before.page != address {
			twice = append(twice, oparl.Twice(id, "", before.page, before.object, address, now.object))
		}
		if !there || oparl.Better(before.object, now.object) {
			known[id] = now
		}
	}
	return twice
}

// document is what was read of one.
type document struct {
	oparl.Reading
	unchanged bool // since the last run; of a list nothing was read
}

// document fetches and reads one document. Where that fails it notes the fault at
// the place that led there, and the import is not complete.
func (c *crawl) document(address string, of oparl.Type, at oparl.Fault) (document, bool, error) {
	if err := c.ctx.Err(); err != nil {
		c.stop = err
		return document{}, false, err
	}
	if c.run.Documents >= mostDocuments || len(c.objects) >= mostObjects {
		at.Wrong, at.Value = oparl.TooMuch, address
		c.run.fault(at)
		c.run.Complete = false
		return document{}, false, nil
	}
	known := c.seen[address]
	got, err := c.fetch.Fetch(c.ctx, Wanted{URL: address, ETag: known.ETag, LastModified: known.LastModified})
	if err != nil {
		if c.stop = c.ctx.Err(); c.stop != nil {
			return document{}, false, c.stop
		}
		at.Wrong, at.Value = oparl.DeadLink, fault.SayOf(err).De
		c.run.fault(at)
		c.run.Complete = false
		return document{}, false, err
	}
	c.run.Documents++
	c.report(c.run.Documents)
	if got.Unchanged {
		c.now[address] = known
		if known.Body == nil {
			return document{oparl.Reading{List: true, Next: known.Next, Total: -1}, true}, true, nil
		}
		got.Content = known.Body
	}
	if got.URL == "" {
		got.URL = address
	}
	reading := c.understand(got.Content, got.Media, got.URL, of)
	if slices.ContainsFunc(reading.Faults, func(f oparl.Fault) bool { return f.Wrong == oparl.NotJSON }) {
		c.run.Complete = false // what stands there is not known
	}
	c.remember(address, got, reading)
	return document{reading, got.Unchanged}, true, nil
}

// understand reads a document; dates that cannot be are left out and told.
func (c *crawl) understand(content []byte, media, address string, of oparl.Type) oparl.Reading {
	r := oparl.ReadAs(content, media, address, of)
	for i, o := range r.Objects {
		good, told := oparl.Doubt(o, c.at)
		r.Objects[i] = good
		r.Faults = append(r.Faults, told...)
	}
	return r
}

// remember keeps what allows to ask for a document only where it has changed. Lists
// of what changed since a moment are never asked for twice.
func (c *crawl) remember(address string, got Fetched, r oparl.Reading) {
	if got.Unchanged || got.ETag == "" && got.LastModified == "" || len(c.now) >= mostSeen || len(r.Faults) > 0 {
		return // what was faulty is read again, so that its faults are told again
	}
	if u, err := url.Parse(address); err != nil || u.Query().Has("modified_since") {
		return
	}
	v := validator{ETag: got.ETag, LastModified: got.LastModified, Next: r.Next}
	if !r.List {
		if len(got.Content) > mostSeenBody {
			return
		}
		v.Body = bytes.Clone(got.Content)
	}
	c.now[address] = v
}

// How many documents are remembered, and how large one may be that is no list.
const (
	mostSeen     = 2000
	mostSeenBody = 16 << 10
)

// add takes what was read. Of an object that comes more than once, embedded and alone or
// twice in a list, the better one is taken, filled in with what only the other one says.
func (c *crawl) add(r oparl.Reading) {
	c.run.Persons += r.Persons
	for _, f := range r.Faults {
		c.run.fault(f)
	}
	for _, o := range r.Objects {
		before, known := c.objects[o.ID]
		if !known {
			c.order = append(c.order, o.ID)
		}
		c.objects[o.ID] = oparl.Join(before, o)
	}
}

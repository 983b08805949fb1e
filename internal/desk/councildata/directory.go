// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/exchange/oparl"
	"planraum/internal/fault"
)

// City is what the interface says of the city and of itself.
type City struct {
	Name    string
	Key     area.ID // official municipality key (AGS)
	Base    string  // address of the interface, without a slash at its end
	Website string  // of the city; empty: unknown
	Licence string  // address of the licence of the data; empty: unknown
	AsOf    period.Date
}

// Lists are the lists of a body by the last part of their address.
var Lists = map[string]oparl.Type{
	"organizations": oparl.Organization, "people": oparl.Person, "meetings": oparl.Meeting, "papers": oparl.Paper,
	"agenda-items": oparl.AgendaItem, "consultations": oparl.Consultation, "files": oparl.File, "locations": oparl.Location,
	"legislative-terms": oparl.LegislativeTerm, "memberships": oparl.Membership,
}

// Directory is all that is public at a moment, as objects of OParl.
type Directory struct {
	city     City
	position int64
	objects  map[string]oparl.Object // by address below the base
	lists    map[string][]oparl.Object
	files    map[string]Issued
}

// Object returns an object by its address below the base, such as "paper/x".
func (d *Directory) Object(at string) (oparl.Object, bool) { o, ok := d.objects[at]; return o, ok }

// List returns a list by its address below the base, in the order in which objects
// appeared. It must not be changed.
func (d *Directory) List(at string) ([]oparl.Object, bool) { l, ok := d.lists[at]; return l, ok }

// File returns the content of a file that is given out here.
func (d *Directory) File(at string) (Issued, bool) { f, ok := d.files[at]; return f, ok }

// keptDirectories bounds how many addresses and days a desk keeps answers for.
const keptDirectories = 4

// Public returns what is public of the city's council work. It reads what anybody may
// see, whoever asks.
func (d *Desk) Public(ctx context.Context, c City) (*Directory, error) {
	const op = "councildata.Public"
	position, err := d.books.Position(ctx)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, one := range d.kept {
		if one.city == c && one.position == position {
			return one, nil
		}
	}
	one, err := d.gather(ctx, c)
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	one.position = position
	d.kept = append(d.kept, one)
	if len(d.kept) > keptDirectories {
		d.kept = d.kept[1:]
	}
	return one, nil
}

// publication is what is being made public.
type publication struct {
	city       City
	committees entries[council.Committee]
	sittings   entries[council.Sitting]
	papers     entries[council.Paper]
	stamps     stamps
	out        *Directory
	documents  map[string]Issued // by paper
}

func (d *Desk) gather(ctx context.Context, c City) (*Directory, error) {
	p := &publication{city: c, stamps: stamps{}, documents: map[string]Issued{}, out: &Directory{
		city: c, objects: map[string]oparl.Object{}, lists: map[string][]oparl.Object{}, files: map[string]Issued{},
	}}
	var err error
	if p.committees, err = load[council.Committee](ctx, d.books, register.Committee, c.AsOf); err != nil {
		return nil, err
	}
	if p.sittings, err = load[council.Sitting](ctx, d.books, register.Sitting, c.AsOf); err != nil {
		return nil, err
	}
	if p.papers, err = load[council.Paper](ctx, d.books, register.Paper, c.AsOf); err != nil {
		return nil, err
	}
	if err := p.texts(ctx, d.Documents); err != nil {
		return nil, err
	}
	p.appear()
	p.make()
	return p.out, nil
}

func load[T any](ctx context.Context, b Books, kind register.Kind, asOf period.Date) (entries[T], error) {
	chronicle, err := b.Chronicle(ctx, kind)
	if err != nil {
		return nil, err
	}
	return read[T](chronicle, asOf)
}

// texts asks for the texts of papers that are public.
func (p *publication) texts(ctx context.Context, documents Documents) error {
	if documents == nil {
		return nil
	}
	for key := range p.papers {
		paper, _ := p.papers.now(key)
		if !own(key) || !openPaper(paper) || paper.Document == "" {
			continue
		}
		text, there, err := documents(ctx, paper)
		if err != nil {
			return err
		}
		if there {
			p.documents[key] = text
		}
	}
	return nil
}

// appear notes when everything came, changed and went.
func (p *publication) appear() {
	for key, versions := range p.committees {
		if own(key) {
			publish(p.stamps, versions, func(c council.Committee) map[string]oparl.Type { return p.shownCommittee(key, c) })
		}
	}
	for key, versions := range p.sittings {
		if own(key) {
			publish(p.stamps, versions, func(s council.Sitting) map[string]oparl.Type { return p.shownSitting(key, s) })
		}
	}
	for key, versions := range p.papers {
		if own(key) {
			publish(p.stamps, versions, func(one council.Paper) map[string]oparl.Type { return p.shownPaper(key, one) })
		}
	}
	p.hide()
	p.meet()
}

// hide takes back sittings of committees that are not public any more.
func (p *publication) hide() {
	for key := range p.sittings {
		sitting, _ := p.sittings.now(key)
		if !own(key) || p.publicCommittee(sitting.Committee) {
			continue
		}
		for at := range p.shownSitting(key, sitting) {
			one, there := p.stamps[at]
			if there && one.kind != oparl.Location {
				one.live = false
				p.stamps[at] = one
				p.stamps.touch(at, p.committees.changed(sitting.Committee))
			}
		}
	}
}

// meet dates what papers and sittings say of each other: an item changes with its
// paper, a consultation with its sitting, and both with what they are embedded in.
func (p *publication) meet() {
	type pair struct{ at, with string }
	var pairs []pair
	for key := range p.sittings {
		sitting, _ := p.sittings.now(key)
		for i, item := range sitting.Agenda {
			if item.Paper != "" && own(item.Paper) {
				pairs = append(pairs, pair{itemAt(key, sitting, i), paperAt(item.Paper)}, pair{meetingAt(key), paperAt(item.Paper)})
			}
		}
	}
	for key := range p.papers {
		paper, _ := p.papers.now(key)
		for i, c := range paper.Order {
			if met, _, ok := p.sittingOf(c); ok {
				pairs = append(pairs, pair{consultationAt(key, paper, i), meetingAt(met)}, pair{paperAt(key), meetingAt(met)})
			}
		}
		for _, other := range related(paper) {
			pairs = append(pairs, pair{paperAt(key), paperAt(other)})
		}
	}
	before := map[string]time.Time{}
	for at, one := range p.stamps {
		before[at] = one.modified
	}
	for _, one := range pairs {
		p.stamps.touch(one.at, before[one.with])
	}
}

// make makes the objects, those that are gone as deleted ones.
func (p *publication) make() {
	for at, one := range p.stamps {
		o := oparl.Object{Type: one.kind, ID: p.url(at), Created: one.created, Modified: one.modified, Deleted: !one.live}
		p.out.objects[at] = o
		if o.Deleted {
			p.list(o)
		}
	}
	p.places()
	for key := range p.committees {
		p.committee(key)
	}
	for key := range p.papers {
		p.paper(key)
	}
	for key := range p.sittings {
		p.sitting(key)
	}
	p.body()
	for _, list := range p.out.lists {
		slices.SortFunc(list, func(a, b oparl.Object) int { return cmp.Or(a.Created.Compare(b.Created), strings.Compare(a.ID, b.ID)) })
	}
}

// list adds an object to the list of its type.
func (p *publication) list(o oparl.Object) {
	for name, kind := range Lists {
		if kind == o.Type {
			at := p.bodyAt() + "/" + name
			p.out.lists[at] = append(p.out.lists[at], o)
		}
	}
}

// put fills in a live object and lists it; false where it is not public.
func (p *publication) put(at string, fields map[string]any) (oparl.Object, bool) {
	o, ok := p.out.objects[at]
	if !ok || o.Deleted {
		return o, false
	}
	o.Fields = fields
	for name, v := range fields {
		if s, is := v.(string); v == nil || is && s == "" {
			delete(fields, name)
		}
	}
	p.out.objects[at] = o
	p.list(o)
	return o, true
}

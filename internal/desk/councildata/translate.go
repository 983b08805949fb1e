// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"slices"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/exchange/oparl"
)

// committee translates an organization; missing names what it lacks.
func (w *world) committee(id string) (c council.Committee, missing string) {
	o := w.objects[id]
	kind, _ := committeeKind(o)
	c = council.Committee{
		Key: w.keys[id], Name: o.Text("name"), Kind: kind, From: day(o.Text("startDate")), Until: day(o.Text("endDate")), Source: id, Withdrawn: o.Deleted, TermsUnknown: true,
	}
	if c.Name == "" {
		c.Name = o.Text("shortName")
	}
	if c.Name == "" {
		return c, "name"
	}
	return c, ""
}

func day(s string) period.Date {
	d, err := period.ParseDate(s)
	if err != nil {
		return period.Date{}
	}
	return d
}

// sitting translates a meeting.
func (w *world) sitting(id string) (s council.Sitting, missing string) {
	o := w.objects[id]
	s = council.Sitting{ID: w.keys[id], Committee: firstKey(o.Texts("organization"), w.keys), Source: id, Withdrawn: o.Deleted}
	s.On, s.At = oparl.Clock(o.Text("start"))
	place := w.objects[o.Text("location")]
	s.Place = place.Text("description")
	if s.Place == "" {
		s.Place = place.Text("room")
	}
	treated := false
	for _, item := range w.items[id] {
		if i, ok := w.item(item); ok {
			s.Agenda = append(s.Agenda, i)
			treated = treated || i.Result != "" || i.Resolution != ""
		}
	}
	s.State = sittingState(o, treated)
	if s.Committee == "" {
		s.Committee = w.host(id)
	}
	switch {
	case s.Committee == "" && slices.ContainsFunc(o.Texts("organization"), w.known):
		return s, "organization" // of a body that the register has no place for
	case s.On.IsZero():
		return s, "start"
	}
	return s, "" // without a committee where nobody can be asked which: the rest is of use
}

// known reports whether there is an object with the address.
func (w *world) known(id string) bool { _, there := w.objects[id]; return there }

// host is the committee that all consultations on the agenda of a meeting name; empty
// where they name none or several.
func (w *world) host(meeting string) string {
	found := ""
	for _, item := range w.items[meeting] {
		key := firstKey(w.objects[w.objects[item].Text("consultation")].Texts("organization"), w.keys)
		if key != "" && found != "" && key != found {
			return ""
		}
		if key != "" {
			found = key
		}
	}
	return found
}

// item translates an item of an agenda. Whether it is public is taken as no where it
// is not said.
func (w *world) item(id string) (council.Item, bool) {
	o, there := w.objects[id]
	if !there || o.Deleted || o.Text("name") == "" && o.Text("number") == "" {
		return council.Item{}, false
	}
	public, _ := o.Is("public")
	consultation := w.objects[o.Text("consultation")]
	return council.Item{
		Number: o.Text("number"), Title: o.Text("name"), Public: public, Paper: w.keys[consultation.Text("paper")], Role: step(consultation.Text("role")),
		Result: result(o.Text("result")), Resolution: o.Text("resolutionText"),
	}, true
}

// paper translates a paper.
func (w *world) paper(id string) (p council.Paper, missing string) {
	o := w.objects[id]
	p = council.Paper{
		ID: w.keys[id], Reference: o.Text("reference"), Type: paperType(o.Text("paperType")), Title: o.Text("name"), On: day(o.Text("date")),
		State: council.Issued, Source: id, Withdrawn: o.Deleted,
	}
	if p.Type.Asked() {
		p.State = council.Received
	}
	for _, lead := range o.Texts("underDirectionOf") {
		if name := w.objects[lead].Text("name"); p.Lead == "" {
			p.Lead = name
		}
	}
	for _, by := range o.Texts("originatorOrganization") {
		name := w.objects[by].Text("name")
		// One group has an object for each term of the council; it asks once.
		if name != "" && !slices.ContainsFunc(p.By, func(have string) bool { return plain(have) == plain(name) }) {
			p.By = append(p.By, name)
		}
	}
	for _, c := range w.order[id] {
		if station, decided, ok := w.station(c); ok {
			p.Order = append(p.Order, station)
			if decided && p.State == council.Issued {
				p.State = council.Decided
			}
		}
	}
	for _, f := range append(o.Texts("mainFile"), o.Texts("auxiliaryFile")...) {
		file := w.objects[f]
		if link := file.Text("accessUrl"); link != "" && !file.Deleted {
			p.Attachments = append(p.Attachments, council.Attachment{Title: fileName(file), Link: link})
		}
	}
	if p.Title == "" {
		p.Title = p.Reference
	}
	if p.Title == "" {
		return p, "name"
	}
	return p, ""
}

func fileName(file oparl.Object) string {
	for _, field := range []string{"name", "fileName", "accessUrl"} {
		if name := file.Text(field); name != "" {
			return name
		}
	}
	return ""
}

// station translates a consultation; decided says that the deciding committee has
// accepted it. One whose committee nobody knows stays a station: without it a paper
// that is dealt with in private would look public.
func (w *world) station(id string) (c council.Consultation, decided, ok bool) {
	o, there := w.objects[id]
	if !there || o.Deleted {
		return c, false, false
	}
	item := w.objects[o.Text("agendaItem")]
	at := o.Text("meeting")
	if at == "" {
		at = item.Text("meeting")
	}
	meeting := w.objects[at]
	c = council.Consultation{Committee: firstKey(o.Texts("organization"), w.keys), Step: step(o.Text("role")), Sitting: w.keys[at], Result: result(item.Text("result"))}
	if c.Committee == "" {
		c.Committee = firstKey(meeting.Texts("organization"), w.keys)
	}
	c.On, _ = oparl.Clock(meeting.Text("start"))
	c.Public, _ = item.Is("public")
	authoritative, _ := o.Is("authoritative")
	if c.Step == "" && authoritative {
		c.Step = council.Decision
	}
	decided = (authoritative || c.Step == council.Decision) && (c.Result == council.Accepted || c.Result == council.Amended)
	return c, decided, true
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"planraum/internal/city/council"
	"planraum/internal/exchange/oparl"
	"planraum/internal/text"
)

// committee makes the organization of a committee.
func (p *publication) committee(key string) {
	c, _ := p.committees.now(key)
	if !own(key) {
		return
	}
	at := organizationAt(key)
	fields := map[string]any{
		"body": p.url(p.bodyAt()), "name": c.Name, "shortName": key, "organizationType": organizationType(c.Kind),
		"classification": c.Kind.Label().In(text.De), "startDate": c.From.String(), "endDate": c.Until.String(),
		"meeting": p.url(at) + "/meetings", "consultation": p.url(at) + "/consultations",
	}
	if _, ok := p.put(at, fields); ok {
		for _, list := range []string{"/meetings", "/consultations"} {
			p.out.lists[at+list] = []oparl.Object{}
		}
	}
}

// organizationType is the kind in the words that the specification proposes.
func organizationType(k council.CommitteeKind) string {
	switch k {
	case council.Plenary:
		return "Hauptorgan"
	case council.Fraction:
		return "Fraktion"
	}
	return "Gremium"
}

// meetingStates are the states of sittings in the words of the specification.
var meetingStates = map[council.SittingState]string{
	council.Planned: "terminiert", council.Invited: "eingeladen", council.Held: "durchgeführt", council.Cancelled: "abgesagt",
}

// places makes the places of sittings.
func (p *publication) places() {
	for key := range p.sittings {
		s, _ := p.sittings.now(key)
		if at := locationAt(s.Place); s.Place != "" && p.out.objects[at].Fields == nil {
			p.put(at, map[string]any{"description": s.Place, "bodies": []string{p.url(p.bodyAt())}})
		}
	}
}

// sitting makes the meeting of a sitting with its public items.
func (p *publication) sitting(key string) {
	s, _ := p.sittings.now(key)
	at := meetingAt(key)
	if o, there := p.out.objects[at]; !own(key) || !there || o.Deleted {
		return
	}
	c, _ := p.committees.now(s.Committee)
	fields := map[string]any{
		"name": c.Name, "meetingState": meetingStates[s.State], "cancelled": s.State == council.Cancelled,
	}
	if start, ok := oparl.Start(s.On, s.At); ok {
		fields["start"] = start
	} else if !s.On.IsZero() { // start is a moment: without its time it would say midnight
		fields["name"] = c.Name + ", Sitzung am " + s.On.In(text.De) + " (Uhrzeit unbekannt)"
	}
	if to := p.committeeURL(s.Committee); to != "" {
		fields["organization"] = []string{to}
	}
	if place, there := p.out.objects[locationAt(s.Place)]; there && !place.Deleted {
		fields["location"] = place
	}
	if items := p.items(key, s); len(items) > 0 {
		fields["agendaItem"] = items
	}
	if o, ok := p.put(at, fields); ok && own(s.Committee) {
		list := organizationAt(s.Committee) + "/meetings"
		p.out.lists[list] = append(p.out.lists[list], o)
	}
}

// items makes the public items of an agenda; others are not named.
func (p *publication) items(key string, s council.Sitting) []oparl.Object {
	var all []oparl.Object
	for i, item := range s.Agenda {
		if !item.Public {
			continue
		}
		fields := map[string]any{
			"meeting": p.url(meetingAt(key)), "number": item.Number, "order": int64(len(all)), "name": item.Title, "public": true,
			"result": item.Result.Label().In(text.De), "resolutionText": item.Resolution, "consultation": p.consultationFor(key, s, item),
		}
		if o, ok := p.put(itemAt(key, s, i), fields); ok {
			all = append(all, o)
		}
	}
	return all
}

// consultationFor is the address of the public consultation that an item carries out.
func (p *publication) consultationFor(key string, s council.Sitting, item council.Item) string {
	paper, ok := p.papers.now(item.Paper)
	if !ok || !own(item.Paper) {
		return ""
	}
	for i, c := range paper.Order {
		if met, _, found := p.sittingOf(c); !c.Public || c.Committee != s.Committee || found && met != key || !found && !c.On.IsZero() {
			continue
		}
		at := consultationAt(item.Paper, paper, i)
		if one, there := p.stamps[at]; there && one.live {
			return p.url(at)
		}
	}
	return ""
}

// paper makes a paper with its public consultations and its files.
func (p *publication) paper(key string) {
	paper, _ := p.papers.now(key)
	at := paperAt(key)
	if o, there := p.out.objects[at]; !own(key) || !there || o.Deleted {
		return
	}
	fields := map[string]any{
		"body": p.url(p.bodyAt()), "name": paper.Title, "reference": paper.Reference, "date": paper.On.String(), "paperType": paper.Type.Label().In(text.De),
	}
	p.relations(fields, paper)
	if main, files := p.filesOf(key, paper); main != nil || len(files) > 0 {
		if main != nil {
			fields["mainFile"] = *main
		}
		if len(files) > 0 {
			fields["auxiliaryFile"] = files
		}
	}
	if order := p.order(key, paper); len(order) > 0 {
		fields["consultation"] = order
	}
	p.put(at, fields)
}

// relations names other papers and who brought the paper in, as far as they are
// public.
func (p *publication) relations(fields map[string]any, paper council.Paper) {
	var beside, above, by []string
	for _, other := range related(paper) {
		to := p.paperURL(other)
		switch {
		case to == "":
		case other == paper.Supplements:
			above = append(above, to)
		default:
			beside = append(beside, to)
		}
	}
	for _, name := range paper.By {
		for key := range p.committees {
			if c, _ := p.committees.now(key); c.Name == name && p.committeeURL(key) != "" {
				by = append(by, p.committeeURL(key))
				break
			}
		}
	}
	for name, list := range map[string][]string{"relatedPaper": beside, "superordinatedPaper": above, "originatorOrganization": by} {
		if len(list) > 0 {
			fields[name] = list
		}
	}
}

// order makes the public consultations of a paper.
func (p *publication) order(key string, paper council.Paper) []oparl.Object {
	var all []oparl.Object
	for i, c := range paper.Order {
		if !c.Public {
			continue
		}
		fields := map[string]any{"paper": p.url(paperAt(key)), "authoritative": c.Step == council.Decision, "role": c.Step.Label().In(text.De)}
		to := p.committeeURL(c.Committee)
		if to != "" {
			fields["organization"] = []string{to}
		}
		p.metIn(fields, key, c)
		o, ok := p.put(consultationAt(key, paper, i), fields)
		if !ok {
			continue
		}
		all = append(all, o)
		if to != "" && own(c.Committee) {
			list := organizationAt(c.Committee) + "/consultations"
			p.out.lists[list] = append(p.out.lists[list], o)
		}
	}
	return all
}

// metIn names the meeting and the agenda item of a consultation.
func (p *publication) metIn(fields map[string]any, paper string, c council.Consultation) {
	key, s, ok := p.sittingOf(c)
	if !ok {
		return
	}
	if to := p.reference(key, meetingAt(key), s.Source); to != "" {
		fields["meeting"] = to
	}
	for i, item := range s.Agenda {
		if at := itemAt(key, s, i); item.Paper == paper && item.Public && own(key) {
			if one, there := p.stamps[at]; there && one.live {
				fields["agendaItem"] = p.url(at)
				return
			}
		}
	}
}

// filesOf makes the files of a paper: its text where it is given out, and annexes that
// others can open.
func (p *publication) filesOf(key string, paper council.Paper) (main *oparl.Object, annexes []oparl.Object) {
	if text, there := p.documents[key]; there {
		at := textAt(key)
		fields := map[string]any{
			"name": paper.Title, "fileName": text.Name, "mimeType": text.Media, "date": text.On.String(), "size": int64(len(text.Content)),
			"accessUrl": p.url(at) + "/content", "downloadUrl": p.url(at) + "/download", "paper": []string{p.url(paperAt(key))},
		}
		if o, ok := p.put(at, fields); ok {
			main = &o
			p.out.files[at] = text
		}
	}
	for i, a := range paper.Attachments {
		fields := map[string]any{"name": a.Title, "accessUrl": a.Link, "paper": []string{p.url(paperAt(key))}}
		if o, ok := p.put(fileAt(key, i), fields); ok {
			annexes = append(annexes, o)
		}
	}
	return main, annexes
}

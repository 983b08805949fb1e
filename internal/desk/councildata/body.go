// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"time"

	"planraum/internal/city/council"
	"planraum/internal/exchange/oparl"
)

// body makes the system, the body and their lists.
func (p *publication) body() {
	created, modified := p.span()
	at := p.bodyAt()
	for name := range Lists {
		if p.out.lists[at+"/"+name] == nil {
			p.out.lists[at+"/"+name] = []oparl.Object{}
		}
	}
	fields := map[string]any{
		"system": p.city.Base, "name": p.city.Name, "ags": string(p.city.Key), "legislativeTerm": []oparl.Object{},
		"organization": p.url(at + "/organizations"), "person": p.url(at + "/people"), "meeting": p.url(at + "/meetings"), "paper": p.url(at + "/papers"),
		"agendaItem": p.url(at + "/agenda-items"), "consultation": p.url(at + "/consultations"), "file": p.url(at + "/files"),
		"locationList": p.url(at + "/locations"), "legislativeTermList": p.url(at + "/legislative-terms"), "membership": p.url(at + "/memberships"),
	}
	for name, value := range map[string]string{"website": p.city.Website, "license": p.city.Licence, "mainOrganization": p.plenary()} {
		if value != "" {
			fields[name] = value
		}
	}
	city := oparl.Object{Type: oparl.Body, ID: p.url(at), Created: created, Modified: modified, Fields: fields}
	p.out.objects[at] = city
	p.out.lists["bodies"] = []oparl.Object{city}
	system := map[string]any{"oparlVersion": oparl.Namespace, "body": p.url("bodies"), "name": "Planraum, " + p.city.Name}
	if p.city.Licence != "" {
		system["license"] = p.city.Licence
	}
	p.out.objects[""] = oparl.Object{Type: oparl.System, ID: p.city.Base, Created: created, Modified: modified, Fields: system}
}

// span is from when to when anything changed; without anything the beginning of the
// epoch, so that the answer does not change by itself.
func (p *publication) span() (created, modified time.Time) {
	for _, one := range p.stamps {
		if created.IsZero() || one.created.Before(created) {
			created = one.created
		}
		if one.modified.After(modified) {
			modified = one.modified
		}
	}
	if created.IsZero() {
		created = time.Unix(0, 0).UTC()
		modified = created
	}
	return created, modified
}

// plenary is the address of the council itself, where there is one.
func (p *publication) plenary() string {
	found := ""
	for key := range p.committees {
		c, _ := p.committees.now(key)
		to := p.committeeURL(key)
		if c.Kind != council.Plenary || to == "" {
			continue
		}
		if found != "" {
			return "" // more than one
		}
		found = to
	}
	return found
}

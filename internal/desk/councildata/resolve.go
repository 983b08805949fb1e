// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"net/url"
	"slices"

	"planraum/internal/exchange/oparl"
)

// references are the fields that lead to what the register needs, or that a reader of the
// source follows.
var references = map[oparl.Type][]string{
	oparl.Meeting:      {"organization", "location", "agendaItem"},
	oparl.AgendaItem:   {"meeting", "consultation"},
	oparl.Organization: {"subOrganizationOf"},
	oparl.Paper: {
		"consultation", "underDirectionOf", "originatorOrganization", "mainFile", "auxiliaryFile", "relatedPaper", "superordinatedPaper", "subordinatedPaper",
	},
	oparl.Consultation: {"paper", "meeting", "agendaItem", "organization"},
}

// resolve fetches what objects refer to and no list had, and notes what cannot be
// had. kept is what is known from earlier imports.
func (c *crawl) resolve(kept map[string]oparl.Object) {
	hosts := c.hosts()
	fetched, gone := 0, map[string]bool{}
	for i := 0; i < len(c.order) && c.stop == nil; i++ { // what is fetched comes at the end
		o := c.objects[c.order[i]]
		for _, field := range references[o.Type] {
			for _, to := range o.Texts(field) {
				if _, here := c.objects[to]; here {
					continue
				}
				if _, before := kept[to]; before {
					continue
				}
				at := oparl.Fault{Object: o.ID, Type: o.Type, Field: field, Value: to}
				u, err := url.Parse(to)
				switch {
				case gone[to]:
					at.Wrong = oparl.DeadLink
					c.run.fault(at)
				case c.fetch == nil || err != nil || !slices.Contains(hosts, u.Host) || fetched >= mostResolved:
					at.Wrong = oparl.Unresolved
					c.run.fault(at)
				default:
					fetched++
					gone[to] = !c.single(to, at)
				}
			}
		}
	}
}

// hosts are those from which something was read, so that references lead nowhere
// else.
func (c *crawl) hosts() []string {
	var all []string
	for _, id := range c.order {
		if u, err := url.Parse(id); err == nil && !slices.Contains(all, u.Host) {
			all = append(all, u.Host)
		}
		if len(all) > 4 {
			break
		}
	}
	if u, err := url.Parse(c.run.From); err == nil {
		return slices.DeleteFunc(all, func(h string) bool { return h != u.Host })
	}
	return nil
}

// single fetches one object; false where there is none.
func (c *crawl) single(address string, at oparl.Fault) bool {
	complete := c.run.Complete
	one, ok, _ := c.document(address, "", at)
	c.run.Complete = complete // a dead link does not end a list
	if !ok {
		return false
	}
	c.add(one.Reading)
	if _, here := c.objects[address]; !here {
		at.Wrong = oparl.DeadLink
		c.run.fault(at)
		return false
	}
	return true
}

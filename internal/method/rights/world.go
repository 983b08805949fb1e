// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"github.com/cedar-policy/cedar-go"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
)

// groups are the sets of roles that rules may name as one.
var groups = map[identity.Role][]string{
	identity.Administrator: {"holder"},
	identity.Planner:       {"holder", "office", "recorder", "signing"},
	identity.Coordinator:   {"holder", "office", "recorder", "signing"},
	identity.Steward:       {"holder", "office", "recorder", "signing"},
	identity.TaskForce:     {"holder", "office", "signing"},
	identity.Cosigner:      {"holder", "signing"},
	identity.Provider:      {"holder"},
	identity.Council:       {"holder"},
	identity.Public:        {},
}

// everywhere is the area in which all others lie, and the topic of all topics.
const everywhere = "*"

var (
	grantID    = uid("Grant", "acting")
	resourceID = uid("Resource", "asked")
)

func uid(kind, id string) cedar.EntityUID {
	return cedar.NewEntityUID(cedar.EntityType(kind), cedar.String(id))
}

func set(words []string) cedar.Set {
	values := make([]cedar.Value, len(words))
	for i, w := range words {
		values[i] = cedar.String(w)
	}
	return cedar.NewSet(values...)
}

// still are the entities that are the same in every question: roles, kinds.
var still = func() cedar.EntityMap {
	m := cedar.EntityMap{}
	for role, in := range groups {
		parents := make([]cedar.EntityUID, len(in))
		for i, g := range in {
			parents[i] = uid("Role", g)
		}
		id := uid("Role", string(role))
		m[id] = cedar.Entity{UID: id, Parents: cedar.NewEntityUIDSet(parents...)}
	}
	for kind, family := range families {
		id := uid("Kind", string(kind))
		m[id] = cedar.Entity{UID: id, Parents: cedar.NewEntityUIDSet(uid("Family", family))}
	}
	return m
}()

// world is what a question knows of: one role as it is held, and the resource.
type world struct{ acting, asked, area, topic cedar.Entity }

// newWorld puts a question together. Where the resource lies somewhere, it lies
// where the role is held.
func newWorld(g identity.Grant, r Resource, p identity.Principal) world {
	if r.Somewhere {
		r.Area, r.Above, r.Holder = g.Area, nil, holderOf(g)
		if r.Topic == "" {
			r.Topic = g.Topic
		}
	}
	roles := make([]string, len(p.Grants))
	for i, held := range p.Grants {
		roles[i] = string(held.Role)
	}
	in, topic := areaID(r.Area), topicID(r.Topic)
	w := world{
		acting: cedar.Entity{UID: grantID, Parents: cedar.NewEntityUIDSet(uid("Role", string(g.Role))), Attributes: cedar.NewRecord(cedar.RecordMap{
			"area": areaID(g.Area), "topic": topicID(g.Topic), "holder": cedar.String(g.Holder), "office": cedar.String(g.Office()), "roles": set(roles),
		})},
		asked: cedar.Entity{UID: resourceID, Parents: cedar.NewEntityUIDSet(uid("Kind", string(r.Kind))), Attributes: cedar.NewRecord(cedar.RecordMap{
			"area": in, "topic": topic, "holder": cedar.String(r.Holder), "released": cedar.Boolean(r.Released), "open": cedar.Boolean(r.Open),
		})},
		area: cedar.Entity{UID: in}, topic: cedar.Entity{UID: topic},
	}
	if r.Area != "" {
		above := []cedar.EntityUID{areaID("")}
		for _, a := range r.Above {
			above = append(above, areaID(a))
		}
		w.area.Parents = cedar.NewEntityUIDSet(above...)
	}
	if r.Topic != "" {
		var above []cedar.EntityUID
		for _, t := range r.Topic.Above()[1:] {
			above = append(above, topicID(t))
		}
		w.topic.Parents = cedar.NewEntityUIDSet(above...)
	}
	return w
}

// holderOf is whose things a role calls its own: those of its provider or office.
func holderOf(g identity.Grant) string {
	if g.Holder != "" {
		return g.Holder
	}
	return g.Office()
}

func areaID(id area.ID) cedar.EntityUID {
	if id == "" {
		return uid("Area", everywhere)
	}
	return uid("Area", string(id))
}

func topicID(t identity.Topic) cedar.EntityUID {
	if t == "" {
		return uid("Topic", everywhere)
	}
	return uid("Topic", string(t))
}

// Get returns an entity, as the authorizer asks for it.
func (w world) Get(id cedar.EntityUID) (cedar.Entity, bool) {
	switch id {
	case grantID:
		return w.acting, true
	case resourceID:
		return w.asked, true
	case w.area.UID:
		return w.area, true
	case w.topic.UID:
		return w.topic, true
	}
	e, ok := still[id]
	return e, ok
}

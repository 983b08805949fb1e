// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package rights decides who may do what. The rules stand in readable files
// (policies/*.cedar, the Cedar language); what no rule permits is denied, and
// what a rule forbids stays forbidden whatever else permits it. Every decision
// names its rule and says why. docs/rights.md is its guide.
package rights

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/text"
)

// Version changes with the meaning of the rules' words.
const Version = "1"

// Resource is something that somebody wants to do something to.
type Resource struct {
	Kind Kind
	// Area is where it lies, empty: the whole city; Above are the areas in which
	// that lies, nearest first.
	Area  area.ID
	Above []area.ID
	// Topic is what it concerns; empty: what its kind concerns.
	Topic identity.Topic
	// Holder is the operator or provider whose record it is; empty: the city's.
	Holder string
	// Released says that it was released for readers outside the offices.
	Released bool
	// Open says that it is for everybody once it is released: a paper that is dealt with
	// in public.
	Open bool
	// Somewhere asks for a list or a form rather than for one thing: whether it
	// may be done in any place that one of the roles is held for.
	Somewhere bool
}

// Decision is what the rules say.
type Decision struct {
	Allowed bool
	// Rule is the rule that decided; where no rule permits it, one that would
	// permit it to somebody else, empty where there is none.
	Rule string
	// Public says that it is allowed as to anybody: what is shown is the edition
	// of the public.
	Public bool
	Why    text.Text // in a sentence
}

// Engine decides by a set of rules. It is safe for use by several goroutines.
type Engine struct {
	rules    []Rule
	policies cedar.PolicyMap

	mu   sync.RWMutex // guards kept
	kept map[question]Decision

	once   sync.Once // makes matrix
	matrix []Line
}

// question is all on which a decision hangs.
type question struct {
	who      string
	action   Action
	kind     Kind
	place    string
	topic    identity.Topic
	holder   string
	released bool
	open     bool
	anywhere bool
}

// mostKept bounds the memory of decisions.
const mostKept = 20_000

// Decide says whether the principal may do the action to the resource. Every
// principal is of the public too.
func (e *Engine) Decide(p identity.Principal, a Action, r Resource) Decision {
	if r.Topic == "" {
		r.Topic = r.Kind.Topic()
	}
	q := question{print(p), a, r.Kind, place(r), r.Topic, r.Holder, r.Released, r.Open, r.Somewhere}
	e.mu.RLock()
	d, ok := e.kept[q]
	e.mu.RUnlock()
	if ok {
		return d
	}
	d = e.decide(p, a, r)
	if !d.Allowed && d.Why == (text.Text{}) {
		d.Rule, d.Why = e.refusal(p, a, r)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.kept == nil || len(e.kept) >= mostKept {
		e.kept = map[question]Decision{}
	}
	e.kept[q] = d
	return d
}

// print tells principals apart as far as rules can.
func print(p identity.Principal) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s|%t|%q|", p.Means, p.Scopes != nil, p.Scopes)
	for _, g := range p.Grants {
		fmt.Fprintf(&b, "%q%q%q%q;", g.Role, g.Area, g.Topic, g.Holder)
	}
	return b.String()
}

func place(r Resource) string {
	var b strings.Builder
	b.WriteString(string(r.Area))
	for _, a := range r.Above {
		b.WriteByte('<')
		b.WriteString(string(a))
	}
	return b.String()
}

// decide asks the rules for each role that is held, and for the public. What is
// forbidden to one of the roles is forbidden.
func (e *Engine) decide(p identity.Principal, a Action, r Resource) Decision {
	grants := append(slices.Clone(p.Grants), identity.Grant{Role: identity.Public})
	var allowed Decision
	for _, g := range grants {
		verdict, by := e.ask(p, g, a, r)
		switch {
		case verdict == forbidden:
			return Decision{Rule: by.ID, Why: by.Sentence}
		case verdict == permitted && !allowed.Allowed:
			allowed = Decision{Allowed: true, Rule: by.ID, Why: by.Sentence, Public: g.Role == identity.Public}
		}
	}
	return allowed
}

type verdict int

const (
	silent verdict = iota // no rule speaks of it
	permitted
	forbidden
)

// broken is the answer where a rule could not be read to its end: then nothing
// is allowed.
var broken = Rule{ID: "fault", Forbids: true, Sentence: text.T(
	"Eine Regel der Rechte lässt sich hier nicht anwenden; deshalb ist es nicht erlaubt. Bitte der Verwaltung der Installation melden.",
	"A rule of rights cannot be applied here; therefore it is not allowed. Please tell the administration of the installation.")}

// ask asks the rules for one role.
func (e *Engine) ask(p identity.Principal, g identity.Grant, a Action, r Resource) (verdict, Rule) {
	w := newWorld(g, r, p)
	limited := cedar.Boolean(p.Means == identity.Token && p.Scopes != nil)
	spoken := "write" // as the scopes of tokens say
	if a == Read || a == See {
		spoken = "read"
	}
	decision, diagnostic := cedar.Authorize(e.policies, w, cedar.Request{
		Principal: grantID, Action: uid("Action", string(a)), Resource: resourceID,
		Context: cedar.NewRecord(cedar.RecordMap{
			"means": cedar.String(p.Means), "limited": limited, "scopes": set(p.Scopes), "action": cedar.String(spoken),
		}),
	})
	if len(diagnostic.Errors) > 0 {
		return forbidden, broken
	}
	if len(diagnostic.Reasons) == 0 {
		return silent, Rule{}
	}
	ids := make([]string, len(diagnostic.Reasons))
	for i, reason := range diagnostic.Reasons {
		ids[i] = string(reason.PolicyID)
	}
	by := e.first(ids)
	if decision == cedar.Allow {
		return permitted, by
	}
	return forbidden, by
}

// first is the rule that comes first in the files.
func (e *Engine) first(ids []string) Rule {
	for _, r := range e.rules {
		if slices.Contains(ids, r.ID) {
			return r
		}
	}
	return broken
}

// Parts are the parts of the ledger that the principal sees in full, as grants:
// whole ones first. What a rule forbids somewhere inside them is decided there.
func (e *Engine) Parts(p identity.Principal) []identity.Grant {
	var parts []identity.Grant
	for _, g := range p.Grants {
		one := p
		one.Grants = []identity.Grant{g}
		if e.Decide(one, See, Resource{Kind: Figure, Somewhere: true}).Allowed {
			parts = append(parts, g)
		}
	}
	return parts
}

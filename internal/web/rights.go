// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/identity"
	"planraum/internal/city/reporting"
	desk "planraum/internal/desk/rights"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// whyPath is the address that answers why something may be done or not.
const whyPath = "/rechte/warum"

// Parameters of questions about rights. kindParam is "art".
const (
	actionParam = "handlung"
	placeParam  = "wo"      // somewhere: in any place that a role is held for
	roleParam   = "rolle"   // whom to try
	heldParam   = "fuer"    // for which area the tried role is held
	topicParam  = "thema"   // for which topic
	holderParam = "traeger" // of a tried provider
	somewhere   = "irgendwo"
)

// refusedUnnamed refuses a route that no rule names.
func refusedUnnamed(pattern string) error {
	return fault.New(fault.Forbidden, "web.allow("+pattern+")",
		"Für diese Adresse nennt keine Regel ein Recht; deshalb ist sie gesperrt.", "No rule names a right for this address; therefore it is closed.")
}

// whyHref is the address that explains a refusal; empty for an error that the
// rules did not make.
func whyHref(p view.Page, err error) string {
	var refused *desk.Refusal
	if !errors.As(err, &refused) {
		return ""
	}
	pairs := []string{actionParam, string(refused.Action), kindParam, string(refused.Resource.Kind)}
	if refused.Resource.Area != "" {
		pairs = append(pairs, areaParam, string(refused.Resource.Area))
	}
	if refused.Resource.Somewhere {
		pairs = append(pairs, placeParam, somewhere)
	}
	return p.Href(whyPath, pairs...)
}

// refusedRule is the rule that a refusal names.
func refusedRule(err error) string {
	var refused *desk.Refusal
	if errors.As(err, &refused) {
		return refused.Decision.Rule
	}
	return ""
}

// reporterResource is a reporter as the rules see it.
func reporterResource(one reporting.Reporter) rights.Resource {
	return rights.Resource{Kind: rights.Reporter, Area: one.District, Topic: desk.TopicOfReports(one.Kind), Holder: one.Organization}
}

// question reads what is asked from the address.
func question(r request) (rights.Action, rights.Resource, error) {
	a, k := rights.Action(r.Query.Get(actionParam)), rights.Kind(r.Query.Get(kindParam))
	var rows []fault.Row
	if !slices.Contains(rights.Actions(), a) {
		rows = append(rows, unknownWord(r, actionParam, string(a), rights.Actions()))
	}
	if !slices.Contains(rights.Kinds(), k) {
		rows = append(rows, unknownWord(r, kindParam, string(k), rights.Kinds()))
	}
	if len(rows) > 0 {
		return a, rights.Resource{}, fault.Refuse("web.question", rows)
	}
	return a, rights.Resource{Kind: k, Area: area.ID(r.Query.Get(areaParam)), Somewhere: r.Query.Get(placeParam) == somewhere}, nil
}

func unknownWord[T ~string](r request, column, value string, known []T) fault.Row {
	list := ""
	for i, w := range known {
		if i > 0 {
			list += ", "
		}
		list += string(w)
	}
	return fault.Row{File: r.T("Adresse", "address"), Column: column, Value: value, Expected: text.T("eines von: "+list, "one of: "+list)}
}

// whyContent is what the page says of a decision.
type whyContent struct {
	Decision rights.Decision
	Rule     rights.Rule
	Others   []rights.Rule // where it is refused, further ones that would permit it
	Mine     []text.Text
	Who      []text.Text
	MayRules bool
	// Cut says that the question is why a page shows less than it might.
	Cut bool
}

// why answers why the reader may do something or not, by the rule.
func (s *server) why(ctx context.Context, r request) (answer, error) {
	a, what, err := question(r)
	if err != nil {
		return answer{}, err
	}
	c := whyContent{Cut: a == rights.See}
	if c.Decision, err = s.Rights.Decide(ctx, a, what); err != nil {
		return answer{}, err
	}
	if c.Mine, err = s.Rights.Mine(ctx, r.Actor); err != nil {
		return answer{}, err
	}
	c.Rule, _ = s.Rights.Engine().Rule(c.Decision.Rule)
	roles, permitting := s.Rights.Engine().WhoMay(a, what)
	if !c.Decision.Allowed && !c.Rule.Forbids {
		c.Others = s.others(permitting, c.Rule.ID)
	}
	for _, role := range roles {
		c.Who = append(c.Who, role.Label())
	}
	rules, err := s.Rights.Decide(ctx, rights.Read, rights.Resource{Kind: rights.Rules, Somewhere: true})
	if err != nil {
		return answer{}, err
	}
	c.MayRules = rules.Allowed
	return answer{
		name: text.T("Warum?", "Why?"), answer: c.Decision.Why,
		facts: []text.Text{text.T("Gefragt: "+what.Kind.Label().De+" "+a.Label().De, "Asked: "+a.Label().En+" "+what.Kind.Label().En)},
		body:  func(p view.Page) templ.Component { return whyBody(p, c) },
	}, nil
}

// others are the rules with these names but one, each once.
func (s *server) others(names []string, but string) []rights.Rule {
	var list []rights.Rule
	for i, name := range names {
		if name == but || slices.Contains(names[:i], name) {
			continue
		}
		if rule, known := s.Rights.Engine().Rule(name); known {
			list = append(list, rule)
		}
	}
	return list
}

// rightsContent is the page of the rules.
type rightsContent struct {
	Rules, Matrix view.Table
	Try           tryContent
}

// rights shows the rules in plain sentences, who may what, and answers what
// somebody may whom one describes.
func (s *server) rights(ctx context.Context, r request) (answer, error) {
	engine := s.Rights.Engine()
	c := rightsContent{Rules: ruleTable(engine.Rules()), Matrix: matrixTable(engine.Matrix())}
	var err error
	if c.Try, err = s.try(ctx, r); err != nil {
		return answer{}, err
	}
	n := len(engine.Rules())
	return answer{
		name: text.T("Rechte", "Rights"), tables: []*view.Table{&c.Rules, &c.Matrix},
		answer: say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Regeln sagen, wer was darf; was keine erlaubt, ist verboten.", "%s rules say who may do what; what none permits is forbidden.").In(l), l.Int(int64(n)))
		}),
		body: func(p view.Page) templ.Component { return rightsBody(p, c) },
	}, nil
}

func ruleTable(rules []rights.Rule) view.Table {
	t := view.Table{
		ID: "regeln", Caption: text.T("Die Regeln", "The rules"), Fixed: true,
		Note: text.T("Verbote gehen vor. Eine Rolle gilt für ihre Gebiete und Themen und für alles darunter.", "What is forbidden stays so. A role holds for its areas and topics and for everything below them."),
		Columns: []view.Column{
			{Key: "sentence", Name: text.T("Regel", "rule")},
			{Key: "effect", Name: text.T("Wirkung", "effect")},
			{Key: "id", Name: text.T("Name", "name")},
			{Key: "file", Name: text.T("Datei", "file")},
		},
	}
	for _, r := range rules {
		effect := text.T("erlaubt", "permits")
		if r.Forbids {
			effect = text.T("verbietet", "forbids")
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Say(r.Sentence), view.Say(effect), view.Say(text.Same(r.ID)), view.Say(text.Same(r.File))}})
	}
	return t
}

func matrixTable(lines []rights.Line) view.Table {
	t := view.Table{
		ID: "rollen", Caption: text.T("Wer was darf", "Who may do what"), Fixed: true,
		Note: text.T("Jede Rolle, wenn sie für die ganze Stadt und alle Themen gilt. Eigenes: nur eigene Unterkünfte, Angebote und Meldungen.",
			"Each role if it is held in the whole city for all topics. Own: its own sites, offers and reports only."),
		Columns: []view.Column{{Key: "what", Name: text.T("Was", "what")}},
	}
	for _, role := range identity.Roles() {
		t.Columns = append(t.Columns, view.Column{Key: string(role), Name: role.Label()})
	}
	for _, l := range lines {
		row := []view.Cell{view.Say(text.T(l.Kind.Label().De+": "+l.Action.Label().De, l.Kind.Label().En+": "+l.Action.Label().En))}
		for _, role := range identity.Roles() {
			switch {
			case l.May[role]:
				row = append(row, view.Say(text.T("ja", "yes")))
			case l.Own[role]:
				row = append(row, view.Say(text.T("Eigenes", "own")))
			default:
				row = append(row, view.Say(text.T("nein", "no")))
			}
		}
		t.Rows = append(t.Rows, view.Row{Cells: row})
	}
	return t
}

// tryContent is the form that asks what somebody may, and its answer.
type tryContent struct {
	Areas                          areaNames
	Role, Held, Topic, Holder      string
	Action, Kind, Area             string
	Asked                          bool
	Decision                       rights.Decision
	Roles, Actions, Kinds, TopicsL []view.Choice
}

// try answers the form of the page.
func (s *server) try(ctx context.Context, r request) (tryContent, error) {
	q := r.Query
	c := tryContent{
		Role: q.Get(roleParam), Held: q.Get(heldParam), Topic: q.Get(topicParam), Holder: q.Get(holderParam),
		Action: q.Get(actionParam), Kind: q.Get(kindParam), Area: q.Get(areaParam),
	}
	areas, err := s.Data.Areas(ctx, "")
	if err != nil {
		return c, err
	}
	c.Areas = namesOf(slices.DeleteFunc(slices.Clone(areas), func(a area.Area) bool { return a.Level == area.Place }))
	for _, role := range identity.Roles() {
		c.Roles = append(c.Roles, view.Choice{Key: string(role), Name: role.Label()})
	}
	for _, a := range rights.Actions() {
		c.Actions = append(c.Actions, view.Choice{Key: string(a), Name: a.Label()})
	}
	for _, k := range rights.Kinds() {
		c.Kinds = append(c.Kinds, view.Choice{Key: string(k), Name: k.Label()})
	}
	for _, t := range identity.Topics() {
		c.TopicsL = append(c.TopicsL, view.Choice{Key: string(t), Name: t.Label()})
	}
	if c.Role == "" {
		return c, nil
	}
	a, what, err := question(r)
	if err != nil {
		return c, err
	}
	role, known := identity.ParseRole(c.Role)
	if !known {
		return c, fault.Refuse("web.try", []fault.Row{unknownWord(r, roleParam, c.Role, identity.Roles())})
	}
	topic, known := identity.ParseTopic(c.Topic)
	if !known {
		return c, fault.Refuse("web.try", []fault.Row{unknownWord(r, topicParam, c.Topic, identity.Topics())})
	}
	who := identity.Principal{Means: identity.Session}
	if role != identity.Public {
		who.Grants = []identity.Grant{{Role: role, Area: area.ID(c.Held), Topic: topic, Holder: c.Holder}}
	}
	what.Holder = c.Holder
	c.Asked = true
	c.Decision, err = s.Rights.DecideFor(ctx, who, a, what)
	return c, err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the list of actions.
const (
	bodyParam    = "gremium"
	originParam  = "herkunft"
	overdueParam = "faellig"
	overdueValue = "ueberfaellig"
	// ownValue stands for the offices in whose name the reader acts.
	ownValue    = "meine"
	searchParam = "suche"
)

var actionsName = text.T("Aufträge", "Actions")

type actionsContent struct {
	Search  string
	Filters []choiceLinks
	Table   view.Table
	Owners  view.Table
}

// actions is the one intake of actions and requests of all offices.
func (s *server) actions(ctx context.Context, r request) (answer, error) {
	f := measures.Filter{
		Owner: r.Query.Get(ownerParam), Body: r.Query.Get(bodyParam), Origin: steering.OriginKind(r.Query.Get(originParam)),
		State: r.Query.Get(stateParam), Overdue: r.Query.Get(overdueParam) == overdueValue, Search: r.Query.Get(searchParam),
	}
	offices, err := s.Measures.Offices(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	mine := offices.Mine(r.Actor)
	if f.Owner == ownValue {
		f.Owner, f.Any = "", append([]string{}, mine...)
	}
	from, err := s.Steering.Origins(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	list, err := s.Measures.Actions(ctx, r.AsOf, f)
	if err != nil {
		return answer{}, err
	}
	all, err := s.Measures.Actions(ctx, r.AsOf, measures.Filter{})
	if err != nil {
		return answer{}, err
	}
	owners, bodies, err := s.Measures.Holders(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	c := actionsContent{Search: f.Search, Filters: actionFilters(all, f, owners, r.bodyNames(bodies, from), r), Table: actionTable("auftraege", actionsName, list, from, r), Owners: ownerTable(owners, r)}
	c.Filters = withMine(c.Filters, f, all, mine, r)
	c.Table.Long = true
	c.Table.Empty = text.T("Mit dieser Auswahl gibt es keinen Auftrag. Ein anderer Filter oder Stand zeigt vielleicht einen.", "There is no action with this selection. Another filter or date may show one.")
	if len(all) == 0 {
		c.Table.Empty = text.T("Es ist noch kein Auftrag erfasst. „planraum import actions.csv“ liest eine Liste ein.", "No action has been recorded yet. “planraum import actions.csv” imports a list.")
	}
	return answer{
		name: actionsName, answer: actionsSentence(list, all, f, r), tables: []*view.Table{&c.Table, &c.Owners},
		body: func(p view.Page) templ.Component { return actionsBody(p, c) },
	}, nil
}

func actionsSentence(list, all []measures.Kept[steering.Action], f measures.Filter, r request) text.Text {
	open, overdue := 0, 0
	for _, k := range list {
		if !k.It.State.Ended() {
			open++
		}
		if k.It.Overdue(r.AsOf) {
			overdue++
		}
	}
	return say(func(l text.Lang) string {
		lead := ""
		if f.Narrows() {
			lead = fmt.Sprintf(text.T("In dieser Auswahl (%s von %s): ", "In this selection (%s of %s): ").In(l), l.Int(int64(len(list))), l.Int(int64(len(all))))
		}
		s := counted(l, open, text.T("Ein Auftrag ist offen", "One action is open"), text.T("%s Aufträge sind offen", "%s actions are open"))
		switch {
		case open == 0:
			return lead + text.T("Kein Auftrag ist offen.", "No action is open.").In(l)
		case overdue == 0:
			return lead + s + text.T(", keiner ist überfällig.", ", none is overdue.").In(l)
		case overdue == open && open == 1:
			return lead + s + text.T(" und überfällig.", " and overdue.").In(l)
		}
		return lead + s + counted(l, overdue, text.T(", einer davon ist überfällig.", ", one of them is overdue."), text.T(", %s davon sind überfällig.", ", %s of them are overdue."))
	})
}

func actionFilters(all []measures.Kept[steering.Action], f measures.Filter, owners, bodies []measures.Holder, r request) []choiceLinks {
	states, origins, overdue, open := map[string]int{}, map[steering.OriginKind]int{}, 0, 0
	for _, k := range all {
		states[string(k.It.State)]++
		origins[k.It.Origin.Kind]++
		if k.It.Overdue(r.AsOf) {
			overdue++
		}
		if !k.It.State.Ended() {
			open++
		}
	}
	every := func(param string, current bool) choiceLink {
		return choiceLink{text.T("alle", "all"), r.Here(param, ""), len(all), current}
	}
	due := choiceLinks{Name: text.T("Frist", "Due"), Links: []choiceLink{every(overdueParam, !f.Overdue), {text.T("überfällig", "overdue"), r.Here(overdueParam, overdueValue), overdue, f.Overdue}}}
	state := choiceLinks{Name: text.T("Stand", "State"), Links: []choiceLink{every(stateParam, f.State == ""), {text.T("nicht abgeschlossen", "not ended"), r.Here(stateParam, measures.NotEnded), open, f.State == measures.NotEnded}}}
	for _, one := range steering.ActionStates() {
		if n := states[string(one)]; n > 0 || f.State == string(one) {
			state.Links = append(state.Links, choiceLink{one.Label(), r.Here(stateParam, string(one)), n, f.State == string(one)})
		}
	}
	origin := choiceLinks{Name: text.T("Herkunft", "Origin"), Links: []choiceLink{every(originParam, f.Origin == "")}}
	for _, one := range steering.OriginKinds() {
		if n := origins[one]; n > 0 || f.Origin == one {
			origin.Links = append(origin.Links, choiceLink{one.Label(), r.Here(originParam, string(one)), n, f.Origin == one})
		}
	}
	return []choiceLinks{due, state, origin, holderLinks(ownerName, ownerParam, f.Owner, owners, len(all), r), holderLinks(text.T("Gremium", "Body"), bodyParam, f.Body, bodies, len(all), r)}
}

func holderLinks(name text.Text, param, chosen string, list []measures.Holder, all int, r request) choiceLinks {
	links := choiceLinks{Name: name, Links: []choiceLink{{text.T("alle", "all"), r.Here(param, ""), all, chosen == ""}}}
	for _, h := range list {
		links.Links = append(links.Links, choiceLink{text.Same(cmp.Or(h.Label, h.Name)), r.Here(param, h.Name), h.Open + h.Ended, h.Name == chosen})
	}
	return links
}

// actionTable lists actions; the list of all is a file to be worked with.
func actionTable(id string, caption text.Text, list []measures.Kept[steering.Action], from desk.Origins, r request) view.Table {
	t := view.Table{
		ID: id, Caption: caption,
		Columns: []view.Column{
			{Key: "action", Name: text.T("Auftrag", "action")},
			{Key: "due", Name: text.T("Frist", "due"), Kind: view.Date},
			{Key: "owner", Name: text.T("zuständig", "owner")},
			{Key: "state", Name: text.T("Stand", "state")},
			{Key: "origin", Name: text.T("Herkunft", "origin")},
			{Key: "body", Name: text.T("Gremium", "body")},
			{Key: "opened", Name: text.T("entstanden", "came up"), Kind: view.Date},
			{Key: "number", Name: text.T("Nummer", "number")},
			{Key: "procedure", Name: text.T("gebündelt in", "bundled in")},
		},
	}
	for _, k := range list {
		a := k.It
		due := view.Cell{Known: true, Blank: true}
		if !a.Due.IsZero() {
			due = view.Day(a.Due)
		}
		if a.Overdue(r.AsOf) {
			due = due.With(overdueWords(a, r))
		}
		procedure := named(a.Procedure)
		if a.Procedure != "" {
			procedure.Link = r.actionHref(a.Procedure)
		}
		t.Rows = append(t.Rows, view.Row{ID: "auftrag-" + a.ID, Cells: []view.Cell{
			invented(view.Name(a.Title, r.actionHref(a.ID)), a.Example), due, view.Name(a.Owner, ""), view.Say(a.State.Label()), r.originOf(a.Origin, from),
			r.bodyCell(a.Body, from), view.Day(a.Opened), view.Name(a.ID, ""), procedure,
		}})
	}
	return without(t, "body", "procedure")
}

// without leaves out the columns of a table in which nothing stands.
func without(t view.Table, keys ...string) view.Table {
	for _, key := range keys {
		i := slices.IndexFunc(t.Columns, func(c view.Column) bool { return c.Key == key })
		if slices.ContainsFunc(t.Rows, func(r view.Row) bool { return !r.Cells[i].Blank }) || len(t.Rows) == 0 {
			continue
		}
		t.Columns = slices.Delete(slices.Clone(t.Columns), i, i+1)
		for j := range t.Rows {
			t.Rows[j].Cells = slices.Delete(slices.Clone(t.Rows[j].Cells), i, i+1)
		}
	}
	return t
}

func overdueWords(a steering.Action, r request) text.Text {
	days := a.Due.DaysTo(r.AsOf)
	if days == 1 {
		return text.T("seit 1 Tag überfällig", "overdue for 1 day")
	}
	return text.T(fmt.Sprintf("seit %d Tagen überfällig", days), fmt.Sprintf("overdue for %d days", days))
}

// originOf says where an action comes from; of a meeting which one, with the way to the
// entry of its minutes.
func (r request) originOf(o steering.Origin, from desk.Origins) view.Cell {
	p, ok := from.Of(o)
	if !ok {
		return view.Say(originWords(o))
	}
	return view.Cell{Known: true, Words: placeWords(p), Link: r.entryHref(p)}
}

// entryHref is the address of an entry of minutes.
func (r request) entryHref(p desk.Place) string {
	return r.Href(bodiesPath+"/"+p.Meeting.Key()) + "#eintrag-" + itoa(p.Entry)
}

// placeWords name a meeting, the item of its agenda and the decision.
func placeWords(p desk.Place) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("%s, Sitzung vom %s", "%s, meeting of %s").In(l), p.Body.Name, p.Meeting.Day.In(l))
		if p.Nth > 0 {
			s += fmt.Sprintf(text.T(", Punkt %d „%s“", ", item %d “%s”").In(l), p.Nth, p.Item.Title)
		}
		if p.Decision != "" {
			s += text.T(", Beschluss ", ", decision ").In(l) + p.Decision
		}
		return s
	})
}

func originTerm(o steering.Origin, from desk.Origins, r request) linkTerm {
	cell := r.originOf(o, from)
	return linkTerm{name: text.T("Herkunft", "origin"), value: cell.Words, href: cell.Link}
}

// bodyCell names a body with the way to its page.
func (r request) bodyCell(key string, from desk.Origins) view.Cell {
	b, ok := from.Body(key)
	if !ok {
		return named(key)
	}
	return view.Name(b.Name, r.Href(bodiesPath+"/"+key))
}

// bodyNames are the bodies of actions by their names.
func (r request) bodyNames(list []measures.Holder, from desk.Origins) []measures.Holder {
	for i, h := range list {
		if b, ok := from.Body(h.Name); ok {
			list[i].Label = b.Name
		}
	}
	return list
}

// withMine puts a choice in front of the owners: what the reader's own offices have to do.
func withMine(filters []choiceLinks, f measures.Filter, all []measures.Kept[steering.Action], mine []string, r request) []choiceLinks {
	n := 0
	for _, k := range all {
		if slices.Contains(mine, k.It.Owner) {
			n++
		}
	}
	for i := range filters {
		if len(mine) > 0 && filters[i].Name == ownerName {
			link := choiceLink{text.T("meine: "+strings.Join(mine, ", "), "mine: "+strings.Join(mine, ", ")), r.Here(ownerParam, ownValue), n, f.Any != nil}
			filters[i].Links[0].Current = filters[i].Links[0].Current && f.Any == nil
			filters[i].Links = slices.Insert(filters[i].Links, 1, link)
		}
	}
	return filters
}

// ownerName names the filter of owners.
var ownerName = text.T("Zuständig", "Owner")

func originWords(o steering.Origin) text.Text {
	return say(func(l text.Lang) string {
		s := o.Kind.Label().In(l)
		if o.Ref != "" {
			s += " " + o.Ref
		}
		if o.By != "" {
			s += " (" + o.By + ")"
		}
		return s
	})
}

func ownerTable(list []measures.Holder, r request) view.Table {
	t := view.Table{
		ID: "zustaendige", Caption: text.T("Wer wie viel zu tun hat", "Who has how much to do"), Sorted: "owner",
		Empty: text.T("Noch hat niemand einen Auftrag.", "Nobody has an action yet."),
		Columns: []view.Column{
			{Key: "owner", Name: text.T("zuständig", "owner")},
			{Key: "open", Name: text.T("offen", "open"), Kind: view.Whole},
			{Key: "overdue", Name: text.T("davon überfällig", "of them overdue"), Kind: view.Whole},
			{Key: "ended", Name: text.T("abgeschlossen", "ended"), Kind: view.Whole},
		},
	}
	for _, h := range list {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{view.Name(h.Name, r.Href(actionsPath, ownerParam, h.Name)), view.Num(h.Open, ""), view.Num(h.Overdue, ""), view.Num(h.Ended, "")}})
	}
	return t
}

type actionContent struct {
	Terms     []linkTerm
	Effect    effectContent
	Bundled   view.Table
	FollowUps view.Table
	History   view.Table
	Form      string // where it is changed
	Follow    string // where it is followed up
}

// linkTerm is a detail of an entry, which may lead to another page or its derivation.
type linkTerm struct {
	name, value, note text.Text
	href, ref         string
}

// action shows one action with everything that became of it.
func (s *server) action(ctx context.Context, r request) (answer, error) {
	task, err := s.Measures.Task(ctx, r.PathValue("action"), r.AsOf)
	if err != nil {
		return answer{}, err
	}
	k := task.Kept
	versions, err := s.Measures.ActionHistory(ctx, k.It.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	from, err := s.Steering.Origins(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	bundled, following, err := s.Measures.Beside(ctx, k.It.ID, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	c := actionContent{
		Terms: actionTerms(k, from, n, r), History: actionHistory(versions),
		Bundled: actionTable("gebuendelt", text.T("In diesem Vorgang gebündelt", "Bundled in this procedure"), bundled, from, r), FollowUps: actionTable("folgen", text.T("Folgeaufträge", "Follow-ups"), following, from, r),
	}
	if c.Effect, err = s.movedOf(ctx, task.Effect, expectationOf(versions), n, r); err != nil {
		return answer{}, err
	}
	c.Form, c.Follow = r.Href(formPath(actionsPath, k.It.ID)), r.Href(formPath(actionsPath, newEntry), "folgt", k.It.ID)
	a := answer{
		name: actionsName, answer: actionSentence(k.It, r), facts: exampleFact(k.It.Example), tables: append(c.Effect.tables(), &c.Bundled, &c.FollowUps, &c.History),
		body: func(p view.Page) templ.Component { return actionBody(p, c) },
	}
	if said := effectSentence(task.Effect); said != (text.Text{}) {
		a.facts = append([]text.Text{a.answer}, a.facts...)
		a.answer = said
	}
	return a, nil
}

// exampleFact says that something was made up.
func exampleFact(example bool) []text.Text {
	if !example {
		return nil
	}
	return []text.Text{text.T("erfunden: ein Beispiel, das niemand so gegeben hat", "invented: an example that nobody gave like this")}
}

// actionSentence says what is to be done, and how far it is.
func actionSentence(a steering.Action, r request) text.Text {
	return say(func(l text.Lang) string {
		head := strings.TrimRight(a.Title, ".:; ") + ": "
		switch {
		case a.State.Ended():
			return head + fmt.Sprintf(text.T("%s am %s. %s", "%s on %s. %s").In(l), a.State.Label().In(l), a.Closed.In(l), a.Outcome)
		case a.Overdue(r.AsOf):
			return head + fmt.Sprintf(text.T("%s; zuständig: %s.", "%s; owner: %s.").In(l), overdueWords(a, r).In(l), a.Owner)
		case a.Due.IsZero():
			return head + fmt.Sprintf(text.T("%s, ohne Frist; zuständig: %s.", "%s, without a due date; owner: %s.").In(l), a.State.Label().In(l), a.Owner)
		}
		return head + fmt.Sprintf(text.T("%s, fällig am %s; zuständig: %s.", "%s, due on %s; owner: %s.").In(l), a.State.Label().In(l), a.Due.In(l), a.Owner)
	})
}

func actionTerms(k measures.Kept[steering.Action], from desk.Origins, n names, r request) []linkTerm {
	a := k.It
	terms := []linkTerm{
		{name: text.T("Auftrag", "Action"), value: text.Same(a.Title)},
		{name: text.T("Nummer", "number"), value: text.Same(a.ID)},
		{name: text.T("zuständig", "owner"), value: text.Same(a.Owner), href: r.Href(actionsPath, ownerParam, a.Owner)},
		{name: text.T("Stand", "state"), value: a.State.Label()},
		originTerm(a.Origin, from, r),
		{name: text.T("entstanden", "came up"), value: say(a.Opened.In)},
	}
	add := func(de, en string, value text.Text, href string) {
		if value.De != "" {
			terms = append(terms, linkTerm{name: text.T(de, en), value: value, href: href})
		}
	}
	if !a.Due.IsZero() {
		add("Frist", "due", say(a.Due.In), "")
	}
	if body := r.bodyCell(a.Body, from); a.Body != "" {
		add("Gremium", "body", body.Words, body.Link)
	}
	add("gebündelt in", "bundled in", text.Same(a.Procedure), r.actionHref(a.Procedure))
	add("führt fort", "follows up", text.Same(a.FollowsUp), r.actionHref(a.FollowsUp))
	add("Maßnahme", "measure", text.Same(a.Measure), r.measureHref(a.Measure))
	if a.Expect != nil {
		terms = append(terms, expectTerm(*a.Expect, n, r))
	}
	add("Ergebnis", "outcome", text.Same(a.Outcome), "")
	add("Bemerkung", "note", text.Same(a.Note), "")
	add("Quelle", "source", text.Same(r.Cited(a.Source)), "")
	return terms
}

func actionHistory(versions []measures.Kept[steering.Action]) view.Table {
	t := historyOf([]view.Column{
		{Key: "state", Name: text.T("Stand", "state")},
		{Key: "due", Name: text.T("Frist", "due"), Kind: view.Date},
		{Key: "owner", Name: text.T("zuständig", "owner")},
		{Key: "outcome", Name: text.T("Ergebnis", "outcome")},
		{Key: "change", Name: text.T("erwartete Veränderung", "expected change")},
		{Key: "check", Name: text.T("Prüftag", "check date"), Kind: view.Date},
	})
	for _, k := range versions {
		change, check := expectCells(k.It.Expect)
		t.Rows = append(t.Rows, versionRow(k.Version, view.Day(k.KnownFrom), versionBy(k.It), k.It.Why, view.Say(k.It.State.Label()), blankDay(k.It.Due), view.Name(k.It.Owner, ""), named(k.It.Outcome), change, check))
	}
	return without(t, "change", "check")
}

// versionBy is who made a version: of what came out of minutes without a name, the minutes.
func versionBy(a steering.Action) string {
	if a.By == "" && a.Source == "" && a.Origin.Kind == steering.FromMeeting {
		return "Niederschrift"
	}
	return a.By
}

// historyOf is the table of an entry's versions.
func historyOf(columns []view.Column) view.Table {
	return view.Table{
		ID: "fassungen", Caption: text.T("Fassungen: wer was wann und warum", "Versions: who, what, when and why"), Fixed: true,
		Note: text.T("Nichts wird überschrieben: Jede Änderung ist eine neue Fassung.", "Nothing is overwritten: every change is a new version."),
		Columns: append(append([]view.Column{{Key: "known_from", Name: text.T("bekannt seit", "known since"), Kind: view.Date}}, columns...),
			view.Column{Key: "by", Name: text.T("von", "by")}, view.Column{Key: "why", Name: text.T("warum", "why")}),
	}
}

func versionRow(record int64, since view.Cell, by, why string, cells ...view.Cell) view.Row {
	since.Ref = recordRef(record)
	who, reason := named(by), named(why)
	if by == "" {
		who = view.Say(text.T("eingelesen", "imported"))
	}
	return view.Row{Cells: append(append([]view.Cell{since}, cells...), who, reason)}
}

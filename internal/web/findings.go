// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/desk/quality"
	"planraum/internal/method/plausibility"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the page of findings.
const (
	kindParam      = "art"
	stateParam     = "bearbeitung"
	ownerParam     = "zustaendig"
	indicatorParam = "kennzahl"
	nobody         = "niemand"
)

// names are what the figures of a page are called.
type names struct {
	indicators map[string]figure.Indicator
	areas      map[area.ID]area.Area
	groups     map[population.ID]population.Group
}

func (s *server) names(ctx context.Context) (names, error) {
	n := names{map[string]figure.Indicator{}, map[area.ID]area.Area{}, map[population.ID]population.Group{}}
	indicators, err := s.Data.Indicators(ctx)
	if err != nil {
		return n, err
	}
	areas, err := s.Data.Areas(ctx, "")
	if err != nil {
		return n, err
	}
	groups, err := s.Data.Groups(ctx)
	for _, i := range indicators {
		n.indicators[i.Code] = i
	}
	for _, a := range areas {
		n.areas[a.ID] = a
	}
	for _, g := range groups {
		n.groups[g.ID] = g
	}
	return n, err
}

func (n names) indicator(code string) text.Text {
	if i, ok := n.indicators[code]; ok {
		return i.Name
	}
	return text.Same(code)
}

func (n names) area(id area.ID) text.Text {
	if a, ok := n.areas[id]; ok {
		return text.Same(a.Name)
	}
	return text.Same(string(id))
}

func (n names) group(id population.ID) text.Text {
	if g, ok := n.groups[id]; ok {
		return g.Name
	}
	return text.Same(string(id))
}

// findings answers which figures do not fit together, and who looks after it.
func (s *server) findings(ctx context.Context, r request) (answer, error) {
	f := filterOf(r)
	report, err := s.Quality.Findings(ctx, r.AsOf, f)
	if err != nil {
		return answer{}, err
	}
	n, err := s.names(ctx)
	if err != nil {
		return answer{}, err
	}
	table := findingTable(report, n, r)
	facts := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("geprüft: %s Werte", "checked: %s figures").In(l), l.Int(int64(report.Figures)))
	})}
	if f.Indicator != "" {
		facts = append(facts, n.indicator(f.Indicator))
	}
	return answer{
		name: text.T("Prüfung", "Checks"), answer: findingSentence(report), facts: facts, tables: []*view.Table{&table},
		body: func(p view.Page) templ.Component {
			return findingsBody(p, findingsContent{Running: report.Running, Filters: filterLinks(report, f, r), Table: table})
		},
	}, nil
}

func filterOf(r request) quality.Filter {
	f := quality.Filter{
		Kind: plausibility.Kind(r.Query.Get(kindParam)), State: quality.State(r.Query.Get(stateParam)),
		Owner: r.Query.Get(ownerParam), Indicator: r.Query.Get(indicatorParam),
	}
	if f.Owner == nobody {
		f.Owner, f.Unowned = "", true
	}
	return f
}

// findingSentence says how much is to be done: "7 Angaben passen nicht
// zusammen, 2 davon sind schwer und niemand kümmert sich."
func findingSentence(r quality.Report) text.Text {
	return say(func(l text.Lang) string {
		n := func(v int) string { return l.Int(int64(v)) }
		var s string
		switch {
		case r.Running && r.Figures == 0:
			return text.T("Die Werte werden gerade geprüft.", "The figures are being checked.").In(l)
		case r.Figures == 0:
			return text.T("Unter diesem Stand gibt es keine Werte zu prüfen.", "As of this date there are no figures to check.").In(l)
		case r.All == 0 && len(r.Kinds) == 0:
			return text.T("Alle Angaben passen zusammen.", "All figures fit together.").In(l)
		case r.All == 0:
			return text.T("Alle Angaben, die nicht zusammenpassen, sind erklärt oder angenommen.", "All figures that do not fit together are explained or accepted.").In(l)
		case r.All == 1:
			s = text.T("Eine Angabe passt nicht zu den anderen", "One figure does not fit the others").In(l)
		default:
			s = fmt.Sprintf(text.T("%s Angaben passen nicht zusammen", "%s figures do not fit together").In(l), n(r.All))
		}
		return s + severeWords(r, l)
	})
}

func severeWords(r quality.Report, l text.Lang) string {
	of := func(one, many text.Text) string {
		if r.Severe == 1 {
			return one.In(l)
		}
		return fmt.Sprintf(many.In(l), l.Int(int64(r.Severe)))
	}
	switch {
	case r.Severe == 0:
		return text.T("; keine davon ist schwer.", "; none of them is severe.").In(l)
	case r.Unowned == r.Severe:
		return of(text.T(", eine davon ist schwer und niemand kümmert sich.", ", one of them is severe and nobody looks after it."),
			text.T(", %s davon sind schwer und niemand kümmert sich.", ", %s of them are severe and nobody looks after them."))
	case r.Unowned == 0:
		return of(text.T(", eine davon ist schwer; jemand kümmert sich.", ", one of them is severe; somebody looks after it."),
			text.T(", %s davon sind schwer; um alle kümmert sich jemand.", ", %s of them are severe; somebody looks after each."))
	}
	return fmt.Sprintf(text.T(", %s davon sind schwer; um %s kümmert sich niemand.", ", %s of them are severe; nobody looks after %s.").In(l), l.Int(int64(r.Severe)), l.Int(int64(r.Unowned)))
}

func findingTable(report quality.Report, n names, r request) view.Table {
	t := view.Table{
		ID: "befunde", Caption: text.T("Was nicht zusammenpasst", "What does not fit together"), Long: true,
		Empty: text.T("Mit dieser Auswahl gibt es keinen Befund. Ein anderer Filter oder Stand zeigt vielleicht einen.", "There is no finding with this selection. Another filter or date may show one."),
		Note: text.T("Zuständigkeit und Bearbeitung sind die von heute, auch unter einem früheren Stand. Was die Prüfungen rechnen, steht in der Beschreibung des Verfahrens „Plausibilität“.",
			"Owner and state are those of today, under an earlier date too. What the checks reckon stands in the description of the method “plausibility”."),
		Columns: []view.Column{
			{Key: "says", Name: text.T("was nicht stimmt", "what is wrong")},
			{Key: "severity", Name: text.T("Gewicht", "severity")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "indicator", Name: text.T("Kennzahl", "indicator")},
			{Key: "area", Name: text.T("Gebiet", "area")},
			{Key: "state", Name: text.T("Bearbeitung", "state")},
			{Key: "owner", Name: text.T("zuständig", "owner")},
			{Key: "period", Name: text.T("Zeitraum bis", "period to"), Kind: view.Date},
		},
	}
	for _, task := range report.Tasks {
		says := view.Say(task.Says)
		says.Link = r.Href("/daten/pruefung/" + task.ID)
		owner := view.Say(text.T("niemand", "nobody"))
		if task.Owner != "" {
			owner = view.Say(text.Same(task.Owner))
		}
		in := n.area(task.Area)
		if task.Group != population.All {
			g := n.group(task.Group)
			in = text.T(in.De+", "+g.De, in.En+", "+g.En)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			says, view.Say(task.Severity.Label()), view.Say(task.Kind.Label()), view.Say(n.indicator(task.Indicator)), view.Say(in),
			view.Say(task.State.Label()), owner, view.Day(task.Period.To),
		}})
	}
	return t
}

// choiceLinks is one row of a filter: what can be chosen, each with its count.
type choiceLinks struct {
	Name  text.Text
	Links []choiceLink
}

type choiceLink struct {
	Name    text.Text
	Href    string
	Count   int
	Current bool
}

func filterLinks(report quality.Report, f quality.Filter, r request) []choiceLinks {
	kinds := choiceLinks{Name: text.T("Art", "Kind"), Links: []choiceLink{{Name: text.T("alle", "all"), Href: r.Here(kindParam, ""), Current: f.Kind == "", Count: sum(report.Kinds)}}}
	for _, k := range plausibility.Kinds() {
		if c := report.Kinds[k]; c > 0 || f.Kind == k {
			kinds.Links = append(kinds.Links, choiceLink{k.Label(), r.Here(kindParam, string(k)), c, f.Kind == k})
		}
	}
	states := choiceLinks{Name: text.T("Bearbeitung", "State"), Links: []choiceLink{{Name: text.T("alle", "all"), Href: r.Here(stateParam, ""), Current: f.State == "", Count: sum(report.Kinds)}}}
	for _, s := range append(quality.States(), quality.Gone) {
		if c := report.States[s]; c > 0 || f.State == s {
			states.Links = append(states.Links, choiceLink{s.Label(), r.Here(stateParam, string(s)), c, f.State == s})
		}
	}
	owners := choiceLinks{Name: text.T("Zuständig", "Owner"), Links: []choiceLink{{Name: text.T("alle", "all"), Href: r.Here(ownerParam, ""), Current: f.Owner == "" && !f.Unowned, Count: sum(report.Owners)}}}
	var list []string
	for o := range report.Owners {
		list = append(list, o)
	}
	slices.SortFunc(list, r.Lang.Compare)
	for _, o := range list {
		link := choiceLink{text.Same(o), r.Here(ownerParam, o), report.Owners[o], f.Owner == o && !f.Unowned}
		if o == "" {
			link = choiceLink{text.T("niemand", "nobody"), r.Here(ownerParam, nobody), report.Owners[o], f.Unowned}
		}
		owners.Links = append(owners.Links, link)
	}
	return []choiceLinks{kinds, states, owners}
}

func sum[K comparable](counts map[K]int) int {
	n := 0
	for _, c := range counts {
		n += c
	}
	return n
}

// placeOf names the series of a finding in a line.
func placeOf(t quality.Task, n names) text.Text {
	return say(func(l text.Lang) string {
		parts := []string{n.indicator(t.Indicator).In(l), n.area(t.Area).In(l)}
		if t.Group != population.All {
			parts = append(parts, n.group(t.Group).In(l))
		}
		return strings.Join(parts, ", ")
	})
}

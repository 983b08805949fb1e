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

	"planraum/internal/city/approval"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/approval"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Parameters of the page of the release.
const (
	stepParam   = "stufe"
	sourceParam = "quelle"
)

// stages are the groups of states that the page can be narrowed to.
var stages = []struct {
	key    string
	name   text.Text
	states []approval.State
}{
	{"", text.T("alle", "all"), nil},
	{"pruefung", text.T("warten auf die Prüfung", "wait to be checked"), []approval.State{approval.Entered}},
	{"freigabe", text.T("warten auf die Freigabe", "wait for their release"), []approval.State{approval.Checked}},
	{"freigegeben", text.T("freigegeben", "released"), []approval.State{approval.Released}},
	{"veroeffentlicht", text.T("veröffentlicht", "published"), []approval.State{approval.Published}},
}

// releases answers which months of which source wait for whom.
func (s *server) releases(ctx context.Context, r request) (answer, error) {
	all, err := s.Approval.Units(ctx, period.Date{}, desk.Filter{Source: r.Query.Get(sourceParam)})
	if err != nil {
		return answer{}, err
	}
	// What waits comes first, and stays in the order of the months.
	slices.SortStableFunc(all, func(a, b desk.Line) int { return cmp.Compare(a.State, b.State) })
	shown := narrowed(all, r.Query.Get(stepParam))
	t := unitTable(shown, r)
	return answer{
		name: text.T("Freigabe", "Release"), answer: waitingSentence(all), tables: []*view.Table{&t},
		body: func(p view.Page) templ.Component { return releasesBody(p, stageLinks(all, p), t) },
	}, nil
}

func narrowed(all []desk.Line, key string) []desk.Line {
	for _, stage := range stages {
		if stage.key != key || stage.states == nil {
			continue
		}
		var some []desk.Line
		for _, l := range all {
			if l.State == stage.states[0] {
				some = append(some, l)
			}
		}
		return some
	}
	return all
}

// waitingSentence is the answer of the page.
func waitingSentence(all []desk.Line) text.Text {
	count := map[approval.State]int{}
	for _, l := range all {
		count[l.State]++
	}
	check, release := count[approval.Entered], count[approval.Checked]
	switch {
	case len(all) == 0:
		return text.T("Es ist noch kein Wert erfasst, der freigegeben werden könnte.", "No figure has been entered yet that could be released.")
	case check+release == 0:
		return text.T("Alles ist freigegeben: Kein Monat wartet.", "Everything is released: no month waits.")
	}
	return say(func(l text.Lang) string {
		var parts []string
		if check > 0 {
			parts = append(parts, counted(l, check, text.T("1 Monat wartet auf die Prüfung", "1 month waits to be checked"), text.T("%s Monate warten auf die Prüfung", "%s months wait to be checked")))
		}
		if release > 0 && check > 0 {
			parts = append(parts, fmt.Sprintf(text.T("%s auf die Freigabe durch eine zweite Person", "%s for the release by a second person").In(l), l.Int(int64(release))))
		} else if release > 0 {
			parts = append(parts, counted(l, release, text.T("1 Monat wartet auf die Freigabe durch eine zweite Person", "1 month waits for the release by a second person"),
				text.T("%s Monate warten auf die Freigabe durch eine zweite Person", "%s months wait for the release by a second person")))
		}
		return strings.Join(parts, ", ") + "."
	})
}

// counted writes a number with its words.
func counted(l text.Lang, n int, one, many text.Text) string {
	if n == 1 {
		return one.In(l)
	}
	return fmt.Sprintf(many.In(l), l.Int(int64(n)))
}

// stageLink narrows the page to a stage.
type stageLink struct {
	Name    string
	Count   int
	Address string
	Current bool
}

func stageLinks(all []desk.Line, p view.Page) []stageLink {
	var links []stageLink
	for _, stage := range stages {
		links = append(links, stageLink{
			Name: p.In(stage.name), Count: len(narrowed(all, stage.key)),
			Address: p.Here(stepParam, stage.key), Current: p.Query.Get(stepParam) == stage.key,
		})
	}
	return links
}

func unitTable(lines []desk.Line, r request) view.Table {
	t := view.Table{
		ID: "monate", Caption: text.T("Quellen und Monate", "Sources and months"), Long: true,
		Empty: text.T("Auf dieser Stufe steht kein Monat.", "No month is at this stage."),
		Note: text.T("Die Liste hängt nicht am Stand: Sie zeigt, was heute zu tun ist. Der Monat ist der, in dem der Zeitraum eines Werts endet. Veröffentlichte Quellen sind durch die Veröffentlichung freigegeben.",
			"The list does not depend on the as-of date: it shows what is to be done today. The month is the one in which a figure's period ends. Published sources are released by their publication."),
		Columns: []view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "source", Name: text.T("Quelle", "source")},
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "state", Name: text.T("Stufe", "stage")},
			{Key: "figures", Name: text.T("Werte", "figures"), Kind: view.Whole},
			{Key: "waiting", Name: text.T("davon nicht freigegeben", "of them not released"), Kind: view.Whole},
			{Key: "entered", Name: text.T("erfasst", "entered")},
			{Key: "checked", Name: text.T("geprüft", "checked")},
			{Key: "released", Name: text.T("freigegeben", "released")},
		},
	}
	asked := len(lines) > 0 && lines[0].Asked
	if asked {
		t.Columns = append(t.Columns, view.Column{Key: "findings", Name: text.T("offene Befunde", "open findings"), Kind: view.Whole})
	}
	for _, l := range lines {
		name := view.Name(l.Profile.Name, r.Href("/daten/freigabe/"+l.String()))
		cells := []view.Cell{
			view.InMonth(l.Month), name, view.Say(l.Profile.Kind.Label()), view.Say(l.State.Label()), view.Num(l.Figures, ""), view.Num(l.Waiting, ""),
			doneCell(l.Entered), doneCell(l.Checked), doneCell(l.Released),
		}
		if asked {
			cells = append(cells, view.Num(l.Findings, ""))
		}
		t.Rows = append(t.Rows, view.Row{Cells: cells})
	}
	return t
}

// doneCell says who did something and when; blank where nobody did.
func doneCell(d desk.Done) view.Cell {
	if d.At.IsZero() {
		return view.Cell{Blank: true}
	}
	on := period.OfTime(d.At)
	return view.Say(text.T(d.By+", "+on.In(text.De), d.By+", "+on.In(text.En)))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/steering"
	desk "planraum/internal/desk/steering"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// The parameters of the register of decisions.
const (
	wordsParam = "worte"
	yearParam  = "jahr"
)

// decisionsContent is what the register's page shows.
type decisionsContent struct {
	Search desk.Search
	Bodies []desk.Line
	Years  []int
	Table  view.Table
}

// decisions is the register of decisions with its search.
func (s *server) decisions(ctx context.Context, r request) (answer, error) {
	all, err := s.Steering.Decisions(ctx, desk.Search{}, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	year, _ := strconv.Atoi(r.Query.Get(yearParam))
	c := decisionsContent{Search: desk.Search{Words: r.Query.Get(wordsParam), Body: r.Query.Get(bodyParam), Year: year}}
	for _, d := range all {
		if y := d.Day.Year(); !slices.Contains(c.Years, y) {
			c.Years = append(c.Years, y)
		}
	}
	found, err := s.Steering.Decisions(ctx, c.Search, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if c.Bodies, err = s.Steering.Bodies(ctx, r.AsOf); err != nil {
		return answer{}, err
	}
	c.Table = decisionsTable(found, r)
	return answer{
		name: text.T("Beschlüsse der Steuerung", "Decisions of steering"), answer: decisionsSentence(found, all, c.Search), tables: []*view.Table{&c.Table},
		body: func(p view.Page) templ.Component { return decisionsBody(p, c) },
	}, nil
}

func decisionsSentence(found, all []steering.Decision, q desk.Search) text.Text {
	return say(func(l text.Lang) string {
		switch {
		case len(all) == 0:
			return text.T("Bis zu diesem Stand ist kein Beschluss bekannt.", "No decision is known as of this date.").In(l)
		case q != desk.Search{}:
			return fmt.Sprintf(text.T("%s von %s passen zur Suche.", "%s of %s fit the search.").In(l), l.Int(int64(len(found))),
				many(len(all), text.T("%s Beschluss", "%s decision"), text.T("%s Beschlüssen", "%s decisions")).In(l))
		}
		return many(len(all), text.T("%s Beschluss", "%s decision"), text.T("%s Beschlüsse", "%s decisions")).In(l) +
			fmt.Sprintf(text.T(", der letzte vom %s.", ", the last of %s.").In(l), all[0].Day.In(l))
	})
}

func decisionsTable(list []steering.Decision, r request) view.Table {
	t := view.Table{
		ID: "beschluesse", Caption: text.T("Beschlüsse", "Decisions"), Long: true,
		Empty: text.T("Kein Beschluss passt. Beschlüsse entstehen, wenn eine Niederschrift abgeschlossen wird.", "No decision fits. Decisions come about when minutes are closed."),
		Columns: []view.Column{
			{Key: "number", Name: text.T("Nummer", "number")},
			{Key: "day", Name: text.T("Sitzung vom", "meeting of"), Kind: view.Date},
			{Key: "item", Name: text.T("Punkt", "item")},
			{Key: "text", Name: text.T("Beschluss", "decision")},
			{Key: "votes", Name: text.T("Ergebnis", "result")},
			{Key: "dissent", Name: text.T("abweichende Meinung", "dissent")},
		},
	}
	for _, d := range list {
		number := view.Name(d.Number, r.Href(bodiesPath+"/"+d.Meeting)+"#eintrag-"+itoa(d.Entry))
		if d.Example {
			number = number.With(madeUp)
		}
		decided := view.Say(text.Same(d.Text))
		if len(d.Corrections) > 0 {
			decided = decided.With(text.T("berichtigt", "corrected"))
		}
		var dissents []string
		for _, o := range d.Dissents {
			dissents = append(dissents, o.Office+": "+o.Reasons)
		}
		votes := view.Say(votesWords(d.Result()))
		if d.Result() != d.Votes {
			votes = votes.With(text.T("berichtigt", "corrected"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			number, view.Day(d.Day), view.Say(text.Same(d.Item.Title)), decided, votes, named(strings.Join(dissents, "; ")),
		}})
	}
	return t
}

// votesWords write the result of a vote.
func votesWords(v *steering.Votes) text.Text {
	if v == nil {
		return text.T("im Einvernehmen", "by consent")
	}
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%d dafür, %d dagegen, %d enthalten", "%d for, %d against, %d abstained").In(l), v.For, v.Against, v.Abstain)
	})
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"planraum/internal/city/period"
	"planraum/internal/city/steering"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
)

type actionsCommand struct {
	AsOf    string `name:"as-of" help:"help.asof"`
	Overdue bool   `name:"overdue" help:"help.overdue"`
	Owner   string `name:"owner" help:"help.owner"`
	Search  string `name:"search" help:"help.search"`
	All     bool   `name:"all" help:"help.allactions"`
	JSON    bool   `name:"json" help:"help.json"`
}

// Run lists actions, those not ended first, by their due date.
func (c actionsCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	house, err := s.existing()
	if err != nil {
		return refused(s, c.JSON, err)
	}
	f := measures.Filter{Overdue: c.Overdue, Owner: c.Owner, Search: c.Search, State: measures.NotEnded}
	if c.All {
		f.State = ""
	}
	list, err := house.Measures.Actions(s.ctx, asOf, f)
	if err = errors.Join(err, house.Close()); err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		told := make([]steering.Action, len(list))
		for i, k := range list {
			told[i] = k.It
		}
		return printJSON(s, told)
	}
	return printActions(s, list, asOf)
}

func printActions(s scope, list []measures.Kept[steering.Action], asOf period.Date) error {
	if len(list) == 0 {
		_, err := fmt.Fprintln(s.Out, s.say("Kein Auftrag.", "No action."))
		return err
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	for _, k := range list {
		a := k.It
		due := s.say("ohne Frist", "no due date")
		if !a.Due.IsZero() {
			due = a.Due.In(s.Lang)
		}
		state := a.State.Label().In(s.Lang)
		if a.Overdue(asOf) {
			state = fmt.Sprintf(text.T("überfällig seit %d Tagen", "overdue for %d days").In(s.Lang), a.Due.DaysTo(asOf))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.ID, due, state, a.Owner, a.Title)
	}
	return w.Flush()
}

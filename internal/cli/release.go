// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"

	"planraum/internal/city/approval"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/approval"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// releaseCommand checks and releases figures.
type releaseCommand struct {
	List     releaseList     `cmd:"" help:"help.releaselist"`
	Check    releaseCheck    `cmd:"" help:"help.releasecheck"`
	Return   releaseReturn   `cmd:"" help:"help.releasereturn"`
	Release  releaseRelease  `cmd:"" help:"help.releaserelease"`
	Reopen   releaseReopen   `cmd:"" help:"help.releasereopen"`
	Withdraw releaseWithdraw `cmd:"" help:"help.releasewithdraw"`
}

type releaseList struct {
	Source string `help:"help.releasesource"`
	Month  string `help:"help.releasemonth"`
	State  string `enum:"entered,checked,released,published," default:"" help:"help.releasestate"`
	JSON   bool   `name:"json" help:"help.json"`
}

// releaseLine is a source and month as JSON.
type releaseLine struct {
	Source   string       `json:"source"`
	Name     string       `json:"name"`
	Kind     string       `json:"kind,omitempty"`
	Month    period.Month `json:"month"`
	State    string       `json:"state"`
	Figures  int          `json:"figures"`
	Waiting  int          `json:"not_released"`
	Findings *int         `json:"open_findings,omitempty"`
	Entered  string       `json:"entered_by,omitempty"`
	Checked  string       `json:"checked_by,omitempty"`
	Released string       `json:"released_by,omitempty"`
}

func lineOf(l desk.Line) releaseLine {
	out := releaseLine{
		l.Source, l.Profile.Name, string(l.Profile.Kind), l.Month, l.State.String(), l.Figures, l.Waiting, nil,
		l.Entered.By, l.Checked.By, l.Released.By,
	}
	if l.Asked {
		out.Findings = &l.Findings
	}
	return out
}

// Run lists sources and months.
func (c releaseList) Run(s scope) error {
	filter := desk.Filter{Source: c.Source}
	if state, ok := approval.ParseState(c.State); ok {
		filter.States = []approval.State{state}
	}
	month, err := c.month()
	if err != nil {
		return err
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	lines, err := house.Approval.Units(s.ctx, period.Date{}, filter)
	if err = errors.Join(err, house.Close()); err != nil {
		return err
	}
	return c.tell(s, lines, month)
}

func (c releaseList) month() (*period.Month, error) {
	if c.Month == "" {
		return nil, nil
	}
	m, err := monthOf(c.Month)
	return &m, err
}

func (c releaseList) tell(s scope, lines []desk.Line, month *period.Month) error {
	list := []releaseLine{}
	for _, l := range lines {
		if month == nil || l.Month == *month {
			list = append(list, lineOf(l))
		}
	}
	if c.JSON {
		return json.NewEncoder(s.Out).Encode(list)
	}
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, s.say("Monat\tQuelle\tStufe\tWerte\tnicht freigegeben\tgeprüft\tfreigegeben", "month\tsource\tstage\tfigures\tnot released\tchecked\treleased"))
	for _, l := range list {
		state, _ := approval.ParseState(l.State)
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", l.Month, l.Source, state.Label().In(s.Lang), s.Lang.Int(int64(l.Figures)), s.Lang.Int(int64(l.Waiting)), l.Checked, l.Released)
	}
	return w.Flush()
}

// releaseOrder is what all acts on a month are told.
type releaseOrder struct {
	Source string `required:"" help:"help.releasesource"`
	Month  string `required:"" help:"help.releasemonth"`
	By     string `required:"" help:"help.releaseby"`
	Note   string `help:"help.releasenote"`
	JSON   bool   `name:"json" help:"help.json"`
}

type (
	releaseCheck    struct{ releaseOrder }
	releaseReturn   struct{ releaseOrder }
	releaseRelease  struct{ releaseOrder }
	releaseReopen   struct{ releaseOrder }
	releaseWithdraw struct{ releaseOrder }
)

// Run reports a month as checked.
func (c releaseCheck) Run(s scope) error { return c.run(s, approval.Check) }

// Run returns a checked month.
func (c releaseReturn) Run(s scope) error { return c.run(s, approval.Return) }

// Run releases a month.
func (c releaseRelease) Run(s scope) error { return c.run(s, approval.Release) }

// Run reopens a released month.
func (c releaseReopen) Run(s scope) error { return c.run(s, approval.Reopen) }

// Run withdraws a release.
func (c releaseWithdraw) Run(s scope) error { return c.run(s, approval.Withdraw) }

func (c releaseOrder) run(s scope, act approval.Act) error {
	line, err := c.do(s, act)
	if c.JSON {
		return errors.Join(json.NewEncoder(s.Out).Encode(struct {
			*releaseLine
			failure
		}{line, failureOf(err)}), err)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Out, "%s, %s: %s (%s)\n", line.Name, line.Month.In(s.Lang), act.Label().In(s.Lang),
		s.count(int64(line.Figures), text.T("Wert", "figure"), text.T("Werte", "figures")))
	return err
}

func (c releaseOrder) do(s scope, act approval.Act) (*releaseLine, error) {
	role, ok := identity.ParseRole(c.By)
	if !ok {
		return nil, fault.Refuse("cli.release", []fault.Row{{File: "--by", Value: c.By, Expected: text.T("eine Rolle: planner, coordinator oder steward", "a role: planner, coordinator or steward")}})
	}
	month, err := monthOf(c.Month)
	if err != nil {
		return nil, err
	}
	house, err := s.existing()
	if err != nil {
		return nil, err
	}
	unit := approval.Unit{Source: c.Source, Month: month}
	err = house.Approval.Do(s.ctx, desk.Order{Unit: unit, Act: act, By: identity.Principal{Means: identity.Local, Grants: []identity.Grant{{Role: role}}}, Note: c.Note, Now: s.now()})
	var lines []desk.Line
	if err == nil {
		lines, err = house.Approval.Units(s.ctx, period.Date{}, desk.Filter{Source: c.Source})
	}
	if err = errors.Join(err, house.Close()); err != nil {
		return nil, err
	}
	for _, l := range lines {
		if l.Unit == unit {
			line := lineOf(l)
			return &line, nil
		}
	}
	return nil, fault.Wrap("cli.release", errors.New("the month is gone"))
}

// monthOf reads a month of the command line.
func monthOf(word string) (period.Month, error) {
	m, err := period.ParseMonth(word)
	if err != nil {
		return 0, fault.Refuse("cli.monthOf", []fault.Row{{File: "--month", Value: word, Expected: text.T("ein Monat wie 2016-12", "a month such as 2016-12")}})
	}
	return m, nil
}

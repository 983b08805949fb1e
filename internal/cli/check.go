// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"encoding/json"
	"errors"
	"fmt"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/quality"
	"planraum/internal/text"
)

type checkCommand struct {
	AsOf string `name:"as-of" help:"help.asof"`
	All  bool   `name:"all" help:"help.checkall"`
	JSON bool   `name:"json" help:"help.json"`
}

// pending ends a command that did its work and found something to be done.
type pending struct{ findings int }

// Error says how many findings nobody has dealt with.
func (p pending) Error() string { return fmt.Sprintf("%d findings are pending", p.findings) }

// pendingExit is the exit code of check where findings are open or in progress.
const pendingExit = 3

// Run checks all figures and lists what does not fit together. It changes
// nothing.
func (c checkCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return err
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	report, err := house.Quality.Await(s.ctx, asOf, quality.Filter{})
	indicators := map[string]figure.Indicator{}
	if err == nil {
		list, failed := house.Data.Indicators(s.ctx)
		for _, i := range list {
			indicators[i.Code] = i
		}
		err = failed
	}
	if err = errors.Join(err, house.Close()); err != nil {
		return err
	}
	if c.JSON {
		err = c.encode(s, report)
	} else {
		err = c.print(s, report, indicators)
	}
	if err == nil && report.All > 0 {
		return pending{report.All}
	}
	return err
}

func (c checkCommand) print(s scope, r quality.Report, indicators map[string]figure.Indicator) error {
	said := s.say("Es wurden %s Werte geprüft; alle Angaben passen zusammen.\n", "%s figures were checked; all of them fit together.\n")
	args := []any{s.Lang.Int(int64(r.Figures))}
	if len(r.Tasks) > 0 {
		said = s.say("%s von %s Befunden sind offen oder in Arbeit, %s davon schwer (%s Werte, Stand %s).\n", "%s of %s findings are open or in progress, %s of them severe (%s figures, as of %s).\n")
		n := func(v int) string { return s.Lang.Int(int64(v)) }
		args = []any{n(r.All), n(len(r.Tasks)), n(r.Severe), n(r.Figures), r.AsOf.In(s.Lang)}
	}
	if _, err := fmt.Fprintf(s.Out, said, args...); err != nil {
		return err
	}
	for _, t := range r.Tasks {
		if !t.State.Pending() && !c.All {
			continue
		}
		name := text.Same(t.Indicator)
		if in, ok := indicators[t.Indicator]; ok {
			name = in.Name
		}
		_, err := fmt.Fprintf(s.Out, "\n%s  %s, %s: %s, %s, %s (%s)\n  %s\n", t.ID, t.Severity.Label().In(s.Lang), t.Kind.Label().In(s.Lang),
			name.In(s.Lang), t.Area, t.Group, t.State.Label().In(s.Lang), t.Says.In(s.Lang))
		if err != nil {
			return err
		}
		if t.Explanation != (text.Text{}) {
			if _, err := fmt.Fprintf(s.Out, "  %s %s\n", s.say("Erklärung:", "explanation:"), t.Explanation.In(s.Lang)); err != nil {
				return err
			}
		}
	}
	return nil
}

// toldFinding is a finding as JSON.
type toldFinding struct {
	ID          string        `json:"id"`
	Key         string        `json:"key"`
	Kind        string        `json:"kind"`
	Severity    string        `json:"severity"`
	State       quality.State `json:"state"`
	Owner       string        `json:"owner"`
	Indicator   string        `json:"indicator"`
	Area        string        `json:"area"`
	Group       string        `json:"group"`
	Period      string        `json:"period"`
	Says        text.Text     `json:"says"`
	Todo        text.Text     `json:"todo"`
	Explanation text.Text     `json:"explanation"`
	Figures     []int64       `json:"figures"`
}

func (c checkCommand) encode(s scope, r quality.Report) error {
	list := []toldFinding{}
	for _, t := range r.Tasks {
		if !t.State.Pending() && !c.All {
			continue
		}
		list = append(list, toldFinding{
			t.ID, t.Key, string(t.Kind), t.Severity.Label().En, t.State, t.Owner, t.Indicator, string(t.Area), string(t.Group), t.Period.String(),
			t.Says, t.Todo, t.Explanation, t.Figures,
		})
	}
	return json.NewEncoder(s.Out).Encode(struct {
		AsOf     period.Date   `json:"as_of"`
		Figures  int           `json:"figures"`
		Pending  int           `json:"pending"`
		Severe   int           `json:"severe"`
		Findings []toldFinding `json:"findings"`
	}{r.AsOf, r.Figures, r.All, r.Severe, list})
}

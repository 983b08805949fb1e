// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package outlook

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	noun "planraum/internal/city/warning"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Case is what may come if the figures go on as they did, under a scenario, or
// under a mixture.
type Case struct {
	ID   string // Baseline, Mixture, or that of the scenario
	Name text.Text
	// Scenarios are laid over the baseline: none, the one, or those that are mixed.
	Scenarios []scenario.Scenario
	Stored    *Stored // the scenario's version; nil for baseline, mixture and what is tried
	// Begun is how many of its assumptions begin in a month that the figures have
	// reached: the figures hold them already, so they are not laid over them again.
	// Over: all of them; nothing is reckoned then.
	Begun int
	Over  bool
	// Beyond is how many of its assumptions begin after the last month looked at: they
	// change nothing that is shown.
	Beyond int
	Outlook
}

// Cases are the baseline and what scenarios make of it.
type Cases struct {
	AsOf     period.Date
	Baseline Case
	List     []Case // by day, then name
	Mixture  *Case  // nil: no scenario has a weight
	// TooMuch is the sum of the weights where it is over 100 %: then nothing is mixed.
	TooMuch int
}

// All lists the baseline, what is not over, and the mixture.
func (c Cases) All() []Case {
	list := []Case{c.Baseline}
	for _, one := range c.List {
		if !one.Over {
			list = append(list, one)
		}
	}
	if c.Mixture != nil {
		list = append(list, *c.Mixture)
	}
	return list
}

// Case is the one with an ID; false where there is none or it is over.
func (c Cases) Case(id string) (Case, bool) {
	for _, one := range c.All() {
		if one.ID == id {
			return one, true
		}
	}
	return Case{}, false
}

// lookAhead is how many months cases are looked at: those that their table names,
// and until the slowest kind of accommodation would open.
const lookAhead = 24

// reach is the last month that cases look at.
func (s Supply) reach(asOf period.Date) period.Month {
	return max(s.Reach(asOf), asOf.Month()+lookAhead)
}

// Cases reckons the baseline, each scenario known on asOf, and the mixture of those
// that have a weight. The rest of 100 % is the baseline.
func (d *Desk) Cases(ctx context.Context, asOf period.Date) (Cases, error) {
	list, err := d.Scenarios(ctx, asOf)
	if err != nil {
		return Cases{}, fault.Wrap("outlook.Cases", err)
	}
	return d.cases(ctx, asOf, list)
}

func (d *Desk) cases(ctx context.Context, asOf period.Date, list []Stored) (Cases, error) {
	const op = "outlook.cases"
	all := Cases{AsOf: asOf}
	supply, err := d.Supply(ctx, asOf)
	if err != nil {
		return all, fault.Wrap(op, err)
	}
	r := caser{d, ctx, asOf, supply}
	if all.Baseline, err = r.reckon(Case{ID: Baseline, Name: text.T("wie bisher", "as before")}); err != nil {
		return all, fault.Wrap(op, err)
	}
	var mixed []scenario.Scenario
	sum := 0
	for _, s := range list {
		ahead, begun := ahead(s.Scenario, all.Baseline.Demand.Past.Last())
		c := Case{ID: s.ID, Name: text.Same(s.Name), Stored: &s, Begun: begun, Over: len(ahead.Parts) == 0, Scenarios: []scenario.Scenario{ahead}}
		if !c.Over {
			if c, err = r.reckon(c); err != nil {
				return all, fault.Wrap(op, err)
			}
			for _, p := range ahead.Parts {
				if p.From > c.To() {
					c.Beyond++
				}
			}
			if s.Weight > 0 {
				mixed, sum = append(mixed, ahead), sum+s.Weight
			}
		}
		all.List = append(all.List, c)
	}
	switch {
	case sum > scenario.MostWeight:
		all.TooMuch = sum
	case sum > 0:
		mix, err := r.reckon(mixture(mixed, sum, asOf))
		if err != nil {
			return all, fault.Wrap(op, err)
		}
		all.Mixture = &mix
	}
	return all, nil
}

// ahead are the assumptions of a scenario that begin after the last month that the
// figures have reached, and how many begin before.
func ahead(s scenario.Scenario, last period.Month) (scenario.Scenario, int) {
	parts := slices.DeleteFunc(slices.Clone(s.Parts), func(p scenario.Part) bool { return p.From <= last })
	begun := len(s.Parts) - len(parts)
	s.Parts = parts
	return s, begun
}

// mixture puts scenarios with weights and the baseline together; the order of IDs
// makes it the same however they were listed.
func mixture(mixed []scenario.Scenario, sum int, asOf period.Date) Case {
	slices.SortFunc(mixed, func(a, b scenario.Scenario) int { return strings.Compare(a.ID, b.ID) })
	byWeight := slices.Clone(mixed)
	slices.SortStableFunc(byWeight, func(a, b scenario.Scenario) int { return cmp.Compare(b.Weight, a.Weight) })
	words := func(l text.Lang) string {
		var list []string
		if sum < scenario.MostWeight {
			list = append(list, fmt.Sprintf(text.T("%d %% wie bisher", "%d%% as before").In(l), scenario.MostWeight-sum))
		}
		for _, s := range byWeight {
			list = append(list, fmt.Sprintf(text.T("%d %% %s", "%d%% %s").In(l), s.Weight, s.Name))
		}
		return text.T("Mischung: ", "mixture: ").In(l) + strings.Join(list, ", ")
	}
	if sum < scenario.MostWeight {
		mixed = append(mixed, scenario.Scenario{ID: Baseline, Name: Baseline, Author: Baseline, On: asOf, Weight: scenario.MostWeight - sum})
	}
	return Case{ID: Mixture, Name: text.T(words(text.De), words(text.En)), Scenarios: mixed}
}

type caser struct {
	desk   *Desk
	ctx    context.Context
	asOf   period.Date
	supply Supply
}

func (r caser) reckon(c Case) (Case, error) {
	demand, err := r.desk.Demand(r.ctx, r.asOf, Wish{To: r.supply.reach(r.asOf), Seed: DefaultSeed, Scenarios: c.Scenarios})
	if err != nil {
		return c, err
	}
	c.Outlook, err = demand.Against(r.supply)
	return c, err
}

// TryScenario is what a scenario would do that is not kept yet.
func (d *Desk) TryScenario(ctx context.Context, s scenario.Scenario, asOf period.Date) (Cases, error) {
	s.Weight = 0 // its effect by itself
	return d.cases(ctx, asOf, []Stored{{Scenario: s}})
}

// Idle reports whether all assumptions begin after the last month looked at, so that the
// case is the baseline.
func (c Case) Idle() bool {
	return c.Beyond > 0 && c.Beyond == len(c.Scenarios[0].Parts)
}

// First is the first month in which places are missing as probably as the council's
// threshold says, and how probably then; false: in no month looked at.
func (c Case) First() (period.Month, float64, bool) {
	if c.Warned == nil {
		return 0, 0, false
	}
	return *c.Warned, c.Months[int(*c.Warned-c.From)].Probability, true
}

// To is the last month looked at.
func (c Case) To() period.Month { return c.From + period.Month(len(c.Months)) - 1 }

// PersonsAt is how many live in the city's housing at the end of a month, and
// MissingAt the places that are missing then; false outside of what is looked at.
func (c Case) PersonsAt(m period.Month) (noun.Spread, bool) {
	if m < c.From || m > c.To() {
		return noun.Spread{}, false
	}
	return c.persons(int(m - c.From)), true
}

// MissingAt: see PersonsAt.
func (c Case) MissingAt(m period.Month) (noun.Spread, bool) {
	if m < c.From || m > c.To() {
		return noun.Spread{}, false
	}
	return noun.Spread(c.Months[int(m-c.From)].Missing), true
}

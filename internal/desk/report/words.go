// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/text"
)

// words looks up a live word or sentence; nil where there is none:
//
//	first              the first month in which the plan lacks places, in words
//	headline           the outlook in one sentence
//	sentence/N         the nth sentence of what is to be decided
//	apart[/PAPER]      what the plan's and the outlook's missing places answer, why they
//	                   differ, and on which of them the paper rests: a proposal, a post,
//	                   a report, days
//	contact[/press]    the office that answers readers: open until it is written in
//	keys               how many staffing keys hold
//	remark/TRANCHE     what the paper of a tranche notes
//	drift              how far the plan lies from the newest count
//	plan-keys          the staffing keys with which the plan reckons, and which hold otherwise
//	reckoned[/MONTH]   how many of the usable places nobody has counted: on the as-of
//	                   date, or at the end of a month of the plan; and that the gap at the
//	                   last count is 0 by it, left out after /brief
//	signed/KEY         who has co-signed the council paper with the key, or the one that
//	                   answers the motion with it
//	date/INDICATOR     the date of the newest observed figure
//	on/INDICATOR       the same in a sentence: am 29.10.2015, Ende Juni 2015
//	On/INDICATOR       at the beginning of one
func (c *city) words(ref string) (*document.Value, error) {
	word, rest, _ := strings.Cut(ref, "/")
	switch word {
	case "first":
		return c.firstShortage(), nil
	case "headline":
		return c.headline()
	case "sentence":
		return c.sentence(rest)
	case "apart":
		return c.toldApart(rest)
	case "contact":
		return c.contact(rest), nil
	case "keys":
		return c.keyCount()
	case "remark":
		return c.remark(rest)
	case "plan-keys":
		return c.planKeysSaid()
	case "reckoned":
		return c.reckoned(rest)
	case "signed":
		return c.signed(rest)
	case "drift":
		return c.drift()
	case "date", "on", "On":
		list, err := c.observed(rest, "")
		if err != nil || len(list) == 0 {
			return nil, err
		}
		return &document.Value{Written: c.said(word, list[len(list)-1].Period)}, nil
	}
	return nil, nil
}

// said writes when something was counted: as a date, or with the word before it that a
// sentence needs.
func (c *city) said(word string, p period.Period) string {
	before := c.say("Ende ", "at the end of ")
	if p.IsDay() {
		before = c.say("am ", "on ")
	}
	switch word {
	case "date":
		return p.In(c.lang)
	case "On":
		before = strings.ToUpper(before[:1]) + before[1:]
	}
	return before + p.In(c.lang)
}

func (c *city) firstShortage() *document.Value {
	if c.run == nil {
		return nil
	}
	s := c.run.Result.Shortage
	if s.First == nil {
		return &document.Value{Written: fmt.Sprintf(c.say("%s reichen die Plätze bis %s.", "%s the places suffice until %s."), c.byPlan(), c.run.Inputs.Plan.To.In(c.lang))}
	}
	of := c.run.Inputs.Plan.To // the month whose places the sentence names
	v := &document.Value{Written: fmt.Sprintf(c.say("%s fehlen ab %s Plätze, Ende %s sind es %s.", "%s places are missing from %s on; at the end of %s %s are."), c.byPlan(), s.First.In(c.lang), c.run.Inputs.Plan.To.In(c.lang), c.lang.Int(int64(s.LastPlaces)))}
	if s.LastPlaces == 0 {
		of = *s.Worst
		v.Written = fmt.Sprintf(c.say("%s fehlen ab %s Plätze, höchstens %s im %s.", "%s places are missing from %s on, at most %s in %s."), c.byPlan(), s.First.In(c.lang), c.lang.Int(int64(s.WorstPlaces)), s.Worst.In(c.lang))
	}
	v.Derivation = c.derived(c.planned("gap", of))
	return v
}

// byPlan says which plan is spoken of, and of which day it is.
func (c *city) byPlan() string {
	return fmt.Sprintf(c.say("Nach dem Plan mit dem Stand %s", "By the plan as of %s"), c.run.Inputs.Plan.AsOf.In(c.lang))
}

// drift compares the plan with the newest count inside its months; a sentence that there
// is none yet where there is not.
func (c *city) drift() (*document.Value, error) {
	if c.run == nil {
		return nil, nil
	}
	list, err := c.observed(persons, "")
	if err != nil {
		return nil, err
	}
	for i := len(list) - 1; i >= 0; i-- {
		f := list[i]
		at := int(f.Period.To.Month() - c.run.Inputs.Plan.From)
		if at < 0 || at >= len(c.run.Result.Months) || f.IsSecret() || !f.Period.To.Month().Last().Before(c.asOf.AddDays(1)) {
			continue
		}
		m := c.run.Result.Months[at]
		by := int64(m.Persons) - f.Value.Amount
		side := c.say("über", "above")
		if by < 0 {
			side, by = c.say("unter", "below"), -by
		}
		return &document.Value{
			Written: fmt.Sprintf(c.say("Der Plan rechnet für %s mit %s Personen; gezählt wurden %s (%s). Er liegt damit %s Personen %s der Zählung.", "For %s the plan reckons with %s persons; counted were %s (%s). It lies %s persons %s the count."),
				m.Month.In(c.lang), c.lang.Int(int64(m.Persons)), f.Written(c.lang), f.Period.In(c.lang), c.lang.Int(by), side),
			Derivation: &figure.Derivation{
				Name: text.T("Abstand des Plans von der Zählung", "distance of the plan from the count"), Value: text.T(text.De.Int(by)+" Personen", text.En.Int(by)+" persons"), Basis: figure.Computed,
				From: []figure.Derivation{*c.derived(c.planned("persons", m.Month)), *c.derived(figureRef(f.ID))},
			},
		}, nil
	}
	return &document.Value{Written: c.say("Aus den Monaten des Plans liegt noch keine Zählung vor.", "There is no count of the months of the plan yet.")}, nil
}

// derived is a derivation, or an empty one that names the address.
func (c *city) derived(ref string) *figure.Derivation {
	d, err := c.Quotes.Derive(c.ctx, ref, c.asOf)
	if err != nil {
		d = figure.Derivation{Ref: ref}
	}
	return &d
}

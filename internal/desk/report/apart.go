// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"fmt"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/city/warning"
	"planraum/internal/text"
)

// A paper that names the places missing by the plan and those missing by the outlook says
// what each number answers, why they differ, and on which of the two it rests.

// restsOn says on which of the two numbers a paper rests, by what it is.
var restsOn = map[string]text.Text{
	"proposal": text.T("Der Beschlussantrag beruht auf dem Plan. Die Vorausschau zeigt, wie viel mehr oder weniger nötig werden kann; aus ihr folgen die Tage, bis zu denen zu entscheiden ist.",
		"The proposal rests on the plan. The outlook shows how much more or less may become necessary; the days to decide by follow from it."),
	"post": text.T("Die Zahlen dieses Papiers folgen aus dem Plan. Die vorgeschlagene Stelle hängt von keiner der beiden Zahlen ab: Gebraucht wird sie, weil beide laufend neu zu rechnen und abzuwägen sind.",
		"The numbers of this paper follow from the plan. The post that it proposes depends on neither: it is needed because both have to be reckoned anew and weighed all the time."),
	"report": text.T("Dieses Papier schlägt keinen Beschluss vor. Seine Stellen und Kosten folgen aus dem Plan, die Tage, bis zu denen zu entscheiden ist, aus der Vorausschau.",
		"This paper proposes no resolution. Its posts and cost follow from the plan, the days to decide by from the outlook."),
	"days": text.T("Dieses Papier schlägt keinen Beschluss vor. Die Tage, bis zu denen zu entscheiden ist, folgen aus der Vorausschau.",
		"This paper proposes no resolution. The days to decide by follow from the outlook."),
	"":      {},
	"press": {},
}

// bothSpeak reports whether both a plan and an outlook say how many places are missing.
func (c *city) bothSpeak() bool {
	f, err := c.foresee()
	return err == nil && c.run != nil && f != nil && len(f.Months) > 0
}

// apart is the live words with which a template tells the two apart; empty where only
// one of them speaks.
func (c *city) apart(paper string) string {
	if !c.bothSpeak() {
		return ""
	}
	if paper != "" {
		paper = "/" + paper
	}
	return "{=apart" + paper + "}"
}

// toldApart are the sentences; nil for a kind of paper that there is not.
func (c *city) toldApart(paper string) (*document.Value, error) {
	rests, known := restsOn[paper]
	if !known {
		return nil, nil
	}
	f, err := c.foresee()
	switch {
	case err != nil:
		return nil, err
	case c.run == nil && f == nil:
		return &document.Value{Written: c.say("Weder ein Plan noch eine Vorausschau liegt vor.", "There is neither a plan nor an outlook.")}, nil
	case f == nil || len(f.Months) == 0:
		return &document.Value{Written: warning.AnswerOfPlan().In(c.lang)}, nil
	case c.run == nil:
		return &document.Value{Written: warning.AnswerOfOutlook().In(c.lang)}, nil
	}
	v := &document.Value{Written: warning.TwoAnswers().In(c.lang)}
	if paper == "press" {
		v.Written = warning.TwoAnswersShort().In(c.lang)
	}
	if said, d := c.compared(f, paper == "press"); d != nil {
		v.Written, v.Derivation = v.Written+" "+said, d
		if v.Draft, err = c.draftOf(*d); err != nil {
			return nil, err
		}
		for i := range d.From { // what is below stands in the derivation of each
			d.From[i].From = nil
		}
	}
	if rests != (text.Text{}) {
		v.Written += " " + rests.In(c.lang)
	}
	return v, nil
}

// compared sets the two numbers side by side for the last month of which both speak; nil
// where there is none. short leaves out what both rest on.
func (c *city) compared(f *Foreseen, short bool) (string, *figure.Derivation) {
	for i := len(f.Months) - 1; i >= 0; i-- {
		at := int(f.Months[i].Month - c.run.Inputs.Plan.From)
		if at < 0 || at >= len(c.run.Result.Months) {
			continue
		}
		m, o := c.run.Result.Months[at], f.Months[i]
		said := c.besides(m, o, short)
		return said, c.comparedFrom(m.Month.In(c.lang), max(-m.Gap, 0), []string{
			c.planned("persons", m.Month), warningRef("persons", m.Month), c.planned("usable", m.Month), warningRef("usable", m.Month), c.planned("gap", m.Month), warningRef("missing", m.Month),
		})
	}
	return "", nil
}

// besides are the sentences of compared: one where it is to be short.
func (c *city) besides(m plan.Month, o warning.Month, short bool) string {
	if short {
		return fmt.Sprintf(c.say("Ende %s fehlen nach dem Plan %s Plätze, nach der Vorausschau in der Mitte %s (in 80 %% der Verläufe %s bis %s).", "At the end of %s %s places are missing by the plan, by the outlook %s in the middle (in 80%% of the courses %s to %s)."),
			m.Month.In(c.lang), c.lang.Int(max(-int64(m.Gap), 0)), c.lang.Int(int64(o.Missing.Median)), c.lang.Int(int64(o.Missing.Low)), c.lang.Int(int64(o.Missing.High)))
	}
	said := fmt.Sprintf(c.say("Für Ende %s nimmt der Plan %s Personen an, die Vorausschau kommt in der Mitte auf %s.", "For the end of %s the plan assumes %s persons, the outlook comes to %s in the middle."),
		m.Month.In(c.lang), c.lang.Int(int64(m.Persons)), c.lang.Int(int64(o.Persons.Median)))
	if int(m.Usable) == o.Usable {
		said += " " + fmt.Sprintf(c.say("Beide zählen dieselben %s nutzbaren Plätze.", "Both count the same %s usable places."), c.lang.Int(int64(o.Usable)))
	} else {
		said += " " + fmt.Sprintf(c.say("An nutzbaren Plätzen zählt der Plan %s, die Vorausschau %s.", "Of usable places the plan counts %s, the outlook %s."), c.lang.Int(int64(m.Usable)), c.lang.Int(int64(o.Usable)))
	}
	said += " " + fmt.Sprintf(c.say("Darum fehlen dann nach dem Plan %s Plätze, nach der Vorausschau in der Mitte %s (in 80 %% der Verläufe %s bis %s).", "So by the plan %s places are missing then, by the outlook %s in the middle (in 80%% of the courses %s to %s)."),
		c.lang.Int(max(-int64(m.Gap), 0)), c.lang.Int(int64(o.Missing.Median)), c.lang.Int(int64(o.Missing.Low)), c.lang.Int(int64(o.Missing.High)))
	return said
}

// comparedFrom shows where both numbers come from. short is what is missing by the plan.
func (c *city) comparedFrom(when string, short unit.Headcount, refs []string) *figure.Derivation {
	d := &figure.Derivation{
		Name: text.T("fehlende Plätze nach dem Plan, neben denen der Vorausschau", "missing places by the plan, beside those of the outlook"), Basis: figure.Computed, When: when,
		Value: text.T(text.De.Int(int64(short))+" Plätze", text.En.Int(int64(short))+" places"),
	}
	for _, ref := range refs {
		d.From = append(d.From, *c.derived(ref))
	}
	return d
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"fmt"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/text"
)

// ChangeKind says what a change of the staffing plan does.
type ChangeKind string

// The kinds of changes.
const (
	Create    ChangeKind = "create"    // new posts (Schaffung)
	Remove    ChangeKind = "remove"    // posts go (Streichung)
	PhaseOut  ChangeKind = "phase_out" // a phase-out note (kw-Vermerk) is set, moved or lifted
	Regrade   ChangeKind = "regrade"   // posts get another grade
	Authorise ChangeKind = "authorise" // staff outside the plan up to a ceiling (Ermächtigung)
	Fill      ChangeKind = "fill"      // how much of posts is filled from a day on
)

// ChangeKinds lists the kinds.
func ChangeKinds() []ChangeKind {
	return []ChangeKind{Create, Remove, PhaseOut, Regrade, Authorise, Fill}
}

// Label names the kind.
func (k ChangeKind) Label() text.Text {
	switch k {
	case Create:
		return text.T("Schaffung", "creation")
	case Remove:
		return text.T("Streichung", "removal")
	case PhaseOut:
		return text.T("kw-Vermerk", "phase-out note")
	case Regrade:
		return text.T("Neubewertung", "regrading")
	case Authorise:
		return text.T("Ermächtigung außerhalb des Stellenplans", "authorisation outside the staffing plan")
	case Fill:
		return text.T("Besetzung", "filling")
	}
	return text.Same(string(k))
}

// Stage is how far a change is on its way through a double budget.
type Stage string

// The stages. A change outside a budget is Asked until it is Decided.
const (
	Asked         Stage = "asked"          // in a paper or motion
	InDraft       Stage = "draft"          // in the administration's draft of the budget
	FirstReading  Stage = "first_reading"  // voted for in the first reading
	SecondReading Stage = "second_reading" // voted for in the second reading
	Settled       Stage = "decided"        // decided by the council
	Refused       Stage = "refused"        // asked for and not given
	// OutcomeUnknown is a paper for the council whose vote no known source tells.
	OutcomeUnknown Stage = "outcome_unknown"
)

// Stages lists the stages in their order.
func Stages() []Stage {
	return []Stage{Asked, InDraft, FirstReading, SecondReading, OutcomeUnknown, Settled, Refused}
}

// Label names the stage.
func (s Stage) Label() text.Text {
	switch s {
	case Asked:
		return text.T("beantragt", "asked for")
	case InDraft:
		return text.T("im Entwurf", "in the draft")
	case FirstReading:
		return text.T("1. Lesung", "first reading")
	case SecondReading:
		return text.T("2. Lesung", "second reading")
	case OutcomeUnknown:
		return text.T("Beschluss nicht bekannt", "decision not known")
	case Settled:
		return text.T("beschlossen", "decided")
	case Refused:
		return text.T("abgelehnt", "refused")
	}
	return text.Same(string(s))
}

// PostChange is one change of the staffing plan (Stellenplan) by one paper.
type PostChange struct {
	ID    string     `json:"id"`
	Paper string     `json:"paper"` // reference, such as "GRDrs 591/2014"
	Kind  ChangeKind `json:"kind"`
	Stage Stage      `json:"stage"`
	// On is the day of the stage, From the first day on which the change holds.
	On   period.Date `json:"on"`
	From period.Date `json:"from"`
	// Budget is the first year of the double budget to which it belongs; 0: it was
	// decided in the course of a year.
	Budget int    `json:"budget,omitempty"`
	Unit   string `json:"unit"` // organizational unit, such as "Sozialamt"
	Task   string `json:"task,omitempty"`
	// Key is the staffing key by which the posts are needed; empty: none.
	Key   string    `json:"key,omitempty"`
	Grade string    `json:"grade,omitempty"` // after the change
	Posts []Portion `json:"posts,omitempty"` // the posts that the paper names
	// Share is how many posts it concerns in all; of an authorisation the ceiling.
	Share unit.FTE `json:"share"`
	// Note is the first day without the posts (kw); zero with Kind PhaseOut: the note
	// is lifted, unless NoteUnknown.
	Note period.Date `json:"note,omitzero"`
	// NoteUnknown says that a note is set or prolonged and no source tells its day; Note
	// is zero then.
	NoteUnknown bool `json:"note_unknown,omitempty"`
	// Until is the last day of an authorisation; zero: without end.
	Until period.Date `json:"until,omitzero"`
	// Per is the key by which an authorisation is used up step by step, 1:Per.
	Per       int64       `json:"per,omitempty"`
	Reason    string      `json:"reason,omitempty"`
	KnownFrom period.Date `json:"known_from"`
	Source    string      `json:"source"`
	Example   bool        `json:"example,omitempty"`
	File      string      `json:"file,omitempty"`
	Line      int         `json:"line,omitempty"`
}

// Portion is one post of a change: its number in the plan and its share.
type Portion struct {
	Number string   `json:"number,omitempty"` // "500 0105 018"; empty: none was given yet
	Share  unit.FTE `json:"share"`
}

// Problem is one fault of a record: where, what stands there, what is expected.
type Problem struct {
	Path, Value string
	Expected    text.Text
}

// Check returns every fault of a change; nil where there is none.
func (c PostChange) Check() []Problem {
	var list []Problem
	expect := func(good bool, path, value, de, en string) {
		if !good {
			list = append(list, Problem{path, value, text.T(de, en)})
		}
	}
	expect(c.ID != "", "id", "", "eine Kennung", "a key")
	expect(strings.TrimSpace(c.Paper) != "", "paper", c.Paper, "die Drucksache, etwa GRDrs 591/2014", "the paper, such as GRDrs 591/2014")
	expect(c.Kind.Label() != text.Same(string(c.Kind)), "kind", string(c.Kind), oneOf(text.De, ChangeKinds()), oneOf(text.En, ChangeKinds()))
	expect(c.Stage.Label() != text.Same(string(c.Stage)), "stage", string(c.Stage), oneOf(text.De, Stages()), oneOf(text.En, Stages()))
	expect(c.Kind != Fill || c.Stage == Settled || c.Stage == Refused || c.Stage.Label() == text.Same(string(c.Stage)), "stage", string(c.Stage), "decided (beschlossen): Besetzt ist nur, was erlaubt ist", "decided: only what is allowed is filled")
	expect(!c.On.IsZero(), "on", "", "der Tag des Standes", "the day of the stage")
	expect(!c.From.IsZero(), "from", "", "der erste Tag, an dem es gilt", "the first day on which it holds")
	expect(c.inBudget(), "budget", fmt.Sprint(c.Budget), "das erste Jahr des Doppelhaushalts, in dem oder im Vorgriff auf den die Änderung gilt, etwa 2016 für 2016 und 2017; leer: im Lauf eines Jahres", "the first year of the double budget in which or in advance of which the change holds, such as 2016 for 2016 and 2017; empty: in the course of a year")
	expect(strings.TrimSpace(c.Unit) != "", "unit", c.Unit, "das Amt", "the office")
	expect(c.Share > 0 || c.Kind == Fill && c.Share == 0, "share", fmt.Sprint(c.Share), "mehr als 0 Stellen", "more than 0 posts")
	expect(c.Grade != "" || c.Kind != Regrade, "grade", "", "die Bewertung, etwa EG 9", "the grade, such as EG 9")
	expect(c.Until.IsZero() || !c.Until.Before(c.From), "until", c.Until.String(), "kein Tag vor dem ersten", "no day before the first")
	expect(c.Note.IsZero() || c.Note.After(c.From) || c.Kind == PhaseOut, "note", c.Note.String(), "ein Tag nach dem ersten", "a day after the first")
	expect(!c.NoteUnknown || c.Note.IsZero(), "note", c.Note.String(), "kein Tag, wenn er nicht bekannt ist", "no day if it is not known")
	sum, named := unit.FTE(0), map[string]bool{}
	for i, p := range c.Posts {
		at := fmt.Sprintf("posts[%d]", i)
		expect(p.Share > 0 && p.Share <= 100 || c.Kind == Fill && p.Share == 0, at+".share", fmt.Sprint(p.Share), "mehr als 0 und höchstens eine ganze Stelle", "more than 0 and one whole post at most")
		expect(p.Number == "" || !named[p.Number], at+".number", p.Number, "jede Stelle einmal", "each post once")
		sum, named[p.Number] = sum+p.Share, true
	}
	expect(c.Posts == nil || sum == c.Share, "share", fmt.Sprint(c.Share), fmt.Sprintf("die Summe der Stellen: %d Hundertstel", sum), fmt.Sprintf("the sum of the posts: %d hundredths", sum))
	return list
}

// inBudget reports whether the change holds from a day of its double budget, or from one
// of the two years before, decided in advance of it (im Vorgriff).
func (c PostChange) inBudget() bool {
	return c.Budget == 0 || c.Budget >= 1990 && c.Budget <= 2100 && (c.From.IsZero() || c.From.Year() >= c.Budget-2 && c.From.Year() <= c.Budget+1)
}

// oneOf lists the words of a file with what they mean.
func oneOf[T interface {
	~string
	Label() text.Text
}](l text.Lang, list []T) string {
	words := make([]string, len(list))
	for i, v := range list {
		words[i] = fmt.Sprintf("%s (%s)", v, v.Label().In(l))
	}
	return text.T("eines von ", "one of ").In(l) + strings.Join(words, ", ")
}

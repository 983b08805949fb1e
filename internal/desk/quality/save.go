// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package quality

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/population"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/plausibility"
	"planraum/internal/text"
)

// Entry is what the register keeps of a finding: its state, and what it said
// when that was set, so that it can be told when it is gone.
type Entry struct {
	State       State                 `json:"state"`
	Owner       string                `json:"owner,omitempty"` // role or office
	Explanation string                `json:"explanation,omitempty"`
	By          string                `json:"by"`
	At          time.Time             `json:"at"`
	Break       string                `json:"break,omitempty"` // key of the break note made with it
	Kind        plausibility.Kind     `json:"kind"`
	Severity    plausibility.Severity `json:"severity"`
	Indicator   string                `json:"indicator"`
	Area        area.ID               `json:"area"`
	Group       population.ID         `json:"group"`
	From        period.Date           `json:"from"`
	To          period.Date           `json:"to"`
	Says        text.Text             `json:"says"`
}

func (e Entry) finding(key string) plausibility.Finding {
	return plausibility.Finding{
		Key: key, Kind: e.Kind, Severity: e.Severity, Indicator: e.Indicator, Area: e.Area, Group: e.Group,
		Period: period.Period{From: e.From, To: e.To}, Says: e.Says,
	}
}

// Change is what a planner wants to set.
type Change struct {
	State       State
	Owner       string
	Explanation string
	Break       *figure.Break // a note to be made; nil: none
	Base        int64         // Version of the task that the planner saw
	By          string
}

// Bounds of what may be written.
const (
	longestOwner  = 100
	longestReason = 2000
)

// Check refuses a change that lacks something, with all faults.
func (c Change) Check() error {
	var rows []fault.Row
	refuse := func(column, value, de, en string) {
		rows = append(rows, fault.Row{File: "Befund", Column: column, Value: value, Expected: text.T(de, en)})
	}
	if !slices.Contains(States(), c.State) {
		refuse("state", string(c.State), "offen, in Arbeit, erklärt oder als echt angenommen", "open, in progress, explained or accepted as real")
	}
	if utf8.RuneCountInString(c.Owner) > longestOwner {
		refuse("owner", c.Owner, "eine Rolle oder ein Amt mit höchstens 100 Zeichen", "a role or office of at most 100 characters")
	}
	if n := utf8.RuneCountInString(strings.TrimSpace(c.Explanation)); n > longestReason || n == 0 && !c.State.Pending() {
		refuse("explanation", c.Explanation, "eine Erklärung mit höchstens 2.000 Zeichen: Wer „erklärt“ oder „als echt angenommen“ setzt, sagt warum",
			"an explanation of at most 2,000 characters: who sets “explained” or “accepted as real” says why")
	}
	if b := c.Break; b != nil {
		if b.Day.IsZero() {
			refuse("break_day", "", "der erste Tag nach dem Bruch", "the first day after the break")
		}
		if n := utf8.RuneCountInString(b.Text.De); n == 0 || n > longestReason {
			refuse("break_text", b.Text.De, "ein Text mit höchstens 2.000 Zeichen: Er steht künftig unter jedem Bild der Reihe", "a text of at most 2,000 characters: it will stand below every picture of the series")
		}
		if strings.TrimSpace(b.Source) == "" {
			refuse("break_source", b.Source, "eine Quelle: woher man es weiß", "a source: how it is known")
		}
	}
	if len(rows) > 0 {
		return fault.Refuse("quality.Change.Check", rows)
	}
	return nil
}

// Save keeps a change of a finding and its break note, both or neither. It
// answers Conflict where somebody else has changed either meanwhile.
func (d *Desk) Save(ctx context.Context, t Task, c Change, now time.Time) error {
	const op = "quality.Save"
	if err := c.Check(); err != nil {
		return err
	}
	e := Entry{
		State: c.State, Owner: strings.TrimSpace(c.Owner), Explanation: strings.TrimSpace(c.Explanation), By: c.By, At: now.UTC(),
		Kind: t.Kind, Severity: t.Severity, Indicator: t.Indicator, Area: t.Area, Group: t.Group, From: t.Period.From, To: t.Period.To, Says: t.Says,
	}
	var next []register.Next
	if c.Break != nil {
		n, err := d.breakAfter(ctx, *c.Break)
		if err != nil {
			return fault.Wrap(op, err)
		}
		e.Break = n.Key
		next = append(next, n)
	}
	body, err := json.Marshal(e)
	if err != nil {
		return fault.Wrap(op, err)
	}
	// The state of a task is as of now, whatever day was looked at.
	record := register.Record{Kind: register.Finding, Key: t.Key, KnownFrom: period.OfTime(now.UTC()), Body: body}
	next = append(next, register.Next{Record: record, After: c.Base})
	batch := figure.Batch{Kind: string(register.Finding), File: t.Key, By: c.By, Rows: len(next), RecordedAt: now}
	return fault.Wrap(op, d.registers.AppendAllAfter(ctx, batch, next))
}

// History lists what was set for a finding, newest first.
func (d *Desk) History(ctx context.Context, key string) ([]Entry, error) {
	versions, err := d.registers.Versions(ctx, register.Finding, key)
	if err != nil {
		return nil, fault.Wrap("quality.History", err)
	}
	list := make([]Entry, 0, len(versions))
	for _, v := range slices.Backward(versions) {
		var e Entry
		if err := json.Unmarshal(v.Body, &e); err != nil {
			return nil, fault.Wrap("quality.History("+key+")", err)
		}
		list = append(list, e)
	}
	return list, nil
}

// Effect says what a change would do, for a preview. Nothing is kept.
func (d *Desk) Effect(t Task, c Change) []text.Text {
	var says []text.Text
	note := func(de, en string) { says = append(says, text.T(de, en)) }
	if c.State != t.State {
		note("Bearbeitung: "+t.State.Label().De+" → "+c.State.Label().De, "State: "+t.State.Label().En+" → "+c.State.Label().En)
	}
	if owner := strings.TrimSpace(c.Owner); owner != t.Owner {
		name := func(s string) text.Text {
			if s == "" {
				return text.T("niemand", "nobody")
			}
			return text.Same(s)
		}
		note("Zuständig: "+name(t.Owner).De+" → "+name(owner).De, "Owner: "+name(t.Owner).En+" → "+name(owner).En)
	}
	if e := strings.TrimSpace(c.Explanation); e != "" && e != t.Explanation.De {
		note("Erklärung: „"+e+"“", "Explanation: “"+e+"”")
	}
	if b := c.Break; b != nil {
		note("Ein Bruch zum "+b.Day.In(text.De)+" steht ab dem Stand "+b.KnownFrom.In(text.De)+" an jedem Bild und in jeder Tabelle dieser Reihe. Kein Wert ändert sich.",
			"A break on "+b.Day.In(text.En)+" stands at every picture and in every table of this series from the as-of date "+b.KnownFrom.In(text.En)+" on. No figure changes.")
	}
	if len(says) == 0 {
		note("Es ändert sich nichts; festgehalten wird nur, dass jemand nachgesehen hat.", "Nothing changes; it is only kept that somebody has looked.")
	}
	if c.State.Pending() == t.State.Pending() {
		return says
	}
	if c.State.Pending() {
		note("Der Befund zählt wieder zu denen, um die sich jemand kümmern muss.", "The finding counts again among those that somebody has to look after.")
	} else {
		note("Der Befund zählt nicht mehr zu den offenen.", "The finding no longer counts as open.")
	}
	return says
}

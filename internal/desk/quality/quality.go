// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package quality is the desk at which what does not fit together is found,
// given to somebody, explained or accepted, and at which breaks of series are
// noted.
package quality

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"planraum/internal/city/area"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/fault"
	"planraum/internal/method/plausibility"
	"planraum/internal/text"
)

// Ledger is what the desk asks of the figures.
type Ledger interface {
	EachFigure(ctx context.Context, q figure.Query, fn func(figure.Figure) error) error
	Choices(ctx context.Context, q figure.Query) ([]figure.Choice, error)
	// FigurePosition moves with every figure and choice.
	FigurePosition(ctx context.Context) (int64, error)
}

// Catalogue is what the desk asks of the names that figures use.
type Catalogue interface {
	Indicators(ctx context.Context) ([]figure.Indicator, error)
	Areas(ctx context.Context, edition string) ([]area.Area, error)
}

// Registers is what the desk asks of the dated records.
type Registers interface {
	Records(ctx context.Context, kind register.Kind, asOf period.Date) ([]register.Record, error)
	Versions(ctx context.Context, kind register.Kind, key string) ([]register.Record, error)
	// AppendAllAfter records new versions, all or none; a Conflict where one
	// of them was overtaken.
	AppendAllAfter(ctx context.Context, batch figure.Batch, next []register.Next) error
}

// State is how far a finding has been dealt with.
type State string

// The states. Gone is nobody's choice: the data do not show the finding any more.
const (
	Open       State = "open"
	InProgress State = "in_progress"
	Explained  State = "explained"
	Accepted   State = "accepted"
	Gone       State = "gone"
)

var stateLabels = map[State]text.Text{
	Open: text.T("offen", "open"), InProgress: text.T("in Arbeit", "in progress"), Explained: text.T("erklärt", "explained"),
	Accepted: text.T("als echt angenommen", "accepted as real"), Gone: text.T("erledigt: nicht mehr zu sehen", "gone: not to be seen any more"),
}

// States lists the states that a planner can choose.
func States() []State { return []State{Open, InProgress, Explained, Accepted} }

// Label names the state.
func (s State) Label() text.Text { return stateLabels[s] }

// Pending reports whether somebody still has to do something.
func (s State) Pending() bool { return s == Open || s == InProgress }

// Task is a finding with what has been done about it.
type Task struct {
	plausibility.Finding
	ID          string // in addresses
	State       State
	Owner       string    // role or office; empty: nobody
	Explanation text.Text // of a person, a break or a choice
	By          string    // who last changed it; empty: nobody has yet
	At          time.Time
	Version     int64 // of the newest record; 0: none
	// Break is the note that explains the finding, if there is one.
	Break *figure.Break
}

// Filter narrows a report. Empty fields do not. Kind, State and Owner choose
// among the tasks; with an Indicator the whole report speaks of it alone.
type Filter struct {
	Kind      plausibility.Kind
	State     State // Gone must be asked for
	Owner     string
	Unowned   bool
	Indicator string
}

func (f Filter) admits(t Task) bool {
	return (f.Kind == "" || f.Kind == t.Kind) && (f.State == "" || f.State == t.State) && (f.Owner == "" || f.Owner == t.Owner) &&
		(!f.Unowned || t.Owner == "")
}

// Report is what the checks found as of a date.
type Report struct {
	AsOf    period.Date
	Tasks   []Task // worst first, as the filter admits them
	Figures int    // how many were checked
	// Running says that figures have come in that are still being checked; the
	// tasks are those of the state before, if it is known.
	Running bool
	// All counts the pending tasks whatever is chosen among them, Severe those of them
	// that are severe, Unowned the severe ones that nobody looks after.
	All, Severe, Unowned int
	// Kinds, States and Owners count what links of a filter lead to; gone tasks
	// only count as such.
	Kinds  map[plausibility.Kind]int
	States map[State]int
	Owners map[string]int
}

// Findings checks all figures known on asOf. It answers within the desk's
// patience; what takes longer goes on and is there when asked again.
func (d *Desk) Findings(ctx context.Context, asOf period.Date, f Filter) (Report, error) {
	return d.report(ctx, asOf, f, d.patience)
}

// Glance is Findings for a page that only mentions them: it hardly waits for a
// check that is under way.
func (d *Desk) Glance(ctx context.Context, asOf period.Date) (Report, error) {
	return d.report(ctx, asOf, Filter{}, glance)
}

// Await is Findings that waits until all figures are checked.
func (d *Desk) Await(ctx context.Context, asOf period.Date, f Filter) (Report, error) {
	return d.report(ctx, asOf, f, 0)
}

func (d *Desk) report(ctx context.Context, asOf period.Date, f Filter, patience time.Duration) (Report, error) {
	const op = "quality.Findings"
	r := Report{AsOf: asOf, Kinds: map[plausibility.Kind]int{}, States: map[State]int{}, Owners: map[string]int{}}
	checked, running, err := d.checked(ctx, asOf, patience)
	if err != nil {
		return r, fault.Wrap(op, err)
	}
	tasks, err := d.tasks(ctx, checked.findings, asOf, !running)
	if err != nil {
		return r, fault.Wrap(op, err)
	}
	r.Figures, r.Running = checked.figures, running
	for _, t := range tasks {
		if f.Indicator != "" && f.Indicator != t.Indicator {
			continue // the page speaks of one indicator only
		}
		r.count(t)
		if f.admits(t) && (t.State != Gone || f.State == Gone) {
			r.Tasks = append(r.Tasks, t)
		}
	}
	return r, nil
}

func (r *Report) count(t Task) {
	r.States[t.State]++
	if t.State == Gone {
		return
	}
	r.Kinds[t.Kind]++
	r.Owners[t.Owner]++
	if !t.State.Pending() {
		return
	}
	r.All++
	if t.Severity == plausibility.Severe {
		r.Severe++
		if t.Owner == "" {
			r.Unowned++
		}
	}
}

// Task returns one finding by its ID; NotFound where neither the data nor the
// register know it.
func (d *Desk) Task(ctx context.Context, id string, asOf period.Date) (Task, error) {
	const op = "quality.Task"
	checked, running, err := d.checked(ctx, asOf, d.patience)
	if err != nil {
		return Task{}, fault.Wrap(op, err)
	}
	tasks, err := d.tasks(ctx, checked.findings, asOf, true)
	if err != nil {
		return Task{}, fault.Wrap(op, err)
	}
	i := slices.IndexFunc(tasks, func(t Task) bool { return t.ID == id })
	switch {
	case i >= 0:
		return tasks[i], nil
	case running:
		return Task{}, fault.New(fault.Unavailable, op+"("+id+")",
			"Die Werte werden gerade geprüft. Bitte gleich noch einmal laden.", "The figures are being checked. Please load again in a moment.")
	}
	return Task{}, fault.New(fault.NotFound, op+"("+id+")",
		"Diesen Befund gibt es unter dem gewählten Stand nicht.", "There is no such finding as of the chosen date.")
}

// IDOf is the address of a finding: its kind and the beginning of the digest
// of its key, which is too long for an address.
func IDOf(f plausibility.Finding) string {
	sum := sha256.Sum256([]byte(f.Key))
	return string(f.Kind) + "-" + hex.EncodeToString(sum[:6])
}

// tasks joins findings with what is recorded of them. Whatever day the reader
// looks from: who looks after a finding, and how far, is as of now.
func (d *Desk) tasks(ctx context.Context, found []plausibility.Finding, asOf period.Date, gone bool) ([]Task, error) {
	records, err := d.registers.Records(ctx, register.Finding, period.Date{})
	if err != nil {
		return nil, err
	}
	known := make(map[string]register.Record, len(records))
	for _, r := range records {
		known[r.Key] = r
	}
	breaks, err := d.AllBreaks(ctx, asOf)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, 0, len(found))
	for _, f := range found {
		t := Task{Finding: f, ID: IDOf(f), State: Open}
		t.explainedBy(breaks)
		if r, ok := known[f.Key]; ok {
			if err := t.recorded(r); err != nil {
				return nil, err
			}
			delete(known, f.Key)
		}
		tasks = append(tasks, t)
	}
	for _, r := range records {
		if _, left := known[r.Key]; !left || !gone {
			continue
		}
		var e Entry
		if err := json.Unmarshal(r.Body, &e); err != nil {
			return nil, fault.Wrap(fmt.Sprintf("quality.tasks(%s)", r.Key), err)
		}
		t := Task{Finding: e.finding(r.Key)}
		t.ID = IDOf(t.Finding)
		if err := t.recorded(r); err != nil {
			return nil, err
		}
		t.State = Gone
		tasks = append(tasks, t)
	}
	return tasks, nil
}

// explainedBy lets a choice or a break note speak for a finding that nobody
// has touched.
func (t *Task) explainedBy(breaks []figure.Break) {
	if t.Settled != "" {
		t.State = Explained
		t.Explanation = text.T("Ausdrücklich gewählt: "+t.Settled, "Chosen explicitly: "+t.Settled)
	}
	if t.Kind != plausibility.Jump && t.Kind != plausibility.Account {
		return
	}
	span := t.Span()
	for i, b := range breaks {
		if b.Of(t.Indicator, t.Area, t.Group) && !b.Day.Before(span.From) && !b.Day.After(span.To) {
			t.State, t.Explanation, t.Break = Explained, b.Text, &breaks[i]
		}
	}
}

// recorded takes over what a record says.
func (t *Task) recorded(r register.Record) error {
	var e Entry
	if err := json.Unmarshal(r.Body, &e); err != nil {
		return fault.Wrap("quality.recorded("+r.Key+")", err)
	}
	t.State, t.Owner, t.By, t.At, t.Version = e.State, e.Owner, e.By, e.At, r.ID
	if e.Explanation != "" {
		t.Explanation = text.Same(e.Explanation)
	}
	return nil
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/period"
	noun "planraum/internal/city/warning"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
)

type warnCommand struct {
	AsOf string `name:"as-of" help:"help.asof"`
	Keep bool   `name:"keep" help:"help.warnkeep"`
	// OldCount is the last month counted, where that is long ago.
	OldCount string `name:"old-count" placeholder:"2024-12" help:"help.warnoldcount"`
	JSON     bool   `name:"json" help:"help.json"`
}

// Run says by when what must be decided, and keeps it where that is wished.
func (c warnCommand) Run(s scope) error {
	said, err := c.look(s)
	if err != nil {
		return refused(s, c.JSON, err)
	}
	if c.JSON {
		return printJSON(s, said)
	}
	return said.print(s)
}

// warned is what the command answers.
type warned struct {
	Says      text.Text   `json:"says"`
	Sentences []text.Text `json:"sentences"`
	Notes     []text.Text `json:"notes"`
	Kept      bool        `json:"kept"` // it was kept just now
	Warning   noun.Kept   `json:"warning"`
}

func (c warnCommand) look(s scope) (warned, error) {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return warned{}, err
	}
	counted, err := c.counted(s)
	if err != nil {
		return warned{}, err
	}
	house, err := s.existing()
	if err != nil {
		return warned{}, err
	}
	said, err := c.ask(s, house, asOf, counted)
	return said, errors.Join(err, house.Close())
}

// counted is the last month counted that was confirmed; 0: none was.
func (c warnCommand) counted(s scope) (period.Month, error) {
	if c.OldCount == "" {
		return 0, nil
	}
	m, err := period.ParseMonth(c.OldCount)
	if err != nil || !c.Keep {
		return 0, fault.Refuse("cli.warn", []fault.Row{{
			File: s.say("Aufruf", "call"), Column: "--old-count", Value: c.OldCount,
			Expected: text.T("der letzte gezählte Monat wie 2024-12, zusammen mit --keep", "the last month counted such as 2024-12, together with --keep"),
		}})
	}
	return m, nil
}

func (c warnCommand) ask(s scope, house *House, asOf period.Date, counted period.Month) (warned, error) {
	o, err := house.Outlook.Look(s.ctx, asOf, outlook.Wish{Seed: outlook.DefaultSeed})
	if err != nil {
		return warned{}, err
	}
	said := warned{Says: o.Headline(), Sentences: append([]text.Text{}, o.Sentences()...), Notes: o.Notes(), Kept: c.Keep}
	if c.Keep {
		said.Warning, err = house.Outlook.Raise(s.ctx, o, outlook.Keeping{By: by, Confirmed: counted}, s.now())
		return said, err
	}
	if said.Warning, err = o.Kept(); err != nil {
		return said, err
	}
	said.Warning.Position, err = house.Data.Position(s.ctx)
	return said, err
}

// by is who keeps what a command keeps.
const by = "Kommandozeile"

func (w warned) print(s scope) error {
	line := func(format string, args ...any) {
		fmt.Fprintf(s.Out, format+"\n", args...)
	}
	line("%s", w.Says.In(s.Lang))
	line("%s; %s %d", outlook.ThresholdNote(w.Warning.Threshold).In(s.Lang), s.say("Startwert des Zufalls", "seed"), w.Warning.Seed)
	for _, sentence := range w.Sentences {
		line("* %s", sentence.In(s.Lang))
	}
	line("")
	for _, c := range w.Warning.Classes {
		kind := accommodation.Label(accommodation.Kinds, c.Kind).In(s.Lang)
		if c.Beyond {
			line(s.say("%s: öffnet %s; dafür ist nichts gerechnet.", "%s: opens in %s; nothing is reckoned for it."), kind, c.Opens.In(s.Lang))
			continue
		}
		line(s.say("%s: am %s entschieden, öffnet %s; dann fehlen mit einer Wahrscheinlichkeit von %s Plätze, in der Mitte %s (80 %%: %s bis %s).",
			"%s: decided on %s it opens in %s; places are missing then with a probability of %s, %s in the middle (80%%: %s to %s)."),
			kind, w.Warning.AsOf.In(s.Lang), c.Opens.In(s.Lang), outlook.Chance(s.Lang, c.Probability), s.Lang.Int(int64(c.Missing.Median)), s.Lang.Int(int64(c.Missing.Low)), s.Lang.Int(int64(c.Missing.High)))
	}
	line("")
	for _, n := range w.Notes {
		line("- %s", n.In(s.Lang))
	}
	if w.Kept {
		line("%s", s.say("Festgehalten als ", "Kept as ")+w.Warning.ID+".")
	}
	return nil
}

// monthly has a warning kept each month until the function that it returns is
// called.
func monthly(s scope, house *House) (stop func()) {
	if house.Monthly == nil {
		return func() {}
	}
	ctx, cancel := context.WithCancel(s.ctx)
	var done sync.WaitGroup
	done.Go(func() {
		var last string
		house.Monthly.Watch(ctx, func(err error) {
			if say := fault.SayOf(err).In(s.Lang); say != last { // not every hour
				fmt.Fprintln(s.Err, s.say("Warnungen festhalten: ", "keeping warnings: ")+say)
				last = say
			}
		})
	})
	return func() { cancel(); done.Wait() }
}

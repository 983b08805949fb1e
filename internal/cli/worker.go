// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"planraum/internal/fault"
	"planraum/internal/text"
)

type workerCommand struct {
	Jobs int           `help:"help.workerjobs" default:"2" env:"PLANRAUM_JOBS"`
	Wait time.Duration `help:"help.wait" default:"0s" env:"PLANRAUM_WAIT" placeholder:"30s"`
}

// Run works jobs until the program is told to stop.
func (c workerCommand) Run(s scope) error {
	if missing(s.database) {
		_, err := s.existing()
		return err
	}
	house, err := awaited(s, c.Wait)
	if err != nil {
		return err
	}
	return errors.Join(c.work(s, house), house.Close())
}

func (c workerCommand) work(s scope, house *House) error {
	if house.Workers.Alone() {
		return fault.New(fault.Invalid, "cli.worker",
			"Auf SQLite arbeitet „planraum serve“ die Vorgänge selbst ab. Weitere Prozesse helfen nur auf PostgreSQL.",
			"On SQLite “planraum serve” works the jobs itself. Further processes help on PostgreSQL only.")
	}
	if c.Jobs < 1 {
		return fault.New(fault.Invalid, "cli.worker", "--jobs muss mindestens 1 sein.", "--jobs has to be at least 1.")
	}
	return working(s, house, c.Jobs, func() error {
		defer watched(s, house)()
		fmt.Fprintln(s.Err, s.say("Planraum arbeitet Vorgänge ab. Beenden mit Strg+C.", "Planraum works jobs. Stop with Ctrl+C."))
		<-s.ctx.Done()
		return nil
	})
}

// watched has the daily job ordered that removes what is older than its time,
// until the function that it returns is called.
func watched(s scope, house *House) (stop func()) {
	if house.Privacy == nil {
		return func() {}
	}
	return meanwhile(s, text.T("Löschfristen: ", "retention: "), house.Privacy.Watch)
}

// meanwhile watches beside the work, until the function that it returns is
// called, and prints what the watch complains of, not the same again and again.
func meanwhile(s scope, about text.Text, watch func(ctx context.Context, complain func(error))) (stop func()) {
	ctx, cancel := context.WithCancel(s.ctx)
	var done sync.WaitGroup
	done.Go(func() {
		var last string
		watch(ctx, func(err error) {
			if say := fault.SayOf(err).In(s.Lang); say != last {
				fmt.Fprintln(s.Err, about.In(s.Lang)+say)
				last = say
			}
		})
	})
	return func() { cancel(); done.Wait() }
}

// patience is how long jobs under way may go on when the program is told to
// stop. Those that need longer begin anew at the next start.
const patience = 15 * time.Second

// working calls fn while jobs are worked.
func working(s scope, house *House, workers int, fn func() error) error {
	if workers <= 0 {
		return fn()
	}
	if err := house.Workers.Start(s.ctx, workers); err != nil {
		return err
	}
	err := fn()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(s.ctx), patience)
	defer cancel()
	return errors.Join(err, house.Workers.Stop(ctx))
}

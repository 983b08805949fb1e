// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"time"

	"planraum/internal/fault"
)

type healthCommand struct {
	Address string `arg:"" optional:"" default:"http://127.0.0.1:8080" help:"help.healthaddress"`
}

// Run asks a running program whether it is ready, for service managers and
// containers without another program to ask with.
func (c healthCommand) Run(s scope) error {
	if err := s.Probe(s.ctx, c.Address); err != nil {
		return err
	}
	_, err := fmt.Fprintln(s.Out, s.say("Planraum ist bereit.", "Planraum is ready."))
	return err
}

// again is the pause between two attempts to open the database.
const again = time.Second

// awaited is house for programs that start together with the database: where it
// cannot be reached yet, it is tried again until patience ends.
func awaited(s scope, patience time.Duration) (*House, error) {
	until := time.Now().Add(patience)
	for told := false; ; told = true {
		house, err := s.house()
		if err == nil || fault.KindOf(err) != fault.Unavailable || time.Now().Add(again).After(until) || s.ctx.Err() != nil {
			return house, err
		}
		if !told {
			fmt.Fprintln(s.Err, fault.SayOf(err).In(s.Lang), s.say("Planraum versucht es weiter.", "Planraum keeps trying."))
		}
		select {
		case <-s.ctx.Done():
			return nil, s.ctx.Err()
		case <-time.After(again):
		}
	}
}

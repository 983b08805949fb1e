// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/alecthomas/kong"

	"planraum/internal/method/apportion"
	"planraum/internal/method/balance"
	"planraum/internal/method/forecast"
	"planraum/internal/method/plausibility"
	"planraum/internal/method/staffing"
	"planraum/internal/method/stockflow"
)

type versionCommand struct{}

// Run prints the version and the methods' versions, which every run keeps.
func (versionCommand) Run(s scope) error {
	_, err := fmt.Fprintf(s.Out, "planraum %s (%s, %s/%s)\n%s %s\n", s.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH,
		s.say("Verfahren:", "methods:"), strings.Join([]string{stockflow.Version, balance.Version, staffing.Version, apportion.Version, plausibility.Version, forecast.SeriesVersion}, ", "))
	return err
}

// versionFlag is the command version as a flag, which many try first.
type versionFlag bool

// BeforeReset prints the version before the parser asks for a command.
func (versionFlag) BeforeReset(s scope, app *kong.Kong) error {
	err := versionCommand{}.Run(s)
	if err == nil {
		app.Exit(0)
	}
	return err
}

// IsBool says that the flag takes no value.
func (versionFlag) IsBool() bool { return true }

// helpCommand is help as a word, which many try first.
type helpCommand struct {
	Command []string `arg:"" optional:"" complete:"command" help:"help.helpcommand"`
}

// Run prints the page that COMMAND --help prints.
func (c helpCommand) Run(s scope, app *kong.Kong) error {
	_, err := app.Parse(append(c.Command, "--help"))
	return err
}

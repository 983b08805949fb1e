// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Command planraum is the planning workbench of a city's social planning. This
// package only wires the floors together: flags, configuration, start and stop.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"planraum/internal/cli"
	"planraum/internal/platform/clock"
	"planraum/internal/platform/telemetry"
	"planraum/internal/text"
)

// version is set when a release is built.
var version = "0.1.0-dev"

func main() {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	go func() { // a second signal ends the program at once
		<-ctx.Done()
		stop()
	}()
	writeLog(false, slog.LevelInfo)
	code := cli.Run(ctx, cli.Outside{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr,
		Lang:     text.Parse(environmentLanguage()),
		Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		Today:    clock.Today, Version: version,
		Open: open, Serve: serve, Log: writeLog, Probe: telemetry.Probe, Backups: newBackups(),
	}, os.Args[1:])
	stop()
	os.Exit(code)
}

// faults counts the errors of the log, for the page of the state.
var faults telemetry.Tally

// writeLog says how everything in this process logs: the program, the queue,
// the libraries.
func writeLog(json bool, level slog.Level) {
	slog.SetDefault(telemetry.NewLog(os.Stderr, telemetry.Settings{JSON: json, Level: level}, &faults))
}

func environmentLanguage() string {
	for _, name := range []string{"PLANRAUM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v
		}
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package cli is the face for administrators and scripts: the same desks as the
// pages, progress on long work, clear refusals with an exit code that is not 0.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strings"

	"github.com/alecthomas/kong"

	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Outside is what commands use of the outside; tests put their own in.
type Outside struct {
	In   io.Reader
	Out  io.Writer
	Err  io.Writer
	Lang text.Lang
	// Terminal says that Err is a terminal, so that progress may be drawn.
	Terminal bool
	Today    func() period.Date
	Version  string
	// Open opens the installation's database and the desks over it.
	Open func(ctx context.Context, database string, say io.Writer) (*House, error)
	// Serve answers as a service says until ctx ends.
	Serve func(ctx context.Context, house *House, service Service, say func(address string)) error
	// Log says how the program's log is written from now on; nil: it stays as
	// it is.
	Log func(json bool, level slog.Level)
	// Probe asks the health check at an address of this program; nil where there
	// is none to ask.
	Probe func(ctx context.Context, address string) error
	// Backups makes and restores copies of databases.
	Backups Backups
}

// commands is the command line. Helps are keys of helps.go, in both languages.
type commands struct {
	Database string `help:"help.database" default:"planraum.db" env:"PLANRAUM_DATABASE" placeholder:"URL" complete:"file"`
	// Language has no env: an unknown language of the environment is no fault of
	// the call, and language has asked for it before the parser does.
	Language string      `help:"help.language" name:"lang" enum:"de,en," default:"" placeholder:"de|en"`
	About    versionFlag `help:"help.versionflag" name:"version" short:"V"`

	LogFormat string `name:"log-format" help:"help.logformat" enum:"text,json" default:"text" env:"PLANRAUM_LOG_FORMAT" placeholder:"text|json"`
	LogLevel  string `name:"log-level" help:"help.loglevel" enum:"debug,info,warn,error" default:"info" env:"PLANRAUM_LOG_LEVEL" placeholder:"info"`

	Serve      serveCommand      `cmd:"" help:"help.serve"`
	Demo       demoCommand       `cmd:"" help:"help.demo"`
	Import     importCommand     `cmd:"" help:"help.import"`
	Mapping    mappingCommand    `cmd:"" help:"help.mapping"`
	Plan       planCommand       `cmd:"" help:"help.plan"`
	Forecast   forecastCommand   `cmd:"" help:"help.forecast"`
	Replay     replayCommand     `cmd:"" help:"help.replay"`
	Warn       warnCommand       `cmd:"" help:"help.warn"`
	Actions    actionsCommand    `cmd:"" help:"help.actions"`
	Motions    motionsCommand    `cmd:"" help:"help.motions"`
	Steering   steeringCommand   `cmd:"" help:"help.steering"`
	OParl      oparlCommand      `cmd:"" name:"oparl" help:"help.oparl"`
	Check      checkCommand      `cmd:"" help:"help.check"`
	Export     exportCommand     `cmd:"" help:"help.export"`
	Release    releaseCommand    `cmd:"" help:"help.release"`
	Account    accountCommand    `cmd:"" help:"help.account"`
	Report     reportCommand     `cmd:"" help:"help.report"`
	Reports    reportsCommand    `cmd:"" help:"help.reports"`
	Job        jobCommand        `cmd:"" help:"help.job"`
	Worker     workerCommand     `cmd:"" help:"help.worker"`
	Health     healthCommand     `cmd:"" help:"help.health"`
	History    historyCommand    `cmd:"" help:"help.history"`
	Revisions  revisionsCommand  `cmd:"" help:"help.revisions"`
	Backup     backupCommand     `cmd:"" help:"help.backup"`
	Restore    restoreCommand    `cmd:"" help:"help.restore"`
	Audit      auditCommand      `cmd:"" help:"help.audit"`
	Privacy    privacyCommand    `cmd:"" help:"help.privacy"`
	Version    versionCommand    `cmd:"" help:"help.version"`
	Completion completionCommand `cmd:"" help:"help.completion"`
	Help       helpCommand       `cmd:"" help:"help.help"`
}

// scope is what a command is given.
type scope struct {
	Outside
	ctx      context.Context
	database string
}

func (s scope) say(de, en string) string { return text.T(de, en).In(s.Lang) }

// count writes a number with its noun.
func (s scope) count(n int64, one, many text.Text) string {
	noun := many
	if n == 1 {
		noun = one
	}
	return s.Lang.Int(n) + " " + noun.In(s.Lang)
}

// house opens the database named on the command line.
func (s scope) house() (*House, error) { return s.Open(s.ctx, s.database, s.Err) }

// missing reports whether a database address names a file that is not there.
func missing(database string) bool {
	if strings.Contains(database, "://") {
		return false
	}
	_, err := os.Stat(strings.TrimPrefix(database, "sqlite:"))
	return errors.Is(err, os.ErrNotExist)
}

// readable reports whether a database is a file that others than its owner may
// read. Systems that know no such rights say that all may.
func readable(database string) bool {
	if strings.Contains(database, "://") || runtime.GOOS == "windows" {
		return false
	}
	info, err := os.Stat(strings.TrimPrefix(database, "sqlite:"))
	return err == nil && info.Mode().Perm()&0o077 != 0
}

// existing is house for commands that only read: a mistyped name must not
// become a new empty database.
func (s scope) existing() (*House, error) {
	if missing(s.database) {
		return nil, fault.New(fault.NotFound, "cli.existing",
			"Die Datenbank „"+s.database+"“ gibt es nicht. Bitte --database angeben oder „planraum demo“ aufrufen.",
			"There is no database “"+s.database+"”. Please give --database or call “planraum demo”.")
	}
	return s.house()
}

// ask opens the installation that is there, asks it, and closes it.
func ask[T any](s scope, question func(*House) (T, error)) (answer T, err error) {
	house, err := s.existing()
	if err != nil {
		return answer, err
	}
	answer, err = question(house)
	return answer, errors.Join(err, house.Close())
}

// Run runs the command line args and returns the exit code.
func Run(ctx context.Context, out Outside, args []string) int {
	out.Lang = language(out.Lang, args)
	written := &sink{to: out.Out}
	out.Out = written
	code := -1
	var c commands
	parser, err := kong.New(&c,
		kong.Name("planraum"), kong.Description(in(out.Lang, "help.program")),
		kong.Writers(out.Out, out.Err), kong.Exit(func(n int) { code = n; panic(exited{}) }),
		kong.Bind(scope{Outside: out, ctx: ctx}), kong.Help(printHelp(out.Lang)),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: true}),
		kong.ValueFormatter(func(v *kong.Value) string { return in(out.Lang, v.Help) }),
		kong.PostBuild(func(k *kong.Kong) error { translate(out.Lang, k.Model.Node); return nil }),
	)
	if err != nil {
		fmt.Fprintln(out.Err, err)
		return 70
	}
	return written.ended(out, guarded(&code, func() int {
		parsed, err := parser.Parse(args)
		if err == nil {
			c.log(out)
			err = parsed.Run(scope{out, identity.With(ctx, identity.Machine()), c.Database})
		}
		if written.caused(err) {
			return 0 // for which ended has a sentence
		}
		return report(out, err)
	}))
}

// log has the program's log written as the flags say.
func (c commands) log(out Outside) {
	var level slog.Level
	if out.Log != nil && level.UnmarshalText([]byte(c.LogLevel)) == nil {
		out.Log(c.LogFormat == "json", level)
	}
}

// exited unwinds the parser where kong has printed help.
type exited struct{}

func guarded(code *int, run func() int) (result int) {
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(exited); !ok {
				panic(p)
			}
			result = *code
		}
	}()
	return run()
}

// language is the one named by --lang, else the environment's. A wrong value
// is for the parser to refuse.
func language(environment text.Lang, args []string) text.Lang {
	for i, a := range args {
		v, ok := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			v, ok = args[i+1], true
		}
		if l := text.Lang(v); ok && (l == text.De || l == text.En) {
			return l
		}
	}
	return environment
}

// usage says why a call was not understood and which page explains it.
func usage(out Outside, err *kong.ParseError) int {
	page, hint := "planraum", text.T("„%s --help“ zeigt alle Befehle.\n", "“%s --help” shows all commands.\n")
	if err.Context != nil {
		for _, step := range err.Context.Path {
			if step.Command != nil {
				page, hint = commandPath(step.Command), text.T("„%s --help“ erklärt den Befehl.\n", "“%s --help” explains the command.\n")
			}
		}
	}
	fmt.Fprintf(out.Err, "planraum: %s: %v\n", text.T("Aufruf nicht verstanden", "call not understood").In(out.Lang), refusal(out.Lang, err))
	fmt.Fprintf(out.Err, hint.In(out.Lang), page)
	return 2
}

// failure is an error as JSON: the sentence, and every fault of the input.
type failure struct {
	Error  *text.Text  `json:"error,omitempty"` // nil where nothing failed
	Faults []fault.Row `json:"faults"`
}

func failureOf(err error) failure {
	f := failure{Faults: []fault.Row{}}
	if err != nil {
		say := fault.SayOf(err)
		f.Error, f.Faults = &say, append(f.Faults, fault.RowsOf(err)...)
	}
	return f
}

// report prints an error with every fault of the input and returns the exit
// code of its kind. Internal text is not printed unless PLANRAUM_DEBUG is set.
func report(out Outside, err error) int {
	if err == nil {
		return 0
	}
	var call *kong.ParseError
	if errors.As(err, &call) {
		return usage(out, call)
	}
	if left := (pending{}); errors.As(err, &left) {
		return pendingExit // the command has said all
	}
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(out.Err, text.T("Abgebrochen. Es wurde nichts gespeichert.", "Cancelled. Nothing was stored.").In(out.Lang))
		return 130
	}
	fmt.Fprintln(out.Err, fault.SayOf(err).In(out.Lang))
	for _, row := range fault.RowsOf(err) {
		fmt.Fprintln(out.Err, "  "+row.In(out.Lang))
	}
	if os.Getenv("PLANRAUM_DEBUG") != "" {
		fmt.Fprintln(out.Err, err)
	}
	return fault.KindOf(err).Exit()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/method/apportion"
	"planraum/internal/method/balance"
	"planraum/internal/method/staffing"
	"planraum/internal/method/stockflow"
	"planraum/internal/text"
)

type exportCommand struct {
	Kind   string `arg:"" enum:"figures,sites,areas,plan" help:"help.exportkind"`
	ID     string `arg:"" optional:"" help:"help.exportid"`
	Format string `enum:"csv,xlsx,json,geojson,yaml," default:"" help:"help.exportformat"`
	AsOf   string `name:"as-of" help:"help.asof"`
	Output string `short:"o" help:"help.exportoutput"`
}

// Run writes what the ledger knew on the as-of date.
func (c exportCommand) Run(s scope) error {
	asOf, err := dayOf(s, c.AsOf)
	if err != nil {
		return err
	}
	house, err := s.existing()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	err = house.Data.Export(s.ctx, data.Outgoing{Kind: c.Kind, ID: c.ID, Format: c.format(), AsOf: asOf, Lang: s.Lang, To: &out})
	if err == nil {
		err = c.put(s, out.Bytes())
	}
	return errors.Join(err, house.Close())
}

// format is the one asked for, else told by the target's name, else CSV.
func (c exportCommand) format() string {
	ending := strings.TrimPrefix(filepath.Ext(c.Output), ".")
	switch {
	case c.Format != "":
		return c.Format
	case slices.Contains([]string{"csv", "xlsx", "json", "geojson", "yaml"}, ending):
		return ending
	case c.Kind == "plan":
		return "yaml"
	}
	return "csv"
}

// put writes the whole file or none: beside the target first, then in its place.
func (c exportCommand) put(s scope, content []byte) error {
	if c.Output == "" {
		_, err := s.Out.Write(content)
		return err
	}
	beside := c.Output + ".teil"
	err := os.WriteFile(beside, content, 0o644)
	if err == nil {
		err = os.Rename(beside, c.Output)
	}
	if err != nil {
		_ = os.Remove(beside)
		return fault.New(fault.Unavailable, "cli.export: "+err.Error(),
			"„"+c.Output+"“ konnte nicht geschrieben werden. Ist der Ordner vorhanden und Platz frei?",
			"“"+c.Output+"” could not be written. Does the folder exist and is there space?")
	}
	return nil
}

type versionCommand struct{}

// Run prints the version and the methods' versions, which every run keeps.
func (versionCommand) Run(s scope) error {
	fmt.Fprintf(s.Out, "planraum %s (%s, %s/%s)\n", s.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	_, err := fmt.Fprintf(s.Out, "%s %s\n", s.say("Verfahren:", "methods:"),
		strings.Join([]string{stockflow.Version, balance.Version, staffing.Version, apportion.Version}, ", "))
	return err
}

// missing reports whether a database address names a file that is not there.
func missing(database string) bool {
	if strings.Contains(database, "://") {
		return false
	}
	_, err := os.Stat(strings.TrimPrefix(database, "sqlite:"))
	return errors.Is(err, os.ErrNotExist)
}

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"help.shell"`
}

// Run prints a completion script for the shell.
func (c completionCommand) Run(s scope) error {
	words := map[string]text.Text{
		"serve": helps["help.serve"], "demo": helps["help.demo"], "import": helps["help.import"], "plan": helps["help.plan"],
		"export": helps["help.export"], "version": helps["help.version"], "completion": helps["help.completion"],
	}
	return completion(s.Out, c.Shell, words, s.Lang)
}

func completion(w io.Writer, shell string, words map[string]text.Text, l text.Lang) error {
	names := make([]string, 0, len(words))
	for name := range words {
		names = append(names, name)
	}
	slices.Sort(names)
	sub := map[string]string{
		"plan": "run explain list", "export": "figures sites areas plan", "completion": "bash zsh fish",
		"import": strings.Join(data.Kinds(), " "),
	}
	switch shell {
	case "fish":
		for _, n := range names {
			fmt.Fprintf(w, "complete -c planraum -n __fish_use_subcommand -f -a %s -d %q\n", n, words[n].In(l))
			if sub[n] != "" {
				fmt.Fprintf(w, "complete -c planraum -n '__fish_seen_subcommand_from %s' -a %q\n", n, sub[n])
			}
		}
		return nil
	case "zsh":
		fmt.Fprintln(w, "#compdef planraum\nautoload -U +X bashcompinit && bashcompinit")
	}
	fmt.Fprintf(w, "_planraum() {\n  local word=\"${COMP_WORDS[COMP_CWORD]}\"\n  case \"${COMP_WORDS[1]}\" in\n")
	for _, n := range names {
		if sub[n] != "" {
			fmt.Fprintf(w, "    %s) if [ \"$COMP_CWORD\" -gt 1 ]; then COMPREPLY=($(compgen -W %q -- \"$word\") $(compgen -f -- \"$word\")); return; fi ;;\n", n, sub[n])
		}
	}
	_, err := fmt.Fprintf(w, "  esac\n  COMPREPLY=($(compgen -W %q -- \"$word\"))\n}\ncomplete -o default -F _planraum planraum\n", strings.Join(names, " "))
	return err
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/template"

	"github.com/alecthomas/kong"

	"planraum/internal/desk/data"
)

type completionCommand struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"help.shell"`
}

// The scripts walk the words that stand before the cursor and keep three
// things: the command, how many of its arguments are written, and a flag whose
// value comes next. zsh reads the script of bash.
//
//go:embed completion.tmpl
var completionScripts string

// Run prints a completion script for the shell.
func (c completionCommand) Run(s scope, app *kong.Kong) error {
	g := grammar{}
	g.add(app.Model.Node)
	t := template.Must(template.New("").Funcs(template.FuncMap{
		"quote": quote, "join": strings.Join, "fish": fishFlag, "value": g.fishValue,
	}).Parse(completionScripts))
	var script strings.Builder
	if err := t.ExecuteTemplate(&script, c.Shell, g); err != nil {
		return err
	}
	_, err := io.WriteString(s.Out, script.String())
	return err
}

// offer is what may stand at one place of the command line.
type offer struct {
	At    string   // "planraum export 0": the first argument of export
	Words []string // with their Says, where they have one
	Says  []string
	Files bool
}

// grammar is the command line as the scripts need it, taken from the parser's
// model, so that the two cannot differ.
type grammar struct {
	Commands  []string // "planraum plan run"
	Arguments []offer  // At: command and number of the argument
	Flags     []offer  // At: command
	Values    []offer  // At: flag; of the flags that take a value
}

func (g *grammar) add(n *kong.Node) {
	path := commandPath(n)
	g.Commands = append(g.Commands, path)
	flags := offer{At: path}
	for _, group := range n.AllFlags(true) {
		for _, f := range group {
			g.flag(&flags, f)
		}
	}
	if n.DefaultCmd != nil { // its word may be left out
		for _, f := range n.DefaultCmd.Flags {
			g.flag(&flags, f)
		}
	}
	g.Flags = append(g.Flags, flags)
	children := offer{At: path + " 0"}
	for _, child := range n.Children {
		children.Words, children.Says = append(children.Words, child.Name), append(children.Says, child.Help)
	}
	if n.DefaultCmd != nil && len(n.DefaultCmd.Positional) > 0 {
		children.Files = g.offerOf(path, n.DefaultCmd.Positional[0]).Files
	}
	if len(children.Words) > 0 {
		g.Arguments = append(g.Arguments, children)
	}
	for i, p := range n.Positional {
		if o := g.offerOf(fmt.Sprint(path, " ", i), p); o.Files || len(o.Words) > 0 {
			g.Arguments = append(g.Arguments, o)
		}
	}
	for _, child := range n.Children {
		g.add(child)
	}
}

func (g *grammar) flag(of *offer, f *kong.Flag) {
	names := []string{"--" + f.Name}
	if f.Short != 0 {
		names = append(names, "-"+string(f.Short))
	}
	for _, name := range names {
		of.Words, of.Says = append(of.Words, name), append(of.Says, f.Help)
		if f.IsBool() {
			continue
		}
		if !slices.ContainsFunc(g.Values, func(o offer) bool { return o.At == name }) {
			g.Values = append(g.Values, g.offerOf(name, f.Value))
		}
	}
}

// offerOf is what an argument or the value of a flag may be.
func (g *grammar) offerOf(at string, v *kong.Value) offer {
	o := offer{At: at}
	switch v.Tag.Get("complete") {
	case "file":
		o.Files = true
	case "kind":
		o.Files, o.Words = true, data.Kinds()
	case "command":
		o.Words = g.Arguments[0].Words // of the program itself, which comes first
	}
	for _, word := range strings.Split(v.Enum, ",") {
		if word = strings.TrimSpace(word); word != "" {
			o.Words = append(o.Words, word)
		}
	}
	o.Says = make([]string, len(o.Words))
	return o
}

// quote writes a word so that every shell reads it as it is.
func quote(word string) string {
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// fishFlag is a flag as fish declares it.
func fishFlag(flag string) string {
	if name, long := strings.CutPrefix(flag, "--"); long {
		return "-l " + name
	}
	return "-s " + strings.TrimPrefix(flag, "-")
}

// fishValue is how fish declares what follows a flag.
func (g *grammar) fishValue(flag string) string {
	for _, v := range g.Values {
		switch {
		case v.At != flag:
		case v.Files:
			return " -r -F"
		case len(v.Words) > 0:
			return " -x -a " + quote(strings.Join(v.Words, " "))
		default:
			return " -x"
		}
	}
	return ""
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"planraum/internal/text"
)

// The parser's library speaks English only. Its help pages are printed into a
// buffer whose headings are then put into German; its refusals are few and
// have fixed forms, which the rules below know.

// headings are the library's own words on a help page, with the language's.
var headings = strings.NewReplacer(
	"Usage: ", "Aufruf: ", "\nArguments:\n", "\nArgumente:\n", "\nFlags:\n", "\nSchalter:\n", "\nCommands:\n", "\nBefehle:\n",
	"[flags]", "[Schalter]", "<command>", "<Befehl>",
	"Run \"planraum <command> --help\" for more information on a command.", "„planraum <Befehl> --help“ erklärt einen Befehl.",
)

// marks puts the library's own quotation marks into the English ones.
var marks = regexp.MustCompile(`"(planraum [^"]*)"`)

// printHelp prints the help page of a command in the language.
func printHelp(l text.Lang) kong.HelpPrinter {
	return func(options kong.HelpOptions, ctx *kong.Context) error {
		out := ctx.Stdout
		var page bytes.Buffer
		ctx.Stdout = &page
		err := kong.DefaultHelpPrinter(options, ctx)
		ctx.Stdout = out
		if err != nil {
			return err
		}
		said := marks.ReplaceAllString(page.String(), "“$1”")
		if l == text.De {
			said = headings.Replace(page.String())
		}
		_, err = io.WriteString(out, said)
		return err
	}
}

// arguments and placeholders are the names that stand for what a user writes.
var (
	arguments = map[string]text.Text{
		"kind-or-file": text.T("Art-oder-Datei", "kind-or-file"), "file": text.T("Datei", "file"), "key": text.T("Zahl", "key"),
		"month": text.T("Monat", "month"), "kind": text.T("Art", "kind"), "id": text.T("Kennung", "id"), "shell": text.T("Shell", "shell"),
		"roles":   text.T("Rollen", "roles"),
		"command": text.T("Befehl", "command"), "name": text.T("Name", "name"),
		"address": text.T("Adresse", "address"),
	}
	placeholders = map[string]text.Text{
		"as-of": text.T("TAG", "DAY"), "output": text.T("DATEI", "FILE"), "format": text.T("FORMAT", "FORMAT"),
		"mapping": text.T("NAME", "NAME"), "sheet": text.T("NAME", "NAME"), "reason": text.T("TEXT", "TEXT"),
		"listen": text.T("ADRESSE", "ADDRESS"), "mail-from": text.T("ADRESSE", "ADDRESS"), "base-url": text.T("ADRESSE", "ADDRESS"), "month": text.T("MONAT", "MONTH"),
		"day": text.T("TAG", "DAY"), "limit": text.T("ZAHL", "NUMBER"), "indicator": text.T("KENNZAHL", "INDICATOR"), "area": text.T("GEBIET", "AREA"),
		"source": text.T("QUELLE", "SOURCE"), "trusted-proxy": text.T("NETZ", "NET"), "host": text.T("RECHNER", "HOST"),
		"operations": text.T("ADRESSE", "ADDRESS"), "tls-cert": text.T("DATEI", "FILE"), "tls-key": text.T("DATEI", "FILE"),
		"drain": text.T("DAUER", "TIME"), "wait": text.T("DAUER", "TIME"), "min-free-mb": text.T("MB", "MB"),
		"to": text.T("ORDNER", "FOLDER"), "backup-to": text.T("ORDNER", "FOLDER"), "manifest": text.T("DATEI", "FILE"), "dump": text.T("DATEI", "FILE"),
		"backup-every": text.T("DAUER", "DURATION"), "backup-keep": text.T("TAGE", "DAYS"),
		"horizon": text.T("ZAHL", "NUMBER"), "method": text.T("VERFAHREN", "METHOD"), "frequency": text.T("12|4|1", "12|4|1"), "seed": text.T("ZAHL", "NUMBER"),
		"group": text.T("ZIELGRUPPE", "GROUP"), "parts": text.T("none|district|subdistrict", "none|district|subdistrict"),
		"out":  text.T("ORDNER", "FOLDER"),
		"role": text.T("ROLLE", "ROLE"), "name": text.T("NAME", "NAME"),
		"breached-passwords": text.T("DATEI", "FILE"), "oidc": text.T("DATEI", "FILE"),
		"by": text.T("ROLLE", "ROLE"), "note": text.T("TEXT", "TEXT"), "state": text.T("STUFE", "STAGE"),
		"anchor": text.T("ANKER", "ANCHOR"), "account": text.T("KONTO", "ACCOUNT"),
		"what": text.T("ART", "KIND"), "object": text.T("GEGENSTAND", "OBJECT"), "since": text.T("TAG", "DAY"), "until": text.T("TAG", "DAY"),
	}
)

// translate puts the texts of the language into the parser's model.
func translate(l text.Lang, n *kong.Node) {
	n.Help = in(l, n.Help)
	for _, f := range n.Flags {
		f.Help = in(l, f.Help) + standing(l, f)
		if p, ok := placeholders[f.Name]; ok && f.PlaceHolder == "" {
			f.PlaceHolder = p.In(l)
		}
	}
	for _, p := range n.Positional {
		p.Help = in(l, p.Help)
		if name, ok := arguments[p.Name]; ok {
			p.Name = name.In(l)
		}
	}
	for _, c := range n.Children {
		translate(l, c)
	}
}

// standing says what a flag is where the call does not name it.
func standing(l text.Lang, f *kong.Flag) string {
	var said []string
	if len(f.Envs) > 0 {
		said = append(said, text.T("Umgebung: ", "environment: ").In(l)+strings.Join(f.Envs, ", "))
	}
	if f.Default != "" {
		said = append(said, text.T("sonst ", "else ").In(l)+f.Default)
	}
	if said == nil {
		return ""
	}
	return " (" + strings.Join(said, ", ") + ")"
}

// commandPath is how a command is called, without what it is given.
func commandPath(n *kong.Node) string {
	if n.Parent == nil {
		return n.Name
	}
	return commandPath(n.Parent) + " " + n.Name
}

// refusals are the forms in which the library refuses a call. An empty text
// leaves its own words.
var refusals = []struct {
	form *regexp.Regexp
	say  text.Text
}{
	{regexp.MustCompile(`^unexpected argument (.*), did you mean (?:one of )?(.*)\?$`), text.T("„$1“ wird hier nicht erwartet; gemeint ist vielleicht $2", "")},
	{regexp.MustCompile(`^unexpected argument (.*)$`), text.T("„$1“ wird hier nicht erwartet", "")},
	{regexp.MustCompile(`^unknown flag (.*), did you mean (?:one of )?(.*)\?$`), text.T("den Schalter $1 gibt es hier nicht; gemeint ist vielleicht $2", "")},
	{regexp.MustCompile(`^unknown flag (.*)$`), text.T("den Schalter $1 gibt es hier nicht", "")},
	{regexp.MustCompile(`^expected one of (.*)$`), text.T("es fehlt ein Befehl: $1", "a command is missing: $1")},
	{regexp.MustCompile(`^expected "(.*)"$`), text.T("es fehlt: $1", "missing: $1")},
	{
		regexp.MustCompile(`^--method must be one of .* but got (.*)$`),
		text.T("das Verfahren $1 gibt es nicht. --method erwartet auto (die Verbindung der Modelle, oder der letzte Wert, wo sie nicht hält, was sie verspricht) oder eines davon: ensemble (Verbindung der Modelle), naive (letzter Wert), seasonal-naive (letzter Wert derselben Jahreszeit), drift (gerade Linie vom ersten zum letzten Wert), ses, holt, damped, holt-winters (exponentielle Glättung: einfach, mit Trend, mit gedämpftem Trend, mit Jahreszeit), ets (die wahrscheinlichste Form der Glättung), theta, ets-log, theta-log (dieselben auf Logarithmen), mean (Mittel aus ets und theta)",
			"there is no method $1. --method expects auto (the combination of the models, or the last value where that does not hold) or one of these: ensemble (combination of the models), naive (last value), seasonal-naive (last value of the same season), drift (straight line from the first to the last value), ses, holt, damped, holt-winters (exponential smoothing: simple, with trend, with damped trend, with season), ets (the likeliest form of smoothing), theta, ets-log, theta-log (the same on logarithms), mean (of ets and theta)"),
	},
	{regexp.MustCompile(`^--horizon: expected .* value but got .*"(-\d[^"]*)".*$`), text.T("--horizon ist eine ganze Zahl von 1 an, nicht „$1“", "--horizon is a whole number from 1 on, not “$1”")},
	{regexp.MustCompile(`^--seed: expected .* value but got .*"(-\d[^"]*)".*$`), text.T("--seed ist eine ganze Zahl von 0 an, nicht „$1“", "--seed is a whole number from 0 on, not “$1”")},
	{regexp.MustCompile(`^missing flags: (.*)$`), text.T("es fehlt: $1", "")},
	{regexp.MustCompile(`^(--\S+): expected a valid \d+ bit u?int but got (.*)$`), text.T("$1 ist eine ganze Zahl, nicht $2", "$1 is a whole number, not $2")},
	{regexp.MustCompile(`^(\S+) must be one of (.*) but got (.*)$`), text.T("$1 ist eines von $2, nicht $3", "")},
	{regexp.MustCompile(`^(--\S+) and (--\S+) can't be used together$`), text.T("$1 und $2 schließen einander aus", "")},
	{regexp.MustCompile(`^(-\S+): expected .* value but got .*$`), text.T("bei $1 fehlt der Wert", "$1 lacks its value")},
	{regexp.MustCompile(`^(-\S+): bool value must be .* but got (.*)$`), text.T("$1 steht ohne Wert oder mit true oder false, nicht mit $2", "")},
}

// quoted is a word as the library quotes it.
var quoted = regexp.MustCompile(`"([^"]*)"`)

// refusal says in the language why a call was not understood.
func refusal(l text.Lang, err error) string {
	s := strings.ReplaceAll(strings.ReplaceAll(err.Error(), `,""`, ""), `","`, `", "`)
	for _, r := range refusals {
		if say := r.say.In(l); say != "" && r.form.MatchString(s) {
			s = r.form.ReplaceAllString(s, say)
			break
		}
	}
	return quoted.ReplaceAllString(s, text.T("„$1“", "“$1”").In(l))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package disclosure

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/audience"
	"planraum/internal/city/figure"
	"planraum/internal/city/population"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Policy is what one audience may see. A policy file is its readable form.
type Policy struct {
	Audience audience.Audience
	Version  string
	Rule
	Persons  []string // indicators that count persons, with * for any letters
	Accounts []Account
	Groups   []Sum
	Rates    []Rate
}

// Rate declares an indicator that was reckoned from counts: it is hidden where
// one of them is, or where it would tell a small one.
type Rate struct {
	Indicator string
	Of, Per   string // Indicator = Scale x Of / Per
	Scale     int64  // 100 for percent
}

// Counts reports whether figures of the indicator count persons under the
// policy: those that it names, and all whose unit is persons or children, so
// that an indicator which nobody has thought of is protected. Rates do not.
func (p Policy) Counts(in figure.Indicator) bool {
	if in.Kind == figure.Rate || in.Places != 0 || !p.Protects() {
		return false
	}
	return slices.Contains(heads, in.Unit.De) || slices.ContainsFunc(p.Persons, func(pattern string) bool {
		ok, _ := path.Match(pattern, in.Code)
		return ok
	})
}

// heads are the units that count persons.
var heads = []string{"Personen", "Kinder"}

// Protects reports whether the policy hides or rounds anything.
func (p Policy) Protects() bool { return p.Threshold > 1 || p.Round || p.HideZeros }

// longest line and file of a policy, in bytes: nobody writes longer ones.
const (
	longestLine = 4096
	mostLines   = 2000
)

// ReadPolicy reads a policy file: lines of "name: value", # for remarks. It
// names all faults at once. file is the name that faults show.
func ReadPolicy(file string, r io.Reader) (Policy, error) {
	p := reader{file: file, seen: map[string]bool{}, policy: Policy{}}
	scan := bufio.NewScanner(r)
	scan.Buffer(make([]byte, longestLine), longestLine)
	for scan.Scan() {
		if p.line++; p.line > mostLines {
			break
		}
		line, _, _ := strings.Cut(strings.TrimPrefix(scan.Text(), "\ufeff"), "#")
		if line = strings.TrimSpace(line); line != "" {
			name, value, ok := strings.Cut(line, ":")
			if name, value = strings.TrimSpace(name), strings.TrimSpace(value); !ok || value == "" {
				p.refuse("", line, "eine Zeile „Name: Wert“", "a line “name: value”")
			} else {
				p.set(name, value)
			}
		}
	}
	if scan.Err() != nil || p.line > mostLines {
		p.refuse("", "", fmt.Sprintf("höchstens %d Zeilen mit höchstens %d Zeichen", mostLines, longestLine-1), fmt.Sprintf("at most %d lines of at most %d characters", mostLines, longestLine-1))
	}
	p.complete()
	if len(p.faults) > 0 {
		return Policy{}, fault.Refuse("disclosure.ReadPolicy", p.faults)
	}
	return p.policy, nil
}

// reader is the state of one ReadPolicy.
type reader struct {
	file   string
	line   int
	seen   map[string]bool
	policy Policy
	faults []fault.Row
}

func (p *reader) refuse(name, value, de, en string) {
	p.faults = append(p.faults, fault.Row{File: p.file, Line: p.line, Column: name, Value: value, Expected: text.T(de, en)})
}

// set takes one line in.
func (p *reader) set(name, value string) {
	switch name {
	case "persons", "account", "group", "rate":
	default:
		if p.seen[name] {
			p.refuse(name, value, "die Angabe nur einmal", "the entry only once")
		}
	}
	p.seen[name] = true
	switch name {
	case "audience":
		if p.policy.Audience = audience.Audience(value); !slices.Contains(audience.All(), p.policy.Audience) {
			p.refuse(name, value, "public, office oder owner", "public, office or owner")
		}
	case "version":
		p.policy.Version = value
	case "threshold":
		p.policy.Threshold = p.number(name, value, 1, 1000)
	case "width":
		p.policy.Width = p.number(name, value, 1, 1000)
	case "rounding":
		p.policy.Round = p.one(name, value, "5", "none")
	case "zeros":
		p.policy.HideZeros = p.one(name, value, "hidden", "shown")
	case "persons":
		p.persons(value)
	case "account":
		p.account(value)
	case "group":
		p.group(value)
	case "rate":
		p.rate(value)
	default:
		p.refuse(name, value, "audience, version, threshold, width, rounding, zeros, persons, account, group oder rate", "audience, version, threshold, width, rounding, zeros, persons, account, group or rate")
	}
}

func (p *reader) number(name, value string, low, high int64) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil || n < low || n > high {
		p.refuse(name, value, fmt.Sprintf("eine ganze Zahl von %d bis %d", low, high), fmt.Sprintf("a whole number from %d to %d", low, high))
		return low
	}
	return n
}

// one reports whether value is yes; it must be yes or no.
func (p *reader) one(name, value, yes, no string) bool {
	if value != yes && value != no {
		p.refuse(name, value, yes+" oder "+no, yes+" or "+no)
	}
	return value == yes
}

func (p *reader) persons(value string) {
	for _, pattern := range strings.Split(value, ",") {
		pattern = strings.TrimSpace(pattern)
		if _, err := path.Match(pattern, ""); err != nil || pattern == "" {
			p.refuse("persons", pattern, "Kürzel von Kennzahlen, mit * für beliebige Zeichen, durch Komma getrennt", "codes of indicators, with * for any letters, separated by commas")
			continue
		}
		p.policy.Persons = append(p.policy.Persons, pattern)
	}
}

// equation splits "a = b + c - d" into a and its signed terms.
func (p *reader) equation(name, value string) (whole string, plus, minus []string, ok bool) {
	whole, right, found := strings.Cut(value, "=")
	whole = strings.TrimSpace(whole)
	fields := strings.Fields(right)
	ok = found && whole != "" && len(strings.Fields(whole)) == 1 && len(fields)%2 == 1
	for n := 0; ok && n < len(fields); n += 2 {
		switch {
		case strings.Trim(fields[n], "+-") != fields[n] || (n > 0 && fields[n-1] != "+" && fields[n-1] != "-"):
			ok = false
		case n > 0 && fields[n-1] == "-":
			minus = append(minus, fields[n])
		default:
			plus = append(plus, fields[n])
		}
	}
	if !ok {
		p.refuse(name, value, "eine Gleichung wie „a = b + c“ mit Leerzeichen um die Zeichen", "an equation such as “a = b + c” with spaces around the signs")
	}
	return whole, plus, minus, ok
}

// account reads "stock = arrivals + corrections~ - departures"; ~ marks a flow
// that may be negative.
func (p *reader) account(value string) {
	stock, plus, minus, ok := p.equation("account", value)
	if !ok {
		return
	}
	a := Account{Stock: stock}
	name := func(s string) string {
		code, signed := strings.CutSuffix(s, "~")
		if signed {
			a.Signed = append(a.Signed, code)
		}
		return code
	}
	for _, s := range plus {
		a.Plus = append(a.Plus, name(s))
	}
	for _, s := range minus {
		a.Minus = append(a.Minus, name(s))
	}
	p.policy.Accounts = append(p.policy.Accounts, a)
}

func (p *reader) group(value string) {
	whole, plus, minus, ok := p.equation("group", value)
	if ok && (len(minus) > 0 || slices.Contains(plus, whole)) {
		p.refuse("group", value, "eine Summe anderer Gruppen", "a sum of other groups")
		return
	}
	if ok {
		s := Sum{Whole: population.ID(whole)}
		for _, part := range plus {
			s.Parts = append(s.Parts, population.ID(part))
		}
		p.policy.Groups = append(p.policy.Groups, s)
	}
}

// rate reads "share = 100 x part / whole".
func (p *reader) rate(value string) {
	f := strings.Fields(value)
	if len(f) != 7 || f[1] != "=" || f[3] != "x" || f[5] != "/" {
		p.refuse("rate", value, "eine Angabe wie „anteil = 100 x teil / ganzes“", "an entry such as “share = 100 x part / whole”")
		return
	}
	scale := p.number("rate", f[2], 1, 1_000_000)
	p.policy.Rates = append(p.policy.Rates, Rate{Indicator: f[0], Scale: scale, Of: f[4], Per: f[6]})
}

// complete checks what only the whole file tells.
func (p *reader) complete() {
	p.line = 0
	for _, name := range []string{"audience", "version", "threshold", "width", "rounding", "zeros"} {
		if !p.seen[name] {
			p.refuse(name, "", "diese Angabe", "this entry")
		}
	}
	most := p.policy.Threshold - 1
	if p.policy.HideZeros {
		most++
	}
	if p.policy.Width > max(most, 1) {
		p.refuse("width", strconv.FormatInt(p.policy.Width, 10),
			fmt.Sprintf("höchstens %d: Wer die Schwelle kennt, weiß von einem einzeln gesperrten Wert nicht mehr", max(most, 1)),
			fmt.Sprintf("at most %d: whoever knows the threshold knows this much of a count that is hidden by itself", max(most, 1)))
	}
}

// Stricter orders policies by what they show: the one that shows less is
// greater.
func Stricter(a, b Policy) int {
	return cmp.Or(cmp.Compare(a.Threshold, b.Threshold), cmp.Compare(a.Width, b.Width))
}

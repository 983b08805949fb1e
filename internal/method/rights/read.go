// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package rights

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/cedar-policy/cedar-go"

	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/text"
)

//go:embed policies/*.cedar
var builtIn embed.FS

// Rule is one rule of the files.
type Rule struct {
	ID       string
	Forbids  bool
	Sentence text.Text
	File     string
	Text     string // as Cedar writes it
	// Own says that it is the installation's own, not the program's.
	Own bool
}

// Default is the engine over the program's own rules.
var Default = sync.OnceValue(func() *Engine {
	e, err := New(nil)
	if err != nil {
		panic(err) // the program's own rules are tested
	}
	return e
})

// New reads the program's own rules and those of a folder (NAME.cedar), which
// may permit more or forbid something; own may be nil. All faults of all files
// are named at once.
func New(own fs.FS) (*Engine, error) {
	const op = "rights.New"
	e := &Engine{policies: cedar.PolicyMap{}}
	inside, err := fs.Sub(builtIn, "policies")
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	var faults []fault.Row
	for i, folder := range []fs.FS{inside, own} {
		if folder == nil {
			continue
		}
		names, err := fs.Glob(folder, "*.cedar")
		if err != nil {
			return nil, fault.Wrap(op, err)
		}
		for _, name := range names {
			content, err := fs.ReadFile(folder, name)
			if err != nil {
				return nil, fault.Wrap(op, err)
			}
			faults = append(faults, e.read(name, content, i == 1)...)
		}
	}
	if len(faults) > 0 {
		return nil, fault.Refuse(op, faults)
	}
	return e, nil
}

// Rules lists the rules in the order of the files.
func (e *Engine) Rules() []Rule { return slices.Clone(e.rules) }

// Rule returns a rule by its ID.
func (e *Engine) Rule(id string) (Rule, bool) {
	i := slices.IndexFunc(e.rules, func(r Rule) bool { return r.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return e.rules[i], true
}

// read adds the rules of a file and returns its faults.
func (e *Engine) read(name string, content []byte, own bool) []fault.Row {
	faults := unknownWords(name, string(content))
	list, err := parse(name, content)
	if err != nil {
		return append(faults, fault.Row{File: name, Value: err.Error(), Expected: text.T("Regeln in der Sprache Cedar", "rules in the Cedar language")})
	}
	for _, p := range list {
		note := p.Annotations()
		r := Rule{
			ID: string(note["id"]), Forbids: p.Effect() == cedar.Forbid, File: name, Own: own,
			Sentence: text.T(string(note["sentence_de"]), string(note["sentence_en"])), Text: string(p.MarshalCedar()),
		}
		line := p.Position().Line
		refuse := func(column, value, de, en string) {
			faults = append(faults, fault.Row{File: name, Line: line, Column: column, Value: value, Expected: text.T(de, en)})
		}
		_, taken := e.Rule(r.ID)
		switch {
		case !wellNamed.MatchString(r.ID):
			refuse("@id", r.ID, "ein Name der Regel aus Kleinbuchstaben, Ziffern und Bindestrichen", "a name of the rule of small letters, digits and hyphens")
		case taken:
			refuse("@id", r.ID, "ein Name, den keine andere Regel hat", "a name that no other rule has")
		}
		if strings.TrimSpace(r.Sentence.De) == "" || strings.TrimSpace(r.Sentence.En) == "" {
			refuse("@sentence_de, @sentence_en", r.ID, "ein Satz in beiden Sprachen, der die Regel sagt", "a sentence in both languages that says the rule")
		}
		e.rules = append(e.rules, r)
		e.policies[cedar.PolicyID(r.ID)] = p
	}
	return faults
}

// parse reads a file of rules; what makes the reader of the language fail is an
// error like any other.
func parse(name string, content []byte) (list cedar.PolicyList, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("rights.parse(%s): %v", name, cause)
		}
	}()
	return cedar.NewPolicyListFromBytes(name, content)
}

var (
	wellNamed = regexp.MustCompile(`^[a-z][a-z0-9-]{1,60}$`)
	named     = regexp.MustCompile(`\b(Role|Kind|Family|Action|Topic)::"([^"]*)"`)
)

// unknownWords finds roles, kinds, actions and topics that there are not: a
// rule with a slip of the pen would never match, and a forbid would forbid
// nothing.
func unknownWords(name, content string) []fault.Row {
	known := map[string][]string{"Topic": {everywhere}}
	for role, in := range groups {
		known["Role"] = append(known["Role"], string(role))
		known["Role"] = append(known["Role"], in...)
	}
	for kind, family := range families {
		known["Kind"], known["Family"] = append(known["Kind"], string(kind)), append(known["Family"], family)
	}
	for _, a := range Actions() {
		known["Action"] = append(known["Action"], string(a))
	}
	for _, t := range identity.Topics() {
		known["Topic"] = append(known["Topic"], string(t))
	}
	var faults []fault.Row
	for n, line := range strings.Split(content, "\n") {
		if code, _, _ := strings.Cut(line, "//"); strings.Contains(code, "::") {
			for _, hit := range named.FindAllStringSubmatch(code, -1) {
				if !slices.Contains(known[hit[1]], hit[2]) {
					words := slices.Compact(slices.Sorted(slices.Values(known[hit[1]])))
					list := strings.Join(words, ", ")
					faults = append(faults, fault.Row{
						File: name, Line: n + 1, Column: hit[1], Value: hit[2], Expected: text.T("eines von: "+list, "one of: "+list),
					})
				}
			}
		}
	}
	return faults
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package planfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// entry is one value of the file with its place.
type entry struct {
	path  string // as plan.Problem names it
	shown string // as the file has it
	line  int
	node  ast.Node // nil: absent
}

func (e entry) absent() bool {
	if e.node == nil {
		return true
	}
	_, null := e.node.(*ast.NullNode)
	return null
}

// scalar returns the text of a single value and whether it stands without
// quotation marks; false where the entry is a list or has keys.
func (e entry) scalar() (value string, plain, ok bool) {
	switch n := e.node.(type) {
	case *ast.LiteralNode:
		return n.Value.Value, false, true
	case *ast.StringNode:
		t := n.GetToken().Type
		return n.Value, t != token.SingleQuoteType && t != token.DoubleQuoteType, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return n.GetToken().Value, true, true
	}
	return "", false, false
}

// say describes what stands there, for a fault.
func (e entry) say() string {
	switch n := e.node.(type) {
	case *ast.MappingNode:
		if len(n.Values) == 0 {
			return "{}"
		}
		return n.Values[0].Key.GetToken().Value + ": …"
	case *ast.SequenceNode:
		if len(n.Values) == 0 {
			return "[]"
		}
		return "[…]"
	}
	value, _, _ := e.scalar()
	return value
}

// pairs is a value that has keys.
type pairs struct {
	r      *reader
	at     entry
	values map[string]entry
}

// pairsOr is pairs for a value that may be the word "ledger" instead; the
// caller has seen that it is not.
func (r *reader) pairsOr(e entry, known ...string) (pairs, bool) {
	if _, _, single := e.scalar(); single {
		all := strings.Join(known, ", ")
		r.fault(e, e.say(), "„"+ledger+"“ oder Angaben „Schlüssel: Wert“ mit: "+all, "“"+ledger+"” or entries “key: value” with: "+all)
		return pairs{}, false
	}
	return r.pairs(e, known...)
}

// pairs reads the keys of e. Unknown and doubled keys are faults; known lists
// the keys in the order in which people write them.
func (r *reader) pairs(e entry, known ...string) (pairs, bool) {
	m, ok := e.node.(*ast.MappingNode)
	if !ok {
		r.fault(e, e.say(), "Angaben „Schlüssel: Wert“ mit: "+strings.Join(known, ", "), "entries “key: value” with: "+strings.Join(known, ", "))
		return pairs{}, false
	}
	p := pairs{r: r, at: e, values: make(map[string]entry, len(m.Values))}
	for _, v := range m.Values {
		t := v.Key.GetToken()
		key := t.Value
		child := entry{path: join(e.path, key), shown: join(e.shown, key), line: t.Position.Line, node: v.Value}
		first, twice := p.values[key]
		switch {
		case !slices.Contains(known, key):
			r.unknownKey(child, e.path, key, known)
		case twice:
			r.fault(child, key, fmt.Sprintf("jeder Schlüssel nur einmal, er steht schon in Zeile %d", first.line), fmt.Sprintf("each key only once, it already stands in line %d", first.line))
		default:
			p.values[key] = child
			r.spots[child.path] = spot{child.line, child.shown}
		}
	}
	return p, true
}

func (r *reader) unknownKey(e entry, parent, key string, known []string) {
	all := strings.Join(known, ", ")
	de, en := "einer der Schlüssel "+all, "one of the keys "+all
	if near := nearest(key, known); near != "" {
		de, en = fmt.Sprintf("ein bekannter Schlüssel, vielleicht „%s“; es gibt: %s", near, all), fmt.Sprintf("a known key, perhaps “%s”; there are: %s", near, all)
		r.spoil(join(parent, near)) // so that it is not called missing too
	}
	r.fault(e, key, de, en)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// get returns the value of a key; an entry without a node where it is absent.
func (p pairs) get(key string) entry {
	if e, ok := p.values[key]; ok {
		return e
	}
	return entry{path: join(p.at.path, key), shown: join(p.at.shown, key), line: p.at.line}
}

// need records a fault for each of the keys that is absent.
func (p pairs) need(keys ...string) {
	for _, key := range keys {
		if e := p.get(key); e.absent() && !p.r.isBroken(e.path) {
			p.r.fault(e, "", "eine Angabe zu "+key, "a value for "+key)
		}
	}
}

// list returns the items of a list. An absent list is empty. Where words is
// given, an item of only that word is left out and reported by the second
// result; so is the word in place of the list.
func (p pairs) list(key, word string) (items []entry, found bool) {
	e := p.get(key)
	if e.absent() {
		return nil, false
	}
	if value, _, ok := e.scalar(); ok && word != "" && value == word {
		return nil, true
	}
	s, ok := e.node.(*ast.SequenceNode)
	if !ok {
		de, en := "eine Liste mit „- “ vor jedem Eintrag oder in [ ]", "a list with “- ” before each item or in [ ]"
		if word != "" {
			de, en = "„"+word+"“ oder "+de, "“"+word+"” or "+en
		}
		p.r.fault(e, e.say(), de, en)
		return nil, true // what the list would hold is unknown: no further faults about it
	}
	for i, n := range s.Values {
		item := entry{line: e.line, node: n, shown: fmt.Sprintf("%s[%d]", e.shown, i)}
		if n != nil && n.GetToken() != nil {
			item.line = n.GetToken().Position.Line
		}
		if value, _, ok := item.scalar(); ok && word != "" && value == word {
			found = true
			continue
		}
		item.path = fmt.Sprintf("%s[%d]", e.path, len(items))
		p.r.spots[item.path] = spot{item.line, item.shown}
		items = append(items, item)
	}
	return items, found
}

// each reads every item of a list; an item that cannot be read keeps its place
// as a zero value, so that positions stay those of the file.
func each[T any](p pairs, key string, read func(entry) T) []T {
	items, _ := p.list(key, "")
	return readAll(items, read)
}

func readAll[T any](items []entry, read func(entry) T) []T {
	var out []T
	for _, item := range items {
		out = append(out, read(item))
	}
	return out
}

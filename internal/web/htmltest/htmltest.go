// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package htmltest asks questions of a page as HTML: which elements a selector
// finds and what they say. Tests of pages look at elements, never at a whole
// page of text.
//
// A selector is a list of steps separated by spaces, each inside the one
// before: an element name, any number of .class, #id, [attribute] and
// [attribute=value], such as "table#monate tbody tr" or "a.number[href]".
package htmltest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Node is an element of a page.
type Node struct{ node *html.Node }

// Parse reads a page.
func Parse(r io.Reader) (Node, error) {
	n, err := html.Parse(r)
	return Node{n}, err
}

// All returns the elements that the selector finds below n, in their order. A
// selector that it cannot read panics: it is a fault of the test.
func (n Node) All(selector string) []Node {
	found := []Node{n}
	for _, word := range strings.Fields(selector) {
		s := parse(word)
		var next []Node
		for _, f := range found {
			for d := range f.node.Descendants() {
				if s.matches(d) && !slices.Contains(next, Node{d}) {
					next = append(next, Node{d})
				}
			}
		}
		found = next
	}
	return found
}

// First returns the first element that the selector finds; false where there
// is none.
func (n Node) First(selector string) (Node, bool) {
	all := n.All(selector)
	if len(all) == 0 {
		return Node{}, false
	}
	return all[0], true
}

// Attr returns the value of an attribute, "" where it is missing.
func (n Node) Attr(name string) string {
	value, _ := attr(n.node, name)
	return value
}

// Name returns the name of the element.
func (n Node) Name() string { return n.node.Data }

// Text returns what the element says, with single blanks.
func (n Node) Text() string {
	var b strings.Builder
	for d := range n.node.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Typed returns what stands in a textarea, line by line.
func (n Node) Typed() string {
	var b strings.Builder
	for d := range n.node.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Table returns the cells of a table's body and foot by row, as they read.
func (n Node) Table(id string) [][]string {
	var rows [][]string
	for _, part := range []string{"tbody", "tfoot"} {
		for _, tr := range n.All("#" + id + " " + part + " tr") {
			var cells []string
			for c := tr.node.FirstChild; c != nil; c = c.NextSibling {
				if c.Type == html.ElementNode {
					cells = append(cells, Node{c}.Text())
				}
			}
			rows = append(rows, cells)
		}
	}
	return rows
}

// step is one word of a selector.
type step struct {
	name    string
	classes []string
	attrs   [][2]string // name and value; an empty value asks only for the name
}

func parse(word string) step {
	var s step
	rest := word
	take := func() string {
		end := strings.IndexAny(rest, ".#[")
		if end < 0 {
			end = len(rest)
		}
		part := rest[:end]
		rest = rest[end:]
		return part
	}
	s.name = take()
	for rest != "" {
		mark := rest[0]
		rest = rest[1:]
		switch mark {
		case '.':
			s.classes = append(s.classes, take())
		case '#':
			s.attrs = append(s.attrs, [2]string{"id", take()})
		default:
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				panic(fmt.Sprintf("htmltest: %q has no ]", word))
			}
			name, value, _ := strings.Cut(rest[:end], "=")
			s.attrs = append(s.attrs, [2]string{name, value})
			rest = rest[end+1:]
		}
	}
	return s
}

func (s step) matches(n *html.Node) bool {
	if n.Type != html.ElementNode || (s.name != "" && s.name != n.Data) {
		return false
	}
	class, _ := attr(n, "class")
	for _, c := range s.classes {
		if !slices.Contains(strings.Fields(class), c) {
			return false
		}
	}
	for _, a := range s.attrs {
		value, ok := attr(n, a[0])
		if !ok || (a[1] != "" && a[1] != value) {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// Has reports whether the element has an attribute, such as autofocus, whatever its value.
func (n Node) Has(name string) bool {
	_, ok := attr(n.node, name)
	return ok
}

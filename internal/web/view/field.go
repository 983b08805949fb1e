// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package view

import (
	"cmp"
	"strings"

	"github.com/a-h/templ"
)

// Field is one field of a form. What was typed stays in it; what is wrong with
// it stands above the input and is read out with it.
type Field struct {
	Name, ID string // an empty ID is the name
	Label    string
	Hint     string
	Value    string // as typed
	Error    string // what was expected instead; empty: nothing is wrong
	Numeric  bool   // show the keyboard of digits
	Lines    int    // height of a text of several lines; 0: one line
	Type     string // of the input: "password", "email", "date"; empty: text
	List     string // ID of a list of values that is offered; empty: none
	Auto     string // what a browser may fill in, such as "username"; empty: nothing
	// Meanwhile is what somebody else has saved in the field since it was filled.
	Meanwhile Saved
}

// Saved is what somebody else has saved in a field while it was being changed.
type Saved struct {
	Theirs string // what they saved where both changed it; empty: that did not happen
	Taken  bool   // the field shows what they saved
}

// There reports whether somebody has saved anything.
func (s Saved) There() bool { return s.Theirs != "" || s.Taken }

func (f Field) kind() string { return cmp.Or(f.Type, "text") }
func (f Field) auto() string { return cmp.Or(f.Auto, "off") }

func (f Field) id() string {
	if f.ID == "" {
		return f.Name
	}
	return f.ID
}

// described names the elements that explain the input.
func (f Field) described() string {
	s := ""
	if f.Hint != "" {
		s = f.id() + "-hinweis"
	}
	if f.Error != "" {
		if s != "" {
			s += " "
		}
		s += f.id() + "-fehler"
	}
	if f.Meanwhile.There() {
		s += " " + f.id() + "-inzwischen"
	}
	return strings.TrimSpace(s)
}

func (f Field) attributes() templ.Attributes {
	a := templ.Attributes{"id": f.id(), "name": f.Name}
	if d := f.described(); d != "" {
		a["aria-describedby"] = d
	}
	if f.Error != "" {
		a["aria-invalid"] = "true"
	}
	if f.List != "" {
		a["list"] = f.List
	}
	if f.Numeric {
		a["inputmode"] = "numeric"
	}
	return a
}

// Option is one of the choices of a list.
type Option struct {
	Name   string // as read
	Value  string // as sent
	Chosen bool
}

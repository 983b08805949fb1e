// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// refusing are the functions of desks and nouns whose first text is the field that they
// refuse.
var refusing = []string{"refuse", "line", "text", "add", "key", "expect", "office", "need", "check", "TooLong", "long", "fault"}

// refused lists the fields that the functions of a folder refuse, with the place of each;
// fields of functions in leave are columns of files, which no form has.
func refused(t *testing.T, folder string, leave ...string) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(folder, err)
	}
	found, set := map[string]string{}, token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, is := d.(*ast.FuncDecl)
			if !is || slices.Contains(leave, receiver(f)+f.Name.Name) {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if field := fieldIn(n); field != "" {
					found[field] = set.Position(n.Pos()).String()
				}
				return true
			})
		}
	}
	return found
}

func receiver(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return ""
	}
	kind := f.Recv.List[0].Type
	if star, is := kind.(*ast.StarExpr); is {
		kind = star.X
	}
	if name, is := kind.(*ast.Ident); is {
		return name.Name + "."
	}
	return ""
}

// fieldIn is the field that a call or a row refuses; empty: none.
func fieldIn(n ast.Node) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if !slices.Contains(refusing, name) {
			return ""
		}
		for _, arg := range n.Args {
			if field := word(arg); field != "" {
				return field
			}
		}
	case *ast.KeyValueExpr:
		if key, is := n.Key.(*ast.Ident); is && key.Name == "Column" {
			return word(n.Value)
		}
	}
	return ""
}

var fieldWord = regexp.MustCompile(`^[a-z_]+(\[%?d?\]?[a-z_.%\[\]]*)?$`)

// word is a field's name: a text, the end of one that begins with its row, or the format
// of one, with its rows counted from 0.
func word(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		if err == nil && e.Kind == token.STRING && fieldWord.MatchString(s) {
			return strings.ReplaceAll(s, "%d", "0")
		}
	case *ast.BinaryExpr:
		if _, literal := e.X.(*ast.BasicLit); e.Op == token.ADD && !literal {
			return word(e.Y)
		}
	case *ast.CallExpr:
		if f, is := e.Fun.(*ast.SelectorExpr); is && f.Sel.Name == "Sprintf" && len(e.Args) > 0 {
			return word(e.Args[0])
		}
	}
	return ""
}

// TestRefusalsNameFields walks all that forms of the council, of steering and of sources
// can refuse: no field is called by a word of the program. (An English name may be the same word.)
func TestRefusalsNameFields(t *testing.T) {
	paper, sitting := &paperEntry{}, &sittingEntry{}
	of := func(label func(string, text.Lang) string) func(string, text.Lang) string { return label }
	work := func(fields []workField) func(string, text.Lang) string { return (&workForm{fields: fields}).label }
	all := func(labels ...func(string, text.Lang) string) func(string, text.Lang) string {
		return func(field string, l text.Lang) string {
			for _, label := range labels {
				if name := label(field, l); name != "" && name != field {
					return name
				}
			}
			return ""
		}
	}
	item := func(field string, l text.Lang) string { return itemNames[field].In(l) }
	listed := func(field string, l text.Lang) string { return paper.label(fieldOf(field), l) }
	nested := func(field string, l text.Lang) string { return paperFieldNames["order."+field].In(l) }
	council := all(of(paper.label), of(sitting.label), item, listed, nested, func(field string, _ text.Lang) string {
		// Parts of the lists that a form takes as lines; faults lead to the list.
		return map[string]string{"office": "signers", "grade": "posts", "share": "posts", "phase_out": "posts", "reason": "posts", "amount_cents": "effects", "year": "effects", "sub_budget": "effects", "line": "effects", "link": "attachments", "reply": "ask", "text": "effects", "unit": "posts", "id": "reference", "item": "task"}[field]
	})
	for _, c := range []struct {
		folder string
		label  func(string, text.Lang) string
		leave  []string
	}{
		{"city/council", council, []string{"Committee.Check"}},
		{"desk/council", council, nil},
		{"city/steering", all(entryForm{}.label, work(actionFields(&workForm{}, actionChoices{}, text.De))), nil},
		{"desk/steering", all(entryForm{}.label, work(actionFields(&workForm{}, actionChoices{}, text.De))), nil},
		{"desk/councildata", func(field string, l text.Lang) string { return sourceFields[field].In(l) }, nil},
	} {
		fields := refused(t, c.folder, c.leave...)
		if len(fields) < 2 {
			t.Errorf("%s: found %v only", c.folder, fields)
		}
		for field, at := range fields {
			de, en := c.label(field, text.De), c.label(field, text.En)
			if de == "" || de == field || strings.Contains(de, "_") || strings.Contains(en, "_") {
				t.Errorf("%s: %q is called %q, %q", at, field, de, en)
			}
		}
	}
}

// TestInForm: a refusal in a form has no file, no column and no word of the program.
func TestInForm(t *testing.T) {
	named := &paperEntry{}
	err := inForm(fault.Refuse("x", []fault.Row{{File: "Unmöglich", Column: "signers[0].office", Value: "Mondamt", Expected: text.T("ein Amt", "an office")}}), named.called)
	if got := fault.RowsOf(err)[0].In(text.De); got != "Mitzeichnung: „Mondamt“, erwartet: ein Amt" {
		t.Error(got)
	}
	for field, want := range map[[2]string]string{
		{"agenda[0].result", "accepted"}: "angenommen", {"order[1].step", "decision"}: "Beschlussfassung", {"members[2].role", "chair"}: "Leitung",
		{"title", "decision"}: "decision", {"state", "held"}: "hat stattgefunden",
	} {
		if got := asRead(field[0], field[1], text.De); got != want {
			t.Errorf("%v: %q, want %q", field, got, want)
		}
	}
}

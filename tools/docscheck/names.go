// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
)

// Code is what papers may name of the code.
type Code struct {
	// Names holds package.Name, package.Type.Method and package.Type.Field, by
	// the last part of the package's path; two packages may share it.
	Names map[string]bool
	// Packages holds those last parts.
	Packages map[string]bool
	// Imports holds the paths imported, each with "test" or "program".
	Imports map[string]string
}

// ReadCode parses the Go files below root.
func ReadCode(root string) (Code, error) {
	c := Code{Names: map[string]bool{}, Packages: map[string]bool{}, Imports: map[string]string{}}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != root && left[d.Name()]:
			return filepath.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		return c.file(path)
	})
	return c, err
}

func (c Code) file(path string) error {
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	slashed := filepath.ToSlash(path)
	helper := strings.HasSuffix(path, "_test.go") || strings.Contains(slashed, "test/") || strings.Contains(slashed, "/tools/")
	for _, i := range f.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		if !helper {
			c.Imports[name] = "program"
		} else if c.Imports[name] == "" {
			c.Imports[name] = "test"
		}
	}
	if strings.HasSuffix(path, "_test.go") {
		return nil
	}
	pkg := filepath.Base(filepath.Dir(path))
	c.Packages[pkg] = true
	for _, d := range f.Decls {
		c.declaration(pkg, d)
	}
	return nil
}

func (c Code) declaration(pkg string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			c.Names[pkg+"."+d.Name.Name] = true
		} else if t := receiver(d.Recv.List[0].Type); t != "" {
			c.Names[pkg+"."+t+"."+d.Name.Name] = true
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				for _, n := range s.Names {
					c.Names[pkg+"."+n.Name] = true
				}
			case *ast.TypeSpec:
				c.Names[pkg+"."+s.Name.Name] = true
				c.members(pkg+"."+s.Name.Name, s.Type)
			}
		}
	}
}

func (c Code) members(name string, t ast.Expr) {
	var list *ast.FieldList
	switch t := t.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return
	}
	for _, field := range list.List {
		for _, n := range field.Names {
			c.Names[name+"."+n.Name] = true
		}
	}
}

func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

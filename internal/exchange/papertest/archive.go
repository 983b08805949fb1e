// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package papertest

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Open unpacks an archive strictly: each name once, no way out of it, sums that fit.
func Open(data []byte) (map[string]string, []*zip.File, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, err
	}
	parts := map[string]string{}
	for _, f := range archive.File {
		if _, twice := parts[f.Name]; twice || strings.Contains(f.Name, "..") || strings.HasPrefix(f.Name, "/") {
			return nil, nil, fmt.Errorf("part %q", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			return nil, nil, err
		}
		content, err := io.ReadAll(in)
		if err != nil {
			return nil, nil, fmt.Errorf("part %q: %w", f.Name, err)
		}
		parts[f.Name] = string(content)
	}
	return parts, archive.File, nil
}

// Element is an element of XML with its attributes by the ends of their names.
type Element struct {
	Name     string
	Attr     map[string]string
	Children []*Element
	Text     string // of a node of text; Name is empty then
}

// Parse reads XML strictly: well-formed, every prefix of a name space said.
func Parse(s string) (*Element, error) {
	d := xml.NewDecoder(strings.NewReader(s))
	root := &Element{}
	open := []*Element{root}
	for {
		t, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		top := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &Element{Name: t.Name.Local, Attr: map[string]string{}}
			if !strings.ContainsAny(t.Name.Space, ":/") {
				return nil, fmt.Errorf("no name space: %s", t.Name.Local)
			}
			for _, a := range t.Attr {
				if _, twice := e.Attr[a.Name.Local]; twice {
					a.Name.Local = a.Name.Space + " " + a.Name.Local
				}
				e.Attr[a.Name.Local] = a.Value
			}
			top.Children = append(top.Children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			top.Children = append(top.Children, &Element{Text: string(t)})
		}
	}
	if len(root.Children) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return root, nil
}

// Each calls do for an element and all within it.
func (e *Element) Each(do func(*Element)) {
	do(e)
	for _, c := range e.Children {
		c.Each(do)
	}
}

// All are the elements of a name.
func (e *Element) All(name string) []*Element {
	var out []*Element
	e.Each(func(x *Element) {
		if x.Name == name {
			out = append(out, x)
		}
	})
	return out
}

// Words is the text of an element; of elements, in gives what stands for them, and
// whether what is within is left out.
func (e *Element) Words(in func(*Element) (string, bool)) string {
	if e.Name == "" {
		if len(e.Children) == 0 {
			return e.Text
		}
	} else if s, done := in(e); done {
		return s
	}
	var b strings.Builder
	for _, c := range e.Children {
		b.WriteString(c.Words(in))
	}
	return b.String()
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package oparltest checks OParl servers and objects: against the schema files of the
// standard, which it reads, and against the musts of the specification. It shares no
// code with what reads and writes OParl here.
package oparltest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Folder is where the standard's files are, below a folder of the tree.
const Folder = "shared/data/standards/oparl-1.1"

// schema is a schema file, as far as it is used here.
type schema struct {
	Title      string
	Required   []string
	Properties map[string]property
}

type property struct {
	Type, Format, Pattern, References, Schema string
	Items                                     *property
}

// Checker checks objects by the schema files.
type Checker struct{ schemas map[string]schema }

// Load reads the schema files of a folder.
func Load(folder string) (*Checker, error) {
	names, err := filepath.Glob(filepath.Join(folder, "schema", "*.json"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no schema files in %s: %w", folder, os.ErrNotExist)
	}
	c := &Checker{map[string]schema{}}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		var s schema
		if err := json.Unmarshal(content, &s); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c.schemas[s.Title] = s
	}
	return c, nil
}

// namespace begins the types of objects.
const namespace = "https://schema.oparl.org/1.1/"

// reference is an address in an object with the type of what should be there.
type reference struct{ field, to, of string }

// found is what a check of an object finds.
type found struct {
	faults []string
	refs   []reference
	lists  []reference
	inner  []map[string]any
}

func (f *found) fault(format string, args ...any) {
	f.faults = append(f.faults, fmt.Sprintf(format, args...))
}

// Object returns every fault of an object by the schema and the specification. An
// embedded object needs no created and modified (OParl 1.0), but here none lacks them.
func (c *Checker) Object(o map[string]any) []string { return c.object(o, "").faults }

func (c *Checker) object(o map[string]any, expected string) *found {
	f := &found{}
	kind, _ := o["type"].(string)
	name := strings.TrimPrefix(kind, namespace)
	s, known := c.schemas[name]
	if !known || expected != "" && name != expected {
		f.fault("%v: type %q, expected %q", o["id"], kind, expected)
		return f
	}
	at := fmt.Sprintf("%s %v", name, o["id"])
	for _, stamp := range []string{"created", "modified"} {
		if _, there := o[stamp]; !there {
			f.fault("%s: %s is missing", at, stamp)
		}
	}
	if o["deleted"] == true {
		for field := range o {
			if !slices.Contains([]string{"id", "type", "created", "modified", "deleted"}, field) {
				f.fault("%s: deleted, but has %s", at, field)
			}
		}
	} else {
		for _, field := range s.Required {
			if _, there := o[field]; !there {
				f.fault("%s: %s is missing", at, field)
			}
		}
	}
	for field, v := range o {
		p, there := s.Properties[field]
		if !there {
			if !strings.Contains(field, ":") {
				f.fault("%s: %s is not in the schema", at, field)
			}
			continue
		}
		c.value(f, at+", "+field, p, v, slices.Contains(s.Required, field))
	}
	return f
}

// value checks a value of a field.
func (c *Checker) value(f *found, at string, p property, v any, required bool) {
	switch v := v.(type) {
	case nil:
		f.fault("%s: null", at)
	case bool:
		c.kind(f, at, p, "boolean")
	case float64:
		c.kind(f, at, p, "integer")
		if v != float64(int64(v)) {
			f.fault("%s: %v is not whole", at, v)
		}
	case string:
		c.kind(f, at, p, "string")
		c.text(f, at, p, v)
	case []any:
		c.kind(f, at, p, "array")
		if len(v) == 0 && !required {
			f.fault("%s: an empty list", at)
		}
		for i, element := range v {
			if p.Items != nil {
				item := *p.Items
				if item.References == "" {
					item.References = p.References
				}
				c.value(f, fmt.Sprintf("%s[%d]", at, i), item, element, false)
			}
		}
	case map[string]any:
		c.kind(f, at, p, "object")
		if p.Schema != "" {
			inner := c.object(v, strings.TrimSuffix(p.Schema, ".json"))
			f.faults, f.refs, f.lists = append(f.faults, inner.faults...), append(f.refs, inner.refs...), append(f.lists, inner.lists...)
			f.inner = append(append(f.inner, v), inner.inner...)
		}
		if p.Schema == "" && v["type"] != "Feature" {
			f.fault("%s: GeoJSON must be a Feature", at)
		}
	}
}

func (c *Checker) kind(f *found, at string, p property, is string) {
	if p.Type != is {
		f.fault("%s: %s instead of %s", at, is, p.Type)
	}
}

// text checks a string: format, pattern and what it refers to.
func (c *Checker) text(f *found, at string, p property, v string) {
	if p.Pattern != "" {
		if ok, err := regexp.MatchString(p.Pattern, v); err != nil || !ok {
			f.fault("%s: %q does not match %s", at, v, p.Pattern)
		}
	}
	switch p.Format {
	case "url":
		u, err := url.Parse(v)
		if err != nil || !u.IsAbs() || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			f.fault("%s: %q is no absolute URL", at, v)
			return
		}
		switch {
		case p.References == "externalList":
			f.lists = append(f.lists, reference{at, v, strings.TrimSuffix(p.Items.Schema, ".json")})
		case p.References != "":
			f.refs = append(f.refs, reference{at, v, p.References})
		}
	case "date":
		if _, err := time.Parse("2006-01-02", v); err != nil {
			f.fault("%s: %q is no date", at, v)
		}
	case "date-time":
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			f.fault("%s: %q is no date-time", at, v)
		}
	}
	if v == "" {
		f.fault("%s: empty", at)
	}
}

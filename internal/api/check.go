// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/period"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// checker holds values against schemas and collects every fault, in both
// languages; huma's own check speaks English only.
type checker struct {
	schemas huma.Registry
	rows    []fault.Row
}

// value checks what json.Decoder with UseNumber made of a body.
func (c *checker) value(s *huma.Schema, path string, v any) {
	if s.Ref != "" {
		s = c.schemas.SchemaFromRef(s.Ref)
	}
	switch v := v.(type) {
	case nil:
		if !s.Nullable {
			c.fault(path, "null", s)
		}
	case map[string]any:
		c.object(s, path, v)
	case []any:
		if s.Type != huma.TypeArray {
			c.fault(path, "[…]", s)
			return
		}
		for i, item := range v {
			c.value(s.Items, path+"["+strconv.Itoa(i)+"]", item)
		}
	case json.Number:
		n, err := v.Float64()
		if _, whole := v.Int64(); err != nil || (s.Type != huma.TypeNumber && (s.Type != huma.TypeInteger || whole != nil)) {
			c.fault(path, v.String(), s)
			return
		}
		c.number(s, path, n, v.String())
	case string:
		if s.Type != huma.TypeString {
			c.fault(path, v, s)
			return
		}
		c.text(s, path, v)
	case bool:
		if s.Type != huma.TypeBoolean {
			c.fault(path, strconv.FormatBool(v), s)
		}
	}
}

func (c *checker) object(s *huma.Schema, path string, v map[string]any) {
	if s.Type != huma.TypeObject {
		c.fault(path, "{…}", s)
		return
	}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		if property := s.Properties[key]; property != nil {
			c.value(property, join(path, key), v[key])
			continue
		}
		known := strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", ")
		c.rows = append(c.rows, row(join(path, key), key, text.T("einer der Schlüssel "+known, "one of the keys "+known)))
	}
	for _, key := range s.Required {
		if _, ok := v[key]; !ok {
			property := s.Properties[key]
			if property.Ref != "" {
				property = c.schemas.SchemaFromRef(property.Ref)
			}
			c.fault(join(path, key), "", property)
		}
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func (c *checker) number(s *huma.Schema, path string, n float64, raw string) {
	if (s.Minimum != nil && n < *s.Minimum) || (s.Maximum != nil && n > *s.Maximum) {
		c.fault(path, raw, s)
	}
}

func (c *checker) text(s *huma.Schema, path, v string) {
	day := func() bool { d, err := period.ParseDate(v); return err == nil && d.String() == v }
	switch {
	case !utf8.ValidString(v), s.MaxLength != nil && utf8.RuneCountInString(v) > *s.MaxLength,
		len(s.Enum) > 0 && !slices.Contains(s.Enum, any(v)),
		s.Pattern != "" && !pattern(s.Pattern).MatchString(v),
		// Neither the format nor the pattern knows that February is short.
		s.Format == "date" && !day(), s.Pattern == dayPattern && v != "" && !day():
		c.fault(path, v, s)
	}
}

var patterns sync.Map // of *regexp.Regexp by their text

func pattern(s string) *regexp.Regexp {
	if re, ok := patterns.Load(s); ok {
		return re.(*regexp.Regexp)
	}
	re := regexp.MustCompile(s)
	patterns.Store(s, re)
	return re
}

func (c *checker) fault(path, value string, s *huma.Schema) {
	c.rows = append(c.rows, row(path, short(strings.ToValidUTF8(value, "\uFFFD")), expected(s)))
}

// short cuts a value to what fits into a message.
func short(s string) string {
	const most = 80
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// expected says what a schema wants.
func expected(s *huma.Schema) text.Text {
	switch {
	case len(s.Enum) > 0:
		var list []string
		for _, word := range s.Enum {
			if word != "" {
				list = append(list, fmt.Sprint(word))
			}
		}
		all := strings.Join(list, ", ")
		return text.T("eines der Wörter "+all, "one of the words "+all)
	case s.Format == "date", s.Pattern == dayPattern:
		return text.T("ein Tag wie 2015-11-27", "a day such as 2015-11-27")
	case s.Pattern == monthPattern:
		return text.T("ein Monat wie 2015-11", "a month such as 2015-11")
	case s.MaxLength != nil:
		n := int64(*s.MaxLength)
		return text.T("ein Text von 1 bis "+text.De.Int(n)+" Zeichen", "a text of 1 to "+text.En.Int(n)+" characters")
	}
	switch s.Type {
	case huma.TypeInteger, huma.TypeNumber:
		return expectedNumber(s)
	case huma.TypeBoolean:
		return text.T("true oder false", "true or false")
	case huma.TypeArray:
		return text.T("eine Liste […]", "a list […]")
	case huma.TypeObject:
		return text.T("ein Objekt {…}", "an object {…}")
	}
	return text.T("ein Text", "a text")
}

func expectedNumber(s *huma.Schema) text.Text {
	t := text.T("eine ganze Zahl", "a whole number")
	if s.Type == huma.TypeNumber {
		t = text.T("eine Zahl", "a number")
	}
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		return text.T(t.De+" von "+text.De.Int(int64(*s.Minimum))+" bis "+text.De.Int(int64(*s.Maximum)),
			t.En+" from "+text.En.Int(int64(*s.Minimum))+" to "+text.En.Int(int64(*s.Maximum)))
	case s.Minimum != nil:
		return text.T(t.De+" ab "+text.De.Int(int64(*s.Minimum)), t.En+" from "+text.En.Int(int64(*s.Minimum)))
	}
	return t
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package raster

import (
	"encoding/xml"
	"fmt"
	"image/color"
	"math"
	"strconv"
	"strings"
)

// attrs are the attributes of an element; err keeps the first that could not be read.
type attrs struct {
	text map[string]string
	err  error
}

// attributes takes the attributes of an element and refuses those that pictures of
// package chart do not have, such as style and onclick.
func attributes(t xml.StartElement) (attrs, error) {
	a := attrs{text: make(map[string]string, len(t.Attr))}
	for _, at := range t.Attr {
		if at.Name.Space != "" || !known[at.Name.Local] {
			return a, fmt.Errorf("attribute %s of %s", at.Name.Local, t.Name.Local)
		}
		if at.Name.Local == "href" && !address(at.Value) {
			return a, fmt.Errorf("address %q", at.Value)
		}
		a.text[at.Name.Local] = at.Value
	}
	return a, nil
}

// address reports whether a link stays within the site or goes to the web.
func address(s string) bool {
	for _, good := range []string{"/", "?", "#", "./", "../", "https://", "http://"} {
		if strings.HasPrefix(strings.ToLower(s), good) {
			return true
		}
	}
	return false
}

// inherit takes over what an element has from the one around it.
func (a *attrs) inherit(from attrs) {
	for _, name := range []string{"fill", "stroke", "stroke-width", "font-size", "font-weight", "text-anchor", "fill-opacity", "stroke-opacity"} {
		if v, there := from.text[name]; there && a.text[name] == "" {
			a.text[name] = v
		}
	}
}

// far bounds coordinates: what lies beyond is off every paper.
const far = 30_000.0

func (a *attrs) parse(s string) float64 {
	n, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if (err != nil || math.IsNaN(n) || math.Abs(n) > far) && a.err == nil {
		a.err = fmt.Errorf("number %q", s)
		return 0
	}
	return n
}

func (a *attrs) number(name string, without float64) float64 {
	s := a.text[name]
	if s == "" {
		return without
	}
	return a.parse(s)
}

// part reads a share from 0 to 1, 1 where it is not given.
func (a *attrs) part(name string) float64 { return min(max(a.number(name, 1), 0), 1) }

func (a *attrs) numbers(name string) []float64 {
	s := a.text[name]
	if s == "" || s == "none" {
		return nil
	}
	var out []float64
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		out = append(out, a.parse(word))
	}
	return out
}

// paint reads a colour such as #00579c, or the name of a pattern.
func (a *attrs) paint(name string, without paint) paint {
	s := a.text[name]
	switch {
	case s == "":
		return without
	case s == "none":
		return paint{}
	case strings.HasPrefix(s, "url(#") && strings.HasSuffix(s, ")"):
		return paint{kind: patterned, pattern: s[5 : len(s)-1]}
	}
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	if (len(s) != 7 || s[0] != '#' || err != nil) && a.err == nil {
		a.err = fmt.Errorf("colour %q", s)
	}
	return paint{kind: plain, colour: color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}}
}

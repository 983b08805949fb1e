// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
)

// years are the years that a source names, alone or as a pair such as 2016/2017, which
// is a budget or a school year and no day of publication.
var years = regexp.MustCompile(`\b20[0-9]{2}(/(20)?[0-9]{2})?\b`)

// checks are remarks that a number was checked against one of a later year.
var checks = regexp.MustCompile(`nur [^;()]*\b(20[0-9]{2})\b[^;()]*gegengeprüft; `)

// told is a source as a text of the as-of date names it: each of its parts in words. A
// part of a later year is marked: what it says was known then, but not from it. A later
// number in a remark is left out.
func (c *city) told(source string) string {
	after := func(year string) bool {
		n, err := strconv.Atoi(year)
		return err == nil && n > c.asOf.Year()
	}
	source = checks.ReplaceAllStringFunc(source, func(s string) string {
		if after(checks.FindStringSubmatch(s)[1]) {
			return ""
		}
		return s
	})
	// A remark behind a semicolon is no source of its own.
	source = strings.ReplaceAll(source, "; bitte durch eigene Erfahrung ersetzen", " (bitte durch eigene Erfahrung ersetzen)")
	parts := document.SourcesOf(source)
	for i, part := range parts {
		parts[i] = c.citer.Write(part, c.lang)
		if slices.ContainsFunc(years.FindAllString(part, -1), after) {
			parts[i] += " (" + c.say("nachträglich veröffentlicht", "published afterwards") + ")"
		}
	}
	return strings.Join(parts, "; ")
}

// toldOf marks the later sources of a value; what was given stays as it is.
func (c *city) toldOf(v *document.Value) *document.Value {
	if v == nil {
		return nil
	}
	out := *v
	if v.Derivation != nil {
		d := c.toldIn(*v.Derivation)
		out.Derivation = &d
	}
	if v.Table != nil {
		t := *v.Table
		t.Sources = c.toldAll(t.Sources)
		out.Table = &t
	}
	if v.Picture != nil {
		p := *v.Picture
		p.Sources = c.toldAll(p.Sources)
		if p.Table != nil {
			t := *p.Table
			t.Sources = c.toldAll(t.Sources)
			p.Table = &t
		}
		out.Picture = &p
	}
	return &out
}

// toldAll names sources once each, also those that several figures share.
func (c *city) toldAll(sources []string) []string {
	var out []string
	for _, s := range sources {
		for _, part := range document.SourcesOf(c.told(s)) {
			out = appendNew(out, part)
		}
	}
	return out
}

func (c *city) toldIn(d figure.Derivation) figure.Derivation {
	d.Source = c.told(d.Source)
	d.From = slices.Clone(d.From)
	for i := range d.From {
		d.From[i] = c.toldIn(d.From[i])
	}
	return d
}

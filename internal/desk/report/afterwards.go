// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report

import (
	"regexp"
	"slices"
	"strconv"

	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/text"
)

// years are the years that a source names, alone or as a pair such as 2016/2017, which
// is a budget or a school year and no day of publication.
var years = regexp.MustCompile(`\b20[0-9]{2}(/(20)?[0-9]{2})?\b`)

// checks are remarks that a number was checked against one of a later year.
var checks = regexp.MustCompile(`nur [^;()]*\b(20[0-9]{2})\b[^;()]*gegengeprüft; `)

// told is a source as a text of the as-of date names it. A source of a later year is
// marked: what it says was known then, but not from it. A later number in a remark is
// left out.
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
	for _, y := range years.FindAllString(source, -1) {
		if after(y) {
			return source + " (" + text.T("nachträglich veröffentlicht", "published afterwards").In(c.lang) + ")"
		}
	}
	return source
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
		t.Sources = nil
		for _, s := range v.Table.Sources {
			if s = c.told(s); !slices.Contains(t.Sources, s) {
				t.Sources = append(t.Sources, s)
			}
		}
		out.Table = &t
	}
	return &out
}

func (c *city) toldIn(d figure.Derivation) figure.Derivation {
	d.Source = c.told(d.Source)
	d.From = slices.Clone(d.From)
	for i := range d.From {
		d.From[i] = c.toldIn(d.From[i])
	}
	return d
}

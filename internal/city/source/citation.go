// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package source

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"planraum/internal/city/period"
	"planraum/internal/text"
)

// Citation is a short form in which a city's data names a source, such as an article by its
// number, and how it is written out for readers.
type Citation struct {
	Order   int64       `json:"order"`   // the lowest first
	Pattern string      `json:"pattern"` // regular expression (RE2) of the short form
	Text    text.Text   `json:"text"`    // $1 and so on are the groups of the pattern
	Known   period.Date `json:"known_from,omitzero"`
	File    string      `json:"file,omitempty"`
	Line    int         `json:"line,omitempty"`
}

// Key names the citation in the register.
func (c Citation) Key() string { return strconv.FormatInt(c.Order, 10) }

// reference is a group of the pattern in a text, as regexp.Expand reads it.
var reference = regexp.MustCompile(`\$(?:\$|\{(\w*)\}|(\w+))`)

// Missing are the groups that a text names and the pattern has not, as written; the pattern
// must be sound.
func (c Citation) Missing(written string) (list []string) {
	short, err := regexp.Compile(c.Pattern)
	if err != nil {
		return nil
	}
	for _, m := range reference.FindAllStringSubmatch(written, -1) {
		name := cmp.Or(m[1], m[2])
		n, wrong := strconv.Atoi(name)
		there := wrong == nil && n <= short.NumSubexp() || name != "" && slices.Contains(short.SubexpNames(), name)
		if m[0] != "$$" && !there {
			list = append(list, m[0])
		}
	}
	return list
}

// Citer writes sources out. The zero Citer knows no short form.
type Citer struct{ all []compiled }

type compiled struct {
	short *regexp.Regexp
	long  text.Text
}

// NewCiter takes the citations of a city, in whatever order. One whose pattern is not sound
// is left out: its file was refused, so that it comes from elsewhere.
func NewCiter(list []Citation) Citer {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Citation) int { return cmp.Compare(a.Order, b.Order) })
	var c Citer
	for _, one := range list {
		if short, err := regexp.Compile(one.Pattern); err == nil {
			c.all = append(c.all, compiled{short, one.Text})
		}
	}
	return c
}

// typed is the remark where a figure was typed, which the program adds to its source. It is
// told by the derivation on the pages.
var typed = regexp.MustCompile(`\s*\([\w./-]+\.(?:csv|xlsx|ods|json|geojson), Zeile \d+\)`)

// Write writes a source out, without the remark where it was typed.
func (c Citer) Write(source string, l text.Lang) string {
	return strings.TrimSpace(c.Spell(typed.ReplaceAllString(source, ""), l))
}

// Spell writes a source out with all of its remarks.
func (c Citer) Spell(source string, l text.Lang) string {
	for _, one := range c.all {
		source = one.short.ReplaceAllString(source, one.long.In(l))
	}
	if l == text.De {
		source = datedMonth.ReplaceAllStringFunc(source, monthNames.Replace)
	}
	return source
}

// monthNames are English months in a source, short or long, with their German names.
var monthNames = strings.NewReplacer("January ", "Januar ", "February ", "Februar ", "March ", "März ", "June ", "Juni ", "July ", "Juli ", "October ", "Oktober ", "December ", "Dezember ",
	"Jan ", "Januar ", "Feb ", "Februar ", "Mar ", "März ", "Apr ", "April ", "May ", "Mai ", "Jun ", "Juni ", "Jul ", "Juli ", "Aug ", "August ", "Sep ", "September ", "Oct ", "Oktober ", "Nov ", "November ", "Dec ", "Dezember ")

// datedMonth is an English month with its year.
var datedMonth = regexp.MustCompile(`\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|June|July|October|December) 20\d\d\b`)

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package notation writes the parts of a text as signs that can be typed, and reads them
// back:
//
//	**strong**  *emphasis*  [words](https://example.org)
//	{{newest/accommodation.persons}}   a live number
//	{{=headline}}                      live words
//	\*  \[  \{  \\                    the sign itself
//
// Nothing else means anything: what is typed is text and never markup of a page. See
// docs/reports.md.
package notation

import (
	"strings"

	"planraum/internal/city/document"
)

// special are the signs before which a backslash means the sign itself.
const special = "\\*[](){}=;#"

// Write writes the runs of a paragraph on one line. Read reads them back as Normal has
// them.
func Write(runs []document.Run) string {
	var b strings.Builder
	strong, emph := false, false
	runs = Normal(runs)
	for i, r := range runs {
		if i > 0 && runs[i-1].Link != "" && runs[i-1].Link != r.Link {
			b.WriteString("](" + escaped(runs[i-1].Link, "()\\") + ")")
		}
		if strong != r.Strong {
			b.WriteString("**")
		}
		if emph != r.Emph {
			b.WriteString("*")
		}
		strong, emph = r.Strong, r.Emph
		if r.Link != "" && (i == 0 || runs[i-1].Link != r.Link) {
			b.WriteString("[")
		}
		b.WriteString(piece(r))
	}
	if n := len(runs); n > 0 && runs[n-1].Link != "" {
		b.WriteString("](" + escaped(runs[n-1].Link, "()\\") + ")")
	}
	if strong {
		b.WriteString("**")
	}
	if emph {
		b.WriteString("*")
	}
	return b.String()
}

func piece(r document.Run) string {
	switch {
	case r.Field == nil:
		return escaped(r.Text, "\\*[]{")
	case r.Field.Kind == document.Words:
		return "{{=" + escaped(r.Field.Ref, "{}=\\") + "}}"
	}
	return "{{" + escaped(r.Field.Ref, "{}=\\") + "}}"
}

// escaped puts a backslash before each of the signs.
func escaped(s, signs string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(signs, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Normal is what of runs can be typed: neighbours in one manner are one run, what is
// empty is left out, a line break or tab is a blank, and fields have no value.
func Normal(runs []document.Run) []document.Run {
	var out []document.Run
	for _, r := range runs {
		if r.Field != nil {
			r.Text, r.Field = "", &document.Field{Kind: r.Field.Kind, Ref: strings.TrimSpace(r.Field.Ref)}
			out = append(out, r)
			continue
		}
		r.Text = blanks.Replace(r.Text)
		if r.Text == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Field == nil && alike(out[n-1], r) {
			out[n-1].Text += r.Text
			continue
		}
		out = append(out, r)
	}
	return out
}

// blanks writes line breaks and tabs as blanks.
var blanks = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ")

// alike reports whether two runs stand in one manner.
func alike(a, b document.Run) bool {
	return a.Strong == b.Strong && a.Emph == b.Emph && a.Link == b.Link
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package dcat

import (
	"bufio"
	"io"
	"strings"
)

// WriteTurtle writes the catalogue as Turtle. Its error is that of w.
func WriteTurtle(w io.Writer, c Catalogue) error {
	out := bufio.NewWriter(w)
	for _, p := range prefixes {
		_, _ = out.WriteString("@prefix " + p[0] + ": <" + p[1] + "> .\n") // errors stay with out until Flush
	}
	for _, s := range c.graph().subjects {
		_, _ = out.WriteString("\n<" + s.iri + ">")
		for i, st := range s.statements {
			end := " ;"
			if i == len(s.statements)-1 {
				end = " ."
			}
			_, _ = out.WriteString("\n  " + predicateTurtle(st.predicate) + " " + st.object.turtle() + end)
		}
		_ = out.WriteByte('\n')
	}
	return out.Flush()
}

func predicateTurtle(p string) string {
	if p == "rdf:type" {
		return "a"
	}
	return p
}

func (t term) turtle() string {
	switch {
	case t.iri != "":
		return "<" + t.iri + ">"
	case t.lang != "":
		return quote(t.value) + "@" + t.lang
	case t.datatype != "":
		return quote(t.value) + "^^" + t.datatype
	}
	return quote(t.value)
}

// escapes are the characters that end or change a quoted text (ECHAR).
var escapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

func quote(s string) string { return `"` + escapes.Replace(s) + `"` }

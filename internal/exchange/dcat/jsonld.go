// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package dcat

import (
	"encoding/json"
	"io"
)

// WriteJSONLD writes the catalogue as JSON-LD 1.1: one node for each subject,
// with a context of prefixes alone, so that it says what the Turtle says. Its
// error is that of w.
func WriteJSONLD(w io.Writer, c Catalogue) error {
	context := make(map[string]string, len(prefixes))
	for _, p := range prefixes {
		context[p[0]] = p[1]
	}
	g := c.graph()
	nodes := make([]map[string]any, len(g.subjects))
	for i, s := range g.subjects {
		node := map[string]any{"@id": s.iri}
		for _, st := range s.statements {
			key, value := st.predicate, st.object.jsonld()
			if key == "rdf:type" {
				key, value = "@type", st.object.iri
			}
			list, _ := node[key].([]any)
			node[key] = append(list, value)
		}
		nodes[i] = node
	}
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	return out.Encode(map[string]any{"@context": context, "@graph": nodes})
}

func (t term) jsonld() any {
	switch {
	case t.iri != "":
		return map[string]string{"@id": t.iri}
	case t.lang != "":
		return map[string]string{"@value": t.value, "@language": t.lang}
	case t.datatype != "":
		return map[string]string{"@value": t.value, "@type": t.datatype}
	}
	return map[string]string{"@value": t.value}
}

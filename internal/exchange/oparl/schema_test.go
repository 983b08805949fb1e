// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"planraum/internal/exchange/oparl"
)

// standard is the folder of the standard's own files.
const standard = "../../../../shared/data/standards/oparl-1.1"

type property struct {
	Type       string
	Format     string
	References string
	Schema     string
	Items      *property
}

// TestFieldsAreTheSchemas compares the fields that are read and written with the
// schema files of the standard.
func TestFieldsAreTheSchemas(t *testing.T) {
	if _, err := os.Stat(standard); err != nil {
		t.Skip("the standard's files are not here")
	}
	all := []string{"id", "type", "created", "modified", "deleted"}
	for _, kind := range oparl.Types() {
		if kind == oparl.Person || kind == oparl.Membership {
			continue // never read or written
		}
		content, err := os.ReadFile(filepath.Join(standard, "schema", string(kind)+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Required   []string
			Properties map[string]property
		}
		if err := json.Unmarshal(content, &schema); err != nil {
			t.Fatal(err)
		}
		known := map[string]oparl.Field{}
		for _, f := range oparl.FieldsOf(kind) {
			known[f.Name] = f
			p, ok := schema.Properties[f.Name]
			if !ok {
				t.Errorf("%s has no %s", kind, f.Name)
				continue
			}
			if want := kindOf(p); want != f.Kind {
				t.Errorf("%s.%s is of kind %d, schema says %d", kind, f.Name, f.Kind, want)
			}
			if of := referred(p); of != "" && of != string(f.Of) {
				t.Errorf("%s.%s is of %s, schema says %s", kind, f.Name, f.Of, of)
			}
			if f.Required != slices.Contains(schema.Required, f.Name) {
				t.Errorf("%s.%s required: %t", kind, f.Name, f.Required)
			}
		}
		for name := range schema.Properties {
			if _, ok := known[name]; !ok && !slices.Contains(all, name) {
				t.Errorf("%s.%s of the schema is not known", kind, name)
			}
		}
	}
}

func kindOf(p property) oparl.Kind {
	switch {
	case p.References == "externalList":
		return oparl.KindList
	case p.Schema != "" && p.Type == "object":
		return oparl.KindOne
	case p.Type == "array" && p.Items.Type == "object":
		return oparl.KindMany
	case p.Type == "array" && p.Items.Format == "url":
		return oparl.KindURLs
	case p.Type == "array":
		return oparl.KindTexts
	case p.Type == "boolean":
		return oparl.KindBool
	case p.Type == "integer":
		return oparl.KindWhole
	case p.Type == "object":
		return oparl.KindObject
	case p.Format == "date":
		return oparl.KindDate
	case p.Format == "date-time":
		return oparl.KindMoment
	case p.Format == "url":
		return oparl.KindURL
	case regexp.MustCompile("oparlVersion|schema").MatchString(p.Schema):
		return oparl.KindURL
	}
	return oparl.KindText
}

func referred(p property) string {
	for _, s := range []string{p.Schema, p.References} {
		if s != "" && s != "externalList" {
			return strings.TrimSuffix(s, ".json")
		}
	}
	if p.Items != nil {
		return referred(*p.Items)
	}
	return ""
}

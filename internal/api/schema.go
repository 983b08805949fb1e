// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/scenario"
	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
)

// schemas is where the description keeps its types.
const schemas = "#/components/schemas/"

// cityPath holds the nouns, whose names may be alike in two packages.
const cityPath = "planraum/internal/city/"

// schemaName names a type in the description: a noun of the city with its
// package before it (StaffingKey, AccommodationSite), unless it says the same
// twice (Plan).
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	room, ok := strings.CutPrefix(t.PkgPath(), cityPath)
	if !ok || strings.EqualFold(room, name) {
		return name
	}
	return strings.ToUpper(room[:1]) + room[1:] + name
}

// What a day and a month look like in a body.
const (
	dayPattern   = "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$"
	monthPattern = "^[0-9]{4}-(0[1-9]|1[0-2])$"
)

// words says of the city's own types what their Go kind cannot: the form of a
// date, the words of a closed list, the unit of a whole number.
var words = map[reflect.Type]func(*huma.Schema){
	reflect.TypeFor[period.Date](): func(s *huma.Schema) {
		s.Pattern, s.Description = dayPattern, "calendar day YYYY-MM-DD; empty: no date"
	},
	reflect.TypeFor[period.Month](): func(s *huma.Schema) { s.Pattern, s.Description = monthPattern, "month YYYY-MM" },
	reflect.TypeFor[figure.Basis](): func(s *huma.Schema) {
		s.Enum = enum(append(figure.BasisNames(), figure.Basis(0).String()))
		s.Description = "how the value came about; unknown where there is no value"
	},
	reflect.TypeFor[accommodation.Kind]():      func(s *huma.Schema) { s.Enum = listed(accommodation.Kinds) },
	reflect.TypeFor[accommodation.Certainty](): func(s *huma.Schema) { s.Enum = listed(accommodation.Certainties) },
	reflect.TypeFor[accommodation.EndReason](): func(s *huma.Schema) { s.Enum = listed(accommodation.EndReasons) },
	reflect.TypeFor[staffing.Base](): func(s *huma.Schema) {
		s.Enum = enum([]staffing.Base{staffing.Persons, staffing.Places, staffing.Cases})
	},
	reflect.TypeFor[scenario.Kind]():  func(s *huma.Schema) { s.Enum = enum(scenario.Kinds()) },
	reflect.TypeFor[unit.Headcount](): unitOf("whole persons, places or cases"),
	reflect.TypeFor[unit.Cents]():     unitOf("euro cents"),
	reflect.TypeFor[unit.FTE]():       unitOf("hundredths of a full-time post"),
	reflect.TypeFor[unit.Share]():     unitOf("billionths of the whole: 900000000 is 90 %"),
}

func unitOf(description string) func(*huma.Schema) {
	return func(s *huma.Schema) { s.Description = description }
}

func enum[T ~string](list []T) []any {
	all := make([]any, len(list))
	for i, word := range list {
		all[i] = string(word)
	}
	return all
}

func listed[T ~string](list []accommodation.Entry[T]) []any {
	all := make([]any, len(list))
	for i, e := range list {
		all[i] = string(e.Word)
	}
	return all
}

// describeTypes puts words into every schema of the registry. It runs after the
// last operation, because huma makes schemas from the kinds alone.
func describeTypes(r huma.Registry) {
	for name, s := range r.Map() {
		t := r.TypeFromRef(schemas + name)
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		for _, field := range reflect.VisibleFields(t) {
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if property := s.Properties[key]; property != nil {
				describeType(field.Type, property)
			}
		}
	}
}

func describeType(t reflect.Type, s *huma.Schema) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if say, ok := words[t]; ok {
		say(s)
	} else if t.Kind() == reflect.Slice && s.Items != nil {
		describeType(t.Elem(), s.Items)
	}
}

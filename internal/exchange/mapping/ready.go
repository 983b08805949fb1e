// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package mapping

import (
	"bytes"
	"embed"
	"slices"
	"strings"
)

//go:embed ready/*.json
var readyFiles embed.FS

// Ready returns the mappings that come with the program, by name: official
// asylum statistics, census grids, population, pay and sites lists. A city may
// store a changed copy under the same name, which then takes its place.
func Ready() []Spec {
	entries, err := readyFiles.ReadDir("ready")
	if err != nil {
		panic(err) // the files are part of the program; a test reads them all
	}
	var list []Spec
	for _, e := range entries {
		raw, err := readyFiles.ReadFile("ready/" + e.Name())
		if err != nil {
			panic(err)
		}
		s, err := Parse(bytes.NewReader(raw))
		if err != nil {
			panic(e.Name() + ": " + err.Error())
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Spec) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package example holds the example city, Stuttgart from 2013 to 2024, as the
// CSV files and plans that a user would import. stuttgart/README.md says where
// the figures come from and what was left out.
package example

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed stuttgart
var files embed.FS

const folder = "stuttgart"

// File is one file of the example city.
type File struct {
	Name    string // base name, such as "areas.csv"
	Content []byte
}

// first lists the files that others refer to: figures and sites name areas,
// indicators and groups. The rest follows in order of name.
var first = []string{"areas.csv", "indicators.csv", "groups.csv", "settings.csv", "goals.csv", "measures.csv"}

// last lists the files that come after all figures: choices pick among those of
// other files, and data sets describe them.
var last = []string{"choices.csv", "datasets.csv"}

// Files returns the tables of the example city in the order in which they must
// be imported.
func Files() []File {
	all := named(folder, ".csv")
	slices.SortStableFunc(all, func(a, b File) int { return rank(a.Name) - rank(b.Name) })
	return all
}

func rank(name string) int {
	if i := slices.Index(first, name); i >= 0 {
		return i
	}
	if i := slices.Index(last, name); i >= 0 {
		return len(first) + 1 + i
	}
	return len(first)
}

// Plans returns the plan files of the example city in order of name.
func Plans() []File { return named(path.Join(folder, "plans"), ".yaml") }

// named returns the embedded files of a folder with the extension, in order of
// name. A folder that is not embedded has none.
func named(dir, extension string) []File {
	entries, err := fs.ReadDir(files, dir)
	if err != nil {
		return nil
	}
	var list []File
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), extension) {
			continue
		}
		content, err := fs.ReadFile(files, path.Join(dir, e.Name()))
		if err != nil {
			panic("example: an embedded file cannot be read: " + err.Error())
		}
		list = append(list, File{Name: e.Name(), Content: content})
	}
	return list
}

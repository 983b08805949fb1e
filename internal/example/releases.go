// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package example

import (
	"bytes"
	"encoding/csv"
	"path"
)

// Release says who has checked and released the figures of a source and month
// of the example city; an empty role: nobody has yet.
type Release struct {
	Source string // key of the source
	Month  string // such as 2016-04; "*": every month without a row of its own before
	// Checked and Released are keys of roles.
	Checked, Released string
	Note              string
}

// Releases returns what the example city has checked and released. Of several
// rows that fit a source and month the first counts.
func Releases() []Release {
	content := named(path.Join(folder, "releases"), ".csv")[0].Content
	in := csv.NewReader(bytes.NewReader(content))
	in.Comment = '#'
	rows, err := in.ReadAll()
	if err != nil {
		panic("example: an embedded file cannot be read: " + err.Error())
	}
	var list []Release
	for _, row := range rows[1:] {
		list = append(list, Release{row[0], row[1], row[2], row[3], row[4]})
	}
	return list
}

// Fits reports whether the row speaks of a source and month.
func (r Release) Fits(source, month string) bool {
	return r.Source == source && (r.Month == "*" || r.Month == month)
}

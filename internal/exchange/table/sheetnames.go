// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"planraum/internal/text"
)

// sheetNames returns names that a spreadsheet accepts: at most 31 characters,
// without []:*?/\ and leading or trailing apostrophe, all different.
func sheetNames(l text.Lang, sheets []Sheet) []string {
	used := map[string]bool{strings.ToLower(aboutName.In(l)): true, "history": true}
	names := make([]string, len(sheets))
	for i, s := range sheets {
		clean := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\`, r) || r < ' ' {
				return ' '
			}
			return r
		}, plain(s.Title.In(l)))
		clean = strings.Join(strings.Fields(strings.Trim(clean, "' ")), " ")
		if clean == "" {
			clean = text.T("Tabelle", "Table").In(l)
		}
		name := cut(clean, 31)
		for n := 2; used[strings.ToLower(name)]; n++ {
			suffix := " " + strconv.Itoa(n)
			name = cut(clean, 31-len(suffix)) + suffix
		}
		used[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

// cut returns the first characters of s that fit in n UTF-16 units.
func cut(s string, n int) string {
	units := 0
	for i, r := range s {
		if units++; r > 0xffff {
			units++
		}
		if units > n {
			return strings.Trim(s[:i], "' ")
		}
	}
	return s
}

// sortedZip writes the parts of a workbook in the order of their names and
// without times, because excelize writes streamed sheets in random order.
type sortedZip struct {
	w     io.Writer
	parts map[string]*bytes.Buffer
}

func newSortedZip(w io.Writer) excelize.ZipWriter {
	return &sortedZip{w, map[string]*bytes.Buffer{}}
}

// Create starts a part.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	b := &bytes.Buffer{}
	z.parts[name] = b
	return b, nil
}

// AddFS is part of excelize's interface; workbooks do not use it.
func (z *sortedZip) AddFS(fs.FS) error { return errors.New("table: AddFS is not supported") }

// Close writes the archive.
func (z *sortedZip) Close() error {
	out := zip.NewWriter(z.w)
	for _, name := range slices.Sorted(maps.Keys(z.parts)) {
		part, err := out.Create(name)
		if err != nil {
			return err
		}
		if _, err := part.Write(z.parts[name].Bytes()); err != nil {
			return err
		}
	}
	return out.Close()
}

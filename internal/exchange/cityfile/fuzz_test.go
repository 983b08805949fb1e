// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// FuzzRead gives any bytes to the reader of every kind. It must neither panic
// nor fail other than by a refusal that names a place, and what it takes must
// be the same at the second reading.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.csv")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(kindOf(name), content)
	}
	for i, kind := range cityfile.Kinds() {
		format, _ := cityfile.FormatOf(kind)
		columns := append(format.Required, format.Optional...)
		f.Add(uint8(i), []byte(strings.Join(columns, ",")+"\n"+strings.Repeat("1,", len(columns)-1)+"1\n"))
	}
	known := town()
	f.Fuzz(func(t *testing.T, number uint8, content []byte) {
		kind := cityfile.Kinds()[int(number)%len(cityfile.Kinds())]
		first, errFirst := readBytes(content, kind, known)
		again, errAgain := readBytes(content, kind, known)
		if first != again || (errFirst == nil) != (errAgain == nil) {
			t.Fatalf("%s: %d and %d entries, errors %v and %v", kind, first, again, errFirst, errAgain)
		}
		if errFirst != nil && (fault.KindOf(errFirst) != fault.Invalid || len(fault.RowsOf(errFirst)) == 0) {
			t.Fatalf("%s: %v is no refusal", kind, errFirst)
		}
	})
}

// kindOf returns the number of the kind that a test file is named after.
func kindOf(name string) uint8 {
	best := 0
	for i, kind := range cityfile.Kinds() {
		if strings.HasPrefix(filepath.Base(name), string(kind)) {
			best = i
		}
	}
	return uint8(best)
}

func readBytes(content []byte, kind cityfile.Kind, known cityfile.Catalogue) (int, error) {
	in, err := table.Open("fuzz.csv", bytes.NewReader(content), table.WithLimits(table.Limits{Bytes: 1 << 16, Rows: 1000}))
	if err != nil {
		return 0, err
	}
	return read(in, kind, known)
}

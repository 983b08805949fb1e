// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bytes"
	"errors"
	"io"
)

// oleStart begins a compound file ([MS-CFB]): old Excel files, and every
// workbook that is locked with a password.
const oleStart = "\xd0\xcf\x11\xe0"

var (
	wantNoPassword = please("diese ist mit einem Kennwort verschlüsselt: bitte in Excel unter Datei, Informationen, Arbeitsmappe schützen das Kennwort löschen und neu speichern",
		"this one is locked with a password: please clear the password in Excel under File, Info, Protect Workbook and save it again")
	wantNotOld = please("alte Excel-Dateien (.xls) bitte als Excel-Arbeitsmappe (.xlsx) speichern", "please save old Excel files (.xls) as an Excel workbook (.xlsx)")
)

// oleRefusal tells by the names in the directory of a compound file what it
// holds. It looks at 64 MiB at most and keeps nothing.
func oleRefusal(name string, r io.Reader, l Limits) error {
	locked, old := wide("EncryptedPackage"), wide("Workbook")
	older := wide("Book")
	found := wantNoText
	buffer := make([]byte, 1<<16)
	kept := 0
	for in := io.LimitReader(r, min(l.Bytes, 64<<20)); ; {
		n, err := in.Read(buffer[kept:])
		window := buffer[:kept+n]
		switch {
		case bytes.Contains(window, locked):
			return wholeFile(name, "", wantNoPassword)
		case bytes.Contains(window, old), bytes.Contains(window, older):
			found = wantNotOld
		}
		kept = copy(buffer, window[max(0, len(window)-len(locked)):])
		if errors.Is(err, io.EOF) {
			return wholeFile(name, "", found)
		}
		if err != nil {
			return err
		}
	}
}

// wide writes ASCII as UTF-16, little end first.
func wide(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

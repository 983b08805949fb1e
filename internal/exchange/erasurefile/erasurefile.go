// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package erasurefile writes and reads the list of what was erased that lies
// beside a database, so that a restored copy can be told what was erased after
// it was made. Each line is one erasure as JSON; the first line says what the
// file is. Lines are only ever appended.
package erasurefile

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"planraum/internal/city/privacy"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// Suffix is the ending of such a file beside a database, Name its name in a
// folder of backups.
const (
	Suffix = ".erasures"
	Name   = "planraum" + Suffix
)

// Head is the first line.
const Head = `{"planraum":"erasures","format":1}` + "\n"

// Line writes an erasure as one line.
func Line(e privacy.Erasure) []byte {
	e.At, e.CopiesUntil = e.At.UTC().Truncate(time.Second), e.CopiesUntil.UTC().Truncate(time.Second)
	line, _ := json.Marshal(e) // texts and times always can be written
	return append(line, '\n')
}

// Read reads a list, or the one that “planraum privacy erasures” prints. Every
// line that is none is named by the name of the file and its number. A last line
// without an end is left out: whoever wrote it was stopped, and writes it again.
func Read(name string, content []byte) ([]privacy.Erasure, error) {
	if printed := bytes.TrimSpace(content); len(printed) > 0 && printed[0] == '[' {
		return readPrinted(name, printed)
	}
	rows := []fault.Row{}
	list := []privacy.Erasure{}
	lines := bytes.SplitAfter(content, []byte("\n"))
	if !strings.HasPrefix(Head, string(lines[0])) {
		rows = append(rows, row(name, 1, lines[0], text.Same(Head[:len(Head)-1])))
	}
	for i, line := range lines[:len(lines)-1] { // not what is behind the last end of a line
		if i == 0 {
			continue
		}
		e, ok := readOne(line)
		if !ok {
			rows = append(rows, row(name, i+1, line, wanted))
		}
		list = append(list, e)
	}
	if len(rows) > 0 {
		return nil, fault.Refuse("erasurefile.Read", rows)
	}
	return list, nil
}

var wanted = text.T("eine Löschung: Gegenstand, Kennung und Zeit", "an erasure: object, key and time")

func row(name string, line int, value []byte, expected text.Text) fault.Row {
	const most = 60
	value = bytes.TrimSpace(value)
	return fault.Row{File: name, Line: line, Value: string(bytes.ToValidUTF8(value[:min(len(value), most)], []byte("�"))), Expected: expected}
}

func readOne(line []byte) (privacy.Erasure, bool) {
	var e privacy.Erasure
	err := json.Unmarshal(line, &e)
	return e, err == nil && sound(e)
}

// sound reports whether an erasure says of what and when.
func sound(e privacy.Erasure) bool { return e.Object != "" && e.Key != "" && !e.At.IsZero() }

func readPrinted(name string, content []byte) ([]privacy.Erasure, error) {
	var list []privacy.Erasure
	if err := json.Unmarshal(content, &list); err != nil {
		return nil, fault.Refuse("erasurefile.Read", []fault.Row{{
			File: name, Expected: text.T("die Liste der Löschungen, oder die JSON-Liste, die „planraum privacy erasures“ ausgibt", "the list of erasures, or the JSON list that “planraum privacy erasures” prints"),
		}})
	}
	rows := []fault.Row{}
	for i, e := range list {
		if !sound(e) {
			rows = append(rows, fault.Row{File: name, Column: strconv.Itoa(i + 1), Expected: wanted})
		}
	}
	if len(rows) > 0 {
		return nil, fault.Refuse("erasurefile.Read", rows)
	}
	return list, nil
}

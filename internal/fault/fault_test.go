// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fault_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"planraum/internal/fault"
	"planraum/internal/text"
)

var kinds = []fault.Kind{fault.Internal, fault.Invalid, fault.NotFound, fault.Conflict, fault.Forbidden, fault.Unavailable}

// TestEveryKindAnswers: each kind has a name, a status, an exit code and a
// sentence in both languages, and only the program's own faults and the
// outside's are not the user's.
func TestEveryKindAnswers(t *testing.T) {
	names := map[string]bool{}
	for _, k := range kinds {
		say := fault.SayOf(fault.New(k, "op", "", ""))
		if k.String() == "" || names[k.String()] || say.De == "" || say.En == "" || say.De == say.En {
			t.Errorf("kind %d: name %q, sentence %+v", k, k, say)
		}
		names[k.String()] = true
		if k.Exit() == 0 {
			t.Errorf("%s ends a command with exit code 0", k)
		}
		if users := k.Status() < 500; users != (k != fault.Internal && k != fault.Unavailable) {
			t.Errorf("%s has the status %d", k, k.Status())
		}
	}
	if fault.Invalid.Status() != 422 || fault.Invalid.Exit() != 1 || fault.NotFound.Status() != 404 || fault.Conflict.Status() != 409 {
		t.Error("a status or exit code of the vocabulary has changed")
	}
}

// TestWrapKeeps: an error that is handed up keeps its kind, sentence and rows,
// through other errors too.
func TestWrapKeeps(t *testing.T) {
	rows := []fault.Row{{File: "a.csv", Line: 3, Column: "places", Value: "-1", Expected: text.T("mindestens 0", "at least 0")}}
	for _, k := range kinds {
		original := &fault.Error{Kind: k, Op: "bottom", Say: text.T("Satz.", "Sentence."), Rows: rows}
		err := fault.Wrap("top", fmt.Errorf("between: %w", fault.Wrap("middle", original)))
		if fault.KindOf(err) != k || fault.SayOf(err) != original.Say || len(fault.RowsOf(err)) != 1 || !errors.Is(err, original) {
			t.Errorf("%s was handed up as %v", k, err)
		}
		if joined := errors.Join(err, nil); fault.KindOf(joined) != k {
			t.Errorf("%s joined is %s", k, fault.KindOf(joined))
		}
	}
	if fault.Wrap("op", nil) != nil {
		t.Error("no error became one")
	}
}

// TestForeignErrors: an error of another library is the program's fault, and a
// user reads nothing of its text.
func TestForeignErrors(t *testing.T) {
	secret := errors.New("password=geheim")
	for _, err := range []error{secret, fault.Wrap("op", secret)} {
		if fault.KindOf(err) != fault.Internal || fault.RowsOf(err) != nil {
			t.Errorf("%v is %s", err, fault.KindOf(err))
		}
		if say := fault.SayOf(err); strings.Contains(say.De+say.En, "geheim") || say.De == "" {
			t.Errorf("a user reads %q", say)
		}
	}
	if !strings.Contains(fault.Wrap("store.Open", secret).Error(), "geheim") {
		t.Error("the log does not hear of the cause")
	}
}

func TestRowInBothLanguages(t *testing.T) {
	row := fault.Row{File: "sites.csv", Line: 12, Column: "end", Value: "2015-13-01", Expected: text.T("ein Datum", "a date")}
	for _, c := range []struct {
		row  fault.Row
		lang text.Lang
		want []string
	}{
		{row, text.De, []string{"sites.csv, Zeile 12, Spalte end", "2015-13-01", "erwartet: ein Datum"}},
		{row, text.En, []string{"sites.csv, row 12, column end", "2015-13-01", "expected: a date"}},
		{fault.Row{File: "sites.csv", Expected: text.T("eine Kopfzeile", "a header")}, text.De, []string{"sites.csv: ", "erwartet: eine Kopfzeile"}},
	} {
		got := c.row.In(c.lang)
		for _, want := range c.want {
			if !strings.Contains(got, want) {
				t.Errorf("%q lacks %q", got, want)
			}
		}
		if c.lang == text.En && strings.ContainsAny(got, "„") {
			t.Errorf("German quotation marks in English: %q", got)
		}
	}
	log := fault.Refuse("data.Import", []fault.Row{row, row}).Error()
	if strings.Count(log, "sites.csv, row 12") != 2 || !strings.HasPrefix(log, "data.Import: invalid") {
		t.Errorf("the log reads %q", log)
	}
}

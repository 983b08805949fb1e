// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package fault is the error vocabulary of the whole program: six kinds, each
// with one HTTP status, one exit code and one sentence in German and English.
// Internal text never reaches a user; what a user may read is in Say.
package fault

import (
	"errors"
	"fmt"
	"strings"

	"planraum/internal/text"
)

// Kind says what went wrong, from the user's side.
type Kind int

// The six kinds. The zero value is Internal, so that an unnamed error is never
// mistaken for the user's.
const (
	Internal    Kind = iota // a fault of the program
	Invalid                 // the input is not what was expected
	NotFound                // the thing asked for does not exist
	Conflict                // somebody else changed it, or it exists already
	Forbidden               // the user may not
	Unavailable             // database, disk or another program cannot be used now
)

type answer struct {
	name   string
	status int
	exit   int
	say    text.Text
}

var table = map[Kind]answer{
	Internal:    {"internal", 500, 70, text.T("Das Programm hat einen Fehler. Es wurde nichts gespeichert.", "The program has a fault. Nothing was stored.")},
	Invalid:     {"invalid", 422, 1, text.T("Die Eingabe ist nicht wie erwartet. Es wurde nichts gespeichert.", "The input is not as expected. Nothing was stored.")},
	NotFound:    {"not found", 404, 1, text.T("Das Gesuchte gibt es nicht.", "What was asked for does not exist.")},
	Conflict:    {"conflict", 409, 1, text.T("Das wurde inzwischen von anderer Seite geändert oder gibt es schon.", "This was changed by somebody else meanwhile, or exists already.")},
	Forbidden:   {"forbidden", 403, 1, text.T("Dazu fehlt die Berechtigung.", "You may not do this.")},
	Unavailable: {"unavailable", 503, 69, text.T("Das geht gerade nicht. Bitte später noch einmal versuchen.", "This is not possible right now. Please try again later.")},
}

// String returns the English name of the kind.
func (k Kind) String() string { return table[k].name }

// Status returns the HTTP status of the kind.
func (k Kind) Status() int { return table[k].status }

// Exit returns the exit code of a command that ends with this kind.
func (k Kind) Exit() int { return table[k].exit }

// Error is an error with its kind, the operation that met it, a sentence for
// the user and, for a refused file, every fault found in it.
type Error struct {
	Kind  Kind
	Op    string    // package.Function and arguments, for the log
	Say   text.Text // what the user reads; empty: the kind's sentence
	Rows  []Row     // the faults of a refused file or plan, in file order
	Cause error
}

// Row is one fault of an input: where it is, what stands there and what was
// expected. Line counts from 1 as a text editor does; 0 means the whole file.
type Row struct {
	File     string    `json:"file"`
	Sheet    string    `json:"sheet,omitempty"` // of a workbook, where it is not its only one
	Line     int       `json:"row"`
	Column   string    `json:"column,omitempty"`
	Value    string    `json:"value"`
	Expected text.Text `json:"expected"`
	// Field is the label of a form's field; it is said instead of the column where there
	// is no file.
	Field text.Text `json:"-"`
	// Part is the how manyth part of a written text holds it, from 1 on, so that a page
	// can lead there; 0: none does.
	Part int `json:"-"`
}

// In writes the fault as one line in the language l.
func (r Row) In(l text.Lang) string {
	if r.Value == "" && r.Line == 0 && r.Column == "" { // the whole file: nothing in it is to be quoted
		return fmt.Sprintf(text.T("%s: erwartet: %s", "%s: expected: %s").In(l), r.place(l), r.Expected.In(l))
	}
	return fmt.Sprintf(text.T("%s, erwartet: %s", "%s, expected: %s").In(l), r.Where(l), r.Expected.In(l))
}

// Where is the place of the fault with what stands there, in the language l.
func (r Row) Where(l text.Lang) string {
	return fmt.Sprintf(text.T("%s: „%s“", "%s: “%s”").In(l), r.place(l), visible(r.Value))
}

// place names file, sheet, row and column, or the field of a form.
func (r Row) place(l text.Lang) string {
	var where []string
	at := func(there bool, part string) {
		if there {
			where = append(where, part)
		}
	}
	at(r.File != "", r.File)
	at(r.Sheet != "", text.T("Blatt ", "sheet ").In(l)+r.Sheet)
	at(r.Line > 0, fmt.Sprintf("%s %d", text.T("Zeile", "row").In(l), r.Line))
	switch {
	case r.File == "" && r.Field != (text.Text{}):
		at(true, r.Field.In(l))
	case r.File == "" && r.Line == 0:
		at(r.Column != "", text.T("Feld ", "field ").In(l)+r.Column)
	default:
		at(r.Column != "", text.T("Spalte ", "column ").In(l)+r.Column)
	}
	return strings.Join(where, ", ")
}

// visible writes control signs as their place, so that a reader sees them.
func visible(value string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x20:
			return 0x2400 + r // the pictures of the control signs
		case r == 0x7f:
			return 0x2421
		}
		return r
	}, value)
}

// Error returns the text for the log: operation, kind, rows and cause.
func (e *Error) Error() string {
	var inner *Error
	if errors.As(e.Cause, &inner) {
		return e.Op + ": " + e.Cause.Error() // which says kind, sentence and rows
	}
	var b strings.Builder
	b.WriteString(e.Op)
	b.WriteString(": ")
	b.WriteString(e.Kind.String())
	if e.Say != (text.Text{}) {
		b.WriteString(": " + e.Say.En)
	}
	for _, r := range e.Rows {
		b.WriteString("\n  " + r.In(text.En))
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Cause }

// New returns an error of the kind with a sentence for the user.
func New(kind Kind, op, de, en string) *Error {
	return &Error{Kind: kind, Op: op, Say: text.T(de, en)}
}

// Refuse returns the Invalid error of an input with the faults in rows.
func Refuse(op string, rows []Row) *Error {
	return &Error{Kind: Invalid, Op: op, Rows: rows}
}

// Wrap adds an operation to err and keeps its kind, sentence and rows. It
// returns nil for a nil err.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return &Error{Kind: e.Kind, Op: op, Say: e.Say, Rows: e.Rows, Cause: err}
	}
	return &Error{Kind: Internal, Op: op, Cause: err}
}

// KindOf returns the kind of err; Internal where it has none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// SayOf returns what a user may read of err: its own sentence or its kind's.
func SayOf(err error) text.Text {
	var e *Error
	if errors.As(err, &e) {
		if e.Say != (text.Text{}) {
			return e.Say
		}
		return table[e.Kind].say
	}
	return table[Internal].say
}

// RowsOf returns the faults of a refused input, nil where err has none.
func RowsOf(err error) []Row {
	var e *Error
	if errors.As(err, &e) {
		return e.Rows
	}
	return nil
}

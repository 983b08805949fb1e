// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"errors"
	"fmt"
	"io"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// sink is the standard output of a command. It remembers the first write that
// failed, so that a full disk is never taken for success: commands may print
// line by line without asking after each.
type sink struct {
	to  io.Writer
	err error
}

// Write writes p, or fails as the first failure did.
func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.to.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	s.err = err
	return n, err
}

// ended returns the exit code of a command that ended with code; another where
// its output was lost.
func (s *sink) ended(out Outside, code int) int {
	if s.err == nil {
		return code
	}
	fmt.Fprintln(out.Err, text.T("Die Ausgabe konnte nicht geschrieben werden: Ist der Datenträger voll?",
		"The output could not be written: is the disk full?").In(out.Lang))
	return fault.Unavailable.Exit()
}

// caused reports whether err tells no more than that the output was lost.
func (s *sink) caused(err error) bool { return s.err != nil && errors.Is(err, s.err) }

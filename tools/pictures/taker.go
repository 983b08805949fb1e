// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"errors"
	"fmt"
	"slices"

	"planraum/internal/web/browsertest"
)

// taker stands in for the test that package browsertest works for: it ends the
// taking of pictures at the first failure. A picture that cannot be taken is
// never left out.
type taker struct {
	cleanups []func()
}

var _ browsertest.T = (*taker)(nil)

// failed is what a taker panics with; close turns it into an error.
type failed struct{ error }

// Helper does nothing: there are no line numbers to move.
func (t *taker) Helper() {}

// Fatalf ends the taking of pictures.
func (t *taker) Fatalf(format string, args ...any) { panic(failed{fmt.Errorf(format, args...)}) }

// Errorf ends the taking of pictures too.
func (t *taker) Errorf(format string, args ...any) { t.Fatalf(format, args...) }

// Skipf ends the taking of pictures too: without a browser there are none.
func (t *taker) Skipf(format string, args ...any) { t.Fatalf(format, args...) }

// Cleanup runs f at close, the last one first.
func (t *taker) Cleanup(f func()) { t.cleanups = append(t.cleanups, f) }

// close runs the cleanups and puts a failure into err. It must be deferred.
func (t *taker) close(err *error) {
	cause := recover()
	for _, f := range slices.Backward(t.cleanups) {
		f()
	}
	if cause == nil {
		return
	}
	f, ok := cause.(failed)
	if !ok {
		panic(cause)
	}
	*err = errors.Join(*err, f.error)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"strconv"
	"strings"
)

// clause collects a condition and its arguments.
type clause struct {
	text []string
	args []any
}

// arg adds an argument and returns its placeholder.
func (c *clause) arg(v any) string {
	c.args = append(c.args, v)
	return "$" + strconv.Itoa(len(c.args))
}

// and adds a condition.
func (c *clause) and(condition string) { c.text = append(c.text, condition) }

// where returns the conditions as a WHERE clause, empty without any.
func (c *clause) where() string {
	if len(c.text) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.text, " AND ")
}

// among returns "column IN (...)". The list is filled up with its last value to
// one of few lengths, so that few different statements have to be prepared.
func among[T any](c *clause, column string, values []T) string {
	n := 1
	for n < len(values) {
		n *= 4
	}
	marks := make([]string, n)
	for i := range marks {
		marks[i] = c.arg(values[min(i, len(values)-1)])
	}
	return column + " IN (" + strings.Join(marks, ",") + ")"
}

// inserter adds rows with statements of many rows.
type inserter struct {
	c     conn
	into  string // table and columns
	width int
	args  []any
}

// insertArgs bounds the arguments of one statement; SQLite takes 32,766 at most,
// and beyond some thousand longer statements gain nothing.
const insertArgs = 2000

func (b *inserter) add(ctx context.Context, values ...any) error {
	b.args = append(b.args, values...)
	if len(b.args)+b.width > insertArgs {
		return b.flush(ctx)
	}
	return nil
}

// flush writes what is left. Call it once after the last row.
func (b *inserter) flush(ctx context.Context) error {
	if len(b.args) == 0 {
		return nil
	}
	err := b.c.exec(ctx, "INSERT INTO "+b.into+" VALUES "+rowMarks(len(b.args)/b.width, b.width), b.args...)
	b.args = b.args[:0]
	return err
}

// rowMarks returns the placeholders of n rows: ($1,$2),($3,$4).
func rowMarks(n, width int) string {
	var s strings.Builder
	for i := range n * width {
		switch {
		case i == 0:
			s.WriteString("($")
		case i%width == 0:
			s.WriteString("),($")
		default:
			s.WriteString(",$")
		}
		s.WriteString(strconv.Itoa(i + 1))
	}
	return s.String() + ")"
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"strconv"

	"planraum/internal/city/audit"
)

// LimitPages lets the file of a SQLite database grow to n pages and no further:
// its own stand-in for a full disk. It returns the number of pages in use.
func (s *Store) LimitPages(ctx context.Context, n int) (used int, err error) {
	db := s.engine.(*sqlite).writer
	if err := db.QueryRowContext(ctx, "PRAGMA page_count").Scan(&used); err != nil {
		return 0, err
	}
	var limit int
	return used, db.QueryRowContext(ctx, "PRAGMA max_page_count = "+strconv.Itoa(used+n)).Scan(&limit)
}

// Pragma returns a setting of SQLite on the connection that writes and on one
// that reads.
func (s *Store) Pragma(ctx context.Context, name string) (writer, reader string, err error) {
	e := s.engine.(*sqlite)
	if err := e.writer.QueryRowContext(ctx, "PRAGMA "+name).Scan(&writer); err != nil {
		return "", "", err
	}
	return writer, reader, e.readers.QueryRowContext(ctx, "PRAGMA "+name).Scan(&reader)
}

// WaitAtMost has imports bring figures into the database once n of them wait.
// Call what it returns to have it as before.
func WaitAtMost(n int) (restore func()) {
	before := waitingFigures
	waitingFigures = n
	return func() { waitingFigures = before }
}

// NoteMany appends n events, some thousand in each transaction.
func (s *Store) NoteMany(ctx context.Context, n int, event func(i int) audit.Event) error {
	const part = 5000
	for i := 0; i < n; i += part {
		err := s.change(ctx, func(_ conn, j *journal) error {
			for k := i; k < min(i+part, n); k++ {
				j.tell(event(k))
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

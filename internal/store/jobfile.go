// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"planraum/internal/city/job"
	"planraum/internal/fault"
)

// pieceSize bounds the memory of a file that is written or read, in bytes.
const pieceSize = 512 << 10

// CreateJobFile begins the file that a job hands out, in place of an earlier
// one. It is whole once it was closed.
func (s *Store) CreateJobFile(ctx context.Context, t job.Ticket, name, media string) (io.WriteCloser, error) {
	op := "store.CreateJobFile " + t.Job
	if err := allStorable(name, 0, "name", name, media); err != nil {
		return nil, fault.Wrap(op, err)
	}
	err := s.change(ctx, func(c conn, j *journal) error {
		j.silent(partOfWhole) // the job's end tells of its file
		if err := ours(ctx, c, t); err != nil {
			return err
		}
		if err := dropFile(ctx, c, t.Job); err != nil {
			return err
		}
		return c.exec(ctx, "INSERT INTO job_file (job, ticket, name, media, size, digest) VALUES ($1,$2,$3,$4,-1,'')", t.Job, t.Number, name, media)
	})
	if err != nil {
		return nil, fault.Wrap(op, err)
	}
	return &jobFile{ctx: ctx, store: s, ticket: t, digest: sha256.New()}, nil
}

// ours fails unless the job is still the ticket's.
func ours(ctx context.Context, c conn, t job.Ticket) error {
	mine, err := changed(ctx, c, "UPDATE job SET pulse = pulse + 1 WHERE id = $1 AND ticket = $2 AND state = 'running' RETURNING 1", t.Job, t.Number)
	if err == nil && !mine {
		err = handedOn(t)
	}
	return err
}

func dropFile(ctx context.Context, c conn, id string) error {
	if err := c.exec(ctx, "DELETE FROM job_piece WHERE job = $1", id); err != nil {
		return err
	}
	return c.exec(ctx, "DELETE FROM job_file WHERE job = $1", id)
}

// jobFile is a file under way.
type jobFile struct {
	ctx    context.Context
	store  *Store
	ticket job.Ticket
	buffer []byte
	pieces int64
	size   int64
	digest hash.Hash
}

// Write takes p and stores what fills whole pieces.
func (f *jobFile) Write(p []byte) (int, error) {
	f.digest.Write(p)
	f.size += int64(len(p))
	f.buffer = append(f.buffer, p...)
	for len(f.buffer) >= pieceSize {
		if err := f.flush(f.buffer[:pieceSize], nil); err != nil {
			return 0, err
		}
		f.buffer = append(f.buffer[:0], f.buffer[pieceSize:]...)
	}
	return len(p), nil
}

// Close stores the rest and makes the file whole.
func (f *jobFile) Close() error {
	return f.flush(f.buffer, func(c conn) error {
		return c.exec(f.ctx, "UPDATE job_file SET size = $1, digest = $2 WHERE job = $3 AND ticket = $4",
			f.size, hex.EncodeToString(f.digest.Sum(nil)), f.ticket.Job, f.ticket.Number)
	})
}

func (f *jobFile) flush(content []byte, last func(conn) error) error {
	err := f.store.change(f.ctx, func(c conn, j *journal) error {
		j.silent(partOfWhole)
		if err := ours(f.ctx, c, f.ticket); err != nil {
			return err
		}
		if len(content) > 0 {
			if err := c.exec(f.ctx, "INSERT INTO job_piece (job, ticket, number, content) VALUES ($1,$2,$3,$4)", f.ticket.Job, f.ticket.Number, f.pieces, content); err != nil {
				return err
			}
		}
		if last != nil {
			return last(c)
		}
		return nil
	})
	f.pieces++
	return fault.Wrap("store.jobFile "+f.ticket.Job, err)
}

// JobFile writes the file of a job that is done; fault.NotFound where it has
// none.
func (s *Store) JobFile(ctx context.Context, id string, to io.Writer) error {
	op := "store.JobFile " + id
	var size int64
	found := false
	for number := int64(0); ; number++ {
		var content []byte
		more := false
		err := s.engine.read(ctx, func(c conn) error {
			var err error
			if number == 0 {
				found, err = one(ctx, c, "SELECT f.size FROM job_file f JOIN job j ON j.id = f.job AND j.ticket = f.ticket WHERE f.job = $1 AND f.size >= 0 AND j.state = 'done'", []any{id}, &size)
			}
			if err == nil && found {
				more, err = one(ctx, c, "SELECT content FROM job_piece WHERE job = $1 AND number = $2", []any{id, number}, &content)
			}
			return err
		})
		if err != nil {
			return fault.Wrap(op, err)
		}
		if !found {
			return fault.New(fault.NotFound, op, "Zu diesem Vorgang gibt es keine Datei.", "There is no file of this job.")
		}
		if !more {
			return nil
		}
		if _, err := to.Write(content); err != nil {
			return fault.Wrap(op, err)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"planraum/internal/city/audit"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
)

// uploadChunk is how many bytes of a file stand in one row, and are written in
// one transaction: others who write wait some milliseconds for it at most.
const uploadChunk = 1 << 20

// The states of an upload.
const (
	uploadArriving = "arriving"
	uploadReady    = "ready"
)

// AddUpload keeps a file until it is imported or dropped. It reads content to
// its end, chunk by chunk; an error of content, or a file that is longer than
// limit bytes (0: no limit; data.TooLarge), leaves nothing.
func (s *Store) AddUpload(ctx context.Context, u data.Upload, content io.Reader, limit int64) (data.Upload, error) {
	op := "store.AddUpload " + u.Name
	if err := allStorable(u.Name, 0, "name", u.Name, u.By); err != nil {
		return u, fault.Wrap(op, err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return u, fault.Wrap(op, err)
	}
	u.ID = id.String()
	err = s.change(ctx, func(c conn, j *journal) error {
		j.silent(partOfWhole) // recorded when all has arrived
		return c.exec(ctx, "INSERT INTO upload (id, name, size, digest, uploaded_by, uploaded_at, state) VALUES ($1,$2,0,'',$3,$4,$5)",
			u.ID, u.Name, u.By, u.At.UnixMicro(), uploadArriving)
	})
	if err != nil {
		return u, fault.Wrap(op, err)
	}
	if err = s.receive(ctx, &u, content, limit); err != nil {
		// Also where the sender went away: what has arrived is of no use.
		err = errors.Join(err, s.DropUpload(context.WithoutCancel(ctx), u.ID))
	}
	return u, fault.Wrap(op, err)
}

// receive stores the chunks of a file, and at last its size and digest.
func (s *Store) receive(ctx context.Context, u *data.Upload, content io.Reader, limit int64) error {
	ctx = WithPatience(ctx, 0) // what has begun to arrive waits rather than to be sent again
	hash, buffer := sha256.New(), make([]byte, uploadChunk)
	for number := int64(0); ; number++ {
		n, err := io.ReadFull(content, buffer)
		u.Size += int64(n)
		switch {
		case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
			return err
		case limit > 0 && u.Size > limit:
			return data.TooLarge(u.Name, limit)
		}
		_, _ = hash.Write(buffer[:n]) // a hash never fails
		if n > 0 {
			if err := s.change(ctx, func(c conn, j *journal) error {
				j.silent(partOfWhole)
				return c.exec(ctx, "INSERT INTO upload_chunk (upload, number, bytes) VALUES ($1,$2,$3)", u.ID, number, buffer[:n])
			}); err != nil {
				return err
			}
		}
		if err != nil {
			break
		}
	}
	u.Digest = hex.EncodeToString(hash.Sum(nil))
	return s.change(ctx, func(c conn, j *journal) error {
		j.tell(audit.Event{Kind: audit.Change, Actor: audit.Actor{By: u.By}, Object: uploadObject(u.ID), After: object("bytes", u.Size, "sha256", u.Digest)})
		return c.exec(ctx, "UPDATE upload SET size = $1, digest = $2, state = $3 WHERE id = $4", u.Size, u.Digest, uploadReady, u.ID)
	})
}

// Upload returns a file that has arrived; fault.NotFound where it has not, or
// was dropped.
func (s *Store) Upload(ctx context.Context, id string) (data.Upload, error) {
	op := "store.Upload " + id
	found, err := s.uploads(ctx, "WHERE state = $1 AND id = $2", uploadReady, id)
	if err == nil && len(found) == 0 {
		err = fault.New(fault.NotFound, op, "Diese Datei liegt nicht mehr bereit: Sie wurde eingelesen oder ist nach einem Tag gelöscht worden. Bitte neu hochladen.",
			"This file is no longer there: it was imported, or deleted after a day. Please upload it again.")
	}
	if err != nil {
		return data.Upload{}, fault.Wrap(op, err)
	}
	return found[0], nil
}

// Uploads returns the files that have arrived, newest first.
func (s *Store) Uploads(ctx context.Context) ([]data.Upload, error) {
	found, err := s.uploads(ctx, "WHERE state = $1", uploadReady)
	return found, fault.Wrap("store.Uploads", err)
}

func (s *Store) uploads(ctx context.Context, where string, args ...any) ([]data.Upload, error) {
	var all []data.Upload
	err := s.engine.read(ctx, func(c conn) error {
		return c.query(ctx, "SELECT id, name, size, digest, uploaded_by, uploaded_at FROM upload "+where+" ORDER BY uploaded_at DESC, id DESC", args, func(r row) error {
			var u data.Upload
			var at int64
			err := r.Scan(&u.ID, &u.Name, &u.Size, &u.Digest, &u.By, &at)
			u.At = time.UnixMicro(at).UTC()
			all = append(all, u)
			return err
		})
	})
	return all, err
}

// OpenUpload reads a file that has arrived, one chunk at a time, each in a
// short transaction of its own. It may be read by one goroutine.
func (s *Store) OpenUpload(ctx context.Context, id string) (io.ReadSeeker, error) {
	u, err := s.Upload(ctx, id)
	if err != nil {
		return nil, fault.Wrap("store.OpenUpload", err)
	}
	return &uploadReader{ctx: ctx, store: s, id: u.ID, size: u.Size, number: -1}, nil
}

// uploadReader is an open upload. It lives as long as the question for which it
// was opened, whose context it keeps.
type uploadReader struct {
	ctx    context.Context
	store  *Store
	id     string
	size   int64
	at     int64
	number int64 // of the chunk at hand; -1: none yet
	chunk  []byte
}

// Read reads on in the chunk at hand.
func (u *uploadReader) Read(p []byte) (int, error) {
	if u.at >= u.size {
		return 0, io.EOF
	}
	if number := u.at / uploadChunk; number != u.number {
		if err := u.load(number); err != nil {
			return 0, fault.Wrap("store.uploadReader.Read", err)
		}
	}
	n := copy(p, u.chunk[u.at%uploadChunk:])
	u.at += int64(n)
	return n, nil
}

func (u *uploadReader) load(number int64) error {
	var bytes []byte
	err := u.store.engine.read(u.ctx, func(c conn) error {
		_, err := one(u.ctx, c, "SELECT bytes FROM upload_chunk WHERE upload = $1 AND number = $2", []any{u.id, number}, &bytes)
		return err
	})
	if err != nil {
		return err
	}
	if want := min(uploadChunk, u.size-number*uploadChunk); int64(len(bytes)) != want {
		return fault.New(fault.NotFound, fmt.Sprintf("store.uploadReader(%s, %d)", u.id, number),
			"Diese Datei liegt nicht mehr bereit. Bitte neu hochladen.", "This file is no longer there. Please upload it again.")
	}
	u.number, u.chunk = number, bytes
	return nil
}

// Seek sets where Read goes on.
func (u *uploadReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += u.at
	case io.SeekEnd:
		offset += u.size
	}
	if offset < 0 {
		return 0, errors.New("store.uploadReader.Seek: before the start")
	}
	u.at = offset
	return offset, nil
}

// dropChunks is how many chunks one transaction deletes.
const dropChunks = 16

// DropUpload removes a file; one that is not there is removed already. The
// chunks go in short transactions, the file first, so that nobody opens it.
func (s *Store) DropUpload(ctx context.Context, id string) error {
	op := "store.DropUpload " + id
	err := s.change(ctx, func(c conn, j *journal) error {
		j.silent(nothingDone)
		had, err := changed(ctx, c, "UPDATE upload SET state = $1 WHERE id = $2 RETURNING 1", uploadArriving, id)
		if had {
			j.tell(audit.Event{Kind: audit.Deletion, Object: uploadObject(id)})
		}
		return err
	})
	for done := false; err == nil && !done; {
		err = s.change(ctx, func(c conn, j *journal) error {
			j.silent(partOfWhole)
			var last int64
			if _, err := one(ctx, c, "SELECT coalesce(max(number), -1) FROM upload_chunk WHERE upload = $1", []any{id}, &last); err != nil {
				return err
			}
			if done = last < 0; done {
				return c.exec(ctx, "DELETE FROM upload WHERE id = $1", id)
			}
			return c.exec(ctx, "DELETE FROM upload_chunk WHERE upload = $1 AND number > $2", id, last-dropChunks)
		})
	}
	return fault.Wrap(op, err)
}

// DropUploadsBefore removes the files that came before a moment, those that
// broke off on their way among them, and says how many.
func (s *Store) DropUploadsBefore(ctx context.Context, moment time.Time) (int, error) {
	const op = "store.DropUploadsBefore"
	old, err := s.uploads(ctx, "WHERE uploaded_at < $1", moment.UnixMicro())
	if err != nil {
		return 0, fault.Wrap(op, err)
	}
	for i, u := range old {
		if err := s.DropUpload(ctx, u.ID); err != nil {
			return i, fault.Wrap(op, err)
		}
	}
	return len(old), nil
}

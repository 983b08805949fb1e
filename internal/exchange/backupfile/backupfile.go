// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package backupfile is the format of a backup: a gzip file that any gunzip
// unpacks to the database. The manifest stands in the extra field of its first
// member (RFC 1952, 2.3.1.1), and an empty second member carries the SHA-256 of
// all that comes before it, so that no byte of the file can change unnoticed.
package backupfile

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"planraum/internal/city/backup"
	"planraum/internal/fault"
)

// Format is the number of the format that Write writes.
const Format = 1

// The names of our subfields of the extra field: manifest and end.
const (
	manifestField = "PR"
	endField      = "PE"
)

// maxManifest is what an extra field can hold beside the subfield's own head.
const maxManifest = 1<<16 - 1 - 4

// Write writes a database with its manifest as a backup. It fails where content
// is not what the manifest's size and SHA-256 say.
func Write(w io.Writer, m backup.Manifest, content io.Reader) error {
	m.Format = Format
	head, err := json.Marshal(m)
	if err != nil {
		return fault.Wrap("backupfile.Write", err)
	}
	if len(head) > maxManifest {
		return fault.Wrap("backupfile.Write", fmt.Errorf("a manifest of %d bytes", len(head)))
	}
	sum := sha256.New()
	out := io.MultiWriter(w, sum)
	packed, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return fault.Wrap("backupfile.Write", err)
	}
	packed.Extra = subfield(manifestField, head)
	if err := pour(packed, content, m); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	_, err = w.Write(end(sum))
	return err
}

// pour copies the database and compares it with its manifest.
func pour(to io.Writer, content io.Reader, m backup.Manifest) error {
	sum := sha256.New()
	// One byte more than expected is enough to know that it is another file.
	n, err := io.Copy(io.MultiWriter(to, sum), io.LimitReader(content, m.Size+1))
	if err != nil {
		return err
	}
	if n != m.Size || hex.EncodeToString(sum.Sum(nil)) != m.SHA256 {
		return damaged(fmt.Errorf("content of %d bytes is not that of the manifest (%d)", n, m.Size))
	}
	return nil
}

// subfield is one entry of an extra field.
func subfield(name string, value []byte) []byte {
	b := append([]byte(name), 0, 0)
	binary.LittleEndian.PutUint16(b[2:], uint16(len(value)))
	return append(b, value...)
}

// endSize is the length of the last member.
const endSize = 10 + 2 + 4 + sha256.Size + 2 + 8

// end is the last member: no name, no time, nothing in it, and the sum in its
// extra field. It is put together by hand, so that it is always the same bytes.
func end(sum hash.Hash) []byte {
	extra := subfield(endField, sum.Sum(nil))
	b := []byte{0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255}
	b = binary.LittleEndian.AppendUint16(b, uint16(len(extra)))
	b = append(b, extra...)
	b = append(b, 3, 0)                  // an empty last block
	return append(b, make([]byte, 8)...) // CRC-32 and length of nothing
}

// Head reads the manifest and does not look at the rest of the file.
func Head(r io.Reader) (backup.Manifest, error) {
	var fixed [12]byte
	if n, err := io.ReadFull(r, fixed[:]); err != nil {
		if n == 0 && err == io.EOF {
			return backup.Manifest{}, empty()
		}
		return backup.Manifest{}, foreign(err)
	}
	if !bytes.Equal(fixed[:4], []byte{0x1f, 0x8b, 8, 4}) {
		return backup.Manifest{}, foreign(nil)
	}
	extra := make([]byte, binary.LittleEndian.Uint16(fixed[10:]))
	if len(extra) < 4 {
		return backup.Manifest{}, foreign(nil)
	}
	if _, err := io.ReadFull(r, extra); err != nil {
		return backup.Manifest{}, damaged(err)
	}
	if string(extra[:2]) != manifestField {
		return backup.Manifest{}, foreign(nil)
	}
	if int(binary.LittleEndian.Uint16(extra[2:])) != len(extra)-4 {
		return backup.Manifest{}, damaged(nil)
	}
	var m backup.Manifest
	if err := json.Unmarshal(extra[4:], &m); err != nil {
		return m, damaged(err)
	}
	return m, nil
}

// Read checks every byte of a backup of size bytes, writes the database that it
// holds to the writer and returns its manifest. Nothing is written before the
// whole file was found to be as it was made. tell is called with the bytes
// looked at, of 2 x size.
func Read(r io.ReaderAt, size int64, to io.Writer, tell func(done, total int64)) (backup.Manifest, error) {
	m, err := Head(io.NewSectionReader(r, 0, size))
	if err != nil {
		return m, err
	}
	if err := whole(r, size, tell); err != nil {
		if m.Format > Format {
			return m, newer(m)
		}
		return m, err
	}
	packed, err := gzip.NewReader(&told{r: io.NewSectionReader(r, 0, size-endSize), before: size, total: 2 * size, tell: tell})
	if err != nil {
		return m, damaged(err)
	}
	packed.Multistream(false)
	return m, pour(to, reading{packed}, m)
}

// whole compares the sum at the end with what stands before it.
func whole(r io.ReaderAt, size int64, tell func(done, total int64)) error {
	if size < endSize {
		return damaged(io.ErrUnexpectedEOF)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, &told{r: io.NewSectionReader(r, 0, size-endSize), total: 2 * size, tell: tell}); err != nil {
		return damaged(err)
	}
	stated := make([]byte, endSize)
	if _, err := r.ReadAt(stated, size-endSize); err != nil && err != io.EOF {
		return damaged(err)
	}
	if !bytes.Equal(stated, end(sum)) {
		return damaged(nil)
	}
	return nil
}

// told is a reader that tells how far it is.
type told struct {
	r             io.Reader
	before, total int64
	tell          func(done, total int64)
}

// Read reads on and tells.
func (t *told) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.before += int64(n)
	t.tell(t.before, t.total)
	return n, err
}

// reading gives the errors of unpacking their sentence, so that they are told
// from those of writing.
type reading struct{ r io.Reader }

// Read reads on.
func (u reading) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		err = damaged(err)
	}
	return n, err
}

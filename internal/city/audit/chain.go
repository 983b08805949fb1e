// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package audit

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"hash"
)

// Digest is a SHA-256 digest; the zero Digest stands before the first entry.
type Digest [sha256.Size]byte

// String writes the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// MarshalText is String, for JSON.
func (d Digest) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// ParseDigest reads what String writes.
func ParseDigest(s string) (Digest, error) {
	var d Digest
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != len(d) || hex.EncodeToString(raw) != s {
		return d, errors.New("a digest has 64 lower-case hexadecimal digits")
	}
	return Digest(raw), nil
}

// Seals are the commitments to what can be wiped: zero where there is nothing.
type Seals struct{ Origin, Reason Digest }

// The versions of the encodings. A change of an encoding needs a new one.
const (
	entryVersion = "planraum audit entry 1"
	sealVersion  = "planraum audit seal 1"
)

// writer writes fields so that no two lists of fields are written alike: each
// begins with its length in eight bytes.
type writer struct{ to hash.Hash }

func (w writer) text(fields ...string) {
	var size [8]byte
	for _, f := range fields {
		binary.BigEndian.PutUint64(size[:], uint64(len(f)))
		w.to.Write(size[:])
		w.to.Write([]byte(f))
	}
}

func (w writer) numbers(list ...int64) {
	var b [8]byte
	for _, n := range list {
		binary.BigEndian.PutUint64(b[:], uint64(n))
		w.to.Write(b[:])
	}
}

func (w writer) sum() (d Digest) {
	w.to.Sum(d[:0])
	return d
}

// Sealed is the commitment to a value that may have to be wiped. Without the
// salt, which is wiped with the value, nobody can find the value by trying all
// addresses there are.
func Sealed(salt []byte, value string) Digest {
	w := writer{sha256.New()}
	w.text(sealVersion, string(salt), value)
	return w.sum()
}

// Sum is the digest of the entry: over all its fields, the commitments in place
// of what can be wiped, and the digest before.
func (e Entry) Sum() Digest {
	w := writer{sha256.New()}
	w.text(entryVersion)
	w.numbers(e.Seq)
	w.to.Write(e.Previous[:])
	w.numbers(e.At.UnixMicro(), e.Account)
	w.text(string(e.Kind), string(e.Role), e.By, string(e.Means), e.Request.ID, e.Object.Kind, e.Object.Key, string(e.Outcome), e.Before, e.After)
	w.to.Write(e.Seals.Origin[:])
	w.to.Write(e.Seals.Reason[:])
	return w.sum()
}

// Linked returns the entry as the next one after head.
func (e Entry) Linked(head Head) Entry {
	e.Seq, e.Previous = head.Seq+1, head.Digest
	e.Digest = e.Sum()
	return e
}

// Head is the head of a chain that ends with the entry.
func (e Entry) Head() Head { return Head{e.Seq, e.Digest} }

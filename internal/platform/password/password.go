// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package password hashes passwords with argon2id, no more of them at once than
// memory is set aside for, and looks passwords up in a list of known ones.
package password

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Settings of argon2id.
type Settings struct {
	Memory  uint32 // KiB
	Passes  uint32
	Threads uint8
}

// Default is one pass more than OWASP's first choice of settings (46 MiB, 1
// pass, 1 thread; Password Storage Cheat Sheet), of which RFC 9106 section 4
// says how they trade memory against time.
var Default = Settings{Memory: 46 << 10, Passes: 2, Threads: 1}

// Lengths in bytes, as RFC 9106 section 3.1 recommends.
const (
	saltLength = 16
	keyLength  = 32
)

// Hasher makes and checks hashes. At most as many as it was made for are
// reckoned at once; others wait.
type Hasher struct {
	settings Settings
	turns    chan struct{}
	dummy    string // of a password that nobody knows
}

// New returns a hasher that uses settings for new hashes and reckons at most
// atOnce hashes at a time, so that they take atOnce x Memory.
func New(settings Settings, atOnce int) (*Hasher, error) {
	h := &Hasher{settings: settings, turns: make(chan struct{}, atOnce)}
	unknown := make([]byte, keyLength)
	if _, err := rand.Read(unknown); err != nil {
		return nil, err
	}
	var err error
	h.dummy, err = h.Hash(context.Background(), string(unknown))
	return h, err
}

// Hash returns the hash of a password in PHC form, with a salt of its own.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key, err := h.key(ctx, password, salt, h.settings)
	if err != nil {
		return "", err
	}
	return phc{h.settings, salt, key}.String(), nil
}

// Check reports whether a password has the hash, and whether the hash was made
// with other settings than Hash uses. An empty hash takes as long as any other
// and is never right.
func (h *Hasher) Check(ctx context.Context, hash, password string) (right, stale bool, err error) {
	none := hash == ""
	if none {
		hash = h.dummy
	}
	p, err := parse(hash)
	if err != nil {
		return false, false, err
	}
	key, err := h.key(ctx, password, p.salt, p.Settings)
	if err != nil {
		return false, false, err
	}
	right = subtle.ConstantTimeCompare(key, p.key) == 1 && !none
	return right, p.Settings != h.settings, nil
}

// key reckons in its turn.
func (h *Hasher) key(ctx context.Context, password string, salt []byte, s Settings) ([]byte, error) {
	select {
	case h.turns <- struct{}{}:
		defer func() { <-h.turns }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return argon2.IDKey([]byte(password), salt, s.Passes, s.Memory, s.Threads, keyLength), nil
}

// phc is a hash in writing: $argon2id$v=19$m=47104,t=2,p=1$salt$key.
type phc struct {
	Settings
	salt, key []byte
}

// String writes the hash.
func (p phc) String() string {
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.Memory, p.Passes, p.Threads, b.EncodeToString(p.salt), b.EncodeToString(p.key))
}

// Limits of what is read, so that a hash in a foreign database cannot ask for
// all memory.
const (
	memoryMost = 1 << 20 // KiB
	passesMost = 64
)

var errForm = errors.New("password: not a hash of argon2id in PHC form")

func parse(s string) (phc, error) {
	var p phc
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, errForm
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Passes, &p.Threads); err != nil {
		return p, errForm
	}
	var err, also error
	p.salt, err = base64.RawStdEncoding.DecodeString(parts[4])
	p.key, also = base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || also != nil || len(p.salt) < 8 || len(p.key) != keyLength || p.String() != s ||
		p.Memory == 0 || p.Memory > memoryMost || p.Passes == 0 || p.Passes > passesMost || p.Threads == 0 {
		return p, errForm
	}
	return p, nil
}

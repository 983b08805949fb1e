// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package identity

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"strings"
)

// TokenPrefix begins every API token, so that one that was published by mistake
// is found by scanners.
const TokenPrefix = "planraum_"

// plain is how random bits are written: lower-case letters and digits 2 to 7.
var plain = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Secret writes 256 random bits as 52 characters.
func Secret(random [32]byte) string { return plain.EncodeToString(random[:]) }

// Digest is what is kept of a secret: with 256 random bits nothing can be found
// out from it, so that a plain SHA-256 does.
func Digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewToken writes 256 random bits as an API token with a checksum.
func NewToken(random [32]byte) string {
	body := TokenPrefix + Secret(random)
	return body + checksum(body)
}

// IsToken reports whether s is written like an API token, the checksum
// included. It says nothing about whether there is such a token.
func IsToken(s string) bool {
	const sum = 7 // 32 bits in base32
	if !strings.HasPrefix(s, TokenPrefix) || len(s) != len(TokenPrefix)+52+sum {
		return false
	}
	at := len(s) - sum
	return checksum(s[:at]) == s[at:]
}

func checksum(s string) string {
	return plain.EncodeToString(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE([]byte(s))))
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package geojson

import (
	"bytes"
	"encoding/json"
	"errors"
)

// What one file may hold. The decoded form of a position takes about six times
// its three shortest bytes, that of properties about twelve times theirs.
const (
	MaxBytes      = 64 << 20 // size of a file
	maxFeatures   = 100_000
	maxPositions  = 2_000_000 // and rings
	maxProperties = 8 << 20   // bytes of all features
	maxDepth      = 32
	maxFaults     = 1000 // shown of a file
)

var errNoArray = errors.New("features is no array")

// walk gives every element of the top-level array "features" to visit, with
// its place in data, until visit returns false, and a top-level "crs" to
// reference; it returns the collection's type. data is valid JSON.
func walk(data []byte, visit func(raw []byte, offset int) bool, reference func(crs []byte)) (kind string, err error) {
	members(data, func(key string, value []byte, offset int) {
		switch key {
		case "type":
			if kind = unquoted(value); kind == "" {
				kind = string(value[:min(len(value), 100)])
			}
		case "crs":
			reference(value)
		case "features":
			if value[0] != '[' {
				err = errNoArray
				return
			}
			elements(value, func(raw []byte, at int) bool { return visit(raw, offset+at) })
		}
	})
	return kind, err
}

// members gives the members of a JSON object with their place; nothing where
// raw is none. raw is valid JSON.
func members(raw []byte, visit func(key string, value []byte, offset int)) {
	i := blanks(raw, 0)
	if i == len(raw) || raw[i] != '{' {
		return
	}
	for i = blanks(raw, i+1); i < len(raw) && raw[i] == '"'; i = blanks(raw, i) {
		end := valueEnd(raw, i)
		key := unquoted(raw[i:end])
		from := blanks(raw, blanks(raw, end)+1) // behind the colon
		i = valueEnd(raw, from)
		visit(key, raw[from:i], from)
		if i = blanks(raw, i); i < len(raw) && raw[i] == ',' {
			i++
		}
	}
}

// elements gives the elements of a JSON array with their place until visit
// returns false. raw is valid JSON.
func elements(raw []byte, visit func(value []byte, offset int) bool) {
	for i := blanks(raw, 1); i < len(raw) && raw[i] != ']'; i = blanks(raw, i) {
		end := valueEnd(raw, i)
		if !visit(raw[i:end], i) {
			return
		}
		if i = blanks(raw, end); i < len(raw) && raw[i] == ',' {
			i++
		}
	}
}

func blanks(raw []byte, i int) int {
	for i < len(raw) && (raw[i] == ' ' || raw[i] == '\n' || raw[i] == '\r' || raw[i] == '\t') {
		i++
	}
	return i
}

// valueEnd returns the place behind the value that begins at i.
func valueEnd(raw []byte, i int) int {
	switch raw[i] {
	case '"':
		return stringEnd(raw, i)
	case '{', '[':
		depth := 0
		for {
			switch raw[i] {
			case '"':
				i = stringEnd(raw, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			if i++; depth == 0 {
				return i
			}
		}
	}
	return i + max(0, endOf(bytes.IndexAny(raw[i:], ",]} \n\r\t"), len(raw)-i))
}

func endOf(at, otherwise int) int {
	if at < 0 {
		return otherwise
	}
	return at
}

// stringEnd returns the place behind the string that begins at i, or the end
// of raw.
func stringEnd(raw []byte, i int) int {
	for i++; i < len(raw); i++ {
		switch raw[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(raw)
}

// unquoted returns the text of a JSON string, "" for any other value.
func unquoted(raw []byte) (s string) {
	if len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// tooDeep returns the place at which brackets are nested deeper than maxDepth,
// -1 where none are. data may be anything.
func tooDeep(data []byte) int {
	depth := 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '"':
			i = stringEnd(data, i) - 1
		case '{', '[':
			if depth++; depth > maxDepth {
				return i
			}
		case '}', ']':
			depth--
		}
	}
	return -1
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits bound what a file may hold.
type Limits struct {
	Unpacked int64 // bytes of a zip file's content
	Files    int   // in a zip file
}

// DefaultLimits are enough for the council data of a large city.
var DefaultLimits = Limits{Unpacked: 1 << 30, Files: 20_000}

// Document is a document of a file.
type Document struct {
	Name    string // of the file in the archive, with the line where there are several
	Content []byte
}

// ErrArchive is why a zip file cannot be read.
var ErrArchive = errors.New("not a readable archive")

// Open takes a saved file apart: an object, a list, an array of objects, a line of
// JSON for each object or list (NDJSON), or a zip archive of such files. Read reads
// each document.
func Open(name string, content []byte, limits Limits) ([]Document, error) {
	if !bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return apart(name, content), nil
	}
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrArchive, err)
	}
	var all []Document
	left := limits.Unpacked
	for i, f := range archive.File {
		if i >= limits.Files {
			return nil, fmt.Errorf("%w: more than %d files", ErrArchive, limits.Files)
		}
		if ext := strings.ToLower(path.Ext(f.Name)); f.FileInfo().IsDir() || ext != ".json" && ext != ".ndjson" && ext != ".jsonl" {
			continue
		}
		unpacked, err := unpack(f, left)
		if err != nil {
			return nil, fmt.Errorf("%w: %s: %w", ErrArchive, f.Name, err)
		}
		left -= int64(len(unpacked))
		all = append(all, apart(f.Name, unpacked)...)
	}
	return all, nil
}

func unpack(f *zip.File, most int64) ([]byte, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	content, err := io.ReadAll(io.LimitReader(in, most+1))
	if err == nil && int64(len(content)) > most {
		err = errors.New("too large")
	}
	return content, err
}

// apart splits lines of JSON into documents. What is one value, or none at all,
// stays whole.
func apart(name string, content []byte) []Document {
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	whole := []Document{{name, content}}
	if json.Valid(content) {
		return whole
	}
	var all []Document
	good := 0
	for n, line := range bytes.Split(content, []byte("\n")) {
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		if json.Valid(line) {
			good++
		}
		all = append(all, Document{fmt.Sprintf("%s:%d", name, n+1), line})
	}
	if good == 0 {
		return whole
	}
	return all
}

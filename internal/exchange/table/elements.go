// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"encoding/xml"
	"errors"
	"io"

	"planraum/internal/fault"
)

// tokenBytes bounds one tag or one text of an XML part: a cell of 32,767
// characters, each written as a reference, is a third of it.
const tokenBytes = 1 << 20

// elements reads the XML of one part of a workbook, token by token, without
// holding more than one. Entities other than the five of XML are errors.
type elements struct {
	file string
	name string
	dec  *xml.Decoder
	in   *byteFuse
	part io.Closer
}

// elementsOf opens a part; nil where there is none.
func (a *archive) elementsOf(name string) (*elements, error) {
	r, err := a.open(name)
	if r == nil || err != nil {
		return nil, err
	}
	in := &byteFuse{from: r, buffer: make([]byte, 1<<16)}
	return &elements{file: a.file, name: name, dec: xml.NewDecoder(in), in: in, part: r}, nil
}

// each gives every start tag and text of a part to visit. A part that is not
// there has none.
func (a *archive) each(name string, visit func(xml.Token) error) error {
	e, err := a.elementsOf(name)
	if e == nil || err != nil {
		return err
	}
	defer e.close()
	for {
		token, err := e.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = visit(token)
		}
		if err != nil {
			return err
		}
	}
}

func (e *elements) close() { _ = e.part.Close() } // reading only

// next returns the next token; io.EOF at the end of the part, else a refusal.
func (e *elements) next() (xml.Token, error) {
	e.in.left = tokenBytes + e.in.at // what is in the buffer before the token does not count
	token, err := e.dec.RawToken()
	if err != nil {
		return nil, e.refusal(err)
	}
	if _, directive := token.(xml.Directive); directive {
		return nil, wholeFile(e.file, e.name, wantNoDoctype)
	}
	return token, nil
}

// rest reads the part to its end, so that its checksum is compared.
func (e *elements) rest() error {
	if _, err := io.Copy(io.Discard, e.in.from); err != nil {
		return e.refusal(err)
	}
	return io.EOF
}

func (e *elements) refusal(err error) error {
	var refused *fault.Error
	switch {
	case errors.Is(err, io.EOF), errors.As(err, &refused):
		return err
	case errors.Is(err, errRecord):
		return wholeFile(e.file, e.name, atMostBytes(tokenBytes, " in einem Stück Text oder einer Marke der XLSX-Datei", " in a text or tag of the XLSX file"))
	}
	return wholeFile(e.file, e.name, wantXLSX)
}

// byteFuse gives bytes out of a buffer, and fails when too much is read for one
// token. It looks at that with each new buffer only, because xml.Decoder takes
// every byte on its own.
type byteFuse struct {
	from    io.Reader
	buffer  []byte
	at, end int
	left    int // bytes that may be taken, counted from the buffer's start
}

// ReadByte gives bytes until the fuse blows.
func (f *byteFuse) ReadByte() (byte, error) {
	for f.at == f.end {
		if f.left -= f.end; f.left < 0 {
			return 0, errRecord
		}
		n, err := f.from.Read(f.buffer)
		if f.at, f.end = 0, n; n == 0 && err != nil {
			return 0, err
		}
	}
	f.at++
	return f.buffer[f.at-1], nil
}

// Read is not called, because xml.Decoder prefers ReadByte.
func (f *byteFuse) Read(p []byte) (int, error) {
	b, err := f.ReadByte()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

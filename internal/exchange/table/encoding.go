// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Encoding is the name of a character encoding.
type Encoding string

// The encodings that are read. ASCII counts as UTF-8.
const (
	UTF8      Encoding = "UTF-8"
	UTF16LE   Encoding = "UTF-16LE"
	UTF16BE   Encoding = "UTF-16BE"
	CP1252    Encoding = "Windows-1252"
	ISO885915 Encoding = "ISO-8859-15"
	CP850     Encoding = "IBM850"
)

// codecs holds how to decode each encoding; UTF-8 passes as it is, because
// each cell is checked for valid UTF-8 later, where its row is known.
var codecs = map[Encoding]encoding.Encoding{
	UTF8:      encoding.Nop,
	UTF16LE:   unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	UTF16BE:   unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	CP1252:    charmap.Windows1252,
	ISO885915: charmap.ISO8859_15,
	CP850:     charmap.CodePage850,
}

var boms = []struct {
	bytes    string
	encoding Encoding
}{{"\xef\xbb\xbf", UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}}

// sampleSize is how many bytes, from the first that is not ASCII, decide
// about the encoding.
const sampleSize = 1 << 20

var errTooLarge = errors.New("larger than the limit")

// decoder turns the bytes of a file into UTF-8. The encoding is decided at
// the first byte that is not ASCII, so that a file streams through.
type decoder struct {
	in       *bufio.Reader
	out      io.Reader // nil until the encoding is decided
	encoding Encoding
	doubt    []Encoding // what it may be as well
	last     byte       // the last byte given before it was decided
}

func newDecoder(r io.Reader, limit int64, declared Encoding) *decoder {
	d := &decoder{in: bufio.NewReaderSize(&limited{r, limit}, sampleSize), encoding: UTF8}
	start, _ := d.in.Peek(3)
	for _, bom := range boms {
		if bytes.HasPrefix(start, []byte(bom.bytes)) {
			_, _ = d.in.Discard(len(bom.bytes)) // cannot fail: the bytes were peeked
			d.decide(bom.encoding)
			return d
		}
	}
	if declared != "" {
		d.decide(declared)
	}
	return d
}

func (d *decoder) decide(e Encoding) {
	d.encoding = e
	d.out = d.in
	if e != UTF8 {
		d.out = transform.NewReader(d.in, codecs[e].NewDecoder())
	}
}

// Read gives the decoded text.
func (d *decoder) Read(p []byte) (int, error) {
	if d.out != nil {
		return d.out.Read(p)
	}
	if _, err := d.in.Peek(1); err != nil {
		return 0, err
	}
	next, _ := d.in.Peek(min(d.in.Buffered(), len(p)))
	n := 0
	for n < len(next) && next[n] < utf8.RuneSelf {
		n++
	}
	if n == 0 {
		sample, err := d.in.Peek(sampleSize)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		e, doubt := guess(d.last, sample)
		d.doubt = doubt
		d.decide(e)
		return d.out.Read(p)
	}
	copy(p, next[:n])
	d.last = next[n-1]
	return d.in.Discard(n)
}

// limited fails, instead of ending, when more than left bytes come.
type limited struct {
	r    io.Reader
	left int64
}

// Read gives bytes until the limit is passed.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	l.left -= int64(n)
	if l.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}

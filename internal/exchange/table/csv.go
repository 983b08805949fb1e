// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package table

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// csvSource reads the records of a CSV file.
type csvSource struct {
	head    *Header
	decoder *decoder
	fuse    *fuse
	csv     *csv.Reader
	skipped int // lines before the first that csv sees
	end     int // last line of the previous record, as csv counts
}

// openCSV reads the comment lines and settles encoding, delimiter and decimal
// mark.
func openCSV(h *Header, r io.Reader, s settings) (source, error) {
	if s.encoding != "" && codecs[s.encoding] == nil {
		return nil, wholeFile(h.File, string(s.encoding), text.T("eine bekannte Zeichenkodierung", "a known encoding"))
	}
	src := &csvSource{head: h, decoder: newDecoder(r, s.limits.Bytes, s.encoding)}
	in := bufio.NewReaderSize(src.decoder, 1<<16)
	if sample, _ := in.Peek(1 << 16); !bytes.ContainsRune(sample, '\n') && bytes.ContainsRune(sample, '\r') {
		in = bufio.NewReaderSize(&carriageReturns{in}, 1<<16)
	}
	delimiter, err := src.preamble(in)
	if err != nil {
		return nil, err
	}
	sample, err := in.Peek(1 << 16)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case s.delimiter != 0:
		delimiter = s.delimiter
	case delimiter == 0 && s.raw:
		delimiter = detectRaw(sample, declaredMark(s.decimal, h.Preamble))
	case delimiter == 0:
		delimiter = detectDelimiter(sample, declaredMark(s.decimal, h.Preamble))
	}
	h.Delimiter, h.Encoding, h.doubt = delimiter, src.decoder.encoding, src.decoder.doubt
	if h.Decimal = declaredMark(s.decimal, h.Preamble); h.Decimal == Undeclared && delimiter == ',' {
		h.Decimal = LikelyPoint
	}
	src.fuse = &fuse{r: in, left: recordBytes}
	src.csv = csv.NewReader(bufio.NewReaderSize(src.fuse, 1<<16))
	src.csv.Comma = delimiter
	src.csv.FieldsPerRecord = -1
	src.csv.ReuseRecord = true
	return src, nil
}

// preamble takes the comment lines, empty lines and "sep=" line off the front.
func (src *csvSource) preamble(in *bufio.Reader) (delimiter rune, err error) {
	for {
		start, err := in.Peek(5)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		isComment := bytes.HasPrefix(start, []byte("#")) || bytes.HasPrefix(start, []byte(`"#`))
		isEmpty := bytes.HasPrefix(start, []byte("\n")) || bytes.HasPrefix(start, []byte("\r\n"))
		isSep := bytes.Contains(bytes.ToLower(start), []byte("sep="))
		if !isComment && !isEmpty && !isSep {
			return delimiter, nil
		}
		line, err := in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return 0, fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.skipped + 1, Value: shorten(string(line)), Expected: atMost(1<<16, "Byte in einer Kommentarzeile", "bytes in a comment line")}})
		}
		src.skipped++
		if isComment {
			if len(src.head.Preamble) >= maxComments {
				return 0, tooManyComments(src.head.File, src.skipped)
			}
			src.head.Preamble = append(src.head.Preamble, comment(string(line)))
		}
		if d, ok := separatorLine(line); isSep && ok {
			delimiter = d
		}
	}
}

// comment returns the text of a comment line, also of one that a spreadsheet
// has saved again with quotes and trailing delimiters.
func comment(line string) string {
	line = strings.TrimRight(line, "\r\n;,\t ")
	if quoted, ok := strings.CutPrefix(line, `"`); ok {
		line = strings.ReplaceAll(strings.TrimSuffix(quoted, `"`), `""`, `"`)
	}
	return strings.ToValidUTF8(strings.TrimSpace(strings.TrimLeft(line, "#")), "\uFFFD")
}

// next reads one record.
func (src *csvSource) next(rec *record) error {
	src.fuse.left = recordBytes
	cells, err := src.csv.Read()
	src.head.Encoding, src.head.doubt = src.decoder.encoding, src.decoder.doubt
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		rec.line = bad.StartLine + src.skipped
		rec.fault = quoteFault(rec.line, bad)
		return nil
	}
	if errors.Is(err, errRecord) {
		return fault.Refuse(op, []fault.Row{{File: src.head.File, Line: src.end + 1 + src.skipped, Value: `"`, Expected: text.T(
			"ein Zeilenende oder ein schließendes Anführungszeichen; ab hier folgen über 4 MiB ohne beides", "an end of row or a closing quote; more than 4 MiB follow without either")}})
	}
	if err != nil {
		return err
	}
	line, _ := src.csv.FieldPos(0)
	last := len(cells) - 1
	src.end, _ = src.csv.FieldPos(last)
	src.end += strings.Count(cells[last], "\n")
	rec.line, rec.fault, rec.cells = line+src.skipped, nil, cells
	for i, c := range cells {
		if len(c) > 1 && c[0] == '\'' {
			cells[i] = unguard(c)
		}
	}
	return nil
}

func quoteFault(line int, bad *csv.ParseError) *fault.Row {
	expected := text.T("Anführungszeichen nur um die ganze Zelle, innen verdoppelt", "quotes around the whole cell only, doubled inside")
	if bad.Line != bad.StartLine {
		expected = text.T("ein schließendes Anführungszeichen", "a closing quote")
	}
	return &fault.Row{Line: line, Value: `"`, Expected: expected}
}

var errRecord = errors.New("record too long")

// fuse fails when too much is read for one record.
type fuse struct {
	r    io.Reader
	left int
}

// Read gives bytes until the fuse blows.
func (f *fuse) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errRecord
	}
	n, err := f.r.Read(p)
	f.left -= n
	return n, err
}

// carriageReturns makes line feeds of the line ends of old Macintosh files.
type carriageReturns struct{ r io.Reader }

// Read gives the text with line feeds.
func (c *carriageReturns) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}

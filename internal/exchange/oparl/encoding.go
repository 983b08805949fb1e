// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package oparl

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// encodings are those that are met beside UTF-8, by the names that servers give them
// (WHATWG Encoding: what calls itself ISO-8859-1 is Windows-1252).
var encodings = map[string]struct {
	name string
	is   encoding.Encoding
}{
	"iso-8859-1": {"Windows-1252", charmap.Windows1252}, "iso8859-1": {"Windows-1252", charmap.Windows1252}, "latin1": {"Windows-1252", charmap.Windows1252},
	"windows-1252": {"Windows-1252", charmap.Windows1252}, "cp1252": {"Windows-1252", charmap.Windows1252}, "us-ascii": {"Windows-1252", charmap.Windows1252},
	"iso-8859-15": {"ISO-8859-15", charmap.ISO8859_15}, "latin9": {"ISO-8859-15", charmap.ISO8859_15},
	"utf-16": {"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)}, "utf-16le": {"UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)},
	"utf-16be": {"UTF-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM)},
}

// Decoded is a document in UTF-8, as JSON has to be (RFC 8259, 8.1). media is the
// Content-Type with which it came, empty where none did. What is valid UTF-8 is taken as
// such, whatever is declared; else what is declared; else Windows-1252. taken names the
// encoding where the document was not in UTF-8, or is not what its declaration says.
func Decoded(content []byte, media string) (out []byte, taken string) {
	_, parameters, _ := mime.ParseMediaType(media)
	declared := strings.ToLower(strings.TrimSpace(parameters["charset"]))
	if bytes.HasPrefix(content, []byte("\xff\xfe")) || bytes.HasPrefix(content, []byte("\xfe\xff")) {
		declared = "utf-16"
	}
	other, known := encodings[declared]
	if utf8.Valid(content) && !bytes.ContainsRune(content, 0) {
		if known && !ascii(content) {
			return content, "UTF-8"
		}
		return content, ""
	}
	if !known {
		other = encodings["windows-1252"]
	}
	out, err := other.is.NewDecoder().Bytes(content)
	if err != nil {
		return content, ""
	}
	return out, other.name
}

func ascii(content []byte) bool {
	return !bytes.ContainsFunc(content, func(r rune) bool { return r >= utf8.RuneSelf })
}

// misencoded tells that a document was not in UTF-8; media is what it came as.
func misencoded(address string, of Type, media, taken string) Fault {
	return Fault{Object: address, Type: of, Wrong: WrongEncoding, Value: media, Taken: taken}
}

// ReadAs is Read of a document that came as a media type: what is not in UTF-8 is put
// into it, and told as a fault of the document.
func ReadAs(document []byte, media, address string, expected Type) Reading {
	content, taken := Decoded(document, media)
	r := Read(content, address, expected)
	if taken != "" {
		r.Faults = append([]Fault{misencoded(address, expected, media, taken)}, r.Faults...)
	}
	return r
}

// garbled reports a text with the sign for what could not be read (U+FFFD): somebody
// before has lost letters.
func garbled(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.ContainsRune(v, utf8.RuneError)
	case []string:
		for _, s := range v {
			if garbled(s) {
				return true
			}
		}
	}
	return false
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"unicode"

	"planraum/internal/fault"
)

// Plain writes an error for the log: the operations that met it, its kind, and
// the innermost cause. What a fault says to its reader, the rows of a refused
// file and the arguments of operations are left out, because they quote what
// people typed.
func Plain(err error) string {
	var ops []string
	kind := ""
	for {
		f, ok := err.(*fault.Error)
		if !ok {
			break
		}
		ops, kind = append(ops, operation(f.Op)), f.Kind.String()
		if f.Cause == nil {
			return strings.Join(ops, " < ") + ": " + kind
		}
		err = f.Cause
	}
	said := cause(err)
	if kind != "" {
		said = strings.Join(ops, " < ") + ": " + kind + ": " + said
	}
	return said
}

// operation is the name of an operation without its arguments.
func operation(op string) string {
	end := strings.IndexFunc(op, func(r rune) bool {
		return r > unicode.MaxASCII || !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_')
	})
	if end >= 0 {
		op = op[:end]
	}
	return op
}

// cause writes an error that is none of our own. The names of files and the
// addresses that the usual ones carry are left out.
func cause(err error) string {
	var inner *fault.Error
	var file *fs.PathError
	var link *os.LinkError
	var connection *net.OpError
	var address *url.Error
	switch {
	case errors.As(err, &inner):
		return Plain(inner)
	case errors.As(err, &file):
		return file.Op + ": " + cause(file.Err)
	case errors.As(err, &link):
		return link.Op + ": " + cause(link.Err)
	case errors.As(err, &connection):
		return connection.Op + " " + connection.Net + ": " + cause(connection.Err)
	case errors.As(err, &address):
		return address.Op + ": " + cause(address.Err)
	}
	return scrubbed(err.Error())
}

// gone stands for what was left out.
const gone = "…"

// quoted is what stands between quotation marks: errors quote what comes from
// outside.
var quoted = regexp.MustCompile("\"(?:[^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`|„[^“”]*[“”]|“[^”]*”|»[^«]*«|«[^»]*»|‚[^‘’]*[‘’]|‘[^’]*’")

// network are addresses of machines.
var network = regexp.MustCompile(`\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[[0-9A-Fa-f:.%a-z]*:[0-9A-Fa-f:.%a-z]*\](?::\d+)?|\b(?:[0-9A-Fa-f]{1,4}:){3,7}[0-9A-Fa-f]{0,4}\b`)

// longest is how much of a text is written.
const longest = 2000

// scrubbed returns a text without quotations, addresses, and words that hold
// letters which this program's own English messages never use.
func scrubbed(s string) string {
	if len(s) > longest {
		s = strings.ToValidUTF8(s[:longest], "") + gone
	}
	s = network.ReplaceAllString(quoted.ReplaceAllString(s, gone), gone)
	if !strings.ContainsFunc(s, foreign) && !strings.ContainsAny(s, "@/?") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		words := strings.Split(line, " ")
		for k, word := range words {
			if strings.ContainsFunc(word, foreign) || strings.ContainsAny(word, "@?") || strings.Contains(word, "://") || strings.HasPrefix(word, "/") {
				words[k] = gone
			}
		}
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "\n")
}

func foreign(r rune) bool { return r > unicode.MaxASCII && string(r) != gone }

func typeName(v any) string { return fmt.Sprintf("%T", v) }

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package floors says on which floor of the house each package stands. Its
// test reads the imports of the whole tree and refuses every arrow that does
// not point downwards, with the reason.
package floors

import "strings"

// Floor is a storey of the house, ground floor first.
type Floor int

// The floors. docs/architecture.md draws them.
const (
	Ground   Floor = iota // fault, text: what every floor needs to say something
	City                  // nouns
	Method                // calculations and formats
	Desk                  // use cases
	Outside               // store and platform
	Face                  // web, api, ogc, oparl, cli
	Wiring                // cmd and tools
	Unplaced Floor = -1
)

// module is the path that all packages of the tree start with.
const module = "planraum/"

var rooms = []struct {
	prefix string
	floor  Floor
	reason string // why nothing above may be imported from here
}{
	{"internal/fault", Ground, "the error vocabulary must not depend on what fails"},
	{"internal/text", Ground, "sentences must not depend on what they speak of"},
	{"internal/city/", City, "a noun that knows a method, a format or a database cannot be reasoned about alone"},
	{"internal/method/", Method, "a calculation takes values and gives values, so that it can be checked with paper and pencil"},
	{"internal/exchange/", Method, "a format turns bytes into nouns and back; what is done with them is the desk's"},
	{"internal/example", Method, "the example city is a set of files like any user's"},
	{"internal/desk/", Desk, "a use case states what it needs of the outside as its own interface"},
	{"internal/store", Outside, "the store holds records, not rules, and knows no face"},
	{"internal/platform/", Outside, "what touches the outside must be replaceable"},
	{"internal/web", Face, "a face parses, calls a desk and renders; two faces share a desk, not each other"},
	{"internal/api", Face, "a face parses, calls a desk and renders; two faces share a desk, not each other"},
	{"internal/ogc", Face, "a face parses, calls a desk and renders; what is public is decided by the desk"},
	{"internal/oparl", Face, "a face parses, calls a desk and renders; what is public is decided by the desk"},
	{"internal/cli", Face, "a face parses, calls a desk and renders; two faces share a desk, not each other"},
	{"cmd/", Wiring, ""},
	{"tools/", Wiring, ""},
	{"internal/floors", Wiring, ""},
}

// Of returns the floor of an import path of this module and the reason why it
// may look only downwards; Unplaced for a path without a room.
func Of(path string) (Floor, string) {
	path = strings.TrimPrefix(path, module)
	for _, r := range rooms {
		if strings.HasPrefix(path, r.prefix) {
			return r.floor, r.reason
		}
	}
	return Unplaced, ""
}

// neighbours are the arrows allowed inside one floor: from a package, to a
// package, both as prefixes.
var neighbours = []struct{ from, to, reason string }{
	{"internal/city/", "internal/city/", "nouns are made of nouns; the compiler forbids circles"},
	{"internal/text", "internal/text", ""},
	{"internal/fault", "internal/text", "an error has a sentence"},
	{"internal/exchange/", "internal/exchange/table", "files of the city are tables first"},
	{"internal/exchange/", "internal/exchange/raster", "a picture is the same points in every document"},
	{"internal/exchange/papertest", "internal/exchange/chart", "the papers that writers are tried on hold our own charts"},
	{"internal/store", "internal/store", "the store's own helpers"},
	{"internal/web", "internal/web", "pages, assets and their test helpers"},
	{"cmd/", "cmd/", ""},
	{"tools/", "tools/", ""},
}

// pure lists the standard packages that floors 0 to 2 must not import, because
// a value would then depend on more than its arguments.
var pure = map[string]string{
	"net":          "no network below the desks",
	"net/http":     "no network below the desks",
	"os":           "no disk and no environment below the desks; take an io.Reader or io.Writer",
	"os/exec":      "no other program below the desks",
	"database/sql": "no database below the store",
	"log":          "no log below the desks; return an error",
	"log/slog":     "no log below the desks; return an error",
	"math/rand":    "no global random; the seed is an argument",
	"crypto/rand":  "no randomness below the desks",
}

// Allowed says whether the package from may import the package to, and if not, why.
func Allowed(from, to string) (bool, string) {
	here, reason := Of(from)
	if !strings.HasPrefix(to, module) {
		if why, forbidden := pure[to]; forbidden && here >= Ground && here <= Method {
			return false, why
		}
		return true, ""
	}
	there, _ := Of(to)
	if here == Unplaced || there == Unplaced {
		return false, "the package stands in no room of the house; give it one in internal/floors and docs/architecture.md first"
	}
	if there < here {
		return true, ""
	}
	a, b := strings.TrimPrefix(from, module), strings.TrimPrefix(to, module)
	for _, n := range neighbours {
		if strings.HasPrefix(a, n.from) && strings.HasPrefix(b, n.to) {
			return true, ""
		}
	}
	return false, reason
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package docscheck

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// guarded are packages that can do harm, with the packages of the program that
// may use them, and what for. A new use is a new entry here, after a thought.
var guarded = map[string][]string{
	"os/exec":                           {"internal/platform/backup", "internal/platform/office"}, // pg_dump and LibreOffice, by fixed names or the setting of who runs the program
	"unsafe":                            nil,
	"C":                                 nil,
	"plugin":                            nil,
	"encoding/gob":                      nil,
	"net/http/pprof":                    nil,
	"net/smtp":                          nil,
	"text/template":                     {"internal/cli"}, // completion for shells, without anything that was typed
	"html/template":                     {"internal/api", "internal/ogc"},
	"math/rand":                         nil,
	"crypto/md5":                        nil,
	"crypto/sha1":                       {"internal/platform/password"}, // lists of breached passwords have this form
	"crypto/aes":                        nil,
	"crypto/cipher":                     nil,
	"crypto/des":                        nil,
	"crypto/dsa":                        nil,
	"crypto/rc4":                        nil,
	"crypto/rsa":                        nil,
	"crypto/ecdsa":                      nil,
	"crypto/hmac":                       nil,
	"crypto/sha512":                     nil,
	"crypto/subtle":                     {"internal/desk/accounts", "internal/platform/oidc", "internal/platform/password"},
	"crypto/rand":                       {"cmd/planraum", "internal/platform/password", "internal/platform/telemetry", "internal/store"},
	"crypto/tls":                        {"cmd/planraum", "internal/platform/telemetry"},
	"golang.org/x/crypto/argon2":        {"internal/platform/password"},
	"golang.org/x/crypto/bcrypt":        nil,
	"golang.org/x/crypto/pbkdf2":        nil,
	"golang.org/x/oauth2":               {"internal/platform/oidc"},
	"github.com/wneessen/go-mail":       {"internal/platform/mail"},
	"github.com/coreos/go-oidc/v3/oidc": {"internal/platform/oidc"},
}

// drawing are packages of random models, whose randomness is no secret: they
// may draw repeatable numbers.
var drawing = []string{"internal/method/", "internal/desk/outlook", "internal/floors"}

// programFiles calls fn for every file of the program: not of tests, nor of what
// helps tests.
func programFiles(t *testing.T, fn func(folder, file string, fset *token.FileSet, f *ast.File)) {
	t.Helper()
	helps := regexp.MustCompile(`/(webtest|browsertest|htmltest|pgtest|storetest|citytest|papertest)$`)
	fset := token.NewFileSet()
	n := 0
	for _, top := range []string{"cmd", "internal"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
				return err
			}
			rel, err := filepath.Rel(root, p)
			if err != nil {
				return err
			}
			folder := path.Dir(filepath.ToSlash(rel))
			if helps.MatchString(folder) {
				return nil
			}
			f, err := parser.ParseFile(fset, p, nil, parser.SkipObjectResolution)
			if err == nil {
				n++
				fn(folder, filepath.ToSlash(rel), fset, f)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 300 {
		t.Errorf("only %d files seen", n)
	}
}

// TestImportsThatCanDoHarm: programs, memory, cryptography, mail and randomness
// are used by the packages of the list only.
func TestImportsThatCanDoHarm(t *testing.T) {
	used := map[string]bool{}
	programFiles(t, func(folder, file string, _ *token.FileSet, f *ast.File) {
		for _, i := range f.Imports {
			name, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			name = strings.TrimSuffix(name, "/v2")
			allowed, listed := guarded[name]
			free := name == "math/rand" && slices.ContainsFunc(drawing, func(d string) bool { return strings.HasPrefix(folder+"/", d) || folder == d })
			if listed && !free && !slices.Contains(allowed, folder) && folder != "internal/floors" {
				t.Errorf("%s imports %s", file, name)
			}
			used[name+" "+folder] = true
		}
	})
	for name, folders := range guarded {
		for _, folder := range folders {
			if !used[name+" "+folder] {
				t.Errorf("%s does not import %s any more", folder, name)
			}
		}
	}
}

// fixed are calls whose argument must stand in the source, with the functions
// in which it may not: a pattern, a command or markup that is made of input
// could be turned against its user.
var fixed = map[string][]string{
	"regexp.MustCompile":  {"internal/api/check.go", "internal/city/period/words.go", "internal/exchange/mapping/whenshapes.go", "internal/desk/report/proposed.go"}, // made of constants of their packages and of the API's own description
	"regexp.Compile":      {"internal/city/source/citation.go", "internal/exchange/cityfile/citations.go"},                                                           // patterns of the city's own table: RE2, linear in the text, up to 300 characters, refused with their line where they are not sound
	"exec.Command":        nil,
	"exec.CommandContext": {"internal/platform/backup/dump.go", "internal/platform/office/office.go"}, // pg_dump; LibreOffice where it was found, with a file name of our own
	"templ.Raw":           nil,
	"template.HTML":       nil,
	"http.Get":            nil,
	"http.Post":           nil,
	"http.PostForm":       nil,
}

// TestCallsWithInput: what is executed, matched or shown as markup stands in
// the source; certificates of others are always checked.
func TestCallsWithInput(t *testing.T) {
	programFiles(t, func(_, file string, fset *token.FileSet, f *ast.File) {
		ast.Inspect(f, func(n ast.Node) bool {
			switch e := n.(type) {
			case *ast.CallExpr:
				s, ok := e.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				x, ok := s.X.(*ast.Ident)
				if !ok {
					return true
				}
				name := x.Name + "." + s.Sel.Name
				if but, listed := fixed[name]; listed && len(e.Args) > 0 && !stands(e.Args[0]) && !slices.Contains(but, file) && !strings.HasSuffix(file, "_templ.go") {
					t.Errorf("%s: %s of what is not in the source", fset.Position(e.Pos()), name)
				}
			case *ast.KeyValueExpr:
				// The health check of the program asks itself, on this machine.
				if k, ok := e.Key.(*ast.Ident); ok && k.Name == "InsecureSkipVerify" && file != "internal/platform/telemetry/probe.go" {
					t.Errorf("%s: certificates are not checked", fset.Position(e.Pos()))
				}
			}
			return true
		})
	})
}

// stands reports whether an expression is a text that stands in the source.
func stands(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return stands(e.X) && stands(e.Y)
	}
	return false
}

// TestNoMarkupPastTheTemplates: templates put nothing into a page unescaped but
// charts, which escape for themselves.
func TestNoMarkupPastTheTemplates(t *testing.T) {
	raw := regexp.MustCompile(`templ\.Raw\(([^)]*)\)`)
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(p string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(p) != ".templ" {
			return err
		}
		text, err := os.ReadFile(p)
		for _, m := range raw.FindAllStringSubmatch(string(text), -1) {
			if !rawCharts[filepath.Base(p)+" "+m[1]] {
				t.Errorf("%s puts %s into the page as it is", p, m[1])
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// rawCharts are the places of charts.
var rawCharts = map[string]bool{
	"papers.templ part.SVG":                       true, // read by exchange/raster first
	"paperedit.templ ownPicture(*f.Value.Picture": true, // the same picture, which the program drew
	"table.templ k.Spark":                         true, "table.templ svg": true,
	"replaypage.templ p.SVG":      true,
	"replaypage.templ replayCSS(": true, // the style of a page that stands alone, a constant
}

// TestScriptsInsertNoHTML: the scripts of the pages make no markup of texts,
// evaluate nothing, keep nothing in the browser and listen to no messages.
func TestScriptsInsertNoHTML(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join(root, "internal/web/assets/src/*.js"))
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	bad := regexp.MustCompile(`innerHTML\s*=|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(["']|localStorage|sessionStorage|indexedDB|postMessage|onmessage|["']message["']|document\.cookie|__proto__`)
	for _, p := range scripts {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if found := bad.Find(text); found != nil {
			t.Errorf("%s has %q", filepath.Base(p), found)
		}
	}
}

// TestNoSecretInTheSource: no file holds what looks like a key or a password of
// a real account.
func TestNoSecretInTheSource(t *testing.T) {
	secret := regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bghp_[A-Za-z0-9]{36}\b|\bplanraum_[a-z2-7]{59}\b|\beyJ[A-Za-z0-9_-]{20,}\.eyJ`)
	programFiles(t, func(_, file string, _ *token.FileSet, _ *ast.File) {
		text, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		if found := secret.Find(text); found != nil {
			t.Errorf("%s holds %.20q…", file, found)
		}
	})
}

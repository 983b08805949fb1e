// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package browsertest

import (
	"bytes"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const good = `<!doctype html><html lang="de"><head><title>Plätze</title><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"></head>
<body><main><h1>Die Plätze reichen bis Juni 2017.</h1><p><a id="first" href="#a">8.055</a> <button id="second">Herleitung</button></p></main></body></html>`

const bad = `<!doctype html><html><head><title>Plätze</title></head>
<body><main><h1>Plätze</h1><img id="chart" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="900" height="20">
<input id="month"><script>document.body.dataset.ran = 'yes'</script></main></body></html>`

func serve(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	page := func(pattern, body string) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src data:")
			w.Write([]byte(body))
		})
	}
	page("GET /good", good)
	page("GET /bad", bad)
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestGoodPage(t *testing.T) {
	p := New(t).Page(serve(t)+"/good", 320, 640)
	Axe(t, p)
	if p.Overflow() {
		t.Error("the page of one short line scrolls sideways at 320 px")
	}
	if got := p.Complaints(); len(got) > 0 {
		t.Errorf("the browser complains about a page without fault: %q", got)
	}
	order := p.TabOrder(10)
	if len(order) != 2 || order[0].ID != "first" || order[1].ID != "second" || order[1].Name != "Herleitung" || !order[1].Visible {
		t.Errorf("the tabulator leads to %+v, want first, second", order)
	}
}

func TestBadPageIsFound(t *testing.T) {
	p := New(t).Page(serve(t)+"/bad", 320, 640)
	var rules []string
	for _, v := range Violations(t, p) {
		rules = append(rules, v.Rule)
		if !strings.Contains(v.String(), v.Help) {
			t.Errorf("%q does not say %q", v, v.Help)
		}
	}
	for _, rule := range []string{"html-has-lang", "image-alt", "label"} {
		if !slices.Contains(rules, rule) {
			t.Errorf("axe-core found %v, want %s among them", rules, rule)
		}
	}
	if !p.Overflow() {
		t.Error("a picture of 900 px at 320 px is not seen as overflow")
	}
	if Eval[bool](p, "document.body.dataset.ran === 'yes'") {
		t.Fatal("the inline script ran in spite of the content security policy")
	}
	if got := p.Complaints(); !strings.Contains(strings.Join(got, "\n"), "Content Security Policy") {
		t.Errorf("the stopped inline script is not among the complaints %q", got)
	}
}

func TestPictures(t *testing.T) {
	p := New(t).Page(serve(t)+"/good", 640, 400)
	path := filepath.Join(t.TempDir(), "page.png")
	p.Screenshot(path)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := picture.Bounds().Dx(); got != 640 {
		t.Errorf("the picture is %d px wide, want 640", got)
	}
	p.PDF(path)
	if data, err = os.ReadFile(path); err != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		t.Errorf("no PDF file was written: %v", err)
	}
}

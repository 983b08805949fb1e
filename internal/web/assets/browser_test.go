// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package assets_test

import (
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"planraum/internal/exchange/chart"
	"planraum/internal/web/assets"
	"planraum/internal/web/browsertest"
)

// policy is the content security policy that the style sheet and the script
// have to do with. The design system's icons are pictures inside the style sheet.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

const derivationPart = `<h2 tabindex="-1">So kommt {{.}} zustande</h2><p class="rule">12.194 / 0,90 = 13.549</p>
<ul class="tree"><li>Personen: <a class="number" id="used" href="/herleitung/plaetze">12.194</a>
<p class="origin"><span>gezählt</span><span>Quelle: Drucksache 1330/2015</span></p></li></ul>`

// site serves the example page in its states and three derivations.
func site(t *testing.T) string {
	t.Helper()
	page := template.Must(template.ParseFiles("testdata/page.html"))
	derivation := template.Must(template.New("").Parse(derivationPart))
	mux := http.NewServeMux()
	mux.Handle("GET "+assets.Prefix, assets.Handler())
	mux.HandleFunc("GET /seite", func(w http.ResponseWriter, r *http.Request) {
		send(w, page, map[string]any{
			"CSS": assets.Path("planraum.css"), "JS": assets.Path("planraum.js"), "Icon": assets.Path("icon.svg"),
			"Past": r.FormValue("past") != "", "Refused": r.FormValue("refused") != "", "Theme": r.FormValue("theme"),
			"Chart": template.HTML(chart.Responsive(chart.Frame{ID: "demand"}, picture)),
		})
	})
	mux.HandleFunc("GET /herleitung/{name}", func(w http.ResponseWriter, r *http.Request) {
		if r.PathValue("name") == "weg" || r.Header.Get("Planraum-Fragment") == "" {
			http.NotFound(w, r)
			return
		}
		send(w, derivation, r.PathValue("name"))
	})
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

func send(w http.ResponseWriter, page *template.Template, data any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", policy)
	_ = page.Execute(w, data)
}

func picture(f chart.Frame) string {
	return `<svg class="chart" viewBox="0 0 ` + strconv.Itoa(f.Width) + ` 200" role="img" aria-label="Beispiel"><path class="chart-stroke-1" fill="none" d="M0 180L150 120L300 20"/></svg>`
}

func TestPageInEveryState(t *testing.T) {
	url := site(t)
	browser := browsertest.New(t)
	for _, state := range []string{"", "?past=1", "?refused=1", "?theme=dark&past=1&refused=1"} {
		for _, width := range []int{320, 1280} {
			p := browser.Page(url+"/seite"+state, width, 800)
			browsertest.Axe(t, p)
			if p.Overflow() {
				t.Errorf("%q scrolls sideways at %d px", state, width)
			}
			if got := p.Complaints(); len(got) > 0 {
				t.Errorf("%q at %d px: the browser complains: %q", state, width, got)
			}
			keepPicture(t, p, "page"+strconv.Itoa(width)+state[:min(len(state), 5)]+".png")
		}
	}
}

// keepPicture writes a picture to the folder PLANRAUM_PICTURES, for looking at.
func keepPicture(t *testing.T, p *browsertest.Page, name string) {
	t.Helper()
	if dir := os.Getenv("PLANRAUM_PICTURES"); dir != "" {
		p.Screenshot(filepath.Join(dir, name))
	}
}

func TestNumberOpensItsDerivationBesideThePage(t *testing.T) {
	p := browsertest.New(t).Page(site(t)+"/seite", 1280, 800)
	p.Click("#stock")
	p.WaitFor(`document.activeElement.textContent === "So kommt bestand zustande"`)
	if got := browsertest.Eval[string](p, "location.pathname"); got != "/seite" {
		t.Errorf("the page has changed to %s", got)
	}
	if !browsertest.Eval[bool](p, `document.querySelector("#herleitung").getBoundingClientRect().left >= document.querySelector("main").getBoundingClientRect().right`) {
		t.Error("the derivation does not stand beside the page at 1280 px")
	}
	browsertest.Axe(t, p)
	keepPicture(t, p, "derivation.png")

	p.Click("#used") // a number in the derivation opens in the same panel
	p.WaitFor(`document.activeElement.textContent === "So kommt plaetze zustande"`)
	p.Press(kb.Escape)
	p.WaitFor(`document.querySelector("#herleitung").hidden && document.activeElement.id === "stock"`)

	p.Click("#places")
	p.WaitFor(`document.activeElement.textContent === "So kommt plaetze zustande"`)
	browsertest.Eval[any](p, "void history.back()")
	p.WaitFor(`document.querySelector("#herleitung").hidden && location.pathname === "/seite"`)
	if got := p.Complaints(); len(got) > 0 {
		t.Errorf("the browser complains: %q", got)
	}
}

func TestDerivationStandsBelowOnNarrowScreens(t *testing.T) {
	p := browsertest.New(t).Page(site(t)+"/seite", 320, 800)
	p.Click("#stock")
	p.WaitFor(`document.activeElement.textContent === "So kommt bestand zustande"`)
	if !browsertest.Eval[bool](p, `document.querySelector("#herleitung").getBoundingClientRect().top >= document.querySelector("main").getBoundingClientRect().bottom`) {
		t.Error("the derivation does not stand below the page at 320 px")
	}
	if p.Overflow() {
		t.Error("the page scrolls sideways with its derivation open at 320 px")
	}
}

func TestNumberWithoutDerivationLeadsToTheErrorPage(t *testing.T) {
	p := browsertest.New(t).Page(site(t)+"/seite", 1280, 800)
	p.Click(`a[href="/herleitung/weg"]`)
	p.WaitFor(`location.pathname === "/herleitung/weg"`)
}

func TestKeyboardReachesEverythingVisibly(t *testing.T) {
	p := browsertest.New(t).Page(site(t)+"/seite", 1280, 800)
	order := p.TabOrder(60)
	if len(order) < 20 || order[0].Name != "Zum Inhalt" {
		t.Fatalf("the tabulator leads through %d stations, first %+v; want at least 20, first the skip link", len(order), order[0])
	}
	for _, f := range order {
		if !f.Visible {
			t.Errorf("nothing shows the focus on %+v", f)
		}
	}
}

func TestRefusedFormGetsTheFocus(t *testing.T) {
	p := browsertest.New(t).Page(site(t)+"/seite?refused=1", 1280, 800)
	p.WaitFor(`document.activeElement.className === "refusal"`)
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"testing"

	"planraum/internal/web/browsertest"
	"planraum/internal/web/webtest"
)

// TestPostChangeInABrowser: a planner types a change of the staffing plan and sees what
// it does before it is saved, at 320 and 1280 px; so are the pages of the plan and of the
// double budget with what ends soon: no violation of axe-core, nothing wider than the screen.
func TestPostChangeInABrowser(t *testing.T) {
	base := webtest.Serve(t)
	browser := browsertest.New(t)
	look := func(what string, page *browsertest.Page) {
		t.Helper()
		for _, width := range []int{320, 1280} {
			page.Resize(width, 900)
			browsertest.Axe(t, page)
			if page.Overflow() {
				t.Errorf("%s is wider than its screen of %d px", what, width)
			}
		}
	}
	page := browser.Page(base+"/personal/stellenplan/aenderung?vorlage=nichts", 320, 900)
	for name, value := range map[string]string{"paper": "GRDrs 2001/2015", "unit": "Sozialamt", "share": "7,60", "grade": "EG 9", "source": "Probe"} {
		page.Type("#"+name, value)
	}
	browsertest.Eval[bool](page, `(() => { for (const n of ["on", "from"]) document.getElementById(n).value = "2015-11-27"; document.getElementById("kind").value = "authorise"; document.getElementById("stage").value = "asked"; return true })()`)
	page.Click(`button[value="vorschau"]`)
	page.WaitFor(`document.getElementById("wirkung-abschnitt") !== null`)
	if !browsertest.Eval[bool](page, `document.getElementById("wirkung-abschnitt").textContent.includes("Wird die Ermächtigung ganz genutzt")`) {
		t.Error("the effect does not say what the authorisation costs")
	}
	look("the effect", page)
	for _, path := range []string{"/personal", "/personal/stellenplan", "/en/personal/stellenplan", "/personal/doppelhaushalt?stand=2018-02-01", "/personal/stellenplan/aenderung?bleibt=591-2014-3"} {
		look(path, browser.Page(base+path, 320, 900))
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"testing"

	"planraum/internal/web/browsertest"
	"planraum/internal/web/webtest"
)

// TestFoldedHeader: at 320 pixels the header takes less than half a screen and its menu
// opens from the keyboard, without a script; at 1280 all of it is there.
func TestFoldedHeader(t *testing.T) {
	base := webtest.Serve(t)
	page := browsertest.New(t).Page(base+"/rat/sitzungen", 320, 900)
	const height, link = `document.querySelector("header.top").offsetHeight`, `document.querySelector(".stations a[href*='/personal']").checkVisibility({contentVisibilityAuto: true, opacityProperty: true, visibilityProperty: true})`
	if got := browsertest.Eval[int](page, height); got > 320 {
		t.Errorf("at 320 pixels the header is %d pixels tall", got)
	}
	if browsertest.Eval[bool](page, link) {
		t.Error("the menu is open at 320 pixels")
	}
	browsertest.Eval[bool](page, `(document.querySelector(".stations summary").focus(), true)`)
	page.Press("\r")
	if !browsertest.Eval[bool](page, link) {
		t.Error("the menu does not open")
	}
	wide := browsertest.New(t).Page(base+"/rat/sitzungen", 1280, 900)
	if !browsertest.Eval[bool](wide, link) || !browsertest.Eval[bool](wide, `document.querySelector("#stand").offsetHeight > 0`) {
		t.Error("at 1280 pixels parts of the header are folded")
	}
}

// TestSittingsHaveRoom: in the list of sittings no row is more than three lines tall; the
// source that all of them share stands below the list and not in each row.
func TestSittingsHaveRoom(t *testing.T) {
	page := browsertest.New(t).Page(webtest.Serve(t)+"/rat/sitzungen", 1280, 900)
	if got := browsertest.Eval[int](page, `Math.max(...[...document.querySelectorAll("#sitzungen tbody tr")].map(r => r.offsetHeight))`); got > 90 {
		t.Errorf("a row is %d pixels tall", got)
	}
	if got := browsertest.Eval[int](page, `[...document.querySelectorAll("#sitzungen .note")].filter(n => n.textContent.startsWith("Quelle aller Zeilen: erfunden")).length`); got != 1 {
		t.Errorf("the source stands %d times below the list", got)
	}
}

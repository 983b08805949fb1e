// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"planraum/internal/city/document"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/web/webtest"
)

// TestTextOfACoSignedPaper: who opens the text of a paper that offices have co-signed is
// told why it is fixed and is offered no form; who had a form open already is told the same
// and keeps what they typed. As a draft again the paper's text can be changed.
func TestTextOfACoSignedPaper(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	const at = "/rat/vorlagen/grdrs-2000-2015"
	form := councilForm()
	form.Set("document", "neu:")
	mark, _ := parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form", form)).First(`input[name=gesehen]`)
	form.Set("gesehen", mark.Attr("value"))
	form.Set("schritt", "speichern")
	if rec := as(t, h, "", "POST", "/rat/vorlagen/neu/form", form); rec.Code != http.StatusSeeOther {
		t.Fatal(rec.Code, parsed(t, rec).Text())
	}
	edit := func() string {
		for _, a := range parsed(t, as(t, h, "", "GET", at, nil)).All("a") {
			if path, _, _ := strings.Cut(a.Attr("href"), "?"); strings.HasSuffix(path, "/bearbeiten") {
				return path
			}
		}
		return ""
	}
	path := edit()
	if path == "" {
		t.Fatal("the text of a draft cannot be edited from its paper")
	}
	ctx := identity.With(t.Context(), identity.Demonstration(identity.Planner))
	written, err := desks.Council.Paper(ctx, "grdrs-2000-2015", period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	draft, err := desks.Report.Editable(ctx, written.Document, period.Day(2015, 11, 27))
	if err != nil {
		t.Fatal(err)
	}
	draft.Document.Blocks = append(draft.Document.Blocks, document.Block{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "Ein Satz."}}}}) // else nobody can co-sign it
	if err := desks.Report.Save(ctx, draft, report.Change{By: "Sozialplanung", At: period.Day(2015, 11, 27).Time(), Seen: draft.Record}); err != nil {
		t.Fatal(err)
	}
	e := editor{t, h, path}
	head := e.open("teil=kopf")
	typed := e.form(head, "speichern", "title", "Ein anderer Titel")

	p, err := desks.Council.Paper(identity.With(t.Context(), identity.Demonstration(identity.Planner)), "grdrs-2000-2015", period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	sign := url.Values{"amt": {"Stadtkämmerei"}, "version": {strconv.FormatInt(p.Version, 10)}, "schritt": {"ausfuehren"}}
	if rec := as(t, h, "cosigner", "POST", at+"/mitzeichnung", sign); rec.Code != http.StatusSeeOther {
		t.Fatal(rec.Code)
	}
	const why = "Diesen Text haben Ämter mitgezeichnet."
	page := e.open("teil=kopf")
	if _, there := page.First("section#teil"); there || !strings.Contains(page.Text(), why) {
		t.Errorf("a form for a fixed text, or no word why: %s", page.Text())
	}
	if edit() != "" {
		t.Error("the co-signed paper offers to edit its text")
	}
	rec := as(t, h, "planner", http.MethodPost, path+"?"+editAt+"&teil=kopf", typed)
	late := parsed(t, rec)
	title, _ := late.First(`section#teil input[name=title]`)
	if rec.Code != http.StatusConflict || !strings.Contains(late.Text(), why) || strings.Contains(late.Text(), "Jemand anderes") || title.Attr("value") != "Ein anderer Titel" {
		t.Errorf("%d %q %s", rec.Code, title.Attr("value"), late.Text())
	}
}

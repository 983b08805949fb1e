// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestStaffingPlan: the page says what the published papers come to on a day, by when
// posts go, and what does not fit; every number can be asked.
func TestStaffingPlan(t *testing.T) {
	v := reader(t)
	for address, want := range map[string]string{
		"/personal/stellenplan":                             "Am 27.11.2015 stehen 9,70 Stellen aus bekannten Vorlagen im Stellenplan; außerhalb dürfen bis zu 33,73 besetzt werden.",
		"/personal/stellenplan?tag=2014-01-01":              "Am 01.01.2014 stehen 2,70 Stellen aus bekannten Vorlagen im Stellenplan; am 01.01.2015 fallen 2,70 weg.",
		"/personal/stellenplan?tag=01.06.2016&mit=asked":    "Am 01.06.2016 stehen 10,70 Stellen aus bekannten Vorlagen im Stellenplan; außerhalb dürfen bis zu 26,13 besetzt werden.",
		"/personal/stellenplan?stand=2010-01-01":            "Es ist noch keine Vorlage bekannt, die den Stellenplan ändert.",
		"/en/personal/stellenplan":                          "On 27 November 2015 the staffing plan holds 9.70 posts of known papers; up to 33.73 may be filled outside of it.",
		"/personal/doppelhaushalt?stand=2015-12-31&stufe=3": "Ende 2017 stehen 9,70 Stellen aus bekannten Vorlagen im Plan; mit Entwurf, Lesungen und Anträgen sind es 54,95.",
	} {
		if got := v.Heading(address); !strings.HasPrefix(got, strings.TrimSuffix(want, ".")) {
			t.Errorf("%s says %q", address, got)
		}
	}
	page := v.Page("/personal/stellenplan")
	if rows := page.Table("bedarf"); len(rows) != 1 || rows[0][3] != "39,96" || rows[0][4] != "3,70" { // 5,435 / 136
		t.Errorf("need: %v", rows)
	}
	if rows := page.Table("widersprueche"); len(rows) != 1 || rows[0][1] != "500 0102 120" {
		t.Errorf("what does not fit: %v", rows)
	}
	if n := v.Numbers(page); n < 15 {
		t.Errorf("only %d numbers can be asked", n)
	}
	if n := v.Files(page); n != 5 {
		t.Errorf("%d tables as files", n)
	}
	if n := v.Numbers(v.Page("/personal/doppelhaushalt")); n < 30 {
		t.Errorf("only %d numbers of the budget can be asked", n)
	}
	for address, want := range map[string]string{
		"/personal/stellenplan?tag=morgen": "morgen", "/personal/stellenplan?mit=alles": "alles", "/personal/doppelhaushalt?beginn=16": "16", "/personal/doppelhaushalt?stufe=7": "stufe",
		"/herleitung/biennium/2016/asked/2019/low": "Diese Zahl gibt es nicht", "/herleitung/cover/2015-11-27/nichts/open": "Diese Zahl gibt es nicht", "/herleitung/postplan/2015-11-27/asked/nichts": "Diese Zahl gibt es nicht",
	} {
		if rec := v.Get(address); rec.Code < 400 || rec.Code >= 500 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
}

// change is what a planner types for the second reading of motion 864/2015.
func change() url.Values {
	return url.Values{
		"id": {"864-2015-1"}, "paper": {"Antrag 864/2015"}, "kind": {"create"}, "stage": {"second_reading"}, "on": {"2015-11-20"}, "from": {"01.01.2016"}, "unit": {"Sozialplanung"},
		"grade": {"EG 13"}, "share": {"1,00"}, "budget": {"2016"}, "known_from": {"2015-11-20"}, "source": {"erfundene Niederschrift"},
	}
}

// TestRecordChange: the effect is shown before anything is stored, what was typed is
// kept, all faults are named at once, and who saw an older state is told.
func TestRecordChange(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const path, day = "/personal/stellenplan/aenderung", "?stand=2015-11-27"
	wrong := change()
	for name, value := range map[string]string{"share": "viele", "on": "irgendwann", "posts": "500 0105", "unit": "", "source": ""} {
		wrong.Set(name, value)
	}
	refused := as(t, h, "", "POST", path+day, wrong)
	page := parsed(t, refused)
	if refused.Code != http.StatusUnprocessableEntity || len(page.All(".field-error")) < 5 {
		t.Errorf("%d, %d faults beside their fields", refused.Code, len(page.All(".field-error")))
	}
	if typed, _ := page.First("input[name=share]"); typed.Attr("value") != "viele" {
		t.Error("what was typed is lost")
	}
	preview := as(t, h, "", "POST", path+day, change())
	shown := parsed(t, preview)
	effect, _ := shown.First("#wirkung-abschnitt")
	if preview.Code != 200 || !strings.Contains(effect.Text(), "stehen 10,70 statt 9,70 Stellen im Plan") || !strings.Contains(effect.Text(), "gibt es schon") {
		t.Errorf("the preview says %q", effect.Text())
	}
	v := htmltest.Visitor{T: t, Handler: h}
	if rows := v.Page("/personal/doppelhaushalt").Table("lesungen"); rows[3][1] != "0" {
		t.Errorf("the preview stored something: %v", rows)
	}
	save := change()
	save.Set("schritt", "speichern")
	for _, name := range []string{"version", "gesehen"} {
		hidden, _ := shown.First("input[name=" + name + "]")
		save.Set(name, hidden.Attr("value"))
	}
	if rec := as(t, h, "taskforce", "POST", path+day, save); rec.Code != http.StatusForbidden {
		t.Errorf("the task force records: %d", rec.Code)
	}
	if rec := as(t, h, "", "POST", path+day, save); rec.Code != http.StatusSeeOther || !strings.HasPrefix(rec.Header().Get("Location"), "/personal/stellenplan?") {
		t.Fatalf("saving answers %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if rows := v.Page("/personal/doppelhaushalt").Table("lesungen"); rows[3][1] != "1" || rows[3][2] != "10,70" || rows[4][1] != "0" {
		t.Errorf("after the second reading: %v", rows)
	}
	if rec := as(t, h, "", "POST", path+day, save); rec.Code != http.StatusConflict {
		t.Errorf("whoever saw an older state answers %d", rec.Code)
	}
}

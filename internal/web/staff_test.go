// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
	"planraum/tools/refdata"
)

// answered reads a page that answers with the status.
func answered(t *testing.T, v htmltest.Visitor, address string, status int) htmltest.Node {
	t.Helper()
	rec := v.Get(address)
	if rec.Code != status {
		t.Fatalf("%s answers %d, want %d", address, rec.Code, status)
	}
	page, err := htmltest.Parse(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func german(s string) string { return strings.ReplaceAll(s, ".", ",") }

// The page reproduces the published scenarios from 12,288 persons and 13,653
// places: 190.8, 199.5 and 216.2 posts, 8.7 and 25.4 more.
func TestScenarioOfThePaper(t *testing.T) {
	v := reader(t)
	rows := refdata.Records(t, "staffing_scenarios.csv")
	page := v.Page("/personal?personen=12.288&plaetze=13.653&schluessel=136&schluessel=130&schluessel=120&schluessel=")
	got := page.Table("szenario")
	if len(got) != len(rows) {
		t.Fatalf("%d rows %v", len(got), got)
	}
	for i, want := range rows {
		row := got[i]
		more := german(want["delta_to_136"])
		if more != "0" {
			more = "+" + more
		} else {
			more = "0,0"
		}
		if !strings.HasPrefix(row[0], want["key"]) || row[3] != german(want["posts"]) || row[4] != more {
			t.Errorf("%s: the page says %v, published are %s and %s", want["key"], row, want["posts"], want["delta_to_136"])
		}
	}
	if !strings.Contains(got[0][0], "gilt im Plan") || strings.Contains(got[1][0], "gilt im Plan") {
		t.Errorf("the key that holds is marked in %v", got)
	}
	// 8.7 posts at 77,400 EUR x 1.02 in 2016.
	if got[1][5] != "+686.847,60" {
		t.Errorf("1:130 costs %v more", got[1])
	}
	if n := v.Numbers(page); n < 50 {
		t.Errorf("only %d numbers can be asked", n)
	}
	english := v.Page("/en/personal?personen=12,288&plaetze=13,653&schluessel=130").Table("szenario")
	if len(english) != 2 || english[1][3] != "199.5" || english[1][4] != "+8.7" {
		t.Errorf("in English %v", english)
	}
}

func TestScenarioRefusesBadInput(t *testing.T) {
	v := reader(t)
	for _, bad := range []string{"abc", "0", "-5", "999999999999999999999", "12,5", "10001"} {
		page := answered(t, v, "/personal?schluessel=136&schluessel="+bad+"&personen=100&plaetze=zehn", http.StatusUnprocessableEntity)
		refusal, ok := page.First(".refusal")
		if !ok || !strings.Contains(refusal.Text(), bad) || len(refusal.All("li")) != 2 {
			t.Errorf("%q: the top says %q", bad, refusal.Text())
		}
		field, ok := page.First("input#schluessel-2")
		if !ok || field.Attr("value") != bad || field.Attr("aria-invalid") != "true" {
			t.Fatalf("%q: the field has %q", bad, field.Attr("value"))
		}
		beside, ok := page.First("#" + field.Attr("aria-describedby"))
		if !ok || !strings.Contains(beside.Text(), "eine ganze Zahl von 1 bis 10.000") {
			t.Errorf("%q: beside the field stands %q", bad, beside.Text())
		}
		if places, _ := page.First("input#plaetze"); places.Attr("value") != "zehn" || places.Attr("aria-invalid") != "true" {
			t.Errorf("the places were lost: %q", places.Attr("value"))
		}
		if good, _ := page.First("input#schluessel-1"); good.Attr("value") != "136" || good.Attr("aria-invalid") != "" {
			t.Errorf("the good key reads %q", good.Attr("value"))
		}
		if posts := page.Table("stellen"); len(posts) != 3 {
			t.Errorf("the rest of the page is gone: %v", posts)
		}
	}
}

// 12,194 persons and 13,549 places at 1:136 are 89.7 and 99.6 posts.
func TestStaffAnswersFromThePlan(t *testing.T) {
	v := reader(t)
	page := v.Page("/personal")
	h1, _ := page.First("h1")
	if !strings.HasPrefix(h1.Text(), "Ende 2016 werden 189,3 Stellen gebraucht, Ende 2017 211,1; 2017 kosten sie 16,2") {
		t.Errorf("the answer is %q", h1.Text())
	}
	posts := page.Table("stellen")
	if len(posts) != 3 || posts[0][1] != "99,6" || posts[1][1] != "89,7" || posts[2][1] != "189,3" {
		t.Errorf("posts %v", posts)
	}
	var sum string
	for _, row := range page.Table("kosten") {
		if strings.HasPrefix(row[0], "2016, Summe") {
			sum = row[3]
		}
	}
	months := page.Table("stellen-monate")
	if sum != "12.444.178,50" || len(months) != 24 || months[11][5] != "189,3" {
		t.Errorf("2016 costs %q, December is %v", sum, months[11])
	}
	keys := page.Table("schluessel")
	if len(keys) != 6 {
		t.Errorf("%d keys", len(keys))
	}
	var expired int
	for _, row := range keys {
		if row[6] == "abgelaufen" {
			expired++
		}
	}
	if expired != 1 { // central administration 1:90 ended on 14.10.2014
		t.Errorf("%d of %v have expired", expired, keys)
	}
	if pay := page.Table("entgelt"); len(pay) != 9 || pay[0][0] != "EG 6" || pay[3][0] != "EG 10" || len(pay[0]) != 7 {
		t.Errorf("pay table %v", pay)
	}
}

// As of an earlier day the page knows only what was known then.
func TestStaffAsOf(t *testing.T) {
	v := reader(t)
	page := v.Page("/personal?stand=2014-10-01")
	if h1, _ := page.First("h1"); !strings.Contains(h1.Text(), "gibt es noch keinen Plan") {
		t.Errorf("the answer is %q", h1.Text())
	}
	for _, row := range page.Table("schluessel") {
		if row[1] == "136" && strings.HasPrefix(row[0], "Zentrale") {
			t.Errorf("the key decided on 15.10.2014 is known before: %v", row)
		}
	}
	if _, ok := page.First("#szenario"); ok {
		t.Error("a scenario without a plan")
	}
	page = v.Page("/personal?stand=2016-07-15")
	derived := 0
	for _, row := range page.Table("entgelt") {
		if strings.Contains(strings.Join(row, " "), "hergeleitet") {
			derived++
		}
	}
	if derived == 0 {
		t.Error("the derived pay rows of 2016 are not marked")
	}
}

func TestStaffWithoutData(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, true))}
	page := v.Page("/personal")
	for _, id := range []string{"schluessel", "stellenplan", "entgelt", "pauschalen"} {
		rows := page.Table(id)
		if len(rows) != 1 || !strings.Contains(rows[0][0], "planraum import") {
			t.Errorf("%s says %v", id, rows)
		}
	}
}

func TestStaffFiles(t *testing.T) {
	v := reader(t)
	body := string(v.File("/personal?tabelle=schluessel&format=csv"))
	if !strings.Contains(body, "GRDrs 591/2014") || !strings.Contains(body, "27.11.2015") {
		t.Errorf("the file says %.300s", body)
	}
	for _, id := range []string{"stellen", "stellen-monate", "kosten", "szenario", "stellenplan", "entgelt", "pauschalen"} {
		if body := v.File("/personal?tabelle=" + id + "&format=xlsx"); !bytes.HasPrefix(body, []byte("PK")) {
			t.Errorf("%s is no spreadsheet", id)
		}
	}
}

// Every record of every register says where it comes from.
func TestEveryRecord(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	for _, kind := range []register.Kind{
		register.Site, register.Norm, register.Utilisation, register.LeadTime, register.StaffingKey, register.Pay,
		register.FlatRate, register.PostCase, register.Package, register.Apportion, register.Plan, register.Setting,
	} {
		records, err := desks.Data.Records(t.Context(), kind, period.Date{})
		if err != nil || len(records) == 0 {
			t.Fatalf("%s has %d records, error %v", kind, len(records), err)
		}
		r := records[len(records)/2]
		page := v.Page(fmt.Sprintf("/herleitung/record/%d?stand=2026-11-22", r.ID))
		value, _ := page.First("h1")
		origin, ok := page.First(".origin")
		if !ok || strings.HasSuffix(value.Text(), ":") || strings.Contains(value.Text(), "{") || !strings.Contains(origin.Text(), r.File) {
			t.Errorf("%s %s: value %q, origin %q, file %q", kind, r.Key, value.Text(), origin.Text(), r.File)
		}
	}
	if rec := v.Get("/herleitung/record/1"); rec.Code != http.StatusNotFound { // 1 is a batch
		t.Errorf("a number that is no record answers %d", rec.Code)
	}
}

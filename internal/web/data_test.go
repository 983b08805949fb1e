// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// post sends a form as a browser of the same origin does.
func post(v htmltest.Visitor, address string, form url.Values) *httptest.ResponseRecorder {
	v.T.Helper()
	r := httptest.NewRequestWithContext(v.T.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	rec := httptest.NewRecorder()
	v.Handler.ServeHTTP(rec, r)
	return rec
}

func parsed(t *testing.T, rec *httptest.ResponseRecorder) htmltest.Node {
	t.Helper()
	page, err := htmltest.Parse(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// valueRows returns the rows of a period: what counts, then what stands against it.
func valueRows(page htmltest.Node, span string) [][]string {
	var rows [][]string
	for _, row := range page.Table("werte") {
		if row[0] == span {
			rows = append(rows, row)
		}
	}
	return rows
}

func TestDataAsOf(t *testing.T) {
	v := reader(t)
	page := v.Page("/daten?stand=2026-11-22")
	h1, _ := page.First("h1")
	// All rows of the figures_*.csv files; two indicators with several statements.
	if h1.Text() != "Das Hauptbuch kennt 962 Werte zu 47 Kennzahlen; bei 2 davon widersprechen sich Angaben." {
		t.Errorf("the answer is %q", h1.Text())
	}
	if r := row(t, page, "kennzahlen", "Zugänge"); r[6] != "1" || r[7] != "intake.arrivals" || r[3] != "01.01.2013" {
		t.Errorf("arrivals read %v", r)
	}
	early := v.Page("/daten?stand=2015-12-13")
	if r := row(t, early, "kennzahlen", "Zugänge"); r[6] != "0" { // the contradiction became known on 14.12.2015
		t.Errorf("arrivals read %v before the contradiction", r)
	}
	if h := v.Heading("/daten?stand=1990-01-01"); h != "Am 01.01.1990 kannte das Hauptbuch noch keinen Wert." {
		t.Errorf("before any data the answer is %q", h)
	}
	var rows string
	for _, r := range page.Table("importe") {
		if r[2] == "figures_intake.csv" {
			rows = r[4]
		}
	}
	if rows != "39" {
		t.Errorf("the import of figures_intake.csv has %q rows", rows)
	}
}

func TestDataWithoutData(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, true))}
	page := v.Page("/daten")
	for _, id := range []string{"kennzahlen", "importe"} {
		if rows := page.Table(id); len(rows) != 1 || !strings.Contains(rows[0][0], "planraum import") {
			t.Errorf("%s says %v", id, rows)
		}
	}
}

// Every indicator of the example has a page whose numbers can all be asked, in
// the city or where it has figures.
func TestEveryIndicator(t *testing.T) {
	v := reader(t)
	list := v.Page("/daten?stand=2026-11-22&werte=alle").All("#kennzahlen tbody th a")
	if len(list) != 55 {
		t.Fatalf("%d indicators", len(list))
	}
	for i, a := range list {
		page := v.Page(a.Attr("href"))
		if rows := page.Table("werte"); len(rows) == 0 || len(rows[0]) != 9 {
			t.Errorf("%s shows %v", a.Text(), rows)
		}
		if i%9 == 0 {
			v.Numbers(page)
		}
	}
}

func TestContradictionIsVisible(t *testing.T) {
	v := reader(t)
	rows := valueRows(v.Page("/daten/intake.arrivals?stand=2015-12-31"), "November 2015")
	if len(rows) != 3 || rows[0][1] != "1.116" || rows[0][3] != "am selben Tag bekannt, bessere Grundlage" || rows[0][4] != "2" {
		t.Fatalf("November reads %v", rows)
	}
	for i, want := range []string{"1.200", "1.136"} { // what the rule would pick next comes first
		if r := rows[i+1]; r[1] != want || r[3] != "↳ steht dagegen" || r[5] != "diesen Wert wählen" {
			t.Errorf("against it stands %v", r)
		}
	}
	first, _ := v.Page("/daten/intake.arrivals?stand=2015-12-31").First("#widersprueche li")
	if first.Text() != "November 2015 : es gilt 1.116 (am selben Tag bekannt, bessere Grundlage); dagegen: 1.200, 1.136." {
		t.Errorf("the list says %q", first.Text())
	}
	if rows := valueRows(v.Page("/daten/intake.arrivals?stand=2015-12-13"), "November 2015"); len(rows) != 0 {
		t.Errorf("known before its day: %v", rows)
	}
}

// The whole way of a choice: form, preview, saving; the other dates; and a
// figure that becomes known later overtakes it.
func TestChoice(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const address = "/daten/intake.arrivals?stand=2016-01-20"
	var link string
	for _, tr := range v.Page(address).All("#werte tbody tr") {
		if strings.HasPrefix(tr.Text(), "November 2015 1.136") {
			link = tr.All("a")[1].Attr("href")
		}
	}
	form := v.Page(strings.Split(link, "#")[0])
	id, ok := form.First("input[name=figure]")
	effect, _ := form.First("#wirkung")
	if !ok || !strings.Contains(effect.Text(), "ändert 1 Wert: 1.116 → 1.136; kein Bestandskonto ändert sich.") {
		t.Fatalf("the form says %q", effect.Text())
	}
	typed := url.Values{"figure": {id.Attr("value")}, "reason": {"Gegenprobe mit <b>der Belegungsliste</b>"}, "schritt": {"vorschau"}}

	preview := post(v, address, typed)
	page := parsed(t, preview)
	kept, _ := page.First("textarea#reason")
	save, ok := page.First("button[value=speichern]")
	if preview.Code != http.StatusOK || !ok || save.Text() == "" || kept.Text() != typed.Get("reason") {
		t.Fatalf("the preview answers %d and keeps %q", preview.Code, kept.Text())
	}
	if rows := valueRows(v.Page(address), "November 2015"); rows[0][1] != "1.116" {
		t.Fatalf("the preview has changed the figure: %v", rows[0])
	}

	typed.Set("schritt", "speichern")
	saved := post(v, address, typed)
	if saved.Code != http.StatusSeeOther || !strings.HasPrefix(saved.Header().Get("Location"), address) {
		t.Fatalf("saving answers %d to %q", saved.Code, saved.Header().Get("Location"))
	}
	rows := valueRows(v.Page(address), "November 2015")
	if len(rows) != 3 || rows[0][1] != "1.136" || rows[0][3] != "ausdrücklich gewählt "+typed.Get("reason") || rows[1][1] == "1.136" {
		t.Errorf("after the choice: %v", rows)
	}
	if rows := valueRows(v.Page("/daten/intake.arrivals?stand=2016-01-19"), "November 2015"); rows[0][1] != "1.116" {
		t.Errorf("a day earlier: %v", rows[0])
	}
	derived := v.Page("/herleitung/figure/" + id.Attr("value") + "?stand=2016-01-20")
	if rule, _ := derived.First(".rule"); !strings.Contains(rule.Text(), "ausdrücklich gewählt am 20.01.2016") || !strings.Contains(rule.Text(), typed.Get("reason")) {
		t.Errorf("the derivation says %q", rule.Text())
	}

	overtake(t, desks, "2016-02-01")
	if rows = valueRows(v.Page("/daten/intake.arrivals?stand=2016-02-01"), "November 2015"); rows[0][1] != "1.136" {
		t.Errorf("a later figure that is not released counts: %v", rows)
	}
	rows = valueRows(v.Page("/daten/intake.arrivals?stand=2016-02-01&werte=alle"), "November 2015")
	if len(rows) != 4 || rows[0][1] != "1.150" || rows[0][3] != "zuletzt bekannt geworden" {
		t.Errorf("after a later figure: %v", rows)
	}
	if rows = valueRows(v.Page("/daten/intake.arrivals?stand=2016-01-31"), "November 2015"); rows[0][1] != "1.136" {
		t.Errorf("before the later figure: %v", rows)
	}
}

func TestChoiceBreaksAnAccount(t *testing.T) {
	v := reader(t)
	const address = "/daten/accommodation.persons?stand=2017-01-20"
	var id string
	for _, tr := range v.Page(address).All("#werte tbody tr") {
		if text := tr.Text(); strings.HasPrefix(text, "31.12.2015") && strings.Contains(text, "7.744") {
			id = strings.TrimPrefix(tr.Attr("id"), "wert-")
		}
	}
	effect, _ := v.Page(address + "&waehlen=" + id).First("#wirkung")
	if !strings.Contains(effect.Text(), "ändert 1 Wert: 7.127 → 7.744; 1 Bestandskonto stimmt danach nicht.") {
		t.Errorf("the effect is %q", effect.Text())
	}
}

func TestChoiceRefuses(t *testing.T) {
	v := reader(t)
	const address = "/daten/intake.arrivals?stand=2016-01-20"
	rows := v.Page(address).All("#werte tbody tr")
	id := strings.TrimPrefix(rows[len(rows)-1].Attr("id"), "wert-")
	for _, schritt := range []string{"vorschau", "speichern"} {
		rec := post(v, address, url.Values{"figure": {id}, "reason": {"  "}, "schritt": {schritt}})
		page := parsed(t, rec)
		_, top := page.First(".refusal")
		field, _ := page.First("textarea#reason")
		if rec.Code != http.StatusUnprocessableEntity || !top || field.Attr("aria-invalid") != "true" {
			t.Errorf("%s without a reason answers %d", schritt, rec.Code)
		}
	}
	for name, c := range map[string]struct {
		address string
		form    url.Values
		status  int
	}{
		"no figure":                   {address, url.Values{"reason": {"x"}}, http.StatusUnprocessableEntity},
		"a figure that is not there":  {address, url.Values{"figure": {"99999999"}, "reason": {"x"}}, http.StatusNotFound},
		"another indicator's figure":  {"/daten/accommodation.sites?stand=2016-01-20", url.Values{"figure": {id}, "reason": {"x"}}, http.StatusNotFound},
		"a figure known only later":   {"/daten/intake.arrivals?stand=2012-01-20", url.Values{"figure": {id}, "reason": {"x"}}, http.StatusNotFound},
		"more than a form can hold":   {address, url.Values{"figure": {id}, "reason": {strings.Repeat("x", 1<<17)}}, http.StatusUnprocessableEntity},
		"an indicator that is not":    {"/daten/nichts", url.Values{"figure": {id}, "reason": {"x"}}, http.StatusNotFound},
		"a reason that is too long":   {address, url.Values{"figure": {id}, "reason": {strings.Repeat("x", 2001)}}, http.StatusUnprocessableEntity},
		"saved without a known as-of": {"/daten/intake.arrivals?stand=gestern", url.Values{"figure": {id}, "reason": {"x"}}, http.StatusUnprocessableEntity},
	} {
		if rec := post(v, c.address, c.form); rec.Code != c.status {
			t.Errorf("%s answers %d, want %d", name, rec.Code, c.status)
		}
	}
	if rec := v.Get("/daten/nichts"); rec.Code != http.StatusNotFound {
		t.Errorf("an unknown indicator answers %d", rec.Code)
	}
	if rec := v.Get("/daten/intake.arrivals?gebiet=nirgends"); rec.Code != http.StatusNotFound {
		t.Errorf("an unknown area answers %d", rec.Code)
	}
	for _, row := range v.Page(address).Table("werte") {
		if strings.Contains(row[3], "gewählt") {
			t.Errorf("something was kept: %v", row)
		}
	}
}

// 7,127 + 3,666 - 2,738 = 8,055; 8,558 - 417 = 8,141; 6,583 + 991 - 1,709 = 5,865.
func TestStockAccount(t *testing.T) {
	v := reader(t)
	page := v.Page("/daten/accommodation.persons?stand=2020-01-20")
	want := map[string][]string{
		"31.12.2015": {"7.127", "3.666", "2.738", "0 −417 enthalten, angenommen", "8.055", "8.055", "0"},
		"31.12.2018": {"6.583", "991", "1.709", "0", "5.865", "5.865", "0"},
		"30.06.2016": {"8.558", "unbekannt", "unbekannt", "−417", "8.141", "8.141", "0 unvollständig"},
	}
	for from, cells := range want {
		if got := row(t, page, "konto", from); strings.Join(got[2:], "|") != strings.Join(cells, "|") {
			t.Errorf("from %s: %v, want %v", from, got[2:], cells)
		}
	}
	if n := v.Numbers(page); n < 40 {
		t.Errorf("only %d numbers can be asked", n)
	}
	if rows := v.Page("/daten/accommodation.persons?stand=2015-01-20").Table("konto"); len(rows) != 1 {
		t.Errorf("an account of one stock: %v", rows)
	}
	if _, ok := v.Page("/daten/accommodation.sites").First("#konto"); ok {
		t.Error("an account of sites")
	}
}

func TestSeriesOfADistrict(t *testing.T) {
	v := reader(t)
	page := v.Page("/daten/population.residents?gebiet=08111000/01")
	chosen, ok := page.First("select#gebiet option[selected]")
	if !ok || !strings.Contains(chosen.Text(), "Mitte") || len(page.All("select#gebiet option")) < 170 {
		t.Errorf("chosen is %q of %d areas", chosen.Text(), len(page.All("select#gebiet option")))
	}
	if rows := page.Table("werte"); len(rows) == 0 || !strings.Contains(rows[0][1], ".") {
		t.Errorf("the district has %v", rows)
	}
	body := string(v.File("/daten/population.residents?gebiet=08111000/01&tabelle=werte&format=csv"))
	if !strings.Contains(body, "Zensus") {
		t.Errorf("the file says %.300s", body)
	}
	early := v.Page("/daten/intake.arrivals?stand=1990-01-01")
	if rows := early.Table("werte"); len(rows) != 1 || !strings.Contains(rows[0][0], "kein Wert bekannt") {
		t.Errorf("before any data: %v", rows)
	}
}

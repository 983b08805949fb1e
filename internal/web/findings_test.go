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

// findingAddress is the page of the first finding of a kind.
func findingAddress(v htmltest.Visitor, kind, stand string) string {
	v.T.Helper()
	for _, a := range v.Page("/daten/pruefung?stand=" + stand).All("#befunde tbody a") {
		if strings.Contains(a.Attr("href"), "/"+kind+"-") {
			return a.Attr("href")
		}
	}
	v.T.Fatalf("there is no finding of the kind %s", kind)
	return ""
}

func TestFindingsAnswer(t *testing.T) {
	v := reader(t)
	for stand, want := range map[string]string{
		"2026-11-22": "3 Angaben passen nicht zusammen, eine davon ist schwer und niemand kümmert sich.",
		"2015-11-27": "Eine Angabe passt nicht zu den anderen; keine davon ist schwer.",
		"2001-01-01": "Unter diesem Stand gibt es keine Werte zu prüfen.",
	} {
		if h := v.Heading("/daten/pruefung?stand=" + stand); h != want {
			t.Errorf("as of %s the answer is %q, want %q", stand, h, want)
		}
	}
	rows := v.Page("/daten/pruefung?stand=2026-11-22").Table("befunde")
	if len(rows) != 5 || rows[0][1] != "schwer" || rows[4][1] != "Hinweis" {
		t.Errorf("sorted as %v", rows)
	}
	for query, want := range map[string]int{"art=missing": 1, "bearbeitung=explained": 2, "zustaendig=niemand": 5, "zustaendig=Sozialamt": 0, "kennzahl=area.size": 1} {
		rows := v.Page("/daten/pruefung?stand=2026-11-22&" + query).Table("befunde")
		if n := len(rows); n != max(want, 1) || want == 0 && !strings.Contains(rows[0][0], "keinen Befund") {
			t.Errorf("%s shows %d rows, want %d", query, n, want)
		}
	}
	if h := v.Heading("/daten/pruefung?stand=2026-11-22&kennzahl=housing.dwellings"); h != "Alle Angaben passen zusammen." {
		t.Errorf("of an indicator without findings: %q", h)
	}
	if rec := v.Get("/daten/pruefung/jump-000000000000?stand=2026-11-22"); rec.Code != http.StatusNotFound {
		t.Errorf("an unknown finding answers %d", rec.Code)
	}
}

// TestFindingPage: the numbers are in the heading and can be asked; the
// picture has the place and the break in its description.
func TestFindingPage(t *testing.T) {
	v := reader(t)
	page := v.Page(findingAddress(v, "jump", "2026-11-22"))
	if h, _ := page.First("h1"); h.Text() != "01.07.2016: 8.141 nach 8.558 (30.06.2016), das sind −4,9 %. In dieser Reihe sind in dieser Zeit −4,2 % bis +4,2 % üblich." {
		t.Errorf("the answer is %q", h.Text())
	}
	if rows := page.Table("werte-des-befunds"); len(rows) != 2 || rows[0][4] != "8.141 Personen" {
		t.Errorf("it rests on %v", rows)
	}
	if n := v.Numbers(page); n < 20 {
		t.Errorf("only %d numbers can be asked", n)
	}
	pictures := page.All("#bild-verlauf svg desc")
	if len(pictures) != 3 {
		t.Fatalf("%d descriptions, want one for each width", len(pictures))
	}
	for _, d := range pictures {
		if !strings.Contains(d.Text(), "Bruch B1 am 01.07.2016: Bereinigung") || !strings.Contains(d.Text(), "8.141 nach 8.558") {
			t.Errorf("the description is %q", d.Text())
		}
	}
}

// TestBreakIsAtEveryPicture: wherever the persons are drawn over the summer of
// 2016, the picture, its description and its table tell the break; not before
// it was known.
func TestBreakIsAtEveryPicture(t *testing.T) {
	v := reader(t)
	for path, note := range map[string]string{
		"/?":                               "dl.keyfigures",
		"/plaetze?":                        "#monate",
		"/prognosen?":                      "#prognosen",
		"/daten/accommodation.persons?":    "#werte",
		"/plaene/neue-planung-2015-11-27?": "#monate",
		"/plaene/vergleich?":               "main",
	} {
		page := v.Page(path + "stand=2016-12-31")
		described := false
		for _, d := range page.All("svg desc") {
			described = described || strings.Contains(d.Text(), "Bruch B1 am 01.07.2016: Bereinigung")
		}
		told, ok := page.First(note)
		if !described || !ok || !strings.Contains(told.Text(), "Bruch B1 am 01.07.2016: Bereinigung") {
			t.Errorf("%s: described %v, table says %.200q", path, described, told.Text())
		}
		if early := string(v.File(path + "stand=2016-08-31")); strings.Contains(early, "Bruch B1") {
			t.Errorf("%s tells the break before it was known", path)
		}
	}
	for _, row := range v.Page("/daten/accommodation.persons?stand=2016-12-31").Table("werte") {
		if marked := strings.Contains(row[8], "Bruch B1"); marked != (row[0] == "01.07.2016") {
			t.Errorf("row %v: marked %v", row, marked)
		}
	}
	if csv := string(v.File("/daten/accommodation.persons?stand=2016-12-31&tabelle=werte&format=csv")); !strings.Contains(csv, "Bruch B1") {
		t.Error("the file does not tell the break")
	}
}

// TestFindingIsKept: what is typed stays when it is refused; the effect is
// shown before it is saved; then the page tells owner, state and history, and
// the break stands at the series.
func TestFindingIsKept(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Desks(t, false))}
	address := findingAddress(v, "missing", "2026-11-22")
	typed := url.Values{"state": {"explained"}, "owner": {"Sozialamt"}, "version": {"0"}, "schritt": {"vorschau"}, "break_text": {"Nur noch jährlich"}}
	refused := post(v, address, typed)
	page := parsed(t, refused)
	owner, _ := page.First("input#owner")
	if refused.Code != http.StatusUnprocessableEntity || owner.Attr("value") != "Sozialamt" || len(page.All("[aria-invalid=true]")) != 3 {
		t.Fatalf("refused with %d, owner %q, %d faults beside fields", refused.Code, owner.Attr("value"), len(page.All("[aria-invalid=true]")))
	}
	typed.Set("explanation", "Die Monate wurden nie gemeldet.")
	typed.Set("break_day", "01.04.2016")
	typed.Set("break_source", "Auskunft des Amts")
	typed.Set("schritt", "speichern") // not before the effect was seen
	page = parsed(t, post(v, address, typed))
	effect, ok := page.First("#wirkung")
	if !ok || !strings.Contains(effect.Text(), "Bearbeitung: offen → erklärt") || !strings.Contains(effect.Text(), "niemand → Sozialamt") || !strings.Contains(effect.Text(), "Ein Bruch zum 01.04.2016") {
		t.Fatalf("the effect is %q", effect.Text())
	}
	if rows := v.Page(address).Table("verlauf-des-befunds"); len(rows) != 1 || !strings.Contains(rows[0][0], "niemand") {
		t.Errorf("the preview has kept %v", rows)
	}
	seen, _ := page.First("input[name=gesehen]")
	typed.Set("gesehen", seen.Attr("value"))
	if saved := post(v, address, typed); saved.Code != http.StatusSeeOther {
		t.Fatalf("saving answers %d", saved.Code)
	}
	if again := post(v, address, typed); again.Code != http.StatusConflict {
		t.Errorf("saving over another's change answers %d", again.Code)
	}
	page = v.Page(address)
	if rows := page.Table("verlauf-des-befunds"); len(rows) != 1 || rows[0][3] != "erklärt" || rows[0][4] != "Sozialamt" || rows[0][2] != "Sozialplanung" {
		t.Errorf("history %v", rows)
	}
	if body := string(v.File("/daten/intake.arrivals?stand=2026-11-22")); !strings.Contains(body, "Bruch B1 am 01.04.2016: Nur noch jährlich") {
		t.Error("the series does not tell the break")
	}
	if h := v.Heading("/daten/pruefung?stand=2026-11-22"); !strings.HasPrefix(h, "2 Angaben") {
		t.Errorf("afterwards the answer is %q", h)
	}
}

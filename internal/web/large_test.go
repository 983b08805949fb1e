// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/web"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// manySites imports 250 sites of one place each that end in 2030, one that ends
// before all others, and one with more places than all others, open-ended.
func manySites(t *testing.T, desks web.Desks) {
	t.Helper()
	var file strings.Builder
	fmt.Fprintln(&file, "id,name,area,kind,certainty,opening,end,end_reason,places,basis,known_from,source")
	for i := range 250 {
		fmt.Fprintf(&file, "m%03d,Haus %[1]d,08111000/06,rented,in_operation,2015-01-01,2030-01-01,lease,1,counted,2015-01-01,Test\n", i)
	}
	fmt.Fprintln(&file, "erste,Endet zuerst,08111000/06,rented,in_operation,2015-01-01,2015-11-28,lease,1,counted,2015-01-01,Test")
	fmt.Fprintln(&file, "riese,Riese,08111000/06,rented,in_operation,2015-01-01,,,99999,counted,2015-01-01,Test")
	_, err := desks.Data.Import(context.Background(), data.Incoming{
		Name: "sites.csv", Content: bytes.NewReader([]byte(file.String())), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
}

// bars names the sites that the narrow picture of the page shows.
func bars(page htmltest.Node) string {
	var names []string
	for _, a := range page.All("#laufzeiten .chart-narrow a[href]") {
		names = append(names, a.Attr("href"))
	}
	return strings.Join(names, " ")
}

// TestLargeCity: a page of many sites says that it shows a part, keeps the
// whole within reach, and reckons with all of it.
func TestLargeCity(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const address, all = "/plaetze?stand=2015-11-27", "/plaetze?stand=2015-11-27&alle=standorte"
	few := v.Page(address)
	published := len(few.All("#standorte tbody tr"))
	if strings.Contains(few.All("#standorte")[0].Text(), "Zeilen zeigen") || strings.Contains(bars(few), "riese") {
		t.Fatal("the example city already fills the page")
	}
	manySites(t, desks)
	part, whole := v.Page(address), v.Page(all)
	sites := published + 252

	if n := len(part.All("#standorte tbody tr")); n != 100 {
		t.Errorf("the table shows %d rows, want 100", n)
	}
	said := fmt.Sprintf("Gezeigt sind 100 von %d Zeilen", sites)
	if !strings.Contains(part.All("#standorte")[0].Text(), said) {
		t.Errorf("the table does not say %q", said)
	}
	if a, ok := part.First("#standorte p.note a"); !ok || a.Attr("href") != "/plaetze?alle=standorte&stand=2015-11-27#standorte" {
		t.Errorf("the link to all rows leads to %q", a.Attr("href"))
	}
	if n := len(whole.All("#standorte tbody tr")); n != sites {
		t.Errorf("all rows are %d, want %d", n, sites)
	}
	for _, name := range []string{"alle aufgeführten Standorte", "davon am 27.11.2015 in Betrieb"} {
		a, b, before := row(t, part, "standorte", name), row(t, whole, "standorte", name), row(t, few, "standorte", name)
		if strings.Join(a, "|") != strings.Join(b, "|") || number(t, a[7])-number(t, before[7]) != 251+99_999 {
			t.Errorf("%s: %q in part, %q in whole, %q before", name, a, b, before)
		}
	}
	if first := v.Page(address + "&sortieren=standorte.-nominal").Table("standorte")[0][0]; first != "Riese" {
		t.Errorf("sorted by places downwards the first row is %q: rows are cut before they are sorted", first)
	}
	if n := bytes.Count(v.File(address+"&tabelle=standorte&format=csv"), []byte("Haus ")); n != 250 {
		t.Errorf("the file holds %d of 250 sites", n)
	}
}

// TestPictureOfManySites: the picture shows those that end first, says so, and
// is drawn anew when the ledger grows.
func TestPictureOfManySites(t *testing.T) {
	desks := webtest.Desks(t, false)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	const address = "/plaetze?stand=2015-11-27"
	before := bars(v.Page(address))
	manySites(t, desks)
	page := v.Page(address)
	if after := bars(page); after == before || strings.Count(after, "/plaetze/") != 60 || !strings.Contains(after, "/plaetze/erste") || strings.Contains(after, "/plaetze/riese") {
		t.Errorf("the picture shows %q", after)
	}
	if note := page.All("#laufzeiten p.note")[0].Text(); !strings.Contains(note, "Das Bild zeigt 60 von") {
		t.Errorf("below the picture stands %q", note)
	}
	if all := bars(v.Page(address + "&alle=standorte")); !strings.Contains(all, "/plaetze/riese") || strings.Count(all, "/plaetze/") <= 252 {
		t.Error("the picture does not show all sites where all rows are asked for")
	}
}

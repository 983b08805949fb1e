// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"planraum/internal/city/job"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestPostChangesPreview: who brings in changes of the staffing plan reads before storing
// what they do to posts and budget, each in words, and what is to be asked of them; what
// is not allowed is refused.
func TestPostChangesPreview(t *testing.T) {
	const head = "id,paper,kind,stage,on,from,unit,grade,share,until,per,known_from,source\n"
	desks := webtest.Working(t)
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(desks)}
	preview := kept(v, bring(v, "datei", "post_changes.csv", head+
		"b1,P 1,create,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,1.00,,,2016-03-01,Probe\n"+
		"b2,P 1,authorise,decided,2016-03-01,2016-04-01,Sozialmt,EG 9,2.00,2017-12-31,136,2016-03-01,Probe\n"))
	page := v.Page(preview)
	words, _ := page.First("#stellenplan")
	// 2.70 + 1.00 + 6.00 posts are published, and 10.17 + 5.60 + 10.36 outside the plan.
	for _, want := range []string{"Am 01.04.2016 stehen 10,70 statt 9,70 Stellen im Plan, außerhalb dürfen bis zu 28,13 statt 26,13 besetzt werden", "Doppelhaushalt 2016/2017"} {
		if !strings.Contains(words.Text(), want) {
			t.Errorf("no %q in %q", want, words.Text())
		}
	}
	rows := page.Table("new")
	if len(rows) != 2 || rows[0][3] != "Schaffung: 1,00 Stelle, Sozialamt, EG 9, ab 01.04.2016, beschlossen" || rows[0][4] != "" || !strings.Contains(rows[1][4], "Ist es richtig geschrieben?") {
		t.Errorf("%q", rows)
	}
	// EG 9 at 2,648.85 EUR for nine months of 2016 and at its lowest step in 2017.
	budget := page.Table("haushalt")
	if len(budget) != 6 || budget[0][0] != "2016" || budget[0][4] != "0,00" || budget[0][5] != "1,00" || !strings.HasPrefix(budget[0][8], "+23.840") {
		t.Errorf("%q", budget)
	}
	bad := v.Get(kept(v, bring(v, "datei", "zu_viel.csv", head+"b1,P 1,fill,decided,2016-03-01,2016-04-01,Herr Maier,EG 9,1.00,,0,2016-03-01,Probe\nb2,P 1,fill,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,50.00,,,2016-03-01,Probe\n")))
	if n := len(parsed(t, bad).All(".refusal li")); bad.Code != http.StatusUnprocessableEntity || n != 3 {
		t.Errorf("%d: %d faults", bad.Code, n)
	}
	// Once it is in the ledger, the job says the same.
	done := post(v, preview, url.Values{"schritt": {"einlesen"}}).Header().Get("Location")
	state(t, desks, strings.TrimPrefix(done, "/daten/vorgaenge/"), job.Done)
	stored := v.Page(done)
	if said, _ := stored.First("#stellenplan"); said.Text() != words.Text() || len(stored.Table("haushalt")) != len(budget) {
		t.Errorf("the job says %q", stored.Text())
	}
}

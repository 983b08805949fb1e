// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"planraum/internal/web/webtest"
)

// shortForms are sources as the example city's data has them.
var shortForms = regexp.MustCompile(`\b(StZ [0-9a-f]{8}|domino1|stuttgart\.de press)`)

// TestSourcesInWords: pages of steering and of the council write sources out in both
// languages.
func TestSourcesInWords(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for address, want := range map[string]string{
		"/steuerung/gremien/task-force-integration":    "Stuttgarter Zeitung, Artikel ",
		"/en/steuerung/gremien/task-force-integration": "Stuttgarter Zeitung, article",
		"/steuerung/massnahmen/tranche-5":              "Stadt Stuttgart, Pressemitteilung, Oktober 2015",
		"/rat/sitzungen":                               "",
		"/en/rat/sitzungen":                            "",
		"/rat/gremien":                                 "",
	} {
		rec := as(t, h, "planner", http.MethodGet, address+"?stand=2016-12-31", nil)
		if rec.Code == http.StatusNotFound && want == "" {
			continue
		}
		page := parsed(t, rec)
		if raw := shortForms.FindString(page.Text()); raw != "" || rec.Code != http.StatusOK {
			t.Errorf("%s: %d, %q", address, rec.Code, raw)
		}
		if !strings.Contains(page.Text(), want) {
			t.Errorf("%s: no %q", address, want)
		}
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"net/http"
	"strings"
	"testing"

	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// An empty file is refused in one sentence; nobody is asked what its columns mean.
func TestEmptyFile(t *testing.T) {
	v := htmltest.Visitor{T: t, Handler: webtest.Handler(webtest.Working(t))}
	for _, content := range []string{"", "\n\n"} {
		w := v.Get(kept(v, bring(v, "datei", "leer.csv", content)))
		text := parsed(t, w).Text()
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(text, "leer.csv: erwartet: eine Kopfzeile und mindestens eine Zeile darunter") {
			t.Errorf("%q: status %d: %s", content, w.Code, text)
		}
	}
}

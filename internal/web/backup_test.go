// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/audience"
	"planraum/internal/city/job"
	"planraum/internal/desk/safekeeping"
	"planraum/internal/web/webtest"
)

// TestPageOfABackup: the page of the job says which file was made, until when it
// is kept, and what aged out.
func TestPageOfABackup(t *testing.T) {
	desks := webtest.Working(t, job.Kind{Name: safekeeping.Kind, Run: func(context.Context, job.Task) (any, error) {
		return safekeeping.Result{
			Made: "planraum-2026-11-22-020000-p8055.db.gz", Bytes: 172_180, Position: 8055,
			AgesOut: time.Date(2026, 12, 6, 2, 0, 0, 0, time.UTC), AgedOut: []string{"planraum-2026-11-07-020000-p7001.db.gz"},
		}, nil
	}})
	ctx := audience.With(t.Context(), audience.Lens{Audience: audience.Office})
	id, err := desks.Work.Start(ctx, safekeeping.Order(safekeeping.By))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desks.Work.Wait(ctx, id, 20*time.Millisecond, func(job.Job) {}); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string][]string{
		"/daten/vorgaenge/":    {"Datenbank sichern", "planraum-2026-11-22-020000-p8055.db.gz", "8.055", "173", "06.12.2026", "ausgelaufen und gelöscht"},
		"/en/daten/vorgaenge/": {"Back up the database", "8,055", "aged out and deleted", "planraum-2026-11-07-020000-p7001.db.gz"},
	} {
		w := httptest.NewRecorder()
		webtest.Handler(desks).ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path+id, nil))
		for _, part := range want {
			if !strings.Contains(w.Body.String(), part) {
				t.Errorf("%s lacks %q: %d", path, part, w.Code)
			}
		}
	}
}

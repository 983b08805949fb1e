// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"strings"
	"testing"
	"time"

	"planraum/internal/desk/data"
	"planraum/internal/web"
)

// overtake imports 1,150 arrivals in November 2015 that became known on a day.
func overtake(t *testing.T, desks web.Desks, knownFrom string) {
	t.Helper()
	file := "indicator,area,group,period,value,basis,known_from,known_basis,note,source\n" +
		"intake.arrivals,08111000,all,2015-11,1150,reported," + knownFrom + ",,,erfunden\n"
	_, err := desks.Data.Import(t.Context(), data.Incoming{
		Name: "spaeter.csv", Content: strings.NewReader(file), By: "Test", Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
}

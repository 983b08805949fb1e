// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"strings"
	"testing"
	"time"

	"planraum/internal/web/webtest"
)

// TestForecastIsNamed: the page of an action that moves the persons of the city names the
// forecast behind the value with nothing done, what the plan (12,194 persons by GRDrs
// 1330/2015) and the outlook say of the same month, and why they differ.
func TestForecastIsNamed(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	form := movingAction()
	form.Set("expect_check", "2016-12-31")
	to := saved(t, h, "/steuerung/auftraege/neu/form", form, "Ohne Auftrag sind für Dezember 2016 zu erwarten") + "?stand=2015-11-27"
	text := ""
	for deadline := time.Now().Add(time.Minute); !strings.Contains(text, "Die Vorausschau (Stand") && time.Now().Before(deadline); {
		if text = parsed(t, as(t, h, "", "GET", to, nil)).Text(); strings.Contains(text, "Die Vorausschau (Stand") {
			break
		}
		if !strings.Contains(text, "Was die Vorausschau für diesen Monat sagt, wird gerade gerechnet") {
			t.Fatal("nothing is said of the outlook while it is being reckoned")
		}
		time.Sleep(100 * time.Millisecond)
	}
	for _, want := range []string{
		"(Dezember 2016, ohne Auftrag) ist der Median einer Prognose allein aus der Reihe „Personen in städtischen Unterkünften“, mit dem, was am 27.11.2015 bekannt war. Verfahren: ",
		"Der Plan „Neue Planung (27.11.2015)“ (Stand 27.11.2015) nimmt für Ende Dezember 2016 12.194 Personen an. Die Vorausschau (Stand 27.11.2015) kommt für Ende Dezember 2016 in der Mitte auf 18.523 Personen. Die Zahlen beantworten verschiedene Fragen.",
		"Der Plan rechnet, wenn so viele Menschen kommen und gehen, wie die Stadt annimmt. Die Vorausschau rechnet Zugänge und Abgänge für sich, wenn es weitergeht wie in den letzten Zählungen",
	} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if text := parsed(t, as(t, h, "", "GET", "/steuerung/massnahmen/tranche-4?stand=2016-12-31", nil)).Text(); strings.Contains(text, "Die Prognose setzt nur") {
		t.Error("a number of sites is set beside persons of the plan")
	}
}

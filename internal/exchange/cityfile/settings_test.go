// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"strings"
	"testing"

	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// TestSettingsOfTheCatalogue: the public catalogue names a plain e-mail address
// and an office of one line.
func TestSettingsOfTheCatalogue(t *testing.T) {
	for line, good := range map[string]bool{
		"catalogue_email,sozialplanung@stadt.example,Amt":               true,
		"catalogue_email,Amt <sozialplanung@stadt.example>,Amt":         false,
		"catalogue_email,<sozialplanung@stadt.example>,Amt":             false,
		"catalogue_email,sozialplanung,Amt":                             false,
		"catalogue_email,\"a@stadt.example, b@stadt.example\",Amt":      false,
		"catalogue_email,\"a@stadt.example\nBcc: b@stadt.example\",Amt": false,
		"catalogue_email,a@stadt.example?bcc=b@stadt.example,Amt":       false,
		"catalogue_office,\"Stadt Musterstadt, Sozialplanung\",Amt":     true,
		"catalogue_office,\"Stadt Musterstadt\nSozialplanung\",Amt":     false,
	} {
		in, err := table.Open("settings.csv", strings.NewReader("key,value,source\n"+line+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		_, err = cityfile.ReadSettings(in)
		if good != (err == nil) || !good && (fault.KindOf(err) != fault.Invalid || len(fault.RowsOf(err)) != 1 || fault.RowsOf(err)[0].Column != "value") {
			t.Errorf("%q: %v", line, err)
		}
	}
}

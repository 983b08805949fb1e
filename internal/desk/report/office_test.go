// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package report_test

import (
	"bytes"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/desk/report"
	"planraum/internal/exchange/docx"
	"planraum/internal/store/citytest"
	"planraum/tools/ooxml"
)

// TestOfficeAccepts: by the validator of the Open XML SDK nothing is wrong with any
// template's paper as Word gets it.
func TestOfficeAccepts(t *testing.T) {
	c := over(citytest.Example(t))
	for _, one := range report.Templates() {
		var out bytes.Buffer
		if err := docx.Write(&out, c.made(t, one.Name, period.Day(2015, 11, 27))); err != nil {
			t.Fatal(err)
		}
		for _, f := range ooxml.Check(t, ".docx", out.Bytes(), ooxml.Versions()[0]) {
			t.Errorf("%s: %+v", one.Name, f)
		}
	}
}

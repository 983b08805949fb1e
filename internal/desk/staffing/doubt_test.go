// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/staffing"
	"planraum/internal/fault"
)

// TestDoubtGrade: a grade that a pay table has raises no question; one that is written
// otherwise is answered with the table's, one that is unknown with all.
func TestDoubtGrade(t *testing.T) {
	jan, none := period.Day(2016, 1, 1), period.Date{}
	desk := New(pays{
		pay("EG 9", 1, jan, none, 2_800_00, staffing.AsPrinted), pay("EG 9", 2, jan, none, 2_900_00, staffing.AsPrinted),
		pay("EG 10", 1, jan, none, 3_000_00, staffing.AsPrinted),
	})
	for grade, want := range map[string]string{
		"EG 9": "", "": "",
		"eg9": "unbekannt. Gemeint ist vermutlich „EG 9“.", "EG10": "unbekannt. Gemeint ist vermutlich „EG 10“.",
		"EG 99": "Ist sie richtig geschrieben? Bekannt sind: EG 9, EG 10.",
	} {
		list, err := desk.DoubtGrade(t.Context(), jan, grade)
		if err != nil {
			t.Fatal(err)
		}
		if want == "" && len(list) > 0 || want != "" && (len(list) != 1 || !strings.HasSuffix(list[0].De, want)) {
			t.Errorf("%q: %q, want %q", grade, list, want)
		}
	}
	if _, err := New(pays(nil)).DoubtGrade(t.Context(), jan, "EG 9"); fault.KindOf(err) != fault.Internal {
		t.Errorf("a broken register answers %v", err)
	}
	if list := (PostPlan{}).DoubtUnit("Sozialamt"); list != nil {
		t.Errorf("without a plan to compare with: %q", list)
	}
}

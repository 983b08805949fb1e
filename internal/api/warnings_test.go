// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"strings"
	"testing"
)

// TestKeepWarning: what is to be expected as of a day is kept once, by whoever says that
// it is new, and the pages find it; nothing is kept of a day to come.
func TestKeepWarning(t *testing.T) {
	c := newCity(t)
	keep := func(query string, header ...string) answered {
		t.Helper()
		return c.do(call{method: "POST", path: prefix + "/warnings" + query, header: writer(header...)})
	}
	day := "2015-11-27"
	keep("?as_of=" + day).refused(428)
	keep("?as_of="+day, "If-Match", "1").refused(422)
	keep("?as_of="+day, "If-Match", "1", "If-None-Match", "*").refused(422)
	keep("?as_of="+day+"&confirmed=bald", "If-None-Match", "*").refused(422)
	if list, err := c.Outlook.Raised(t.Context(), testDay()); err != nil || len(list) != 0 {
		t.Fatalf("something is kept already: %d, %v", len(list), err)
	}
	var kept KeptWarning
	keep("?as_of="+day, "If-None-Match", "*").into(200, &kept)
	if !strings.HasPrefix(kept.ID, day+"/ledger") || len(kept.Months) == 0 || kept.Threshold == 0 || kept.KeptOn != testDay() {
		t.Errorf("%+v", kept)
	}
	list, err := c.Outlook.Raised(t.Context(), testDay())
	if err != nil || len(list) != 1 || list[0].Never != kept.Never || list[0].Months[0].Probability != kept.Months[0].Probability {
		t.Errorf("the pages find %d, %v", len(list), err)
	}
	if p := keep("?as_of="+day, "If-None-Match", "*").refused(412); p.Kind != "conflict" {
		t.Errorf("%+v", p)
	}
	// The last count as of the test's day is of October 2022: it has to be confirmed.
	keep("?as_of="+testDay().String(), "If-None-Match", "*").refused(422)
	keep("?as_of="+testDay().String()+"&confirmed=2022-09", "If-None-Match", "*").refused(422)
	keep("?as_of="+testDay().String()+"&confirmed=2022-10", "If-None-Match", "*").into(200, &kept)
	if kept.OldCount.String() != "2022-10" {
		t.Errorf("%+v", kept)
	}
	keep("?as_of="+testDay().AddDays(40).String(), "If-None-Match", "*").refused(422)
	if list, err := c.Outlook.Raised(t.Context(), testDay()); err != nil || len(list) != 2 {
		t.Errorf("%d are kept, %v", len(list), err)
	}
}

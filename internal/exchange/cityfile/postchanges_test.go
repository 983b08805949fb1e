// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"fmt"
	"slices"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/fault"
)

// TestPostChangesAllFaults: a day that is still to come, a key of none and an end before
// the beginning are named at once, in whichever rows they stand; a file without them can
// be read on that day.
func TestPostChangesAllFaults(t *testing.T) {
	const head = "id,paper,kind,stage,on,from,unit,share,until,per,known_from,source\n"
	today := period.Day(2026, 11, 23)
	_, err := cityfile.ReadPostChangesUpto(open(t, head+
		"a,P 1,authorise,decided,2016-01-01,2016-01-01,Sozialamt,1.00,,0,2031-01-01,s\n"+
		"b,P 1,create,decided,2016-01-01,2016-01-01,Sozialamt,1.00,,,2016-01-01,s\n"+
		"c,P 1,authorise,decided,2016-01-01,2016-01-01,Sozialamt,1.00,2015-12-31,,2016-01-01,s\n"), today)
	var got []string
	for _, row := range fault.RowsOf(err) {
		got = append(got, fmt.Sprint(row.Line, row.Column, row.Value))
	}
	if want := []string{"2per0", "2known_from2031-01-01", "4until2015-12-31"}; !slices.Equal(got, want) {
		t.Errorf("named are %q, want %q", got, want)
	}
	list, err := cityfile.ReadPostChangesUpto(open(t, head+"a,P 1,authorise,decided,2016-01-01,2016-01-01,Sozialamt,1.00,,120,2026-11-23,s\n"), today)
	if err != nil || len(list) != 1 || list[0].Per != 120 {
		t.Errorf("known today: %+v %v", list, err)
	}
}

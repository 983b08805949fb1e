// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cityfile_test

import (
	"strings"
	"testing"

	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/city/steering"
	"planraum/internal/exchange/cityfile"
	"planraum/internal/exchange/table"
	"planraum/internal/fault"
)

// settingOf are the records of a city that knows offices by its setting only.
func settingOf(offices string) func(register.Kind, period.Date) ([]register.Record, error) {
	return func(k register.Kind, _ period.Date) ([]register.Record, error) {
		if k == register.Setting {
			return []register.Record{{Key: steering.OfficesSetting, Body: []byte(`{"value":"` + offices + `"}`)}}, nil
		}
		return nil, nil
	}
}

// TestOwnersOfFile: owners of a list are offices that the city knows; each other one is
// refused with its line, but one that the action has had before stays.
func TestOwnersOfFile(t *testing.T) {
	offices, err := steering.ReadOffices(period.Date{}, settingOf("Sozialamt|Hochbauamt"))
	if err != nil {
		t.Fatal(err)
	}
	known := cityfile.Catalogue{}.WithOffices(offices, map[string][]string{"2015-003": {"Max Muster"}})
	read := func(rows string) ([]cityfile.Action, error) {
		in, err := table.Open("actions.csv", strings.NewReader("id,title,owner,state,opened,origin_kind,origin_by,known_from,source\n"+rows))
		if err != nil {
			t.Fatal(err)
		}
		return cityfile.ReadActions(in, known)
	}
	row := func(id, owner string) string {
		return id + ",Liste," + owner + ",open,2015-11-20,office,Bezirksamt,2015-11-20,Probe\n"
	}
	list, err := read(row("2015-001", "sozialamt") + row("2015-002", "Unterbringungskoordination") + row("2015-003", "Max Muster"))
	if err != nil || len(list) != 3 || list[0].Owner != "Sozialamt" || list[2].Owner != "Max Muster" {
		t.Errorf("%+v, %v", list, err)
	}
	_, err = read(row("2015-001", "Max Muster") + row("2015-002", "Sozialamt") + row("2015-004", "Frau Muster"))
	rows := fault.RowsOf(err)
	if len(rows) != 2 || rows[0].Line != 2 || rows[0].Column != "owner" || rows[0].Value != "Max Muster" || rows[1].Line != 4 || !strings.Contains(rows[0].Expected.De, "keine Person") {
		t.Errorf("%+v", rows)
	}
}

// TestBodyOfAction: the body that watches over an action is one that there is; another
// one is refused with file, row, column and value.
func TestBodyOfAction(t *testing.T) {
	known := cityfile.Catalogue{}.WithBodies([]string{"task-force-integration"})
	in, err := table.Open("actions.csv", strings.NewReader("id,title,owner,state,opened,origin_kind,origin_by,known_from,source,body\n"+
		"2015-001,Liste,Sozialamt,open,2015-11-20,office,Bezirksamt,2015-11-20,Probe,task-force-integration\n"+
		"2015-002,Liste,Sozialamt,open,2015-11-20,office,Bezirksamt,2015-11-20,Probe,\n"+
		"2015-003,Liste,Sozialamt,open,2015-11-20,office,Bezirksamt,2015-11-20,Probe,task-force-intgration\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = cityfile.ReadActions(in, known)
	rows := fault.RowsOf(err)
	if len(rows) != 1 || rows[0].File != "actions.csv" || rows[0].Line != 4 || rows[0].Column != "body" || rows[0].Value != "task-force-intgration" || !strings.Contains(rows[0].Expected.De, "task-force-integration") {
		t.Errorf("%v %+v", err, rows)
	}
}

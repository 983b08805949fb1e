// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestSteering: bodies, meetings, decisions and actions as a table, as CSV and as JSON,
// each with its day and its sources.
func TestSteering(t *testing.T) {
	db := demo(t)
	at := func(day string, args ...string) said {
		return call(t, append(append([]string{"steering"}, args...), "--database", db, "--as-of", day)...)
	}
	for _, c := range []struct {
		args []string
		day  string
		want []string
	}{
		{nil, "2015-11-27", []string{"Gremien der Steuerung, Stand 27.11.2015", "task-force-integration", "Quellen: stuttgart.de 528039"}},
		{[]string{"actions", "--overdue"}, "2015-11-27", []string{"2015-005", "20.11.2015", "überfällig", "Hochbauamt", "Quellen: Beispiel, erfunden"}},
		{[]string{"actions", "--csv"}, "2015-11-27", []string{"27.11.2015", "Nummer", "2015-001", "domino1"}},
		{[]string{"decisions"}, "2001-01-01", []string{"Nichts ist bekannt."}},
		{[]string{"meetings", "--lang", "en"}, "2015-11-27", []string{"Meetings of steering, as of 27 November 2015"}},
	} {
		got := at(c.day, c.args...)
		for _, want := range c.want {
			if got.code != 0 || !strings.Contains(got.out, want) {
				t.Errorf("%v lacks %q: %d %s%s", c.args, want, got.code, got.out, got.err)
			}
		}
	}
	listed := at("2015-11-27", "bodies", "--json")
	var answer struct {
		AsOf    string   `json:"as_of"`
		Sources []string `json:"sources"`
		List    []struct{ Key string }
	}
	if err := json.Unmarshal([]byte(listed.out), &answer); err != nil || answer.AsOf != "2015-11-27" || len(answer.List) != 5 || len(answer.Sources) == 0 {
		t.Errorf("%v: %s", err, listed.out)
	}
	if bad := at("gestern"); bad.code == 0 || !strings.Contains(bad.err, "gestern") {
		t.Errorf("%+v", bad)
	}
	if bad := at("2015-11-27", "wetter"); bad.code == 0 || !strings.Contains(bad.err, "wetter") {
		t.Errorf("%+v", bad)
	}
}

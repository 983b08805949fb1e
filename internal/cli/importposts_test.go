// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli_test

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestImportPostChanges: the command says before storing what changes of the staffing plan
// do, each of them in words with what is to be asked, and so does its JSON.
func TestImportPostChanges(t *testing.T) {
	name := demo(t)
	path := file(t, "post_changes.csv", "id,paper,kind,stage,on,from,unit,grade,share,known_from,source\n"+
		"b1,P 1,create,decided,2016-03-01,2016-04-01,Sozialamt,EG 9,1.00,2016-03-01,Probe\n"+
		"b2,P 1,create,decided,2016-03-01,2016-04-01,Sozialamt,eg9,1.00,2016-03-01,Probe\n")
	got := call(t, "import", path, "--dry-run", "--database", name)
	for _, want := range []string{
		"geprüft, nichts gespeichert", "Am 01.04.2016 stehen 11,70 statt 9,70 Stellen im Plan", "Doppelhaushalt 2016/2017",
		"Zeile 2, neu: b1 (P 1): Schaffung: 1,00 Stelle, Sozialamt, EG 9, ab 01.04.2016, beschlossen", "„eg9“ ist keine Entgelttabelle bekannt",
	} {
		if got.code != 0 || !strings.Contains(got.out, want) {
			t.Errorf("no %q in %+v", want, got)
		}
	}
	var told struct {
		Posts struct {
			Days []struct{ Before, After struct{ Posts int } }
		}
	}
	got = call(t, "import", path, "--dry-run", "--json", "--database", name)
	if err := json.Unmarshal([]byte(got.out), &told); err != nil || len(told.Posts.Days) != 1 || told.Posts.Days[0].After.Posts != 1170 {
		t.Errorf("%v: %s", err, got.out)
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package data_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/register"
	"planraum/internal/desk/data"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/store/citytest"
	"planraum/internal/text"
)

const figureHead = "indicator,area,period,value,basis,known_from,source\n"

// town is a database with one city, three indicators and no figure.
func town(t testing.TB) *citytest.City {
	t.Helper()
	content, err := founded()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "planraum.db")
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return citytest.Open(t, name)
}

// founded is the file of a town, made once.
var founded = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "town-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	name, ctx := filepath.Join(dir, "town.db"), context.Background()
	s, err := store.Open(ctx, name)
	if err != nil {
		return nil, err
	}
	err = s.Migrate(ctx, func(int, int, string) {})
	for _, f := range [][2]string{
		{"areas.csv", "edition,edition_valid_from,level,id,number,name,lon,lat,source\nm,2010-01-01,city,09999000,0,Musterstadt,9,48,erfunden\n"},
		{"indicators.csv", `code,name_de,name_en,unit_de,unit_en,decimals,kind
accommodation.persons,Untergebrachte Personen,accommodated persons,Personen,persons,0,stock
intake.arrivals,Zugänge,arrivals,Personen,persons,0,flow
intake.departures,Abgänge,departures,Personen,persons,0,flow
`},
	} {
		if err == nil {
			_, err = data.New(s, s, s, s).Import(ctx, data.Incoming{Name: f[0], Content: strings.NewReader(f[1]), By: "Test", Now: citytest.Now})
		}
	}
	if err = errors.Join(err, s.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(name)
})

func row(period, value, basis, known, source string) string {
	return strings.Join([]string{"accommodation.persons", "09999000", period, value, basis, known, source}, ",") + "\n"
}

// counts are new, changed, unchanged and contradicting rows.
func counts(o data.Outcome) [4]int { return [4]int{o.New, o.Changed, o.Unchanged, o.Contradicting} }

// TestEachRowIsCompared: what a row is, and what it is set against, follows from
// its own source first and from the others then.
func TestEachRowIsCompared(t *testing.T) {
	city := town(t)
	city.Import(t, "start.csv", figureHead+
		row("2015-12-31", "100", "counted", "2016-01-14", "Amt")+
		row("2015-12-31", "90", "forecast", "2015-06-01", "Amt")+
		row("2015-11-30", "80", "reported", "2015-12-14", "Zeitung"))
	for name, c := range map[string]struct {
		row  string
		want data.Class
		was  string
		old  string // source of the older figure where it is another
	}{
		"the same":                          {row("2015-12-31", "100", "counted", "2016-01-14", "Amt"), data.Unchanged, "100", ""},
		"the same, known again":             {row("2015-12-31", "100", "counted", "2016-02-14", "Amt"), data.Unchanged, "100", ""},
		"the same, known before":            {row("2015-12-31", "100", "reported", "2016-01-02", "Amt"), data.Fresh, "", ""},
		"corrected":                         {row("2015-12-31", "101", "counted", "2016-02-14", "Amt"), data.Changed, "100", ""},
		"corrected on the same day":         {row("2015-12-31", "101", "counted", "2016-01-14", "Amt"), data.Changed, "100", ""},
		"another forecast":                  {row("2015-12-31", "95", "forecast", "2015-07-01", "Amt"), data.Changed, "90", ""},
		"the forecast again":                {row("2015-12-31", "90", "forecast", "2015-07-01", "Amt"), data.Unchanged, "90", ""},
		"reported first, counted otherwise": {row("2015-11-30", "81", "counted", "2016-01-14", "Zeitung"), data.Changed, "80", ""},
		"reported first, counted the same":  {row("2015-11-30", "80", "counted", "2016-01-14", "Zeitung"), data.Fresh, "", ""},
		"another source":                    {row("2015-12-31", "103", "reported", "2016-03-01", "Presse"), data.Contradicting, "100", "Amt"},
		"another source, by the month":      {row("2015-12", "103", "reported", "2016-03-01", "Presse"), data.Contradicting, "100", "Amt"},
		"another source says the same":      {row("2015-12-31", "100", "reported", "2016-03-01", "Presse"), data.Fresh, "", ""},
		"a forecast of another source":      {row("2015-12-31", "99", "forecast", "2015-05-01", "Presse"), data.Fresh, "", ""},
		"another day":                       {row("2015-12-30", "99", "counted", "2016-01-14", "Amt"), data.Fresh, "", ""},
		"the year":                          {row("2015", "99", "counted", "2016-01-14", "Presse"), data.Fresh, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			out, err := city.Data.Import(t.Context(), data.Incoming{Name: "f.csv", Content: strings.NewReader(figureHead + c.row), Now: citytest.Now, DryRun: true})
			if err != nil {
				t.Fatal(err)
			}
			if *out.Of(c.want) != 1 || out.Rows != 1 || len(out.Changes[c.want]) != 1 {
				t.Fatalf("%+v, want one %s", out, c.want)
			}
			ch := out.Changes[c.want][0]
			was := ""
			if c.was != "" {
				was = c.was + " Personen"
			}
			if ch.Was.De != was || ch.Against != c.old || ch.Line != 2 || !strings.Contains(ch.Name.De, "Untergebrachte Personen, Musterstadt, ") || (c.was != "") != (ch.Of > 0) {
				t.Errorf("%+v", ch)
			}
			if out.Nothing != (c.want == data.Unchanged) || out.Stored {
				t.Errorf("%+v", out)
			}
		})
	}
}

// TestSameFiguresInOtherBytes: the files of the example say nothing new under
// another name, with a comment, with their rows in another order; nothing grows.
func TestSameFiguresInOtherBytes(t *testing.T) {
	city := citytest.Example(t)
	before := fingerprint(t, city)
	random := rand.New(rand.NewPCG(1, 2))
	for _, f := range citytest.Files() {
		content := string(f.Content)
		if strings.HasSuffix(f.Name, ".csv") {
			lines := strings.SplitAfter(strings.TrimRight(content, "\n")+"\n", "\n")
			rows := lines[1 : len(lines)-1]
			if !strings.Contains(content, "\"") && !strings.HasPrefix(content, "#") {
				random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			}
			content = strings.Join(lines, "")
		}
		out, err := city.Try(t, f.Name, "# noch einmal\n"+content)
		if f.Name == "settings.csv" {
			if fault.KindOf(err) != fault.Conflict {
				t.Errorf("settings: %v", err)
			}
			continue
		}
		if err != nil || !out.Nothing || out.Stored || out.Unchanged != out.Rows || out.Rows == 0 || !strings.HasPrefix(out.Sentence().De, "nichts Neues: ") {
			t.Errorf("%s: %+v, %v", f.Name, counts(out), err)
		}
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
}

// TestImportTwiceIsImportOnce: whatever a file says over whatever the ledger
// holds, afterwards its own source is on record with just that as of the day of
// each row, the same rows in another order bring nothing new, and a dry run
// says the same as the import.
func TestImportTwiceIsImportOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		city := town(t)
		for n := range rapid.IntRange(1, 3).Draw(rt, "files") {
			rows := drawRows(rt)
			name := fmt.Sprintf("%d.csv", n)
			content := fmt.Sprintf("# %d\n", n) + figureHead + strings.Join(rows, "")
			dry, err := city.Data.Import(t.Context(), data.Incoming{Name: name, Content: strings.NewReader(content), Now: citytest.Now, DryRun: true})
			if err != nil {
				rt.Fatal(err)
			}
			real, err := city.Try(t, name, content)
			dry.Stored = real.Stored
			if diff := gocmp.Diff(real, dry, gocmp.AllowUnexported(period.Date{})); err != nil || diff != "" {
				rt.Fatalf("%v, the dry run said otherwise:\n%s", err, diff)
			}
			holds(t, rt, city, rows)
			shuffled := rapid.Permutation(rows).Draw(rt, "again")
			again, err := city.Try(t, name, "# again\n"+figureHead+strings.Join(shuffled, ""))
			if err != nil || !again.Nothing || again.Unchanged != len(rows) {
				rt.Fatalf("again: %+v, %v\n%s", counts(again), err, strings.Join(rows, ""))
			}
		}
	})
}

// drawRows draws rows of few keys, sources and days, so that they meet.
func drawRows(rt *rapid.T) []string {
	seen := map[string]bool{}
	var rows []string
	for range rapid.IntRange(1, 12).Draw(rt, "rows") {
		month := rapid.SampledFrom([]string{"2015-12-31", "2015-12", "2015-11-30"}).Draw(rt, "period")
		basis := rapid.SampledFrom([]string{"counted", "reported", "forecast"}).Draw(rt, "basis")
		source := rapid.SampledFrom([]string{"Amt", "Presse"}).Draw(rt, "source")
		known := period.Day(2016, 1, 1).AddDays(rapid.IntRange(0, 5).Draw(rt, "known")).String()
		if key := month + basis + source + known; !seen[key] {
			seen[key] = true
			rows = append(rows, row(month, fmt.Sprint(rapid.IntRange(1, 3).Draw(rt, "value")), basis, known, source))
		}
	}
	return rows
}

// holds fails where the ledger does not say what the rows say.
func holds(t *testing.T, rt *rapid.T, city *citytest.City, rows []string) {
	all, err := city.Data.Figures(t.Context(), figure.Query{})
	if err != nil {
		rt.Fatal(err)
	}
	for _, r := range rows {
		cells := strings.Split(strings.TrimSpace(r), ",")
		p, _ := period.Parse(cells[2])
		known, _ := period.ParseDate(cells[5])
		inForce := ""
		// Figures come in the order in which they became known, then recorded.
		for _, f := range all {
			if f.Period == p && f.Basis.String() == cells[4] && f.Source == cells[6] && !f.KnownFrom.After(known) {
				inForce = f.Value.String()
			}
		}
		if inForce != cells[3] {
			rt.Fatalf("%sas of that day the ledger says %q", r, inForce)
		}
	}
}

// TestEffectOnAccounts: a correction that breaks a stock account, and one that
// mends it, say so before they are stored and when they are.
func TestEffectOnAccounts(t *testing.T) {
	city := town(t)
	flow := func(indicator, value, known string) string {
		return indicator + ",09999000,2015," + value + ",reported," + known + ",Amt\n"
	}
	city.Import(t, "start.csv", figureHead+
		row("2014-12-31", "100", "counted", "2015-01-14", "Amt")+row("2015-12-31", "130", "counted", "2016-01-14", "Amt")+
		flow("intake.arrivals", "50", "2016-01-14")+flow("intake.departures", "20", "2016-01-14"))
	for _, c := range []struct {
		content               string
		dry                   bool
		broken, mended, moved int
		say                   string
	}{
		{row("2015-12-31", "131", "counted", "2016-02-14", "Amt"), true, 1, 0, 0, "ändert 1 Wert; 1 Bestandskonto stimmt danach nicht."},
		{row("2015-12-31", "131", "counted", "2016-02-14", "Amt"), false, 1, 0, 0, "ändert 1 Wert; 1 Bestandskonto stimmt danach nicht."},
		{row("2015-12-31", "132", "counted", "2016-02-20", "Amt"), false, 0, 0, 1, "ändert 1 Wert; 1 Bestandskonto hat danach eine andere Lücke."},
		{flow("intake.arrivals", "52", "2016-03-14"), false, 0, 1, 0, "ändert 1 Wert; 1 Bestandskonto stimmt danach."},
		{row("2016-12-31", "1", "counted", "2017-01-14", "Amt"), false, 0, 0, 0, "bringt 1 Wert neu."},
	} {
		out, err := city.Data.Import(t.Context(), data.Incoming{Name: "f.csv", Content: strings.NewReader(figureHead + c.content), Now: citytest.Now, DryRun: c.dry})
		if err != nil {
			t.Fatal(err)
		}
		a := out.Accounts
		if a.Breaks != c.broken || a.Mends != c.mended || a.Moves != c.moved || len(a.Broken) != c.broken || out.Sentence().De != c.say {
			t.Errorf("%s%+v, %q, want %q", c.content, a, out.Sentence().De, c.say)
		}
	}
}

// locks are locked months for a test.
type locks data.Locked

func (l locks) Locked(context.Context) (data.Locked, error) { return data.Locked(l), nil }

// TestLockedMonths: a correction of a released month is a fault in each of its
// rows, unless it comes with a reason, which is kept; what stands there already
// is no correction.
func TestLockedMonths(t *testing.T) {
	city := town(t)
	city.Import(t, "start.csv", figureHead+row("2015-12-31", "100", "counted", "2016-01-14", "Amt"))
	city.Data.ObeyLocks(locks(func(source string, month period.Month) bool {
		return source == "Amt" && month == period.MonthOf(2015, 12)
	}))
	content := figureHead + row("2015-12-31", "101", "counted", "2016-02-14", "Amt") + row("2015-12-31", "100", "counted", "2016-01-14", "Amt") +
		row("2015-12-31", "102", "counted", "2016-01-14", "Presse") + row("2016-01-31", "103", "counted", "2016-02-14", "Amt") + row("2015-12-15", "99", "counted", "2016-02-14", "Amt")
	before := fingerprint(t, city)
	for _, dry := range []bool{true, false} {
		out, err := city.Data.Import(t.Context(), data.Incoming{Name: "f.csv", Content: strings.NewReader(content), Now: citytest.Now, DryRun: dry})
		rows := fault.RowsOf(err)
		if fault.KindOf(err) != fault.Invalid || len(rows) != 2 || rows[0].Line != 2 || rows[1].Line != 6 || out.Faulty != 2 || !strings.Contains(rows[0].Expected.De, "eine Begründung") {
			t.Errorf("%+v, %v", out, err)
		}
	}
	if after := fingerprint(t, city); after != before {
		t.Errorf("%+v became %+v", before, after)
	}
	const reason = "Die Nachmeldung der Unterkunft fehlte."
	out, err := city.Data.Import(t.Context(), data.Incoming{Name: "f.csv", Content: strings.NewReader(content), Now: citytest.Now, Reason: " " + reason + "\n"})
	if err != nil || !out.Stored || out.Corrected != 2 || counts(out) != [4]int{2, 1, 1, 1} {
		t.Errorf("%+v, %v", out, err)
	}
	if batches, err := city.Data.Batches(t.Context(), 1); err != nil || batches[0].Reason != reason || batches[0].Rows != 4 {
		t.Errorf("%+v, %v", batches, err)
	}
	if _, err := city.Data.Import(t.Context(), data.Incoming{Name: "g.csv", Content: strings.NewReader(content + "\n"), Now: citytest.Now, Reason: strings.Repeat("x", 2001)}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a reason without end: %v", err)
	}
}

// TestRecordsAreCompared: an entry of a register is new, changed in the fields
// that are named, or says what holds already, whatever its file and line.
func TestRecordsAreCompared(t *testing.T) {
	city := citytest.Example(t)
	const head = "id,name,paper,date,places,known_from,source\n"
	city.Import(t, "packages.csv", head+"x1,Eins,GRDrs 1,2020-01-01,100,2020-01-01,Test\n")
	out, err := city.Try(t, "packages.csv", head+"x2,Zwei,GRDrs 2,2020-01-01,50,2020-01-01,Test\nx1,Eins,GRDrs 1,2020-01-01,120,2020-02-01,Test\nx1,Eins,GRDrs 1,2020-01-01,100,2020-01-15,Test\n")
	if err != nil || counts(out) != [4]int{1, 1, 1, 0} {
		t.Fatalf("%+v, %v", out, err)
	}
	ch := out.Changes[data.Changed][0]
	if ch.Line != 3 || ch.Was.De != "places: 100" || ch.Is.De != "places: 120" || !strings.HasPrefix(ch.Ref, "record/") || ch.Source != "Test" {
		t.Errorf("%+v", ch)
	}
	if say := out.Sentence(); say.De != "ändert 1 Eintrag, bringt 1 Eintrag neu, 1 Eintrag steht schon so da." || say.In(text.En) != "changes 1 entry, brings 1 entry new, 1 entry stands there already." {
		t.Errorf("%+v", say)
	}
	records, err := city.Data.Records(t.Context(), register.Package, period.Date{})
	if err != nil || !slices.ContainsFunc(records, func(r register.Record) bool { return r.Key == "x1" && strings.Contains(string(r.Body), `"places":120`) }) {
		t.Errorf("%+v, %v", records, err)
	}
	_, err = city.Try(t, "sites.csv", "id,name,area,kind,certainty,opening,places,package,basis,known_from,source\na,A,08111000/12,hall,decided,2020-01-01,5,x9,reported,2020-01-01,Test\n")
	if rows := fault.RowsOf(err); len(rows) != 1 || rows[0].Column != "package" || rows[0].Value != "x9" {
		t.Errorf("a package that is not known: %v", err)
	}
}

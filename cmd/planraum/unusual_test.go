// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/unicode/norm"

	"planraum/internal/city/audit"
	"planraum/internal/city/identity"
	"planraum/internal/city/job"
	"planraum/internal/city/period"
	rules "planraum/internal/city/privacy"
	"planraum/internal/cli"
	"planraum/internal/desk/accounts"
	"planraum/internal/desk/data"
	"planraum/internal/desk/privacy"
	"planraum/internal/example"
	"planraum/internal/store"
	"planraum/internal/store/pgtest"
	"planraum/internal/web"
)

// unusual are letters and sequences from DIN 91379:2022-08 (normative Latin
// letters and sequences, data type A), the standard for names in German
// registers, among them those that Unicode knows only as sequences of a letter
// and combining marks, and some that older editions held.
var unusual = strings.Fields(`A̋ C̀ C̄ C̆ C̈ C̕ C̣ C̦ C̨̆ D̂ F̀ F̄ G̀ H̄ H̦ H̱ J́ J̌ K̀ K̂ K̄ K̇ K̕ K̛ K̦ K͟H K͟h L̂ L̥ L̥̄ L̦ M̀ M̂ M̆ M̐ N̂ N̄ N̆ N̦ P̀ P̄ P̕ P̣ R̆ R̥ R̥̄ S̀ S̄ S̛̄ S̱ T̀ T̄
	T̈ T̕ T̛ U̇ Z̀ Z̄ Z̆ Z̈ Z̧ a̋ c̀ c̄ c̆ c̈ c̕ c̣ c̦ c̨̆ d̂ f̀ f̄ g̀ h̄ h̦ j́ k̀ k̂ k̄ k̇ k̕ k̛ k̦ k͟h l̂ l̥ l̥̄ l̦ m̀ m̂ m̆ m̐ n̂ n̄ n̆ n̦ p̀ p̄ p̕ p̣ r̆ r̥ r̥̄ s̀ s̄ s̛̄ s̱ t̀ t̄ t̕ t̛ u̇ z̀ z̄ z̆ z̈ z̧
	Ç̆ Û̄ ç̆ û̄ ÿ́ Č̕ Č̣ č̕ č̣ ē̍ Ī́ ī́ ō̍ Ž̦ Ž̧ ž̦ ž̧ Ḳ̄ ḳ̄ Ṣ̄ ṣ̄ Ṭ̄ ṭ̄ Ạ̈ ạ̈ Ọ̈ ọ̈ Ụ̄ Ụ̈ ụ̄ ụ̈
	Ǻ ǻ Ł ł Ḥ ḥ ẞ ß Ə ə Ŋ ŋ Ø ø Đ đ Ħ ħ ĸ ŉ Ŀ ŀ Ĳ ĳ Ǯ ǯ ʒ Ɨ ɨ Ƈ ƈ Ờ ờ Ữ ữ Ẵ ẵ Ệ ệ ẖ ẗ ſ`)

// people are invented names that between them hold every sequence; each has a
// middle that occurs nowhere else in the program.
func people() []string {
	var list []string
	for i, part := range slices.Collect(slices.Chunk(unusual, 16)) {
		list = append(list, fmt.Sprintf("Qvz%c", 'a'+rune(i))+strings.Join(part, "")+"xq")
	}
	return list
}

// spellings are the bytes in which a name may turn up.
func spellings(name string) [][]byte {
	quoted, _ := json.Marshal(name)
	ascii := strconv.QuoteToASCII(name)
	var list [][]byte
	for _, s := range []string{
		name, identity.FoldLogin(name), norm.NFC.String(name), norm.NFD.String(name), norm.NFKC.String(name), strings.ToLower(name), strings.ToUpper(name),
		url.QueryEscape(name), url.PathEscape(name), strings.Trim(string(quoted), "\""), strings.Trim(ascii, "\""), name[:4], // the middle in plain letters
	} {
		list = append(list, []byte(s))
	}
	return list
}

// found lists the names that stand in content, in any spelling.
func found(content []byte) []string {
	var list []string
	for _, name := range people() {
		if slices.ContainsFunc(spellings(name), func(s []byte) bool { return bytes.Contains(content, s) }) {
			list = append(list, name)
		}
	}
	return list
}

// stage is an installation with people whose names must not show.
type stage struct {
	t      *testing.T
	url    string
	house  *cli.House
	server *httptest.Server
	log    bytes.Buffer
	seen   []string // addresses that were called
}

// TestUnusualNames: names of users and addresses of contacts stand where they
// were put and nowhere else: no log, address, export, entry of the record or
// argument of a job holds them; once they are deleted, no file does.
func TestUnusualNames(t *testing.T) {
	if len(people()) < 8 || len(found([]byte(people()[3]))) != 1 || len(found([]byte(url.QueryEscape(people()[2])))) != 1 {
		t.Fatal("the search does not find what is there")
	}
	t.Run("sqlite", func(t *testing.T) {
		temporary := t.TempDir()
		t.Setenv("TMPDIR", temporary)
		folder := t.TempDir()
		s := unusualStage(t, filepath.Join(folder, "city.db"))
		s.act()
		s.look()
		if len(searched(t, folder)) == 0 {
			t.Error("the files do not hold the names before they are deleted: the search proves nothing")
		}
		s.forget()
		for _, place := range []string{folder, temporary} {
			for file, names := range searched(t, place) {
				t.Errorf("after the deletion %s still holds %q", filepath.Base(file), names)
			}
		}
	})
	t.Run("postgresql", func(t *testing.T) {
		address := pgtest.Start(t)
		c, err := pgx.Connect(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close(context.Background())
		run := func(statement string) {
			t.Helper()
			if _, err := c.Exec(t.Context(), statement); err != nil {
				t.Fatal(statement, err)
			}
		}
		var folder string
		if err := c.QueryRow(t.Context(), "SHOW data_directory").Scan(&folder); err != nil {
			t.Fatal(err)
		}
		// As docs/operations.md says: old parts of the journal are removed, not
		// used again.
		run("ALTER SYSTEM SET wal_recycle = off")
		run("ALTER SYSTEM SET min_wal_size = '32MB'")
		run("SELECT pg_reload_conf()")
		s := unusualStage(t, address)
		s.act()
		s.look()
		run("ANALYZE") // must not sample what is personal
		run("CHECKPOINT")
		if len(searched(t, filepath.Join(folder, "base"))) == 0 {
			t.Error("the files do not hold the names before they are deleted: the search proves nothing")
		}
		s.forget()
		run("SELECT pg_switch_wal()")
		run("CHECKPOINT")
		run("SELECT pg_switch_wal()")
		run("CHECKPOINT")
		for file, names := range searched(t, folder) {
			t.Errorf("after the deletion %s still holds %q", strings.TrimPrefix(file, folder), names)
		}
	})
}

// unusualStage opens an installation with the example city, over which people with
// unusual names act.
func unusualStage(t *testing.T, address string) *stage {
	t.Helper()
	s := &stage{t: t, url: address}
	house, err := open(t.Context(), address, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	s.house = house
	t.Cleanup(func() { _ = house.Close() })
	for _, f := range example.Files() {
		if _, err := house.Data.Import(t.Context(), data.Incoming{Name: f.Name, Content: bytes.NewReader(f.Content), By: "Test", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
	}
	if err := house.Workers.Start(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	pages := web.New(web.Desks{
		Report: house.Report, Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Measures: house.Measures, Quality: house.Quality, Staffing: house.Staffing, Council: house.Council, Reporting: house.Reporting,
		Catalogue: house.Catalogue, Work: house.Work, Approval: house.Approval, Protect: house.Protect, Journal: house.Journal, Privacy: house.Privacy,
	}, web.Config{Today: func() period.Date { return period.Day(2026, 11, 22) }, Demo: true, Log: slog.New(slog.NewJSONHandler(&s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	n := 0
	s.server = httptest.NewServer(told(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := people()[n%len(people())]
		n++
		s.seen = append(s.seen, r.URL.String())
		who := identity.Principal{Account: int64(n%7 + 1), Name: name, Grants: []identity.Grant{{Role: identity.Steward}}, Means: identity.Session}
		r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: string(identity.Steward)})
		pages.ServeHTTP(w, r.WithContext(identity.With(r.Context(), who)))
	})))
	t.Cleanup(s.server.Close)
	return s
}

func (s *stage) ask(method, path string, form url.Values) []byte {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		s.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= http.StatusInternalServerError {
		s.t.Fatalf("%s %s: %d, %v", method, path, answer.StatusCode, err)
	}
	return body
}

func reporterForm(i int, contact string) url.Values {
	return url.Values{
		"name": {fmt.Sprint("Haus ", i)}, "kind": {"site"}, "district": {"08111000/06"}, "since": {"2026-09"}, "due_day": {"10"}, "contact": {contact},
	}
}

// local is who acts by a command.
var local = identity.Principal{Means: identity.Local, Grants: []identity.Grant{{Role: identity.Administrator}}}

const phrase = "vier kleine Esel"

// enter gives people accounts, under their names, with tokens that they call by
// them; one is renamed, one only invited, and one guesses at a password.
func (s *stage) enter() {
	s.t.Helper()
	ctx := audit.WithRequest(s.t.Context(), audit.Request{ID: "r", Origin: "192.0.2.7"})
	desk := s.house.Accounts
	grants := []identity.Grant{{Role: identity.Planner}}
	for i, name := range people() {
		_, link, err := desk.Invite(ctx, local, name+"@stadt.example", name, grants)
		if err != nil {
			s.t.Fatal(err)
		}
		if i == 0 {
			continue
		}
		signed, err := desk.Accept(ctx, link, accounts.Acceptance{Name: name, Password: phrase}, accounts.Client{Address: "192.0.2.7", Browser: "Firefox"})
		if err != nil {
			s.t.Fatal(err)
		}
		p, _, err := desk.Session(ctx, signed.Secret)
		if err != nil || p.Name != name {
			s.t.Fatalf("%q is signed in (%v)", p.Name, err)
		}
		if _, err := desk.MakeToken(ctx, p, accounts.TokenWish{Name: name, Grants: grants, Until: period.OfTime(desk.Now()).AddDays(1)}); err != nil {
			s.t.Fatal(err)
		}
		if i == 1 {
			if err := desk.Rename(ctx, p, "Amt"); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	for _, login := range []string{people()[2] + "@stadt.example", people()[2] + "@nirgends.example"} {
		if _, err := desk.SignIn(ctx, login, people()[3]+" geraten", accounts.Client{Address: "192.0.2.7"}); err == nil {
			s.t.Fatal("signed in")
		}
	}
}

// leave deletes all accounts.
func (s *stage) leave() {
	s.t.Helper()
	all, err := s.house.Accounts.Accounts(s.t.Context(), local)
	if err != nil || len(all) != len(people()) {
		s.t.Fatalf("%d accounts, %v", len(all), err)
	}
	for _, a := range all {
		if err := s.house.Accounts.Delete(s.t.Context(), local, a.Number); err != nil {
			s.t.Fatal(err)
		}
	}
	erased, err := s.house.Privacy.Erasures(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	for _, a := range all {
		if !slices.ContainsFunc(erased, func(e rules.Erasure) bool {
			return e.Object == "account" && e.Key == strconv.FormatInt(a.Number, 10) && e.CopiesUntil.After(e.At)
		}) {
			s.t.Errorf("until when copies hold the account %d is not said", a.Number)
		}
	}
}

// act has people do what they do: sign in, set up contacts, change one, import,
// export, plan, order jobs.
func (s *stage) act() {
	s.t.Helper()
	s.enter()
	for i, name := range people() {
		s.ask("POST", "/daten/meldungen/neu", reporterForm(i, name+"@beispiel.de"))
		if got := s.ask("GET", fmt.Sprint("/daten/meldungen/haus-", i), nil); !bytes.Contains(got, []byte(name)) {
			s.t.Fatalf("the address of %q is not kept", name)
		}
	}
	// An address that is replaced has to go as well, and one typed wrongly.
	s.ask("POST", "/daten/meldungen/haus-0", reporterForm(0, "amt@beispiel.de"))
	s.ask("POST", "/daten/meldungen/neu", reporterForm(90, people()[1]+" kein @@ Postfach"))
	s.ask("POST", "/daten", url.Values{"format": {"csv"}})
	s.ask("POST", trailAddress, url.Values{})
	s.ask("POST", "/daten/meldungen?monat=2026-09", url.Values{"schritt": {"links"}})
	s.settle()
}

const trailAddress = "/verwaltung/protokoll"

// settle waits until no job is under way.
func (s *stage) settle() {
	s.t.Helper()
	for range 600 {
		o, err := s.house.Work.Overview(s.t.Context())
		if err != nil {
			s.t.Fatal(err)
		}
		if o.Running+o.Waiting == 0 {
			for _, j := range o.Jobs {
				if j.State != job.Done {
					s.t.Fatalf("a job of the kind %s came to %s: %+v", j.Kind, j.State, j.Failure)
				}
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Fatal("jobs do not end")
}

// look looks for names wherever others may look: every export, the record, the
// jobs, the log, addresses. Only a reporter's own page shows its address.
func (s *stage) look() {
	s.t.Helper()
	clean := func(what string, content []byte) {
		if names := found(content); len(names) > 0 {
			s.t.Errorf("%s holds %q", what, names)
		}
	}
	for _, path := range []string{
		"/", "/daten", "/daten/meldungen", "/daten/vorgaenge", "/daten/verlauf", "/daten/schutz", trailAddress, "/verwaltung/datenschutz", "/daten/katalog",
		"/daten/meldungen/haus-90", "/daten/meldungen?monat=2026-09&tabelle=meldungen&format=csv", "/daten/vorgaenge?tabelle=vorgaenge&format=json", "/daten/verlauf?tabelle=verlauf&format=csv",
		"/daten/schutz?tabelle=protokoll&format=csv", trailAddress + "/datei?format=csv", trailAddress + "/datei?format=json", "/verwaltung/datenschutz?tabelle=loeschungen&format=csv",
	} {
		clean(path, s.ask("GET", path, nil))
	}
	book := s.ask("GET", trailAddress+"/datei?format=xlsx", nil)
	parts, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, part := range parts.File {
		r, err := part.Open()
		if err != nil {
			s.t.Fatal(err)
		}
		content, _ := io.ReadAll(r)
		clean("the workbook's "+part.Name, content)
	}
	for _, list := range []string{strings.Join(s.seen, "\n"), s.log.String()} {
		clean("a log or an address", []byte(list))
	}
	db, err := store.Open(s.t.Context(), s.url)
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	jobs, err := db.Jobs(s.t.Context(), 0)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, j := range jobs {
		clean("job "+j.Kind, fmt.Appendf(nil, "%+v %s %s", j, j.Args, j.Result))
	}
}

// forget deletes all addresses and accounts, waits for the job that purges the files, and
// closes the installation.
func (s *stage) forget() {
	s.t.Helper()
	for i := range people() {
		s.ask("POST", fmt.Sprint("/daten/meldungen/haus-", i), reporterForm(i, ""))
	}
	s.leave()
	s.settle()
	runs, err := s.house.Privacy.Runs(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	if !slices.ContainsFunc(runs, func(r privacy.Ran) bool { return r.Files && r.Result.Purged != nil && r.Result.Purged.Journal }) {
		s.t.Errorf("no job purged the files: %+v", runs)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := s.house.Workers.Stop(ctx); err != nil {
		s.t.Error(err)
	}
	if names := found(s.log.Bytes()); len(names) > 0 {
		s.t.Errorf("the log holds %q", names)
	}
}

// searched looks through the bytes of all files below a folder.
func searched(t *testing.T, folder string) map[string][]string {
	t.Helper()
	hits := map[string][]string{}
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if os.IsNotExist(err) {
			return nil // the server removes what it no longer needs
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path)
		if os.IsNotExist(err) {
			return nil
		}
		if names := found(content); len(names) > 0 {
			hits[path] = names
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return hits
}

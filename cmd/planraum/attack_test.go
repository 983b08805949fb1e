// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"planraum/internal/api"
	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/cli"
	"planraum/internal/desk/data"
	"planraum/internal/example"
	"planraum/internal/method/attack"
	"planraum/internal/platform/signin"
	"planraum/internal/text"
	"planraum/internal/web"
)

// planted is the indicator of which small counts are put into the example city,
// by subdistrict and group, first reported and later corrected.
const planted = "structure.children"

// plantedGroups are two parts and their whole, as the policy declares them.
var plantedGroups = []string{"children.under_3", "children.3_to_6", "children.under_6"}

// truth holds the planted counts: area, group, vintage.
type truth map[string]int64

func (t truth) at(area, group string, vintage int) string {
	return fmt.Sprint(area, " ", group, " ", vintage)
}

// plant writes two files of counts that add up over areas and groups. The notes
// and sources quote the counts, as office files do.
func plant(areas map[string]string, subs []string) (truth, []string) {
	rnd := rand.New(rand.NewPCG(11, 4))
	values := truth{}
	for v := range 2 {
		for _, a := range subs {
			for _, g := range plantedGroups[:2] {
				n := int64(rnd.IntN(9))
				if v == 1 && rnd.IntN(20) > 0 {
					n = values[values.at(a, g, 0)]
				}
				for at := a; at != ""; at = areas[at] {
					if at == a {
						values[values.at(at, g, v)] = n
					} else {
						values[values.at(at, g, v)] += n
					}
					values[values.at(at, plantedGroups[2], v)] += n
				}
			}
		}
	}
	files := make([]string, 2)
	for v := range files {
		files[v] = "indicator,area,group,period,value,basis,known_from,known_basis,note,source\n"
		for a := range areas {
			for _, g := range plantedGroups {
				n := values[values.at(a, g, v)]
				if v == 0 || n != values[values.at(a, g, 0)] {
					files[v] += fmt.Sprintf("%s,%s,%s,2016-06-30,%d,counted,2016-%02d-01,,gezählt wurden %d Kinder,Zählung: %d\n", planted, a, g, n, 8+2*v, n, n)
				}
			}
		}
	}
	return values, files
}

// house opens the program over the example city and the planted counts, for an
// audience and with policies of its own where folder is not empty.
func plantedHouse(t *testing.T, to audience.Audience, folder string) (address string, areas map[string]string, subs []string, values truth) {
	t.Helper()
	t.Setenv(policyFolder, folder)
	house, err := open(t.Context(), filepath.Join(t.TempDir(), "city.db"), os.Stderr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = house.Close() })
	take := func(name, content string) {
		t.Helper()
		if _, err := house.Data.Import(context.Background(), data.Incoming{Name: name, Content: strings.NewReader(content), By: "Test", Now: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, f := range example.Files() {
		take(f.Name, string(f.Content))
	}
	list, err := house.Data.Areas(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	areas = map[string]string{}
	kept := map[string]bool{"08111000/01": true, "08111000/02": true, "08111000/03": true, "08111000/04": true}
	for _, a := range list {
		id, parent := string(a.ID), string(a.Parent)
		if parent == "" || kept[id] || kept[parent] {
			areas[id] = parent
		}
		if kept[parent] {
			subs = append(subs, id)
		}
	}
	// What nobody has released the public does not see at all: the attack needs
	// counts that are out.
	take("quellen-probe.csv", "key,name,kind,matches,source\nzaehlung-probe,Zählung der Probe,published,Zählung:,Probe\n")
	values, files := plant(areas, subs)
	for v, f := range files {
		take(fmt.Sprintf("kinder-%d.csv", v), f)
	}
	return serveFor(t, house, to), areas, subs, values
}

// serveFor serves pages and API to whoever looks with the role of an audience:
// who acts decides what is seen.
func serveFor(t *testing.T, house *cli.House, to audience.Audience) string {
	today := func() period.Date { return period.Day(2026, 11, 22) }
	mux := http.NewServeMux()
	log := slog.New(slog.DiscardHandler)
	mux.Handle("/", web.New(web.Desks{Report: house.Report, Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Measures: house.Measures, Staffing: house.Staffing, Council: house.Council, Quality: house.Quality, Catalogue: house.Catalogue, Reporting: house.Reporting, Work: house.Work, Approval: house.Approval, Protect: house.Protect, Rights: house.Rights},
		web.Config{Today: today, Log: log, Demo: true}))
	api.Mount(mux, api.Desks{Data: house.Data, Capacity: house.Capacity, Planning: house.Planning, Forecasting: house.Forecasting, Outlook: house.Outlook, Steering: house.Steering, Measures: house.Measures, Council: house.Council, Approval: house.Approval, Protect: house.Protect, Rights: house.Rights}, api.Config{Today: today, Log: log})
	role := map[audience.Audience]identity.Role{audience.Public: identity.Public, audience.Office: identity.Planner, audience.Owner: identity.Steward}[to]
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: identity.RoleCookie, Value: string(role)})
		signin.Config{Demo: true}.Identify(mux).ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// seenFigure is a figure as the API gives it.
type seenFigure struct {
	ID                 int64
	Area, Group, Value string
	Protected          string
	Note, Source       string
	vintage            int // of the first date under which it was seen
}

func fetch(t *testing.T, address, asOf string) []seenFigure {
	t.Helper()
	var all []seenFigure
	for after := int64(0); ; {
		_, body := get(t, fmt.Sprintf("%s/api/v1/figures?figures=all&indicator=%s&as_of=%s&from=2016-06-30&to=2016-06-30&limit=500&after=%d", address, planted, asOf, after))
		var page struct {
			Figures []seenFigure
			Next    int64
		}
		if err := json.Unmarshal(body, &page); err != nil {
			t.Fatalf("%v in %.200s", err, body)
		}
		all = append(all, page.Figures...)
		if after = page.Next; after == 0 {
			return all
		}
	}
}

// narrow attacks what the API gives under two as-of dates and returns the
// hidden figures that have fewer than width possible values, and all hidden.
func narrow(t *testing.T, address string, areas map[string]string, width int) (narrowed map[int64]int, hidden []seenFigure) {
	t.Helper()
	var s attack.System
	unknown, byFigure := map[int64]int{}, map[int64]seenFigure{}
	rest := map[string]int{}
	others := func(group string) int {
		if _, ok := rest[group]; !ok {
			rest[group] = len(s.Low)
			s.Low, s.High = append(s.Low, 0), append(s.High, math.Inf(1))
		}
		return rest[group]
	}
	for vintage, asOf := range []string{"2016-09-01", "2016-12-01"} {
		at := map[string]seenFigure{} // the newest of each place and group
		for _, f := range fetch(t, address, asOf) {
			at[f.Area+" "+f.Group] = f
			if _, before := byFigure[f.ID]; !before {
				f.vintage = vintage
				byFigure[f.ID] = f
			}
		}
		variable := func(f seenFigure) int {
			i, ok := unknown[f.ID]
			if !ok {
				i = len(s.Low)
				unknown[f.ID] = i
				low, high := 1.0, math.Inf(1)
				if f.Value != "." {
					if _, err := fmt.Sscan(f.Value, &low); err != nil {
						t.Fatal(err)
					}
					high = low
				}
				s.Low, s.High = append(s.Low, low), append(s.High, high)
			}
			return i
		}
		for a := range areas {
			for _, g := range plantedGroups {
				sum := attack.Sum{Of: map[int]float64{variable(at[a+" "+g]): -1}}
				for part, whole := range areas {
					if whole == a {
						sum.Of[variable(at[part+" "+g])] = 1
					}
				}
				if areas[a] == "" { // the other districts are recorded nowhere
					sum.Of[others(g)] = 1
				}
				if len(sum.Of) > 1 {
					s.Sums = append(s.Sums, sum)
				}
			}
			s.Sums = append(s.Sums, attack.Sum{Of: map[int]float64{
				variable(at[a+" "+plantedGroups[2]]): -1, variable(at[a+" "+plantedGroups[0]]): 1, variable(at[a+" "+plantedGroups[1]]): 1,
			}})
		}
	}
	tableau, ok := s.Start()
	if !ok {
		t.Fatal("what is published contradicts itself")
	}
	narrowed = map[int64]int{}
	for id, f := range byFigure {
		if f.Value != "." {
			continue
		}
		hidden = append(hidden, f)
		if n := tableau.Possible(unknown[id], width); n < width {
			narrowed[id] = n
		}
	}
	return narrowed, hidden
}

// TestAttackOverHTTP: small counts are planted in the example city. Whoever
// fetches all of them under two dates cannot narrow a hidden one;
// no page, file or derivation shows one, and what left stands in the log. The
// same attack recovers counts where only small ones are hidden, and reads them
// where nothing is.
func TestAttackOverHTTP(t *testing.T) {
	t.Run("protected", func(t *testing.T) {
		address, areas, _, values := plantedHouse(t, audience.Office, strict(t, 4))
		narrowed, hidden := narrow(t, address, areas, 4)
		if len(narrowed) > 0 || len(hidden) < 20 {
			t.Errorf("%d of %d hidden counts are narrowed", len(narrowed), len(hidden))
		}
		for _, f := range hidden {
			if n, ok := narrowed[f.ID]; ok {
				t.Errorf("%s %s has %d possible values; it is %d, then %d", f.Area, f.Group, n, values[values.at(f.Area, f.Group, 0)], values[values.at(f.Area, f.Group, 1)])
			}
		}
		for n, f := range hidden {
			if f.Protected != "secret" || f.Note != "" || strings.ContainsAny(f.Source, "0123456789") {
				t.Errorf("the API tells of a hidden count: %+v", f)
			}
			if n%8 == 0 {
				looked(t, address, f, values[values.at(f.Area, f.Group, f.vintage)])
			}
		}
		_, log := get(t, address+"/daten/schutz?tabelle=protokoll&format=csv")
		if !strings.Contains(string(log), planted) || !strings.Contains(string(log), "API") {
			t.Errorf("the log does not tell what left: %.400s", log)
		}
		if _, page := get(t, address+"/daten/schutz"); !strings.Contains(string(page), "Zellen gesperrt") {
			t.Error("the page does not answer")
		}
	})
	t.Run("without secondary suppression", func(t *testing.T) {
		address, areas, _, _ := plantedHouse(t, audience.Office, strict(t, 1))
		narrowed, hidden := narrow(t, address, areas, 4)
		t.Logf("%d of %d hidden counts are narrowed", len(narrowed), len(hidden))
		if len(narrowed) < 10 {
			t.Errorf("the attack narrows only %d of %d counts: it proves nothing", len(narrowed), len(hidden))
		}
	})
	t.Run("switched off", func(t *testing.T) {
		address, areas, subs, values := plantedHouse(t, audience.Owner, "")
		if _, hidden := narrow(t, address, areas, 4); len(hidden) > 0 {
			t.Errorf("%d counts are hidden from their owner", len(hidden))
		}
		read := 0
		for _, f := range fetch(t, address, "2016-09-01") {
			if f.Area == subs[0] && f.Value == fmt.Sprint(values[values.at(f.Area, f.Group, 0)]) {
				read++
			}
		}
		if read != len(plantedGroups) {
			t.Errorf("%d of the counts of a subdistrict are read", read)
		}
	})
}

// strict is a folder of policies in which the offices see as little as the
// public; width 1 asks for no secondary suppression. What is not released yet
// is shown to offices only, so that they are the ones to attack.
func strict(t *testing.T, width int) string {
	t.Helper()
	folder := t.TempDir()
	for _, to := range []string{"public", "office"} {
		policy := fmt.Sprintf("audience: %s\nversion: x\nthreshold: 5\nwidth: %d\nrounding: none\nzeros: shown\npersons: structure.*\n"+
			"group: children.under_6 = children.under_3 + children.3_to_6\n", to, width)
		if err := os.WriteFile(filepath.Join(folder, to+".txt"), []byte(policy), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// looked looks for a hidden count in the page of its series, its derivation and
// the files of its table.
func looked(t *testing.T, address string, f seenFigure, value int64) {
	t.Helper()
	page := fmt.Sprintf("%s/daten/%s?gebiet=%s&gruppe=%s&werte=alle&stand=2016-12-01", address, planted, f.Area, f.Group)
	for _, url := range []string{page, page + "&tabelle=werte&format=csv", page + "&tabelle=werte&format=json", fmt.Sprintf("%s/herleitung/figure/%d?werte=alle&stand=2016-12-01", address, f.ID), fmt.Sprintf("%s/api/v1/figures/%d?figures=all", address, f.ID)} {
		status, body := get(t, url)
		if status != http.StatusOK {
			t.Errorf("%s answers %d", url, status)
		}
		for _, quoted := range []string{"gezählt wurden %d Kinder", "Zählung: %d\""} {
			if strings.Contains(string(body), fmt.Sprintf(quoted, value)) {
				t.Errorf("%s quotes the note or source of a hidden count", url)
			}
		}
		if strings.Contains(url, "format=csv") && !strings.Contains(string(body), text.T("geschützt für: Ämter", "").De) {
			t.Errorf("the head of %s does not name the protection: %.500s", url, body)
		}
	}
}

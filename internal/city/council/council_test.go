// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package council_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	. "planraum/internal/city/council"
	"planraum/internal/city/period"
	"planraum/internal/city/unit"
	"planraum/internal/fault"
)

var day = period.Day(2016, 1, 14)

func draft() Paper {
	return Paper{
		ID: "grdrs-1-2016", Reference: "GRDrs 1/2016", Type: Resolution, Title: "Standorte", On: day, State: Draft, Lead: "Sozialamt",
		Signers: []Signer{{Office: "Kämmerei"}, {Office: "Personalamt"}},
		Order:   []Consultation{{Committee: "SGA", Step: Preliminary, Public: true}, {Committee: "GR", Step: Decision, Public: true}},
		Effects: []Effect{{SubBudget: "THH 500", Line: "x", Year: 2016, Amount: 100}, {SubBudget: "THH 500", Line: "y", Year: 2016, Amount: -30}, {SubBudget: "THH 230", Line: "z", Year: 2017, Amount: 5}},
		Posts:   []PostRequest{{Unit: "50", Grade: "EG 13", Share: 100}},
	}
}

func do(t *testing.T, p Paper, a Act) Paper {
	t.Helper()
	a.On, a.By = day, "Sozialplanung"
	next, err := p.Do(a)
	if err != nil {
		t.Fatalf("%s: %v", a.Kind, err)
	}
	return next
}

// TestWay: from draft to decision, each step with who and when; what is not legal is a
// conflict and changes nothing.
func TestWay(t *testing.T) {
	p := draft()
	for _, k := range []ActKind{Issue, Reopen, Vote, Treat, Reply, Ready, Settle} {
		if _, err := p.Do(Act{Kind: k}); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s of a draft with signers: %v", k, err)
		}
	}
	p = do(t, p, Act{Kind: Sign, Office: "Kämmerei", Note: "Deckung offen"})
	if _, err := p.Do(Act{Kind: Sign, Office: "Kämmerei"}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an office signs twice: %v", err)
	}
	if p.State != Draft || p.Signers[0].Note != "Deckung offen" || p.Signers[0].On != day || p.Signers[0].By != "Sozialplanung" {
		t.Fatalf("%+v", p)
	}
	p = do(t, p, Act{Kind: Sign, Office: "Personalamt"})
	if p.State != CoSigned {
		t.Fatalf("all have signed: %s", p.State)
	}
	again := do(t, p, Act{Kind: Change})
	if again.State != Draft || !again.Signers[0].On.IsZero() || p.Signers[0].On.IsZero() {
		t.Errorf("a change leaves signatures: %+v", again)
	}
	if left := p.ForIssue(); len(left) > 0 {
		t.Fatalf("%+v", left)
	}
	p = do(t, p, Act{Kind: Issue})
	if _, err := p.Do(Act{Kind: Change}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("an issued paper changes: %v", err)
	}
	p = do(t, do(t, p, Act{Kind: Treat}), Act{Kind: Vote})
	var way []string
	for _, a := range p.History {
		way = append(way, string(a.Kind)+" "+string(a.From)+">"+string(a.To))
	}
	want := "sign draft>draft, sign draft>co_signed, issue co_signed>issued, treat issued>issued, vote issued>decided"
	if s := strings.Join(way, ", "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	if p.History[2].Digest != p.Digest() {
		t.Error("the content is another than at its issue")
	}
}

// TestOpen: what anybody may read.
func TestOpen(t *testing.T) {
	p := draft()
	for state, want := range map[PaperState]bool{Draft: false, CoSigned: false, Issued: true, Decided: true} {
		if p.State = state; p.Open() != want {
			t.Errorf("%s: %t", state, p.Open())
		}
	}
	p.Order[0].Public = false
	if p.Open() {
		t.Error("a body deals with it in private, and it is open")
	}
	p.Order = nil
	if p.Open() {
		t.Error("nobody knows where it is dealt with, and it is open")
	}
	if !(Paper{Type: Motion, State: Received}).Open() {
		t.Error("a motion is not open")
	}
}

// TestSums: by hand.
func TestSums(t *testing.T) {
	want := []Sum{{"THH 230", 2017, 5}, {"THH 500", 2016, 70}}
	if got := draft().Sums(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

// TestCheck: every fault at once, each with its place.
func TestCheck(t *testing.T) {
	if faults := draft().Check(); len(faults) > 0 {
		t.Fatalf("%+v", faults)
	}
	p := Paper{
		ID: "a b", Type: "x", Signers: []Signer{{Office: "A"}, {Office: "A"}}, Order: []Consultation{{Committee: "GR", Step: Decision}, {Step: "y"}},
		Effects: []Effect{{Year: 1}}, Posts: []PostRequest{{From: day, PhaseOut: day.AddDays(-1)}}, Attachments: []Attachment{{Link: "javascript:x"}},
		Supplements: "a", Replaces: "b", Source: "zwei\nZeilen", Summary: strings.Repeat("x", 10_001),
	}
	var paths []string
	for _, f := range p.Check() {
		paths = append(paths, f.Path)
		if f.Expected.De == "" || f.Expected.En == "" {
			t.Errorf("%s says nothing", f.Path)
		}
	}
	want := "id type title lead summary source signers[1].office order[0].step order[1].committee order[1].step effects[0].sub_budget effects[0].line effects[0].year effects[0].amount_cents " +
		"posts[0].unit posts[0].grade posts[0].share posts[0].phase_out attachments[0].title attachments[0].link replaces"
	if s := strings.Join(paths, " "); s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
	s := Sitting{ID: "GR-1", Committee: "GR", At: "25:00", State: "x", InvitedOn: day, Agenda: []Item{{Number: "1", Title: "a"}, {Number: "1", Role: "q", Result: Accepted}}}
	paths = nil
	for _, f := range s.Check() {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "on at state agenda[1].number agenda[1].title agenda[1].role agenda[1].result" {
		t.Error(got)
	}
	s = Sitting{ID: "GR-1", Committee: "GR", On: day, State: Invited, InvitedOn: day.AddDays(1)}
	if got := s.Check(); len(got) != 1 || got[0].Path != "invited_on" || got[0].Expected.De != "ein Tag bis zur Sitzung am 14.01.2016" {
		t.Errorf("invited after the sitting: %v", got)
	}
	paths = nil
	for _, f := range (Committee{Key: "G", Name: "x", Kind: Plenary, Submission: -1, Invitation: 500, From: day, Until: day.AddDays(-1)}).Check() {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "invitation source submission until" {
		t.Error(got)
	}
}

// TestNoActChangesContent: whatever is done with an issued paper, what it says stays;
// and no act reaches a state that its rules do not name.
func TestNoActChangesContent(t *testing.T) {
	kinds := rapid.SampledFrom([]ActKind{Change, Sign, Ready, Reopen, Issue, Reply, Settle, Treat, Vote, Record, "quatsch"})
	rapid.Check(t, func(t *rapid.T) {
		p, issued := draft(), ""
		for range rapid.IntRange(0, 30).Draw(t, "acts") {
			before, wrote := p, mustJSON(t, p)
			next, err := p.Do(Act{Kind: kinds.Draw(t, "act"), Office: rapid.SampledFrom([]string{"Kämmerei", "Personalamt", "X"}).Draw(t, "office"), On: day, By: "x"})
			if mustJSON(t, before) != wrote {
				t.Fatal("an act changed the paper that it was given")
			}
			if err != nil {
				if mustJSON(t, next) != wrote {
					t.Fatal("what was refused changed something")
				}
				continue
			}
			p = next
			if p.State.Out() {
				if content := mustJSON(t, p.Content()); issued == "" {
					issued = content
				} else if content != issued {
					t.Fatalf("%s\nwas %s", content, issued)
				}
			} else if issued != "" {
				t.Fatalf("an issued paper is %s", p.State)
			}
		}
	})
}

func mustJSON(t *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestKeys: keys of references.
func TestKeys(t *testing.T) {
	for _, c := range []struct {
		p    Paper
		want string
	}{
		{Paper{Reference: "GRDrs 1316/2013", Type: Resolution}, "grdrs-1316-2013"},
		{Paper{Reference: "864/2015", Type: BudgetAsk}, "haushaltsantrag-864-2015"},
		{Paper{Title: "Plätze für Flüchtlinge – 2016", Type: Resolution}, "plaetze-fuer-fluechtlinge-2016"},
		{Paper{Title: "!"}, ""},
	} {
		if got := c.p.NewKey(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestPostRequestRecords: records of posts are read and written as they were when the
// share was a number of posts, byte for byte, so that no fingerprint of an issued paper
// changes; the program reckons with hundredths.
func TestPostRequestRecords(t *testing.T) {
	for record, want := range map[string]unit.FTE{
		`{"unit":"50","grade":"EG 13","share":1,"from":"2016-01-01","phase_out":"2018-01-01","outside":true,"reason":"x"}`: 100,
		`{"unit":"50","grade":"A 10","share":2.7}`:        270,
		`{"unit":"50","grade":"EG 9","share":10.17}`:      1017,
		`{"unit":"Soziales","grade":"?","share":-33.4}`:   -3340,
		`{"unit":"50","grade":"EG 9","share":0.01}`:       1,
		`{"unit":"alle Ämter","grade":"?","share":94.74}`: 9474,
		`{"unit":"50","grade":"EG 9","share":0}`:          0,
	} {
		var p PostRequest
		if err := json.Unmarshal([]byte(record), &p); err != nil || p.Share != want {
			t.Errorf("%s: %d, %v", record, p.Share, err)
		}
		if again, err := json.Marshal(p); err != nil || string(again) != record {
			t.Errorf("%s, written %s, %v", record, again, err)
		}
	}
	var finer PostRequest
	if err := json.Unmarshal([]byte(`{"unit":"50","grade":"EG 9","share":0.335}`), &finer); err != nil || finer.Share != 34 {
		t.Errorf("%d, %v", finer.Share, err)
	}
	if err := json.Unmarshal([]byte(`{"share":"viel"}`), &finer); err == nil {
		t.Error("a word is no share")
	}
	rapid.Check(t, func(t *rapid.T) {
		p := PostRequest{Unit: "50", Grade: "EG 9", Share: unit.FTE(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "share"))}
		body, err := json.Marshal(p)
		var again PostRequest
		if err != nil || json.Unmarshal(body, &again) != nil || again != p {
			t.Fatalf("%+v, %s, %+v", p, body, again)
		}
	})
}

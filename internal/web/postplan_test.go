// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	papers "planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/desk/council"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestStaffingPlan: the page says what the published papers come to on a day, by when
// posts go, and what does not fit; every number can be asked.
func TestStaffingPlan(t *testing.T) {
	v := reader(t)
	for address, want := range map[string]string{
		"/personal/stellenplan":                             "Am 27.11.2015 stehen 9,70 Stellen im Plan, bis zu 33,73 sind daneben erlaubt.",
		"/personal/stellenplan?tag=2014-01-01":              "Am 01.01.2014 stehen 2,70 Stellen im Plan; am 01.01.2015 fallen 2,70 weg.",
		"/personal/stellenplan?tag=01.06.2016&mit=asked":    "Am 01.06.2016 stehen 10,70 Stellen im Plan, bis zu 26,13 sind daneben erlaubt.",
		"/personal/stellenplan?stand=2010-01-01":            "Es ist noch keine Vorlage bekannt, die den Stellenplan ändert.",
		"/en/personal/stellenplan":                          "On 27 November 2015 the plan holds 9.70 posts, up to 33.73 are allowed beside it.",
		"/personal/doppelhaushalt?stand=2015-12-31&stufe=3": "Ende 2017 sind 9,70 Stellen beschlossen, mit allem Beantragten 54,95.",
	} {
		if got := v.Heading(address); !strings.HasPrefix(got, strings.TrimSuffix(want, ".")) || len([]rune(got)) > 110 {
			t.Errorf("%s says %q", address, got)
		}
	}
	page := v.Page("/personal/stellenplan")
	if rows := page.Table("bedarf"); len(rows) != 1 || rows[0][3] != "39,96" || rows[0][4] != "3,70" { // 5,435 / 136
		t.Errorf("need: %v", rows)
	}
	if rows := page.Table("widersprueche"); len(rows) != 1 || rows[0][1] != "500 0102 120" {
		t.Errorf("what does not fit: %v", rows)
	}
	if n := v.Numbers(page); n < 15 {
		t.Errorf("only %d numbers can be asked", n)
	}
	if n := v.Files(page); n != 6 {
		t.Errorf("%d tables as files", n)
	}
	if n := v.Numbers(v.Page("/personal/doppelhaushalt")); n < 30 {
		t.Errorf("only %d numbers of the budget can be asked", n)
	}
	for address, want := range map[string]string{
		"/personal/stellenplan?tag=morgen": "morgen", "/personal/stellenplan?mit=alles": "alles", "/personal/doppelhaushalt?beginn=16": "16", "/personal/doppelhaushalt?stufe=7": "stufe",
		"/herleitung/biennium/2016/asked/2019/low": "Diese Zahl gibt es nicht", "/herleitung/cover/2015-11-27/nichts/open": "Diese Zahl gibt es nicht", "/herleitung/postplan/2015-11-27/asked/nichts": "Diese Zahl gibt es nicht",
	} {
		if rec := v.Get(address); rec.Code < 400 || rec.Code >= 500 || !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%s answers %d", address, rec.Code)
		}
	}
}

// change is what a planner types for the second reading of motion 864/2015.
func change() url.Values {
	return url.Values{
		"id": {"864-2015-1"}, "paper": {"Antrag 864/2015"}, "kind": {"create"}, "stage": {"second_reading"}, "on": {"2015-11-20"}, "from": {"01.01.2016"}, "unit": {"Sozialplanung"},
		"grade": {"EG 13"}, "share": {"1,00"}, "budget": {"2016"}, "known_from": {"2015-11-20"}, "source": {"erfundene Niederschrift"},
	}
}

// TestRecordChange: the effect is shown before anything is stored, what was typed is
// kept, all faults are named at once, and who saw an older state is told.
func TestRecordChange(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const path, day = "/personal/stellenplan/aenderung", "?stand=2015-11-27"
	wrong := change()
	for name, value := range map[string]string{"share": "viele", "on": "irgendwann", "posts": "500 0105", "unit": "", "source": "", "per": "0"} {
		wrong.Set(name, value)
	}
	refused := as(t, h, "", "POST", path+day, wrong)
	page := parsed(t, refused)
	if refused.Code != http.StatusUnprocessableEntity || len(page.All(".field-error")) != 6 {
		t.Errorf("%d, %d faults beside their fields", refused.Code, len(page.All(".field-error")))
	}
	if typed, _ := page.First("input[name=share]"); typed.Attr("value") != "viele" {
		t.Error("what was typed is lost")
	}
	preview := as(t, h, "", "POST", path+day, change())
	shown := parsed(t, preview)
	effect, _ := shown.First("#wirkung-abschnitt")
	if preview.Code != 200 || !strings.Contains(effect.Text(), "stehen 10,70 statt 9,70 Stellen im Plan") || !strings.Contains(effect.Text(), "gibt es schon") {
		t.Errorf("the preview says %q", effect.Text())
	}
	v := htmltest.Visitor{T: t, Handler: h}
	if rows := v.Page("/personal/doppelhaushalt").Table("lesungen"); rows[3][1] != "0" {
		t.Errorf("the preview stored something: %v", rows)
	}
	save := change()
	save.Set("schritt", "speichern")
	for _, name := range []string{"version", "gesehen"} {
		hidden, _ := shown.First("input[name=" + name + "]")
		save.Set(name, hidden.Attr("value"))
	}
	if rec := as(t, h, "taskforce", "POST", path+day, save); rec.Code != http.StatusForbidden {
		t.Errorf("the task force records: %d", rec.Code)
	}
	if rec := as(t, h, "", "POST", path+day, save); rec.Code != http.StatusSeeOther || !strings.HasPrefix(rec.Header().Get("Location"), "/personal/stellenplan?") {
		t.Fatalf("saving answers %d to %q", rec.Code, rec.Header().Get("Location"))
	}
	if rows := v.Page("/personal/doppelhaushalt").Table("lesungen"); rows[3][1] != "1" || rows[3][2] != "10,70" || rows[5][1] != "0" {
		t.Errorf("after the second reading: %v", rows)
	}
	if rec := as(t, h, "", "POST", path+day, save); rec.Code != http.StatusConflict {
		t.Errorf("whoever saw an older state answers %d", rec.Code)
	}
}

// TestPostsDue: posts that issued or decided papers ask for are listed until a change of
// the staffing plan records them, each with a link to the form that is filled in with
// them; drafts are not, and a new version counts as recorded with the paper it replaces.
func TestPostsDue(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	v := htmltest.Visitor{T: t, Handler: h}
	// The papers of the example city that ask for posts are all recorded: 607/2012,
	// 591/2014, 383/2015, 882/2015, 910/2017 (as its Neufassung) and 239/2022.
	for _, day := range []string{"2015-12-31", "2018-01-01", "2022-06-01"} {
		if rows := v.Page("/personal/stellenplan?stand=" + day).Table("fehlend"); len(rows) != 0 {
			t.Errorf("%s: %v", day, rows)
		}
	}
	ctx := identity.With(t.Context(), identity.Demonstration(identity.Planner))
	day := period.Day(2015, 11, 27)
	doing := func(base int64) council.Doing {
		return council.Doing{Base: base, Day: day, By: "Sozialplanung", Now: day.Time()}
	}
	id, err := desks.Council.Save(ctx, papers.Paper{
		Reference: "GRDrs 2001/2015", Type: papers.Resolution, Title: "Stellen", On: day, Lead: "Sozialamt",
		Order: []papers.Consultation{{Committee: "GR", Step: papers.Decision, Public: true}},
		Posts: []papers.PostRequest{{Unit: "Sozialamt", Grade: "EG 9", Share: 250, From: period.Day(2016, 3, 1), PhaseOut: period.Day(2018, 1, 1), Outside: true}},
	}, doing(0))
	if err != nil {
		t.Fatal(err)
	}
	if rows := v.Page("/personal/stellenplan?stand=2015-11-27").Table("fehlend"); len(rows) != 0 {
		t.Errorf("a draft is due: %v", rows)
	}
	for _, kind := range []papers.ActKind{papers.Ready, papers.Issue} {
		p, err := desks.Council.Paper(ctx, id, day)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := desks.Council.Act(ctx, id, papers.Act{Kind: kind}, doing(p.Version)); err != nil {
			t.Fatal(err)
		}
	}
	page := v.Page("/personal/stellenplan?stand=2015-11-27")
	rows := page.Table("fehlend")
	if len(rows) != 1 || strings.Join(rows[0], "|") != "GRDrs 2001/2015|ausgegeben|Sozialamt|EG 9|2,50|01.03.2016|fehlt" {
		t.Fatalf("%v", rows)
	}
	href := ""
	for _, a := range page.All("a") {
		if strings.Contains(a.Attr("href"), "vorlage=") {
			href = a.Attr("href")
		}
	}
	form := parsed(t, as(t, h, "", "GET", href, nil))
	for name, want := range map[string]string{"paper": "GRDrs 2001/2015", "share": "2,50", "unit": "Sozialamt", "grade": "EG 9", "note": "", "until": "2017-12-31"} {
		if fields := form.All(`input[name=` + name + `]`); len(fields) != 1 || fields[0].Attr("value") != want {
			t.Errorf("the form does not say %s %q", name, want)
		}
	}
	if chosen := form.All(`select[name=kind] option[selected]`); len(chosen) != 1 || chosen[0].Attr("value") != "authorise" {
		t.Errorf("%d kinds are chosen", len(chosen))
	}
}

// TestMotionAnswered: the paper that answers motion 864/2015 records its post; before saving
// the form says that the motion's counts no more, and the double budget has one post, not
// two: 41,875 to 63,244 EUR in 2016.
func TestMotionAnswered(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	v := htmltest.Visitor{T: t, Handler: h}
	ctx, day := identity.With(t.Context(), identity.Demonstration(identity.Planner)), period.Day(2015, 11, 27)
	_, err := desks.Council.Save(ctx, papers.Paper{
		Reference: "GRDrs 2001/2015", Type: papers.Resolution, Title: "Planungsstelle", On: day, Lead: "Sozialamt", Answers: []string{"haushaltsantrag-864-2015"},
		Order: []papers.Consultation{{Committee: "GR", Step: papers.Decision, Public: true}},
	}, council.Doing{Day: day, By: "Sozialplanung", Now: day.Time()})
	if err != nil {
		t.Fatal(err)
	}
	const form, budget = "/personal/stellenplan/aenderung?stand=2015-11-27", "/personal/doppelhaushalt?stand=2015-11-27"
	typed := url.Values{
		"paper": {"GRDrs 2001/2015"}, "kind": {"create"}, "stage": {"asked"}, "on": {"2015-11-27"}, "from": {"2016-01-01"}, "unit": {"Sozialplanung"}, "grade": {"EG 13"}, "share": {"1"},
		"budget": {"2016"}, "known_from": {"2015-11-27"}, "source": {"erfundene Probe"},
	}
	before := v.Heading(budget)
	shown := parsed(t, as(t, h, "", "POST", form, typed))
	effect, _ := shown.First("#wirkung-abschnitt")
	for _, want := range []string{"stehen unverändert 10,70 Stellen im Plan", "Was „Antrag 864/2015“ verlangt, zählt dann nicht mehr"} {
		if !strings.Contains(effect.Text(), want) {
			t.Errorf("the effect does not say %q: %s", want, effect.Text())
		}
	}
	typed.Set("schritt", "speichern")
	for _, name := range []string{"version", "gesehen"} {
		hidden, _ := shown.First("input[name=" + name + "]")
		typed.Set(name, hidden.Attr("value"))
	}
	if rec := as(t, h, "", "POST", form, typed); rec.Code != http.StatusSeeOther {
		t.Fatalf("saving answers %d", rec.Code)
	}
	page := v.Page(budget)
	if after := v.Heading(budget); after != before {
		t.Errorf("the budget said %q and says %q", before, after)
	}
	if all := page.Text(); !strings.Contains(all, "41.875 € bis 63.244 €") && !strings.Contains(all, "41.875 EUR bis 63.244 EUR") || strings.Contains(all, "83.751") || !strings.Contains(all, "zählt nicht mehr, dafür GRDrs 2001/2015") {
		t.Errorf("the post is there twice, or not at all")
	}
	if readings := fmt.Sprint(page.Table("vergleich")); strings.Count(readings, "zählt nicht mehr: GRDrs 2001/2015 antwortet darauf") != 1 {
		t.Errorf("the readings say %s", readings)
	}
	if rows := v.Page("/personal/stellenplan?stand=2015-11-27&mit=asked&tag=2016-01-01").Table("widersprueche"); len(rows) != 1 {
		t.Errorf("what does not fit: %v", rows)
	}
}

// TestDecidedIsDue: once the council has voted on a paper whose change is still in the
// draft, both pages say so first, and one link leads to the entry with result and day.
func TestDecidedIsDue(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	ctx, day, voted := identity.With(t.Context(), identity.Demonstration(identity.Planner)), period.Day(2015, 11, 27), period.Day(2015, 12, 17)
	doing := func(on period.Date, base int64) council.Doing {
		return council.Doing{Base: base, Day: on, By: "Sozialplanung", Now: on.Time()}
	}
	id, err := desks.Council.Save(ctx, papers.Paper{
		Reference: "GRDrs 950/2015", Type: papers.Resolution, Title: "Planungsstelle", On: day, Lead: "Sozialamt", Order: []papers.Consultation{{Committee: "GR", Step: papers.Decision, Public: true, On: voted}},
	}, doing(day, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []papers.ActKind{papers.Ready, papers.Issue} {
		p, err := desks.Council.Paper(ctx, id, day)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := desks.Council.Act(ctx, id, papers.Act{Kind: kind}, doing(day, p.Version)); err != nil {
			t.Fatal(err)
		}
	}
	m, err := desks.Council.Meeting(ctx, "GR-2015-12-17", voted)
	if err != nil {
		t.Fatal(err)
	}
	held := m.Sitting
	held.State, held.Agenda = papers.Held, []papers.Item{{Number: "1", Paper: id, Public: true, Role: papers.Decision, Result: papers.Accepted, Votes: "einstimmig"}}
	if err := desks.Council.KeepMeeting(ctx, held, nil, doing(voted, m.Version)); err != nil {
		t.Fatal(err)
	}
	c := city.PostChange{ID: "950", Paper: "GRDrs 950/2015", Kind: city.Create, Stage: city.InDraft, On: day, From: period.Day(2015, 12, 1), Budget: 2016, Unit: "Sozialplanung", Grade: "EG 13", Share: 50, KnownFrom: day, Source: "erfundene Probe"}
	if err := desks.Staffing.RecordChange(ctx, c, 0, "Sozialplanung", day.Time()); err != nil {
		t.Fatal(err)
	}
	const note = "1 Stellenänderung ist entschieden und hier noch nicht so eingetragen (GRDrs 950/2015)"
	v := htmltest.Visitor{T: t, Handler: h}
	for _, path := range []string{"/personal/stellenplan?stand=2015-12-18", "/personal/doppelhaushalt?stand=2015-12-18&beginn=2016"} {
		if !strings.Contains(v.Page(path).Text(), note) {
			t.Errorf("%s does not say that it lags behind", path)
		}
	}
	if strings.Contains(v.Page("/personal/doppelhaushalt?stand=2015-12-18&beginn=2018").Text(), note) {
		t.Error("another budget says it too")
	}
	href := ""
	for _, a := range v.Page("/personal/stellenplan?stand=2015-12-18").All("a") {
		if strings.Contains(a.Attr("href"), "vorlage=") {
			href = a.Attr("href")
		}
	}
	form := parsed(t, as(t, h, "", "GET", href, nil))
	chosen, _ := form.First("select[name=stage] option[selected]")
	on, _ := form.First("input[name=on]")
	key, _ := form.First("input[name=id]")
	if chosen.Attr("value") != "decided" || on.Attr("value") != "2015-12-17" || key.Attr("value") != "950" {
		t.Errorf("the form has %q on %q for %q", chosen.Attr("value"), on.Attr("value"), key.Attr("value"))
	}
	// Nobody can hold the post before the council has decided on it: the form says so, and
	// warns who enters it all the same.
	if from, _ := form.First("input[name=from]"); from.Attr("value") != "2015-12-17" || !strings.Contains(form.Text(), "Verlangt ist sie ab 01.12.2015, entschieden wurde am 17.12.2015") {
		t.Errorf("the first day is %q: %s", from.Attr("value"), form.Text())
	}
}

// TestTwoWindows: who saves a change second is told, keeps what was typed, and sees what
// the first one has saved beside it.
func TestTwoWindows(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const form = "/personal/stellenplan/aenderung?stand=2015-11-27"
	window := func(share string) url.Values {
		typed := url.Values{
			"id": {"w"}, "paper": {"GRDrs 900/2015"}, "kind": {"create"}, "stage": {"asked"}, "on": {"2015-11-27"}, "from": {"2016-01-01"}, "unit": {"Sozialamt"}, "grade": {"EG 9"}, "share": {share},
			"known_from": {"2015-11-27"}, "source": {"erfundene Probe"},
		}
		shown := parsed(t, as(t, h, "", "POST", form, typed))
		for _, name := range []string{"version", "gesehen"} {
			hidden, _ := shown.First("input[name=" + name + "]")
			typed.Set(name, hidden.Attr("value"))
		}
		typed.Set("schritt", "speichern")
		return typed
	}
	first, second := window("1,00"), window("2,00")
	if rec := as(t, h, "", "POST", form, first); rec.Code != http.StatusSeeOther {
		t.Fatalf("the first answers %d", rec.Code)
	}
	rec := as(t, h, "", "POST", form, second)
	page := parsed(t, rec)
	if rows := page.Table("unterschied"); rec.Code != http.StatusConflict || len(rows) != 1 || strings.Join(rows[0], "|") != "Stellen|1,00|2,00" {
		t.Errorf("the second answers %d, and %v", rec.Code, rows)
	}
	if share, _ := page.First("input[name=share]"); share.Attr("value") != "2,00" {
		t.Errorf("typed was 2,00, and %q stands there", share.Attr("value"))
	}
	if rec = as(t, h, "", "POST", form, second); rec.Code != http.StatusConflict {
		t.Errorf("sent again it answers %d", rec.Code)
	}
	second.Del("schritt")
	if rows := parsed(t, as(t, h, "", "POST", form, second)).Table("unterschied"); len(rows) != 1 {
		t.Errorf("the preview does not set them side by side: %v", rows)
	}
}

// TestRegradeUnknownPay: a post of an unknown pay that gets another grade costs what is
// known, and the sentence says what is not.
func TestRegradeUnknownPay(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	shown := parsed(t, as(t, h, "", "POST", "/personal/stellenplan/aenderung?stand=2015-11-27", url.Values{
		"paper": {"GRDrs 900/2015"}, "kind": {"regrade"}, "stage": {"decided"}, "on": {"2015-11-27"}, "from": {"2016-01-01"}, "unit": {"Sozialamt"}, "grade": {"EG 9"}, "share": {"1"}, "posts": {"500 0105 018 = 1,00"},
		"known_from": {"2015-11-27"}, "source": {"erfundene Probe"},
	}))
	effect, _ := shown.First("#wirkung-abschnitt")
	for _, want := range []string{"Kosten, soweit das Entgelt bekannt ist: 2016 +31.041 EUR", "Für 1,00 Stellen, die wegfallen oder anders bewertet werden, ist kein Entgelt bekannt"} { // 12 x 2,586.77
		if !strings.Contains(effect.Text(), want) {
			t.Errorf("the effect does not say %q: %s", want, effect.Text())
		}
	}
}

// TestPostFormSays: all faults of the form come at once, in the words of its fields; filling
// needs no stage; an office that no change names is asked about.
func TestPostFormSays(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	const form = "/personal/stellenplan/aenderung?stand=2015-11-27"
	empty := parsed(t, as(t, h, "", "POST", form, url.Values{"share": {"viele"}, "posts": {"500 = 1,00; 501 = halb"}}))
	box, _ := empty.First("#fehler")
	for _, want := range []string{"Was ändert sich?: „“, erwartet: eine Änderung aus der Liste", "Stand: „“, erwartet: ein Stand aus der Liste", "Stellen: „viele“", "Nummern der Stellen: „halb“", "Quelle"} {
		if !strings.Contains(box.Text(), want) {
			t.Errorf("the refusal does not say %q: %s", want, box.Text())
		}
	}
	for _, code := range []string{"Feld share", "second_reading", "phase_out", "known_from", "stage"} {
		if strings.Contains(box.Text(), code) {
			t.Errorf("the refusal says %q: %s", code, box.Text())
		}
	}
	fill := url.Values{"paper": {"Meldung"}, "kind": {"fill"}, "on": {"2015-11-27"}, "from": {"2015-11-27"}, "unit": {"Sozialampt"}, "share": {"1"}, "known_from": {"2015-11-27"}, "source": {"erfunden"}}
	shown := parsed(t, as(t, h, "", "POST", form, fill))
	if effect, ok := shown.First("#wirkung-abschnitt"); !ok || !strings.Contains(effect.Text(), "Das Amt „Sozialampt“ kommt in keiner bekannten Änderung vor. Ist es richtig geschrieben? Bekannt sind: ") || !strings.Contains(effect.Text(), "Sozialamt") {
		t.Errorf("an unknown office passes: %s", effect.Text())
	}
}

// TestLifeOfAPost: a post is asked for, read twice, decided, filled in part, and its
// phase-out note is warned of; each step shows posts and cost by year and line before it
// is saved. More than allowed is refused with what is allowed and by which papers.
func TestLifeOfAPost(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	v := htmltest.Visitor{T: t, Handler: h}
	const path = "/personal/stellenplan/aenderung?stand=2015-11-27"
	step := func(typed url.Values, want ...string) {
		t.Helper()
		shown := parsed(t, as(t, h, "", "POST", path, typed))
		effect, _ := shown.First("#wirkung-abschnitt")
		for _, w := range want {
			if !strings.Contains(effect.Text(), w) {
				t.Errorf("the effect %q does not say %q", effect.Text(), w)
			}
		}
		typed.Set("schritt", "speichern")
		for _, name := range []string{"version", "gesehen"} {
			hidden, _ := shown.First("input[name=" + name + "]")
			typed.Set(name, hidden.Attr("value"))
		}
		if rec := as(t, h, "", "POST", path, typed); rec.Code != http.StatusSeeOther {
			t.Fatalf("saving answers %d", rec.Code)
		}
	}
	post := func(stage, on, share string) url.Values {
		return url.Values{
			"id": {"900-1"}, "paper": {"Antrag 900/2015"}, "kind": {"create"}, "stage": {stage}, "on": {on}, "from": {"01.03.2016"}, "note": {"2017-07-01"}, "unit": {"Sozialamt"},
			"grade": {"EG 9"}, "share": {share}, "budget": {"2016"}, "known_from": {on}, "source": {"erfundene Probe"},
		}
	}
	// EG 9 step 1 in November 2015: 2,586.77 EUR; 10 months of 2016, 6 of 2017.
	step(post("asked", "2015-11-01", "2,50"), "stehen 13,20 statt 10,70 Stellen", "Kosten: 2016 +64.669 EUR bis ", ", 2017 +38.802 EUR bis ") // 10 x 6,466.93
	step(post("first_reading", "2015-11-20", "2,00"), "+51.735 EUR", "+31.041 EUR")                                                           // 5,173.54 a month
	step(post("second_reading", "2015-11-26", "1,50"), "−12.934 EUR")                                                                         // 10 x (3,880.16 - 5,173.54)
	if rows := v.Page("/personal/doppelhaushalt?stand=2015-11-27").Table("vergleich"); len(rows) != 2 || rows[1][5] != "2,00" || rows[1][6] != "1,50" || rows[1][7] != "−0,50 Stellen in der 2. Lesung" {
		t.Errorf("the readings: %v", rows)
	}
	step(post("decided", "2015-11-27", "1,50"), "+38.802 EUR")
	fill := url.Values{"paper": {"Meldung"}, "kind": {"fill"}, "stage": {"decided"}, "on": {"2015-11-27"}, "from": {"2016-04-01"}, "unit": {"Sozialamt"}, "grade": {"EG 9"}, "share": {"1,00"}, "known_from": {"2015-11-27"}, "source": {"erfunden"}}
	step(fill, "Von 1,50 Stellen sind dann 1,00 besetzt und 0,50 frei.")
	page := v.Page("/personal/stellenplan?stand=2015-11-27&tag=2016-09-01")
	if rows := page.Table("endet"); len(rows) != 1 || strings.Join(rows[0][:7], "|") != "30.06.2017|302|kw-Vermerk|Sozialamt|EG 9|1,50|1,00" {
		t.Errorf("what ends: %v", rows)
	}
	over := url.Values{"paper": {"Meldung"}, "kind": {"fill"}, "stage": {"decided"}, "on": {"2015-11-27"}, "from": {"2015-11-27"}, "unit": {"Sozialamt"}, "grade": {"EG 9"}, "share": {"50"}, "known_from": {"2015-11-27"}, "source": {"erfunden"}}
	if rec := as(t, h, "", "POST", path, over); rec.Code != http.StatusUnprocessableEntity || !strings.Contains(rec.Body.String(), "höchstens 23,37 Stellen") || !strings.Contains(rec.Body.String(), "GRDrs 591/2014 (7,60)") {
		t.Errorf("beyond the ceiling answers %d", rec.Code)
	}
	next := ""
	for _, a := range v.Page("/personal/stellenplan?stand=2015-11-27&tag=2015-11-27").All("a") {
		if strings.Contains(a.Attr("href"), "bleibt=") {
			next = a.Attr("href")
		}
	}
	form := parsed(t, as(t, h, "", "GET", next, nil))
	if from, _ := form.First("input[name=from]"); from.Attr("value") != "2016-01-01" { // 591/2014 authorises until 31.12.2015
		t.Errorf("what goes on begins %q", from.Attr("value"))
	}
}

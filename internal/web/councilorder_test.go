// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	ical "github.com/arran4/golang-ical"

	papers "planraum/internal/city/council"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	"planraum/internal/desk/council"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestOrderOfDays: a day entered for an earlier body is taken where the body sits on it;
// otherwise it is told beside its field, with the sitting before. The days are those of
// the example city: the committee for administration on 2 and 16 December 2015, 13 and 27
// January, the council on the day after each.
func TestOrderOfDays(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for _, c := range []struct{ va, gr, planned, says string }{
		{"13.01.2016", "28.01.2016", "13.01.2016", ""},
		{"02.12.2015", "17.12.2015", "02.12.2015 nicht mehr zu schaffen", ""}, // to be handed in by 18 November
		{"05.12.2015", "17.12.2015", "16.12.2015 statt 05.12.2015", "tagt am 05.12.2015 nicht, soweit bekannt. Die nächste Sitzung davor ist am 02.12.2015."},
		{"16.12.2015", "03.12.2015", "02.12.2015 statt 16.12.2015", "Der 16.12.2015 liegt nach der Sitzung des nächsten Gremiums. Die nächste Sitzung davor ist am 02.12.2015."},
	} {
		page := previewed(t, h, "", url.Values{"order[0].on": {c.va}, "order[1].on": {c.gr}})
		row := ""
		for _, line := range page.All("#wirkung-abschnitt tr") {
			if text := line.Text(); row == "" && strings.HasPrefix(text, "Verwaltungsausschuss") {
				row = text
			}
		}
		if !strings.HasSuffix(row, c.planned+" ja noch keines") {
			t.Errorf("VA on %s, GR on %s: planned on %q, want %q", c.va, c.gr, row, c.planned)
		}
		hint := ""
		for _, at := range page.All(".hint") {
			if at.Attr("id") == "order[0].on-hinweis" {
				hint = at.Text()
			}
		}
		if (c.says == "") != (hint == "") || !strings.Contains(hint, c.says) {
			t.Errorf("VA on %s: beside the field stands %q", c.va, hint)
		}
		if typed := formOf(page, "vorschau").Get("order[0].on"); typed != c.va {
			t.Errorf("%s is lost: %q", c.va, typed)
		}
	}
}

// TestLongOrder: nine district councils, a committee and the council fit, none is lost,
// and the district councils do not wait for each other: whatever their sequence, each has
// the same day. A body beyond the form's last row is refused and not dropped.
func TestLongOrder(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	var districts []string
	for _, option := range previewed(t, h, "", nil).All("option") {
		if key := option.Attr("value"); strings.HasPrefix(option.Text(), "Bezirksbeirat ") && !slices.Contains(districts, key) && len(districts) < 9 {
			districts = append(districts, key)
		}
	}
	if len(districts) != 9 {
		t.Fatalf("%d district councils", len(districts))
	}
	days := func(order []string) map[string]string {
		v := url.Values{"order[0].on": {""}, "order[1].on": {""}}
		for i, key := range append(slices.Clone(order), "SGA", "GR") {
			v.Set(fmt.Sprintf("order[%d].committee", i), key)
			v.Set(fmt.Sprintf("order[%d].step", i), "preliminary")
		}
		v.Set("order[10].step", "decision")
		page := previewed(t, h, "", v)
		if typed := formOf(page, "vorschau"); typed.Get("order[10].committee") != "GR" {
			t.Fatalf("the council is lost: %v", typed)
		}
		list := map[string]string{}
		for _, row := range page.All("#wirkung-abschnitt tr") {
			if name, ok := row.First("th[scope=row]"); ok && (strings.HasPrefix(name.Text(), "Bezirksbeirat") || strings.HasPrefix(name.Text(), "Gemeinderat")) {
				list[name.Text()] = row.Text()
			}
		}
		return list
	}
	first := days(districts)
	slices.Reverse(districts)
	if again := days(districts); len(first) != 10 || !strings.Contains(first["Gemeinderat"], "11.02.2016") || !maps.Equal(first, again) {
		t.Errorf("the days hang on the sequence typed: %v and %v", first, again)
	}
	page := previewed(t, h, "", url.Values{"order[40].committee": {"SGA"}})
	if got := page.Text(); !strings.Contains(got, "höchstens 40 Gremien; dieses stünde an Stelle 41") {
		t.Errorf("a 41st body is dropped: %s", got)
	}
}

// TestAnswerAfterDeadline: the preview of an answer tells that its first body sits after
// the deadline of the motion; the committee for administration sits on 16 December.
func TestAnswerAfterDeadline(t *testing.T) {
	desks := webtest.Desks(t, false)
	h := webtest.Handler(desks)
	ctx, day := identity.With(t.Context(), identity.Demonstration(identity.Planner)), period.Day(2015, 11, 27)
	id, err := desks.Council.Save(ctx, papers.Paper{
		Reference: "1001/2015", Type: papers.Motion, Title: "Probe", On: day, Deadline: period.Day(2015, 12, 10), By: []string{"FDP"}, Asks: []papers.Ask{{Text: "Auskunft"}}, Source: "erfundene Probe",
	}, council.Doing{Day: day, By: "Sozialplanung", Now: day.Time()})
	if err != nil {
		t.Fatal(err)
	}
	effect, _ := previewed(t, h, "", url.Values{"answers": {id}, "order[1].on": {"17.12.2015"}}).First("#wirkung-abschnitt")
	if want := "Die Frist für „1001/2015“ ist der 10.12.2015. Nach dieser Beratungsfolge kommt die Antwort erst am 16.12.2015 in das erste Gremium (Verwaltungsausschuss)."; !strings.Contains(effect.Text(), want) {
		t.Errorf("the preview lacks %q: %s", want, effect.Text())
	}
}

// TestDraftOver: co-signing takes ten working days and the draft one more; what is over is
// said in the preview, with the first sitting that can be met. Where nobody co-signs, no
// time is reckoned for it.
func TestDraftOver(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	// VA 16 December: handed in by 2 December, ten working days before; co-signed by the
	// 1st; drafted by 17 November. From 27 November on: co-signed by 11 December, handed in
	// on the 14th, too late for 16 and 17 December; VA 13 January asks for 28 December.
	signed := previewed(t, h, "", url.Values{"order[1].on": {"17.12.2015"}, "signers": {"Stadtkämmerei"}})
	effect, _ := signed.First("#wirkung-abschnitt")
	for _, want := range []string{"Der 17.12.2015 ist nicht mehr zu schaffen", "Der Entwurf hätte am 17.11.2015 fertig sein müssen.", "Frühestens geht es am 14.01.2016", "17.11.2015 nicht mehr zu schaffen"} {
		if !strings.Contains(effect.Text(), want) {
			t.Errorf("the preview lacks %q: %s", want, effect.Text())
		}
	}
	alone := previewed(t, h, "", url.Values{"order[1].on": {"17.12.2015"}})
	effect, _ = alone.First("#wirkung-abschnitt")
	if got := effect.Text(); strings.Contains(got, "nicht mehr zu schaffen") || strings.Contains(got, "mitgezeichnet, spätestens") || strings.Contains(got, "17.11.2015") || !strings.Contains(got, "Entwurf fertig, spätestens 02.12.2015") {
		t.Errorf("nobody co-signs: %s", got)
	}
}

// TestNoSittingKnown: where no sitting is known that could still be met, the preview says
// what to enter and where, and names no days up to a day that there is not.
func TestNoSittingKnown(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	page := previewed(t, h, "?stand=2026-11-22", url.Values{"order[0].committee": {"GR"}, "order[1].committee": {""}, "on": {"22.11.2026"}})
	effect, ok := page.First("#wirkung-abschnitt")
	if !ok {
		t.Fatal(page.Text())
	}
	got := effect.Text()
	for _, want := range []string{"Nach dem 22.11.2026 ist keine Sitzung bekannt, auf die die Vorlage noch kommen kann: Gemeinderat.", "Sitzungen ansehen und eintragen"} {
		if !strings.Contains(got, want) {
			t.Errorf("the preview lacks %q: %s", want, got)
		}
	}
	for _, broken := range []string{"tagt am nicht", "tagt am  nicht", "Bis dahin", "bis dahin"} {
		if strings.Contains(got, broken) {
			t.Errorf("the preview says %q: %s", broken, got)
		}
	}
}

// TestSittingsFeed: another library reads the council's calendar. It is the same for
// everybody: bodies that sit in public, their agendas once they went out, a cancelled
// sitting as cancelled, all at an identity that stays. The sittings are the example's:
// the council on 17 December 2015 at 16:00 of Stuttgart, which is 15:00 UTC.
func TestSittingsFeed(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	page := parsed(t, as(t, h, "public", "GET", "/rat/sitzungen?gremium=GR", nil))
	link := ""
	for _, a := range page.All("a") {
		if strings.Contains(a.Attr("href"), "kalender.ics") {
			link = a.Attr("href")
		}
	}
	if link != "/rat/kalender.ics?gremium=GR" {
		t.Fatalf("the page leads to %q", link)
	}
	for _, role := range []string{"public", ""} {
		rec := as(t, h, role, "GET", link, nil)
		if rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != "text/calendar; charset=utf-8; method=PUBLISH" {
			t.Fatalf("%q: %d %s", role, rec.Code, rec.Header().Get("Content-Type"))
		}
		c, err := ical.ParseCalendar(strings.NewReader(rec.Body.String()))
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, e := range c.Events() {
			if o := e.GetProperty(ical.ComponentPropertyOrganizer); o == nil || len(e.Attendees()) > 0 {
				t.Errorf("%s: organised by %v, %d attendees", e.Id(), o, len(e.Attendees()))
			}
			if e.Id() != "rat-GR-2015-12-17@planraum" {
				continue
			}
			found = true
			starts, err := e.GetStartAt()
			if err != nil || starts.UTC().Format("2006-01-02 15:04") != "2015-12-17 15:00" {
				t.Errorf("%s, %v", starts, err)
			}
			if e.GetProperty(ical.ComponentPropertyDtEnd) != nil || e.GetProperty(ical.ComponentPropertyStatus).Value != "TENTATIVE" || !strings.HasSuffix(e.GetProperty(ical.ComponentPropertyUrl).Value, "/rat/sitzungen/GR-2015-12-17") {
				t.Errorf("%s", e.Serialize(&ical.SerializationConfiguration{MaxLength: 75, NewLine: "\n"}))
			}
		}
		if !found {
			t.Errorf("%q: the sitting of 17 December is missing among %d", role, len(c.Events()))
		}
	}
}

// TestInvitationWithoutMembers: where nobody is known who could be asked, the file only
// tells of the meeting (RFC 5546, 3.2.2), and the page says why; members are invited.
func TestInvitationWithoutMembers(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	for key, office := range map[string]string{"ag-ohne": "", "ag-mit": "Sozialamt"} {
		f := open(t, h, "/steuerung/gremien/neu/form")
		for name, value := range map[string]string{"key": key, "name": "Gruppe " + key, "short": strings.ToUpper(key[3:]), "notice": "0", "since": "27.11.2015", "kind": "working_group", "members[0].office": office, "members[0].role": "chair"} {
			f.values.Set(name, value)
		}
		f.send("vorschau")
		if answer := f.send("speichern"); answer.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", key, answer.Code, parsed(t, answer).Text())
		}
		f = open(t, h, "/steuerung/gremien/"+key+"/sitzung")
		f.values.Set("day", "2015-12-07")
		f.values.Set("agenda[0].title", "Anfang")
		f.send("vorschau")
		answer := f.send("speichern")
		if answer.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", key, answer.Code, parsed(t, answer).Text())
		}
		at, want := answer.Header().Get("Location"), map[bool]string{true: "PUBLISH", false: "REQUEST"}[office == ""]
		said, ok := parsed(t, as(t, h, "", "GET", at, nil)).First("#ohne-mitglieder")
		if ok != (office == "") || ok && !strings.Contains(said.Text(), "lädt niemanden ein") {
			t.Errorf("%s: the page says %t why nobody is invited", key, ok)
		}
		rec := as(t, h, "", "GET", at+"/einladung.ics", nil)
		body := rec.Body.String()
		if rec.Code != http.StatusOK || !strings.HasSuffix(rec.Header().Get("Content-Type"), "method="+want) || !strings.Contains(body, "METHOD:"+want+"\r\n") || strings.Contains(body, "ATTENDEE") != (want == "REQUEST") {
			t.Errorf("%s: %d %s", key, rec.Code, rec.Header().Get("Content-Type"))
		}
	}
}

// TestPapersInWork: one paper is in work, and not "are".
func TestPapersInWork(t *testing.T) {
	h := webtest.Handler(webtest.Desks(t, false))
	keepOne(t, h)
	if got := headline(t, as(t, h, "", "GET", "/rat/vorlagen", nil)); !strings.Contains(got, "Von 12 Vorlagen ist 1 in Arbeit,") {
		t.Errorf("%q", got)
	}
}

// previewed is the preview of a new paper for the committee for administration and the
// council.
func previewed(t *testing.T, h http.Handler, query string, fill url.Values) htmltest.Node {
	t.Helper()
	return parsed(t, as(t, h, "", "POST", "/rat/vorlagen/neu/form"+query, orderForm(fill)))
}

func orderForm(fill url.Values) url.Values {
	form := url.Values{
		"type": {"resolution"}, "title": {"Unterkunft"}, "on": {"27.11.2015"}, "lead": {"Sozialamt"}, "version": {"0"}, "schritt": {"vorschau"},
		"order[0].committee": {"VA"}, "order[0].step": {"preliminary"}, "order[1].committee": {"GR"}, "order[1].step": {"decision"},
	}
	for name, value := range fill {
		form[name] = value
	}
	return form
}

// keepOne keeps a new paper.
func keepOne(t *testing.T, h http.Handler) {
	t.Helper()
	form := orderForm(nil)
	mark, _ := previewed(t, h, "", nil).First("input[name=gesehen]")
	form.Set("gesehen", mark.Attr("value"))
	form.Set("schritt", "speichern")
	if rec := as(t, h, "", "POST", "/rat/vorlagen/neu/form", form); rec.Code != http.StatusSeeOther {
		t.Fatalf("%d", rec.Code)
	}
}

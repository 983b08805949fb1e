// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/identity"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/htmltest"
	"planraum/internal/web/webtest"
)

// TestPaperObeysItsText: a council paper whose text says nothing cannot even be finished;
// one whose text has an open field is refused with the field's name; the same paper goes out once its text is issued.
func TestPaperObeysItsText(t *testing.T) {
	desks := webtest.Desks(t, false)
	ctx := identity.With(t.Context(), identity.Principal{Means: identity.Session, Grants: []identity.Grant{{Role: identity.Planner}}})
	day, at := period.Day(2015, 11, 27), time.Date(2015, 11, 27, 10, 0, 0, 0, time.UTC)
	doing := func(base int64) desk.Doing { return desk.Doing{Base: base, Day: day, By: "Sozialplanung", Now: at} }
	saved := func(name, ref string) report.Stored {
		t.Helper()
		doc := document.Document{Title: "Probe", Lang: text.De, Blocks: []document.Block{{Paragraph: &document.Paragraph{Runs: []document.Run{
			{Text: "Es leben "}, {Field: &document.Field{Kind: document.Number, Ref: ref}}, {Text: " dort."},
		}}}}}
		if err := desks.Report.Save(ctx, report.Stored{Name: name, AsOf: day, Document: doc}, report.Change{By: "Sozialplanung", At: at}); err != nil {
			t.Fatal(err)
		}
		list, err := desks.Report.Versions(ctx, name)
		if err != nil || len(list) != 1 {
			t.Fatal(err)
		}
		return list[0]
	}
	read := func(name string) htmltest.Node {
		t.Helper()
		return parsed(t, as(t, webtest.Handler(desks), "", "GET", "/berichte/"+name+"?stand=2015-11-27", nil))
	}
	issue := func(name string) error {
		t.Helper()
		id, err := desks.Council.Save(ctx, council.Paper{
			Reference: "GRDrs 1/2015 " + name, Type: council.Answer, Title: "Vorlage " + name, On: day, Lead: "Sozialamt", Document: name,
			Order: []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true, On: period.Day(2015, 12, 18)}},
		}, doing(0))
		if err != nil {
			t.Fatal(err, fault.RowsOf(err))
		}
		for _, kind := range []council.ActKind{council.Ready, council.Issue} {
			p, err := desks.Council.Paper(ctx, id, period.Date{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := desks.Council.Act(ctx, id, council.Act{Kind: kind, Note: "Die Sitzungen der Probe sind nicht bekannt."}, doing(p.Version)); err != nil {
				return err
			}
		}
		return nil
	}
	empty := report.Stored{Name: "leer", AsOf: day, Document: document.Document{Title: "Leer", Lang: text.De, Blocks: []document.Block{{Heading: &document.Heading{Level: 1, Text: "Lage"}}}}}
	if err := desks.Report.Save(ctx, empty, report.Change{By: "Sozialplanung", At: at}); err != nil {
		t.Fatal(err)
	}
	if rows := fault.RowsOf(issue("leer")); len(rows) != 1 || rows[0].Field.De != "Text" || rows[0].Value != "leer" || !strings.Contains(rows[0].Expected.De, "mindestens ein Absatz") {
		t.Errorf("a text that says nothing: %+v", rows)
	}
	if page := parsed(t, as(t, webtest.Handler(desks), "", "GET", "/berichte/leer?stand=2015-11-27", nil)).Text(); !strings.Contains(page, "eine Stelle steht der Ausgabe entgegen") || !strings.Contains(page, "es fehlt: mindestens ein Absatz") {
		t.Error("the page of an empty text does not say that it is empty")
	}
	saved("offen", "newest/gibt.es.nicht")
	err := issue("offen")
	if rows := fault.RowsOf(err); len(rows) != 1 || !strings.Contains(rows[0].Value, "newest/gibt.es.nicht") || rows[0].Part != 1 {
		t.Errorf("%v %v", err, rows)
	}
	h := webtest.Handler(desks)
	list, err := desks.Council.Papers(ctx, period.Date{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Document != "offen" {
			continue
		}
		for _, path := range []string{"/rat/vorlagen/" + p.ID, "/berichte/offen", "/berichte/offen/bearbeiten"} {
			var hrefs []string
			for _, a := range parsed(t, as(t, h, "", "GET", path+"?stand=2015-11-27", nil)).All("a") {
				hrefs = append(hrefs, a.Attr("href"))
			}
			if !slices.ContainsFunc(hrefs, func(s string) bool {
				return strings.HasPrefix(s, "/berichte/offen/bearbeiten?") && strings.Contains(s, "teil=1") && strings.HasSuffix(s, "#teil")
			}) {
				t.Errorf("%s does not lead to the open part: %q", path, hrefs)
			}
		}
	}
	saved("ungezeichnet", "newest/accommodation.persons")
	bound := council.Paper{
		Reference: "GRDrs 7/2015", Type: council.Answer, Title: "Vorlage", On: day, Lead: "Sozialamt", Document: "ungezeichnet", Signers: []council.Signer{{Office: "Stadtkämmerei"}},
		Order: []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true, On: period.Day(2015, 12, 18)}},
	}
	if _, err := desks.Council.Save(ctx, bound, doing(0)); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
	lacking, _ := read("ungezeichnet").First("#vorlage-fehlt")
	if !strings.Contains(lacking.Text(), "Stadtkämmerei") || len(lacking.All("a")) != 1 || !strings.Contains(read("ungezeichnet").Text(), "bei der Vorlage „GRDrs 7/2015“ fehlt noch eine Angabe") {
		t.Errorf("the text does not name what its paper lacks: %q", lacking.Text())
	}
	s := saved("fertig", "newest/accommodation.persons")
	if _, err := desks.Report.Issue(ctx, s, report.Change{By: "Sozialplanung", At: at, Seen: s.Record}); err != nil {
		t.Fatal(err, fault.RowsOf(err))
	}
	if err := issue("fertig"); err != nil {
		t.Errorf("its text is issued: %v %v", err, fault.RowsOf(err))
	}
	out := read("fertig")
	if said, _ := out.First("h1"); strings.Contains(said.Text(), "Entwurf") || strings.Contains(out.Text(), "Text bearbeiten") {
		t.Errorf("a text that is out can be changed: %q", said.Text())
	}
}

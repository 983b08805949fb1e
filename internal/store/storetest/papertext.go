// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package storetest

import (
	"context"
	"fmt"
	"testing"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/area"
	"planraum/internal/city/council"
	"planraum/internal/city/document"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/city/plan"
	"planraum/internal/city/register"
	desk "planraum/internal/desk/council"
	"planraum/internal/desk/report"
	"planraum/internal/fault"
	"planraum/internal/store"
	"planraum/internal/text"
)

// nothing is a city of which nothing is known, for texts without live numbers.
type nothing struct {
	report.Ledger
	report.Places
	report.Plans
}

func (nothing) Indicators(context.Context) ([]figure.Indicator, error) { return nil, nil }

func (nothing) Sites(context.Context, period.Date) ([]accommodation.Site, error) { return nil, nil }

func (nothing) Areas(context.Context) (map[area.ID]area.Area, []area.Area, error) {
	return nil, nil, nil
}

func (nothing) Leading(context.Context, period.Date) (plan.Run, bool, error) {
	return plan.Run{}, false, nil
}

// Press are the desks that write papers with their texts.
type Press struct {
	Council *desk.Desk
	Report  *report.Desk
}

// NewPress returns them over a store with one body.
func NewPress(t testing.TB, s *store.Store) Press {
	t.Helper()
	p := Press{Council(t, s), report.New(report.Sources{Ledger: nothing{}, Places: nothing{}, Plans: nothing{}}, s)}
	p.Council.ObeyDocuments(p.Report)
	return p
}

// Publish begins a paper with its text, writes the text and issues both: four writes.
func (p Press) Publish(ctx context.Context, n int) error {
	do := councilDoing(0, councilDay)
	paper := council.Paper{
		Reference: fmt.Sprintf("GRDrs %d/2016", n), Type: council.Resolution, Title: "Plätze", On: councilDay, Lead: "Sozialplanung",
		Order: []council.Consultation{{Committee: "GR", Step: council.Decision, Public: true}},
	}
	begun, err := p.begin(ctx, &paper, do)
	if err != nil {
		return err
	}
	id, err := p.Council.Save(ctx, paper, do, begun...)
	if err == nil {
		err = p.write(ctx, paper.Document, do)
	}
	for _, k := range []council.ActKind{council.Ready, council.Issue} {
		if err != nil {
			return err
		}
		var s desk.Stored
		if s, err = p.Council.Paper(ctx, id, period.Date{}); err == nil {
			_, err = p.Council.Act(ctx, id, council.Act{Kind: k}, councilDoing(s.Version, councilDay))
		}
	}
	return err
}

// write puts a sentence into a text: one that says nothing is not issued.
func (p Press) write(ctx context.Context, name string, do desk.Doing) error {
	s, err := p.Report.Editable(ctx, name, do.Day)
	if err != nil {
		return err
	}
	s.Document.Blocks = append(s.Document.Blocks, document.Block{Paragraph: &document.Paragraph{Runs: []document.Run{{Text: "Die Plätze reichen."}}}})
	return p.Report.Save(ctx, s, report.Change{By: do.By, At: do.Now, Seen: s.Record})
}

// begin has the paper name the text that is recorded with it.
func (p Press) begin(ctx context.Context, paper *council.Paper, do desk.Doing) (begun []register.Next, err error) {
	paper.Document, begun, err = p.Report.Started(ctx, report.Beginning{Title: paper.Title, Reference: paper.Reference, Paper: paper.NewKey()}, do.Day, report.Change{By: do.By, At: do.Now})
	return begun, err
}

// Published counts the papers that are begun, and those of them that are issued. It
// refuses what is only half there: a paper without its text or a text without its paper,
// and an issue without the frozen text or the other way round.
func (p Press) Published(ctx context.Context) (begun, issued int, err error) {
	papers, err := p.Council.Papers(ctx, period.Date{})
	if err != nil {
		return 0, 0, err
	}
	names, err := p.Report.Names(ctx, period.Date{})
	if err != nil {
		return 0, 0, err
	}
	if len(names) != len(papers) {
		return 0, 0, fmt.Errorf("%d papers, %d texts", len(papers), len(names))
	}
	for _, one := range papers {
		list, err := p.Report.Versions(ctx, one.Document)
		if err != nil {
			return begun, issued, err
		}
		frozen, _, out, there := report.Newest(list)
		if !there || out != one.State.Out() || out && (!frozen.Whole() || frozen.Digest != one.TextDigest()) {
			return begun, issued, fmt.Errorf("%s is %s, its text %q has %d versions, issued: %t", one.ID, one.State, one.Document, len(list), out)
		}
		if begun++; out {
			issued++
		}
	}
	return begun, issued, nil
}

// testPress: a paper and the text that it begins are one write; where one of them cannot be,
// neither is.
func testPress(t *testing.T, s *store.Store) {
	p, ctx := NewPress(t, s), Context(t.Context())
	for n := 1; n <= 2; n++ {
		if err := p.Publish(ctx, n); err != nil {
			t.Fatal(err, fault.RowsOf(err))
		}
	}
	do := councilDoing(0, councilDay)
	good := council.Paper{Reference: "GRDrs 8/2016", Type: council.Report, Title: "Sachstand", On: councilDay, Lead: "Sozialplanung"}
	bad := good
	bad.Title, bad.Reference = "", "GRDrs 7/2016"
	begun, err := p.begin(ctx, &good, do)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Council.Save(ctx, bad, do, begun...); fault.KindOf(err) != fault.Invalid {
		t.Errorf("a paper without a title: %v", err)
	}
	// Somebody else begins a text of the same name meanwhile: there is no paper without.
	if _, err := p.Report.Begin(ctx, report.Beginning{Title: "anderes", Reference: good.Reference}, councilDay, report.Change{By: "andere", At: do.Now}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Council.Save(ctx, good, do, begun...); fault.KindOf(err) != fault.Conflict {
		t.Errorf("over the text of somebody else: %v", err)
	}
	if papers, err := p.Council.Papers(ctx, period.Date{}); err != nil || len(papers) != 2 {
		t.Errorf("%d papers, %v", len(papers), err)
	}
	if list, err := p.Report.Versions(ctx, good.Document); err != nil || len(list) != 1 || list[0].Document.Title != "anderes" || list[0].Document.Lang != text.De {
		t.Errorf("%+v, %v", list, err)
	}
}

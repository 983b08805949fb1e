// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/plan"
	"planraum/internal/city/unit"
	"planraum/internal/desk/capacity"
	"planraum/internal/desk/planning"
	"planraum/internal/text"
)

// printRun prints a run for a person to read.
func printRun(s scope, run plan.Run) error {
	p := run.Inputs.Plan
	fmt.Fprintf(s.Out, "%s\n%s %s, %s – %s\n\n", p.Name, s.say("Stand", "as of"), p.AsOf.In(s.Lang), p.From.In(s.Lang), p.To.In(s.Lang))
	if err := printMonths(s, run); err != nil {
		return err
	}
	fmt.Fprintln(s.Out)
	printShortage(s, run)
	printEndings(s, run)
	for _, t := range run.Result.Notes {
		fmt.Fprintln(s.Out, "* "+t.In(s.Lang))
	}
	for _, t := range run.Result.Missing {
		fmt.Fprintln(s.Out, "! "+t.In(s.Lang))
	}
	_, err := fmt.Fprintf(s.Out, "%s %s\n", s.say("Prüfsumme des Laufs:", "digest of the run:"), run.Digest)
	return err
}

func printMonths(s scope, run plan.Run) error {
	keys := planning.KeysOf(run)
	w := tabwriter.NewWriter(s.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	head := []string{s.say("Monat", "month"), s.say("Personen", "persons"), s.say("benötigt", "needed"), s.say("nutzbar", "usable"), s.say("Lücke", "gap")}
	head = append(head, keys...)
	head = append(head, s.say("Stellen", "posts"), s.say("Kosten EUR", "cost EUR"))
	fmt.Fprintln(w, strings.Join(head, "\t")+"\t")
	number := func(n unit.Headcount) string { return s.Lang.Int(int64(n)) }
	for _, m := range run.Result.Months {
		row := []string{m.Month.String(), number(m.Persons), number(m.Needed), number(m.Usable), s.Lang.Signed(int64(m.Gap))}
		for _, k := range keys {
			row = append(row, postsOf(s, m, k))
		}
		posts, cost := false, false
		for _, p := range m.Posts {
			posts, cost = posts || p.FTE != nil, cost || p.Cost != nil
		}
		row = append(row,
			sum(s, planning.Posts(s.Lang, m.PostsTotal), posts, m.PostsComplete),
			sum(s, s.Lang.Decimal(int64(m.Cost), 2), cost, m.CostComplete))
		fmt.Fprintln(w, strings.Join(row, "\t")+"\t")
	}
	return w.Flush()
}

func postsOf(s scope, m plan.Month, key string) string {
	if posts := planning.PostsOf(m, key); posts != nil {
		return planning.Posts(s.Lang, *posts)
	}
	return s.say("unbekannt", "unknown")
}

// sum writes a sum so that a part of it is not taken for the whole: marked
// where a part is unknown, and no number at all where every part is.
func sum(s scope, written string, some, complete bool) string {
	switch {
	case !some:
		return s.say("unbekannt", "unknown")
	case !complete:
		return written + " + ?"
	}
	return written
}

func printShortage(s scope, run plan.Run) {
	short := run.Result.Shortage
	if short.First == nil {
		fmt.Fprintf(s.Out, s.say("Bis %s reichen die Plätze.\n", "Places suffice until %s.\n"), run.Inputs.Plan.To.In(s.Lang))
		return
	}
	fmt.Fprintf(s.Out, s.say("Ab %s fehlen Plätze, zuerst %s, höchstens %s im %s.\n", "Places are missing from %s, %s at first, at most %s in %s.\n"),
		short.First.In(s.Lang), s.Lang.Int(int64(short.FirstPlaces)), s.Lang.Int(int64(short.WorstPlaces)), short.Worst.In(s.Lang))
	fmt.Fprintln(s.Out, s.say("Späteste Entscheidung, um das abzuwenden, bei kurzem – üblichem – langem Vorlauf:",
		"Latest decision to avert that, with a short – typical – long lead time:"))
	for _, d := range run.Result.Decisions {
		fmt.Fprintln(s.Out, "  "+decision(s, d))
	}
}

// decision is one kind of accommodation: by when to decide, for each of the
// three lead times, and how well these are known.
func decision(s scope, d plan.Decision) string {
	past := ""
	if d.Past {
		past = s.say(" (vorbei)", " (past)")
	}
	months := func(tenths int) string { return s.Lang.Decimal(int64(tenths), 1) }
	return fmt.Sprintf(s.say("%s: %s – %s%s – %s; Vorlauf %s – %s – %s Monate (%s)", "%s: %s – %s%s – %s; lead time %s – %s – %s months (%s)"),
		accommodation.Label(accommodation.Kinds, d.LeadTime.Kind).In(s.Lang),
		d.IfFast.In(s.Lang), d.Latest.In(s.Lang), past, d.Earliest.In(s.Lang),
		months(d.LeadTime.Low), months(d.LeadTime.Typical), months(d.LeadTime.High), need.QualityLabel(d.LeadTime.Quality).In(s.Lang))
}

// printEndings lists the cliff: the sites whose places end in the horizon.
func printEndings(s scope, run plan.Run) {
	if len(run.Result.Endings) == 0 {
		return
	}
	fmt.Fprintln(s.Out, s.say("Es enden (erster Tag ohne die Plätze):", "Endings (first day without the places):"))
	for _, e := range run.Result.Endings {
		name, basis := siteOf(s, run, e)
		fmt.Fprintf(s.Out, "  %s: %s, %s, %s (%s)\n", e.Date.In(s.Lang), name,
			s.count(int64(e.Places), text.T("Platz", "place"), text.T("Plätze", "places")),
			accommodation.Label(accommodation.EndReasons, e.Reason).In(s.Lang), basis)
	}
}

// siteOf is the name of the site that ends and what its end rests on.
func siteOf(s scope, run plan.Run, e plan.Ending) (name, basis string) {
	for _, site := range run.Inputs.Sites {
		if site.ID == e.Site && site.End.Date == e.Date {
			return site.Name, capacity.Dated(site.End, s.Lang)
		}
	}
	return e.Site, s.say("unbekannt", "unknown")
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/accommodation"
	"planraum/internal/city/need"
	"planraum/internal/city/prediction"
	noun "planraum/internal/city/warning"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// raised shows what was kept, what came, and how far it could be relied on.
func (s *server) raised(ctx context.Context, r request) (answer, error) {
	record, err := s.Outlook.Record(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	kept, judged, bins := raisedTable(record.Entries, r), judgedTable(record.Judged, recordsOf(record.Entries)), binTable(record.Reliability)
	leads := replayTable(record.ByLead(), outlook.Report{}, r)
	totals := replayTable(record.Totals(), outlook.Report{}, r)
	return answer{
		name: warningsName, answer: raisedSentence(record), tables: []*view.Table{&totals, &leads, &judged, &bins, &kept},
		body: func(p view.Page) templ.Component {
			return raisedBody(p, raisedContent{Totals: totals, Leads: leads, Judged: judged, Bins: bins, Kept: kept, Says: reliabilityWords(record.Reliability), Later: laterWords(record)})
		},
	}, nil
}

type raisedContent struct {
	Leads, Judged, Bins, Kept view.Table
	Totals                    view.Table
	Says                      []text.Text
	Later                     []text.Text // of what was kept afterwards
}

func raisedSentence(record outlook.Record) text.Text {
	r := record.Reliability
	return say(func(l text.Lang) string {
		switch {
		case len(record.Entries) == 0:
			return text.T("Noch ist keine Warnung festgehalten.", "No warning has been kept yet.").In(l)
		case r.Number == 0 && record.Later.Number > 0:
			return fmt.Sprintf(text.T("Festgehalten: %s, davon %s erst nachträglich; von dem, was rechtzeitig gesagt war, lässt sich noch nichts beurteilen.", "Kept: %s, of them %s only afterwards; of what was said in time nothing can be judged yet.").In(l),
				l.Int(int64(len(record.Entries))), l.Int(int64(len(record.Entries)-record.InTime())))
		case r.Number == 0:
			return fmt.Sprintf(text.T("Festgehalten: %s; keine davon lässt sich schon beurteilen.", "Kept: %s; none of them can be judged yet.").In(l), l.Int(int64(len(record.Entries))))
		}
		return fmt.Sprintf(text.T("Von %s rechtzeitigen Aussagen trafen %s zu: Vor einem Mangel, der kam, wurde %s Mal gewarnt, %s Mal umsonst, %s Mal nicht.",
			"Of %s statements made in time %s were right: %s warnings came true, %s did not, %s shortages came without one.").In(l),
			l.Int(int64(r.Number)), l.Int(int64(r.Hits+r.Quiet)), l.Int(int64(r.Hits)), l.Int(int64(r.FalseAlarms)), l.Int(int64(r.Missed)))
	})
}

// laterWords say of what was kept afterwards that it counts apart, and how it did.
func laterWords(record outlook.Record) []text.Text {
	n, r := len(record.Entries)-record.InTime(), record.Later
	if n == 0 {
		return nil
	}
	list := []text.Text{say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("%s festgehaltene Stände sind nachträglich: Sie wurden mehr als %d Tage nach dem Tag festgehalten, für den sie sprechen. Niemand konnte sie rechtzeitig lesen, deshalb zählen sie oben nicht mit.",
			"%s kept warnings were kept afterwards: more than %d days after the day they speak for. Nobody could read them in time, so they do not count above.").In(l), l.Int(int64(n)), prediction.Late)
	})}
	if r.Number > 0 {
		list = append(list, say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Für sich beurteilt: %s Aussagen, Treffer %s, Fehlalarme %s, verpasst %s, zu Recht still %s; Brier-Wert %s, immer der Mittelwert %s.",
				"Judged apart: %s statements, hits %s, false alarms %s, missed %s, rightly silent %s; Brier score %s, always the mean %s.").In(l),
				l.Int(int64(r.Number)), l.Int(int64(r.Hits)), l.Int(int64(r.FalseAlarms)), l.Int(int64(r.Missed)), l.Int(int64(r.Quiet)),
				l.Decimal(int64(math.Round(1000*r.Brier)), 3), l.Decimal(int64(math.Round(1000*r.Always)), 3))
		}))
	}
	return list
}

// reliabilityWords say how far warnings could be relied on.
func reliabilityWords(r outlook.Reliability) []text.Text {
	if r.Number == 0 {
		return nil
	}
	score := func(l text.Lang, x float64) string { return l.Decimal(int64(math.Round(1000*x)), 3) }
	return []text.Text{
		say(func(l text.Lang) string {
			verdict := text.T("Sie wussten mehr als das.", "They knew more than that.")
			if r.Brier >= r.Always {
				verdict = text.T("Sie wussten nicht mehr als das.", "They knew no more than that.")
			}
			naive := ""
			if r.Naive != nil {
				naive = fmt.Sprintf(text.T(", den Bestand fortzuschreiben %s", ", carrying the stock on %s").In(l), score(l, *r.Naive))
			}
			return fmt.Sprintf(text.T("Brier-Wert %s (0 ist vollkommen); immer den Mittelwert zu sagen, hätte %s ergeben%s. ", "Brier score %s (0 is perfect); always saying the mean would have given %s%s. ").In(l), score(l, r.Brier), score(l, r.Always), naive) + verdict.In(l)
		}),
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Treffer %s, Fehlalarme %s, verpasst %s, zu Recht still %s.", "Hits %s, false alarms %s, missed %s, rightly silent %s.").In(l),
				l.Int(int64(r.Hits)), l.Int(int64(r.FalseAlarms)), l.Int(int64(r.Missed)), l.Int(int64(r.Quiet)))
		}),
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Im Bereich von 80 %% lagen %s der Personenzahlen.", "%s of the numbers of persons lay in the range of 80%%.").In(l), l.Percent(int64(math.Round(1000*r.Inside)), 1))
		}),
		text.T("Gemessen wird an den Plätzen, die geplant waren, als es gesagt wurde: Eine Warnung, auf die hin Plätze kamen, war nicht falsch. Aussagen über benachbarte Monate sind keine unabhängigen Versuche.",
			"Measured against the places planned when it was said: a warning after which places came was not wrong. Statements on neighbouring months are no independent trials."),
	}
}

// recordsOf are the derivations of what was kept, by its ID.
func recordsOf(list []outlook.Entry) map[string]string {
	refs := map[string]string{}
	for _, e := range list {
		refs[e.ID] = outlook.KeptRef(e.ID)
	}
	return refs
}

func judgedTable(list []outlook.Judged, records map[string]string) view.Table {
	t := view.Table{
		ID: "eingetroffen", Caption: text.T("Was gesagt wurde und was kam", "What was said and what came"), Sorted: "opens", Long: true,
		Empty: text.T("Noch ist kein Monat vorbei und bekannt, über den etwas festgehalten ist.", "No month on which something was kept is over and known yet."),
		Columns: []view.Column{
			{Key: "as_of", Name: text.T("gesagt am", "said on"), Kind: view.Date},
			{Key: "kept", Name: text.T("festgehalten", "kept")},
			{Key: "lead", Name: text.T("Vorlauf", "lead time"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "kind", Name: text.T("Arten", "kinds")},
			{Key: "opens", Name: text.T("für", "for"), Kind: view.Month},
			{Key: "probability", Name: text.T("Wahrscheinlichkeit eines Mangels", "probability of a shortage"), Kind: view.Percent},
			{Key: "warned", Name: text.T("gewarnt", "warned")},
			{Key: "low", Name: text.T("80 % von", "80% from"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "high", Name: text.T("80 % bis", "80% to"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "came", Name: text.T("kamen", "came"), Unit: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "needed", Name: text.T("brauchten", "needed"), Unit: placesUnit, Kind: view.Whole},
			{Key: "usable", Name: text.T("geplant waren", "planned were"), Unit: placesUnit, Kind: view.Whole},
			{Key: "verdict", Name: text.T("Urteil", "verdict")},
		},
		Note: text.T("„gerechnet“: In diesem Monat hat niemand gezählt; der Wert ist zwischen Zählungen gefüllt.", "“reckoned”: nobody counted in this month; the value is filled between counts."),
	}
	for _, j := range list {
		said, ref := records[j.ID], outlook.Ref("came", j.Opens.String())
		came := view.Num(j.Came, ref)
		if !j.Counted {
			came = came.With(say(func(l text.Lang) string {
				return text.T("gerechnet, ± ", "reckoned, ± ").In(l) + l.Int(int64(math.Round(j.CameError)))
			}))
		}
		day := view.Day(j.AsOf)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			day, view.Say(keptWhen(j.Afterwards)), view.Num(j.Lead, said), view.Say(kindNames(j.Kinds())), view.InMonth(j.Opens), view.Num(permille(j.Probability), said), view.Say(yesNo(j.Warned)),
			view.Num(j.Persons.Low, said), view.Num(j.Persons.High, said), came, view.Num(j.Needed, ref), view.Num(j.Usable, said), view.Say(verdict(j)),
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, text.De)
	return t
}

// keptWhen says whether something was kept in time.
func keptWhen(afterwards bool) text.Text {
	if afterwards {
		return text.T("nachträglich", "afterwards")
	}
	return text.T("rechtzeitig", "in time")
}

// kindNames lists kinds of accommodation.
func kindNames(list []accommodation.Kind) text.Text {
	return say(func(l text.Lang) string {
		var names []string
		for _, k := range list {
			names = append(names, accommodation.Label(accommodation.Kinds, k).In(l))
		}
		return strings.Join(names, ", ")
	})
}

func verdict(j outlook.Judged) text.Text {
	switch {
	case j.Warned && j.Short:
		return text.T("Treffer", "hit")
	case j.Warned:
		return text.T("Fehlalarm", "false alarm")
	case j.Short:
		return text.T("verpasst", "missed")
	}
	return text.T("zu Recht still", "rightly silent")
}

func binTable(r outlook.Reliability) view.Table {
	t := view.Table{
		ID: "verlaesslichkeit", Caption: text.T("Kam es so oft wie gesagt?", "Did it come as often as was said?"), Fixed: true,
		Empty: text.T("Noch lässt sich nichts beurteilen.", "Nothing can be judged yet."),
		Columns: []view.Column{
			{Key: "range", Name: text.T("gesagte Wahrscheinlichkeit", "probability said")},
			{Key: "number", Name: text.T("Aussagen", "statements"), Kind: view.Whole},
			{Key: "said", Name: text.T("im Mittel gesagt", "said on average"), Kind: view.Percent},
			{Key: "came", Name: text.T("so oft kam es", "came so often"), Kind: view.Percent},
		},
	}
	if r.Number == 0 {
		return t
	}
	for i, b := range r.Bins {
		ref := func(item string) string { return outlook.BinRef(outlook.OfKept, i, item) }
		row := []view.Cell{view.Say(say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s bis %s", "%s to %s").In(l), l.Percent(int64(math.Round(100*b.From)), 0), l.Percent(int64(math.Round(100*b.To)), 0))
		})), view.Num(b.Number, ref("number")), {Known: true, Blank: true}, {Known: true, Blank: true}}
		if b.Number > 0 {
			row[2], row[3] = view.Num(permille(b.Said), ref("said")), view.Num(permille(b.Came), ref("came"))
		}
		t.Rows = append(t.Rows, view.Row{Cells: row})
	}
	return t
}

func raisedTable(list []outlook.Entry, r request) view.Table {
	t := view.Table{
		ID: "festgehalten", Caption: text.T("Festgehaltene Stände", "Kept warnings"), Sorted: "-as_of", Long: true,
		Empty: text.T("Noch ist nichts festgehalten. Auf der Seite der Warnungen lässt sich ein Stand festhalten; „planraum warn --keep“ und der Zeitplan tun dasselbe.",
			"Nothing has been kept yet. The page of warnings keeps one; “planraum warn --keep” and the schedule do the same."),
		Columns: []view.Column{
			{Key: "as_of", Name: text.T("was bekannt war am", "what was known on"), Kind: view.Date},
			{Key: "says", Name: text.T("gesagt", "said")},
			{Key: "threshold", Name: text.T("Schwelle", "threshold"), Kind: view.Percent},
			{Key: "raised_on", Name: text.T("festgehalten am", "kept on"), Kind: view.Date},
			{Key: "when", Name: text.T("wann", "when")},
			{Key: "by", Name: text.T("von", "by")},
			{Key: "edition", Name: text.T("beruht auf", "rests on")},
			{Key: "page", Name: text.T("ganzer Stand", "the whole")},
		},
	}
	for _, e := range list {
		page := view.Say(text.T("ansehen", "look at it"))
		page.Link = r.Href(raisedPath + "/" + e.ID)
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(e.AsOf), view.Say(e.Says()), view.Num(10*e.Threshold.Percent, outlook.KeptRef(e.ID)), view.Day(e.RaisedOn), view.Say(keptWhen(e.Afterwards())), named(e.By), view.Say(restsOn(e)), page,
		}})
	}
	t.Sort(t.ID+"."+t.Sorted, text.De)
	return t
}

// raisedOne is one kept warning with its vintage.
func (s *server) raisedOne(ctx context.Context, r request) (answer, error) {
	id := r.PathValue("warning")
	e, err := s.Outlook.Entry(ctx, id)
	if err != nil {
		return answer{}, err
	}
	if e.RaisedOn.After(r.AsOf) {
		return answer{}, notYetKept("web.raisedOne", e)
	}
	judged, err := s.Outlook.Judged(ctx, []noun.Kept{e.Kept}, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	kinds, months, came := keptKinds(e), keptMonths(e), judgedTable(judged, recordsOf([]outlook.Entry{e}))
	return answer{
		name: warningsName, tables: []*view.Table{&kinds, &months, &came},
		answer: say(func(l text.Lang) string {
			return text.T("Gesagt am ", "Said on ").In(l) + e.AsOf.In(l) + ": " + e.Says().In(l)
		}),
		facts: []text.Text{outlook.ThresholdNote(e.Threshold), keptBy(e)},
		body: func(p view.Page) templ.Component {
			return raisedOneBody(p, vintageOf(e), []view.Table{kinds, came, months})
		},
	}, nil
}

// notYetKept says that a warning was kept after the as-of date only.
func notYetKept(op string, e outlook.Entry) error {
	return fault.New(fault.NotFound, op+"("+e.ID+")", "Unter diesem Stand ist das noch nicht festgehalten: Festgehalten wurde es am "+e.RaisedOn.In(text.De)+".",
		"As of this date that has not been kept yet: it was kept on "+e.RaisedOn.In(text.En)+".")
}

// keptHref is the address of a kept warning under an as-of date under which it is known.
func keptHref(r request, k noun.Kept) string {
	to := r.Page
	if k.RaisedOn.After(to.AsOf) {
		to.AsOf = k.RaisedOn
	}
	return to.Href(raisedPath + "/" + k.ID)
}

func keptBy(e outlook.Entry) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("festgehalten am %s von: %s", "kept on %s by: %s").In(l), e.RaisedOn.In(l), e.By)
		if e.Afterwards() {
			s += text.T(" (nachträglich: Niemand konnte es rechtzeitig lesen)", " (afterwards: nobody could read it in time)").In(l)
		}
		if e.OldCount != 0 {
			s += ", " + oldCount(e).In(l)
		}
		return s
	})
}

// oldCount says from which old count something was kept.
func oldCount(e outlook.Entry) text.Text {
	return say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("letzte Zählung %s, so bestätigt", "last count %s, confirmed as such").In(l), e.OldCount.In(l))
	})
}

// restsOn says what a kept warning rests on, in the list.
func restsOn(e outlook.Entry) text.Text {
	if e.OldCount == 0 {
		return e.Edition()
	}
	return say(func(l text.Lang) string { return e.Edition().In(l) + "; " + oldCount(e).In(l) })
}

// vintageOf says what a kept warning rests on.
func vintageOf(e outlook.Entry) []text.Text {
	figures := e.Edition()
	var methods []string
	for _, m := range e.Methods {
		methods = append(methods, m.Version)
	}
	list := []text.Text{
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Hauptbuch bis Nummer %s, %s", "Ledger up to number %s, %s").In(l), l.Int(e.Position), figures.In(l))
		}),
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Verläufe, Startwert des Zufalls %d", "%s paths, seed %d").In(l), l.Int(int64(e.Paths)), e.Seed)
		}),
		text.T("Verfahren: "+strings.Join(methods, ", "), "Methods: "+strings.Join(methods, ", ")),
	}
	if e.Scenario != "" {
		list = append(list, text.T("Szenario: "+e.Scenario, "Scenario: "+e.Scenario))
	}
	return list
}

func keptKinds(e outlook.Entry) view.Table {
	ref := outlook.KeptRef(e.ID)
	t := view.Table{
		ID: "arten", Caption: text.T("Was je Art der Unterkunft gesagt wurde", "What was said by kind of accommodation"), Fixed: true,
		Columns: slices.Concat([]view.Column{
			{Key: "kind", Name: text.T("Art", "kind")},
			{Key: "lead", Name: text.T("Vorlauf", "lead time"), Unit: text.T("Monate", "months"), Kind: view.Tenths},
			{Key: "quality", Name: text.T("Beleg des Vorlaufs", "evidence of the lead time")},
			{Key: "opens", Name: text.T("an diesem Tag entschieden, öffnet", "decided that day, opens"), Kind: view.Month},
			{Key: "latest", Name: text.T("für den ersten Mangel bis", "for the first shortage by"), Kind: view.Date},
			{Key: "month", Name: text.T("Zahlen rechts gelten für", "numbers to the right are of"), Kind: view.Month},
			{Key: "probability", Name: text.T("dann fehlen Plätze: Wahrscheinlichkeit", "then places are missing: probability"), Kind: view.Percent},
		}, spreadColumns("missing", text.T("dann fehlen", "then missing"), placesUnit), []view.Column{
			{Key: "cost", Name: text.T("Kosten", "cost"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "cost_low", Name: text.T("Kosten, 80 % von", "cost, 80% from"), Unit: text.Same("EUR"), Kind: view.Money},
			{Key: "cost_high", Name: text.T("Kosten, 80 % bis", "cost, 80% to"), Unit: text.Same("EUR"), Kind: view.Money},
		}),
		Note: text.T("Wahrscheinlichkeit, fehlende Plätze und Kosten einer Zeile gelten für denselben Monat: den ersten mit Mangel, den die Art noch abwenden konnte; wo sie keinen mehr abwendete, den Monat, in dem sie öffnet.",
			"Probability, missing places and cost of a row are of the same month: the first shortage that the kind could still avert; where it averted none any more, the month in which it opens."),
	}
	for _, c := range e.Classes {
		cells := []view.Cell{
			view.Say(accommodation.Label(accommodation.Kinds, c.Kind)), view.Num(c.Typical, ref), view.Say(need.QualityLabel(c.Quality)), view.InMonth(c.Opens), blankDay(c.Latest),
		}
		if m, ok := e.Deciding(c); ok {
			cells = append(append(cells, view.InMonth(m.Month), view.Num(permille(m.Probability), ref)), spreadCells(m.Missing, ref)...)
		} else {
			cells = append(cells, view.InMonth(c.Opens), view.Cell{}, view.Cell{}, view.Cell{}, view.Cell{})
		}
		cost := []view.Cell{{}, {}, {}}
		if paid := c.Option.Cost; paid != nil {
			cost = []view.Cell{view.Num(paid.Median, ref), view.Num(paid.Low, ref), view.Num(paid.High, ref)}
		}
		t.Rows = append(t.Rows, view.Row{Cells: append(cells, cost...)})
		t.Sources = appendNew(t.Sources, c.Source)
	}
	return t
}

func keptMonths(e outlook.Entry) view.Table {
	ref := outlook.KeptRef(e.ID)
	t := view.Table{
		ID: "monate", Caption: text.T("Was je Monat gesagt wurde", "What was said by month"), Fixed: true,
		Columns: slices.Concat([]view.Column{
			{Key: "month", Name: text.T("Monat", "month"), Kind: view.Month},
			{Key: "probability", Name: text.T("Wahrscheinlichkeit fehlender Plätze", "probability of missing places"), Kind: view.Percent},
		}, spreadColumns("missing", text.T("fehlende", "missing"), placesUnit), []view.Column{{Key: "usable", Name: text.T("nutzbare", "usable"), Unit: placesUnit, Kind: view.Whole}},
			spreadColumns("persons", text.T("untergebrachte", "accommodated"), text.T("Personen", "persons"))),
	}
	for _, m := range e.Months {
		t.Rows = append(t.Rows, view.Row{Cells: slices.Concat(
			[]view.Cell{view.InMonth(m.Month), view.Num(permille(m.Probability), ref)}, spreadCells(m.Missing, ref), []view.Cell{view.Num(m.Usable, ref)}, spreadCells(m.Persons, ref),
		)})
	}
	return t
}

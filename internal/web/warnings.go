// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"fmt"
	"time"

	"github.com/a-h/templ"

	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	"planraum/internal/desk/outlook"
	"planraum/internal/fault"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// Where warnings stand: below the forecasts, from which they follow.
const (
	warningsPath  = "/prognosen/warnungen"
	thresholdPath = warningsPath + "/schwelle"
	raisedPath    = warningsPath + "/verlauf"
)

var warningsName = text.T("Warnungen", "Warnings")

// asked is the question that the pages of warnings ask.
var asked = outlook.Wish{Seed: outlook.DefaultSeed}

// warningsContent is all that the page of warnings shows.
type warningsContent struct {
	Full      text.Text // the heading with its bands, and what can no longer be averted
	Sentences []text.Text
	Picture   string
	Together  text.Text // which decisions are alternatives and which add up
	Kinds     view.Table
	Priceless []text.Text // why the cost of a kind is not known
	Leads     view.Table
	Posts     view.Table
	Months    view.Table
	Earlier   earlier
	Notes     []text.Text
	Used      view.Table
	// Kept is the address of what was kept of this day; empty: nothing was.
	Kept string
	// Old says how long ago the last count was and Count its month, where that is too
	// long to warn from.
	Old   text.Text
	Count string
	// Unknown says what is missing to reckon at all, and Todo what to do.
	Unknown error
	Todo    []text.Text
}

// warnings answers by when what must be decided, and how sure that is.
func (s *server) warnings(ctx context.Context, r request) (answer, error) {
	return s.warningsAnswer(ctx, r, nil)
}

func (s *server) warningsAnswer(ctx context.Context, r request, refused error) (answer, error) {
	o, err := s.Outlook.Look(ctx, r.AsOf, asked)
	if kind := fault.KindOf(err); err != nil && kind != fault.Invalid && kind != fault.NotFound {
		return answer{}, err
	}
	if err != nil {
		return s.noWarnings(ctx, r, err)
	}
	names, err := s.keyNames(ctx, r)
	if err != nil {
		return answer{}, err
	}
	c := warningsContent{
		Full: o.Headline(), Sentences: o.Sentences(), Together: o.Together(), Priceless: o.Priceless(), Notes: o.Notes(), Months: outlookMonths(o), Used: usedTable(o),
		Picture: s.picture(ctx, r, "vorausschau", func() string { return outlookChart(o, r) }),
	}
	if c.Kinds, err = outlookKinds(o); err != nil {
		return answer{}, err
	}
	if c.Leads, err = outlookLeads(o); err != nil {
		return answer{}, err
	}
	if c.Posts, err = outlookPosts(o, names); err != nil {
		return answer{}, err
	}
	if last, old := o.Demand.Stale(); old {
		c.withhold(o)
		c.Old, c.Count = o.Demand.OldCount(), last.String()
	}
	if c.Earlier, err = s.earlierForecasts(ctx, r, o); err != nil {
		return answer{}, err
	}
	kept, ok, err := s.Outlook.KeptOn(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	if ok {
		c.Kept = keptHref(r, kept.Kept)
	}
	a := answer{
		name: warningsName, answer: o.Lead(), facts: outlookFacts(o), tables: []*view.Table{&c.Kinds, &c.Leads, &c.Posts, &c.Months, &c.Used},
		body: func(p view.Page) templ.Component { return warningsBody(p, c, refused) },
	}
	if refused != nil {
		a.status = fault.KindOf(refused).Status()
	}
	return a, nil
}

// withhold empties what is to be decided and what it costs where the last count is too
// old to warn from; the tables say why.
func (c *warningsContent) withhold(o outlook.Outlook) {
	c.Together, c.Priceless = text.Text{}, nil
	for _, t := range []*view.Table{&c.Kinds, &c.Leads, &c.Posts} {
		t.Rows, t.Sources, t.Empty = nil, nil, o.Headline()
	}
}

// keyNames are the tasks of staffing keys by their key.
func (s *server) keyNames(ctx context.Context, r request) (map[string]text.Text, error) {
	keys, err := s.Staffing.Keys(ctx, r.AsOf)
	names := map[string]text.Text{}
	for _, k := range keys {
		names[k.Noun.ID] = k.Noun.Task
	}
	return names, err
}

// noWarnings says what a city lacks that nothing can be reckoned for.
func (s *server) noWarnings(ctx context.Context, r request, unknown error) (answer, error) {
	c := warningsContent{Unknown: unknown}
	supply, err := s.Outlook.Supply(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	known, err := s.Outlook.Known(ctx, r.AsOf)
	if err != nil {
		return answer{}, err
	}
	need := func(missing bool, de, en string) {
		if missing {
			c.Todo = append(c.Todo, text.T(de, en))
		}
	}
	need(len(known.Stocks) == 0, "Bestand an untergebrachten Personen: Kennzahl „accommodation.persons“ der ganzen Stadt, mit „planraum import figures.csv“ oder über „Datei einlesen“.",
		"Stock of accommodated persons: indicator “accommodation.persons” of the whole city, with “planraum import figures.csv” or by importing a file.")
	need(len(supply.Utilisation) == 0, "Auslastung: wie viel Prozent der nutzbaren Plätze im Mittel belegt werden können, mit „planraum import utilisation.csv“.",
		"Utilisation: what percentage of the usable places can be occupied on average, with “planraum import utilisation.csv”.")
	need(len(supply.Sites) == 0, "Unterkünfte mit ihren Plätzen, mit „planraum import sites.csv“.", "Sites with their places, with “planraum import sites.csv”.")
	need(len(supply.LeadTimes) == 0, "Vorlaufzeiten je Art der Unterkunft, mit „planraum import lead_times.csv“.", "Lead times of each kind of accommodation, with “planraum import lead_times.csv”.")
	return answer{
		name: warningsName, answer: text.T("Am "+r.AsOf.In(text.De)+" lässt sich nicht sagen, ob die Plätze reichen.", "On "+r.AsOf.In(text.En)+" it cannot be said whether places suffice."),
		body: func(p view.Page) templ.Component { return warningsBody(p, c, nil) },
	}, nil
}

// outlookFacts say below the heading what the answer rests on.
func outlookFacts(o outlook.Outlook) []text.Text {
	facts := []text.Text{
		text.T("Plätze, die es gibt oder die beschlossen sind", "places that exist or are decided"),
		outlook.ThresholdNote(o.Supply.Threshold),
		say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("%s Verläufe, Startwert des Zufalls %d", "%s paths, seed %d").In(l), l.Int(int64(len(o.Needed))), o.Demand.Seed)
		}),
	}
	if last, ok := o.Demand.Past.LastCount(); ok {
		facts = append(facts, say(func(l text.Lang) string {
			return text.T("letzter bekannter Bestand: ", "last known stock: ").In(l) + last.Period.In(l)
		}))
	}
	return facts
}

// countParam is the field that confirms an old count by its month.
const countParam = "zuletzt"

// keepWarning keeps what the page says of its day.
func (s *server) keepWarning(ctx context.Context, r request) (answer, error) {
	o, err := s.Outlook.Look(ctx, r.AsOf, asked)
	if err != nil {
		return answer{}, err
	}
	counted, _ := period.ParseMonth(r.PostFormValue(countParam)) // of anything else nothing is confirmed
	k, err := s.Outlook.Raise(ctx, o, outlook.Keeping{By: r.By(), Confirmed: counted, Today: r.Today}, time.Now().UTC())
	if err != nil {
		if kind := fault.KindOf(err); kind == fault.Internal || kind == fault.Unavailable {
			return answer{}, err
		}
		return s.warningsAnswer(ctx, r, err)
	}
	return answer{redirect: keptHref(r, k)}, nil
}

// deriveWarning derives a number of the outlook of the page's day.
func (s *server) deriveWarning(ctx context.Context, r request, item, of string) (figure.Derivation, error) {
	if item == "came" {
		m, err := period.ParseMonth(of)
		if err != nil {
			return figure.Derivation{}, fault.New(fault.NotFound, "web.deriveWarning("+of+")", "Diese Zahl gibt es nicht.", "There is no such number.")
		}
		past, err := s.Outlook.Past(ctx, r.AsOf)
		if err != nil {
			return figure.Derivation{}, err
		}
		return past.Explain(m)
	}
	o, err := s.Outlook.Look(ctx, r.AsOf, asked)
	if err != nil {
		return figure.Derivation{}, err
	}
	return o.Explain(item, of)
}

// glance is the line of the Lagebild about what is to come; where it is not
// reckoned yet it says so, and where nothing can be said it is empty.
func (s *server) glance(ctx context.Context, r request) (text.Text, error) {
	if !r.Allowed("GET " + warningsPath) {
		return text.Text{}, nil
	}
	o, at, ready, err := s.Outlook.Glance(ctx, r.AsOf, asked)
	switch kind := fault.KindOf(err); {
	case err != nil && (kind == fault.Invalid || kind == fault.NotFound):
		return text.Text{}, nil
	case err != nil:
		return text.Text{}, err
	case !ready && at.IsZero():
		return text.T("Wie wahrscheinlich Plätze fehlen, wird gerade gerechnet.", "How probable missing places are is being reckoned."), nil
	}
	if !ready {
		return say(func(l text.Lang) string { return o.Short().In(l) + " " + staleNote(at).In(l) }), nil
	}
	return o.Short(), nil
}

// warningWay is a link to another page of warnings.
type warningWay struct{ Path, Name string }

// warningPages are the other pages of warnings that the reader may open.
func warningPages(p view.Page) []warningWay {
	var list []warningWay
	for _, w := range []warningWay{
		{warningsPath, p.T("Was jetzt zu entscheiden ist", "What is to be decided now")},
		{raisedPath, p.T("Was früher gesagt wurde und was kam", "What was said before and what came")},
		{thresholdPath, p.T("Warnschwelle", "Threshold")},
	} {
		if p.Path != w.Path && p.Allowed("GET "+w.Path) {
			list = append(list, w)
		}
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"planraum/internal/city/council"
	"planraum/internal/city/figure"
	"planraum/internal/city/period"
	city "planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/desk/staffing"
	"planraum/internal/fault"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// postPlanPath and bienniumPath are the pages of the staffing plan and the double budget.
const (
	postPlanPath = "/personal/stellenplan"
	bienniumPath = "/personal/doppelhaushalt"
	postFormPath = "/personal/stellenplan/aenderung"
)

const (
	uptoParam  = "mit" // up to which stage changes count
	beginParam = "beginn"
)

// postPlanContent is all that the page of the staffing plan shows.
type postPlanContent struct {
	Day     period.Date
	Upto    city.Stage
	Figures []view.KeyFigure
	Cover   view.Table
	Posts   view.Table
	Permits view.Table
	Missing view.Table
	Changes view.Table
	Ending  view.Table // within a year of the day
	Due     view.Table // posts that papers ask for and no change records
}

// postPlan answers which posts there are on a day, and for how long.
func (s *server) postPlan(ctx context.Context, r request) (answer, error) {
	day, upto, err := r.postQuestion()
	if err != nil {
		return answer{}, err
	}
	p, err := s.Staffing.PostPlan(ctx, r.AsOf, day, upto)
	if err != nil {
		return answer{}, err
	}
	c := postPlanContent{Day: day, Upto: upto, Figures: postPlanFigures(p, upto, r), Posts: postsTable(p), Permits: permitTable(p), Missing: missingTable(p), Ending: postEndingTable(p, r), Changes: postChangeTable(p.Changes, r)}
	if c.Cover, err = s.coverTable(ctx, r, p); err != nil {
		return answer{}, err
	}
	if c.Due, err = s.postsDue(ctx, r, p); err != nil {
		return answer{}, err
	}
	return answer{
		name: text.T("Stellenplan", "Staffing plan"), answer: postPlanSentence(p), facts: []text.Text{
			text.T("nur Änderungen aus bekannten Vorlagen, nicht der ganze Stellenplan der Stadt", "only changes of known papers, not the whole staffing plan of the city"),
			say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("gezählt bis zum Stand „%s“", "counted up to the stage “%s”").In(l), upto.Label().In(l))
			}),
		},
		tables: []*view.Table{&c.Ending, &c.Cover, &c.Posts, &c.Permits, &c.Missing, &c.Due, &c.Changes},
		body:   func(p view.Page) templ.Component { return postPlanBody(p, c) },
	}, nil
}

// postQuestion reads for which day and up to which stage the plan is asked.
func (r request) postQuestion() (day period.Date, upto city.Stage, err error) {
	day, upto = r.AsOf, city.Settled
	var rows []fault.Row
	if given := r.Query.Get(dayParam); given != "" {
		if day, err = period.ParseDate(given); err != nil {
			rows = append(rows, fault.Row{File: r.T("Adresse", "address"), Column: dayParam, Value: given, Expected: text.T("ein Datum wie 01.01.2016 oder 2016-01-01", "a date such as 01.01.2016 or 2016-01-01")})
		}
	}
	if given := r.Query.Get(uptoParam); given != "" {
		if upto = city.Stage(given); staffing.Upto(upto) == nil {
			rows = append(rows, fault.Row{File: r.T("Adresse", "address"), Column: uptoParam, Value: given, Expected: text.Same("decided, draft, first_reading, second_reading, outcome_unknown, asked")})
		}
	}
	if len(rows) == 0 {
		return day, upto, nil
	}
	return day, upto, fault.Refuse("web.postQuestion", rows)
}

func postPlanSentence(p staffing.PostPlan) text.Text {
	return say(func(l text.Lang) string {
		if len(p.Changes) == 0 {
			return text.T("Es ist noch keine Vorlage bekannt, die den Stellenplan ändert.", "No paper is known yet that changes the staffing plan.").In(l)
		}
		s := fmt.Sprintf(text.T("Am %s stehen %s Stellen im Plan", "On %s the plan holds %s posts").In(l), p.Day.In(l), l.Decimal(int64(p.Total()), 2))
		if next, share := nextEnd(p); !next.IsZero() {
			s += fmt.Sprintf(text.T("; am %s fallen %s weg", "; on %s %s fall away").In(l), next.In(l), l.Decimal(int64(share), 2))
		} else if p.Ceiling() > 0 { // else the figure below says so
			s += fmt.Sprintf(text.T(", bis zu %s sind daneben erlaubt", ", up to %s are allowed beside it").In(l), l.Decimal(int64(p.Ceiling()), 2))
		}
		return s + "."
	})
}

// nextEnd is the next day on which posts fall away by their note, and how many.
func nextEnd(p staffing.PostPlan) (day period.Date, share unit.FTE) {
	for _, one := range p.Posts {
		switch {
		case one.Note.IsZero():
		case day.IsZero() || one.Note.Before(day):
			day, share = one.Note, one.Share
		case one.Note == day:
			share += one.Share
		}
	}
	return day, share
}

func postPlanFigures(p staffing.PostPlan, upto city.Stage, r request) []view.KeyFigure {
	list := []view.KeyFigure{
		{Name: text.T("Stellen im Plan", "posts in the plan"), Written: r.Lang.Decimal(int64(p.Total()), 2), Ref: staffing.PlanRef(p.Day, upto, "posts")},
		{Name: text.T("Ermächtigungen außerhalb", "authorised outside"), Written: r.Lang.Decimal(int64(p.Ceiling()), 2), Ref: staffing.PlanRef(p.Day, upto, "outside")},
	}
	if filled, of := p.Filled(); of > 0 {
		list = append(list, view.KeyFigure{Name: text.T("davon besetzt, soweit gemeldet", "filled, as far as reported"), Written: r.Lang.Decimal(int64(filled), 2) + " / " + r.Lang.Decimal(int64(of), 2)})
	}
	return list
}

func postsTable(p staffing.PostPlan) view.Table {
	t := view.Table{
		ID: "stellen", Caption: text.T("Stellen am Stichtag", "Posts on the day"),
		Empty: text.T("Keine bekannte Vorlage hat Stellen geschaffen, die an diesem Tag bestehen.", "No known paper has created posts that exist on this day."),
		Note:  text.T("Besetzt: „unbekannt“ heißt, niemand hat es gemeldet. kw heißt „künftig wegfallend“: An diesem Tag ist die Stelle nicht mehr im Plan.", "Filled: “unknown” means nobody reported it. The phase-out day is the first one without the post."),
		Columns: []view.Column{
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "number", Name: text.T("Nummer", "number")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "task", Name: text.T("Aufgabe", "task")},
			{Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Hundredths},
			{Key: "filled", Name: text.T("besetzt", "filled"), Kind: view.Hundredths},
			{Key: "open", Name: text.T("frei", "open"), Kind: view.Hundredths},
			{Key: "since", Name: text.T("seit", "since"), Kind: view.Date},
			{Key: "note", Name: text.T("kw ab", "phased out on"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlagen", "papers")},
		},
	}
	for _, one := range p.Posts {
		filled, open := view.Cell{}, view.Cell{}
		if one.Filled != nil {
			filled, open = view.Num(*one.Filled, lastRef(p, one.By)), view.Num(one.Share-*one.Filled, lastRef(p, one.By))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			named(one.Unit), named(one.Number), named(one.Grade), named(one.Task), view.Num(one.Share, lastRef(p, one.By[:1])), filled, open,
			view.Day(one.Since), noteCell(one.Note, one.NoteUnknown), named(papersOf(p, one.By)),
		}})
	}
	return t
}

func lastRef(p staffing.PostPlan, by []string) string { return recordRef(p.Record(by[len(by)-1])) }

func papersOf(p staffing.PostPlan, by []string) string {
	var list []string
	for _, id := range by {
		for _, e := range p.Changes {
			if e.Noun.ID == id && !slices.Contains(list, e.Noun.Paper) {
				list = append(list, e.Noun.Paper)
			}
		}
	}
	return strings.Join(list, ", ")
}

func permitTable(p staffing.PostPlan) view.Table {
	t := view.Table{
		ID: "ermaechtigungen", Caption: text.T("Ermächtigungen außerhalb des Stellenplans", "Authorisations outside the staffing plan"),
		Empty: text.T("An diesem Tag gilt keine.", "None holds on this day."),
		Columns: []view.Column{
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "task", Name: text.T("Aufgabe", "task")},
			{Key: "ceiling", Name: text.T("höchstens", "at most"), Kind: view.Hundredths},
			{Key: "filled", Name: text.T("besetzt", "filled"), Kind: view.Hundredths},
			{Key: "left", Name: text.T("noch frei", "still open"), Kind: view.Hundredths},
			{Key: "per", Name: text.T("Schlüssel 1 :", "key 1 :"), Kind: view.Whole},
			{Key: "from", Name: text.T("von", "from"), Kind: view.Date},
			{Key: "until", Name: text.T("bis", "until"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
		},
	}
	for _, m := range p.Permits {
		per, filled, left := view.Cell{Known: true, Blank: true}, view.Cell{}, view.Cell{}
		if m.Filled != nil {
			ref := recordRef(p.Record(m.FilledBy))
			filled, left = view.Num(*m.Filled, ref), view.Num(m.Ceiling-*m.Filled, ref)
		}
		if m.Per > 0 {
			per = view.Num(m.Per, recordRef(p.Record(m.By)))
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			named(m.Unit), named(m.Grade), named(m.Task), view.Num(m.Ceiling, recordRef(p.Record(m.By))), filled, left, per, view.Day(m.From), blankDay(m.Until), named(papersOf(p, []string{m.By})),
		}})
	}
	return t
}

// missingTable lists what contradicts: changes of posts that nobody created.
func missingTable(p staffing.PostPlan) view.Table {
	t := view.Table{
		ID: "widersprueche", Caption: text.T("Was nicht zusammenpasst", "What does not fit"),
		Empty: text.T("Alle gezählten Änderungen passen zueinander.", "All changes that count fit together."),
		Note:  text.T("Was keine bekannte Stelle trifft, bewirkt nichts: Eine Vorlage fehlt, oder ihr Stand ist noch nicht als beschlossen erfasst. Was doppelt sein kann, zählt doppelt, bis es berichtigt ist.", "What meets no known post has no effect: a paper is missing, or its stage is not recorded as decided. What may be double counts twice until it is corrected."),
		Columns: []view.Column{
			{Key: "paper", Name: text.T("Vorlage", "paper")}, {Key: "number", Name: text.T("Nummer", "number")}, {Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Hundredths}, {Key: "what", Name: text.T("Was fehlt", "what is missing")},
		},
	}
	for _, f := range p.Findings {
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			named(papersOf(p, []string{f.Change})), named(f.Number), view.Num(f.Share, recordRef(p.Record(f.Change))), view.Say(findingWords(f)),
		}})
	}
	return t
}

func findingWords(f postplan.Finding) text.Text {
	switch f.What {
	case postplan.Gone:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("Die Stelle war am %s schon weggefallen (kw).", "The post had fallen away on %s.").In(l), f.Note.In(l))
		})
	case postplan.Twice:
		return text.T("Die Änderung „"+f.Other+"“ schafft ebenso viele Stellen des Amts und der Bewertung ab demselben Tag. Ist es dieselbe Stelle, berichtigen Sie jene Änderung über ihre Kennung; sonst zählt die Stelle doppelt.", "The change “"+f.Other+"” creates as many posts of the office and grade from the same day. If it is the same post, correct that change by its key; otherwise the post counts twice.")
	case postplan.Over:
		return say(func(l text.Lang) string {
			return fmt.Sprintf(text.T("So viel liegt über dem, was erlaubt ist: höchstens %s. Dafür braucht es eine Vorlage mit einer höheren Ermächtigung.", "So much is beyond what is allowed: %s at most. It takes a paper with a higher authorisation.").In(l), l.Decimal(int64(f.Most), 2))
		})
	case postplan.Sum:
		return text.T("Veröffentlicht ist nur diese Summe. Welche Stellen es sind, sagt keine bekannte Vorlage; am Plan ändert sie nichts.", "Only this total is published. No known paper tells which posts they are; it changes nothing in the plan.")
	case postplan.Short:
		return text.T("So viele Stellen hat keine gezählte Vorlage geschaffen.", "No paper that counts has created so many posts.")
	}
	return text.T("Die Vorlage, die diese Stelle geschaffen hat, ist nicht bekannt.", "The paper that created this post is not known.")
}

func postChangeTable(changes []staffing.Entry[city.PostChange], r request) view.Table {
	t := view.Table{
		ID: "aenderungen", Caption: text.T("Änderungen nach Vorlage und Lesung", "Changes by paper and reading"), Sorted: "on",
		Empty: text.T("Es ist noch keine Änderung bekannt. „planraum import post_changes.csv“ liest welche ein.", "No change is known yet. “planraum import post_changes.csv” imports some."),
		Columns: []view.Column{
			{Key: "on", Name: text.T("Datum", "date"), Kind: view.Date},
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "stage", Name: text.T("Stand", "stage")},
			{Key: "kind", Name: text.T("Änderung", "change")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Hundredths},
			{Key: "from", Name: text.T("gilt ab", "holds from"), Kind: view.Date},
			{Key: "note", Name: text.T("kw ab", "phased out on"), Kind: view.Date},
			{Key: "reason", Name: text.T("Begründung", "reason")},
		},
	}
	for _, e := range changes {
		c := e.Noun
		link := ""
		if r.Allowed("GET " + postFormPath) {
			link = r.Href(postFormPath, "id", c.ID)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Day(c.On), view.Name(c.Paper, link), view.Say(c.Stage.Label()), view.Say(c.Kind.Label()), named(c.Unit), named(c.Grade),
			view.Num(c.Share, recordRef(e.Record)), view.Day(c.From), noteCell(c.Note, c.NoteUnknown), named(c.Reason),
		}})
	}
	return t
}

// coverTable says whether the posts are enough for the persons of the day.
func (s *server) coverTable(ctx context.Context, r request, p staffing.PostPlan) (view.Table, error) {
	t := view.Table{
		ID: "bedarf", Caption: text.T("Bedarf nach Schlüssel und Stellen dafür", "Need by key, and posts for it"),
		Empty: text.T("Kein bekannter Schlüssel zählt Personen, für den der Plan Stellen hat, oder es ist kein Bestand an Personen bekannt.", "No known key that counts persons has posts in the plan, or no stock of persons is known."),
		Columns: []view.Column{
			{Key: "task", Name: text.T("Aufgabe", "task")},
			{Key: "persons", Name: text.T("Personen", "persons"), Kind: view.Whole},
			{Key: "per", Name: text.T("Schlüssel 1 :", "key 1 :"), Kind: view.Whole},
			{Key: "need", Name: text.T("Bedarf", "need"), Kind: view.Hundredths},
			{Key: "posts", Name: text.T("Stellen", "posts"), Kind: view.Hundredths},
			{Key: "usable", Name: text.T("aus Ermächtigung nutzbar", "usable of authorisations"), Kind: view.Hundredths},
			{Key: "open", Name: text.T("ohne Deckung", "not covered"), Kind: view.Hundredths},
		},
	}
	covers, count, err := s.covers(ctx, r.AsOf, p)
	if err != nil || count == nil {
		return t, err
	}
	t.Note = say(func(l text.Lang) string {
		return fmt.Sprintf(text.T("Personen: Bestand %s. Bedarf = Personen / Schlüssel. Stellen, deren Vorlage nicht bekannt ist, fehlen hier: Ohne Deckung ist höchstens so viel.", "Persons: stock %s. Need = persons / key. Posts whose paper is not known are missing here: so much is not covered at most.").In(l), count.Period.In(l))
	})
	for _, c := range covers {
		ref := func(item string) string { return fmt.Sprintf("cover/%s/%s/%s", p.Day, c.Key.Noun.ID, item) }
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Say(c.Key.Noun.Task), view.Heads(c.Persons, "figure/"+strconv.FormatInt(count.ID, 10)), view.Num(c.Key.Noun.Per, recordRef(c.Key.Record)),
			view.Num(c.Need, ref("need")), view.Num(c.Posts, ref("posts")), view.Num(c.Usable, ref("usable")), view.Num(c.Open, ref("open")),
		}})
	}
	return t, nil
}

// covers compares need and posts with the newest count up to the plan's day; nil where
// none is known.
func (s *server) covers(ctx context.Context, asOf period.Date, p staffing.PostPlan) ([]staffing.Cover, *figure.Picked, error) {
	counts, err := s.Capacity.Counts(ctx, asOf, period.MonthOf(1990, 1))
	if err != nil {
		return nil, nil, err
	}
	var last *figure.Picked
	for i, c := range counts {
		if !c.Persons.Period.To.After(p.Day) {
			last = &counts[i].Persons
		}
	}
	if last == nil {
		return nil, nil, nil
	}
	list, err := s.Staffing.Covers(ctx, asOf, p, unit.Headcount(last.Value.Amount))
	return list, last, err
}

// postsDue lists posts that decided or issued papers of the council ask for and no change
// of the staffing plan records under their reference.
func (s *server) postsDue(ctx context.Context, r request, p staffing.PostPlan) (view.Table, error) {
	t := view.Table{
		ID: "fehlend", Caption: text.T("Vorlagen mit Stellen, die hier noch nicht eingetragen sind", "Papers with posts that are not recorded here yet"),
		Empty: text.T("Alle Stellen aus ausgegebenen Vorlagen sind eingetragen.", "All posts of issued papers are recorded."),
		Columns: []view.Column{
			{Key: "paper", Name: text.T("Vorlage", "paper")},
			{Key: "state", Name: text.T("Stand der Vorlage", "state of the paper")},
			{Key: "unit", Name: text.T("Amt", "office")},
			{Key: "grade", Name: text.T("Bewertung", "grade")},
			{Key: "share", Name: text.T("Stellen", "posts"), Kind: view.Hundredths},
			{Key: "from", Name: text.T("ab", "from"), Kind: view.Date},
			{Key: "what", Name: text.T("was zu tun ist", "what is to do")},
		},
	}
	if s.Council == nil {
		return t, nil
	}
	papers, err := s.Council.Papers(ctx, r.AsOf)
	if err != nil {
		return t, err
	}
	for _, stored := range papers {
		paper := stored.Paper
		if paper.State != council.Decided && paper.State != council.Issued {
			continue
		}
		for n, post := range paper.Posts {
			asked := changeOf(paper, n, r.AsOf)
			known := recorded(p.Changes, asked)
			if known != nil && (asked.Stage != city.Settled || known.Stage == city.Settled || known.Stage == city.Refused) {
				continue
			}
			link := ""
			if r.Allowed("GET " + postFormPath) {
				link = r.Href(postFormPath, "vorlage", paper.ID, "stelle", strconv.Itoa(n+1))
			}
			what := text.T("fehlt", "missing")
			if known != nil {
				what = text.T("beschlossen, hier noch: ", "decided, here still: ")
				what = text.T(what.In(text.De)+known.Stage.Label().In(text.De), what.In(text.En)+known.Stage.Label().In(text.En))
			}
			t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
				view.Name(paper.Reference, link), view.Say(paper.State.Label()), named(post.Unit), named(post.Grade), view.Num(int64(post.Share), ""), view.Day(post.From), view.Say(what),
			}})
		}
	}
	return t, nil
}

// samePaper reports whether two references mean the same paper: a new version (Neufassung)
// stands for the one that it replaces.
func samePaper(a, b string) bool {
	const version = " Neufassung"
	return strings.TrimSuffix(a, version) == strings.TrimSuffix(b, version)
}

// recorded is the change by which a paper's post is recorded: of the same paper and kind,
// with as many posts or for the same office and grade; nil where there is none.
func recorded(changes []staffing.Entry[city.PostChange], asked city.PostChange) *city.PostChange {
	for i := range changes {
		c := &changes[i].Noun
		if samePaper(c.Paper, asked.Paper) && c.Kind == asked.Kind && (c.Share == asked.Share || c.Unit == asked.Unit && c.Grade == asked.Grade) {
			return c
		}
	}
	return nil
}

// changeOf is the change of the staffing plan that a paper's post asks for. An
// authorisation ends with the day before its note.
func changeOf(paper council.Paper, n int, day period.Date) city.PostChange {
	post := paper.Posts[n]
	c := city.PostChange{
		Paper: paper.Reference, Kind: city.Create, Stage: city.Asked, On: paper.On, From: post.From, Unit: post.Unit, Grade: post.Grade,
		Share: max(post.Share, -post.Share), Note: post.PhaseOut, Reason: post.Reason, KnownFrom: day, Source: paper.Reference,
	}
	if paper.State == council.Decided {
		c.Stage = city.Settled
	}
	switch {
	case post.Outside:
		c.Kind, c.Note = city.Authorise, period.Date{}
		if !post.PhaseOut.IsZero() {
			c.Until = post.PhaseOut.AddDays(-1)
		}
	case post.Share < 0:
		c.Kind = city.Remove
	}
	return c
}

// postOf is a post that a paper asks for, as the form of a change takes it. What is
// recorded of it already is corrected under its key.
func (s *server) postOf(ctx context.Context, r request, id string) (url.Values, error) {
	papers, err := s.Council.Papers(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	changes, err := s.Staffing.PostChanges(ctx, r.AsOf)
	if err != nil {
		return nil, err
	}
	for _, stored := range papers {
		n, err := strconv.Atoi(cmp.Or(r.Query.Get("stelle"), "1"))
		if stored.Paper.ID != id || err != nil || n < 1 || n > len(stored.Paper.Posts) {
			continue
		}
		c := changeOf(stored.Paper, n-1, r.AsOf)
		if known := recorded(changes, c); known != nil {
			stage := c.Stage
			c = *known
			c.Stage, c.KnownFrom = stage, r.AsOf
		}
		return postValues(c), nil
	}
	return url.Values{"known_from": {r.AsOf.String()}}, nil
}

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
	c := postPlanContent{Day: day, Upto: upto, Figures: postPlanFigures(p, upto, r), Posts: postsTable(p), Permits: permitTable(p), Missing: missingTable(p), Ending: postEndingTable(p, r), Changes: postChangeTable(p.Changes, p.Instead, r)}
	if c.Cover, err = s.coverTable(ctx, r, p); err != nil {
		return answer{}, err
	}
	due, err := s.due(ctx, r, p.Changes)
	if err != nil {
		return answer{}, err
	}
	c.Due = postsDue(r, due)
	var facts []text.Text
	if note := dueNote(due, r.AsOf); note != (text.Text{}) {
		facts = append(facts, note)
	}
	return answer{
		name: text.T("Stellenplan", "Staffing plan"), answer: postPlanSentence(p), facts: append(facts,
			text.T("nur Änderungen aus bekannten Vorlagen, nicht der ganze Stellenplan der Stadt", "only changes of known papers, not the whole staffing plan of the city"),
			say(func(l text.Lang) string {
				return fmt.Sprintf(text.T("gezählt bis zum Stand „%s“", "counted up to the stage “%s”").In(l), upto.Label().In(l))
			}),
		),
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
		list = append(list, view.KeyFigure{Name: text.T("davon besetzt, soweit gemeldet", "filled, as far as reported"), Written: r.Lang.Decimal(int64(filled), 2) + " / " + r.Lang.Decimal(int64(of), 2), Ref: p.AllFilledRef()})
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
	for i, one := range p.Posts {
		filled, open := view.Cell{}, view.Cell{}
		if one.Filled != nil {
			filled, open = view.Num(*one.Filled, p.FillRef("filled", i)), view.Num(one.Share-*one.Filled, p.FillRef("open", i))
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
	for i, m := range p.Permits {
		per, filled, left := view.Cell{Known: true, Blank: true}, view.Cell{}, view.Cell{}
		if m.Filled != nil {
			filled, left = view.Num(*m.Filled, p.FillRef("used", i)), view.Num(m.Ceiling-*m.Filled, p.FillRef("left", i))
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
			named(papersOf(p, []string{f.Change})), named(f.Number), view.Num(f.Share, recordRef(p.Record(f.Change))), view.Say(staffing.FindingWords(f)),
		}})
	}
	return t
}

// postChangeTable lists changes. instead is the paper that stands for an ask of a motion;
// empty: it counts by its stage.
func postChangeTable(changes []staffing.Entry[city.PostChange], instead func(id string) string, r request) view.Table {
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
			view.Day(c.On), view.Name(c.Paper, link), stageCell(c, instead), view.Say(c.Kind.Label()), named(c.Unit), named(c.Grade),
			view.Num(c.Share, recordRef(e.Record)), view.Day(c.From), noteCell(c.Note, c.NoteUnknown), named(c.Reason),
		}})
	}
	return t
}

// stageCell is the stage of a change, and of an ask that does not count any more the
// paper that stands for it.
func stageCell(c city.PostChange, instead func(id string) string) view.Cell {
	cell := view.Say(c.Stage.Label())
	if paper := instead(c.ID); paper != "" {
		cell = cell.With(text.T("zählt nicht mehr, dafür "+paper, "counts no more, "+paper+" instead"))
	}
	return cell
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
func postsDue(r request, due []staffing.Due) view.Table {
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
	for _, due := range due {
		link := ""
		if r.Allowed("GET " + postFormPath) {
			link = r.Href(postFormPath, "vorlage", due.Paper.ID, "stelle", strconv.Itoa(due.N+1))
			if due.N < 0 {
				link = r.Href(postFormPath, "vorlage", due.Paper.ID, "id", due.Known.ID)
			}
		}
		post, what := due.Change(r.AsOf), text.T("fehlt", "missing")
		if due.Known != nil {
			stage := due.Known.Stage.Label()
			what = text.T("entschieden, hier noch: "+stage.De, "voted on, here still: "+stage.En)
		}
		t.Rows = append(t.Rows, view.Row{Cells: []view.Cell{
			view.Name(due.Paper.Reference, link), view.Say(due.Paper.State.Label()), named(post.Unit), named(post.Grade), view.Num(signedShare(post), ""), view.Day(post.From), view.Say(what),
		}})
	}
	return t
}

// signedShare is how many posts a change brings; fewer than none where it takes some.
func signedShare(c city.PostChange) int64 {
	if c.Kind == city.Remove {
		return -int64(c.Share)
	}
	return int64(c.Share)
}

// due lists the posts of papers that the staffing plan does not hold yet.
func (s *server) due(ctx context.Context, r request, changes []staffing.Entry[city.PostChange]) ([]staffing.Due, error) {
	if s.Council == nil {
		return nil, nil
	}
	papers, err := s.Council.Papers(ctx, r.AsOf)
	bare := make([]council.Paper, len(papers))
	for i, stored := range papers {
		bare[i] = stored.Paper
	}
	return staffing.DueOf(bare, changes, r.AsOf), err
}

// dueNote says how much the council has voted on that is not recorded so; empty: nothing.
func dueNote(due []staffing.Due, asOf period.Date) text.Text {
	var papers []string
	n := 0
	for _, d := range due {
		if stage := d.Change(asOf).Stage; stage == city.Settled || stage == city.Refused {
			n++
			if !slices.Contains(papers, d.Paper.Reference) {
				papers = append(papers, d.Paper.Reference)
			}
		}
	}
	if n == 0 {
		return text.Text{}
	}
	list := strings.Join(papers, ", ")
	if n == 1 {
		return text.T("1 Stellenänderung ist entschieden und hier noch nicht so eingetragen ("+list+"): Die Zahlen zeigen den Stand davor.", "1 change of posts is voted on and not recorded so here yet ("+list+"): the numbers show what was before.")
	}
	return text.T(fmt.Sprintf("%d Stellenänderungen sind entschieden und hier noch nicht so eingetragen (%s): Die Zahlen zeigen den Stand davor.", n, list), fmt.Sprintf("%d changes of posts are voted on and not recorded so here yet (%s): the numbers show what was before.", n, list))
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
		if stored.Paper.ID != id {
			continue
		}
		for _, due := range staffing.DueOf([]council.Paper{stored.Paper}, changes, r.AsOf) {
			if due.N >= 0 && strconv.Itoa(due.N+1) == cmp.Or(r.Query.Get("stelle"), "1") && r.Query.Get("id") == "" || due.N < 0 && due.Known.ID == r.Query.Get("id") {
				c, asked := due.Entered(r.AsOf), due.Change(r.AsOf)
				v := postValues(c)
				if asked.From.Before(c.From) && c.From == c.On {
					v.Set(askedFrom, fmt.Sprintf(r.T("Verlangt ist sie ab %s, entschieden wurde am %s: Vorher kann sie niemand besetzen, und es entstehen keine Kosten.", "It is asked for from %s on and was decided on %s: before that nobody can hold it and it costs nothing."), asked.From.In(r.Lang), c.On.In(r.Lang)))
				}
				return v, nil
			}
		}
	}
	return url.Values{"known_from": {r.AsOf.String()}}, nil
}

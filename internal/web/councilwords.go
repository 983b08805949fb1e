// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"
	"strconv"
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/city/period"
	desk "planraum/internal/desk/council"
	"planraum/internal/method/calendar"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

var councilName = text.T("Rat", "Council")

// exampleMark marks what was made up for the demonstration.
var exampleMark = text.T("erfunden", "made up")

// paperHref is the address of a paper's page.
func (r request) paperHref(id string) string { return r.Href(papersPath + "/" + id) }

// titleOf is a paper's title, which may be unknown.
func titleOf(p council.Paper) view.Cell { return view.Name(p.Title, "") }

// referenceCell is a paper's reference with its page behind it; a draft has none yet.
func referenceCell(r request, p council.Paper) view.Cell {
	c := view.Name(p.Reference, r.paperHref(p.ID))
	if p.Reference == "" {
		c = view.Say(text.T("noch ohne Nummer", "no number yet"))
		c.Link = r.paperHref(p.ID)
	}
	if p.Example {
		c = c.With(exampleMark)
	}
	return c
}

// whenCell is a paper's date, the year where only that is known.
func whenCell(p council.Paper) view.Cell {
	if p.On.IsZero() && p.Year > 0 {
		year := strconv.Itoa(p.Year) // no first of January, which would look like a known day
		return view.Cell{Blank: true, Mark: text.T(year+", Tag unbekannt", year+", day unknown")}
	}
	return view.Day(p.On)
}

// nameOfPaper is a paper's reference and title in a heading.
func nameOfPaper(p council.Paper, l text.Lang) string {
	title := p.Title
	if title == "" {
		title = text.T("Betreff unbekannt", "subject unknown").In(l)
	}
	if p.Reference == "" {
		return title
	}
	return p.Reference + ": " + title
}

// paperState names a paper's state with what came of it.
func paperState(p council.Paper) text.Text {
	if out := p.Outcome(); p.State == council.Decided && out != "" {
		return text.T(p.State.Label().De+": "+out.Label().De, p.State.Label().En+": "+out.Label().En)
	}
	return p.State.Label()
}

// pagesOf lists papers as links.
func pagesOf(r request, list []desk.Stored) view.Cell {
	if len(list) == 0 {
		return view.Cell{Blank: true}
	}
	var names []string
	for _, p := range list {
		names = append(names, nameOrReference(p.Paper))
	}
	c := view.Name(strings.Join(names, ", "), "")
	c.Link = r.paperHref(list[0].ID)
	return c
}

func nameOrReference(p council.Paper) string {
	if p.Reference != "" {
		return p.Reference
	}
	return p.Title
}

// deadlineCell is the day by which an answer is owed, and how far it is away.
func deadlineCell(m desk.Motion) view.Cell {
	c := view.Day(m.Deadline)
	switch {
	case m.Overdue && m.Days == -1:
		c = c.With(text.T("seit gestern überfällig", "overdue since yesterday"))
	case m.Overdue:
		c = c.With(text.T("überfällig seit "+text.De.Int(int64(-m.Days))+" Tagen", "overdue by "+text.En.Int(int64(-m.Days))+" days"))
	}
	return c
}

// problemText says why an order of committees cannot be met, and the earliest day that
// can.
func problemText(c desk.Course, body func(string) string) text.Text {
	why := whyText(c, body)
	if c.Draft.Before(c.Today) && c.Signing && c.Problem == calendar.TooLate {
		why = text.T(why.De+" Der Entwurf hätte am "+c.Draft.In(text.De)+" fertig sein müssen.", why.En+" The draft would have had to be ready on "+c.Draft.In(text.En)+".")
	}
	if day := c.Decision(); why != (text.Text{}) && !day.IsZero() {
		if day == c.Wanted {
			return text.T(why.De+" Mit anderen Tagen für die Gremien davor geht es.", why.En+" It can be met with other days for the bodies before it.")
		}
		last := c.Stages[len(c.Stages)-1].Body.Name
		return text.T(why.De+" Frühestens geht es am "+day.In(text.De)+" ("+last+").", why.En+" The earliest day that can be met is "+day.In(text.En)+" ("+last+").")
	}
	return why
}

// begunText says that posts begin before the decision on them, and what that means.
func begunText(b desk.Begun, body string, out bool) text.Text {
	return say(func(l text.Lang) string {
		advice := text.T(" Setzen Sie einen späteren Beginn, oder wählen Sie eine frühere Sitzung.", " Set a later beginning, or choose an earlier sitting.").In(l)
		if out { // nothing of it can be changed any more
			advice = ""
		}
		can := text.T("nach diesem Plan am %s", "on %s by this plan")
		if !b.Planned {
			can = text.T("frühestens am %s", "on %s at the earliest")
		}
		return fmt.Sprintf(text.T("Stellen im Umfang von %[1]s sollen am %[2]s beginnen. Die Entscheidung darüber ist %[4]s möglich (%[3]s), %[5]s später.", "Posts of %[1]s in all are to begin on %[2]s. The decision on them is possible %[4]s (%[3]s), %[5]s later.").In(l),
			l.Decimal(int64(b.Share), 2), b.From.In(l), body, fmt.Sprintf(can.In(l), b.Decided.In(l)), days(l, b.From.DaysTo(b.Decided))) + " " +
			text.T("Vor dem Beschluss sind sie nicht bewilligt: Sie können erst danach besetzt werden, und für die Zeit davor fällt kein Geld an.",
				"Before the decision they are not authorised: they can be filled only afterwards, and no money is spent for the time before.").In(l) + advice
	})
}

// overrunText says that a motion is answered after its deadline.
func overrunText(o desk.Overrun) text.Text {
	number, day := cmpOr(o.Motion.Reference, o.Motion.Title), o.Motion.Deadline
	return text.T("Die Frist für „"+number+"“ ist der "+day.In(text.De)+". Nach dieser Beratungsfolge kommt die Antwort erst am "+o.Stage.Sitting.In(text.De)+" in das erste Gremium ("+o.Stage.Body.Name+").",
		"The deadline of “"+number+"” is "+day.In(text.En)+". By this order the answer comes to the first body ("+o.Stage.Body.Name+") on "+o.Stage.Sitting.In(text.En)+" only.")
}

// days are a number of days in words.
func days(l text.Lang, n int) string {
	if n == 1 {
		return text.T("einen Tag", "a day").In(l)
	}
	return l.Int(int64(n)) + " " + text.T("Tage", "days").In(l)
}

// freeText names holidays and times without sittings up to the last sitting.
func freeText(c desk.Course) text.Text {
	if c.Until.IsZero() { // to which there is no last sitting
		return text.Text{}
	}
	return say(func(l text.Lang) string {
		var parts []string
		for _, h := range c.Holidays {
			parts = append(parts, h.Name.In(l)+" ("+h.Day.In(l)+")")
		}
		for _, r := range c.Recesses {
			parts = append(parts, fmt.Sprintf(text.T("sitzungsfrei: %s (%s bis %s)", "no sittings: %s (%s to %s)").In(l), r.Name, r.From.In(l), r.Until.In(l)))
		}
		if len(parts) == 0 {
			return text.T("Bis dahin liegt kein Feiertag auf einem Werktag und keine sitzungsfreie Zeit.", "Until then no holiday falls on a weekday, and there is no recess.").In(l)
		}
		return text.T("Freie Tage bis dahin: ", "Days off until then: ").In(l) + strings.Join(parts, "; ") + "."
	})
}

func whyText(c desk.Course, body func(string) string) text.Text {
	at := body(c.At)
	switch c.Problem {
	case calendar.NoneSet:
		return text.T("Nach dem "+c.Today.In(text.De)+" ist keine Sitzung bekannt, auf die die Vorlage noch kommen kann: "+at+". Tragen Sie die Sitzung mit Gremium und Tag unter „Sitzungen“ ein; danach rechnet das Programm die Beratungsfolge.",
			"After "+c.Today.In(text.En)+" no sitting is known that can still deal with the paper: "+at+". Enter the sitting with its body and day under “Sittings”; the program then reckons the order of committees.")
	case calendar.NoSeat:
		return text.T(at+" tagt am "+c.Wanted.In(text.De)+" nicht.", at+" does not sit on "+c.Wanted.In(text.En)+".")
	case calendar.NoWay:
		return text.T(at+" hat vorher keine Sitzung, die noch geht.", at+" has no sitting before it that can still be used.")
	case calendar.TooLate:
		return text.T("Der "+c.Wanted.In(text.De)+" ist nicht mehr zu schaffen: Die Vorlage hätte früher abgegeben werden müssen, zuerst für: "+at+".",
			c.Wanted.In(text.En)+" cannot be met any more: the paper would have had to be handed in earlier, first for: "+at+".")
	case calendar.NeverCan:
		return text.T("Unter den bekannten Sitzungen gibt es keine Beratungsfolge, die noch geht.", "Among the known sittings there is no order of committees that can still be met.")
	}
	return text.Text{}
}

// chosenText says why a body's sitting is not on the day that was entered for it, and which
// one is nearest before; empty: it is, or none was entered.
func chosenText(s desk.Stage) text.Text {
	if s.Passed == calendar.Taken {
		return text.Text{}
	}
	name := s.Body.Name
	why := text.T(name+" tagt am "+s.On.In(text.De)+" nicht, soweit bekannt.", name+" does not sit on "+s.On.In(text.En)+", as far as known.")
	switch {
	case s.Passed == calendar.AfterNext:
		why = text.T("Der "+s.On.In(text.De)+" liegt nach der Sitzung des nächsten Gremiums.", s.On.In(text.En)+" lies after the next body's sitting.")
	case s.Over:
		why = text.T("Auf die Sitzung am "+s.On.In(text.De)+" kann die Vorlage nicht mehr kommen: Sie ist vorbei, abgesagt, sitzungsfrei oder schon eingeladen.", "The paper cannot be put on the sitting of "+s.On.In(text.En)+" any more: it is over, cancelled, in a recess or invited already.")
	}
	near := text.T(" Eine frühere Sitzung ist nicht bekannt.", " No earlier sitting is known.")
	if !s.Before.IsZero() {
		near = text.T(" Die nächste Sitzung davor ist am "+s.Before.In(text.De)+".", " The nearest sitting before it is on "+s.Before.In(text.En)+".")
	}
	return text.T(why.De+near.De, why.En+near.En)
}

// councilDayWords writes a day with the word for an unknown one.
func councilDayWords(d period.Date, l text.Lang) string {
	if d.IsZero() {
		return text.T("unbekannt", "unknown").In(l)
	}
	return d.In(l)
}

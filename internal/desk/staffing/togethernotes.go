// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package staffing

import (
	"slices"

	"planraum/internal/city/staffing"
	"planraum/internal/city/unit"
	"planraum/internal/method/postplan"
	"planraum/internal/text"
)

// notes are what is to be asked or known of one of the changes.
func (j joint) notes(c staffing.PostChange, pay []staffing.Pay) []text.Text {
	before, after := j.at(c.From, UptoFor(c.Stage))
	for _, e := range after.Changes {
		if e.Noun.ID == c.ID && !sameChange(e.Noun, c) {
			return []text.Text{text.T("Diese Fassung gilt heute nicht mehr: Eine spätere ist bekannt seit "+e.Noun.KnownFrom.In(text.De)+".", "This version holds no more today: a later one is known since "+e.Noun.KnownFrom.In(text.En)+".")}
		}
	}
	var list []text.Text
	if c.Kind == staffing.Fill {
		list = append(list, FilledWords(after, c)...)
	}
	list = append(list, EarlyWords(after, c)...)
	list = append(list, numberWords(before, after, c)...)
	list = append(list, doubtGrade(c.Grade, pay)...)
	list = append(list, before.DoubtUnit(c.Unit)...)
	list = append(list, j.metBy(c)...)
	for _, f := range after.Findings {
		if f.Change == c.ID {
			list = append(list, FindingNote(f))
		}
	}
	return list
}

// metBy says which asks of motions a change stands for from now on, and whether another
// one stands for it.
func (j joint) metBy(c staffing.PostChange) []text.Text {
	var list []text.Text
	for _, e := range j.after.Changes {
		if id := e.Noun.ID; j.after.Met[id] == c.ID && j.before.Met[id] == "" {
			paper := e.Noun.Paper
			list = append(list, text.T("Was „"+paper+"“ verlangt („"+id+"“), zählt dann nicht mehr: Diese Vorlage ist die Antwort darauf, ihre Änderung steht dafür.",
				"What “"+paper+"” asks for (“"+id+"”) counts no more then: this paper answers it, and its change stands for it."))
		}
	}
	if paper := j.after.Instead(c.ID); paper != "" {
		list = append(list, text.T("Diese Änderung zählt nicht: "+paper+" beantwortet den Antrag und hat eine Änderung, die dafür steht.",
			"This change does not count: "+paper+" answers the motion and has a change that stands for it."))
	}
	return list
}

// older say what happens to changes that do not come in: an ask that counts again, and
// what contradicts that did not before.
func (j joint) older() []text.Text {
	var list []text.Text
	mine := func(id string) bool {
		return slices.ContainsFunc(j.changes, func(c staffing.PostChange) bool { return c.ID == id })
	}
	for _, e := range j.before.Changes {
		if id := e.Noun.ID; j.before.Met[id] != "" && j.after.Met[id] == "" && !mine(id) {
			list = append(list, text.T("Was „"+e.Noun.Paper+"“ verlangt („"+id+"“), zählt dann wieder: Keine Änderung steht mehr dafür.", "What “"+e.Noun.Paper+"” asks for (“"+id+"”) counts again then: no change stands for it any more."))
		}
	}
	last, upto := staffing.PostChange{}, staffing.Settled
	for _, e := range j.after.Changes {
		if e.Noun.From.After(last.From) {
			last = e.Noun
		}
	}
	for _, c := range j.changes {
		if s := UptoFor(c.Stage); len(Upto(s)) > len(Upto(upto)) {
			upto = s
		}
	}
	before, after := j.at(last.From, upto)
	for _, f := range after.Findings {
		if !mine(f.Change) && !slices.Contains(before.Findings, f) {
			words := FindingNote(f)
			paper := j.after.paper(f.Change)
			list = append(list, text.T("Zur Änderung „"+f.Change+"“ ("+paper+"), die schon bekannt ist: "+words.De, "Of the change “"+f.Change+"” ("+paper+"), which is known: "+words.En))
		}
	}
	return list
}

// FindingNote says what contradicts at a change, and how many posts that leaves without
// effect.
func FindingNote(f postplan.Finding) text.Text {
	words := FindingWords(f)
	if f.What == postplan.Twice || f.What == postplan.Taken {
		return words
	}
	return both(func(l text.Lang) string {
		return sprintf(text.T("%s Stellen bewirken nichts: %s", "%s posts have no effect: %s"), l, shareIn(l, f.Share), words.In(l))
	})
}

// FindingWords says what contradicts, and what can be done.
func FindingWords(f postplan.Finding) text.Text {
	switch f.What {
	case postplan.Gone:
		return text.T("Die Stelle war am "+f.Note.In(text.De)+" schon weggefallen (kw).", "The post had fallen away on "+f.Note.In(text.En)+".")
	case postplan.Twice:
		return text.T("Die Änderung „"+f.Other+"“ schafft ebenso viele Stellen des Amts und der Bewertung ab demselben Tag. Ist es dieselbe Stelle, berichtigen Sie jene Änderung über ihre Kennung; sonst zählt die Stelle doppelt.",
			"The change “"+f.Other+"” creates as many posts of the office and grade from the same day. If it is the same post, correct that change by its key; otherwise the post counts twice.")
	case postplan.Taken:
		return text.T("Die Nummer "+f.Number+" hat schon eine Stelle: Änderung „"+f.Other+"“. Beide zählen. Berichtigen Sie die Nummer, oder streichen Sie die andere Stelle.",
			"The number "+f.Number+" has a post already: change “"+f.Other+"”. Both count. Correct the number, or remove the other post.")
	case postplan.Over:
		return both(func(l text.Lang) string {
			return sprintf(text.T("So viel liegt über dem, was erlaubt ist: höchstens %s. Dafür braucht es eine Vorlage mit einer höheren Ermächtigung.", "So much is beyond what is allowed: %s at most. It takes a paper with a higher authorisation."), l, shareIn(l, f.Most))
		})
	case postplan.Sum:
		return text.T("Genannt ist nur diese Summe. Welche Stellen es sind, sagt keine bekannte Vorlage; am Plan ändert sie nichts.", "Only this total is given. No known paper tells which posts they are; it changes nothing in the plan.")
	case postplan.Short:
		return text.T("So viele Stellen ohne Nummer hat keine gezählte Vorlage geschaffen. Stellen mit Nummer müssen mit ihr genannt sein.", "No paper that counts has created so many posts without a number. Posts with numbers have to be named by them.")
	}
	return text.T("Die Vorlage, die diese Stelle geschaffen hat, ist nicht bekannt.", "The paper that created this post is not known.")
}

// FilledWords say what is filled and open of what a report of filling means.
func FilledWords(after PostPlan, c staffing.PostChange) []text.Text {
	var list []text.Text
	told := func(words text.Text, filled, of unit.FTE) {
		if of > 0 {
			list = append(list, both(func(l text.Lang) string {
				return sprintf(words, l, shareIn(l, of), shareIn(l, filled), shareIn(l, of-filled))
			}))
		}
	}
	var filled, posts, used, allowed unit.FTE
	for _, one := range after.Posts {
		if slices.Contains(one.By, c.ID) && one.Filled != nil {
			filled, posts = filled+*one.Filled, posts+one.Share
		}
	}
	for _, m := range after.Permits {
		if m.FilledBy == c.ID {
			used, allowed = used+*m.Filled, allowed+m.Ceiling
		}
	}
	told(text.T("Von %s Stellen sind dann %s besetzt und %s frei.", "Of %s posts %s are filled then and %s open."), filled, posts)
	told(text.T("Von %s Stellen, die daneben erlaubt sind, sind dann %s besetzt und %s frei.", "Of %s posts that are allowed beside the plan %s are filled then and %s open."), used, allowed)
	return list
}

// numberWords say which numbers a change gives to posts that had none.
func numberWords(before, after PostPlan, c staffing.PostChange) []text.Text {
	var list []text.Text
	for _, n := range c.Posts {
		p := after.Numbered(n.Number)
		if n.Number == "" || p == nil || before.Numbered(n.Number) != nil || slices.Index(p.By, c.ID) < 1 {
			continue
		}
		list = append(list, text.T("Die Nummer "+n.Number+" hat noch keine Stelle: Sie wird einer Stelle ohne Nummer gegeben ("+p.Unit+" "+p.Grade+").",
			"No post has the number "+n.Number+" yet: it is given to a post without one ("+p.Unit+" "+p.Grade+")."))
	}
	return list
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package councildata

import (
	"strings"

	"planraum/internal/city/council"
	"planraum/internal/exchange/oparl"
)

// has reports whether a text holds one of some words, in whatever case.
func has(s string, words ...string) bool {
	s = strings.ToLower(s)
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}

// committeeKind tells what an organization is by its type, classification and name;
// false where it is no body of the council, such as a party or an office.
func committeeKind(o oparl.Object) (council.CommitteeKind, bool) {
	kind, name := o.Text("organizationType")+" "+o.Text("classification"), o.Text("name")
	switch {
	case has(kind, "fraktion", "gruppe"):
		return council.Fraction, true
	case has(kind, "partei", "verwaltung", "institution", "sonstig", "amt"):
		return "", false
	case has(kind+name, "bezirksbeirat", "bezirksvertretung", "ortsbeirat", "ortschaftsrat", "stadtbezirk"):
		return council.District, true
	case has(kind+name, "beirat"):
		return council.Advisory, true
	case has(kind, "hauptorgan") || has(name, "gemeinderat", "stadtrat", "kreistag", "vollversammlung") && !has(name, "ausschuss"):
		return council.Plenary, true
	}
	return council.Standing, true
}

// paperType tells the type of a paper; a word that is not known stays as it is
// written.
func paperType(word string) council.PaperType {
	for _, c := range []struct {
		words []string
		is    council.PaperType
	}{
		{[]string{"beantwortung", "antwort", "stellungnahme", "answer"}, council.Answer},
		{[]string{"anfrage", "inquiry"}, council.Inquiry},
		{[]string{"haushaltsantrag"}, council.BudgetAsk},
		{[]string{"antrag", "motion"}, council.Motion},
		{[]string{"lesung"}, council.Reading},
		{[]string{"mitteilungsvorlage zum haushalt"}, council.Budgetary},
		{[]string{"beschlussvorlage", "beschluss", "resolution"}, council.Resolution},
		{[]string{"mitteilung", "bericht", "information", "kenntnis", "report"}, council.Report},
		{[]string{"protokoll", "niederschrift", "minutes"}, council.Protocol},
	} {
		if has(word, c.words...) {
			return c.is
		}
	}
	if word = strings.TrimSpace(word); word == "" {
		return "unbekannt"
	}
	return council.PaperType(word)
}

// step tells what a committee is asked to do; empty where the word is not known.
func step(word string) council.Step {
	switch {
	case has(word, "einbring"):
		return council.Introduction
	case has(word, "vorberat", "empfehl"):
		return council.Preliminary
	case has(word, "kenntnis", "information", "anhör"):
		return council.Notice
	case has(word, "beschluss", "entscheid"):
		return council.Decision
	case has(word, "berat"):
		return council.Deliberation
	}
	return ""
}

// result tells what came of an item; empty where the word is not known.
func result(word string) council.Result {
	switch {
	case has(word, "zurückgezogen", "abgesetzt"):
		return council.Withdrawn
	case has(word, "abgelehnt", "nicht beschlossen", "nicht angenommen"):
		return council.Rejected
	case has(word, "geändert", "mit änderung", "modifiziert") && !has(word, "ungeändert", "unverändert"):
		return council.Amended
	case has(word, "vertagt", "zurückgestellt"):
		return council.Deferred
	case has(word, "verwiesen", "überwiesen"):
		return council.Referred
	case has(word, "kenntnis"):
		return council.Noted
	case has(word, "beschlossen", "angenommen", "zugestimmt", "empfohlen", "einstimmig"):
		return council.Accepted
	}
	return ""
}

// sittingState tells how far a meeting is.
func sittingState(o oparl.Object, treated bool) council.SittingState {
	cancelled, _ := o.Is("cancelled")
	word := o.Text("meetingState")
	switch {
	case cancelled || has(word, "abgesagt", "entfällt", "entfallen", "cancel"):
		return council.Cancelled
	case has(word, "durchgeführt", "stattgefunden", "beendet", "abgeschlossen") || treated:
		return council.Held
	case has(word, "eingeladen", "einladung"):
		return council.Invited
	}
	return council.Planned
}

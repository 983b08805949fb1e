// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package warning

import "planraum/internal/text"

// A plan and an outlook both say how many places are missing, and differ: they answer two
// questions. Pages and papers tell them apart in the same words.

// ifAsAssumed is what a plan reckons with, ifAsCounted an outlook, rises what a rise does in it.
var (
	ifAsAssumed = text.T("wenn so viele Menschen kommen und gehen, wie die Stadt annimmt", "if as many people come and leave as the city assumes")
	ifAsCounted = text.T("wenn es weitergeht wie in den letzten Zählungen", "if things go on as in the last counts")
	rises       = text.T("ein Anstieg hört in ihr nicht von selbst auf", "a rise does not end in it of itself")
)

// AnswerOfPlan is what a plan's number of missing places answers.
func AnswerOfPlan() text.Text {
	return text.T("Der Plan sagt, wie viele Plätze fehlen, "+ifAsAssumed.De+". Er nennt eine Zahl ohne Spanne.",
		"The plan says how many places are missing "+ifAsAssumed.En+". It names one number without a range.")
}

// AnswerOfOutlook is what an outlook's number of missing places answers.
func AnswerOfOutlook() text.Text {
	return text.T("Die Vorausschau sagt, wie viele Plätze fehlen, "+ifAsCounted.De+". Sie nennt die Mitte vieler Verläufe und eine Spanne, und "+rises.De+".",
		"The outlook says how many places are missing "+ifAsCounted.En+". It names the middle of many courses and a range, and "+rises.En+".")
}

// TwoAnswers says why a plan and an outlook name different numbers of missing places.
func TwoAnswers() text.Text {
	plan, outlook := AnswerOfPlan(), AnswerOfOutlook()
	return text.T("Plan und Vorausschau beantworten zwei Fragen. "+plan.De+" "+outlook.De, "Plan and outlook answer two questions. "+plan.En+" "+outlook.En)
}

// TwoAnswersShort is the same in one sentence.
func TwoAnswersShort() text.Text {
	return text.T("Der Plan rechnet, "+ifAsAssumed.De+"; die Vorausschau, "+ifAsCounted.De+".", "The plan reckons "+ifAsAssumed.En+"; the outlook, "+ifAsCounted.En+".")
}

// BesideForecast says why the forecast of one series names another number of persons
// than a plan or an outlook, of those that there are.
func BesideForecast(plan, outlook bool) text.Text {
	say := text.T("Die Zahlen beantworten verschiedene Fragen. Die Prognose setzt nur den Verlauf dieser einen Reihe fort.", "The numbers answer different questions. The forecast only continues the course of this one series.")
	if plan {
		say = text.T(say.De+" Der Plan rechnet, "+ifAsAssumed.De+".", say.En+" The plan reckons "+ifAsAssumed.En+".")
	}
	if outlook {
		say = text.T(say.De+" Die Vorausschau rechnet Zugänge und Abgänge für sich, "+ifAsCounted.De+"; "+rises.De+".", say.En+" The outlook reckons arrivals and departures by themselves, "+ifAsCounted.En+"; "+rises.En+".")
	}
	return say
}

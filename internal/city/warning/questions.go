// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package warning

import "planraum/internal/text"

// A plan and an outlook both say how many places are missing, and differ: they answer two
// questions. Pages and papers tell them apart in the same words.

// AnswerOfPlan is what a plan's number of missing places answers.
func AnswerOfPlan() text.Text {
	return text.T("Der Plan sagt, wie viele Plätze fehlen, wenn so viele Menschen kommen und gehen, wie die Stadt annimmt. Er nennt eine Zahl ohne Spanne.",
		"The plan says how many places are missing if as many people come and leave as the city assumes. It names one number without a range.")
}

// AnswerOfOutlook is what an outlook's number of missing places answers.
func AnswerOfOutlook() text.Text {
	return text.T("Die Vorausschau sagt, wie viele Plätze fehlen, wenn es weitergeht wie in den letzten Zählungen. Sie nennt die Mitte vieler Verläufe und eine Spanne, und ein Anstieg hört in ihr nicht von selbst auf.",
		"The outlook says how many places are missing if things go on as in the last counts. It names the middle of many courses and a range, and a rise does not end in it of itself.")
}

// TwoAnswers says why a plan and an outlook name different numbers of missing places.
func TwoAnswers() text.Text {
	plan, outlook := AnswerOfPlan(), AnswerOfOutlook()
	return text.T("Plan und Vorausschau beantworten zwei Fragen. "+plan.De+" "+outlook.De, "Plan and outlook answer two questions. "+plan.En+" "+outlook.En)
}

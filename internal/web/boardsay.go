// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/city/measure"
	"planraum/internal/desk/measures"
	"planraum/internal/text"
	"planraum/internal/web/view"
)

// boardSentence names what is off its track, then what is late.
func boardSentence(b measures.Board) text.Text {
	return say(func(l text.Lang) string {
		off := offTrackWords(b, l)
		switch late := counted(l, len(b.Overdue), text.T("Ein Auftrag ist überfällig", "One action is overdue"), text.T("%s Aufträge sind überfällig", "%s actions are overdue")); {
		case len(b.Overdue) > 0 && len(b.Off) > 0:
			return off + ", " + counted(l, len(b.Overdue), text.T("ein Auftrag ist überfällig", "one action is overdue"), text.T("%s Aufträge sind überfällig", "%s actions are overdue")) + "."
		case len(b.Overdue) > 0:
			return late + "; " + onTrack(b, l) + "."
		case len(b.Off) > 0:
			return off + text.T(", kein Auftrag ist überfällig.", ", no action is overdue.").In(l)
		case b.Open == 0 && b.Running == 0:
			return text.T("Es ist kein Auftrag offen, und keine Maßnahme läuft.", "No action is open, and no measure is running.").In(l)
		}
		return text.T("Kein Auftrag ist überfällig, und ", "No action is overdue, and ").In(l) + onTrack(b, l) + "."
	})
}

// offTrackWords counts what is off its track: measures, and actions that are to move a figure.
func offTrackWords(b measures.Board, l text.Lang) string {
	byMeasure := 0
	for _, e := range b.Off {
		if e.By == measure.ByMeasure {
			byMeasure++
		}
	}
	byAction := len(b.Off) - byMeasure
	done := counted(l, byMeasure, text.T("Eine Maßnahme", "One measure"), text.T("%s Maßnahmen", "%s measures"))
	asked := counted(l, byAction, text.T("ein Auftrag", "one action"), text.T("%s Aufträge", "%s actions"))
	is, are := text.T(" liegt nicht auf Kurs", " is off its track"), text.T(" liegen nicht auf Kurs", " are off their track")
	switch {
	case byMeasure > 0 && byAction > 0:
		return done + text.T(" und ", " and ").In(l) + asked + are.In(l)
	case byAction == 1:
		return text.T("Ein Auftrag", "One action").In(l) + is.In(l)
	case byAction > 1:
		return asked + are.In(l)
	case byMeasure == 1:
		return done + is.In(l)
	}
	return done + are.In(l)
}

// onTrack says that nothing is off its track, or that nothing can be judged.
func onTrack(b measures.Board, l text.Lang) string {
	one, none := text.T("eine Maßnahme neben ihrem", "a measure is off its"), text.T("keine Maßnahme liegt erkennbar neben ihrem", "no measure is visibly off its")
	if b.Tasks > 0 {
		one, none = text.T("eine Maßnahme oder ein Auftrag neben dem", "a measure or an action is off its"), text.T("keine Maßnahme und kein Auftrag liegt erkennbar neben dem", "no measure and no action is visibly off its")
	}
	all := b.Running + b.Tasks
	switch {
	case all > 0 && b.Unknown == all:
		return fmt.Sprintf(text.T("ob %s Kurs liegt, ist noch nicht zu beurteilen", "whether %s track cannot be judged yet").In(l), one.In(l))
	case b.Unknown > 0:
		return fmt.Sprintf(text.T("%s Kurs (%s von %s nicht beurteilbar)", "%s track (%s of %s cannot be judged)").In(l), none.In(l), l.Int(int64(b.Unknown)), l.Int(int64(all)))
	}
	return none.In(l) + text.T(" Kurs", " track").In(l)
}

// offNote says of how many that many are off their track, and how many cannot be judged.
func offNote(b measures.Board) text.Text {
	return say(func(l text.Lang) string {
		s := fmt.Sprintf(text.T("von %s", "of %s").In(l), counted(l, b.Running, text.T("einer laufenden Maßnahme", "one running measure"), text.T("%s laufenden Maßnahmen", "%s running measures")))
		if b.Tasks > 0 {
			s += counted(l, b.Tasks, text.T(" und einem Auftrag mit Prüftag", " and one action with a check date"), text.T(" und %s Aufträgen mit Prüftag", " and %s actions with a check date"))
		}
		if b.Unknown > 0 {
			s += fmt.Sprintf(text.T("; %s nicht beurteilbar", "; %s cannot be judged").In(l), l.Int(int64(b.Unknown)))
		}
		return s
	})
}

func boardFigures(b measures.Board, r request) []view.KeyFigure {
	figure := func(de, en string, n int, note text.Text) view.KeyFigure {
		return view.KeyFigure{Name: text.T(de, en), Written: r.Lang.Int(int64(n)), Note: note}
	}
	return []view.KeyFigure{
		figure("Überfällige Aufträge", "Overdue actions", len(b.Overdue), text.T(fmt.Sprintf("von %d offenen", b.Open), fmt.Sprintf("of %d open ones", b.Open))),
		figure("Nicht auf Kurs", "Off their track", len(b.Off), offNote(b)),
		figure("Bald fällig", "Due soon", len(b.Soon), text.T(fmt.Sprintf("in %d Tagen", measures.SoonDays), fmt.Sprintf("within %d days", measures.SoonDays))),
	}
}

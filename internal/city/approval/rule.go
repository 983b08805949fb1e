// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package approval

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"planraum/internal/city/identity"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Situation is what an act meets.
type Situation struct {
	Newest int64 // running number of the unit's newest figure
	// Entered names who entered the figures that wait: a release must be given
	// by somebody else.
	Entered []string
}

// longestNote is the most characters that a note may have.
const longestNote = 2000

// After returns the course with one more event, or says why that must not be.
// It is the whole rule of the release: what is entered is checked, what is
// checked is released by somebody who has neither entered nor checked it, and
// what takes something back needs a reason.
func (c Course) After(e Event, now Situation) (Course, error) {
	e.Note = strings.TrimSpace(e.Note)
	if err := c.allowed(e, now); err != nil {
		return c, err
	}
	next := c
	next.Events = append(slices.Clone(c.Events), e)
	return next, nil
}

func (c Course) allowed(e Event, now Situation) error {
	op := fmt.Sprintf("approval.After(%s %s)", c.Unit(), e.Act)
	if err := checkNote(op, e); err != nil {
		return err
	}
	if now.Newest > e.Position {
		return fault.New(fault.Conflict, op,
			"Inzwischen sind neue Werte dieser Quelle zu diesem Monat eingegangen. Bitte die Seite neu laden und sie mit prüfen.",
			"New figures of this source for this month have come in meanwhile. Please reload the page and check them too.")
	}
	state := c.State(now.Newest)
	_, released := c.Release()
	switch e.Act {
	case Check:
		if state != Entered {
			return conflict(op, "Zu prüfen ist hier nichts: Der Monat ist schon "+state.Label().De+".", "There is nothing to check: the month is "+state.Label().En+" already.")
		}
	case Return:
		if state != Checked {
			return conflict(op, "Zurückgeben lässt sich nur ein geprüfter Monat.", "Only a checked month can be returned.")
		}
	case Release:
		return c.mayRelease(op, e, now, state)
	case Reopen:
		if state != Released {
			return conflict(op, "Öffnen lässt sich nur ein freigegebener Monat.", "Only a released month can be reopened.")
		}
	case Withdraw:
		if !released {
			return conflict(op, "Für diesen Monat gilt keine Freigabe, die sich zurückziehen ließe.", "There is no release of this month that could be withdrawn.")
		}
	default:
		return fault.Wrap(op, fmt.Errorf("%q is no act", e.Act))
	}
	return nil
}

// mayRelease keeps the rule of two persons.
func (c Course) mayRelease(op string, e Event, now Situation, state State) error {
	if state != Checked {
		return conflict(op, "Freigeben lässt sich nur ein geprüfter Monat; dieser ist "+state.Label().De+".", "Only a checked month can be released; this one is "+state.Label().En+".")
	}
	if last, _ := c.Last(); identity.SameActor(last.By, e.By) {
		return fault.New(fault.Forbidden, op,
			"Freigeben muss eine zweite Person: "+e.By+" hat diesen Monat geprüft.", "A second person must release: "+e.By+" has checked this month.")
	}
	if slices.ContainsFunc(now.Entered, func(by string) bool { return identity.SameActor(by, e.By) }) {
		return fault.New(fault.Forbidden, op,
			"Freigeben muss eine zweite Person: "+e.By+" hat Werte dieses Monats erfasst.", "A second person must release: "+e.By+" has entered figures of this month.")
	}
	return nil
}

func conflict(op, de, en string) error { return fault.New(fault.Conflict, op, de, en) }

func checkNote(op string, e Event) error {
	n := utf8.RuneCountInString(e.Note)
	switch {
	case e.By == "" || e.At.IsZero():
		return fault.Wrap(op, fmt.Errorf("an event needs an actor and a time"))
	case e.Act.NeedsReason() && n == 0:
		return fault.Refuse(op, []fault.Row{{File: "Freigabe", Column: "note", Value: e.Note, Expected: text.T(
			"eine Begründung, höchstens 2.000 Zeichen: Sie bleibt in der Geschichte des Monats", "a reason of at most 2,000 characters: it stays in the month's history")}})
	case n > longestNote:
		return fault.Refuse(op, []fault.Row{{File: "Freigabe", Column: "note", Value: string([]rune(e.Note)[:60]) + " …", Expected: text.T(
			"höchstens 2.000 Zeichen", "at most 2,000 characters")}})
	}
	return nil
}

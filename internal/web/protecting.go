// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"fmt"

	"planraum/internal/desk/protect"
	"planraum/internal/text"
)

// makingRefresh is after how many seconds a page that waits for the first
// protected table asks again.
const makingRefresh = 5

// tellProtecting says on the page, and in its files, what the answer leaves out
// because it is not protected yet.
func (s *server) tellProtecting(r request) (request, error) {
	if s.Protect == nil {
		return r, nil
	}
	w, err := s.Protect.Waiting(r.Context())
	if err != nil || w.Figures == 0 {
		return r, err
	}
	r.Protecting = protectingSentence(w)
	r.Protection = text.T(r.Protection.De+"; "+r.Protecting.De, r.Protection.En+"; "+r.Protecting.En)
	return r, nil
}

func protectingSentence(w protect.Waiting) text.Text {
	return say(func(l text.Lang) string {
		n := l.Int(int64(w.Figures))
		switch {
		case w.Failed:
			return fmt.Sprintf(text.T("Neue Werte, die noch nicht geschützt werden konnten und deshalb fehlen: %s. Es wird erneut versucht.",
				"New figures that could not be protected yet and are therefore left out: %s. It is tried again.").In(l), n)
		case w.Figures == 1:
			return text.T("1 neuer Wert wird noch geschützt und erscheint, sobald das fertig ist.", "1 new figure is still being protected and appears as soon as that is done.").In(l)
		}
		return fmt.Sprintf(text.T("%s neue Werte werden noch geschützt und erscheinen, sobald das fertig ist.",
			"%s new figures are still being protected and appear as soon as that is done.").In(l), n)
	})
}

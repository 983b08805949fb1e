// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"net/http"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// stepField is the field of a form that says which of its buttons was pressed.
const stepField = "schritt"

// oneStep is the step that a form names; empty where it names none or several.
func oneStep(r request) string {
	if said := r.PostForm[stepField]; len(said) == 1 {
		return said[0]
	}
	return ""
}

// noSuchStep answers a form that names none of its steps: nothing was done.
func noSuchStep() answer {
	say := text.T("Das Formular sagt nicht, was geschehen soll; es wurde nichts gespeichert.", "The form does not say what is to be done; nothing was stored.")
	return answer{
		name: text.T("Fehler", "Error"), answer: say, status: http.StatusBadRequest,
		body: refusalBody(&fault.Error{Kind: fault.Invalid, Op: "web.noSuchStep", Say: say}),
	}
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package web

import (
	"context"
	"net/http"
	"strings"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// nowhere answers what no route answers: there is no such page, or there is one
// that is not asked for by such a method.
func nowhere(mux *http.ServeMux) handler {
	return func(_ context.Context, r request) (answer, error) {
		allowed := methods(mux, r.Request)
		if len(allowed) == 0 {
			return answer{}, noPage(r)
		}
		return answer{
			name:   text.T("Fehler", "Error"),
			answer: text.T("Diese Seite kann man so nicht aufrufen", "This page cannot be asked for in this way"),
			facts:  []text.Text{text.T("erlaubt: "+strings.Join(allowed, ", "), "allowed: "+strings.Join(allowed, ", "))},
			status: http.StatusMethodNotAllowed, headers: map[string]string{"Allow": strings.Join(allowed, ", ")},
			body: refusalBody(nil),
		}, nil
	}
}

func noPage(r request) error {
	return fault.New(fault.NotFound, "web.noPage("+r.URL.Path+")", "Diese Seite gibt es nicht.", "There is no such page.")
}

// methods are those that a route answers at the address of a request.
func methods(mux *http.ServeMux, r *http.Request) []string {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		probe := r.WithContext(r.Context())
		probe.Method = method
		switch _, pattern := mux.Handler(probe); pattern {
		case "", nowhereRoute, nowhereEnglish:
		default:
			allowed = append(allowed, method)
		}
	}
	return allowed
}

// ownForms refuses what other sites have a browser send here, on a page in the
// language of the address.
func (s *server) ownForms(next http.Handler) http.Handler {
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		lang := text.De
		if hr.URL.Path == "/en" || strings.HasPrefix(hr.URL.Path, nowhereEnglish) {
			lang = text.En
		}
		r, err := s.request(hr, lang)
		if err == nil {
			err = fault.New(fault.Forbidden, "web.ownForms",
				"Diese Eingabe kam von einer anderen Website und wurde nicht angenommen. Bitte die Seite hier öffnen und dort absenden.",
				"This input came from another site and has not been taken. Please open the page here and send it there.")
		}
		s.fail(w, r, err)
	}))
	return guard.Handler(next)
}

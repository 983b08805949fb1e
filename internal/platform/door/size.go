// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door

import (
	"net/http"
	"strings"

	"planraum/internal/text"
)

// Limits of a request. Longer headers the server itself refuses.
const (
	BodyLimit    = 2 << 20  // bytes of a body that is no file: the longest form
	AddressLimit = 8 << 10  // bytes of path and query
	HeaderLimit  = 64 << 10 // bytes of all headers, with the address
)

// sized refuses what is too long.
func (c Config) sized(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case len(r.RequestURI) > AddressLimit:
			refuse(w, r, http.StatusRequestURITooLong, text.T("Die Adresse ist zu lang.", "The address is too long."))
			return
		case c.streams(r.URL.Path):
		case r.ContentLength > BodyLimit:
			refuse(w, r, http.StatusRequestEntityTooLarge, text.T("Die Anfrage ist zu groß: Eingaben dürfen 2 MB lang sein.", "The request is too large: input may be 2 MB long."))
			return
		default:
			r.Body = http.MaxBytesReader(w, r.Body, BodyLimit)
		}
		next.ServeHTTP(w, r)
	})
}

func (c Config) streams(path string) bool {
	for _, s := range c.Streams {
		if path == s || strings.HasSuffix(s, "/") && strings.HasPrefix(path, s) {
			return true
		}
	}
	return false
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

// Package door stands before all faces: it learns from trusted proxies who
// asks, refuses hosts that are not this installation's and requests that are
// too large, and puts the headers on every answer that keep a browser from
// being turned against its user.
package door

import (
	"net/http"
	"strconv"
	"strings"

	"planraum/internal/text"
)

// Config says whom the door lets in and how.
type Config struct {
	Proxies Proxies
	Hosts   Hosts
	// Strict says that the installation is reached by https only, so that
	// browsers are told never to try without.
	Strict bool
	// Streams are paths whose bodies may be longer than BodyLimit; whoever reads
	// them sets a limit of his own. One that ends in / stands for all below it.
	Streams []string
	// Pace bounds how much one address may ask; nil: nothing does. Programs on the
	// machine itself are not counted: a proxy among them that is not trusted would
	// be everybody.
	Pace *Pace
}

// Clad returns a handler that learns from trusted proxies who asks, and puts the
// headers on every answer. It stands first, before what logs and what answers
// for a handler that panicked.
func (c Config) Clad(next http.Handler) http.Handler {
	return c.Proxies.handler(Headers(c.strict(next), NoContent))
}

// Guarded returns a handler that lets through what may come in. It stands
// behind what logs, so that refusals are seen.
func (c Config) Guarded(next http.Handler) http.Handler {
	return c.paced(c.Hosts.handler(c.sized(next)))
}

// refuse answers in one sentence, in the language of the page or of the client.
func refuse(w http.ResponseWriter, r *http.Request, status int, say text.Text) {
	lang := text.Parse(r.Header.Get("Accept-Language"))
	if strings.HasPrefix(r.URL.Path, "/en/") {
		lang = text.En
	}
	body := say.In(lang) + "\n"
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Language", string(lang))
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Connection", "close")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

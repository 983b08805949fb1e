// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
)

// clientHeader must stand in every request that changes something. A form of
// another site cannot set it.
const clientHeader = "Planraum-Client"

// writing marks the operations that change something.
const writing = "writing"

func protects(op *huma.Operation) bool {
	_, ok := op.Metadata[writing]
	return ok
}

// mayWrite decides who may change something: who is signed in, by a token that
// may write, or by a browser's session on a page of ours. A visitor of the
// demonstration may as a program on this machine only.
func mayWrite(r *http.Request) error {
	p, _ := identity.Of(r.Context())
	switch p.Means {
	case identity.Token:
		if !p.May("write") {
			return forbidden("Mit diesem Token darf man nur lesen.", "This token may only read.")
		}
		return nil
	case identity.Session:
		if crossSite(r) || r.Header.Get(clientHeader) != "1" {
			return forbidden("Mit einer Sitzung schreiben nur Seiten dieser Installation, mit der Kopfzeile „"+clientHeader+": 1“; Programme nehmen einen Token.",
				"With a session only pages of this installation write, with the header “"+clientHeader+": 1”; programs take a token.")
		}
		return nil
	case identity.Demo:
		return onThisMachine(r)
	}
	return forbidden("Zum Schreiben braucht man einen Token: „Authorization: Bearer planraum_…“. Es gibt ihn auf der Seite „Mein Konto“.",
		"Writing needs a token: “Authorization: Bearer planraum_…”. The page “My account” hands them out.")
}

// crossSite reports whether a browser sent the request for another site.
func crossSite(r *http.Request) bool { return http.NewCrossOriginProtection().Check(r) != nil }

// onThisMachine lets programs on this machine write to a demonstration. The peer
// must be the machine itself; the host must be called by a local name, so that a
// foreign name pointing here (DNS rebinding) does not pass for one; no proxy may
// have forwarded the request; the client must have set the header, and a browser
// must not have sent it for another site.
func onThisMachine(r *http.Request) error {
	switch {
	case !local(r.RemoteAddr) || !local(r.Host):
		return forbidden("In der Vorführung schreibt nur ein Programm auf demselben Rechner, über localhost.",
			"In the demonstration only a program on the same machine writes, by way of localhost.")
	case forwarded(r.Header):
		return forbidden("Die Anfrage kam über einen Proxy; in der Vorführung schreibt nur ein Programm auf demselben Rechner.",
			"The request came through a proxy; in the demonstration only a program on the same machine writes.")
	case r.Header.Get(clientHeader) != "1":
		return forbidden("Schreibende Anfragen brauchen die Kopfzeile „"+clientHeader+": 1“.",
			"Requests that write need the header “"+clientHeader+": 1”.")
	case crossSite(r):
		return forbidden("Ein Browser hat die Anfrage für eine andere Website gesendet.",
			"A browser sent the request for another site.")
	}
	return nil
}

// openToPublic marks the operations that serve the public.
const openToPublic = "public"

// actor is who asks, as far as this API serves whom it is for; nobody in
// particular where that was not said.
func (f *face) actor(r *http.Request) audience.Actor {
	p, _ := identity.Of(r.Context())
	a := p.Actor()
	a.Audience = a.Audience.Within(f.Audience)
	return a
}

// by names who writes, as records of what was done keep it.
func by(ctx context.Context) string {
	if p, _ := identity.Of(ctx); p.Account != 0 {
		return p.By()
	}
	return "API"
}

// mayRead refuses the public what is not meant for it.
func mayRead(op *huma.Operation, by audience.Actor) error {
	if _, open := op.Metadata[openToPublic]; open || by.Audience != audience.Public {
		return nil
	}
	return fault.New(fault.Forbidden, "api.mayRead("+op.OperationID+")",
		"Diese Auskunft steht der Öffentlichkeit nicht offen; öffentlich sind Werte, Kennzahlen, Zielgruppen und Gebiete.",
		"This operation is not open to the public; public are figures, indicators, groups and areas.")
}

func forbidden(de, en string) error { return fault.New(fault.Forbidden, "api.mayWrite", de, en) }

// local reports whether an address with or without port is this machine.
func local(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		host = address
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && ip.Unmap().IsLoopback()
}

func forwarded(h http.Header) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if h.Get(name) != "" {
			return true
		}
	}
	return false
}

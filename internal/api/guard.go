// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/audience"
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

// mayWrite decides who may change something as long as there is no sign-in:
// programs on this machine only. The peer must be the machine itself; the host
// must be called by a local name, so that a foreign name pointing here (DNS
// rebinding) does not pass for one; no proxy may have forwarded the request; the
// client must have set the header, and a browser must not have sent it for
// another site.
func mayWrite(r *http.Request) error {
	switch {
	case !local(r.RemoteAddr) || !local(r.Host):
		return forbidden("Schreiben darf nur ein Programm auf demselben Rechner, über localhost: Eine Anmeldung gibt es noch nicht.",
			"Only a program on the same machine may write, by way of localhost: there is no sign-in yet.")
	case forwarded(r.Header):
		return forbidden("Die Anfrage kam über einen Proxy; schreiben darf nur ein Programm auf demselben Rechner.",
			"The request came through a proxy; only a program on the same machine may write.")
	case r.Header.Get(clientHeader) != "1":
		return forbidden("Schreibende Anfragen brauchen die Kopfzeile „"+clientHeader+": 1“.",
			"Requests that write need the header “"+clientHeader+": 1”.")
	case http.NewCrossOriginProtection().Check(r) != nil:
		return forbidden("Ein Browser hat die Anfrage für eine andere Website gesendet.",
			"A browser sent the request for another site.")
	}
	return nil
}

// openToPublic marks the operations that serve the public.
const openToPublic = "public"

// actor is who asks, as far as this API serves whom it is for.
func (f *face) actor(r *http.Request) audience.Actor {
	a := f.role(r)
	a.Audience = a.Audience.Within(f.Audience)
	return a
}

// role is in a demonstration the role that the visitor has chosen on the pages,
// else the planner. Sign-in takes its place.
func (f *face) role(r *http.Request) audience.Actor {
	if f.Demo {
		if c, err := r.Cookie(audience.RoleCookie); err == nil {
			if a, ok := audience.Role(c.Value); ok {
				return a
			}
			return audience.Visitor // who says something unknown of himself may do least
		}
	}
	return audience.Planner
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

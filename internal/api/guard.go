// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"planraum/internal/city/audience"
	"planraum/internal/city/identity"
	"planraum/internal/fault"
	"planraum/internal/method/rights"
	"planraum/internal/platform/signin"
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
	case !signin.Local(r.RemoteAddr) || !signin.Local(r.Host):
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

// needed is the key of what an operation needs by the rules of rights.
const needed = "needed"

// by names who writes, as records of what was done keep it.
func by(ctx context.Context) string {
	if p, _ := identity.Of(ctx); p.Account != 0 {
		return p.By()
	}
	return "API"
}

// need is what an operation needs: the action, the kind of what it is done to,
// and which one.
type need struct {
	action rights.Action
	kind   rights.Kind
	which  which
}

// which finds what an operation is done to; nil: a list, open to whoever may do
// it somewhere.
type which func(f *face, r *http.Request) (rights.Resource, error)

// whole asks for the right in the whole city and for all topics.
func whole(*face, *http.Request) (rights.Resource, error) { return rights.Resource{}, nil }

// ofSite is the site of the address.
func ofSite(f *face, r *http.Request) (rights.Resource, error) {
	key := r.PathValue("site")
	versions, err := f.Capacity.Site(r.Context(), key)
	if err != nil {
		return rights.Resource{}, err
	}
	holder, err := f.Rights.SiteHolder(r.Context(), key)
	return rights.Resource{Area: versions[len(versions)-1].Area, Holder: holder}, err
}

// principal is who asks, as far as this API serves whom it is for; nobody in
// particular where that was not said.
func (f *face) principal(r *http.Request) identity.Principal {
	p, _ := identity.Of(r.Context())
	return p.Within(f.Audience)
}

// mayUse is allow through the lens of who asks, under which what an operation is
// done to is looked up.
func (f *face) mayUse(op *huma.Operation, r *http.Request, by identity.Principal) error {
	lens, err := f.Rights.Lens(r.Context(), by, false)
	if err != nil {
		return err
	}
	return f.allow(op, r.WithContext(audience.With(r.Context(), lens)))
}

// allow asks the rules whether who asks may use the operation. One that names
// no need is forbidden to everybody.
func (f *face) allow(op *huma.Operation, r *http.Request) error {
	n, named := op.Metadata[needed].(need)
	if !named || n.action == "" {
		return fault.New(fault.Forbidden, "api.allow("+op.OperationID+")",
			"Für diese Auskunft nennt keine Regel ein Recht; deshalb ist sie gesperrt.", "No rule names a right for this operation; therefore it is closed.")
	}
	what := rights.Resource{Somewhere: true}
	var found error
	if n.which != nil {
		what, found = n.which(f, r)
	}
	what.Kind = n.kind
	return f.Rights.AllowKnown(r.Context(), n.action, what, found)
}

func forbidden(de, en string) error { return fault.New(fault.Forbidden, "api.mayWrite", de, en) }

func forwarded(h http.Header) bool {
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via"} {
		if h.Get(name) != "" {
			return true
		}
	}
	return false
}

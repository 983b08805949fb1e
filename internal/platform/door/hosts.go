// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"planraum/internal/text"
)

// Hosts are the names under which the installation is reached, without ports.
// A request by another name is refused: its answer would hold links to that
// name, and a page of a foreign name that points here (DNS rebinding) could
// read what only this machine may. Always allowed are loopback names and the
// address on which the request arrived.
type Hosts struct {
	Names []string
	// Also returns a further name, which may change while the program runs; nil:
	// there is none. It is asked where no other name fits.
	Also func(ctx context.Context) string
}

func (h Hosts) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name, ok := hostname(r.Host); {
		case !ok:
			refuse(w, r, http.StatusBadRequest, text.T("Die Anfrage nennt keinen lesbaren Rechnernamen (Host).", "The request names no readable host."))
		case !h.allows(name, r):
			refuse(w, r, http.StatusMisdirectedRequest, text.T("Unter diesem Rechnernamen ist Planraum hier nicht zu erreichen. Erlaubt sind --base-url und --host.",
				"Planraum is not reached by this host name here. Allowed are --base-url and --host."))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// hostname is a host without its port, in lower case; false where it is none.
func hostname(host string) (string, bool) {
	if name, port, err := net.SplitHostPort(host); err == nil {
		if strings.Trim(port, "0123456789") != "" {
			return "", false
		}
		host = name
	} else if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host, true
	}
	for _, c := range host {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '.' && c != '_' {
			return "", false
		}
	}
	return host, host != ""
}

func (h Hosts) allows(name string, r *http.Request) bool {
	for _, known := range h.Names {
		if strings.EqualFold(strings.TrimSuffix(known, "."), name) {
			return true
		}
	}
	ip, err := netip.ParseAddr(name)
	if err != nil {
		return name == "localhost" || strings.HasSuffix(name, ".localhost") || h.Also != nil && strings.EqualFold(h.Also(r.Context()), name)
	}
	if ip = ip.Unmap(); ip.IsLoopback() {
		return true
	}
	here, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	at, err := netip.ParseAddrPort(here.String())
	return err == nil && at.Addr().Unmap().WithZone("") == ip
}

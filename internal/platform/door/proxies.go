// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door

import (
	"context"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// Proxies are the machines whose word on who asks is taken.
type Proxies []netip.Prefix

type secureKey struct{}

// Secure reports whether a request came by https: to this program, or to a
// trusted proxy before it.
func Secure(r *http.Request) bool {
	proxied, _ := r.Context().Value(secureKey{}).(bool)
	return r.TLS != nil || proxied
}

// Scheme is https or http, as the one who asks sees it.
func Scheme(r *http.Request) string {
	if Secure(r) {
		return "https"
	}
	return "http"
}

// Address is the address of the one who asks, as far as proxies that are
// trusted tell; the zero Addr where there is none.
func Address(r *http.Request) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return at.Addr().Unmap().WithZone("")
}

func (p Proxies) trusts(a netip.Addr) bool {
	return a.IsValid() && slices.ContainsFunc(p, func(n netip.Prefix) bool { return n.Contains(a) })
}

// handler puts what trusted proxies say into the request: the address of the
// one who asks, the host and the scheme that he used. What others say of
// themselves changes nothing.
func (p Proxies) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !p.trusts(Address(r)) {
			next.ServeHTTP(w, r)
			return
		}
		secure := strings.EqualFold(last(r.Header.Values("X-Forwarded-Proto")), "https")
		r = r.WithContext(context.WithValue(r.Context(), secureKey{}, secure))
		if client := p.client(r.Header.Values("X-Forwarded-For")); client.IsValid() {
			r.RemoteAddr = netip.AddrPortFrom(client, 0).String()
		}
		if host := last(r.Header.Values("X-Forwarded-Host")); host != "" {
			r.Host = host
		}
		next.ServeHTTP(w, r)
	})
}

// client is the address that the last trusted proxy saw. The list is read from
// its end, because whoever asks can write what he likes at its beginning.
func (p Proxies) client(headers []string) netip.Addr {
	var client netip.Addr
	for _, entry := range slices.Backward(strings.Split(strings.Join(headers, ","), ",")) {
		a, err := netip.ParseAddr(strings.Trim(strings.TrimSpace(entry), "[]"))
		if err != nil {
			break
		}
		client = a.Unmap().WithZone("")
		if !p.trusts(client) {
			break
		}
	}
	return client
}

// last is the last entry of a list, which the nearest proxy wrote.
func last(headers []string) string {
	if len(headers) == 0 {
		return ""
	}
	entries := strings.Split(headers[len(headers)-1], ",")
	return strings.TrimSpace(entries[len(entries)-1])
}

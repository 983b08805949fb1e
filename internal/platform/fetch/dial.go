// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"time"
)

var errPrivate = errors.New("an address in the own network")

// dial connects. Where a host is not named for it, the address is looked at after its
// name was resolved and before anything is sent, so that no name can lead inside,
// not even one that changes its address meanwhile.
func (c *Client) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := &net.Dialer{Timeout: 20 * time.Second}
	if !c.named(address) {
		d.Control = func(_, resolved string, _ syscall.RawConn) error {
			at, err := netip.ParseAddrPort(resolved)
			if err != nil || !public(at.Addr()) {
				return fmt.Errorf("%w: %s", errPrivate, resolved)
			}
			return nil
		}
	}
	return d.DialContext(ctx, network, address)
}

// named reports whether the installation lets a host lie in the own network.
func (c *Client) named(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && slices.ContainsFunc(c.config.Private, func(s string) bool {
		return strings.EqualFold(s, host) || strings.EqualFold(s, address)
	})
}

// inside are networks that are not the public Internet, beside those that netip knows
// (IANA special-purpose address registries); the last four carry IPv4 addresses
// inside them.
var inside = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "fec0::/10",
	"64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16")

func prefixes(all ...string) []netip.Prefix {
	list := make([]netip.Prefix, len(all))
	for i, s := range all {
		list[i] = netip.MustParsePrefix(s)
	}
	return list
}

// public reports an address of the public Internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	return !slices.ContainsFunc(inside, func(p netip.Prefix) bool { return p.Contains(a) })
}

// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"planraum/internal/fault"
	"planraum/internal/text"
)

// Service says how pages and API are served.
type Service struct {
	Listen string
	Demo   bool
	// Operations is the address of measures and health checks; empty: none.
	Operations string
	// Certificate and Key are files for https; empty: without.
	Certificate, Key string
	Proxies          []netip.Prefix // whose word on who asks is taken
	Hosts            []string       // names under which others reach the pages
	Strict           bool           // others reach them by https only
	Drain            time.Duration  // between being told to stop and refusing requests
	MinimumFree      int64          // bytes on the disk
	Works            bool           // jobs are worked in this process
}

// serviceFlags are the flags of serve that make a Service.
type serviceFlags struct {
	Listen     string        `help:"help.listen" default:"127.0.0.1:8080" env:"PLANRAUM_LISTEN"`
	Demo       bool          `help:"help.servedemo"`
	Operations string        `help:"help.operations" env:"PLANRAUM_OPERATIONS" placeholder:"127.0.0.1:9090"`
	Cert       string        `name:"tls-cert" help:"help.tlscert" env:"PLANRAUM_TLS_CERT" complete:"file"`
	Key        string        `name:"tls-key" help:"help.tlskey" env:"PLANRAUM_TLS_KEY" complete:"file"`
	Proxies    []string      `name:"trusted-proxy" help:"help.proxies" env:"PLANRAUM_TRUSTED_PROXY"`
	Hosts      []string      `name:"host" help:"help.hosts" env:"PLANRAUM_HOSTS"`
	Drain      time.Duration `help:"help.drain" default:"0s" env:"PLANRAUM_DRAIN" placeholder:"5s"`
	MinFree    int64         `name:"min-free-mb" help:"help.minfree" default:"200" env:"PLANRAUM_MIN_FREE_MB"`
	Wait       time.Duration `help:"help.wait" default:"0s" env:"PLANRAUM_WAIT" placeholder:"30s"`
}

// service reads the flags; every fault is named.
func (f serviceFlags) service(base string) (Service, error) {
	const op = "cli.service"
	s := Service{
		Listen: f.Listen, Demo: f.Demo, Operations: near(f.Operations), Certificate: f.Cert, Key: f.Key,
		Hosts: slices.Clone(f.Hosts), Drain: f.Drain, MinimumFree: f.MinFree << 20,
	}
	var rows []fault.Row
	bad := func(flag, value, de, en string) {
		rows = append(rows, fault.Row{File: "--" + flag, Value: value, Expected: text.T(de, en)})
	}
	if (f.Cert == "") != (f.Key == "") {
		bad("tls-cert", f.Cert, "Zertifikat und Schlüssel zusammen: --tls-cert und --tls-key", "certificate and key together: --tls-cert and --tls-key")
	}
	for _, p := range f.Proxies {
		network, err := network(p)
		if err != nil {
			bad("trusted-proxy", p, "eine Adresse oder ein Netz wie 10.0.0.5 oder 10.0.0.0/24", "an address or a network such as 10.0.0.5 or 10.0.0.0/24")
			continue
		}
		s.Proxies = append(s.Proxies, network)
	}
	for _, h := range f.Hosts {
		if strings.ContainsAny(h, "/:*@ ") && !isAddress(h) {
			bad("host", h, "ein Rechnername ohne Port wie planung.stadt.de", "a host name without a port such as planning.city.org")
		}
	}
	if base != "" {
		if u, err := url.Parse(base); err != nil || !isBase(base) {
			bad("base-url", base, baseWanted.De, baseWanted.En)
		} else {
			s.Hosts, s.Strict = append(s.Hosts, u.Hostname()), u.Scheme == "https"
		}
	}
	if f.MinFree < 0 || f.Drain < 0 || f.Wait < 0 {
		bad("min-free-mb, --drain, --wait", "< 0", "nichts unter 0", "nothing below 0")
	}
	if len(rows) > 0 {
		return s, fault.Refuse(op, rows)
	}
	if f.Demo && !loopback(f.Listen) {
		return s, fault.New(fault.Invalid, op,
			"Die Vorführung hat keine Anmeldung und läuft deshalb nur auf der eigenen Adresse des Rechners (127.0.0.1 oder ::1), nicht auf „"+f.Listen+"“.",
			"The demonstration has no sign-in and therefore runs on the machine's own address only (127.0.0.1 or ::1), not on “"+f.Listen+"”.")
	}
	return s, nil
}

// near puts an address without a host on this machine alone.
func near(address string) string {
	if strings.HasPrefix(address, ":") {
		return "127.0.0.1" + address
	}
	return address
}

// network reads a network, or one address as the network of it alone.
func network(s string) (netip.Prefix, error) {
	if a, err := netip.ParseAddr(s); err == nil {
		return a.Prefix(a.BitLen())
	}
	p, err := netip.ParsePrefix(s)
	return p.Masked(), err
}

func isAddress(s string) bool {
	_, err := netip.ParseAddr(s)
	return err == nil
}

// loopback reports whether an address to listen on is this machine's own.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return true // for serve to refuse
	}
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

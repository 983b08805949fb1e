// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package cli

import (
	"cmp"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"planraum/internal/desk/catalogue"
	"planraum/internal/fault"
	"planraum/internal/text"
)

// linkFlags are the flags of commands that print a link to the pages. A command
// knows where these are served by the settings of serve.
type linkFlags struct {
	BaseURL string `name:"base-url" help:"help.baseurlelse" env:"PLANRAUM_BASE_URL"`
	Listen  string `hidden:"" default:"127.0.0.1:8080" env:"PLANRAUM_LISTEN"`
	Cert    string `name:"tls-cert" hidden:"" env:"PLANRAUM_TLS_CERT"`
}

// listening is the address at which serve would say it is.
func (f linkFlags) listening() string {
	if f.Cert != "" {
		return "https://" + f.Listen + "/"
	}
	return "http://" + f.Listen + "/"
}

// base is the beginning of links, which the command may be told, else the city
// is, else it is where the pages are served. A wrong one is refused before
// anything is done.
func (f linkFlags) base(s scope, house *House) (string, error) {
	if f.BaseURL != "" {
		if !isBase(f.BaseURL) {
			return "", fault.Refuse("cli.base", []fault.Row{{File: "--base-url", Value: f.BaseURL, Expected: baseWanted}})
		}
		return f.BaseURL, nil
	}
	var settings catalogue.Settings
	if house.Catalogue != nil {
		var err error
		if settings, err = house.Catalogue.Settings(s.ctx); err != nil {
			return "", err
		}
	}
	return linkBase("", settings.Base, f.listening()), nil
}

// linkBase is the beginning of links: what the program was told, else what the
// city is, else where it listens.
func linkBase(told, city, listening string) string {
	return strings.TrimSuffix(cmp.Or(told, city, onMachine(listening, true)), "/")
}

var baseWanted = text.T("eine Adresse wie https://planung.stadt.de", "an address such as https://planning.city.org")

// isBase reports whether an address can begin links.
func isBase(base string) bool {
	u, err := url.Parse(base)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != ""
}

// onMachine is an address as it is reached from the machine itself: nobody can
// go to 0.0.0.0 or [::]. With names the machine's own numbers become localhost
// as well, which passkeys need.
func onMachine(address string, names bool) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	ip, err := netip.ParseAddr(u.Hostname())
	if everywhere(u) || names && err == nil && ip.Unmap().IsLoopback() {
		u.Host = "localhost:" + u.Port()
	}
	return u.String()
}

// everywhere reports whether an address stands for all addresses of a machine.
func everywhere(u *url.URL) bool {
	ip, err := netip.ParseAddr(u.Hostname())
	return u.Hostname() == "" || err == nil && ip.Unmap().IsUnspecified()
}

// useless says why others cannot sign in by links that begin so; empty where
// they can.
func useless(base string) text.Text {
	u, err := url.Parse(base)
	if err != nil {
		return text.Text{}
	}
	const de = "Passkeys und das Cookie der Sitzung (__Host-) brauchen dort https; die Adresse dafür nennt --base-url https://…"
	const en = "passkeys and the cookie of the session (__Host-) need https there; --base-url https://… names the address"
	ip, err := netip.ParseAddr(u.Hostname())
	switch {
	case everywhere(u), u.Hostname() == "localhost", err == nil && ip.Unmap().IsLoopback():
		return text.T("Dieser Link gilt nur auf diesem Rechner, nicht für andere: "+de+".", "This link is good on this machine only, not for others: "+en+".")
	case u.Scheme != "https":
		return text.T("Mit diesem Link kann sich von einem anderen Rechner niemand anmelden: "+de+".", "Nobody can sign in by this link from another machine: "+en+".")
	}
	return text.Text{}
}

// exposed says what is missing where pages are served to other machines over
// http and no address of https is known; empty where nothing is.
func exposed(listening, base string) text.Text {
	u, err := url.Parse(listening)
	if err != nil || u.Scheme == "https" || strings.HasPrefix(base, "https://") {
		return text.Text{}
	}
	if ip, err := netip.ParseAddr(u.Hostname()); u.Hostname() == "localhost" || err == nil && ip.Unmap().IsLoopback() {
		return text.Text{}
	}
	return text.T("Über http kann sich von anderen Rechnern niemand anmelden: Passkeys und das Cookie der Sitzung (__Host-) brauchen https (--tls-cert, oder ein Proxy und --base-url https://…).",
		"Nobody can sign in from other machines over http: passkeys and the cookie of the session (__Host-) need https (--tls-cert, or a proxy and --base-url https://…).")
}

// printLink prints a one-time link and, beside it, why others cannot use it.
func printLink(s scope, base, secret string) {
	fmt.Fprintln(s.Out, invitationLink(base, secret))
	s.warn(useless(base))
}

// warn prints a sentence beside the output.
func (s scope) warn(say text.Text) {
	if say.De != "" {
		fmt.Fprintln(s.Err, say.In(s.Lang))
	}
}

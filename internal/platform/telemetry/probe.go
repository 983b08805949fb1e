// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package telemetry

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"planraum/internal/fault"
)

// probePatience is how long a health check may take.
const probePatience = 5 * time.Second

// Probe asks a running program at an address such as http://127.0.0.1:8080
// whether it is ready; host and port alone mean http. On this machine itself its certificate is not checked:
// it is made out to another name, and nothing is sent.
func Probe(ctx context.Context, address string) error {
	const op = "telemetry.Probe"
	full := address
	if host, port, err := net.SplitHostPort(address); err == nil && host != "" && port != "" && !strings.Contains(address, "/") {
		full = "http://" + address
	}
	u, err := url.Parse(full)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fault.New(fault.Invalid, op, "„"+address+"“ ist keine Adresse. Erwartet wird etwa http://127.0.0.1:8080.",
			"“"+address+"” is no address. Expected is one such as http://127.0.0.1:8080.")
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = ReadyPath
	}
	ctx, cancel := context.WithTimeout(ctx, probePatience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return fault.Wrap(op, err)
	}
	ip, err := netip.ParseAddr(u.Hostname())
	here := u.Hostname() == "localhost" || err == nil && ip.Unmap().IsLoopback()
	client := http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: here}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(r)
	if err != nil {
		return fault.New(fault.Unavailable, op+": "+err.Error(), "Planraum antwortet nicht.", "Planraum does not answer.")
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fault.New(fault.Unavailable, op+": "+answer.Status, "Planraum ist nicht bereit.", "Planraum is not ready.")
	}
	return nil
}

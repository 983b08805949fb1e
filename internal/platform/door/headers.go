// SPDX-FileCopyrightText: 2026 Planraum contributors
// SPDX-License-Identifier: EUPL-1.2

package door

import "net/http"

// NoContent is the policy of answers that show nothing in a browser, and of
// pages that bring one of their own.
const NoContent = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// features are those that pages of this program never use.
const features = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), encrypted-media=(), fullscreen=(self), " +
	"geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), " +
	"publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()"

// always are the headers of every answer, with the values of those that say
// nothing else.
var always = map[string]string{
	"Content-Security-Policy":      NoContent,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Permissions-Policy":           features,
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
}

// Headers puts the headers on every answer of next, with policy as its content
// security policy. A handler may set its own; what it leaves out or takes away
// is there all the same.
func Headers(next http.Handler, policy string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fill(w.Header(), policy)
		if policy != NoContent {
			w.Header().Set("Content-Security-Policy", policy)
		}
		next.ServeHTTP(&clad{ResponseWriter: w, policy: policy}, r)
	})
}

func fill(h http.Header, policy string) {
	for name, value := range always {
		if name == "Content-Security-Policy" {
			value = policy
		}
		if len(h[name]) == 0 {
			h[name] = []string{value}
		}
	}
	if h.Get("Access-Control-Allow-Origin") == "*" { // for pages of any site
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
}

// clad is an answer that does not leave without its headers: http.Error, for
// one, takes some away.
type clad struct {
	http.ResponseWriter
	policy string
	left   bool
}

// WriteHeader puts back what is missing.
func (c *clad) WriteHeader(status int) {
	if !c.left {
		c.left = status >= http.StatusOK
		fill(c.Header(), c.policy)
	}
	c.ResponseWriter.WriteHeader(status)
}

// Write sends the headers first.
func (c *clad) Write(b []byte) (int, error) {
	if !c.left {
		c.WriteHeader(http.StatusOK)
	}
	return c.ResponseWriter.Write(b)
}

// Unwrap lets handlers set deadlines.
func (c *clad) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// twoYears is for how long a browser keeps to https, in seconds, for the name of
// the installation and all below it.
const twoYears = "max-age=63072000; includeSubDomains"

// strict tells browsers to keep to https (RFC 6797): where the request came by
// it, or where a proxy that does not say so is known to speak it. Browsers pay
// no heed to it in answers without https.
func (c Config) strict(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.Strict || Secure(r) {
			w.Header().Set("Strict-Transport-Security", twoYears)
		}
		next.ServeHTTP(w, r)
	})
}
